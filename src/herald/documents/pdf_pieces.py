"""The pages of a PDF to pieces: paragraphs in reading order, headings, rows of tables, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import median

from herald.core.documents import BlockRole
from herald.documents.pdf_boxes import Line, around, in_reading_order, join_rows, rows_of
from herald.documents.pdf_paragraphs import SAME_SIZE, WordBook, find_paragraphs, is_one_print
from herald.documents.roles import LONGEST_HEADING, role_by_look

MARGIN, OUTER_ROWS = 0.15, 2
"""Running heads stand in the outermost rows of a page, in this share of it at its top and its bottom."""

_FIGURE_THAT_GOES_ON = re.compile(r"\d+(?:[.·,]\d|\s?%|\)|\d\d|\s(?:months?|years?|weeks?|days?|patients|women)\b)")
"""A figure with which a sentence goes on; "2 In principle" begins a footnote, "2. Methods" a section."""

_MARGINAL = re.compile(
    r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|(?:https?|file)://\S+"
    r"|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?",
    re.IGNORECASE,
)
"""Page numbers, and what a browser prints around a page: its address and the time."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, and its height in points."""

    height: float
    lines: list[Line]

    def outer_rows(self) -> Iterator[list[Line]]:
        """Yields the two highest and the two lowest rows, as far as they stand in the margins."""
        rows = rows_of([line for line in self.lines if not line.is_turned])
        outer = rows if len(rows) <= 2 * OUTER_ROWS else rows[:OUTER_ROWS] + rows[-OUTER_ROWS:]
        return (row for row in outer if not MARGIN <= row[0].middle / self.height <= 1 - MARGIN)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a row or a running head before it has its place in the text."""

    parts: tuple[Sequence[Line], ...]
    words: str
    role: BlockRole
    why: str | None = None

    @property
    def size(self) -> float:
        return median(line.height for part in self.parts for line in part)

    @property
    def page(self) -> int:
        return self.parts[0][0].page

    @property
    def origin(self) -> str:
        return "; ".join(map(around, self.parts))

    def is_heading(self, usual: float) -> bool:
        """Whether it is short, no sentence, and larger than the usual print or bold."""
        lines = [line for part in self.parts for line in part]
        is_marked = self.size > usual * (1 + SAME_SIZE) or all(line.is_bold for line in lines)
        is_short = len(self.words) <= LONGEST_HEADING and self.words[-1] not in ".;,:"
        return self.role in (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM) and is_marked and is_short

    def is_in_print_of(self, other: Piece) -> bool:
        return is_one_print(self.parts[-1][-1], other.parts[0][0])

    @property
    def is_unfinished(self) -> bool:
        """Whether it breaks off as a column or a page does: in the middle of a sentence."""
        return self.role is BlockRole.PARAGRAPH and self.words[-1] not in ".!?:;" and len(self.parts[-1]) > 1


def find_pieces(pages: Sequence[Page]) -> list[Piece]:
    running = _find_running_heads(pages)
    book = WordBook(line for page in pages for line in page.lines)
    pieces = _across_columns([piece for page in pages for piece in _pieces_of_page(page, running, book)], book)
    usual = usual_size(pieces)
    return [replace(piece, role=BlockRole.HEADING) if piece.is_heading(usual) else piece for piece in pieces]


def usual_size(pieces: Sequence[Piece]) -> float:
    """Returns the size in which most of the words are printed; 0 where there is none."""
    sizes = sorted((piece.size, len(piece.words)) for piece in pieces)
    middle = sum(count for _, count in sizes) / 2
    passed = accumulate(count for _, count in sizes)
    return next((size for (size, _), count in zip(sizes, passed, strict=True) if count >= middle), 0.0)


def _across_columns(pieces: Sequence[Piece], book: WordBook) -> list[Piece]:
    """Joins a paragraph that a column, a page, a table or a footnote breaks off with its rest."""
    joined: list[Piece] = []
    last: int | None = None
    for piece in pieces:
        before = joined[last] if last is not None else None
        if last is not None and before and before.is_unfinished and _goes_on(before, piece):
            words = book.join(before.words, piece.words)
            joined[last] = replace(before, parts=before.parts + piece.parts, words=words)
            continue
        joined.append(piece)
        last = last if before and _interrupts(before, piece) else len(joined) - 1
    return joined


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a paragraph begins in the middle of a sentence, in the print of the one before it."""
    is_rest = piece.words[0].islower() or bool(_FIGURE_THAT_GOES_ON.match(piece.words))
    return piece.role is BlockRole.PARAGRAPH and before.is_in_print_of(piece) and is_rest


def _interrupts(before: Piece, piece: Piece) -> bool:
    """Whether a piece stands between parts of an unfinished paragraph: a running head, a table, small print."""
    is_aside = piece.role in (BlockRole.BOILERPLATE, BlockRole.TABLE_ROW) or piece.size < before.size
    return before.is_unfinished and is_aside and piece.page - before.parts[-1][0].page <= 1


def _pieces_of_page(page: Page, running: set[tuple[str, int]], book: WordBook) -> Iterator[Piece]:
    heads = {line for row in page.outer_rows() if _is_running(row, running) for line in row}
    for line in page.lines:
        if line in heads:
            why = "head of the page" if line.middle > page.height / 2 else "foot of the page"
            yield Piece(([line],), line.words, BlockRole.BOILERPLATE, why)
    turned = [line for line in page.lines if line.is_turned and line not in heads]
    for region in in_reading_order([line for line in page.lines if line not in heads and not line.is_turned]):
        for lines, is_row in find_paragraphs(join_rows(region)):
            words = lines[0].words
            for line in lines[1:]:
                words = book.join(words, line.words)
            yield _by_look(lines, words, is_row=is_row)
    for line in turned:
        yield Piece(([line],), line.words, BlockRole.BOILERPLATE, "printed up or down the page")


def _by_look(lines: Sequence[Line], words: str, *, is_row: bool) -> Piece:
    if is_row:
        return Piece((lines,), words, BlockRole.TABLE_ROW)
    return Piece((lines,), words, *role_by_look(words))


def _find_running_heads(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Returns what stands in the outermost rows of two pages or more, numbers apart."""
    heads = ({_mark_of(line) for row in page.outer_rows() for line in row} for page in pages)
    seen = Counter(words for page in heads for words in page)
    return {words for words, count in seen.items() if count > 1}


def _is_running(row: Sequence[Line], running: set[tuple[str, int]]) -> bool:
    """Whether all of a row is page numbers and the like, or words of other margins: a row of a table holds more."""
    return all(_MARGINAL.fullmatch(line.words) or _mark_of(line) in running for line in row)


def _mark_of(line: Line) -> tuple[str, int]:
    """Returns what makes two lines of margins the same: their words, numbers apart, and their size."""
    return re.sub(r"\d+", "#", line.words), round(line.height)
