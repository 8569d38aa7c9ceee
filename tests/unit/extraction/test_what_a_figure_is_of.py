"""Which endpoint a figure is of, and which figures are no results; expected values are read by a person."""

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
    ("text", "found"),
    [
        (
            "DFS was the endpoint. Lapatinib lowered the risk of recurrence by 24% versus observation (HR 0.76).",
            [("DFS", None, None, "24"), ("DFS", None, None, "0.76")],
        ),
        (
            "Lapatinib lowered the risk of recurrence by 24% versus observation (HR 0.76).",
            [("recurrence", None, None, "24"), ("recurrence", None, None, "0.76")],
        ),
        (
            "PFS was longer on lapatinib than on placebo (40 vs 26 months), a 44-percent cut in the risk of "
            "progression.",
            [("PFS", "40", "26", None), ("PFS", None, None, "44")],
        ),
        (
            "Clinical benefit (a response, or stable disease for >or= 6 months) was more frequent with lapatinib than "
            "with placebo (48% v 29%).",
            [("CBR", "48", "29", None)],
        ),
        (
            "The median duration of response was extended by 7.1 months with pertuzumab.",
            [("DOR", None, None, "7.1")],
        ),
        (
            "Pertuzumab lengthened median PFS by 8.1 months over placebo (24.3 vs 16.2 months; HR 0.641).",
            [("PFS", "24.3", "16.2", "0.641")],
        ),
        (
            "Adding pertuzumab increased the response rate, with survival prolonged by 3 months.",
            [],
        ),
        (
            "The 2-year progression-free actuarial survival rates were 15% and 5% with lapatinib and placebo.",
            [("PFS", "15", "5", None)],
        ),
        (
            "At 8 years 37% of patients in the lapatinib arm were living, vs 23% in the control arm.",
            [("OS", "37", "23", None)],
        ),
        (
            "At 8 years, 37% of the women who began with lapatinib were alive, vs 23% in the control arm.",
            [("OS", "37", "23", None)],
        ),
        (
            "Lapatinib brought more objective responses (50% vs. 32%), which also held for longer (median, 9 vs. "
            "6 months).",
            [("ORR", "50", "32", None), ("DOR", "9", "6", None)],
        ),
        (
            "CNS progression was seen in 9 of 450 (2.0%) patients on lapatinib and 3 of 446 (0.7%) on placebo.",
            [("CNS progression", "2.0", "0.7", None)],
        ),
        (
            "Lapatinib or placebo was given. The CNS was involved less often at first progression (4 vs. 13, P = "
            "0.045).",
            [("CNS progression", "4", "13", None)],
        ),
        (
            "The rates of pCR in the breast (bpCR; ypT0/is) were 61% with lapatinib and 57% with placebo.",
            [("bpCR", "61", "57", None)],
        ),
        (
            "The absolute OS rate was higher by 10% at 6 months and by 15% at 12 months on lapatinib than on placebo.",
            [("OS", None, None, "10"), ("OS", None, None, "15")],
        ),
        (
            "The risk of death was found to be 50% lower with lapatinib than with placebo.",
            [("OS", None, None, "50")],
        ),
        (
            "Lapatinib could not be shown to be non-inferior to placebo (HR 1.19; 95% CI, 0.89-1.60; non-inferiority "
            "margin, 1.15). Lapatinib had a median PFS of 4.5 months versus 6.8 months for placebo.",
            [("PFS", "4.5", "6.8", "1.19")],
        ),
        (
            "By quartile, the hazard ratios for PFS of lapatinib versus placebo were 0.58, 0.52, 0.20, and 0.31.",
            [("PFS", None, None, ratio) for ratio in ("0.58", "0.52", "0.20", "0.31")],
        ),
        (
            "The DFS HRs at 5 years were 0.64 and 0.75 for lapatinib and neratinib respectively, against placebo.",
            [("DFS", None, None, "0.64"), ("DFS", None, None, "0.75")],
        ),
        (
            "In both arms the median PFS was 6.2 months [95% CI 4.2, 8.8 (lapatinib); 4.4, 8.3 (capecitabine)].",
            [("PFS", "6.2", "6.2", None)],
        ),
        (
            "Cancers with HER2 mutations (five out of 20) responded to neratinib.",
            [("ORR", "5", None, None)],
        ),
        (
            "Lapatinib gave a clinical response in more than 95% of patients by week 16.",
            [("ORR", ">95", None, None)],
        ),
        (
            "Half of those on lapatinib went at least 24.9 months before the cancer grew, compared with 16.3 months "
            "for those on placebo.",
            [("PFS", "24.9", "16.3", None)],
        ),
        (
            "The median time without the disease progressing was 9.9 months on lapatinib, 5.1 on placebo (HR 0.50).",
            [("PFS", "9.9", "5.1", "0.50")],
        ),
        (
            "Survival data are still immature: the median was not reached on lapatinib and was 38.0 months on placebo.",
            [("OS", "not reached", "38.0", None)],
        ),
        (
            "PFS rose to 9.5 months on lapatinib from 7.4 months on placebo, a 24% gain in median PFS (HR 0.76).",
            [("PFS", "9.5", "7.4", "0.76")],
        ),
        (
            "Lapatinib raised DFS at 5 years over placebo by an absolute 5.1% in those who began early (HR 0.58) but "
            "only 1.3% in those who began late (HR 0.74).",
            [
                ("DFS", None, None, "0.58"),
                ("DFS", None, None, "0.74"),
                ("DFS", None, None, "5.1"),
                ("DFS", None, None, "1.3"),
            ],
        ),
        (
            "An EFS event was likelier with lapatinib than with placebo (HR 2.61), since more tumors progressed "
            "locoregionally before surgery (6.7% v 0.5%).",
            [("EFS", None, None, "2.61"), ("progressed locoregionally before surgery", "6.7", "0.5", None)],
        ),
        (
            "Median PFS was 17.8 vs 6.9 months on lapatinib vs placebo, with 62% vs. 27% progression free at one year.",
            [("PFS", "17.8", "6.9", None), ("PFS", "62", "27", None)],
        ),
        (
            "Median PFS was 17.8 vs 6.9 months on lapatinib vs placebo, with 62% vs. 27% responding.",
            [("PFS", "17.8", "6.9", None), ("ORR", "62", "27", None)],
        ),
        (
            "Median PFS and OS on lapatinib were shorter, at 4.0 months (95% CI, 2.5-5.5) and 26.0 months (95% CI, "
            "13-35).",
            [("PFS", "4.0", None, None), ("OS", "26.0", None, None)],
        ),
        (
            "Counted from when the breast cancer came back, median overall survival on lapatinib was 3.9 years.",
            [("OS", "3.9", None, None)],
        ),
        (
            "OS missed the boundary set for this early look (HR 0.56, 95% CI 0.36-0.86) on lapatinib versus placebo.",
            [("OS", None, None, "0.56")],
        ),
        (
            "The mortality with lapatinib was 39% lower than with placebo.",
            [("OS", None, None, "39")],
        ),
        (
            "Responses were estimated to last a median of 11.1 months with lapatinib vs 7.0 months with placebo.",
            [("DOR", "11.1", "7.0", None)],
        ),
        (
            "Responses came in some of the women on lapatinib whose tumours had a HER2 mutation (five out of 20).",
            [("ORR", "5", None, None)],
        ),
        (
            "On lapatinib half of the responses lasted longer than 14.8 months, and the median time before the cancer "
            "grew again, or the patient died, was 16.4 months.",
            [("DOR", "14.8", None, None), ("PFS", "16.4", None, None)],
        ),
        (
            "The OS HR of lapatinib versus placebo stood at 0.68.",
            [("OS", None, None, "0.68")],
        ),
        (
            "The hazard ratio for death with lapatinib versus placebo crossed neither boundary (0.84; 95% CI 0.5-1.3).",
            [("OS", None, None, "0.84")],
        ),
        (
            "Lapatinib bought patients 6.3 months of PFS: the median rose from 12.4 months on placebo to 18.7 months.",
            [("PFS", "18.7", "12.4", None)],
        ),
        (
            "Lapatinib shrank tumors in 31% of the women.",
            [("ORR", "31", None, None)],
        ),
        (
            "Of those with active lesions 47% responded in the brain on lapatinib, versus 20% on placebo.",
            [("CNS ORR", "47", "20", None)],
        ),
        (
            "On lapatinib more had clinical benefit, that is, a response or stable disease for 6 months or more (48% v "
            "29% on placebo).",
            [("CBR", "48", "29", None)],
        ),
        (
            "On lapatinib 95% (19) responded, and 27% (5) had a pathological complete response.",
            [("ORR", "95", None, None), ("pCR", "27", None, None)],
        ),
        (
            "PD-L1-positive subgroup (43% and 39% of the two groups): one-year OS 94% on lapatinib.",
            [("OS", "94", None, None)],
        ),
        (
            "Relative survival at 5 years on lapatinib is 46.7%.",
            [("relative survival", "46.7", None, None)],
        ),
        (
            "The ORR with lapatinib was 51.7%. In patients with measurable disease at baseline (n=198) it was 64.1%.",
            [("ORR", "51.7", None, None), ("ORR", "64.1", None, None)],
        ),
        (
            "Median PFS was 24.9 months on lapatinib vs 16.3 months on placebo. The analyses were split by receptors. "
            "In HR-negative disease, the medians were 24.8 vs12.6 months (HR, 0.554).",
            [("PFS", "24.9", "16.3", None), ("PFS", "24.8", "12.6", "0.554")],
        ),
        (
            "One-year OS was 94% with lapatinib, 88% without.",
            [("OS", "94", "88", None)],
        ),
        (
            "Those who crossed over had a PFS of 3.2 months when switched to lapatinib and of 4.1 months when switched "
            "to neratinib.",
            [("PFS", "3.2", "4.1", None)],
        ),
    ],
)
def test_a_turn_of_phrase_names_an_endpoint(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "PFS was good, though 6% of patients still had lapatinib alone at 2 years.",
        "DFS was the endpoint, but 52% of those first assigned to observation had crossed over.",
        "Follow-up had lasted a median of 24 months after the responses to lapatinib.",
        "With a cutoff of 1%, two assays called 46.4% (95% CI 42.5-50.4%) and 74.9% (95% CI 71.5-78.3%) of them "
        "positive.",
        "385 deaths are needed for the OS analysis (October 10, 2018), and lapatinib is given until then.",
        "NE = not estimable; PFS = progression-free survival on lapatinib; NR, not reached.",
        "Lapatinib would be accepted as noninferior if the upper bound for the HR of PFS stayed under 1.35.",
        "The HR of PFS showed lapatinib to be noninferior if its upper limit lay below 1.25.",
        "Noninferiority of lapatinib required an HR of PFS whose upper limit was no higher than 1.30.",
        "PFS was long on lapatinib; 5.9% stopped it because of adverse events.",
        "DFS was good on lapatinib. The heart was affected in about 7% of the women.",
        "If PD-L1 was expressed (43% and 39% of the patients), the OS rates were better on lapatinib.",
    ],
)
def test_figures_of_something_else_are_no_results(text: str) -> None:
    assert _found(text) == []


