"""The arms of the study in a sentence that gives an outcome: by their names, of any kind of treatment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.arm_finder import is_compared_with
from herald.extraction.arms import ArmMention
from herald.extraction.groups import StudyArm, StudyArms
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings

_JOINS = Pattern(r"\s?(?:plus|\+|with|in\scombination\swith|followed\sby)\s", re.IGNORECASE)
_DENIED = Endings(r"\b(?:no|non-|without)\s?$", re.IGNORECASE)


def find_named_arms(
    study: StudyArms, text: str, start: int, end: int, mentions: Sequence[ArmMention]
) -> list[ArmMention]:
    """Returns the arms that `text[start:end]` names, in order.

    Args:
        mentions: What else the sentence names as an arm; where the study has set out its arms, only those of them that
            mean one of these are kept, or else those that it names by a letter.
    """
    if len(study.arms) < 2:
        return list(mentions)
    named = [
        _as_told(text, start, _mention(place.arm, place.start, place.end)) for place in study.find(text, start, end)
    ]
    for mention in mentions:
        denied = _DENIED.search(text, max(start, mention.start - 10), mention.start)
        begin = denied.start() if denied else mention.start
        arm = study.meant_by(text[begin : mention.end], () if denied else mention.concepts)
        if arm and not any(_is_part(text, mention, other) for other in named):
            named.append(_mention(arm, begin, mention.end))
    if not named:
        named = [mention for mention in mentions if mention.sign]
    return with_labels(study, text, start, end, sorted(named, key=lambda mention: mention.start))


def with_labels(study: StudyArms, text: str, start: int, end: int, mentions: Sequence[ArmMention]) -> list[ArmMention]:
    """Returns what a sentence names as arms, short names that label values as the arms that the study gave them to."""
    places = study.find_labels(text, start, end)
    longer = [m for m in mentions if not any(p.start <= m.start and m.end <= p.end for p in places)]
    free = [p for p in places if not any(m.start < p.end and p.start < m.end for m in longer)]
    labels = [replace(_mention(p.arm, p.start, p.end), is_control=p.arm.is_marked) for p in free]
    return sorted([*longer, *labels], key=lambda mention: mention.start) if labels else list(mentions)


def _is_part(text: str, mention: ArmMention, named: ArmMention) -> bool:
    """Whether what a sentence names belongs to the arm that it names there: the drug of 'drug plus irradiation'."""
    overlaps = mention.start < named.end and named.start < mention.end
    return overlaps or _JOINS.fullmatch(text, mention.end, named.start) is not None


def in_order(study: StudyArms) -> tuple[list[ArmMention], int | None]:
    """Returns the arms in the order in which values without names are given, and the place of the comparator.

    Of two arms the one under test is told first; more are told as they were set out.
    """
    arms = sorted(study.arms, key=lambda arm: arm.is_control) if len(study.arms) == 2 else study.arms
    controls = [at for at, arm in enumerate(arms) if arm.is_control]
    return [_mention(arm, arm.start, arm.end) for arm in arms], controls[0] if len(controls) == 1 else None


def _as_told(text: str, start: int, mention: ArmMention) -> ArmMention:
    """Returns an arm as the comparator where words compare another with it: 'compared with the lower dose'."""
    return (
        replace(mention, is_control=True)
        if is_compared_with(text, max(start, mention.start - 70), mention.start)
        else mention
    )


def _mention(arm: StudyArm, start: int, end: int) -> ArmMention:
    return ArmMention(start, end, arm.concepts, role=arm.label, is_control=arm.is_control)
