"""From a sentence to its findings; expected values are read from the sentence by a person."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction, Finding, Reason
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _extract(text: str) -> Extraction:
    return extract(read_text(text, source="test"), load_vocabulary())


def _only(text: str) -> Finding:
    (finding,) = _extract(text).findings
    return finding


def _values(finding: Finding) -> tuple[str | None, str | None]:
    return finding.value, finding.comparator_value


def _labels(finding: Finding) -> tuple[str | None, str | None]:
    return finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Median PFS was 9.1 months with lapatinib and 6.2 months with placebo.", ("9.1", "6.2")),
        ("Median PFS was 6.2 months with placebo and 9.1 months with lapatinib.", ("9.1", "6.2")),
        ("PFS was longer on lapatinib than on placebo (9.1 v 6.2 months).", ("9.1", "6.2")),
        ("Median PFS was 6.2 and 9.1 months with placebo and lapatinib, respectively.", ("9.1", "6.2")),
        ("Against placebo, lapatinib prolonged PFS (median, 9.1 v 6.2 months).", ("9.1", "6.2")),
    ],
)
def test_the_comparator_is_known_by_its_words_and_not_by_its_place(text: str, values: tuple[str, str]) -> None:
    finding = _only(text)
    assert _values(finding) == values
    assert _labels(finding) == ("lapatinib", "placebo")


def test_the_backbone_is_the_comparator_of_what_adds_to_it() -> None:
    finding = _only("ORR was 27% with capecitabine and 48% with trastuzumab plus capecitabine.")
    assert _values(finding) == ("48", "27")


def test_a_shared_backbone_belongs_to_both_arms() -> None:
    text = (
        "Women were randomised to lapatinib with trastuzumab (n = 80) or trastuzumab alone (n = 81) in combination "
        "with docetaxel. The median PFS was 14.2 months with the lapatinib triplet and 9.3 months with trastuzumab "
        "and docetaxel."
    )
    finding = _only(text)
    assert _labels(finding) == ("lapatinib + trastuzumab + docetaxel", "trastuzumab + docetaxel")
    assert (finding.arm_n, finding.comparator_n) == (80, 81)


def test_endpoints_that_are_named_together_take_their_figures_in_turn() -> None:
    findings = _extract("Median PFS and OS were 8.1 and 22.4 months, respectively, on neratinib.").findings
    assert [(f.endpoint, f.value, f.comparator_value) for f in findings] == [
        ("PFS", "8.1", None),
        ("OS", "22.4", None),
    ]


def test_time_points_that_are_listed_are_given_in_turn() -> None:
    findings = _extract("PFS rates at 6 and 12 months were 47% vs 38% and 29% vs 15%.").findings
    assert [(f.timepoint, *_values(f)) for f in findings] == [
        ("6 months", "47", "38"),
        ("12 months", "29", "15"),
    ]


def test_three_arms_make_two_comparisons() -> None:
    text = "DFS at 4 years was 87% with trastuzumab, 88% with lapatinib and trastuzumab, versus 80% with observation."
    findings = _extract(text).findings
    assert [(*_values(f), _labels(f)[1]) for f in findings] == [
        ("87", "80", "observation"),
        ("88", "80", "observation"),
    ]


def test_an_effect_of_three_arms_that_does_not_say_whose_it_is_stands_apart() -> None:
    text = "OS was 50 months with lapatinib, 52 months with neratinib and 49 months with placebo (HR 0.9)."
    findings = _extract(text).findings
    assert all(not (f.value and f.effect) for f in findings)


def test_a_subgroup_has_its_population_and_not_the_size_of_the_study() -> None:
    text = (
        "Patients with HER2-positive metastatic disease received lapatinib (n = 100) or placebo (n = 101). In those "
        "with brain metastases, median PFS was 7.1 months with lapatinib and 4.2 months with placebo."
    )
    finding = _only(text)
    assert finding.population == "HER2-positive, metastatic, brain metastases"
    assert finding.arm_n is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The median follow-up was 24 months.", Reason.FOLLOW_UP),
        ("Neutropenia was seen in 24% of patients.", Reason.SAFETY),
        ("The trial had 80% power to detect a median PFS of 12 months.", Reason.DESIGN),
        ("The median PFS could reach 20 months.", Reason.HEDGED),
        ("Pertuzumab was given at 420 mg.", Reason.DOSE),
        ("The median duration of treatment was 11 months.", Reason.TREATMENT_DURATION),
        ("The median age was 54 years.", Reason.ELIGIBILITY),
        ("PFS was longer: the P value was corrected from 0.0064 to 0.0063.", Reason.SUPERSEDED),
    ],
)
def test_a_figure_that_is_no_result_is_rejected_with_its_reason(text: str, reason: Reason) -> None:
    extraction = _extract(text)
    assert reason in {rejected.reason for rejected in extraction.rejected}
    assert all(finding.value is None for finding in extraction.findings)


def test_the_value_that_replaced_another_is_kept() -> None:
    assert _only("For PFS, the P value was corrected from 0.0064 to 0.0063.").p == "0.0063"


def test_a_count_of_events_beside_a_median_is_no_value() -> None:
    text = "Median OS was 41 months with lapatinib, with 72 (28%) events, and 33 months with placebo."
    assert {f.value for f in _extract(text).findings} <= {"41", "33"}


def test_a_share_of_patients_with_an_event_is_an_event_rate() -> None:
    finding = _only("An invasive-disease event or death befell 51 (6.2%) on lapatinib and 102 (12.5%) on placebo.")
    assert (finding.endpoint, finding.statistic, finding.events) == ("iDFS", "event rate", 51)


def test_a_percentage_after_a_new_subject_is_not_carried_over_from_the_endpoint_before() -> None:
    text = "The pCR rate was 45% with lapatinib. All six cycles were given to 80% of the women."
    assert [f.value for f in _extract(text).findings] == ["45"]


def test_a_worded_bound_becomes_its_sign_and_keeps_its_place_under_another_name() -> None:
    finding = _only("OS was better with lapatinib (HR 0.6, P less than .001).")
    assert finding.p == "<.001"
    assert finding.evidence[0].spans["p_as_printed"].quote == "less than .001"


def test_a_finding_without_arms_is_less_certain() -> None:
    assert _only("The ORR was 41%.").confidence < _only("The ORR was 41% with neratinib.").confidence


def test_a_document_in_another_language_is_rejected_with_that_reason() -> None:
    text = (
        "Die mediane Überlebenszeit der Patientinnen war in der Gruppe mit dem neuen Medikament deutlich länger als in "
        "der Vergleichsgruppe, und die Ergebnisse wurden auf dem Kongress in Wien von den Autoren vorgestellt."
    )
    extraction = _extract(text)
    assert [rejected.reason for rejected in extraction.rejected] == [Reason.LANGUAGE]


def test_a_result_that_is_said_twice_is_one_finding_with_two_pieces_of_evidence() -> None:
    text = "The ORR was 41% with neratinib.\n\nIn short, neratinib gave an ORR of 41%."
    assert len(_only(text).evidence) == 2


def test_results_that_differ_are_two_findings() -> None:
    text = "The ORR was 41% with neratinib.\n\nIn the later analysis, neratinib gave an ORR of 44%."
    assert len(_extract(text).findings) == 2


def test_figures_of_the_background_section_are_rejected() -> None:
    text = "BACKGROUND: Lapatinib gave an ORR of 24%. RESULTS: Neratinib gave an ORR of 41%."
    extraction = _extract(text)
    assert [f.value for f in extraction.findings] == ["41"]
    assert [r.reason for r in extraction.rejected] == [Reason.BACKGROUND]


def test_a_drug_that_patients_had_before_is_no_arm() -> None:
    finding = _only("In those previously treated with trastuzumab, neratinib gave an ORR of 41%.")
    assert _labels(finding) == ("neratinib", None)


def test_an_arm_without_a_drug_is_not_the_arm_of_that_drug() -> None:
    finding = _only("The pCR rate was 46% with lapatinib against 28% without lapatinib.")
    assert _values(finding) == ("46", "28")
    assert _labels(finding) == ("lapatinib", "without lapatinib")


def test_the_first_value_of_a_change_is_that_of_the_comparator() -> None:
    assert _values(_only("Adding neratinib, the median PFS rose from 4.2 to 8.8 months.")) == ("8.8", "4.2")


def test_a_number_that_two_arms_share_is_the_size_of_neither() -> None:
    text = "We assigned 480 patients to lapatinib or placebo. The ORR was 41% with lapatinib and 20% with placebo."
    finding = _only(text)
    assert (finding.arm_n, finding.comparator_n) == (None, None)


def test_each_cohort_of_a_list_keeps_its_own_value() -> None:
    text = "In cohort 1 (n = 37), the pCR rate was 61%; in cohort 2 (n = 38), it was 57%; and in cohort 3, 66%."
    found = [(f.arm.label if f.arm else None, f.value, f.arm_n) for f in _extract(text).findings]
    assert found == [("cohort 1", "61", 37), ("cohort 2", "57", 38), ("cohort 3", "66", None)]


def test_values_without_arms_keep_the_order_of_the_list_before() -> None:
    text = (
        "TTP was 5.6 months on capecitabine and 8.2 months on trastuzumab plus capecitabine. OS was 20 and 25 months."
    )
    assert [_values(f) for f in _extract(text).findings] == [("8.2", "5.6"), ("25", "20")]


def test_a_unit_in_brackets_before_bare_numbers_is_theirs() -> None:
    finding = _only("Median PFS (months): 12.9 vs 9.4 with placebo.")
    assert (*_values(finding), finding.unit) == ("12.9", "9.4", "months")


def test_a_percentage_in_words_is_given_in_figures() -> None:
    finding = _only("Sixty-one percent of those given trastuzumab responded.")
    assert finding.value == "61"
    assert finding.evidence[0].spans["value_as_printed"].quote == "Sixty-one"


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("At 3 years 88% were alive without progression on neratinib.", "PFS"),
        ("The share free of invasive disease at 3 years was 88% on neratinib.", "iDFS"),
        ("Tumours shrank in 42% of women on neratinib.", "ORR"),
        ("Responses lasted a median of 8.5 months on neratinib.", "DOR"),
        ("Women on neratinib lived a median of 28 months.", "OS"),
    ],
)
def test_an_endpoint_may_be_said_without_its_name(text: str, endpoint: str) -> None:
    assert _only(text).endpoint == endpoint


def test_figures_whose_endpoints_follow_them_stay_in_step() -> None:
    found = _extract(
        "Twenty-five patients received neratinib. 1/25 (4%) had a partial response, 11/25 (44%) had stable disease."
    )
    assert [(finding.endpoint, finding.value) for finding in found.findings] == [("PR", "4"), ("SD", "44")]


def test_answers_to_a_survey_are_no_responses_of_tumours() -> None:
    assert _extract("The survey response rate was 39 of 54 (72%).").findings == ()


def test_results_of_an_abstract_are_those_of_the_trial_as_which_it_is_registered() -> None:
    text = (
        "PMID- 12345678\nOWN - NLM\nDP  - 2019\nTI  - Two drugs or one\nAB  - Median PFS was 18 months with "
        "pertuzumab, trastuzumab and docetaxel in HER2-positive disease. (ClinicalTrials.gov number, NCT00567190.)\n"
    )
    (finding,) = extract(read_text(text, source="x.nbib"), load_vocabulary()).findings
    assert finding.trial == "CLEOPATRA"
