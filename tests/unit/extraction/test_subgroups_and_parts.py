"""Results of subgroups under a label, parts of a response, reductions of a risk, read by a person."""

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
    "interval",
    [
        "CI 95%: 0.51-0.74",
        "confidence interval [CI] 95%: 0.51-0.74",
        "CI95% 0.51 to 0.74",
        "IC 95% 0.51-0.74",
        "95% CI 0.51-0.74",
    ],
)
def test_a_level_may_stand_behind_the_name_of_its_interval(interval: str) -> None:
    (finding,) = _findings(f"PFS was longer with lapatinib than with placebo (HR 0.62; {interval}; p<0.001).")
    assert (finding.effect, finding.ci_low, finding.ci_high, finding.ci_level) == ("0.62", "0.51", "0.74", "95")


def test_the_unit_behind_the_last_interval_is_that_of_both_medians() -> None:
    text = "Median PFS was 14.0 (11.2-15.9) versus 6.5 (4.2-8.4) months with lapatinib versus placebo."
    (finding,) = _findings(text)
    assert (finding.value, finding.comparator_value, finding.unit) == ("14.0", "6.5", "months")
    assert (finding.arm_ci_low, finding.comparator_ci_high) == ("11.2", "8.4")


@pytest.mark.parametrize("label", ["Visceral disease", "Age <65 years", "Time to progression <6 months", "Liver"])
def test_a_label_before_two_medians_says_of_whom_they_are(label: str) -> None:
    text = f"Median PFS favoured lapatinib over placebo. {label}: 14.0 (11.2-15.9) versus 6.5 (4.2-8.4) months."
    assert _found(text) == [("PFS", "14.0", "6.5", None)]


def test_a_label_behind_a_semicolon_opens_another_comparison() -> None:
    text = (
        "Median PFS was longer with lapatinib. Visceral: 14.0 versus 6.5 months for lapatinib versus placebo; "
        "not visceral: 13.2 versus 6.9 months."
    )
    assert _found(text) == [("PFS", "14.0", "6.5", None), ("PFS", "13.2", "6.9", None)]


def test_an_interval_without_disease_is_a_trait_where_it_has_a_bound() -> None:
    text = "Where the disease-free interval was over 2 years (n = 60), median PFS was 20.1 months with lapatinib."
    assert ("PFS", "20.1", None, None) in _found(text)


@pytest.mark.parametrize(
    "words",
    [
        "Lapatinib gave a risk reduction of 37% for PFS.",
        "The reduction in the risk of progression or death came to 37% with lapatinib.",
        "Overall the reduction was 37%, PFS being the first end point.",
    ],
)
def test_a_reduction_told_as_a_noun_is_an_effect(words: str) -> None:
    (finding,) = _findings(words)
    assert (finding.endpoint, finding.effect, finding.effect_measure, finding.value) == (
        "PFS",
        "37",
        "relative risk reduction",
        None,
    )


def test_a_second_reduction_is_that_of_the_endpoint_behind_it() -> None:
    text = "The risk reduction was 25% for DFS and 29% for OS with trastuzumab over observation."
    assert _found(text) == [("DFS", None, None, "25"), ("OS", None, None, "29")]


def test_two_times_that_are_put_at_are_both_medians() -> None:
    text = "Readers put the median PFS at 13.2 months with lapatinib and at 8.1 months with placebo."
    assert _found(text) == [("PFS", "13.2", "8.1", None)]


