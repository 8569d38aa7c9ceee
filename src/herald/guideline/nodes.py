"""The expressions of the rule language: this file is its reference.

Each construct is one frozen class that refuses to be built wrong. A node knows its shape, not the fields of any
guideline: `checking` decides whether it makes sense there, `evaluation` what it means, `rendering` how it is written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
UNIT = re.compile(r"%|[A-Za-zµ][A-Za-z0-9µ²³/^*%]*")
KEYWORDS = frozenset({
    *("and", "or", "not", "in", "include", "class", "as_of", "true", "false"),
    *("any", "all", "none", "count", "latest", "earliest", "months_between", "months_since", "of_latest"),
})  # fmt: skip


def is_name(text: str) -> bool:
    """Returns whether a field or table may be called so."""
    return bool(NAME.fullmatch(text)) and text not in KEYWORDS


def is_unit(text: str) -> bool:
    return bool(UNIT.fullmatch(text)) and text not in KEYWORDS


class Relation(StrEnum):
    """How two operands are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="

    __hash__ = str.__hash__  # the enum's own is Python code, and every comparison of a patient looks one up


class Quantifier(StrEnum):
    """How many elements of a list must fulfil a condition."""

    ANY = "any"
    ALL = "all"
    NONE = "none"


class Choice(StrEnum):
    """Which of the dates in a list is meant."""

    LATEST = "latest"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression.

    Attributes:
        column: Where it was written in its expression, counted from 1; no part of its identity.
        line: Of the whole expression: where it begins in its file; 0 of its parts.
    """

    column: int = field(default=1, compare=False, repr=False, kw_only=True)
    line: int = field(default=0, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number with the unit of what it is compared with: `50 %`, `6 months`, `2.0`. Finite; at least 0."""

    value: Decimal
    unit: str | None = None

    def __post_init__(self) -> None:
        _require(self.value.is_finite() and not self.value.is_signed(), "a number is finite and not negative")
        _require(self.unit is None or is_unit(self.unit), "a unit is one word or %")


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A value in single quotes: `'3+'`. A quote inside is written twice."""

    value: str

    def __post_init__(self) -> None:
        _require(self.value.isprintable(), "a text is one line of printable characters")


@dataclass(frozen=True, slots=True)
class Day(Node):
    """A day of the calendar: `2024-05-30`."""

    value: dt.date


@dataclass(frozen=True, slots=True)
class AsOf(Node):
    """The day for which the question is asked: `as_of`."""


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field of the patient, a field of the element at hand, or a table: `her2_status`."""

    name: str

    def __post_init__(self) -> None:
        _require(is_name(self.name), "a name has small letters, digits and underscores, and is no word of the language")


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A chain of comparisons, as in mathematics: `4.0 copies <= x < 6.0 copies` means both."""

    operands: tuple[Node, ...]
    relations: tuple[Relation, ...]

    def __post_init__(self) -> None:
        _require(0 < len(self.relations) == len(self.operands) - 1, "a comparison stands between two operands")
        _require(all(isinstance(operand, OPERANDS) for operand in self.operands), "only values can be compared")


@dataclass(frozen=True, slots=True)
class In(Node):
    """Whether a value is one of several: `x in {'a', 'b'}`, `x not in {'a'}`."""

    operand: Node
    values: tuple[Node, ...]
    negated: bool = False

    def __post_init__(self) -> None:
        _require(bool(self.values), "a set has at least one value")
        _require(isinstance(self.operand, OPERANDS), "only a value can be in a set")
        _require(all(isinstance(value, Number | Text | Day) for value in self.values), "a set holds plain values")


@dataclass(frozen=True, slots=True)
class Item(Node):
    """What a list may include: one value (`'trastuzumab'`) or any member of a class (`class 'taxane'`)."""

    name: str
    is_class: bool = False

    def __post_init__(self) -> None:
        _require(self.name.isprintable(), "a text is one line of printable characters")


@dataclass(frozen=True, slots=True)
class Include(Node):
    """Whether a list has at least one of some items: `agents include 'a'`, `agents include any {'a', class 'b'}`."""

    operand: Name
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        _require(bool(self.items), "a set has at least one value")


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not x`."""

    part: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.part, CONDITIONS), "only a condition can be negated")


