"""Reductions, gains and differences: of what they are, and when they only sum up the two values before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.claims import Claim, dimension, is_same
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort, lie_apart
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_GAINED = Pattern(
    r"\babsolute\s(?:[\w-]+\s){0,4}?(?:benefit|gain|improvement|increase|difference)s?\b[^.;()%]{0,40}$", re.IGNORECASE
)
_GAIN = Pattern(
    r"\b(?:difference|gap|gain|improvement|increase|advantage|benefit|rise|delta|margin|prolongation|extension)s?\b|Δ",
    re.IGNORECASE,
)
_MORE_RIGHT = Pattern(
    r"[)\]]?\s(?:apart|more|longer|higher|better|ahead|gain|advantage|(?:absolute\s)?(?:difference|improvement|increase))\b",
    re.IGNORECASE,
)
_REDUCED_BY = Pattern(
    r"\b(?:reduc|decreas|lower|cut|prolong|extend|lengthen|improv|increas|rais)\w*\b(?:(?!\b(?:reduc|decreas|lower|cut)\w*\b)[^;()]){0,100}\bby\s(?:\w+\s){0,2}$|\band\s[^;()]{0,60}\bby\s$",
    re.IGNORECASE,
)
_WAS_REDUCED = Pattern(
    r"(?:\s?\([^()]*\))?(?:\srates?)?\s(?:(?:was|were|is|are)\s(?:\w+ly\s)?(?:reduced|decreased|lowered|cut|raised|prolonged|extended|lengthened)"
    r"|(?:was\s|were\s)?(?:increased|improved)|rose|grew|fell|dropped|lengthened|decreased)(?:\s\w+)?\sby\s(?:\w+\s){0,2}",
    re.IGNORECASE,
)
"""What stands between what is lowered and by how much: 'the risk of recurrence was reduced by 9%'."""
_WAS = Pattern(r"(?:\s?\([^()]*\))?\s(?:(?:was|were|is|are)\s)?(?:(?:about|some|nearly|almost|an?)\s)*", re.IGNORECASE)
_LOWER_RIGHT = Pattern(r"\s?%?\s(?:lower|less|smaller)\b", re.IGNORECASE)
"""Behind and before which it is said by how much a risk was lower: 'the risk of recurrence was 24% lower'."""
_RISES_TO = Pattern(r",?\s(?:to|[(\[]?from)\s(?:(?:the|about|an?)\s)*")
_APPOSED = Endings(
    r"^[^.;]*,\s(?:for\s|with\s|giving\s)?(?:an?|the)\s(?:\w+\s){0,3}?(?:difference|improvement|gain|benefit|increase)\s(?:in\s[^.;,]{1,30}\s)?of\s$",
    re.IGNORECASE,
)
_DIFFERENCE_NEXT = Pattern(
    r"[)\]]?\s?[;,]\s(?:(?:an?|the)\s)?(?:(?:absolute|treatment|between-group|rate|risk|percentage-point)\s)*"
    r"(?:difference|[Δ∆]\s?\w{0,6})(?:\sin\s\w+)?[\s,:=(\[]*(?:was|of|being|is)?[\s,:=(\[]*",
    re.IGNORECASE,
)


def sums_up(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a difference is that of the two values before it: 'a with X and b with Y, a difference of m'."""
    if m.sort is not Sort.DIFFERENCE or len(claim.values) != 2 or claim.effect:
        return False
    between = scene.text[claim.end : m.start]
    is_next = _APPOSED.search(between) or _DIFFERENCE_NEXT.fullmatch(between)
    is_joined = scene.brackets.depth(m.start) > 0 or is_next is not None or _is_apart(m, *claim.values)
    named = scene.named_between(claim.end, m.start)
    return is_joined and (named is None or is_same(named, claim.topic))


