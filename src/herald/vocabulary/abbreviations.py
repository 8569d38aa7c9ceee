"""Abbreviations that a text defines for itself: "invasive disease-free survival (IDFS)".

Source: A. S. Schwartz and M. A. Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text,
Pacific Symposium on Biocomputing 8:451-462, 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from herald.core.spans import Span
from herald.vocabulary.names import lower

_BRACKETED = re.compile(r"\(([^()\n]{2,200})\)|\[([^\[\]\n]{2,200})\]")
_PART_END = re.compile(r"[,;=]")
_SENTENCE_ENDS = ".;:!?"
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
        inner = _trimmed(text, *match.span(match.lastindex or 1))
        if inner is not None:
            is_short = _is_short_form(inner.quote)
            definition = (_short_inside if is_short else _short_before)(text, inner, match.start())
            if definition is not None:
                yield definition


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Returns what a bracket holds up to the first "," or ";", where definitions end ("(PFS; primary)")."""
    quote = _PART_END.split(text[start:end], 1)[0]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return Span.of(text, start, start + len(quote)) if quote else None


def _words_before(text: str, end: int, most: int) -> tuple[int, int] | None:
    """Returns where the last words of the same sentence in front of a bracket stand; None without words."""
    start = max(0, end - _REACH)
    start = max(text.rfind("\n", start, end) + 1, start, *(_behind(text, mark, start, end) for mark in _SENTENCE_ENDS))
    clause = text[start:end].rstrip()
    pieces = clause.rsplit(None, most)
    if not pieces:
        return None
    words = clause[len(pieces[0]) if len(pieces) > most else 0 :]
    return start + len(clause) - len(words.lstrip()), start + len(clause)


def _behind(text: str, mark: str, start: int, end: int) -> int:
    """Returns the place behind the last such mark before white space, and behind that; 0 where there is none."""
    at = text.rfind(mark, start, end - 1)
    while at >= 0 and not text[at + 1].isspace():
        at = text.rfind(mark, start, at)
    return at + 2 if at >= 0 else 0


def _short_inside(text: str, short: Span, end: int) -> Definition | None:
    before = _words_before(text, end, min(len(short.quote) + 5, 2 * len(short.quote)))
    return _matched(text, short, *before) if before else None


def _short_before(text: str, long: Span, end: int) -> Definition | None:
    before = _words_before(text, end, 1) if len(long.quote.split()) > _MOST_WORDS else None
    if before is None or not _is_short_form(text[slice(*before)]):
        return None
    return _matched(text, Span.of(text, *before), long.start, long.end)


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
    return Definition(short, long) if is_longer and _can_be_name(long.quote) else None


def _can_be_name(words: str) -> bool:
    """Whether words name something: a number before a bracket counts what the bracket names, '320 (AC-T)'."""
    return any(map(str.isalpha, words.split()[-1])) and words.count("(") == words.count(")")


def _best_long_start(short: str, long: str) -> int | None:
    """Returns where the long form begins: letters matched from right to left, the first at the start of a word."""
    lowered = lower(long)
    place = len(long)
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].lower()
        if letter.isalnum():
            place = lowered.rfind(letter, 0, place)
            while index == 0 and place > 0 and long[place - 1].isalnum():
                place = lowered.rfind(letter, 0, place)
            if place < 0:
                return None
    return max(long.rfind(" ", 0, place), long.rfind("(", 0, place)) + 1
