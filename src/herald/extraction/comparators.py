"""Which arm of a claim is the comparator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from herald.core.findings import Arm, Category
from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim, place_of
from herald.extraction.joining import is_rise
from herald.extraction.layouts import Side
from herald.extraction.scene import RESPECTIVELY, Scene
from herald.extraction.state import Reading, key_of

CLEARLY_BETTER = Decimal("0.9")
"""Hazard ratios below it point the same way as the medians; nearer to one they need not."""


class ComparatorFinder:
    """Tells which of the sides of a claim is the comparator."""

    def __init__(self, scene: Scene, claims: Sequence[Claim], reading: Reading) -> None:
        self.scene = scene
        self.claims = claims
        self.reading = reading

    def find(self, claim: Claim, sides: list[Side]) -> int | None:
        """Returns the place of the comparator among the sides, or None where nothing tells."""
        if len(sides) < 2 or self._stand_beside(claim):
            return None
        if len(sides) > 2 and claim.pairwise and 0 not in claim.pairwise and not _have_own_effects(claim):
            effect, p = claim.pairwise[min(claim.pairwise)]
            first = replace(claim, values=claim.values[:2], pairwise={}, effect=effect, p=p)
            return self.find(first, sides[:2])
        tells: tuple[Callable[[], int | None], ...] = (
            lambda: self._said(claim, sides),
            lambda: self.by_effect(claim, sides) if len(sides) == 2 else None,
            lambda: self.set_against(sides),
            lambda: self._known(sides),
            lambda: self._backbone(sides),
            lambda: self._subset(sides),
            lambda: self._set_out(sides, self.reading.control()),
            lambda: self._named_control(sides) if self.reading.arms.has_control_told else None,
            lambda: self.by_effect(claim, sides),
            lambda: self._set_out(sides, self.reading.comparator()),
        )
        place = next((place for tell in tells if (place := tell()) is not None), None)
        return 1 if place is None and len(sides) == 2 else place

    def _stand_beside(self, claim: Claim) -> bool:
        """Whether values of a study without a comparison are given one beside the other, and no word compares them."""
        is_compared = claim.compared_at or claim.effect or claim.p or is_rise(self.scene, claim)
        if self.reading.study.stands_beside:
            return not is_compared
        have_intervals = all(value.interval for value in claim.values)
        return have_intervals and not is_compared and not self.reading.compares

    def _said(self, claim: Claim, sides: list[Side]) -> int | None:
        """The comparator that the words around the values give away."""
        last = len(sides) - 1
        marked = [at for at, arm in _mentions(sides) if arm.is_control and self._can_be_control(arm, sides)]
        has_own_effects = _have_own_effects(claim) and not (claim.compared_at and marked == [1])
        if is_rise(self.scene, claim) or has_own_effects or self._follows_rise(claim, sides):
            return 0
        if last > 1 and claim.compared_at == {last}:
            return last
        return marked[0] if len(marked) == 1 else None

    def _follows_rise(self, claim: Claim, sides: list[Side]) -> bool:
        """Whether two values without arms go on in the order of a rise: 'it rose (15% to 28%), and … 29% and 48%'."""
        at = place_of(claim, self.claims)
        before = self.claims[at - 1] if at else None
        is_told = RESPECTIVELY.search(self.scene.text, claim.end, self.scene.end) is not None
        return before is not None and is_told and not _mentions(sides) and is_rise(self.scene, before)

    def _can_be_control(self, arm: ArmMention, sides: list[Side]) -> bool:
        """Whether an arm can be the comparator: a drug alone is one only of what adds to it, or where there are two."""
        if self._is_dummy(arm, sides):
            return False
        if not arm.is_alone:
            return True
        is_part = any(self._parts(arm) < self._parts(other) for _, other in _mentions(sides))
        return not self.reading.is_third(arm) and (len(sides) == 2 or is_part)

    def _is_dummy(self, arm: ArmMention, sides: list[Side]) -> bool:
        """Whether placebo only blinds an arm whose drugs the other arm has none of: 'T-DM1 + placebo' against THP."""
        others = [self._parts(other) for _, other in _mentions(sides) if other is not arm]
        parts = self._parts(arm)
        return arm.has_placebo and bool(parts) and len(others) == 1 and bool(others[0]) and not parts & others[0]

    def _known(self, sides: list[Side]) -> int | None:
        """The comparator that other sentences of the document give away."""
        known = [
            at for at, arm in _mentions(sides) if self._is_known_comparator(arm) and self._can_be_control(arm, sides)
        ]
        is_clear = len(known) == 1 or (len(sides) > 2 and known[:1] == [0])
        return known[0] if is_clear and all(side.mention for side in sides) else None

    def _is_known_comparator(self, mention: ArmMention) -> bool:
        current = self.reading.pair[1]
        arm = self.reading.resolve(mention)
        return key_of(mention) in self.reading.comparators or (arm is not None and arm == current)

    def _subset(self, sides: list[Side]) -> int | None:
        """The arm whose agents all others contain: a backbone is the comparator of what adds to it."""
        sets = [self._parts(side.mention) for side in sides]
        if not all(sets):
            return None
        return next(
            (at for at, one in enumerate(sets) if all(one < other for i, other in enumerate(sets) if i != at)), None
        )

    def set_against(self, sides: list[Side]) -> int | None:
        """The one of three arms or more that the document sets others against by name, and against none."""
        if len(sides) < 3:
            return None
        names = [self.reading.name_of(side.mention) if side.mention else None for side in sides]
        pairs = [
            (names.index(one), names.index(two)) for one, two in self.reading.set_against() if {one, two} <= set(names)
        ]
        against = {two for _, two in pairs} - {one for one, _ in pairs}
        return against.pop() if len(against) == 1 else None

    def _backbone(self, sides: list[Side]) -> int | None:
        """The first of three arms or more, where another adds to it alone: 'AC-T, AC-T + drug and TC + drug'."""
        sets = [self._parts(side.mention) for side in sides]
        added = [at for at, one in enumerate(sets) if one and any(one < other for other in sets)]
        return 0 if len(sides) > 2 and all(sets) and added == [0] else None

    def _set_out(self, sides: list[Side], against: Arm | None) -> int | None:
        """The place of the comparator of the study, where every side is an arm of it."""
        arms = [self.reading.resolve(side.mention) if side.mention else None for side in sides]
        return arms.index(against) if against and all(arms) and arms.count(against) == 1 else None

    def _named_control(self, sides: list[Side]) -> int | None:
        """The place of the control of the study, where every side is another arm of it by the words of its name."""
        meant = [self.reading.arms.meant_by(arm.role or "", arm.concepts) for _, arm in _mentions(sides)]
        if len(meant) < len(sides) or None in meant or len({id(arm) for arm in meant}) < len(meant):
            return None
        places = [at for at, arm in enumerate(meant) if arm and arm.is_control]
        return places[0] if len(places) == 1 else None

    def by_effect(self, claim: Claim, sides: list[Side]) -> int | None:
        """The arm that did worse, where a hazard ratio clearly below one says that the arm under test did better.

        Whether much of an outcome that no endpoint names is good or bad is not known; many cases are bad.
        """
        effect = claim.effect
        is_count = claim.statistic == "count"
        if len(sides) != 2 or effect is None or effect.measure != "HR":
            return None
        if claim.category is not Category.EFFICACY and not is_count:
            return None
        first, second = (side.value.number.value if side.value else None for side in sides)
        if effect.number.value is None or effect.number.value >= CLEARLY_BETTER or first is None or second is None:
            return None
        are_events = is_count or (claim.topic.counts_events and claim.values[0].unit == "%")
        is_second_worse = second > first if are_events else second < first
        return None if first == second else int(is_second_worse)

    def _parts(self, mention: ArmMention | None) -> set[str]:
        """Returns what an arm consists of: its agents, else the letters of its symbol."""
        if mention is None:
            return set()
        return set(self.reading.concepts_of(mention)) or set(mention.sign or "")


def _mentions(sides: Sequence[Side]) -> list[tuple[int, ArmMention]]:
    """Returns the arms that are named, each with its place."""
    return [(at, side.mention) for at, side in enumerate(sides) if side.mention]


def _have_own_effects(claim: Claim) -> bool:
    """Whether every value but the first has an effect: 'a, b (HR 1.37), and c (HR 0.70)' compares with a."""
    count = len(claim.values)
    last = {count - 1} if claim.effect else set()
    return count > 2 and set(claim.pairwise) | last == set(range(1, count)) and claim.compared_at <= {1}