def repeats(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a mere difference follows two values and their ratio, and says nothing that these do not."""
    is_mere = m.sort is Sort.DIFFERENCE and m.interval is None
    has_all = len(claim.values) == 2 and claim.effect is not None and claim.effect.sort is Sort.EFFECT
    named = scene.named_between(claim.end, m.start)
    return is_mere and has_all and _is_apart(m, *claim.values) and named in (None, claim.topic)


def is_gain_between(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a figure is what the two values before it lie apart, in words and in numbers: 'an increase of 9%'."""
    claim = claims[-1] if claims else None
    if claim is None or len(claim.values) != 2 or claim.effect or not _is_apart(m, *claim.values):
        return False
    behind = scene.text[m.end : m.end + 30]
    is_told = _GAIN.search(scene.text, claim.end, m.start) or _MORE_RIGHT.match(behind)
    return bool(is_told) and scene.named_between(claim.end, m.start) in (None, claim.topic)


def _is_apart(m: Measurement, first: Measurement, second: Measurement) -> bool:
    """Whether a figure is the difference of two others of its dimension; points are those of two shares."""
    return (dimension(m) == dimension(first) or m.unit == "points") and lie_apart(m, first, second)


def told_again(first: Claim, behind: Claim) -> Measurement | None:
    """Returns the mere gap of values that they and their ratio tell: 'by 8.6 months (24.9 v 16.3; HR …)'."""
    gap = first.effect
    if gap is None or gap.sort is not Sort.DIFFERENCE or first.values or gap.interval or first.p:
        return None
    has_all = len(behind.values) == 2 and behind.effect is not None and behind.effect.sort is Sort.EFFECT
    return gap if has_all and is_same(first.topic, behind.topic) and _is_apart(gap, *behind.values) else None


def is_mere_gap(claim: Claim) -> bool:
    """Whether the effect of a claim is the difference of its two values, without an interval or a P value."""
    gap = claim.effect
    if gap is None or gap.sort is not Sort.DIFFERENCE or gap.interval or claim.p or len(claim.values) != 2:
        return False
    return _is_apart(gap, *claim.values)


def gives_way(gap: Measurement, ratio: Measurement) -> bool:
    """Whether a mere gap is replaced by the ratio behind it: 'a gain of 5.7 months (HR 0.39)', 'of 7.6% (HR 0.68)'."""
    is_mere = gap.unit in (*TIME_UNITS, "%", "points") and not gap.interval
    return gap.sort is Sort.DIFFERENCE and is_mere and ratio.sort is Sort.EFFECT


def rises_to(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a value is the end of the change before it: 'increased by 8 months to 36.1 months'."""
    is_change = claim.effect is not None and claim.effect.sort is Sort.DIFFERENCE
    return is_change and _RISES_TO.fullmatch(scene.text, claim.end, m.start) is not None


def topic_changed(scene: Scene, m: Measurement) -> Topic | None:
    """Returns what a reduction or a gain is of: named in a bracket behind it, before it, else behind it."""
    behind = scene.topic_behind(m, 90)
    is_explained = behind is not None and scene.brackets.depth(behind.start) > scene.brackets.depth(m.start)
    return behind if is_explained else _reduced(scene, m) or behind


def _reduced(scene: Scene, m: Measurement) -> Topic | None:
    """Returns what is lowered, or gained, before it is said by how much: 'reduced the risk of death by 26%'."""
    words = _REDUCED_BY.search(scene.before(m.start, 120)) or _GAINED.search(scene.before(m.start, 120))
    verb = m.start - len(words.group()) if words else m.start
    named = [t for t in scene.topics if verb <= t.start and t.end <= m.start and t.endpoint]
    before = next((t for t in reversed(scene.topics) if t.end <= m.start and t.endpoint), None)
    if before and _WAS_REDUCED.fullmatch(scene.text, before.end, m.start):
        return before
    if before and _WAS.fullmatch(scene.text, before.end, m.start) and _LOWER_RIGHT.match(scene.text, m.end):
        return before
    return named[-1] if named else None


def topic_explained(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Topic | None:
    """Returns what a reduction was of, where its ratio follows in a bracket: 'by 62% in the arm (HR 0.38)'."""
    last = claims[-1] if claims else None
    if last is None or last.values or last.effect is None or last.effect.sort is not Sort.REDUCTION:
        return None
    is_explained = scene.brackets.depth(m.start) > scene.brackets.depth(last.start)
    return last.topic if is_explained and scene.named_between(last.end, m.start) is None else None


def without_reductions(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Returns the claims so far, without a relative risk reduction that says the same as the values before it."""
    last = claims[-2:]
    if len(last) == 2 and last[1].effect and last[1].effect.sort is not Sort.EFFECT and last[0].values:
        return claims[:-1] if is_same(last[0].topic, last[1].topic) else claims
    return claims
