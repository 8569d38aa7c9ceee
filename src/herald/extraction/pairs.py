"""Effects that name the two arms that they compare: '0.69 [95% CI 0.34-1.40] group B vs group A'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from herald.core.records import record
from herald.extraction.arm_finder import ALONE_OR_WITH
from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim, is_same
from herald.extraction.exceeding import EXCEEDS
from herald.extraction.layouts import Side
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_BEHIND = Pattern(r"[\s)\]]*(?:,\s)?(?:(?:for|with|in|on|between|comparing)\s)?(?:the\s)?", re.IGNORECASE)
_AHEAD = Pattern(
    r"(?:\s(?:arms?|groups?))?[\s()\],:=]*(?:(?:the|by|about|some|nearly|almost|an?|absolute|stratified|adjusted|hazard\sratio|HR|OR|RR|was|were|is|of)\b[\s,:=]*)*",
    re.IGNORECASE,
)
_VERSUS = Pattern(
    r"(?:\s(?:arms?|groups?))?\s(?:versus|vs?\.?|against|over|compared\s(?:with|to)"
    r"|(?:was|were)\s(?:ahead\sof|superior\sto|better\sthan))\s(?:the\s)?",
    re.IGNORECASE,
)
_BETWEEN = Pattern(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_AND = Pattern(r"(?:\s(?:arms?|groups?))?\sand\s(?:the\s)?", re.IGNORECASE)

Pair = tuple[ArmMention, ArmMention]


@record(frozen=True, slots=True)
class Compared:
    """One comparison among several arms: what is claimed of it, and the places of its two arms."""

    claim: Claim
    tested: int
    control: int


def find_pair(scene: Scene, effect: Measurement) -> Pair | None:
    """Returns the two arms of which an effect says that it compares them, right behind it or right before it."""
    behind = [arm for arm in scene.arms if arm.start >= effect.end][:2]
    if len(behind) == 2 and _BEHIND.fullmatch(scene.text, effect.end, behind[0].start) and _are_set(scene, *behind):
        return behind[0], behind[1]
    ahead = [arm for arm in scene.arms if arm.end <= effect.start][-2:]
    if len(ahead) == 2 and _AHEAD.fullmatch(scene.text, ahead[1].end, effect.start) and _are_set(scene, *ahead):
        return ahead[0], ahead[1]
    return None


def find_pairs_named(text: str, arms: Sequence[ArmMention]) -> Iterator[Pair]:
    """Yields the arms that words set against each other: 'X versus Y', 'between X and Y', 'Y alone and with Z'."""
    for first, second in pairwise(arms):
        is_between = _BETWEEN.search(text, max(0, first.start - 16), first.start)
        if (_AND if is_between else _VERSUS).fullmatch(text, first.end, second.start):
            yield first, second
        elif set(first.concepts) < set(second.concepts) and ALONE_OR_WITH.fullmatch(text, first.end, second.start):
            yield second, first


def with_and_without(arm: ArmMention) -> Pair:
    """Returns the two arms of 'drug with or without drug', the wider first."""
    wider = replace(arm, concepts=arm.concepts + arm.optional, optional=())
    return wider, replace(arm, optional=(), is_control=True)


def _are_set(scene: Scene, first: ArmMention, second: ArmMention) -> bool:
    patterns = (_AND,) if _BETWEEN.search(scene.before(first.start, 16)) else (_VERSUS, EXCEEDS)
    return any(pattern.fullmatch(scene.text, first.end, second.start) for pattern in patterns)


def pairs_among(
    scene: Scene, claim: Claim, sides: Sequence[Side], claims: Sequence[Claim], name_of: Callable[[ArmMention], str]
) -> list[Compared]:
    """Returns the comparisons of three arms or more whose effects, with their values or behind, name two of them each.

    Args:
        claims: All claims of the sentence; those behind the values that only give an effect are looked at.
        name_of: What tells an arm of the study from another.
    """
    if len(sides) < 3:
        return []
    keys = [name_of(side.mention) if side.mention else None for side in sides]
    found: list[Compared] = []
    for one in [*([claim] if claim.effect else []), *_only_effects(claim, claims)]:
        pair = find_pair(scene, one.effect) if one.effect else None
        places = [keys.index(name_of(arm)) for arm in pair or () if name_of(arm) in keys]
        if len(places) < 2:
            return []
        found.append(Compared(replace(claim, effect=one.effect, p=one.p), *places))
    return found


def _only_effects(claim: Claim, claims: Sequence[Claim]) -> list[Claim]:
    return [
        one
        for one in claims
        if one.effect and not one.values and is_same(one.topic, claim.topic) and one.start > claim.start
    ]
