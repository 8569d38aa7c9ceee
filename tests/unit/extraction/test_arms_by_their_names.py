"""Arms that only their names as printed, their letters or their order tell apart; the text says which is which."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(extract(read_text(text, source="test"), load_vocabulary()).findings)


def _only(text: str, endpoint: str) -> Finding:
    (found,) = (finding for finding in _findings(text) if finding.endpoint == endpoint)
    return found


def _values(finding: Finding) -> tuple[str | None, str | None]:
    return finding.value, finding.comparator_value


def _sizes(finding: Finding) -> tuple[int | None, int | None]:
    return finding.arm_n, finding.comparator_n


def test_codes_that_name_no_agent_are_the_arms_of_a_randomised_study() -> None:
    text = (
        "A randomised trial of 6 cycles of fluorouracil, epirubicin and cyclophosphamide (DV90) versus 4 cycles of "
        "DV90 followed by vinorelbine in breast cancer. In all, 415 women were randomised between 6DV90 for 6 cycles "
        "(210 patients) or DV90 for 4 cycles then vinorelbine (4DV90-4V) (205 patients). Five-year disease-free "
        "survival was 70% versus 72% for 6DV90 and 4DV90-4V, respectively."
    )
    finding = _only(text, "DFS")
    assert (_values(finding), _sizes(finding)) == (("70", "72"), (210, 205))
    assert finding.arm is not None
    assert finding.arm.label == "6DV90 for 6 cycles"


def test_patients_of_two_kinds_are_no_arms_of_a_study_that_did_not_divide_them() -> None:
    text = (
        "A study followed two cohorts that were treated alike with trastuzumab deruxtecan: patients with brain "
        "metastases at baseline (n = 120) and patients without (n = 118). Patients without brain metastases had an ORR "
        "of 61.7%."
    )
    finding = _only(text, "ORR")
    assert finding.comparator is None
    assert finding.arm is not None
    assert finding.arm.label == "trastuzumab deruxtecan"


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (
            "Group A (n = 40) received paclitaxel. Group B (n = 42) received paclitaxel plus bevacizumab.",
            "The objective response rate was 30% in group A and 45% in group B.",
        ),
        (
            "Group 1 (n = 40) consisted of patients treated in the first three trials (1981-1993) with paclitaxel. "
            "Group 2 (n = 42) included patients treated in the last two trials with paclitaxel plus carboplatin.",
            "The objective response rates were similar (group 1, 30%; group 2, 45%).",
        ),
        (
            "Group 1 (40 women) comprised women who received docetaxel. Group 2 (42 women) comprised women given "
            "docetaxel plus capecitabine.",
            "The objective response rate was 45% in group 2 and 30% in group 1.",
        ),
    ],
)
def test_a_group_is_what_its_patients_got_though_its_size_stands_between(given: str, result: str) -> None:
    finding = _only(f"{given} {result}", "ORR")
    assert finding.arm is not None
    assert finding.comparator is not None
    assert set(finding.comparator.concepts) < set(finding.arm.concepts)
    assert (_values(finding), _sizes(finding)) == (("45", "30"), (42, 40))


_SCHEDULES = (
    "Patients with metastatic breast cancer {} weekly docetaxel or to docetaxel every 3 weeks. "
    "The weekly arm had 52 assessable patients; the every-3-weeks arm had 51 assessable patients. "
)


def test_the_second_arm_is_the_comparator_of_what_the_first_was_given_alone() -> None:
    text = _SCHEDULES.format("were randomly assigned to") + (
        "In the weekly arm, the objective response rate was 20% and median overall survival was 9.1 months. In the "
        "every-3-weeks arm, the objective response rate was 14% and median overall survival was 8.6 months."
    )
    response, survival = _only(text, "ORR"), _only(text, "OS")
    assert (_values(response), _sizes(response)) == (("20", "14"), (52, 51))
    assert (_values(survival), _sizes(survival)) == (("9.1", "8.6"), (52, 51))


def test_the_second_arm_alone_is_compared_with_nothing() -> None:
    text = _SCHEDULES.format("were randomly assigned to") + (
        "In the every-3-weeks arm, the objective response rate was 14%."
    )
    finding = _only(text, "ORR")
    assert (_values(finding), _sizes(finding)) == (("14", None), (51, None))


def test_the_arm_that_a_word_marks_is_the_comparator_though_its_result_comes_first() -> None:
    text = (
        "A randomized trial evaluated high-dose chemotherapy (HDC) in breast cancer. Forty-five patients were assigned "
        "to HDC with thiotepa and 44 patients to the standard-dose (STD) arm. Five-year overall survival of all "
        "randomized patients was 61% for the STD arm and 64% for the HDC arm (P = 0.78)."
    )
    finding = _only(text, "OS")
    assert (_values(finding), _sizes(finding)) == (("64", "61"), (45, 44))


def test_the_letter_of_the_control_group_makes_it_the_comparator() -> None:
    text = (
        "Women were recruited in two groups: one taking a herbal tea (group B) and a control group, receiving standard "
        "treatment (group A). Nine women in group A (45%) vs. three (15%) in group B had pain."
    )
    assert _values(_only(text, "pain")) == ("15", "45")


def test_the_group_to_which_the_other_only_adds_is_the_comparator_in_every_result() -> None:
    text = (
        "A total of 202 women were included. Group 1 (n = 120) consisted of patients treated in the first trial with "
        "paclitaxel. Group 2 (n = 82) consisted of patients treated in the last trial with paclitaxel plus "
        "carboplatin. Breast conservation was possible in 30 cases (25%) in group 1 and 41 cases (50%) in group 2. The "
        "objective response rate was 70% in group 1 and 78% in group 2."
    )
    assert {_values(finding) for finding in _findings(text)} == {("50", "25"), ("78", "70")}


def test_counts_before_what_they_count_are_of_the_group_behind_their_list() -> None:
    text = (
        "Patients with breast cancer were randomly assigned to a study group (n = 33) or a control group (n = 34). Of "
        "the 31 evaluable cases in study group, 2 achieved complete remission. There were 1 CR, 5 PR, 19 SD, and 9 PD "
        "in control group; the total response rate was 17.6%."
    )
    stable, response = _only(text, "SD"), _only(text, "ORR")
    assert (stable.events, stable.comparator_events, _sizes(stable)) == (None, 19, (33, 34))
    assert (_values(response), _sizes(response)) == ((None, "17.6"), (33, 34))


@pytest.mark.parametrize(
    ("aim", "one", "other"),
    [
        (
            "The aim was to determine if a disposable drape is superior to reusable drapes in preventing infection.",
            "reusable drapes",
            "a disposable drape",
        ),
        (
            "We asked whether dressings changed every 12 days are noninferior to dressings changed every 4 days.",
            "dressings changed every 4 days",
            "every 12 days",
        ),
    ],
)
def test_what_an_aim_asks_whether_another_is_better_than_is_the_comparator(aim: str, one: str, other: str) -> None:
    text = f"{aim} Women with breast cancer were randomised to {one} (n = 43) or {other} (n = 59)."
    (study,) = extract(read_text(text, source="test"), load_vocabulary()).studies
    assert [(arm.n, arm.is_control) for arm in study.arms] == [("43", True), ("59", False)]


def test_a_comparator_that_opens_the_sentence_has_the_first_of_two_values_around_which_the_arms_stand() -> None:
    text = (
        "The aim was to determine if disposable drapes are superior to reusable drapes in preventing infection. In "
        "this randomised trial there were 43 women in the reusable group and 59 women in the disposable group. In the "
        "reusable group, there were 5 infections (12%) within 30 days compared to 1 (2%) infections in the disposable "
        "group (P = 0.012)."
    )
    (finding,) = (finding for finding in _findings(text) if finding.events is not None)
    assert (_values(finding), finding.events, finding.comparator_events) == (("2", "12"), 1, 5)


def test_a_group_without_what_the_other_got_is_the_other_arm_and_has_its_size() -> None:
    text = (
        "Women with breast cancer were randomly assigned to receive either MRI (n = 412) or no further imaging (n = "
        "405). Reoperation was needed in 78 women (19%) in the MRI group versus 81 (20%) in the no MRI group."
    )
    (finding,) = _findings(text)
    assert (_values(finding), _sizes(finding)) == (("19", "20"), (412, 405))
    assert finding.comparator is not None
    assert finding.comparator.label == "no further imaging"
