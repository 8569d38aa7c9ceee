"""A document: one canonical text that never changes, and what is known about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from herald.core.dates import PartialDate
from herald.core.spans import Span


class DocumentKind(StrEnum):
    """What sort of text it is; `UNKNOWN` where nothing in it tells."""

    NEWS = "news"
    GUIDELINE_OVERVIEW = "guideline overview"
    CONFERENCE_REPORT = "conference report"
    ABSTRACT = "abstract"
    PATIENT_ARTICLE = "patient article"
    TRIAL_RECORD = "trial record"
    RETRACTION_NOTICE = "retraction notice"
    UNKNOWN = "unknown"


class BlockRole(StrEnum):
    """What a stretch of a document is for."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    METADATA = "metadata"
    REFERENCE = "reference"
    BOILERPLATE = "boilerplate"

    @property
    def is_content(self) -> bool:
        """Whether findings may come from it."""
        return self not in _WITHOUT_FINDINGS


_WITHOUT_FINDINGS = (BlockRole.METADATA, BlockRole.REFERENCE, BlockRole.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` of a document, in one role.

    Attributes:
        origin: Where it came from in the original: an element path of the page or record, a JSON path, or a page of a
            PDF with its box; None where the text is the original.
        why: For boilerplate, what gave it away ("inside <nav>", "newsletter box").
    """

    start: int
    end: int
    role: BlockRole
    origin: str | None = None
    why: str | None = None


class NoticeKind(StrEnum):
    ARCHIVED = "archived"
    LAST_UPDATED = "last updated"
    RETRACTED = "retracted"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a document says about its own standing, and where it says so."""

    kind: NoticeKind
    span: Span
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class MeshTerm:
    """A MeSH heading of a record, with its qualifier and the star of a major topic."""

    heading: str
    qualifier: str | None = None
    is_major: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Another publication that a record names: a comment on it, its erratum, its retraction.

    Attributes:
        kind: As the source names it: "RetractionIn", "ErratumFor", "CommentOn", "UpdateOf" …
        reference: The other publication as printed.
        pmid: Its PMID, where the record gives one.
    """

    kind: str
    reference: str
    pmid: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    r"""A text and what is known about it.

    Attributes:
        text: The canonical text: what was printed, with line ends as "\n". Every span counts in it.
        blocks: The text in order, without overlap; what lies between two blocks is white space.
        source: Where it was read from: a path or an address, as given.
        format: "text", "html", "pubmed text", "pubmed xml", "jats", "clinicaltrials.gov" or "pdf".
        identifiers: "doi", "pmid", "pmcid", "nct" as printed in the document.
        vernacular_title: The title in the language of the publication, where that is not the language of `title`.
        relations: Comments, errata, retractions and other publications that a record names beside itself.
    """

    text: str
    source: str
    format: str
    kind: DocumentKind = DocumentKind.UNKNOWN
    title: str | None = None
    journal: str | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    language: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    publication_types: tuple[str, ...] = ()
    mesh: tuple[MeshTerm, ...] = ()
    substances: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    blocks: tuple[Block, ...] = ()
    vernacular_title: str | None = None
    relations: tuple[Relation, ...] = ()

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the canonical text: same text, same id."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def span(self, start: int, end: int) -> Span:
        return Span.of(self.text, start, end)

    def content_blocks(self) -> Iterator[Block]:
        """Yields the blocks from which findings may come."""
        return (block for block in self.blocks if block.role.is_content)
