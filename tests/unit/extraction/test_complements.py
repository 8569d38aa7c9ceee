"""Patients with a trait against those without it, and groups that stand beside each other; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

Row = tuple[str, str | None, str | None]


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def rows(text: str) -> list[Row]:
    return [(f.endpoint, f.value, f.comparator_value) for f in read(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "In patients with pCR, EFS and OS rates were 92% and 97%; in those without pCR they were 79% and 88%.",
            [("EFS", "92", "79"), ("OS", "97", "88")],
        ),
        ("Women with a pCR had a 5-year EFS of 92%; those without, of 79%.", [("EFS", "92", "79")]),
        (
            "5-year DFS and OS were 88% and 94% for patients who reached a pCR and 72% and 81% for those who did not.",
            [("DFS", "88", "72"), ("OS", "94", "81")],
        ),
        (
            "Patients with a CR had PFS and OS rates of, respectively, 61% and 83%; those without one, of 12% and 34%.",
            [("PFS", "61", "12"), ("OS", "83", "34")],
        ),
        (
            "Median OS was 33.1 months for those who responded and 18.2 months for those who did not.",
            [("OS", "33.1", "18.2")],
        ),
        ("EFS at 5 years was 91.2% with pCR versus 78.9% without pCR.", [("EFS", "91.2", "78.9")]),
        (
            "The 3-year EFS was 94.9% in the pCR group and 77.3% in the non-pCR group.",
            [("EFS", "94.9", "77.3")],
        ),
    ],
)
def test_those_without_a_trait_are_compared_with_those_who_have_it(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected


def test_subgroups_that_are_no_complements_stay_apart() -> None:
    found = rows(
        "5-year IDFS was 92% (95% CI 88-95) in patients with node-negative disease; in those with node-positive "
        "disease it was 81% (95% CI 75-86)."
    )
    assert found == [("iDFS", "92", None), ("iDFS", "81", None)]


def test_a_count_of_complete_responders_is_still_a_result() -> None:
    assert ("CR", "12", None) in rows("The ORR with capecitabine was 61%, and 12 patients had a complete response.")


@pytest.mark.parametrize(
    "sentence",
    [
        "A pCR was reached by 45% of patients, more often in HR-negative disease (OR 2.1, 95% CI 1.3-3.4).",
        "A pCR was reached by 45% of patients, more of them in HR-negative disease (OR 2.1, 95% CI 1.3-3.4).",
    ],
)
def test_an_effect_of_what_made_a_result_more_likely_is_not_that_of_the_whole(sentence: str) -> None:
    found = read(sentence)
    assert [(f.value, f.effect) for f in found] == [("45", None), (None, "2.1")]


def test_cohorts_named_by_a_number_and_a_letter_stand_beside_each_other() -> None:
    found = rows(
        "Neratinib was given in cohort 3A (n = 30; drug-naive) and cohort 3B (n = 20; pretreated). "
        "Cohorts 3A and 3B reached a median PFS of 5.2 and 3.3 months, respectively."
    )
    assert found == [("PFS", "5.2", None), ("PFS", "3.3", None)]


def test_the_arms_of_a_randomised_study_are_compared_where_they_are_called_cohorts() -> None:
    found = rows(
        "Patients were randomised to neratinib 160 mg (cohort A) or 240 mg (cohort B). "
        "Median PFS was 5.5 months in cohort A and 8.1 months in cohort B."
    )
    assert found == [("PFS", "5.5", "8.1")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The ORR with capecitabine was 45% with a CR in 5%, and median PFS was 8 months.",
            [("ORR", "45", None), ("CR", "5", None), ("PFS", "8", None)],
        ),
        (
            "The proportion of patients with a pCR was 45% with pertuzumab and 21% with placebo; EFS was 86% v 81%.",
            [("pCR", "45", "21"), ("EFS", "86", "81")],
        ),
        (
            "The percentage of patients who achieved pCR was 51% with lapatinib and 30% with trastuzumab; DFS was 9%.",
            [("pCR", "51", "30"), ("DFS", "9", None)],
        ),
    ],
)
def test_people_in_whom_a_response_is_counted_are_no_group(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected
