"""What a reading collects on the way: notes for the reader, and what no field takes, each reason with its count."""

from __future__ import annotations

from collections import Counter

from herald.patients.fhir.codes import code_label, shown
from herald.patients.fhir.resources import Resource
from herald.patients.notes import Note, Unmapped

NO_FIELD = "no field of the record takes it"


class Notebook:
    """Grows while a bundle is read; `notes` and `unmapped` give what it holds in order of first mention."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}
        self._unmapped: Counter[Unmapped] = Counter()

    def note(self, kind: str, text: str, field: str | None = None) -> None:
        self._notes.setdefault(Note(kind, text, field))

    def leave(self, resource: Resource, reason: str, *, is_clinical: bool = True) -> None:
        """Notes that a resource is not used, and why."""
        code = code_label(resource.codings("code", "medicationCodeableConcept", "vaccineCode", "type"))
        self._unmapped[Unmapped(shown(resource.type), code, reason, is_clinical=is_clinical)] += 1

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    @property
    def unmapped(self) -> tuple[Unmapped, ...]:
        return tuple(
            Unmapped(each.resource, each.code, each.reason, count, each.is_clinical)
            for each, count in self._unmapped.items()
        )