def test_how_many_a_subgroup_had_is_no_result_of_it() -> None:
    text = "For ultralow tumours (153 of the 866 patients) median PFS was 13.2 months with lapatinib."
    assert _found(text) == [("PFS", "13.2", None, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Responses were seen in 85% vs 78%, complete ones in 15% vs 8%.", [("ORR", "85", "78"), ("CR", "15", "8")]),
        (
            "The response rate was 40%, 5% complete and 35% partial.",
            [("ORR", "40", None), ("CR", "5", None), ("PR", "35", None)],
        ),
        (
            "The CBR was 31%, made up of one CR, two PRs and a stable disease.",
            [("CBR", "31", None), ("CR", "1", None), ("PR", "2", None)],
        ),
        ("Of the responses, 15 were complete and 30 partial.", [("CR", "15", None), ("PR", "30", None)]),
    ],
)
def test_the_parts_of_a_response_are_told_by_one_word(
    text: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    assert [part[:3] for part in _found(text)] == found


def test_complete_says_nothing_of_a_response_where_none_is_named() -> None:
    assert _found("Data on survival were 95% complete.") == []


def test_a_share_with_its_count_in_a_labelled_bracket_is_a_value() -> None:
    text = (
        "The pCR rate was higher with lapatinib: 61% [n/N=145/236] vs 52% [n/N=123/235]; ΔpCR 9% [95% CI, 0.2, 17.9]."
    )
    (finding,) = _findings(text)
    assert (finding.value, finding.comparator_value, finding.events, finding.comparator_n) == ("61", "52", 145, 235)
    assert (finding.effect_measure, finding.effect, finding.ci_low) == ("difference", "9", "0.2")


@pytest.mark.parametrize(
    "difference",
    ["the difference was 9.1%", "absolute difference, 9.1 percentage points", "a 9.1% difference"],
)
def test_a_difference_that_is_told_next_belongs_to_the_two_shares(difference: str) -> None:
    text = f"The ORR was 61.4% with lapatinib and 52.3% with placebo, {difference} (95% CI 0.2 to 17.9)."
    assert _found(text) == [("ORR", "61.4", "52.3", "9.1")]


def test_each_of_three_shares_is_of_the_arm_in_its_bracket() -> None:
    text = (
        "A pCR was reached by 43% (lapatinib, n=123), 67% (neratinib, n=216), and 56% (pyrotinib, n=180). The EFS HR "
        "was 0.56 for neratinib vs pyrotinib."
    )
    shares = _findings(text)[:2]
    assert [(f.arm and f.arm.label, f.value, f.comparator and f.comparator.label) for f in shares] == [
        ("lapatinib", "43", None),
        ("neratinib", "67", "pyrotinib"),
    ]


def test_the_medians_are_of_the_time_that_was_told_before_the_responses() -> None:
    text = (
        "PFS was 12 months with pyrotinib and 6 months with lapatinib. Objective responses were seen in 67% vs 52%. In "
        "an update the medians were 12.5 and 5.6 months (HR 0.48), overall survival being not reached and 26.9 months, "
        "66.6% and 58.8% being alive at 24 months."
    )
    assert _found(text)[2:] == [
        ("PFS", "12.5", "5.6", "0.48"),
        ("OS", "not reached", "26.9", None),
        ("OS", "66.6", "58.8", None),
    ]


def test_groups_of_two_cohorts_stand_beside_each_other() -> None:
    text = (
        "Two small cohorts were enrolled. For lapatinib alone the ORR was 40.0% (95% CI 12.2-73.8), for lapatinib with "
        "trastuzumab it was 35.3% (95% CI 14.2-61.7)."
    )
    assert [(f.value, f.comparator_value, f.ci_low) for f in _findings(text)] == [
        ("40.0", None, "12.2"),
        ("35.3", None, "14.2"),
    ]


def test_words_for_the_time_of_entry_do_not_govern_the_next_share() -> None:
    text = (
        "The ORR was 51.7% in all with liver metastases at baseline and 64.1% once the count was restricted to others."
    )
    assert [share[:2] for share in _found(text)] == [("ORR", "51.7"), ("ORR", "64.1")]


def test_a_trial_that_was_sized_for_a_ratio_has_not_found_it() -> None:
    text = (
        "The trial was sized so that its PFS would count as consistent at a half of the benefit of the first (HR 0.62)."
    )
    assert _found(text) == []


def test_the_median_that_an_analysis_updates_is_of_the_endpoint_before() -> None:
    text = (
        "For PFS, the HR was 0.69 with lapatinib over placebo. The final analysis updated the median to 16.5 months "
        "(lapatinib arm) and 12.5 months (placebo arm), with an HR of 0.60."
    )
    assert _found(text) == [("PFS", None, None, "0.69"), ("PFS", "16.5", "12.5", "0.60")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Women on lapatinib went 7.2 months before their cancer got worse.", [("PFS", "7.2", None, None)]),
        ("It took 7.4 months with lapatinib before the cancer grew.", [("TTP", "7.4", None, None)]),
        (
            "PFS is how long the cancer is held. It took 7.4 months with lapatinib before the cancer grew.",
            [("PFS", "7.4", None, None)],
        ),
    ],
)
def test_how_long_it_took_until_the_cancer_grew_is_told_in_everyday_words(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


def test_medians_of_a_risk_that_was_cut_are_those_of_the_longer_time_first() -> None:
    text = "Adding tucatinib cut the risk of death by 34% (21.9 vs 17.4 months; HR 0.66; 95% CI 0.50-0.88)."
    assert ("OS", "21.9", "17.4", "0.66") in _found(text)


def test_a_median_that_neither_group_reached_is_given_for_both_before_its_interval() -> None:
    text = "Median OS was not reached in either group (95% CI, 40.5 months to not estimable with lapatinib)."
    assert _found(text) == [("OS", "not reached", "not reached", None)]


def test_the_one_arm_behind_two_shares_is_of_the_second_where_the_first_has_another() -> None:
    (finding,) = _findings("The ORR was 52.3% with the new drug and 16.3% with lapatinib.")
    assert (finding.value, finding.comparator_value) == ("52.3", "16.3")
    assert finding.comparator is not None
    assert finding.comparator.label == "lapatinib"


def test_a_bracket_behind_an_arm_gives_the_counts_and_the_interval_of_the_share_before_it() -> None:
    text = (
        "pCR was achieved by 45.8% of those on pertuzumab and docetaxel (group B; 49 of 107; 95% CI 36.1-55.7) and "
        "29.0% on docetaxel (group A; 31 of 107; 20.6-38.5)."
    )
    (finding,) = _findings(text)
    assert (finding.value, finding.events, finding.arm_n, finding.arm_ci_low) == ("45.8", 49, 107, "36.1")
    assert (finding.comparator_value, finding.comparator_events, finding.comparator_ci_high) == ("29.0", 31, "38.5")


def test_a_pair_behind_a_ratio_is_its_interval_where_it_holds_the_ratio() -> None:
    (finding,) = _findings("PFS was longer with lapatinib (HR 0.55; 0.39-0.77; P = 0.0005).")
    assert (finding.effect, finding.ci_low, finding.ci_high, finding.p) == ("0.55", "0.39", "0.77", "0.0005")


def test_events_that_are_counted_by_the_way_leave_the_list_to_its_endpoint() -> None:
    text = (
        "Results at 7 years: DFS 93.3%, with four distant recurrences; HR-positive subgroup 94.6%, HR-negative 90.7%."
    )
    assert {endpoint for endpoint, *_ in _found(text)} == {"DFS"}


def test_each_of_several_shares_that_rose_keeps_where_it_came_from() -> None:
    text = (
        "Olaparib improved 4-year IDFS from 75.4% to 82.7%, 4-year DDFS from 79.1% to 86.5% and OS from 86.4% to 89.8%."
    )
    assert _found(text) == [
        ("iDFS", "82.7", "75.4", None),
        ("DRFS", "86.5", "79.1", None),
        ("OS", "89.8", "86.4", None),
    ]


def test_a_range_of_shares_is_no_rise() -> None:
    assert _found("Response rates ranged from 20% to 35% with lapatinib.") == []


@pytest.mark.parametrize("unit", ["%", " months"])
def test_a_rise_may_be_told_backwards(unit: str) -> None:
    endpoint = "2-year PFS" if unit == "%" else "median PFS"
    text = f"Pertuzumab brought the {endpoint} to 66{unit} from 50{unit} with placebo."
    assert _found(text) == [("PFS", "66", "50", None)]


def test_an_arm_that_gave_a_share_gave_it_of_the_endpoint_before() -> None:
    text = "The pCR rate was 51.3% with both drugs and 29.5% with trastuzumab. Lapatinib alone gave 24.7% (18.1-32.3)."
    assert ("pCR", "24.7", None, None) in _found(text)


def test_a_risk_that_is_lower_in_absolute_terms_is_a_difference() -> None:
    (finding,) = _findings("The 10-year risk of recurrence was 9.0% lower in absolute terms with lapatinib.")
    assert (finding.effect_measure, finding.effect) == ("difference", "9.0")


def test_recurrence_or_death_goes_by_the_name_that_the_document_has_for_it() -> None:
    text = "The risk of recurrence or death fell (HR 0.68). Five-year IDFS was 83.6% with abemaciclib."
    assert [endpoint for endpoint, *_ in _found(text)] == ["iDFS", "iDFS"]


def test_survival_that_is_extended_is_overall_survival() -> None:
    assert ("OS", "14.4", "11.2", "0.79") in _found(
        "It extended survival by 3.2 months (14.4 vs 11.2 months; HR 0.79)."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The combination held the disease for 12.5 months against 6.8 months (P<.001).",
            [("PFS", "12.5", "6.8", None)],
        ),
        (
            "Tumours shrank or vanished in 79% and vanished in 16%.",
            [("ORR", "79", None, None), ("CR", "16", None, None)],
        ),
        (
            "Half of the women on ribociclib were alive at 58.7 months, half of those on placebo at 48.0 months.",
            [("OS", "58.7", "48.0", None)],
        ),
        ("Pertuzumab gained 15.7 months of OS (56.5 vs 40.8 months).", [("OS", "56.5", "40.8", None)]),
    ],
)
def test_everyday_words_for_what_a_treatment_did(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


def test_two_kinds_of_patients_have_a_result_each() -> None:
    text = "PFS was 10.1 mo (95% CI, 8.3-11.6) for taxane-naive pts and 5.9 mo (4.2-7.1) for pts with a prior taxane."
    assert [(f.value, f.comparator_value, f.ci_low) for f in _findings(text)] == [
        ("10.1", None, "8.3"),
        ("5.9", None, "4.2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "PFS: 16.4 m (pertuzumab) v 12.4 m (placebo), HR 0.65.",
        "Median PFS, months (95% CI): pertuzumab 16.4 (14-18), placebo 12.4 (10-13); HR 0.65.",
        "PFS was longer with pertuzumab: HR vs placebo 0.65; medians 16.4 and 12.4 months.",
    ],
)
def test_months_by_one_letter_ahead_of_a_list_or_behind_the_ratio(text: str) -> None:
    (finding,) = _findings(text)
    assert (finding.value, finding.comparator_value, finding.effect, finding.unit) == ("16.4", "12.4", "0.65", "months")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PFS was 8.6 months; responses, 62.6% vs 27.2%.", [("PFS", "8.6", None, None), ("ORR", "62.6", "27.2", None)]),
        ("PFS was 5 months, response 40% (12 of 30).", [("PFS", "5", None, None), ("ORR", "40", None, None)]),
        ("Of the women 89.3% on lapatinib had had no invasive relapse.", [("iDFS", "89.3", None, None)]),
        (
            "The 3-year EFS was 91.6% with pCR and 72.5% without it.",
            [("EFS", "91.6", "72.5", None)],
        ),
        (
            "The HR for DRFI was 0.70, with 3-year event-free rates of 97.4% and 95.7%.",
            [("DRFI", None, None, "0.70"), ("DRFI", "97.4", "95.7", None)],
        ),
        (
            "The cumulative 5-year incidence of CNS relapse was 4.6% in the lapatinib group.",
            [("cumulative incidence of CNS relapse", "4.6", None, None)],
        ),
        ("A 42% reduction of the risk of death was found.", [("OS", None, None, "42")]),
        (
            "PFS was 9 months with lapatinib and 6 with placebo; the stratified HR was 0.70.",
            [("PFS", "9", "6", "0.70")],
        ),
    ],
)
def test_words_that_name_an_endpoint_or_only_its_patients(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


def test_a_sentence_on_harms_does_not_tell_which_of_three_arms_is_the_comparator() -> None:
    text = (
        "The pCR rate was 43% with lapatinib, 67% with neratinib and 56% with pyrotinib. Diarrhoea was rarer with "
        "neratinib than with lapatinib. The EFS HR was 0.56 for neratinib versus pyrotinib."
    )
    shares = _found(text)[:2]
    assert [share[:3] for share in shares] == [("pCR", "43", None), ("pCR", "67", "56")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The pCR rate went from 22.7% with placebo to 46.2% with lapatinib.",
            [("pCR", "46.2", "22.7", None)],
        ),
        ("One in two patients responded (50.0%; 20/40).", [("ORR", "50.0", None, None)]),
        ("By then PFS had stayed at 18.7 v 12.4 months (HR 0.68).", [("PFS", "18.7", "12.4", "0.68")]),
        ("Survival remained at 80% at 5 years.", [("OS", "80", None, None)]),
        (
            "The ORR was 40.0 (30.1-50.2)% with lapatinib and 20.0 (12.5-29.9)% with placebo.",
            [("ORR", "40.0", "20.0", None)],
        ),
        ("Median OS was 11.4 (9.7-13.4) mo with lapatinib.", [("OS", "11.4", None, None)]),
    ],
)
def test_figures_that_stand_at_a_place_or_move_to_one(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


def test_the_corner_of_a_table_names_the_endpoint_of_columns_that_are_subgroups() -> None:
    table = (
        "pCR in the breast | All patients | HR-positive | HR-negative\n"
        "Docetaxel + trastuzumab (n = 107) | 29% | 20% | 36.8%\n"
        "Docetaxel + trastuzumab + pertuzumab (n = 107) | 46% | 26% | 63.2%\n"
    )
    found = _findings(table)
    assert [(f.endpoint, f.value, f.comparator_value, f.population, f.arm_n) for f in found] == [
        ("pCR", "46", "29", None, 107),
        ("pCR", "26", "20", "HR-positive", None),
        ("pCR", "63.2", "36.8", "HR-negative", None),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Of all women 85% had an objective response, among them 15% with a complete response.",
            [("ORR", "85", None, None), ("CR", "15", None, None)],
        ),
        ("The median exposure to lapatinib was 5.6 months. Median OS was 20 months.", [("OS", "20", None, None)]),
        (
            "OS was 63.9 v 51.4 months in one trial. The other, after a median follow-up of 90.1 months, found no "
            "difference (lapatinib, 53.9 months; placebo, 51.2 months; HR, 0.96).",
            [("OS", "63.9", "51.4", None), ("OS", "53.9", "51.2", "0.96")],
        ),
    ],
)
def test_figures_beside_a_time_or_a_part_keep_their_endpoint(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


def test_each_of_several_ratios_keeps_the_interval_in_its_bracket() -> None:
    text = "The iDFS hazard ratios were 0.72 (N+; 95% CI 0.59-0.87) and 1.02 (N0; 95% CI 0.69-1.53)."
    assert [(f.endpoint, f.effect, f.ci_low, f.ci_high) for f in _findings(text)] == [
        ("iDFS", "0.72", "0.59", "0.87"),
        ("iDFS", "1.02", "0.69", "1.53"),
    ]


def test_kinds_of_patients_in_brackets_are_no_arms() -> None:
    text = "iDFS at 7 years was 90.4% (HR+) and 85.6% (HR-)."
    assert [share[:3] for share in _found(text)] == [("iDFS", "90.4", None), ("iDFS", "85.6", None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "6-month PFS 76%, 12-month PFS 43%, ORR 61%, CBR 70%.",
            [
                ("PFS", "76", None, None),
                ("PFS", "43", None, None),
                ("ORR", "61", None, None),
                ("CBR", "70", None, None),
            ],
        ),
        ("Responses were seen in 12 of 42 women, i.e. 28.6%.", [("ORR", "28.6", None, None)]),
        ("The iDFS rate difference at 3 years: +3.2%.", [("iDFS", None, None, "3.2")]),
        ("The PFS advantage (5.6 months) was significant.", []),
    ],
)
def test_short_lists_and_brackets(text: str, found: list[tuple[str, str | None, str | None, str | None]]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("words", "population"),
    [
        ("in patients without brain metastases", "without brain metastases"),
        ("in those with no visceral disease", "without visceral disease"),
        ("in patients with brain metastases", "brain metastases"),
        ("in patients with or without brain metastases", None),
    ],
)
def test_patients_without_a_site_of_disease_are_a_part_of_all(words: str, population: str | None) -> None:
    (finding,) = _findings(f"Median PFS was 9.1 versus 6.4 months with lapatinib versus placebo {words}.")
    assert finding.population == population


