"""Turns of phrase of abstracts: symbols of endpoints, unlisted agents, parts of the patients; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Category, Finding, Reason
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def labels(finding: Finding) -> tuple[str | None, str | None]:
    return (finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None)


def test_a_symbol_means_the_endpoint_that_it_was_explained_as() -> None:
    text = "We studied the time to bone recurrence (TBR) of 143 patients with breast cancer. Median TBR was 54 months."
    assert [(f.endpoint, f.value) for f in read(text)] == [("time to bone recurrence", "54")]


def test_those_who_did_not_are_the_comparator() -> None:
    text = (
        "We studied 143 patients with breast cancer. Among patients who received tamoxifen median overall survival was "
        "35 months (95% CI 25-54), while among patients who did not it was 61 months (95% CI 50-80) (HR 1.45)."
    )
    finding = read(text)[0]
    assert (finding.value, finding.comparator_value, finding.effect) == ("35", "61", "1.45")
    assert labels(finding)[0] == "tamoxifen"
    assert finding.comparator is not None


def test_an_agent_that_only_its_stem_gives_away_keeps_its_result() -> None:
    text = "We included 12 trials. Overall survival was longer with nivolumab (HR 0.76) and fictilimab (HR 0.70)."
    assert [(labels(f)[0], f.effect) for f in read(text)] == [("nivolumab", "0.76"), ("fictilimab", "0.70")]


def test_an_arm_right_behind_the_result_before_is_not_of_the_next() -> None:
    text = (
        "Women were randomized to letrozole or tamoxifen. At 12 months overall survival was 85% for letrozole versus "
        "76% for tamoxifen, and disease-free survival was 66% versus 51%, respectively."
    )
    assert [labels(f) for f in read(text)] == [("letrozole", "tamoxifen")] * 2


def test_a_counted_part_of_the_patients_has_not_the_size_of_the_arms() -> None:
    text = (
        "Women were randomized to letrozole (n = 51) or tamoxifen (n = 50). In patients with target lesions (n = 32) "
        "the objective response rate was 26% with letrozole and 15% with tamoxifen."
    )
    assert [(f.value, f.arm_n) for f in read(text)] == [("26", None)]


def test_shares_of_two_kinds_of_patients_are_two_results() -> None:
    text = (
        "We treated 20 patients. The 2-year overall survival was 90% in patients with stage I disease "
        "and 86% in patients with stage III disease."
    )
    assert [(f.value, f.comparator_value) for f in read(text)] == [("90", None), ("86", None)]


def test_the_time_that_a_service_takes_is_no_efficacy() -> None:
    text = "We studied 4493 patients with breast cancer. The median time from referral to diagnosis was 11 days."
    assert [(f.category, f.value) for f in read(text)] == [(Category.OTHER, "11")]


def test_endpoints_with_their_symbols_take_their_figures_in_turn() -> None:
    text = "We treated 90 patients. Disease-free (DFS) and overall survival (OS) were 85.8% and 91.8%."
    assert [(f.endpoint, f.value, f.comparator_value) for f in read(text)] == [
        ("DFS", "85.8", None),
        ("OS", "91.8", None),
    ]


def test_a_whole_time_before_an_endpoint_is_its_time_point() -> None:
    text = "We randomized 171 women to letrozole or tamoxifen. DFS was better with letrozole (6 yr DFS 69% vs. 50%)."
    assert [(f.value, f.comparator_value, f.timepoint) for f in read(text)] == [("69", "50", "6 years")]


def test_the_numbers_of_a_name_of_a_class_are_no_counts() -> None:
    text = "Responding women were randomized to a cyclin-dependent kinase 4/6 inhibitor or to placebo."
    assert read(text) == []


def test_what_befell_some_of_those_counted_is_a_result_of_its_own() -> None:
    text = (
        "We randomized 285 women to trastuzumab or to letrozole. With trastuzumab a metabolic response was seen in "
        "227 (80%), of whom 86 (38%; P < .001 against the historical rate) had a pCR."
    )
    found = [(f.endpoint, labels(f)[0], f.value) for f in read(text)]
    assert found == [("metabolic response", "trastuzumab", "80"), ("pCR", "trastuzumab", "38")]


def test_a_reference_year_makes_no_comparison_of_drugs() -> None:
    text = (
        "We followed 3919 women. Overall survival improved (year 2016 HR 0.52, 95% CI 0.42-0.66, 2008 as reference). "
        "Everolimus or eribulin was used in one third."
    )
    assert read(text) == []


def test_a_list_that_names_its_items_behind_their_shares_keeps_them_apart() -> None:
    text = (
        "We enrolled 25 women, who took neratinib. The response rate was 40%. In all, 9/25 (36%) had grade 3 "
        "toxicities including 5/25 (20%) diarrhea, 2/25 (8%) vomiting, and 3/25 (12%) fatigue."
    )
    harms = extract(read_text(text, source="own"), load_vocabulary()).harms
    assert [(f.endpoint, f.value) for f in harms][-3:] == [("diarrhea", "20"), ("vomiting", "8"), ("fatigue", "12")]


def test_complications_of_a_series_are_harms() -> None:
    text = "The study included 99 patients who had a flap. Surgical site complications occurred in 14.5%."
    extraction = extract(read_text(text, source="own"), load_vocabulary())
    found = (*extraction.findings, *extraction.harms)
    assert [(f.category, f.value) for f in found] == [(Category.SAFETY, "14.5")]


def test_an_order_that_is_told_before_the_values_holds() -> None:
    text = (
        "Women were randomized to letrozole or tamoxifen. Harms were alike between tamoxifen and letrozole, "
        "respectively, for fatigue (56% vs 54%) and nausea (33% vs 24%)."
    )
    extraction = extract(read_text(text, source="own"), load_vocabulary())
    found = (*extraction.findings, *extraction.harms)
    assert [(labels(f), f.value, f.comparator_value) for f in found] == [
        (("letrozole", "tamoxifen"), "54", "56"),
        (("letrozole", "tamoxifen"), "24", "33"),
    ]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Trastuzumab gave an objective response rate of 60% in mice.", Reason.NO_POPULATION),
        ("In total 830 women completed the survey for a response rate of 28.4%.", Reason.NO_ENDPOINT),
        ("About 90% of cancer-related deaths result from metastasis.", Reason.NO_ENDPOINT),
        ("Prognostic factors for overall survival were trastuzumab (HR 0.47, 95% CI 0.35-0.62).", Reason.COVARIATE),
        ("The mortality rate per 100,000 women changed by some (-3.9%).", Reason.NO_ENDPOINT),
    ],
)
def test_what_is_no_result_of_the_patients_is_rejected(sentence: str, reason: Reason) -> None:
    extraction = extract(read_text(f"We included 90 women. {sentence}", source="own"), load_vocabulary())
    assert extraction.findings == ()
    assert reason in {rejected.reason for rejected in extraction.rejected}
