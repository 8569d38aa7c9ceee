"""Claims of one endpoint that say one result between them, made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.claims import Claim, dimension, is_same
from herald.extraction.joining import is_comparison
from herald.extraction.measurements import TIME_UNITS, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_EVENTS = Pattern(r"\b(?:progressed|relapsed|recurred|died|deaths?|events?)\b", re.IGNORECASE)
_OPENS = Pattern(r"\s?(?:(?:with|for|on)\s[^.;()\d]{2,60})?[(\[]\s?(?:from\s)?")


def gathered(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Returns the claims; one that only counts the events of the next, or tells its difference, goes into the next.

    Values with effects of their own, and the one that all of them are compared with, are one claim.
    """
    kept: list[Claim] = []
    for claim in _with_common_comparator(scene, claims):
        last = kept[-1] if kept else None
        if last and is_same(last.topic, claim.topic) and _are_of_one_ratio(scene, last, claim):
            values = [*last.values, *claim.values]
            kept[-1] = replace(claim, start=last.start, values=values, timepoint=last.timepoint or claim.timepoint)
            continue
        if last and is_same(last.topic, claim.topic) and _counts_events_of(scene, last, claim):
            kept[-1] = replace(claim, start=last.start, counts=list(last.values))
        elif last and is_same(last.topic, claim.topic) and _is_difference_of(scene, last, claim):
            kept[-1] = replace(claim, start=last.start, effect=last.effect, end=max(last.end, claim.end))
        else:
            kept.append(claim)
    return kept


def _with_common_comparator(scene: Scene, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Joins 'a on X (HR 0.87) and b on Y (HR 0.91), compared with c on Z': each is compared with the last."""
    if len(claims) < 2:
        return claims
    *before, last = claims
    if len(last.values) != 1 or last.effect or last.p:
        return claims
    first = len(before)
    while first and _has_own_effect(before[first - 1], last):
        first -= 1
    listed = before[first:]
    if not listed or not is_comparison(scene.text[listed[-1].end : last.start]):
        return claims
    values = [value for claim in [*listed, last] for value in claim.values]
    pairwise = {at: (claim.effect, claim.p) for at, claim in enumerate(listed) if claim.effect}
    whole = replace(listed[0], values=values, end=last.end, effect=None, p=None, pairwise=pairwise)
    return [*before[:first], replace(whole, compared_at={len(listed)})]


def _has_own_effect(claim: Claim, last: Claim) -> bool:
    is_lone = len(claim.values) == 1 and claim.effect is not None and claim.effect.start > claim.values[0].start
    return is_lone and is_same(claim.topic, last.topic) and dimension(claim.values[0]) == dimension(last.values[0])


def _are_of_one_ratio(scene: Scene, claim: Claim, later: Claim) -> bool:
    """Whether two medians with an arm each stand before their hazard ratio: 'a on X (CI); with Y it was b (HR c)'."""
    if len(claim.values) != 1 or len(later.values) != 1 or claim.effect or claim.p or later.effect is None:
        return False
    are_medians = all(value.unit in TIME_UNITS for value in (claim.values[0], later.values[0]))
    is_closed = later.is_closed and later.effect.measure == "HR"
    between = any(claim.values[0].end <= arm.start < later.values[0].start for arm in scene.arms)
    ahead = any(arm.end <= claim.values[0].start for arm in scene.arms)
    return are_medians and is_closed and between and ahead


def _counts_events_of(scene: Scene, claim: Claim, later: Claim) -> bool:
    """Whether two shares are the events from which medians were read: '136 (74%) and 151 (82%) progressed or died'."""
    is_counted = len(claim.values) == 2 and all(value.events for value in claim.values)
    says_events = claim.topic.counts_events or _EVENTS.search(scene.text, claim.end, later.start) is not None
    is_bare = not (claim.effect or claim.p or claim.timepoint)
    has_medians = len(later.values) == 2 and later.values[0].unit in TIME_UNITS and not later.counts
    return is_counted and says_events and is_bare and has_medians


def _is_difference_of(scene: Scene, claim: Claim, later: Claim) -> bool:
    """Whether a bracket behind a difference gives its two values: 'better by 7.6 points (85.8% versus 78.2%)'."""
    is_difference = claim.effect is not None and claim.effect.sort is Sort.DIFFERENCE and not claim.values
    if not is_difference or len(later.values) != 2 or later.effect:
        return False
    return _OPENS.fullmatch(scene.text, claim.end, later.values_start) is not None
