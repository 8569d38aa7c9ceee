"""Three arms or more whose effects are told with the two arms that each compares; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

THREE = "Median PFS was 4.0 months with fulvestrant, 6.9 months with everolimus and 5.7 months with exemestane "


def read(text: str) -> list[Finding]:
    return list(extract(read_text(text, source="own"), load_vocabulary()).findings)


def rows(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(f.value, f.comparator_value, f.effect, f.p) for f in read(text)]


@pytest.mark.parametrize(
    "bracket",
    [
        "(everolimus vs fulvestrant: HR 0.70, p = 0.01; exemestane vs fulvestrant: HR 0.90, p = 0.4)",
        "(HR for everolimus versus fulvestrant 0.70, p = 0.01; HR for exemestane versus fulvestrant 0.90, p = 0.4)",
        "(hazard ratio 0.70, everolimus against fulvestrant, p = 0.01; 0.90, exemestane against fulvestrant, p = 0.4)",
    ],
)
def test_an_effect_has_the_values_of_the_arms_that_it_is_told_with(bracket: str) -> None:
    found = rows(THREE + bracket + ".")
    assert found[0] == ("6.9", "4.0", "0.70", "0.01")


def test_each_pair_has_a_comparator_of_its_own() -> None:
    found = rows(
        "PFS at 5 years was 81% (95% CI 71-87) for group A, 86% (77-91) for group B and 73% (64-81) for group C "
        "(hazard ratios 0.69 [95% CI 0.34-1.40] group B vs group A and 2.05 [1.07-3.93] group C vs group B)."
    )
    assert found == [("86", "81", "0.69", None), ("73", "86", "2.05", None)]


def test_an_arm_in_no_pair_keeps_its_value() -> None:
    found = rows(THREE + "(everolimus vs fulvestrant: HR 0.70).")
    assert found == [("6.9", "4.0", "0.70", None), ("5.7", None, None, None)]


def test_letters_in_a_slashed_list_are_arms() -> None:
    found = rows(
        "Patients received L (n=154), T (n=149) or TL (n=152). At 6 years 67%/61%/74% were event-free with L/T/TL, "
        "respectively (L vs T HR 0.98; TL vs T HR 0.81), and 82%/79%/85% with L, T and TL alive (OS; L vs T HR 0.85; "
        "TL vs T HR 0.72)."
    )
    assert found == [
        ("67", "61", "0.98", None),
        ("74", "61", "0.81", None),
        ("82", "79", "0.85", None),
        ("85", "79", "0.72", None),
    ]


def test_arms_that_stand_together_behind_their_values_are_told_in_their_order() -> None:
    found = rows(
        "At 5 years, 85%, 90% and 91% of the A, B and C groups were alive and disease-free (B vs A: HR 0.60; "
        "C vs A: HR 0.58)."
    )
    assert found == [("90", "85", "0.60", None), ("91", "85", "0.58", None)]


def test_a_bracket_behind_a_share_gives_its_time() -> None:
    found = read("Neratinib gave a DFS of 94.7% (2 years) and 90.2% (5 years).")
    assert [(f.value, f.comparator_value, f.timepoint) for f in found] == [
        ("94.7", None, "2 years"),
        ("90.2", None, "5 years"),
    ]


def test_a_risk_reduction_stays_beside_the_medians() -> None:
    found = rows(
        "T-DM1 was compared with lapatinib plus capecitabine. In visceral disease the median PFS was 7.8 months "
        "compared with 5.7 months, the risk of progression or death being cut by 36.1%."
    )
    assert found == [("7.8", "5.7", None, None), (None, None, "36.1", None)]


@pytest.mark.parametrize(
    "tail",
    [
        "(HRs 0.60 and 0.80, respectively)",
        "(hazard ratios 0.60 [95% CI 0.5-0.7] and 0.80 [95% CI 0.7-0.95])",
        ", with hazard ratios of 0.60 (P = .01) and 0.80 (P = .4)",
    ],
)
def test_two_ratios_told_at_once_are_of_two_endpoints(tail: str) -> None:
    found = read(f"Median PFS was 10.1 v 8.2 months and median OS 20.3 v 18.4 months with neratinib v placebo {tail}.")
    assert [(f.endpoint, f.value, f.effect) for f in found] == [("PFS", "10.1", "0.60"), ("OS", "20.3", "0.80")]


def test_a_letter_before_a_ratio_is_an_arm() -> None:
    found = rows(
        "The 5-year DFS rates were 86.1%, 89.9% and 90.2% for arms A, B and C, respectively (HR for B vs A 0.70; "
        "HR for C vs A 0.68)."
    )
    assert found == [("89.9", "86.1", "0.70", None), ("90.2", "86.1", "0.68", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Median PFS with elacestrant was 2.8 months, against 1.9 months with SOC.",
        "Where a CDK4/6 inhibitor had lasted a year, median PFS for elacestrant versus SOC was 2.8 versus 1.9 months.",
    ],
)
def test_what_had_been_given_is_no_arm_and_the_standard_of_care_is_the_comparator(sentence: str) -> None:
    (found,) = read(sentence)
    assert found.arm
    assert found.comparator
    assert (found.arm.label, found.value, found.comparator_value) == ("elacestrant", "2.8", "1.9")
