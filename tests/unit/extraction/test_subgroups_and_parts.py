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
