"""Intervals and their levels, and the estimates that they are of: '0.55 (95% CI 0.39-0.77)'."""

from __future__ import annotations

import re
from dataclasses import replace

from herald.extraction.effects import CI_WORDS
from herald.extraction.measurements import Interval, Measurement, Sort
from herald.extraction.number_row import NumberRow
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.sorts import changes_by, rises_again, rises_before, rises_from, rises_in
from herald.extraction.units import OPENED

LEVEL_RIGHT = Pattern(
    r"(?:\sand\s9\d%)?[\s-]*(?:(?:two|one|2|1)-sided\s|(?:upper|lower|repeated|stratified|exact)\s){0,2}(?:[\[(](?=CI[\])]))?"
    + CI_WORDS,
    re.IGNORECASE,
)
_LABEL_TO_LOW = Pattern(
    r"^[\s-]*(?:[\w-]+\s)?"
    + CI_WORDS
    + r"s?(?:\s?[\[(]CI[\])])?[\s,:;=\[(]*(?:of|was|from|is|ranged\sfrom|between)?[\s\[(]*$",
    re.IGNORECASE,
)
_LEVEL_AGAIN = Pattern(r"[\s-]*" + CI_WORDS + r"\s?[\[(]\s?", re.IGNORECASE)
CI_LEFT = Endings(CI_WORDS + r"[\])]?[\s,:;=\[(]*(?:of|was|from|is)?[\s\[(]*$", re.IGNORECASE)
_LEVEL_LEFT = Endings(r"\b(?:" + CI_WORDS + r"|(?-i:IC))(?:\s?[\[(]CI[\])])?[\])]?[\s,:=[(]*$", re.IGNORECASE)
"""What stands before a level that follows the name of its interval: 'confidence interval (CI) 95%: 0.5-0.7'."""
_LEVEL_TO_LOW = Pattern(r"[\s,:;=[(\])]*(?:(?:of|was|from|between)\s)?")
_LEVELS = (80, 90, 95, 99)
_SEPARATOR = Pattern(r"\s?(?:-|–|—|−|‐|‑|‒|to|through|until|up\sto)\s?", re.IGNORECASE)
_LABELLED_SEPARATOR = Pattern(r"\s?(?:-|–|—|−|‐|‑|‒|to|through|until|and|,|;|/|\.\.)\s?", re.IGNORECASE)
_TORN = Pattern(r"\s?\.\s?\d")
"""Behind the first part of a number that a damaged copy tore in two: '0.46-0. 92'."""
_UNIT_BEHIND = Pattern(r"[\])]\s?(?P<unit>months?\b|mos?\b|years?\b|weeks?\b|%)", re.IGNORECASE)
_UNITS = {"m": "months", "y": "years", "w": "weeks"}
_AT_TIME = Pattern(r"^[)\]]?,?\s(?:at|after|by)\s[\d.]+\s(?:months|years|weeks)(?=[\s,;(\[])", re.IGNORECASE)
"""The time of a rate between it and its interval: '54% at 12 months (95% CI 50-58)'."""
_NEXT_TO = Pattern(
    r"(?:[\s,;:]*\[[a-z\d]{1,2}\])?[\s,;:(\[]*(?:(?:(?:one|two|1|2)-sided|exact|binomial|stratified|repeated|asymptotic)\s)*(?:with\s(?:an?\s)?|and\s|its\s)?[\s(\[]*"
)
_FAVOURING = Pattern(r"\s(?:in\s)?favou?r(?:ing|\sof)\s[^;,()]{2,60}[;,]\s?", re.IGNORECASE)
"""Between a ratio and its interval: 'HR, 0.55 favoring the pair; 95% CI, 0.22-1.38'."""
_WHAT_THEY_HAD = Pattern(
    r"[\s)\]]*of\s(?:(?:the|all|these)\s)?(?:\w+\s)?(?:patients|women|participants|people|them)\s"
    r"(?:(?:had|have|achieved|attained|showed|reached)\s[a-z][a-z\s-]{3,50}|responded)\s?[(\[]\s?",
    re.IGNORECASE,
)
"""Between a share and its interval, what so many had: '95% of patients had a response (95% CI, 83%-100%)'."""
_EXPLAINED = Pattern(r"(?:\sor\s(?:more|longer))?\s?[\[(][^()\[\]]*;\s?")
_ESTIMATES = (Sort.VALUE, Sort.PLAIN, Sort.EFFECT, Sort.REDUCTION, Sort.DIFFERENCE)
_SPREAD_OPENED = Pattern(r"\s?[(\[](?:interquartile\s)?(?:range|IQR)\b[\s,:;=]*", re.IGNORECASE)
_SPREAD = Pattern(r"\b(?:range|IQR|interquartile|SD|quartile|min|between|from|age[ds]?)\b", re.IGNORECASE)


