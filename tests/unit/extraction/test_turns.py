"""Turns of phrase that move a figure away from its usual place; expected values are read from the text by a person."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _extract(text: str) -> Extraction:
    return extract(read_text(text, source="test"), load_vocabulary())


def _found(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(f.endpoint, f.value, f.comparator_value, f.effect) for f in _extract(text).findings]


def _only(text: str) -> Finding:
    (finding,) = _extract(text).findings
    return finding


def test_an_effect_that_is_printed_first_belongs_to_both_values_behind_it() -> None:
    finding = _only(
        "Lapatinib prolonged PFS over placebo (HR = 0.61; 95% CI, 0.41 to 0.83; medians, 4.9 v 2.3 months)."
    )
    assert (finding.value, finding.comparator_value, finding.effect) == ("4.9", "2.3", "0.61")


def test_each_of_two_effects_that_are_printed_first_keeps_its_values() -> None:
    text = (
        "PFS was longer in the first trial (HR, 0.52; P < .001; median 21.1 vs 11.4 months) and in the second trial "
        "(HR, 0.33; P < .001; median not reached vs 12.8 months)."
    )
    assert _found(text) == [("PFS", "21.1", "11.4", "0.52"), ("PFS", "not reached", "12.8", "0.33")]


def test_a_reduction_is_of_the_risk_that_is_named_before_it() -> None:
    text = "Trastuzumab lowered the risk of a disease-free survival event by 24% and the risk of death by 26%."
    assert _found(text) == [("DFS", None, None, "24"), ("OS", None, None, "26")]


@pytest.mark.parametrize(("named", "endpoint"), [("PFS", "PFS"), ("Time to progression", "TTP")])
def test_the_risk_of_progression_goes_by_the_name_that_the_document_has_for_it(named: str, endpoint: str) -> None:
    text = f"{named} was the primary end point. Lapatinib lowered the risk of progression (HR 0.71; P = .02)."
    assert _only(text).endpoint == endpoint


def test_endpoints_that_stand_behind_their_figures_stay_behind_them() -> None:
    text = "At 2 years 15% of women and 5% of women were progression free, and 57% and 50%, respectively, were alive."
    assert _found(text) == [("PFS", "15", "5", None), ("OS", "57", "50", None)]


def test_a_verb_with_its_figure_is_not_named_together_with_the_next_endpoint() -> None:
    text = "42.5% of them responded, and median progression-free survival was 7 months."
    assert _found(text) == [("ORR", "42.5", None, None), ("PFS", "7", None, None)]


def test_a_relapse_that_made_patients_eligible_is_no_endpoint() -> None:
    text = (
        "Median PFS was 8.1 v 3.2 months. There was a trend in patients whose cancer had come back within 6 months "
        "(HR = 0.78; 95% CI, 0.57 to 1.07)."
    )
    assert [endpoint for endpoint, *_ in _found(text)] == ["PFS", "PFS"]


def test_a_hazard_ratio_goes_back_past_a_response_to_what_takes_time() -> None:
    text = (
        "Median PFS was 8.1 v 3.2 months. Clinical benefit was seen in 48% v 29%. "
        "The effect was less in others (HR 0.78)."
    )
    assert ("PFS", None, None, "0.78") in _found(text)


def test_a_share_of_patients_who_crossed_over_is_no_result() -> None:
    text = "Although 70% of the control arm crossed over to trastuzumab, median overall survival was 28.5 months."
    assert _found(text) == [("OS", "28.5", None, None)]


def test_a_difference_in_apposition_belongs_to_the_two_values_before_it() -> None:
    text = "The pCR rate was 67% with lapatinib and 56% with placebo, an absolute difference of 11% (95% CI 4, 18)."
    assert _found(text) == [("pCR", "67", "56", "11")]


def test_maturity_is_no_result_and_does_not_hide_one() -> None:
    text = "Event-free survival, at 4.5% maturity, leaned the same way (hazard ratio 0.56 [95% CI 0.26 to 1.17])."
    assert _found(text) == [("EFS", None, None, "0.56")]


def test_two_arms_between_two_values_make_them_values_of_two_arms() -> None:
    finding = _only("Median OS has not been reached with lapatinib; with placebo it is 26.9 months (HR, 0.69).")
    assert (finding.comparator_value, finding.effect) == ("26.9", "0.69")


def test_no_more_than_bounds_nothing() -> None:
    finding = _only("Median PFS was no more than 2.6 months (95% CI [2.5-5.2]).")
    assert (finding.value, finding.ci_low) == ("2.6", "2.5")


@pytest.mark.parametrize("opening", ["Two years after randomization", "Two years on,"])
def test_a_time_that_opens_the_sentence_is_a_time_point(opening: str) -> None:
    finding = _only(f"{opening} 57% of the women were alive.")
    assert (finding.value, finding.timepoint) == ("57", "2 years")


def test_a_decimal_comma_may_stand_before_a_comma() -> None:
    finding = _only("Clinical benefit was more frequent with lapatinib (odds ratio 2,99, 95 % CI 1,01-8,84).")
    assert (finding.effect, finding.ci_low, finding.ci_high) == ("2,99", "1,01", "8,84")


def test_an_upper_limit_may_be_not_available() -> None:
    finding = _only("Median overall survival was 17.4 months (95% CI [10.3, NA]).")
    assert (finding.ci_low, finding.ci_high) == ("10.3", "NA")


def test_a_sentence_may_begin_with_an_abbreviation_in_mixed_case() -> None:
    text = "The risk of relapse did not differ (HR, 1.11 [95% CI, 0.52 to 2.40]). pCR was reached by 44% of women."
    assert len(_extract(text).findings[-1].evidence[0].span.quote) < 40


def test_an_effect_for_each_of_several_endpoints_is_given_to_all_of_them() -> None:
    text = "PFS and OS were longer with lapatinib than with placebo (HR, 0.70; P < .001 for each)."
    assert _found(text) == [("PFS", None, None, "0.70"), ("OS", None, None, "0.70")]


def test_an_effect_for_both_endpoints_behind_it_is_given_to_both() -> None:
    assert _found("The hazard ratio was 0.47 for both PFS and OS.") == [
        ("PFS", None, None, "0.47"),
        ("OS", None, None, "0.47"),
    ]


def test_a_p_value_for_all_is_given_to_every_claim_before_it() -> None:
    text = "PFS (9.1 v 6.1 months), TTP (8.1 v 4.1 months) and OS (20.1 v 15.1 months) were longer (P < .001 for all)."
    assert [finding.p for finding in _extract(text).findings] == ["< .001"] * 3


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("The objective response rate within the CNS was 73%.", "CNS ORR"),
        ("The overall response rate (ORR) in the brain was 73%.", "CNS ORR"),
        ("A metabolic response was seen in 80% of patients.", "metabolic response"),
        ("The metabolic response rate was 80%.", "metabolic response"),
        ("The PET response rate was 80%.", "PET response rate"),
        ("227 (80%) of the 285 patients showed a response on PET.", "PET response rate"),
        ("The share of deaths was recorded: 22% of the women had died.", "death rate"),
        (
            "The incidence of CNS metastases as first site of relapse was 3% (8 of 251 patients).",
            "CNS metastases as first site of relapse",
        ),
    ],
)
def test_an_endpoint_that_is_no_plain_response_or_survival_keeps_its_own_name(text: str, endpoint: str) -> None:
    assert _only(text).endpoint == endpoint


def test_responders_of_whom_something_is_said_are_no_endpoint() -> None:
    assert _found("Of the responders, 37.9% had a pCR.") == [("pCR", "37.9", None, None)]


def test_two_shares_of_people_described_alike_are_compared() -> None:
    text = "Cancers shrank in 50 percent of the women who got lapatinib and in 32 percent of the women who got placebo."
    assert _found(text) == [("ORR", "50", "32", None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The HRs for PFS and OS were 0.65 and 0.86, respectively.", [("PFS", "0.65"), ("OS", "0.86")]),
        ("The hazard ratios were 0.65 for PFS and 0.86 for OS.", [("PFS", "0.65"), ("OS", "0.86")]),
        ("The risk of relapse or death was 50% lower with lapatinib.", [("DFS", "50")]),
        ("Women on lapatinib were 42% less likely to have a recurrence than women on placebo.", [("recurrence", "42")]),
    ],
)
def test_effects_are_read_from_their_turns_of_phrase(text: str, found: list[tuple[str, str]]) -> None:
    assert [(f.endpoint, f.effect) for f in _extract(text).findings] == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PFS almost doubled, from 5.1 months with placebo to 9.9 months with lapatinib.", ("9.9", "5.1")),
        (
            "Half of the patients (52.3%) responded to lapatinib, compared with 16.3% of those on placebo.",
            ("52.3", "16.3"),
        ),
        ("PFS2 was 36.0 months with and 30.2 months without lapatinib.", ("36.0", "30.2")),
        ("Median PFS (mo): 28.8 / 6.8.", ("28.8", "6.8")),
        ("An OS benefit of 4.5 months was seen (21.9 v 17.4 months).", ("21.9", "17.4")),
    ],
)
def test_two_values_are_compared_by_their_turns_of_phrase(text: str, values: tuple[str, str]) -> None:
    finding = _only(text)
    assert (finding.value, finding.comparator_value) == values


def test_rates_of_two_times_that_are_given_arm_by_arm_are_set_against_each_other_by_time() -> None:
    text = "The 2-year and 5-year OS rates were 90% and 70% with lapatinib, and 85% and 62% with placebo."
    assert [(f.value, f.comparator_value, f.timepoint) for f in _extract(text).findings] == [
        ("90", "85", "2 years"),
        ("70", "62", "5 years"),
    ]


def test_patients_who_had_a_response_are_counted() -> None:
    text = "Eight of 24 patients (33%) responded; 2 had a complete response and 6 a partial response."
    assert [(f.endpoint, f.value) for f in _extract(text).findings] == [("ORR", "33"), ("CR", "2"), ("PR", "6")]


@pytest.mark.parametrize(
    "text",
    [
        "The hazard ratio for overall survival is expected to be about 0.75.",
        "Overall survival is not mature; 16% of deaths have occurred.",
        "Median time from diagnosis to enrolment was 14 months.",
        "Mortality from breast cancer fell by about 1.9% a year.",
        "Progression-free survival was compared above and below a prespecified cutoff of 10%.",
    ],
)
def test_what_is_expected_immature_or_before_the_study_is_no_result(text: str) -> None:
    assert _extract(text).findings == ()


def test_a_time_that_lies_behind_is_a_time_point() -> None:
    finding = _only("Of the women in the study, 97% were alive 3 years later.")
    assert (finding.value, finding.timepoint) == ("97", "3 years")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The OS rate was 49% at 1 year and 28% at 2 years.",
            [("OS", "49", None, "1 year"), ("OS", "28", None, "2 years")],
        ),
        (
            "The 6-month and 12-month PFS rates were 38.5% (95% CI 19 to 76) and 25.6% (95% CI 9 to 74), respectively.",
            [("PFS", "38.5", None, "6 months"), ("PFS", "25.6", None, "12 months")],
        ),
    ],
)
def test_rates_of_one_arm_at_two_times_are_not_compared(text: str, found: list[tuple[str, str, None, str]]) -> None:
    assert [(f.endpoint, f.value, f.comparator_value, f.timepoint) for f in _extract(text).findings] == found


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("The ORR was 48% v 20%, and the time to a second event (PFS2; HR, 0.50) was longer.", "PFS2"),
        (
            "Median time to first subsequent treatment or death was 9.7 months.",
            "time to first subsequent treatment or death",
        ),
        ("Median time to death was 17.4 months.", "OS"),
    ],
)
def test_times_to_an_event_go_by_their_own_name(text: str, endpoint: str) -> None:
    assert _extract(text).findings[-1].endpoint == endpoint


@pytest.mark.parametrize(
    "text",
    [
        "Most had received inhibitors of programmed death 1 (81%).",
        "For the 53 (68%) patients with HER2-positive tumours, confirmed responses were the end point.",
        "Survival was poorer since 2008. Year 2016 HR for survival is given in the appendix.",
    ],
)
def test_words_that_look_like_an_endpoint_or_a_unit_are_none(text: str) -> None:
    assert _extract(text).findings == ()


def test_patients_among_the_responders_are_of_their_own_endpoint() -> None:
    text = "Responses were seen in 46 patients (37.1%), including 4 (3.2%) who had a complete response."
    assert [(f.endpoint, f.value) for f in _extract(text).findings] == [("ORR", "37.1"), ("CR", "3.2")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Median PFS was 7.4 months in both groups (HR, 1.09; 95% CI, 0.99 to 1.20).", ("PFS", "7.4", "7.4", "1.09")),
        ("Median PFS in both arms was 6.2 months.", ("PFS", "6.2", "6.2", None)),
        ("Responses were seen with Lapatinib (34.8%) and Placebo (20.8%).", ("ORR", "34.8", "20.8", None)),
    ],
)
def test_values_of_both_arms_are_set_against_each_other(text: str, found: tuple[str, str, str, str | None]) -> None:
    assert _found(text) == [found]


def test_a_p_value_may_stand_before_the_values_that_it_is_of() -> None:
    finding = _only("ORR did not differ (P = 0.239) between GD (72 of 207, 34.8%) and CD (78 of 191, 40.8%).")
    assert (finding.value, finding.comparator_value, finding.p) == ("34.8", "40.8", "0.239")


def test_a_hazard_ratio_of_a_cox_model_is_the_effect_of_the_treatment_that_is_compared() -> None:
    text = "Median PFS was longer with the combination vs exemestane only (Cox proportional hazard ratio = 0.45)."
    assert _found(text) == [("PFS", None, None, "0.45")]


def test_a_difference_in_survival_is_one_in_overall_survival() -> None:
    text = "There was no difference in survival, with a rate of 82.8% in the lapatinib group and 81.8% on placebo."
    assert _found(text) == [("OS", "82.8", "81.8", None)]


def test_years_of_treatment_in_words_leave_no_empty_finding() -> None:
    assert _found("Exemestane after two to three years of tamoxifen improved disease-free survival.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "In patients with PD-L1 expression of 1% or more the hazard ratio for OS was 0.62.",
        "In tumors with low HER2 expression the HR for OS was 0.62.",
    ],
)
def test_an_effect_in_patients_with_a_marker_is_that_of_the_treatments_that_are_compared(sentence: str) -> None:
    findings = _extract("Patients were randomized to lapatinib or placebo. " + sentence).findings
    assert [(f.endpoint, f.effect) for f in findings] == [("OS", "0.62")]


def test_an_effect_of_a_marker_is_no_effect_of_a_treatment() -> None:
    text = "Patients were randomized to lapatinib or placebo. High expression of a marker went with death (HR 1.6)."
    assert _found(text) == []


def test_an_effect_of_a_response_on_survival_is_a_result_without_treatments() -> None:
    text = (
        "Patients were randomized to lapatinib or placebo. "
        "Pathologic complete response was associated with longer event-free survival (HR, 0.38; P < .001)."
    )
    finding = _only(text)
    assert (finding.endpoint, finding.effect, finding.arm, finding.comparator) == ("EFS", "0.38", None, None)


def test_an_interval_behind_counts_in_a_bracket_is_that_of_the_share_before_it() -> None:
    findings = _extract("The objective response rate was 23% (one CR, 11 PR; 95% CI, 13% to 37%).").findings
    assert [(f.endpoint, f.value, f.ci_low, f.ci_high) for f in findings] == [
        ("ORR", "23", "13", "37"),
        ("CR", "1", None, None),
        ("PR", "11", None, None),
    ]


def test_a_level_between_a_difference_and_its_figure_hides_nothing() -> None:
    text = "The PFS rate was 61.5% (lapatinib) and 60.2% (placebo); the difference (95% CI) was 1.3% (-11.4 to 13.9)."
    assert ("PFS", "61.5", "60.2", "1.3") in _found(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OS was 20 months and 25 months, and 27% and 48% of patients responded.", ("ORR", "27", "48", None)),
        ("PFS was not analysed, and 9% of the women died.", ("death rate", "9", None, None)),
    ],
)
def test_what_a_share_of_the_patients_did_governs_the_share(
    text: str, found: tuple[str, str, str | None, None]
) -> None:
    assert _found(text)[-1] == found


def test_some_of_the_patients_just_counted_are_of_the_endpoint_behind_them() -> None:
    text = "Tumours shrank in 40 of 90 patients. Of these 40 patients, 12 (30%) had a complete response."
    assert _found(text)[-1] == ("CR", "30", None, None)


def test_a_verb_that_is_left_out_is_that_of_the_first_share() -> None:
    text = "Lapatinib was compared with placebo. Some 30% of patients responded to lapatinib, but 5% to placebo."
    assert _found(text) == [("ORR", "30", "5", None)]


def test_rates_behind_a_time_of_follow_up_are_of_the_endpoint_before() -> None:
    text = (
        "At 3 years invasive disease-free survival was 88% on lapatinib and 77% on placebo. "
        "After 8.4 years of median follow-up, the 7-year rates are 81% and 67% (HR, 0.54)."
    )
    last = _extract(text).findings[-1]
    assert (last.endpoint, last.value, last.comparator_value, last.timepoint) == ("iDFS", "81", "67", "7 years")


def test_a_time_of_follow_up_that_opens_a_sentence_governs_its_own_figure_only() -> None:
    text = (
        "With a median follow-up of 30 months, the disease was held for a median of 19 months in group A and "
        "15 months in group B, measured as progression-free survival (hazard ratio, 0.88)."
    )
    assert _found(text) == [("PFS", "19", "15", "0.88")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Half of the patients lived without progression for 9.9 months or longer (median PFS; 95% CI, 6 to 14).",
            ("PFS", "9.9", "6", "14"),
        ),
        ("The responses lasted for about 9 months.", ("DOR", "9", None, None)),
        ("When they shrank, they stayed that way for about 9 months.", ("DOR", "9", None, None)),
    ],
)
def test_how_long_something_lasted_is_a_value_and_no_time_point(
    text: str, found: tuple[str, str, str | None, str | None]
) -> None:
    finding = _only(text)
    assert (finding.endpoint, finding.value, finding.ci_low, finding.ci_high) == found


def test_a_time_that_had_to_pass_before_entry_is_no_result() -> None:
    assert _found("The study took in patients whose cancer had relapsed 6 months or more after trastuzumab.") == []


def test_the_short_form_of_not_reached_behind_its_words_is_no_value_of_another_arm() -> None:
    finding = _only("Median OS was not reached (NR) in either arm (HR, 0.74; 95% CI, 0.56 to 0.98).")
    assert (finding.value, finding.comparator_value, finding.effect) == ("not reached", "not reached", "0.74")


def test_an_effect_that_was_independently_assessed_is_none_of_a_covariate() -> None:
    text = "The hazard ratio for independently assessed time to progression was 0.49 in favour of lapatinib."
    assert _found(text) == [("TTP", None, None, "0.49")]


@pytest.mark.parametrize(
    "values",
    [
        "5 months with placebo, 10 months with lapatinib (HR 0.50) and 8 months with neratinib (HR 0.70)",
        "5 months with placebo against 10 months with lapatinib (HR 0.50) and 8 months with neratinib (HR 0.70)",
        "10 months with lapatinib versus 5 months with placebo (HR 0.50) and 8 months with neratinib (HR 0.70)",
    ],
)
def test_each_effect_of_a_list_of_arms_belongs_to_the_arm_before_it(values: str) -> None:
    text = f"Patients were randomised to lapatinib, to neratinib or to placebo. Median PFS was {values}."
    assert _found(text) == [("PFS", "10", "5", "0.50"), ("PFS", "8", "5", "0.70")]
