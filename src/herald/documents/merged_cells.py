"""Tables with merged cells to rows of text: spans laid out, heads of several rows made one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

WIDEST_SPAN = 60
"""A cell that claims to span more columns or rows than any table has is taken to span so many."""

MOST_PLACES = 200_000
"""A table whose cells claim more places than this is read without its spans: a hostile one claims billions."""

PRINTED_SPACES = tuple("\u00a0\u2001\u2002\u2003\u2004\u2005\u2007\u2009")
"""Spaces that indent a label; those of the file's own layout do not."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the columns and rows that it spans, and whether its words are indented."""

    words: str
    columns: int = 1
    rows: int = 1
    is_indented: bool = False


def span_of(value: str | None) -> int:
    """Returns the span that an attribute gives; 1 where it gives none that can be.

    >>> span_of("2"), span_of("-1"), span_of("99999")
    (2, 1, 60)
    """
    is_number = value is not None and value.isascii() and value.isdigit() and len(value) < 6
    return max(1, min(int(value or 1), WIDEST_SPAN)) if is_number else 1


def is_indented(words: str) -> bool:
    """Whether words that are not yet collapsed begin with a space that is printed."""
    return words.lstrip(" \t\r\n")[:1] in PRINTED_SPACES and bool(words.strip())


def lay_out(rows: Sequence[Sequence[Cell]], heads: int) -> list[tuple[int, str]]:
    """Returns rows as "cell | cell | …", each with its number in the table, from 1; empty ones are left out.

    The first `heads` rows are one row, each column's words from top to bottom, with the number of the last. A row with
    words in its first cell only heads those below it, which repeat it: "Overall survival: Median, months | 20 | 18".
    """
    rows = (
        rows if _places(rows) <= MOST_PLACES else [[replace(cell, columns=1, rows=1) for cell in row] for row in rows]
    )
    columns = zip_longest(*_grid(rows[:heads], repeat=True), fillvalue="")
    head = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
    width = len(head) if len(head) * len(rows) <= MOST_PLACES else 0
    grid = [[*line, *[""] * (width - len(line))] for line in _grid(rows[heads:], repeat=False)]
    body = _under_heads(grid, [bool(row) and row[0].is_indented for row in rows[heads:]])
    return [(number, " | ".join(row)) for number, row in [(heads, head), *enumerate(body, heads + 1)] if any(row)]


def _places(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(cell.columns * cell.rows for row in rows for cell in row)


def _under_heads(rows: Sequence[list[str]], indented: Sequence[bool]) -> Iterator[list[str]]:
    """Yields rows with the row that heads them before their label; behind indented rows, one that is not is alone."""
    head, was_indented = "", False
    for row, is_in in zip(rows, indented, strict=True):
        is_head = not any(row[1:])
        if is_head:
            head, was_indented = (row[0].rstrip(":") if len(row) > 1 else ""), False
        elif was_indented and not is_in:
            head = ""
        was_indented = was_indented or (is_in and not is_head)
        yield row if is_head or not head else [f"{head}: {row[0]}".rstrip(": "), *row[1:]]


def _grid(rows: Sequence[Sequence[Cell]], *, repeat: bool) -> list[list[str]]:
    """Returns the words of every cell by row and column, each row as far as its cells reach.

    Args:
        repeat: Whether a cell that spans several columns stands in each of them, or only in the first.
    """
    grid: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            _place(grid[number : number + cell.rows], column, cell, repeat=repeat)
            column += cell.columns
    return [[line.get(column, "") for column in range(max(line, default=-1) + 1)] for line in grid]


def _place(lines: Sequence[dict[int, str]], column: int, cell: Cell, *, repeat: bool) -> None:
    for line in lines:
        for place in range(cell.columns):
            line[column + place] = cell.words if repeat or place == 0 else ""
