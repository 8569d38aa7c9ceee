"""What is read at one go: a whole file, or one record of a file that holds many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from herald.core.documents import Document
from herald.documents.byte_source import ByteSource
from herald.documents.concern import Concern
from herald.documents.errors import EmptyDocument
from herald.documents.formats import HEAD_BYTES, Format, find_format
from herald.documents.record_stream import RecordStream

CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the work that another process can do.

    Attributes:
        name: The record's own name in its file (a PMID); None for a whole file.
        data: The record's bytes; None where the file is still to be read.
    """

    path: Path
    name: str | None = None
    data: bytes | None = None

    @property
    def source(self) -> str:
        return f"{self.path}#{self.name}" if self.name else str(self.path)

    def read(self) -> Iterator[Document]:
        """Yields the documents of the piece.

        Raises:
            DocumentError: What cannot be read, and why.
        """
        if self.data is not None:
            from herald.documents.pubmed_xml import read_pubmed_article

            yield read_pubmed_article(self.data, source=self.source)
        else:
            from herald.documents.reading import read_file

            yield from read_file(self.path)


class FilePieces:
    """The pieces of one file, in order, while the file is read.

    Attributes:
        size: Bytes of the file; `position`: how many of them have been read.
        count: Records met in a file of many; `passed_over`: those that name nothing that concerns Herald.
    """

    def __init__(self, path: Path, *, concern: Concern | None = None) -> None:
        self.path = path
        self.size = self.position = self.count = self.passed_over = 0
        self._concern = concern

    def __iter__(self) -> Iterator[Piece]:
        """Yields the pieces.

        Raises:
            DocumentError: The file cannot be read, or breaks off; what came before was yielded.
        """
        from herald.documents.reading import check_file

        check_file(self.path)
        with ByteSource(self.path) as source:
            self.size = source.size
            head = source.read(HEAD_BYTES)
            if find_format(head, str(self.path)) is Format.PUBMED_XML:
                yield from self._records(source, head)
                return
        yield Piece(self.path)
        self.position = self.size

    def _records(self, source: ByteSource, head: bytes) -> Iterator[Piece]:
        stream = RecordStream(self._chunks(source, head), source=str(self.path), concern=self._concern)
        for record in stream:
            self._count(stream)
            yield Piece(self.path, record.pmid, record.data)
        self._count(stream)
        if not self.count:
            raise EmptyDocument(f"{self.path} holds no PubMed record", hint="export the records again, as XML")

    def _count(self, stream: RecordStream) -> None:
        self.count, self.passed_over = stream.count, stream.passed_over

    def _chunks(self, source: ByteSource, head: bytes) -> Iterator[bytes]:
        yield head
        while chunk := source.read(CHUNK_BYTES):
            self.position = source.position
            yield chunk
