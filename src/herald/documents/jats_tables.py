"""Tables in XML to rows of text: spans laid out, heads of several rows made one, so that each cell keeps its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element  # the type only

from herald.documents.xml_tree import name_of, words_of

WIDEST_SPAN = 60
"""A cell that claims to span more columns or rows than any table has is taken to span so many."""

_PRINTED_SPACES = tuple("\u00a0\u2001\u2002\u2003\u2004\u2005\u2007\u2009")


def table_rows(table: Element) -> list[tuple[int, str]]:
    """Returns the rows as "cell | cell | …", each with its number in the table.

    The rows of the head are one row, each column's words from top to bottom, with the number of the last. A row with
    words in its first cell only heads those below it, which repeat it: "Overall survival: Median, months | 20 | 18".
    """
    head = [row for part in table if name_of(part) == "thead" for row in part if name_of(row) == "tr"]
    body = [row for row in table.iter() if name_of(row) == "tr" and row not in head]
    columns = zip(*_grid(head), strict=True) if head else ()
    heads = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
    rows = _under_heads(_grid(body, repeat=False), [_is_indented(row) for row in body])
    numbered = [(len(head), heads), *enumerate(rows, len(head) + 1)]
    return [(number, " | ".join(row)) for number, row in numbered if any(row)]


def _under_heads(rows: Sequence[list[str]], indented: Sequence[bool]) -> Iterator[list[str]]:
    """Yields rows with the row that heads them before their label; behind indented rows, one that is not is alone."""
    head, was_indented = "", False
    for row, is_indented in zip(rows, indented, strict=True):
        if not any(row[1:]):
            head, was_indented = (row[0].rstrip(":") if row and len(row) > 1 else ""), False
        elif was_indented and not is_indented:
            head = ""
        else:
            was_indented = was_indented or is_indented
        is_head = not any(row[1:])
        yield row if is_head or not head else [f"{head}: {row[0]}".rstrip(": "), *row[1:]]


def _is_indented(row: Element) -> bool:
    """Whether the first cell begins with a space that is printed; those of the file's own layout are not."""
    words = "".join(row[0].itertext()) if len(row) else ""
    return words.lstrip(" \t\r\n")[:1] in _PRINTED_SPACES and bool(words.strip())


def _grid(rows: Sequence[Element], *, repeat: bool = True) -> list[list[str]]:
    """Returns the words of every cell by row and column, all rows of one length.

    Args:
        repeat: Whether a cell that spans several columns stands in each of them, or only in the first.
    """
    grid: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in (each for each in row if name_of(each) in ("td", "th")):
            while column in grid[number]:
                column += 1
            _place(grid, number, column, cell, repeat=repeat)
            column += _span(cell, "colspan")
    width = max((column + 1 for line in grid for column in line), default=0)
    return [[line.get(column, "") for column in range(width)] for line in grid]


def _place(grid: list[dict[int, str]], number: int, column: int, cell: Element, *, repeat: bool) -> None:
    words = words_of(cell)
    for line in grid[number : number + _span(cell, "rowspan")]:
        for place in range(_span(cell, "colspan")):
            line[column + place] = words if repeat or place == 0 else ""


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return max(1, min(int(value), WIDEST_SPAN)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
