"""The words that name an arm: where they begin behind a verb of treatment, and where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings

Range = tuple[int, int]

GROUP = r"(?:arms?|groups?|cohorts?)\b"
SIGN = r"(?:[A-Z]|[1-5]|I{1,3}|IV)\b(?![-'’])"
LONGEST_LABEL = 150
_EDGES_OF_CELLS = "|\t"
_ARTICLES = r"(?:either\s|the\s|an?\s|receive\s|undergo\s|have\s|use\s|take\s|treatment\swith\s)*"
_GROUPS_AHEAD = (
    r"(?:(?:(?:one|1)\sof\s(?:the\s)?)?(?:(?:two|three|four|five|[2-5])\s)?(?:[\w-]+\s){0,2}?"
    r"(?:arms|groups|treatments|regimens|conditions)\b\s?[:,;–-]{1,2}\s?)?"
)
_OPENING = Pattern(
    r"\b(?:to|into|between|among|receive|received|receiving|underwent|undergo|undergoing|given|took|comparing|compared"
    r"|using|had|got|with|for|of)\s" + _ARTICLES
    + r"|[:;,]\s(?:in\s|and\s|or\s|versus\s|vs\.?\s|the\s|an?\s)*|\bin\sthe\s|\bthe\s|\bIn\s",
    re.IGNORECASE,
)  # fmt: skip
_TREATED = Pattern(
    r"\b(?:random\w*|assign\w*|allocat\w*|divided|distributed|grouped)\b[^#.;:]*?\b(?:to|into|between|among)\s"
    + _GROUPS_AHEAD + _ARTICLES
    + r"|\b(?:to\sreceive|received|receiving|comparing|to\sundergo|underwent)\s" + _ARTICLES + r"|(?<=\w):\s",
    re.IGNORECASE,
)  # fmt: skip
_LEADING = Pattern(
    r"(?:[\s,;:.)\]–-]+|well\sas\b|(?:or|and|versus|vs|compared|with|to|into|in|on|for|the|an?(?=\s(?:\d|\w{3}))|either|receiv\w*|undergo\w*|underwent"
    r"|were|was|given|of|by|had|who|whom|assigned|allocated|randomly|randomi[sz]ed|treated|remaining|other|from|while"
    r"|whereas|then|as|both|allocated|using|selected)\b(?![-/]))+",
    re.IGNORECASE,
)
_TRAILING = Endings(r"(?:[\s,;:(\[.–-]+|\b(?:n|and|or|were|was|had|with|of|who|in|as|the|to)\b)+$", re.IGNORECASE)
_WORD_OF_NAME = r"\b(?!(?:the|an?|to|in|or|and|of|into|either|versus|vs|each|both|this|that|one)\b)[\w+/®'’–-]+\s"
_LAST_GROUP = Pattern(
    rf"(?:{_WORD_OF_NAME}){{1,4}}{GROUP}$|\b{GROUP}[\s-]{SIGN}(?:\s(?:patients|women|participants|subjects))?$",
    re.IGNORECASE,
)
_FIRST_GROUP = Pattern(rf".*?\b{GROUP}(?:[\s-]{SIGN})?", re.IGNORECASE)
_VALUE = Pattern(
    r"\d[.·]\d+(?!\d|\s?(?:[mµμn]?g|mcg|c?Gy|ml|IU)\b)|±|\d\s?%|\b(?:was|were|reached|averaged)\s\d+\s(?:months|years|weeks|days)\b"
)
_OF_WHOM = Pattern(r"\b(?:for|in|on|with|among|receiving)\s", re.IGNORECASE)
_EITHER = Pattern(r"\beither\s", re.IGNORECASE)
_CHOICE = Pattern(rf",?\s(?:or|versus|vs\.?)\s(?=\w)|{_EITHER.pattern}", re.IGNORECASE)
_REACH = 90


def bared(text: str, low: int, high: int) -> Range:
    """Returns a range without the words that only lead to a name or on from it; empty where nothing is left."""
    leading = _LEADING.match(text, low, high)
    first = leading.end() if leading else low
    trailing = _TRAILING.search(text, max(first, high - _REACH), high)
    return first, max(first, trailing.start() if trailing else high)


def label_before(text: str, low: int, high: int, *, is_first: bool, are_several: bool = False) -> Range:
    """Returns the words that end at `high` and name an arm: a group, else what was received, else the last words.

    Args:
        is_first: Nothing before `low` names an arm, so that the name may begin anywhere behind it.
        are_several: The words name several arms, and are not cut where they offer the choice of them.
    """
    low = max(low, *(text.rfind(edge, low, high) + 1 for edge in _EDGES_OF_CELLS))
    group = last_group(text, low, high)
    if group:
        return group
    openings = [match.end() for match in _TREATED.finditer(text, low, high) if match.end() < high - 1]
    if not openings and (is_first or high - low > LONGEST_LABEL):
        openings = [match.end() for match in _OPENING.finditer(text, low, high) if match.end() < high - 1]
    low = openings[-1] if openings else low
    joints = _EITHER if are_several or (is_first and openings) else _CHOICE
    choices = [match.end() for match in joints.finditer(text, low, high - 3)]
    return bared(text, choices[-1] if choices else low, high)


def without_values(text: str, low: int, high: int) -> Range:
    """Returns what names an arm behind the last value that a range gives: 'LT' of '-8.06 ± 6.50 for LT'."""
    values = [match.end() for match in _VALUE.finditer(text, low, high)]
    if not values:
        return low, high
    leads = [match.end() for match in _OF_WHOM.finditer(text, values[-1], high)]
    return bared(text, leads[-1] if leads else high, high)


def last_group(text: str, low: int, high: int) -> Range | None:
    """Returns the name of a group that ends a range: 'the usual care group', 'group B'."""
    end = low + len(text[low:high].rstrip(" ,;:"))
    found = _LAST_GROUP.search(text, max(low, end - _REACH), end)
    return bared(text, *found.span()) if found else None


def first_group(text: str, low: int, high: int) -> Range | None:
    """Returns the name of the first group in a range."""
    found = _FIRST_GROUP.match(text, low, high)
    return last_group(text, low, found.end()) if found else None


def label_behind(text: str, low: int, high: int) -> Range:
    """Returns the words from `low` on that name an arm, up to the group that they name."""
    group = _FIRST_GROUP.match(text, low, high)
    return bared(text, low, group.end() if group else high)


def split(text: str, low: int, high: int, joints: re.Pattern[str]) -> Iterator[Range]:
    """Yields the ranges that joints part."""
    cuts = list(joints.finditer(text, low, high))
    return zip([low, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), high], strict=True)
