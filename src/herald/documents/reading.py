"""A file, its bytes or a text to a document, whatever its format."""

from __future__ import annotations

import re
from pathlib import Path

from herald.core.documents import Document
from herald.documents.encoding import decode
from herald.documents.errors import DocumentNotFound, DocumentTooLarge, EmptyDocument, UnreadableDocument

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z][\w-]{0,20}[\s>/]")

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused unread: the longest guideline of the field is under 5 MB as text."""


def read_document(path: Path) -> Document:
    """Reads the document in a file.

    Raises:
        DocumentError: The file is missing, a folder, empty, not text, too large, or in no known encoding. The
            message names the file and what is wrong, the hint how to repair it.
    """
    source = str(path)
    try:
        _check_file(path)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{source} cannot be read: {error.strerror or 'the path is no path'}") from None
    except ValueError:
        raise UnreadableDocument(f"{source!r} is no path") from None
    return parse_document(data, source=source)


def parse_document(data: bytes, *, source: str) -> Document:
    """Reads a document from its bytes.

    Args:
        source: Where the bytes came from: a path or an address. Its suffix is asked where the content does not
            tell the format.

    Raises:
        DocumentError: As `read_document`.
    """
    _check_size(len(data), source)
    if not data:
        raise EmptyDocument(f"{source} is empty", hint="nothing to read in it")
    return read_text(decode(data, source=source), source=source)


def read_text(text: str, *, source: str) -> Document:
    """Reads a document from a text, in the format that its content shows: HTML, PubMed record or plain.

    Raises:
        EmptyDocument: Nothing but white space.
        DocumentError: As `read_document`, for what the formats refuse.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyDocument(f"{source} holds nothing but white space")
    return _read_format(text, source)


def _read_format(text: str, source: str) -> Document:
    """The content decides; the suffix only where the content does not."""
    from herald.documents.plain import read_plain
    from herald.documents.pubmed_text import document_of_record, find_record

    if is_page(text, source):
        from herald.documents.html import read_html

        return read_html(text, source=source)
    record = find_record(text, source=source)
    return document_of_record(record, text, source=source) if record else read_plain(text, source=source)


def is_page(text: str, source: str) -> bool:
    """Whether a text is HTML: it begins as a page does, or its name says so and it holds a tag."""
    if _PAGE_START.match(text):
        return True
    return Path(source).suffix.casefold() in PAGE_SUFFIXES and bool(_TAG.search(text))


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise DocumentNotFound(f"{path} is a folder", hint="name a file in it, or use find_documents")
    if not path.exists():
        raise DocumentNotFound(f"no such file: {path}", hint=_nearest(path))
    if not path.is_file():
        raise UnreadableDocument(f"{path} is neither a file nor a folder")
    _check_size(path.stat().st_size, str(path))


def _nearest(path: Path) -> str | None:
    from herald.core.errors import nearest_hint

    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {folder} either"
    return nearest_hint(path.name, (entry.name for entry in folder.iterdir()))


def _check_size(size: int, source: str) -> None:
    if size > MAX_BYTES:
        raise DocumentTooLarge(
            f"{source} has {size:,} bytes; a document may have {MAX_BYTES:,}", hint="split it, or extract its text"
        )
