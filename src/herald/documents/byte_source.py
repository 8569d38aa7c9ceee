"""The bytes of a file, in one direction and in bounded memory, unpacked where it is a gzip file."""

from __future__ import annotations

import zlib
from pathlib import Path
from types import TracebackType
from typing import Any

from herald.documents.errors import BrokenDocument, DocumentNotFound, HostileDocument, UnreadableDocument

_inflate: Any
try:  # igzip unpacks MEDLINE two to three times as fast; the answer is the same
    from isal import isal_zlib as _inflate
except ImportError:
    _inflate = zlib

GZIP_MAGIC = b"\x1f\x8b"
_GZIP_FORM = 31
_BLOCK = 1 << 18

MOST_EXPANSION = 200
"""How many bytes one packed byte may become: MEDLINE has 6, the densest XML of the field about 30, a bomb 1,000."""

EXPANSION_JUDGED_FROM = 1 << 22
"""Below so many unpacked bytes any ratio is harmless."""


class ByteSource:
    """A file to be read once from its beginning.

    Attributes:
        size: Bytes of the file as it lies on the disk.
        position: How many of them have been read.

    Raises:
        DocumentError: The file cannot be opened or read, is a damaged gzip file, or unpacks to far more than it holds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = self.position = self._unpacked = 0
        self._waiting = b""
        self._is_whole = False
        try:
            self._file = path.open("rb")
            self.size = path.stat().st_size
        except FileNotFoundError:
            raise DocumentNotFound(f"no such file: {path}") from None
        except (OSError, ValueError) as error:
            raise UnreadableDocument(f"{path} cannot be read: {getattr(error, 'strerror', error)}") from None
        self.is_packed = self._take(2) == GZIP_MAGIC
        self._file.seek(0)
        self.position = 0
        self._unpacker: Any = _new_unpacker() if self.is_packed else None

    def __enter__(self) -> ByteSource:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        """Returns up to `size` bytes, fewer or more by a block; nothing at the end."""
        return self._unpack(size) if self.is_packed else self._take(size)

    def read_all(self, limit: int) -> bytes:
        """Returns what is left, or `limit` + 1 bytes and no more, so that a file that is too large shows."""
        pieces, total = [], 0
        while total <= limit and (piece := self.read(_BLOCK)):
            pieces.append(piece)
            total += len(piece)
        return b"".join(pieces)[: limit + 1]

    def _take(self, size: int) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            raise UnreadableDocument(f"{self.path} cannot be read: {error.strerror}") from None
        self.position += len(data)
        return data

    def _unpack(self, size: int) -> bytes:
        """Returns the next bytes; a file of several gzip members is their contents one after the other."""
        while packed := self._waiting or self._take(_BLOCK):
            piece = self._inflated(packed, size)
            self._waiting = self._unpacker.unconsumed_tail
            self._is_whole = self._unpacker.eof
            if self._is_whole:
                self._waiting = self._unpacker.unused_data.lstrip(b"\0")
                self._unpacker = _new_unpacker()
            if piece:
                self._judge(len(piece))
                return piece
        return self._end()

    def _inflated(self, packed: bytes, size: int) -> bytes:
        try:
            return bytes(self._unpacker.decompress(packed, size))
        except (zlib.error, _inflate.error) as error:
            raise BrokenDocument(f"{self.path} is a damaged gzip file: {error}", hint="fetch it again") from None

    def _end(self) -> bytes:
        if not self._is_whole:
            raise BrokenDocument(f"{self.path} is a gzip file that breaks off", hint="fetch it again")
        return b""

    def _judge(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > max(EXPANSION_JUDGED_FROM, MOST_EXPANSION * self.position):
            raise HostileDocument(
                f"{self.path} unpacks to over {MOST_EXPANSION} times its size", hint="no document is packed so densely"
            )


def _new_unpacker() -> Any:
    return _inflate.decompressobj(_GZIP_FORM)
