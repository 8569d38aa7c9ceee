"""Tables of studies from files: rows of text, whatever program saved them."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from herald.core.errors import SynthesisError

MOST_BYTES = 20_000_000
"""A table of every trial ever run is smaller; what is larger was not meant."""


def read_rows(path: Path) -> list[dict[str, str]]:
    """Returns the rows of a CSV table by column name: comma, semicolon or tab; UTF-8 with or without a mark.

    Between semicolons 0,65 is 0.65 where no number has a point: programs write semicolons where the comma is their
    decimal mark.

    Raises:
        SynthesisError: Not readable, not text, too large, a column named twice, or a row of another length.
    """
    lines = _read_text(path).splitlines()
    header = lines[0] if lines else ""
    delimiter = max(",;\t", key=header.count)
    try:
        cells = [row for row in csv.reader(lines, delimiter=delimiter, strict=True) if any(map(str.strip, row))]
    except csv.Error as error:
        raise SynthesisError(f"{path.name} is not a table: {error}") from error
    if not cells:
        raise SynthesisError(f"{path.name} is empty")
    columns = [name.strip().lower() for name in cells[0]]
    _check(path, columns, cells)
    rows = _with_decimal_points(cells[1:]) if delimiter == ";" else cells[1:]
    return [dict(zip(columns, row, strict=True)) for row in rows]


_DECIMAL_COMMA = re.compile(r"(\s*[-+−]?\d*),(\d+(?:[eE][-+]?\d+)?\s*)")
_DECIMAL_POINT = re.compile(r"\s*[-+−]?\d*[.·]\d+(?:[eE][-+]?\d+)?\s*")


def _with_decimal_points(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    if any(_DECIMAL_POINT.fullmatch(cell) for row in rows for cell in row):
        return rows
    return [[".".join(m.groups()) if (m := _DECIMAL_COMMA.fullmatch(cell)) else cell for cell in row] for row in rows]


def _check(path: Path, columns: list[str], cells: list[list[str]]) -> None:
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise SynthesisError(f"{path.name}: the column {twice[0]!r} stands twice")
    for place, row in enumerate(cells[1:], start=1):
        if len(row) != len(columns):
            raise SynthesisError(f"{path.name}: row {place} has {len(row)} cells, not {len(columns)}")


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SynthesisError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SynthesisError(
            f"{path} cannot be read: {error.strerror}", hint="name a CSV table; `herald pool --help` lists its columns"
        ) from error
    except UnicodeDecodeError as error:
        raise SynthesisError(f"{path.name} is not UTF-8 text", hint="save the table as CSV in UTF-8") from error
