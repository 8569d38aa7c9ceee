"""Figures of a slide, one to a line; expected values are read by a person."""

from __future__ import annotations

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

SLIDE = """Trial of T-DXd: hormone receptor-negative patients
Progression-free survival probability (%)
TPC (n = 18) mPFS: 2.8 mo
T-DXd (n = 40) mPFS: 8.6 mo
Δ 5.8 mo
Hazard ratio: 0.45
95% CI, 0.23-0.88
Overall survival probability (%)
TPC mOS: 8.1 mo
T-DXd mOS: 18.3 mo
Hazard ratio: 0.49
P = 0.03
"""


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(extract(read_text(text, source="test"), load_vocabulary()).findings)


def test_lines_of_two_arms_and_their_ratio_are_one_result() -> None:
    first, second = _findings(SLIDE)
    assert (first.endpoint, first.value, first.comparator_value) == ("PFS", "8.6", "2.8")
    assert (first.effect, first.ci_low, first.ci_high, first.p) == ("0.45", "0.23", "0.88", None)
    assert (first.arm_n, first.comparator_n) == (40, 18)
    assert (second.endpoint, second.value, second.comparator_value) == ("OS", "18.3", "8.1")
    assert (second.effect, second.p) == ("0.49", "0.03")


def test_the_arms_of_a_slide_are_those_of_its_lines() -> None:
    arms = {(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in _findings(SLIDE)}
    assert arms == {("trastuzumab deruxtecan", "TPC")}


def test_a_line_without_a_partner_is_read_as_a_sentence() -> None:
    (found,) = _findings("T-DXd\nT-DXd mPFS: 8.6 mo\nNothing else was shown.\n")
    assert (found.value, found.comparator_value) == ("8.6", None)


NAMES_ABOVE = """Progression-Free Survival Probability (%)
100
60
Δ 5.6 mo
TPC
mPFS: 2.8 mo
PFS
Hazard ratio: 0.45
95% CI, 0.23-0.88
T-DXd
mPFS: 8.6 mo
OS
Hazard ratio: 0.49
95% CI, 0.25-0.96
60
TPC
mOS: 8.1 mo
T-DXd
mOS: 18.3 mo
0 3 6 9 12 15
"""


def test_the_name_of_an_arm_may_stand_on_the_line_above_its_figure() -> None:
    arms = {(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in _findings(NAMES_ABOVE)}
    assert arms == {("trastuzumab deruxtecan", "TPC")}


def test_a_ratio_may_stand_between_the_values_of_its_endpoint_or_above_them() -> None:
    told = {f.endpoint: (f.value, f.comparator_value, f.effect, f.ci_low) for f in _findings(NAMES_ABOVE)}
    assert told == {"PFS": ("8.6", "2.8", "0.45", "0.23"), "OS": ("18.3", "8.1", "0.49", "0.25")}


def test_values_of_two_slides_are_not_set_against_each_other() -> None:
    text = (
        "Receptor-negative\nTPC (n = 18) mPFS: 2.8 mo\nT-DXd (n = 40) mPFS: 8.6 mo\nHazard ratio: 0.45\n"
        "Receptor-positive\nTPC mPFS: 5.5 mo\nT-DXd mPFS: 10.2 mo\nHazard ratio: 0.52\n"
    )
    told = [(f.value, f.comparator_value, f.effect) for f in _findings(text)]
    assert told == [("8.6", "2.8", "0.45"), ("10.2", "5.5", "0.52")]


def test_nothing_tells_which_of_three_arms_a_ratio_compares() -> None:
    text = "Three arms\nTPC mPFS: 2.8 mo\nT-DM1 mPFS: 6.7 mo\nT-DXd mPFS: 8.6 mo\nHazard ratio: 0.45\n"
    found = _findings(text)
    assert [f.value for f in found if f.value] == ["2.8", "6.7", "8.6"]
    assert all(f.comparator_value is None for f in found)
    assert all(f.effect is None or f.comparator is None for f in found)
