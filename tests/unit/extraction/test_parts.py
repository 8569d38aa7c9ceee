"""Values of parts of the patients beside the value of all of them; expected values are read by a person."""

from __future__ import annotations

import pytest

from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _values(text: str) -> list[tuple[str | None, str | None]]:
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    return [(f.value, f.comparator_value) for f in found]


def test_values_of_parts_stand_each_for_itself_where_the_study_has_one_arm() -> None:
    text = (
        "In 250 patients treated with trastuzumab deruxtecan the ORR was 51.1%; it was 49.2% and 54.1% where the brain "
        "metastases were stable and active, respectively."
    )
    assert _values(text) == [("51.1", None), ("49.2", None), ("54.1", None)]


def test_values_that_a_word_compares_stay_a_pair() -> None:
    text = "In 250 patients treated with trastuzumab deruxtecan the ORR was 51.1%; it was 49.2% v 54.1% later."
    assert ("49.2", "54.1") in _values(text)


def test_the_value_of_a_part_behind_that_of_all_stands_for_itself() -> None:
    text = (
        "In 250 patients treated with trastuzumab deruxtecan the ORR was 51.1%, and 64.2% in the patients with "
        "measurable disease at baseline."
    )
    assert _values(text) == [("51.1", None), ("64.2", None)]


def _told(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    return [(f.population, f.endpoint, f.value, f.comparator_value) for f in found]


def test_those_without_a_trait_of_the_sentence_before_are_patients_and_no_arm() -> None:
    text = (
        "All 90 patients received trastuzumab deruxtecan, 31 of whom had liver metastases. With liver metastases the "
        "ORR was 41% [95% CI, 24%-59%] and the median PFS 9.8 months. Without them (n = 59), ORR was 57% and PFS 14.4 "
        "months."
    )
    assert _told(text) == [
        ("liver metastases", "ORR", "41", None),
        ("liver metastases", "PFS", "9.8", None),
        ("without liver metastases", "ORR", "57", None),
        ("without liver metastases", "PFS", "14.4", None),
    ]


def test_a_sentence_that_opens_without_them_may_come_back_to_those_with_them() -> None:
    text = (
        "All 90 patients received trastuzumab deruxtecan, 31 of whom had liver metastases. Without them at baseline, "
        "the ORR was 57%; with them, the ORR was 41%."
    )
    assert [population for population, *_ in _told(text)][1] != "without liver metastases"


@pytest.mark.parametrize("lack", ["57% in the 59 without", "57% in 59 without them"])
def test_those_with_a_trait_and_those_without_are_two_parts_of_one_arm(lack: str) -> None:
    text = (
        "This single-arm study gave pyrotinib to 90 patients. The ORR was 41% in the 31 with liver metastases "
        f"and {lack}."
    )
    assert _told(text) == [
        ("liver metastases", "ORR", "41", None),
        ("without liver metastases", "ORR", "57", None),
    ]


def test_what_was_done_without_a_drug_stays_an_arm() -> None:
    text = "Letrozole was tested with everolimus. Median PFS was 12 months with it and 8 months without it."
    assert _values(text) == [("12", "8")]


@pytest.mark.parametrize(
    "kinds", ["Stable and active metastases", "HR-positive and HR-negative tumours", "Visceral and nonvisceral disease"]
)
def test_two_kinds_of_disease_as_the_subject_have_a_value_each(kinds: str) -> None:
    text = (
        f"In all, 250 patients were treated with trastuzumab deruxtecan. {kinds} had ORRs of 48.2% and 55.1%, "
        "respectively."
    )
    assert _values(text) == [("48.2", None), ("55.1", None)]
