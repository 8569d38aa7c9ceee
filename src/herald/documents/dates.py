"""Dates as documents print them."""

from __future__ import annotations

import re

from herald.core.dates import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR, _DAY = r"(?:19|20)\d\d", r"\d{1,2}"

DATE = re.compile(
    rf"(?<![\w.-])(?:(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)"
    rf"|(?P<m1>{_MONTH})\.?\s+(?P<d1>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<y1>{_YEAR})(?!\d)"
    rf"|(?P<d2>{_DAY})(?:st|nd|rd|th)?\.?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>{_YEAR})(?!\d)"
    rf"|(?P<y3>{_YEAR})\s+(?P<m3>{_MONTH})(?:\b|(?=\d))(?:\s+(?P<d3>{_DAY})(?!\d))?"
    rf"|(?P<m4>{_MONTH})\.?,?\s+(?P<y4>{_YEAR})(?!\d))",
    re.IGNORECASE,
)
"""A date whose month is a word, or an ISO date. 03/04/2018 is left alone: it is two dates."""

_YEAR_ALONE = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")


def find_date(text: str) -> PartialDate | None:
    """Returns the first date printed in `text`; None where there is none, or none that exists.

    >>> str(find_date("Clin Breast Cancer. 2009 Jun;9 Suppl 2"))
    '2009-06'
    """
    for match in DATE.finditer(text):
        if date := date_of(match):
            return date
    return None


def date_of(match: re.Match[str]) -> PartialDate | None:
    """Returns the date of a match of `DATE`; None for a day that the calendar lacks."""
    try:
        if match["iso"]:
            return PartialDate.parse(match["iso"])
        form = next(number for number in "1234" if match[f"y{number}"])
        day = match[f"d{form}"] if form != "4" else None
        month = f"{match[f'y{form}']}-{_month(match[f'm{form}']):02}"
        return PartialDate.parse(f"{month}-{int(day):02}" if day else month)
    except ValueError:
        return None


def find_year(text: str) -> PartialDate | None:
    """Returns the first year printed in `text`."""
    match = _YEAR_ALONE.search(text)
    return PartialDate.parse(match[1]) if match else None


def parse_machine_date(value: str) -> PartialDate | None:
    """Returns the date of a page's metadata: ISO 8601 with or without a time, '2018/03/15', or a printed date."""
    return find_date(re.sub(rf"^\s*({_YEAR})[/.](\d\d)[/.](\d\d)", r"\1-\2-\3", value)[:80]) or (
        find_year(value) if re.fullmatch(rf"\s*{_YEAR}\s*", value) else _year_and_month(value)
    )


def _year_and_month(value: str) -> PartialDate | None:
    match = re.fullmatch(rf"\s*({_YEAR})[-/](\d\d?)\s*", value)
    return PartialDate.parse(f"{match[1]}-{int(match[2]):02}") if match and 1 <= int(match[2]) <= 12 else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1
