"""Results on outcomes that the vocabulary does not name, and harms; the sentences are our own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from herald.core.findings import Category, Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

STUDY = "We randomly assigned 120 women with breast cancer to yoga or to usual care. "


def read(sentence: str) -> Extraction:
    return extract(read_text(STUDY + sentence, source="own"), load_vocabulary())


def only(sentence: str) -> Finding:
    findings = read(sentence).findings
    assert len(findings) == 1
    return findings[0]


@pytest.mark.parametrize(
    ("sentence", "value", "comparator", "unit", "statistic"),
    [
        ("Seroma developed in 12% of the yoga group versus 19% of the control group.", "12", "19", "%", "proportion"),
        (
            "Fatigue scores were 4.2 ± 1.1 in the yoga group and 5.9 ± 1.3 in the control group.",
            "4.2",
            "5.9",
            None,
            "mean",
        ),
        (
            "Mean weight loss was 3.1 kg with yoga compared with 0.4 kg with usual care (P = .01).",
            "3.1",
            "0.4",
            "kg",
            "mean",
        ),
        ("The median stay was 3 days in the yoga group and 5 days in the control group.", "3", "5", "days", "median"),
    ],
)
def test_what_a_study_measured_is_a_finding(
    sentence: str, value: str, comparator: str, unit: str | None, statistic: str
) -> None:
    finding = only(sentence)
    assert (finding.value, finding.comparator_value) == (value, comparator)
    assert (finding.unit, finding.statistic) == (unit, statistic)


def test_counts_are_kept_with_what_they_were_taken_of() -> None:
    finding = only(
        "Lymphoedema was seen in 6 of 60 women (10%) in the yoga group and 9 of 60 (15%) in the control group."
    )
    assert (finding.value, finding.events, finding.arm_n) == ("10", 6, 60)
    assert (finding.comparator_value, finding.comparator_events, finding.comparator_n) == ("15", 9, 60)


def test_an_outcome_is_named_as_the_text_names_it() -> None:
    assert only("Wound infection occurred in 4% of the yoga group versus 9% of the control group.").endpoint == (
        "Wound infection"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The mean age was 52 years in the yoga group and 53 years in the control group.",
        "At baseline, pain scores were 4.1 and 4.2.",
        "Of those approached, 62% consented.",
        "The study has 80% power to detect a difference of 20%.",
        "They were followed for a median of 24 months versus 25 months.",
        "Pain relief may be reached in 40% versus 20%.",
        "A solution of 0.5% ropivacaine was injected.",
        "Sixty were allocated to yoga and 60 to usual care.",
    ],
)
def test_what_was_no_outcome_is_no_finding(sentence: str) -> None:
    assert read(sentence).findings == ()


def test_safety_beside_results_on_the_disease_is_told_apart_as_harm() -> None:
    extraction = extract(
        read_text(
            "In this trial 200 women with HER2-positive breast cancer received trastuzumab plus paclitaxel or "
            "paclitaxel alone. The objective response rate was 60% with trastuzumab plus paclitaxel and 40% with "
            "paclitaxel alone. "
            "Neutropenia of grade 3 was seen in 20% versus 18%.",
            source="own",
        ),
        load_vocabulary(),
    )
    assert [f.endpoint for f in extraction.findings] == ["ORR"]
    assert [(f.category, f.value, f.comparator_value) for f in extraction.harms] == [(Category.SAFETY, "20", "18")]


def test_where_no_result_on_the_disease_is_given_safety_is_what_was_measured() -> None:
    extraction = read("Nausea was reported by 25% of the yoga group and 40% of the control group.")
    assert [f.category for f in extraction.findings] == [Category.SAFETY]
    assert extraction.harms == ()


def test_a_figure_that_became_a_finding_is_not_also_rejected() -> None:
    extraction = read("Nausea was reported by 25% of the yoga group and 40% of the control group.")
    taken = {span.start for f in extraction.findings for e in f.evidence for span in e.spans.values()}
    assert taken.isdisjoint(r.span.start for r in extraction.rejected)


def test_safety_of_a_her2_directed_treatment_is_a_harm_even_where_nothing_else_is_told() -> None:
    extraction = extract(
        read_text(
            "In this study 120 women were randomised to lapatinib or to placebo. Diarrhea of grade 3 was seen in 20% "
            "of the lapatinib group and 2% of the placebo group.",
            source="own",
        ),
        load_vocabulary(),
    )
    assert extraction.findings == ()
    assert [(f.value, f.comparator_value) for f in extraction.harms] == [("20", "2")]


def test_harms_of_arms_that_only_letters_name_are_harms() -> None:
    arms = "FEC + H + P (Arm A), docetaxel, carboplatin + H + P (Arm B)"
    text = (
        f"Patients were randomized to {arms}. Ventricular dysfunction was seen in 4 (5.6%; Arm A) and 3 (3.9%; Arm B)."
    )
    extraction = extract(read_text(text, source="own"), load_vocabulary())
    assert extraction.findings == ()
    assert [(f.category, f.value, f.comparator_value) for f in extraction.harms] == [(Category.SAFETY, "5.6", "3.9")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Seroma was seen in 19% of the control group.",
        "In the control group, 3 women (5%) had a seroma, and 19% needed drainage.",
        "Seroma was seen less often with time (control: 19%).",
    ],
)
def test_a_share_that_is_said_of_the_control_alone_is_its_value(sentence: str) -> None:
    finding = read(sentence).findings[-1]
    assert (finding.value, finding.comparator_value) == (None, "19")


def test_what_leads_a_clause_is_whose_every_share_of_it_is() -> None:
    found = read("In the yoga group 12% had pain and 7% had a seroma; in the control group 20% had pain.").findings
    assert [(f.value, f.comparator_value) for f in found] == [("12", None), ("7", None), (None, "20")]


def of_two_arms(sentence: str) -> Sequence[Finding]:
    text = "Women with breast cancer were randomly assigned to yoga or to usual care. " + sentence
    return extract(read_text(text, source="own"), load_vocabulary()).findings


@pytest.mark.parametrize(
    ("sentence", "value", "comparator"),
    [
        ("Pain was similar in the usual care and yoga groups (30% vs 12%).", "12", "30"),
        ("More women had pain in the usual care group (30% vs 12%).", "12", "30"),
        ("Pain was less common than with usual care (12% vs 30%).", "12", "30"),
        ("Pain was seen in 12% of the yoga group and 30% of the usual care group, and nausea in 4%.", "12", "30"),
    ],
)
def test_values_are_of_the_arms_in_the_order_that_the_words_give_them(
    sentence: str, value: str, comparator: str
) -> None:
    finding = of_two_arms(sentence)[0]
    assert (finding.value, finding.comparator_value) == (value, comparator)


def test_a_pair_that_is_told_in_full_takes_no_third_value() -> None:
    found = of_two_arms("Pain was seen in 12% of the yoga group and 30% of the controls, only 4% in the yoga group.")
    assert [(f.value, f.comparator_value) for f in found] == [("12", "30"), ("4", None)]


def test_the_title_tells_the_comparator_of_arms_that_are_only_named() -> None:
    text = (
        "Whole limb drainage compared with tape. Women with breast cancer were assigned to tape (n = 40) or "
        "drainage (n = 41). Pain was seen in 30% of the tape group and 12% of the drainage group."
    )
    finding = extract(read_text(text, source="own"), load_vocabulary()).findings[0]
    assert (finding.value, finding.comparator_value) == ("12", "30")


@pytest.mark.parametrize(
    ("sentence", "unit", "statistic"),
    [
        ("Bone density fell by 0.6% in the yoga group and 2.4% in the control group.", "% change", "mean"),
        ("Mean bone density change was -0.6% with yoga versus -2.4% with usual care.", "% change", "mean"),
        ("The median loss of weight was 6% with yoga versus 2% with usual care.", "% change", "median"),
        ("The incidence of pain was reduced to 6% with yoga versus 20% with usual care.", "%", "proportion"),
        ("Mean LVEF was 57.5% with yoga versus 63.8% with usual care.", "%", "mean"),
    ],
)
def test_a_change_in_per_cent_is_told_from_a_share(sentence: str, unit: str, statistic: str) -> None:
    finding = of_two_arms(sentence)[0]
    assert (finding.unit, finding.statistic) == (unit, statistic)


def test_a_difference_between_arms_is_an_effect_and_no_value() -> None:
    (finding,) = of_two_arms("Fatigue was lower in the yoga group (adjusted mean difference, -1.9; P = .01).")
    assert (finding.value, finding.effect_measure, finding.effect, finding.p) == (None, "difference", "-1.9", ".01")


@pytest.mark.parametrize(
    "sentence",
    [
        "Mean pain fell with yoga at the 12th and 24th hour.",
        "Women in the yoga group did more training (OR 2.1; 0.8, 5.5).",
        "Mean scores (BI-RADS classification of 2, 3, or 4) were recorded in the yoga group and the control group.",
        "Mean volumes were recorded over time (0, 12, and 24 months) in the yoga group and the control group.",
        "The p values for pain and fatigue in the yoga group and the control group were 0.037 and 0.002, respectively.",
        "Scores were higher with yoga (95% CI: - 3.12 to - 0.36).",
    ],
)
def test_ordinals_bounds_labels_and_times_are_no_means(sentence: str) -> None:
    assert [f.value for f in of_two_arms(sentence) if f.value] == []


@pytest.mark.parametrize(
    ("sentence", "value", "comparator", "unit", "timepoint"),
    [
        ("Mean surgery time was 44 minutes with yoga versus 60 minutes with usual care.", "44", "60", "minutes", None),
        ("At 48 hours pain was seen in 12% of the yoga group and 30% of the controls.", "12", "30", "%", "48 hours"),
        (
            "At 12 and 24 months, bone density fell by 1.5% and 2.6%, respectively, with yoga.",
            "1.5",
            None,
            "% change",
            "12 months",
        ),
    ],
)
def test_times_keep_their_unit_and_values_at_two_times_are_no_arms(
    sentence: str, value: str, comparator: str | None, unit: str, timepoint: str | None
) -> None:
    finding = of_two_arms(sentence)[0]
    assert (finding.value, finding.comparator_value) == (value, comparator)
    assert (finding.unit, finding.timepoint) == (unit, timepoint)


def test_a_count_with_its_share_may_be_in_so_many_women() -> None:
    (finding,) = of_two_arms("There were 25 [7.0%] falls in 357 women in the yoga group vs 35 [9.8%] in 357 controls.")
    assert (finding.value, finding.events, finding.comparator_events) == ("7.0", 25, 35)


def test_what_follows_a_share_of_the_control_is_the_controls_too() -> None:
    found = of_two_arms("Pain was seen in 30% of the control group; the rate of nausea was 17%.")
    assert [(f.value, f.comparator_value) for f in found] == [(None, "30"), (None, "17")]


@pytest.mark.parametrize(
    ("sentence", "statistic"),
    [
        ("Pain scores were 3.0 [1.0-4.0] in the yoga group and 4.0 [2.0 to 5.0] in the control group.", "median"),
        ("Healing took 13 [9, 16] days in the yoga group and 11 [9, 15] days in the control group.", "median"),
        ("Mean pain scores (range) were 3.0 [1.0-4.0] in the yoga group and 4.0 [2.0-5.0] in the controls.", "mean"),
        ("The time to trigger was 9.5 months with yoga versus 2.8 months with usual care.", "median"),
    ],
)
def test_quartiles_and_times_to_an_event_tell_a_median(sentence: str, statistic: str) -> None:
    (finding,) = of_two_arms(sentence)
    assert (finding.statistic, bool(finding.value and finding.comparator_value)) == (statistic, True)


def test_a_list_of_arms_may_be_parted_by_semicolons() -> None:
    found = of_two_arms("The duration of pain was longer with usual care (usual care, 35 days; yoga, 25 days).")
    assert [(f.value, f.comparator_value) for f in found] == [("25", "35")]


def test_a_figure_that_is_lower_than_another_is_a_difference() -> None:
    (finding,) = of_two_arms("Pain scores were 1.9 points lower with yoga than with usual care (P = .01).")
    assert (finding.value, finding.effect_measure, finding.effect) == (None, "difference", "1.9")


def test_what_a_study_only_aimed_at_is_no_result() -> None:
    assert of_two_arms("The aim of this study was to raise the dose of yoga from 3 to 6 hours.") == ()


def test_an_incidence_that_is_reduced_stays_a_share() -> None:
    (finding,) = of_two_arms("Drainage fell (6.5 ± 1.6 mL) and the incidence of seroma was reduced (yoga 6% vs 18%).")[
        -1:
    ]
    assert (finding.unit, finding.value) == ("%", "6")


def test_what_nor_adds_is_another_result() -> None:
    found = of_two_arms("Bone loss did not differ (2.1% vs 3.7%; P = .26), nor did pain (5.1% vs 6.3%; P = .28).")
    assert [(f.value, f.comparator_value) for f in found] == [("2.1", "3.7"), ("5.1", "6.3")]


def test_a_labelled_control_is_the_comparator_of_a_longer_list() -> None:
    text = "Women with breast cancer were randomly assigned. More women came (control: 8%, letter: 20%, call: 14%)."
    found = extract(read_text(text, source="own"), load_vocabulary()).findings
    assert [(f.value, f.comparator_value) for f in found] == [("20", "8"), ("14", "8")]


def test_people_who_are_spoken_of_are_no_scores() -> None:
    found = of_two_arms("Of the women, the 97 in the yoga group had lower mean scores (3.1 vs 5.2).")
    assert [(f.value, f.comparator_value) for f in found] == [("3.1", "5.2")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Women in five cohorts of each group were receiving a mean of 30, 32.5, 35, 37.5, or 40 Gy.",
        "The OR for pain per 10-point increase in mean score was 1.11 in the yoga group and 1.41 in the control group.",
    ],
)
def test_doses_and_ratios_of_exposures_are_no_outcomes(sentence: str) -> None:
    assert read(sentence).findings == ()


def test_the_number_of_a_year_is_no_count() -> None:
    finding = only("Most women of the yoga group reported good cosmesis by year 3 (89.8%).")
    assert (finding.value, finding.events) == ("89.8", None)


@pytest.mark.parametrize(
    ("sentence", "timepoint"),
    [
        (
            "Pain was relieved in 91% of patients younger than 35 years, but in 33% of 45-year-old patients over "
            "5 years.",
            "5 years",
        ),
        ("Pain was relieved in 98% and 74% of the women as per the diary and the questionnaire, respectively.", None),
    ],
)
def test_kinds_of_patients_and_ways_to_measure_are_no_arms(sentence: str, timepoint: str | None) -> None:
    arms = "Patients were randomised to receive either 5 years of tamoxifen or goserelin with tamoxifen. "
    (finding,) = extract(read_text(arms + sentence, source="own"), load_vocabulary()).findings
    assert (finding.arm, finding.comparator) == (None, None)
    assert finding.timepoint == timepoint


def test_the_time_in_the_name_of_the_next_endpoint_is_not_that_of_this_one() -> None:
    text = "Women received trastuzumab. The DFS rate reached 92.75%, and the overall 5-year survival rate was 84.21%."
    found = extract(read_text(text, source="own"), load_vocabulary()).findings
    assert [(f.endpoint, f.timepoint) for f in found] == [("DFS", None), ("OS", "5 years")]
