"""A patient record as a file states it: plain values with lines, drugs and variants by vocabulary name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from herald.core.errors import PatientError
from herald.patients import plain
from herald.patients.history import read_treatments
from herald.patients.notes import Note, Unmapped
from herald.patients.plain import Plain, parse_plain
from herald.patients.specimens import read_specimens
from herald.patients.spellings import plain_spelling
from herald.patients.variants import read_variants

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

NOT_CLINICAL = ("title", "note")
"""Fields that a record may carry for its readers and that no rule sees."""


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """What a record says, not yet held against the guideline's fields.

    Attributes:
        values: Field by name; text, None for "not known", tuples and mappings. `treatments` and `variants` are lists of
            mappings with drugs and genes by vocabulary id and symbol, `specimens` a list of what was `tested` on each.
        lines: The line on which each part stands, by path.
        source: The file, or "standard input".
        title: What the record calls itself; shown to no one but its reader.
        notes: How the record was read, where a reader of the answer must know.
        unmapped: What the record holds and no field takes.
    """

    values: Mapping[str, Plain]
    lines: Mapping[plain.Path, int]
    source: str
    title: str | None = None
    notes: tuple[Note, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()

    def place(self, *path: str | int) -> str:
        """Returns "file:line" of a part of the record, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.source}:{self.lines[path]}" if path else self.source


def read_patient(path: Path, vocabulary: Vocabulary) -> PatientRecord:
    """Returns the record in a YAML or JSON file.

    Raises:
        PatientError: The file is absent, too large, not text, not well formed, or names a drug or gene that the
            vocabulary does not know. The message names file, line and field, never a value.
    """
    try:
        if path.stat().st_size > 4 * plain.MAX_CHARACTERS:
            raise PatientError(f"{path}: larger than a patient record can be", hint="one record is one patient")
        return parse_patient(path.read_bytes(), str(path), vocabulary)
    except OSError as error:
        raise PatientError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None


def parse_patient(content: bytes, source: str, vocabulary: Vocabulary) -> PatientRecord:
    """Returns the record that the bytes of a YAML or JSON text state; `source` is what messages call it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PatientError(f"{source}: not UTF-8 text", hint="save the record as UTF-8") from None
    parsed = parse_plain(text, source)
    values = _fields(parsed.value, source)
    title = values.get("title")
    values = {name: plain_spelling(name, value) for name, value in values.items() if name not in NOT_CLINICAL}
    record = PatientRecord(values, parsed.lines, source, title if isinstance(title, str) else None)
    return with_vocabulary(record, vocabulary)


def _fields(value: Plain, source: str) -> dict[str, Plain]:
    if not isinstance(value, Mapping):
        raise PatientError(f"{source}: not a list of fields", hint="write one 'field: value' a line")
    if "resourceType" in value:
        raise PatientError(f"{source}: a FHIR resource, which this version does not read", hint="write a YAML record")
    return dict(value)


def with_vocabulary(record: PatientRecord, vocabulary: Vocabulary) -> PatientRecord:
    """Returns the record with its drugs and variants as the vocabulary names them.

    Raises:
        PatientError: A drug, regimen or gene that the vocabulary does not know.
    """
    values = read_treatments(record.values, record.place, vocabulary)
    values = read_variants(values, record.place, vocabulary)
    values = read_specimens(values, record.place)
    return PatientRecord(values, record.lines, record.source, record.title)
