"""What the acceptance tests ask: a record in, an answer out, with everything that comes with Herald."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import herald
from herald.decisions.deciding import decide
from herald.decisions.decision import Decision
from herald.decisions.evidence import load_results
from herald.decisions.inputs import read_inputs
from herald.decisions.lexicon import VocabularyLexicon
from herald.decisions.pooled_table import load_pooled_table
from herald.guideline import Guideline, load_guideline
from herald.patients.record import parse_patient
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)

Answer = Callable[[str], Decision]


@pytest.fixture(scope="session")
def guideline() -> Guideline:
    folder = Path(herald.__file__).parent / "knowledge" / "guideline"
    return load_guideline(folder, VocabularyLexicon(load_vocabulary()))


@pytest.fixture(scope="session")
def answer(guideline: Guideline) -> Answer:
    """Returns the decision for a record written as YAML."""
    vocabulary, results, pooled = load_vocabulary(), load_results(), load_pooled_table()
    lexicon = VocabularyLexicon(vocabulary)

    def answer_of(text: str) -> Decision:
        record = parse_patient(text.encode(), "record", vocabulary)
        return decide(read_inputs(record, guideline, lexicon, AS_OF), guideline, results, AS_OF, pooled)

    return answer_of
