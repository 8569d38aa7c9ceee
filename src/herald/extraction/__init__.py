"""Documents in, findings out: what was found, in whom, of what, against what, with the words that state it."""

from herald.core.findings import Extraction
from herald.extraction.pipeline import extract

__all__ = ["Extraction", "extract"]
