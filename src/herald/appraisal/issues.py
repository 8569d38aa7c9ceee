"""What an appraisal says: issues with the figures that they rest on, and what follows from the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from herald.core.spans import Span


class IssueKind(StrEnum):
    """What sort of objection it is."""

    ARITHMETIC = "arithmetic"
    DIFFERS = "differs"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    OUTDATED = "outdated"
    OVERCLAIMED = "overclaimed"
    POPULATION = "population"
    UNSUPPORTED = "unsupported"


class Severity(StrEnum):
    """How far an issue reaches.

    ERROR: the figures cannot all be true. WARNING: they contradict each other unless an analysis that is not stated
    explains it. NOTE: they fit under one reading only, or miss by the last printed place.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure or word that an issue rests on.

    Attributes:
        name: What it is: "percentage", "count", "hazard ratio" …
        document: The id of the document that prints it; for a curated result, the address of its source.
        span: Where; None for a curated result, which has no document in the base.
        printed: As printed.
    """

    name: str
    printed: str
    document: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An objection to a document.

    Attributes:
        check: The comparison that failed: "share", "interval centre" …
        span: From the first to the last of its figures in the document.
        figures: What was compared.
        recomputed: What the other figures give in place of the one that does not fit.
        confidence: How sure it is that the figures belong together, from 0 to 1; not how sure the arithmetic is.
    """

    document: str
    kind: IssueKind
    severity: Severity
    check: str
    message: str
    span: Span
    figures: tuple[Figure, ...]
    recomputed: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from printed figures and is not printed: the interval that a ratio and its P value imply."""

    document: str
    name: str
    value: str
    message: str
    span: Span
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Everything that the checks found in one document.

    Attributes:
        checked: How often each check compared something: no issue of twelve pairs is not the same as of none.
    """

    issues: tuple[Issue, ...] = ()
    derived: tuple[Derived, ...] = ()
    checked: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
