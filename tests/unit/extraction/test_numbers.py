from __future__ import annotations

from decimal import Decimal

import pytest

from herald.extraction.numbers import find_numbers, worth_of_words


def _read(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(text[n.start : n.end], n.unit, n.bound) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HR 0·65", [("0·65", None, None)]),
        ("P = .0070", [(".0070", None, None)]),
        ("24.9months", [("24.9", "months", None)]),
        ("vs.74.7%", [("74.7", "%", None)]),
        ("1,095 patients", [("1,095", None, None)]),
        ("13 388 women", [("13 388", None, None)]),
        ("0,71", [("0,71", None, None)]),
        (">or=6 months", [("6", "months", "≥")]),
        ("< 0.001", [("0.001", None, "<")]),
        ("less than .001", [(".001", None, "<")]),
        ("at least 3 years", [("3", "years", "≥")]),
        ("200 mg", [("200", "dose", None)]),
        ("5.4–13.8", [("5.4", None, None), ("13.8", None, None)]),
        ("−4.8%", [("−4.8", "%", None)]),
        ("29/30", [("29", None, None), ("30", None, None)]),
        ("50 percent", [("50", "%", None)]),
    ],
)
def test_a_number_is_read_in_the_notation_in_which_it_is_printed(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize("name", ["HER2", "T-DM1", "CDK4/6", "PD-L1", "EGF30008", "B-31", "BRCA1/2"])
def test_a_digit_in_a_name_is_no_number(name: str) -> None:
    assert find_numbers(f"{name} was studied") == []


@pytest.mark.parametrize("word", ["not reached", "not estimable", "NE", "nonevaluable", "not yet been reached"])
def test_a_bound_that_was_not_reached_is_a_number_without_worth(word: str) -> None:
    (number,) = find_numbers(f"to {word})")
    assert number.is_not_reached


def test_a_unit_that_is_tied_on_makes_a_compound() -> None:
    assert [n.is_compound for n in find_numbers("3-year survival, 3 years")] == [True, False]


@pytest.mark.parametrize(
    ("words", "worth"),
    [("Twenty-nine", 29), ("fifty nine", 59), ("one hundred and twenty", 120), ("two thousand three hundred", 2300)],
)
def test_a_number_in_words_has_its_worth(words: str, worth: int) -> None:
    assert worth_of_words(words) == worth
    (number,) = find_numbers(f"{words} women")
    assert number.value == Decimal(worth)


@pytest.mark.parametrize("text", ["relapse.[3]", "trastuzumab [1,3]", "placebo. [1–3] We", "a ratio of HER2 [12]"])
def test_the_mark_of_a_reference_is_no_number(text: str) -> None:
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.62 [4]", ["0.62"]),
        ("80.2% [1–3]", ["80.2"]),
        ("12 months [8–15]", ["12", "8", "15"]),
        ("95% CI [12, 34]", ["95", "12", "34"]),
        ("0.62 [0.51–0.75]", ["0.62", "0.51", "0.75"]),
    ],
)
def test_an_interval_in_brackets_is_kept_where_the_figure_before_it_lies_in_it(text: str, numbers: list[str]) -> None:
    assert [number for number, _, _ in _read(text)] == numbers
