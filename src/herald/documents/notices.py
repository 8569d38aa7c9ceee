"""What a document says about its own standing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from herald.core.documents import Block, BlockRole, Notice, NoticeKind
from herald.core.spans import Span
from herald.documents.dates import DATE, find_date

LONGEST_NOTE = 200
"""Notes about a page are short; in longer stretches the same words speak of something else ("the label was
last updated on …")."""

PROSE = (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)

_ARCHIVED = re.compile(
    r"\b(?:this|the) (?:article|page|content|story|post|item) (?:is|has been|was) (?:now )?archived"
    r"|^\[?archived(?: (?:article|content|page))?\]?[.:]?$",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    rf"(?:last|page|article|content)?\s*(?:updated|modified|revised|reviewed)(?: on| at)?:?\s*"
    rf"(?:[A-Z][a-z]+day,?\s*)?{DATE.pattern}",
    re.IGNORECASE,
)
_RETRACTED = re.compile(
    r"^\W{0,3}(?:retracted|withdrawn)(?: article| paper| publication)?\b\s*(?:[:\]–—-]|$)"
    r"|\bthis (?:article|paper|publication|study) (?:has been|was|is) (?:retracted|withdrawn)\b"
    r"|^retraction (?:of|in)\b:?.{0,200}|^(?:PT\s*-)?\W{0,3}retracted publication|^(?:RIN|ROF)\s*-.{0,200}",
    re.IGNORECASE,
)
_KINDS = {
    NoticeKind.ARCHIVED: (_ARCHIVED, ("archived",)),
    NoticeKind.LAST_UPDATED: (_UPDATED, ("updated", "modified", "revised", "reviewed")),
    NoticeKind.RETRACTED: (_RETRACTED, ("retract", "withdrawn", "rin", "rof")),
}
"""Each kind of notice with its pattern, and words of which the pattern needs one."""
_TEXT_GOES_ON = re.compile(
    r"(?:(?:\.\.\.|…)\s*)?to read the full (?:story|article|text)|continue reading|register to (?:read|continue).*",
    re.IGNORECASE,
)
_BEGINS_MID_SENTENCE = re.compile(
    r"[=<>≤≥)%;:,]"
    r"|\.\d+\)"
    r"|(?:and|or|of|with|than|which|who|was|were|had|for|the|to|from|compared|versus|vs\.?)\s[^.]*[a-z]"
)
_ENDS_MID_SENTENCE = re.compile(
    r"(?:\.\.\.|…|[,(\[]|\b(?:and|or|of|with|than|the|a|an|was|were|for|to|in|by|versus|vs|from))$"
)
_LONGEST_END = 10
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z0-9“\"]|\s*$)")


def find_notices(text: str, blocks: Sequence[Block]) -> tuple[Notice, ...]:
    """Returns the notices of a document in the order of their places.

    A truncated notice marks the fragment itself: from where the text sets in to the end of that sentence, or the
    unfinished last sentence, or the line that promises more elsewhere.
    """
    kinds = _kinds_in(text, _KINDS)
    notices = [notice for block in blocks if kinds for notice in _notices_of_block(text, block, kinds)]
    notices += _find_truncations(text, blocks)
    return tuple(sorted(notices, key=lambda notice: (notice.span.start, notice.kind)))


def states_standing(line: str) -> bool:
    """Whether a short line is a note about the page itself: archived, updated, retracted."""
    return len(line) <= LONGEST_NOTE and bool(
        _ARCHIVED.search(line) or _UPDATED.search(line) or _RETRACTED.search(line)
    )


def _kinds_in(words: str, kinds: Iterable[NoticeKind]) -> list[NoticeKind]:
    """Returns those of some kinds of notices of which words have a cue; the others cannot be in them."""
    lowered = words.lower()
    return [kind for kind in kinds if any(cue in lowered for cue in _KINDS[kind][1])]


def _notices_of_block(text: str, block: Block, kinds: Iterable[NoticeKind]) -> Iterator[Notice]:
    if block.role is BlockRole.REFERENCE or (block.role in PROSE and block.end - block.start > LONGEST_NOTE):
        return
    line = text[block.start : block.end]
    for kind in _kinds_in(line, kinds):
        if match := _KINDS[kind][0].search(line):
            span = _trimmed(text, block.start + match.start(), block.start + match.end())
            yield Notice(kind, span, find_date(match[0]) if kind is NoticeKind.LAST_UPDATED else None)


def _find_truncations(text: str, blocks: Sequence[Block]) -> Iterator[Notice]:
    prose = [block for block in blocks if block.role in PROSE]
    for block in prose:
        if _BEGINS_MID_SENTENCE.match(text, block.start, block.end):
            stop = _SENTENCE_END.search(text, block.start, block.end)
            yield _truncated(text, block.start, stop.end() if stop else block.end)
    for block in blocks:
        if block.role is BlockRole.BOILERPLATE and _TEXT_GOES_ON.fullmatch(text, block.start, block.end):
            yield _truncated(text, block.start, block.end)
    if prose and _ENDS_MID_SENTENCE.search(text, max(prose[-1].start, prose[-1].end - _LONGEST_END), prose[-1].end):
        yield _truncated(text, _start_of_last_sentence(text, prose[-1]), prose[-1].end)


def _start_of_last_sentence(text: str, block: Block) -> int:
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, block.start, block.end - 1)]
    return next((stop for stop in reversed(stops) if stop < block.end), block.start)


def _truncated(text: str, start: int, end: int) -> Notice:
    return Notice(NoticeKind.TRUNCATED, _trimmed(text, start, end))


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span.of(text, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
