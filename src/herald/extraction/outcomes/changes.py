"""Percentages that tell by how much something changed, and not of what share of people it is true."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.measurements import Measurement
from herald.extraction.outcomes.figures import kind_of
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

UNIT = "% change"
"""The unit of a change in per cent, as registries of trials have it ("percent change")."""
_VERB = r"(?:chang|decreas|increas|reduc|declin|improv|dropp|diminish)\w*|lowered|fell|rose"
_CHANGE = Pattern(rf"\b(?:{_VERB}|los(?:s|ses|t)|gain(?:s|ed)?|shortening|lengthening)\b", re.IGNORECASE)
_BY_LEFT = Endings(
    rf"\b(?:{_VERB})\sby\s(?:an?\s(?:mean|median|average)\s(?:of\s)?|about\s|approximately\s)?$", re.IGNORECASE
)
_OF_RATES = Pattern(
    r"\b(?:risks?|incidence|rates?|odds|hazards?|mortality|frequency|prevalence|proportion|share)\b", re.IGNORECASE
)
_PEOPLE = Pattern(r"\b(?:patients|women)\b", re.IGNORECASE)
_MEASURE = Pattern(
    r"\b(?:densit(?:y|ies)|BMD|BMC|volumes?|levels?|concentrations?|thickness|mass|weight|cholesterol|triglycerides?|glucose"
    r"|insulin|leptin|hormones?|scores?|index|pressure)\b",
    re.IGNORECASE,
)
"""What is measured in each patient."""
_OF_PEOPLE_RIGHT = Pattern(
    r"\s(?:\([^()]*\)\s)?(?:of|in)\s(?:the\s|all\s)?(?:patients|women|participants|subjects)\b|\s(?:had|developed|experienced)\b"
)
_OF_SHARE = Pattern(
    r"\blikely\b|\bachieved\b|\bmore\spatients\b|\bfewer\b|[≥>]|\bat\sleast\b|\bof\swhom\b", re.IGNORECASE
)
"""What speaks of those in whom something changed so much, and not of how much it did."""
_IN_LEFT = Endings(r"\bin\s$", re.IGNORECASE)
_REACH_OF_MEASURE = 60
_FROM_LEFT = Endings(r"\bfrom\s$", re.IGNORECASE)
_RISK_RIGHT = Pattern(r"\s(?:\w+\s)?(?:risk|odds|hazard)\b", re.IGNORECASE)
_REACH = 30


def are_changes(scene: Scene, low: int, run: Sequence[Measurement], statistic: str) -> bool:
    """Whether percentages are changes: signed, 'fell by 4% and 9%', 'a mean loss of 2%'; never the ends of a change.

    Args:
        low: Where the words that name them begin.
    """
    first = run[0]
    if kind_of(first) != "%" or first.events or _FROM_LEFT.search(scene.before(first.start, 8)):
        return False
    if _RISK_RIGHT.match(scene.text, run[-1].end):
        return False
    if any(_is_signed(scene, m) for m in run):
        return True
    return not _OF_RATES.search(scene.text, low, first.start) and _says_change(scene, low, run, statistic)


def _says_change(scene: Scene, low: int, run: Sequence[Measurement], statistic: str) -> bool:
    first = run[0]
    if statistic == "proportion" and _is_of_measure(scene, low, run):
        return True
    if statistic in ("mean", "median"):
        return _CHANGE.search(scene.text, low, min(scene.end, run[-1].end + _REACH)) is not None
    is_by = _BY_LEFT.search(scene.before(first.start, 48)) is not None
    return is_by and _PEOPLE.search(scene.text, low, first.start) is None


def _is_of_measure(scene: Scene, low: int, run: Sequence[Measurement]) -> bool:
    """Whether a change of what is measured, and not of what share has it: 'bone density fell (2.2% vs 7.3%)'."""
    if _OF_PEOPLE_RIGHT.match(scene.text, run[-1].end) or _IN_LEFT.search(scene.before(run[0].start, 4)):
        return False
    if _OF_SHARE.search(scene.text, low, run[0].start):
        return False
    high = min(scene.end, run[-1].end + _REACH_OF_MEASURE)
    return _MEASURE.search(scene.text, low, high) is not None and _CHANGE.search(scene.text, low, high) is not None


def _is_signed(scene: Scene, m: Measurement) -> bool:
    return scene.text[m.number.start] in "-−" or scene.before(m.start, 2).strip() in ("+", "-", "−")
