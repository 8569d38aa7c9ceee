"""PubMed XML with any number of records, cut into records in bounded memory, without parsing what cannot concern us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from herald.documents.concern import Concern
from herald.documents.errors import BrokenDocument, HostileDocument
from herald.documents.frames import Needle

LARGEST_RECORD = 16 * 1024 * 1024
"""The largest record of MEDLINE, with thousands of authors, has under 3 MB."""

_END = b"</PubmedArticle>"
_ENDS = Needle(_END)
_START = re.compile(rb"<PubmedArticle[\s>]")
_PMID = re.compile(rb"<PMID[^>]{0,40}>\s*(\d{1,9})\s*</PMID>")
_SET_END = b"</PubmedArticleSet>"
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]{0,80}encoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One `<PubmedArticle>` as it stands in the file."""

    pmid: str | None
    data: bytes


class RecordStream:
    """The records of PubMed XML, one after the other.

    Attributes:
        count: Records met so far.
        passed_over: How many of them were not yielded, because they name nothing that concerns Herald.
    """

    def __init__(self, chunks: Iterable[bytes], *, source: str, concern: Concern | None = None) -> None:
        self._chunks = chunks
        self._source = source
        self._concern = concern
        self.count = self.passed_over = 0

    def __iter__(self) -> Iterator[RawRecord]:
        """Yields the records that may concern Herald, or all of them where nobody said what concerns it.

        Raises:
            BrokenDocument: The file breaks off, or is in another encoding than UTF-8.
            HostileDocument: A record has more bytes than any record needs.
        """
        rest = b""
        for chunk in self._in_utf8():
            data = rest + chunk
            cut = data.rfind(_END) + len(_END)
            if cut < len(_END):
                rest = self._checked(data)
                continue
            rest = self._checked(data[cut:])
            yield from self._records(data[:cut])
        if _SET_END not in rest:
            whole = f"after {self.count:,} whole records"
            raise BrokenDocument(f"{self._source} breaks off {whole}", hint="fetch it again")

    def _in_utf8(self) -> Iterator[bytes]:
        for number, chunk in enumerate(self._chunks):
            if number == 0 and _OTHER_ENCODING.match(chunk.lstrip()):
                raise BrokenDocument(f"{self._source} is not in UTF-8", hint="save it as UTF-8, as PubMed does")
            yield chunk

    def _checked(self, rest: bytes) -> bytes:
        if len(rest) > LARGEST_RECORD:
            raise HostileDocument(f"{self._source} has a record of over {LARGEST_RECORD:,} bytes")
        return rest

    def _records(self, region: bytes) -> Iterator[RawRecord]:
        ends = _ENDS.find_all(region)
        self.count += len(ends)
        self.passed_over += len(ends)
        for data in _cut(region) if self._concern is None else self._of_concern(region, ends, self._concern):
            self.passed_over -= 1
            pmid = _PMID.search(data)
            yield RawRecord(pmid[1].decode() if pmid else None, data)

    def _of_concern(self, region: bytes, ends: list[int], concern: Concern) -> Iterator[bytes]:
        done = 0
        for place in concern.find_places(region, ends):
            if place < done:
                continue
            end = region.find(_END, place) + len(_END)
            start = _START.search(region, max(done, region.rfind(_END, done, place)), place)
            done = end
            if start and concern.touches(region[start.start() : end]):
                yield region[start.start() : end]


def _cut(region: bytes) -> Iterator[bytes]:
    done = 0
    while (end := region.find(_END, done)) >= 0:
        start = _START.search(region, done, end)
        done = end + len(_END)
        yield region[start.start() if start else done : done]