def test_counts_of_two_kinds_are_not_compared() -> None:
    text = (
        "Patients were assigned to capecitabine (n = 78) or lapatinib (n = 78). There were 65 events and 38 "
        "deaths in the "
        "capecitabine group, 62 events and 33 deaths in the lapatinib group."
    )
    assert _found(text) == []


def test_events_of_an_endpoint_are_not_its_values() -> None:
    text = (
        "Women took lapatinib or placebo. At a median follow-up of 2 years, 70 invasive disease-free survival "
        "events had "
        "occurred in the lapatinib group and 109 in the placebo group (HR, 0.67)."
    )
    assert ("iDFS", None, None, "0.67") in _found(text)


def test_deaths_behind_a_survival_that_is_given_are_rejected_with_that_reason() -> None:
    text = (
        "At the cutoff 40.3% of the lapatinib group and 52.3% of the placebo group had died. The median OS was "
        "30 months "
        "for lapatinib and 26.9 months for placebo (HR, 0.69)."
    )
    extraction = extract(read_text(text, source="test"), load_vocabulary())
    assert [(f.endpoint, f.value) for f in extraction.findings] == [("OS", "30")]
    told = {rejected.span.quote: rejected.message for rejected in extraction.rejected}
    assert told["40.3"] == told["52.3"] == "how many had died when survival was read"


