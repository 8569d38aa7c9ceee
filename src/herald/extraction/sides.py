"""Which value of a claim is of which arm, as its sentence and those before it tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim, place_of
from herald.extraction.comparators import ComparatorFinder
from herald.extraction.following import OF_WHOM
from herald.extraction.joining import is_rise
from herald.extraction.layouts import Layout, Side, risen
from herald.extraction.lone import IN, arm_said_of
from herald.extraction.measurements import TIME_UNITS, Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.scene import RESPECTIVELY, Scene
from herald.extraction.state import Reading

_RANKED = Pattern(
    r"\b(?:high|long|great|bett|low|short)er\b|\b(?:improv|increas|prolong|superior|favou?r|reduc|benefit|worse)\w*",
    re.IGNORECASE,
)
_IS_AGAINST = Pattern(r"\b(?:placebo|controls?|sham)\b", re.IGNORECASE)
_LABELLED = Pattern(r"\s?[\[(](?:(?:with|on|in|for)\s)?(?:the\s)?", re.IGNORECASE)
_CLOSED = Pattern(r"(?:\s(?:arm|group|cohort|alone))?(?:[\])]|\s?[,;:]\s?[nN]\s?=)")
_PARTS = Pattern(r"\.(?!\d)|;|,\s(?:and|but|while|whereas)\s", re.IGNORECASE)
"""What ends the clause of a value, so that an arm behind it is of another."""
_FAR_BETTER = Decimal("0.75")
"""Hazard ratios below it are believed where the order of the arms in the list before says the reverse."""


class SideFinder:
    """Gives the values of a sentence's claims to its arms."""

    def __init__(self, scene: Scene, claims: Sequence[Claim], reading: Reading) -> None:
        self.scene = scene
        self.claims = claims
        self.reading = reading
        self.layout = Layout(scene, reading)
        self.comparators = ComparatorFinder(scene, claims, reading)

    def sides_of(self, claim: Claim) -> tuple[list[Side], int | None]:
        """Returns the sides and the place of the comparator; values without arms keep the order of the list before."""
        if claim.like and len(claim.like.values) == len(claim.values):
            sides, comparator = self.sides_of(claim.like)
            return [replace(side, value=value) for side, value in zip(sides, claim.values, strict=True)], comparator
        control = self.control_of(claim)
        if control:
            return [Side(claim.values[0], control)], 0
        sides = self._sides(claim)
        comparator = self.comparators.find(claim, sides)
        if len(sides) < 2:
            return sides, comparator
        mentions = [side.mention for side in sides]
        known, place = self._told_behind(claim) or self._known_order(claim)
        if is_rise(self.scene, claim):
            return sides, comparator
        if all(mentions):
            self.reading.order = (mentions, comparator)
        elif not any(mentions) and len(known) == len(sides) and not self._goes_against(claim, sides, place):
            sides = [Side(side.value, mention) for side, mention in zip(sides, known, strict=True)]
            self.reading.order = (known, self.comparators.set_against(sides) if place is None else place)
            return sides, self.reading.order[1]
        elif self._is_turned(mentions, known):
            self.reading.order = (known[::-1], None if place is None else 1 - place)
        elif len(sides) == 2 and any(mentions) and len(known) != 2:
            self.reading.order = (mentions, comparator)
        return sides, comparator

    def _is_turned(self, mentions: Sequence[ArmMention | None], known: Sequence[ArmMention | None]) -> bool:
        """Whether one of two sides, the other of which is not named, stands where its arm did not stand before."""
        if not len(mentions) == len(known) == 2:
            return False
        return any(
            one and other and one.concepts and one.concepts == other.concepts
            for one, other in zip(mentions, reversed(known), strict=True)
        )

    def _told_behind(self, claim: Claim) -> tuple[Sequence[ArmMention | None], int | None] | None:
        """Returns the arms named only behind the last values of a sentence: 'PFS a vs b and OS c vs d with X vs Y'."""
        first = next((arm.start for arm in self.scene.arms), 0)
        at = place_of(claim, self.claims)
        is_told = first > claim.end and RESPECTIVELY.search(self.scene.text, claim.end, first) is None
        for other in self.claims[at + 1 :] if is_told else ():
            if len(other.values) != len(claim.values) or self.scene.brackets.has_break(claim.end, other.start):
                return None
            sides = self._sides(other)
            if all(side.mention for side in sides) or (sides[0].mention and self.layout.is_favoured(sides[0].mention)):
                return [side.mention for side in sides], self.comparators.find(other, sides)
        return None

    def _known_order(self, claim: Claim) -> tuple[Sequence[ArmMention | None], int | None]:
        """Returns the arms of the list before, else those that the study defined.

        The latter hold for three values or more, and for two that are told "respectively".
        """
        count, window = len(claim.values), (claim.values_start, self.window(claim)[1])
        is_told = count > 2 or RESPECTIVELY.search(self.scene.text, *window) is not None
        if is_told and len(self.reading.order[0]) != count == len(self.reading.defined):
            sides = [Side(value, arm) for value, arm in zip(claim.values, self.reading.defined, strict=True)]
            return self.reading.defined, self.comparators.find(claim, sides) if count == 2 else None
        return self.reading.order

    def _is_ranked(self, claim: Claim) -> bool:
        """Whether a word says that the first value is the better one: then it is of the arm under test."""
        low, _ = self.window(claim)
        return _RANKED.search(self.scene.text, low, claim.start) is not None

    def _goes_against(self, claim: Claim, sides: list[Side], place: int | None) -> bool:
        """Whether words or an effect say that the comparator stands elsewhere than in the list before."""
        told = self.comparators.by_effect(claim, sides) if claim.values[0].unit in TIME_UNITS else None
        ratio = claim.effect.number.value if claim.effect else None
        is_far = ratio is not None and ratio < _FAR_BETTER
        return self._is_ranked(claim) or (is_far and told is not None and place is not None and told != place)

    def window(self, claim: Claim) -> tuple[int, int]:
        """Returns the range around a claim, from the claim or the semicolon before it to the claim behind it."""
        at = place_of(claim, self.claims)
        follows = at > 0 and OF_WHOM.search(self.scene.before(claim.start, 30)) is None
        before = self._behind_arm_of(self.claims[at - 1], claim) if follows else self.scene.start
        parted = self.scene.brackets.last_break(before, claim.start) if at else None
        after = next((c.start for c in self.claims[at + 1 :] if c.start >= claim.end), self.scene.end)
        return min(before if parted is None else parted, claim.start), max(after, claim.end)

    def _behind_arm_of(self, before: Claim, claim: Claim) -> int:
        """Returns where the words about the claim before end: behind the arm that follows its last value at once."""
        end = before.end
        for arm in self.scene.arms:
            if end <= arm.start and arm.end <= claim.start and IN.fullmatch(self.scene.text, end, arm.start):
                is_its_own = self.scene.named_between(arm.end, claim.start) or self._has_arms_behind(before)
                return arm.end if is_its_own else end
        return end

    def _has_arms_behind(self, claim: Claim) -> bool:
        """Whether the values of a claim before the last have their arms behind them, as the last then has."""
        return len(claim.values) > 1 and all(self.layout.arms_behind(claim.values, self.scene.arms)[:-1])

    def _arms_around(self, claim: Claim) -> list[ArmMention]:
        """Returns the arms between the claims before and behind, those left out that stand deeper in brackets."""
        low, high = self.window(claim)
        deepest = max((self.scene.brackets.depth(value.start) for value in claim.values), default=9)
        return [
            arm
            for arm in self.scene.arms
            if low <= arm.start < high
            and (self.scene.brackets.depth(arm.start) <= deepest or self._is_label(arm, claim.values))
            and not self.scene.brackets.has_break(claim.end, arm.start)
        ]

    def _is_label(self, arm: ArmMention, values: Sequence[Measurement]) -> bool:
        """Whether a bracket behind a value only names its arm: '24.7 (tucatinib) vs 19.2 (placebo) months'."""
        is_closed = _CLOSED.match(self.scene.text, arm.end) is not None
        return is_closed and any(_LABELLED.fullmatch(self.scene.text, v.end, arm.start) for v in values)

    def _sides(self, claim: Claim) -> list[Side]:
        arms = self._arms_around(claim)
        if len(claim.values) < 2:
            return self._lone(claim, arms)
        if is_rise(self.scene, claim):
            return risen(claim.values, arms)
        return self.layout.sides(claim.values, arms, self.window(claim)[1])

    def _lone(self, claim: Claim, arms: list[ArmMention]) -> list[Side]:
        if not claim.values:
            return [Side(None, arm) for arm in claim.arms]
        value = claim.values[0]
        tested = [arm for arm in arms if not arm.is_control or self.reading.is_third(arm)]
        said = self._said_of(claim)
        if said and (said in tested or not said.is_control):
            return [Side(value, said)]
        behind = next((arm for arm in tested if value.end <= arm.start), None)
        ahead = next((arm for arm in reversed(tested) if arm.end <= value.start), None)
        near = behind if behind and not _PARTS.search(self.scene.text, value.end, behind.start) else ahead
        return [Side(value, near or ahead or (behind if self.reading.has_one_arm() else None))]

    def control_of(self, claim: Claim) -> ArmMention | None:
        """Returns the control arm whose value is all that a claim gives: it is nobody else's."""
        if len(claim.values) != 1:
            return None
        arm = self._said_of(claim)
        if arm is None:
            return None
        is_control = (self._is_control(arm) and self._has_other_arm(arm)) or self._answers(claim, arm)
        return arm if is_control else None

    def _answers(self, claim: Claim, arm: ArmMention) -> bool:
        """Whether the second of two arms has the value that the first was given alone: 'with X it was a. With Y, b'."""
        arms = self.reading.arms
        meant = arms.meant_by(arm.role or "", arm.concepts) if len(arms.arms) == 2 and arms.has_sizes else None
        if meant is None or claim.topic.endpoint is None:
            return False
        if not meant.is_control:
            self.reading.told_alone.add(claim.topic.endpoint)
        return meant.is_control and claim.topic.endpoint in self.reading.told_alone

    def _said_of(self, claim: Claim) -> ArmMention | None:
        """Returns the arm that a lone value is said of; where none is named anew, that of the lone value before it."""
        arms = self._arms_around(claim)
        said = arm_said_of(self.scene, claim.values[0], arms, self.claims)
        at = place_of(claim, self.claims)
        before = self.claims[at - 1] if at and not arms else None
        return said or (self._said_of(before) if before and len(before.values) == 1 else None)

    def _is_control(self, arm: ArmMention) -> bool:
        """Whether a word marks an arm as the comparator, or the study set it out as such."""
        against = self.reading.control() or self.reading.pair[1]
        is_against = against is not None and self.reading.resolve(arm) == against
        return is_against or (arm.is_control and not self.reading.is_third(arm))

    def _has_other_arm(self, control: ArmMention) -> bool:
        """Whether the study has an arm beside a control, which is then a comparator and not the only arm."""
        if len(self.reading.arms.arms) > 1 or _IS_AGAINST.search(control.role or ""):
            return True
        against = self.reading.resolve(control)
        known = [self.reading.pair[0], *map(self.reading.resolve, self.reading.defined)]
        if control.is_control and not control.concepts and self.reading.regimens:
            return True
        return any(arm is not None and arm != against for arm in known)
