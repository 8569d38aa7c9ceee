"""Figures as the field prints them; expected strings written by hand from the reports of the trials named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from herald.reports import wording


@dataclass(frozen=True)
class Printed:
    value: str | None = None
    comparator_value: str | None = None
    unit: str | None = None
    effect_measure: str | None = None
    effect: str | None = None
    ci_low: str | None = None
    ci_high: str | None = None
    ci_level: str | None = None
    p: str | None = None


PERTAIN_PFS = Printed("18.89", "15.80", "months", "HR", "0.65", p=".0070")


def test_a_comparison_of_medians_reads_in_one_line() -> None:
    assert wording.figures(PERTAIN_PFS, lead="median PFS") == "median PFS 18.89 v 15.80 months; HR 0.65; P .0070"


def test_the_sign_of_percent_stands_at_each_value() -> None:
    assert wording.figures(Printed("63.3", "55.7", "%"), lead="ORR") == "ORR 63.3% v 55.7%"


def test_a_percentage_that_was_printed_with_its_sign_gets_no_second_one() -> None:
    assert wording.figures(Printed("42%", None, "%")) == "42%"


def test_counts_follow_the_percentage_in_brackets() -> None:
    assert wording.figures(Printed("97", None, "%"), arm=wording.count(29, 30)) == "97% (29 of 30)"


def test_counts_stand_alone_where_no_percentage_was_printed() -> None:
    assert wording.figures(Printed(), arm=wording.count(11, 120)) == "11 of 120"


def test_an_interval_belongs_to_the_effect_where_there_is_one() -> None:
    printed = Printed("28.8", "6.8", "months", "HR", "0.33", "0.26", "0.43", "95", "<.0001")
    assert wording.figures(printed) == "28.8 v 6.8 months; HR 0.33 (95% CI 0.26 to 0.43); P <.0001"


def test_an_interval_without_an_effect_belongs_to_the_value() -> None:
    assert wording.figures(Printed("8.3", None, "months", ci_low="5.6", ci_high="8.2")) == "8.3 months (CI 5.6 to 8.2)"


def test_a_median_that_was_not_reached_keeps_its_words() -> None:
    assert wording.figures(Printed("not reached", "40.8", "months"), lead="OS") == "OS not reached v 40.8 months"


def test_an_effect_without_values_follows_its_endpoint() -> None:
    assert wording.figures(Printed(effect_measure="HR", effect="0.73", p=".004"), lead="OS") == "OS HR 0.73; P .004"


def test_the_unit_stands_after_the_last_number_and_after_no_word() -> None:
    assert wording.figures(Printed("24.5", "not reached", "months")) == "24.5 months v not reached"
    assert wording.figures(Printed("not reached", "not reached", "months")) == "not reached v not reached"


def test_a_result_without_figures_says_nothing() -> None:
    assert wording.figures(Printed()) == ""


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202e", "\ud800", "\x9b", "\u2066", "\x07"])
def test_characters_that_take_over_a_display_are_replaced_one_for_one(text: str) -> None:
    shown = wording.printable(f"a{text}b")
    assert len(shown) == len(text) + 2
    assert text[0] not in shown


def test_line_ends_tabs_and_other_scripts_stay() -> None:
    assert wording.printable("α β\n\tשלום 0·65 ≥") == "α β\n\tשלום 0·65 ≥"


@pytest.mark.parametrize(
    ("text", "said"),
    [("2022-05-31", "31 May 2022"), ("2025-12", "December 2025"), ("2022", "2022"), ("spring", "spring")],
)
def test_partial_dates_are_said_as_far_as_they_go(text: str, said: str) -> None:
    assert wording.written_date(text) == said


def test_a_full_date_is_said_with_its_month() -> None:
    assert wording.date(dt.date(2018, 3, 15)) == "15 March 2018"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", "file:///etc/passwd", "//x", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert wording.web_address(url) is None


def test_a_doi_or_a_pmid_stands_in_for_a_missing_address() -> None:
    assert wording.web_address(None, "10.1200/JCO.22.00519") == "https://doi.org/10.1200/JCO.22.00519"
    assert wording.web_address(None, None, "29326030") == "https://pubmed.ncbi.nlm.nih.gov/29326030/"


def test_counts_agree_with_their_noun() -> None:
    said = [wording.counted(0, "option"), wording.counted(1, "option"), wording.counted(2, "thing", "things")]
    assert said == ["no options", "1 option", "2 things"]