def test_deaths_in_a_stated_time_are_a_result() -> None:
    text = "There were fewer deaths at 1 year with lapatinib than with placebo (22 percent vs. 33 percent, P=0.008)."
    assert _found(text) == [("death rate", "22", "33", None)]


def test_complete_and_partial_responses_share_their_noun() -> None:
    text = "In the 40 whose response could be assessed lapatinib brought 7 complete and 13 partial responses (ORR 50%)."
    assert _found(text) == [("CR", "7", None, None), ("PR", "13", None, None), ("ORR", "50", None, None)]


def test_stable_disease_is_counted_beside_responses() -> None:
    text = "On lapatinib the CBR was 31%, made up of one CR, one PR, and three SD, and the median PFS was 4 months."
    assert ("SD", "3", None, None) in _found(text)


def test_a_difference_that_only_repeats_two_medians_and_their_ratio_is_left() -> None:
    text = (
        "Median OS was 56.5 months with lapatinib versus 40.8 months with placebo (HR 0.68), a difference of "
        "15.7 months."
    )
    assert _found(text) == [("OS", "56.5", "40.8", "0.68")]


def test_the_p_value_behind_a_reduction_is_that_of_the_values_before_it() -> None:
    text = (
        "Lapatinib raised median PFS from 3.0 months with placebo to 8.2 months, a 29% reduction in the risk (P "
        "= .019)."
    )
    assert _findings(text)[0].p == ".019"


