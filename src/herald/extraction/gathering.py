"""Claims of one endpoint that say one result between them, made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.claims import Claim, is_same
from herald.extraction.measurements import TIME_UNITS, Sort
from herald.extraction.scene import Scene

_EVENTS = re.compile(r"\b(?:progressed|relapsed|recurred|died|deaths?|events?)\b", re.IGNORECASE)
_OPENS = re.compile(r"\s?(?:(?:with|for|on)\s[^.;()\d]{2,60})?[(\[]\s?(?:from\s)?")


def gathered(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Returns the claims; one that only counts the events of the next, or tells its difference, goes into the next."""
    kept: list[Claim] = []
    for claim in claims:
        last = kept[-1] if kept else None
        if last and is_same(last.topic, claim.topic) and _counts_events_of(scene, last, claim):
            kept[-1] = replace(claim, start=last.start, counts=list(last.values))
        elif last and is_same(last.topic, claim.topic) and _is_difference_of(scene, last, claim):
            kept[-1] = replace(claim, start=last.start, effect=last.effect, end=max(last.end, claim.end))
        else:
            kept.append(claim)
    return kept


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
