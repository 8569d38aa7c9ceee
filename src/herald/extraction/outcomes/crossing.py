"""Figures that are told arm by arm, several for each: 'a and b in the one group and c and d in the other'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from herald.extraction.arms import ArmMention
from herald.extraction.joining import MOST_ARMS
from herald.extraction.lone import IN_LEFT, is_label, is_said_of
from herald.extraction.measurements import Measurement
from herald.extraction.outcomes.figures import kind_of
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_SPREAD = r"(?:\s?±\s?[\d.·]+)?(?:\s?[)\]])?%?(?:\s?\([^()]*\))?"
_LINK = Pattern(
    _SPREAD + r"(?:\sat\s\d+\s(?:day|week|month|year)s?)?[\s,]*(?:and|&|,)\s(?:by\s)?[(\[]?[-−+]?\s?",
    re.IGNORECASE,
)
_AGAINST = Pattern(r"[)\]]?(?:\s?\([^()]*\))?\s(?:compared\swith|versus|vs\.?|to)\s(?:[a-z-]+\s){0,2}", re.IGNORECASE)
"""Between what was before and after in one arm: 'drug: 6.4 compared with 5.0; placebo: …'."""
_CLOSES = Pattern(
    _SPREAD + r"(?:\sat\s(?:\d+(?:,\sand\s|,\s|\sand\s))*\d+\s(?:day|week|month|year)s?)?"
    r"(?:,?\srespectively,?)?",
    re.IGNORECASE,
)
_GROUP_RIGHT = Pattern(r"\s(?:in|with|for|among)\s(?:the\s)?[^,;.()\d]{0,40}\b(?:arm|group)\b", re.IGNORECASE)
_VERB = Pattern(r"(?:\s[a-z]+){0,2}\s(?:by\s|of\s|was\s|were\s|had\s|to\s)?$|\s?[:(\[]\s?$", re.IGNORECASE)
_OF_COUNTS = Pattern(r"(?:\s[a-z-]+){1,3},?\sand\s")
"""Between counts of two things: 'two wrist fractures and four others'."""
_TAKING_LEFT = Pattern(r"\b(?:taking|those\s(?:in|on|given|receiving)(?:\sthe)?)\s$", re.IGNORECASE)
_OPENS = Pattern(r"[;:(\[]\s?$")
_BASELINE = Pattern(r"(?:\s(?:arm|group))?\s?[=:,(]\s?baseline\s(?:mean\s|median\s)?", re.IGNORECASE)
_REACH = 80
_NEXT = 110
"""Characters between the lists of two arms."""
_TELLING = 20
"""Characters behind 'in the group' that tell which: 'in the group given ginger'."""


def find_crossed(scene: Scene, figures: Sequence[Measurement]) -> list[list[list[Measurement]]]:
    """Returns what is told arm by arm, each as runs of what is compared: the first figures of all arms, and so on.

    Why: In 'scores fell by 3 and 5 points with yoga and by 1 and 2 with usual care' 3 is compared with 1, and 5 with 2.
    """
    found: list[list[list[Measurement]]] = []
    lists = [one for one in _lists(scene, figures) if len(one) > 1 and _owner(scene, one) is not None]
    told: list[list[Measurement]] = []
    for one in lists:
        if told and not _goes_on(scene, told, one):
            found += _across(told)
            told = []
        told.append(one)
    return found + _across(told)


def _across(told: Sequence[Sequence[Measurement]]) -> list[list[list[Measurement]]]:
    return [[list(run) for run in zip(*told, strict=True)]] if 1 < len(told) <= MOST_ARMS else []


def _lists(scene: Scene, figures: Sequence[Measurement]) -> list[list[Measurement]]:
    """Returns the figures in lists of those that nothing but a link parts."""
    lists = [[m] for m in figures[:1]]
    for before, m in pairwise(figures):
        if kind_of(before) == kind_of(m) and _is_linked(scene, lists[-1], m):
            lists[-1].append(m)
        else:
            lists.append([m])
    return lists


def _is_linked(scene: Scene, one: Sequence[Measurement], m: Measurement) -> bool:
    link = _OF_COUNTS if is_count(one[-1]) and is_count(m) else _LINK
    if _LINK.fullmatch(scene.text, one[-1].end, m.start) or link.fullmatch(scene.text, one[-1].end, m.start):
        return True
    is_labelled = any(_is_labelled(scene, arm, one[0]) for arm in scene.arms)
    return is_labelled and len(one) == 1 and _AGAINST.fullmatch(scene.text, one[0].end, m.start) is not None


def _is_labelled(scene: Scene, arm: ArmMention, m: Measurement) -> bool:
    """'drug: 6.4', 'drug: baseline mean 6.4'."""
    return is_label(scene, arm, m) or _BASELINE.fullmatch(scene.text, arm.end, m.start) is not None


def is_count(m: Measurement) -> bool:
    """Whether a figure is a bare whole number."""
    return m.unit is None and m.number.is_whole


def _goes_on(scene: Scene, told: Sequence[Sequence[Measurement]], one: Sequence[Measurement]) -> bool:
    before = told[-1]
    if _bracket_of_label(scene, before[0]) != _bracket_of_label(scene, one[0]):
        return False
    are_alike = len(before) == len(one) and kind_of(before[0]) == kind_of(one[0])
    is_near = one[0].start - before[-1].end <= _NEXT
    return are_alike and is_near and _owner(scene, one) not in [_owner(scene, other) for other in told]


def _bracket_of_label(scene: Scene, m: Measurement) -> int | None:
    """Returns where the bracket begins in which a figure has its label, None where it has none in a bracket."""
    opened = scene.brackets.opened_before(m.start)
    is_inside = opened is not None and any(opened < arm.start and is_label(scene, arm, m) for arm in scene.arms)
    return opened if is_inside else None


def _owner(scene: Scene, one: Sequence[Measurement]) -> str | None:
    """Returns the words that say of which arm a list of figures is, right behind it or right before it."""
    closed = _CLOSES.match(scene.text, one[-1].end)
    end = closed.end() if closed else one[-1].end
    behind = next((a for a in scene.arms if end <= a.start and is_said_of(scene, end, a)), None)
    if behind:
        return scene.text[behind.start : behind.end]
    group = _GROUP_RIGHT.match(scene.text, end, scene.end)
    if group:
        return scene.text[group.start() : group.end() + _TELLING]
    ahead = next((a for a in reversed(scene.arms) if a.end <= one[0].start), None)
    if ahead is None or one[0].start - ahead.end > _REACH:
        return None
    left = scene.before(ahead.start, 30)
    is_led = (IN_LEFT.search(left) or _TAKING_LEFT.search(left)) and _VERB.fullmatch(
        scene.text[ahead.end : one[0].start]
    )
    is_listed = scene.text[ahead.end : one[0].start] == " " and _OPENS.search(scene.before(ahead.start, 8))
    return scene.text[ahead.start : ahead.end] if is_led or is_listed or _is_labelled(scene, ahead, one[0]) else None
