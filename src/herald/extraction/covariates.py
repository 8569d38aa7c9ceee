"""Comparisons of patients by a trait, and effects of covariates: results, but not of a treatment."""

from __future__ import annotations

import re

from herald.extraction.claims import Claim
from herald.extraction.scene import Scene

_REGRESSION = re.compile(
    r"\b(?:multi|uni)-?vari(?:ate|able)\b|\bCox\b(?!\s(?:proportional\s)?hazards?\sratio)|\bprognos\w+|\bpredict(?:ors?|ive|ed|s)\b|\brisk\sfactors?\b"
    r"|\bassociat(?:ed|ion)\b|\bcorrelat(?:ed|ion)\b|\bindependent(?:ly)?\b|\bcovariates?\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"\b(?:patients|women|those|people|tumou?rs)\s(?:with(?:out)?|who(?:se)?|aged|in\swhom)\b[^.;]*?"
    r"\b(?:than|compared\s(?:with|to)|versus|vs?\.?|against|and)\s(?:in\s|for\s)?"
    r"(?:those|patients|women|people|tumou?rs)\s(?:with(?:out)?|who(?:se)?|aged|in\swhom)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\bwho\s(?:\w+\s)?(?:received|took|were\sgiven|were\streated)\b", re.IGNORECASE)


def is_of_covariate(scene: Scene, claim: Claim) -> bool:
    """Whether an effect that no treatment is named for is that of a covariate in a regression."""
    if claim.effect is None or claim.values:
        return False
    if any(arm.start < claim.end for arm in scene.arms):
        return False
    return _REGRESSION.search(scene.text, scene.start, scene.end) is not None


def compares_patients(scene: Scene) -> bool:
    """Whether a sentence without treatments sets patients of one kind against patients of another."""
    if scene.arms or not _GROUPS.search(scene.text, scene.start, scene.end):
        return False
    return _TAKES.search(scene.text, scene.start, scene.end) is None
