"""A PubMed record as "PubMed" format saves it (.nbib): one tag a line, continued by indented lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from herald.core.documents import Block, BlockRole, Relation
from herald.documents.pubmed_record import PubmedRecord, parse_mesh

_FIELD = re.compile(
    r"^(?P<tag>[A-Z][A-Z0-9]{1,3}) *-(?P<value>[^\n]*)"
    r"|^(?P<other>[^\n]*\S[^\n]*)",  # no field: kept, as metadata
    re.MULTILINE,
)
_BORDER = re.compile(r"\n[^\S\n]*\n\s*(?=PMID *- *\d)")
_CONTENT = {"TI": BlockRole.TITLE, "BTI": BlockRole.TITLE, "AB": BlockRole.PARAGRAPH, "OAB": BlockRole.PARAGRAPH}
_WRAPPED = re.compile(r"[^\S\n]*\n {4,}(?=\S)")
_RELATIONS = {
    "CIN": "CommentIn",
    "CON": "CommentOn",
    "CRF": "CorrectedandRepublishedFrom",
    "CRI": "CorrectedandRepublishedIn",
    "ECF": "ExpressionOfConcernFor",
    "ECI": "ExpressionOfConcernIn",
    "EFR": "ErratumFor",
    "EIN": "ErratumIn",
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "RPF": "RepublishedFrom",
    "RPI": "RepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
}
"""Tags of related publications, by the names that PubMed's XML gives them."""

_RELATED_PMID = re.compile(r"\s*PMID: (\d+)$")
_REGISTRY_NAME = re.compile(r"^[^()]+ \((.+)\)$")


def is_record(text: str) -> bool:
    return bool(re.match(r"\s*PMID *- *\d+\s*\n(?:[A-Z][A-Z0-9]{1,3} *- |\s)", text))


def split_records(text: str) -> list[str]:
    """Returns the text of each record; one begins at its PMID, behind an empty line."""
    starts = [0, *(match.end() for match in _BORDER.finditer(text))]
    return [text[start:end].rstrip() + "\n" for start, end in pairwise([*starts, len(text)])]


def unwrap(text: str) -> str:
    """Returns a record with each field on one line: "0.51 to" and "0.75" on the next line are one interval."""
    return _WRAPPED.sub(" ", text)


def read_record(text: str) -> PubmedRecord:
    record = PubmedRecord()
    for match in _FIELD.finditer(text):
        record.blocks.extend(_blocks_of_field(match))
        if match["tag"]:
            _read_field(match["tag"], match["value"].strip(), record)
    return record


def _blocks_of_field(match: re.Match[str]) -> Iterator[Block]:
    """The tag is a block of its own where its value is content, so that a sentence never begins with "AB  -"."""
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip())
    end = match.start() + len(words.rstrip())
    role = _CONTENT.get(match["tag"])
    value = match["value"] or ""
    if role is None or not value.strip():
        yield Block(start, end, BlockRole.METADATA)
        return
    yield Block(start, match.start("value"), BlockRole.METADATA)
    yield Block(match.start("value") + len(value) - len(value.lstrip()), end, role)


def _read_field(tag: str, value: str, record: PubmedRecord) -> None:
    if tag in ("TI", "BTI") and value:
        record.title = record.title or value
    elif tag == "TA" or (tag == "JT" and record.journal is None):
        record.journal = value
    elif tag == "SO":
        record.journal = record.journal or value.partition(".")[0]
    elif tag == "DP":
        record.citation = value
    elif tag in ("PMID", "PMC", "AID", "LID"):
        record.identifier_lines.append(_identifier_line(tag, value))
    elif tag in ("PT", "MH", "RN", "NM"):
        _read_index_term(tag, value, record)
    elif tag in _RELATIONS:
        pmid = _RELATED_PMID.search(value)
        record.relations.append(Relation(_RELATIONS[tag], _RELATED_PMID.sub("", value), pmid[1] if pmid else None))


def _read_index_term(tag: str, value: str, record: PubmedRecord) -> None:
    if tag == "PT":
        record.publication_types.append(value)
    elif tag == "MH":
        record.mesh.extend(parse_mesh(value))
    else:
        named = _REGISTRY_NAME.match(value)
        record.substances.append(named[1] if named else value)


def _identifier_line(tag: str, value: str) -> str:
    """Returns the field as PubMed's page would print it: "10.1/x [doi]" is "doi: 10.1/x"."""
    if tag in ("PMID", "PMC"):
        return f"{tag}: {value}"
    identifier, _, sort = value.rpartition(" ")
    return f"doi: {identifier}" if sort == "[doi]" else ""
