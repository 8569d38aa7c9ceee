"""The arms that a study sets out: names, roles, sizes, and which arm a phrase means."""

from __future__ import annotations

import pytest

from herald.extraction.arm_finder import find_arms
from herald.extraction.brackets import Brackets
from herald.extraction.group_reader import Told, read_study_arms
from herald.extraction.groups import StudyArms
from herald.extraction.numbers import find_numbers
from herald.extraction.sentences import split_sentences
from herald.vocabulary.tables import load_vocabulary


def _told(text: str, start: int, end: int) -> Told:
    vocabulary = load_vocabulary()
    mentions = [m for m in vocabulary.find_mentions(text) if start <= m.span.start < end]
    arms = find_arms(text, start, end, mentions, vocabulary, Brackets(text, start, end))
    return Told(start, end, find_numbers(text, start, end), arms)


def _study(text: str) -> StudyArms:
    return read_study_arms(text, [_told(text, *sentence) for sentence in split_sentences(text, 0, len(text))])


def _sizes(text: str) -> dict[str, int | None]:
    return {arm.label: int(arm.size.value or 0) if arm.size else None for arm in _study(text).arms}


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (
            "Six hundred and ten women were asked: 310 intervention and 300 control women answered.",
            {"intervention": 310, "control": 300},
        ),
        (
            "By lot, 31 women aged 40 to 60 were selected from the rowing group and 30 from the control group.",
            {"rowing group": 31, "control group": 30},
        ),
        (
            "Sixty women were studied; one group consisted of 31 women who had massage, the other group of 29 women "
            "who had none.",
            {"massage": 31, "none": 29},
        ),
        (
            "Fifty women were treated with surgery and irradiation (group A). Forty women had irradiation (group B).",
            {"group A": 50, "group B": 40},
        ),
        (
            "In all, 98 women were enrolled: rest → yoga 44, yoga → rest 36, and rest 18.",
            {"rest → yoga": 44, "yoga → rest": 36, "rest": 18},
        ),
        (
            "Of 184 women who were randomised 90 in arm-A and 88 in arm-B were seen again.",
            {"arm-A": 90, "arm-B": 88},
        ),
        (
            "Rowing couples (n = 31) met weekly. Intervention couples (n = 30) kept a diary. Control couples (n = 29) "
            "did not.",
            {"Intervention couples": 30, "Control couples": 29},
        ),
        (
            "We saw 72 women receiving radiotherapy, of whom 37 formed the rowing group and 35 formed the control "
            "group.",
            {"rowing group": 37, "control group": 35},
        ),
        (
            "Women were randomised to rowing (149 analysed) or rest (138 analysed).",
            {"rowing": 149, "rest": 138},
        ),
        (
            "In trial #49907 women were randomised: rowing #1 31, rest #2 30, and #3 both.",
            {},
        ),
        (
            "Forty-five women were divided into three groups: group 1 (n=15), 2 (n=16), and 3 (n=14).",
            {"group 1": 15, "2": 16, "3": 14},
        ),
        (
            "In the 49 treated women the score rose, whereas in 47 placebo women it fell.",
            {"treated": 49, "placebo": 47},
        ),
        (
            "From 2007 to 2012, 39 women received irradiation of the neck and 45 received irradiation of the chest.",
            {"irradiation of the neck": 39, "irradiation of the chest": 45},
        ),
        (
            "Two groups were seen. One group consisted of 21 women who were treated with ginger, the other group "
            "consisted of 22 women who were not treated with ginger.",
            {"ginger": 21, "not treated with ginger": 22},
        ),
        (
            "Women had dense drilling (DD, every day) or common skating (CS, weekly). DD patients (n = 41; 25 aged 60) "
            "drilled. CS patients (n = 43; 27 aged 60) skated.",
            {"DD patients": 41, "CS patients": 43},
        ),
        (
            "A total of 118 women were seen; 59 women were randomised to the weekly arm and 58 to the daily arm.",
            {"weekly arm": 59, "daily arm": 58},
        ),
        (
            "Eighty women were assigned (1:1) to yoga (41 [51%]) or usual care (39 [49%]).",
            {"yoga": 41, "usual care": 39},
        ),
        (
            "Of the 80 women randomised, 41 were in the yoga group, while the remaining 39 served as controls.",
            {"yoga group": 41, "controls": 39},
        ),
        (
            "By lot, 41 women allocated to yoga and 39 allocated to usual care were analysed.",
            {"yoga": 41, "usual care": 39},
        ),
        (
            "In all 41 women randomised to yoga (mean age 50) and 39 women randomised to rest (mean age 51) completed.",
            {"yoga": 41, "rest": 39},
        ),
        (
            "Women were randomised to tai chi (n = 31) or to usual care (n = 33).",
            {"tai chi": 31, "usual care": 33},
        ),
        (
            "Patients were assigned to massage (44 women) or a waiting list (45 women).",
            {"massage": 44, "waiting list": 45},
        ),
        (
            "We divided 61 patients by lot; 30 were allocated to early drain removal and 31 to late drain removal.",
            {"early drain removal": 30, "late drain removal": 31},
        ),
        (
            "Eighty women were enrolled: 41 received ginger and 39 received nothing.",
            {"ginger": 41, "nothing": 39},
        ),
        (
            "Nurses saw 57 women, and 29 and 28 women were assigned to the diary and the lecture, respectively.",
            {"diary": 29, "lecture": 28},
        ),
        (
            "Ninety women were randomised (44 before surgery and 46 after surgery).",
            {"before surgery": 44, "after surgery": 46},
        ),
        (
            "The ward had 31 beds. 35 women went to the singing group (3 clusters) and 34 to the painting group.",
            {},
        ),
        (
            "In all 69 women took part: 35 in the singing group (5 clusters) and 34 in the painting group.",
            {"singing group": 35, "painting group": 34},
        ),
        (
            "Eighty women were randomised, 41 to weekly and 39 to daily calls.",
            {"weekly": 41, "daily calls": 39},
        ),
        (
            "Forty-one (51%) were assigned to ginger (group A) and 39 (49%) to mint (group B).",
            {"ginger": 41, "mint": 39},
        ),
        (
            "Of 80 women randomised, 41 in arm-A and 39 in arm-B were analysed.",
            {"arm-A": 41, "arm-B": 39},
        ),
        (
            "Eighty women were randomised (A, 41; P, 39).",
            {"A": 41, "P": 39},
        ),
        (
            "Women were assigned to ginger (51%; n = 41) or mint (49%; n = 39).",
            {"ginger": 41, "mint": 39},
        ),
        (
            "Women were assigned to ginger (n = 41; 12 of them older than 70) or mint(n = 39, 3.0 [2.0-4.0]).",
            {"ginger": 41, "mint": 39},
        ),
        (
            "Women were randomised to ginger or to mint. The two groups each contained 40 women.",
            {"ginger": 40, "mint": 40},
        ),
        (
            "In those randomised it was 1.36 ± 1.13 (ginger, n = 41) and 1.19 ± 0.98 (mint, n = 39).",
            {"ginger": 41, "mint": 39},
        ),
        (
            "Fatigue fell by 16.5 (n = 41) against 8.1 for mint (n = 39) in those who were randomised.",
            {},
        ),
        (
            "The trial included 70 women: 34 walked in the gym group (group A) and 36 rested at home (group B).",
            {"gym group": 34, "group B": 36},
        ),
        (
            "They were randomised to calls or letters. Of 70 women 34 (49%) were guided by calls, 36 (51%) by letters.",
            {"calls": 34, "letters": 36},
        ),
        (
            "In all 120 women were enrolled: docetaxel 41, mint group 39, and placebo 40.",
            {"docetaxel": 41, "mint group": 39, "placebo": 40},
        ),
        (
            "The swimming group had 22 participants. The reading group had 24 participants.",
            {"swimming group": 22, "reading group": 24},
        ),
        (
            "Women were randomly assigned to cold caps or to no cooling. There were 25 women in each group.",
            {"cold caps": 25, "no cooling": 25},
        ),
        (
            "Women (n = 90) were randomised to letrozole (n = 46) or anastrozole (n = 44).",
            {"letrozole": 46, "anastrozole": 44},
        ),
    ],
)
def test_the_size_of_an_arm_is_read_in_the_form_that_it_is_printed_in(text: str, sizes: dict[str, int]) -> None:
    assert _sizes(text) == sizes


