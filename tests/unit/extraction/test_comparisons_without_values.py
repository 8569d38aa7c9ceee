"""Comparisons of arms of which only the P value is printed; the sentences are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Category, Extraction, Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

STUDY = "We randomly assigned 120 women with breast cancer to yoga (n = 61) or to usual care (n = 59). "
THREE = "We randomly assigned 180 women to yoga (n = 61), to stretching (n = 60) or to usual care (n = 59). "


def read(sentence: str, study: str = STUDY) -> Extraction:
    return extract(read_text(study + sentence, source="own"), load_vocabulary())


def labels(finding: Finding) -> tuple[str | None, str | None]:
    return finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None


def only(sentence: str, study: str = STUDY) -> Finding:
    findings = read(sentence, study).findings
    assert len(findings) == 1
    return findings[0]


@pytest.mark.parametrize(
    ("sentence", "endpoint", "p"),
    [
        ("Sleep quality was better in the yoga group (P = .03).", "Sleep quality", ".03"),
        ("Sleep quality improved more with yoga than with usual care (P = .03).", "Sleep quality", ".03"),
        ("The yoga group had significantly less joint pain than the control group (P < 0.01).", "joint pain", "< 0.01"),
        (
            "Yoga significantly reduced morning stiffness compared with usual care (p = 0.02).",
            "morning stiffness",
            "0.02",
        ),
        (
            "There was no difference in morphine consumption between groups (P = 0.188).",
            "morphine consumption",
            "0.188",
        ),
        ("No significant difference between the two groups was found in body image (P = 0.4).", "body image", "0.4"),
        ("Regarding body image, no significant difference was seen between the groups (P = 0.4).", "body image", "0.4"),
        ("Cognitive complaints did not differ between the arms (p = 0.25).", "Cognitive complaints", "0.25"),
        (
            "Women assigned to yoga reported higher self-esteem, compared with those assigned to usual care, "
            "t(118) = 2.61, P = 0.01.",
            "self-esteem",
            "0.01",
        ),
        (
            "In a linear model adjusted for income, season and centre, sleep quality did not differ by arm (P = .58).",
            "sleep quality",
            ".58",
        ),
    ],
)
def test_what_arms_differ_in_by_a_p_value_only_is_a_finding_of_both(sentence: str, endpoint: str, p: str) -> None:
    finding = only(sentence)
    assert (finding.endpoint, finding.p) == (endpoint, p)
    assert finding.category is Category.OTHER
    assert (finding.value, finding.comparator_value, finding.effect) == (None, None, None)
    assert labels(finding) == ("yoga", "usual care")
    assert (finding.arm_n, finding.comparator_n) == (61, 59)


def test_each_name_with_a_p_value_of_its_own_is_a_finding() -> None:
    findings = read(
        "Compared with usual care, yoga led to a significant decrease in perceived stress (P = .009), anxiety "
        "(P = .036) and low mood (P = .04), and to an increase in quality of sleep (P < .001)."
    ).findings
    assert [(f.endpoint, f.p) for f in findings] == [
        ("perceived stress", ".009"),
        ("anxiety", ".036"),
        ("low mood", ".04"),
        ("quality of sleep", "< .001"),
    ]


def test_a_p_value_for_each_time_is_a_finding_for_each_time() -> None:
    findings = read(
        "Joint pain was less frequent in the yoga group than in the control group at four weeks (P = 0.005), "
        "12 weeks (P = 0.002), and 24 weeks (P = 0.2)."
    ).findings
    assert [(f.endpoint, f.timepoint, f.p) for f in findings] == [
        ("Joint pain", "4 weeks", "0.005"),
        ("Joint pain", "12 weeks", "0.002"),
        ("Joint pain", "24 weeks", "0.2"),
    ]


def test_of_three_arms_both_that_are_compared_must_be_named() -> None:
    finding = only("Sleep quality was better with yoga than with stretching (P = .03).", THREE)
    assert labels(finding) == ("yoga", "stretching")
    assert read("Sleep quality was better in the yoga group (P = .03).", THREE).findings == ()


def test_the_other_arm_may_be_all_that_is_named() -> None:
    finding = only("Joint pain was worse in the control group (P = .03).")
    assert labels(finding) == ("yoga", "usual care")


def test_a_comparison_of_safety_stands_among_the_harms_of_a_treatment() -> None:
    extraction = extract(
        read_text(
            "We randomly assigned 200 women with HER2-positive breast cancer to trastuzumab plus paclitaxel (n = 101) "
            "or to paclitaxel alone (n = 99). Neutropenia was more common with trastuzumab plus paclitaxel than with "
            "paclitaxel alone (P = 0.04).",
            source="own",
        ),
        load_vocabulary(),
    )
    assert extraction.findings == ()
    assert [(f.endpoint, f.p, f.arm_n, f.comparator_n) for f in extraction.harms] == [("Neutropenia", "0.04", 101, 99)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The groups were well balanced in sleep quality (P = .4).",
        "At baseline, sleep quality was better in the yoga group (P = .04).",
        "Sleep quality was correlated with fatigue in the yoga group (P = .04).",
        "In multivariate analysis, yoga reduced joint pain (P = .04).",
        "The effect of yoga on joint pain was greater in older women (P = .03).",
        "The interaction of yoga with joint pain was significant (P = .03).",
        "Compared with baseline, joint pain decreased (P = .03).",
        "Joint pain decreased in both groups over time (P < .001).",
        "Joint pain decreased in both groups (P < .001).",
        "In both treatment groups, joint pain was different compared with baseline (P < .001).",
        "A P value below .05 was considered significant.",
        "There was no significant difference between the groups (P = .6).",
        "Sleep quality was better in the yoga group (median 4.1; P = .03).",
        "Joint pain was less frequent with yoga (P for trend = .03).",
        "Sleep and pain were better in the yoga group (P = .03 and P = .04, respectively).",
        "More women in the yoga group completed all visits (P = .03).",
        "Women with a high income reported less joint pain in the yoga group (P = .03).",
    ],
)
def test_a_p_value_of_something_else_is_no_finding(sentence: str) -> None:
    assert [f for f in read(sentence).findings if f.value is None and f.comparator_value is None] == []


def test_outside_of_trials_a_p_value_alone_compares_no_arms() -> None:
    study = "We reviewed the charts of 120 women with breast cancer, 61 of whom had practised yoga. "
    assert read("Sleep quality was better in the yoga group than in the control group (P = .03).", study).findings == ()


@pytest.mark.parametrize(
    ("sentence", "endpoint", "effect"),
    [
        (
            "Women in the yoga group had fewer headaches (RR = 0.68, 95% CI 0.50 to 0.94) than those in usual care.",
            "headaches",
            "0.68",
        ),
        ("Yoga led to a 32% reduction in wrist fractures (RR = 0.68, 95% CI 0.51 to 0.92).", "wrist fractures", "0.68"),
        ("The relative risk of lymphoedema in the yoga group was 0.92 (95% CI, 0.60 to 1.41).", "lymphoedema", "0.92"),
    ],
)
def test_a_ratio_without_values_is_a_finding_of_both_arms(sentence: str, endpoint: str, effect: str) -> None:
    finding = only(sentence)
    assert (finding.endpoint, finding.effect, finding.effect_measure, finding.ci_low is not None) == (
        endpoint,
        effect,
        "RR",
        True,
    )
    assert labels(finding) == ("yoga", "usual care")
    assert (finding.arm_n, finding.comparator_n) == (61, 59)


def test_a_ratio_of_a_trait_is_no_finding() -> None:
    assert read("Lymphoedema went with obesity (odds ratio 2.7, 95% CI 1.4-5.3; P = 0.002).").findings == ()


def test_a_lone_value_that_is_set_against_an_arm_has_it_as_its_comparator() -> None:
    finding = only("Compared with usual care, mean weight loss was greater in the yoga group (3.1 kg).")
    assert (finding.value, finding.comparator_value) == ("3.1", None)
    assert labels(finding) == ("yoga", "usual care")
    assert (finding.arm_n, finding.comparator_n) == (61, 59)


def test_a_change_against_an_earlier_time_is_a_result_of_the_arm_that_is_named_alone() -> None:
    finding = only("Compared with baseline, joint pain decreased in the yoga group (P = .03).")
    assert (finding.endpoint, finding.p, finding.arm_n) == ("joint pain", ".03", 61)
    assert labels(finding) == ("yoga", None)


def test_two_arms_may_be_known_from_an_earlier_result_only() -> None:
    study = "Sixty women were randomised. Pain scores were 2.1 ± 0.4 in Group 1 and 3.4 ± 0.6 in Group 2. "
    finding = read("Stiffness was less in Group 1 (P = .03).", study).findings[-1]
    assert (finding.endpoint, finding.p, labels(finding)) == ("Stiffness", ".03", ("Group 1", "Group 2"))


@pytest.mark.parametrize(
    "sentence",
    [
        "There was no difference " + "in for on of " * 2000 + "between groups (P = 0.2).",
        "Yoga reduced " + "joint pain (P = 0.01), " * 2000 + "and more.",
    ],
)
def test_endless_sentences_compare_nothing_and_take_no_time(sentence: str) -> None:
    assert read(sentence).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Lapatinib (HR 0.70), neratinib (HR 0.60) and tucatinib (HR 0.50) improved PFS compared with placebo.",
        "Compared with placebo, PFS was longer with lapatinib (HR 0.70), neratinib (HR 0.60) and tucatinib (HR 0.50).",
        "Several drugs, including lapatinib (HR = 0.70, 95% CI: 0.57-0.88), neratinib (HR = 0.60, 95% CI: 0.42-0.84), "
        "and tucatinib (HR = 0.50, 95% CI: 0.42-0.68), conferred better PFS than placebo.",
    ],
)
def test_drugs_that_have_a_ratio_each_are_no_combination_and_share_their_comparator(text: str) -> None:
    assert [
        (f.effect, f.arm and f.arm.label, f.comparator and f.comparator.label) for f in read(text, "").findings
    ] == [
        ("0.70", "lapatinib", "placebo"),
        ("0.60", "neratinib", "placebo"),
        ("0.50", "tucatinib", "placebo"),
    ]


def test_the_ratio_of_a_step_of_a_score_is_of_the_score_and_of_no_arm() -> None:
    text = (
        "Patients received trastuzumab. The genomic risk score was associated with invasive disease-free survival "
        "(hazard ratio [HR] per 10-unit increment = 1.24, 95% CI = 1.00-1.52, P = .047)."
    )
    (finding,) = read(text, "").findings
    assert (finding.endpoint, finding.effect, finding.ci_low, finding.ci_high) == ("iDFS", "1.24", "1.00", "1.52")
    assert (finding.arm, finding.comparator, finding.predictor) == (None, None, "genomic risk score")
