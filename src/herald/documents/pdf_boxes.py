"""Where text stands on a page of a PDF: lines with their boxes, columns in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

NARROWEST_GUTTER = 8.0
NARROWEST_COLUMN = 90.0
FEWEST_LINES = 4
SHORTEST_PROSE = 24
EVEN_LINE = 0.8
"""A column of prose is so wide, has so many lines of so many characters, and half of these fill so much of its width;
cells of a table do not."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side on a page, in points from the lower left corner.

    Attributes:
        is_turned: Whether they are printed up or down the page.
        is_bold: Whether they are printed in bold.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    words: str
    is_turned: bool = False
    is_bold: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """Returns the regions of a page in reading order, each with its lines from top to bottom.

    A page is cut at the widest gutter between two columns of prose, or else at the highest empty band that leads to
    one; what cannot be cut is a region (recursive XY-cut).

    Source: Nagy G, Seth S. Hierarchical representation of optically scanned documents. ICPR 1984: 347-349.
    """
    columns = _split_columns(lines)
    if columns:
        return [region for column in columns for region in in_reading_order(column)]
    for upper, lower in _bands(lines):
        if _split_columns(upper) or _split_columns(lower):
            return in_reading_order(upper) + in_reading_order(lower)
    return [_from_top(lines)] if lines else []


def _from_top(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.middle, line.left))


def _split_columns(lines: Sequence[Line]) -> tuple[list[Line], list[Line]] | None:
    gaps = _gaps(lines, lambda line: (line.left, line.right), NARROWEST_GUTTER)
    for place in gaps:
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.right > place]
        if _is_prose(left) and _is_prose(right):
            return left, right
    return None


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are a column of prose, whatever table stands in it: most of the words are in long, even lines."""
    long = [line for line in lines if len(line.words) >= SHORTEST_PROSE]
    if len(long) < FEWEST_LINES:
        return False
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    even = [line for line in long if line.right - line.left >= EVEN_LINE * (right - left)]
    share = sum(len(line.words) for line in long) / sum(len(line.words) for line in lines)
    return right - left >= NARROWEST_COLUMN and share >= 0.5 and len(even) >= len(long) / 2


def _bands(lines: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    places = _gaps(lines, lambda line: (line.bottom, line.top), 1.0)
    return [
        ([line for line in lines if line.bottom >= place], [line for line in lines if line.bottom < place])
        for place in places
    ]


def _gaps(lines: Sequence[Line], side: Callable[[Line], tuple[float, float]], least: float) -> list[float]:
    """Returns the middles of the empty stretches along one side of the page, the widest first."""
    found, reached = [], None
    for low, high in sorted(map(side, lines)):
        if reached is not None and low - reached >= least:
            found.append((low - reached, (low + reached) / 2))
        reached = high if reached is None else max(reached, high)
    return [place for _, place in sorted(found, reverse=True)]


def join_rows(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Returns a region's lines with what stands side by side joined, and whether it is a row of a table."""
    return [_joined(row) for row in _with_wrapped_cells(rows_of(lines))]


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Returns lines by row from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in _from_top(lines):
        if rows and abs(rows[-1][0].middle - line.middle) < min(line.height, rows[-1][0].height) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _with_wrapped_cells(rows: Iterable[list[Line]]) -> Iterator[list[Line]]:
    """Yields rows with the second lines of their cells in them: "Hazard ratio" over "(95% CI)" is one cell."""
    last: list[Line] = []
    for row in rows:
        owners = [_owner(part, last) for part in row]
        if len(last) > 1 and all(owners):
            added = {owner: part for owner, part in zip(owners, row, strict=True) if owner}
            last = [
                _around([cell, added[cell]], f"{cell.words} {added[cell].words}") if cell in added else cell
                for cell in last
            ]
        else:
            yield from [last] if last else []
            last = row
    yield from [last] if last else []


def _owner(part: Line, row: Sequence[Line]) -> Line | None:
    """Returns the cell that goes on in `part`: the only one above it, no line apart, and in the middle of a phrase."""
    above = [cell for cell in row if cell.left < part.right and part.left < cell.right]
    is_rest = part.words[0].islower() or part.words[0] in "([±–"
    is_close = bool(above) and above[0].bottom - part.top < part.height / 2
    return above[0] if len(above) == 1 and is_rest and is_close else None


def _joined(row: Sequence[Line]) -> tuple[Line, bool]:
    words, is_table = row[0].words, False
    for before, after in pairwise(row):
        is_cell = after.left - before.right > 1.5 * after.height
        is_table = is_table or is_cell
        words += (" | " if is_cell else " " if after.left - before.right > 0.1 * after.height else "") + after.words
    return _around(row, words), is_table


def _around(lines: Sequence[Line], words: str) -> Line:
    left, bottom = min(line.left for line in lines), min(line.bottom for line in lines)
    right, top = max(line.right for line in lines), max(line.top for line in lines)
    is_bold = all(line.is_bold for line in lines)
    return Line(lines[0].page, left, bottom, right, top, words, is_bold=is_bold)


def around(lines: Sequence[Line]) -> str:
    """Returns where lines of one page stand, as a block's origin: "page 2, box 56.0 606.1 281.4 697.0"."""
    box = _around(lines, "")
    return f"page {box.page}, box {box.left:.1f} {box.bottom:.1f} {box.right:.1f} {box.top:.1f}"
