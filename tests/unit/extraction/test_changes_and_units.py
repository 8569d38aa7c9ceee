"""Changes with their end, intervals behind commas, units told once, times of single patients; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

COMPARED = "Lapatinib was compared with neratinib, and PFS was longer. "


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def values(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(f.endpoint, f.value, f.comparator_value) for f in read(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("With pertuzumab, median OS increased by 7 months to 35.2 months.", ("OS", "35.2", "7")),
        ("The pCR rate rose by 17% to 46% with pertuzumab.", ("pCR", "46", "17")),
        ("The use of pertuzumab increased the 3-year IDFS by 0.8% to 93.9%.", ("iDFS", "93.9", "0.8")),
    ],
)
def test_a_change_with_its_end_is_a_difference_and_a_value(sentence: str, expected: tuple[str, str, str]) -> None:
    (found,) = read(sentence)
    assert (found.endpoint, found.value, found.effect) == expected
    assert found.effect_measure == "difference"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tucatinib had taken median PFS to 9.2 months from the 7.1 months of placebo (HR 0.77).",
            ("PFS", "9.2", "7.1"),
        ),
        ("Everolimus raised the ORR to 45% from 30% with placebo.", ("ORR", "45", "30")),
    ],
)
def test_what_a_value_came_from_is_that_of_the_comparator(sentence: str, expected: tuple[str, str, str]) -> None:
    assert values(sentence) == [expected]


@pytest.mark.parametrize(
    "bracket",
    [
        "(HR 0.81 [0.66, 0.99])",
        "(hazard ratio relative to placebo [95% CI], 0.81 [0.66, 0.99])",
        "[HR 0.81 (0.66, 0.99)]",
    ],
)
def test_a_bracket_with_a_comma_right_behind_an_effect_is_its_interval(bracket: str) -> None:
    (found,) = read(f"Median OS was 24.1 months with lapatinib and 20.3 months with placebo {bracket}.")
    assert (found.value, found.effect, found.ci_low, found.ci_high) == ("24.1", "0.81", "0.66", "0.99")


def test_a_bracket_with_two_numbers_that_do_not_hold_the_value_is_no_interval() -> None:
    found = read("Median OS was 24.1 months (12.2, 13.4) with lapatinib.")
    assert [(f.value, f.ci_low) for f in found] == [("24.1", None)]


def test_a_ratio_in_the_bracket_of_a_median_is_no_median() -> None:
    found = read(
        "Median PFS was 9.8 months on lapatinib and 10.6 months on neratinib (HR 0.85 [0.44, 1.67]); where expression "
        "was high, 8.8 (n = 29) and 12.1 months [n = 28; 0.39 (0.18, 0.85)]."
    )
    assert [(f.effect, f.ci_low) for f in found] == [("0.85", "0.44"), ("0.39", "0.18")]


def test_several_ratios_are_announced_at_once() -> None:
    found = read(
        "PFS was longer with tucatinib than with placebo, with HRs of 0.37 (P = .003) where trastuzumab had been given "
        "and 0.44 (P = .001) where it had not."
    )
    assert [(f.effect, f.p) for f in found] == [("0.37", ".003"), ("0.44", ".001")]


def test_a_unit_told_once_is_that_of_all_pairs_behind_it() -> None:
    found = values(
        COMPARED + "The medians (in months) were 9.2 versus 2.1 (bone metastases), 7.4 versus 1.8 (liver metastases) "
        "and 9.0 versus 1.9 (HER2-low)."
    )
    assert [row[1:] for row in found] == [("9.2", "2.1"), ("7.4", "1.8"), ("9.0", "1.9")]


def test_a_bare_number_beside_a_median_that_was_not_reached_has_the_unit_before() -> None:
    found = values(
        "Lapatinib was compared with neratinib. In HR-positive disease median PFS was 9.8 vs 10.6 months; in "
        "HR-negative disease 8.8 vs not reached."
    )
    assert {*found[1][1:]} == {"8.8", "not reached"}


def test_a_semicolon_ends_the_list_that_respectively_closes() -> None:
    found = values(
        "Lapatinib was compared with neratinib. In visceral disease the ORR was 40% and 50%; in bone disease 45% and "
        "60%, respectively."
    )
    assert [row[1:] for row in found] == [("40", "50"), ("45", "60")]


@pytest.mark.parametrize(
    "sentence",
    [
        "In patients who had brain metastases at baseline it was 7.8 months compared with 5.7 months.",
        "In patients with visceral disease at baseline the medians were 7.8 and 5.7 months, respectively.",
    ],
)
def test_a_trait_at_baseline_says_only_of_whom_a_median_is(sentence: str) -> None:
    assert values(COMPARED + sentence) == [("PFS", "7.8", "5.7")] or values(COMPARED + sentence) == [
        ("PFS", "5.7", "7.8")
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ORR was 61% with capecitabine, with a median duration of 14.8 months.", ("DOR", "14.8", None)),
        (
            "Responses were seen in 45% of patients on capecitabine; their median duration was 6.1 months.",
            ("DOR", "6.1", None),
        ),
    ],
)
def test_a_duration_behind_responses_is_theirs(sentence: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in values(sentence)


def test_a_duration_of_follow_up_is_not_that_of_responses() -> None:
    assert not [
        row
        for row in values("Ten patients responded, and the median duration of follow-up was 6.1 months.")
        if row[1] == "6.1"
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "two patients stayed stable for 4.1 and 4.8 years",
        "one patient has been in response for 31 months",
        "three women remained progression-free for 20, 22 and 25 months",
    ],
)
def test_times_of_single_patients_are_no_results(tail: str) -> None:
    assert values(f"Median OS with palbociclib was 27.2 months; {tail}.") == [("OS", "27.2", None)]


@pytest.mark.parametrize(
    "words",
    [
        "The first relapse was a CNS metastasis",
        "Relapse first occurred in the brain",
        "The first recurrence was in the CNS",
    ],
)
def test_a_first_relapse_in_the_brain_is_an_outcome(words: str) -> None:
    (found,) = read(f"{words} in 3% with lapatinib plus capecitabine and 5% with trastuzumab plus capecitabine.")
    assert (found.value, found.comparator_value, found.statistic) == ("3", "5", "event rate")


def test_a_limit_that_was_not_reached_closes_an_interval() -> None:
    (found,) = read("The median PFS with palbociclib was 24.8 months (22.1, NE).")
    assert (found.value, found.ci_low, found.ci_high) == ("24.8", "22.1", "NE")


def test_a_unit_in_a_bracket_is_that_of_the_pairs_behind_it() -> None:
    found = values(
        COMPARED + "Median PFS (months) in subgroups: visceral disease 9.2 vs 2.1; bone only 7.4 vs 1.8; HR-negative "
        "10.7 vs 1.7."
    )
    assert [row[1:] for row in found] == [("9.2", "2.1"), ("7.4", "1.8"), ("10.7", "1.7")]


def test_a_unit_told_once_is_that_of_numbers_with_intervals() -> None:
    (found,) = read(
        COMPARED + "Median PFS in months was 9.5 (95% CI 7.4-10.9) and 7.4 (5.6-8.1), respectively (HR 0.76)."
    )
    assert (found.unit, found.effect) == ("months", "0.76")
