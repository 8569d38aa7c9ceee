"""Counts and their shares: '29 of 30 (97%)', '97% (29 of 30)', '29/30'."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from herald.extraction.intervals import is_level
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.number_row import NumberRow
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.sorts import is_change, is_maturity_of

SIZE_LEFT = Endings(r"\b(?<!n/)[nN]\s?(?:=|:)\s?$")
_NO_COUNT_LEFT = Endings(
    SIZE_LEFT.pattern.pattern
    + r"|\b(?:grades?|stages?|cycles?|weeks?|days?|ECOG|phase)\s(?:\d\s?(?:or|and|to|/|-|–)\s?)*$"
    + r"|\b(?:at|by|to|and|from|until)\s(?:year|month|visit)\s$",
    re.IGNORECASE,
)
_GRADES_LEFT = Endings(r"\bgrades?\s(?:(?:[0-5]|I{1,3}|IV)\s?(?:,|or|and|to|/|-|–)\s?)+$", re.IGNORECASE)
_OF = Pattern(r"\s?(?:/|of|out\sof|among)\s?(?:the\s|a\stotal\sof\s|these\s)?", re.IGNORECASE)
_COUNTS_BEHIND = Pattern(
    r"[^()\[\];.%]{0,110}[(\[](?:[^()\[\]%]{0,40}[;,:]\s|\s?)(?:n(?:\s?/\s?N)?\s?=\s?)?", re.IGNORECASE
)
_COUNTS_BEHIND_INTERVAL = Pattern(r"\s?[;,]\s(?:n(?:\s?/\s?N)?\s?=\s?)?", re.IGNORECASE)
"""Between the interval of a share and its counts, in one bracket: '49% (95% CI 33-65; 20 of 41)'."""
_INHIBITOR_RIGHT = Pattern(r"\s?(?:kinase\s)?(?:inhibit|blockade)", re.IGNORECASE)
"""Behind the numbers of a name: 'cyclin-dependent kinase 4/6 inhibitor'."""
_MONTH = Pattern(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")
_VERSUS = Pattern(r"\s(?:vs?\.?|versus)\s")
_COUNT_TO_PERCENT = Pattern(
    r"(?:\s[A-Za-z][\w-]*){0,9}?[\s,;]*[\[(]\s?|(?:\s(?:patients|women|participants))?\s?[;,:]\s|(?:\s[A-Za-z][\w-]*){0,3},?\s(?:i\.e\.|or|that\sis|namely),?\s",
    re.IGNORECASE,
)
_PERCENT_TO_OF = Pattern(r"\s?[)\]]?\s(?:out\s)?of\s(?:the\s|all\s)?", re.IGNORECASE)
_PERCENT_TO_IN = Pattern(r"\s?[)\]]?\sin\s", re.IGNORECASE)
_PEOPLE_RIGHT = Pattern(r"\s(?:\w+\s)?(?:patients|women|participants)\b", re.IGNORECASE)
_PEOPLE_AND_LEVEL = Pattern(
    r"\s(?:\w+\s)?(?:patients|women|participants|people|cases)\s?[(\[]\s?\d\d(?:\.\d)?\s?%\s?(?:CI|confidence)",
    re.IGNORECASE,
)
_CLOSES_COUNT = Pattern(
    r"\s?(?:patients|women|pts)?\s?[\])]|\s(?:patients|women|pts)[,;]\s"
    r"|\s(?:cases?|events?|deaths?|relapses?|recurrences?|participants|subjects|patient|woman)\s?(?:[\])]|[,;]\s)"
)
_FIRST_NO_GRADE = 6
_PERCENT_TO_COUNT = Pattern(r"\s?[\[(,;]\s?(?P<label>n(?:\s?/\s?N)?\s?[=:]\s?)?", re.IGNORECASE)


def read_share(row: NumberRow, at: int) -> int:
    """Reads '29 of 30 (97%)', '29 (97%) of 30', '97% (29 of 30)', '29/30', '29 (97%)'; returns how many it took."""
    number = row.numbers[at]
    if number.unit == "%":
        return _percent_of_people(row, at) or _percent_then_counts(row, at)
    if number.unit or not number.is_whole or number.bound:
        return 0
    if _is_labelled(row, at):
        return 0
    if _is_fraction(row, at):
        return _fraction(row, at)
    if _is_percent_of(row, at):
        return _count_then_percent(row, at)
    return 0


def _is_labelled(row: NumberRow, at: int) -> bool:
    """Whether words before a number make it no count: a grade, a size, 'one in two'; 'n = 25/51 (49%)' is one."""
    left = row.left(at)
    if left == " in " and row.numbers[at].in_words:
        return True
    if _is_last_grade(row, at):
        return True
    is_share = SIZE_LEFT.search(left) and _is_percent(row, at + 2) and _is_fraction(row, at)
    return _NO_COUNT_LEFT.search(left) is not None and not is_share


def _is_last_grade(row: NumberRow, at: int) -> bool:
    """Whether a number closes a list of grades: 'grade 3/4 (12%)', 'grades 3 or 4'."""
    number = row.numbers[at]
    is_low = number.value is not None and number.value < _FIRST_NO_GRADE
    return is_low and _GRADES_LEFT.search(row.text[max(row.start, number.start - 24) : number.start]) is not None


def _is_fraction(row: NumberRow, at: int) -> bool:
    if at + 1 >= len(row.numbers):
        return False
    part, whole = row.numbers[at], row.numbers[at + 1]
    fits = part.value is not None and whole.value is not None and part.value <= whole.value
    is_name = _INHIBITOR_RIGHT.match(row.right(at + 1)) or _MONTH.fullmatch(row.text, part.start, whole.end)
    return fits and whole.is_whole and whole.unit is None and not is_name and bool(_OF.fullmatch(row.gap(at + 1)))


def _fraction(row: NumberRow, at: int) -> int:
    part, whole = row.numbers[at], row.numbers[at + 1]
    if _is_percent(row, at + 2) and _COUNT_TO_PERCENT.fullmatch(row.gap(at + 2)) and _agrees(row, part, whole, at + 2):
        percent = row.numbers[at + 2]
        row.add(Sort.VALUE, percent, start=part.outer_start, events=part, total=whole)
        return 3
    last = row.found[-1] if row.found else None
    if last and _is_explained(row, last, part, whole):
        row.found[-1] = replace(last, end=whole.outer_end, events=part, total=whole)
    else:
        row.add(Sort.VALUE, part, unit="patients", end=whole.outer_end, events=part, total=whole)
    return 2


def _is_explained(row: NumberRow, last: Measurement, part: Number, whole: Number) -> bool:
    """Whether a bracket tells of how many a share was taken: '45.8% of those on drug (group B; 49 of 107; …)'."""
    if last.sort is not Sort.VALUE or last.unit != "%" or last.events:
        return False
    joint = _COUNTS_BEHIND_INTERVAL if last.interval else _COUNTS_BEHIND
    return joint.fullmatch(row.text, last.end, part.outer_start) is not None and _makes(part, whole, last.number)


def _makes(part: Number, whole: Number, percent: Number) -> bool:
    """Whether a count of a whole makes a percentage as exactly as it is printed."""
    if part.value is None or not whole.value or percent.value is None:
        return False
    unit = Decimal(1).scaleb(int(percent.value.as_tuple().exponent))
    return abs(part.value / whole.value * 100 - percent.value) <= unit


def _agrees(row: NumberRow, part: Number, whole: Number, at: int) -> bool:
    """Whether a percentage may be that fraction, generously rounded."""
    percent = row.numbers[at].value
    if percent is None or part.value is None or not whole.value:
        return False
    return abs(part.value / whole.value * 100 - percent) < 6


def _is_percent(row: NumberRow, at: int) -> bool:
    return (
        at < len(row.numbers)
        and row.numbers[at].unit == "%"
        and (row.numbers[at].bound is None or _is_least(row, at))
        and (row.numbers[at].value or 0) >= 0
        and not is_level(row, row.numbers[at])
        and not is_maturity_of(row.right(at))
    )


def _is_least(row: NumberRow, at: int) -> bool:
    """Whether a share is said to be below a figure right behind its count: '1 (<1%)'."""
    return row.numbers[at].bound == "<" and re.fullmatch(r"\s?[\[(]\s?", row.gap(at)) is not None


def _is_percent_of(row: NumberRow, at: int) -> bool:
    gap = row.gap(at + 1) if _is_percent(row, at + 1) and not _are_shares(row, at + 1) else ""
    return gap.rstrip().endswith(("(", "[")) and _COUNT_TO_PERCENT.fullmatch(gap) is not None


def _are_shares(row: NumberRow, at: int) -> bool:
    """Whether a bracket compares two shares, of which neither is that of the count before it: '3 (1% vs 4%)'."""
    is_next = _is_percent(row, at) and _is_percent(row, at + 1)
    return is_next and _VERSUS.fullmatch(row.gap(at + 1)) is not None


def _count_then_percent(row: NumberRow, at: int) -> int:
    count, percent = row.numbers[at], row.numbers[at + 1]
    if _is_whole_behind(row, at + 2):
        whole = row.numbers[at + 2]
        row.add(Sort.VALUE, percent, start=count.outer_start, end=whole.outer_end, events=count, total=whole)
        return 3
    row.add(Sort.VALUE, percent, start=count.outer_start, events=count)
    return 2


def _is_whole_behind(row: NumberRow, at: int) -> bool:
    """Whether a number tells of how many a count with its share was: '29 (97%) of 30', '97% (29) of the 30 women'."""
    if at >= len(row.numbers) or not row.numbers[at].is_whole:
        return False
    gap = row.gap(at)
    is_in = _PERCENT_TO_IN.fullmatch(gap) is not None
    is_in = is_in and (_PEOPLE_RIGHT.match(row.right(at)) is not None or _makes(*_of_share(row, at)))
    return is_in or _PERCENT_TO_OF.fullmatch(gap) is not None


def _of_share(row: NumberRow, at: int) -> tuple[Number, Number, Number]:
    """Returns the count, the whole at `at` and the percentage of 'count (percentage) in whole'."""
    return row.numbers[at - 2], row.numbers[at], row.numbers[at - 1]


def _percent_of_people(row: NumberRow, at: int) -> int:
    """Reads a share with the people that it is of, right before its interval: '90.9% of 33 women (95% CI …)'."""
    whole = row.numbers[at + 1] if at + 1 < len(row.numbers) else None
    if whole is None or whole.unit or whole.in_words or not _PERCENT_TO_OF.fullmatch(row.gap(at + 1)):
        return 0
    if not whole.is_whole or not _PEOPLE_AND_LEVEL.match(row.text, whole.outer_end):
        return 0
    row.add(Sort.VALUE, row.numbers[at], end=whole.outer_end, total=whole)
    return 2


def _percent_then_counts(row: NumberRow, at: int) -> int:
    gap = _PERCENT_TO_COUNT.fullmatch(row.gap(at + 1)) if at + 1 < len(row.numbers) else None
    if gap is None:
        return 0
    percent, part = row.numbers[at], row.numbers[at + 1]
    if part.unit or not part.is_whole or is_change(row.text[percent.outer_end : percent.outer_end + 60]):
        return 0
    if _is_fraction(row, at + 1) and _agrees(row, part, row.numbers[at + 2], at):
        whole = row.numbers[at + 2]
        row.add(Sort.VALUE, percent, end=whole.outer_end, events=part, total=whole)
        return 3
    if not gap["label"] and _CLOSES_COUNT.match(row.right(at + 1)):
        taken = 3 if _is_whole_behind(row, at + 2) and _agrees(row, part, row.numbers[at + 2], at) else 2
        last = row.numbers[at + taken - 1]
        row.add(Sort.VALUE, percent, end=last.outer_end, events=part, total=last if taken == 3 else None)
        return taken
    return 0
