"""Which statistic a figure of an outcome is: a share, a count, a mean or a median."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.measurements import Measurement
from herald.extraction.outcomes.counts import happen_behind
from herald.extraction.outcomes.figures import kind_of
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_AVERAGE = Pattern(
    r"\b(?P<median>medians?(?!\s(?:of|follow)))\b|\b(?:means?(?!\sfollow)|averages?|M|SD|LSM)\b|±|\+\s?/\s?[-−]|\+-",
    re.IGNORECASE,
)
_SPREAD_RIGHT = Pattern(
    r"\s?(?:%|[A-Za-zµμ/]{1,8})?\s?(?:±|\+\s?/\s?[-−]|\+-|[\[(]\s?(?:SD|SE|\d+\.\d+\s?[\])]))", re.IGNORECASE
)
_RANGE_RIGHT = Pattern(
    r"\s?(?:[A-Za-zµμ/]{1,8}\s?)?[\[(]\s?[-−]?\d[\d.·]*\s?(?:[-–−]|to|,)\s?[-−]?\d[\d.·]*\s?(?:[A-Za-zµμ/]{1,8}\s?)?[\])]"
)
"""A bracket with two numbers and no level, '3.0 [1.0-4.0]': quartiles or a range, which are given with a median."""
_NAMED_BEHIND = Pattern(
    r"\s?(?:[a-zµμ/]{1,8}\s){0,2}?[a-zµμ/]{0,8},\s(?P<average>median|mean)s?\s?[);,]", re.IGNORECASE
)
_MEDIAN_OF_LEFT = Endings(r"\bmedian\sof\s$", re.IGNORECASE)
_TIME_TO = Pattern(r"\btimes?\s(?:to|until)\b", re.IGNORECASE)
_PER_RIGHT = Pattern(r"\s?(?:cases?\s|events?\s)?per\s\d", re.IGNORECASE)
_SCALE = Pattern(
    r"\b(?:scores?|levels?|volumes?|times?|durations?|length|minutes|concentrations?|index|weight|density|costs?|points?|scale|ml|mg|pressure|temperature|drainage|change|dose|per|pain\s(?:intensity|severity|experienced|perceived)|(?:worst|average|least|maximum)\s(?:\w+\s)?pain)\b",
    re.IGNORECASE,
)
_UNIT_RIGHT = Pattern(r"\s?(?:h|hrs?|min|sec|s|ml|mg|kg|cm|mm|cGy|Gy|IU)\b")
_PEOPLE_COUNTED = Pattern(
    r"\b(?:fewer|more|less|numbers?\sof|how\smany)\s(?:of\sthe\s)?(?:\w+\s)?(?:patients|women|participants|subjects|cases|events|deaths)\b",
    re.IGNORECASE,
)
_COUNTED_RIGHT = Pattern(
    r"\s?(?:[a-z-]+\s){0,3}?(?:patients?|women|men|participants?|subjects?|cases?|events?|deaths?|relapses?|recurrences?|survivors|people|individuals|cancers?|fractures?|infections?|tumou?rs)\b"
    r"|\s(?:were\s)?(?:allocated|assigned|randomi[sz]ed)\b",
    re.IGNORECASE,
)


def statistic_of(scene: Scene, low: int, run: Sequence[Measurement]) -> str:
    """Returns "proportion", "count", "rate", "mean" or "median" for figures whose clause begins at `low`."""
    first, kind = run[0], kind_of(run[0])
    named = _named_average(scene, low, run)
    if kind == "%":
        return named if named and first.events is None else "proportion"
    if first.events is not None:
        return "count"
    if kind == "time":
        return named or ("median" if _TIME_TO.search(scene.text, low, first.start) else "mean")
    if any(_PER_RIGHT.match(scene.text, m.end) for m in run):
        return "rate"
    if named is None and all(_is_count(scene, m) for m in run) and _is_counting(scene, low, run):
        return "count"
    return named or "mean"


def names_average(scene: Scene, low: int, m: Measurement) -> bool:
    """Whether a word or a spread says of a figure that it is a mean or a median."""
    return _named_average(scene, low, [m]) is not None


def _named_average(scene: Scene, low: int, run: Sequence[Measurement]) -> str | None:
    behind = _NAMED_BEHIND.match(scene.text, run[-1].end)
    if behind or (len(run) > 1 and _MEDIAN_OF_LEFT.search(scene.before(run[0].start, 16))):
        return behind["average"].lower() if behind else "median"
    if any(_SPREAD_RIGHT.match(scene.text, m.number.end) for m in run) and kind_of(run[0]) != "%":
        before = list(_AVERAGE.finditer(scene.text, low, run[0].start))
        return "median" if before and before[-1]["median"] else "mean"
    found = _AVERAGE.finditer(scene.text, low, run[-1].start)
    matches = [match for match in found if match[0][0].isalpha() or match.start() >= run[0].start]
    if not matches and all(_RANGE_RIGHT.match(scene.text, m.number.end) for m in run):
        matches = list(_AVERAGE.finditer(scene.text, scene.start, run[-1].start))
        return "mean" if matches and not matches[-1]["median"] else "median"
    return None if not matches else "median" if matches[-1]["median"] else "mean"


def _is_count(scene: Scene, m: Measurement) -> bool:
    return (
        not _UNIT_RIGHT.match(scene.text, m.number.outer_end)
        and m.number.is_whole
        and m.unit is None
        and scene.text[m.number.start] not in "-−+"
    )


def _is_counting(scene: Scene, low: int, run: Sequence[Measurement]) -> bool:
    if happen_behind(scene, run[-1].end) or _PEOPLE_COUNTED.search(scene.text, low, run[0].start):
        return True
    if any(_COUNTED_RIGHT.match(scene.text, m.end) for m in run):
        return True
    return _SCALE.search(scene.text, low, run[-1].end) is None
