"""Arms as a document defines them; expected values are read from the sentences by a person."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _extract(text: str) -> Extraction:
    return extract(read_text(text, source="test"), load_vocabulary())


def _only(text: str) -> Finding:
    (finding,) = _extract(text).findings
    return finding


def _labels(finding: Finding) -> tuple[str | None, str | None]:
    return finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None


def test_a_short_name_means_the_arm_that_the_study_defined() -> None:
    finding = _only(
        "Women received pertuzumab, trastuzumab and docetaxel (n = 40) or placebo, trastuzumab and docetaxel (n = 41)."
        " Median PFS was 18 months with pertuzumab and 12 months with placebo."
    )
    assert _labels(finding) == ("pertuzumab + trastuzumab + docetaxel", "trastuzumab + docetaxel")
    assert (finding.arm_n, finding.comparator_n) == (40, 41)


def test_the_same_treatment_without_a_drug_is_the_other_arm_less_the_drug() -> None:
    finding = _only(
        "Women were randomized to palbociclib plus trastuzumab, with or without pertuzumab, and letrozole (n = 61) or "
        "to the same treatment without palbociclib (n = 57). Median PFS was 44 months with palbociclib and 29 months "
        "without it."
    )
    assert _labels(finding) == ("trastuzumab + palbociclib + letrozole", "trastuzumab + letrozole")


def test_placebo_alone_keeps_its_name_and_placebo_beside_a_backbone_is_the_backbone() -> None:
    alone = _only("Median PFS was 9 months with neratinib and 6 months with placebo.")
    beside = _only("Median PFS was 9 months with neratinib plus letrozole and 6 months with placebo plus letrozole.")
    assert _labels(alone) == ("neratinib", "placebo")
    assert _labels(beside) == ("neratinib + letrozole", "letrozole")


def test_the_value_of_a_control_arm_is_no_value_of_the_arm_under_test() -> None:
    finding = _extract(
        "The hazard ratio for death was 0.69 in favor of pertuzumab; median overall survival in the placebo arm was 40 "
        "months."
    ).findings[-1]
    assert (finding.value, finding.comparator_value) == (None, "40")
    assert _labels(finding) == ("pertuzumab", "placebo")


def test_the_one_regimen_that_a_study_tested_is_the_arm_of_its_results() -> None:
    finding = _only(
        "One cohort tested tucatinib plus trastuzumab. Some also received fulvestrant. The objective response rate was "
        "42%."
    )
    assert _labels(finding) == ("tucatinib + trastuzumab", None)


@pytest.mark.parametrize(
    "text",
    [
        "Adding neratinib to letrozole raised median PFS from 6 to 9 months.",
        "The addition of neratinib to letrozole prolonged median PFS (9 vs 6 months).",
        "With letrozole, median PFS was 6 months, against 9 months with neratinib plus letrozole.",
        "Women got neratinib plus letrozole (50) or letrozole (48). Median PFS was 9 v 6 months.",
        "Of the women, 50 received neratinib with letrozole and 48 received letrozole. Median PFS was 9 v 6 months.",
        "Letrozole was given with neratinib or without it. Median PFS was 6 months with letrozole and 9 months "
        "with neratinib plus letrozole.",
    ],
)
def test_the_comparator_is_known_however_it_is_said(text: str) -> None:
    finding = _only(text)
    assert (finding.value, finding.comparator_value) == ("9", "6")
    assert _labels(finding) == ("neratinib + letrozole", "letrozole")


def test_a_hazard_ratio_well_below_one_tells_which_of_two_arms_is_under_test() -> None:
    finding = _only("Median PFS was 6 months on lapatinib and 9 months on neratinib (HR 0.6).")
    assert _labels(finding) == ("neratinib", "lapatinib")


def test_the_arms_of_a_comparison_keep_their_own_intervals() -> None:
    finding = _only("ORR was 53% (95% CI 46-59) with neratinib and 16% (95% CI 11-23) with placebo.")
    assert (finding.arm_ci_low, finding.arm_ci_high) == ("46", "59")
    assert (finding.comparator_ci_low, finding.comparator_ci_high) == ("11", "23")
    assert finding.ci_low is None


def test_an_effect_of_a_covariate_is_no_effect_of_the_treatment_before() -> None:
    found = _extract(
        "Median PFS was 9 months with neratinib and 6 months with placebo. On multivariate analysis, liver metastases "
        "(HR 1.8; 95% CI 1.2-2.7) were associated with worse PFS."
    )
    (finding,) = found.findings
    assert finding.effect is None
    assert "effect of a covariate" in {rejected.reason.value for rejected in found.rejected}


def test_patients_with_a_trait_are_no_arm() -> None:
    finding = _extract(
        "Median PFS was 9 months with neratinib and 6 months with placebo. Patients with liver metastases had a "
        "shorter median PFS than those without (4 vs 8 months)."
    ).findings[-1]
    assert _labels(finding) == (None, None)


def test_results_that_cross_two_endpoints_with_two_arms_are_two_findings() -> None:
    first, second = _extract(
        "Median PFS and OS were 9.6 and 30.9 months with neratinib versus 6.4 and 25.1 months with lapatinib."
    ).findings
    assert (first.endpoint, first.value, first.comparator_value) == ("PFS", "9.6", "6.4")
    assert (second.endpoint, second.value, second.comparator_value) == ("OS", "30.9", "25.1")


def test_a_p_value_may_be_a_power_of_ten() -> None:
    finding = _only("Median PFS was 28.8 v 6.8 months with neratinib and lapatinib (HR 0.33; P = 7.8 × 10⁻²²).")
    assert finding.p == "7.8 × 10⁻²²"


def test_the_first_and_the_second_group_define_no_arms_of_their_own() -> None:
    found = _extract(
        "Women were randomised. The first group (n = 40) walked and the second group (n = 41) rested. Pain was seen in "
        "12% of the first group and 24% of the second group."
    )
    assert [arm.name for study in found.studies for arm in study.arms] == ["first group", "second group"]


def test_the_first_and_the_second_group_are_the_arms_in_the_order_in_which_they_were_set_out() -> None:
    finding = _only(
        "Of 90 patients, 46 were assigned neratinib and 44 lapatinib. Median PFS was 9 months in the first group and 6 "
        "months in the second."
    )
    assert _labels(finding) == ("neratinib", "lapatinib")
    assert (finding.arm_n, finding.comparator_n) == (46, 44)


@pytest.mark.parametrize(
    "text",
    [
        "743 women received neratinib and 741 lapatinib. Median PFS was 9 v 6 months (HR 0.70).",
        "743 women got neratinib, 741 got lapatinib. Median PFS was 9 v 6 months.",
        "Neratinib was taken by 743 women and lapatinib by 741. Median PFS was 9 v 6 months.",
        "Arms: neratinib, 743 patients; lapatinib, 741 patients. Median PFS was 9 v 6 months.",
        "Neratinib or lapatinib was given to 743 and 741 patients, respectively. Median PFS was 9 v 6 months.",
        "Participants: 743 (neratinib), 741 (lapatinib). Median PFS was 9 v 6 months.",
        "Women were randomised to neratinib or lapatinib, 743 and 741 women in turn. Median PFS was 9 v 6 months.",
        "A total of 1484 women were randomised to neratinib (743) or lapatinib (741). Median PFS was 9 v 6 months.",
    ],
)
def test_the_sizes_of_two_arms_go_to_the_results_that_follow(text: str) -> None:
    finding = _only(text)
    assert _labels(finding) == ("neratinib", "lapatinib")
    assert (finding.arm_n, finding.comparator_n) == (743, 741)


def test_the_arms_of_a_later_comparison_are_those_of_an_earlier_one_that_names_none() -> None:
    first, second = _extract(
        "Median PFS was 9 against 6 months. Median overall survival was 30 months on neratinib and 27 months on "
        "lapatinib."
    ).findings
    assert _labels(first) == _labels(second) == ("neratinib", "lapatinib")
    assert first.confidence < second.confidence


def test_placebo_stands_for_the_drug_that_was_tested_and_keeps_its_backbone() -> None:
    finding = _only(
        "We tested alpelisib plus fulvestrant. In 169 patients on alpelisib and 172 on placebo, median PFS was 11.0 "
        "months with alpelisib and 5.7 months with placebo."
    )
    assert _labels(finding) == ("alpelisib + fulvestrant", "fulvestrant")


def test_the_backbone_of_a_choice_is_shared_behind_or_with() -> None:
    finding = _only(
        "Women received capecitabine with neratinib or with placebo. Median PFS was 5.4 months with neratinib and 4.3 "
        "months with placebo."
    )
    assert _labels(finding) == ("neratinib + capecitabine", "capecitabine")


def test_events_counted_of_all_patients_give_the_sizes_of_the_arms() -> None:
    *_, last = _extract(
        "An invasive-disease event or death was seen in 51 of 818 patients (6.2%) on neratinib and in 102 of 817 "
        "(12.5%) on lapatinib. Median OS was 40 months with neratinib and 35 months with lapatinib."
    ).findings
    assert (last.arm_n, last.comparator_n) == (818, 817)


def test_a_study_without_a_comparison_lends_its_number_to_its_times() -> None:
    rate, time = _extract(
        "Patients (N = 184) took neratinib. The ORR was 60.9% and the median PFS was 16.4 months."
    ).findings
    assert (rate.arm_n, time.arm_n) == (None, 184)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Arm A: paclitaxel. Arm B: paclitaxel and bevacizumab. Median PFS was 5.9 months in arm A and 11.8 months "
            "in arm B (HR 0.60).",
            ("bevacizumab + paclitaxel", "paclitaxel"),
        ),
        (
            "Group 1 received lapatinib and group 2 received trastuzumab. The ORR was 31% in group 1 and 29% in "
            "group 2.",
            ("lapatinib", "trastuzumab"),
        ),
        (
            "The control arm received docetaxel. Median PFS was 12 months with lapatinib and 8 months in the control "
            "arm.",
            ("lapatinib", "docetaxel"),
        ),
        (
            "One group received paclitaxel with trastuzumab, the other docetaxel with trastuzumab. The ORR was 60% in "
            "the first group and 52% in the second.",
            ("trastuzumab + paclitaxel", "trastuzumab + docetaxel"),
        ),
        (
            "Tucatinib was added to trastuzumab and capecitabine. PFS at one year was 33.1% in the tucatinib group "
            "and 12.3% in the placebo group.",
            ("tucatinib + trastuzumab + capecitabine", "trastuzumab + capecitabine"),
        ),
    ],
)
def test_a_group_is_what_the_document_says_that_it_got(text: str, labels: tuple[str, str]) -> None:
    assert _labels(_only(text)) == labels


def test_groups_of_a_basket_stand_beside_each_other() -> None:
    text = (
        "In this basket trial patients had neratinib or, in a later group, neratinib plus trastuzumab. "
        "The ORR was 40% (95% CI 12 to 74) with neratinib and 35% (95% CI 14 to 62) with neratinib plus trastuzumab."
    )
    findings = _extract(text).findings
    assert [(f.value, f.ci_low, f.comparator_value) for f in findings] == [("40", "12", None), ("35", "14", None)]
    assert [_labels(f) for f in findings] == [("neratinib", None), ("neratinib + trastuzumab", None)]


def test_groups_of_a_basket_that_a_word_compares_are_compared() -> None:
    text = "In this basket trial the ORR was 40% with neratinib versus 35% with lapatinib."
    assert [(f.value, f.comparator_value) for f in _extract(text).findings] == [("40", "35")]


def test_a_drug_alone_beside_two_arms_that_hold_more_is_a_third_arm() -> None:
    text = (
        "Patients were assigned to T-DXd alone, to T-DXd followed by THP, or to ddAC followed by THP. "
        "The pCR rate was 67.3% with T-DXd-THP and 56.3% with ddAC-THP; with T-DXd alone it was 43.0%."
    )
    first, second = _extract(text).findings
    assert (first.value, first.comparator_value) == ("67.3", "56.3")
    assert (second.value, _labels(second)[0]) == ("43.0", "trastuzumab deruxtecan")


def test_what_an_arm_is_without_is_no_arm_beside_it() -> None:
    text = (
        "There were three arms: trastuzumab and docetaxel (A, n = 107), pertuzumab, trastuzumab and docetaxel "
        "(B, n = 107), and pertuzumab and trastuzumab without chemotherapy (C, n = 107). "
        "The pCR rates in arms A, B and C were 21.5%, 39.3% and 11.2%, respectively."
    )
    arms = {f.value: _labels(f)[0] for f in _extract(text).findings}
    assert arms["11.2"] == "pertuzumab + trastuzumab"


@pytest.mark.parametrize("words", ["non-randomised", "not randomised", "and neither of them randomised"])
def test_a_study_that_was_not_randomised_is_not_called_so(words: str) -> None:
    text = f"DESTINY-Breast12 was a phase 3 study of two cohorts, {words}. It enrolled 504 patients."
    (study,) = _extract(text).studies
    assert "randomised" not in (study.design or "")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "We gave 612 patients trastuzumab and capecitabine together with either tucatinib or placebo. "
            "Median PFS was 7 months with tucatinib and 5 months with placebo.",
            ("tucatinib + trastuzumab + capecitabine", "trastuzumab + capecitabine"),
        ),
        (
            "Patients were randomized to pertuzumab or placebo, added to chemotherapy and trastuzumab. "
            "Median PFS was 9 months with pertuzumab and 8 months with placebo.",
            ("pertuzumab + trastuzumab + chemotherapy", "trastuzumab + chemotherapy"),
        ),
        (
            "The CDK4/6 inhibitor palbociclib was compared with fulvestrant: PFS was 20 months against 10 months.",
            ("palbociclib", "fulvestrant"),
        ),
        (
            "Women were assigned to lapatinib, trastuzumab, and an aromatase inhibitor (AI; n = 120), to trastuzumab "
            "and an AI (n = 117), or to lapatinib and an AI (n = 118). On the first of these regimens median PFS was "
            "11 months vs 6 months on trastuzumab plus an AI.",
            ("lapatinib + trastuzumab + aromatase inhibitor", "trastuzumab + aromatase inhibitor"),
        ),
    ],
)
def test_both_arms_of_a_comparison_are_spelled_out(text: str, labels: tuple[str, str]) -> None:
    assert _labels(_extract(text).findings[-1]) == labels


def test_an_arm_right_before_an_effect_is_the_one_that_it_is_of() -> None:
    text = (
        "Patients were randomized to AC-T (n = 1,073), AC-TH (n = 1,074) or TCH (n = 1,075). "
        "Both antibody arms stayed ahead of AC-T for DFS: AC-TH, HR=0.70, p<0.001; TCH, HR=0.76, p<0.001."
    )
    findings = _extract(text).findings
    assert [(f.effect, f.arm_n, f.comparator_n) for f in findings] == [("0.70", 1074, 1073), ("0.76", 1075, 1073)]


def test_a_group_keeps_its_letter_behind_the_words_that_lead_to_it() -> None:
    text = (
        "Of 356 patients 71 were assigned to group A (docetaxel and trastuzumab) and 285 to group B (pertuzumab and "
        "letrozole). The ORR in group B was 80%."
    )
    finding = _only(text)
    assert (finding.value, finding.comparator_value, finding.arm_n) == ("80", None, 285)
    assert _labels(finding)[0] == "pertuzumab + letrozole"


def test_a_drug_alone_that_a_study_names_last_is_no_comparator() -> None:
    text = (
        "Patients were randomised to T-DXd followed by THP (n = 321), to dose-dense ddAC followed by THP (n = 320), "
        "or to T-DXd alone (n = 286). With T-DXd alone the pCR rate was 43.0%."
    )
    finding = _only(text)
    assert (finding.value, finding.comparator_value, finding.arm_n) == ("43.0", None, 286)
