"""Figures that are expected, hoped for or possible: no results."""

from __future__ import annotations

import re

from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases
from herald.extraction.scene import Scene

HEDGE = Phrases(
    r"\b(?:may|might|could(?!\sbe\s(?:assess|evaluat|analy|measur))|would|will|should|(?:is|are|was|were)\s(?:expected|projected|anticipated|hoped)|hopes?|hoping|aims?|aiming|thought\sthat|believed\sthat|prior\sbelief|acceptable)\b[^.,;:()\d]{0,50}$",
    re.IGNORECASE,
)
_HEDGE_BEHIND = Pattern(r"\s(?:may|might|could|would|will|(?:is|are)\s(?:expected|projected|hoped))\b", re.IGNORECASE)
_REACH = 60


def is_hedged(scene: Scene, m: Measurement) -> bool:
    low = max(scene.start, m.start - _REACH)
    return bool(HEDGE.search(scene.text, low, m.start) or _HEDGE_BEHIND.match(scene.text, m.end))
