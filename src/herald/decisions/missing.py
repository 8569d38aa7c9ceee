"""Missing inputs: what each result of a test that was not done would change, alone or together with one other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from herald.core.truth import Truth
from herald.decisions.decision import MissingInput, Outcome
from herald.decisions.relevance import Parts, hitting_pairs, hitting_singles, parts_for, unknown_inputs
from herald.decisions.triage import Offers, Triage, triage
from herald.guideline.fields import Element
from herald.guideline.partition import Outcome as Result
from herald.guideline.partition import join_outcomes

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.fields import Field
    from herald.guideline.nodes import Node
    from herald.guideline.rules import Rule


@dataclass(frozen=True, slots=True)
class _Tried:
    """The answer under one result of each of some inputs."""

    results: tuple[Result, ...]
    evaluation: Evaluation
    answer: Triage
    options: tuple[str, ...]
    left_open: tuple[str, ...]


_Trial: TypeAlias = "tuple[Field, tuple[_Tried, ...]]"


def find_missing(evaluation: Evaluation, offers: Offers, today: Triage) -> tuple[MissingInput, ...]:
    """Returns the smallest sets of unknown inputs that could change the options: single ones, then pairs.

    Single ones stand in the order of the guideline's fields. A pair is told only where neither of the two could change
    anything alone. Where no single result offers anything or takes an offer away, what is told in place of single
    inputs is which of them narrow what remains open, the one that leaves the fewest regimens open first.
    """
    targets = tuple(_targets(evaluation, today))
    found = _changing(evaluation, offers, today, targets)
    singles = found or _narrowing(evaluation, offers, today)
    told = (evaluation.guideline.depends_on(field) for field, _ in found)
    pairs = hitting_pairs(targets, frozenset().union(*told))
    return (
        *(_missing_input(field, each) for field, each in singles),
        *_changing_pairs(evaluation, offers, today, pairs),
    )


def _missing_input(field: Field, tried: Sequence[_Tried]) -> MissingInput:
    return MissingInput(field.name, field.label, tuple(_grouped(field, tried)), (field.name,), field.test)


def _changing(evaluation: Evaluation, offers: Offers, today: Triage, targets: Iterable[Parts]) -> list[_Trial]:
    """Returns the inputs of which some result changes what is offered."""
    names = _threatening(evaluation, today) | hitting_singles(targets)
    tried = _try_all(evaluation, offers, names)
    offered = today.regimens()
    return [(field, each) for field, each in tried if any(one.options != offered for one in each)]


def _targets(evaluation: Evaluation, answer: Triage) -> Iterator[Parts]:
    """Yields, for each rule that is open and each reason that may yet take an offer away, what its parts wait for."""
    for result in answer.undecided:
        yield tuple(_waiting_for_offer(evaluation, result.rule))
    for caution in answer.open_cautions:
        yield tuple(_waiting(evaluation, Truth.TRUE, caution.when))
    for offer in answer.offered:
        for reason in offer.rule.unless:
            yield tuple(_waiting(evaluation, Truth.TRUE, reason.when))


def _waiting_for_offer(evaluation: Evaluation, rule: Rule) -> Iterator[frozenset[str]]:
    yield from _waiting(evaluation, Truth.TRUE, rule.scope)
    yield from _waiting(evaluation, Truth.TRUE, rule.when)
    for reason in rule.unless:
        if not reason.caution:
            yield from _waiting(evaluation, Truth.FALSE, reason.when)


def _waiting(evaluation: Evaluation, truth: Truth, node: Node | None) -> Iterator[frozenset[str]]:
    """Yields what each open part of a condition waits for, for the condition to become TRUE, or FALSE."""
    for part in () if node is None else parts_for(truth, node):
        if evaluation.truth(part) is Truth.UNKNOWN:
            yield unknown_inputs(evaluation, part)


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


def _try(evaluation: Evaluation, offers: Offers, field: Field, *results: Result) -> _Tried:
    """Returns the answer with the last of `results` for the field; those before it are in the evaluation already."""
    then = evaluation.with_input(field.name, results[-1].value)
    answer = triage(then, offers)
    return _Tried(results, then, answer, answer.regimens(), answer.open_regimens())


def _grouped(field: Field, tried: Sequence[_Tried]) -> Iterator[Outcome]:
    """Yields one outcome for neighbouring results with the same answer."""
    for group in _neighbours(tried):
        yield _outcome(group[0], (join_outcomes(field, [each.results[-1] for each in group]),))


def _neighbours(tried: Sequence[_Tried]) -> Iterator[list[_Tried]]:
    for _, same in groupby(tried, key=lambda each: (each.options, each.left_open)):
        yield list(same)


def _outcome(tried: _Tried, labels: tuple[str, ...]) -> Outcome:
    then, answer = tried.evaluation, tried.answer
    still = tuple(other.name for other in _fields_of(then, answer.missing() | _threatening(then, answer)))
    return Outcome("; ".join(labels), tried.options, still, tried.left_open, labels)


def _changing_pairs(
    evaluation: Evaluation, offers: Offers, today: Triage, pairs: Mapping[tuple[str, str], int]
) -> Iterator[MissingInput]:
    """Yields the pairs of inputs of which some two results change what is offered.

    Args:
        pairs: Those to try, by how many rules each could settle: first come those that could settle most.
    """
    fields = evaluation.guideline.fields
    places = {name: place for place, name in enumerate(fields)}
    first_results = _FirstResults(evaluation, offers)
    for pair in sorted(pairs, key=lambda pair: (-pairs[pair], *sorted(places[name] for name in pair))):
        one, other = sorted((fields[name] for name in pair), key=lambda field: places[field.name])
        table = [
            [_try(then, offers, other, result, second) for second in results_to_try(then, other)]
            for result, then in first_results[one]
        ]
        if any(each.options != today.regimens() for row in table for each in row):
            tests = [field.test for field in (one, other) if field.test is not None]
            name, both = f"{one.label}, with {other.label}", (one.name, other.name)
            yield MissingInput(one.name, name, tuple(_rows(one, other, table)), both, "; ".join(tests) or None)


class _FirstResults:
    """The evaluations under each result of an input, made once for all of its pairs.

    Why each is answered at once, though nobody asks for that answer: what the second input of a pair does not touch is
    then known, and need not be evaluated again under each of its results.
    """

    def __init__(self, evaluation: Evaluation, offers: Offers) -> None:
        self._evaluation = evaluation
        self._offers = offers
        self._made: dict[str, list[tuple[Result, Evaluation]]] = {}

    def __getitem__(self, field: Field) -> list[tuple[Result, Evaluation]]:
        if field.name not in self._made:
            results = results_to_try(self._evaluation, field)
            made = [(result, self._evaluation.with_input(field.name, result.value)) for result in results]
            for _, then in made:
                triage(then, self._offers)
            self._made[field.name] = made
        return self._made[field.name]


def _rows(one: Field, other: Field, table: Sequence[Sequence[_Tried]]) -> Iterator[Outcome]:
    """Yields one outcome for neighbouring results with the same answer, first those of `one`."""
    for _, same in groupby(table, key=lambda row: [(each.options, each.left_open) for each in row]):
        rows = list(same)
        first = join_outcomes(one, [row[0].results[0] for row in rows if row])
        for group in _neighbours(rows[0]):
            yield _outcome(group[0], (first, join_outcomes(other, [each.results[-1] for each in group])))
