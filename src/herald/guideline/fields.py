"""What a guideline may know of a patient: fields with types, and what is taken where nothing was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from herald.guideline.errors import Place
from herald.guideline.nodes import Node

YES_NO = ("yes", "no")


class Kind(StrEnum):
    """The type of a field, as a guideline writes it; TRUTH is only the type of conditions."""

    CHOICE = "one of"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes/no"
    TEXT = "text"
    LIST = "list"
    TRUTH = "condition"


class Element(StrEnum):
    """What a list holds."""

    AGENT = "agent"
    TEXT = "text"
    CHOICE = "one of"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an operand.

    Attributes:
        values: The values that it can take, for CHOICE; for a LIST of choices, those of its elements.
        unit: Of a NUMBER; None where it has none.
        element: Of a LIST.
    """

    kind: Kind
    values: tuple[str, ...] = ()
    unit: str | None = None
    element: Element | None = None

    def __str__(self) -> str:
        match self.kind:
            case Kind.NUMBER:
                return f"a number of {self.unit}" if self.unit else "a number without unit"
            case Kind.CHOICE:
                return "one of " + ", ".join(self.values)
            case Kind.LIST:
                return "a list"
        return f"a {self.kind}"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What a field without recorded value is taken to be where `when` is TRUE."""

    value: str | Decimal
    when: Node
    because: str
    source: str | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One input of a guideline.

    Attributes:
        values: Of a choice, in the order of the guideline; ("yes", "no") of a yes/no field.
        labels: How values are displayed, where that differs from the value.
        asks: Outcomes that an analysis of missing inputs tries, as written; empty for "all there are".
        test: What to do to know it.
        need: A short code of `test`.
        low, high: The least and greatest possible number, both included.
        missing_values: Values that are no answer ("not done"): where one is recorded, the field has no value.
        derive: Where the record gives no value, the value of this expression.
        cases: In place of `derive`: the first that is TRUE, if none before it is UNKNOWN and says otherwise.
        presume: Where nothing could be derived, the first that is TRUE; always shown as an assumption.
        elsewhere: Where the field itself was not recorded, what a list of the record says of it.
        of: The fields of each element of a list of records.
        fact: Of a field of an element: the field or table that gives its value, with the element as all that is known.
    """

    name: str
    label: str
    kind: Kind
    place: Place
    values: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    asks: tuple[str, ...] = ()
    missing_values: tuple[str, ...] = ()
    test: str | None = None
    need: str | None = None
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    elsewhere: Node | None = None
    derive: Node | None = None
    cases: tuple[Case, ...] = ()
    presume: tuple[Case, ...] = ()
    element: Element | None = None
    of: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    fact: str | None = None

    @property
    def is_only_recorded(self) -> bool:
        """Whether nothing but a record gives the field a value."""
        return self.derive is None and self.elsewhere is None and not self.cases and not self.presume

    @property
    def type(self) -> Type:
        kind = Kind.CHOICE if self.kind is Kind.YES_NO else self.kind
        return Type(kind, self.values, self.unit, self.element)

    def display(self, value: str) -> str:
        """Returns a value of a choice as readers know it."""
        return self.labels.get(value, value)
