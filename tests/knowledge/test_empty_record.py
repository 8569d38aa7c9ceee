"""What is said of a record that says nothing, or next to nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from herald.cli.knowledge import get_guideline, get_lexicon
from herald.guideline.evaluation import evaluate
from herald.guideline.guideline import Guideline
from herald.guideline.results import Known

TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return get_guideline(get_lexicon())


def test_of_an_empty_record_nothing_is_derived_or_presumed(guideline: Guideline) -> None:
    evaluation = evaluate(guideline, {}, TODAY)
    assert [name for name in guideline.fields if isinstance(evaluation.field(name), Known)] == []
    assert [name for name in guideline.tables if evaluation.fact(name).value is not None] == []


@pytest.mark.parametrize(
    ("ratio", "copies"), [("3.1", "8.4"), ("2.2", "3.1"), ("1.1", "6.5"), ("1.5", "4.5"), ("1.1", "2.0")]
)
def test_a_recount_that_was_not_made_has_no_result(guideline: Guideline, ratio: str, copies: str) -> None:
    counts = {"her2_ihc": "2+", "her2_ish_ratio": Decimal(ratio), "her2_ish_copies": Decimal(copies)}
    assert not isinstance(evaluate(guideline, counts, TODAY).field("her2_recount"), Known)
