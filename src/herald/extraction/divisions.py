"""The sentence that sets out a study: between which arms it divided its patients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from herald.extraction.arms import ArmMention
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases

DIVIDES = Phrases(
    r"\brandomi[sz]|\brandomly\b|\bassign|\ballocat|\breceiv|\b(?:was|were)\s(?:treated|given)|\bgave\b|\bgot\b|\btook\b|\bcompar(?:ed|ing|es)\b"
    r"|\badd(?:ed|ing|s)\b|\bversus\b|\bvs?\b",
    re.IGNORECASE,
)
_OR = Pattern(r"\b(?:or|versus|vs|v|against|compared\s(?:with|to))\b", re.IGNORECASE)
_AND = Pattern(r"\band\b", re.IGNORECASE)
_WITH = Pattern(r"\b(?:with|to|and)\b", re.IGNORECASE)
_BY_CHANCE = Pattern(r"\b(?:randomi[sz]|randomly\b|assign|allocat)", re.IGNORECASE)
_COMMA = Pattern(r"\s?,\s(?:to\s)?", re.IGNORECASE)
_CLOSES = Pattern(r",?\sor\s(?:to\s)?", re.IGNORECASE)
_THE_OTHER = Pattern(r"\bthe\s(?:other|second|remaining)\b|,\s(?:and\s)?others\s", re.IGNORECASE)
_TO = Pattern(r"[)\]]?\sto\s")
_NEXT = Pattern(r",\sto\s(?:receive\s)?(?:the\s|an?\s)?", re.IGNORECASE)
_NEXT_SIZED = Pattern(r"[)\]],\s(?:to\s(?:receive\s)?)?(?:the\s|an?\s)?(?:[a-z]+-[a-z]+\s)?$", re.IGNORECASE)
_NEXT_SIGNED = Pattern(r"[)\]](?:,|;|,?\sand)\s", re.IGNORECASE)
_REST_OF_BRACKET = Pattern(r"\s?[;,]\s[nN]\s?=\s?[\d,]+(?=[)\]])")
_AND_OTHERS = Pattern(
    r"\band\s[\d,]+\s(?:\w+\s){0,2}?(?:to|received?|took|were|got|on)\b|\band\s[\d,]{2,}\s$", re.IGNORECASE
)
_COMPARED_LEFT = Pattern(r"\bcompar(?:ed|ing|es|e|ison\sof)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_EITHER_LEFT = Pattern(r",\seither\s(?:the\s)?$", re.IGNORECASE)
"""What names the drugs of a choice that each patient had: 'drug and a taxane, either drug or drug'."""
_CLAUSE = Pattern(r"[.;]\s")
_LEFT_OUT = Pattern(
    r"\b(?:also\sreceived|could\s(?:also\s)?receive|in\saddition|previously|prior|after)\b", re.IGNORECASE
)


def find_division(
    text: str, start: int, end: int, arms: Sequence[ArmMention], measurements: Sequence[Measurement]
) -> list[ArmMention]:
    """Returns the arms between which a sentence says that patients were divided; none where it does not."""
    arms = [arm for arm in arms if not arm.is_order]
    if len(arms) < 2 or any(m.sort in (Sort.VALUE, Sort.EFFECT) for m in measurements):
        return []
    if not DIVIDES.search(text, start, end):
        return []
    return max(_chains(text, arms, measurements), key=len, default=[])


def _chains(text: str, arms: Sequence[ArmMention], measurements: Sequence[Measurement]) -> list[list[ArmMention]]:
    sizes = [m for m in measurements if m.sort is Sort.SIZE]
    chains = [[arm] for arm in arms[:1]]
    for at, (before, arm) in enumerate(pairwise(arms)):
        is_either = _EITHER_LEFT.search(text, max(0, before.start - 16), before.start) is not None
        if not is_either and (_is_alternative(text, before, arm, sizes) or _is_listed(text, arms[at:])):
            chains[-1].append(arm)
        else:
            chains.append([arm])
    return [chain for chain in chains if len(chain) > 1 and any(arm.concepts for arm in chain)]


def _is_listed(text: str, arms: Sequence[ArmMention]) -> bool:
    """Whether commas lead from the first of some arms to an "or" by which chance divides: 'randomized to A, B or C'."""
    if len(arms) < 3 or not _BY_CHANCE.search(text, max(0, arms[0].start - 60), arms[0].start):
        return False
    gaps = (text[before.end : arm.start] for before, arm in pairwise(arms))
    closing = next((gap for gap in gaps if not _COMMA.fullmatch(gap)), "")
    return _COMMA.fullmatch(text, arms[0].end, arms[1].start) is not None and _CLOSES.fullmatch(closing) is not None


def _is_alternative(text: str, before: ArmMention, arm: ArmMention, sizes: Sequence[Measurement]) -> bool:
    """Whether two arms are set against each other: 'A or B', 'A (n = 40) and B (n = 41)'."""
    rest = _REST_OF_BRACKET.match(text, before.end, arm.start)
    gap = text[rest.end() if rest else before.end : arm.start]
    if len(gap) > 160 or _CLAUSE.search(gap) or _LEFT_OUT.search(gap):
        return False
    if _WITH.search(gap) and _COMPARED_LEFT.search(text, max(0, before.start - 60), before.start):
        return True
    if (
        _AND_OTHERS.search(gap)
        or _THE_OTHER.search(gap)
        or (arm.is_control and _TO.match(gap) and set(arm.concepts) < set(before.concepts))
    ):
        return True
    if before.sign and arm.sign and arm.concepts and _NEXT_SIGNED.fullmatch(gap):
        return True
    is_sized = any(before.end <= m.start < arm.start for m in sizes)
    if is_sized and (_AND.search(gap) or _NEXT_SIZED.search(gap)):
        return True
    return _OR.search(gap) is not None or _NEXT.fullmatch(gap) is not None
