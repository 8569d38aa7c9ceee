"""Which bare numbers are values: by their interval, by what they count, or by the label right before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim
from herald.extraction.following import topic_had_by, topic_right_behind
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.topics import is_site

_RESPONSES = Endings(
    r"(?:responses?|remissions?|stable\sdisease|(?-i:\b(?:[CP]R|SD)s?))$|^(?:complete|partial)$", re.IGNORECASE
)
_PART_OF_LEFT = Endings(r"\b(?:the|(?<!up\s)(?<!consisting\s)(?<!composed\s)of|these|initial|all)\s$", re.IGNORECASE)
_OF_PATIENTS_RIGHT = Pattern(r"\sof\s(?:the\s|all\s)?(?:patients|women)\b", re.IGNORECASE)
_RESPONSE_IN = Pattern(r"(?:\srates?)?\s(?:(?:was|were|of|in|seen|observed|reached|achieved|by)\s)*", re.IGNORECASE)
_TO_NEXT = Pattern(
    r"[)\]]?(?:\s(?:with|in|on|for)\s[^.;,()\d]{2,40}?)?,?\s(?:vs?\.?|versus|and|compared\s(?:with|to)|against)\s[(\[]?",
    re.IGNORECASE,
)
_VERSUS = Pattern(r"\s(?:vs?\.?|versus)\s", re.IGNORECASE)
_TO_VERSUS = Pattern(_VERSUS.pattern + r"\d", re.IGNORECASE)
_LABEL_TO_VALUE = Pattern(r"[)\]]?\s?[:=]?\s?(?:(?:of|was)\s)?[(\[]?")


def is_plain_value(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a bare number is a value: by its interval, by what it counts, or by the label right before it."""
    is_told = m.interval is not None or _is_labelled(scene, claims, m) or _is_of_cases(scene, claims, m)
    is_bounded = _is_least_share(scene, claims, m) or _is_bounded_response(scene, m)
    return (m.sort is Sort.PLAIN and is_told) or _is_count_of(scene, claims, m) or is_bounded


def _is_least_share(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a share is too small to be printed, beside one that is: '5% versus <1%'."""
    last = claims[-1].last if claims else None
    if last is None or last.unit != "%" or m.unit != "%" or m.number.bound != "<":
        return False
    return _TO_NEXT.fullmatch(scene.text, last.end, m.start) is not None


def _is_bounded_response(scene: Scene, m: Measurement) -> bool:
    """Whether more than a share had a response: 'a clinical response in more than 95% of patients'."""
    if m.unit != "%" or m.number.bound not in (">", "≥") or not _OF_PATIENTS_RIGHT.match(scene.text, m.end):
        return False
    before = next((t for t in reversed(scene.topics) if t.end <= m.start), None)
    if before is None or before.endpoint not in RESPONSE_ENDPOINTS:
        return False
    return _RESPONSE_IN.fullmatch(scene.text, before.end, m.start) is not None


def _is_labelled(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a bare time stands behind its endpoint, or is compared with one: 'PFS: 4.8 vs 2.4'."""
    if not _is_broken(scene, m) or m.number.bound:
        return False
    last = claims[-1].last if claims else None
    if last and last.sort is Sort.PLAIN and last.interval is None and _is_broken(scene, last):
        return _VERSUS.fullmatch(scene.text, last.end, m.start) is not None
    before = next((t for t in reversed(scene.topics) if t.end <= m.start), None)
    if before is None or not before.endpoint or before.endpoint in RESPONSE_ENDPOINTS:
        return False
    is_behind = _LABEL_TO_VALUE.fullmatch(scene.text, before.end, m.start)
    return is_behind is not None and _TO_VERSUS.match(scene.text, m.end) is not None


def _is_of_cases(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a bracket gives bare counts of what befell an organ: 'CNS involvement at first relapse (4 vs 13)'."""
    if not m.number.is_whole or scene.brackets.depth(m.start) == 0:
        return False
    topic = next((t for t in reversed(scene.topics) if t.end <= m.start), None)
    if topic is None or not is_site(topic.endpoint):
        return False
    last = claims[-1].last if claims else None
    is_second = last is not None and _VERSUS.fullmatch(scene.text, last.end, m.start) is not None
    return is_second or _TO_VERSUS.match(scene.text, m.end) is not None


def _is_broken(scene: Scene, m: Measurement) -> bool:
    """Whether a number is printed with decimals."""
    return "." in scene.text[m.number.start : m.number.end].replace("·", ".")


def _is_count_of(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """A bare count directly before what it counts: '15 complete responses', 'one PR'."""
    if m.sort is not Sort.PLAIN and not (m.sort is Sort.CUTOFF and m.number.in_words):
        return False
    topic = topic_right_behind(scene, m) or topic_had_by(scene, claims, m)
    if topic is None or topic.endpoint not in RESPONSE_ENDPOINTS or not m.number.is_whole or m.number.bound:
        return False
    left = scene.before(m.start, 16)
    return bool(_RESPONSES.search(scene.text[topic.start : topic.end])) and not _PART_OF_LEFT.search(left)