def read_level(row: NumberRow, at: int) -> int:
    """Reads '95% CI', with the interval where it follows at once; returns how many numbers it took."""
    number = row.numbers[at]
    label = _label_before_level(row, at)
    if label is not None:
        return 1 + _attach(row, at + 1, number, label)
    if number.unit != "%" or not (is_level(row, number) or _is_level_behind(row, at)):
        return 0
    taken = 1 + _is_number_of_sides(row, at + 1)
    is_told = at + taken + 1 < len(row.numbers) and _LABEL_TO_LOW.match(row.gap(at + taken))
    if is_told and _is_pair(row, at + taken, labelled=True):
        return taken + _attach(row, at + taken, _first_of(row, number))
    row.level = _first_of(row, number)
    return taken


def read_interval(row: NumberRow, at: int) -> int:
    """Reads a pair of numbers as the interval of an estimate before it, or as a range; returns how many it took."""
    if not (_is_pair(row, at, labelled=True) or _is_pair(row, at, labelled=False)):
        return 0
    number, left = row.numbers[at], row.left(at)
    last = row.found[-1] if row.found else None
    opened = last is not None and last.sort in _ESTIMATES and OPENED.fullmatch(left) is not None
    may_bound = opened or (last is not None and last.sort is Sort.EFFECT and left.strip() in (",", ";"))
    is_listed_in = may_bound and last is not None and _is_bounded_by(row, last, at)
    labelled = bool(CI_LEFT.search(left)) or is_listed_in
    if not _is_pair(row, at, labelled=labelled) or _is_rise(row, at) or (not labelled and rises_in(left)):
        return 0
    listed = last is not None and left.strip() in (",", ";") and _is_listed(row, last, at)
    if (labelled or opened or listed) and not (last and _is_spread(left)):
        return _attach(row, at, row.level)
    end = row.numbers[at + 1].outer_end
    if last and _SPREAD_OPENED.fullmatch(left):
        row.found[-1] = _with_unit_behind(row, last, end)
    row.add(Sort.RANGE, number, end=end)
    return 2


def _is_number_of_sides(row: NumberRow, at: int) -> bool:
    """Whether the number behind a level is that of the sides of its interval: '95% two-sided'."""
    return at < len(row.numbers) and row.right(at).startswith("-sided")


def is_level(row: NumberRow, number: Number) -> bool:
    return LEVEL_RIGHT.match(row.text, number.outer_end, row.end) is not None


def _is_level_behind(row: NumberRow, at: int) -> bool:
    """Whether a share is the level of an interval that was named before it: 'CI 95%'."""
    return row.numbers[at].value in _LEVELS and _LEVEL_LEFT.search(row.left(at)) is not None


def _label_before_level(row: NumberRow, at: int) -> int | None:
    """Returns where the name of an interval begins that its level follows: 'CI 95%: 0.51-0.74'; else None."""
    number = row.numbers[at]
    if number.unit not in ("%", None) or number.value not in _LEVELS or not _is_pair(row, at + 1, labelled=True):
        return None
    if not _LEVEL_TO_LOW.fullmatch(row.gap(at + 1)):
        return None
    label = _LEVEL_LEFT.search(row.text, number.outer_start - len(row.left(at)), number.outer_start)
    return label.start() if label else None


