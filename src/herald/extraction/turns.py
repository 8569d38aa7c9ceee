"""Figures that take up the endpoints of the sentence before, one by one: 'After adjustment they were a and b'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from herald.core.findings import Reason
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_TAKES_UP = re.compile(
    r"\b(?:they|these|those|respectively|corresponding|respective|figures|values|medians|ratios|HRs|rates)\b",
    re.IGNORECASE,
)
_SETS_APART = re.compile(r"\b(?:vs?|versus|than|compared|against)\b", re.IGNORECASE)


def find_turns(scene: Scene, measurements: Sequence[Measurement]) -> Mapping[int, Topic]:
    """Returns the endpoint of each figure, by its start, where a sentence without one takes up those told before."""
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
