"""Missing inputs: what each result of a test that was not done would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from herald.decisions.decision import MissingInput, Outcome
from herald.decisions.triage import Safety, Triage, triage
from herald.guideline.fields import Element

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.fields import Field
    from herald.guideline.values import Value


@dataclass(frozen=True, slots=True)
class _Tried:
    """The answer under one result of one input."""

    label: str
    options: tuple[str, ...]
    left_open: tuple[str, ...]
    still_missing: tuple[str, ...]

    @property
    def answer(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.options, self.left_open


def find_missing(evaluation: Evaluation, safety: Safety, today: Triage) -> tuple[MissingInput, ...]:
    """Returns each unknown input that could change the options, in the order of the guideline's fields.

    Where no single result offers anything or takes anything away, what is told instead is which inputs change what
    remains open.
    """
    offered, left_open = today.regimens(), today.open_regimens()
    tried = [(field, _try_all(evaluation, safety, field)) for field in candidates(evaluation, today)]
    changing = [(field, each) for field, each in tried if any(one.options != offered for one in each)]
    narrowing = [(field, each) for field, each in tried if any(one.left_open != left_open for one in each)]
    return tuple(MissingInput(field.name, field.label, tuple(_grouped(each))) for field, each in changing or narrowing)


def candidates(evaluation: Evaluation, answer: Triage) -> list[Field]:
    """Returns the inputs on which undecided rules wait, or that may yet take an offer away, in field order."""
    names = set(answer.missing())
    for caution in answer.open_cautions:
        names |= evaluation.caution(caution).missing
    wanted = {name.partition(".")[0] for name in names}
    return [field for field in evaluation.guideline.fields.values() if field.name in wanted]


def results_to_try(evaluation: Evaluation, field: Field) -> Iterator[tuple[str, Value]]:
    """Yields results of an input in words and as values; none where it cannot be tried (a date, a free text)."""
    if field.element is Element.RECORD and field.name not in evaluation.inputs:
        yield "none so far", ()
    for outcome in evaluation.guideline.outcomes(field.name):
        yield outcome.label, outcome.value


def _try_all(evaluation: Evaluation, safety: Safety, field: Field) -> tuple[_Tried, ...]:
    return tuple(_try(evaluation, safety, field, label, value) for label, value in results_to_try(evaluation, field))


def _try(evaluation: Evaluation, safety: Safety, field: Field, label: str, value: Value) -> _Tried:
    then = evaluation.with_input(field.name, value)
    answer = triage(then, safety)
    still = tuple(each.name for each in candidates(then, answer))
    return _Tried(label, answer.regimens(), answer.open_regimens(), still)


def _grouped(tried: Sequence[_Tried]) -> Iterator[Outcome]:
    """Yields one outcome for neighbouring results with the same answer."""
    for _, same in groupby(tried, key=lambda each: each.answer):
        group = list(same)
        label = " or ".join(each.label for each in group)
        yield Outcome(label, group[0].options, group[0].still_missing, group[0].left_open)