def _first_of(row: NumberRow, level: Number) -> Number:
    """Returns the first of two printings of a level: '95% confidence interval (95% CI): 29% to 63%'."""
    first = row.level
    is_same = first is not None and _LEVEL_AGAIN.fullmatch(row.text, first.outer_end, level.outer_start)
    return first if first is not None and is_same else level


def _is_pair(row: NumberRow, at: int, *, labelled: bool) -> bool:
    if at + 1 >= len(row.numbers):
        return False
    low, high = row.numbers[at], row.numbers[at + 1]
    separator = _LABELLED_SEPARATOR if labelled else _SEPARATOR
    if labelled and _lost_separator(row, low, high):
        return True
    are_of_two_kinds = "%" in (low.unit, high.unit) and low.unit != high.unit and None not in (low.unit, high.unit)
    if low.is_compound or are_of_two_kinds or not separator.fullmatch(row.text, low.outer_end, high.outer_start):
        return False
    is_in_order = low.value is None or high.value is None or low.value <= high.value
    return is_in_order or (labelled and _is_reversed(row, at))


def _is_reversed(row: NumberRow, at: int) -> bool:
    """Whether the limits of a named interval are printed the wrong way round: '95% CI, 0.90 to 0.56'."""
    is_named = CI_LEFT.search(row.left(at)) is not None and _SEPARATOR.fullmatch(row.gap(at + 1)) is not None
    return is_named and not _TORN.match(row.text, row.numbers[at + 1].outer_end)


def _lost_separator(row: NumberRow, low: Number, high: Number) -> bool:
    """Whether a damaged copy left out what parts two limits: 'CI, 0.55 0.77'."""
    are_broken = all("." in row.text[one.start : one.end] for one in (low, high))
    is_pair = low.value is not None and high.value is not None and low.value < high.value
    return are_broken and is_pair and row.text[low.outer_end : high.outer_start] == " "


def _attach(row: NumberRow, at: int, level: Number | None, label: int | None = None) -> int:
    """Gives the pair of numbers at `at` to the estimate before it, as its interval.

    Args:
        label: Where the words begin that announce the interval, where these are not its level.
    """
    low, high = row.numbers[at], row.numbers[at + 1]
    taken = 2
    if at + 2 < len(row.numbers) and row.numbers[at + 2].is_not_reached and high.is_not_reached:
        taken += bool(re.fullmatch(r"\s?[\[(]?", row.gap(at + 2)))
    announced = level.outer_start if level and level.outer_start < low.start else low.outer_start
    owner = _owner(row, announced if label is None else label)
    if owner is not None:
        last = row.numbers[at + taken - 1]
        end = last.outer_end if owner == len(row.found) - 1 else row.found[owner].end
        whole = replace(row.found[owner], interval=Interval(low, high, level, last.outer_end), end=end)
        row.found[owner] = _with_unit_behind(row, whole, last.outer_end)
    else:
        row.add(Sort.RANGE, low, end=high.outer_end)
    row.level = None
    return taken


def _with_unit_behind(row: NumberRow, m: Measurement, end: int) -> Measurement:
    """Returns a bare figure with the unit that stands behind its interval: '5.8 [95% CI, 5.5-7.0] months'."""
    match = _UNIT_BEHIND.match(row.text, end) if m.sort is Sort.PLAIN and m.unit is None else None
    return replace(m, sort=Sort.VALUE, unit=_UNITS.get(match["unit"][0].lower(), "%")) if match else m


