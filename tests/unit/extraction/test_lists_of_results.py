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


def test_a_gain_behind_two_shares_with_a_p_value_is_their_difference() -> None:
    (finding,) = read(
        "The three-year DFS was 86.2% with lapatinib and 81.0% with placebo, a benefit of 5.2% (P = .02)."
    )
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


def test_ratios_that_name_two_of_several_arms_compare_these() -> None:
    text = (
        "Median PFS was 5.1 months with lapatinib, 6.4 months with trastuzumab and 8.9 months with lapatinib plus "
        "trastuzumab (lapatinib plus trastuzumab vs lapatinib: HR 0.55, 95% CI 0.40-0.76; lapatinib plus trastuzumab "
        "vs trastuzumab: HR 0.72, 95% CI 0.52-0.99)."
    )
    assert [(f.value, f.comparator_value, f.effect) for f in read(text)] == [
        ("8.9", "5.1", "0.55"),
        ("8.9", "6.4", "0.72"),
    ]


def test_the_arms_of_a_ratio_may_stand_behind_it() -> None:
    text = (
        "Women received trastuzumab (arm A), lapatinib (arm B) or capecitabine (arm C). The 4-year DFS was 71%, "
        "68% and 77% in arms A, B and C (HR 0.78, 95% CI 0.61-1.00 for arm C vs arm A; HR 1.12, 95% CI 0.90-1.40 for "
        "arm B vs arm A)."
    )
    assert [(f.value, f.comparator_value, f.effect) for f in read(text)] == [("77", "71", "0.78"), ("68", "71", "1.12")]


def test_a_ratio_of_two_named_arms_is_theirs_without_values_too() -> None:
    text = (
        "The hazard ratio for death was 0.81 (95% CI 0.70-0.94) for neratinib versus lapatinib and 0.92 (95% CI "
        "0.80-1.06) for lapatinib versus capecitabine."
    )
    assert arms(text) == [("neratinib", "lapatinib"), ("lapatinib", "capecitabine")]


@pytest.mark.parametrize(
    "text",
    [
        "The 3-year EFS rate was better by 6.1 percentage points (82.4% with lapatinib v 76.3% with placebo).",
        "The 3-year EFS rate gained 6.1% (82.4% with lapatinib versus 76.3% with placebo).",
    ],
)
def test_a_bracket_gives_the_values_of_a_difference_before_it(text: str) -> None:
    (finding,) = read(text)
    assert (finding.value, finding.comparator_value, finding.effect) == ("82.4", "76.3", None)


@pytest.mark.parametrize(
    "text",
    [
        "In all, 61 (44%) on lapatinib and 79 (57%) on placebo had died, at a median of 31.2 and 24.8 months.",
        "Death befell 61 (44%) on lapatinib and 79 (57%) on placebo, and median OS was 31.2 and 24.8 months.",
    ],
)
def test_events_with_their_share_are_those_of_the_medians_behind_them(text: str) -> None:
    (finding,) = read(text)
    assert (finding.value, finding.comparator_value, finding.events, finding.comparator_events) == (
        "31.2",
        "24.8",
        61,
        79,
    )


@pytest.mark.parametrize(
    "text",
    [
        "A total of 48 recurrences occurred: 21 (44%) local, 9 (19%) contralateral and 18 (38%) distant.",
        "There were 25 deaths: 11 (44%) from breast cancer, 14 (56%) from other causes.",
    ],
)
def test_shares_of_events_are_no_shares_of_patients(text: str) -> None:
    assert read(text) == []


def test_shares_of_patients_with_an_event_are_values() -> None:
    text = "There were 140 DFS events: 88 (17%) with placebo and 52 (10%) with lapatinib; HR 0.57."
    assert [(f.value, f.comparator_value) for f in read(text)] == [("10", "17")]


def test_a_trait_that_divides_patients_hides_no_ratio() -> None:
    text = (
        "DFS was 84% with lapatinib and 79% with placebo. According to nodal status, the HR was 0.74 (95% CI, "
        "0.56-0.97) in node-positive and 0.90 (95% CI, 0.61-1.33) in node-negative disease."
    )
    assert effects(text)[1:] == [("DFS", "HR", "0.74", "0.97"), ("DFS", "HR", "0.90", "1.33")]


def test_a_hazard_ratio_behind_a_response_is_of_the_endpoint_before_it() -> None:
    assert effects("DFS events were fewer after a pCR (HR 0.40; 95% CI 0.22-0.73).") == [("DFS", "HR", "0.40", "0.73")]


