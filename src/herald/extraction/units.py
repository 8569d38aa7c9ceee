"""Units and words that a figure shares with its neighbour: '8.2 vs 3.0 months', 'nor was it'."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from herald.extraction.measurements import TIME_UNITS, Measurement, Sort, lie_apart
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings, Phrases
from herald.extraction.sorts import is_put_at

_ECHO = Pattern(
    r"\b(?:nor|neither)\s(?:was|were|had|did|has)\s(?:it|they|that|the\s(?:other|median))\b[^.;()]{0,20}", re.IGNORECASE
)
OPENED = Pattern(r"\)?(?:\s[a-z]+){0,2}\s?[\[(]\s?")
_STRONG_LINK = Pattern(
    r"\b(?:v|vs|versus|compared\s(?:with|to)|than|against|as\sopposed\sto|relative\sto|over|nor)\b", re.IGNORECASE
)
_SHORT_LINK = Pattern(
    r"[)\]]?\s?(?:\([^()]*\)\s?|\[[^\[\]]*\]\s?)?(?:,?\s?(?:and|or)|,|to|vs?\.?|versus|compared\s(?:with|to)|against|/)\s?(?:(?:with|on|in|for|the|a|only|about|an?)\s){0,3}",
    re.IGNORECASE,
)
_RISE_LINK = Pattern(r"\s(?:with|on|in|for)\s[^,;()]{2,60}?\sto\s", re.IGNORECASE)
_FROM_LEFT = Endings(r"\bfrom\s$", re.IGNORECASE)
_BY_ARM = Pattern(
    r"\s(?:with|on|in|for|among)\s(?:[^;:.,()\d]|(?<=[A-Za-z-])\d){2,60}?,?\s(?:and|vs?\.?|versus|against|compared\s(?:with|to))\s"
    r"(?:only\s|with\s|a\s|the\s)?",
    re.IGNORECASE,
)
_RESUMED = Pattern(
    r"[^;.]*;\s(?:and\s|but\s)?(?:(?:in|for|among|with|without|after|on|under)\s(?:[^;.()\d]|(?<=[A-Za-z-])\d){2,60}?"
    r"|(?:the\s)?(?:median\s)?m?(?:OS|PFS2?|TTP|D[Oo]R|[DE]FS)(?:\s(?:was|were))?)[,:]?\s",
    re.IGNORECASE,
)
_NEXT_LABEL = Pattern(r"[)\]]?;\s(?:the\s)?[A-Za-z](?:[^;:,.()\d]|(?<=[A-Za-z-])\d){1,40}[,:]\s")
"""Between two figures that have their arms as labels: 'PFS (months): drug, 9.1; placebo, 6.4'."""
_LIST_LINK = Pattern(
    r"(?:[^;.\d]{0,60}?\b(?:and|or)\b|[^;.\d]{0,60},)(?:[^;.\d]|(?<=[A-Za-z-])\d){0,30}", re.IGNORECASE
)
_TOLD_OF_ARM = Pattern(r"\s(?P<word>with|on|in|for)\s[^;.()\d]{2,60},?\s(?:and|but)\s(?:only\s)?")
_ANNOUNCED = Pattern(
    r"(?:[\[(]|,\s(?:in\s)?)(?P<unit>months?|mos?|years?|%|percent)(?:[\])]|\s?[\[(](?:9\d%\s?CI|range)[\])]|(?=:))"
    r"\s?(?:[:|,]?(?-i:[^;.a-z]*)|:\s[^;.\d]{0,40})$",
    re.IGNORECASE,
)
_BEHIND_NAME = Pattern(
    r"\s?[\[(](?:[^\[\]()\d%]|(?<=[A-Za-z-])\d){2,60}[\])]\s?(?P<unit>months|years|weeks|%)", re.IGNORECASE
)
"""The unit behind the arm of a figure: '2.8 [placebo] months'."""
_UNIT_BY_INITIAL = {"%": "%", "p": "%", "y": "years", "w": "weeks"}
IN_UNIT = Phrases(r"(?:\bin\s|[\[(])(?P<unit>months|years|weeks)\b", re.IGNORECASE)
LEAST_TIME = 3
"""What is less may be a ratio, where a unit is announced for times."""
_VERSUS = Pattern(r"\s(?:vs?\.?|versus|against|compared\s(?:with|to))\s(?:only\s)?", re.IGNORECASE)
_AND = Pattern(r"\s?(?:,|,?\s(?:and|or))\s")
_AND_COMPOUND = Pattern(r"-?(?:,|,?\s(?:and|or|to))\s")
"""What stands between the time points of 'the 12- and 24-month rates'."""
_AT_BEFORE = Endings(r"\b(?:at|by|after|restricted\sto)\s(?:the\s)?$", re.IGNORECASE)
_NOT_A_VALUE_LEFT = Endings(
    r"\b(?:grades?|phase|stage|aged?|level|arms?|cohort|groups?|day|week|(?:of|for|in|among)\sthe|all)\s$",
    re.IGNORECASE,
)
_NOT_A_VALUE_RIGHT = Pattern(
    r"\s?(?:patients|women|pts|people|participants|of\b|cases|deaths|events|relapses|recurrences|:|[A-Za-z-]+\s(?:patients|women|events))",
    re.IGNORECASE,
)


def with_echoes(text: str, end: int, found: list[Measurement]) -> list[Measurement]:
    """Reads 'nor was it' as 'not reached' said again: the figure stands where it was printed first."""
    first = next((m for m in found if m.number.is_not_reached), None)
    echo = _ECHO.search(text, first.end, end) if first else None
    if first is None or echo is None:
        return found
    behind = next((m for m in found if m.start >= echo.end()), None)
    has_range = behind is not None and behind.sort is Sort.RANGE and OPENED.fullmatch(text[echo.end() : behind.start])
    said = Measurement(Sort.VALUE, echo.start(), behind.end if has_range and behind else echo.end(), first.number)
    kept = [m for m in found if not (has_range and m is behind)]
    return sorted([*kept, said], key=lambda m: m.start)


def with_precise(text: str, found: list[Measurement]) -> list[Measurement]:
    """Takes, for a time that is told roughly, the figure that a bracket gives: 'just over 6 months (6.2)'."""
    kept: list[Measurement] = []
    for here in found:
        last = kept[-1] if kept else None
        if last and _is_precise(text, last, here):
            unit = here.unit or last.unit
            kept[-1] = replace(last, number=here.number, unit=unit, end=here.end, interval=here.interval)
        else:
            kept.append(here)
    return kept


def _is_precise(text: str, rough: Measurement, here: Measurement) -> bool:
    """Whether a bracket right behind a whole number of months or years says it to a decimal."""
    if rough.sort is not Sort.VALUE or rough.unit not in TIME_UNITS or rough.interval or not rough.number.is_whole:
        return False
    value, about = here.number.value, rough.number.value
    if (
        here.sort not in (Sort.PLAIN, Sort.VALUE)
        or here.unit not in (None, rough.unit)
        or value is None
        or about is None
    ):
        return False
    return "." in _printed(text, here) and abs(value - about) <= 1 and text[rough.end : here.start] in (" (", "(")


def with_units(text: str, start: int, found: list[Measurement]) -> list[Measurement]:
    """Gives bare numbers the unit of the neighbour that they are joined to: '8.2 vs 3.0 months'.

    Args:
        start: Where their sentence begins.
    """
    found = _in_unit(text, start, [_announced(text, m) for m in _with_times(text, found)])
    for at in range(len(found) - 2, -1, -1):
        found[at : at + 2] = _backward(text, found[at], found[at + 1])
    found = _before_open_ends(text, found)
    value: Measurement | None = None
    for at in range(1, len(found)):
        value = found[at - 1] if found[at - 1].sort is Sort.VALUE else value
        found[at] = _explained(text, found, at) or _forward(text, found[at - 1], _resumed(text, found, at, value))
    return found


def _resumed(text: str, found: list[Measurement], at: int, last: Measurement | None) -> Measurement:
    """Gives a bare number behind a semicolon the unit of the times before it: '…; in those with the mutation 9.1'."""
    here = found[at]
    if last is None or last.unit not in TIME_UNITS or not _may_inherit(text, here):
        return here
    have_points = "." in _printed(text, here) and "." in _printed(text, last)
    is_resumed = have_points and _RESUMED.fullmatch(text, found[at - 1].end, here.start)
    return replace(here, sort=Sort.VALUE, unit=last.unit) if is_resumed else here


def _explained(text: str, found: list[Measurement], at: int) -> Measurement | None:
    """Returns a bare number as the first of two that a gap before them is made of: 'by 3.1 months (16.0 v 12.9)'."""
    gap, here, later = found[at - 1], found[at], found[at + 1] if at + 1 < len(found) else None
    if (
        later is None
        or gap.sort not in (Sort.CHANGE, Sort.DIFFERENCE)
        or gap.unit is None
        or here.sort is not Sort.PLAIN
    ):
        return None
    is_opened = text[gap.end : here.start].strip() in ("(", "[") and _SHORT_LINK.fullmatch(text, here.end, later.start)
    unit = "%" if gap.unit == "points" else gap.unit
    return replace(here, sort=Sort.VALUE, unit=unit) if is_opened and lie_apart(gap, here, later) else None


def _with_times(text: str, found: list[Measurement]) -> list[Measurement]:
    """Reads 'at 12, 18 and 24 months' and '12-, 18- and 24-month' as three time points."""
    for at, last in enumerate(found):
        if last.unit not in TIME_UNITS or last.sort not in (Sort.VALUE, Sort.TIMEPOINT):
            continue
        low, link = at, _AND_COMPOUND if last.number.is_compound else _AND
        while low and found[low - 1].sort is Sort.PLAIN and link.fullmatch(text, found[low - 1].end, found[low].start):
            low -= 1
        is_told = last.number.is_compound or _AT_BEFORE.search(text, max(0, found[low].start - 18), found[low].start)
        if low < at and is_told:
            run = [replace(m, sort=Sort.TIMEPOINT, unit=last.unit) for m in found[low : at + 1]]
            found = [*found[:low], *run, *found[at + 1 :]]
    return found


def _announced(text: str, here: Measurement) -> Measurement:
    """Gives a bare number the unit that is told apart from it: 'PFS (months): 12.9 v 9.4', '2.8 [placebo] months'."""
    value = here.number.value
    if here.sort is not Sort.PLAIN or value is None or value > 100:
        return here
    announced = _ANNOUNCED.search(text, max(0, here.start - 60), here.start) or _BEHIND_NAME.match(text, here.end)
    if announced is None or not _may_inherit(text, here):
        return here
    unit = _UNIT_BY_INITIAL.get(announced["unit"][0].lower(), "months")
    return replace(here, sort=Sort.VALUE, unit=unit)


def _in_unit(text: str, start: int, found: list[Measurement]) -> list[Measurement]:
    """Gives pairs of bare numbers the unit that their sentence announces: 'medians (in months) were 9.1 versus 1.9'."""
    has_bare = any(m.sort is Sort.PLAIN for m in found)
    told = IN_UNIT.search(text, start, found[-1].start) if has_bare else None
    if told is None:
        return found
    unit, kept = told["unit"].lower(), list(found)
    for at, (here, later) in enumerate(pairwise(found)):
        if here.start > told.end() and _are_bare_pair(text, here, later):
            kept[at : at + 2] = [replace(m, sort=Sort.VALUE, unit=unit) for m in (here, later)]
    return [replace(m, sort=Sort.VALUE, unit=unit) if _is_bare_time(m, told.end()) else m for m in kept]


def _is_bare_time(m: Measurement, start: int) -> bool:
    """Whether a bare number with its interval, behind the words that announce a unit, is too large for a ratio."""
    is_bare = m.sort is Sort.PLAIN and m.unit is None and m.interval is not None and m.start > start
    return is_bare and m.number.value is not None and m.number.value >= LEAST_TIME


def _are_bare_pair(text: str, here: Measurement, later: Measurement) -> bool:
    are_bare = all(m.sort is Sort.PLAIN and m.unit is None and not m.number.bound for m in (here, later))
    are_broken = "." in _printed(text, here) or "." in _printed(text, later)
    return are_bare and are_broken and _VERSUS.fullmatch(text, here.end, later.start) is not None


def _before_open_ends(text: str, found: list[Measurement]) -> list[Measurement]:
    """Gives a bare number beside a median that was not reached the unit of the times before: '8.8 vs not reached'."""
    unit: str | None = None
    for at, (here, later) in enumerate(pairwise(found)):
        unit = here.unit if here.unit in TIME_UNITS and here.sort is Sort.VALUE else unit
        is_open = later.number.is_not_reached and here.sort is Sort.PLAIN and "." in _printed(text, here)
        if unit and is_open and _SHORT_LINK.fullmatch(text, here.end, later.start) and _may_inherit(text, here):
            found[at] = replace(here, sort=Sort.VALUE, unit=unit)
    return found


def _backward(text: str, here: Measurement, later: Measurement) -> tuple[Measurement, Measurement]:
    """Passes the unit of `later` back to the bare number before it."""
    if here.sort is not Sort.PLAIN or later.unit is None or not (_may_inherit(text, here) or _is_like(here, later)):
        return here, later
    if not _is_linked(text, here, later):
        return here, later
    left = text[max(0, here.start - 60) : here.start]
    are_broken = "." in _printed(text, here) and "." in _printed(text, later)
    if later.unit in TIME_UNITS and _AT_BEFORE.search(left) and not (is_put_at(left) or are_broken):
        return replace(here, sort=Sort.TIMEPOINT, unit=later.unit), replace(later, sort=Sort.TIMEPOINT)
    if later.sort in (Sort.VALUE, Sort.TIMEPOINT):
        return replace(here, sort=later.sort, unit=later.unit), later
    return here, later


def _is_like(here: Measurement, later: Measurement) -> bool:
    """Whether both have an interval, so that neither is a ratio beside a time: '2.9 (0.9–5.5) and 6.2 months (…)'."""
    return here.interval is not None and later.interval is not None


def _is_linked(text: str, here: Measurement, later: Measurement) -> bool:
    """Whether a short link joins two figures, or they are the ends of a rise: 'from 7.4 with drug to 9.5 months'."""
    if _SHORT_LINK.fullmatch(text, here.end, later.start) or _is_compared(text, here, later):
        return True
    is_start = _FROM_LEFT.search(text, max(0, here.start - 6), here.start) is not None
    return is_start and _RISE_LINK.fullmatch(text, here.end, later.start) is not None


def _is_compared(text: str, here: Measurement, later: Measurement) -> bool:
    """Whether two figures with a point are set side by side, arm by arm: '30.9 with A and 25.1 months with B'."""
    have_points = "." in _printed(text, here) and "." in _printed(text, later)
    return have_points and _BY_ARM.fullmatch(text, here.end, later.start) is not None


def _forward(text: str, before: Measurement, here: Measurement) -> Measurement:
    """Passes the unit of `before` on to the bare number behind it."""
    if before.sort is not Sort.VALUE or before.unit not in (*TIME_UNITS, "%") or not _may_inherit(text, here):
        return here
    between = text[before.end : here.start]
    have_points = "." in _printed(text, here) and "." in _printed(text, before)
    is_listed = have_points and (between.strip() == "/" or _LIST_LINK.fullmatch(between) is not None)
    is_compared = len(between) <= 160 and ";" not in between and bool(_STRONG_LINK.search(between))
    is_labelled = have_points and before.unit in TIME_UNITS and _NEXT_LABEL.fullmatch(between) is not None
    is_parallel = is_labelled or _is_parallel(text, between, here)
    return replace(here, sort=Sort.VALUE, unit=before.unit) if is_listed or is_compared or is_parallel else here


def _is_parallel(text: str, between: str, here: Measurement) -> bool:
    """Whether the same word tells the arms of two figures: '9 months with X and 6 with Y'."""
    told = _TOLD_OF_ARM.fullmatch(between)
    return told is not None and text.startswith(f" {told['word']} ", here.end)


def _printed(text: str, measurement: Measurement) -> str:
    return text[measurement.number.start : measurement.number.end].replace("·", ".")


def _may_inherit(text: str, here: Measurement) -> bool:
    if here.sort is not Sort.PLAIN or (here.interval and here.number.value is not None and here.number.value < 5):
        return False
    left = text[max(0, here.start - 12) : here.start]
    return not _NOT_A_VALUE_LEFT.search(left) and not _NOT_A_VALUE_RIGHT.match(text, here.end)