def _owner(row: NumberRow, label_start: int) -> int | None:
    """Returns the place of the estimate that an interval is of: the last, or that which its bracket explains.

    In '23% (one complete response, 11 partial; 95% CI, 13% to 37%)' it is what stands right before the bracket.
    """
    for at in range(len(row.found) - 1, max(-1, len(row.found) - 4), -1):
        if _takes_interval(row, row.found[at], label_start) and not _is_counted(row, at, label_start):
            return at
        if _EXPLAINED.fullmatch(row.text, row.found[at].end, label_start) and not row.found[at].interval:
            owner = row.found[at]
            is_ratio = owner.sort is Sort.PLAIN and not owner.number.is_whole
            return at if is_ratio or owner.sort in (Sort.VALUE, Sort.EFFECT) else None
    return None


def _is_counted(row: NumberRow, at: int, label_start: int) -> bool:
    """Whether a bare count stands before the semicolon that parts it from an interval."""
    is_bare = row.found[at].sort is Sort.PLAIN and row.found[at].number.is_whole
    return is_bare and ";" in row.text[row.found[at].end : label_start]


def _takes_interval(row: NumberRow, last: Measurement, label_start: int) -> bool:
    if last.interval or last.sort not in _ESTIMATES:
        return False
    between = _AT_TIME.sub("", re.sub(CI_WORDS, "", row.text[last.end : label_start], flags=re.IGNORECASE), 1)
    near = re.fullmatch(r"[\s)\]]*(?:[A-Za-z]+\s){0,3}?", between.rstrip("[(,;: ") + " ")
    is_favouring = last.sort is Sort.EFFECT and _FAVOURING.fullmatch(between)
    is_share_of = last.unit == "%" and _WHAT_THEY_HAD.fullmatch(between)
    return bool(near or is_favouring or is_share_of) or bool(_NEXT_TO.fullmatch(between))


def _is_rise(row: NumberRow, at: int) -> bool:
    """Whether a pair is that from which and to which something rose, or by how much and to which."""
    start = row.numbers[at].outer_start
    left = row.words_before(at)
    is_told = rises_from(left) or changes_by(left) or rises_before(row.text, row.start, start)
    return is_told or rises_again(row.text[max(row.start, start - 240) : start])


def _is_bounded_by(row: NumberRow, last: Measurement, at: int) -> bool:
    """Whether a comma parts the limits of a figure in a bracket of their own: '0.98 (0.83, 1.15)'."""
    low, high, value = row.numbers[at], row.numbers[at + 1], last.number.value
    if value is None or low.value is None or (low.is_whole and last.number.is_whole):
        return False
    highest = value if high.value is None else high.value
    is_closed = row.text[high.outer_end : high.outer_end + 1] in (")", "]")
    return is_closed and row.gap(at + 1).strip() in (",", ";") and low.value <= value <= highest


def _is_listed(row: NumberRow, last: Measurement, at: int) -> bool:
    """Whether a mark joins a pair to its estimate: a difference, a share, a ratio, a first number.

    As in '(HR 0.76, 95% CI 0.68 to 0.86) and overall survival (0.74, 0.64 to 0.86)', '(HR 0.55; 0.39-0.77)'.
    """
    if last.sort is Sort.DIFFERENCE:
        return True
    value, low, high = last.number.value, row.numbers[at].value, row.numbers[at + 1].value
    if last.interval or value is None or low is None or high is None or not low <= value <= high:
        return False
    if last.sort is Sort.EFFECT or (last.sort is Sort.VALUE and last.unit == "%" and last.events is not None):
        return _is_in_bracket(row, at)
    is_bare = last.sort is Sort.PLAIN and not last.number.is_whole
    return is_bare and row.text[last.start - 1 : last.start] in "(["


def _is_in_bracket(row: NumberRow, at: int) -> bool:
    """Whether the bracket is closed right behind a pair or another mark parts it from what follows."""
    return row.text[row.numbers[at + 1].outer_end :].lstrip(" ")[:1] in (")", "]", ",", ";")


def _is_spread(left: str) -> bool:
    """Whether the pair is a range or quartiles, or repeats the form of a range before it."""
    return bool(_SPREAD.search(left))
