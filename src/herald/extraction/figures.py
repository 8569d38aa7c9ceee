"""Reading the figures of a sentence: each number with the interval, counts or P sign printed with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.effects import find_measure_before
from herald.extraction.intervals import CI_LEFT, LEVEL_RIGHT, read_interval, read_level
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.number_row import NumberRow
from herald.extraction.numbers import Number, find_numbers
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings
from herald.extraction.shares import SIZE_LEFT, read_share
from herald.extraction.sorts import sort_of
from herald.extraction.units import with_echoes, with_precise, with_units

_P_LEFT = Pattern(
    r"(?<![A-Za-z])[Pp](?:\s?-?(?:non-?inferiority|log-?rank))?(?P<value>[\s-]?values?)?(?P<sidedness>\s*[\[(][^)\]]{0,20}[)\]])?"
    r"(?P<of>\s(?:for|of)\s[^,;()]{0,40}?)?\s*(?:was|were|of|is|,|:)?\s*(?:=|equal to)?\s*$"
)
_P_OF_INTERACTION = Pattern(r"interact|trend|heterogen", re.IGNORECASE)
_P_THRESHOLD_RIGHT = Pattern(
    r"\s(?:(?:two|one|2|1)-sided\s)?(?:(?:significance\s)?(?:level|threshold|boundary|limit)|(?:was\s|were\s)?(?:needed|required|considered|defined|regarded))"
    r"|\s?\)?\s(?:was|were)\s(?:considered|needed|required|taken|deemed)",
    re.IGNORECASE,
)
_P_THRESHOLD_LEFT = Pattern(
    r"(?:threshold|boundary|level|cut-?off|criterion|significan(?:ce|t)\s(?:was\s)?(?:set|defined|at|if|when|with)|required|needed)\b[^.;()]{0,30}$",
    re.IGNORECASE,
)
_MARGIN_LEFT = Cued(
    r"\b(?:margin|threshold|boundary)\b[^.;]{0,110}$"
    r"|\bnon-?inferior\w*\b[^;]{0,80}\b(?:bound|limit)\b[^;]{0,80}\b(?:under|below|than|exceed\w*)\s$",
    re.IGNORECASE,
)
_HAS_INTERVAL = Pattern(r"\s?[,;]\s?$")
"""Behind a ratio whose level comes next: 'OS missed the boundary (HR 0.56, 95% CI 0.36-0.86)'."""
_IS_COMPARED = Pattern(r"\s(?:vs?\.?|versus|compared\swith|against)\s", re.IGNORECASE)
_BEHIND_BRACKET = Pattern(r"\s?[)\]],?\s(?:and|but)\s(?:(?:of|by|only|just|an?|absolute)\s)*")
_DURATIONS = Pattern(
    r"[\s,]+(?:(?:of|for)\s)?[\w.]+\s(?:months?|years?|weeks?)(?:\sof\s\w+)?\s(?:versus|vs\.?|v|against|over|compared\swith)\s[\w.]+\s(?:months?|years?|weeks?)\b",
    re.IGNORECASE,
)
_AT_A_TIME = Pattern(r"\sat\s[\w.]+\s(?:months?|years?)(?=\s(?:was|were|is|of)\s)", re.IGNORECASE)
_LEAST_SHARE = 20
"""What an "RR" of so much is a rate of responses in percent, and no ratio of risks."""
_SPREAD = Pattern(r"\s?(?:±|\+\s?/?\s?[-−])\s?")
_IS_NEXT = Pattern(r"\s(?:and|vs?\.?|versus|compared\swith)\s", re.IGNORECASE)
_NOUN_RIGHT = Pattern(r"\s(?!was\b|is\b|and\b|in\b|for\b|with\b|to\b|vs?\b|versus\b|or\b|but\b|at\b)[A-Za-z]")
_AT = Endings(r"\bat\s$", re.IGNORECASE)
_AND_AT = Endings(r"\b(?:and|but|vs?\.?|versus|against|compared\s(?:with|to)|than)\sat\s$", re.IGNORECASE)
_TO = Endings(r"\bto\s$", re.IGNORECASE)
_FROM = Pattern(
    r"(?:\s(?:on|with|for|in|under)\s[^.;,()\d]{2,40})?[\s)\],]*(?:(?:up|down),?\s)?from\s(?:(?:the|about|an?|only)\s)*",
    re.IGNORECASE,
)


def find_measurements(text: str, start: int, end: int, names: Sequence[tuple[int, int]] = ()) -> list[Measurement]:
    """Returns the measurements of `text[start:end]` in order, with offsets in `text`.

    Args:
        names: Where names stand whose numbers are no figures: "SAKK 22/99".
    """
    numbers = find_numbers(text, start, end)
    if not numbers:
        return []
    row = NumberRow(text, start, end, [n for n in numbers if not any(low <= n.start < high for low, high in names)])
    at = 0
    while at < len(row.numbers):
        at += _read_one(row, at)
    return with_units(text, start, with_echoes(text, end, with_precise(text, row.found)))


def _read_one(row: NumberRow, at: int) -> int:
    """Reads the measurement at number `at` and returns how many numbers it took."""
    unit = _unit_with_spread(row, at)
    if unit:
        row.numbers[at] = replace(row.numbers[at], unit=unit)
        _read_single(row, at)
        row.found[-1] = replace(row.found[-1], end=row.numbers[at + 1].outer_end)
        return 2
    for step in (read_level, _read_p, read_interval, read_share, _read_effect, _read_size):
        taken = step(row, at)
        if taken:
            return taken
    _read_single(row, at)
    return 1


def _unit_with_spread(row: NumberRow, at: int) -> str | None:
    """Returns the unit of a number that has its spread right behind it: '17.3 ± 13.1 months'.

    Of two such numbers the unit may stand behind both: '10.0 ± 0.8 and 9.8 ± 1.6 days'.
    """
    if not _has_spread(row, at):
        return None
    unit = row.numbers[at + 1].unit
    if unit is None and _has_spread(row, at + 2) and _IS_NEXT.fullmatch(row.gap(at + 2)):
        unit = row.numbers[at + 3].unit
    return unit if unit in ("%", *TIME_UNITS) else None


def _has_spread(row: NumberRow, at: int) -> bool:
    if at + 1 >= len(row.numbers) or row.numbers[at].unit or row.numbers[at].value is None:
        return False
    return _SPREAD.fullmatch(row.gap(at + 1)) is not None


def _read_p(row: NumberRow, at: int) -> int:
    number = row.numbers[at]
    if number.value is None or not 0 <= number.value <= 1 or number.unit:
        return 0
    match = _P_LEFT.search(row.left(at))
    if match is None:
        return 0
    if (
        (match["of"] and _P_OF_INTERACTION.search(match["of"]))
        or _P_THRESHOLD_RIGHT.match(row.right(at))
        or _P_THRESHOLD_LEFT.search(row.left(at)[: match.start()])
    ):
        return row.add(Sort.CUTOFF, number)
    return row.add(Sort.P, number)


def _read_effect(row: NumberRow, at: int) -> int:
    number = row.numbers[at]
    if number.unit or number.value is None or number.bound or number.in_words or number.value >= 100:
        return 0
    is_result = _IS_COMPARED.match(row.right(at)) or _HAS_INTERVAL.match(row.right(at))
    if _MARGIN_LEFT.search(row.left(at)) and not is_result:
        return row.add(Sort.CUTOFF, number)
    if row.text.startswith(":", number.end):
        return 0
    printed = row.text[number.start : number.end]
    if "." not in printed.replace("·", ".") and _NOUN_RIGHT.match(row.right(at)):
        return 0
    measure = find_measure_before(row.text, *row.left_range(at)) or _measure_of_several(row, at)
    if measure is None and row.level is not None and at:
        measure = _measure_before_level(row, at)
    if measure is None and row.stands_behind_time(at):
        measure = _measure_of_durations(row, number)
    is_share = measure == "RR" and number.value >= _LEAST_SHARE
    return row.add(Sort.EFFECT, number, measure=measure) if measure and not is_share else 0


def _measure_of_durations(row: NumberRow, number: Number) -> str | None:
    """Returns the measure that times follow: 'the HR of 12 months versus 6 months was 1.08', 'at 5 years was'."""
    left = row.text[max(row.start, number.outer_start - 120) : number.outer_start]
    durations = _DURATIONS.search(left) or _AT_A_TIME.search(left)
    return _measure_told(left[: durations.start()] + left[durations.end() :]) if durations else None


def _measure_before_level(row: NumberRow, at: int) -> str | None:
    """Returns the measure that a level and its label follow: 'the HRs (95% CI) for survival were 0.73'."""
    left = row.left(at)
    if CI_LEFT.search(left):
        return find_measure_before(row.text, *row.left_range(at - 1))
    label = LEVEL_RIGHT.match(left) if row.numbers[at - 1] is row.level else None
    return _measure_told(row.left(at - 1).rstrip(" ([") + left[label.end() :]) if label else None


def _measure_of_several(row: NumberRow, at: int) -> str | None:
    """Returns the measure that only a count in words parts from a figure: 'the HR for the two trials was 1.08'."""
    if not at or not row.numbers[at - 1].in_words or row.numbers[at - 1].unit:
        return None
    return find_measure_before(row.text, row.left_range(at - 1)[0], row.numbers[at].outer_start)


def _read_size(row: NumberRow, at: int) -> int:
    return row.add(Sort.SIZE, row.numbers[at]) if SIZE_LEFT.search(row.left(at)) else 0


def _stands_at_again(row: NumberRow, at: int) -> bool:
    """Whether a time stands beside another: 'at 13.2 months in one arm and at 8.1 in the other', 'to 9 from 5'."""
    times = [m for m in row.found if m.sort is Sort.VALUE and m.unit in TIME_UNITS]
    if not times:
        return False
    left = row.left(at)
    is_put = _AND_AT.search(left) and any(_AT.search(row.text, row.start, m.start) for m in times)
    return bool(is_put or (_FROM.fullmatch(left) and _TO.search(row.text, row.start, times[-1].start)))


def _read_single(row: NumberRow, at: int) -> None:
    number = row.numbers[at]
    if number.unit in TIME_UNITS and _stands_at_again(row, at):
        row.add(Sort.VALUE, number)
        return
    right = row.text[number.outer_end : number.outer_end + 60]
    left = row.left(at)
    if row.level is not None and at and CI_LEFT.search(left):
        left = row.left(at - 1).rstrip(" ([") + " "
    else:
        left = row.words_before(at)
    further = _sort_of_further(row, number, row.left(at))
    row.add(further or sort_of(number, left, right, follows_reduction=row.has_reduction), number)


def _is_time_of_share(row: NumberRow, share: Measurement, number: Number) -> bool:
    """Whether a bracket right behind a share gives nothing but its time: '68% (4 months)'."""
    if share.unit != "%" or number.unit not in TIME_UNITS or not number.is_whole:
        return False
    left, right = row.text[share.end : number.outer_start], row.text[number.outer_end : number.outer_end + 1]
    return left.strip() in ("(", "[") and right in (")", "]")


def _sort_of_further(row: NumberRow, number: Number, left: str) -> Sort | None:
    """Returns what a figure is that goes on with the one before: 'by 10% at 6 months and 15% at 12'.

    So does the one behind the ratio of the first: 'a benefit of 5% in one (HR 0.58) and 1% in the other'.
    """
    last = row.found[-2:]
    if last and _is_time_of_share(row, last[-1], number):
        return Sort.TIMEPOINT
    if _BEHIND_BRACKET.fullmatch(left):
        alike = next((m for m in reversed(row.found) if m.unit == number.unit), None)
        return Sort.DIFFERENCE if alike and alike.sort is Sort.DIFFERENCE and alike is not last[-1] else None
    is_next = len(last) == 2 and last[1].sort is Sort.TIMEPOINT and left.strip() in ("and", ",", ", and", "and by")
    is_change = is_next and last[0].sort in (Sort.DIFFERENCE, Sort.REDUCTION) and last[0].unit == number.unit
    return last[0].sort if is_change else None


def _measure_told(words: str) -> str | None:
    """Returns the effect measure that words announce from which a level or two durations were taken out."""
    return find_measure_before(words, 0, len(words))
