"""Absolute gains, durations that are compared, and tables whose arms go by strange names; our own texts."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _extract(text: str) -> Extraction:
    return extract(read_text(text, source="own"), load_vocabulary())


def _only(text: str) -> Finding:
    (finding,) = _extract(text).findings
    return finding


@pytest.mark.parametrize(
    "text",
    [
        "With neratinib against placebo the absolute iDFS benefit at 5 years was 3.1%.",
        "The absolute iDFS gain of neratinib over placebo at 5 years was 3.1%.",
    ],
)
def test_an_absolute_gain_is_a_difference_even_behind_its_time(text: str) -> None:
    finding = _only(text)
    assert (finding.endpoint, finding.effect_measure, finding.effect) == ("iDFS", "difference", "3.1")
    assert finding.value is None


def test_durations_that_a_ratio_compares_are_no_results() -> None:
    finding = _only("For DFS the HR of 2 years against 1 year of trastuzumab was 1.04 (95% CI, 0.90 to 1.20).")
    assert (finding.value, finding.comparator_value, finding.effect) == (None, None, "1.04")


def test_a_time_or_longer_is_a_condition() -> None:
    assert _extract("A disease-free interval of 9 months or longer is required.").findings == ()


def test_the_time_that_half_of_the_patients_reach_is_the_median() -> None:
    finding = _only("Half of the people on lapatinib lived at least 8.5 months without the cancer growing.")
    assert (finding.endpoint, finding.value, finding.statistic) == ("PFS", "8.5", "median")


def test_an_interval_may_be_glued_to_its_name() -> None:
    finding = _only("The objective response rate of neratinib was 31.0% (95%CI11.2-55.1).")
    assert (finding.ci_low, finding.ci_high) == ("11.2", "55.1")


def test_medians_before_their_ratio_in_a_bracket_are_of_the_endpoint_that_is_told_on() -> None:
    found = _extract(
        "Median PFS was 9.1 months with lapatinib and 6.2 months with placebo. Younger women did the same "
        "(8.9 vs 6.4 months; HR 0.70; 95% CI, 0.50 to 0.98)."
    ).findings
    assert [(f.endpoint, f.value, f.comparator_value) for f in found] == [("PFS", "9.1", "6.2"), ("PFS", "8.9", "6.4")]


def test_maturity_in_a_bracket_is_no_result() -> None:
    assert _extract("Event-free survival was immature (6.5%).").findings == ()


def test_a_table_may_name_its_arms_in_a_way_of_its_own() -> None:
    found = _extract(
        "Trial of sequences\n"
        "Parameter | Q→D (n = 500) | Q→DR (n = 501) | Hazard ratio (95% CI) | p-value\n"
        "Disease-free survival, number with event | 90 | 70 | 0.71 (0.52, 0.97) | 0.03\n"
    ).findings
    assert [(f.endpoint, f.effect, f.ci_low, f.ci_high, f.p) for f in found] == [
        ("DFS", "0.71", "0.52", "0.97", "0.03")
    ]


def test_a_median_may_be_put_at_its_value() -> None:
    finding = _only("The last analysis put the median OS at 41.5 months with lapatinib.")
    assert (finding.endpoint, finding.value, finding.timepoint) == ("OS", "41.5", None)


def test_pairs_of_medians_may_be_told_before_their_endpoints() -> None:
    found = _extract(
        "PFS and OS were the end points. With lapatinib against placebo the medians were 8.9 and 5.2 months for PFS "
        "(HR, 0.52; P<0.001) and 22.4 and 15.8 months for OS (HR, 0.66; P = 0.01)."
    ).findings
    assert [(f.endpoint, f.value, f.comparator_value, f.effect) for f in found] == [
        ("PFS", "8.9", "5.2", "0.52"),
        ("OS", "22.4", "15.8", "0.66"),
    ]


def test_a_sign_may_stand_for_at() -> None:
    finding = _only("OS @ 12 mos 80.4% with lapatinib vs 70.7% with placebo.")
    assert (finding.value, finding.comparator_value, finding.timepoint) == ("80.4", "70.7", "12 months")


def test_what_a_closed_bracket_says_governs_nothing_behind_it() -> None:
    finding = _only(
        "Clinical benefit (response or stable disease of at least 6 months) was greater with lapatinib than with "
        "placebo (45% v 27%; P = .004)."
    )
    assert (finding.endpoint, finding.value, finding.comparator_value) == ("CBR", "45", "27")


def test_an_effect_and_the_medians_of_the_next_sentence_are_one_result() -> None:
    finding = _only(
        "PFS was longer with lapatinib than with placebo (HR, 0.70; 95% CI, 0.52 to 0.94). The medians were 8.1 months "
        "with lapatinib and 5.9 months with placebo."
    )
    assert (finding.value, finding.comparator_value, finding.effect) == ("8.1", "5.9", "0.70")
    assert len(finding.evidence) == 2


def test_an_effect_in_other_patients_stays_a_result_of_its_own() -> None:
    found = _extract(
        "Median PFS was 8.1 months with lapatinib and 5.9 months with placebo. In HER2-negative patients PFS favoured "
        "lapatinib over placebo (HR, 0.95; 95% CI, 0.80 to 1.12)."
    ).findings
    assert len(found) == 2


@pytest.mark.parametrize("against", ["than with placebo", "compared with placebo", "versus placebo"])
def test_the_comparator_right_before_a_ratio_stays_the_comparator(against: str) -> None:
    finding = _only(f"PFS was longer with lapatinib {against} (HR, 0.70; 95% CI, 0.52 to 0.94).")
    assert finding.arm is not None
    assert finding.comparator is not None
    assert (finding.arm.label, finding.comparator.label) == ("lapatinib", "placebo")


def test_a_gap_ahead_of_its_two_shares_and_their_ratio_is_no_effect_of_its_own() -> None:
    finding = _only(
        "Neratinib raised the objective response rate by 20% over lapatinib (50% v 30%; odds ratio, 2.33; "
        "95% CI, 1.4 to 3.9)."
    )
    assert (finding.value, finding.comparator_value) == ("50", "30")
    assert (finding.effect_measure, finding.effect) == ("OR", "2.33")


def test_counts_of_events_ahead_of_a_ratio_are_no_values() -> None:
    finding = _only(
        "By then 70 disease-free survival events had been counted on neratinib and 109 in the placebo group "
        "(HR, 0.66; 95% CI, 0.49 to 0.90)."
    )
    assert (finding.endpoint, finding.value, finding.effect) == ("DFS", None, "0.66")


def test_ratios_of_two_arms_that_had_been_are_effects() -> None:
    found = _extract(
        "Patients were randomized to AC-T, AC-TH or TCH. DFS was better with AC-TH (HR = 0.71) and TCH (HR = 0.77) "
        "than with AC-T. At 5 years the DFS HRs had been 0.63 and 0.74 for AC-TH and TCH respectively."
    ).findings
    assert [(f.effect_measure, f.effect) for f in found] == [
        ("HR", "0.71"),
        ("HR", "0.77"),
        ("HR", "0.63"),
        ("HR", "0.74"),
    ]
