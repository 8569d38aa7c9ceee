"""PDF to documents: columns in reading order, every block with its page and box.

Why pypdfium2: see docs/decisions/0032-pdf.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from herald.core.documents import Block, BlockRole, Document
from herald.documents.description import describe
from herald.documents.errors import BrokenDocument, DocumentTooLarge, EmptyDocument, ReaderMissing, UnreadableDocument
from herald.documents.layout import Layout
from herald.documents.pdf_glyphs import read_glyphs
from herald.documents.pdf_lines import find_stretches, lines_of
from herald.documents.pdf_pieces import Page, Piece, find_pieces, usual_size
from herald.documents.roles import looks_like_title, mark_headings, mark_sections

FORMAT = "pdf"
MOST_PAGES = 500
MOST_STRETCHES_A_PAGE = 3_000
MOST_CHARACTERS_A_PAGE = 50_000
_TITLES = (BlockRole.PARAGRAPH, BlockRole.HEADING)


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
    pieces = find_pieces(pages)
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


def _read_pages(data: bytes, source: str) -> list[Page]:
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


def _read_page(page: Any, number: int, source: str) -> Page:
    text = page.get_textpage()
    if text.count_chars() > MOST_CHARACTERS_A_PAGE:
        raise DocumentTooLarge(f"{source} has {text.count_chars():,} characters on page {number}")
    stretches = find_stretches(read_glyphs(text))
    if len(stretches) > MOST_STRETCHES_A_PAGE:
        raise DocumentTooLarge(f"{source} has {len(stretches):,} stretches of text on page {number}")
    return Page(page.get_height(), lines_of(stretches, number))


def _find_title(pieces: Sequence[Piece]) -> int | None:
    """Returns the index of the largest print on the first page, where it is larger than the text and looks like one."""
    first = [
        index
        for index, piece in enumerate(pieces)
        if piece.page == pieces[0].page and piece.role in _TITLES and looks_like_title(piece.words)
    ]
    largest = max(first, key=lambda index: pieces[index].size, default=None)
    return largest if largest is not None and pieces[largest].size > 1.2 * usual_size(pieces) else None


def _with_sections(text: str, blocks: Iterable[Block], title: int | None) -> tuple[Block, ...]:
    listed = list(blocks)
    if title is not None:
        listed[title] = replace(listed[title], role=BlockRole.TITLE)
    words = [text[block.start : block.end] for block in listed]
    return tuple(mark_headings(words, list(mark_sections(words, listed, title))))
