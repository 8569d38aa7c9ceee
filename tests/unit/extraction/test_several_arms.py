"""Which of several arms a result is of, and what it is compared with; expected values are read by a person."""

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


def _arms(text: str) -> list[tuple[str | None, str | None]]:
    return [(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in _findings(text)]


def test_arms_with_an_effect_each_are_compared_with_the_last() -> None:
    text = (
        "Median PFS was 15 months on lapatinib (HR 0.87, p = 0.14) and 14 months on neratinib (HR 0.91, p = 0.31), "
        "compared with 13 months on placebo."
    )
    assert _found(text) == [("PFS", "15", "13", "0.87"), ("PFS", "14", "13", "0.91")]


def test_arms_with_an_effect_each_are_compared_with_the_first() -> None:
    text = (
        "In arm A the clinical benefit rate was 39%, against 65% in arm B (odds ratio 2.99) and 77% in arm C "
        "(odds ratio 5.34)."
    )
    assert _found(text) == [("CBR", "65", "39", "2.99"), ("CBR", "77", "39", "5.34")]


def test_the_value_of_a_control_serves_the_results_of_the_next_sentence() -> None:
    text = (
        "In the control arm the median PFS was 13.7 months. It was 15.2 months with lapatinib (HR 0.87) and 14.1 "
        "months "
        "with neratinib (HR 0.91)."
    )
    assert _found(text) == [("PFS", "15.2", "13.7", "0.87"), ("PFS", "14.1", "13.7", "0.91")]


def test_two_medians_with_an_arm_each_stand_before_their_ratio() -> None:
    text = (
        "Women on lapatinib lived a median of 21.6 months (95% CI, 18.9-25.1); in the capecitabine arm the "
        "median OS was "
        "21.9 months (95% CI, 18.7-24.2), which gives a hazard ratio of 0.95."
    )
    (finding,) = _findings(text)
    assert (finding.value, finding.comparator_value, finding.effect) == ("21.6", "21.9", "0.95")
    assert (finding.arm_ci_low, finding.comparator_ci_high) == ("18.9", "24.2")


def test_ratios_that_name_two_of_three_arms_behind_their_medians_belong_to_them() -> None:
    text = (
        "Patients were randomised to lapatinib plus capecitabine (arm A), neratinib (arm B) or vinorelbine (arm "
        "C). Median "
        "OS was 31 months in arm A, 29 months in arm B and 20 months in arm C [A vs. C: HR, 0.71; B vs. C: HR 0.83]."
    )
    assert _found(text) == [("OS", "31", "20", "0.71"), ("OS", "29", "20", "0.83")]


def test_an_effect_of_several_arms_that_names_none_has_no_arm() -> None:
    text = "OS was 50 months with lapatinib, 52 months with neratinib and 49 months with placebo (HR 0.9)."
    (effect,) = [finding for finding in _findings(text) if finding.effect]
    assert (effect.arm, effect.comparator, effect.arm_n) == (None, None, None)


def test_an_arm_that_nothing_is_set_against_stands_alone() -> None:
    text = (
        "A pCR was reached by 43% with lapatinib, 67% with neratinib and 56% with pyrotinib. Between neratinib and "
        "pyrotinib the absolute difference was 11% (95% CI, 4 to 18)."
    )
    assert _found(text) == [("pCR", "43", None, None), ("pCR", "67", "56", "11")]


def test_the_one_of_three_arms_that_others_are_set_against_by_name_is_the_comparator() -> None:
    text = (
        "The pCR rate was 43% with lapatinib, 67% with neratinib and 56% with pyrotinib. EFS was longer with neratinib "
        "versus pyrotinib (HR 0.56)."
    )
    assert _arms(text)[1:] == [("neratinib", "pyrotinib"), ("neratinib", "pyrotinib")]


def test_a_drug_named_anew_behind_a_comma_begins_another_arm() -> None:
    text = (
        "Patients were assigned to T-DM1 plus pertuzumab (363 patients), T-DM1 plus placebo (367 patients), or "
        "trastuzumab "
        "plus docetaxel (365 patients). Median PFS was 15.2 months with T-DM1 plus pertuzumab versus 13.7 months with "
        "trastuzumab plus docetaxel."
    )
    (finding,) = _findings(text)
    assert (finding.arm_n, finding.comparator_n) == (363, 365)


def test_a_regimen_named_beside_a_wider_one_stands_for_itself() -> None:
    text = (
        "Treatment was lapatinib + letrozole, trastuzumab + letrozole or lapatinib + trastuzumab + letrozole. "
        "Lapatinib + "
        "trastuzumab + letrozole gave the longest PFS, 11 months, compared with 5.7 months for trastuzumab + letrozole "
        "(HR 0.62). PFS was 8.3 months with lapatinib + letrozole vs 5.7 months with trastuzumab + letrozole (HR 0.71)."
    )
    assert _arms(text)[-1] == ("lapatinib + letrozole", "trastuzumab + letrozole")


def test_groups_that_nothing_compares_stand_side_by_side_with_their_intervals() -> None:
    text = (
        "Neratinib was given alone or with trastuzumab. ORRs: 40.0% (95% CI 12.2-73.8) with neratinib, 35.3% (95% CI "
        "14.2-61.7) with neratinib and trastuzumab. Median PFS was 2.9 (95% CI 1.0-5.5) and 6.2 months (95% CI "
        "2.1-8.2), "
        "respectively."
    )
    assert [(f.value, f.comparator_value, f.ci_low) for f in _findings(text)] == [
        ("40.0", None, "12.2"),
        ("35.3", None, "14.2"),
        ("2.9", None, "1.0"),
        ("6.2", None, "2.1"),
    ]


@pytest.mark.parametrize("words", ["In the randomised trial", "Against the control"])
def test_one_word_of_a_comparison_makes_such_groups_two_arms(words: str) -> None:
    text = f"{words}, the ORR was 40.0% (95% CI 12-73) with lapatinib and 35.3% (95% CI 14-61) with capecitabine."
    assert _found(text) == [("ORR", "40.0", "35.3", None)]


def test_a_response_and_its_complete_part_are_told_by_turns_for_two_arms() -> None:
    text = (
        "Responses were seen in 85% of the lapatinib group, with complete response in 15%, and in 78% of the placebo "
        "group, with complete response in 8%."
    )
    assert _found(text) == [("ORR", "85", "78", None), ("CR", "15", "8", None)]
    assert _arms(text) == [("lapatinib", "placebo")] * 2


def test_items_of_a_list_give_the_two_halves_of_a_result() -> None:
    text = (
        "404 women were given lapatinib and 198 what their doctors recommended. Overall survival was:\n"
        "- just under 23 months (22.7) for those on lapatinib\n"
        "- just under 16 months (15.8) for those on treatment recommended by their doctor\n"
    )
    assert _found(text) == [("OS", "22.7", "15.8", None)]


def test_those_of_whom_the_same_is_told_are_not_compared() -> None:
    text = (
        "A pCR was seen in 23 of 96 (24.0%) women on pertuzumab and docetaxel, as did 18 of 107 (16.8%) who were given "
        "pertuzumab and trastuzumab."
    )
    assert [(f.value, f.comparator_value) for f in _findings(text)] == [("24.0", None), ("16.8", None)]


def test_a_share_counting_only_some_of_the_patients_is_a_result_of_its_own() -> None:
    text = (
        "Lapatinib was given to 263 patients. The ORR was 51.7%, or 64.1% counting only those with measurable disease."
    )
    assert [(f.value, f.comparator_value) for f in _findings(text)] == [("51.7", None), ("64.1", None)]


def test_how_long_one_drug_was_given_is_no_arm() -> None:
    text = (
        "Women had lapatinib for 1 year, lapatinib for 2 years, or observation. DFS was no better with 2 years of "
        "lapatinib than with 1 year (HR, 1.02; 95% CI, 0.89-1.17)."
    )
    (finding,) = _findings(text)
    assert (finding.value, finding.effect, finding.arm, finding.comparator) == (None, "1.02", None, None)


def test_an_effect_of_having_responded_is_of_no_arm_and_says_on_what_it_depends() -> None:
    text = (
        "Patients were randomised to lapatinib or trastuzumab. Patients with a pathologic complete response had "
        "a lower "
        "risk of an IDFS event (HR, 0.24 [95% CI, 0.09 to 0.60])."
    )
    (finding,) = _findings(text)
    assert (finding.effect, finding.arm, finding.predictor) == ("0.24", None, "pathologic complete response")


def test_an_effect_in_those_who_responded_is_of_its_arms() -> None:
    text = "Among patients who achieved a pCR, EFS was longer with pertuzumab than with placebo (HR 0.60)."
    (finding,) = _findings(text)
    assert (finding.arm and finding.arm.label, finding.predictor) == ("pertuzumab", None)


def test_a_trait_and_its_lack_are_no_arms() -> None:
    text = (
        "Patients were randomised to lapatinib or placebo. Luminal subtypes had a longer PFS than non-luminal ones "
        "(8.6 vs 5.4 months; HR 0.54)."
    )
    assert _arms(text) == [(None, None)]


def test_a_second_interim_look_is_no_arm() -> None:
    text = (
        "Median PFS was 9.6 months with lapatinib versus 6.4 months with placebo. The second interim analysis of "
        "overall "
        "survival crossed the boundary for efficacy (median, 30.9 months vs. 25.1 months; HR, 0.68)."
    )
    assert _arms(text) == [("lapatinib", "placebo")] * 2
    assert _found(text)[1] == ("OS", "30.9", "25.1", "0.68")


def test_both_drugs_are_the_other_arm_of_a_drug_alone() -> None:
    text = (
        "Patients were assigned to capecitabine alone or capecitabine plus lapatinib. OS was 20.4 months with "
        "capecitabine "
        "and 25.5 months with both drugs (P = .257)."
    )
    (finding,) = _findings(text)
    assert (finding.value, finding.comparator_value) == ("25.5", "20.4")


def test_values_told_in_turn_behind_a_rise_keep_its_order() -> None:
    text = (
        "Response rates rose with lapatinib (15% to 28%), and clinical benefit was seen in 29% and 48%, respectively."
    )
    assert _found(text) == [("ORR", "28", "15", None), ("CBR", "48", "29", None)]


def test_values_without_arms_keep_the_order_of_the_pair_before_also_where_that_names_one_arm_only() -> None:
    text = (
        "Median PFS was 12.1 months in the control group, as compared with 18.2 months with pertuzumab; ORR was 81.2% "
        "with pertuzumab and 68.3% without, median DOR 20.1 and 12.3 months."
    )
    assert _found(text) == [("PFS", "18.2", "12.1", None), ("ORR", "81.2", "68.3", None), ("DOR", "20.1", "12.3", None)]


@pytest.mark.parametrize(
    ("text", "arm", "control"),
    [
        (
            "T-DM1 (3.6 mg/kg every 21 days) was combined with tucatinib (300 mg twice daily) or placebo. Median "
            "PFS was 9.1 months in the tucatinib arm and 7.3 months in the control arm.",
            "tucatinib + trastuzumab emtansine",
            "trastuzumab emtansine",
        ),
        (
            "Patients took neratinib at 240 mg or lapatinib at 1250 mg once a day, each with capecitabine. Median "
            "PFS was 9.1 months with neratinib and 7.3 months with lapatinib.",
            "neratinib + capecitabine",
            "lapatinib + capecitabine",
        ),
        (
            "PFS was longer with lapatinib on top of letrozole than with letrozole-placebo (8.1 v 3.2 months).",
            "lapatinib + letrozole",
            "letrozole",
        ),
    ],
)
def test_what_both_arms_were_given_belongs_to_both(text: str, arm: str, control: str) -> None:
    assert _arms(text) == [(arm, control)]


def test_a_drug_that_is_new_goes_on_an_arm_that_is_named_again() -> None:
    text = (
        "Responses lasted a median of 12.1 months in the control arm, 20.2 months on T-DM1, and 21.3 months on T-DM1 "
        "and pertuzumab."
    )
    assert _found(text) == [("DOR", "20.2", "12.1", None), ("DOR", "21.3", "12.1", None)]
    assert _arms(text)[1] == ("trastuzumab emtansine + pertuzumab", "control")


def test_those_who_were_given_it_again_are_an_arm_of_their_own() -> None:
    text = (
        "At 10 years, 71% of patients given trastuzumab for 1 year, 70% of those given it for 2 years, and 62% of "
        "those under observation were disease-free."
    )
    assert _found(text) == [("DFS", "71", "62", None), ("DFS", "70", "62", None)]


def test_placebo_never_means_a_control_that_was_an_active_drug() -> None:
    text = (
        "The median PFS was 28.1 months with neratinib and 6.2 months with T-DM1. Median PFS was 7.1 months with "
        "tucatinib and 5.2 months with placebo."
    )
    assert _arms(text) == [("neratinib", "trastuzumab emtansine"), ("tucatinib", "placebo")]


def test_two_drugs_between_a_value_and_the_next_are_one_arm() -> None:
    text = (
        "PFS had a median of 13.2 months with trastuzumab and docetaxel, 15.3 months in the T-DM1 plus pertuzumab arm "
        "(HR 0.86), and 14.2 months with T-DM1 alone (HR 0.92)."
    )
    assert _arms(text) == [
        ("trastuzumab emtansine + pertuzumab", "trastuzumab + docetaxel"),
        ("trastuzumab emtansine", "trastuzumab + docetaxel"),
    ]


def test_what_it_amounted_to_is_of_the_endpoint_of_the_sentence_before() -> None:
    text = (
        "Two regimens were compared: trastuzumab with docetaxel (group A), pertuzumab and trastuzumab with docetaxel "
        "(group B). pCR was rarer in hormone receptor-positive disease. "
        "In women with that disease it amounted to 21% and 27% in groups A and B, respectively."
    )
    assert _found(text) == [("pCR", "27", "21", None)]


OF_DURATIONS = (
    "Of the women 1698 were under observation, 1701 were given trastuzumab for 1 year, and 1699 for 2 years. "
    "At a median follow-up of 11 years, disease-free survival was better than under observation in both the 1-year "
    "trastuzumab group (HR = 0.75, 95% CI 0.67-0.86) and the 2-year group (HR = 0.78, 95% CI 0.68-0.87); "
    "2 years did no more than 1 year (HR = 1.03, 95% CI 0.88-1.18)."
)


def test_years_of_a_follow_up_are_no_name_of_an_arm_that_got_a_drug_for_years() -> None:
    assert _arms(OF_DURATIONS)[:2] == [("trastuzumab for 1 year", "observation"), ("2 years", "observation")]


def test_an_effect_of_two_durations_of_one_drug_is_of_no_arm_and_has_no_value() -> None:
    assert _found(OF_DURATIONS)[2] == ("DFS", None, None, "1.03")
    assert _arms(OF_DURATIONS)[2] == (None, None)


def test_an_arm_behind_the_second_of_two_values_that_are_set_against_each_other_is_its_own() -> None:
    text = (
        "In HER2-low disease the median PFS was 13.1 months on T-DXd versus 8.0 months on chemotherapy (HR, 0.61). "
        "In ultralow disease it was 13.3 months versus 8.2 months for chemotherapy (HR, 0.79)."
    )
    assert _found(text)[1] == ("PFS", "13.3", "8.2", "0.79")
    assert _arms(text)[1] == ("trastuzumab deruxtecan", "chemotherapy")


def test_a_regimen_that_the_study_set_out_is_no_part_of_a_wider_one() -> None:
    text = (
        "Women got lapatinib + trastuzumab + letrozole, trastuzumab + letrozole, or lapatinib + letrozole. "
        "The median PFS was 11.1 months, compared with 5.6 months in the trastuzumab + letrozole arm (HR, 0.63)."
    )
    (finding,) = _findings(text)
    assert finding.comparator is not None
    assert (finding.comparator.label, finding.comparator_value) == ("trastuzumab + letrozole", "5.6")


def test_a_rate_at_some_years_above_a_bound_is_no_comparison_of_durations() -> None:
    text = "Disease-free survival at 5 years was higher than 90% with neratinib against placebo (HR, 0.72)."
    assert ("neratinib", "placebo") in _arms(text)


@pytest.mark.parametrize(
    "told",
    [
        "; letrozole plus ribociclib exceeded letrozole by {gap}",
        ", and letrozole plus ribociclib was clearly superior to letrozole by {gap}",
        ". Letrozole plus ribociclib beat letrozole by about {gap}",
    ],
)
def test_a_difference_that_names_two_of_three_arms_is_of_their_values(told: str) -> None:
    text = (
        "The objective response rate was 31% with letrozole, 40% with everolimus, and 53% with letrozole plus "
        "ribociclib" + told.format(gap="22% (95% CI, 9 to 35; P = .001)") + "."
    )
    assert ("ORR", "53", "31", "22") in _found(text)
    (compared,) = [finding for finding in _findings(text) if finding.effect]
    assert (compared.effect_measure, compared.ci_low, compared.ci_high, compared.p) == ("difference", "9", "35", ".001")


@pytest.mark.parametrize(
    "words",
    [
        "Of the pyrotinib group, 62% had an objective response, which was complete in 9%; of the lapatinib group, 48%, "
        "complete in 4%.",
        "In the pyrotinib group, 62% responded, complete in 9%; in the lapatinib group, it was 48%, complete in 4%.",
    ],
)
def test_the_second_half_goes_through_the_endpoints_of_the_first_for_the_other_arm(words: str) -> None:
    assert _found(words) == [("ORR", "62", "48", None), ("CR", "9", "4", None)]
    assert _arms(words) == [("pyrotinib", "lapatinib")] * 2


def test_endpoints_in_different_units_are_told_by_turns_for_two_arms() -> None:
    text = (
        "In the pyrotinib group the median PFS was 11.2 months and the ORR 62%; in the lapatinib group, 7.4 months and "
        "48%."
    )
    assert _found(text) == [("PFS", "11.2", "7.4", None), ("ORR", "62", "48", None)]
    assert _arms(text) == [("pyrotinib", "lapatinib")] * 2
