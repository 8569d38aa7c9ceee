"""Whether the parts of a guideline fit together: names, expressions, sources, cycles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from herald.core.errors import nearest_hint
from herald.guideline.checking import Scope, check_condition, type_of
from herald.guideline.dependencies import find_cycle
from herald.guideline.draft import Draft
from herald.guideline.entries import misread
from herald.guideline.errors import ExpressionError, GuidelineProblem, Place
from herald.guideline.fields import Field, Kind, Type
from herald.guideline.guideline import direct_names
from herald.guideline.nodes import Node
from herald.guideline.partition import check_asks
from herald.guideline.rules import Caution, Rule
from herald.guideline.tables import Table


def check_whole(draft: Draft) -> None:
    """Notes in the draft whatever does not fit together."""
    scope = Scope(draft.fields, draft.tables, draft.lexicon, draft.targets)
    for step in _steps(draft, scope):
        draft.attempt(step)
    if not draft.problems:
        draft.attempt(partial(_check_cycles, draft))


def _steps(draft: Draft, scope: Scope) -> Iterator[Callable[[], None]]:
    for name in draft.fields.keys() & draft.tables.keys():
        yield partial(_refuse_double_name, draft, name)
    for field in draft.fields.values():
        yield partial(_check_field, field, scope)
        yield from _source_steps(draft, *((case.place, case.source) for case in (*field.cases, *field.presume)))
    for table in draft.tables.values():
        yield partial(_check_rows, table)
        yield from _table_steps(draft, table, scope)
    for rule in draft.rules.values():
        yield from _rule_steps(draft, rule, scope)
    for caution in draft.cautions.values():
        yield from _caution_steps(draft, caution, scope)
    for source in draft.sources.values():
        yield from _source_steps(draft, (source.place, source.superseded_by))


def _refuse_double_name(draft: Draft, name: str) -> None:
    place = draft.fields[name].place
    raise GuidelineProblem(draft.tables[name].place, f"the field '{name}' has that name", hint=f"at {place}")


def _source_steps(draft: Draft, *cited: tuple[Place, str | None]) -> Iterator[Callable[[], None]]:
    for place, source in cited:
        if source is not None:
            yield partial(_require_known, draft.sources, source, "source", place)


def _require_known(known: Mapping[str, object], name: str, noun: str, place: Place) -> None:
    if name not in known:
        every = "one of " + ", ".join(known) if len(known) <= 8 else None
        raise GuidelineProblem(place, f"there is no {noun} '{name}'", hint=nearest_hint(name, known) or every)


def _check_field(field: Field, scope: Scope) -> None:
    for key, node in (("from", field.elsewhere), ("derive", field.derive)):
        if node is not None:
            _check_derived(field, key, node, scope)
    for inner in field.of.values():
        _check_fact(inner, scope)
    for case in (*field.cases, *field.presume):
        _check(case.place, "when", case.when, scope)
    try:
        check_asks(field)
    except ExpressionError as error:
        raise misread(field.place, "asks", error) from None


def _check_derived(field: Field, key: str, node: Node, scope: Scope) -> None:
    try:
        found = type_of(node, scope)
    except ExpressionError as error:
        raise misread(Place(field.place.file, node.line), key, error) from None
    if not _fits(found, field):
        raise GuidelineProblem(field.place, f"'{key}' gives {found}, and the field '{field.name}' is {field.type}")


def _check_fact(field: Field, scope: Scope) -> None:
    if field.fact is None:
        return
    _require_known({**scope.fields, **scope.tables}, field.fact, "field or table", field.place)
    found = (scope.tables.get(field.fact) or scope.fields[field.fact]).type
    if not _fits(found, field):
        raise GuidelineProblem(field.place, f"'fact' gives {found}, and the field '{field.name}' is {field.type}")


def _fits(found: Type, field: Field) -> bool:
    match field.kind:
        case Kind.YES_NO:
            return found.kind is Kind.TRUTH or found == field.type
        case Kind.CHOICE:
            return found.kind is Kind.CHOICE and set(found.values) <= set(field.values)
        case Kind.NUMBER | Kind.DATE:
            return (found.kind, found.unit) == (field.kind, field.unit)
    return False


def _check(place: Place, key: str, node: Node | None, scope: Scope) -> None:
    if node is None:
        return
    try:
        check_condition(node, scope)
    except ExpressionError as error:
        raise misread(Place(place.file, node.line), key, error) from None


def _check_rows(table: Table) -> None:
    """Demands that the last row, and only that, is `otherwise`: so every patient has a row."""
    for row in table.rows[:-1]:
        if row.when is None:
            raise GuidelineProblem(row.place, "no row after 'otherwise' can ever apply", hint="put it last")
    if table.rows[-1].when is not None:
        hint = "end with { id: …, otherwise: yes, then: … }"
        raise GuidelineProblem(table.place, f"the table '{table.name}' has no row for what remains", hint=hint)
    ids = [row.id for row in table.rows]
    for row in table.rows:
        if ids.count(row.id) > 1:
            raise GuidelineProblem(row.place, f"the table '{table.name}' has two rows '{row.id}'")


def _table_steps(draft: Draft, table: Table, scope: Scope) -> Iterator[Callable[[], None]]:
    for row in table.rows:
        yield partial(_check, row.place, "when", row.when, scope)
        yield from _source_steps(draft, (row.place, row.source))
        yield from (partial(_require_path, draft, path, row.place) for path in row.conflict)


def _rule_steps(draft: Draft, rule: Rule, scope: Scope) -> Iterator[Callable[[], None]]:
    yield partial(_check, rule.place, "scope", rule.scope, scope)
    yield partial(_check, rule.place, "when", rule.when, scope)
    for reason in rule.unless:
        yield partial(_check, reason.place, "unless", reason.when, scope)
        yield from _source_steps(draft, (reason.place, reason.source))
    yield from _source_steps(draft, (rule.place, rule.source))
    for other in (*rule.supersedes, *rule.conflicts_with):
        yield partial(_require_known, draft.rules, other, "rule", rule.place)
    yield from (partial(_require_path, draft, path, rule.place) for path in rule.conflict)
    if rule.until_settled is not None:
        known = {**draft.fields, **draft.tables}
        yield partial(_require_known, known, rule.until_settled, "field or table", rule.place)
    if draft.jurisdictions:
        yield partial(_require_known, dict.fromkeys(draft.jurisdictions), rule.jurisdiction, "jurisdiction", rule.place)


def _require_path(draft: Draft, path: str, place: Place) -> None:
    """Demands that a path names a field, or a field of an element: 'specimens.date'."""
    name, _, inner = path.partition(".")
    _require_known(draft.fields, name, "field", place)
    if inner:
        _require_known(draft.fields[name].of, inner, f"field of '{name}'", place)


def _caution_steps(draft: Draft, caution: Caution, scope: Scope) -> Iterator[Callable[[], None]]:
    yield partial(_check, caution.place, "when", caution.when, scope)
    yield from _source_steps(draft, (caution.place, caution.source))


def _check_cycles(draft: Draft) -> None:
    cycle = find_cycle(direct_names(draft.fields, draft.tables))
    if cycle is not None:
        place = (draft.fields[cycle[0]] if cycle[0] in draft.fields else draft.tables[cycle[0]]).place
        raise GuidelineProblem(place, "values that need each other: " + " → ".join([*cycle, cycle[0]]))
