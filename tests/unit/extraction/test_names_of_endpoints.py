"""Endpoints under the names that reports of everyday care give them; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def test_an_endpoint_read_from_records_keeps_the_sign_that_says_so() -> None:
    found = read("With T-DXd the median rwPFS was 12.1 months (95% CI, 9.4-15.0) and the median rwOS was not reached.")
    assert [(f.endpoint, f.value) for f in found] == [("rwPFS", "12.1"), ("rwOS", "not reached")]


def test_a_sign_that_the_document_spells_out_is_the_endpoint_that_it_spells() -> None:
    found = read(
        "Median real-world progression-free survival (rwPFS) was 12.1 months. In HER2-low disease rwPFS was 6.3 months."
    )
    assert [(f.endpoint, f.value) for f in found] == [("PFS", "12.1"), ("PFS", "6.3")]


def test_times_to_what_was_done_next_are_known_by_their_signs_in_records() -> None:
    found = read(
        "For rwTTD the median (95% CI) was 7.3 (5.1-9.2) months, and for rwTTNT it was 9.4 (7.0-11.1) months on "
        "tucatinib."
    )
    assert [(f.endpoint, f.value, f.ci_high) for f in found] == [
        ("time to treatment discontinuation", "7.3", "9.2"),
        ("TTNT", "9.4", "11.1"),
    ]


@pytest.mark.parametrize(
    ("words", "endpoint"),
    [
        ("The best overall response was complete or partial in 9 of 20 patients (45%).", "ORR"),
        ("The best response was partial or complete in 9 patients (45%).", "ORR"),
        ("In the brain itself, the response was a complete or partial one in 9 patients (45%).", "CNS ORR"),
        ("Within the brain, responses were seen in 9 patients (45%).", "CNS ORR"),
    ],
)
def test_a_response_that_was_complete_or_partial_is_an_objective_one(words: str, endpoint: str) -> None:
    (finding,) = read(words)
    assert (finding.endpoint, finding.value) == (endpoint, "45")
