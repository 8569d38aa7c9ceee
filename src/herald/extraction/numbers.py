"""Every number of a text, in figures or in words, with the unit and the bound that are printed with it."""

from __future__ import annotations

import re
from decimal import Decimal

from herald.core.quantities import parse_number
from herald.core.records import record
from herald.extraction.openings import WORD_START, find_openings
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings, Phrases

_UNITS = (
    (r"%|percent\b|per\s?cent\b", "%"),
    (r"(?:percentage\s)?points?\b", "points"),
    (r"months?\b|mos?\b\.?|(?-i:m\b)", "months"),
    (r"years?\b|yrs?\b\.?|(?-i:y\b)", "years"),
    (r"weeks?\b|wks?\b\.?", "weeks"),
    (r"days?\b|hours?\b|(?-i:hrs?\b)|minutes?\b", "days"),
    (
        r"(?:[munμµ]g|mcg|kg|g|[mμµ]?l|ml|c?gy|iu|mm|cm|mmol|nmol)\b(?:\s?/\s?\w+(?:\^?\(?\d\)?)?)*"
        r"|(?:milli|micro)?grams?\b|cycles?\b|courses?\b|doses?\b|fractions?\b|fold\b|×\s?10|°",
        "dose",
    ),
)
_POWER = r"\s?[×x]\s?10(?:\s?\^?\s?[-−–‒]\s?\d{1,3}|\s?\^?\s?\([-−–‒]\s?\d{1,3}\)|\s?⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|e[-−]\d{1,3}"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIGURE = (  # what stands behind the digits is asked for first, because in most figures it is nothing of this
    r"(?=[\d.·]++\s?[×xe])\d+(?:[.·]\d+)?(?:" + _POWER + r")(?!\d)"
    r"|(?=\d++,)(?:0,\d{1,4}(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)(?:[.·]\d+)?|\d+,\d{1,2}(?!\d|,\d))"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?![\d%])"
    r"|\d+(?:[.·]\d+)?"
    r"|[.·]\d+"
)
_TENTHS = Pattern(r"(?:[×x]\s?10|e)[\s^\[({]*[-−–‒⁻]\s?(?P<digits>[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)", re.IGNORECASE)
"""A power of ten with a negative exponent, as in '7.8 × 10⁻²²'."""
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_WORD = "(?:" + "|".join(sorted([*_TENS, *_ONES, "hundred", "thousand"], key=len, reverse=True)) + ")"
_DECIMAL_COMMA = Pattern(r"\d+,\d{1,2}|0,\d+")
_NOT_REACHED = (
    r"neither\s(?:\w+\s)?(?:arms?|groups?|of\s(?:them|the\s\w+|which))\s(?:had\s|has\s|have\s)?(?:yet\s)?(?:been\s)?reached"
    r"|not\s(?:yet\s)?(?:been\s)?(?:reached|estimable|evaluable|estimated|attained|achieved|arrived\sat|calculable)"
    r"|(?<=to\s)could\snot\sbe\s(?:reached|estimated|evaluated|calculated|determined)|un(?:reached|estimable)|non-?\s?(?:estimable|evaluable)|(?-i:\bN[RE]A?\b|(?<=[-–,;]\s)NA\b|(?<=[-–,;])NA\b|(?<=to\s)NA\b)(?![-+])"
)
_FIRST_OF_UNIT = "".join(
    sorted({opening.lstrip(WORD_START)[0] for pattern, _ in _UNITS for opening in find_openings(pattern)})
)
NUMBER = Phrases(  # what bounds and units begin with is asked for first, because most numbers have neither
    r"(?=[\d.·<>≤≥⩽⩾−–-]|\b[a-z])(?:(?P<not_reached>\b(?=[a-z])(?:" + _NOT_REACHED + r"))(?-i:\s?[\[(]N[RE][)\]])?"
    r"|(?:(?=[<>≤≥⩽⩾a-z])(?P<bound>[<>]\s?/\s?=|[<>≤≥⩽⩾]\s?=?|>\s?or\s?=|<\s?or\s?=|(?<!no\s)\b(?:less|more|greater|fewer)\sthan(?:\sor\sequal\sto)?|\bat\sleast)\s?)?"
    r"(?:(?:(?<![\w·])|(?<=\bCI)|(?<=\dvs)|(?<=\svs))(?<!\d\.)(?<![A-Za-z][-–/])(?<![A-Za-z]\d/)"
    r"(?P<sign>(?<![\d)\]\w%])(?<![\d)\]%][ \u2009])[-−–]|(?<![\d\w%])(?<![\d%][ \u2009])−\s(?=[\d.·]))?"
    r"(?P<figure>"
    + _FIGURE
    + r")(?![-\s](?:sided|tailed)\b)|\b(?P<words>"
    + _WORD
    + r"(?:(?:-|\s(?:and\s)?)"
    + _WORD
    + r")*)\b)"
    r"(?:(?P<gap>[ \t\u00a0\u2009-]{0,2})(?=["
    + _FIRST_OF_UNIT
    + r"])(?P<unit>"
    + "|".join(pattern for pattern, _ in _UNITS)
    + r")|(?![A-Za-z\d]|[.·]\d)))",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DAY_RIGHT = Pattern(r"(?:st|nd|rd|th)?(?:\sof)?\s" + _MONTH)
_DATE_LEFT = Endings(r"\b" + _MONTH + r"\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?(?:,\s|\s)$")
"""What stands before the day or the year of a date: 'October 10, 2018', 'by February 2015'."""
_MEANS_RIGHT = Pattern(r"\s?[=:,]\s?not\s")
_MEANS_LEFT = Pattern(r"\bN[RE]\s?[=:,]\s?$")
_CITATION = Pattern(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_CITED = Pattern(
    r"[\w%.,;:)](?<!\bCI)(?<!\b[HOR]R)(?<!\bIQR)(?<!range)(?<!interval)(?<!limits)(?<!\bn)\s?$", re.IGNORECASE
)
"""What a reference mark stands behind: a word or a figure, but not the name of an interval or a ratio."""

_TIED = Pattern(r"-[A-Za-z]")
_UNIT_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), unit) for pattern, unit in _UNITS)
_SYMBOLS = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "⩽": "≤", "⩾": "≥"}


