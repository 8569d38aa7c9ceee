"""Abbreviations that a text defines for itself: "invasive disease-free survival (IDFS)".

Source: A. S. Schwartz and M. A. Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text,
Pacific Symposium on Biocomputing 8:451-462, 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from herald.core.spans import Span

_BRACKETED = re.compile(r"\(([^()\n]{2,200})\)|\[([^\[\]\n]{2,200})\]")
_SENTENCE_START = re.compile(r"[.;:!?]\s|\n")
_WORD = re.compile(r"\S+")
_SHORTEST, _LONGEST, _MOST_WORDS = 2, 10, 2
_REACH = 400


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and the long form that a text gives it."""

    short: Span
    long: Span


def find_abbreviations(text: str) -> Mapping[str, Definition]:
    """Returns the definitions of a text by short form; the first one of a short form counts.

    Both orders are read: "long form (SF)" and "SF (long form)".
    """
    found: dict[str, Definition] = {}
    for definition in _definitions(text):
        found.setdefault(definition.short.quote, definition)
    return found


def _definitions(text: str) -> Iterator[Definition]:
    for match in _BRACKETED.finditer(text):
        group = 1 if match.group(1) is not None else 2
        inner = _trimmed(text, *match.span(group))
        if inner is None:
            continue
        before = _clause_before(text, match.start())
        definition = _short_inside(text, inner, before) or _short_before(text, inner, before)
        if definition is not None:
            yield definition


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Returns what a bracket holds up to the first "," or ";", where definitions end ("(PFS; primary)")."""
    quote = re.split(r"[,;=]", text[start:end])[0]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return Span.of(text, start, start + len(quote)) if quote else None


def _clause_before(text: str, end: int) -> Span | None:
    """Returns the stretch of the same sentence in front of a bracket."""
    start = max(0, end - _REACH)
    starts = [match.end() for match in _SENTENCE_START.finditer(text, start, end)]
    start = starts[-1] if starts else start
    return Span.of(text, start, end) if text[start:end].strip() else None


def _short_inside(text: str, short: Span, before: Span | None) -> Definition | None:
    if before is None or not _is_short_form(short.quote):
        return None
    words = list(_WORD.finditer(text, before.start, before.end))
    reach = min(len(short.quote) + 5, 2 * len(short.quote))
    if not words:
        return None
    start = words[max(0, len(words) - reach)].start()
    return _matched(text, short, start, words[-1].end())


def _short_before(text: str, long: Span, before: Span | None) -> Definition | None:
    words = list(_WORD.finditer(text, before.start, before.end)) if before else []
    if not words or len(long.quote.split()) <= _MOST_WORDS:
        return None
    short = Span.of(text, *words[-1].span())
    return _matched(text, short, long.start, long.end) if _is_short_form(short.quote) else None


def _is_short_form(short: str) -> bool:
    return (
        _SHORTEST <= len(short) <= _LONGEST
        and len(short.split()) <= _MOST_WORDS
        and short[0].isalnum()
        and any(c.isalpha() for c in short)
    )


def _matched(text: str, short: Span, start: int, end: int) -> Definition | None:
    """Returns the definition whose long form is the shortest end of `text[start:end]` that spells the short form."""
    best = _best_long_start(short.quote, text[start:end])
    if best is None:
        return None
    long = Span.of(text, start + best, end)
    is_longer = len(long.quote) > len(short.quote) and short.quote not in long.quote
    return Definition(short, long) if is_longer else None


def _best_long_start(short: str, long: str) -> int | None:
    """Returns where the long form begins: letters matched from right to left, the first at the start of a word."""
    place = len(long)
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].lower()
        if not letter.isalnum():
            continue
        place -= 1
        while place >= 0 and not _fits(long, place, letter, is_first=index == 0):
            place -= 1
        if place < 0:
            return None
    return max(long.rfind(" ", 0, place), long.rfind("(", 0, place)) + 1


def _fits(long: str, place: int, letter: str, *, is_first: bool) -> bool:
    if long[place].lower() != letter:
        return False
    return not is_first or place == 0 or not long[place - 1].isalnum()
