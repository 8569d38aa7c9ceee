"""Values that one arm had of several things, and those of two arms beside them; the sentences are our own.

What each value is of is known by construction: a is always the patch's or the new drug's, b that of its control.
"""

from __future__ import annotations

import pytest

from herald.core.findings import Arm, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

PATCH = "We randomly assigned 60 women with breast cancer to the patch (n = 30) or usual care (n = 30). "
DRUGS = "Patients were randomly assigned to lapatinib (n = 100) or placebo (n = 101). "


def _read(text: str) -> list[Finding]:
    found = extract(read_text(text, source="own"), load_vocabulary())
    return [*found.findings, *found.harms]


def _name(arm: Arm | None) -> str | None:
    return arm.label if arm else None


def _whose(text: str) -> set[tuple[str, str | None, str]]:
    """Returns every value with its endpoint and its arm."""
    values = [(f.endpoint, _name(f.arm), f.value) for f in _read(text)]
    values += [(f.endpoint, _name(f.comparator), f.comparator_value) for f in _read(text)]
    return {(endpoint, arm, value) for endpoint, arm, value in values if value is not None}


@pytest.mark.parametrize(
    "sentence",
    [
        "PFS and OS were 9.1 and 16.2 months, respectively, for the lapatinib group, whereas PFS and OS were 6.3 and "
        "12.4 months, respectively, in the placebo group.",
        "PFS and OS were 6.3 and 12.4 months with placebo. PFS and OS were 9.1 and 16.2 months with lapatinib.",
        "Placebo gave a PFS of 6.3 months and an OS of 12.4 months, which were shorter than those of the lapatinib "
        "group (9.1 and 16.2 months).",
    ],
)
def test_two_endpoints_of_one_arm_are_not_those_of_two(sentence: str) -> None:
    assert _whose(DRUGS + sentence) == {
        ("PFS", "lapatinib", "9.1"),
        ("OS", "lapatinib", "16.2"),
        ("PFS", "placebo", "6.3"),
        ("OS", "placebo", "12.4"),
    }


def test_what_stands_in_brackets_behind_values_that_are_compared_is_compared_too() -> None:
    sentence = "ORR was higher in the lapatinib arm: 80.2% (20.1% complete response (CR)) versus 60.3% (10.4% CR)."
    assert _whose(DRUGS + sentence) == {
        ("ORR", "lapatinib", "80.2"),
        ("CR", "lapatinib", "20.1"),
        ("ORR", "placebo", "60.3"),
        ("CR", "placebo", "10.4"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "There were 5 (5.0%) deaths with lapatinib versus 12 (11.9%) deaths with placebo.",
        "There were 12 (11.9%) deaths with placebo compared with 5 (5.0%) deaths with lapatinib.",
    ],
)
def test_values_that_the_same_word_follows_are_compared(sentence: str) -> None:
    assert {(arm, value) for _, arm, value in _whose(DRUGS + sentence)} == {("lapatinib", "5.0"), ("placebo", "11.9")}


def test_the_first_of_two_values_is_of_the_name_before_the_endpoint_and_not_of_it() -> None:
    sentence = "DoCB and OS were 16.6 and 25.1 months, respectively, for the lapatinib group."
    assert [f.value for f in _read(DRUGS + sentence) if f.endpoint == "OS"] == ["25.1"]


@pytest.mark.parametrize(
    ("sentence", "patch", "care"),
    [
        (
            "After two and four weeks, strength was (67.0 ± 5.1)% and (57.5 ± 2.6)%, respectively, with the patch, "
            "better than that of (57.0 ± 5.1)% and (45.9 ± 3.7)%, respectively, with usual care (P < 0.05).",
            {"67.0", "57.5"},
            {"57.0", "45.9"},
        ),
        (
            "At the 8th, 13th, and 16th visit, redness was found in 42, 90, and 91% of the usual care group and in 16, "
            "30, and 71% of the patch group.",
            {"16", "30", "71"},
            {"42", "90", "91"},
        ),
        ("Pain was greater in the usual care group (14.6 ± 2.5 vs. 2.6 ± 1.5; P=0.025).", {"2.6"}, {"14.6"}),
        (
            "Fever was seen more with usual care than with the patch, but the difference was not significant "
            "(5.5% versus 3.1%; p = 0.11).",
            {"3.1"},
            {"5.5"},
        ),
        (
            "In the patch group, 23% of 30 women resumed work compared with only 5% of 29 women in the usual care "
            "group (p < 0.001).",
            {"23"},
            {"5"},
        ),
    ],
)
def test_lists_of_outcomes_keep_to_their_arm(sentence: str, patch: set[str], care: set[str]) -> None:
    values = _whose(PATCH + sentence)
    assert {value for _, arm, value in values if arm == "patch"} == patch
    assert {value for _, arm, value in values if arm == "usual care"} == care


@pytest.mark.parametrize(
    "sentence",
    [
        "Strength and weight were (50.0 ± 10.4) mm and (35.0 ± 2.9) mm, respectively, in the usual care group, higher "
        "than before.",
        "The scores were higher than those of the usual care group (10.4 and 8.3).",
        "The patch had an accuracy of 98% and a sensitivity of 96% compared to an accuracy of 95% and a sensitivity of "
        "91% for usual care.",
        "Strength rose with the patch (11.7 kg at baseline to 13.3 kg at 24 weeks).",
    ],
)
def test_what_one_arm_had_is_never_set_against_itself(sentence: str) -> None:
    assert [f for f in _read(PATCH + sentence) if f.value and f.comparator_value] == []


