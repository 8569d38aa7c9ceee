"""Counts of what happened, told from sizes, wholes and dates; the sentences are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

STUDY = (
    "We randomly assigned 120 women with breast cancer to yoga or to usual care. Sixty-two received yoga (n = 62) and "
    "58 usual care (n = 58). "
)


def read(sentence: str, study: str = STUDY) -> Extraction:
    return extract(read_text(study + sentence, source="own"), load_vocabulary())


def counts(extraction: Extraction) -> list[tuple[int | None, int | None]]:
    return [(f.events, f.comparator_events) for f in extraction.findings]


def only(sentence: str) -> Finding:
    findings = read(sentence).findings
    assert len(findings) == 1
    return findings[0]


def test_a_whole_lends_its_words_to_its_parts_and_is_the_result_of_no_arm() -> None:
    finding = only("Twenty women developed a seroma (8 in the yoga group and 12 in the control group).")
    assert (finding.events, finding.comparator_events, finding.endpoint) == (8, 12, "seroma")


def test_a_whole_with_its_share_is_the_result_of_no_arm() -> None:
    assert counts(read("Falls were seen in 20 women (16.7%): 8 in the yoga group and 12 in the control group.")) == [
        (8, 12)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Data were available on 62 women in the yoga group and 58 in the control group.",
        "Ten women received tamoxifen in the yoga group and 16 women in the control group.",
        "All 120 women had a visit.",
        "There were 62 cases and 71 controls.",
        "Visits were made between 2/2011 and 7/2012.",
        "They trained often (3 d/wk at home, 2 d/wk at the centre).",
    ],
)
def test_what_says_how_many_there_were_counts_no_events(sentence: str) -> None:
    assert counts(read(sentence)) == []


def test_fewer_patients_are_counted_even_where_a_scale_is_named() -> None:
    finding = only("Fewer women in the yoga group had pain on the rating scale (9 vs 21, P = .01).")
    assert (finding.events, finding.comparator_events, finding.statistic) == (9, 21, "count")


def test_a_rate_keeps_what_it_is_of_and_counts_nobody() -> None:
    finding = only("Falls were 42 per 1000 women in the control group and 25 per 1000 women in the yoga group.")
    assert (finding.statistic, finding.unit, finding.events) == ("rate", "per 1000 women", None)
    assert {finding.value, finding.comparator_value} == {"42", "25"}


DRUGS = "In this trial 200 women with breast cancer received capecitabine or vinorelbine. "
SURVIVAL = "Median survival was 20 months with capecitabine and 18 months with vinorelbine. "


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There were 40 events in the capecitabine arm and 52 in the vinorelbine arm.", (40, 52)),
        ("There were fewer deaths from other causes with capecitabine (11 vs 19).", (11, 19)),
        ("There were 20 local relapses (9 capecitabine and 11 vinorelbine).", (9, 11)),
    ],
)
def test_compared_counts_of_the_disease_stand_beside_its_endpoints(sentence: str, expected: tuple[int, int]) -> None:
    assert expected in counts(read(sentence, DRUGS + SURVIVAL))


def test_stable_disease_that_is_compared_is_a_result() -> None:
    extraction = read("Stable disease was seen in 30% with capecitabine versus 22% with vinorelbine.", DRUGS + SURVIVAL)
    assert ("30", "22") in [(f.value, f.comparator_value) for f in extraction.findings]


def test_counts_right_before_a_ratio_of_the_same_arms_are_one_result_with_it() -> None:
    extraction = read("With capecitabine 30 women died, against 41 with vinorelbine (survival HR, 0.73).", DRUGS)
    assert [(f.effect, f.events, f.comparator_events) for f in extraction.findings] == [("0.73", 30, 41)]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("At the visit the stiffness score was 4.1 with yoga and 5.2 with usual care.", "stiffness score at the visit"),
        ("After two years, grip strength was 24.1 kg with yoga and 21.7 kg with usual care.", "grip strength"),
        ("At the end, 30% of the women resumed work in the yoga group versus 20% in the other.", "resumed work"),
    ],
)
def test_an_outcome_is_named_by_what_is_told_before_when_it_is(sentence: str, name: str) -> None:
    assert only(sentence).endpoint.startswith(name)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There were 14 falls in the yoga group and 19 in the control group.", (14, 19)),
        ("Twelve falls with yoga and 19 falls with usual care were seen.", (12, 19)),
    ],
)
def test_counts_are_named_by_the_words_behind_them_where_none_stand_before(
    sentence: str, expected: tuple[int, int]
) -> None:
    finding = only(sentence)
    assert (finding.events, finding.comparator_events) == expected
    assert "falls" in finding.endpoint


def test_a_count_beside_one_in_words_goes_into_the_events_as_that_does() -> None:
    finding = only("Eleven deaths occurred with yoga and 15 with usual care.")
    assert (finding.events, finding.comparator_events) == (11, 15)
    assert (finding.value, finding.comparator_value) == (None, None)


def test_two_shares_in_a_bracket_are_not_those_of_the_count_before_it() -> None:
    extraction = read("Falls occurred in 3 women in the yoga group and 9 in the control group (5% vs 16%).")
    assert counts(extraction) == [(3, 9), (None, None)]


def test_an_arm_between_a_count_and_its_share_is_the_arm_of_both() -> None:
    finding = only("Falls were seen in 3 women in the yoga (5%) and in 9 women in the control (16%) group.")
    assert (finding.value, finding.events) == ("5", 3)
    assert (finding.comparator_value, finding.comparator_events) == ("16", 9)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pain was 23% lower with yoga than with usual care.",
        "Recruitment was 40% with yoga versus 35% with usual care.",
        "Samples were available for 84% and 82% of the yoga and control groups.",
        "In the yoga group 84% were white, and in the control group 80%.",
        "There were 31 falls.",
    ],
)
def test_relations_entry_traits_and_totals_are_values_of_no_arm(sentence: str) -> None:
    assert [(f.value, f.events) for f in read(sentence).findings if f.value or f.events] == []
