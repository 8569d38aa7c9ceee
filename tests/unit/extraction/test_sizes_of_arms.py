"""Whose size goes to which result; expected values are read from the sentences by a person."""

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


def _sizes(finding: Finding) -> tuple[int | None, int | None]:
    return finding.arm_n, finding.comparator_n


_SWIMMING = "Women with breast cancer were randomised to swimming (n = 41) or to usual care (n = 43)."


@pytest.mark.parametrize(
    "result",
    [
        "Median PFS was 9 and 6 months.",
        "Overall survival was better with swimming (HR 0.71, 95% CI 0.52 to 0.98).",
        "There was no difference in overall survival between the groups (P = 0.41).",
    ],
)
def test_a_comparison_that_names_no_arm_is_of_the_two_that_the_study_set_out_in_any_words(result: str) -> None:
    finding = _only(f"{_SWIMMING} {result}")
    assert _labels(finding) == ("swimming", "usual care")
    assert _sizes(finding) == (41, 43)


def test_a_lone_value_that_names_no_arm_gets_none() -> None:
    assert _labels(_only(f"{_SWIMMING} Median PFS was 9 months.")) == (None, None)


def test_care_before_a_change_is_the_comparator_of_care_after_it() -> None:
    text = (
        "Patients with breast cancer were divided into those seen before the change (n = 50) and those seen after the "
        "change (n = 60). Overall survival was longer after it (HR 0.70)."
    )
    finding = _only(text)
    assert _sizes(finding) == (60, 50)


def test_a_result_has_the_sizes_that_its_own_sentence_prints_with_the_arms() -> None:
    text = (
        f"{_SWIMMING} The objective response rate was 31% in the swimming group (n = 39) and 21% in the usual care "
        "group (n = 38). Median PFS was 9 months with swimming and 6 months with usual care."
    )
    responses, progression = _extract(text).findings
    assert _sizes(responses) == (39, 38)
    assert _sizes(progression) == (41, 43)


def test_a_count_of_patients_with_an_event_is_no_size_of_their_arm() -> None:
    text = (
        "Patients with breast cancer were randomised to neratinib (n = 741) or lapatinib (n = 743). Fifty-six patients "
        "assigned to neratinib died, compared with 75 patients assigned to lapatinib (overall survival HR, 0.73)."
    )
    assert _sizes(_only(text)) == (741, 743)


def test_those_whom_a_study_meant_to_treat_are_no_subgroup_of_it() -> None:
    text = (
        "Women with metastatic breast cancer were randomised to neratinib (n = 741) or lapatinib (n = 743). In the "
        "intention-to-treat population median PFS was 9 months with neratinib and 6 months with lapatinib."
    )
    assert _sizes(_only(text)) == (741, 743)


def test_arms_that_the_same_drug_makes_up_are_told_apart_by_their_printed_names() -> None:
    text = (
        "Women with breast cancer were assigned to irradiation plus tamoxifen (n = 38) or tamoxifen alone (n = 39). "
        "Median PFS was 6 months in the tamoxifen group and 9 months in the group given tamoxifen plus irradiation."
    )
    finding = _only(text)
    assert _labels(finding) == ("irradiation plus tamoxifen", "tamoxifen")
    assert (finding.value, finding.comparator_value, *_sizes(finding)) == ("9", "6", 38, 39)


def test_a_study_keeps_its_arms_as_printed_where_no_result_is_given() -> None:
    text = (
        "Eighty-four women with breast cancer were enrolled. They will be randomised to swimming (n = 41) or to usual "
        "care (n = 1,043)."
    )
    (study,) = _extract(text).studies
    assert (study.n, study.n_value) == ("Eighty-four", 84)
    assert [(arm.name, arm.n, arm.n_value, arm.is_control) for arm in study.arms] == [
        ("swimming", "41", 41, False),
        ("usual care", "1,043", 1043, True),
    ]
    assert [arm.spans["n"].quote for arm in study.arms] == ["41", "1,043"]


def test_arms_whose_sizes_are_told_nowhere_are_no_arms_of_a_study_record() -> None:
    text = "Eighty-four women with breast cancer were randomised to swimming or to usual care."
    (study,) = _extract(text).studies
    assert study.arms == ()


