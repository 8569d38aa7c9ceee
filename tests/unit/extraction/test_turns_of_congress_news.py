"""Turns of phrase of congress news and journal abstracts: what a figure is of, and of when; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding, Reason
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

TWO_RATIOS = "The HR for PFS was 0.52 (95% CI, 0.37-0.75) and for OS 0.42 (95% CI, 0.24-0.74). "


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def labels(finding: Finding) -> tuple[str | None, str | None]:
    return (finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None)


def test_an_effect_is_of_the_endpoint_behind_its_p_value() -> None:
    found = read(
        "HRs were 0.70 (95% CI 0.55-0.88; p = 0.002) for iDFS, 0.66 (0.50-0.87; p=0.004) for DRFS and 0.80 "
        "(0.55-1.16) for OS."
    )
    assert [(f.endpoint, f.effect, f.p) for f in found] == [
        ("iDFS", "0.70", "0.002"),
        ("DRFS", "0.66", "0.004"),
        ("OS", "0.80", None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "After adjustment they were 0.57 (95% CI, 0.39-0.85) and 0.47 (95% CI, 0.26-0.85), respectively.",
        "In a multivariable analysis these became 0.57 (95% CI, 0.39-0.85) and 0.47 (95% CI, 0.26-0.85).",
        "The corresponding figures in younger patients were 0.57 (95% CI, 0.39-0.85) and 0.47 (95% CI, 0.26-0.85).",
    ],
)
def test_figures_take_up_the_endpoints_of_the_sentence_before_in_turn(sentence: str) -> None:
    found = read(TWO_RATIOS + sentence)
    assert [(f.endpoint, f.effect) for f in found[2:]] == [("PFS", "0.57"), ("OS", "0.47")]


def test_figures_with_a_topic_of_their_own_take_up_nothing() -> None:
    assert len(read(TWO_RATIOS + "Serious adverse events affected 13% and 17%, respectively.")) == 2


def test_an_adjusted_effect_is_that_of_the_treatment_told_before() -> None:
    found = read(
        "Trastuzumab improved DFS (HR 0.71; 95% CI 0.60-0.84). This effect persisted after adjustment for nodal status "
        "(adjusted HR 0.74; 95% CI 0.62-0.88)."
    )
    assert [(f.endpoint, f.effect) for f in found] == [("DFS", "0.71"), ("DFS", "0.74")]


def test_an_effect_is_never_of_the_follow_up_time_beside_it() -> None:
    found = read("OS did not differ between the arms: at a median follow-up of 50 months the HR was 0.91.")
    assert [(f.endpoint, f.effect) for f in found] == [("OS", "0.91")]
    found = read(
        "With capecitabine OS was no longer (HR 0.81; 95% CI 0.64-1.03), while longer follow-up gave HR 0.83; 95% CI "
        "0.65-0.99."
    )
    assert [(f.effect, f.ci_high) for f in found] == [("0.81", "1.03"), ("0.83", "0.99")]


@pytest.mark.parametrize(
    "text",
    [
        "PFS was 11.1 [tucatinib] versus 5.6 [placebo] months; HR 0.54.",
        "Median PFS, 11.1 (tucatinib arm) vs 5.6 (placebo arm) months (HR 0.54).",
        "Median PFS was 11.1 with tucatinib and 5.6 months with placebo (HR 0.54).",
    ],
)
def test_a_unit_behind_both_arms_is_that_of_both_figures(text: str) -> None:
    (finding,) = read(text)
    assert (finding.value, finding.comparator_value, finding.unit, finding.effect) == ("11.1", "5.6", "months", "0.54")
    assert labels(finding) == ("tucatinib", "placebo")


@pytest.mark.parametrize(
    "told",
    [
        ", an increase of 9.7%",
        ", a difference of 9.7 percentage points",
        " (absolute gain, 9.7%)",
        ", 9.7 points apart",
    ],
)
def test_what_two_shares_lie_apart_says_nothing_that_they_do_not(told: str) -> None:
    text = f"The ORR was 91.6% with pyrotinib and 81.9% with placebo{told}."
    (finding,) = read(text)
    assert (finding.value, finding.comparator_value, finding.effect) == ("91.6", "81.9", None)
    (left,) = extract(read_text(text, source="test"), load_vocabulary()).rejected
    assert left.reason is Reason.RESTATED


def test_what_two_shares_lie_apart_is_an_effect_with_its_interval() -> None:
    (finding,) = read("The ORR was 91.6% with pyrotinib and 81.9% with placebo (difference, 9.7%; 95% CI, 2.1-17.3).")
    assert (finding.effect_measure, finding.effect, finding.ci_low) == ("difference", "9.7", "2.1")


def test_a_gain_in_words_only_is_no_difference_of_two_shares() -> None:
    found = read("The ORR was 91.6% with pyrotinib and 81.9% with placebo, an increase of 30% in all.")
    assert all(f.effect is None for f in found)


def test_a_mere_gain_in_months_gives_way_to_the_ratio() -> None:
    (finding,) = read(
        "Median PFS was 12.5 months with pyrotinib and 6.8 months with placebo, a gain of 5.7 months (HR 0.39)."
    )
    assert (finding.effect_measure, finding.effect) == ("HR", "0.39")


def test_a_verb_behind_an_interval_says_what_a_share_did() -> None:
    found = read(
        "The median PFS was 9.5 months; 67.4% (95% CI: 50.0%-90.9%) were alive at 1 year and 41.2% (95% CI 33.0-49.4) "
        "were progression-free."
    )
    assert [(f.endpoint, f.value, f.ci_low) for f in found] == [
        ("PFS", "9.5", None),
        ("OS", "67.4", "50.0"),
        ("PFS", "41.2", "33.0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "PFS rates were 39.8% and 21.4% at 12 and 24 months, respectively.",
        "The 12- and 24-month PFS rates were 39.8% (95% CI 31-48) and 21.4% (95% CI 15-29).",
        "PFS was 39.8% and 21.4% after 12 and 24 months.",
    ],
)
def test_time_points_listed_together_are_of_the_rates_in_turn(text: str) -> None:
    assert [(f.value, f.comparator_value, f.timepoint) for f in read(text)] == [
        ("39.8", None, "12 months"),
        ("21.4", None, "24 months"),
    ]


def test_a_line_above_a_list_says_what_its_items_are_of() -> None:
    found = read(
        "DESTINY-Breast04 tested trastuzumab deruxtecan against chemotherapy.\nAfter 32 months median OS was:\n"
        "- 22.9 months with trastuzumab deruxtecan\n- 16.8 months with chemotherapy (HR 0.69)\n"
    )
    assert [(f.endpoint, f.value, f.effect) for f in found] == [("OS", "22.9", None), ("OS", "16.8", "0.69")]


def test_the_p_value_of_a_covariate_is_not_of_an_endpoint_near_it() -> None:
    assert read("Stage (HR 2.55, P=0.05) and strict pCR (HR 9.15, P=0.03) were independent predictors of DFS.") == []


def test_the_step_of_a_covariate_is_no_rate() -> None:
    assert read("Lymphocytes were associated with RFS (HR 0.98 for each 1% increment).") == []


def test_what_patients_had_at_baseline_does_not_part_two_shares_that_are_compared() -> None:
    (finding,) = read(
        "Intracranial response was seen in 47% of tucatinib-treated patients with measurable disease at baseline "
        "versus 20% of patients on placebo (P = .03)."
    )
    assert (finding.value, finding.comparator_value, finding.p) == ("47", "20", ".03")


def test_the_duration_of_a_response_is_not_the_response_of_those_who_had_it() -> None:
    found = read(
        "The percentage of patients with an objective response was 60% with pertuzumab and 53% with placebo; among "
        "patients with a response, the median duration of response was 16.5 months (95% CI, 12.7 to 19.5) and 9.2 "
        "months, respectively."
    )
    assert [(f.endpoint, f.value, f.comparator_value) for f in found] == [("ORR", "60", "53"), ("DOR", "16.5", "9.2")]


def test_a_time_with_its_bound_says_who_the_patients_are() -> None:
    (finding,) = read(
        "Patients with a PFS longer than 7 months had a longer OS than patients with a PFS equal to or shorter than 7 "
        "months (36 vs 15 months)."
    )
    assert (finding.endpoint, finding.value, finding.comparator_value) == ("OS", "36", "15")


@pytest.mark.parametrize(
    "text",
    [
        "The 6- and 12-month PFS rates were higher with pertuzumab (72% and 48%) than with placebo (63% and 33%).",
        "At 6 and 12 months PFS was 72% (95% CI 65-79) and 48% with pertuzumab, against 63% and 33% with placebo.",
    ],
)
def test_rates_of_two_arms_at_two_times_are_two_comparisons(text: str) -> None:
    assert [(f.value, f.comparator_value, f.timepoint) for f in read(text)] == [
        ("72", "63", "6 months"),
        ("48", "33", "12 months"),
    ]


def test_patients_with_a_trait_and_without_it_are_no_arms() -> None:
    found = read(
        "T-DXd was given to 49 patients with HER2-positive and 48 with HER2-low disease. Median PFS was 14.9 months, "
        "and with brain metastases it was shorter than without (10.9 vs 37.5 months; HR 3.28)."
    )
    assert labels(found[-1]) == (None, None)
    assert found[-1].effect == "3.28"


def test_a_drug_that_was_had_before_is_not_the_treatment() -> None:
    (finding,) = read(
        "In those who had had trastuzumab deruxtecan before, the median PFS on sacituzumab govitecan was 4.7 months."
    )
    assert labels(finding) == ("sacituzumab govitecan", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("After tucatinib, median OS: 24.7 mo; after placebo, 19.2 (HR 0.73).", [("24.7", "19.2", "0.73")]),
        ("PFS favored the combination by 3.1 months (16.0 v 12.9; HR 0.79).", [("16.0", "12.9", "0.79")]),
        (
            "Median PFS was 7.8 v 5.6 months (HR 0.76); in patients with the mutation 9.1 v 4.8 (HR 0.58).",
            [("7.8", "5.6", "0.76"), ("9.1", "4.8", "0.58")],
        ),
    ],
)
def test_times_behind_a_semicolon_or_a_gain_go_without_their_unit(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(f.value, f.comparator_value, f.effect) for f in read(text)] == told
    assert {f.unit for f in read(text)} == {"months"}


def test_a_time_and_a_share_that_a_dash_parts_are_no_range() -> None:
    (finding,) = read("OS at 42 months – 70.2% v 46.0%; HR 0.71 (0.54–0.95).")
    assert (finding.value, finding.comparator_value, finding.timepoint) == ("70.2", "46.0", "42 months")


def test_of_shares_with_events_the_larger_one_is_the_comparator() -> None:
    (finding,) = read("iDFS events: 91 (12.2%) with T-DM1, 165 (22.2%) with trastuzumab; HR 0.50 (95% CI 0.39-0.64).")
    assert (finding.value, finding.comparator_value) == ("12.2", "22.2")


@pytest.mark.parametrize(
    "text",
    [
        "Recurrence was seen in 12.5% with pertuzumab and 10.1% with placebo; the hazard ratio was 1.24 (0.92-1.67).",
        "Recurrence was seen in 12.5% with pertuzumab, 10.1% with placebo; and an unstratified HR of 1.24 (0.92-1.67).",
    ],
)
def test_a_ratio_behind_a_semicolon_is_of_the_shares_before_it(text: str) -> None:
    (finding,) = read(text)
    assert (finding.value, finding.effect, finding.ci_high) == ("12.5", "1.24", "1.67")


def test_a_count_in_words_does_not_part_a_ratio_from_its_name() -> None:
    (finding,) = read("The DFS hazard ratio for the two trials was 1.08 (95% CI 0.93-1.25).")
    assert (finding.endpoint, finding.effect) == ("DFS", "1.08")


def test_groups_are_named_by_their_months() -> None:
    (finding,) = read("4-year DFS was 89.4% in the 6-month group and 89.8% in the 12-month group (HR 1.07).")
    assert labels(finding) == ("6-month group", "12-month group")


@pytest.mark.parametrize(
    "text",
    [
        "The PFS rate was 54% at 12 months (95% CI 50-58).",
        "PFS of 54% at 12 months, with 95% confidence limits of 50% and 58%.",
        "PFS was 54% after 12 months [95% CI: 50, 58].",
    ],
)
def test_a_time_stands_between_a_rate_and_its_interval(text: str) -> None:
    (finding,) = read(text)
    assert (finding.value, finding.ci_low, finding.ci_high, finding.timepoint) == ("54", "50", "58", "12 months")


@pytest.mark.parametrize(
    "text",
    [
        "PFS rose from 5.7 (3.7-7.4) to 11.0 months (7.5-14.5), HR 0.65 (0.50-0.85).",
        "Median PFS went from 5.7 months (95% CI 3.7-7.4) with placebo to 11.0 months (95% CI 7.5-14.5) with alpelisib "
        "(HR 0.65).",
    ],
)
def test_a_rise_keeps_its_ends_also_where_they_have_intervals(text: str) -> None:
    (finding,) = read(text)
    assert (finding.value, finding.comparator_value, finding.effect) == ("11.0", "5.7", "0.65")


def test_a_second_endpoint_behind_a_semicolon_goes_without_its_unit() -> None:
    found = read("mPFS was 22.0 v 16.4 mo (HR 0.61); mOS, 56.5 vs 40.8 (HR 0.69).")
    assert [(f.endpoint, f.value, f.unit) for f in found] == [("PFS", "22.0", "months"), ("OS", "56.5", "months")]


def test_a_list_of_endpoints_may_name_their_times_and_places() -> None:
    found = read(
        "Median PFS, the 12-month OS rate, the intracranial ORR and the CR rate were 19.4 months, 85.2%, 45.0% and "
        "6.5%, respectively."
    )
    assert [(f.endpoint, f.value) for f in found] == [
        ("PFS", "19.4"),
        ("OS", "85.2"),
        ("CNS ORR", "45.0"),
        ("CR", "6.5"),
    ]


def test_a_combination_that_names_no_drug_is_no_backbone_of_the_other_arm() -> None:
    found = read(
        "Women were randomly assigned to the combination or chemotherapy. Median PFS was 16.5 months with the "
        "combination and 9.2 months with chemotherapy."
    )
    assert [(f.value, f.comparator_value) for f in found] == [("16.5", "9.2")]


def test_how_many_had_an_event_is_no_topic_that_hides_the_median() -> None:
    found = read(
        "PFS: number of events (%) 178 (43.4) with tucatinib, 97 (48.0) with placebo; median, months (95% CI) 7.8 "
        "(7.5, 9.6) and 5.6 (4.2, 7.1); hazard ratio 0.54 (0.42, 0.71)."
    )
    assert ("7.8", "5.6", "0.54") in [(f.value, f.comparator_value, f.effect) for f in found]


def test_medians_in_a_bracket_are_not_of_the_follow_up_before_it() -> None:
    (finding,) = read(
        "PFS was longer with palbociclib. The final analysis, after a median follow-up of 29.6 months, bore it out "
        "(palbociclib plus letrozole, 20.2 months; letrozole, 10.2 months; HR 0.49)."
    )
    assert (finding.endpoint, finding.value, finding.comparator_value, finding.effect) == (
        "PFS",
        "20.2",
        "10.2",
        "0.49",
    )


def test_what_some_of_those_had_is_told_before_the_list_comes_back() -> None:
    found = read(
        "On T-DXd 79.7% had an objective response, among them 16.1% a complete one; on T-DM1 it was 34.2%, with a "
        "complete response in 8.7%."
    )
    assert [(f.endpoint, f.value) for f in found] == [("ORR", "79.7"), ("CR", "16.1"), ("ORR", "34.2"), ("CR", "8.7")]
