"""The PubMed text record: copied from the page, saved as "Abstract (text)", or tagged.

Source: PubMed User Guide (https://pubmed.ncbi.nlm.nih.gov/help/) for the formats; MEDLINE/PubMed Data Element
Descriptions (https://www.nlm.nih.gov/bsd/mms/medlineelements.html) for the tags.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from herald.core.documents import Document, DocumentKind
from herald.documents import pubmed_export, pubmed_page, pubmed_tagged
from herald.documents.dates import find_date, find_year
from herald.documents.description import describe
from herald.documents.identifiers import find_identifiers
from herald.documents.pubmed_record import PubmedRecord

_SHAPES = (pubmed_tagged, pubmed_export, pubmed_page)
_JOURNAL = re.compile(r"(.+?)\s*\.\s+(?=(?:19|20)\d\d\b)")


def read_records(text: str, *, source: str) -> list[Document]:
    """Returns the documents of the records in `text`; none where it has none of the three shapes.

    Each record of an export of several is a document of its own, with its own part of the text; its source is
    "FILE#PMID".
    """
    shape = next((shape for shape in _SHAPES if shape.is_record(text)), None)
    if shape is None:
        return []
    text = pubmed_tagged.unwrap(text) if shape is pubmed_tagged else text
    texts = [text] if shape is pubmed_page else shape.split_records(text)
    if len(texts) == 1:
        return [document_of_record(shape.read_record(text), text, source=source)]
    return [_part(shape.read_record(each), each, source) for each in texts]


def _part(record: PubmedRecord, text: str, source: str) -> Document:
    pmid = _identifiers(record).get("pmid")
    return document_of_record(record, text, source=f"{source}#{pmid}" if pmid else source)


def document_of_record(record: PubmedRecord, text: str, *, source: str) -> Document:
    return describe(
        Document(
            text=text,
            source=source,
            format="pubmed text",
            kind=_kind(record),
            title=record.title,
            journal=record.journal or _journal_of(record.citation),
            published=find_date(record.citation) or find_year(record.citation),
            identifiers=MappingProxyType(_identifiers(record)),
            publication_types=tuple(record.publication_types),
            mesh=tuple(record.mesh),
            substances=tuple(record.substances),
            blocks=tuple(record.blocks),
            relations=tuple(record.relations),
        )
    )


def _journal_of(citation: str) -> str | None:
    match = _JOURNAL.match(citation)
    return match[1] if match else None


def _kind(record: PubmedRecord) -> DocumentKind:
    is_retraction = "Retraction of Publication" in record.publication_types
    return DocumentKind.RETRACTION_NOTICE if is_retraction else DocumentKind.ABSTRACT


def _identifiers(record: PubmedRecord) -> dict[str, str]:
    """A record's trial numbers are those of its study, not its own."""
    found = find_identifiers(record.identifier_lines)
    found.pop("nct", None)
    return found
