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
    def answer(self) -> tuple[tuple[str, ...], frozenset[str]]:
        return self.options, frozenset(self.left_open)


def find_missing(evaluation: Evaluation, safety: Safety, today: Triage) -> tuple[MissingInput, ...]:
    """Returns each unknown input whose results differ in what they offer or leave open, the most useful first.

    Most useful is what leaves the fewest regimens undecided, summed over its results; the order of the guideline's
    fields settles ties.
    """
    found: list[tuple[float, MissingInput]] = []
    for field in candidates(evaluation, today):
        tried = [_try(evaluation, safety, field, label, value) for label, value in results_to_try(evaluation, field)]
        if len({each.answer for each in tried}) > 1 or _changes(tried, today):
            left_open = sum(len(each.left_open) for each in tried) / len(tried)
            found.append((left_open, MissingInput(field.name, field.label, tuple(_grouped(tried)))))
    return tuple(missing for _, missing in sorted(found, key=lambda pair: pair[0]))


def candidates(evaluation: Evaluation, today: Triage) -> list[Field]:
    """Returns the inputs that could change the answer, in the order of the guideline."""
    names = set(today.missing())
    for caution in today.open_cautions:
        names |= evaluation.caution(caution).missing
    wanted = {name.partition(".")[0] for name in names}
    return [field for field in evaluation.guideline.fields.values() if field.name in wanted]


def results_to_try(evaluation: Evaluation, field: Field) -> Iterator[tuple[str, Value]]:
    """Yields results of an input in words and as values; none where it cannot be tried (a date, a free text)."""
    if field.element is Element.RECORD and field.name not in evaluation.inputs:
        yield "none so far", ()
    for outcome in evaluation.guideline.outcomes(field.name):
        yield outcome.label, outcome.value


def _try(evaluation: Evaluation, safety: Safety, field: Field, label: str, value: Value) -> _Tried:
    then = evaluation.with_input(field.name, value)
    answer = triage(then, safety)
    still = tuple(each.name for each in candidates(then, answer))
    return _Tried(label, answer.regimens(), answer.open_regimens(), still)


def _changes(tried: Sequence[_Tried], today: Triage) -> bool:
    """Returns whether the only result that can be tried changes the answer."""
    return len(tried) == 1 and tried[0].answer != (today.regimens(), frozenset(today.open_regimens()))


def _grouped(tried: Sequence[_Tried]) -> Iterator[Outcome]:
    """Yields one outcome for neighbouring results with the same answer."""
    for _, same in groupby(tried, key=lambda each: each.answer):
        group = list(same)
        label = " or ".join(each.label for each in group)
        yield Outcome(label, group[0].options, group[0].still_missing, group[0].left_open)
