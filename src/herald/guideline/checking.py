"""Whether an expression makes sense in its guideline: names, types, units, values, agents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from herald.core.errors import HeraldError, nearest_hint
from herald.guideline.errors import ExpressionError
from herald.guideline.fields import Element, Field, Kind, Type
from herald.guideline.lexicon import Lexicon, Target
from herald.guideline.nodes import (
    CONDITIONS,
    And,
    AsOf,
    Compare,
    Count,
    Day,
    In,
    Include,
    Item,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    Number,
    OfLatest,
    Or,
    Pick,
    Quantified,
    Relation,
    Text,
    children,
)
from herald.guideline.tables import Table

TRUTH = Type(Kind.TRUTH)
DATE = Type(Kind.DATE)
MONTHS = Type(Kind.NUMBER, unit="months")
COUNT = Type(Kind.NUMBER)

_ORDERED = (Kind.NUMBER, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use: those of an element at hand shadow those of the patient.

    Attributes:
        targets: Filled by checking: what each item of an `include` means in a list of agents.
    """

    fields: Mapping[str, Field]
    tables: Mapping[str, Table]
    lexicon: Lexicon
    targets: dict[Item, Target]
    element: Mapping[str, Field] | None = None

    def declaration(self, name: Name) -> Field | Table:
        """Returns what `name` stands for.

        Raises:
            ExpressionError: Nothing has that name.
        """
        for names in (self.element or {}, self.fields, self.tables):
            if name.name in names:
                return names[name.name]
        known = [*(self.element or {}), *self.fields, *self.tables]
        raise ExpressionError(
            f"there is no field or table '{name.name}'", column=name.column, hint=nearest_hint(name.name, known)
        )

    def within(self, name: Name) -> Scope:
        """Returns the scope inside the elements of the list of records `name`."""
        declared = self.declaration(name)
        if not isinstance(declared, Field) or declared.element is not Element.RECORD or self.element is not None:
            raise ExpressionError(f"'{name.name}' is no list of records of the patient", column=name.column)
        return replace(self, element=declared.of)


def check_condition(node: Node, scope: Scope) -> None:
    """Raises ExpressionError unless `node` is a condition that makes sense."""
    if not isinstance(node, CONDITIONS):
        raise ExpressionError("this is a value, not a condition", column=node.column, hint="compare it with something")
    type_of(node, scope)


def type_of(node: Node, scope: Scope) -> Type:
    """Returns the type of an expression, every part of which has been checked.

    Raises:
        ExpressionError: At the first part that makes no sense.
    """
    match node:
        case Name():
            return scope.declaration(node).type
        case Number():
            return Type(Kind.NUMBER, unit=node.unit)
        case Text():
            return Type(Kind.TEXT)
        case Day() | AsOf():
            return DATE
        case Count() | Pick() | OfLatest() | MonthsBetween() | MonthsSince():
            return _type_of_function(node, scope)
    _check_parts(node, scope)
    return TRUTH


def _type_of_function(node: Count | Pick | OfLatest | MonthsBetween | MonthsSince, scope: Scope) -> Type:
    match node:
        case Count():
            check_condition(node.condition, scope.within(node.elements))
            return COUNT
        case Pick():
            _check_pick(node, scope)
            return DATE
        case OfLatest():
            inner = _check_pick(node, scope)
            _require_own(node.wanted, node.elements, inner)
            return type_of(node.wanted, inner)
    for date in children(node):
        _require_date(date, scope)
    return MONTHS


def _check_pick(node: Pick | OfLatest, scope: Scope) -> Scope:
    """Returns the scope inside the elements, in which the date and the condition have been checked."""
    inner = scope.within(node.elements)
    _require_own(node.date, node.elements, inner)
    _require_date(node.date, inner)
    check_condition(node.condition, inner)
    return inner


def _require_own(name: Name, elements: Name, inner: Scope) -> None:
    if inner.element is None or name.name not in inner.element:
        raise _unlike(name, f"an element of '{elements.name}' has no field '{name.name}'")