@record(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: Where its figures begin; the bound stands before.
        end: Where its figures end; the unit stands behind.
        value: What it is worth; None for "not reached".
        unit: "%", "points", "months", "years", "weeks", "days", "dose", or None.
        bound: "<", ">", "≤", "≥" or None.
        outer_start: Where it begins with its bound.
        outer_end: Where it ends with its unit.
        is_compound: The unit is tied on with a hyphen, as in "3-year".
    """

    start: int
    end: int
    value: Decimal | None
    unit: str | None = None
    bound: str | None = None
    outer_start: int = 0
    outer_end: int = 0
    is_compound: bool = False
    in_words: bool = False

    @property
    def is_not_reached(self) -> bool:
        return self.value is None

    @property
    def is_whole(self) -> bool:
        return self.value is not None and self.value == self.value.to_integral_value()


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Returns the numbers of `text[start:end]` in order, with offsets in `text`.

    >>> [(n.value, n.unit) for n in find_numbers("Twenty-nine lived 24.9months")]
    [(Decimal('29'), None), (Decimal('24.9'), 'months')]
    """
    end = len(text) if end is None else end
    matches = NUMBER.finditer(text, start, end)
    numbers = [_number(match) for match in matches if not _is_no_figure(text, match)]
    return numbers if text.find("[", start, end) < 0 else _without_citations(text, start, end, numbers)


def _is_no_figure(text: str, match: re.Match[str]) -> bool:
    """Whether a number is the day or the year of a date, or a mark for what was not reached is only explained."""
    if match["not_reached"]:
        return _explains(text, *match.span())
    if match["unit"] or not match.group().isdecimal() or not _is_of_calendar(int(match.group())):
        return False
    low, high = match.span()
    return _DAY_RIGHT.match(text, high) is not None or _DATE_LEFT.search(text[max(0, low - 20) : low]) is not None


def _is_of_calendar(worth: int) -> bool:
    return 0 < worth <= 31 or 1900 <= worth <= 2100


def _explains(text: str, start: int, end: int) -> bool:
    """Whether a mark for what was not reached is only explained: 'NE = not estimable', 'NR, not reached'."""
    return _MEANS_RIGHT.match(text, end) is not None or _MEANS_LEFT.search(text, max(0, start - 8), start) is not None


def _without_citations(text: str, start: int, end: int, numbers: list[Number]) -> list[Number]:
    """Returns the numbers that are no marks of references: "0.62 [4]", "relapse [1,3]", "80.2% [1-3]".

    Why: a range in brackets behind a number that lies in it may be its interval, and is kept.
    """
    found = (match.span() for match in _CITATION.finditer(text, start, end))
    marks = [
        mark for mark in found if _CITED.search(text, max(0, mark[0] - 12), mark[0]) and not _is_interval(mark, numbers)
    ]
    return [number for number in numbers if not any(low < number.start < high for low, high in marks)]


def _is_interval(mark: tuple[int, int], numbers: list[Number]) -> bool:
    inside = [number.value for number in numbers if mark[0] < number.start < mark[1] and number.value is not None]
    before = [number.value for number in numbers if number.start < mark[0]]
    return len(inside) == 2 and bool(before) and before[-1] is not None and inside[0] <= before[-1] <= inside[1]


def _number(match: re.Match[str]) -> Number:
    if match["not_reached"]:
        return Number(*match.span("not_reached"), None, outer_start=match.start(), outer_end=match.end())
    group = "figure" if match["figure"] else "words"
    is_metre = match["unit"] == "m" and "." not in match[group]
    start, end = match.span(group)
    return Number(
        start if match["sign"] is None else match.start("sign"),
        end,
        _worth_of_figure(match) if group == "figure" else Decimal(worth_of_words(match["words"])),
        None if is_metre else _unit(match["unit"]),
        _bound(match["bound"]),
        match.start(),
        match.end(),
        _is_tied(match),
        group == "words",
    )


def _is_tied(match: re.Match[str]) -> bool:
    """Whether a hyphen ties a unit to its figure, or a short unit to the word behind: '3-year', '5y-survival'."""
    gap, unit = match["gap"] or "", match["unit"] or ""
    return gap.startswith("-") or (unit.lower() in ("y", "yr") and _TIED.match(match.string, match.end()) is not None)


def _worth_of_figure(match: re.Match[str]) -> Decimal:
    figure = match["figure"]
    if figure.replace(".", "", 1).isdecimal() and not match["sign"]:
        return Decimal(figure)
    power = _TENTHS.search(figure)
    if power:
        return Decimal(f"{figure[: power.start()].strip().replace('·', '.')}e-{power['digits'].translate(_RAISED)}")
    parsed = parse_number(figure.replace(",", ".") if _DECIMAL_COMMA.fullmatch(figure) else figure)
    worth = parsed[0] if parsed else Decimal(0)
    return -worth if match["sign"] else worth


def worth_of_words(words: str) -> int:
    """Returns what a number in words is worth.

    >>> worth_of_words("one thousand two hundred and thirty-four")
    1234
    """
    total = part = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        elif word == "hundred":
            part = max(part, 1) * 100
        else:
            part += _WORTH.get(word, 0)
    return total + part


def _unit(printed: str | None) -> str | None:
    if printed is None:
        return None
    return next(unit for pattern, unit in _UNIT_PATTERNS if pattern.fullmatch(printed))


def _bound(printed: str | None) -> str | None:
    if printed is None:
        return None
    lowered = printed.lower().strip()
    if lowered[0] in _SYMBOLS:
        symbol = _SYMBOLS[lowered[0]]
        return {"<": "≤", ">": "≥"}.get(symbol, symbol) if "=" in lowered else symbol
    if "equal" in lowered or lowered == "at least":
        return "≤" if lowered.startswith(("less", "fewer")) else "≥"
    return "<" if lowered.startswith(("less", "fewer")) else ">"
