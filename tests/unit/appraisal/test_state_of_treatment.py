"""What a text tells of treatments, against the guideline's offers and their dates (sentences of our own)."""

from __future__ import annotations

import pytest
from tests.unit.appraisal.conftest import Check

from herald.appraisal import Issue, IssueKind

HEAD = "Treatment of HER2-positive metastatic breast cancer\n\n{}"


def outdated(check: Check, text: str) -> list[Issue]:
    return [issue for issue in check(text).issues if issue.kind is IssueKind.OUTDATED]


def test_a_standard_is_held_against_what_was_approved_since(check: Check) -> None:
    """Trastuzumab deruxtecan with pertuzumab: FDA, 15 December 2025."""
    text = HEAD.format(
        "The standard first-line treatment of HER2-positive metastatic breast cancer is a taxane with trastuzumab and "
        "pertuzumab. Other drugs follow later on in the course of the disease."
    )
    (issue,) = outdated(check, text)
    assert "trastuzumab deruxtecan + pertuzumab" in issue.message
    assert "2025-12-15" in issue.message
    assert [figure.span is None for figure in issue.figures] == [False, True]


def test_a_standard_that_names_the_newest_regimen_is_left_alone(check: Check) -> None:
    text = HEAD.format(
        "The standard first-line treatment of HER2-positive metastatic breast cancer is a taxane with trastuzumab and "
        "pertuzumab, or trastuzumab deruxtecan with pertuzumab."
    )
    assert outdated(check, text) == []


def test_a_treatment_told_as_new_is_told_since_when_it_is_an_option(check: Check) -> None:
    """Elacestrant is in the ASCO rapid update of 2024."""
    text = (
        "Endocrine therapy\n\nElacestrant is a newly developed oral drug for ER-positive, HER2-negative metastatic "
        "breast cancer with an ESR1 mutation."
    )
    (issue,) = outdated(check, text)
    assert "elacestrant (recommended since 2024-02-06)" in issue.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Endocrine therapy was given to HER2-negative patients, while novel agents were kept for later.",
        "Trastuzumab is no new drug in HER2-positive metastatic disease.",
        "(1) Trastuzumab after progression in HER2-positive metastatic disease, and (2) novel agents are discussed.",
    ],
)
def test_what_is_not_told_as_new_is_left_alone(check: Check, sentence: str) -> None:
    assert outdated(check, HEAD.format(sentence)) == []


def test_praise_of_what_the_guideline_advises_against_is_told_its_reason(check: Check) -> None:
    """Bevacizumab: the FDA withdrew the indication on 18 November 2011."""
    text = "Drugs\n\nBevacizumab, added to chemotherapy, may improve response rates in HER2-negative breast cancer."
    (issue,) = outdated(check, text)
    assert "18 November 2011" in issue.message


def test_a_denied_benefit_is_no_praise(check: Check) -> None:
    text = "Drugs\n\nBevacizumab brings no clear benefit in HER2-negative breast cancer and was withdrawn."
    assert outdated(check, text) == []


def test_a_report_of_a_trial_is_not_held_against_what_came_later(check: Check) -> None:
    text = (
        "PMID- 12345678\nOWN - NLM\nDP  - 2010 Jan\nTI  - A trial\nAB  - The standard first-line treatment of "
        "HER2-positive metastatic breast cancer is trastuzumab with a taxane. We tested the novel agent pertuzumab.\n"
    )
    assert outdated(check, text) == []


def test_an_option_for_a_mutation_only_is_not_one_for_the_whole_disease(check: Check) -> None:
    """Elacestrant: ESR1-mutated disease only."""
    text = "Drugs\n\nElacestrant is an option in ER-positive, HER2-negative metastatic disease after endocrine therapy."
    (issue,) = [issue for issue in check(text).issues if issue.kind is IssueKind.POPULATION]
    assert "ESR1-mutated" in issue.message
