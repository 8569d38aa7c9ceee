"""Figures of a sentence that are compared with each other: one for each arm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from herald.extraction.joining import MOST_ARMS, is_comparison, is_told_in_full
from herald.extraction.lone import is_said_of
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.outcomes.figures import CHANGES_FROM_LEFT, kind_of
from herald.extraction.outcomes.names import SAID_OF_PEOPLE, what_is_counted
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.state import key_of

_PURE_LINK = Pattern(r"[\s,)\]]*(?:and|or|,|,\s?and|/|\||&)[\s(\[]*", re.IGNORECASE)
_SPREAD = Pattern(r"^\s?(?:±|\+\s?/\s?[-−]|\+-)\s?[\d.·]+")
_LABELLED = Pattern(r"[\s)\]]*[,;]?\s(?:and\s)?[A-Za-z][\w\s+/-]{0,30}(?::|=|,|\s[(\[])\s?")
_LINK = Pattern(r"[,/]|\band\b|\bwhile\b|\bwhereas\b|\bbut\b|\bor\b|\bto\b", re.IGNORECASE)
_RESPECTIVELY = Pattern(r"\brespectively\b|\bin\sthat\sorder\b|\bin\sboth\b", re.IGNORECASE)
_PREPOSITION = Pattern(r"[^A-Za-z]*(?:[A-Za-z/]+\s)?(?P<word>for|in|with|on|among|after|given|at|of)\s", re.IGNORECASE)
_NOR = Pattern(r"\bnor\b", re.IGNORECASE)
_FROM = Pattern(r"\bfrom\s[^\d.;]{0,24}$", re.IGNORECASE)
_TO = Pattern(r"[^.;]{0,60}?\bto\s(?:\w+\s){0,2}$")
_ARM_RIGHT = Pattern(
    r"\s(?:with|on|in|for|among|under|after)\s(?!baseline\b|entry\b|week|month|day|year|\d)", re.IGNORECASE
)
"""Behind the first of two figures: whose it is, 'from 12% with the old one to 20% with the new'."""
_LABEL_AHEAD = Endings(r"[A-Za-z][\w+/-]*\s?(?::|=|,|[(\[])\s?$")
_TO_LATER = Pattern(
    r"[\s)\]]*(?:(?:±|\+\s?/\s?[-−]|\+-)\s?[\d.·]+[\s)\]]*(?:[a-z/%]{1,8}\s)?|(?:[A-Za-z/%]{1,8}\s)?at\s(?:baseline|entry)\s)to\s[\s(\[]*"
)
_WITH_LATER = Pattern(r"\bcompared\swith\s(?:the\s)?(?:end-?point|follow-?up|final|later|post-?\w+)\b", re.IGNORECASE)
_BASELINE_LEFT = Endings(r"\bbaseline\s(?:mean\s|median\s|value\s)?(?:of\s|was\s)?$", re.IGNORECASE)
_STATISTICS = frozenset(("mean", "median", "rate", "total", "score", "average", "proportion", "difference"))
_NAME_AHEAD = Endings(r"\b(?P<label>[A-Z][\w-]{2,}):\s?[(\[]?$|\ban?\s(?P<name>[a-z]+)\sof\s$")
_SPREAD_UNIT = Pattern(r"^(?:\s?(?:±|\+\s?/\s?[-−]|\+-)\s?[\d.·]+)?(?:\s?\)?\s?(?!and\b|or\b)[a-zµμ%]{1,3}\b)?")
_IN_TURN = Pattern(r"(?:\s?±\s?[\d.·]+)?[\s)\]%]*(?:[a-zµμ]{1,3}\b)?,?\srespectively,?(?=\s)")
_THOSE_OF_LEFT = Endings(r"\bth(?:ose|at)\s(?:of|in|among|for|with)\s[^.;()\d]{2,50}[(\[]\s?$", re.IGNORECASE)
"""Before a bracket with what one arm had of several things: 'higher than those of the control group (4% and 8%)'."""
_ENDS_CLAUSE = Pattern(
    r"(?:\s(?:arm|group|patients|women|participants))?(?:\s?[.;)]|\s?\([pP]\b|,\s(?:significantly|which|whereas|while|but|compared|higher|lower|better|worse|greater|more|less|fewer|shorter|longer)\b"
    r"|,?\s(?:and\s(?:was|were|in|of|by)|whereas|while|but|after|before|at)\b|\s?$)",
    re.IGNORECASE,
)
"""Behind an arm beside which no other is named."""
_OF_GROUPS = Pattern(r"\b(?:groups|arms)\b", re.IGNORECASE)
LONGEST_GAP = 160


def find_runs(scene: Scene, figures: Sequence[Measurement], breaks: Sequence[Measurement]) -> list[list[Measurement]]:
    """Returns the figures in runs of those that are compared; a figure that stands alone is a run of one."""
    runs: list[list[Measurement]] = []
    for m in figures:
        run = _run_outside(scene, runs, m)
        if run and not _is_parted(scene, run, m, breaks) and _joins(scene, run, m):
            run.append(m)
        else:
            runs.append([m])
    return runs


def _run_outside(scene: Scene, runs: Sequence[list[Measurement]], m: Measurement) -> list[Measurement] | None:
    """Returns the last run, for a count the last that stands no deeper in brackets: '3 (2 bruises, 1 faint) and 1'."""
    if not runs or not _is_bare_count(m):
        return runs[-1] if runs else None
    depth, level = scene.brackets.depth(m.start), len(runs) - 1
    while level and scene.brackets.depth(runs[level][-1].start) > depth and _is_bare_count(runs[level][-1]):
        level -= 1
    return runs[level]


def _is_bare_count(m: Measurement) -> bool:
    return m.unit is None and m.number.is_whole and m.events is None


def _is_parted(scene: Scene, run: Sequence[Measurement], m: Measurement, breaks: Sequence[Measurement]) -> bool:
    """Whether another result stands between, or a time point or an effect behind a comparison that is complete."""
    between = [b for b in breaks if run[-1].end <= b.start < m.start]
    if len(run) > 1:
        arms = {key_of(arm) for arm in scene.arms}
        return any(b.sort is not Sort.EFFECT or len(run) >= len(arms) for b in between)
    return any(b.sort not in (Sort.TIMEPOINT, Sort.EFFECT) for b in between)


def _is_closed(scene: Scene, run: Sequence[Measurement], m: Measurement) -> bool:
    """Whether a run is a change in one arm, or its bracket has ended: 'fever (a v b) and pain (c v d)'."""
    if len(run) < 2:
        return False
    if is_change_of_one(scene, run):
        return True
    opened = scene.brackets.opened_before(run[-1].start)
    is_inside = opened is not None and opened == scene.brackets.opened_before(run[-2].start)
    return is_inside and opened != scene.brackets.opened_before(m.start)


def is_change_of_one(scene: Scene, run: Sequence[Measurement]) -> bool:
    """Whether two figures are what something was in one arm before and after: 'it fell from 30% to 20%'."""
    if len(run) != 2:
        return False
    if _is_change(scene, *run):
        return True
    if not _is_rise(scene, *run):
        return False
    return not _has_arm_between(scene, *run) and not _ARM_RIGHT.match(scene.text, run[0].end)


def _is_change(scene: Scene, first: Measurement, second: Measurement) -> bool:
    """Whether words say of two figures that one was before the other: '29.7 ± 3.4 to 33.4', '11 at baseline to 13'."""
    if _TO_LATER.fullmatch(scene.text, first.end, second.start):
        return True
    is_later = _WITH_LATER.search(scene.text, first.end, second.start) is not None
    return is_later and _BASELINE_LEFT.search(scene.before(first.start, 30)) is not None


def is_period(scene: Scene, first: Measurement) -> bool:
    """Whether 'from 24 to 72 hours' is when something was so: no word says that a time became another."""
    return kind_of(first) == "time" and not CHANGES_FROM_LEFT.search(scene.before(first.start, 40))


def is_of_one_arm(scene: Scene, run: Sequence[Measurement]) -> bool:
    """Whether figures that no word compares are all of one arm: '57 and 45, respectively, in the control group'."""
    between = (scene.brackets.outside(last.end, m.start) for last, m in pairwise(run))
    if len(run) < 2 or not all(_PURE_LINK.fullmatch(_SPREAD_UNIT.sub("", gap)) for gap in between):
        return False
    if _THOSE_OF_LEFT.search(scene.before(run[0].start, 70)):
        return True
    in_turn = _IN_TURN.match(scene.text, run[-1].end)
    end = in_turn.end() if in_turn else run[-1].end
    arm = next((arm for arm in scene.arms if arm.start >= end), None)
    if arm is None or any(arm.start - LONGEST_GAP <= other.end <= run[0].start for other in scene.arms):
        return False
    is_alone = _ENDS_CLAUSE.match(scene.text, arm.end, scene.end) and not _OF_GROUPS.search(scene.text, end, arm.end)
    return is_said_of(scene, end, arm) and bool(is_alone)


def _is_rise(scene: Scene, first: Measurement, second: Measurement) -> bool:
    between = scene.brackets.outside(first.end, second.start)
    return _FROM.search(scene.before(first.start, 32)) is not None and _TO.fullmatch(between) is not None


def _joins(scene: Scene, run: Sequence[Measurement], m: Measurement) -> bool:
    last = run[-1]
    between = scene.brackets.outside(last.end, m.start)
    are_two = _are_of_two(scene, last, m) or _count_two(scene, last, m)
    if are_two or not _are_alike(run, m) or _is_closed(scene, run, m):
        return False
    if (last.events is None) != (m.events is None) and not (is_comparison(between) or _has_arm_between(scene, last, m)):
        return False
    if ";" in between:
        return _has_arm_between(scene, last, m) and _is_labelled(scene, run, m)
    is_told = len(run) > 1 and is_comparison(scene.brackets.outside(run[-2].end, last.start))
    if is_comparison(between):
        return not (is_told and _NOR.search(between))
    if is_told or not _LINK.search(between) or is_told_in_full(scene, run, m):
        return False
    return _is_rise(scene, last, m) or _is_listed(scene, run, m, between)


def _are_of_two(scene: Scene, last: Measurement, m: Measurement) -> bool:
    """Whether two figures are labelled as different things: 'LVEDD: 47 in the one arm, and LVESD: 30 in the other'."""
    labels = [_NAME_AHEAD.search(scene.before(one.start, 40)) for one in (last, m)]
    names = {(label["label"] or label["name"]).lower() for label in labels if label} - _STATISTICS
    arms = {scene.text[arm.start : arm.end].lower() for arm in scene.arms}
    return None not in labels and len(names) == 2 and not names & arms


def _count_two(scene: Scene, last: Measurement, m: Measurement) -> bool:
    """Whether two counts with their shares count different things, and no arm parts them: '2 falls (6%), 4 faints'."""
    if last.events is None or m.events is None or _has_arm_between(scene, last, m):
        return False
    first = what_is_counted(scene, last)
    second = what_is_counted(scene, m)
    return first is not None and second is not None and first.lower() != second.lower()


def _are_alike(run: Sequence[Measurement], m: Measurement) -> bool:
    last = run[-1]
    if kind_of(last) != kind_of(m) or len(run) >= MOST_ARMS or m.start - last.end > LONGEST_GAP:
        return False
    if last.number.in_words and m.unit and not last.unit:
        return False
    return (last.events is None) == (m.events is None) or kind_of(m) == "%"


def _is_listed(scene: Scene, run: Sequence[Measurement], m: Measurement, between: str) -> bool:
    if SAID_OF_PEOPLE.match(between) and not _has_arm_between(scene, run[-1], m):
        return False
    if (
        _is_labelled(scene, run, m)
        or _PURE_LINK.fullmatch(_SPREAD.sub("", between))
        or _RESPECTIVELY.search(scene.text, m.start, min(scene.end, m.end + 160))
    ):
        return True
    first, second = _PREPOSITION.match(between), _PREPOSITION.match(scene.text, m.end)
    if first and second and first["word"].lower() == second["word"].lower():
        return True
    return _have_arms(scene, run, m)


def _is_labelled(scene: Scene, run: Sequence[Measurement], m: Measurement) -> bool:
    """'control: 8.8%, telephone: 20.3%', 'group A = 5, group B = 2'; 'yoga (5), rest (2)' only of arms."""
    is_bracket = scene.text[m.start - 1] in "([" and not _has_arm_between(scene, run[-1], m)
    return (
        not is_bracket
        and _LABELLED.fullmatch(scene.text, run[-1].end, m.start) is not None
        and _LABEL_AHEAD.search(scene.before(run[0].start, 40)) is not None
    )


def _has_arm_between(scene: Scene, last: Measurement, m: Measurement) -> bool:
    return any(last.end <= arm.start and arm.end <= m.start for arm in scene.arms)


def _have_arms(scene: Scene, run: Sequence[Measurement], m: Measurement) -> bool:
    """Whether an arm stands between the figures, and another before the first or behind the second, or one in each."""
    last = run[-1]
    if all(any(one.start <= arm.start and arm.end <= one.end for arm in scene.arms) for one in (last, m)):
        return True
    if not _has_arm_between(scene, last, m):
        return False
    behind = any(m.end <= arm.start <= m.end + 60 for arm in scene.arms)
    return behind or any(run[0].start - 90 <= arm.start < last.start for arm in scene.arms)
