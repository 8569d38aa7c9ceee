"""Effects of a trait, performance of a test and shares of data are no results of a treatment; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Reason
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

TRIAL = "We randomly assigned 200 women with breast cancer to letrozole or to placebo. "


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Women with dementia had shorter overall survival (HR 2.1, 95% CI 1.8-2.5).", Reason.COVARIATE),
        ("High miR-21 expression went with poor overall survival (P = .04).", Reason.COVARIATE),
        (
            "The GG genotype was associated with longer progression-free survival in women on letrozole (aHR 0.42).",
            Reason.COVARIATE,
        ),
        ("The sensitivity for foretelling recurrence was 82%.", Reason.PERFORMANCE),
        ("The model had an accuracy of 91%.", Reason.PERFORMANCE),
        ("Using an estimated hazard ratio of 1.06 for overall survival we foresaw further deaths.", Reason.DESIGN),
        ("Metastasis is responsible for 90% of cancer-related deaths.", Reason.NO_ENDPOINT),
    ],
)
def test_what_is_not_of_a_treatment_is_rejected_with_its_reason(sentence: str, reason: Reason) -> None:
    extraction = extract(read_text(TRIAL + sentence, source="own"), load_vocabulary())
    assert extraction.findings == ()
    assert reason in {rejected.reason for rejected in extraction.rejected}


def test_programmed_death_is_no_death_and_expression_no_response() -> None:
    text = "We gave nivolumab to 40 women. With low programmed death ligand-1 expression (28%) responses were few."
    assert extract(read_text(text, source="own"), load_vocabulary()).findings == ()


def test_the_share_of_information_is_no_event_rate() -> None:
    sentence = (
        "After 120 iDFS events (61% of full information) the 3-year iDFS was 42% with letrozole and 49% with placebo."
    )
    findings = extract(read_text(TRIAL + sentence, source="own"), load_vocabulary()).findings
    assert [(f.value, f.comparator_value) for f in findings] == [("42", "49")]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Over five years, 69% of patients resumed work.", ["resumed work"]),
        ("Of all, 0.6% of women developed a haematoma, 1.8% had a seroma.", ["haematoma", "seroma"]),
    ],
)
def test_what_is_said_of_people_behind_a_share_names_the_outcome(sentence: str, names: list[str]) -> None:
    study = "In this phase 2 trial 200 women with breast cancer were given letrozole. "
    extraction = extract(read_text(study + sentence, source="own"), load_vocabulary())
    assert [f.endpoint for f in (*extraction.findings, *extraction.harms)] == names


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Over five years, 69% of patients resumed work.", []),
        ("Over five years, 69% of patients on letrozole resumed work.", ["69"]),
        ("Work was resumed by 69% in both groups.", ["69"]),
        ("Work was resumed by 138 of 200 women (69%).", ["69"]),
    ],
)
def test_in_a_study_of_several_arms_a_lone_share_needs_an_arm(sentence: str, values: list[str]) -> None:
    findings = extract(read_text(TRIAL + sentence, source="own"), load_vocabulary()).findings
    assert [f.value for f in findings] == values


@pytest.mark.parametrize("measure", ["aHR", "HRadj", "AOR", "SHR"])
def test_an_adjusted_ratio_is_a_ratio(measure: str) -> None:
    sentence = f"Letrozole prolonged overall survival ({measure} 0.70, 95% CI 0.60-0.82)."
    findings = extract(read_text(TRIAL + sentence, source="own"), load_vocabulary()).findings
    assert [(f.effect_measure, f.effect) for f in findings] == [("OR" if "OR" in measure else "HR", "0.70")]
