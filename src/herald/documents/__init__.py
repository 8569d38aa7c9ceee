"""Readers: plain text, HTML and the PubMed text record to `Document`. A format's reader is loaded when it is met."""

from herald.documents.discovery import find_documents, find_passed_over
from herald.documents.reading import MAX_BYTES, parse_document, read_document, read_text

__all__ = [
    "MAX_BYTES",
    "find_documents",
    "find_passed_over",
    "parse_document",
    "read_document",
    "read_text",
]
