"""Results of documents join the curated ones, each marked with what it rests on."""

from __future__ import annotations

from herald.core.findings import Arm, Evidence, Finding
from herald.core.spans import Span
from herald.decisions.evidence import cite_findings, find_results, load_results

TEXT = "In PERTAIN, median PFS was 18.89 v 15.80 months."
FINDING = Finding(
    endpoint="PFS",
    trial="PERTAIN",
    arm=Arm("pertuzumab + trastuzumab + aromatase inhibitor"),
    value="18.89",
    comparator_value="15.80",
    unit="months",
    evidence=(Evidence("d0c", Span.of(TEXT, 0, len(TEXT))),),
)


def test_a_finding_of_a_document_is_cited_after_the_curated_results() -> None:
    found = find_results([*cite_findings([FINDING]), *load_results()], "PERTAIN", "PFS")
    assert [result.basis == "document" for result in found] == [False] * (len(found) - 1) + [True]
    assert (found[-1].value, found[-1].quote, found[-1].note) == ("18.89", TEXT, "document d0c")


def test_a_finding_without_a_trial_is_not_cited() -> None:
    assert list(cite_findings([Finding(endpoint="PFS", value="8.3")])) == []


def test_a_quotation_is_given_with_the_page_that_says_it() -> None:
    result = find_results(load_results(), "EMILIA", "PFS")[0]
    assert result.quote is not None
    assert result.url != result.figure_url


def test_who_assessed_a_result_tells_two_figures_of_one_analysis_apart() -> None:
    found = find_results(load_results(), "DESTINY-Breast09", "PFS")
    assert {result.assessed_by: result.effect for result in found} == {"BICR": "0.56", "investigator": "0.49"}


def test_a_named_analysis_leaves_out_the_other_populations() -> None:
    found = find_results(load_results(), "SUMMIT", "ORR", "HR+ HER2-mutant, SABCS 2021")
    assert [(result.value, result.unit) for result in found] == [("42.4", "%")]