def test_a_result_with_an_effect_is_read_in_the_background_of_an_abstract() -> None:
    text = (
        "Background: An earlier analysis found PFS improved by lapatinib vs placebo (HR, 0.56). Breast cancer "
        "accounts for "
        "30% of cancers. Results: OS was longer with lapatinib than with placebo (HR, 0.76)."
    )
    assert [(f.endpoint, f.effect) for f in _findings(text)] == [("PFS", "0.56"), ("OS", "0.76")]


def test_rates_behind_a_question_are_of_the_endpoint_before_it() -> None:
    text = (
        "Median PFS was 24.9 months with lapatinib vs 16.3 months with placebo. Does receptor status matter? In "
        "HR-negative disease it was 24.9 vs 12.6 months (HR, 0.554)."
    )
    assert ("PFS", "24.9", "12.6", "0.554") in _found(text)


def test_an_interval_may_stand_behind_a_semicolon_without_its_label() -> None:
    (finding,) = _findings("DFS was longer on lapatinib than on placebo (p = 0.37; HR = 0.70; 0.37, 1.32).")
    assert (finding.effect, finding.ci_low, finding.ci_high) == ("0.70", "0.37", "1.32")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Overall survival, 1 year vs observation: HR 0.74.", [("OS", None, None, "0.74")]),
        ("iDFS was better with 2 years (HR 0.77) than under observation.", [("iDFS", None, None, "0.77")]),
        ("DFS was no better when lapatinib was set against 1 year (HR 1.02) of it.", [("DFS", None, None, "1.02")]),
        ("OS was not better than 2 years (HR, 1.1) of lapatinib.", [("OS", None, None, "1.1")]),
        ("With lapatinib 94% survived 1 year versus 88% on placebo.", [("OS", "94", "88", None)]),
        ("Median PFS with lapatinib was 12 months versus placebo 8 months.", [("PFS", "12", "8", None)]),
        ("OS was longer with lapatinib, with 29 months (HR 0.6) than with placebo.", [("OS", "29", None, "0.6")]),
    ],
)
def test_a_length_of_treatment_is_no_value(
    text: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert _found(text) == found


def test_two_times_before_their_ratio_are_of_the_endpoint_told_last() -> None:
    lead = "Median PFS was 13.2 months with lapatinib versus 8.1 months with placebo."
    alike = "HER2-ultralow disease behaved alike: 13.4 months with lapatinib, 8.3 months with placebo (HR 0.78)."
    assert _found(f"{lead} {alike}") == [("PFS", "13.2", "8.1", None), ("PFS", "13.4", "8.3", "0.78")]
    apart = "The interval from surgery to randomization of 4.2 months was prognostic (HR 1.3)."
    assert _found(f"{lead} {apart}") == [("PFS", "13.2", "8.1", None)]


@pytest.mark.parametrize(
    "told",
    [
        "95% of the patients had a clinical objective response (95% CI, 83%-100%)",
        "95% (29) of patients had a clinical objective response (95% CI, 83%-100%)",
        "95% of patients responded [95% CI, 83%-100%]",
        "tumors shrank in 95% of 20 evaluable women (95% CI, 83%-100%)",
        "a clinical objective response was noted in 95% (19) of the 20 patients (95% CI, 83%-100%)",
    ],
)
def test_an_interval_behind_what_so_many_had_is_of_their_share(told: str) -> None:
    (finding,) = _findings(f"Patients were given lapatinib. Before surgery {told}.")
    assert (finding.endpoint, finding.value, finding.ci_low, finding.ci_high) == ("ORR", "95", "83", "100")