@pytest.mark.parametrize(
    "text",
    [
        "Fever was seen in 12 patients on docetaxel and in 14 patients on paclitaxel.",
        "Tumours were HER2-positive (n = 20) or HER2-negative (n = 35).",
        "The rate was 4.1% (n = 12) on letrozole and 5.2% (n = 15) on anastrozole.",
        "Between 1999 and 2004, 120 patients received care in our hospital.",
        "Women were randomised, with breast cancer (n = 206), lung cancer (n = 101) or other solid tumours (n = 97).",
        "In all, 125 and 86 women underwent the initial and second screenings, respectively.",
        "In all, 608 women with a uterus were seen, and 739 women with prior surgery were seen.",
        "Eight hundred patients randomly assigned to our clinical trials were seen again.",
        "We enrolled 140 women. After relapse, 39 women received massage and 45 received ginger.",
        "We enrolled 70 women. Fever was seen in 34 (90%) on docetaxel, and 36 (95%) on paclitaxel received fluids.",
        "We enrolled 70 women; 34 of them had docetaxel or paclitaxel included, and 36 tamoxifen or letrozole.",
    ],
)
def test_counts_of_something_else_set_out_no_arms(text: str) -> None:
    assert _sizes(text) == {}


def test_a_group_that_a_bracket_names_behind_the_size_is_another_name_of_the_arm() -> None:
    study = _study("Women were randomised to tai chi (n = 31, group 1) or to knitting (n = 33, group 2).")
    assert [arm.names for arm in study.arms] == [["tai chi", "group 1"], ["knitting", "group 2"]]


