"""Which arm a value of an outcome is of, and which values are compared; the sentences are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

STUDY = "We randomly assigned 60 women with breast cancer to the patch (n = 30) or usual care (n = 30). "


def read(text: str) -> list[Finding]:
    found = extract(read_text(text, source="own"), load_vocabulary())
    return [*found.findings, *found.harms]


def told(finding: Finding) -> tuple[str | None, str | None]:
    return finding.value, finding.comparator_value


def counted(finding: Finding) -> tuple[int | None, int | None]:
    return finding.events, finding.comparator_events


def test_labels_tell_whose_each_value_is_and_a_bracket_that_ends_ends_a_comparison() -> None:
    first, second = read(
        "71 patients were randomised to capecitabine and 71 to docetaxel. "
        "Fever (docetaxel: 9.2%, capecitabine: 1.4%; P = 0.04) and nausea (docetaxel: 26.2%, capecitabine: 14.1%; "
        "P = 0.08) were more frequent in the docetaxel group."
    )
    assert first.arm is not None
    assert first.arm.label == "capecitabine"
    assert (told(first), first.p) == (("1.4", "9.2"), "0.04")
    assert (told(second), second.p) == (("14.1", "26.2"), "0.08")


def test_the_word_one_counts_where_it_is_set_beside_another_count() -> None:
    relapse, deaths = read(
        STUDY + "Local relapse occurred in 3 women in the patch group and in only one with usual care. "
        "There were seven deaths in the usual care group and one in the patch group."
    )
    assert counted(relapse) == (3, 1)
    assert counted(deaths) == (1, 7)


def test_a_change_within_an_arm_is_no_comparison_of_two() -> None:
    before, after, *_ = read(STUDY + "The mean ejection fraction fell with the patch from 64.5 to 60.8%.")
    assert (before.endpoint, told(before)) == ("ejection fraction at baseline", ("64.5", None))
    assert (after.endpoint, told(after)) == ("ejection fraction", ("60.8", None))


def test_a_span_of_time_is_no_change() -> None:
    assert not read(STUDY + "Pain scores were lower with the patch during the period from 24 to 72 hours.")


def test_the_last_of_several_grades_is_no_count() -> None:
    findings = read(
        STUDY + "With the patch, grade 3/4 itching was seen in 12 women (40%) and fever grade 3 or 4 (33%)."
    )
    assert [finding.events for finding in findings] == [12, None]


def test_a_bracket_may_count_cases_behind_their_share() -> None:
    (finding,) = read(
        STUDY + "The relapse rate was 10.0% (three cases) in the patch group and 27% (8 events) with usual care."
    )
    assert counted(finding) == (3, 8)
    assert told(finding) == ("10.0", "27")


def test_a_rate_in_a_bracket_is_not_compared_with_the_counts_that_it_tells_again() -> None:
    (finding,) = read(
        STUDY
        + "Among the 16 cancers, 5 (0.72/1000) were in the patch group and 11 (1.51/1000) in the usual care group."
    )
    assert counted(finding) == (5, 11)


def test_what_is_counted_names_an_outcome_before_the_arm_does() -> None:
    (finding,) = read(STUDY + "We identified 8 cases of lymphoedema in the patch group and 3 with usual care.")
    assert finding.endpoint == "cases of lymphoedema"
    (finding,) = read(STUDY + "Itching was worse in the patch group (47% v 25%).")
    assert finding.endpoint == "Itching"


def test_short_names_label_the_values_of_their_arms() -> None:
    first, second = read(
        "431 women were randomised: 214 to ginger (G) and 217 to placebo (P). "
        "Vomiting was rare (P: 17.6% vs G: 15.7%) and so was fever (P: 10.8% vs G: 12.0%)."
    )
    assert [told(first), told(second)] == [("15.7", "17.6"), ("12.0", "10.8")]
    (finding,) = read(
        "Women were randomised to intrathecal treatment (IT; n = 17) or none (non-IT; n = 18). "
        "Median time to progression was 24 weeks (non-IT) and 23 weeks (IT)."
    )
    assert told(finding) == ("23", "24")


def test_arms_named_together_before_a_bracket_have_its_values_in_their_order() -> None:
    response, _ = read(
        "47 patients were randomised to carboplatin plus paclitaxel (PC) and 44 to epirubicin plus paclitaxel (EP). "
        "The objective response rate was similar in the PC and EP arm (89.4% vs. 79.5%), "
        "the pCR rate in the PC arm was higher (38.6% vs. 14.0%)."
    )
    assert told(response) == ("89.4", "79.5")


def test_what_is_told_arm_by_arm_is_compared_figure_by_figure() -> None:
    findings = read(
        STUDY
        + "Mean changes of the score at 12 and 24 months were -3.1 and -4.2 points, respectively, in the patch arm "
        "and -1.5 and -1.6 points with usual care."
    )
    assert [told(finding) for finding in findings] == [("-3.1", "-1.5"), ("-4.2", "-1.6")]
    assert [finding.timepoint for finding in findings] == ["12 months", "24 months"]


def test_labels_may_each_open_what_was_before_and_after_in_one_arm() -> None:
    findings = read(STUDY + "The pH fell (patch: 6.4 compared with 5.0; usual care: 6.2 compared with 5.7).")
    assert [told(finding) for finding in findings] == [("6.4", "6.2"), ("5.0", "5.7")]


def test_counts_of_two_things_in_each_arm_are_two_results() -> None:
    findings = read(
        "We randomised 30 women to exemestane and 30 to anastrozole. Those taking exemestane had two wrist fractures "
        "and four other fractures, those taking anastrozole had three wrist fractures and five other fractures."
    )
    assert [(f.endpoint, *counted(f)) for f in findings] == [("wrist fractures", 2, 3), ("other fractures", 4, 5)]


def test_an_effect_ends_a_comparison_that_has_a_value_for_each_arm() -> None:
    findings = read(
        STUDY + "There were 83 events in the patch group and 126 with usual care in younger women (OR = 0.62), "
        "and 85 and 64 events in older women (OR = 1.23)."
    )
    assert [(*counted(f), f.effect) for f in findings] == [(83, 126, "0.62"), (85, 64, "1.23")]


def test_a_mean_has_the_unit_that_stands_behind_its_spread() -> None:
    (finding,) = read(STUDY + "The stay was longer with the patch (17.3 ± 13.1 vs. 2.9 +/- 2.9 days, P < 0.001).")
    assert (told(finding), finding.unit) == (("17.3", "2.9"), "days")


def test_without_an_arm_means_the_other_one() -> None:
    (finding,) = read(
        STUDY + "Seroma volume was 268.2 ± 220.7 mL without the patch and 228.6 ± 128.8 mL with the patch."
    )
    assert told(finding) == ("228.6", "268.2")


@pytest.mark.parametrize(
    "sentence",
    [
        "Women filled in a score at the end, and 1, 2, and 3 months following surgery.",
        "Worse mood was defined as an increase of the mean score of more than 0.5 (of 8) points with the patch.",
        "Mean levels of TNF-receptor 1 and TNF-receptor 2 were lower with the patch.",
        "At high stress (1 SD above the mean score) the patch group did better.",
        "The patch reduced the mean pain score, swelling and itching by factors of 1.8, 1.7, and 1.5.",
        "The mean score was compared in women of 60 kg or more given the patch.",
        "Exercise with the patch (45 minutes, 5 days per week) was compared.",
    ],
)
def test_what_defines_times_or_numbers_is_no_result(sentence: str) -> None:
    assert not read(STUDY + sentence)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Median pain scores were 3 (IQR 2-4) in the patch group and 5 (4-6) in the usual care group.", ("3", "5")),
        (
            "The median (interquartile range) score was 2 (1-3) with the patch versus 4 (3-5) with usual care.",
            ("2", "4"),
        ),
    ],
)
def test_small_medians_with_their_quartiles_are_no_numbered_items(sentence: str, values: tuple[str, str]) -> None:
    (finding,) = read(STUDY + sentence)
    assert (told(finding), finding.statistic) == (values, "median")


def test_what_is_told_arm_by_arm_may_have_its_times_behind_the_first_arm() -> None:
    findings = read(
        STUDY + "The proportions with no pain were 41, 33 and 28% at 1, 3 and 6 months with the patch "
        "and 20, 19 and 17% with usual care."
    )
    assert [told(finding) for finding in findings] == [("41", "20"), ("33", "19"), ("28", "17")]
    assert [finding.timepoint for finding in findings] == ["1 month", "3 months", "6 months"]


def test_a_p_value_in_the_same_sentence_is_of_the_values_of_its_endpoint() -> None:
    (finding,) = read(
        STUDY + "Time to first relief was longer with the patch than with usual care (510 vs. 190 min; P = 0.01)."
    )
    assert (told(finding), finding.p) == (("510", "190"), "0.01")


def test_a_count_in_each_group_is_of_both() -> None:
    (finding,) = read(STUDY + "Two patients in each group had an infection.")
    assert counted(finding) == (2, 2)


def test_a_share_without_a_count_is_not_compared_with_counted_shares_behind_it() -> None:
    first, second = read(
        STUDY + "Sleep was good in 78%, and 12 women (12%) had itching in the patch group and 9 (9%) with usual care."
    )
    assert (told(first), told(second)) == (("78", None), ("12", "9"))


def test_responses_to_two_drugs_with_their_counts_are_compared() -> None:
    (finding,) = read(
        "In a phase III trial 400 patients were randomly assigned to docetaxel or capecitabine. "
        "61 patients (30.5%) responded to docetaxel and 44 (22%) to capecitabine."
    )
    assert (told(finding), *counted(finding)) == (("30.5", "22"), 61, 44)


def test_counts_that_no_finding_gives_are_rejected_and_not_lost() -> None:
    text = STUDY + "Survival was 90% with the patch and 80% with usual care. One toxic death occurred after surgery."
    found = extract(read_text(text, source="own"), load_vocabulary())
    assert "One" in [rejected.span.quote for rejected in found.rejected]


def test_counts_in_a_bracket_are_not_compared_with_one_outside_of_it() -> None:
    first, *_ = read(
        STUDY + "Adverse events were rare: 3 in the patch group (2 bruises, 1 faint) and 1 in the usual care group."
    )
    assert (first.endpoint, *counted(first)) == ("Adverse events", 3, 1)


def test_a_difference_in_the_bracket_of_its_values_is_their_effect() -> None:
    (finding,) = read(
        STUDY + "Mean scores were 3.1 (95% CI 2.8-3.4) with the patch and 4.9 (95% CI 4.5-5.3) with usual care "
        "(difference -1.8, 95% CI -2.3 to -1.3)."
    )
    assert (told(finding), finding.effect, finding.ci_low) == (("3.1", "4.9"), "-1.8", "-2.3")


def test_points_of_a_scale_are_values_of_arms() -> None:
    (finding,) = read(
        STUDY + "Quality of life was 71 points in the patch group and 66 points with usual care; P = 0.03."
    )
    assert (told(finding), finding.unit, finding.p) == (("71", "66"), "points", "0.03")


def test_means_with_their_spreads_and_no_arm_are_of_the_arms_in_order() -> None:
    (finding,) = read(STUDY + "Scores (mean ± SD) were 14.2 ± 3.3 and 11.9 ± 3.8 (P = 0.02).")
    assert told(finding) == ("14.2", "11.9")


@pytest.mark.parametrize(
    "sentence",
    [
        "More women of the usual care group than of the patch group had pain (38% v 21%).",
        "The usual care group had a higher rate of pain than the patch group (38% vs 21%).",
        "The rate of pain was lower in the patch group than in the usual care group (21% vs 38%).",
        "Compared with usual care, the patch lowered the rate of pain (21% vs 38%).",
        "In the usual care group, 38% had pain, while only 21% in the patch group did.",
    ],
)
def test_the_first_value_is_not_always_that_of_the_arm_under_test(sentence: str) -> None:
    (finding,) = read(STUDY + sentence)
    assert told(finding) == ("21", "38")


def test_a_study_begins_where_it_sets_out_its_arms_if_nothing_else_tells() -> None:
    (finding,) = read(
        "Women were randomly allocated to ginger (n = 3,000) or placebo (n = 3,000). "
        "Itching was reported by 15% in the ginger arm and 22% in the placebo arm."
    )
    assert told(finding) == ("15", "22")


def test_deaths_with_their_share_in_a_bracket_are_those_of_their_arm() -> None:
    (finding,) = read(
        "2,000 women were randomly assigned to long irradiation (n = 1000) or short irradiation (n = 1000). "
        "There were 31 deaths (3.1%) in the long irradiation group and 28 (2.8%) in the short irradiation group."
    )
    assert (told(finding), *counted(finding)) == (("3.1", "2.8"), 31, 28)


def test_a_stay_is_measured() -> None:
    (finding,) = read(STUDY + "The patch was followed by a shorter stay (1.2 vs 1.9 days).")
    assert (told(finding), finding.unit) == (("1.2", "1.9"), "days")
