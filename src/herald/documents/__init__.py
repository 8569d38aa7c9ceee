"""Readers: text, pages, PubMed and JATS XML, trial records and PDF to `Document`; each is loaded when it is met."""

from herald.documents.discovery import find_documents
from herald.documents.reading import (
    MAX_BYTES,
    parse_document,
    parse_documents,
    read_document,
    read_documents,
    read_text,
)

__all__ = [
    "MAX_BYTES",
    "find_documents",
    "parse_document",
    "parse_documents",
    "read_document",
    "read_documents",
    "read_text",
]
