"""What is known of a value: exactly, within bounds, as one of several, or not at all (None)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from herald.core.dates import PartialDate
from herald.core.truth import Truth
from herald.guideline.nodes import Relation

Value: TypeAlias = "str | Decimal | PartialDate | tuple[str, ...] | tuple[Mapping[str, Value], ...]"
"""A value of a record: a text or choice, a number, a date, a list of ids or texts, or a list of records."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number known to lie from `low` to `high`, both included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Possible:
    """One of at least two values, nobody knows which."""

    values: frozenset[str]


Partial: TypeAlias = "Value | Interval | Possible | None"


def is_exact(value: Partial) -> bool:
    """Returns whether nothing more could be known of a value."""
    if isinstance(value, PartialDate):
        return value.is_exact
    return not (value is None or isinstance(value, Interval | Possible))


def between(low: Decimal, high: Decimal) -> Decimal | Interval:
    """Returns what is known of a number with these bounds."""
    return low if low == high else Interval(low, high)


def compare(left: Partial, relation: Relation, right: Partial) -> Truth:
    """Returns whether `left relation right` holds for every, for no, or only for some of the values they may have."""
    if left is None or right is None:
        return Truth.UNKNOWN
    if type(left) is type(right) in _SINGLE:
        return _EXACT[relation](left, right)
    if isinstance(left, _CHOICES) or isinstance(right, _CHOICES):
        return _compare_choices(left, relation, right)
    return _ORDER[relation](*_bounds(left), *_bounds(right))


_SINGLE = (Decimal, str)
_CHOICES = (str, Possible)

_TRUE, _FALSE = Truth.TRUE, Truth.FALSE
_EXACT: dict[Relation, Callable[[Any, Any], Truth]] = {
    Relation.LESS: lambda left, right: _TRUE if left < right else _FALSE,
    Relation.AT_MOST: lambda left, right: _TRUE if left <= right else _FALSE,
    Relation.EQUAL: lambda left, right: _TRUE if left == right else _FALSE,
    Relation.AT_LEAST: lambda left, right: _TRUE if left >= right else _FALSE,
    Relation.GREATER: lambda left, right: _TRUE if left > right else _FALSE,
    Relation.UNEQUAL: lambda left, right: _TRUE if left != right else _FALSE,
}
"""Of two numbers or two choices that are known exactly, as nearly all are; what `_ORDER` says of them, sooner."""


def _compare_choices(left: Partial, relation: Relation, right: Partial) -> Truth:
    if isinstance(left, str) and isinstance(right, str):
        equal = Truth.TRUE if left == right else Truth.FALSE
    else:
        equal = Truth.FALSE if _choices(left).isdisjoint(_choices(right)) else Truth.UNKNOWN
    return equal if relation is Relation.EQUAL else ~equal


def _choices(value: Partial) -> frozenset[str]:
    if isinstance(value, Possible):
        return value.values
    if isinstance(value, str):
        return frozenset((value,))
    raise TypeError(f"no choice: {type(value).__name__}")


def _bounds(value: Partial) -> tuple[Any, Any]:
    """Returns the least and the greatest that a number or date may be."""
    match value:
        case Decimal():
            return value, value
        case Interval():
            return value.low, value.high
        case PartialDate():
            return value.first, value.last
    raise TypeError(f"no number or date: {type(value).__name__}")


def _is_less(low: Any, high: Any, other_low: Any, other_high: Any) -> Truth:
    if high < other_low:
        return Truth.TRUE
    return Truth.FALSE if low >= other_high else Truth.UNKNOWN


def _is_at_most(low: Any, high: Any, other_low: Any, other_high: Any) -> Truth:
    if high <= other_low:
        return Truth.TRUE
    return Truth.FALSE if low > other_high else Truth.UNKNOWN


def _is_equal(low: Any, high: Any, other_low: Any, other_high: Any) -> Truth:
    if high < other_low or other_high < low:
        return Truth.FALSE
    return Truth.TRUE if low == high == other_low == other_high else Truth.UNKNOWN


_ORDER: dict[Relation, Callable[[Any, Any, Any, Any], Truth]] = {
    Relation.LESS: _is_less,
    Relation.AT_MOST: _is_at_most,
    Relation.EQUAL: _is_equal,
    Relation.AT_LEAST: lambda *bounds: ~_is_less(*bounds),
    Relation.GREATER: lambda *bounds: ~_is_at_most(*bounds),
    Relation.UNEQUAL: lambda *bounds: ~_is_equal(*bounds),
}