@dataclass(frozen=True, slots=True)
class And(Node):
    """`x and y and …`; two parts or more, none of them itself an `and`."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        _require_parts(self.parts, And)


@dataclass(frozen=True, slots=True)
class Or(Node):
    """`x or y or …`; two parts or more, none of them itself an `or`."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        _require_parts(self.parts, Or)


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """Whether any, all or none of the elements of a list fulfil a condition: `any(treatments, setting == 'x')`."""

    quantifier: Quantifier
    elements: Name
    condition: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.condition, CONDITIONS), "elements are judged by a condition")


@dataclass(frozen=True, slots=True)
class Count(Node):
    """How many elements of a list fulfil a condition: `count(treatments, setting == 'x')`; a number without unit."""

    elements: Name
    condition: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.condition, CONDITIONS), "elements are judged by a condition")


@dataclass(frozen=True, slots=True)
class Pick(Node):
    """The latest or earliest date among elements that fulfil a condition: `latest(treatments, end, setting == 'x')`."""

    choice: Choice
    elements: Name
    date: Name
    condition: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.condition, CONDITIONS), "elements are judged by a condition")


@dataclass(frozen=True, slots=True)
class OfLatest(Node):
    """What the latest of the elements that fulfil a condition says: `of_latest(scans, date, size, site == 'x')`."""

    elements: Name
    date: Name
    wanted: Name
    condition: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.condition, CONDITIONS), "elements are judged by a condition")


@dataclass(frozen=True, slots=True)
class MonthsBetween(Node):
    """Calendar months from one date to another: `months_between(start, end)`; a number of `months`."""

    start: Node
    end: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.start, DATES) and isinstance(self.end, DATES), "months lie between two dates")


@dataclass(frozen=True, slots=True)
class MonthsSince(Node):
    """Calendar months from a date to `as_of`: `months_since(surgery_date)`; a number of `months`."""

    start: Node

    def __post_init__(self) -> None:
        _require(isinstance(self.start, DATES), "months are counted from a date")


DATES = (Day, AsOf, Name, Pick)
OPERANDS = (Number, Text, *DATES, Count, OfLatest, MonthsBetween, MonthsSince)
CONDITIONS = (Constant, Compare, In, Include, Not, And, Or, Quantified)


def children(node: Node) -> Iterator[Node]:
    """Yields the nodes directly inside a node, in the order in which they are written."""
    for attribute in _PARTS.get(type(node), ()):
        part = getattr(node, attribute)
        yield from part if isinstance(part, tuple) else (part,)


_PARTS: dict[type[Node], tuple[str, ...]] = {
    Compare: ("operands",),
    In: ("operand", "values"),
    Include: ("operand", "items"),
    Not: ("part",),
    And: ("parts",),
    Or: ("parts",),
    Quantified: ("elements", "condition"),
    Count: ("elements", "condition"),
    Pick: ("elements", "date", "condition"),
    OfLatest: ("elements", "date", "wanted", "condition"),
    MonthsBetween: ("start", "end"),
    MonthsSince: ("start",),
}


def _require(fits: bool, message: str) -> None:  # noqa: FBT001 - the bool is the subject, not a switch
    if not fits:
        raise ValueError(message)


def _require_parts(parts: tuple[Node, ...], same: type[Node]) -> None:
    _require(len(parts) > 1, "a connective joins two conditions or more")
    _require(all(isinstance(part, CONDITIONS) for part in parts), "only conditions can be joined")
    _require(not any(isinstance(part, same) for part in parts), "equal connectives are one")
