"""Which of two arms a title measures the other against: 'X versus Y', 'X compared with Y', 'X is superior to Y'."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from herald.extraction.patterns import Pattern

_AGAINST = Pattern(
    r"\b(?:versus|vs\b\.?|(?:compared|(?:in\s)?comparison)\s(?:with|to)|(?:superior|(?:non-?)?inferior|equivalent)\sto|against"
    r"|rather\sthan|instead\sof|(?:more|less)\s\w+\sthan)\s",
    re.IGNORECASE,
)
_ASKS = Pattern(
    r"\b(?:if|whether|hypothesi[sz]ed\sthat)\s[^.;]{3,160}?\b(?:(?:superior|(?:non-?)?inferior|equivalent)\sto|(?:more|less)\s\w+\sthan|better\sthan)\s",
    re.IGNORECASE,
)
_COMPARES = Pattern(r"\b(?:comparing|comparison\sof)\s[^.;:]{3,90}?\s(?P<cut>with|to|and)\s", re.IGNORECASE)
_CLAUSE = Pattern(r"[:;.?]\s|\.$|\b(?:in|for|as|among|after)\s(?:\w+\s)?(?:women|patients)\b", re.IGNORECASE)
_WORD = Pattern(r"[A-Za-z0-9]+")
_ABBREVIATION = Pattern(r"[A-Z]{2,}")


def asks_whether_better(sentence: str) -> bool:
    """Whether a sentence says that a study was to find out how one thing does against another."""
    return _ASKS.search(sentence) is not None


def find_measured_against(title: str, names: Sequence[Collection[str]]) -> int | None:
    """Returns which of two arms stands where a title names what the other is measured against, None where none does.

    Args:
        names: Of each arm the words and the abbreviations that the other does not have.
    """
    sides = _sides(title)
    if sides is None:
        return None
    left, right = sides
    places = [_names(right, own) - _names(left, own) for own in names]
    return None if places[0] == places[1] else int(places[1] > places[0])


def _sides(title: str) -> tuple[str, str] | None:
    """Returns the words before and behind the first phrase that sets one thing against another."""
    cut = _AGAINST.search(title) or _COMPARES.search(title)
    if cut is None:
        return None
    low, high = cut.span(cut.lastgroup or 0)
    stop = _CLAUSE.search(title, high)
    return title[:low], title[high : stop.start() if stop else len(title)]


def _names(words: str, own: Collection[str]) -> bool:
    told = [word.lower() for word in _WORD.findall(words)]
    initials = "".join(word[0] for word in told)
    return any(name.lower() in told or (_ABBREVIATION.fullmatch(name) and name.lower() in initials) for name in own)
