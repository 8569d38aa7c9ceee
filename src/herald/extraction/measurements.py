"""Numbers with what they are: values with counts and intervals, effects, P values, time points, sizes.

A measurement is read from a number and the words that stand between it and its neighbours; which endpoint it measures is
decided later (`topics`, `claims`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from herald.extraction.numbers import Number, find_numbers


class Sort(StrEnum):
    """What sort of figure a measurement is."""

    VALUE = "value"
    EFFECT = "effect"
    P = "p"
    TIMEPOINT = "timepoint"
    SIZE = "size"
    REDUCTION = "relative risk reduction"
    DIFFERENCE = "difference"
    RANGE = "range"
    DOSE = "dose"
    PLAIN = "plain"
    CHANGE = "change without a base"
    CUTOFF = "cutoff"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Interval:
    """A printed interval; `level` is None where the text does not say it."""

    low: Number
    high: Number
    level: Number | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure and what is printed with it.

    Attributes:
        start: Where it begins, with its bound.
        end: Where it ends, with unit, counts and interval.
        number: The figure itself.
        unit: "%", "months", "years", "weeks", "days", "patients", "points" or None.
        measure: For effects: HR, OR or RR.
        events: The count that is printed with a percentage.
        total: What the count was taken of.
        linked: The words before it, back to the measurement before.
    """

    sort: Sort
    start: int
    end: int
    number: Number
    unit: str | None = None
    measure: str | None = None
    interval: Interval | None = None
    events: Number | None = None
    total: Number | None = None

    @property
    def is_value(self) -> bool:
        return self.sort in (Sort.VALUE, Sort.PLAIN)


