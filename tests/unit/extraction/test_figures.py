from __future__ import annotations

import pytest

from herald.extraction.figures import find_measurements
from herald.extraction.measurements import Measurement, Sort


def _read(text: str) -> list[Measurement]:
    return find_measurements(text, 0, len(text))


def _printed(text: str, m: Measurement) -> str:
    return text[m.number.start : m.number.end]


@pytest.mark.parametrize(
    ("text", "low", "high", "level"),
    [
        ("HR, 0.75; 95% CI, 0.59-0.96", "0.59", "0.96", "95"),
        ("hazard ratio 0.81 [95% CI, 0.66 to 1.00]", "0.66", "1.00", "95"),
        ("HR=0.94 [0.65-1.35]", "0.65", "1.35", None),
        ("HR 0.62 [a]; 95% CI, 0.51 to 0.75", "0.51", "0.75", "95"),
        ("HR 0.62; [4] 95% CI, 0.51 to 0.75", "0.51", "0.75", "95"),
        ("hazard ratio, 0.47; 95% confidence interval [CI], 0.34 to 0.66", "0.34", "0.66", "95"),
        ("HR 0.71; 95% CI, 0.90 to 0.56", "0.90", "0.56", "95"),
        ("HR (95% CI) 0.65 (0.55–0.77)", "0.55", "0.77", "95"),
        ("HR 0.87, 95% CI [0.69, 1.08]", "0.69", "1.08", "95"),
        ("a hazard ratio of 0.57 (90% CI 0.43‒0.77)", "0.43", "0.77", "90"),
    ],
)
def test_an_effect_takes_the_interval_that_is_printed_behind_it(
    text: str, low: str, high: str, level: str | None
) -> None:
    effect = next(m for m in _read(text) if m.sort is Sort.EFFECT)
    assert effect.interval is not None
    interval = effect.interval
    assert (text[interval.low.start : interval.low.end], text[interval.high.start : interval.high.end]) == (low, high)
    assert (text[interval.level.start : interval.level.end] if interval.level else None) == level


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("hazard ratio for disease progression or death, 0.28", "HR"),
        ("stratified HR, 0.67", "HR"),
        ("odds ratio [OR] = 0.4", "OR"),
        ("relative risk of 1.2", "RR"),
    ],
)
def test_the_words_before_a_number_say_which_effect_it_is(text: str, measure: str) -> None:
    assert [(m.sort, m.measure) for m in _read(text)] == [(Sort.EFFECT, measure)]


def test_hr_positive_disease_announces_no_hazard_ratio() -> None:
    assert Sort.EFFECT not in {m.sort for m in _read("HR-positive disease in 40 women")}


@pytest.mark.parametrize("text", ["P = .0070", "p<0.001", "2-sided P value = .086", "P less than .001", "p=0·0001"])
def test_a_p_value_is_one_in_every_notation(text: str) -> None:
    assert [m.sort for m in _read(text) if m.sort is not Sort.PLAIN] == [Sort.P]


@pytest.mark.parametrize("text", ["the P = .0012 level needed", "P for interaction = .04", "significance at P < .05"])
def test_a_threshold_or_a_test_of_interaction_is_no_p_value_of_a_result(text: str) -> None:
    assert Sort.P not in {m.sort for m in _read(text)}


@pytest.mark.parametrize(
    ("text", "events", "total"),
    [
        ("29 (97%) of 30", "29", "30"),
        ("29 of 30 patients (97%)", "29", "30"),
        ("29/30 (97%)", "29", "30"),
        ("97% (29 of 30)", "29", "30"),
        ("91 patients in the T-DM1 group (12.2%)", "91", None),
        ("Eleven women (9%)", "Eleven", None),
    ],
)
def test_a_percentage_keeps_the_counts_that_are_printed_with_it(text: str, events: str, total: str | None) -> None:
    (value,) = _read(text)
    assert value.unit == "%"
    assert value.events is not None
    assert text[value.events.start : value.events.end] == events
    assert (text[value.total.start : value.total.end] if value.total else None) == total


def test_a_percentage_that_the_counts_do_not_give_is_not_theirs() -> None:
    assert all(m.total is None or m.unit == "patients" for m in _read("29 of 30 patients (12%)"))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("8.2 vs 3.0 months", ["months", "months"]),
        ("20.6 months with A versus 15.8 with B", ["months", "months"]),
        ("2.1 months on A, 4.2 on B and 6.2 on C", ["months", "months", "months"]),
        ("5.8 [95% CI, 5.5-7.0] months", ["months"]),
    ],
)
def test_a_bare_number_shares_the_unit_of_the_one_it_is_compared_with(text: str, units: list[str]) -> None:
    assert [m.unit for m in _read(text) if m.sort is Sort.VALUE or m.interval] == units


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("reduced the risk of death by 24%", Sort.REDUCTION),
        ("a 30% reduction in the risk of death", Sort.REDUCTION),
        ("46% greater survival", Sort.CHANGE),
        ("at 48 months", Sort.TIMEPOINT),
        ("3-year survival", Sort.TIMEPOINT),
        ("an absolute difference of 5.2%", Sort.DIFFERENCE),
        ("(n = 129)", Sort.SIZE),
        ("a level ≥5%", Sort.CUTOFF),
        ("ages 18 to 24 years", Sort.RANGE),
    ],
)
def test_a_figure_is_of_the_sort_that_its_words_give_it(text: str, sort: Sort) -> None:
    assert [m.sort for m in _read(text)] == [sort]


def test_nor_was_it_says_not_reached_again_where_it_was_printed_first() -> None:
    text = "The median was not reached with A, nor was it with B."
    values = [m for m in _read(text) if m.sort is Sort.VALUE]
    assert [_printed(text, value) for value in values] == ["not reached", "not reached"]
    assert values[0].number == values[1].number


@pytest.mark.parametrize(
    "text",
    [
        "RR 1.46 (CI95 %: 1.05-1.87)",
        "RR 1.46 (CI 95%: 1.05 to 1.87)",
        "RR 1.46; 95% [CI] = 1.05-1.87",
        "RR 1.46 (95% two-sided confidence interval, 1.05-1.87)",
    ],
)
def test_the_level_of_an_interval_is_no_share(text: str) -> None:
    effect = _read(text)[0]
    assert [m.sort for m in _read(text)] == [Sort.EFFECT]
    assert effect.interval is not None
    assert effect.interval.level is not None


@pytest.mark.parametrize("text", ["the 95% one-sided upper confidence limit", "if 90% and 95% CIs were within bounds"])
def test_a_level_without_its_interval_is_no_share(text: str) -> None:
    assert all(m.unit != "%" for m in _read(text))
