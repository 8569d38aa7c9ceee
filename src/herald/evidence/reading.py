"""What one document contributes to the evidence base."""

from __future__ import annotations

from dataclasses import dataclass

from herald.core.documents import Document
from herald.core.findings import Extraction


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with everything that was extracted from it.

    Attributes:
        extractor: The versions that made it; another version reads the document again.
    """

    document: Document
    extraction: Extraction
    extractor: str = ""