def test_a_name_means_the_arm_that_denies_it_only_where_it_is_denied() -> None:
    study = _study("Women were randomised to early scalp cooling (n = 31) or to no early scalp cooling (n = 33).")
    meant = [study.meant_by(phrase) for phrase in ("scalp cooling group", "no scalp cooling")]
    assert meant == list(study.arms)


def test_a_word_marks_the_control() -> None:
    study = _study("Women were randomised to usual care (n = 33) or to tai chi (n = 31).")
    assert [arm.is_control for arm in study.arms] == [True, False]


def test_later_sentences_name_arms_by_word_letter_and_role() -> None:
    text = (
        "Women were randomised to tai chi (group A; n = 31) or to usual care (group B; n = 33). "
        "Pain fell in the tai chi group, less in controls, and group A slept better than group B."
    )
    study = _study(text)
    begin = text.index("Pain")
    found = [(text[n.start : n.end], n.arm.label) for n in study.find(text, begin, len(text))]
    assert found == [
        ("tai chi", "tai chi"),
        ("controls", "usual care"),
        ("group A", "tai chi"),
        ("group B", "usual care"),
    ]


def test_an_analysed_population_keeps_the_sizes_that_were_set_out_first() -> None:
    text = (
        "Women were randomised to yoga (n = 31) or to stretching (n = 33). "
        "The yoga group (n = 28) slept better than the stretching group (n = 30)."
    )
    assert _sizes(text) == {"yoga": 31, "stretching": 33}


def test_a_dose_names_an_arm_where_doses_tell_the_arms_apart() -> None:
    text = "Women were assigned to tamoxifen 5 mg (n = 31) or 20 mg (n = 33). Flushes were rarer on the 5-mg dose."
    study = _study(text)
    begin = text.index("Flushes")
    assert study.share_agents
    assert [(text[n.start : n.end], n.arm.label) for n in study.find(text, begin, len(text))] == [
        ("5-mg", "tamoxifen 5 mg")
    ]


def test_arms_that_the_same_drug_makes_up_keep_their_printed_names() -> None:
    study = _study("Women were assigned to breast irradiation plus tamoxifen (n = 38) or tamoxifen alone (n = 39).")
    assert [(arm.label, arm.concepts) for arm in study.arms] == [
        ("breast irradiation plus tamoxifen", ()),
        ("tamoxifen alone", ()),
    ]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (
            "Of 51 patients randomised to ginger, 12 stopped early. Of 50 patients randomised to mint, 9 died.",
            {"ginger": 51, "mint": 50},
        ),
        (
            "The study planned 130 patients per arm for a power of 80%. Women were randomised to ginger or mint.",
            {"ginger": None, "mint": None},
        ),
        (
            "Patients (n = 61) were randomised to ginger (31 patients) or mint (30 patients).",
            {"ginger": 31, "mint": 30},
        ),
    ],
)
def test_a_total_a_plan_and_a_loss_are_no_sizes_of_arms(text: str, sizes: dict[str, int | None]) -> None:
    assert _sizes(text) == sizes


@pytest.mark.parametrize(
    ("title", "division", "control"),
    [
        ("Tai chi compared with massage for fatigue", "randomised to massage (n = 31) or tai chi (n = 33)", "massage"),
        ("Is whole limb drainage superior to tape?", "randomised to tape (n = 31) or WLD (n = 33)", "tape"),
        ("A trial comparing tape with whole limb drainage", "randomised to WLD (n = 31) or tape (n = 33)", "WLD"),
        ("Tai chi in survivors", "randomised to massage (n = 31) or tai chi (n = 33)", "tai chi"),
        ("Tai chi in survivors", "randomised to massage plus tai chi (n = 31) or massage (n = 33)", "massage"),
    ],
)
def test_of_two_arms_that_no_word_marks_the_title_tells_the_control_else_their_order(
    title: str, division: str, control: str
) -> None:
    arm = _study(f"{title}. Women were {division}.").control()
    assert arm is not None
    assert arm.label == control


def test_a_group_of_which_only_the_sign_is_printed_is_meant_by_its_whole_name() -> None:
    study = _study("Forty-five women were divided into three groups: group 1 (n=15), 2 (n=16), and 3 (n=14).")
    arm = study.meant_by("group 2")
    assert arm is not None
    assert arm.size is not None
    assert arm.size.value == 16


@pytest.mark.parametrize("phrase", ["group B", "B"])
def test_the_letter_in_a_bracket_behind_an_arm_means_that_arm(phrase: str) -> None:
    study = _study("Forty-one (51%) were assigned to ginger (group A) and 39 (49%) to mint (group B).")
    arm = study.meant_by(phrase)
    assert arm is not None
    assert arm.label == "mint"
