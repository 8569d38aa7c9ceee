"""Whose a value is that stands alone: the arm that the words around it say it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim
from herald.extraction.measurements import Measurement, is_of_neither
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_PUT = r"(?:randomly\s)?(?:assigned|randomi[sz]ed|allocated)(?:\sto)?|treated\swith|receiving|taking|given"
IN_LEFT = Endings(
    rf"\b(?:in|with|on|under|for|among|of|{_PUT})\s(?:the\s|those\s(?:on|under|given|in)\s(?:the\s)?)?$",
    re.IGNORECASE,
)
IN = Pattern(
    r"[\s)\]]*(?:(?:of\s)?(?:the\s)?(?:patients|women|those|people)\s)?"
    rf"(?:in|with|on|under|for|among|who\s(?:received|took|were\sgiven)|{_PUT})\s"
    r"(?:the\s(?!\d)|(?:(?:the\s)?\d{1,5}\s)?(?:patients|women|those)\s(?:\w+\s){1,2}(?:the\s)?)?(?:standard\s)?",
    re.IGNORECASE,
)
COMPARES = Pattern(r"\b(?:compar\w+|vs?|versus|than|against|over)\b", re.IGNORECASE)
_OF = Pattern(
    r"[\s)\]]*of\s(?:the\s|all\s|those\s(?:on|under|given)\s"
    r"|(?:(?:the\s)?(?:patients|women|people)|those)\s(?:who\swere\s)?(?:(?:only|merely|just)\s)?)?",
    re.IGNORECASE,
)
_RESPECTIVELY = Pattern(r"[)\]]?,?\srespectively,?(?=\s)")
_UNIT_BEHIND = Pattern(r"\s?[)\]]\s(?:months?|years?|weeks?|mo)\b", re.IGNORECASE)
"""Behind a value with its interval: '19.4 (95% CI, 16.9-22.1) months with the drug'."""
_GOES_ON = Pattern(r"[\s)\]]*(?:,|,?\sand)\s", re.IGNORECASE)
_COUNTS = Pattern(
    r"\s[A-Z]{2,4}s?(?:\s?[(\[][^()\[\]]*[)\]])?(?:,?\s(?:and\s)?\d+\s[A-Z]{2,4}s?(?:\s?[(\[][^()\[\]]*[)\]])?)*"
)
"""Behind the first of counts that stand before what they count: '1 CR, 5 PR, 19 SD, and 9 PD'."""
_LABEL = Pattern(r"(?:\s(?:arm|group|patients|women))?\s?[=:,(]\s?", re.IGNORECASE)
_NO_COMPARISON = Pattern(
    r"(?:(?!\b(?:vs?|versus|than|compar\w+|against|and|but|while|whereas)\b)[^;.]){0,90}", re.IGNORECASE
)
_OPENS_CLAUSE = Pattern(
    r"(?:^|[;:.]\s|,?\s(?:and|but|while|whereas)\s|,\s)(?:(?:in|for|among|of)\s)?(?:the\s)?(?:\d+\s)?"
    rf"(?:(?:patients|women|participants|those)\s(?:in|on|of|from|who\s(?:received|took|were\sgiven)|{_PUT})\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_BOTH_RIGHT = Pattern(
    r"[)\]]?\s(?:(?:patients|women|participants|cases)\s)?(?:in|for|with)\s(?:both|each|either)\s(?:treatment\s|study\s)?"
    r"(?:arms?|groups?|treatments)\b"
    r"|[)\]]?\sin\sone\s(?:treatment\s|study\s)?(?:arm|group)\s(?:n?or|and)\sthe\sother\b",
    re.IGNORECASE,
)
_BOTH_LEFT = Endings(
    r"\b(?:in|for|with)\s(?:both|each|either)\s(?:treatment\s|study\s)?(?:arms?|groups?),?\s"
    r"(?:(?:the\s)?(?:[\w-]+\s){1,4})?(?:was|were|is|of|at)?\s?$"
    r"|\b(?:both|the\stwo)\s(?:treatment\s|study\s)?(?:arms|groups)\s(?:of\s[^.;,]{2,60}?\s)?(?:had|showed|reached|achieved)\s"
    r"(?:an?\s|the\ssame\s)?(?:[\w-]+\s){1,4}(?:of|that\swas)\s$"
    r"|\bwith\s[\w-]+\sas\swith\s[^.;()\d]{2,60}\s$",
    re.IGNORECASE,
)
_REACH = 60


def is_of_both(scene: Scene, m: Measurement) -> bool:
    """Whether a lone value is said of both arms: '7.4 months in both groups'."""
    if is_of_neither(scene.text, m):
        return True
    behind = (m.end, m.number.outer_end)
    return bool(
        any(_BOTH_RIGHT.match(scene.text, end) for end in behind) or _BOTH_LEFT.search(scene.before(m.start, 120))
    )


def arm_said_of(
    scene: Scene, value: Measurement, around: Sequence[ArmMention], claims: Sequence[Claim]
) -> ArmMention | None:
    """Returns the arm that a lone value is given for, None where the words do not tell.

    Args:
        around: The arms between the claims before and behind the value.
        claims: All claims of the sentence; one that compares takes the sentence away from the arm that leads it.
    """
    inside = next((arm for arm in around if value.start <= arm.start and arm.end <= value.end), None)
    if inside:
        return inside
    behind = (arm for arm in around if value.end <= arm.start and is_right_behind(scene, value, arm))
    ahead = [arm for arm in around if arm.end <= value.start]
    named = next(behind, None)
    if named is None and ahead and _is_ahead(scene, ahead[-1], value):
        named = ahead[-1]
    told = named or _behind_list(scene, value, claims) or _behind_counts(scene, value)
    return told or _leading(scene, value, claims) or _next_in_list(scene, value, claims)


def _behind_list(scene: Scene, value: Measurement, claims: Sequence[Claim]) -> ArmMention | None:
    """Returns the arm behind a list that a value begins: 'PFS and OS were a and b months, respectively, with X'."""
    last = value
    for claim in (claim for claim in claims if claim.start >= value.end):
        if len(claim.values) != 1 or not _GOES_ON.fullmatch(scene.text, last.end, claim.start):
            break
        last = claim.values[0]
    arm = next((arm for arm in scene.arms if arm.start >= last.end), None) if last is not value else None
    return arm if arm and is_right_behind(scene, last, arm) else None


def _behind_counts(scene: Scene, value: Measurement) -> ArmMention | None:
    """Returns the arm behind a list of counts of which a value is one: '1 CR, 5 PR and 9 PD in the control group'."""
    counts = _COUNTS.match(scene.text, value.end, scene.end)
    arm = next((arm for arm in scene.arms if arm.start >= counts.end()), None) if counts else None
    return arm if counts and arm and is_said_of(scene, counts.end(), arm) else None


def _next_in_list(scene: Scene, value: Measurement, claims: Sequence[Claim]) -> ArmMention | None:
    """Returns the arm of the list that a value goes on with: 'PFS and OS with placebo were 41% and 63%'."""
    before = [claim for claim in claims if claim.end <= value.start]
    first = value
    while before and len(before[-1].values) == 1 and _GOES_ON.fullmatch(scene.text, before[-1].end, first.start):
        first = before.pop().values[0]
    arm = next((arm for arm in reversed(scene.arms) if arm.end <= first.start), None) if first is not value else None
    return arm if arm and _is_ahead(scene, arm, first) else None


def is_label(scene: Scene, arm: ArmMention, value: Measurement) -> bool:
    """Whether an arm is the label of a value: 'placebo: 40.8 months', 'placebo group (12%)'."""
    return _LABEL.fullmatch(scene.text, arm.end, value.start) is not None


def is_right_behind(scene: Scene, value: Measurement, arm: ArmMention) -> bool:
    """'40.8 months in the placebo arm', '61% of the controls'."""
    behind = _RESPECTIVELY.match(scene.text, value.end) or _UNIT_BEHIND.match(scene.text, value.end)
    return is_said_of(scene, behind.end() if behind else value.end, arm)


def is_said_of(scene: Scene, end: int, arm: ArmMention) -> bool:
    """Whether words from a figure to an arm say that it is of the arm: '… in the placebo group', 'of the controls'."""
    return any(words.fullmatch(scene.text, end, arm.start) for words in (IN, _OF))


def _is_ahead(scene: Scene, arm: ArmMention, value: Measurement) -> bool:
    """'with placebo it was 40.8 months', 'placebo: 40.8 months'."""
    if is_label(scene, arm, value):
        return True
    is_in = IN_LEFT.search(scene.before(arm.start, 30)) is not None
    return is_in and _NO_COMPARISON.fullmatch(scene.text, arm.end, value.start) is not None


def _leading(scene: Scene, value: Measurement, claims: Sequence[Claim]) -> ArmMention | None:
    """Returns the arm with which the clause of a value begins: 'In the control group a had X, b had Y and c had Z'."""
    arm = next((arm for arm in reversed(scene.arms) if arm.end <= value.start), None)
    if arm is None or not _OPENS_CLAUSE.search(scene.before(arm.start, _REACH)):
        return None
    if scene.brackets.has_break(arm.end, value.start) or COMPARES.search(scene.text, arm.end, value.start):
        return None
    between = (claim for claim in claims if arm.end <= claim.start < value.start)
    return None if any(len(claim.values) > 1 for claim in between) else arm
