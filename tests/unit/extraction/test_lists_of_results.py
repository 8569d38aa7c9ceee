"""Lists: ratios for several groups, rises one after the other, arms by the letters of their drugs; our own texts."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def effects(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(f.endpoint, f.effect_measure, f.effect, f.ci_high) for f in read(text)]


def values(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(f.endpoint, f.value, f.comparator_value) for f in read(text)]


def arms(text: str) -> list[tuple[str | None, str | None]]:
    return [(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in read(text)]


def test_a_measure_and_its_level_told_once_hold_for_a_list_of_ratios() -> None:
    text = (
        "The hazard ratios (95% CI) for PFS with lapatinib versus placebo were 0.61 (0.44-0.85) in patients under 50, "
        "0.92 (0.70-1.21) in older patients and 0.77 (0.60-0.98) overall; those for OS were 0.71 (0.50-1.01) and "
        "0.88 (0.66-1.17), respectively."
    )
    assert effects(text) == [
        ("PFS", "HR", "0.61", "0.85"),
        ("PFS", "HR", "0.92", "1.21"),
        ("PFS", "HR", "0.77", "0.98"),
        ("OS", "HR", "0.71", "1.01"),
        ("OS", "HR", "0.88", "1.17"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The odds ratios [95% CI] for pCR were 1.81 [1.22; 2.70] and 1.33 [0.91; 1.94] in the two strata.",
        "The odds ratios (95% CI) for pCR were 1.81 (1.22, 2.70) and 1.33 (0.91, 1.94) in the two strata.",
    ],
)
def test_the_second_odds_ratio_of_a_list_is_one_too(text: str) -> None:
    assert effects(text) == [("pCR", "OR", "1.81", "2.70"), ("pCR", "OR", "1.33", "1.94")]


def test_limits_may_be_parted_by_a_comma_without_their_name() -> None:
    (finding,) = read(
        "The median OS was 22.4 months (18.9, 26.1) with lapatinib and 17.3 months (14.2, 19.9) with placebo "
        "(HR 0.71 (0.55, 0.92), P = 0.01)."
    )
    assert (finding.arm_ci_low, finding.comparator_ci_high, finding.ci_low) == ("18.9", "19.9", "0.55")


def test_two_durations_between_a_measure_and_its_figure_are_no_values() -> None:
    assert effects("DFS HR 12 months versus 6 months = 1.08 (95% CI 0.93 to 1.25), P = 0.31.") == [
        ("DFS", "HR", "1.08", "1.25")
    ]


def test_each_rise_of_a_list_begins_with_the_comparator() -> None:
    text = (
        "Adding lapatinib to trastuzumab lifted the ORR from 31.2% to 44.5% (first cohort; P = 0.02), 28.0% to 39.9% "
        "(second cohort) and 25.1% to 33.3% (third cohort)."
    )
    assert values(text) == [("ORR", "44.5", "31.2"), ("ORR", "39.9", "28.0"), ("ORR", "33.3", "25.1")]


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("The objective response rate was 12% with lapatinib and <1% with placebo.", "ORR"),
        ("Complete responses occurred in 25 (12%) on lapatinib versus 2 (<1%) on placebo.", "CR"),
    ],
)
def test_a_share_below_a_figure_is_a_value_beside_another(text: str, endpoint: str) -> None:
    assert values(text) == [(endpoint, "12", "<1")]


def test_a_gain_behind_two_shares_is_their_difference() -> None:
    (finding,) = read("The three-year DFS was 86.2% with lapatinib and 81.0% with placebo, a benefit of 5.2%.")
    assert (finding.value, finding.comparator_value, finding.effect_measure) == ("86.2", "81.0", "difference")


def test_times_are_the_better_the_longer_also_where_their_endpoint_counts_events() -> None:
    text = (
        "Women received lapatinib or placebo. They progressed or died at a median of 8.1 and 5.5 months "
        "(HR 0.66; 95% CI 0.50-0.88)."
    )
    assert values(text) == [("PFS", "8.1", "5.5")]


def test_arms_go_by_the_letters_of_drugs_that_follow_each_other() -> None:
    text = "OS was better with EC→DZ than with EC→D (HR 0.64). The 8-year OS was 86.9% with EC→DZ and 79.4% with EC→D."
    assert arms(text) == [("EC→DZ", "EC→D")] * 2


def test_a_bracket_that_names_an_arm_ends_its_drugs() -> None:
    text = (
        "Women received trastuzumab plus docetaxel (100 mg/m2; arm A), trastuzumab and capecitabine (arm B) or "
        "capecitabine alone (arm C). The ORR was 61% in arm A, 48% in arm B and 22% in arm C."
    )
    assert arms(text) == [
        ("trastuzumab + docetaxel", "capecitabine"),
        ("trastuzumab + capecitabine", "capecitabine"),
    ]


def test_two_endpoints_of_one_arm_are_both_of_it() -> None:
    text = "Women got lapatinib or placebo. The 4-year DFS and OS in the placebo group were 71.2% and 84.0%."
    assert values(text) == [("DFS", None, "71.2"), ("OS", None, "84.0")]


def test_the_first_of_three_arms_is_measured_against_where_another_adds_to_it() -> None:
    text = (
        "We compared AC, AC plus trastuzumab and docetaxel plus trastuzumab. The 5-year DFS was 71% with "
        "AC, 82% with AC plus trastuzumab and 80% with docetaxel plus trastuzumab. Neutropenia was rarer with AC plus "
        "trastuzumab than with docetaxel plus trastuzumab."
    )
    assert values(text) == [("DFS", "82", "71"), ("DFS", "80", "71")]


def test_counts_with_shares_are_values_of_a_table_that_gives_their_ratio() -> None:
    table = (
        "Outcome | EC→D (n=512) | EC→DH (n=508) | HR vs EC→D (95% CI) | P\n"
        "Death, patients with event (%) | 40 (7.8) | 28 (5.5) | 0.69 (0.43, 1.12) | 0.13\n"
        "Disease-free survival, patients with event (%) | 88 (17.2) | 52 (10.2) | 0.57 (0.40, 0.80) | 0.001\n"
    )
    assert [(f.endpoint, f.value, f.comparator_value, f.effect) for f in read(table)] == [
        ("OS", "5.5", "7.8", "0.69"),
        ("DFS", "10.2", "17.2", "0.57"),
    ]
