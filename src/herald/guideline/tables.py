"""Decision tables: facts that follow from the inputs and from other facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from herald.guideline.errors import Place
from herald.guideline.fields import Kind, Type
from herald.guideline.nodes import Node


class Policy(StrEnum):
    """Which row of a table counts.

    FIRST: the first that is TRUE. UNIQUE: the only one; the loader refuses rows that may overlap.
    """

    FIRST = "first"
    UNIQUE = "unique"


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One line of a table.

    Attributes:
        when: None for the row that applies where no other does (`otherwise`).
        because: The reason, in words for a reader.
        comment: Text that belongs beside the value.
        needs: Codes of further steps that the value calls for.
        conflict: Fields whose values contradict each other where the row applies.
    """

    id: str
    when: Node | None
    then: str
    place: Place
    because: str | None = None
    source: str | None = None
    locator: str | None = None
    note: str | None = None
    comment: str | None = None
    legacy_id: str | None = None
    needs: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A derived fact that takes one of some values; the last row may be `otherwise`."""

    name: str
    label: str
    values: tuple[str, ...]
    policy: Policy
    rows: tuple[Row, ...]
    place: Place
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def type(self) -> Type:
        return Type(Kind.CHOICE, self.values)

    def display(self, value: str) -> str:
        """Returns a value as readers know it."""
        return self.labels.get(value, value)
