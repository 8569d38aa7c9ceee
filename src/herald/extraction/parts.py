"""Values of parts of the patients behind the value of all: '51.7%; it was 49.7% and 54.7% where these were …'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.claims import Claim, dimension, is_same
from herald.extraction.complements import lacks_trait
from herald.extraction.patterns import Pattern
from herald.extraction.scene import RESPECTIVELY, Scene

_OF_PART = Pattern(
    r"[)\]]?\s(?:in|among|for|of)\s(?:the\s)?(?:\d+\s)?(?:patients|women|those|participants)\s(?:with|who|whose)\b",
    re.IGNORECASE,
)
_OF_SO_MANY = Pattern(r"[)\]]?\s(?:for|in|among|of)\s(?:the|these|those)\s\d+\b(?![.,·]\d)")
_WITH_AND = Pattern(r"[\s)\]]*\s(?:[^;.()]{1,40}\s)?with\s[^;.]{2,60}?,?\sand\s(?:in\s|of\s)?", re.IGNORECASE)
_WITHOUT = Pattern(r"[)\]]?\s(?:[^;.,()]{1,30}\s)?without\b", re.IGNORECASE)
_TWO_KINDS = Pattern(
    r"\b[\w+/-]+\sand\s(?:[\w+/-]+\s){1,3}?(?:disease|metastas[ie]s|lesions|tumou?rs|cancers?|patients|women|cohorts?|subgroups?)\s"
    r"(?:had|has|have|showed|reached|achieved|produced|yielded|with|saw)\s[^;,()\d]*$",
    re.IGNORECASE,
)


def parted(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Returns the claims of a sentence about one arm; two values that nothing compares, behind that of all, are two.

    So are the value of all and that of a part: '51.7%, and 64.1% in the patients with measurable disease'.
    """
    found: list[Claim] = []
    for claim in claims:
        is_bare = len(claim.values) == 2 and not (claim.effect or claim.p or claim.compared_at)
        tells = (_is_of_part, _are_halves, _are_of_kinds, _are_of_so_many)
        are_two = is_bare and (_are_parts(claim, found) or any(tell(scene, claim) for tell in tells))
        found += _each(claim) if are_two else [claim]
    return found


def _is_of_part(scene: Scene, claim: Claim) -> bool:
    first, second = (_OF_PART.match(scene.text, value.end) is not None for value in claim.values)
    return second and not first


def _are_halves(scene: Scene, claim: Claim) -> bool:
    """Whether two values are of so many with something and without: 'in two (9%) with it and in one (2%) without'.

    Patients with a trait who are set against "those without" it stay a pair, of no arm.
    """
    first, second = claim.values
    if any(first.end <= arm.start for arm in scene.arms) or lacks_trait(scene, first, second):
        return False
    between = _WITH_AND.fullmatch(scene.text, first.end, second.start)
    return between is not None and _WITHOUT.match(scene.text, second.end) is not None


def _are_of_so_many(scene: Scene, claim: Claim) -> bool:
    """Whether each of two values is of so many: '95.4% for the 227 and 98.8% for the 86'."""
    return all(_OF_SO_MANY.match(scene.text, value.end) for value in claim.values)


def _are_of_kinds(scene: Scene, claim: Claim) -> bool:
    """Whether two kinds of disease are the subject of two values: 'Stable and active disease had ORRs of a and b'."""
    kinds = _TWO_KINDS.search(scene.text, scene.start, claim.start)
    if kinds is None or RESPECTIVELY.search(scene.text, claim.end, scene.end) is None:
        return False
    return not any(kinds.start() <= arm.start < kinds.end() for arm in scene.arms)


def _are_parts(claim: Claim, before: Sequence[Claim]) -> bool:
    whole = before[-1] if before else None
    if whole is None or len(whole.values) != 1 or whole.effect or whole.p or not is_same(whole.topic, claim.topic):
        return False
    return dimension(whole.values[0]) == dimension(claim.values[0])


def _each(claim: Claim) -> list[Claim]:
    first, second = claim.values
    return [
        replace(claim, values=[first], end=first.end),
        replace(claim, values=[second], start=second.start),
    ]