def test_survival_without_metastases_is_no_part_of_the_patients() -> None:
    (finding,) = _findings("The median overall survival without brain metastases was 9.1 months with lapatinib.")
    assert finding.population is None


def test_a_drug_may_be_discussed_for_patients_without_a_site_of_disease() -> None:
    text = "Lapatinib may be offered to HER2-positive patients without brain metastases."
    discussed = extract(read_text(text, source="test"), load_vocabulary()).discussions
    assert [(one.agent, one.population) for one in discussed] == [
        ("lapatinib", "HER2-positive, without brain metastases")
    ]


def test_those_without_are_the_other_half_of_those_with() -> None:
    text = "Median PFS was 9.1 v 6.4 months in patients with brain metastases and 12.3 v 7.7 months in those without."
    assert [(f.value, f.population) for f in _findings(text)] == [
        ("9.1", "brain metastases"),
        ("12.3", "without brain metastases"),
    ]


def test_a_line_of_treatment_names_no_arm() -> None:
    text = (
        "Patients were randomized to lapatinib or trastuzumab. Median PFS in the first-line subgroup was 9.1 months "
        "with lapatinib and 6.4 months with trastuzumab, and in the second-line subgroup 12.3 months and 7.7 months."
    )
    assert [(f.arm and f.arm.label, f.value, f.comparator_value) for f in _findings(text)] == [
        ("lapatinib", "9.1", "6.4"),
        ("lapatinib", "12.3", "7.7"),
    ]


