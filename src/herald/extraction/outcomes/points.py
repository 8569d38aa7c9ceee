"""Times at which an outcome was measured, where they stand as if they were values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_AFTER_LEFT = Endings(r"\b(?:at|by|after)\s(?:\w+\s)?post-?(?:operative|treatment|surgery)\s$", re.IGNORECASE)
_NEXT_LEFT = Endings(r"[,)]\s(?:and\s)?(?:at\s)?$|\sand\s(?:at\s)?$", re.IGNORECASE)
_OPENS_VALUES = Pattern(r"\s?\(\s?[-−+]?\d")


def with_times(scene: Scene, measurements: Sequence[Measurement]) -> list[Measurement]:
    """Returns the measurements, those times among them as time points that go on with one or that words put so.

    'at 1 hour (1 vs 3) and 3 hours (0 vs 2)', 'at postoperative 3 months'.
    """
    found: list[Measurement] = []
    for m in measurements:
        is_time = m.sort is Sort.VALUE and m.unit in TIME_UNITS
        found.append(replace(m, sort=Sort.TIMEPOINT) if is_time and _is_point(scene, m, found) else m)
    return found


def _is_point(scene: Scene, m: Measurement, before: Sequence[Measurement]) -> bool:
    left = scene.before(m.start, 40)
    if _AFTER_LEFT.search(left):
        return True
    goes_on = _NEXT_LEFT.search(left) is not None and _OPENS_VALUES.match(scene.text, m.end) is not None
    return goes_on and any(one.sort is Sort.TIMEPOINT and one.unit in (m.unit, "hours") for one in before)
