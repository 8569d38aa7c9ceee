"""What is known about a document from its own words, where its format does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, Notice, NoticeKind
from herald.documents.dates import find_date
from herald.documents.identifiers import find_identifiers
from herald.documents.kinds import find_kind
from herald.documents.language import find_language
from herald.documents.notices import find_notices

_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted|publication date|date)(?: online)?(?: on)?\s*:?", re.IGNORECASE
)
_JOURNAL = re.compile(r"([A-Z][\w .:&()'-]{2,80}?)\. (?=(?:19|20)\d\d\b)")


def describe(document: Document) -> Document:
    """Returns the document with every unknown field filled that its text answers; known fields stay."""
    notices = document.notices or find_notices(document.text, document.blocks)
    metadata = list(_stretches(document, BlockRole.METADATA))
    title = document.title or next((" ".join(line.split()) for line in _stretches(document, BlockRole.TITLE)), None)
    kind = document.kind
    if kind is DocumentKind.UNKNOWN:
        kind = find_kind(title, _without_references(document))
    return replace(
        document,
        kind=kind,
        title=title,
        journal=document.journal or _find_journal(metadata),
        published=document.published or _find_published(metadata),
        updated=document.updated or _find_updated(notices),
        language=document.language or find_language(" ".join(_content(document))),
        identifiers=document.identifiers or MappingProxyType(_own_identifiers(metadata, kind)),
        notices=notices,
    )


def _stretches(document: Document, role: BlockRole) -> Iterator[str]:
    return (document.text[block.start : block.end] for block in document.blocks if block.role is role)


def _content(document: Document) -> Iterator[str]:
    return (document.text[block.start : block.end] for block in document.content_blocks())


def _without_references(document: Document) -> str:
    return "\n".join(
        document.text[block.start : block.end] for block in document.blocks if block.role is not BlockRole.REFERENCE
    )


def _find_published(metadata: list[str]) -> PartialDate | None:
    """Returns the date beside "published", or that of a line that begins with a date or of a journal line."""
    labelled = (find_date(line[match.end() :]) for line in metadata if (match := _PUBLISHED.match(line)))
    others = (find_date(line) for line in metadata if not re.search(r"updated|modified|reviewed", line, re.IGNORECASE))
    return next(filter(None, labelled), None) or next(filter(None, others), None)


def _find_journal(metadata: list[str]) -> str | None:
    return next((match[1] for line in metadata if (match := _JOURNAL.match(line))), None)


def _find_updated(notices: tuple[Notice, ...]) -> PartialDate | None:
    dates = [notice.date for notice in notices if notice.kind is NoticeKind.LAST_UPDATED and notice.date]
    return max(dates, key=lambda date: date.last, default=None)


def _own_identifiers(metadata: list[str], kind: DocumentKind) -> dict[str, str]:
    found = find_identifiers(metadata)
    if kind is not DocumentKind.TRIAL_RECORD:
        found.pop("nct", None)
    return found
