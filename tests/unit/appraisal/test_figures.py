"""Printed figures against each other; every expected value is worked by hand or printed in the paper that is named."""

from __future__ import annotations

import pytest
from tests.unit.appraisal.conftest import Check

from herald.appraisal import IssueKind, Severity


@pytest.mark.parametrize(
    "sentence",
    [
        "Twenty-nine (97%) of 30 patients responded.",
        "A response was seen in 29 of 30 patients (96.7%).",
        "The response rate was 97% (29/30).",
        "Nausea occurred in 15/51 (29%) and 17/56 (30%) patients.",
        "Of 120 women, 11 (9%) were in remission.",
        "Nausea was seen in 12/40 and 9/36 patients (30% v 25%).",
        "Grade 3/4 neutropenia (12%) was common.",
        "Mutations lay in exon 18/20/21 (15.9%).",
        "Anaemia was found in 24% (9/46 women and 10/34 men).",
        "Three-year survival was 80% (12/150).",
        "Colitis (23 [12%] of 193 patients v 33 [20%] of 162 patients) and rash (24 [12%] v 15 [9%]) were seen.",
        "Of 83 women randomized, 80 completed the study (43 (53.8%) on drug and 37 (46.3%) on placebo).",
    ],
)
def test_shares_that_fit_or_do_not_belong_together_are_left_alone(check: Check, sentence: str) -> None:
    assert check(sentence).issues == ()


def test_a_percentage_that_is_not_its_fraction_is_an_error_with_both_spans(check: Check) -> None:
    (issue,) = check("A partial response was seen in 17/56 (31%) patients.").issues
    assert (issue.kind, issue.severity, issue.recomputed) == (IssueKind.ARITHMETIC, Severity.ERROR, "30.4")
    assert [figure.printed for figure in issue.figures] == ["17", "56", "31"]
    assert issue.span.quote == "17/56 (31"
    assert issue.confidence == 0.95


def test_a_percentage_with_digits_cut_off_is_a_note(check: Check) -> None:
    (issue,) = check("Response was seen in 20 of 38 women (52%).").issues
    assert issue.severity is Severity.NOTE


def test_a_list_of_fractions_takes_its_percentages_in_order(check: Check) -> None:
    (issue,) = check("Nausea was seen in 12/40 and 9/36 patients (30% v 27%).").issues
    assert [figure.printed for figure in issue.figures] == ["9", "36", "27"]


def test_37_percent_of_9_patients_is_no_number_of_patients(check: Check) -> None:
    (issue,) = check("The drug was stopped in 37% of 9 patients.").issues
    assert issue.severity is Severity.WARNING
    assert issue.recomputed == "3 of 9 are 33.3 % and 4 of 9 are 44.4 %"


def test_numbers_torn_apart_by_a_space_are_not_compared(check: Check) -> None:
    assert check("The risk fell (hazard ratio, 0.65; 95% CI, 0.46 to 0. 92).").issues == ()


def test_cerebel_overall_survival_fits_under_no_rounding(check: Check) -> None:
    """J Clin Oncol 2015;33:1564 (PMID 25605838) prints 1.34 (0.95 to 1.64), with the middle at 1.25."""
    (issue,) = check("Overall survival did not differ (HR for OS, 1.34; 95% CI, 0.95 to 1.64).").issues
    assert (issue.kind, issue.severity) == (IssueKind.ARITHMETIC, Severity.ERROR)
    assert issue.recomputed == "1.243 to 1.253"
    assert [figure.printed for figure in issue.figures] == ["1.34", "0.95", "1.64"]


def test_phoebe_overall_survival_fits_only_one_sided(check: Check) -> None:
    """As given at the San Antonio symposium of 2021; the trial's interim analysis tested one-sided."""
    figures = "hazard ratio, 0.69; 95% CI, 0.48 to 0.98;"
    (issue,) = check(f"Overall survival was longer ({figures} P = .02).").issues
    assert issue.severity is Severity.NOTE
    assert "one-sided" in issue.message
    assert check(f"Overall survival was longer ({figures} one-sided P = .02).").issues == ()


def test_an_estimate_outside_its_interval_is_an_error(check: Check) -> None:
    (issue,) = check("Outcome was worse (OR 1.33; 95% CI, 1.004 to 1.062).").issues
    assert (issue.severity, issue.check) == (Severity.ERROR, "interval holds estimate")


def test_limits_printed_the_wrong_way_round_are_an_error_and_no_more_is_said_of_them(check: Check) -> None:
    (issue,) = check("Overall survival was longer (HR 0.71; 95% CI, 0.90 to 0.56; P = .004).").issues
    assert (issue.severity, issue.check, issue.recomputed) == (Severity.ERROR, "order of limits", "0.56 to 0.90")
    assert [figure.printed for figure in issue.figures] == ["0.90", "0.56"]


def test_limits_of_a_decrease_told_by_their_size_are_a_note(check: Check) -> None:
    (issue,) = check("The difference in response was -5% (95% CI, -2 to -8).").issues
    assert (issue.severity, issue.check) == (Severity.NOTE, "order of limits")


