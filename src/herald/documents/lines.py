"""Plain text to stretches: which lines belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"[•‣◦▪●■○∙*]\s*(?=\S)|[-–]\s+(?=\S)|(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_NUMBERED_REFERENCE = re.compile(r"\[\d+\]")

FULL_LINE = 0.85
"""Two lines of about the same width make a column; one long line that ends with a stop is a paragraph."""

NARROWEST_WRAP, WIDEST_WRAP = 60, 120
"""Columns between which text is wrapped by programs; narrower lines are verse or lists, wider ones paragraphs."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` without white space at its ends: a line, or lines that were wrapped.

    Attributes:
        after_gap: Whether a blank line, or nothing, stands before it.
    """

    start: int
    end: int
    after_gap: bool


def find_stretches(text: str) -> Iterator[Stretch]:
    """Yields the lines of `text` that are not blank, with lines that were only wrapped joined to one."""
    group: list[Stretch] = []
    for line in _find_lines(text):
        if line.after_gap and group:
            yield from _join_wrapped(text, group)
            group = []
        group.append(line)
    yield from _join_wrapped(text, group)


def _find_lines(text: str) -> Iterator[Stretch]:
    previous_end = None
    for match in _LINE.finditer(text):
        line = match[0]
        if stripped := line.strip():
            start = match.start() + line.index(stripped[0])
            gap = previous_end is None or text.count("\n", previous_end, start) > 1
            previous_end = start + len(stripped)
            yield Stretch(start, previous_end, gap)


def _join_wrapped(text: str, group: list[Stretch]) -> Iterator[Stretch]:
    widths = sorted((line.end - line.start for line in group), reverse=True)
    if len(group) < 2 or not NARROWEST_WRAP <= widths[0] <= WIDEST_WRAP:
        yield from group
        return
    is_column = widths[1] >= FULL_LINE * widths[0]
    joined = group[0]
    for previous, line in pairwise(group):
        ends_sentence = text[previous.end - 1] in ".!?"
        if (is_column or not ends_sentence) and _was_wrapped(text, previous, line, widths[0]):
            joined = Stretch(joined.start, line.end, joined.after_gap)
        else:
            yield joined
            joined = line
    yield joined


def _was_wrapped(text: str, previous: Stretch, line: Stretch, width: int) -> bool:
    """A line was wrapped where the next line's first word would not have fitted on it."""
    content = text[line.start : line.end]
    if BULLET.match(content) or _NUMBERED_REFERENCE.match(content):
        return False
    first_word = len(content.split(maxsplit=1)[0])
    return previous.end - previous.start + 1 + first_word > width
