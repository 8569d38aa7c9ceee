"""Which findings of an evidence base may be pooled; each statement below is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from herald.core.findings import Arm, Evidence, Finding
from herald.core.spans import Span
from herald.synthesis.selection import Assumption, select
from herald.synthesis.stated import UNSETTLED, PopulationWords, Screen, Statement
from herald.synthesis.stated_cohorts import find_counts, read_cohorts
from herald.synthesis.stated_ratios import read_ratios
from herald.vocabulary.tables import load_vocabulary

T_DM1 = Arm("trastuzumab emtansine", ("agent:trastuzumab-emtansine",))
LAPCAP = Arm("lapatinib + capecitabine", ("agent:lapatinib", "agent:capecitabine"))
CONTROL = Arm("control")
CHEMOTHERAPY = Arm("chemotherapy", ("class:chemotherapy",))
HER2_POSITIVE = PopulationWords(all=("population:her2-positive",), none=("population:adjuvant",))


def evidence(sentence: str = "The hazard ratio was 0.65.") -> tuple[Evidence, ...]:
    return (Evidence("0123456789abcdef", Span.of(sentence, 0, len(sentence))),)


RATIO = Finding(
    endpoint="PFS",
    trial="EMILIA",
    population="HER2-positive, metastatic",
    arm=T_DM1,
    comparator=LAPCAP,
    effect_measure="HR",
    effect="0.65",
    ci_low="0.55",
    ci_high="0.77",
    ci_level="95",
    p="<.001",
    evidence=evidence(),
)
RATE = Finding(
    endpoint="ORR",
    trial="EMILIA",
    population="HER2-positive, metastatic",
    arm=T_DM1,
    value="40.0",
    unit="%",
    arm_n=10,
    evidence=evidence(),
)


def stated(id_: str = "a", finding: Finding = RATIO, **changed: Any) -> Statement:
    of_statement = {name: changed.pop(name) for name in ("first_published", "registration", "whole") if name in changed}
    return Statement(id_, replace(finding, **changed), **of_statement)


def screen(words: PopulationWords = HER2_POSITIVE, *trials: str) -> Screen:
    return Screen(load_vocabulary(), words, trials)


def reason(statement: Statement, **changed: Any) -> str:
    reports, [refused] = read_ratios([statement], screen(**changed))
    assert reports == ()
    return refused.reason


def test_a_finding_becomes_a_report_that_leads_back_to_it() -> None:
    [report], refused = read_ratios([stated(first_published="2012-10-01")], screen())
    assert refused == ()
    assert (report.trial, report.treatment, report.comparator) == ("EMILIA", T_DM1.label, LAPCAP.label)
    assert (report.effect, report.ci_low, report.ci_high, report.ci_level) == ("0.65", "0.55", "0.77", "95")
    assert (report.source.finding, report.analysis) == ("a", "published 2012-10-01")
    assert select([report], "PFS").chosen == (report,)


def test_middle_dots_are_read_and_bounds_are_no_values() -> None:
    [report], _ = read_ratios([stated(effect="0·65", ci_low="0·55", ci_high="0·77", p="< .001")], screen())
    assert (report.effect, report.ci_low, report.p) == ("0.65", "0.55", "")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"effect": None}, "no hazard ratio is stated"),
        ({"effect_measure": "OR"}, "no hazard ratio but: OR"),
        ({"effect": "<0.65"}, "no number"),
        ({"comparator": None}, "comparator is not told"),
        ({"comparator": CONTROL}, "no treatment that the vocabulary knows: control"),
        ({"comparator": T_DM1}, "same treatment"),
        ({"predictor": "age"}, "covariate: age"),
        ({"population": "metastatic"}, "not said to be HER2-positive"),
        ({"population": None}, "not said to be HER2-positive"),
        ({"population": "HER2-positive, adjuvant"}, "its population is adjuvant"),
        ({"evidence": evidence("In the CNS subgroup the hazard ratio was 0.65.")}, "speaks of a subgroup"),
        ({"evidence": evidence("A post hoc analysis gave 0.65.")}, "speaks of a post hoc analysis"),
    ],
)
def test_what_is_not_told_is_not_pooled(changed: dict[str, Any], words: str) -> None:
    assert words in reason(stated(**changed))


def test_a_line_of_treatment_that_is_asked_for_must_be_told() -> None:
    second = PopulationWords(("population:her2-positive",), ("population:second-line", "population:previously-treated"))
    assert "none of second-line" in reason(stated(), words=second)
    assert read_ratios([stated(population="HER2-positive, second-line")], screen(second))[1] == ()
    assert read_ratios([stated()], screen(second, "Emilia"))[1] == ()  # the trial is known to be of that line


def test_a_part_of_a_trial_is_not_the_trial() -> None:
    part = stated(population="HER2-positive, metastatic, brain metastases", whole="HER2-positive, metastatic")
    assert reason(part) == "a part of the trial: brain metastases"
    row = stated(population="HER2-positive, metastatic, Age < 50", whole="HER2-positive, metastatic")
    assert reason(row) == "a part of the trial: Age < 50"
    everybody = replace(part, whole="HER2-positive, metastatic, brain metastases")
    assert read_ratios([everybody], screen())[1] == ()


def test_one_result_in_two_documents_is_one_report() -> None:
    again = stated("b", ci_low=None, ci_high=None, p=None)
    [report], [refused] = read_ratios([stated(), again], screen())
    assert report.source.finding == "a"
    assert "elsewhere" in refused.reason


def test_analyses_of_different_days_are_ordered_and_one_of_them_is_taken() -> None:
    later = stated("b", effect="0.70", ci_low="0.60", ci_high="0.82", first_published="2014-05")
    reports, _ = read_ratios([later, stated(first_published="2012-10-01")], screen())
    chosen = select(reports, "PFS")
    assert [(report.source.finding, report.sequence) for report in reports] == [("a", 1), ("b", 2)]
    assert [report.source.finding for report in chosen.chosen] == ["b"]


@pytest.mark.parametrize("day", ["", "2012-10-01"])
def test_different_results_that_no_date_tells_apart_are_all_left_out(day: str) -> None:
    other = stated("b", effect="0.90", ci_low="0.80", ci_high="1.01", first_published=day)
    reports, refused = read_ratios([stated(first_published="2012-10-01"), other], screen())
    assert reports == ()
    assert [each.reason for each in refused] == [UNSETTLED, UNSETTLED]


def test_an_unnamed_trial_is_pooled_only_where_that_is_accepted() -> None:
    reports, _ = read_ratios([stated(trial=None)], screen())
    assert "no document names the trial" in select(reports, "PFS").left_out[0].reason
    assert select(reports, "PFS", accept=[Assumption.UNNAMED_TRIAL]).chosen == reports


def test_a_registration_names_the_trial() -> None:
    known, unknown = stated(trial=None, registration="NCT00829166"), stated("b", trial=None, registration="NCT00000000")
    assert screen().trial_of(known) == "EMILIA"
    assert screen().trial_of(unknown) == "NCT00000000"


def test_a_class_as_comparator_is_a_mixture_that_has_to_be_accepted() -> None:
    reports, _ = read_ratios([stated(comparator=CHEMOTHERAPY)], screen())
    assert "mixture" in select(reports, "PFS").left_out[0].reason
    assert select(reports, "PFS", accept=[Assumption.MIXED_COMPARATOR]).chosen == reports


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ({"events": 4}, (4, 10)),
        ({}, (4, 10)),  # 4 of 10 is the only count that prints as 40.0 %
        ({"value": "42", "arm_n": 200}, None),  # 83, 84 and 85 of 200 may print as 42 %
        ({"value": "41.9", "arm_n": 31}, (13, 31)),
        ({"arm_n": None}, None),
        ({"value": "4.0", "unit": "months"}, None),
    ],
)
def test_counts_are_printed_or_the_only_ones_that_fit(changed: dict[str, Any], counts: tuple[int, int] | None) -> None:
    assert find_counts(replace(RATE, **changed)) == counts


def test_single_arms_are_cohorts_and_the_latest_result_counts() -> None:
    early = stated("a", RATE, first_published="2020")
    late = stated("b", RATE, value="50.0", first_published="2022")
    [cohort], [refused] = read_cohorts([early, late], screen())
    assert (cohort.events, cohort.n, cohort.statement.id) == (5, 10, "b")
    assert refused.statement.id == "a"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"comparator": LAPCAP}, "a comparison of two arms"),
        ({"arm_n": None}, "the number of patients"),
        ({"trial": None}, "no document names the trial"),
    ],
)
def test_a_rate_without_its_arm_is_no_cohort(changed: dict[str, Any], words: str) -> None:
    cohorts, [refused] = read_cohorts([stated("a", RATE, **changed)], screen())
    assert cohorts == ()
    assert words in refused.reason
