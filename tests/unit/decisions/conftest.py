"""A guideline of a few lines, small enough to see every answer by eye; its drugs are real, its rules are not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from herald.decisions.deciding import decide
from herald.decisions.decision import CitedResult, Decision
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, load_guideline
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)


@pytest.fixture(scope="session")
def small() -> Guideline:
    return load_guideline(Path(__file__).parent / "small_guideline", VocabularyLexicon(load_vocabulary()))


class Answers:
    """Asks the small guideline."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline

    def __call__(self, results: tuple[CitedResult, ...] = (), as_of: dt.date = AS_OF, **inputs: str | int) -> Decision:
        typed = {name: Decimal(value) if isinstance(value, int) else value for name, value in inputs.items()}
        return decide(typed, self.guideline, results, as_of)


@pytest.fixture
def ask(small: Guideline) -> Answers:
    return Answers(small)
