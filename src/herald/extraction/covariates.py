"""Comparisons of patients by a trait, and effects of covariates: results, but not of a treatment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from herald.extraction.arms import ArmMention
from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings, Phrases
from herald.extraction.scene import Scene

_REGRESSION = Pattern(
    r"\b(?:multi|uni)-?vari(?:ate|able)\b|\bCox\b(?!\s(?:proportional\s)?hazards?\sratio)|\bprognos\w+|\bpredict(?:ors?|ive|ed|s)\b|\brisk\sfactors?\b"
    r"|\bassociat(?:ed|ion)\b|\bcorrelat(?:ed|ion)\b|\bindependent(?:ly)?\b(?![-\s](?:\w+\s)?(?:assess|review|evaluat|adjudicat|judged|determined|radiolog|committee|panel))|\bcovariates?\b|\bas\s(?:the\s)?reference\b",
    re.IGNORECASE,
)
_MARKER = Pattern(
    r"\b(?:over)?express(?:ion|ed|ing)\b|\bgenotypes?\b|\bpolymorphisms?\b|\balleles?\b|\bmethylat\w+|\bsignatures?\b"
    r"|\baccording\sto\b|\b(?:high|low|higher|lower|elevated)\s(?:[\w-]+\s){1,3}?(?:levels?|scores?)\b",
    re.IGNORECASE,
)
_SUBGROUP = Pattern(
    r"\b(?:in|among|for|within)\s(?:the\s|all\s|those\s)?(?:[\w-]+\s){0,2}?(?:patients|women|those|cases|tumou?rs|disease|(?:sub)?groups?|carriers|expression)\b",
    re.IGNORECASE,
)
_FARE = Pattern(
    r"\b(?:patients|women|those|cases|tumou?rs)\s(?:with(?:out)?|who\shad|expressing)\b[^.;]{0,80}?"
    r"\b(?:had|have|showed|experienced|displayed|exhibited)\s(?:an?\s)?(?:trend\stowards?\s(?:an?\s)?)?(?:\w+ly\s)?"
    r"(?:shorter|longer|higher|lower|greater|worse|poor(?:er)?|better|inferior|superior)\b",
    re.IGNORECASE,
)
_FACTORS = Pattern(r"\b(?:prognostic|predictive|risk)\s(?:factors?|variables?)\b|\bpredictors\b", re.IGNORECASE)
_GOES_WITH = Pattern(r"\b(?:was|were|is|are)\s(?:\w+ly\s)?(?:associated|correlated)\swith\b", re.IGNORECASE)
_SAME = Pattern(
    r"\b(?:they|these|this|it|(?:this|the|its)\s(?:\w+\s)?(?:effects?|benefits?|differences?|advantages?|improvements?|HRs?|ORs?"
    r"|(?:hazard|odds)\sratios?))\s(?:\w+\s){0,2}?(?:was|were|became|remained|persisted|held|stayed|changed|came)\b",
    re.IGNORECASE,
)
"""What speaks of the result told before again: 'in a multivariable analysis these became 0.57 and 0.47'."""
_PART = Pattern(
    r"\b(?:in|among|of|for)\s(?:the\s)?(?:\d+\s)?(?:[\w-]+\s){0,2}?(?:patients|women|participants|those)\s"
    r"(?:with|who|whose|without)\b[^.;()]{0,80}?[(\[]\s?n\s?=\s?\d",
    re.IGNORECASE,
)
_KIND = Pattern(
    r"\b(?:patients|women|those|people|tumou?rs)\s(?:with(?:out)?|who(?:se)?|aged|younger|older|in\swhom)\b"
)
GROUPS = Phrases(
    r"\b(?:patients|women|those|people|tumou?rs)\s(?:with(?:out)?|who(?:se)?|aged|younger|older|in\swhom)\b(?:[^.;]|\.(?=\d))*?"
    r"(?:\b(?:than|compared\s(?:with|to)|versus|vs?\.?|against|and|but|while|whereas)\s(?:[^.;]|\.(?=\d)){0,30}?|;\s(?:[a-z]+\s){0,2}?)"
    r"(?:\b(?:those|patients|women|people|tumou?rs)\s(?:with(?:out)?|who(?:se)?|aged|younger|older|in\swhom)\b"
    r"|-year-old\s(?:patients|women|people)\b)",
    re.IGNORECASE,
)
_WITH_AND_WITHOUT = Pattern(
    r"\bwith\s[^.;()]{3,70}?\b(?:than|versus|vs\.?|compared\s(?:with|to)|and)\s(?:in\s)?(?:those\s|patients\s|women\s)?without\b"
    r"(?!\s(?:it|them|this)\b)",
    re.IGNORECASE,
)
_TRAITS_IN_ARM = Pattern(
    r"\b(?P<traits>(?:with|in|for|among)\s[^.;,()]{3,60}?\sthan\s(?:with|in|for|among)\s[^.;,()]{3,60}?)"
    r"(?:\s(?:both|and))?\sin\sthe\s[^.;,()\d]{2,40}\s(?:arm|group)"
    r"(?:[\s(\[)\]]*and\sin\sthe\s[^.;,()\d]{2,40}\s(?:arm|group))?[\s(\[)\]]*$",
    re.IGNORECASE,
)
"""Two kinds of patients told arm by arm: 'longer with one allele than two in the control arm'."""
_REACH = 400
_AND_ITS_LACK = Pattern(
    r"\b(?P<trait>[a-z]{4,})\b[^.;]{0,80}\b(?:than|versus|vs\.?|and|to)\s(?:the\s|in\s)?non-?(?P=trait)\b",
    re.IGNORECASE,
)
"""A trait and its lack: 'luminal subtypes had a longer PFS than non-luminal ones'."""
LACK = Phrases(r"\snon", re.IGNORECASE)
_RESPONSE = r"(?:pathologic(?:al)?\scomplete\sresponse|(?-i:t?pCR))"
_BY_RESPONSE = Pattern(
    r"\b(?:(?:patients|women|those|participants|having|who)\s(?:with|(?:had|have|achieved|reached|attained))"
    r"|(?:achieving|attaining|reaching|achievement\sof|attainment\sof))\s(?:an?\s)?" + _RESPONSE + r"\b",
    re.IGNORECASE,
)
"""What sets those who responded apart: 'having reached a pathologic complete response lowered the risk of …'."""
_DURATIONS = Pattern(
    r"\b(?:with|between)\s\w+\s(?:years?|months?|weeks?)(?:\sof\s\w+)?\s(?:and|than|versus|vs\.?|compared\swith|against)\s(?:with\s)?"
    r"\w+\s(?:years?|months?|weeks?)\b"
    r"|\b\w+\s(?:years?|months|weeks)(?:\sof\s\w+)?\s(?:did|do|was|were|is|are|proved|brought|gave)\s[^.;:()\d]{3,60}\sthan\s"
    r"(?:with\s|for\s)?(?:one|two|three|six|\d+)(?:\s(?:years?|months?|weeks?)\b|(?=\s?[,;(\[]))",
    re.IGNORECASE,
)
_PER_STEP = Endings(
    r"\bper\s\d+(?:-|\s)(?:unit|point)s?\s(?:increment|increase|step)[\s:=,]*(?:(?:was|of|is)\s)?$", re.IGNORECASE
)
"""Before the ratio of one step of a score to the next."""
_SCORE = Pattern(
    r"\b(?P<score>(?:(?!The\b|An?\b|This\b)[A-Z0-9][\w-]*\s){0,2}(?:(?:risk|genomic|prognostic|recurrence|expression)\s){0,2}(?:score|signature))\b"
)
_BY_MEASURE = Pattern(
    r"[^.;()\d]{0,80}?\s(?:as\sper|according\sto|by|based\son)\s(?:the\s)?[^.;,]{2,60}?\sand\s[^.;,]{2,60}?,?\srespectively\b",
    re.IGNORECASE,
)
_TAKES = Pattern(r"\bwho\s(?:\w+\s)?(?:received|took|were\sgiven|were\streated)\b", re.IGNORECASE)


def is_of_covariate(scene: Scene, claim: Claim, *, is_comparative: bool) -> bool:
    """Whether an effect or a P value that no treatment is named for is that of a trait or of a covariate.

    Args:
        is_comparative: The document compares treatments; an effect "in patients with low expression" is then theirs.
    """
    if claim.values or find_trait_apart(scene, claim):
        return False
    if _FACTORS.search(scene.text, scene.start, claim.start):
        return True
    if claim.effect is None and claim.p and claim.p.end <= claim.topic.start:
        return True
    arms = [arm for arm in scene.arms if arm.start < claim.end and not arm.is_order]
    if any(arm.concepts for arm in arms):
        return _goes_with_endpoint(scene, claim) or _is_of_marker(scene, claim)
    if arms:
        return claim.effect is None and _MARKER.search(scene.text, scene.start, claim.end) is not None
    return _is_of_trait(scene, claim, is_comparative=is_comparative)


def _is_of_trait(scene: Scene, claim: Claim, *, is_comparative: bool) -> bool:
    if is_comparative and claim.is_carried and _SAME.search(scene.text, scene.start, claim.start):
        return False
    if claim.effect and _REGRESSION.search(scene.text, scene.start, scene.end):
        return True
    if _FARE.search(scene.text, scene.start, claim.end):
        return True
    is_subgroup = is_comparative and _SUBGROUP.search(scene.text, scene.start, claim.end) is not None
    return not is_subgroup and _MARKER.search(scene.text, scene.start, claim.end) is not None


def _is_of_marker(scene: Scene, claim: Claim) -> bool:
    """Whether patients with a marker fared otherwise, on whatever treatment: 'those with the allele had shorter OS'."""
    place = scene.start, claim.start
    return _MARKER.search(scene.text, *place) is not None and _FARE.search(scene.text, *place) is not None


def speaks_of_part(scene: Scene, claim: Claim) -> bool:
    """Whether a claim is of some of the patients, who are counted: 'in patients with target lesions (n = 32)'."""
    part = _PART.search(scene.text, scene.start, claim.start)
    return part is not None and not any(part.start() <= arm.start < part.end() for arm in scene.arms)


def find_trait_apart(scene: Scene, claim: Claim) -> str | None:
    """Returns the response, or the score, by which an effect sets patients apart.

    As in 'pCR was associated with longer DFS (HR 0.2)', 'the risk score went with DFS (HR per 10-unit increment = 1)'.
    Why: such an effect is of no treatment, though the patients who responded had one.
    """
    if claim.effect is None or claim.values or claim.topic.endpoint in RESPONSE_ENDPOINTS:
        return None
    if _PER_STEP.search(scene.before(claim.effect.start, 40)):
        score = _SCORE.search(scene.text, scene.start, claim.effect.start)
        return score["score"] if score else None
    if _sets_responders_apart(scene, claim) or _BY_RESPONSE.search(scene.text, scene.start, claim.effect.start):
        is_of_arm = any(arm.concepts for arm in scene.arms if arm.start < claim.effect.start)
        return None if is_of_arm else "pathologic complete response"
    return None


def _sets_responders_apart(scene: Scene, claim: Claim) -> bool:
    """Whether those who responded are set against those who did not: 'pCR was associated with longer DFS'."""
    verb = _GOES_WITH.search(scene.text, scene.start, claim.start)
    before = [topic for topic in scene.topics if verb and topic.end <= verb.start()]
    return bool(before) and before[0].endpoint == "pCR"


def _goes_with_endpoint(scene: Scene, claim: Claim) -> bool:
    """Whether a trait goes with an endpoint in patients on a treatment: 'the allele was associated with PFS on X'."""
    verb = _GOES_WITH.search(scene.text, scene.start, claim.start)
    if verb is None or not any(t.endpoint and verb.end() <= t.start < claim.start for t in scene.topics):
        return False
    return not any(arm.start < verb.start() and not arm.is_order for arm in scene.arms)


def sets_trait_apart(scene: Scene, low: int, claim: Claim) -> bool:
    """Whether a claim sets patients with a trait against those without: 'shorter with metastases than without'."""
    if LACK.search(scene.text, low, claim.start) and _AND_ITS_LACK.search(scene.text, low, claim.start):
        return True
    said = _WITH_AND_WITHOUT.search(scene.text, low, claim.start)
    if said:
        return not any(said.start() <= arm.start < said.end() for arm in scene.arms)
    reach = max(scene.start, claim.start - _REACH)
    within = _TRAITS_IN_ARM.search(scene.brackets.outside(reach, claim.start)) if claim.values else None
    return within is not None and not any(scene.text[arm.start : arm.end] in within["traits"] for arm in scene.arms)


def sets_measures_apart(scene: Scene, claim: Claim) -> bool:
    """Whether values are told in turn by how they were measured: 'a and b as per FSH and E2, respectively'."""
    told = _BY_MEASURE.match(scene.text, claim.end, scene.end) if len(claim.values) > 1 else None
    return told is not None and not any(told.start() <= arm.start < told.end() for arm in scene.arms)


def compares_durations(scene: Scene, claim: Claim) -> bool:
    """Whether an effect is of how long one drug was given, and of no other treatment: '2 years than with 1 year'."""
    return not claim.values and _DURATIONS.search(scene.text, scene.start, claim.end) is not None


def _is_of_lack(arm: ArmMention) -> bool:
    """Whether a name only says that some had not what others had: 'those who did not'."""
    return arm.role == "without it" and not arm.concepts


def compares_patients(scene: Scene, claims: Sequence[Claim]) -> bool:
    """Whether a sentence without treatments sets patients of one kind against patients of another.

    Not where each kind has two values of its own: '9.1 v 6.4 months in those with it, 12.3 v 7.7 in those without'.
    """
    pairs = [claim for claim in claims if len(claim.values) == 2]
    if any(_KIND.search(scene.text, one.end, two.start) for one, two in pairwise(pairs)):
        return False
    if not all(_is_of_lack(arm) for arm in scene.arms) or not GROUPS.search(scene.text, scene.start, scene.end):
        return False
    return _TAKES.search(scene.text, scene.start, scene.end) is None
