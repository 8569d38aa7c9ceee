"""PDF to documents: columns in reading order, every block with its page and box.

Why pypdfium2: see docs/decisions/0032-pdf.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from types import ModuleType
from typing import Any

from herald.core.documents import Block, BlockRole, Document
from herald.documents.description import describe
from herald.documents.errors import BrokenDocument, DocumentTooLarge, EmptyDocument, ReaderMissing, UnreadableDocument
from herald.documents.layout import Layout
from herald.documents.pdf_boxes import Line, around, in_reading_order, join_rows
from herald.documents.pdf_paragraphs import WordBook, find_paragraphs
from herald.documents.roles import looks_like_title, mark_headings, mark_sections, role_by_look

FORMAT = "pdf"
MOST_PAGES = 500
MOST_LINES_A_PAGE = 3_000
MARGIN = 0.09
"""The share of a page at its top and its bottom where running heads stand."""

_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_HYPHENATION = re.compile("[\x02\ufffe\u00ad]")
_CONTROL = re.compile(r"[\x00-\x01\x03-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, a row or a running head before it has its place in the text."""

    parts: tuple[Sequence[Line], ...]
    words: str
    role: BlockRole
    why: str | None = None

    @property
    def height(self) -> float:
        return median(line.height for part in self.parts for line in part)

    @property
    def page(self) -> int:
        return self.parts[0][0].page

    @property
    def origin(self) -> str:
        return "; ".join(map(around, self.parts))

    @property
    def is_unfinished(self) -> bool:
        """Whether it breaks off as a column or a page does: in the middle of a sentence."""
        return self.role is BlockRole.PARAGRAPH and self.words[-1] not in ".!?:;" and len(self.parts[-1]) > 1


def read_pdf(data: bytes, *, source: str) -> Document:
    """Returns the document of a PDF that has a text layer.

    Raises:
        ReaderMissing: pypdfium2 is not installed.
        UnreadableDocument: It is encrypted.
        BrokenDocument: It is damaged.
        DocumentTooLarge: It has more pages than a document has.
        EmptyDocument: Its pages are pictures.
    """
    pages = _read_pages(data, source)
    pieces = _find_pieces(pages)
    if not pieces:
        raise EmptyDocument(f"{source} is a PDF without text", hint="it may be a scan: run text recognition first")
    layout = Layout()
    for index, piece in enumerate(pieces):
        is_row = piece.role is BlockRole.TABLE_ROW
        is_next = is_row and index > 0 and pieces[index - 1].role is BlockRole.TABLE_ROW
        layout.add(piece.words, piece.role, piece.origin, why=piece.why, is_next_line=is_next)
    text, blocks = layout.text, _with_sections(layout.text, layout.blocks, _find_title(pieces))
    return describe(Document(text=text, source=source, format=FORMAT, blocks=blocks))


def _pdfium(source: str) -> ModuleType:
    try:
        import pypdfium2
    except ImportError:
        raise ReaderMissing(
            f"{source} is a PDF, whose reader is not installed", hint="pip install 'herald-her2[pdf]'"
        ) from None
    module: ModuleType = pypdfium2
    return module


