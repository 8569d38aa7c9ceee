"""Records in any form that Herald reads: YAML or JSON, a FHIR bundle, a row of a table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from herald.core.errors import PatientError
from herald.patients.record import PatientRecord, parse_patient

if TYPE_CHECKING:
    from herald.patients.csv_row import Choice
    from herald.vocabulary.vocabulary import Vocabulary

TABLES = (".csv", ".tsv")
MAX_BYTES = 64_000_000


def read_record(path: Path, vocabulary: Vocabulary, as_of: dt.date, choice: Choice | None = None) -> PatientRecord:
    """Returns the record in a file: a table by the name of the file, anything else by what it holds.

    Args:
        as_of: The day of the answer, to which a bundle's ages are counted.
        choice: Which row of a table; other files take none.

    Raises:
        PatientError: The file is absent, too large, or refused by the reader of its form.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PatientError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", hint="one record is one patient")
        content = path.read_bytes()
    except OSError as error:
        raise PatientError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    if path.suffix.casefold() in TABLES:
        from herald.patients.csv_row import read_row

        return read_row(content, str(path), vocabulary, choice)
    if choice is not None:
        raise PatientError(f"{path}: no table, so there is no row to choose", hint="a table is called .csv or .tsv")
    return parse_record(content, str(path), vocabulary, as_of)


def parse_record(content: bytes, source: str, vocabulary: Vocabulary, as_of: dt.date) -> PatientRecord:
    """Returns the record that bytes state: a FHIR bundle where JSON has a resource type, a plain record otherwise."""
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and b'"resourceType"' in content:
        from herald.patients.fhir.reading import read_bundle

        return read_bundle(content, source, vocabulary, as_of)
    return parse_patient(content, source, vocabulary)