@pytest.mark.parametrize("words", ["metastatic lymph nodes were counted and", "metastatic lesions were counted and"])
def test_nodes_and_lesions_make_no_subgroup(words: str) -> None:
    text = (
        "Women with breast cancer were randomised to neratinib (n = 741) or lapatinib (n = 743). "
        f"In both groups {words} median PFS was 9 months with neratinib and 6 months with lapatinib."
    )
    finding = _only(text)
    assert finding.population is None
    assert _sizes(finding) == (741, 743)


def test_a_sign_with_small_letters_or_a_dash_names_its_regimen() -> None:
    text = (
        "Women with breast cancer had paclitaxel plus carboplatin (PCb), or cyclophosphamide and epirubicin (EC-Q). "
        "They were randomised to EC-Q (n = 322) or PCb (n = 325). Median PFS was 9 months with PCb and 6 with EC-Q."
    )
    finding = _only(text)
    sized = dict(zip(_labels(finding), _sizes(finding), strict=True))
    assert sized == {"paclitaxel + carboplatin": 325, "epirubicin + cyclophosphamide": 322}


def test_a_lone_value_of_a_randomised_study_is_of_no_arm_though_one_holds_all_drugs_of_the_other() -> None:
    text = (
        "Women with breast cancer were randomised to letrozole (n = 40) or to letrozole and palbociclib (n = 41). "
        "A pCR was seen in 14.8% of the tumours."
    )
    assert _labels(_only(text)) == (None, None)


def test_a_comparison_that_names_only_the_comparator_is_of_the_other_arm_of_the_study() -> None:
    text = (
        "Women with breast cancer were randomised to neratinib (n = 41) or lapatinib (n = 43). The objective response "
        "rate was 31% for lapatinib and 21% for the rest (P = 0.04)."
    )
    finding = _only(text)
    assert _labels(finding) == ("lapatinib", "neratinib")
    assert _sizes(finding) == (43, 41)


def test_the_word_observation_means_the_arm_that_got_nothing_more() -> None:
    text = (
        "Women with breast cancer were randomised to consolidation (n = 41) or no further treatment (n = 43). Median "
        "PFS was 9 months in the intensified arm and 6 months in the observation arm."
    )
    assert _sizes(_only(text)) == (41, 43)


def test_events_are_no_sizes_of_the_arms_in_which_they_are_counted() -> None:
    text = (
        "Women with breast cancer took tamoxifen or placebo. There were 28 strokes on placebo and 44 on tamoxifen "
        "(hazard ratio 1.6). Median PFS was 9 months with tamoxifen and 6 months with placebo."
    )
    assert all(_sizes(finding) == (None, None) for finding in _extract(text).findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the women, 13 in the tamoxifen arm developed a clot.",
        "Thirty-six women (20 tamoxifen, 16 placebo) developed a clot.",
        "The score was higher with tamoxifen (58 [53.8 to 59.3]) than with placebo (41 [39 to 45.3]).",
        "Of 147 tamoxifen(75) infusions, some were delayed.",
        "Earlier trials had used tamoxifen(60).",
    ],
)
def test_a_number_beside_a_drug_that_is_not_of_all_its_patients_is_no_size(sentence: str) -> None:
    text = (
        f"Women with breast cancer took tamoxifen or placebo. {sentence} Median PFS was 9 months with tamoxifen and 6 "
        "months with placebo."
    )
    findings = [finding for finding in _extract(text).findings if finding.endpoint == "PFS"]
    assert [_sizes(finding) for finding in findings] == [(None, None)]


def test_a_name_begins_behind_the_words_that_offer_the_choice() -> None:
    text = (
        "Women with breast cancer were randomised to cycles of either yoga at home (n = 41) twice a week or stretching "
        "(n = 43)."
    )
    (study,) = _extract(text).studies
    assert [(arm.name, arm.n) for arm in study.arms] == [("yoga at home", "41"), ("stretching", "43")]