def _read_pages(data: bytes, source: str) -> list[_Page]:
    pdfium = _pdfium(source)
    try:
        document = pdfium.PdfDocument(data)
        if len(document) > MOST_PAGES:
            raise DocumentTooLarge(f"{source} has {len(document):,} pages; a document may have {MOST_PAGES}")
        return [_read_page(document[index], index + 1, source) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(f"{source} is encrypted", hint="save it without a password") from None
        raise BrokenDocument(f"{source} is a damaged PDF", hint="fetch it again") from None


@dataclass(frozen=True, slots=True)
class _Page:
    height: float
    lines: list[Line]


def _read_page(page: Any, number: int, source: str) -> _Page:
    text = page.get_textpage()
    count = text.count_rects()
    if count > MOST_LINES_A_PAGE:
        raise DocumentTooLarge(f"{source} has {count:,} stretches of text on page {number}")
    lines = [_read_line(text, index, number) for index in range(count)]
    return _Page(page.get_height(), [line for line in lines if line.words and line.height > 0])


def _read_line(text: Any, index: int, page: int) -> Line:
    left, bottom, right, top = text.get_rect(index)
    return Line(page, left, bottom, right, top, _tidy(text.get_text_bounded(left, bottom, right, top)))


def _tidy(words: str) -> str:
    """Returns the words of a line; a mark of hyphenation stays only at its end, where it says that a word goes on."""
    words = " ".join(_CONTROL.sub("", words).split())
    return _HYPHENATION.sub("", words[:-1]) + words[-1:]


def _find_pieces(pages: Sequence[_Page]) -> list[_Piece]:
    running = _find_running_heads(pages)
    book = WordBook(line for page in pages for line in page.lines)
    return _across_columns([piece for page in pages for piece in _pieces_of_page(page, running, book)], book)


def _across_columns(pieces: Sequence[_Piece], book: WordBook) -> list[_Piece]:
    """Joins a paragraph that a column or page breaks off with its rest, which begins in lower case."""
    joined: list[_Piece] = []
    last: int | None = None
    for piece in pieces:
        if last is not None and joined[last].is_unfinished and _goes_on(piece):
            before = joined[last]
            words = book.join(before.words, piece.words)
            joined[last] = replace(before, parts=before.parts + piece.parts, words=words)
            continue
        joined.append(piece)
        last = len(joined) - 1 if piece.role is not BlockRole.BOILERPLATE else last
    return joined


def _goes_on(piece: _Piece) -> bool:
    return piece.role is BlockRole.PARAGRAPH and (piece.words[0].islower() or piece.words[0].isdigit())


def _pieces_of_page(page: _Page, running: set[str], book: WordBook) -> Iterator[_Piece]:
    heads = [line for line in page.lines if _in_margin(line, page) and _is_running(line, running)]
    for line in heads:
        why = "head of the page" if line.middle > page.height / 2 else "foot of the page"
        yield _Piece(([line],), line.words, BlockRole.BOILERPLATE, why)
    for region in in_reading_order([line for line in page.lines if line not in heads]):
        for lines, is_row in find_paragraphs(join_rows(region)):
            words = lines[0].words
            for line in lines[1:]:
                words = book.join(words, line.words)
            yield _by_look(lines, words, is_row=is_row)


def _by_look(lines: Sequence[Line], words: str, *, is_row: bool) -> _Piece:
    if is_row:
        return _Piece((lines,), words, BlockRole.TABLE_ROW)
    return _Piece((lines,), words, *role_by_look(words))


def _find_running_heads(pages: Sequence[_Page]) -> set[str]:
    """Returns what stands in the margins of two pages or more, numbers apart."""
    margins = ({_without_numbers(line.words) for line in page.lines if _in_margin(line, page)} for page in pages)
    seen = Counter(words for margin in margins for words in margin)
    return {words for words, count in seen.items() if count > 1}


def _in_margin(line: Line, page: _Page) -> bool:
    return line.middle > page.height * (1 - MARGIN) or line.middle < page.height * MARGIN


def _is_running(line: Line, running: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.words)) or _without_numbers(line.words) in running


def _without_numbers(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def _find_title(pieces: Sequence[_Piece]) -> int | None:
    """Returns the index of the largest print on the first page, where it is larger than the text and looks like one."""
    usual = median(piece.height for piece in pieces)
    first = [index for index, piece in enumerate(pieces) if piece.page == pieces[0].page]
    fitting = [
        index for index in first if pieces[index].role is BlockRole.PARAGRAPH and looks_like_title(pieces[index].words)
    ]
    largest = max(fitting, key=lambda index: pieces[index].height, default=None)
    return largest if largest is not None and pieces[largest].height > 1.2 * usual else None


def _with_sections(text: str, blocks: Iterable[Block], title: int | None) -> tuple[Block, ...]:
    listed = list(blocks)
    if title is not None:
        listed[title] = replace(listed[title], role=BlockRole.TITLE)
    words = [text[block.start : block.end] for block in listed]
    return tuple(mark_headings(words, list(mark_sections(words, listed, title))))
