from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herald.core.dates import PartialDate, months_between

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-03-15", "2024-03-15", "2024-03-15"),
    ],
)
def test_a_partial_date_is_every_day_that_it_may_mean(text: str, first: str, last: str) -> None:
    date = PartialDate.parse(text)
    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)
    assert str(date) == text


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-02-30", "2024-2-3", "15.03.2024", "0000", "2024-00", "٢٠٢٤"]
)
def test_what_is_no_date_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="date") as error:
        PartialDate.parse(text)
    assert not text or text not in str(error.value)


def test_a_range_of_days_that_is_no_month_says_both_ends() -> None:
    assert str(PartialDate(dt.date(2024, 3, 1), dt.date(2024, 3, 15))) == "2024-03-01 to 2024-03-15"


def test_a_date_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        PartialDate(dt.date(2024, 3, 2), dt.date(2024, 3, 1))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-15", "2024-07-15", "6"),
        ("2024-01-31", "2024-02-29", "1"),
        ("2023-08-31", "2024-02-29", "6"),
        ("2024-02-29", "2025-02-28", "12"),
        ("2024-01-01", "2024-01-01", "0"),
        ("2024-07-15", "2024-01-15", "-6"),
        ("2024-04-01", "2024-04-16", "0.5"),
        ("2024-03-10", "2024-04-25", "1.5"),
    ],
)
def test_months_are_counted_by_the_calendar(start: str, end: str, months: str) -> None:
    assert months_between(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == Decimal(months)


@given(days, days, st.integers(0, 400))
def test_a_later_end_is_never_nearer_and_a_later_start_never_further(start: dt.date, end: dt.date, more: int) -> None:
    later = dt.timedelta(days=more)
    assert months_between(start, end) <= months_between(start, end + later)
    assert months_between(start + later, end) <= months_between(start, end)


def test_months_can_be_counted_to_the_last_day_of_the_calendar() -> None:
    assert months_between(dt.date(9999, 11, 30), dt.date.max) > 1
