"""Which value of a claim is of which arm, and which arm is the comparator."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from herald.core.findings import Arm, Category
from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim
from herald.extraction.following import OF_WHOM
from herald.extraction.joining import is_rise
from herald.extraction.lone import COMPARES, IN, IN_LEFT, arm_said_of, is_label, is_right_behind
from herald.extraction.measurements import TIME_UNITS, Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import RESPECTIVELY, Scene
from herald.extraction.state import Reading, key_of

_TOLD_IN_ORDER = Pattern(
    r"[\s)\]]*(?:(?:positions?|positioning|groups?|arms?|patients|participants)\b)?,?\s?respectively\b", re.IGNORECASE
)
_RANKED = Pattern(
    r"\b(?:high|long|great|bett|low|short)er\b|\b(?:improv|increas|prolong|superior|favou?r|reduc|benefit|worse)\w*",
    re.IGNORECASE,
)
_TO = Pattern(r"\sto\s(?:the\s)?(?:\w+-agent\s)?", re.IGNORECASE)
_BOTH = Pattern(
    r"(?:\s(?:groups?|arms?|patients))?(?:\s?[\[(][^()\[\]]*[)\]])?[\s)\]]*(?:alone\s|monotherapy\s)?,?\s?"
    r"(?:(?:and|or|vs?\.?|versus)\s|/\s?)(?:with\s|the\s|on\s|in\s)*",
    re.IGNORECASE,
)
_HIGHER = Pattern(r"\b(?:higher|longer|greater|better|superior)\b", re.IGNORECASE)
_LOWER = Pattern(r"\b(?:lower|shorter|smaller|worse|poorer|inferior)\b", re.IGNORECASE)
_FAVOURED_LEFT = Endings(r"\bfavou?r(?:ed|ing|s)\s(?:the\s)?$", re.IGNORECASE)
_COLON_LEFT = Endings(r":\s$")
_AGAINST = Pattern(r"\s(?:vs?\.?|versus)\s(?:the\s)?|\s?/\s?")
_COUNTED = Pattern(r"[)\]]?(?:\s(?:of\s)?(?:the\s)?(?:patients|women|pts|months|mo))?\s?", re.IGNORECASE)
_IS_AGAINST = Pattern(r"\b(?:placebo|controls?|sham)\b", re.IGNORECASE)
_RANKED_TO = Pattern(r"\b(?:superior|inferior|preferable|relative)\sto\b", re.IGNORECASE)
_NEAR = 24
_THOUGH = Pattern(r",?\s(?:but|although|though)\s[^()\[\]\d;]{3,60}", re.IGNORECASE)
"""Behind two arms whose values follow: 'than Y, but the difference was not significant (a versus b)'."""
"""Characters between the second of two arms and the bracket that opens behind it."""
_LABELLED = Pattern(r"\s?[\[(](?:(?:with|on|in|for)\s)?(?:the\s)?", re.IGNORECASE)
_CLOSED = Pattern(r"(?:\s(?:arm|group|cohort|alone))?(?:[\])]|\s?[,;:]\s?[nN]\s?=)")
_PARTS = Pattern(r"\.(?!\d)|;|,\s(?:and|but|while|whereas)\s", re.IGNORECASE)
"""What ends the clause of a value, so that an arm behind it is of another."""
_NEXT_CLAUSE = Pattern(r"[\s)\]]*,?\s(?:while|whereas)\s(?:(?:with|on|for|in|among)\s)?(?:the\s)?", re.IGNORECASE)
_OPENED = Pattern(r"(?:\s(?:alone|only|monotherapy))?(?:\s(?:arm|group))?\s?[\[(][^()\[\]\d]{0,12}")
CLEARLY_BETTER = Decimal("0.9")
"""Hazard ratios below it point the same way as the medians; nearer to one they need not."""
_FAR_BETTER = Decimal("0.75")
"""Hazard ratios below it are believed where the order of the arms in the list before says the reverse."""


@record(frozen=True, slots=True)
class Side:
    """One arm of a claim with its value."""

    value: Measurement | None
    mention: ArmMention | None


class SideFinder:
    """Gives the values of a sentence's claims to its arms."""

    def __init__(self, scene: Scene, claims: Sequence[Claim], reading: Reading) -> None:
        self.scene = scene
        self.claims = claims
        self.reading = reading

    def sides_of(self, claim: Claim) -> tuple[list[Side], int | None]:
        """Returns the sides and the place of the comparator; values without arms keep the order of the list before."""
        if claim.like and len(claim.like.values) == len(claim.values):
            sides, comparator = self.sides_of(claim.like)
            return [replace(side, value=value) for side, value in zip(sides, claim.values, strict=True)], comparator
        control = self.control_of(claim)
        if control:
            return [Side(claim.values[0], control)], 0
        sides = self._sides(claim)
        comparator = self.comparator_of(claim, sides)
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
            self.reading.order = (known, self._set_against(sides) if place is None else place)
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
        at = self._place_of(claim)
        is_told = first > claim.end and RESPECTIVELY.search(self.scene.text, claim.end, first) is None
        for other in self.claims[at + 1 :] if is_told else ():
            if len(other.values) != len(claim.values) or self.scene.brackets.has_break(claim.end, other.start):
                return None
            sides = self._sides(other)
            if all(side.mention for side in sides) or (sides[0].mention and self._is_favoured(sides[0].mention)):
                return [side.mention for side in sides], self.comparator_of(other, sides)
        return None

    def _is_favoured(self, arm: ArmMention) -> bool:
        return _FAVOURED_LEFT.search(self.scene.before(arm.start, 24)) is not None

    def _known_order(self, claim: Claim) -> tuple[Sequence[ArmMention | None], int | None]:
        """Returns the arms of the list before, else those that the study defined.

        The latter hold for three values or more, and for two that are told "respectively".
        """
        count, window = len(claim.values), (claim.values_start, self.window(claim)[1])
        is_told = count > 2 or RESPECTIVELY.search(self.scene.text, *window) is not None
        if is_told and len(self.reading.order[0]) != count == len(self.reading.defined):
            sides = [Side(value, arm) for value, arm in zip(claim.values, self.reading.defined, strict=True)]
            return self.reading.defined, self.comparator_of(claim, sides) if count == 2 else None
        return self.reading.order

    def _is_ranked(self, claim: Claim) -> bool:
        """Whether a word says that the first value is the better one: then it is of the arm under test."""
        low, _ = self.window(claim)
        return _RANKED.search(self.scene.text, low, claim.start) is not None

    def _goes_against(self, claim: Claim, sides: list[Side], place: int | None) -> bool:
        """Whether words or an effect say that the comparator stands elsewhere than in the list before."""
        told = self._by_effect(claim, sides) if claim.values[0].unit in TIME_UNITS else None
        ratio = claim.effect.number.value if claim.effect else None
        is_far = ratio is not None and ratio < _FAR_BETTER
        return self._is_ranked(claim) or (is_far and told is not None and place is not None and told != place)

    def _place_of(self, claim: Claim) -> int:
        """Returns the place of a claim in its sentence."""
        return next(at for at, one in enumerate(self.claims) if one.start == claim.start)

    def window(self, claim: Claim) -> tuple[int, int]:
        """Returns the range around a claim, from the claim or the semicolon before it to the claim behind it."""
        at = self._place_of(claim)
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
        return len(claim.values) > 1 and all(self._arms_behind(claim.values, self.scene.arms)[:-1])

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

    # who got which value

    def _sides(self, claim: Claim) -> list[Side]:
        values = claim.values
        arms = self._arms_around(claim)
        if len(values) < 2:
            return self._lone(claim, arms)
        if is_rise(self.scene, claim):
            return self._risen(values, arms)
        found = (
            self._announced(values)
            or self._under_labels(values, arms)
            or self._listed(values, arms, self.window(claim)[1])
            or self._compared_with(values, arms)
            or self._behind(values, arms)
            or self._behind_then_ahead(values, arms)
            or self._ahead(values, arms)
            or self._paired(values, arms)
            or self._set_before(values, arms)
            or self._around(values, arms)
            or self._partly_behind(values, arms)
            or self._compared(values, arms)
            or self._labelled(values, arms)
            or self._sized_ahead(values)
            or self._explained(values)
        )
        return found or [Side(value, None) for value in values]

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
        return arm if arm and self._is_control(arm) and self._has_other_arm(arm) else None

    def _said_of(self, claim: Claim) -> ArmMention | None:
        """Returns the arm that a lone value is said of; where none is named anew, that of the lone value before it."""
        arms = self._arms_around(claim)
        said = arm_said_of(self.scene, claim.values[0], arms, self.claims)
        at = self._place_of(claim)
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

    def _risen(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side]:
        """'it rose from a with Y to b with X': what is named before or behind both is of the second value."""
        between = next((arm for arm in arms if values[0].end <= arm.start < values[1].start), None)
        control = between or next((arm for arm in arms if arm.is_control), None)
        others = [arm for arm in arms if arm is not control]
        tested = next((arm for arm in others if arm.start >= values[1].end), others[0] if others else None)
        return [Side(values[0], control), Side(values[1], tested)]

    def _announced(self, values: list[Measurement]) -> list[Side] | None:
        """'between X and Y, respectively, for pain (a versus b)': the order is told before the values."""
        ahead = [arm for arm in self.scene.arms if arm.end <= values[0].start]
        for at in range(len(ahead) - len(values), -1, -1):
            arms = ahead[at : at + len(values)]
            if _TOLD_IN_ORDER.match(self.scene.text, arms[-1].end):
                return [Side(v, a) for v, a in zip(values, arms, strict=True)]
        return None

    def _listed(self, values: list[Measurement], arms: list[ArmMention], high: int) -> list[Side] | None:
        """'a, b and c with X, Y and Z, respectively', in either order."""
        if not RESPECTIVELY.search(self.scene.text, values[0].start, high):
            return None
        count = len(values)
        named = arms or self._only_named(values)
        behind = [arm for arm in named if arm.start >= values[-1].end]
        ahead = [arm for arm in named if arm.end <= values[0].start]
        chosen = behind[:count] if len(behind) >= count else ahead[-count:] if len(ahead) >= count else None
        return [Side(v, a) for v, a in zip(values, chosen, strict=True)] if chosen else None

    def _only_named(self, values: list[Measurement]) -> list[ArmMention]:
        """Returns the arms that a sentence names before values, one for each, where none were listed before."""
        arms, count = list(self.scene.arms), len(values)
        are_all = len({key_of(arm) for arm in arms}) == len(arms) == count != len(self.reading.order[0])
        return arms if are_all and arms[-1].end <= values[0].start else []

    def _compared_with(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'lower in the one group (a) compared with X (b)': the arm between the values is of the second."""
        between = [arm for arm in arms if values[0].end <= arm.start < values[-1].start]
        last = between[-1] if between else None
        if len(values) != 2 or last is None or not _OPENED.fullmatch(self.scene.text, last.end, values[1].start):
            return None
        own = between[-2:-1]
        start = own[0].end if own else values[0].end
        if not COMPARES.search(self.scene.text, start, last.start):
            return None
        first = next(reversed(own or [arm for arm in arms if arm.end <= values[0].start]), None)
        return [Side(values[0], first), Side(values[1], last)]

    def _behind(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'a with X versus b with Y'."""
        chosen = self._arms_behind(values, arms)
        return [Side(v, a) for v, a in zip(values, chosen, strict=True)] if all(chosen) else None

    def _behind_then_ahead(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'a with X and b with Y; with Z it was c': the last of three arms is named before its value."""
        chosen = self._arms_behind(values, arms)
        between = [arm for arm in arms if values[-2].end <= arm.start and arm.end <= values[-1].start]
        if len(values) < 3 or not all(chosen[:-1]) or chosen[-1] or len(between) != 2:
            return None
        return [Side(v, a) for v, a in zip(values, [*chosen[:-1], between[1]], strict=True)]

    def _partly_behind(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'a with X versus b', 'a versus b with placebo'."""
        chosen = self._arms_behind(values, arms)
        last = chosen[-1]
        is_early = any(chosen[:-1]) and not self._has_arm_right_before(values, arms)
        is_last = last is not None and not any(chosen[:-1]) and self._is_of_last(last, values)
        return [Side(v, a) for v, a in zip(values, chosen, strict=True)] if is_early or is_last else None

    def _is_of_last(self, last: ArmMention, values: list[Measurement]) -> bool:
        """Whether an arm behind two values is of the second: a control, 'b X', 'b to X', 'a versus b with X'."""
        is_next = self.scene.text[values[-1].end : last.start] == " "
        if last.is_control or is_next or _TO.fullmatch(self.scene.text, values[-1].end, last.start):
            return True
        if not IN.fullmatch(self.scene.text, values[-1].end, last.start):
            return False
        has_unit = not self.scene.text[values[-2].number.outer_end - 1].isdigit()
        is_set_against = has_unit and COMPARES.search(self.scene.text, values[-2].end, values[-1].start) is not None
        is_set_against = is_set_against and not RESPECTIVELY.search(self.scene.text, last.end, self.scene.end)
        is_tested = self.reading.resolve(last) == self.reading.pair[0]
        return (is_set_against and not is_tested) or IN.match(self.scene.text, values[-2].end) is not None

    def _paired(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'a versus b with X and Y', 'similar with X and Y (a versus b)': the arms stand together, in their order."""
        behind = [arm for arm in arms if arm.start >= values[-1].end][: len(values)]
        is_near = len(behind) == len(values) and behind[0].start - values[-1].end <= 60
        ahead = [arm for arm in arms if arm.end <= values[0].start]
        ahead = ahead if len(ahead) == len(values) else []
        found = next((pair for pair in (behind if is_near else [], ahead) if pair and self._are_joined(pair)), None)
        return [Side(v, a) for v, a in zip(values, found, strict=True)] if found else None

    def _are_joined(self, arms: list[ArmMention]) -> bool:
        *listed, last = [(one.end, two.start) for one, two in pairwise(arms)]
        are_listed = all(self.scene.text[low:high] in (", ", "/") or self._are_both(low, high) for low, high in listed)
        return are_listed and self._are_both(*last)

    def _are_both(self, low: int, high: int) -> bool:
        return _BOTH.fullmatch(self.scene.text, low, high) is not None

    def _arms_behind(self, values: list[Measurement], arms: Sequence[ArmMention]) -> list[ArmMention | None]:
        edges = [*(value.start for value in values[1:]), self.scene.end]
        pairs = zip(values, edges, strict=True)
        return [self._first_behind(v, edge, arms) for v, edge in pairs]

    def _first_behind(self, value: Measurement, edge: int, arms: Sequence[ArmMention]) -> ArmMention | None:
        arm = next((arm for arm in arms if value.start <= arm.start < edge), None)
        if arm is None or self.scene.brackets.is_parted(value.end, arm.start):
            return None
        return None if _NEXT_CLAUSE.fullmatch(self.scene.text, value.end, arm.start) else arm

    def _has_arm_right_before(self, values: list[Measurement], arms: list[ArmMention]) -> bool:
        return any(arm.end <= values[0].start and values[0].start - arm.end < 25 for arm in arms)

    def _ahead(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'X (a) and Y (b)'."""
        edges = [0, *(value.end for value in values[:-1])]
        chosen = [
            next((arm for arm in reversed(arms) if edge <= arm.start and arm.end <= value.start), None)
            for value, edge in zip(values, edges, strict=True)
        ]
        return [Side(v, a) for v, a in zip(values, chosen, strict=True)] if all(chosen) else None

    def _around(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'on X a, compared with b on Y'."""
        if len(values) != 2:
            return None
        first = next((arm for arm in reversed(arms) if arm.end <= values[0].start), None)
        second = next((arm for arm in arms if 0 <= arm.start - values[1].end <= 60), None)
        if second and self.scene.named_between(values[1].end, second.start):
            return None
        is_led = first is not None and (not first.is_control or self._leads(first))
        return [Side(values[0], first), Side(values[1], second)] if second and is_led else None

    def _leads(self, arm: ArmMention) -> bool:
        """Whether a comparator is named first and its value comes first: 'With placebo it was a, against b with X'."""
        left = self.scene.before(arm.start, 30)
        return IN_LEFT.search(left) is not None and COMPARES.search(left) is None

    def _compared(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'better on X than on Y (a vs b)': the first is of what nothing is compared with, or of all that is named."""
        if len(values) != 2:
            return None
        if len(arms) == 1 and arms[0].end <= values[0].start and self._leads(arms[0]):
            return [Side(values[0], arms[0]), Side(values[1], None)]
        against = next((arm for arm in arms if arm.is_control), None)
        first = next((arm for arm in arms if arm is not against), None)
        if against and not first and (place := self._rank(against, values)) is not None:
            return [Side(value, against if at == place else None) for at, value in enumerate(values)]
        return [Side(values[0], first), Side(values[1], against)] if against or first else None

    def _rank(self, arm: ArmMention, values: Sequence[Measurement]) -> int | None:
        """Returns which of two values is of the only arm named, where a word says that its own is higher or lower."""
        first, second = (value.number.value for value in values)
        text, end = self.scene.text, values[0].start
        if first is None or second is None or first == second or COMPARES.search(self.scene.before(arm.start, 24)):
            return None
        is_lower = _LOWER.search(text, arm.end, end) is not None
        is_higher = _HIGHER.search(text, arm.end, end) is not None or self._is_favoured(arm)
        if COMPARES.search(text, arm.end, end) or is_lower == is_higher:
            return None
        return int((first < second) != is_lower)

    def _under_labels(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'control, a; one, b': each value has its arm right before it, but for one that has none before it at all."""
        named = [next((arm for arm in arms if is_label(self.scene, arm, value)), None) for value in values]
        edges = [self.scene.start, *(value.end for value in values[:-1])]
        strange = [(edge, value.start) for edge, value, arm in zip(edges, values, named, strict=True) if arm is None]
        are_behind = all(any(is_right_behind(self.scene, value, arm) for arm in arms) for value in values)
        are_labels = len(values) - len(strange) > 1 >= len(strange) and not are_behind
        if not are_labels or any(low <= arm.start < high for low, high in strange for arm in arms):
            return None
        return [Side(v, a) for v, a in zip(values, named, strict=True)]

    def _set_before(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'X had more than Y (a versus b)': two arms before a bracket or a colon have its values in their order."""
        led = _COLON_LEFT.search(self.scene.before(values[0].start, 4))
        opened = values[0].start - 2 if led else self.scene.brackets.opened_before(values[0].start)
        if opened is None or len(values) != 2:
            return None
        ahead = [arm for arm in arms if arm.end <= opened]
        if len(ahead) != 2 or COMPARES.search(self.scene.before(ahead[0].start, 24)):
            return None
        if opened - ahead[1].end > _NEAR and not _THOUGH.fullmatch(self.scene.text, ahead[1].end, opened):
            return None
        are_set = any(words.search(self.scene.text, ahead[0].end, ahead[1].start) for words in (COMPARES, _RANKED_TO))
        return [Side(v, a) for v, a in zip(values, ahead, strict=True)] if are_set else None

    def _labelled(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'control: a, one: b, other: c': of a longer list, those whose label is known."""
        named = [next((arm for arm in arms if is_label(self.scene, arm, value)), None) for value in values]
        return [Side(v, a) for v, a in zip(values, named, strict=True)] if any(named) else None

    def _sized_ahead(self, values: list[Measurement]) -> list[Side] | None:
        """'In these (50 on X, 51 on Y) it was a versus b': a bracket names all arms of the sentence in order."""
        arms = self.scene.arms
        opened = {self.scene.brackets.opened_before(arm.start) for arm in arms if arm.end <= values[0].start}
        if len(arms) != len(values) or len(opened) != 1 or None in opened or arms[-1].end > values[0].start:
            return None
        return [Side(v, a) for v, a in zip(values, arms, strict=True)]

    def _explained(self, values: list[Measurement]) -> list[Side] | None:
        """'a v b (HR 0.6; X v Y)': the bracket behind two values says what was compared with what."""
        behind = [arm for arm in self.scene.arms if arm.start >= values[-1].end][: len(values)]
        opened = {self.scene.brackets.opened_before(arm.start) for arm in behind}
        start = opened.pop() if len(opened) == 1 else None
        if (
            start is None
            or len(behind) != len(values)
            or not _COUNTED.fullmatch(self.scene.text, values[-1].end, start)
        ):
            return None
        is_against = _AGAINST.fullmatch(self.scene.text, behind[0].end, behind[-1].start) is not None
        return [Side(v, a) for v, a in zip(values, behind, strict=True)] if is_against else None

    # which of them is the comparator

    def comparator_of(self, claim: Claim, sides: list[Side]) -> int | None:
        """Returns the place of the comparator among the sides, or None where nothing tells."""
        if len(sides) < 2 or self._stand_beside(claim):
            return None
        if len(sides) > 2 and claim.pairwise and 0 not in claim.pairwise and not _have_own_effects(claim):
            effect, p = claim.pairwise[min(claim.pairwise)]
            first = replace(claim, values=claim.values[:2], pairwise={}, effect=effect, p=p)
            return self.comparator_of(first, sides[:2])
        tells: tuple[Callable[[], int | None], ...] = (
            lambda: self._said(claim, sides),
            lambda: self._by_effect(claim, sides) if len(sides) == 2 else None,
            lambda: self._set_against(sides),
            lambda: self._known(sides),
            lambda: self._backbone(sides),
            lambda: self._subset(sides),
            lambda: self._set_out(sides, self.reading.control()),
            lambda: self._named_control(sides) if self.reading.arms.measured_against else None,
            lambda: self._by_effect(claim, sides),
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
        at = self._place_of(claim)
        before = self.claims[at - 1] if at else None
        is_told = RESPECTIVELY.search(self.scene.text, claim.end, self.scene.end) is not None
        return before is not None and is_told and not _mentions(sides) and is_rise(self.scene, before)

    def _can_be_control(self, arm: ArmMention, sides: list[Side]) -> bool:
        """Whether an arm can be the comparator: a drug alone is one only of what adds to it, or where there are two."""
        if not arm.is_alone:
            return True
        is_part = any(self._parts(arm) < self._parts(other) for _, other in _mentions(sides))
        return not self.reading.is_third(arm) and (len(sides) == 2 or is_part)

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

    def _set_against(self, sides: list[Side]) -> int | None:
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

    def _by_effect(self, claim: Claim, sides: list[Side]) -> int | None:
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
