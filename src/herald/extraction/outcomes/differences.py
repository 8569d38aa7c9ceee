"""Differences between arms: figures that words call one are effects, and no value of an arm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.measurements import Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_LEFT = Pattern(
    r"(?:\b(?:mean|adjusted|between-group|treatment|absolute|squares|estimated|net)\s(?:between-group\s)?differences?\b"
    r"(?:[^;.\d]{0,80}|[^;.\d]{0,40}\sat\s\d+\s[a-z]+[^;.\d]{0,10})"
    r"|(?<!no\s)(?<!\ssignificant\s)\bdifferences?\s?(?:[(\[][^()\[\]\d]*[)\]]\s?)?(?:was|were|of|is|[:=,])\s?[(\[]?"
    r"|[(\[,;]\s?(?:mean\s|absolute\s)?differences?\s"
    r"|\b(?:AMD|MD|WMD)\b[)\]]?\s?[=:,])\s?[-−+]?\s?$",
    re.IGNORECASE,
)
_THAN_RIGHT = Pattern(
    r"\s?(?:(?!times\b|fold\b)[A-Za-z]{1,6}\d?\s)?(?:lower|higher|less|more|greater|fewer|shorter|longer)\b[^.;]{0,40}\bthan\b"
)
_VERSUS_RIGHT = Pattern(r"\s(?:vs\.?|versus)\s(?!baseline\b|placebo\b)[^.;()]{0,30}\d")
"""Behind the first of two values, which no word makes a difference: 'no mean differences (sham 2.8 vs true 2.6)'."""
_REACH = 140
_SORTS = (Sort.PLAIN, Sort.VALUE, Sort.DOSE, Sort.CHANGE)


def is_difference(scene: Scene, m: Measurement) -> bool:
    """Whether words call a figure a difference: 'mean difference, 17.02', '2 points lower … than'."""
    if not m.number.in_words and _THAN_RIGHT.match(scene.text, m.end, scene.end):
        return True
    if _VERSUS_RIGHT.match(scene.text, m.end, scene.end):
        return False
    left = scene.before(m.start, _REACH)
    return ("ifference" in left or "MD" in left) and _LEFT.search(left) is not None


def with_differences(scene: Scene, measurements: Sequence[Measurement]) -> list[Measurement]:
    """Returns the measurements, those among them that words call a difference as effects."""
    return [
        replace(m, sort=Sort.DIFFERENCE) if m.sort in _SORTS and is_difference(scene, m) else m for m in measurements
    ]