def test_more_patients_than_an_arm_was_said_to_have_are_those_of_the_result_told_of_them() -> None:
    text = (
        "In a substudy women with breast cancer were assigned to swimming (n = 41) or to usual care (n = 43). Pain was "
        "less in the 82 in the swimming group (1.2) than in the 80 in the usual care group (2.4, P = 0.01)."
    )
    assert [_sizes(finding) for finding in _extract(text).findings] == [(82, 80)]


@pytest.mark.parametrize(
    ("sizes", "result"),
    [
        (
            "randomised to high-dose chemotherapy (n = 41) or control (n = 43)",
            "Event-free survival at 5 years was 60% (52-68) in the high-dose chemotherapy group and 44% (37-52) in the "
            "control group.",
        ),
        (
            "randomised to dose-dense chemotherapy (n = 41) or standard-dose chemotherapy (n = 43)",
            "Overall survival at 5 years was 60% in the dose-dense arm and 44% in the standard-dose arm.",
        ),
        (
            "randomised to a boost of 16 Gy (n = 41) or no boost (n = 43)",
            "Local recurrence was seen in 60% in the boost group and 44% in the no boost group.",
        ),
        (
            "enrolled, and 41 were randomised to radiotherapy and 43 to no radiotherapy",
            "Local recurrence was seen in 60% in the RT group and 44% in the no RT group.",
        ),
        (
            "assigned to axillary radiotherapy (n = 41) or no axillary treatment (n = 43)",
            "Local recurrence was seen in 60% in the RT group and 44% in the no axillary treatment group.",
        ),
    ],
)
def test_the_words_of_a_result_are_linked_to_the_longer_name_of_the_arm(sizes: str, result: str) -> None:
    finding = _only(f"Women with breast cancer were {sizes}. {result}")
    assert (finding.value, finding.comparator_value, *_sizes(finding)) == ("60", "44", 41, 43)


def test_arms_that_their_own_result_counts_are_told_apart_behind_a_comparison() -> None:
    text = (
        "Women with breast cancer had standard irradiation or hypofractionated irradiation. The risk of recurrence was "
        "6.7% among the 612 women assigned to standard irradiation as compared with 6.2% among the 622 women assigned "
        "to the hypofractionated regimen."
    )
    finding = _only(text)
    assert (finding.value, finding.comparator_value, *_sizes(finding)) == ("6.2", "6.7", 622, 612)


def test_the_only_group_with_a_size_keeps_it_in_the_results_that_name_it() -> None:
    text = (
        "Women with breast cancer were randomised to swimming or usual care. Fatigue fell in the 41 women assigned to "
        "the swimming group. Median PFS was 9 months in the swimming group and 6 months in the control group."
    )
    (finding,) = [one for one in _extract(text).findings if one.endpoint == "PFS"]
    assert _sizes(finding) == (41, None)


def test_an_arm_whose_name_is_a_word_of_time_is_found_by_its_whole_name() -> None:
    text = (
        "In all, 139 women with breast cancer were randomised, 70 to weekly and 69 to 3-weekly arm. The hazard ratio "
        "of death was 1.38 (95% CI 0.82 to 2.30) in the weekly arm."
    )
    assert _only(text).arm_n == 70


@pytest.mark.parametrize(
    ("arms", "result"),
    [
        (
            "sentinel lymph node dissection alone (n = 41) or axillary lymph node dissection (n = 43)",
            "Five-year overall survival was 60% in the SLND-alone group and 44% in the ALND group.",
        ),
        (
            "sentinel lymph node dissection alone (n = 41) or axillary lymph node dissection (n = 43)",
            "Local recurrence was seen in 60% with SLND alone and 44% with ALND.",
        ),
        (
            "intraoperative radiotherapy (n = 41) or external beam radiotherapy (n = 43)",
            "Local recurrence was seen in 60% in the IORT group and 44% in the EBRT group.",
        ),
        (
            "5 years (n = 43) or 10 years (n = 41) of tamoxifen",
            "DFS was 60% in the 10-year group and 44% in the 5-year group.",
        ),
        (
            "radiotherapy in 15 fractions (n = 41) or in 25 fractions (n = 43)",
            "Local recurrence was seen in 60% in the 15-fraction group and 44% in the 25-fraction group.",
        ),
        ("chemotherapy (n = 41) or no chemotherapy (n = 43)", "DFS was 60% and 44%, respectively (HR 0.82)."),
        (
            "weekly paclitaxel (n = 41) or paclitaxel every 3 weeks (n = 43)",
            "The response rate was 60% in the weekly arm and 44% in the 3-weekly arm.",
        ),
    ],
)
def test_letters_and_schedules_stand_for_the_arms_whose_names_they_shorten(arms: str, result: str) -> None:
    finding = _only(f"A trial in breast cancer. Women were randomised to {arms}. {result}")
    assert (finding.value, finding.comparator_value, *_sizes(finding)) == ("60", "44", 41, 43)


