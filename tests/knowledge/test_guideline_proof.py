"""What is proven of the guideline that comes with Herald: every row can be reached, every rule is shown by a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from herald.core.truth import Truth
from herald.decisions.cases import CaseReport, read_cases, run_cases
from herald.decisions.lexicon import VocabularyLexicon
from herald.decisions.soundness import check_soundness
from herald.guideline import Guideline, load_guideline
from herald.vocabulary.tables import load_vocabulary

FOLDER = Path(__file__).resolve().parents[2] / "src/herald/knowledge/guideline"
VOCABULARY = load_vocabulary()
LEXICON = VocabularyLexicon(VOCABULARY)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load_guideline(FOLDER, LEXICON)


@pytest.fixture(scope="module")
def report(guideline: Guideline) -> CaseReport:
    return run_cases(read_cases(FOLDER), guideline, LEXICON, dt.date(2026, 11, 21))


def test_nothing_is_wrong_and_every_table_is_proven(guideline: Guideline) -> None:
    soundness = check_soundness(guideline, VOCABULARY)
    assert [str(problem) for problem in soundness.problems] == []
    assert set(soundness.proven) == set(guideline.tables)


def test_at_least_400_cases_give_the_answer_written_by_hand(report: CaseReport) -> None:
    assert [f"{each.case.place}: found {each.found}" for each in report.failed] == []
    assert len(report.results) >= 400


@pytest.mark.parametrize("truth", list(Truth))
def test_every_rule_row_and_caution_is_shown_with_each_truth_that_it_can_have(report: CaseReport, truth: Truth) -> None:
    unseen = [f"{each.place}: {each.subject} {each.name}" for each in report.coverage if truth in each.never]
    assert unseen == [], f"write a case that shows these {truth.name}, by hand, in a file of cases"
