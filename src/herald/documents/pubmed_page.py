"""A PubMed record as copied from its page: a title, a journal line, and sections under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from herald.core.documents import Block, BlockRole
from herald.documents.boilerplate import find_reason
from herald.documents.lines import BULLET, Stretch, find_stretches
from herald.documents.pubmed_record import PubmedRecord, parse_mesh
from herald.documents.roles import is_metadata

SECTIONS = {
    "abstract": BlockRole.PARAGRAPH,
    "publication types": BlockRole.METADATA,
    "mesh terms": BlockRole.METADATA,
    "substances": BlockRole.METADATA,
    "supplementary concepts": BlockRole.METADATA,
    "authors": BlockRole.METADATA,
    "affiliation": BlockRole.METADATA,
    "affiliations": BlockRole.METADATA,
    "keywords": BlockRole.METADATA,
    "conflict of interest statement": BlockRole.METADATA,
    "grants and funding": BlockRole.METADATA,
    "grant support": BlockRole.METADATA,
    "associated data": BlockRole.METADATA,
    "erratum in": BlockRole.METADATA,
    "comment in": BlockRole.METADATA,
    "comment on": BlockRole.METADATA,
    "update in": BlockRole.METADATA,
    "update of": BlockRole.METADATA,
    "retraction in": BlockRole.METADATA,
    "retraction of": BlockRole.METADATA,
    "references": BlockRole.REFERENCE,
    "figures": BlockRole.BOILERPLATE,
    "similar articles": BlockRole.BOILERPLATE,
    "cited by": BlockRole.BOILERPLATE,
    "related information": BlockRole.BOILERPLATE,
    "linkout - more resources": BlockRole.BOILERPLATE,
    "full text links": BlockRole.BOILERPLATE,
    "page navigation": BlockRole.BOILERPLATE,
    "actions": BlockRole.BOILERPLATE,
    "share": BlockRole.BOILERPLATE,
}
"""The headings of a PubMed page, and what stands under each."""

CITATION = re.compile(r"[A-Z\d][\w .:&()'-]{1,80}\s?\.\s+(?:19|20)\d\d\b[^\n]{0,20}[;:.]")
_BROKEN_OFF = re.compile(r"\.\s+(?:19|20)\d\d\b")
_TELLING = ("abstract", "publication types", "mesh terms", "substances")
_IDENTIFIERS = re.compile(r"(?:PMID|PMCID|DOI):\s")
_SECTIONS_BEFORE_IDENTIFIERS = ("authors", "affiliation", "affiliations", "abstract")
_LINES_BEFORE_CITATION = 8


def is_record(text: str) -> bool:
    """Whether `text` has a journal line near its top and one of the headings that only such a page has."""
    lines = [line.strip() for line in islice((line for line in text[:60_000].split("\n") if line.strip()), 400)]
    header = lines[:_LINES_BEFORE_CITATION]
    joined = [f"{line} {following}" for line, following in pairwise(header) if _BROKEN_OFF.match(following)]
    has_citation = any(CITATION.match(line) for line in header + joined)
    return has_citation and any(_section_name(line) in _TELLING for line in lines)


def read_record(text: str) -> PubmedRecord:
    record = PubmedRecord()
    stretches = list(_join_citation(text, find_stretches(text)))
    first_section = next(
        (index for index, each in enumerate(stretches) if _section_name(text[each.start : each.end]) in SECTIONS),
        len(stretches),
    )
    _read_header(text, stretches[:first_section], record)
    _read_sections(text, stretches[first_section:], record)
    return record


def _join_citation(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Copying the page breaks the journal line behind the journal's name: "J Clin Oncol" and ". 2018 Mar 10;…"."""
    waiting: Stretch | None = None
    for stretch in stretches:
        if waiting and _BROKEN_OFF.match(text, stretch.start, stretch.end):
            waiting = Stretch(waiting.start, stretch.end, waiting.after_gap)
            continue
        if waiting:
            yield waiting
        waiting = stretch
    if waiting:
        yield waiting


def _section_name(line: str) -> str:
    return line.strip().rstrip(":").casefold()


def _read_header(text: str, stretches: Sequence[Stretch], record: PubmedRecord) -> None:
    for stretch in stretches:
        line = text[stretch.start : stretch.end]
        role = BlockRole.METADATA
        if not record.citation and CITATION.match(line):
            record.citation = re.sub(r"\s+\.(?=\s)", ".", line)
        elif record.title is None and not is_metadata(line):
            record.title, role = line, BlockRole.TITLE
        record.blocks.append(Block(stretch.start, stretch.end, role))
        if role is BlockRole.METADATA:
            record.identifier_lines.append(line)


def _read_sections(text: str, stretches: Sequence[Stretch], record: PubmedRecord) -> None:
    section = ""
    for stretch in stretches:
        line = text[stretch.start : stretch.end]
        name = _section_name(line)
        if name in SECTIONS:
            section = name
            record.blocks.append(_block(stretch, _role_of_heading(name), name))
        else:
            record.blocks.append(_block(stretch, _role_in_section(section, line), section, line))
            if section in _SECTIONS_BEFORE_IDENTIFIERS and _IDENTIFIERS.match(line):
                record.identifier_lines.append(line)
            _read_item(section, BULLET.sub("", line, count=1), record)


def _role_of_heading(name: str) -> BlockRole:
    role = SECTIONS[name]
    return BlockRole.HEADING if role is BlockRole.PARAGRAPH else role


def _role_in_section(section: str, line: str) -> BlockRole:
    role = SECTIONS[section]
    if role is not BlockRole.PARAGRAPH:
        return role
    if find_reason(line):
        return BlockRole.BOILERPLATE
    return BlockRole.METADATA if re.match(r"(?:Keywords|PMID|PMCID|DOI):", line) else role


def _block(stretch: Stretch, role: BlockRole, section: str, line: str = "") -> Block:
    why = (find_reason(line) or f'under "{section}"') if role is BlockRole.BOILERPLATE else None
    return Block(stretch.start, stretch.end, role, why=why)


def _read_item(section: str, item: str, record: PubmedRecord) -> None:
    if section == "publication types":
        record.publication_types.append(item)
    elif section == "mesh terms":
        record.mesh.extend(parse_mesh(item))
    elif section in ("substances", "supplementary concepts"):
        record.substances.append(item)
