"""Reasons of the rule language as an answer shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from herald.decisions.decision import Because
from herald.guideline.explanation import Clause, explain, explain_fact
from herald.guideline.trace import trace

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.nodes import Node


def find_reasons(evaluation: Evaluation, condition: Node | None) -> Iterator[Because]:
    """Yields the clauses that make a condition what it is; none for no condition."""
    if condition is not None:
        yield from map(_because, explain(trace(condition, evaluation), evaluation))


def find_fact_reasons(evaluation: Evaluation, table: str) -> Iterator[Because]:
    """Yields why a table has its value, or what its next step waits for."""
    yield from map(_because, explain_fact(table, evaluation))


def _because(clause: Clause) -> Because:
    text = f"{clause.text} (assumed)" if clause.assumed else clause.text
    return Because(text, clause.row, clause.source, clause.inputs)
