"""One row of a table as a record: the header names the fields, and a list is written in one cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.core.errors import PatientError
from herald.patients.plain import NOT_KNOWN, Path, Plain, shown_name
from herald.patients.record import NOT_CLINICAL, PatientRecord, with_vocabulary
from herald.patients.spellings import plain_spelling

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

ID = "id"
LISTS = ("treatments", "variants", "resistance_markers")
_ENTRY = re.compile(r"(?:(?P<setting>[a-z]+)\s*:)?(?P<agents>[^\[\]]*)(?:\[(?P<about>[^\[\]]*)\])?", re.IGNORECASE)
_PERIOD = re.compile(r"(?P<start>[\d-]*)\s*\.\.\s*(?P<end>[\d-]*)")
_RESPONSES = {
    "CR": "complete response", "PR": "partial response", "SD": "stable disease", "PD": "progressive disease",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Which row of a table is meant.

    Attributes:
        row: Counted from 1, without the header.
        id: What stands in the column "id".
    """

    row: int | None = None
    id: str | None = None


def read_row(content: bytes, source: str, vocabulary: Vocabulary, choice: Choice | None = None) -> PatientRecord:
    """Returns the record in one row of a CSV or TSV table; the first row where there is only one.

    A cell that is empty, or one of the words for "not known", is not known. A cell of a list holds entries between
    "|"; "none" is an empty list. A treatment is written `adjuvant: TCHP [2024-01..2024-12, completed]`: setting, dates
    and the rest may be left out; the rest is "progressed", a reason for stopping, or CR, PR, SD, PD.

    Raises:
        PatientError: No table, no such row, several rows and no choice, a column twice, or what the reader of records
            refuses. The message names file and line, never what a cell says.
    """
    rows = list(_rows(content, source))
    line, cells = _chosen(rows, source, choice or Choice())
    known = {name: cell for name, cell in cells.items() if name not in (ID, *NOT_CLINICAL)}
    values = {name: _value(name, cell, f"{source}:{line}") for name, cell in known.items()}
    lines: dict[Path, int] = {(name,): line for name in values}
    return with_vocabulary(PatientRecord(values, lines, source), vocabulary)


_Row = tuple[int, Mapping[str, str]]


def _rows(content: bytes, source: str) -> Iterator[_Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PatientError(f"{source}: not UTF-8 text", hint="save the table as UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, source)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _by_name(header, cells, f"{source}:{reader.line_num}")
    except csv.Error:
        raise PatientError(
            f"{source}:{reader.line_num}: not a well-formed table", hint="look for a stray quote"
        ) from None


def _delimiter(text: str) -> str:
    """The header has more of the delimiter than of any other sign that may be one."""
    header = text.partition("\n")[0]
    return max(",", ";", "\t", key=header.count)


def _check_header(header: list[str], source: str) -> None:
    if not header:
        raise PatientError(f"{source}: an empty table", hint="the first line names the fields")
    for name in header:
        if not name or header.count(name) > 1:
            what = f"{shown_name(name)} a second time" if name else "a column without a name"
            raise PatientError(f"{source}:1: {what}", hint="each column names one field")


def _by_name(header: list[str], cells: list[str], place: str) -> dict[str, str]:
    if len(cells) != len(header):
        few = "fewer" if len(cells) < len(header) else "more"
        raise PatientError(f"{place}: {few} cells than the header names", hint="put quotes around a cell with a comma")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def _chosen(rows: list[_Row], source: str, choice: Choice) -> _Row:
    if choice.id is not None:
        return _with_id(rows, source, choice.id)
    if choice.row is not None:
        if not 1 <= choice.row <= len(rows):
            raise PatientError(f"{source}: no row {choice.row}", hint=f"the table has {len(rows)} rows")
        return rows[choice.row - 1]
    if len(rows) != 1:
        raise PatientError(f"{source}: {len(rows)} patients", hint="choose one with --row N or --id ID")
    return rows[0]


def _with_id(rows: list[_Row], source: str, wanted: str) -> _Row:
    if rows and ID not in rows[0][1]:
        raise PatientError(f"{source}: no column {ID!r}", hint="choose a row with --row N")
    found = [row for row in rows if row[1][ID] == wanted]
    if len(found) != 1:
        raise PatientError(f"{source}: {len(found)} rows with that id", hint="choose a row with --row N")
    return found[0]


def _value(name: str, cell: str, place: str) -> Plain:
    if cell.casefold() in NOT_KNOWN:
        return None
    if name not in LISTS:
        return plain_spelling(name, cell)
    if cell.casefold() == "none":
        return ()
    entries = [entry.strip() for entry in cell.split("|")]
    return tuple(_treatment(entry, place) if name == "treatments" else entry for entry in entries)


def _treatment(entry: str, place: str) -> Plain:
    match = _ENTRY.fullmatch(entry)
    if match is None or not match["agents"].strip():
        raise PatientError(f"{place}: treatments: an entry that cannot be read", hint=_FORM)
    stated: dict[str, Plain] = {"agents": match["agents"].strip()}
    if match["setting"]:
        stated["setting"] = match["setting"].casefold()
    for part in (match["about"] or "").split(","):
        stated |= _about(part.strip(), place)
    return stated


_FORM = "write adjuvant: TCHP [2024-01..2024-12, completed] | metastatic: T-DXd [2026-01.., progressed, PR]"
_REASONS = ("completed", "progression", "toxicity", "choice", "other")


def _about(part: str, place: str) -> dict[str, Plain]:
    if not part:
        return {}
    if (period := _PERIOD.fullmatch(part)) is not None:
        return {name: period[name] for name in ("start", "end") if period[name]}
    if part.casefold() == "progressed":
        return {"progressed": "yes"}
    if part.upper() in _RESPONSES:
        return {"best_response": _RESPONSES[part.upper()]}
    if part.casefold() in _REASONS:
        return {"stopped_for": part.casefold()}
    raise PatientError(f"{place}: treatments: something in brackets that cannot be read", hint=_FORM)
