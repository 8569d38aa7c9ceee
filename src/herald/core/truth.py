"""Kleene's strong three-valued logic, written out as tables: nothing else in Herald decides truth."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """TRUE, FALSE, or UNKNOWN because something is missing.

    Why: A missing test is not a negative test. `bool(truth)` is refused, so that no `if` can confuse the two.
    Source: S. C. Kleene, Introduction to Metamathematics, 1952, section 64 (the strong tables).
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:  # noqa: FBT001 - the bool is the subject, not a switch
        """Returns the truth of a value that may be missing."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    __hash__ = object.__hash__  # the enum's own is Python code, and every row of a table below looks two up

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare it with Truth.TRUE, FALSE or UNKNOWN")

    def __invert__(self) -> Truth:
        return NOT[self]

    def __and__(self, other: Truth) -> Truth:
        return AND[self, other]

    def __or__(self, other: Truth) -> Truth:
        return OR[self, other]


_T, _F, _U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

NOT = {_T: _F, _F: _T, _U: _U}

AND = {
    (_T, _T): _T, (_T, _F): _F, (_T, _U): _U,
    (_F, _T): _F, (_F, _F): _F, (_F, _U): _F,
    (_U, _T): _U, (_U, _F): _F, (_U, _U): _U,
}  # fmt: skip

OR = {
    (_T, _T): _T, (_T, _F): _T, (_T, _U): _T,
    (_F, _T): _T, (_F, _F): _F, (_F, _U): _U,
    (_U, _T): _T, (_U, _F): _U, (_U, _U): _U,
}  # fmt: skip


def all_of(truths: Iterable[Truth]) -> Truth:
    """Returns the conjunction; TRUE for none."""
    result = Truth.TRUE
    for truth in truths:
        result &= truth
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Returns the disjunction; FALSE for none."""
    result = Truth.FALSE
    for truth in truths:
        result |= truth
    return result
