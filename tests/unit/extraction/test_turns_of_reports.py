"""Turns of phrase of abstracts, news and reviews on HER2-directed therapy; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

STUDY = "Women were randomized to lapatinib plus trastuzumab or trastuzumab alone. "


def of(text: str) -> Extraction:
    return extract(read_text(text, source="own"), load_vocabulary())


def read(text: str) -> list[Finding]:
    return list(of(text).findings)


def values(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(f.endpoint, f.value, f.comparator_value) for f in read(text)]


def label(finding: Finding) -> str | None:
    return finding.arm.label if finding.arm else None


@pytest.mark.parametrize(
    "text",
    [
        "The median PFS rose from 5.1 with trastuzumab to 8.3 months with lapatinib plus trastuzumab.",
        "Adding lapatinib to trastuzumab improved progression-free survival from 5.1 to 8.3 months.",
        STUDY + "In those with active disease the PFS went from about 5.1 months to 8.3 months.",
    ],
)
def test_a_rise_ends_with_the_arm_under_test(text: str) -> None:
    assert values(text) == [("PFS", "8.3", "5.1")]


def test_a_rise_in_brackets_ends_with_the_arm_under_test() -> None:
    assert values(STUDY + "Responses went up as well (15% to 28%).") == [("ORR", "28", "15")]


def test_a_rise_does_not_turn_the_order_of_the_next_pair() -> None:
    text = "Adding lapatinib to trastuzumab improved PFS, an increase from 5.1 to 8.3 months. The ORR was 42% vs 36%."
    assert values(text) == [("PFS", "8.3", "5.1"), ("ORR", "42", "36")]


def test_the_follow_up_for_an_endpoint_is_not_its_value() -> None:
    text = "We treated 90 patients. The median follow-up for OS was 24.1 months. The median OS was 41.8 months."
    assert [f.value for f in read(text)] == ["41.8"]


def test_what_was_not_reached_belongs_to_the_endpoint_before_it() -> None:
    text = "We treated 90 patients. The median OS was not reached whereas the median PFS was 17.9 months."
    assert values(text) == [("OS", "not reached", None), ("PFS", "17.9", None)]


@pytest.mark.parametrize(
    "level", ["exact 95% CI", "binomial 95% confidence interval [CI]", "95% Confidence Interval CI,"]
)
def test_an_interval_is_found_behind_any_name_of_its_kind(level: str) -> None:
    finding = read(f"The ORR with lapatinib was 38% ({level} 13.9–68.4).")[0]
    assert (finding.ci_low, finding.ci_high) == ("13.9", "68.4")


def test_a_comma_joins_a_ratio_in_a_bracket_to_its_interval() -> None:
    text = (
        "One year of trastuzumab improved disease-free survival (hazard ratio 0.76, 95% CI 0.68 to 0.86) and overall "
        "survival (0.74, 0.64 to 0.86)."
    )
    assert [(f.endpoint, f.effect, f.ci_low, f.ci_high) for f in read(text)] == [
        ("DFS", "0.76", "0.68", "0.86"),
        ("OS", "0.74", "0.64", "0.86"),
    ]


def test_a_unit_reaches_over_an_interval() -> None:
    text = STUDY + "Median PFS was 2.9 (95% CI 0.9-5.5) and 6.2 months (95% CI 2.1-8.2), respectively."
    assert {f.unit for f in read(text)} == {"months"}


def test_what_was_reduced_stands_before_its_verb() -> None:
    text = "The risk of recurrence was reduced by 9.0% (95% CI 7.4 to 10.7) and breast cancer mortality by 6.4%."
    first = read(text)[0]
    assert (first.endpoint, first.effect, first.ci_low) == ("recurrence", "9.0", "7.4")


def test_a_share_with_something_else_is_no_further_share_of_the_endpoint() -> None:
    text = "Of 50 patients on lapatinib, 20% experienced an objective response and 40% experienced a shorter stay."
    assert [f.value for f in read(text) if f.endpoint == "ORR"] == ["20"]


@pytest.mark.parametrize(
    "words",
    ["pertuzumab-pretreated patients", "pertuzumab-naïve patients", "patients with previous pertuzumab exposure"],
)
def test_what_patients_had_before_is_no_arm(words: str) -> None:
    text = f"All patients were treated with trastuzumab emtansine. Median PFS was 9.5 months in {words}."
    assert [label(f) for f in read(text)] == ["trastuzumab emtansine"]


def test_a_drug_after_another_is_what_was_given() -> None:
    text = "Median PFS in patients treated with trastuzumab emtansine after pertuzumab was 3.5 months."
    assert [label(f) for f in read(text)] == ["trastuzumab emtansine"]


def test_a_time_of_follow_up_with_a_comma_only_says_when() -> None:
    text = (
        "At the four-year follow-up, 85% of the women on trastuzumab were alive with no breast cancer recurrence, "
        "compared to 67% of those on chemotherapy alone."
    )
    assert values(text) == [("DFS", "85", "67")]


def test_stage_zero_of_breast_and_nodes_is_a_complete_response() -> None:
    text = "After trastuzumab and docetaxel ypT0/is ypN0 was achieved in 69.0% of the patients."
    assert values(text) == [("pCR", "69.0", None)]


def test_a_sum_of_responses_says_nothing_of_receptors() -> None:
    finding = read("We treated 32 patients with lapatinib. The CBR (CR+PR+SD≥6months) was 81.3%.")[0]
    assert finding.population is None


def test_a_population_and_its_opposite_are_everybody() -> None:
    text = (
        "We enrolled 557 patients with hormone receptor-positive or hormone receptor-negative disease. The median OS "
        "was 23.4 months with lapatinib."
    )
    assert read(text)[0].population is None


def test_a_year_may_be_tied_to_its_endpoint_by_a_letter() -> None:
    finding = read("We treated 86 women with trastuzumab. The 5y-overall survival was 54% (95% CI 31–72).")[0]
    assert (finding.endpoint, finding.value, finding.timepoint) == ("OS", "54", "5 years")


def test_two_products_of_one_drug_keep_their_names() -> None:
    text = (
        "725 women were assigned to ABP 980 or trastuzumab. The pCR rate was 48% with ABP 980 and 41% with trastuzumab."
    )
    finding = read(text)[0]
    assert label(finding) == "ABP 980"
    assert finding.comparator is not None
    assert finding.comparator.label == "trastuzumab"


def test_a_margin_is_no_effect() -> None:
    text = STUDY + "The margin of noninferiority for the hazard ratio of progression-free survival (PFS) was 1.35."
    assert read(text) == []


def test_a_broken_time_behind_at_is_a_value_of_its_arm() -> None:
    text = (
        STUDY
        + "PFS was longer than expected, at 12.2 months in the combination arm and 10.3 months in the control arm."
    )
    assert values(text) == [("PFS", "12.2", "10.3")]


def test_a_time_apart_is_a_difference() -> None:
    text = (
        STUDY
        + "Median OS was 56.5 months in the combination arm and 40.8 months in the control arm, 15.7 months apart."
    )
    assert "15.7" not in {f.value for f in read(text)}


def test_those_who_crossed_over_are_not_alive_for_it() -> None:
    text = STUDY + "Overall survival did not differ, but 70% of the trastuzumab alone arm crossed over to lapatinib."
    assert read(text) == []


def test_a_ratio_in_a_bracket_is_of_what_was_reduced() -> None:
    text = STUDY + "The risk of progression or death was lower by 62% with lapatinib (HR: 0.38; P<0.00001)."
    assert [(f.endpoint, f.effect) for f in read(text)] == [("PFS", "62"), ("PFS", "0.38")]


def test_medians_with_their_ratio_are_no_baseline() -> None:
    text = (
        STUDY + "Median PFS was 29.0 vs 7.2 months (HR, 0.30). Brain metastases at baseline made no difference to this "
        "(median, 15.0 vs 3.0 months; HR, 0.25)."
    )
    assert values(text) == [("PFS", "29.0", "7.2"), ("PFS", "15.0", "3.0")]


def test_an_endpoint_may_stand_behind_the_verb_that_gives_it_its_medians() -> None:
    text = STUDY + "A median of 10.1 months compared to 5.4 months was seen for progression-free survival (HR 0.51)."
    assert values(text) == [("PFS", "10.1", "5.4")]


def test_bare_times_behind_their_label_are_values_when_they_are_compared() -> None:
    text = "Lapatinib + trastuzumab vs trastuzumab | PFS: 11.0 vs 5.7, HR = 0.63, p = 0.0016"
    assert values(text) == [("PFS", "11.0", "5.7")]


def test_an_endpoint_may_be_narrowed_before_a_hyphen() -> None:
    assert values("With lapatinib the combination-TTP was 21.8 months.") == [("TTP", "21.8", None)]


def test_who_has_not_reached_an_endpoint_is_not_counted_for_it() -> None:
    assert [f.endpoint for f in read("With lapatinib median survival of non-pCR patients was 21.8 months.")] == ["OS"]


def test_a_list_below_a_paragraph_is_of_its_last_endpoint() -> None:
    text = (
        "They measured how long people lived. Doctors call this overall survival. It was:\n"
        "- just over 22 months (22.7) for people on trastuzumab emtansine\n"
        "- just under 16 months (15.8) for people on lapatinib\n"
    )
    assert [(f.endpoint, f.value, label(f)) for f in read(text)] == [
        ("OS", "22.7", "trastuzumab emtansine"),
        ("OS", "15.8", "lapatinib"),
    ]


def test_a_median_that_neither_arm_had_reached_is_not_reached_in_both() -> None:
    finding = read(STUDY + "Neither arm had reached its median OS (HR, 0.74; 95% CI, 0.56-0.98).")[0]
    assert (finding.endpoint, finding.value, finding.comparator_value) == ("OS", "not reached", "not reached")
    assert "value" not in finding.evidence[0].spans


@pytest.mark.parametrize(
    "text",
    [
        "There were fewer cases with CNS involvement at first progression (4 v 13, P = .045).",
        "The CNS was less often involved at first progression (4 vs. 13 cases, P = .045).",
    ],
)
def test_cases_in_which_the_brain_was_involved_are_counted(text: str) -> None:
    finding = read(STUDY + text)[0]
    assert "CNS" in finding.endpoint
    assert (finding.value, finding.comparator_value, finding.p) == ("4", "13", ".045")


def test_progression_in_the_brain_is_an_outcome() -> None:
    text = "The CNS was the site of progression in 9 of 450 (2.0%) and 3 of 446 (0.7%) patients, respectively."
    assert [(f.value, f.comparator_value) for f in read(STUDY + text)] == [("2.0", "0.7")]


def test_the_former_and_the_latter_are_the_endpoints_of_the_sentence_before() -> None:
    text = (
        STUDY
        + "PFS was 10.1 versus 5.4 months and OS 23.9 versus 17.5 months. In all patients the former was 9.9 versus "
        "5.1 months (HR 0.50) and the latter 23.4 compared to 16.8 months (HR 0.64)."
    )
    assert [(f.endpoint, f.value, f.effect) for f in read(text)][2:] == [("PFS", "9.9", "0.50"), ("OS", "23.4", "0.64")]


def test_an_absolute_gain_goes_on_at_the_next_time() -> None:
    text = STUDY + "The absolute OS rate was improved by 10% at 6 months and 15% at 12 months."
    assert [(f.effect_measure, f.effect, f.timepoint) for f in read(text)] == [
        ("difference", "10", "6 months"),
        ("difference", "15", "12 months"),
    ]


def test_years_that_share_their_word_are_times_of_their_own() -> None:
    text = (
        "We treated 34 patients with trastuzumab. The 1- and 2-year PFS rates were 46.9% (95% confidence interval (95% "
        "CI): 29.2%-62.9%) and 29.8% (95% CI: 15.0%-46.3%), respectively."
    )
    assert [(f.value, f.timepoint, f.ci_low, f.ci_high) for f in read(text)] == [
        ("46.9", "1 year", "29.2", "62.9"),
        ("29.8", "2 years", "15.0", "46.3"),
    ]


def test_each_pair_of_a_list_of_times_has_its_own() -> None:
    text = STUDY + "The 12-, 18-, and 24-month OS rates were 75% vs 76%, 60% vs 57%, and 46% vs 44%, respectively."
    assert [(f.value, f.timepoint) for f in read(text)] == [
        ("75", "12 months"),
        ("60", "18 months"),
        ("46", "24 months"),
    ]


@pytest.mark.parametrize("bound", [">/=6", ">/= 6", "≥ 6"])
def test_a_bound_in_any_print_makes_a_length_and_no_value(bound: str) -> None:
    text = f"We treated 40 women with lapatinib. 12% had clinical benefit, without progression for {bound} months."
    assert "6" not in {f.value for f in read(text)}


def test_a_rate_under_the_letters_of_a_ratio_is_a_rate() -> None:
    text = STUDY + "Lapatinib plus trastuzumab did better for response rate (RR: 77 vs 57%, p = 0.01)."
    assert [(f.endpoint, f.value, f.comparator_value, f.effect) for f in read(text)] == [("ORR", "77", "57", None)]


def test_an_interval_may_have_a_comma_for_its_point_and_its_letters_turned() -> None:
    finding = read(STUDY + "The risk of death was lower (HR 0.474, 95% IC 0,303-0.742).")[0]
    assert (finding.effect, finding.ci_low, finding.ci_high) == ("0.474", "0,303", "0.742")


def test_a_value_in_a_bracket_is_set_against_the_one_before_it() -> None:
    text = (
        STUDY
        + "With lapatinib median OS was 23.5 months (vs 25.5 months with trastuzumab alone; HR = 1.03) in HR+ disease; "
        "in HR- disease it was 22.9 months (vs 23.1 months; HR = 0.86)."
    )
    assert [(f.value, f.comparator_value, f.effect) for f in read(text)] == [
        ("23.5", "25.5", "1.03"),
        ("22.9", "23.1", "0.86"),
    ]


def test_a_drug_alone_is_the_comparator_of_what_adds_to_it() -> None:
    text = (
        "Patients received docetaxel and trastuzumab, alone (N=208) or with bevacizumab (N=216). PFS was longer with "
        "bevacizumab (HR 0.82)."
    )
    finding = read(text)[0]
    assert label(finding) == "trastuzumab + bevacizumab + docetaxel"
    assert finding.comparator is not None
    assert finding.comparator.label == "trastuzumab + docetaxel"


def test_doses_do_not_part_the_drugs_of_an_arm() -> None:
    text = "Forty-five women took lapatinib 1,250 mg and capecitabine 2,000 mg/m2. Median TTP was 5.5 months."
    assert label(read(text)[0]) == "lapatinib + capecitabine"


@pytest.mark.parametrize("words", ["reduced by a significant 28%", "reduced 28%"])
def test_a_reduction_may_be_told_in_any_order(words: str) -> None:
    finding = read(STUDY + f"The risk of progression or death was {words} with lapatinib.")[0]
    assert (finding.effect_measure, finding.effect) == ("relative risk reduction", "28")


def test_p_of_a_trait_before_its_endpoint_is_of_the_trait() -> None:
    text = "We treated 58 women with lapatinib. Receptor positivity (P = 0.003) went with a longer PFS."
    assert read(text) == []


def test_how_long_an_arm_was_treated_is_no_value() -> None:
    text = (
        "For DFS the hazard ratio for the short group (9 weeks; n = 627) vs the long group (1 year; n = 627) was 1.13."
    )
    assert all(f.value is None for f in read(text))


def test_patients_without_progression_in_the_brain_are_a_rate_of_it() -> None:
    finding = read("With tucatinib 35% were alive without CNS progression at 1 year.")[0]
    assert (finding.endpoint, finding.value, finding.timepoint) == ("CNS-PFS", "35", "1 year")


def test_stable_disease_is_a_result_but_not_where_it_explains_a_benefit() -> None:
    text = "Of 25 women on lapatinib 44% had stable disease. Clinical benefit (response or stable disease) came to 52%."
    assert values(text) == [("SD", "44", None), ("CBR", "52", None)]


def test_kinds_of_events_are_no_shares_of_patients() -> None:
    text = "Across 406 patients on trastuzumab there were 31 invasive events; of these, 6 (19.4%) were local."
    assert "19.4" not in {f.value for f in read(text)}


def test_no_difference_in_an_endpoint_makes_no_difference_of_its_rates() -> None:
    text = STUDY + "There was no significant difference in overall survival (94.3% vs. 92.5%; HR 1.43)."
    assert values(text) == [("OS", "94.3", "92.5")]


def test_a_difference_below_nought_keeps_its_sign() -> None:
    text = (
        STUDY + "The pCR rate was 62.7% with trastuzumab and 62.4% with both (difference –0.33%; 95% CI, –9.2 to 8.6)."
    )
    finding = read(text)[0]
    assert (finding.effect_measure, finding.effect, finding.ci_low, finding.ci_high) == (
        "difference",
        "–0.33",
        "–9.2",
        "8.6",
    )


def test_the_value_without_an_effect_is_what_the_others_are_compared_with() -> None:
    text = (
        "Women had arm A, B or C. DFS at 5 years was 87.2%, 79.4% (HR = 1.37), and 89.4% (HR = 0.70) for arms A, B, "
        "and C, respectively."
    )
    assert [(f.value, f.comparator_value, f.effect) for f in read(text)] == [
        ("79.4", "87.2", "1.37"),
        ("89.4", "87.2", "0.70"),
    ]


def test_pairs_at_two_times_stay_apart() -> None:
    text = STUDY + "PFS at 12 months was 33.7% and 51.9%, at 24 months 18.7% and 28.7%, respectively."
    assert [(f.timepoint, f.value, f.comparator_value) for f in read(text)] == [
        ("12 months", "33.7", "51.9"),
        ("24 months", "18.7", "28.7"),
    ]


@pytest.mark.parametrize("trait", ["TTP <6 months", "TTP 6-12 months"])
def test_an_endpoint_that_divides_patients_is_not_what_is_reported(trait: str) -> None:
    text = STUDY + f"The pair improved median PFS in every subgroup. For {trait} it was 14.0 vs 6.5 months."
    assert values(text) == [("PFS", "14.0", "6.5")]


def test_a_complete_response_in_the_brain_is_complete() -> None:
    text = "Fifteen women took lapatinib. Two of them (13.3%) had a complete intracranial response."
    assert values(text) == [("CNS CR", "13.3", None)]


def test_a_year_in_a_bracket_behind_an_endpoint_is_its_time() -> None:
    finding = read("Lapatinib vs trastuzumab: DFS (10y) 70% vs 72%")[0]
    assert (finding.value, finding.comparator_value, finding.timepoint) == ("70", "72", "10 years")


def test_deaths_are_what_survival_rests_on() -> None:
    text = (
        STUDY
        + "With a follow-up of 20 months, 194 women (73%) on lapatinib plus trastuzumab and 191 (71%) on trastuzumab "
        "alone had died; median overall survival was 21.6 vs 21.9 months (HR = 0.95)."
    )
    finding, *others = read(text)
    assert (finding.value, finding.events, finding.comparator_events) == ("21.6", 194, 191)
    assert others == []


def test_deaths_without_survival_stay_a_result() -> None:
    text = STUDY + "194 patients (73%) on lapatinib plus trastuzumab and 191 (71%) on trastuzumab alone had died."
    assert [(f.endpoint, f.value, f.comparator_value) for f in read(text)] == [("death rate", "73", "71")]


def test_who_was_not_assessed_is_no_share_of_an_endpoint() -> None:
    text = (
        "25 women took lapatinib. 11/25 (44%) had stable disease, 12/25 (48%) had progression of disease, and 1/25 "
        "(4%) was not assessed."
    )
    assert [f.value for f in read(text)] == ["44"]


def test_an_interval_follows_what_a_ratio_favours() -> None:
    finding = read(STUDY + "The HR for OS was 0.55 favoring lapatinib/trastuzumab; 95% CI, 0.22-1.38.")[0]
    assert (finding.effect, finding.ci_low, finding.ci_high) == ("0.55", "0.22", "1.38")


def test_how_long_a_drug_was_given_is_no_time_to_an_event() -> None:
    text = "Women had trastuzumab. Disease-free survival was no different with 2 years of treatment (HR, 1.02)."
    assert [(f.value, f.effect) for f in read(text)] == [(None, "1.02")]


def test_recurrence_in_the_brain_is_an_outcome_of_its_own() -> None:
    text = (
        "Women had lapatinib or trastuzumab.\n\n| Distant recurrence: 14.7% vs. 21.5% |\n"
        "| CNS recurrence as first event: 7.0% vs. 5.1% |\n"
    )
    assert [f.endpoint for f in read(text)] == ["distant recurrence", "CNS recurrence as first event"]


CORNER = (
    "Median OS, months{0}lapatinib{0}trastuzumab{0}HR relative to lapatinib (95% CI)\n"
    "Age < 50 (n = 41{1}n = 43){2}20.1{2}24.3{2}0.81 (0.61, 1.08)\n"
    "Age ≥ 50 (n = 52{1}n = 50){2}18.2{2}Not reached{2}0.66 (0.47, 0.93)\n"
)


@pytest.mark.parametrize(("head", "sizes", "parting"), [(" | ", "; ", " | "), (", ", " / ", " ")])
def test_the_first_cell_of_a_table_names_endpoint_and_unit(head: str, sizes: str, parting: str) -> None:
    first, second = read(CORNER.format(head, sizes, parting).replace("months, lap", "months: lap"))
    assert (first.endpoint, first.value, first.comparator_value, first.unit, first.effect) == (
        "OS", "24.3", "20.1", "months", "0.81",
    )  # fmt: skip
    assert (second.value, second.comparator_value, second.ci_high) == ("Not reached", "18.2", "0.93")


def test_what_is_better_by_a_share_is_a_difference() -> None:
    text = STUDY + "DFS with the combination was better than with monotherapy by 6% at 5 years and 8% at 10 years."
    found = [(f.effect_measure, f.effect, f.timepoint, f.value) for f in read(text)]
    assert found == [("difference", "6", "5 years", None), ("difference", "8", "10 years", None)]


def test_a_benefit_behind_the_ratio_of_the_first_is_a_difference_too() -> None:
    text = STUDY + "The absolute DFS benefit was 4.2% in women under 50 (HR, 0.66) and 0.9% in the others (HR, 0.91)."
    differences = [f for f in read(text) if f.effect_measure == "difference"]
    assert [(f.effect, f.value) for f in differences] == [("4.2", None), ("0.9", None)]


def test_a_stretch_of_time_is_no_name_of_an_arm() -> None:
    text = (
        "Women had neratinib or placebo. In the ≤ 1-year group disease-free survival was longer with neratinib "
        "than with placebo (HR, 0.58)."
    )
    assert [f.arm.label for f in read(text) if f.arm] == ["neratinib"]


def test_a_partial_or_complete_response_is_an_objective_one() -> None:
    text = "Of 24 women on trastuzumab deruxtecan eight (33%) had a partial or complete response."
    assert [(f.endpoint, f.value) for f in read(text)] == [("ORR", "33")]


def test_levels_of_a_dose_are_no_outcome() -> None:
    text = STUDY + "The run-in tested dose levels (160, 120, and 80 mg) with trastuzumab, every 21 days."
    assert read(text) == []


def test_what_physicians_thought_is_no_result() -> None:
    text = (
        "Oncologists were asked what they expected of 9 weeks of trastuzumab. 20/40 responders (50%) thought that the "
        "3-year DFS rate with 9 weeks would be the same as with 12 months."
    )
    assert read(text) == []


def test_arms_that_two_brackets_divide_have_no_one_size() -> None:
    text = (
        "Of 400 women, 300 (lapatinib, n = 152; placebo, n = 148) had node-positive disease, and 100 "
        "(lapatinib, n = 49; placebo, n = 51) node-negative disease. DFS favoured lapatinib over placebo (HR, 0.8)."
    )
    finding = read(text)[0]
    assert (finding.arm and finding.arm.label, finding.arm_n, finding.comparator_n) == ("lapatinib", None, None)


def test_both_halves_of_the_patients_are_no_subgroup() -> None:
    text = "pCR rates were 62% and 41% in hormone receptor–negative and –positive tumors (P = .02) with trastuzumab."
    assert {f.population for f in read(text)} == {None}


def test_a_unit_behind_a_range_is_of_the_median_before_it() -> None:
    text = (
        "Women had pyrotinib plus vinorelbine. In 31 with brain metastases median PFS was 5.9 (range, 2.8–8.8) months."
    )
    assert [(f.value, f.unit, f.ci_low) for f in read(text)] == [("5.9", "months", None)]


def test_how_long_follow_up_lasted_is_no_duration_of_response() -> None:
    text = "Women had trastuzumab. Follow-up lasted a median of 21.4 months. The ORR was 40%."
    assert [f.endpoint for f in read(text)] == ["ORR"]


def test_shares_of_a_row_are_those_of_the_rows_below() -> None:
    text = (
        "Analysis set | Biosimilar (n = 240) | Trastuzumab (n = 230) | Risk ratio (95% CI)\n"
        "pCR, No. (%) [95% CI] | 108 (45.0) [38.6 to 51.5] | 92 (40.0) [33.6 to 46.6] | 1.12 (0.91 to 1.39)\n"
        "ORR | 204 (85.0) [79.8 to 89.3] | 184 (80.0) [74.2 to 85.0] | 1.06 (0.98 to 1.15)\n"
    )
    assert [(f.value, f.comparator_value, f.events) for f in read(text)] == [
        ("45.0", "40.0", 108),
        ("85.0", "80.0", 204),
    ]


def test_those_who_were_free_of_progression_are_a_rate_of_pfs() -> None:
    text = "Women had lapatinib. The CNS ORR was 66%; at 6 months 48% were free of progression (CNS or not)."
    assert [(f.endpoint, f.value, f.timepoint) for f in read(text)][-1] == ("PFS", "48", "6 months")


def test_rows_of_one_endpoint_are_of_the_patients_that_their_labels_name() -> None:
    text = (
        "Median OS, months | lapatinib | trastuzumab | HR (95% CI)\n"
        "All patients (n = 93; n = 93) | 19.0 | 25.1 | 0.74 (0.59, 0.93)\n"
        "EGFR < median (n = 41; n = 43) | 20.1 | 24.3 | 0.81 (0.61, 1.08)\n"
        "EGFR ≥ median (n = 52; n = 50) | 18.2 | 26.4 | 0.66 (0.47, 0.93)\n"
    )
    assert [f.population for f in read(text)] == [None, "EGFR < median", "EGFR ≥ median"]


def test_rows_of_statistics_are_no_parts_of_the_patients() -> None:
    text = (
        "Overall survival | lapatinib (n = 93) | trastuzumab (n = 93)\n"
        "Median, months | 19.0 | 25.1\n1-year rate, % | 70.1 | 78.3\n2-year rate, % | 40.2 | 51.4\n"
    )
    assert {f.population for f in read(text)} == {None}


def test_rows_of_who_assessed_are_no_parts_of_the_patients() -> None:
    text = (
        "Median PFS, months | lapatinib (n = 93) | trastuzumab (n = 93)\n"
        "Investigator | 9.0 | 12.1\nBlinded independent review | 8.1 | 11.3\n"
    )
    assert [(f.value, f.comparator_value, f.population) for f in read(text)] == [
        ("9.0", "12.1", None),
        ("8.1", "11.3", None),
    ]


def test_deaths_of_the_other_arm_told_as_alike_are_of_the_survival_behind_them() -> None:
    text = (
        "By the cutoff, 20 months in median follow-up, 151 (76%) of the 199 patients on lapatinib (1250 mg) plus "
        "capecitabine had died, as had 143 (71%) of the 201 on capecitabine. Median overall survival was 18.2 months "
        "vs 19.4 months (HR = 1.05)."
    )
    (finding,) = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert (finding.value, finding.comparator_value, finding.effect) == ("18.2", "19.4", "1.05")
    assert (finding.events, finding.comparator_events) == (151, 143)
    assert (finding.arm_n, finding.comparator_n) == (199, 201)
