"""Whose each of several values is, by the form in which a sentence lays out arms and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.exceeding import arms_apart
from herald.extraction.lone import COMPARES, IN, IN_LEFT, is_label, is_right_behind
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import RESPECTIVELY, Scene
from herald.extraction.state import Reading, key_of

_TOLD_IN_ORDER = Pattern(
    r"[\s)\]]*(?:(?:positions?|positioning|groups?|arms?|patients|participants)\b)?,?\s?respectively\b", re.IGNORECASE
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
_RANKED_TO = Pattern(r"\b(?:superior|inferior|preferable|relative)\sto\b", re.IGNORECASE)
_NEAR = 24
"""Characters between the second of two arms and the bracket that opens behind it."""
_THOUGH = Pattern(r",?\s(?:but|although|though)\s[^()\[\]\d;]{3,60}", re.IGNORECASE)
"""Behind two arms whose values follow: 'than Y, but the difference was not significant (a versus b)'."""
_NEXT_CLAUSE = Pattern(r"[\s)\]]*,?\s(?:while|whereas)\s(?:(?:with|on|for|in|among)\s)?(?:the\s)?", re.IGNORECASE)
_OPENED = Pattern(r"(?:\s(?:alone|only|monotherapy))?(?:\s(?:arm|group))?\s?[\[(][^()\[\]\d]{0,12}")


@record(frozen=True, slots=True)
class Side:
    """One arm of a claim with its value."""

    value: Measurement | None
    mention: ArmMention | None


class Layout:
    """A sentence as it sets arms beside values, or names them before or behind all of these."""

    def __init__(self, scene: Scene, reading: Reading) -> None:
        self.scene = scene
        self.reading = reading

    def sides(self, values: list[Measurement], arms: list[ArmMention], end: int) -> list[Side]:
        """Returns two values or more with their arms by the first form that fits, else without arms.

        Args:
            arms: Those that stand around the values.
            end: Where the words about the values end.
        """
        found = (
            self._announced(values)
            or self._apart(values)
            or self._under_labels(values, arms)
            or self._listed(values, arms, end)
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

    def _announced(self, values: list[Measurement]) -> list[Side] | None:
        """'between X and Y, respectively, for pain (a versus b)': the order is told before the values."""
        ahead = [arm for arm in self.scene.arms if arm.end <= values[0].start]
        for at in range(len(ahead) - len(values), -1, -1):
            arms = ahead[at : at + len(values)]
            if _TOLD_IN_ORDER.match(self.scene.text, arms[-1].end):
                return [Side(v, a) for v, a in zip(values, arms, strict=True)]
        return None

    def _apart(self, values: list[Measurement]) -> list[Side] | None:
        """'X is ahead of Y by 5.8 points (a versus b) and the Z arm by 4.6 points (c versus b)'."""
        opened = self.scene.brackets.opened_before(values[0].start)
        arms = arms_apart(self.scene, opened) if opened is not None and len(values) == 2 else None
        return [Side(v, a) for v, a in zip(values, arms, strict=True)] if arms else None

    def _listed(self, values: list[Measurement], arms: list[ArmMention], high: int) -> list[Side] | None:
        """'a, b and c with X, Y and Z, respectively', in either order; of arms behind its bracket it tells nothing."""
        told = RESPECTIVELY.search(self.scene.text, values[0].start, high)
        if told is None:
            return None
        count = len(values)
        named = arms or self._only_named(values)
        is_closed = self.scene.text[told.end() : told.end() + 1] in (")", "]")
        last = told.start() if is_closed else high
        behind = [arm for arm in named if values[-1].end <= arm.start < last]
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
        chosen = self.arms_behind(values, arms)
        return [Side(v, a) for v, a in zip(values, chosen, strict=True)] if all(chosen) else None

    def _behind_then_ahead(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'a with X and b with Y; with Z it was c': the last of three arms is named before its value."""
        chosen = self.arms_behind(values, arms)
        between = [arm for arm in arms if values[-2].end <= arm.start and arm.end <= values[-1].start]
        if len(values) < 3 or not all(chosen[:-1]) or chosen[-1] or len(between) != 2:
            return None
        return [Side(v, a) for v, a in zip(values, [*chosen[:-1], between[1]], strict=True)]

    def _partly_behind(self, values: list[Measurement], arms: list[ArmMention]) -> list[Side] | None:
        """'a with X versus b', 'a versus b with placebo'."""
        chosen = self.arms_behind(values, arms)
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

    def arms_behind(self, values: list[Measurement], arms: Sequence[ArmMention]) -> list[ArmMention | None]:
        """Returns for each value the arm between it and the next."""
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
        if against and first and self._stand_apart(against, first, values):
            return [Side(values[0], against), Side(values[1], first)]
        if against and not first and (place := self._rank(against, values)) is not None:
            return [Side(value, against if at == place else None) for at, value in enumerate(values)]
        return [Side(values[0], first), Side(values[1], against)] if against or first else None

    def _stand_apart(self, leading: ArmMention, last: ArmMention, values: Sequence[Measurement]) -> bool:
        """Whether each of two arms is on a side of its own: 'In Y there were a events, compared with b events in X'."""
        are_around = leading.end <= values[0].start and values[1].end <= last.start
        is_set_against = COMPARES.search(self.scene.text, values[0].end, values[1].start) is not None
        return are_around and is_set_against and self._leads(leading)

    def _rank(self, arm: ArmMention, values: Sequence[Measurement]) -> int | None:
        """Returns which of two values is of the only arm named, where a word says that its own is higher or lower."""
        first, second = (value.number.value for value in values)
        text, end = self.scene.text, values[0].start
        if first is None or second is None or first == second or COMPARES.search(self.scene.before(arm.start, 24)):
            return None
        is_lower = _LOWER.search(text, arm.end, end) is not None
        is_higher = _HIGHER.search(text, arm.end, end) is not None or self.is_favoured(arm)
        if COMPARES.search(text, arm.end, end) or is_lower == is_higher:
            return None
        return int((first < second) != is_lower)

    def is_favoured(self, arm: ArmMention) -> bool:
        """Whether a word before an arm says that it did better: 'favouring X'."""
        return _FAVOURED_LEFT.search(self.scene.before(arm.start, 24)) is not None

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


def risen(values: list[Measurement], arms: list[ArmMention]) -> list[Side]:
    """'it rose from a with Y to b with X': what is named before or behind both is of the second value."""
    between = next((arm for arm in arms if values[0].end <= arm.start < values[1].start), None)
    control = between or next((arm for arm in arms if arm.is_control), None)
    others = [arm for arm in arms if arm is not control]
    tested = next((arm for arm in others if arm.start >= values[1].end), others[0] if others else None)
    return [Side(values[0], control), Side(values[1], tested)]
