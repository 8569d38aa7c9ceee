"""What the reader of a record says about its reading, beside the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from herald.decisions.decision import Conflict, Decision, Flag

if TYPE_CHECKING:
    from herald.patients.notes import Unmapped
    from herald.patients.record import PatientRecord


def with_reading_notes(decision: Decision, record: PatientRecord) -> Decision:
    """Returns the answer with the notes of the record it was asked for.

    Entries of the record that contradict each other become conflicts, the other notes flags; what no field takes is
    listed in `unmapped`, and one flag names what of it is about the cancer or its treatment.
    """
    conflicts = tuple(Conflict(note.text) for note in record.notes if note.kind == "conflict")
    flags = (Flag(note.text, note.field, note.kind) for note in record.notes if note.kind != "conflict")
    return replace(
        decision,
        conflicts=(*decision.conflicts, *conflicts),
        flags=(*decision.flags, *flags, *_not_used(record.unmapped)),
        unmapped=record.unmapped,
    )


def _not_used(unmapped: tuple[Unmapped, ...]) -> Iterator[Flag]:
    named = [_in_words(each) for each in unmapped if each.is_clinical]
    others = sum(each.count for each in unmapped if not each.is_clinical)
    if named:
        yield Flag("; ".join(named) + ".", None, "not used")
    if others:
        yield Flag(f"{others} other entries of the record, which no field takes.", None, "not used")


def _in_words(each: Unmapped) -> str:
    times = f", {each.count} times" if each.count > 1 else ""
    return f"{each.resource} {each.code or 'without code'} ({each.reason}{times})"
