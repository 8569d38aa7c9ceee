"""Dates as pages, journals and registries print them."""

from __future__ import annotations

import pytest

from herald.core.dates import PartialDate
from herald.documents.dates import find_date, parse_machine_date


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("Published: Thursday, Mar 15, 2018", PartialDate.parse("2018-03-15")),
        ("Sep 26, 2011.This article is archived", PartialDate.parse("2011-09-26")),
        ("— Last updated on February 22, 2022, 9:53 PM", PartialDate.parse("2022-02-22")),
        ("15 March 2018", PartialDate.parse("2018-03-15")),
        ("3rd Sept. 2019", PartialDate.parse("2019-09-03")),
        ("2018-03-15T08:30:00Z", PartialDate.parse("2018-03-15")),
        ("J Clin Oncol. 2018 Mar 10;36(8):741-748.", PartialDate.parse("2018-03-10")),
        ("medpagetoday.com · Jan 24, 2025", PartialDate.parse("2025-01-24")),
    ],
)
def test_a_printed_date_is_read(printed: str, date: PartialDate) -> None:
    assert find_date(printed) == date


def test_a_month_alone_stays_a_month() -> None:
    assert find_date("Clin Breast Cancer. 2009 Jun;9 Suppl 2(Suppl 2):S50-7.") == PartialDate.parse("2009-06")
    assert find_date("in September 2011") == PartialDate.parse("2011-09")


@pytest.mark.parametrize(
    "printed", ["03/04/2018", "February 30, 2018", "2018-13-01", "a may 5 dose", "1.2018-03-15", ""]
)
def test_what_is_no_date_or_two_dates_is_not_read(printed: str) -> None:
    assert find_date(printed) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2022-05-09T08:30:00+01:00", PartialDate.parse("2022-05-09")),
        ("2018/03/15", PartialDate.parse("2018-03-15")),
        ("2009/6", PartialDate.parse("2009-06")),
        ("2009", PartialDate.parse("2009")),
        ("Mar 15, 2018", PartialDate.parse("2018-03-15")),
    ],
)
def test_dates_of_page_metadata_are_read(value: str, date: PartialDate) -> None:
    assert parse_machine_date(value) == date


@pytest.mark.parametrize("value", ["", "yesterday", "2018/99", "20180315123"])
def test_metadata_that_is_no_date_is_not_read(value: str) -> None:
    assert parse_machine_date(value) is None
