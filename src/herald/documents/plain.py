"""Plain text: the text is the canonical text, nothing added and nothing taken away."""

from __future__ import annotations

from herald.core.documents import Document
from herald.documents.description import describe
from herald.documents.lines import find_stretches
from herald.documents.roles import assign_roles


def read_plain(text: str, *, source: str) -> Document:
    """Returns the document of a plain text with normal line ends."""
    blocks = assign_roles(text, list(find_stretches(text)))
    return describe(Document(text=text, source=source, format="text", blocks=blocks))
