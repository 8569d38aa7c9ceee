"""Missing inputs: what each result of a test that was not done would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from herald.core.truth import Truth
from herald.decisions.decision import MissingInput, Outcome
from herald.decisions.triage import Offers, Triage, triage
from herald.guideline.fields import Element
from herald.guideline.partition import Outcome as Result
from herald.guideline.partition import join_outcomes

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.fields import Field
    from herald.guideline.results import RuleResult


@dataclass(frozen=True, slots=True)
class _Tried:
    """The answer under one result of one input."""

    result: Result
    evaluation: Evaluation
    answer: Triage
    options: tuple[str, ...]
    left_open: tuple[str, ...]


def find_missing(evaluation: Evaluation, offers: Offers, today: Triage) -> tuple[MissingInput, ...]:
    """Returns each unknown input that could change the options, in the order of the guideline's fields.

    Where no single result offers anything or takes an offer away, what is told instead is which inputs narrow what
    remains open, the one that leaves the fewest regimens open, over its results, first.
    """
    found = _changing(evaluation, offers, today) or _narrowing(evaluation, offers, today)
    return tuple(MissingInput(field.name, field.label, tuple(_grouped(field, each))) for field, each in found)


_Trial: TypeAlias = "tuple[Field, tuple[_Tried, ...]]"


def _changing(evaluation: Evaluation, offers: Offers, today: Triage) -> list[_Trial]:
    """Returns the inputs of which some result changes what is offered."""
    names = _threatening(evaluation, today).union(*(_deciding_alone(evaluation, each) for each in today.undecided))
    tried = _try_all(evaluation, offers, names)
    offered = today.regimens()
    return [(field, each) for field, each in tried if any(one.options != offered for one in each)]


def _deciding_alone(evaluation: Evaluation, result: RuleResult) -> frozenset[str]:
    """Returns the inputs that every open part of a rule waits for: no other could make it apply on its own."""
    rule = result.rule
    parts = [rule.scope, rule.when, *(reason.when for reason in rule.unless if not reason.caution)]
    missing = [evaluation.missing(part) for part in parts if part is not None]
    waiting = [_with_lists(evaluation, names) for names in missing if names]
    return frozenset.intersection(*waiting) if waiting else frozenset()


def _with_lists(evaluation: Evaluation, names: frozenset[str]) -> frozenset[str]:
    """Returns names of inputs and of the lists from which they could be derived, as lines from the treatments."""
    guideline = evaluation.guideline
    fields = [guideline.fields[name.partition(".")[0]] for name in names]
    behind = frozenset().union(*(guideline.depends_on(field) for field in fields))
    return names | {name for name in behind if guideline.fields[name].element is Element.RECORD}


def _narrowing(evaluation: Evaluation, offers: Offers, today: Triage) -> list[_Trial]:
    """Returns the inputs that narrow what is open.

    While it is open which rules speak about the patient at all, only the inputs that decide that are told: what a
    rule asks beyond its scope comes later.
    """
    scopes = [each.rule.scope for each in today.undecided if each.scope is Truth.UNKNOWN]
    first = frozenset().union(*(evaluation.missing(scope) for scope in scopes if scope is not None))
    left_open = today.open_regimens()
    tried = _try_all(evaluation, offers, first or today.missing())
    narrowing = [(field, each) for field, each in tried if any(one.left_open != left_open for one in each)]
    return sorted(narrowing, key=lambda pair: sum(len(one.left_open) for one in pair[1]) / len(pair[1]))


def _threatening(evaluation: Evaluation, answer: Triage) -> frozenset[str]:
    """Returns the inputs that may yet take an offer away: by a caution, or by a contraindication of the rule."""
    cautions = (evaluation.caution(caution).missing for caution in answer.open_cautions)
    reasons = (evaluation.missing(reason.when) for offer in answer.offered for reason in offer.rule.unless)
    return frozenset().union(*cautions, *reasons)


def _fields_of(evaluation: Evaluation, names: Iterable[str]) -> list[Field]:
    """Returns the fields that `missing` names, or the lists that hold them, in the guideline's order."""
    wanted = {name.partition(".")[0] for name in names}
    return [field for field in evaluation.guideline.fields.values() if field.name in wanted]


def results_to_try(evaluation: Evaluation, field: Field) -> Iterator[Result]:
    """Yields results of an input in words and as values; none where it cannot be tried (a date, a free text)."""
    if field.element is Element.RECORD and field.name not in evaluation.inputs:
        yield Result("none so far", ())
    yield from evaluation.guideline.outcomes(field.name)


def _try_all(evaluation: Evaluation, offers: Offers, names: Iterable[str]) -> list[_Trial]:
    """Returns the fields behind `names` with the answer under each result that can be tried."""
    return [
        (field, tuple(_try(evaluation, offers, field, result) for result in results_to_try(evaluation, field)))
        for field in _fields_of(evaluation, names)
    ]


def _try(evaluation: Evaluation, offers: Offers, field: Field, result: Result) -> _Tried:
    then = evaluation.with_input(field.name, result.value)
    answer = triage(then, offers)
    return _Tried(result, then, answer, answer.regimens(), answer.open_regimens())


def _grouped(field: Field, tried: Sequence[_Tried]) -> Iterator[Outcome]:
    """Yields one outcome for neighbouring results with the same answer."""
    for _, same in groupby(tried, key=lambda each: (each.options, each.left_open)):
        group = list(same)
        then, answer = group[0].evaluation, group[0].answer
        still = tuple(other.name for other in _fields_of(then, answer.missing() | _threatening(then, answer)))
        label = join_outcomes(field, [each.result for each in group])
        yield Outcome(label, group[0].options, still, group[0].left_open)
