"""A PubMed record as "Abstract (text)" saves it: numbered, wrapped, its parts divided by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from herald.core.documents import Block, BlockRole
from herald.documents.boilerplate import find_reason
from herald.documents.pubmed_record import PubmedRecord

_PART = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_CITATION = re.compile(r"\d{1,5}\.\s+[A-Z\d][^\n]{1,120}?\.\s+(?:19|20)\d\d\b")
_BORDER = re.compile(r"\n[^\S\n]*\n\s*(\d{1,5})\.\s+(?=[A-Z\d][^\n]{1,120}?\.\s+(?:19|20)\d\d\b)")
_PMID = re.compile(r"^PMID: \d", re.MULTILINE)
_ABOUT = re.compile(
    r"Author information:|Collaborators?:|Comment (?:in|on)\b|Erratum (?:in|for)\b|Update (?:in|of)\b"
    r"|Retraction (?:in|of)\b|Republished (?:in|from)\b|Conflict of interest statement:|Keywords?:"
    r"|\[(?:Article in|Indexed)"
)
_IDENTIFIERS = re.compile(r"(?:DOI|PMCID|PMID):\s")
_AUTHORS = re.compile(
    r"[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,4} [A-Z]{1,3}(?:\(\d+\))*(?:\(#\))?(?:[,;]\s|\.\s*$)"  # Roe J(1)(2),
    r"|[^.\n]{2,60}?[^\W\d_](?:\(\d+\))+[,;.]"  # Dvořák Jan(1),
)


def is_record(text: str) -> bool:
    """Whether `text` begins with a numbered citation and has a line with its PMID."""
    start = text.lstrip()
    return bool(_CITATION.match(start)) and bool(_PMID.search(start))


def split_records(text: str) -> list[str]:
    """Returns the text of each record; one begins at the next number, and only where the one before gave its PMID."""
    starts = [0]
    number = int(text.lstrip().partition(".")[0])
    for match in _BORDER.finditer(text):
        if int(match[1]) == number + 1 and _PMID.search(text, starts[-1], match.start()):
            starts.append(match.start(1))
            number += 1
    return [text[start:end].rstrip() + "\n" for start, end in pairwise([*starts, len(text)])]


def read_record(text: str) -> PubmedRecord:
    record = PubmedRecord()
    for number, match in enumerate(_PART.finditer(text)):
        record.blocks.extend(_read_part(number, match, record))
    return record


def _read_part(number: int, match: re.Match[str], record: PubmedRecord) -> Iterator[Block]:
    part = match[0].rstrip()
    role = _role_of_part(number, part)
    if role is BlockRole.TITLE:
        record.title = re.sub(r"\s+", " ", part)
    if number == 0:
        record.citation = re.sub(r"^\d+\.\s+|\s+", " ", part).strip()
    if number == 0 or _IDENTIFIERS.match(part):
        record.identifier_lines.append(part)
    why = find_reason(part) if role is BlockRole.BOILERPLATE else None
    yield Block(match.start(), match.start() + len(part), role, why=why)


def _role_of_part(number: int, part: str) -> BlockRole:
    if number == 0 or _ABOUT.match(part) or _IDENTIFIERS.match(part):
        return BlockRole.METADATA
    if number == 1:
        return BlockRole.TITLE
    if number == 2 and _AUTHORS.match(part):
        return BlockRole.METADATA
    return BlockRole.BOILERPLATE if find_reason(part) else BlockRole.PARAGRAPH