def _require_date(node: Node, scope: Scope) -> None:
    if type_of(node, scope).kind is not Kind.DATE:
        raise _unlike(node, "this is no date", "give a date field, a date or as_of")


def _check_parts(node: Node, scope: Scope) -> None:
    match node:
        case And() | Or() | Not():
            for part in children(node):
                check_condition(part, scope)
        case Quantified():
            check_condition(node.condition, scope.within(node.elements))
        case Compare():
            for left, relation, right in zip(node.operands, node.relations, node.operands[1:], strict=False):
                _check_pair(left, relation, right, scope)
        case In():
            for value in node.values:
                _check_pair(node.operand, Relation.EQUAL, value, scope)
        case Include():
            _check_include(node, scope)


def _check_pair(left: Node, relation: Relation, right: Node, scope: Scope) -> None:
    one, other = type_of(left, scope), type_of(right, scope)
    if isinstance(left, Text | Number | Day) and not isinstance(right, Text | Number | Day):
        left, right, one, other = right, left, other, one
    _check_types(left, one, right, other)
    if relation not in (Relation.EQUAL, Relation.UNEQUAL) and one.kind not in _ORDERED:
        raise _unlike(right, f"'{relation}' needs numbers or dates, and this is {one}", "use == or in {…}")


def _check_types(left: Node, one: Type, right: Node, other: Type) -> None:
    if one.kind is Kind.LIST or other.kind is Kind.LIST:
        raise _unlike(left, "a list cannot be compared", "use include, any(…) or count(…)")
    if one.kind is Kind.CHOICE and isinstance(right, Text):
        _require_value(right.value, one.values, right)
    elif one.kind is Kind.CHOICE and other.kind is Kind.CHOICE:
        if not set(one.values) & set(other.values):
            raise _unlike(right, "the two have no value in common")
    elif one.kind is not other.kind:
        raise _unlike(right, f"{one} cannot be compared with {other}", _hint_for(one, right))
    elif one.unit != other.unit:
        hint = f"write the unit '{one.unit}'" if one.unit else "write no unit"
        raise _unlike(right, f"the unit does not fit: {one} against {other}", hint)


def _hint_for(one: Type, right: Node) -> str | None:
    if one.kind is Kind.CHOICE and isinstance(right, Number):
        return f"in quotes: {' or '.join(repr(value) for value in one.values[:4])}"
    return "numbers stand without quotes" if one.kind is Kind.NUMBER and isinstance(right, Text) else None


def _require_value(value: str, values: tuple[str, ...], node: Node) -> None:
    if value not in values:
        hint = nearest_hint(value, values) or "one of " + ", ".join(values)
        raise _unlike(node, f"'{value}' is not among its values", hint)


def _check_include(node: Include, scope: Scope) -> None:
    declared = scope.declaration(node.operand)
    if declared.type.element not in (Element.AGENT, Element.TEXT, Element.CHOICE):
        raise _unlike(node.operand, f"'{node.operand.name}' is no list of agents or texts")
    for item in node.items:
        _check_item(item, declared.type, scope)


def _check_item(item: Item, list_type: Type, scope: Scope) -> None:
    if list_type.element is Element.AGENT:
        if item not in scope.targets:
            agents = _agents_of(item, scope.lexicon)
            scope.targets[item] = Target(agents, scope.lexicon.vague(agents))
    elif item.is_class:
        raise _unlike(item, "only a list of agents includes a class")
    elif list_type.element is Element.CHOICE:
        _require_value(item.name, list_type.values, item)


def _agents_of(item: Item, lexicon: Lexicon) -> frozenset[str]:
    try:
        return lexicon.members(item.name) if item.is_class else frozenset({lexicon.resolve_agent(item.name)})
    except HeraldError as error:
        raise ExpressionError(error.message, column=item.column, hint=error.hint) from None


def _unlike(node: Node, message: str, hint: str | None = None) -> ExpressionError:
    return ExpressionError(message, column=node.column, hint=hint)
