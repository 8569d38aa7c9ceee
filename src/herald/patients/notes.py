"""What a reader of records has to say beside the values: what it could not use, and what it decided."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A part of a record that no field takes.

    Attributes:
        resource: Its type: "Observation".
        code: What it is about, as "LOINC 8302-2"; None where it has no code.
        reason: Why it is not used.
        count: How many such parts there are.
        is_clinical: Whether it is about the cancer, its treatment or a field of the record.
    """

    resource: str
    code: str | None
    reason: str
    count: int = 1
    is_clinical: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader of the answer must know about how the record was read.

    Attributes:
        kind: "conflict" where entries disagree, "assumption" where the reader took something for given, "reading"
            otherwise.
        field: The field of the record that it concerns.
    """

    kind: str
    text: str
    field: str | None = None