_TIME_UNITS = ("months", "years", "weeks", "days")
_P_LEFT = re.compile(
    r"(?<![A-Za-z])[Pp](?:\s?-?non-?inferiority)?(?P<value>[\s-]?values?)?(?P<sidedness>\s*[\[(][^)\]]{0,20}[)\]])?"
    r"(?P<of>\s(?:for|of)\s[^,;()]{0,40}?)?\s*(?:was|were|of|is|,|:)?\s*(?:=|equal to)?\s*$"
)
_P_OF_INTERACTION = re.compile(r"interact|trend|heterogen", re.IGNORECASE)
_P_THRESHOLD_RIGHT = re.compile(
    r"\s(?:(?:two|one|2|1)-sided\s)?(?:(?:significance\s)?(?:level|threshold|boundary|limit)|(?:was\s|were\s)?(?:needed|required|considered|defined|regarded))"
    r"|\s?\)?\s(?:was|were)\s(?:considered|needed|required|taken|deemed)",
    re.IGNORECASE,
)
_P_THRESHOLD_LEFT = re.compile(
    r"(?:threshold|boundary|level|cut-?off|criterion|significan(?:ce|t)\s(?:was\s)?(?:set|defined|at|if|when)|required|needed)\b[^.;()]{0,30}$",
    re.IGNORECASE,
)
_MEASURES = {"hazard": "HR", "odds": "OR", "relative": "RR", "risk": "RR", "rate": "RR"}
_EFFECT_CUE = re.compile(
    r"(?:(?P<full>(?i:hazards?\sratios?|odds\sratios?|relative\srisks?|risk\sratios?|rate\sratios?))"
    r"|(?P<short>\ba?(?:HR|OR|RR)s?\b(?![-+/])))(?:\s?[\[(](?:HR|OR|RR)s?[\])])?"
)
_EFFECT_BETWEEN = re.compile(
    r"[\s,:=\[(\])–-]*"
    r"(?:(?:with|by)\s(?:a\s)?|(?:estimate|stratified|unstratified|adjusted|multivariate)\b[\s,:)]*"
    r"|(?:for|in|of|favou?ring|between|comparing)\s[^;:.]{2,90}?)?"
    r"[\s,:=\[(\])]*(?:(?:was|were|of|is|being|at|equal(?:led|s)?|stayed|remained|reached|an?|estimated)[\s,:=]*)*"
    r"(?:[\[(]?CI[\])]?|confidence\sinterval|[\s,:;=\[(\])])*"
)
_CI_WORDS = r"(?:CrI|C\.?I\.?|confidence\s(?:intervals?|limits?)|credible\sintervals?)(?![A-Za-z])"
_LEVEL_RIGHT = re.compile(
    r"[\s-]*(?:two-sided\s|2-sided\s|repeated\s|stratified\s|exact\s)?" + _CI_WORDS, re.IGNORECASE
)
_LABEL_TO_LOW = re.compile(
    r"^[\s-]*(?:[\w-]+\s)?"
    + _CI_WORDS
    + r"s?(?:\s?[\[(]CI[\])])?[\s,:;=\[(]*(?:of|was|from|is|ranged\sfrom|between)?[\s\[(]*$",
    re.IGNORECASE,
)
_CI_LEFT = re.compile(_CI_WORDS + r"[\])]?[\s,:;=\[(]*(?:of|was|from|is)?[\s\[(]*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s?(?:-|–|—|−|‐|‑|‒|to|through|until|up\sto)\s?", re.IGNORECASE)
_LABELLED_SEPARATOR = re.compile(r"\s?(?:-|–|—|−|‐|‑|‒|to|through|until|and|,|;|/|\.\.)\s?", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"[\])]\s?(?P<unit>months|years|weeks)\b", re.IGNORECASE)
_NEXT_TO = re.compile(r"[\s,;:(\[]*(?:with\s(?:an?\s)?|and\s|its\s)?[\s(\[]*")
_OPENED = re.compile(r"\)?(?:\s[a-z]+){0,2}\s?[\[(]\s?")
_SPREAD = re.compile(r"\b(?:range|IQR|interquartile|SD|quartile|min|between|from|age[ds]?)\b", re.IGNORECASE)
_SIZE_LEFT = re.compile(r"\b[nN]\s?(?:=|:)\s?$")
_OF = re.compile(r"\s?(?:/|of|out\sof|among)\s?(?:the\s|a\stotal\sof\s|these\s)?", re.IGNORECASE)
_COUNT_TO_PERCENT = re.compile(r"(?:\s[A-Za-z][\w-]*){0,9}?[\s,;]*[\[(]\s?|\s?[;,:]\s", re.IGNORECASE)
_PERCENT_TO_OF = re.compile(r"\s?[)\]]?\s(?:out\s)?of\s(?:the\s|all\s)?", re.IGNORECASE)
_PERCENT_TO_COUNT = re.compile(r"\s?[\[(,;]\s?(?:[nN]\s?=\s?)?")
_AT_LEFT = re.compile(
    r"(?:\b(?:at|by|after|within|over|for|through|every|last|first|than|next|beyond|until|past|up\sto|from|before|since|landmark|exceed\w*)\s"
    r"(?:the\s|about\s|around\s|approximately\s|just\s|only\s|first\s|a\s|of\s|least\s|more\s|longer\s|than\s|over\s){0,4})$",
    re.IGNORECASE,
)
_REDUCTION_LEFT = re.compile(
    r"\b(?:reduc|decreas|lower|cut|risk|hazard)\w*\b[^.;()]{0,110}\bby\s(?:about\s|approximately\s|roughly\s|some\s|nearly\s|almost\s|an?\s)*$",
    re.IGNORECASE,
)
_REDUCTION_RIGHT = re.compile(
    r"\s?(?:relative\s)?(?:(?:reduction|decrease)\sin\s(?:the\s)?(?:relative\s)?(?:risk|hazard|rate|chance)|(?:lower|reduced|decreased|less)\s(?:relative\s)?(?:risk|hazard|likel)"
    r"|(?:risk|hazard)\sreduction|relative\s(?:risk\s)?reduction)",
    re.IGNORECASE,
)
_CHANGE_RIGHT = re.compile(
    r"\s?(?:relative\s)?(?:greater|longer|higher|better|more|lower|shorter|improvement|increase|reduction|decrease|less)\b",
    re.IGNORECASE,
)
_DIFFERENCE_LEFT = re.compile(
    r"(?<!no\s)(?:\bdifferences?\b|\bΔ|\bdelta\b)(?P<between>\s(?:in|of|for)\s[^;.(),]{1,40}?)?[\s,:=(\[]*(?:was|of|is|being)?[\s,:=(\[]*$",
    re.IGNORECASE,
)
_DIFFERENCE_RIGHT = re.compile(
    r"[\s-]*(?:absolute\s)?(?:difference|improvement|gain|advantage|benefit)\b", re.IGNORECASE
)
_ABSOLUTE_LEFT = re.compile(
    r"\babsolute\s(?:benefit|gain|improvement|increase|reduction|difference)[\s,:=(\[]*(?:was|of|is)?[\s,:=(\[]*$",
    re.IGNORECASE,
)
_ALSO_BY_LEFT = re.compile(r"\band\s(?:the\s)?[^.;()]{0,60}\bby\s$", re.IGNORECASE)
_CHANGE_LEFT = re.compile(
    r"\b(?:improv|increas|prolong|extend|gain|longer|raise|rose)\w*\b[^.;()]{0,50}\bby\s(?:about\s|approximately\s|an?\s)*$",
    re.IGNORECASE,
)


