"""What disagrees: rules, assays, specimens, and a record with itself; each side with its date and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from herald.decisions.decision import Conflict, Position
from herald.decisions.specimens import specimen_name
from herald.guideline.interpretation import elements_of
from herald.guideline.nodes import Name
from herald.guideline.results import Known, Verdict
from herald.guideline.values import Partial, is_exact
from herald.guideline.wording import value_in_words

if TYPE_CHECKING:
    from herald.decisions.triage import Triage
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.results import Contradiction
    from herald.guideline.rules import Rule
    from herald.guideline.values import Value


def find_conflicts(evaluation: Evaluation, answer: Triage) -> tuple[Conflict, ...]:
    """Returns what disagrees: results first, then the record with itself, then rules."""
    return (*_result_conflicts(evaluation), *_contradictions(evaluation), *_rule_conflicts(evaluation, answer))


def advising(evaluation: Evaluation) -> Iterator[Rule]:
    """Yields the rules that give advice now: they apply, and what they ask for has not been settled."""
    for result in evaluation.rules():
        applies = result.verdict is Verdict.APPLIES and result.rule.advise is not None
        if applies and not _is_settled(evaluation, result.rule.until_settled):
            yield result.rule


def _is_settled(evaluation: Evaluation, name: str | None) -> bool:
    return name is not None and isinstance(evaluation.value(name), Known)


class _Declared(NamedTuple):
    """A rule or row that says of some results that they stand against each other."""

    text: str
    id: str
    source: str | None
    paths: tuple[str, ...]


def _result_conflicts(evaluation: Evaluation) -> Iterator[Conflict]:
    for declared in (*_declared_by_rows(evaluation), *_declared_by_rules(evaluation)):
        positions = tuple(position for path in declared.paths for position in _positions(evaluation, path))
        kind = "specimens" if any("." in path for path in declared.paths) else "results"
        if len(positions) > 1:
            yield Conflict(declared.text, (declared.id,), _given(declared.source), kind, positions)


def _declared_by_rows(evaluation: Evaluation) -> Iterator[_Declared]:
    for name in evaluation.guideline.tables:
        row = evaluation.fact(name).row
        if row is not None and row.conflict:
            yield _Declared(row.comment or row.because or row.id, row.id, row.source, row.conflict)


def _declared_by_rules(evaluation: Evaluation) -> Iterator[_Declared]:
    for rule in advising(evaluation):
        if rule.conflict:
            yield _Declared(str(rule.advise), rule.id, rule.source, rule.conflict)


def _given(*sources: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for source in sources if source is not None))


def _positions(evaluation: Evaluation, path: str) -> Iterator[Position]:
    """Yields the known values of a field; of a field of elements, only where two of them differ."""
    name, _, inner = path.partition(".")
    if inner:
        yield from _positions_in_list(evaluation, name, inner)
        return
    field, value = evaluation.guideline.fields[name], evaluation.known(name)
    if value is not None:
        yield Position(f"{field.label}: {value_in_words(field, value)}")


def _positions_in_list(evaluation: Evaluation, name: str, inner: str) -> Iterator[Position]:
    scopes = list(elements_of(Name(name), evaluation) or ())
    field = evaluation.guideline.fields[name].of[inner]
    known = [(scope, value) for scope in scopes if is_exact(value := scope.known(inner))]
    if len({value for _, value in known}) < 2:
        return
    sides = (_side(scope.element, f"{field.label} {value_in_words(field, value)}") for scope, value in known)
    yield from sorted(sides, key=lambda side: (side.date or "", side.text))


def _side(element: Mapping[str, Value], finding: str) -> Position:
    date = element.get("date")
    return Position(f"{specimen_name(element)}: {finding}", date=str(date) if date is not None else None)


def _contradictions(evaluation: Evaluation) -> Iterator[Conflict]:
    """Yields the recorded values that differ from what the other entries give."""
    for found in evaluation.contradictions():
        if not _is_rounding(found.recorded, found.derived.value):
            yield _contradiction(found)


def _contradiction(found: Contradiction) -> Conflict:
    field, case = found.field, found.derived.case
    given, derived = value_in_words(field, found.recorded), value_in_words(field, found.derived.value)
    text = f"{field.label}: {given} is recorded and used; the other entries give {derived}."
    source = case.source if case else None
    because = f", because {case.because}" if case else ""
    positions = (Position(f"recorded: {given}"), Position(f"derived: {derived}{because}", source=source))
    return Conflict(text, (), _given(source), "record", positions)


def _is_rounding(recorded: Partial, derived: Partial) -> bool:
    """Returns whether two numbers differ by less than one, as rounding does."""
    return isinstance(recorded, Decimal) and isinstance(derived, Decimal) and abs(recorded - derived) < 1


def _rule_conflicts(evaluation: Evaluation, answer: Triage) -> tuple[Conflict, ...]:
    """Returns rules that offer or advise something and that the guideline marks as disagreeing, each pair once.

    Where a rule of advice names the others, its advice says what they disagree about.
    """
    applying = {rule.id: rule for rule in (*advising(evaluation), *(result.rule for result in answer.offered))}
    found: dict[frozenset[str], Conflict] = {}
    for rule in applying.values():
        others = [applying[name] for name in rule.conflicts_with if name in applying]
        if rule.advise is not None and others:
            found[frozenset((rule.id,))] = _between(rule.advise, [rule, *others])
        for other in others if rule.advise is None else ():
            text = (
                f"{_described(rule)} and {_described(other)} both apply, and the sources do not settle which is first."
            )
            found.setdefault(frozenset((rule.id, other.id)), _between(text, [rule, other]))
    return tuple(found.values())


def _between(text: str, rules: Iterable[Rule]) -> Conflict:
    listed = list(rules)
    positions = (Position(_described(r), r.id, r.source, str(r.since) if r.since else None) for r in listed)
    return Conflict(
        text, tuple(rule.id for rule in listed), _given(*(rule.source for rule in listed)), "rules", tuple(positions)
    )


def _described(rule: Rule) -> str:
    since = f"since {rule.since}" if rule.since else None
    details = (rule.standing and str(rule.standing), rule.jurisdiction, since)
    return f"{rule.title} ({', '.join(detail for detail in details if detail)})"
