"""Gains in absolute terms, values beside a boundary, and predicates between two shares; read by a person."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(extract(read_text(text, source="test"), load_vocabulary()).findings)


def _found(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(f.endpoint, f.value, f.comparator_value, f.effect) for f in _findings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eight-year iDFS improved by an absolute 4.8% with pertuzumab (86.2% v 81.4%; HR, 0.72).",
            [("iDFS", "86.2", "81.4", "0.72")],
        ),
        (
            "At 5 years the absolute iDFS benefits were 5.2% (hazard ratio, 0.58) with neratinib.",
            [("iDFS", None, None, "0.58"), ("iDFS", None, None, "5.2")],
        ),
    ],
)
def test_an_absolute_gain_is_a_difference(
    text: str, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert sorted(_found(text), key=str) == sorted(expected, key=str)


def test_a_gain_of_one_of_three_arms_over_another_is_of_these_two() -> None:
    text = (
        "pCR rates were 43.1% (T-DXd, n=120), 67.4% (T-DXd-THP, n=215), and 56.2% (ddAC-THP, n=180), so that T-DXd-THP "
        "was ahead of ddAC-THP by an absolute 11.2% (95% CI, 4.1-18.2)."
    )
    assert _found(text) == [("pCR", "67.4", "56.2", "11.2"), ("pCR", "43.1", None, None)]


def test_values_behind_a_boundary_that_was_crossed_are_results() -> None:
    text = "Overall survival crossed the stopping boundary (30.8 vs. 25.2 months; hazard ratio, 0.68; P<0.001)."
    assert _found(text) == [("OS", "30.8", "25.2", "0.68")]


def test_figures_at_which_a_trial_would_stop_are_no_results() -> None:
    assert (
        _found("One interim analysis of OS would stop for efficacy at HR= 0.617 or p=0.0003; a second came later.")
        == []
    )


def test_a_predicate_is_left_out_behind_the_second_share() -> None:
    text = (
        "At 12 months, 75.1% (95% CI, 69.1 to 80.1) were alive without progression on trastuzumab deruxtecan and 34.2% "
        "(95% CI, 27.2 to 40.2) on trastuzumab emtansine (hazard ratio for progression or death, 0.28)."
    )
    assert _found(text) == [("PFS", "75.1", "34.2", "0.28")]
    assert [f.arm and f.arm.label for f in _findings(text)] == ["trastuzumab deruxtecan"]


def test_a_second_arm_may_open_with_its_name() -> None:
    text = (
        "Of the T-DXd plus pertuzumab group 85.2% had a confirmed objective response, complete in 15.2%, and of the "
        "THP group 78.1%, complete in 8.1%."
    )
    assert _found(text) == [("ORR", "85.2", "78.1", None), ("CR", "15.2", "8.1", None)]


def test_as_which_event_a_recurrence_counts_is_not_its_endpoint() -> None:
    found = _found("CNS recurrence as first invasive-disease event: 7.1% vs. 5.2%")
    assert [(value, other) for _, value, other, _ in found] == [("7.1", "5.2")]
    assert "CNS recurrence" in found[0][0]


def test_how_long_a_drug_was_taken_is_no_result() -> None:
    text = "Patients took trastuzumab with paclitaxel or docetaxel for a median of 33.1 weeks after a relapse."
    assert _found(text) == []


def test_those_who_went_on_to_a_response_had_it() -> None:
    text = (
        "Of 260 patients 215 (82.7%) had an early response on PET, and 85 (32.7%) went on to a pathological complete "
        "response."
    )
    assert ("pCR", "32.7", None, None) in _found(text)


def test_a_value_that_both_arms_had_is_of_both() -> None:
    assert _found("Both arms had a median PFS of 6.1 months.") == [("PFS", "6.1", "6.1", None)]


def test_a_ratio_and_its_interval_are_read_in_a_copy_that_lost_words() -> None:
    text = (
        "Median progression-free survival was 9.5 months versus 6.5 months (hazard ratio progression death, 0.66; 95% "
        "confidence interval [CI], 0.56 0.78; P<0.001)."
    )
    (found,) = _findings(text)
    assert (found.effect, found.ci_low, found.ci_high) == ("0.66", "0.56", "0.78")


def test_what_was_measured_is_told_before_the_follow_up_of_the_same_sentence() -> None:
    text = (
        "At a median follow-up of 35 months neither T-DM1 regimen was inferior to docetaxel in PFS. The median came to "
        "15.1 months with T-DM1 plus pertuzumab, compared with 13.6 months with docetaxel."
    )
    assert _found(text) == [("PFS", "15.1", "13.6", None)]


@pytest.mark.parametrize(
    ("text", "effects"),
    [
        ("Disease-free survival (DFS) improved alongside by 40% (HR, 0.60; 95% CI, 0.53 to 0.68).", ["40", "0.60"]),
        ("Trastuzumab led to a 37% relative improvement in OS (hazard ratio [HR], 0.63).", ["0.63", "37"]),
        ("The drug made the risk of invasive breast cancer or death 49% lower than trastuzumab alone did.", ["49"]),
        ("There was longer survival, and a risk of death 21 percent smaller.", ["21"]),
    ],
)
def test_a_share_that_its_ratio_repeats_is_a_reduction_of_risk(text: str, effects: list[str]) -> None:
    assert sorted(f.effect or "" for f in _findings(text)) == sorted(effects)


def test_times_may_stand_before_their_endpoint() -> None:
    text = (
        "The study gave 14.1 months as the median response duration and 16.1 months as the median progression-free "
        "survival."
    )
    assert {(f.endpoint, f.value) for f in _findings(text)} == {("DOR", "14.1"), ("PFS", "16.1")}


def test_a_second_cohort_is_put_at_its_median_as_the_first_is() -> None:
    text = (
        "Median PFS was put at 8.6 months with T-DXd versus 4.1 months with docetaxel overall (HR 0.36) and at 9.4 "
        "months versus 4.3 months in the HR+ cohort (HR 0.37)."
    )
    assert _found(text) == [("PFS", "8.6", "4.1", "0.36"), ("PFS", "9.4", "4.3", "0.37")]


def test_a_ratio_for_both_is_of_endpoints_that_are_spelled_out_with_their_signs() -> None:
    text = (
        "Invasive disease-free survival (IDFS) and disease-free survival (DFS) were both better with T-DXd than with "
        "T-DM1 (hazard ratio 0.47 for both)."
    )
    assert [(endpoint, effect) for endpoint, _, _, effect in _found(text)] == [("iDFS", "0.47"), ("DFS", "0.47")]


def test_a_score_card_gives_the_control_and_the_ratio() -> None:
    assert _found("PFS Control: 12.1 months\nPFS Gain: 6.1 months\nPFS HR: 0.68 (0.58-0.80)\n") == [
        ("PFS", None, "12.1", "0.68")
    ]


def test_lengths_of_treatment_are_no_values() -> None:
    text = "Disease-free survival favored trastuzumab; 2 years did no more than 1 (HR = 1.02, 95% CI = 0.89-1.17)."
    assert [(value, effect) for _, value, _, effect in _found(text)] == [(None, "1.02")]


@pytest.mark.parametrize(
    "text",
    [
        "In 3-year disease-free survival, the pertuzumab arm was ahead of placebo by 5.4 percentage points (86.5% "
        "versus 81.1%) and the lapatinib arm by 3.2 percentage points (84.3% versus 81.1%).",
        "For overall response, the pertuzumab arm exceeded placebo by 5.4% (86.5% v 81.1%), the lapatinib arm by 3.2% "
        "(84.3% v 81.1%).",
    ],
)
def test_two_arms_are_each_ahead_of_the_same_control_by_so_much(text: str) -> None:
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert [(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in found] == [
        ("pertuzumab", "placebo"),
        ("lapatinib", "placebo"),
    ]
    assert [(f.value, f.comparator_value) for f in found] == [("86.5", "81.1"), ("84.3", "81.1")]
