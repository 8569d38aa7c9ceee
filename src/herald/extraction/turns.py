"""Figures that take up the endpoints of the sentence before, one by one: 'After adjustment they were a and b'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from herald.core.findings import Reason
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_TAKES_UP = Pattern(
    r"\b(?:they|these|those|respectively|corresponding|respective|figures|values|medians|ratios|HRs|rates)\b",
    re.IGNORECASE,
)
_THOSE_OF = Pattern(
    r"\bth(?:ose|at)\s(?:of|in|among|for|with)\s[^.;()\[\]\d]{2,70}?(?:\s?[(\[]\s?|\s(?:as|at)\s)(?=[\d])",
    re.IGNORECASE,
)
_LINK = Pattern(r"[\s,]*(?:and|&|,)\s", re.IGNORECASE)
_SETS_APART = Pattern(r"\b(?:vs?|versus|than|compared|against)\b", re.IGNORECASE)


def find_turns(scene: Scene, measurements: Sequence[Measurement]) -> Mapping[int, Topic]:
    """Returns the endpoint of each figure, by its start, that takes up those told before, in turn."""
    return _taken_up(scene, measurements) or _of_those(scene, measurements)


def _of_those(scene: Scene, measurements: Sequence[Measurement]) -> Mapping[int, Topic]:
    """Reads 'DFS of 54% and OS of 65%, lower than those of the other arm (81% and 88%)'."""
    those = _THOSE_OF.search(scene.text, scene.start, scene.end)
    if those is None:
        return {}
    named = [topic for topic in scene.topics if topic.endpoint and topic.end <= those.start()]
    told = list({topic.endpoint: topic for topic in named}.values()) or scene.setting.told
    figures = [m for m in measurements if m.start >= those.end() and m.sort in (Sort.VALUE, Sort.PLAIN)]
    are_listed = len(told) > 1 and len(figures) >= len(told) and figures[0].start == those.end()
    listed = figures[: len(told)] if are_listed else []
    is_parted = any(not _LINK.fullmatch(scene.text, one.end, other.start) for one, other in pairwise(listed))
    return {} if is_parted else {m.start: topic for m, topic in zip(listed, told, strict=False)}


def _taken_up(scene: Scene, measurements: Sequence[Measurement]) -> Mapping[int, Topic]:
    """Reads a sentence that names no endpoint: 'After adjustment they were 54% and 65%'."""
    told = scene.setting.told
    if len(told) < 2 or any(topic.reason is not Reason.FOLLOW_UP for topic in scene.topics):
        return {}
    figures = [m for m in measurements if _is_figure(scene, m)]
    is_taken_up = len(figures) == len(told) and _TAKES_UP.search(scene.text, scene.start, scene.end)
    if not is_taken_up or _SETS_APART.search(scene.text, figures[0].start, figures[-1].start):
        return {}
    return {m.start: topic for m, topic in zip(figures, told, strict=True)}


def _is_figure(scene: Scene, m: Measurement) -> bool:
    is_plain = m.sort is Sort.PLAIN and m.interval is not None
    return (is_plain or m.sort in (Sort.VALUE, Sort.EFFECT)) and not scene.brackets.depth(m.start)
