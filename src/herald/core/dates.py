"""Dates as records give them: a day, a month or only a year, each a range of days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to lie from `first` to `last`, both included.

    Why: "2024-03" is not the first of March. What cannot be told apart must stay unknown.
    """

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("a date cannot end before it begins")

    @classmethod
    def on(cls, day: dt.date) -> PartialDate:
        return cls(day, day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Returns the days that '2024', '2024-03' or '2024-03-15' may mean.

        Raises:
            ValueError: `text` is none of the three forms, or no day of the calendar. The message does not repeat it.

        >>> PartialDate.parse("2024-02").last
        datetime.date(2024, 2, 29)
        """
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (None if part is None else int(part) for part in match.groups())
        try:
            return _days_of(year or 0, month, day)
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError("the calendar has no such date") from None

    @property
    def is_exact(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        if self.is_exact:
            return self.first.isoformat()
        for form in (self.first.isoformat()[:7], self.first.isoformat()[:4]):
            if PartialDate.parse(form) == self:
                return form
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


def _days_of(year: int, month: int | None, day: int | None) -> PartialDate:
    if month is None:
        return PartialDate(dt.date(year, 1, 1), dt.date(year, 12, 31))
    if day is None:
        return PartialDate(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
    return PartialDate.on(dt.date(year, month, day))


def months_between(start: dt.date, end: dt.date) -> Decimal:
    """Returns the time from `start` to `end` in calendar months; negative where `end` is earlier.

    A month is full on the day of the month on which it began, or on the last day of a shorter month; what is left
    over counts as a share of the month that is running. So 15 January to 15 July is exactly 6 months.

    Why: Thresholds such as "within 6 months" are meant by the calendar. The result never grows when `start` moves
    later or `end` moves earlier, so ranges of dates give ranges of months.

    >>> months_between(dt.date(2024, 1, 31), dt.date(2024, 2, 29))
    Decimal('1')
    """
    if end < start:
        return -months_between(end, start)
    whole = 12 * (end.year - start.year) + end.month - start.month
    while _ordinal_after(start, whole) > end.toordinal():
        whole -= 1
    running_since = _ordinal_after(start, whole)
    days, length = end.toordinal() - running_since, _ordinal_after(start, whole + 1) - running_since
    return whole + Decimal(days) / Decimal(length) if days else Decimal(whole)


def _ordinal_after(start: dt.date, months: int) -> int:
    """Returns the ordinal of the day `months` calendar months after `start`, at the latest the last day of its month.

    Works past year 9999, where `date` ends, because the month that is running may end there.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max.toordinal() + min(start.day, 31)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day).toordinal()