def find_measurements(text: str, start: int, end: int) -> list[Measurement]:
    """Returns the measurements of `text[start:end]` in order, with offsets in `text`."""
    return _Reader(text, start, end).read()


class _Reader:
    """Reads one sentence from left to right; a number is read once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.numbers = find_numbers(text, start, end)
        self.found: list[Measurement] = []
        self.level: Number | None = None

    def read(self) -> list[Measurement]:
        at = 0
        while at < len(self.numbers):
            at += self._read_one(at)
        return _with_units(self.text, _with_echoes(self.text, self.start, self.end, self.found))

    def _read_one(self, at: int) -> int:
        """Reads the measurement at number `at` and returns how many numbers it took."""
        for step in (self._level, self._p, self._interval, self._counts, self._effect, self._size):
            taken = step(at)
            if taken:
                return taken
        self._single(at)
        return 1

    def _gap(self, at: int) -> str:
        """Returns the text between number `at - 1` and number `at`."""
        before = self.numbers[at - 1].outer_end if at else self.start
        return self.text[before : self.numbers[at].outer_start]

    def _left(self, at: int) -> str:
        number = self.numbers[at]
        before = self.numbers[at - 1].outer_end if at else self.start
        return self.text[max(before, number.outer_start - 160) : number.outer_start]

    def _right(self, at: int) -> str:
        number = self.numbers[at]
        after = self.numbers[at + 1].outer_start if at + 1 < len(self.numbers) else self.end
        return self.text[number.outer_end : min(after, number.outer_end + 80)]

    def _add(self, sort: Sort, number: Number, **more: object) -> int:
        measurement = Measurement(sort, number.outer_start, number.outer_end, number, number.unit)
        self.found.append(replace(measurement, **more) if more else measurement)  # type: ignore[arg-type]
        return 1

    def _level(self, at: int) -> int:
        number = self.numbers[at]
        if number.unit != "%" or not _LEVEL_RIGHT.match(self._right(at)):
            return 0
        if (
            at + 2 < len(self.numbers)
            and _LABEL_TO_LOW.match(self._gap(at + 1))
            and self._is_pair(at + 1, labelled=True)
        ):
            return 1 + self._attach(at + 1, number)
        self.level = number
        return 1

    def _is_pair(self, at: int, *, labelled: bool) -> bool:
        if at + 1 >= len(self.numbers):
            return False
        low, high = self.numbers[at], self.numbers[at + 1]
        separator = _LABELLED_SEPARATOR if labelled else _SEPARATOR
        gap = self._gap(at + 1)
        if low.is_compound:
            return False
        ordered = low.value is None or high.value is None or low.value <= high.value
        return ordered and bool(separator.fullmatch(gap))

    def _attach(self, at: int, level: Number | None) -> int:
        """Gives the pair of numbers at `at` to the estimate before it, as its interval."""
        low, high = self.numbers[at], self.numbers[at + 1]
        taken = 2
        if at + 2 < len(self.numbers) and self.numbers[at + 2].is_not_reached and high.is_not_reached:
            taken += bool(re.fullmatch(r"\s?[\[(]", self._gap(at + 2)))
        label_start = level.outer_start if level and level.outer_start < low.start else low.outer_start
        if self.found and self._takes_interval(self.found[-1], label_start):
            last = self.numbers[at + taken - 1]
            unit = self.found[-1].unit or self._unit_behind(last.outer_end)
            self.found[-1] = replace(
                self.found[-1], interval=Interval(low, high, level, last.outer_end), end=last.outer_end, unit=unit
            )
        else:
            self._add(Sort.RANGE, low, end=high.outer_end)
        self.level = None
        return taken

    def _unit_behind(self, end: int) -> str | None:
        """Returns the unit that stands behind the interval: '5.8 [95% CI, 5.5-7.0] months'."""
        match = _UNIT_BEHIND.match(self.text, end)
        return match["unit"].lower() if match else None

    def _takes_interval(self, last: Measurement, label_start: int) -> bool:
        if last.interval or last.sort not in (Sort.VALUE, Sort.PLAIN, Sort.EFFECT, Sort.REDUCTION, Sort.DIFFERENCE):
            return False
        between = re.sub(_CI_WORDS, "", self.text[last.end : label_start], flags=re.IGNORECASE)
        near = re.fullmatch(r"[\s)\]]*(?:[A-Za-z]+\s){0,3}?", between.rstrip("[(,;: ") + " ")
        return bool(near) or bool(_NEXT_TO.fullmatch(between))

    def _p(self, at: int) -> int:
        number = self.numbers[at]
        match = _P_LEFT.search(self._left(at))
        if match is None or number.value is None or not 0 <= number.value <= 1 or number.unit:
            return 0
        if (
            (match["of"] and _P_OF_INTERACTION.search(match["of"]))
            or _P_THRESHOLD_RIGHT.match(self._right(at))
            or _P_THRESHOLD_LEFT.search(self._left(at)[: match.start()])
        ):
            return self._add(Sort.CUTOFF, number)
        return self._add(Sort.P, number)

    def _interval(self, at: int) -> int:
        number, left = self.numbers[at], self._left(at)
        labelled = bool(_CI_LEFT.search(left))
        if not self._is_pair(at, labelled=labelled):
            return 0
        opened = (
            _OPENED.fullmatch(left) and self.found and self.found[-1].is_value | (self.found[-1].sort is Sort.EFFECT)
        )
        listed = left.strip() == "," and bool(self.found) and self.found[-1].sort is Sort.DIFFERENCE
        if (labelled or opened or listed) and not (self.found and self._is_spread(at, left)):
            return self._attach(at, self.level)
        self._add(Sort.RANGE, number, end=self.numbers[at + 1].outer_end)
        return 2

    def _is_spread(self, at: int, left: str) -> bool:
        """Whether the pair is a range or quartiles, or repeats the form of a range before it."""
        return bool(_SPREAD.search(left))

    def _counts(self, at: int) -> int:
        """Reads '29 of 30 (97%)', '29 (97%) of 30', '97% (29 of 30)', '29/30' and '29 (97%)'."""
        number = self.numbers[at]
        if number.unit == "%":
            return self._percent_then_counts(at)
        if number.unit or not number.is_whole or number.bound or _SIZE_LEFT.search(self._left(at)):
            return 0
        if self._is_fraction(at):
            return self._fraction(at)
        if self._is_percent_of(at):
            return self._count_then_percent(at)
        return 0

    def _is_fraction(self, at: int) -> bool:
        if at + 1 >= len(self.numbers):
            return False
        part, whole = self.numbers[at], self.numbers[at + 1]
        fits = part.value is not None and whole.value is not None and part.value <= whole.value
        return fits and whole.is_whole and whole.unit is None and bool(_OF.fullmatch(self._gap(at + 1)))

    def _fraction(self, at: int) -> int:
        part, whole = self.numbers[at], self.numbers[at + 1]
        if (
            self._is_percent(at + 2)
            and _COUNT_TO_PERCENT.fullmatch(self._gap(at + 2))
            and self._agrees(part, whole, at + 2)
        ):
            percent = self.numbers[at + 2]
            self._add(Sort.VALUE, percent, start=part.outer_start, events=part, total=whole)
            return 3
        self._add(Sort.VALUE, part, unit="patients", end=whole.outer_end, events=part, total=whole)
        return 2

    def _agrees(self, part: Number, whole: Number, at: int) -> bool:
        """Whether a percentage may be that fraction, generously rounded."""
        percent = self.numbers[at].value
        if percent is None or part.value is None or not whole.value:
            return False
        return abs(part.value / whole.value * 100 - percent) < 6

    def _is_percent(self, at: int) -> bool:
        return (
            at < len(self.numbers)
            and self.numbers[at].unit == "%"
            and self.numbers[at].bound is None
            and not _LEVEL_RIGHT.match(self._right(at))
        )

    def _is_percent_of(self, at: int) -> bool:
        return self._is_percent(at + 1) and bool(_COUNT_TO_PERCENT.fullmatch(self._gap(at + 1)))

    def _count_then_percent(self, at: int) -> int:
        count, percent = self.numbers[at], self.numbers[at + 1]
        if at + 2 < len(self.numbers) and _PERCENT_TO_OF.fullmatch(self._gap(at + 2)) and self.numbers[at + 2].is_whole:
            whole = self.numbers[at + 2]
            self._add(Sort.VALUE, percent, start=count.outer_start, end=whole.outer_end, events=count, total=whole)
            return 3
        self._add(Sort.VALUE, percent, start=count.outer_start, events=count)
        return 2

    def _percent_then_counts(self, at: int) -> int:
        if at + 1 >= len(self.numbers) or not _PERCENT_TO_COUNT.fullmatch(self._gap(at + 1)):
            return 0
        percent, part = self.numbers[at], self.numbers[at + 1]
        if part.unit or not part.is_whole or self._is_change(at):
            return 0
        if self._is_fraction(at + 1) and self._agrees(part, self.numbers[at + 2], at):
            whole = self.numbers[at + 2]
            self._add(Sort.VALUE, percent, end=whole.outer_end, events=part, total=whole)
            return 3
        if "=" in self._gap(at + 1) or re.match(r"\s?(?:patients|women|pts)?\s?[\])]", self._right(at + 1)):
            self._add(Sort.VALUE, percent, end=part.outer_end, events=part)
            return 2
        return 0

    def _effect(self, at: int) -> int:
        number, left = self.numbers[at], self._left(at)
        if number.unit or number.value is None or number.bound or number.in_words or number.value >= 100:
            return 0
        measure = _measure_before(left)
        if measure is None and self.level is not None and at:
            measure = _measure_before(self._left(at - 1), labelled=_CI_LEFT.search(left) is not None)
        return self._add(Sort.EFFECT, number, measure=measure) if measure else 0

    def _size(self, at: int) -> int:
        return self._add(Sort.SIZE, self.numbers[at]) if _SIZE_LEFT.search(self._left(at)) else 0

    def _is_change(self, at: int) -> bool:
        number = self.numbers[at]
        right = self.text[number.outer_end : number.outer_end + 60]
        return bool(_CHANGE_RIGHT.match(right))

    def _single(self, at: int) -> None:
        self._add(self._sort_of(at), self.numbers[at])

    def _sort_of(self, at: int) -> Sort:
        number, left = self.numbers[at], self._left(at)
        if number.is_not_reached:
            return Sort.VALUE
        if number.unit == "dose":
            return Sort.DOSE
        if number.unit in ("%", "points"):
            return self._sort_of_percent(at)
        if number.unit in _TIME_UNITS:
            return self._sort_of_time(at)
        if (
            re.match(r":\d", self._right(at) or "")
            or self.text[number.end : number.end + 1] == ":"
            and self.text[number.end + 1 : number.end + 2].isdigit()
        ):
            return Sort.CUTOFF
        if number.bound or (number.in_words and number.value is not None and number.value < 2):
            return Sort.CUTOFF
        return Sort.PLAIN

    def _sort_of_percent(self, at: int) -> Sort:
        number, left = self.numbers[at], self._left(at)
        right = self.text[number.outer_end : number.outer_end + 60]
        if _REDUCTION_RIGHT.match(right) or _REDUCTION_LEFT.search(left):
            return Sort.REDUCTION
        if _ALSO_BY_LEFT.search(left) and any(m.sort is Sort.REDUCTION for m in self.found):
            return Sort.REDUCTION
        if (
            _DIFFERENCE_LEFT.search(left)
            or _ABSOLUTE_LEFT.search(left)
            or number.unit == "points"
            or _DIFFERENCE_RIGHT.match(right)
        ):
            return Sort.DIFFERENCE
        if _CHANGE_RIGHT.match(right) or _CHANGE_LEFT.search(left):
            return Sort.CHANGE
        return Sort.CUTOFF if number.bound in ("≥", "≤", "<", ">") else Sort.VALUE

    def _sort_of_time(self, at: int) -> Sort:
        number, left = self.numbers[at], self._left(at)
        right = self.text[number.outer_end : number.outer_end + 40]
        if _DIFFERENCE_RIGHT.match(right) or _DIFFERENCE_LEFT.search(left):
            return Sort.DIFFERENCE
        if _CHANGE_LEFT.search(left) or _CHANGE_RIGHT.match(right):
            return Sort.CHANGE
        if number.is_compound or number.bound or _AT_LEFT.search(left):
            return Sort.TIMEPOINT
        return Sort.VALUE


def _measure_before(left: str, *, labelled: bool = True) -> str | None:
    """Returns the effect measure that the words before a number announce, the nearest first."""
    if not labelled:
        return None
    for cue in reversed(list(_EFFECT_CUE.finditer(left))):
        if _EFFECT_BETWEEN.fullmatch(left, cue.end()):
            return _measure(cue)
    return None


def _measure(cue: re.Match[str]) -> str:
    if cue["short"]:
        return cue["short"].rstrip("s")[-2:]
    return next(short for word, short in _MEASURES.items() if cue["full"].lower().startswith(word))


_ECHO = re.compile(
    r"\b(?:nor|neither)\s(?:was|were|had|did|has)\s(?:it|they|that|the\s(?:other|median))\b[^.;()]{0,20}", re.IGNORECASE
)


def _with_echoes(text: str, start: int, end: int, found: list[Measurement]) -> list[Measurement]:
    """Reads 'nor was it' as 'not reached' said again: the figure stands where it was printed first."""
    first = next((m for m in found if m.number.is_not_reached), None)
    echo = _ECHO.search(text, first.end, end) if first else None
    if first is None or echo is None:
        return found
    behind = next((m for m in found if m.start >= echo.end()), None)
    has_range = behind is not None and behind.sort is Sort.RANGE and _OPENED.fullmatch(text[echo.end() : behind.start])
    said = Measurement(Sort.VALUE, echo.start(), behind.end if has_range and behind else echo.end(), first.number)
    kept = [m for m in found if not (has_range and m is behind)]
    return sorted([*kept, said], key=lambda m: m.start)


def find_only_measure(text: str) -> str | None:
    """Returns the effect measure of a text that names just one, as a table does in a column heading."""
    named = {_measure(cue) for cue in _EFFECT_CUE.finditer(text) if cue["full"]}
    return named.pop() if len(named) == 1 else None


_STRONG_LINK = re.compile(
    r"\b(?:v|vs|versus|compared\s(?:with|to)|than|against|as\sopposed\sto|relative\sto|over|nor)\b", re.IGNORECASE
)
_SHORT_LINK = re.compile(
    r"\s?(?:\([^()]*\)\s?|\[[^\[\]]*\]\s?)?(?:,?\s?(?:and|or)|,|to|vs?\.?|versus|compared\s(?:with|to)|against|/)\s?(?:(?:with|on|in|for|the|a|only|about|an?)\s){0,3}",
    re.IGNORECASE,
)
_LIST_LINK = re.compile(r"(?:[^;.\d]{0,60}?\b(?:and|or)\b|[^;.\d]{0,60},)[^;.\d]{0,30}", re.IGNORECASE)
_AT_BEFORE = re.compile(r"\b(?:at|by)\s(?:the\s)?$", re.IGNORECASE)
_NOT_A_VALUE_LEFT = re.compile(
    r"\b(?:grades?|phase|stage|aged?|level|arms?|cohort|groups?|day|week|of\sthe|all)\s$", re.IGNORECASE
)
_NOT_A_VALUE_RIGHT = re.compile(
    r"\s?(?:patients|women|pts|people|participants|of\b|deaths|events|:|[A-Za-z-]+\s(?:patients|women|events))",
    re.IGNORECASE,
)


def _with_units(text: str, found: list[Measurement]) -> list[Measurement]:
    """Gives bare numbers the unit of the neighbour that they are joined to: '8.2 vs 3.0 months'."""
    for at in range(len(found) - 2, -1, -1):
        found[at : at + 2] = _backward(text, found[at], found[at + 1])
    for at in range(1, len(found)):
        found[at] = _forward(text, found[at - 1], found[at])
    return found


def _backward(text: str, here: Measurement, later: Measurement) -> tuple[Measurement, Measurement]:
    """Passes the unit of `later` back to the bare number before it."""
    between = text[here.end : later.start]
    if not _may_inherit(text, here) or later.unit is None or not _SHORT_LINK.fullmatch(between):
        return here, later
    if later.unit in _TIME_UNITS and _AT_BEFORE.search(text, max(0, here.start - 12), here.start):
        return replace(here, sort=Sort.TIMEPOINT, unit=later.unit), replace(later, sort=Sort.TIMEPOINT)
    if later.sort in (Sort.VALUE, Sort.TIMEPOINT):
        return replace(here, sort=later.sort, unit=later.unit), later
    return here, later


def _forward(text: str, before: Measurement, here: Measurement) -> Measurement:
    """Passes the unit of `before` on to the bare number behind it."""
    between = text[before.end : here.start]
    if not _may_inherit(text, here) or before.sort is not Sort.VALUE or before.unit not in (*_TIME_UNITS, "%"):
        return here
    is_listed = bool(_LIST_LINK.fullmatch(between)) and "." in here_text(text, here) and "." in here_text(text, before)
    is_compared = len(between) <= 160 and ";" not in between and bool(_STRONG_LINK.search(between))
    return replace(here, sort=Sort.VALUE, unit=before.unit) if is_listed or is_compared else here


def here_text(text: str, measurement: Measurement) -> str:
    return text[measurement.number.start : measurement.number.end].replace("·", ".")


def _may_inherit(text: str, here: Measurement) -> bool:
    if here.sort is not Sort.PLAIN or (here.interval and here.number.value is not None and here.number.value < 5):
        return False
    left = text[max(0, here.start - 12) : here.start]
    return not _NOT_A_VALUE_LEFT.search(left) and not _NOT_A_VALUE_RIGHT.match(text, here.end)
