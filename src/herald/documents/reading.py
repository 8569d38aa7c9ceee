"""A file, its bytes or a text to documents, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from herald.core.documents import Document
from herald.documents.encoding import decode
from herald.documents.errors import (
    BrokenDocument,
    DocumentNotFound,
    DocumentTooLarge,
    EmptyDocument,
    SeveralRecords,
    UnreadableDocument,
)
from herald.documents.formats import HEAD_BYTES, PDF_MAGIC, Format, find_format

if TYPE_CHECKING:
    from herald.documents.concern import Concern

MAX_BYTES = 64 * 1024 * 1024
"""A file that is read as a whole is refused beyond this: the longest guideline of the field is under 5 MB as text.
PubMed XML is read record by record and may have any size."""


def read_documents(path: Path, *, concern: Concern | None = None) -> Iterator[Document]:
    """Yields the documents of a file: one, or one for each record of a file of records.

    Args:
        concern: What a record of PubMed XML must name to be read; None reads them all.

    Raises:
        DocumentError: The file is missing, a folder, empty, not text, too large, damaged, or in no known encoding. The
            message names the file and what is wrong, the hint how to repair it.
    """
    from herald.documents.pieces import FilePieces

    for piece in FilePieces(path, concern=concern):
        yield from piece.read()


def read_document(path: Path) -> Document:
    """Reads the one document in a file.

    Raises:
        SeveralRecords: It holds more than one.
        DocumentError: As `read_documents`.
    """
    return _only(read_documents(path), str(path))


def read_file(path: Path) -> Iterator[Document]:
    """Yields the documents of a file that is read as a whole."""
    from herald.documents.byte_source import ByteSource

    with ByteSource(path) as source:
        _check_size(0 if source.is_packed else source.size, str(path))
        data = source.read_all(MAX_BYTES)
    yield from parse_documents(data, source=str(path))


def parse_document(data: bytes, *, source: str) -> Document:
    """Reads the one document in some bytes.

    Args:
        source: Where the bytes came from: a path or an address. Its suffix is asked where the content does not
            tell the format.

    Raises:
        SeveralRecords: They hold more than one.
        DocumentError: As `read_documents`.
    """
    return _only(parse_documents(data, source=source), source)


def parse_documents(data: bytes, *, source: str) -> Iterator[Document]:
    """Yields the documents in the bytes of a whole file.

    Raises:
        DocumentError: As `read_documents`.
    """
    _check_size(len(data), source)
    if not data:
        raise EmptyDocument(f"{source} is empty", hint="nothing to read in it")
    if data.startswith(PDF_MAGIC):
        from herald.documents.pdf import read_pdf

        return iter([read_pdf(data, source=source)])
    return _documents_of(decode(data, source=source), source)


def read_text(text: str, *, source: str) -> Document:
    """Reads the one document in a text, in the format that its content shows.

    Raises:
        EmptyDocument: Nothing but white space.
        SeveralRecords: It holds more than one record.
        DocumentError: As `read_documents`, for what the formats refuse.
    """
    return _only(_documents_of(text, source), source)


def _documents_of(text: str, source: str) -> Iterator[Document]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyDocument(f"{source} holds nothing but white space")
    form = find_format(text[:HEAD_BYTES].encode("utf-8", "replace"), source)
    if form in (Format.OTHER_XML, Format.OTHER_JSON):
        return _refuse_other(form, source)
    return iter(_READERS[form](text, source))


def _read_page(text: str, source: str) -> Iterable[Document]:
    from herald.documents.html import read_html

    return [read_html(text, source=source)]


def _read_pubmed_xml(text: str, source: str) -> Iterable[Document]:
    from herald.documents.pubmed_xml import read_pubmed_article
    from herald.documents.record_stream import RecordStream

    for record in RecordStream([text.encode("utf-8", "replace")], source=source):
        yield read_pubmed_article(record.data, source=f"{source}#{record.pmid}" if record.pmid else source)


def _read_jats(text: str, source: str) -> Iterable[Document]:
    from herald.documents.jats import read_jats

    return read_jats(text, source=source)


def _read_trial_records(text: str, source: str) -> Iterable[Document]:
    from herald.documents.trial_registry import read_trial_records

    return read_trial_records(text, source=source)


def _read_plain(text: str, source: str) -> Iterable[Document]:
    from herald.documents.plain import read_plain
    from herald.documents.pubmed_text import read_records

    return read_records(text, source=source) or [read_plain(text, source=source)]


_READERS = {
    Format.TEXT: _read_plain,
    Format.PAGE: _read_page,
    Format.PUBMED_XML: _read_pubmed_xml,
    Format.JATS: _read_jats,
    Format.TRIAL_RECORD: _read_trial_records,
}


def _refuse_other(form: Format, source: str) -> Iterator[Document]:
    known = "PubMed or JATS XML" if form is Format.OTHER_XML else "a record of ClinicalTrials.gov"
    raise BrokenDocument(f"{source} is not {known}", hint="docs/reference/documents.md lists what is read")


def _only(documents: Iterable[Document], source: str) -> Document:
    found = iter(documents)
    first = next(found, None)
    if first is None:
        raise EmptyDocument(f"{source} holds no record")
    if next(found, None) is not None:
        raise SeveralRecords(f"{source} holds more than one record", hint="name one as FILE#PMID, or read them all")
    return first


def check_file(path: Path) -> None:
    """Raises what keeps a path from being read, before it is opened."""
    try:
        _check_path(path)
    except OSError as error:
        raise UnreadableDocument(f"{path} cannot be read: {error.strerror or 'the path is no path'}") from None
    except ValueError:
        raise UnreadableDocument(f"{str(path)!r} is no path") from None


def _check_path(path: Path) -> None:
    if path.is_dir():
        raise DocumentNotFound(f"{path} is a folder", hint="name a file in it, or use find_documents")
    if not path.exists():
        raise DocumentNotFound(f"no such file: {path}", hint=_nearest(path))
    if not path.is_file():
        raise UnreadableDocument(f"{path} is neither a file nor a folder")


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
