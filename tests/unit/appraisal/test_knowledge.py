"""Documents against curated results and against what became of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.appraisal.conftest import Check

from herald.appraisal import Appraisal, IssueKind, Known, KnownEvidence, Severity, appraise, known_from_base
from herald.core.documents import Document, Relation
from herald.documents import read_text
from herald.extraction.pipeline import extract
from herald.vocabulary.vocabulary import Vocabulary

PERTAIN = (
    "PERTAIN was a randomized phase 2 trial in HER2-positive, hormone receptor-positive metastatic breast cancer. "
    "Median progression-free survival was {} months with pertuzumab plus trastuzumab and an aromatase inhibitor and "
    "{} months with trastuzumab and an aromatase inhibitor (hazard ratio, {}; P = .0070)."
)


def of_kind(appraisal: Appraisal, kind: IssueKind) -> list[str]:
    return [issue.message for issue in appraisal.issues if issue.kind is kind]


def test_a_primary_result_is_superseded_by_the_final_one(check: Check) -> None:
    """Primary 18.89 v 15.80, 0.65 (J Clin Oncol 2018;36:2826); final 20.6 v 15.8, 0.67 (Clin Cancer Res 2022)."""
    appraisal = check(PERTAIN.format("18.89", "15.80", "0.65"))
    (message,) = of_kind(appraisal, IssueKind.SUPERSEDED)
    assert "20.6" in message
    assert not of_kind(appraisal, IssueKind.DIFFERS)


def test_the_final_result_is_left_alone(check: Check) -> None:
    appraisal = check(PERTAIN.format("20.6", "15.8", "0.67").replace("P = .0070", "P = .006"))
    assert not of_kind(appraisal, IssueKind.SUPERSEDED)
    assert not of_kind(appraisal, IssueKind.DIFFERS)


def test_a_result_that_no_analysis_gave_differs(check: Check) -> None:
    (message,) = of_kind(check(PERTAIN.format("28.89", "15.80", "0.55")), IssueKind.DIFFERS)
    assert "value 28.89" in message
    assert "20.6" in message


def test_a_result_of_another_population_is_not_compared(check: Check) -> None:
    text = PERTAIN.format("28.89", "15.80", "0.55").replace("HER2-positive, ", "HER2-negative, ")
    assert not of_kind(check(text), IssueKind.DIFFERS)


def test_findings_of_a_base_are_compared_and_the_document_s_own_are_not(vocabulary: Vocabulary) -> None:
    one, other = (
        read_text(PERTAIN.format(*figures), source="x")
        for figures in (("18.89", "15.80", "0.65"), ("16.5", "15.80", "0.65"))
    )
    found = extract(one, vocabulary)
    base = KnownEvidence(tuple(known_from_base(found.findings)))
    assert not appraise(one, found, vocabulary, base).issues
    (issue,) = appraise(other, extract(other, vocabulary), vocabulary, base).issues
    assert (issue.kind, issue.recomputed) == (IssueKind.DIFFERS, "value 18.89")
    assert issue.figures[-1].document == one.id


@pytest.mark.parametrize(
    ("earlier", "later", "is_later"),
    [
        (("primary", None), ("final", None), True),
        (("final", None), ("primary", None), False),
        (("primary", "2021-05-21"), ("primary", "2022-07"), True),
        (("primary", "2021-05"), ("final", "2021-05-21"), False),
        ((None, None), ("final", None), False),
    ],
)
def test_the_later_of_two_analyses_is_told_by_cutoff_or_stage(
    known: KnownEvidence, earlier: tuple[str | None, str | None], later: tuple[str | None, str | None], is_later: bool
) -> None:
    def analysis(stage: str | None, cutoff: str | None) -> Known:
        return replace(known.results[0], stage=stage, data_cutoff=cutoff)

    assert analysis(*later).is_later_than(analysis(*earlier)) is is_later


def appraised(document: Document, vocabulary: Vocabulary, known: KnownEvidence) -> Appraisal:
    return appraise(document, extract(document, vocabulary), vocabulary, known)


def test_a_retracted_publication_is_an_error(vocabulary: Vocabulary, known: KnownEvidence) -> None:
    document = replace(read_text("A trial of lapatinib.", source="x"), publication_types=("Retracted Publication",))
    (issue,) = appraised(document, vocabulary, known).issues
    assert (issue.kind, issue.severity) == (IssueKind.RETRACTED, Severity.ERROR)


@pytest.mark.parametrize(
    ("relation", "kind", "severity"),
    [
        ("RetractionIn", IssueKind.RETRACTED, Severity.ERROR),
        ("retraction-forward", IssueKind.RETRACTED, Severity.ERROR),
        ("ExpressionOfConcernIn", IssueKind.RETRACTED, Severity.WARNING),
        ("CorrectedandRepublishedIn", IssueKind.SUPERSEDED, Severity.NOTE),
    ],
)
def test_what_a_record_names_beside_itself_says_what_became_of_it(
    vocabulary: Vocabulary, known: KnownEvidence, relation: str, kind: IssueKind, severity: Severity
) -> None:
    related = (Relation(relation, "J Ex Oncol. 2020;1:1", "1"),)
    document = replace(read_text("A trial of lapatinib.", source="x"), relations=related)
    (issue,) = appraise(document, extract(document, vocabulary), vocabulary, known).issues
    assert (issue.kind, issue.severity) == (kind, severity)


def test_a_part_of_a_trial_s_patients_is_not_held_against_the_whole(check: Check) -> None:
    """KEYNOTE-355: the curated result is that of a PD-L1 score of 10 or more, 0.66; in all patients it was 0.82."""
    text = (
        "In KEYNOTE-355, in the intention-to-treat population of metastatic triple-negative breast cancer, the hazard "
        "ratio for progression-free survival with pembrolizumab plus chemotherapy against chemotherapy was 0.82 (95% "
        "CI, 0.69 to 0.97)."
    )
    assert not of_kind(check(text), IssueKind.DIFFERS)


def test_a_document_that_states_the_later_analysis_too_is_not_superseded(check: Check) -> None:
    text = (
        PERTAIN.format("18.89", "15.80", "0.65")
        + " In the final analysis median progression-free survival was 20.6 months with pertuzumab plus trastuzumab and"
        " an aromatase inhibitor and 15.8 months with trastuzumab and an aromatase inhibitor (hazard ratio, 0.67; P = "
        ".006)."
    )
    assert not of_kind(check(text), IssueKind.SUPERSEDED)


def test_the_first_publication_of_alternative_is_known_to_be_retracted(
    vocabulary: Vocabulary, known: KnownEvidence
) -> None:
    """J Clin Oncol 2018;36:741 (PMID 29244528), retracted in 2020 and published anew."""
    document = replace(read_text("Dual HER2 blockade.", source="x"), identifiers={"pmid": "29244528"})
    (issue,) = appraised(document, vocabulary, known).issues
    assert (issue.kind, "ALTERNATIVE" in issue.message) == (IssueKind.RETRACTED, True)


def test_an_archived_page_is_noted(check: Check) -> None:
    text = "Old news\n\nThis article has been archived.\n\nWe no longer update it."
    assert [issue.kind for issue in check(text).issues] == [IssueKind.OUTDATED]


def test_strong_words_over_a_result_without_comparison_are_a_warning(check: Check) -> None:
    text = "This groundbreaking trial of tucatinib in HER2-mutated breast cancer had a response rate of 42%."
    (issue,) = check(text).issues
    assert (issue.kind, issue.span.quote) == (IssueKind.OVERCLAIMED, "groundbreaking")


def test_strong_words_over_a_comparison_are_left_alone(check: Check) -> None:
    text = "In this groundbreaking trial survival was longer with tucatinib than placebo (HR 0.54; P < .001)."
    assert not of_kind(check(text), IssueKind.OVERCLAIMED)


def test_a_breakthrough_designation_is_no_claim(check: Check) -> None:
    text = "The drug has breakthrough therapy designation. The response rate with tucatinib was 42%."
    assert not of_kind(check(text), IssueKind.OVERCLAIMED)


def test_the_result_of_a_trial_in_another_disease_is_a_warning(check: Check) -> None:
    text = PERTAIN.format("18.89", "15.80", "0.65").replace("HER2-positive", "HER2-negative")
    assert len(of_kind(check(text), IssueKind.POPULATION)) == 1
    assert not of_kind(check(PERTAIN.format("18.89", "15.80", "0.65")), IssueKind.POPULATION)
