"""Whether counts say what happened to patients, and not only how many there were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.measurements import Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_DIVIDES = Pattern(
    r"\b(?:random\w+|assigned|allocated|enrol\w+|recruited|accrued|included|evaluable|available|analy[sz]ed|received"
    r"|treated|eligible|selected|consisted|comprised|given|registered|underwent)\b",
    re.IGNORECASE,
)
_EVENTS = r"(?:cases?|events?|deaths?|relapses?|recurrences?|cancers?|fractures?|infections?|complications?|reactions?)"
_CASES = r"(?:patients?|women|men|participants?|subjects?|people|individuals|survivors|" + _EVENTS + ")"
_VERBS = (
    r"(?:had|developed|experienced|remained|died|relapsed|showed|progressed|achieved|reported|complained|suffered"
    r"|presented|responded|required|discontinued|stopped|could|did\snot"
    r"|(?:was|were)\s(?:diagnosed|found|seen|observed|reported|noted|detected|recorded|positive|negative|identified))"
)
_HAPPENS = Pattern(
    r"\b(?:developed|experienc\w+|occurr\w+|died|events?|deaths|relaps\w+|recurr\w+|reported|had|showed|achieved"
    r"|responded|progress\w+|observed|seen|found|detected|identified|diagnosed|complain\w+|suffer\w*|cases|number\sof|cancers|fractures|there\swere)\b",
    re.IGNORECASE,
)
_AMONG_LEFT = Endings(r"\b(?:among|of|in)\s(?:the|all|these)\s$", re.IGNORECASE)
_HAPPENED_RIGHT = Pattern(
    r"\s(?:(?:[a-z-]+\s){0,2}?" + _CASES + r"\s)?(?:(?:in|on|with|of)\s(?:the\s)?(?:[\w-]+\s){1,4}?)?" + _VERBS + r"\b",
    re.IGNORECASE,
)
_HAPPENED_LEFT = Pattern(
    r"\b(?:occurred|(?:was|were)\s(?:found|seen|observed|reported|noted|detected|recorded|present|diagnosed|identified"
    r"|achieved|confirmed|obtained)|developed|there\s(?:was|were)|observed|identified|recorded|experienced)\s"
    r"(?:only\s)?(?P<whom>(?:in|by|for)\s)?(?:only\s|a\stotal\sof\s)?$",
    re.IGNORECASE,
)
_CASES_RIGHT = Pattern(r"\s(?:[a-z-]+\s){0,3}?" + _CASES + r"\b", re.IGNORECASE)
_EVENTS_RIGHT = Pattern(r"\s(?:[a-z-]+\s){0,3}?" + _EVENTS + r"\b", re.IGNORECASE)
_NO_EVENTS_RIGHT = Pattern(
    r"\s(?:cases\sand\s\d+\s)?(?:matched\s|healthy\s)?controls\b"
    r"|\s(?:(?:patients|women|cases)\s)?(?:received|underwent)\b"
    r"|\s(?:(?:patients|women)\s)?were\s(?:given|assigned|allocated|randomi[sz]ed|enrolled|included|treated)\b"
    r"|\s(?:allocated|assigned|randomi[sz]ed)\b"
    r"|\s?[a-z]+\s?/\s?(?:wk|week|day|d)\b",
    re.IGNORECASE,
)
"""Behind one of two groups that were chosen, '369 cases and 662 controls', '70 were given', and behind how often."""
_KIND_RIGHT = Pattern(r"\s(?P<kind>events|deaths|relapses|recurrences|responses|progressions)\b", re.IGNORECASE)
_TWO_KINDS_LEFT = Endings(r"\b(?:events|deaths|relapses|recurrences)\sand\s$", re.IGNORECASE)
"""Before the second of two counts, which two more follow for the other arm: '65 events and 38 deaths, 62 and 33'."""
_SIZE_RIGHT = Pattern(r"\s(?:patients|women|men|participants)\s?[)\]]", re.IGNORECASE)
"""Behind how many were given what stands before the bracket: 'with the antibody (143 women) or without it'."""
_OF_THEM = Pattern(r"\bof\s(?:them|these|those)\b", re.IGNORECASE)
_REACH = 60


def are_events(scene: Scene, low: int, run: Sequence[Measurement]) -> bool:
    """Whether counts of one clause, which begins at `low`, are of events."""
    is_part = _AMONG_LEFT.search(scene.before(run[0].start, 24)) or _OF_THEM.search(scene.text, low, run[0].start)
    if is_part or any(_NO_EVENTS_RIGHT.match(scene.text, m.end) for m in run):
        return False
    is_second_kind = _TWO_KINDS_LEFT.search(scene.before(run[0].start, 30)) is not None
    if is_second_kind or _are_of_two_kinds(scene, run) or all(_is_size(scene, m) for m in run):
        return False
    return _happen(scene, low, run) if len(run) > 1 else _happened(scene, low, run[0])


def _are_of_two_kinds(scene: Scene, run: Sequence[Measurement]) -> bool:
    """Whether counts are of different things, so that none is compared: '38 deaths with X, 62 events with Y'."""
    named = (_KIND_RIGHT.match(scene.text, m.end) for m in run)
    return len({kind["kind"].lower() for kind in named if kind}) > 1


def _is_size(scene: Scene, m: Measurement) -> bool:
    return scene.text[m.start - 1] in "([" and _SIZE_RIGHT.match(scene.text, m.end) is not None


def happen_behind(scene: Scene, end: int) -> bool:
    """Whether a verb behind counts says what happened: '1 in one arm and 13 in the other developed …'."""
    return _HAPPENED_RIGHT.match(scene.text, end) is not None


def counts_what_happened(scene: Scene, m: Measurement) -> bool:
    """Whether a bare number counts events, or people to whom something happened, whatever a sentence makes of it."""
    if m.unit is not None or not m.number.is_whole or m.number.value is None or m.sort not in (Sort.PLAIN, Sort.CUTOFF):
        return False
    is_ruled_out = _NO_EVENTS_RIGHT.match(scene.text, m.end) or m.number.bound
    return not is_ruled_out and bool(_EVENTS_RIGHT.match(scene.text, m.end) or happen_behind(scene, m.end))


def _happen(scene: Scene, low: int, run: Sequence[Measurement]) -> bool:
    high = min(scene.end, run[-1].end + _REACH)
    parted = scene.text.find(";", run[-1].end, high)
    high = high if parted < 0 else parted
    if _HAPPENS.search(scene.text, low, high) or all(m.total for m in run):
        return True
    return _DIVIDES.search(scene.text, low, high) is None and scene.brackets.depth(run[0].start) > 0


def _happened(scene: Scene, low: int, m: Measurement) -> bool:
    if happen_behind(scene, m.end) and not _DIVIDES.search(scene.text, m.end, m.end + 40):
        return True
    found = _HAPPENED_LEFT.search(scene.text, low, m.start)
    counted = _CASES_RIGHT if found and found["whom"] else _EVENTS_RIGHT
    return found is not None and counted.match(scene.text, m.end) is not None
