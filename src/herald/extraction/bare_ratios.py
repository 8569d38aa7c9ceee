"""Which bare numbers are effects: 'for others it was 0.83 (0.63–1.10)', 'HR 0.65 for PFS and 0.86 for OS'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim, is_same
from herald.extraction.coordination import together_with
from herald.extraction.following import topic_of_effect
from herald.extraction.governing import Governor
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_RATIOS_LEFT = Pattern(r"\b(?:HRs|ORs|RRs|(?:hazard|odds|risk|rate)\sratios)\b(?:[^.;]|\.\d)*$")
"""What announces several effects: 'HRs of 0.37 where the drug had been given and 0.44 where it had not'."""
_RATIOS_NEXT = Endings(r"\b(?:HRs|ORs|RRs|(?:hazard|odds|risk|rate)\sratios)\b[\s,:=(\[]*(?:(?:of|were)\s)?$")
_AND_RATIO = Pattern(r"\s?[)\]]?\s?(?:[\[(][^()\[\]]*[)\]])?,?\sand\s[\d.·]+(?!\s?(?:%|months|years))")
_NEXT_EFFECT = Pattern(
    r"[\s)\]]*(?:(?:for|in|with|among|where|when|if)\s[^.;()\d]{2,60}?)?(?:,\s?(?:and\s)?|\sand\s)", re.IGNORECASE
)


def is_bare_ratio(
    scene: Scene, governor: Governor, claims: Sequence[Claim], measure: str | None, m: Measurement
) -> bool:
    """Whether a number is an effect that no word announces.

    Args:
        measure: The effect measure that was named last.
    """
    return (
        _is_with_interval(scene, governor, claims, measure, m)
        or _is_next_effect(scene, claims, m)
        or _is_last_of_two(scene, claims, m)
    )


def _is_with_interval(
    scene: Scene, governor: Governor, claims: Sequence[Claim], measure: str | None, m: Measurement
) -> bool:
    """A number with an interval and no unit, where a ratio is spoken of: 'for others it was 0.83 (0.63–1.10)'."""
    if m.sort is not Sort.PLAIN or m.interval is None or m.number.value is None:
        return False
    if measure is None and m.interval.level is None:
        return False
    topic = governor.topic_of(m)
    is_median = "median" in scene.before(m.start, 90).lower() and not _explains_values(scene, claims, m)
    is_timed = topic is None or topic.endpoint not in RESPONSE_ENDPOINTS
    return m.number.value < 5 and not is_median and is_timed and (topic is None or topic.reason is None)


def _explains_values(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a bracket behind values with a unit gives a number without one: '10.6 months [n = 26; 0.85 (…)]'."""
    claim = claims[-1] if claims else None
    if claim is None or claim.last is None or claim.effect or not any(value.unit for value in claim.values):
        return False
    return scene.brackets.depth(m.start) > scene.brackets.depth(claim.last.start)


def _is_next_effect(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """The second of two effects, for another endpoint: 'HR 0.65 for PFS and 0.86 for OS'."""
    claim = claims[-1] if claims else None
    if claim is None or claim.effect is None or claim.effect.sort is not Sort.EFFECT or claim.values:
        return False
    if m.sort is not Sort.PLAIN or m.number.is_whole or m.number.bound:
        return False
    is_listed = m.interval is not None and claim.effect.interval is not None and claim.effect.measure is not None
    is_listed = is_listed or _RATIOS_LEFT.search(scene.before(claim.effect.start, 80)) is not None
    is_named = is_listed or topic_of_effect(scene, m) is not None or len(together_with(scene, claims, claim)) > 1
    return is_named and _NEXT_EFFECT.fullmatch(scene.text, claim.end, m.start) is not None


def _is_last_of_two(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a bare number is the second of two ratios for two endpoints."""
    is_bare = m.sort is Sort.PLAIN and not m.number.is_whole and not m.number.bound
    return is_bare and claim_of_two(scene, claims, m) is not None


def claim_of_two(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Claim | None:
    """Returns which of two compared endpoints a ratio is of: 'PFS a v b and OS c v d (HRs 0.60 and 0.80)'."""
    first, second = claims[-2:] if len(claims) > 1 else (None, None)
    if first is None or second is None or second.effect or is_same(first.topic, second.topic):
        return None
    if len(first.values) != 2 or len(second.values) != 2:
        return None
    if first.effect is None:
        are_told = _RATIOS_NEXT.search(scene.before(m.start, 40)) and _AND_RATIO.match(scene.text, m.end)
        return first if are_told and m.sort is Sort.EFFECT else None
    is_behind = first.effect.start > second.values[0].start
    return second if is_behind and _NEXT_EFFECT.fullmatch(scene.text, first.end, m.start) else None


def is_further_effect(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """The second of two effects for three arms: 'HR 0.72 and 0.77'."""
    claim = claims[-1] if claims else None
    if claim is None or claim.effect is None or len(claim.values) < 3 or m.sort is not Sort.PLAIN:
        return False
    last = (claim.further_effects or [claim.effect])[-1]
    return scene.text[last.end : m.start].strip(" )],") == "and"