_TWO_DRUGS = "Patients with metastatic breast cancer were randomised to lapatinib or trastuzumab."


@pytest.mark.parametrize(
    "result",
    [
        "A response was seen (20 [49%] in 41 women on lapatinib vs 10 [26%] in 39 on trastuzumab).",
        "Response: 49% (95% CI 33-65; 20 of 41) on lapatinib and 26% (95% CI 13-42; 10 of 39) on trastuzumab.",
        "Responses occurred in 49% of 41 evaluable patients on lapatinib and in 26% of 39 on trastuzumab.",
        "In all, 41 received lapatinib, of whom some fell, and 39 received trastuzumab. Median PFS was 9 and 6 weeks.",
    ],
)
def test_of_how_many_a_share_was_is_the_size_of_its_arm(result: str) -> None:
    assert [_sizes(finding) for finding in _extract(f"{_TWO_DRUGS} {result}").findings] == [(41, 39)]


def test_a_size_behind_a_time_is_of_no_arm_that_the_words_before_it_name() -> None:
    text = "Median PFS was 9 months (n = 41) with lapatinib and 6 months (n = 39) with trastuzumab."
    assert _sizes(_only(f"{_TWO_DRUGS} {text}")) in ((None, None), (41, 39))


def test_a_count_of_all_patients_of_a_study_with_two_arms_is_of_neither() -> None:
    text = (
        "Ninety-seven women with breast cancer were randomised to letrozole (n = 48) or tamoxifen (n = 49). Objective "
        "responses to letrozole were seen in 35.4%. An objective response was seen in 63 of 97 patients."
    )
    whole = next(finding for finding in _extract(text).findings if finding.events == 63)
    assert _labels(whole) == (None, None)


def test_a_size_behind_a_drug_that_was_left_out_is_not_of_that_drug() -> None:
    text = (
        "Women with breast cancer were divided: one part with docetaxel (Group D), one part without docetaxel (n=140). "
        "Median PFS was 9 months with docetaxel and 6 months without docetaxel."
    )
    assert _only(text).arm_n is None


def test_an_abbreviation_marks_no_control_where_a_whole_word_marks_another_arm() -> None:
    text = (
        "Women with breast cancer were randomly divided into endurance training (EN, n = 10), concurrent training "
        "(CON, n = 13), or control group (C, n = 12)."
    )
    (study,) = _extract(text).studies
    assert [(arm.n_value, arm.is_control) for arm in study.arms] == [(10, False), (13, False), (12, True)]


def test_a_group_is_named_by_its_letter_though_its_patients_stand_behind_it() -> None:
    text = (
        "Women with breast cancer were randomised; while group A patients (n = 18) had massage, after that group B "
        "patients (n = 19) had rest."
    )
    (study,) = _extract(text).studies
    assert [(arm.name, arm.n_value) for arm in study.arms] == [("group A patients", 18), ("group B patients", 19)]


@pytest.mark.parametrize("list_of_arms", ["lapatinib, trastuzumab or neratinib", "lapatinib (L), trastuzumab, or both"])
def test_all_patients_before_a_list_of_choices_are_no_size_of_its_first_arm(list_of_arms: str) -> None:
    finding = _only(
        f"The study randomized 357 patients to {list_of_arms}. "
        "Median PFS was 11.1 months with lapatinib and 5.6 months with trastuzumab."
    )
    assert _sizes(finding) == (None, None)
