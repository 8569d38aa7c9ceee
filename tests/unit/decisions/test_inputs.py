"""Records that do not fit: what is wrong, where, what would be right, and never a patient's value."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import herald
from herald.core.errors import PatientError
from herald.decisions.inputs import read_inputs
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, load_guideline
from herald.patients.record import parse_patient
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    folder = Path(herald.__file__).parent / "knowledge" / "guideline"
    return load_guideline(folder, VocabularyLexicon(load_vocabulary()))


def error(guideline: Guideline, text: str) -> str:
    vocabulary = load_vocabulary()
    record = parse_patient(text.encode(), "p.yaml", vocabulary)
    with pytest.raises(PatientError) as caught:
        read_inputs(record, guideline, VocabularyLexicon(vocabulary), AS_OF)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "repair", "value"),
    [
        ("age: 61\nher2_ich: 2+\n", "p.yaml:2: her2_ich", "her2_ihc", "2+"),
        ("her2_ihc: IHC 4+\n", "p.yaml:1: her2_ihc", "0, 1+, 2+, 3+", "4+"),
        ("er_percent: 130 %\n", "p.yaml:1: er_percent", "from 0 to 100 %", "130"),
        ("lvef: 55 mmHg\n", "p.yaml:1: lvef", "%", "mmHg"),
        ("recurrence_date: 2031-05-01\n", "p.yaml:1: recurrence_date", "2026-11-21", "2031"),
        ("recurrence_date: 2026-02-30\n", "p.yaml:1: recurrence_date", "calendar", "02-30"),
        ("treatments:\n- start: 2025-03\n  end: 2024-12\n", "p.yaml:3: treatments[1].end", "start", "2024"),
        ("treatments:\n- sitting: adjuvant\n", "p.yaml:2: treatments[1].sitting", "setting", "adjuvant"),
    ],
)
def test_each_problem_has_its_place_and_its_repair(
    guideline: Guideline, text: str, place: str, repair: str, value: str
) -> None:
    said = error(guideline, text)
    assert place in said
    assert repair in said
    assert value not in said.replace("0, 1+, 2+, 3+", "").replace("2026-11-21", "")


def test_every_problem_of_a_record_is_told_at_once(guideline: Guideline) -> None:
    assert len(error(guideline, "lvef: 200\nage: -4\nher2_ihc: 7\n").splitlines()) == 3


def test_a_period_that_may_be_in_order_is_accepted(guideline: Guideline) -> None:
    vocabulary = load_vocabulary()
    text = "treatments:\n- {agents: [T-DM1], start: 2025-03-15, end: 2025}\n"
    record = parse_patient(text.encode(), "p.yaml", vocabulary)
    assert "treatments" in read_inputs(record, guideline, VocabularyLexicon(vocabulary), AS_OF)


def test_a_test_that_was_not_done_is_no_result(guideline: Guideline) -> None:
    vocabulary = load_vocabulary()
    record = parse_patient(b"her2_ihc: 2+\nher2_ish: not done\nlvef: pending\n", "p.yaml", vocabulary)
    assert set(read_inputs(record, guideline, VocabularyLexicon(vocabulary), AS_OF)) == {"her2_ihc"}
