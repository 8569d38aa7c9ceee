"""What each node of an expression means in a scope: its truth or value, and what is missing for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol

from herald.core.dates import PartialDate, months_between
from herald.core.errors import InternalError
from herald.core.truth import Truth, all_of, any_of
from herald.guideline.fields import Element, Field
from herald.guideline.guideline import Guideline
from herald.guideline.lexicon import Target
from herald.guideline.nodes import (
    And,
    AsOf,
    Choice,
    Compare,
    Constant,
    Count,
    Day,
    In,
    Include,
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
    Quantifier,
    Relation,
    Text,
    children,
)
from herald.guideline.results import NOTHING, Missing
from herald.guideline.tables import Table
from herald.guideline.values import Partial, Possible, Value, between, compare, is_exact

_TRUE, _FALSE = Truth.TRUE, Truth.FALSE


class Scope(Protocol):
    """What names stand for where an expression is judged: the patient as a whole, or one element of a list."""

    @property
    def guideline(self) -> Guideline: ...

    @property
    def as_of(self) -> dt.date: ...

    def truth(self, node: Node) -> Truth:
        """Returns the truth of a condition."""

    def missing(self, node: Node) -> Missing:
        """Returns the names of the inputs that would settle a condition; empty unless it is UNKNOWN."""

    def known(self, name: str) -> Partial:
        """Returns what is known of a field or table."""

    def needs_of(self, name: str) -> Missing:
        """Returns the names of the inputs that would settle a field or table; empty where it is known exactly."""

    def declared(self, name: str) -> Field | Table:
        """Returns the declaration of a field or table."""

    def path(self, name: str) -> str:
        """Returns the name by which `missing` and traces call a field or table."""

    def known_alone(self, element: Mapping[str, Value], name: str) -> Partial:
        """Returns what would be known of a field or table if an element of a list were all that is recorded."""


class ElementScope:
    """One element of a list of records: its own fields shadow those of the patient."""

    def __init__(self, outer: Scope, elements: str, element: Mapping[str, Value]) -> None:
        self.guideline = outer.guideline
        self.as_of = outer.as_of
        self.element = element
        self.elements = elements
        self._outer = outer
        self._own = outer.guideline.fields[elements].of

    def declared(self, name: str) -> Field | Table:
        return self._own[name] if name in self._own else self._outer.declared(name)

    def path(self, name: str) -> str:
        return f"{self.elements}.{name}" if name in self._own else name

    def truth(self, node: Node) -> Truth:
        return truth_of(node, self)

    def missing(self, node: Node) -> Missing:
        return missing_of(node, self)

    def known(self, name: str) -> Partial:
        if name not in self._own:
            return self._outer.known(name)
        fact = self._own[name].fact
        return self.element.get(name) if fact is None else self._outer.known_alone(self.element, fact)

    def known_alone(self, element: Mapping[str, Value], name: str) -> Partial:
        return self._outer.known_alone(element, name)

    def needs_of(self, name: str) -> Missing:
        if name not in self._own:
            return self._outer.needs_of(name)
        return NOTHING if is_exact(self.known(name)) else frozenset((self.path(name),))


def truth_of(node: Node, scope: Scope) -> Truth:
    """Returns the truth of a condition in a scope."""
    return TRUTHS[type(node)](node, scope)


def value_of(node: Node, scope: Scope) -> Partial:
    """Returns what is known of an operand in a scope."""
    return _VALUES[type(node)](node, scope)


def _truth_of_and(node: And, scope: Scope) -> Truth:
    result = _TRUE
    for part in node.parts:
        truth = scope.truth(part)
        if truth is _FALSE:
            return truth
        if truth is not _TRUE:
            result = truth
    return result


def _truth_of_or(node: Or, scope: Scope) -> Truth:
    result = _FALSE
    for part in node.parts:
        truth = scope.truth(part)
        if truth is _TRUE:
            return truth
        if truth is not _FALSE:
            result = truth
    return result


def _truth_of_compare(node: Compare, scope: Scope) -> Truth:
    if len(node.relations) == 1:
        left, right = node.operands
        value = scope.known(left.name) if isinstance(left, Name) else value_of(left, scope)
        return compare(value, node.relations[0], _VALUES[type(right)](right, scope))
    known = [value_of(operand, scope) for operand in node.operands]
    pairs = zip(known, node.relations, known[1:], strict=False)
    return all_of(compare(left, relation, right) for left, relation, right in pairs)


def _truth_of_in(node: In, scope: Scope) -> Truth:
    known = value_of(node.operand, scope)
    if known is None:
        return Truth.UNKNOWN
    if isinstance(known, str):
        truth = (
            Truth.TRUE
            if any(isinstance(value, Text) and value.value == known for value in node.values)
            else Truth.FALSE
        )
    elif isinstance(known, Possible):
        truth = _is_among(known.values, frozenset(value.value for value in node.values if isinstance(value, Text)))
    else:
        truth = any_of(compare(known, Relation.EQUAL, value_of(value, scope)) for value in node.values)
    return ~truth if node.negated else truth


def _is_among(possible: frozenset[str], values: frozenset[str]) -> Truth:
    if possible <= values:
        return Truth.TRUE
    return Truth.FALSE if possible.isdisjoint(values) else Truth.UNKNOWN


def _truth_of_include(node: Include, scope: Scope) -> Truth:
    known: Any = scope.known(node.operand.name)
    if known is None:
        return Truth.UNKNOWN
    if scope.declared(node.operand.name).type.element is Element.AGENT:
        return any_of(_includes(known, scope.guideline.targets[item]) for item in node.items)
    return Truth.of(any(item.name in known for item in node.items))


def _includes(agents: tuple[str, ...], target: Target) -> Truth:
    if not target.agents.isdisjoint(agents):
        return Truth.TRUE
    return Truth.FALSE if target.vague.isdisjoint(agents) else Truth.UNKNOWN


def elements_of(name: Name, scope: Scope) -> Iterator[ElementScope] | None:
    """Returns the elements of a list of records; None where the list is not known."""
    if isinstance(scope, ElementScope):
        raise InternalError("lists within lists are refused by the loader")
    known: Any = scope.known(name.name)
    return None if known is None else (ElementScope(scope, name.name, element) for element in known)


def _truth_of_quantified(node: Quantified, scope: Scope) -> Truth:
    elements = elements_of(node.elements, scope)
    if elements is None:
        return Truth.UNKNOWN
    truths = (element.truth(node.condition) for element in elements)
    match node.quantifier:
        case Quantifier.ANY:
            return any_of(truths)
        case Quantifier.ALL:
            return all_of(truths)
    return ~any_of(truths)


TRUTHS: dict[type[Node], Callable[[Any, Any], Truth]] = {
    Constant: lambda node, _: Truth.of(node.value),
    Compare: _truth_of_compare,
    In: _truth_of_in,
    Include: _truth_of_include,
    Not: lambda node, scope: ~scope.truth(node.part),
    And: _truth_of_and,
    Or: _truth_of_or,
    Quantified: _truth_of_quantified,
}


def _count(node: Count, scope: Scope) -> Partial:
    elements = elements_of(node.elements, scope)
    if elements is None:
        return None
    truths = [element.truth(node.condition) for element in elements]
    sure = truths.count(Truth.TRUE)
    return between(Decimal(sure), Decimal(sure + truths.count(Truth.UNKNOWN)))


def _pick(node: Pick, scope: Scope) -> Partial:
    """Returns the bounds of the latest or earliest date, or None where there need not be one or a date is missing."""
    elements = elements_of(node.elements, scope)
    judged = [(element.truth(node.condition), element.known(node.date.name)) for element in elements or ()]
    dates = [(truth, date) for truth, date in judged if truth is not Truth.FALSE]
    sure = [date for truth, date in dates if truth is Truth.TRUE and isinstance(date, PartialDate)]
    every = [date for _, date in dates if isinstance(date, PartialDate)]
    if not sure or len(every) < len(dates):
        return None
    if node.choice is Choice.LATEST:
        return PartialDate(max(date.first for date in sure), max(date.last for date in every))
    return PartialDate(min(date.first for date in every), min(date.last for date in sure))


def latest_elements(node: OfLatest, scope: Scope) -> list[ElementScope]:
    """Returns the elements that may be the latest that fulfils the condition; none where there need not be one."""
    judged = [(element.truth(node.condition), element) for element in elements_of(node.elements, scope) or ()]
    sure = [element.known(node.date.name) for truth, element in judged if truth is Truth.TRUE]
    candidates = [element for truth, element in judged if truth is not Truth.FALSE] if sure else []
    return [
        element
        for element in candidates
        if not any(compare(element.known(node.date.name), Relation.LESS, date) is Truth.TRUE for date in sure)
    ]


def _of_latest(node: OfLatest, scope: Scope) -> Partial:
    return _one_of(element.known(node.wanted.name) for element in latest_elements(node, scope))


def _one_of(values: Iterable[Partial]) -> Partial:
    """Returns what is known of a value that is one of some; where they are not equal, only choices and numbers are."""
    known = list(values)
    if not known or None in known:
        return None
    if all(value == known[0] for value in known):
        return known[0]
    if all(isinstance(value, Decimal) for value in known):
        numbers = [value for value in known if isinstance(value, Decimal)]
        return between(min(numbers), max(numbers))
    texts = frozenset(value for value in known if isinstance(value, str))
    return Possible(texts) if len(texts) == len(set(map(str, known))) else None


def _months(start: Partial, end: Partial) -> Partial:
    if not isinstance(start, PartialDate) or not isinstance(end, PartialDate):
        return None
    return between(months_between(start.last, end.first), months_between(start.first, end.last))


_VALUES: dict[type[Node], Callable[[Any, Any], Partial]] = {
    Name: lambda node, scope: scope.known(node.name),
    Number: lambda node, _: node.value,
    Text: lambda node, _: node.value,
    Day: lambda node, _: PartialDate.on(node.value),
    AsOf: lambda _, scope: PartialDate.on(scope.as_of),
    Count: _count,
    Pick: _pick,
    OfLatest: _of_latest,
    MonthsBetween: lambda node, scope: _months(value_of(node.start, scope), value_of(node.end, scope)),
    MonthsSince: lambda node, scope: _months(value_of(node.start, scope), PartialDate.on(scope.as_of)),
}


def missing_of(node: Node, scope: Scope) -> Missing:
    """Returns the names of the inputs that would settle a condition or operand; empty where it is settled."""
    if type(node) in TRUTHS and scope.truth(node) is not Truth.UNKNOWN:
        return NOTHING
    match node:
        case Name():
            return scope.needs_of(node.name)
        case And() | Or() | Not():
            return NOTHING.union(*(scope.missing(part) for part in children(node)))
        case Include():
            return scope.needs_of(node.operand.name) or frozenset((scope.path(node.operand.name),))
        case Quantified() | Count() | Pick() | OfLatest():
            return _missing_in_elements(node, scope)
    return NOTHING.union(*(missing_of(child, scope) for child in children(node)))


def _missing_in_elements(node: Quantified | Count | Pick | OfLatest, scope: Scope) -> Missing:
    elements = elements_of(node.elements, scope)
    if elements is None:
        return frozenset((node.elements.name,))
    missing: Missing = NOTHING
    for element in elements:
        missing |= element.missing(node.condition)
        if isinstance(node, Pick | OfLatest) and element.truth(node.condition) is not Truth.FALSE:
            missing |= element.needs_of(node.date.name)
        if isinstance(node, OfLatest) and element.truth(node.condition) is not Truth.FALSE:
            missing |= element.needs_of(node.wanted.name)
    return missing or frozenset((node.elements.name,))