def test_an_interval_made_on_the_plain_scale_is_a_note(check: Check) -> None:
    (issue,) = check("The odds rose (OR 1.8; 95% CI, 1.1 to 2.4).").issues
    assert (issue.severity, "plain scale" in issue.message) == (Severity.NOTE, True)


def test_a_credible_interval_need_not_be_symmetric(check: Check) -> None:
    assert check("The risk rose (RR, 3.96; 95% CrI, 1.10 to 30.91).").issues == ()


def test_interval_and_p_value_that_differ_about_significance_are_an_error(check: Check) -> None:
    (issue,) = check("The risk was higher (HR, 1.89; 95% CI, 1.46 to 2.45; P = .06).").issues
    assert (issue.severity, issue.recomputed) == (Severity.ERROR, "<0.0001")


@pytest.mark.parametrize(
    "figures",
    [
        "hazard ratio, 0.62; 95% CI, 0.51 to 0.75; P < .001",
        "hazard ratio, 0.28; 95% CI, 0.22 to 0.37; P<0·001",
        "HR 0.68; 95% CI 0.56-0.84; P=0.0002",
        "HR 0.80; 95% CI 0.60-1.07; P for interaction = .001",
    ],
)
def test_figures_of_one_model_are_left_alone(check: Check, figures: str) -> None:
    """CLEOPATRA, DESTINY-Breast03, and an interaction, which has another P value."""
    assert check(f"Survival was longer ({figures}).").issues == ()


def test_a_ratio_and_a_p_value_imply_an_interval_which_is_no_issue(check: Check) -> None:
    appraisal = check("Progression-free survival was longer (hazard ratio, 0.65; P = .0070).")
    assert appraisal.issues == ()
    assert [result.value for result in appraisal.derived] == ["0.48 to 0.89"]


def test_a_risk_reduction_is_that_of_its_hazard_ratio(check: Check) -> None:
    assert check("It reduced the risk of death by 35% (HR 0.65; P = .007).").issues == ()
    (issue,) = check("It reduced the risk of death by 45% (HR 0.65; P = .007).").issues
    assert issue.recomputed == "34.5 to 35.5"


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Survival was significantly longer with the drug (P = .31).", 1),
        ("There was no significant difference in survival (P = .004).", 1),
        ("Survival did not differ significantly (P < .05).", 1),
        ("Survival was significantly longer with the drug (P = .03).", 0),
        ("There was no significant difference in survival (P = .31).", 0),
        ("Survival was longer, but without significant gain (P = .31).", 0),
        ("A nonsignificant gain was seen (P = .31).", 0),
        ("There was no gain in survival (P = .31) but a significantly higher response rate (P < .001).", 0),
        ("A gain of borderline significance was seen (P = .06).", 0),
        ("Gains were significant in all domains except one (P = .23).", 0),
        ("The difference was significant at the prespecified boundary (P = .05).", 0),
    ],
)
def test_words_about_significance_are_held_against_the_p_value(check: Check, sentence: str, count: int) -> None:
    assert len(check(sentence).issues) == count


def test_arms_that_do_not_make_the_total_are_a_warning(check: Check) -> None:
    assert check("We randomly assigned 258 women to the drug (n = 129) or placebo (n = 129).").issues == ()
    (issue,) = check("We randomly assigned 268 women to the drug (n = 129) or placebo (n = 129).").issues
    assert (issue.check, issue.recomputed) == ("arms and total", "258")


def test_complete_and_partial_responses_make_all_responses(check: Check) -> None:
    lead = "Trastuzumab plus vinorelbine was given for HER2-positive breast cancer."
    fits = "Twenty-nine (97%) of 30 patients had a response, including 15 complete responses and 14 partial responses."
    assert check(f"{lead} {fits}").issues == ()
    (issue,) = check(f"{lead} {fits.replace('14 partial', '13 partial')}").issues
    assert (issue.check, issue.recomputed) == ("parts and whole", "28")


def test_words_of_a_lower_risk_beside_a_ratio_above_one_are_a_warning(check: Check) -> None:
    (issue,) = check("The drug reduced the risk of death (HR, 1.52; 95% CI, 1.10 to 2.10).").issues
    assert issue.check == "direction of ratio and words"
    assert check("The drug reduced the risk of death (HR, 0.66; 95% CI, 0.48 to 0.91).").issues == ()


def test_a_longer_median_beside_a_ratio_above_one_is_a_warning(check: Check) -> None:
    text = (
        "Median overall survival was 15.4 months with lapatinib plus capecitabine and 12.7 months with capecitabine "
        "(hazard ratio, {}; P = .03)."
    )
    (issue,) = check(text.format("1.41")).issues
    assert issue.check == "direction of ratio and values"
    assert check(text.format("0.71")).issues == ()


def test_how_much_was_compared_is_told(check: Check) -> None:
    appraisal = check("Response was seen in 29 of 30 women (97%) and nausea in 3 of 30 women (10%).")
    assert appraisal.checked["shares"] == 2
    assert "shares" not in check("Nothing is counted here.").checked


def test_a_document_in_another_language_is_not_read(check: Check) -> None:
    german = "Ein Ansprechen wurde bei 17 von 56 Frauen beobachtet (31 %), und das war nicht mehr als erwartet wurde."
    assert check(f"{german} {german}").issues == ()
