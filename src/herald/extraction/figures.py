"""Reading the figures of a sentence: each number with the level, interval, counts or P sign printed with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from herald.extraction.effects import CI_WORDS, find_measure_before
from herald.extraction.measurements import TIME_UNITS, Interval, Measurement, Sort
from herald.extraction.numbers import Number, find_numbers
from herald.extraction.phrases import Endings
from herald.extraction.sorts import (
    changes_by,
    is_change,
    is_maturity_of,
    rises_again,
    rises_before,
    rises_from,
    rises_in,
    sort_of,
)
from herald.extraction.units import OPENED, with_echoes, with_precise, with_units

_P_LEFT = re.compile(
    r"(?<![A-Za-z])[Pp](?:\s?-?(?:non-?inferiority|log-?rank))?(?P<value>[\s-]?values?)?(?P<sidedness>\s*[\[(][^)\]]{0,20}[)\]])?"
    r"(?P<of>\s(?:for|of)\s[^,;()]{0,40}?)?\s*(?:was|were|of|is|,|:)?\s*(?:=|equal to)?\s*$"
)
_P_OF_INTERACTION = re.compile(r"interact|trend|heterogen", re.IGNORECASE)
_P_THRESHOLD_RIGHT = re.compile(
    r"\s(?:(?:two|one|2|1)-sided\s)?(?:(?:significance\s)?(?:level|threshold|boundary|limit)|(?:was\s|were\s)?(?:needed|required|considered|defined|regarded))"
    r"|\s?\)?\s(?:was|were)\s(?:considered|needed|required|taken|deemed)",
    re.IGNORECASE,
)
_P_THRESHOLD_LEFT = re.compile(
    r"(?:threshold|boundary|level|cut-?off|criterion|significan(?:ce|t)\s(?:was\s)?(?:set|defined|at|if|when|with)|required|needed)\b[^.;()]{0,30}$",
    re.IGNORECASE,
)
_MARGIN_LEFT = re.compile(r"\b(?:margin|threshold|boundary)\b[^.;]{0,110}$", re.IGNORECASE)
_LEVEL_RIGHT = re.compile(
    r"(?:\sand\s9\d%)?[\s-]*(?:(?:two|one|2|1)-sided\s|(?:upper|lower|repeated|stratified|exact)\s){0,2}(?:[\[(](?=CI[\])]))?"
    + CI_WORDS,
    re.IGNORECASE,
)
_LABEL_TO_LOW = re.compile(
    r"^[\s-]*(?:[\w-]+\s)?"
    + CI_WORDS
    + r"s?(?:\s?[\[(]CI[\])])?[\s,:;=\[(]*(?:of|was|from|is|ranged\sfrom|between)?[\s\[(]*$",
    re.IGNORECASE,
)
_LEVEL_AGAIN = re.compile(r"[\s-]*" + CI_WORDS + r"\s?[\[(]\s?", re.IGNORECASE)
_BEHIND_BRACKET = re.compile(r"\s?[)\]],?\sand\s(?:of\s)?")
_CI_LEFT = Endings(CI_WORDS + r"[\])]?[\s,:;=\[(]*(?:of|was|from|is)?[\s\[(]*$", re.IGNORECASE)
_LEVEL_LEFT = Endings(r"\b(?:" + CI_WORDS + r"|(?-i:IC))(?:\s?[\[(]CI[\])])?[\])]?[\s,:=[(]*$", re.IGNORECASE)
"""What stands before a level that follows the name of its interval: 'confidence interval (CI) 95%: 0.5-0.7'."""
_LEVEL_TO_LOW = re.compile(r"[\s,:;=[(\])]*(?:(?:of|was|from|between)\s)?")
_LEVELS = (80, 90, 95, 99)
_SEPARATOR = re.compile(r"\s?(?:-|–|—|−|‐|‑|‒|to|through|until|up\sto)\s?", re.IGNORECASE)
_LABELLED_SEPARATOR = re.compile(r"\s?(?:-|–|—|−|‐|‑|‒|to|through|until|and|,|;|/|\.\.)\s?", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"[\])]\s?(?P<unit>months?\b|mos?\b|years?\b|weeks?\b|%)", re.IGNORECASE)
_UNITS = {"m": "months", "y": "years", "w": "weeks"}
_AT_TIME = re.compile(r"^[)\]]?,?\s(?:at|after|by)\s[\d.]+\s(?:months|years|weeks)(?=[\s,;(\[])", re.IGNORECASE)
"""The time of a rate between it and its interval: '54% at 12 months (95% CI 50-58)'."""
_NEXT_TO = re.compile(
    r"(?:[\s,;:]*\[[a-z\d]{1,2}\])?[\s,;:(\[]*(?:(?:(?:one|two|1|2)-sided|exact|binomial|stratified|repeated|asymptotic)\s)*(?:with\s(?:an?\s)?|and\s|its\s)?[\s(\[]*"
)
_DURATIONS = re.compile(
    r"[\s,]+(?:(?:of|for)\s)?[\w.]+\s(?:months?|years?|weeks?)(?:\sof\s\w+)?\s(?:versus|vs\.?|v|against|over|compared\swith)\s[\w.]+\s(?:months?|years?|weeks?)\b",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(r"\sat\s[\w.]+\s(?:months?|years?)(?=\s(?:was|were|is|of)\s)", re.IGNORECASE)
_FAVOURING = re.compile(r"\s(?:in\s)?favou?r(?:ing|\sof)\s[^;,()]{2,60}[;,]\s?", re.IGNORECASE)
"""Between a ratio and its interval: 'HR, 0.55 favoring the pair; 95% CI, 0.22-1.38'."""
_EXPLAINED = re.compile(r"(?:\sor\s(?:more|longer))?\s?[\[(][^()\[\]]*;\s?")
LEAST_SHARE = 20
"""What an "RR" of so much is a rate of responses in percent, and no ratio of risks."""
_ESTIMATES = (Sort.VALUE, Sort.PLAIN, Sort.EFFECT, Sort.REDUCTION, Sort.DIFFERENCE)
_SPREAD_OPENED = re.compile(r"\s?[(\[](?:interquartile\s)?(?:range|IQR)\b[\s,:;=]*", re.IGNORECASE)
_SPREAD = re.compile(r"\b(?:range|IQR|interquartile|SD|quartile|min|between|from|age[ds]?)\b", re.IGNORECASE)
_NOUN_RIGHT = re.compile(r"\s(?!was\b|is\b|and\b|in\b|for\b|with\b|to\b|vs?\b|versus\b|or\b|but\b|at\b)[A-Za-z]")
_SIZE_LEFT = Endings(r"\b(?<!n/)[nN]\s?(?:=|:)\s?$")
_NO_COUNT_LEFT = Endings(
    _SIZE_LEFT.pattern.pattern
    + r"|\b(?:grades?|stages?|cycles?|weeks?|days?|ECOG|phase)\s(?:\d\s?(?:or|and|to|/|-|–)\s?)*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s?(?:/|of|out\sof|among)\s?(?:the\s|a\stotal\sof\s|these\s)?", re.IGNORECASE)
_AT = Endings(r"\bat\s$", re.IGNORECASE)
_AND_AT = Endings(r"\b(?:and|but|vs?\.?|versus|against|compared\s(?:with|to)|than)\sat\s$", re.IGNORECASE)
_TO = Endings(r"\bto\s$", re.IGNORECASE)
_FROM = re.compile(r"[\s)\],]*(?:(?:up|down),?\s)?from\s(?:(?:the|about|an?|only)\s)*", re.IGNORECASE)
_COUNTS_BEHIND = re.compile(
    r"[^()\[\];.%]{0,110}[(\[](?:[^()\[\]%]{0,40}[;,:]\s|\s?)(?:n(?:\s?/\s?N)?\s?=\s?)?", re.IGNORECASE
)
_INHIBITOR_RIGHT = re.compile(r"\s?(?:kinase\s)?(?:inhibit|blockade)", re.IGNORECASE)
"""Behind the numbers of a name: 'cyclin-dependent kinase 4/6 inhibitor'."""
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")
_VERSUS = re.compile(r"\s(?:vs?\.?|versus)\s")
_COUNT_TO_PERCENT = re.compile(
    r"(?:\s[A-Za-z][\w-]*){0,9}?[\s,;]*[\[(]\s?|(?:\s(?:patients|women|participants))?\s?[;,:]\s|(?:\s[A-Za-z][\w-]*){0,3},?\s(?:i\.e\.|or|that\sis|namely),?\s",
    re.IGNORECASE,
)
_PERCENT_TO_OF = re.compile(r"\s?[)\]]?\s(?:out\s)?of\s(?:the\s|all\s)?", re.IGNORECASE)
_PERCENT_TO_IN = re.compile(r"\s?[)\]]?\sin\s", re.IGNORECASE)
_PEOPLE_RIGHT = re.compile(r"\s(?:\w+\s)?(?:patients|women|participants)\b", re.IGNORECASE)
_PERCENT_TO_COUNT = re.compile(r"\s?[\[(,;]\s?(?P<label>n(?:\s?/\s?N)?\s?[=:]\s?)?", re.IGNORECASE)


def find_measurements(text: str, start: int, end: int, names: Sequence[tuple[int, int]] = ()) -> list[Measurement]:
    """Returns the measurements of `text[start:end]` in order, with offsets in `text`.

    Args:
        names: Where names stand whose numbers are no figures: "SAKK 22/99".
    """
    return _Reader(text, start, end, names).read()


class _Reader:
    """Reads one sentence from left to right; a number is read once."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.start = start
        self.end = end
        numbers = find_numbers(text, start, end)
        self.numbers = [n for n in numbers if not any(low <= n.start < high for low, high in names)]
        self.found: list[Measurement] = []
        self.level: Number | None = None

    def read(self) -> list[Measurement]:
        if not self.numbers:
            return []
        at = 0
        while at < len(self.numbers):
            at += self._read_one(at)
        return with_units(self.text, self.start, with_echoes(self.text, self.end, with_precise(self.text, self.found)))

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

    def _left_range(self, at: int) -> tuple[int, int]:
        place = self.numbers[at].outer_start
        return max(self.numbers[at - 1].outer_end if at else self.start, place - 160), place

    def _left(self, at: int) -> str:
        return self.text[slice(*self._left_range(at))]

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
        label = self._label_before_level(at)
        if label is not None:
            return 1 + self._attach(at + 1, number, label)
        if number.unit != "%" or not (self._is_level(number) or self._is_level_behind(at)):
            return 0
        taken = 1 + self._is_number_of_sides(at + 1)
        is_told = at + taken + 1 < len(self.numbers) and _LABEL_TO_LOW.match(self._gap(at + taken))
        if is_told and self._is_pair(at + taken, labelled=True):
            return taken + self._attach(at + taken, self._first_of(number))
        self.level = self._first_of(number)
        return taken

    def _is_number_of_sides(self, at: int) -> bool:
        """Whether the number behind a level is that of the sides of its interval: '95% two-sided'."""
        return at < len(self.numbers) and self._right(at).startswith("-sided")

    def _is_level(self, number: Number) -> bool:
        return _LEVEL_RIGHT.match(self.text, number.outer_end, self.end) is not None

    def _is_level_behind(self, at: int) -> bool:
        """Whether a share is the level of an interval that was named before it: 'CI 95%'."""
        return self.numbers[at].value in _LEVELS and _LEVEL_LEFT.search(self._left(at)) is not None

    def _label_before_level(self, at: int) -> int | None:
        """Returns where the name of an interval begins that its level follows: 'CI 95%: 0.51-0.74'; else None."""
        number = self.numbers[at]
        if number.unit not in ("%", None) or number.value not in _LEVELS or not self._is_pair(at + 1, labelled=True):
            return None
        if not _LEVEL_TO_LOW.fullmatch(self._gap(at + 1)):
            return None
        label = _LEVEL_LEFT.search(self.text, number.outer_start - len(self._left(at)), number.outer_start)
        return label.start() if label else None

    def _first_of(self, level: Number) -> Number:
        """Returns the first of two printings of a level: '95% confidence interval (95% CI): 29% to 63%'."""
        first = self.level
        is_same = first is not None and _LEVEL_AGAIN.fullmatch(self.text, first.outer_end, level.outer_start)
        return first if first is not None and is_same else level

    def _is_pair(self, at: int, *, labelled: bool) -> bool:
        if at + 1 >= len(self.numbers):
            return False
        low, high = self.numbers[at], self.numbers[at + 1]
        separator = _LABELLED_SEPARATOR if labelled else _SEPARATOR
        are_of_two_kinds = "%" in (low.unit, high.unit) and low.unit != high.unit and None not in (low.unit, high.unit)
        if low.is_compound or are_of_two_kinds or not separator.fullmatch(self.text, low.outer_end, high.outer_start):
            return False
        return low.value is None or high.value is None or low.value <= high.value

    def _attach(self, at: int, level: Number | None, label: int | None = None) -> int:
        """Gives the pair of numbers at `at` to the estimate before it, as its interval.

        Args:
            label: Where the words begin that announce the interval, where these are not its level.
        """
        low, high = self.numbers[at], self.numbers[at + 1]
        taken = 2
        if at + 2 < len(self.numbers) and self.numbers[at + 2].is_not_reached and high.is_not_reached:
            taken += bool(re.fullmatch(r"\s?[\[(]?", self._gap(at + 2)))
        announced = level.outer_start if level and level.outer_start < low.start else low.outer_start
        owner = self._owner(announced if label is None else label)
        if owner is not None:
            last = self.numbers[at + taken - 1]
            end = last.outer_end if owner == len(self.found) - 1 else self.found[owner].end
            whole = replace(self.found[owner], interval=Interval(low, high, level, last.outer_end), end=end)
            self.found[owner] = self._with_unit_behind(whole, last.outer_end)
        else:
            self._add(Sort.RANGE, low, end=high.outer_end)
        self.level = None
        return taken

    def _with_unit_behind(self, m: Measurement, end: int) -> Measurement:
        """Returns a bare figure with the unit that stands behind its interval: '5.8 [95% CI, 5.5-7.0] months'."""
        match = _UNIT_BEHIND.match(self.text, end) if m.sort is Sort.PLAIN and m.unit is None else None
        return replace(m, sort=Sort.VALUE, unit=_UNITS.get(match["unit"][0].lower(), "%")) if match else m

    def _owner(self, label_start: int) -> int | None:
        """Returns the place of the estimate that an interval is of: the last, or that which its bracket explains.

        In '23% (one complete response, 11 partial; 95% CI, 13% to 37%)' it is what stands right before the bracket.
        """
        for at in range(len(self.found) - 1, max(-1, len(self.found) - 4), -1):
            if self._takes_interval(self.found[at], label_start) and not self._is_counted(at, label_start):
                return at
            if _EXPLAINED.fullmatch(self.text, self.found[at].end, label_start) and not self.found[at].interval:
                owner = self.found[at]
                is_ratio = owner.sort is Sort.PLAIN and not owner.number.is_whole
                return at if is_ratio or owner.sort in (Sort.VALUE, Sort.EFFECT) else None
        return None

    def _is_counted(self, at: int, label_start: int) -> bool:
        """Whether a bare count stands before the semicolon that parts it from an interval."""
        is_bare = self.found[at].sort is Sort.PLAIN and self.found[at].number.is_whole
        return is_bare and ";" in self.text[self.found[at].end : label_start]

    def _takes_interval(self, last: Measurement, label_start: int) -> bool:
        if last.interval or last.sort not in _ESTIMATES:
            return False
        between = _AT_TIME.sub("", re.sub(CI_WORDS, "", self.text[last.end : label_start], flags=re.IGNORECASE), 1)
        near = re.fullmatch(r"[\s)\]]*(?:[A-Za-z]+\s){0,3}?", between.rstrip("[(,;: ") + " ")
        is_favouring = last.sort is Sort.EFFECT and _FAVOURING.fullmatch(between)
        return bool(near or is_favouring) or bool(_NEXT_TO.fullmatch(between))

    def _p(self, at: int) -> int:
        number = self.numbers[at]
        if number.value is None or not 0 <= number.value <= 1 or number.unit:
            return 0
        match = _P_LEFT.search(self._left(at))
        if match is None:
            return 0
        if (
            (match["of"] and _P_OF_INTERACTION.search(match["of"]))
            or _P_THRESHOLD_RIGHT.match(self._right(at))
            or _P_THRESHOLD_LEFT.search(self._left(at)[: match.start()])
        ):
            return self._add(Sort.CUTOFF, number)
        return self._add(Sort.P, number)

    def _interval(self, at: int) -> int:
        if not (self._is_pair(at, labelled=True) or self._is_pair(at, labelled=False)):
            return 0
        number, left = self.numbers[at], self._left(at)
        last = self.found[-1] if self.found else None
        opened = last is not None and last.sort in _ESTIMATES and OPENED.fullmatch(left) is not None
        may_bound = opened or (last is not None and last.sort is Sort.EFFECT and left.strip() in (",", ";"))
        is_listed_in = may_bound and last is not None and self._is_bounded_by(last, at)
        labelled = bool(_CI_LEFT.search(left)) or is_listed_in
        if not self._is_pair(at, labelled=labelled) or self._is_rise(at) or (not labelled and rises_in(left)):
            return 0
        listed = last is not None and left.strip() in (",", ";") and self._is_listed(last, at)
        if (labelled or opened or listed) and not (last and self._is_spread(left)):
            return self._attach(at, self.level)
        end = self.numbers[at + 1].outer_end
        if last and _SPREAD_OPENED.fullmatch(left):
            self.found[-1] = self._with_unit_behind(last, end)
        self._add(Sort.RANGE, number, end=end)
        return 2

    def _is_rise(self, at: int) -> bool:
        """Whether a pair is that from which and to which something rose, or by how much and to which."""
        start = self.numbers[at].outer_start
        left = self._words_before(at)
        is_told = rises_from(left) or changes_by(left) or rises_before(self.text, self.start, start)
        return is_told or rises_again(self.text[max(self.start, start - 240) : start])

    def _is_bounded_by(self, last: Measurement, at: int) -> bool:
        """Whether a comma parts the limits of a figure in a bracket of their own: '0.98 (0.83, 1.15)'."""
        low, high, value = self.numbers[at], self.numbers[at + 1], last.number.value
        if value is None or low.value is None or (low.is_whole and last.number.is_whole):
            return False
        highest = value if high.value is None else high.value
        is_closed = self.text[high.outer_end : high.outer_end + 1] in (")", "]")
        return is_closed and self._gap(at + 1).strip() in (",", ";") and low.value <= value <= highest

    def _is_listed(self, last: Measurement, at: int) -> bool:
        """Whether a mark joins a pair to its estimate: a difference, a share, a ratio, a first number.

        As in '(HR 0.76, 95% CI 0.68 to 0.86) and overall survival (0.74, 0.64 to 0.86)', '(HR 0.55; 0.39-0.77)'.
        """
        if last.sort is Sort.DIFFERENCE:
            return True
        value, low, high = last.number.value, self.numbers[at].value, self.numbers[at + 1].value
        if last.interval or value is None or low is None or high is None or not low <= value <= high:
            return False
        if last.sort is Sort.EFFECT or (last.sort is Sort.VALUE and last.unit == "%" and last.events is not None):
            return self._is_in_bracket(at)
        is_bare = last.sort is Sort.PLAIN and not last.number.is_whole
        return is_bare and self.text[last.start - 1 : last.start] in "(["

    def _is_in_bracket(self, at: int) -> bool:
        """Whether the bracket is closed right behind a pair or another mark parts it from what follows."""
        return self.text[self.numbers[at + 1].outer_end :].lstrip(" ")[:1] in (")", "]", ",", ";")

    def _is_spread(self, left: str) -> bool:
        """Whether the pair is a range or quartiles, or repeats the form of a range before it."""
        return bool(_SPREAD.search(left))

    def _counts(self, at: int) -> int:
        """Reads '29 of 30 (97%)', '29 (97%) of 30', '97% (29 of 30)', '29/30' and '29 (97%)'."""
        number = self.numbers[at]
        if number.unit == "%":
            return self._percent_then_counts(at)
        if number.unit or not number.is_whole or number.bound:
            return 0
        if self._is_labelled(at):
            return 0
        if self._is_fraction(at):
            return self._fraction(at)
        if self._is_percent_of(at):
            return self._count_then_percent(at)
        return 0

    def _is_labelled(self, at: int) -> bool:
        """Whether words before a number make it no count: a grade, a size, 'one in two'; 'n = 25/51 (49%)' is one."""
        left = self._left(at)
        if left == " in " and self.numbers[at].in_words:
            return True
        is_share = _SIZE_LEFT.search(left) and self._is_percent(at + 2) and self._is_fraction(at)
        return _NO_COUNT_LEFT.search(left) is not None and not is_share

    def _is_fraction(self, at: int) -> bool:
        if at + 1 >= len(self.numbers):
            return False
        part, whole = self.numbers[at], self.numbers[at + 1]
        fits = part.value is not None and whole.value is not None and part.value <= whole.value
        is_name = _INHIBITOR_RIGHT.match(self._right(at + 1)) or _MONTH.fullmatch(self.text, part.start, whole.end)
        return fits and whole.is_whole and whole.unit is None and not is_name and bool(_OF.fullmatch(self._gap(at + 1)))

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
        last = self.found[-1] if self.found else None
        if last and self._is_explained(last, part, whole):
            self.found[-1] = replace(last, end=whole.outer_end, events=part, total=whole)
        else:
            self._add(Sort.VALUE, part, unit="patients", end=whole.outer_end, events=part, total=whole)
        return 2

    def _is_explained(self, last: Measurement, part: Number, whole: Number) -> bool:
        """Whether a bracket tells of how many a share was taken: '45.8% of those on drug (group B; 49 of 107; …)'."""
        if last.sort is not Sort.VALUE or last.unit != "%" or last.events or last.interval:
            return False
        if not _COUNTS_BEHIND.fullmatch(self.text, last.end, part.outer_start):
            return False
        printed = last.number.value
        if part.value is None or not whole.value or printed is None:
            return False
        share = part.value / whole.value * 100
        return abs(share - printed) <= Decimal(1).scaleb(int(printed.as_tuple().exponent))

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
            and (self.numbers[at].bound is None or self._is_least(at))
            and (self.numbers[at].value or 0) >= 0
            and not self._is_level(self.numbers[at])
            and not is_maturity_of(self._right(at))
        )

    def _is_least(self, at: int) -> bool:
        """Whether a share is said to be below a figure right behind its count: '1 (<1%)'."""
        return self.numbers[at].bound == "<" and re.fullmatch(r"\s?[\[(]\s?", self._gap(at)) is not None

    def _is_percent_of(self, at: int) -> bool:
        gap = self._gap(at + 1) if self._is_percent(at + 1) and not self._are_shares(at + 1) else ""
        return gap.rstrip().endswith(("(", "[")) and _COUNT_TO_PERCENT.fullmatch(gap) is not None

    def _are_shares(self, at: int) -> bool:
        """Whether a bracket compares two shares, of which neither is that of the count before it: '3 (1% vs 4%)'."""
        is_next = self._is_percent(at) and self._is_percent(at + 1)
        return is_next and _VERSUS.fullmatch(self._gap(at + 1)) is not None

    def _count_then_percent(self, at: int) -> int:
        count, percent = self.numbers[at], self.numbers[at + 1]
        if self._is_whole_behind(at + 2):
            whole = self.numbers[at + 2]
            self._add(Sort.VALUE, percent, start=count.outer_start, end=whole.outer_end, events=count, total=whole)
            return 3
        self._add(Sort.VALUE, percent, start=count.outer_start, events=count)
        return 2

    def _is_whole_behind(self, at: int) -> bool:
        """Whether a number tells of how many a count with its share was: '29 (97%) of 30', '29 [97%] in 30 women'."""
        if at >= len(self.numbers) or not self.numbers[at].is_whole:
            return False
        gap = self._gap(at)
        is_in = _PERCENT_TO_IN.fullmatch(gap) is not None and _PEOPLE_RIGHT.match(self._right(at)) is not None
        return is_in or _PERCENT_TO_OF.fullmatch(gap) is not None

    def _percent_then_counts(self, at: int) -> int:
        gap = _PERCENT_TO_COUNT.fullmatch(self._gap(at + 1)) if at + 1 < len(self.numbers) else None
        if gap is None:
            return 0
        percent, part = self.numbers[at], self.numbers[at + 1]
        if part.unit or not part.is_whole or is_change(self.text[percent.outer_end : percent.outer_end + 60]):
            return 0
        if self._is_fraction(at + 1) and self._agrees(part, self.numbers[at + 2], at):
            whole = self.numbers[at + 2]
            self._add(Sort.VALUE, percent, end=whole.outer_end, events=part, total=whole)
            return 3
        if not gap["label"] and re.match(
            r"\s?(?:patients|women|pts)?\s?[\])]|\s(?:patients|women|pts)[,;]\s", self._right(at + 1)
        ):
            self._add(Sort.VALUE, percent, end=part.outer_end, events=part)
            return 2
        return 0

    def _effect(self, at: int) -> int:
        number = self.numbers[at]
        if number.unit or number.value is None or number.bound or number.in_words or number.value >= 100:
            return 0
        if _MARGIN_LEFT.search(self._left(at)):
            return self._add(Sort.CUTOFF, number)
        if self.text.startswith(":", number.end):
            return 0
        printed = self.text[number.start : number.end]
        if "." not in printed.replace("·", ".") and _NOUN_RIGHT.match(self._right(at)):
            return 0
        measure = find_measure_before(self.text, *self._left_range(at)) or self._measure_of_several(at)
        if measure is None and self.level is not None and at:
            measure = self._measure_before_level(at)
        if measure is None and self._stands_behind_time(at):
            measure = self._measure_of_durations(number)
        is_share = measure == "RR" and number.value >= LEAST_SHARE
        return self._add(Sort.EFFECT, number, measure=measure) if measure and not is_share else 0

    def _measure_of_durations(self, number: Number) -> str | None:
        """Returns the measure that times follow: 'the HR of 12 months versus 6 months was 1.08', 'at 5 years was'."""
        left = self.text[max(self.start, number.outer_start - 120) : number.outer_start]
        durations = _DURATIONS.search(left) or _AT_A_TIME.search(left)
        return _measure_told(left[: durations.start()] + left[durations.end() :]) if durations else None

    def _measure_before_level(self, at: int) -> str | None:
        """Returns the measure that a level and its label follow: 'the HRs (95% CI) for survival were 0.73'."""
        left = self._left(at)
        if _CI_LEFT.search(left):
            return find_measure_before(self.text, *self._left_range(at - 1))
        label = _LEVEL_RIGHT.match(left) if self.numbers[at - 1] is self.level else None
        return _measure_told(self._left(at - 1).rstrip(" ([") + left[label.end() :]) if label else None

    def _measure_of_several(self, at: int) -> str | None:
        """Returns the measure that only a count in words parts from a figure: 'the HR for the two trials was 1.08'."""
        if not at or not self.numbers[at - 1].in_words or self.numbers[at - 1].unit:
            return None
        return find_measure_before(self.text, self._left_range(at - 1)[0], self.numbers[at].outer_start)

    def _size(self, at: int) -> int:
        return self._add(Sort.SIZE, self.numbers[at]) if _SIZE_LEFT.search(self._left(at)) else 0

    def _words_before(self, at: int) -> str:
        """Returns the words before a figure, those before its time point too: 'increased the 3-year DFS by 0.9%'."""
        end = self.numbers[at].outer_start
        return self.text[max(self.start, end - 120) : end] if self._stands_behind_time(at) else self._left(at)

    def _stands_behind_time(self, at: int) -> bool:
        """Whether only a time point parts a figure from its words: 'the absolute benefit at 5 years was 5.1%'."""
        return bool(at and self.found and self.found[-1].sort is Sort.TIMEPOINT and len(self._left(at)) < 12)

    def _stands_at_again(self, at: int) -> bool:
        """Whether a time stands beside another: 'at 13.2 months in one arm and at 8.1 in the other', 'to 9 from 5'."""
        last = self.found[-1] if self.found else None
        if last is None or last.sort is not Sort.VALUE or last.unit not in TIME_UNITS:
            return False
        left = self._left(at)
        is_put = _AND_AT.search(left) and _AT.search(self.text, self.start, last.start)
        return bool(is_put or (_FROM.fullmatch(left) and _TO.search(self.text, self.start, last.start)))

    def _single(self, at: int) -> None:
        number = self.numbers[at]
        if number.unit in TIME_UNITS and self._stands_at_again(at):
            self._add(Sort.VALUE, number)
            return
        right = self.text[number.outer_end : number.outer_end + 60]
        follows = any(m.sort is Sort.REDUCTION for m in self.found)
        left = self._left(at)
        if self.level is not None and at and _CI_LEFT.search(left):
            left = self._left(at - 1).rstrip(" ([") + " "
        else:
            left = self._words_before(at)
        further = self._sort_of_further(number, self._left(at))
        self._add(further or sort_of(number, left, right, follows_reduction=follows), number)

    def _is_time_of_share(self, share: Measurement, number: Number) -> bool:
        """Whether a bracket right behind a share gives nothing but its time: '68% (4 months)'."""
        if share.unit != "%" or number.unit not in TIME_UNITS or not number.is_whole:
            return False
        left, right = self.text[share.end : number.outer_start], self.text[number.outer_end : number.outer_end + 1]
        return left.strip() in ("(", "[") and right in (")", "]")

    def _sort_of_further(self, number: Number, left: str) -> Sort | None:
        """Returns what a figure is that goes on with the one before: 'by 10% at 6 months and 15% at 12'.

        So does the one behind the ratio of the first: 'a benefit of 5% in one (HR 0.58) and 1% in the other'.
        """
        last = self.found[-2:]
        if last and self._is_time_of_share(last[-1], number):
            return Sort.TIMEPOINT
        if _BEHIND_BRACKET.fullmatch(left):
            alike = next((m for m in reversed(self.found) if m.unit == number.unit), None)
            return Sort.DIFFERENCE if alike and alike.sort is Sort.DIFFERENCE and alike is not last[-1] else None
        is_next = len(last) == 2 and last[1].sort is Sort.TIMEPOINT and left.strip() in ("and", ",", ", and", "and by")
        is_change = is_next and last[0].sort in (Sort.DIFFERENCE, Sort.REDUCTION) and last[0].unit == number.unit
        return last[0].sort if is_change else None


def _measure_told(words: str) -> str | None:
    """Returns the effect measure that words announce from which a level or two durations were taken out."""
    return find_measure_before(words, 0, len(words))
