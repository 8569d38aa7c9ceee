"""Sentences of a document, each with the heading, the list lead and the block that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herald.core.documents import Block, BlockRole, Document
from herald.core.records import record
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings

_BOUNDARY = Pattern(
    r"[.!?\n](?:(?<=[.!?])[\"”’')\]]*(?:\s+(?=[\"“‘'(\[]*(?:[A-Z0-9=≥<>•]|[a-z]{1,2}[A-Z]))|(?=[A-Z][a-z]{2,}\s))"
    r"|(?<=\n)(?:\s*(?=[•▪◦*‣·]\s|[-–—]\s|\d{1,2}[.)]\s)|\s*\n))"
)
"""Where a sentence ends, with the mark or the line end before it: a search for one of four characters is a fast one."""
_ABBREVIATED = Endings(
    r"(?:\b(?:vs?|al|e\.g|i\.e|cf|approx|resp|Fig|Figs|Tab|Dr|Mr|Mrs|Ms|Prof|St|No|ca|pts?|Inc|Ltd|Co|Corp|U\.S|U\.K"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[Pp]\s*[=<>]\s*|\.\.)\.$"
)
LONGEST_SENTENCE = 3000
"""Longer ones are cut: no writer means them, and the time that a sentence takes grows with the square of its length."""
_LINE = Pattern(r"[^\n]+")
_BARE_FRAGMENT = Pattern(r"^\s*(?:[=≤≥,;:)\]%]|[<>]\s?[\d.])")


_PRONOUN = Pattern(r"(?:it|this|these|they|those|all|both|assessments?|tumou?rs?)\b", re.IGNORECASE)


@record(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of a document.

    Attributes:
        block: The number of its block in the document.
        role: The role of that block.
        heading: The last heading before it, as (start, end).
        lead: The list item or line that introduces it and ends in a colon, as (start, end).
        is_fragment: Its beginning is missing: the text starts in mid-sentence.
    """

    start: int
    end: int
    block: int
    role: BlockRole
    heading: tuple[int, int] | None = None
    lead: tuple[int, int] | None = None
    is_fragment: bool = False


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Returns the ranges of the sentences of `text[start:end]`, without the white space around them.

    Why: "vs.", "P = .0070", "et al." and "n= 129." end nothing; a line that begins with a bullet begins something.
    """
    edges: list[tuple[int, int]] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        low, high = match.start() + (text[match.start()] != "\n"), match.end()
        if "\n" in text[low:high] or not _ABBREVIATED.search(text, max(start, low - 12), low):
            edges.append((begin, low))
            begin = high
    pieces = (piece for low, high in [*edges, (begin, end)] for piece in _cut(text, low, high))
    return [trimmed for low, high in pieces if (trimmed := _trim(text, low, high))]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields a range in pieces of bearable length, cut at white space where there is some."""
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        middle = space if space > start else start + LONGEST_SENTENCE
        yield start, middle
        start = middle
    yield start, end


def _split_rows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = (piece for line in _LINE.finditer(text, start, end) for piece in _cut(text, *line.span()))
    return [trimmed for low, high in pieces if (trimmed := _trim(text, low, high))]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    return (start + left, start + left + len(stripped)) if stripped else None


def opens_with_pronoun(sentence: str) -> bool:
    """Whether a sentence only adds to the one before, as 'It was assessed by an independent committee' does."""
    return _PRONOUN.match(sentence) is not None


@record(frozen=True, slots=True)
class _Lead:
    """An item or a paragraph that ends in a colon, and how far it is indented."""

    start: int
    end: int
    indent: int
    role: BlockRole

    def introduces(self, text: str, block: Block) -> bool:
        """Whether a block behind it is one of its items: indented more, or in a list below a paragraph or a line."""
        is_listed = block.role is BlockRole.LIST_ITEM and self.role in (BlockRole.PARAGRAPH, BlockRole.HEADING)
        return is_listed or _indent(text, block.start) > self.indent


def find_sentences(document: Document) -> Iterator[Sentence]:
    """Yields the sentences of the blocks from which findings may come, in order."""
    heading: tuple[int, int] | None = None
    lead: _Lead | None = None
    for number, block in enumerate(document.blocks):
        if not block.role.is_content:
            continue
        if block.role is BlockRole.HEADING:
            heading, lead = (block.start, block.end), None
        yield from _sentences_of(document.text, block, number, heading, lead)
        lead = _lead_after(document.text, block, lead)


def _sentences_of(
    text: str, block: Block, number: int, heading: tuple[int, int] | None, lead: _Lead | None
) -> Iterator[Sentence]:
    inherited = (lead.start, lead.end) if lead and lead.introduces(text, block) else None
    split = _split_rows if block.role is BlockRole.TABLE_ROW else split_sentences
    for place, (start, end) in enumerate(split(text, block.start, block.end)):
        is_fragment = place == 0 and block.role is BlockRole.PARAGRAPH and bool(_BARE_FRAGMENT.match(text[start:end]))
        yield Sentence(start, end, number, block.role, heading, inherited, is_fragment)


def _lead_after(text: str, block: Block, lead: _Lead | None) -> _Lead | None:
    """Returns the item that introduces the blocks after this one."""
    if text[block.start : block.end].rstrip().endswith(":"):
        return _Lead(block.start, block.end, _indent(text, block.start), block.role)
    return lead if lead and lead.introduces(text, block) else None


def _indent(text: str, start: int) -> int:
    return start - (text.rfind("\n", 0, start) + 1)