def test_two_values_within_each_kind_of_patients_are_of_the_arms() -> None:
    text = (
        "Patients were randomized to lapatinib or placebo. Median PFS was 9.1 v 6.4 months in patients with brain "
        "metastases and 12.3 v 7.7 months in those without."
    )
    assert [(f.arm and f.arm.label, f.value, f.comparator_value) for f in _findings(text)] == [
        ("lapatinib", "9.1", "6.4"),
        ("lapatinib", "12.3", "7.7"),
    ]
    (apart,) = _findings("Median PFS was 6.4 months in patients with brain metastases v 9.1 months in those without.")
    assert (apart.arm, apart.value, apart.comparator_value) == (None, "6.4", "9.1")


def test_what_is_told_of_those_where_a_ratio_was_is_of_them() -> None:
    text = (
        "Women were randomized to lapatinib or placebo. The HR for iDFS was 0.81 (95% CI 0.66-1.00) overall and "
        "0.77 (0.62-0.96) in node-positive disease, where 3-year rates were 92.0% and 90.2%."
    )
    assert [(f.effect, f.value, f.population) for f in _findings(text)] == [
        ("0.81", None, None),
        ("0.77", None, "node-positive"),
        (None, "92.0", "node-positive"),
    ]


def test_values_of_so_many_each_are_no_comparison() -> None:
    text = "People had trastuzumab. Invasive disease-free survival was 95.4% for the 227 and 98.8% for the 86."
    assert _found(text) == [("iDFS", "95.4", None, None), ("iDFS", "98.8", None, None)]