def test_an_arm_may_be_told_by_a_bare_without() -> None:
    text = "A pCR was found in 31.0% without and 44.6% with lapatinib (P = 0.01)."
    assert values(text) == [("pCR", "44.6", "31.0")]


def test_a_response_of_the_breast_goes_by_its_own_sign() -> None:
    text = (
        "The pCR rate in the breast (bpCR) was 46% with lapatinib and 29% with placebo; in breast and nodes (tpCR) it "
        "was 39% and 21%."
    )
    assert values(text) == [("bpCR", "46", "29"), ("pCR", "39", "21")]


def test_a_rise_keeps_its_order_whatever_list_stands_before_it() -> None:
    text = (
        "With lapatinib plus letrozole, against letrozole alone, PFS improved (24.8 vs 14.5 months); the ORR rose from "
        "34.7% to 42.1%."
    )
    assert values(text) == [("PFS", "24.8", "14.5"), ("ORR", "42.1", "34.7")]


def test_the_bracket_behind_a_named_arm_lists_its_drugs() -> None:
    text = (
        "Median PFS was 8.3 months in arm A (lapatinib, trastuzumab, fulvestrant) versus 5.7 months in arm C "
        "(trastuzumab, capecitabine)."
    )
    assert arms(text) == [("lapatinib + trastuzumab + fulvestrant", "trastuzumab + capecitabine")]


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        (
            "Lapatinib reduced the risk of progression in the brain or death (HR, 0.32; 95% CI, 0.22 to 0.48).",
            "CNS-PFS",
        ),
        ("At 36 months 72% on lapatinib and 60% on placebo lived free of distant disease.", "DRFS"),
        ("At 5 years 82% on lapatinib and 77% on placebo were alive without distant metastases.", "DRFS"),
    ],
)
def test_endpoints_told_without_their_name(text: str, endpoint: str) -> None:
    assert [f.endpoint for f in read(text)] == [endpoint]


def test_each_of_two_rises_told_with_from_is_one_result() -> None:
    text = "Lapatinib improved OS from 21.4 to 26.9 months in one trial and from 20.0 to 28.7 months in another trial."
    assert values(text) == [("OS", "26.9", "21.4"), ("OS", "28.7", "20.0")]


def test_a_ratio_behind_a_difference_of_shares_is_of_the_shares() -> None:
    text = "The 5-year iDFS was 83.6% with lapatinib and 76.0% with placebo, an absolute gain of 7.6% (HR 0.68)."
    assert [(f.value, f.effect_measure, f.effect) for f in read(text)] == [
        ("83.6", "HR", "0.68"),
        (None, "difference", "7.6"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The median PFS came out at 7.2 months with lapatinib and 3.6 months with placebo.",
        "PFS was better in patients with a mutation, at 7.2 against 3.6 months.",
    ],
)
def test_a_broken_time_behind_at_is_a_median(text: str) -> None:
    assert values(text) == [("PFS", "7.2", "3.6")]


def test_a_ratio_for_relapse_is_of_recurrence() -> None:
    assert effects("The HR for relapse was 0.42 (95% CI 0.23-0.77) with lapatinib.") == [
        ("recurrence", "HR", "0.42", "0.77")
    ]


def test_an_arm_with_an_adjective_stands_behind_its_value() -> None:
    text = "We studied elacestrant. The 12-month PFS was 22.3% with it and 9.4% with standard endocrine therapy."
    (finding,) = read(text)
    assert (finding.comparator_value, finding.comparator and finding.comparator.label) == ("9.4", "endocrine therapy")


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("Freedom from distant recurrence at 3 years: 89.7% with lapatinib against 83.0% with placebo.", "DRFS"),
        ("Freedom from progression at 3 years was 89.7% with lapatinib and 83.0% with placebo.", "PFS"),
    ],
)
def test_freedom_from_an_event_is_no_rate_of_it(text: str, endpoint: str) -> None:
    assert values(text) == [(endpoint, "89.7", "83.0")]


def test_letters_of_two_arms_may_stand_between_a_measure_and_its_figure() -> None:
    text = "Median PFS was 18.5 months on trastuzumab and 12.4 months on lapatinib; HR T vs L 0.65."
    assert [(f.value, f.comparator_value, f.effect) for f in read(text)] == [("18.5", "12.4", "0.65")]


def test_one_value_may_be_told_of_two_endpoints() -> None:
    assert values("Both the ORR and the CBR were 81.3% (95% CI, 63.6% - 92.8%) with lapatinib.") == [
        ("ORR", "81.3", None),
        ("CBR", "81.3", None),
    ]
    assert values("Both PFS and OS were longer with lapatinib: the median PFS was 9.1 months.") == [
        ("PFS", "9.1", None)
    ]
