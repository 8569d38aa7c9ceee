"""Arms whose drugs a text names only in part, or only elsewhere; expected values are read by a person."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(extract(read_text(text, source="test"), load_vocabulary()).findings)


def _arms(text: str) -> list[tuple[str | None, str | None]]:
    return [(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in _findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Median PFS was 21.0 months with pyrotinib and 10.1 months with placebo plus trastuzumab/docetaxel. OS rates "
        "in the pyrotinib and placebo arms were 81% and 70%, respectively.",
        "Pyrotinib plus trastuzumab and docetaxel beat placebo plus the same pair in PFS (21.0 v 10.1 months). OS "
        "rates in the pyrotinib and placebo arms were 81% and 70%, respectively.",
        "PFS was 21.0 months with pyrotinib, trastuzumab and docetaxel, against 10.1 months with placebo. OS was 50.0 "
        "months with pyrotinib, against 41.0 months in the control group.",
    ],
)
def test_what_is_given_beside_placebo_is_given_beside_the_drug_as_well(text: str) -> None:
    assert _arms(text) == [("pyrotinib + trastuzumab + docetaxel", "trastuzumab + docetaxel")] * 2


def test_a_drug_that_placebo_stands_beside_is_no_backbone_of_a_third_arm() -> None:
    text = (
        "MARIANNE tested T-DM1 plus placebo, T-DM1 plus pertuzumab, and trastuzumab plus a taxane. Median PFS was 13.5 "
        "months with trastuzumab plus a taxane and 15.5 months with T-DM1 plus pertuzumab (HR 0.87)."
    )
    assert _arms(text) == [("trastuzumab emtansine + pertuzumab", "trastuzumab + taxane")]


def test_drugs_that_are_called_a_triplet_are_one_arm() -> None:
    text = (
        "With the triplet of lapatinib, trastuzumab, and an aromatase inhibitor the median PFS was 11.5 months versus "
        "5.5 months in the trastuzumab/aromatase inhibitor arm (HR 0.60)."
    )
    assert _arms(text) == [("lapatinib + trastuzumab + aromatase inhibitor", "trastuzumab + aromatase inhibitor")]


def test_what_was_given_with_either_drug_belongs_to_both_arms() -> None:
    text = (
        "Oral pyrotinib at 400 mg (n = 130) or lapatinib at 1,250 mg (n = 130) was given once daily with capecitabine. "
        "Median PFS was 12.1 months with pyrotinib and 6.1 months with lapatinib."
    )
    assert _arms(text) == [("pyrotinib + capecitabine", "lapatinib + capecitabine")]


def test_a_drug_alone_or_with_another_makes_two_arms_also_where_these_have_letters() -> None:
    text = (
        "Letrozole alone (arm A, n = 30) or with trastuzumab (arm B, n = 25) was given. The clinical benefit rate "
        "was 38% in arm A and 66% in arm B."
    )
    assert _arms(text) == [("trastuzumab + letrozole", "letrozole")]


@pytest.mark.parametrize(
    ("words", "control"),
    [
        ("the monotherapy arm", "lapatinib"),
        ("the lapatinib only arm", "lapatinib"),
    ],
)
def test_the_arm_of_one_drug_has_its_name(words: str, control: str) -> None:
    text = (
        "Lapatinib plus trastuzumab was superior to lapatinib alone for PFS (HR 0.75). Median OS was 14.1 months with "
        f"lapatinib plus trastuzumab and 9.1 months in {words}."
    )
    assert _arms(text) == [("lapatinib + trastuzumab", control)] * 2


def test_words_behind_a_comma_say_which_arm_is_the_control() -> None:
    text = (
        "Trastuzumab plus a taxane, the control arm, had a median PFS of 13.5 months. It was 15.5 months in the T-DM1 "
        "plus pertuzumab arm (HR 0.87). Responses lasted 12.1 months in the control arm and 21.1 months with T-DM1 "
        "plus pertuzumab."
    )
    assert {control for _, control in _arms(text)} == {"trastuzumab + taxane"}


def test_results_of_the_only_regimen_of_a_study_are_of_it_wherever_it_is_named() -> None:
    text = (
        "The objective response rate was 38.1% in the 70 patients of this single-arm study. The median PFS was 5.5 "
        "months. Trastuzumab emtansine caused no death."
    )
    assert _arms(text) == [("trastuzumab emtansine", None)] * 2


def test_two_arms_that_a_heading_sets_against_each_other_are_those_of_the_list_behind_it() -> None:
    text = "Early disease; T-DM1 vs. trastuzumab, 14 cycles.\n- 7-yr IDFS: 80.1% vs. 67.5%\n- 7-yr OS: 89.5% vs. 84.1%"
    assert _arms(text) == [("trastuzumab emtansine", "trastuzumab")] * 2


def test_a_further_trial_does_not_take_the_arms_of_the_one_before() -> None:
    text = (
        "In HER2CLIMB 1-year PFS was 25.1% in the tucatinib group and 0% in the placebo group.\n\n"
        "NALA allowed brain metastases. In this subgroup (50 on neratinib plus capecitabine, 50 on lapatinib plus "
        "capecitabine) mean PFS was 7.5 months versus 5.1 months (HR 0.66)."
    )
    assert _arms(text)[-1] == ("neratinib + capecitabine", "lapatinib + capecitabine")


def test_the_letters_of_arms_stand_for_all_that_is_told_behind_them() -> None:
    text = (
        "Patients were treated (Arm A: epirubicin, cyclophosphamide + trastuzumab, then docetaxel; Arm B: "
        "docetaxel + trastuzumab; Arm C: carboplatin + trastuzumab). pCR rates were 61.1% (Arm A), 57.2% (Arm B), "
        "and 66.3% (Arm C)."
    )
    assert _arms(text) == [
        ("trastuzumab + epirubicin + cyclophosphamide + docetaxel", None),
        ("trastuzumab + docetaxel", None),
        ("trastuzumab + carboplatin", None),
    ]


def test_with_or_without_a_drug_makes_two_arms() -> None:
    text = (
        "Women got trastuzumab and docetaxel with or without pertuzumab. At 8 years 38% in the pertuzumab arm were "
        "alive, vs 22% in the control arm. Median PFS was 18.1 vs 12.2 months."
    )
    assert _arms(text) == [("pertuzumab + trastuzumab + docetaxel", "trastuzumab + docetaxel")] * 2


def test_what_was_given_alone_and_with_a_drug_makes_two_arms() -> None:
    text = (
        "Standard chemotherapy was given alone to 230 patients and with trastuzumab to 231. With trastuzumab there was "
        "a longer time to progression (median, 7.1 vs. 4.2 months); the response rates were 51% vs. 33%."
    )
    assert _arms(text) == [("trastuzumab + chemotherapy", "chemotherapy")] * 2


def test_drugs_of_a_class_belong_to_the_regimen_that_names_the_class() -> None:
    text = (
        "Pertuzumab, trastuzumab and a taxane were given to 1436 patients, of whom 588 began with paclitaxel. "
        "Neutropenia came mainly with docetaxel. Median OS was 65.1 months."
    )
    assert _arms(text)[-1] == ("pertuzumab + trastuzumab + taxane", None)


def test_a_known_code_in_a_bracket_names_the_whole_regimen_before_it() -> None:
    text = "Patients got carboplatin and trastuzumab (TCH) or AC-T. DFS was better with TCH than with AC-T (HR 0.75)."
    assert _arms(text) == [("trastuzumab + docetaxel + carboplatin", "doxorubicin + cyclophosphamide + taxane")]


def test_a_kind_of_treatment_alone_is_not_the_regimen_of_a_study() -> None:
    text = "This cohort had surgery for early breast cancer; most got chemotherapy. DFS was 85.1% and OS 91.2%."
    assert _arms(text) == [(None, None)] * 2


def test_the_same_with_a_drug_adds_it_to_the_arm_before() -> None:
    text = (
        "Trastuzumab and pertuzumab alone (TP, 39 patients) were set against the same with cyclophosphamide (TPM, 41 "
        "patients). PFS was 43.2% versus 73.1% for TP and TPM, respectively."
    )
    assert _arms(text) == [("pertuzumab + trastuzumab + cyclophosphamide", "pertuzumab + trastuzumab")]


def test_those_not_given_a_drug_are_the_arm_without_it() -> None:
    text = "With trastuzumab 65% were alive after three years, against 52% of those not given it."
    assert _arms(text) == [("trastuzumab", "without it")]