@pytest.mark.parametrize(
    ("division", "arms"),
    [
        ("Patients were randomized to high dose, low dose or control.", ("high dose", "low dose", "control")),
        ("Patients were randomised to receive ginger, honey, or no treatment to prevent nausea.", None),
    ],
)
def test_a_series_that_ends_in_a_control_has_as_many_arms_as_names(
    division: str, arms: tuple[str, str, str] | None
) -> None:
    first, second, third = arms or ("ginger", "honey", "no treatment")
    found = _whose(f"{division} Nausea was seen in 10% with {first}, 20% with {second} and 30% with {third}.")
    assert {(arm, value) for _, arm, value in found} == {(first, "10"), (second, "20"), (third, "30")}


def test_many_cases_are_bad_whatever_the_outcome_is_called() -> None:
    text = "We randomly assigned women to anastrozole (n = 1920) or placebo (n = 1944). A reduction was observed for "
    (finding,) = _read(text + "anastrozole (85 vs 165 cases, hazard ratio [HR] 0.51, 95% CI 0.39-0.66).")
    assert (_name(finding.arm), finding.events, _name(finding.comparator)) == ("anastrozole", 85, "placebo")


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("18 women received tamoxifen alone and 21 received the combination.", "combination", "tamoxifen"),
        ("214 were randomized to surgery without irradiation and 221 to surgery plus irradiation.", None, None),
    ],
)
def test_what_is_alone_or_without_is_the_control(text: str, value: str | None, comparator: str | None) -> None:
    sentence = "A response was seen in 2 women in the combination arm and in one in the tamoxifen alone arm."
    if value is None:
        sentence = "Relapses were seen in 3 women in the no irradiation group and in 1 in the irradiation group."
    (finding,) = [f for f in _read(f"{text} {sentence}") if f.events]
    assert (finding.events, finding.comparator_events) == ((2, 1) if value else (1, 3))
    assert comparator is None or comparator in (_name(finding.comparator) or "")


def test_parts_of_the_result_before_are_of_the_arm_behind_each_and_not_of_the_one_ahead() -> None:
    text = (
        "Key point: with pertuzumab and trastuzumab, any taxane will do.\n"
        "- Median PFS, all patients: 20.7 (95% CI, 18.9-23.1) months.\n"
        "- By taxane: 19.4 (95% CI, 16.9-22.1) months with docetaxel, 23.2 (95% CI, 19.6-25.6) months with paclitaxel."
    )
    whose = _whose(text)
    assert {("PFS", "docetaxel", "19.4"), ("PFS", "paclitaxel", "23.2")} <= whose
    assert {value for _, _, value in whose} == {"20.7", "19.4", "23.2"}


def test_lengths_of_treatment_that_are_compared_are_no_values() -> None:
    text = (
        "Disease-free survival did not differ between 2 years and 1 year of trastuzumab (HR, 1.02; 95% CI, 0.89-1.17)."
    )
    assert [(f.value, f.comparator_value, f.effect) for f in _read(text)] == [(None, None, "1.02")]


def test_values_at_further_times_are_of_the_outcome_before_and_not_of_the_time() -> None:
    text = PATCH + "Pain scores were lower with the patch at 1 hour (1 vs 3, P = .006) and 3 hours (0 vs 2, P = .001)."
    found = [(f.endpoint, f.timepoint, f.value, f.comparator_value, f.events) for f in _read(text)]
    assert found == [("Pain scores", "1 hour", "1", "3", None), ("Pain scores", "3 hours", "0", "2", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The usual care group had 2 falls (6.5%) and 4 (12.9%) faints.",
        "The usual care group had 2 falls (6.5%) and 4 faints (12.9%).",
        "The patch did not cause any fall, whereas the usual care group showed 2 falls (6.5%) and 4 (12.9%) faints.",
    ],
)
def test_two_counts_of_different_things_are_those_of_one_arm(sentence: str) -> None:
    assert {(name, arm, value) for name, arm, value in _whose(PATCH + sentence) if value in ("6.5", "12.9")} == {
        ("falls", "usual care", "6.5"),
        ("faints", "usual care", "12.9"),
    }


def test_two_counts_of_the_same_thing_are_still_compared() -> None:
    sentence = "There were 2 falls (6.5%) and 4 (12.9%) falls with the patch and usual care, respectively."
    assert _whose(PATCH + sentence) == {("falls", "patch", "6.5"), ("falls", "usual care", "12.9")}


def test_what_two_kinds_of_patients_had_in_one_arm_is_no_comparison_of_arms() -> None:
    sentence = (
        "PFS was longer with wild-type than with mutated PIK3CA both in the placebo group (13.8 months vs 8.6 months) "
        "and in the lapatinib group (21.8 months vs 12.5 months)."
    )
    found = [(_name(f.arm), f.value, _name(f.comparator), f.comparator_value) for f in _read(DRUGS + sentence)]
    assert found == [(None, "13.8", None, "8.6"), (None, "21.8", None, "12.5")]


def test_respectively_within_a_bracket_tells_nothing_of_the_arms_behind_it() -> None:
    sentence = (
        "PFS was longer with lapatinib (4.8 months) than with placebo (2.4 months). OS rates (57% versus 50%, "
        "respectively) did not differ, perhaps because women on placebo could switch to lapatinib."
    )
    assert {(arm, value) for name, arm, value in _whose(DRUGS + sentence) if name == "OS"} == {
        ("lapatinib", "57"),
        ("placebo", "50"),
    }


def test_a_median_that_was_reached_in_one_arm_no_more_than_in_the_other_is_of_both() -> None:
    whose = _whose(DRUGS + "The median OS was not reached in one arm or the other.")
    assert whose == {("OS", "lapatinib", "not reached"), ("OS", "placebo", "not reached")}
