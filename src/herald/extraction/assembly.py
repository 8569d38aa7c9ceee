"""Claims to findings: each value with its arm, the comparator last, the population that is its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from herald import __version__
from herald.core.documents import Document
from herald.core.findings import Arm, Category, Evidence, Finding
from herald.core.spans import Span
from herald.extraction.arms import ArmMention
from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim
from herald.extraction.covariates import (
    compares_durations,
    compares_patients,
    find_trait_apart,
    sets_measures_apart,
    sets_trait_apart,
)
from herald.extraction.layouts import Side
from herald.extraction.measurements import TIME_UNITS, Interval, Measurement, Sort
from herald.extraction.numbers import Number
from herald.extraction.pairs import Compared, find_pair, pairs_among
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings
from herald.extraction.printed import Printed
from herald.extraction.reverses import says_the_reverse
from herald.extraction.scene import Scene
from herald.extraction.sides import SideFinder
from herald.extraction.state import Reading, key_of
from herald.vocabulary.regimens import regimen_label

_LABELS = Pattern(r"\s?[,:(\[]\s?(?:(?:hazard|odds|risk|rate)\sratio|HR|OR|RR)\b[\s,:=(\[]*(?:HR[)\]])?[\s=]*")
_BARE = (Sort.PLAIN, Sort.CUTOFF)
"""Sorts of a number that nothing is printed with; "one" is a limit where it counts nothing."""
_AVERAGES = Pattern(r"\b(?:medians?|means?|average)\b", re.IGNORECASE)
_AGAINST_LEFT = Endings(
    r"\b(?:than|(?:compared|comparison|relative|respect)\s(?:with|to)|vs\.?|versus)\s(?:that\s)?(?:(?:in|with|for|on|of|among)\s)?"
    r"(?:(?:the|those|patients|women|participants)\s)?(?:(?:in|on|with|receiving|given|assigned\sto|who\sreceived)\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_PER = Pattern(r"\s?(?:cases?\s|events?\s)?(?P<base>per\s\d[\d,]*(?:\s[a-z]+(?:-years?)?)?)", re.IGNORECASE)
_INDEPENDENT = Cued(
    r"(?:blinded\s)?independent\s(?:central\s|radiolog\w+\s|review)|\bBICR\b|central(?:ly)?\sreview", re.IGNORECASE
)
_OF_A_DAY = {"h": "hours", "m": "minutes"}
_INVESTIGATOR = Cued(
    r"investigator[-\s](?:assess|review)|assessed\sby\s(?:the\s)?investigator|per\sinvestigator", re.IGNORECASE
)


class Assembler:
    """Turns the claims of one sentence into findings."""

    def __init__(
        self, document: Document, reading: Reading, scene: Scene, claims: Sequence[Claim], measure: str | None
    ) -> None:
        self.document = document
        self.text = document.text
        self.reading = reading
        self.scene = scene
        self.finder = SideFinder(scene, claims, reading)
        self.claims = claims
        self.measure = measure
        self.told: set[int] = set()
        self.is_subgroup = False
        self.compares_patients = compares_patients(scene, claims)

    def assemble(self, claim: Claim, population: str | None, *, is_subgroup: bool) -> list[Finding]:
        self.is_subgroup = is_subgroup
        if claim.effect and claim.effect.start in self.told:
            return []
        sides, comparator = self.finder.sides_of(claim)
        comparator = 1 if len(sides) == 2 and self.is_of_patients(claim) else comparator
        compared = pairs_among(self.scene, claim, sides, self.claims, self.reading.name_of)
        return (
            self._of_pairs(compared, sides, population)
            if compared
            else self._of_sides(claim, sides, comparator, population)
        )

    def note_order(self, claim: Claim) -> None:
        """Takes the order of the arms from a list that gives no result: times of follow-up, sizes."""
        order = self.reading.order
        if len(claim.values) > 1 and not all(side.mention for side in self.finder.sides_of(claim)[0]):
            self.reading.order = order

    def _of_pairs(self, compared: Sequence[Compared], sides: Sequence[Side], population: str | None) -> list[Finding]:
        """Assembles the comparisons that name their arms; what they give is not assembled again."""
        self.told |= {pair.claim.effect.start for pair in compared if pair.claim.effect}
        found = [
            self._finding(
                pair.claim, sides[pair.tested], sides[pair.control], population, (pair.claim.effect, pair.claim.p)
            )
            for pair in compared
        ]
        told = {place for pair in compared for place in (pair.tested, pair.control)}
        alone = replace(compared[0].claim, effect=None, p=None)
        apart = [side for place, side in enumerate(sides) if place not in told]
        return found + [self._finding(alone, side, None, population, (None, None)) for side in apart]

    def assemble_series(
        self, claim: Claim, arms: Sequence[ArmMention], population: str | None, *, is_subgroup: bool
    ) -> list[Finding]:
        """Assembles a claim whose arms a table gives, one for each value."""
        self.is_subgroup = is_subgroup
        values: Sequence[Measurement | None] = claim.values or [None] * len(arms)
        sides = [Side(value, arm) for value, arm in zip(values, arms, strict=True)]
        comparator = self.finder.comparators.find(claim, sides)
        if comparator is None and len(sides) > 2 and _adds_to_first([side.mention for side in sides]):
            comparator = 0
        return self._of_sides(claim, sides, comparator, population)

    def _of_sides(
        self, claim: Claim, sides: list[Side], comparator: int | None, population: str | None
    ) -> list[Finding]:
        against = None if comparator is None else sides[comparator]
        places = [at for at in range(len(sides)) if at != comparator]
        tested = [sides[at] for at in places] or [Side(None, None)]
        self._define(sides, against)
        effects = [claim.effect_for(place, at, comparator) for place, at in enumerate(places or [0])]
        alone = [self._stands_alone(side, against, effect) for side, effect in zip(tested, effects, strict=True)]
        opposed = [None if is_alone and not all(alone) else against for is_alone in alone]
        found = [
            self._finding(claim, side, other, population, effect)
            for side, other, effect in zip(tested, opposed, effects, strict=True)
        ]
        return [f for f in found + self._shared_effect(claim, tested, population) if _has_figure(f)]

    def _stands_alone(
        self, side: Side, against: Side | None, effect: tuple[Measurement | None, Measurement | None]
    ) -> bool:
        """Whether the document sets another arm against the comparator by name, and this one against nothing."""
        if against is None or side.mention is None or against.mention is None or any(effect):
            return False
        name, control = self.reading.name_of(side.mention), self.reading.name_of(against.mention)
        pairs = self.reading.set_against()
        return any(two == control for _, two in pairs) and not any(name in pair for pair in pairs)

    def _define(self, sides: list[Side], against: Side | None) -> None:
        """Takes the arms of a comparison as those of the study, where none were set out before."""
        if against is None or not all(s.mention and (s.mention.concepts or s.mention.has_placebo) for s in sides):
            return
        mentions = [replace(s.mention, is_control=s is against) for s in sides if s.mention]
        self.reading.define(mentions)

    def _shared_effect(self, claim: Claim, tested: list[Side], population: str | None) -> list[Finding]:
        """States apart an effect, and each P value, of several arms where nothing says which one it is of."""
        if len(tested) < 2 or claim.pairwise or claim.further_effects or not (claim.effect or claim.p):
            return []
        if claim.further_ps and len(claim.further_ps) + 1 == len(claim.values) - 1:
            return []
        alone = replace(claim, values=[], counts=[], further_ps=[])
        further = [replace(alone, effect=None, p=p) for p in claim.further_ps]
        found = (self._finding(one, Side(None, None), None, population, one.effect_for(0)) for one in [alone, *further])
        is_named = claim.effect is not None and find_pair(self.scene, claim.effect) is not None
        return list(found if is_named else map(_of_no_arm, found))

    # the finding

    def _finding(
        self,
        claim: Claim,
        side: Side,
        against: Side | None,
        population: str | None,
        effect_and_p: tuple[Measurement | None, Measurement | None],
    ) -> Finding:
        arm, comparator = self._arms(claim, side, against)
        printed = self._results(claim, side, against, effect_and_p)
        self._count_patients(printed, claim, (side, arm), (against, comparator))
        value = side.value or (against.value if against else None)
        return Finding(
            endpoint=self._endpoint(claim, value),
            category=claim.category,
            trial=self.reading.study.trial,
            phase=self.reading.study.phase,
            population=population,
            arm=arm,
            comparator=comparator,
            unit=self._unit(claim, side) or (self._unit(claim, against) if against else None),
            statistic=self._statistic(claim, value),
            timepoint=self._timepoint(claim),
            assessed_by=self._assessor(claim),
            predictor=find_trait_apart(self.scene, claim),
            confidence=self._confidence(claim, arm, comparator, against),
            evidence=(Evidence(self.document.id, self._statement(), printed.spans, version=__version__),),
            **printed.fields,  # type: ignore[arg-type]
        )

    def _results(
        self,
        claim: Claim,
        side: Side,
        against: Side | None,
        effect_and_p: tuple[Measurement | None, Measurement | None],
    ) -> Printed:
        """Returns the values, the effect, the intervals and the P value of a finding."""
        effect, p = effect_and_p
        printed = Printed(self.document)
        for name, one in (("value", side), ("comparator_value", against)):
            if one and one.value and not self._is_mere_count(claim, one.value):
                printed.add_value(name, one.value)
        printed.add_effect(effect, self.measure)
        printed.add_intervals(effect, side, against)
        if p:
            printed.add_p(p)
        return printed

    def _count_patients(
        self, printed: Printed, claim: Claim, tested: tuple[Side, Arm | None], control: tuple[Side | None, Arm | None]
    ) -> None:
        """Adds how many patients had an event, and of how many."""
        (side, arm), (against, comparator) = tested, control
        self._counts(printed, claim, side, against)
        if not self.is_subgroup:
            self._keep_totals(claim, (side, against), (arm, comparator))
        self._sizes(printed, tested, control)
        if not self.is_subgroup and against is None and "arm_n" not in printed.fields:
            printed.add_count("arm_n", self._size_of_only_arm(claim))

    def _endpoint(self, claim: Claim, value: Measurement | None) -> str:
        """Returns the endpoint of a claim; a share of patients who died is no share of patients who lived."""
        is_share = value is not None and value.unit == "%" and claim.effect is None
        is_of_dead = claim.topic.endpoint == "OS" and claim.topic.counts_events
        return "death rate" if is_share and is_of_dead else claim.topic.endpoint or ""

    def _statement(self) -> Span:
        return self.document.span(self.scene.start, self.scene.end)

    def is_of_patients(self, claim: Claim) -> bool:
        """Whether a claim sets patients of one kind against patients of another, or durations, and no treatments."""
        low, _ = self.finder.window(claim)
        is_of_trait = find_trait_apart(self.scene, claim) or sets_trait_apart(self.scene, low, claim)
        is_of_measures = compares_durations(self.scene, claim) or sets_measures_apart(self.scene, claim)
        return self.compares_patients or bool(is_of_trait) or is_of_measures

    def _arms(self, claim: Claim, side: Side, against: Side | None) -> tuple[Arm | None, Arm | None]:
        if self.is_of_patients(claim):
            return None, None
        arm = self.reading.resolve(side.mention) if side.mention else None
        comparator = self.reading.resolve(against.mention) if against and against.mention else None
        if against is None and side.value and side.value.total and self.reading.is_of_all_arms(side.value.total):
            return None, None
        if against is None and not (claim.effect or claim.is_comparison):
            if claim.p and not claim.values and side.mention is None and all(self.reading.pair):
                return self.reading.pair
            arm = arm or (self._only_arm(claim) if len(claim.values) < 3 else None)
            return arm, self._arm_compared_with(claim, arm)
        if side.value is None and arm is None:
            spoken, control = self._spoken_pair(claim)
            comparator = comparator or control
            if comparator is None and spoken is not None and spoken == self.reading.control():
                comparator = spoken
            arm = spoken if spoken != comparator else None
        arm, comparator = self._filled(claim, arm, comparator)
        if arm and comparator:
            arm, comparator = self._told_apart(arm, side, comparator, against)
            is_free = not (claim.values or self._listed_pair(claim))
            if is_free and says_the_reverse(self.scene, claim.effect, arm, self.reading.resolve):
                arm, comparator = comparator, arm
            self.reading.pair = (arm, comparator)
        return arm, comparator

    def _filled(self, claim: Claim, arm: Arm | None, comparator: Arm | None) -> tuple[Arm | None, Arm | None]:
        """Returns the sides of a comparison, one that no word names as the study set it out or compared it before."""
        if arm is None and comparator and claim.values and comparator != self.reading.pair[1]:
            arm = self.reading.opposite(comparator)
        for tested, control in (self.reading.pair, self.reading.compared()):
            arm = arm or (tested if tested != comparator else None)
            comparator = comparator or (control if control != arm else None)
        return arm, comparator or (self.reading.compared()[0] if arm == self.reading.compared()[1] else None)

    def _told_apart(self, arm: Arm, side: Side, comparator: Arm, against: Side | None) -> tuple[Arm, Arm]:
        """Returns two arms that were taken for one by the agents that they name, or, if these are the same, as printed.

        Why: a biosimilar is set against the original; 'the A and B arm' may be a part of 'the triplet of A, B and C'.
        """
        if arm != comparator or not (side.mention and against and against.mention):
            return arm, comparator
        mentions = side.mention, against.mention
        if all(one.concepts for one in mentions) and set(mentions[0].concepts) != set(mentions[1].concepts):
            labels = [regimen_label(one.concepts, self.reading.vocabulary) for one in mentions]
            return Arm(labels[0], mentions[0].concepts), Arm(labels[1], mentions[1].concepts)
        names = [self.text[one.start : one.end] for one in mentions]
        return Arm(names[0], arm.concepts), Arm(names[1], comparator.concepts)

    def _arm_compared_with(self, claim: Claim, arm: Arm | None) -> Arm | None:
        """Returns the arm with which words compare the one of a lone outcome, though its own value is not printed."""
        if arm is None or claim.category is Category.EFFICACY or len(claim.values) != 1 or claim.is_end:
            return None
        low, high = self.finder.window(claim)
        first = min(one.start for one in self.claims)
        near = [one for one in self.scene.arms if low <= one.start < high or one.start < first]
        against = (self.reading.resolve(one) for one in near if _AGAINST_LEFT.search(self.scene.before(one.start, 60)))
        return next((one for one in against if one is not None and one != arm), None)

    def _only_arm(self, claim: Claim) -> Arm | None:
        """Returns the arm of a value that names none; where two are compared, nothing says which it is of.

        A study that calls itself one of a single arm compares none, whatever its background sets side by side; and
        where the sentence gives the value of the control too, another value is not the control's.
        """
        tested, against = self.reading.pair
        is_compared = against or (len(self.reading.defined) > 1 and self.reading.compares)
        is_one_of_several = is_compared and not (self.reading.study.stands_beside or self._is_beside_control(claim))
        return None if is_one_of_several else tested or self.reading.sole_regimen()

    def _is_beside_control(self, claim: Claim) -> bool:
        """Whether the sentence gives the control a value of its own: '69% of these, and 63% of those observed'."""
        others = (one for one in self.claims if one is not claim and one.topic.endpoint == claim.topic.endpoint)
        return any(self.finder.control_of(other) is not None for other in others)

    def _spoken_pair(self, claim: Claim) -> tuple[Arm | None, Arm | None]:
        pair = self._listed_pair(claim) or (find_pair(self.scene, claim.effect) if claim.effect else None)
        if pair:
            return self.reading.resolve(pair[0]), self.reading.resolve(pair[1]) if pair[1] else None
        low, high = self.finder.window(claim)
        has_break = self.scene.brackets.has_break
        near = [arm for arm in self.scene.arms if low <= arm.start < high and not has_break(claim.end, arm.start)]
        ahead = [arm for arm in self.scene.arms if arm.start < low]
        arms = near + ahead or list(self.scene.arms)
        labels = (arm for arm in near if not arm.is_control and _LABELS.fullmatch(self.text, arm.end, claim.start))
        tested = next(labels, None) or next((arm for arm in arms if not arm.is_control), None)
        control = next((arm for arm in arms if arm.is_control and arm is not tested), None)
        resolve = self.reading.resolve
        return resolve(tested) if tested else None, resolve(control) if control else None

    def _listed_pair(self, claim: Claim) -> tuple[ArmMention, ArmMention | None] | None:
        """Returns the arm of a ratio in a list, 'A (HR a), B (HR b) and C (HR c)', and what the list is set against."""
        arm = self._labels.get(claim.start)
        return (arm, self._shared_control) if arm else None

    @cached_property
    def _labels(self) -> Mapping[int, ArmMention]:
        """The arm of each ratio without values, by its place: that whose bracket it stands in; none if one has none."""
        listed = [one for one in self.claims if one.effect and not one.values]
        ends = {arm.end: arm for arm in self.scene.arms}
        opened = [self.scene.brackets.opened_before(one.start) for one in listed]
        found = [ends.get(at) or ends.get(at - 1) if at is not None else None for at in opened]
        labels = {one.start: arm for one, arm in zip(listed, found, strict=True) if arm}
        return labels if len(labels) == len(listed) > 1 else {}

    @cached_property
    def _shared_control(self) -> ArmMention | None:
        """The one control that a sentence names beside the arms of a list of ratios."""
        listed = {arm.start for arm in self._labels.values()}
        others = {key_of(arm): arm for arm in self.scene.arms if arm.is_control and arm.start not in listed}
        return next(iter(others.values())) if len(others) == 1 else None

    def _is_mere_count(self, claim: Claim, value: Measurement) -> bool:
        """Whether a count goes into the events only: one with its whole, in words and not of responses, or of deaths.

        Deaths with their share that a sentence tells beside a ratio are those on which the survival rests.
        """
        is_of_dead = claim.topic.endpoint == "OS" and claim.topic.counts_events and claim.effect is not None
        if is_of_dead and claim.topic in self.scene.topics and value.events is not None and len(claim.values) > 1:
            return True
        if value.unit != "%" and value.number.is_whole and (claim.topic.endpoint or "").endswith("events"):
            return True
        if value.unit == "patients" and value.events is not None:
            return claim.topic.endpoint not in RESPONSE_ENDPOINTS
        is_told_in_words = value.unit != "%" and any(told.number.in_words for told in claim.values)
        return is_told_in_words and claim.topic.endpoint not in RESPONSE_ENDPOINTS

    def _counts(self, printed: Printed, claim: Claim, side: Side, against: Side | None) -> None:
        counts = claim.counts if len(claim.counts) == 2 else [None, None]
        sources = (side.value, against.value if against else None)
        for (events, size), value, count in zip(
            (("events", "arm_n"), ("comparator_events", "comparator_n")), sources, counts, strict=True
        ):
            source = value if value and value.events else count
            printed.add_count(events, source.events if source else None)
            printed.add_count(size, source.total if source else None)
        for name, one in (("events", side), ("comparator_events", against)):
            if one and one.value and self._unit(claim, one) == "patients" and one.value.events is None:
                printed.add_count(name, one.value.number)

    def _keep_totals(self, claim: Claim, sides: Sequence[Side | None], arms: Sequence[Arm | None]) -> None:
        """Remembers of how many patients events were counted in both arms; responses are counted of fewer."""
        totals = [side.value.total if side and side.value else None for side in sides]
        if all(totals) and all(arms) and claim.topic.endpoint not in RESPONSE_ENDPOINTS:
            for arm, total in zip(arms, totals, strict=True):
                self.reading.keep_size(arm, total)

    def _sizes(
        self,
        printed: Printed,
        tested: tuple[Side, Arm | None],
        control: tuple[Side | None, Arm | None],
    ) -> None:
        """Adds the sizes of the arms: as the sentence gives them, else, but for subgroups, as the study gave them."""
        arms = [(one.mention if one else None, arm) for one, arm in (tested, control)]
        values = [one.value if one else None for one, _ in (tested, control)]
        told = [self.reading.size_told(*arm, (self.scene.start, self.scene.end)) for arm in arms]
        known = (None, None) if self.is_subgroup else self.reading.sizes_of(*arms)
        for name, value, sizes in zip(("arm_n", "comparator_n"), values, zip(told, known, strict=True), strict=True):
            if name not in printed.fields:
                fitting = (size for size in sizes if value is None or value.events is None or _fits(value, size))
                printed.add_count(name, next(filter(None, fitting), None))

    def _size_of_only_arm(self, claim: Claim) -> Number | None:
        """Returns how many patients a study without a comparison had: those of a share where it fits them."""
        known = [number for number in (self.reading.study.analysed, self.reading.study.n) if number]
        if len(claim.values) != 1 or claim.effect or not self.reading.has_one_arm():
            return None
        value = claim.values[0]
        if value.events:
            return next((number for number in known if _fits(value, number)), None)
        has_own_total = claim.topic.endpoint in RESPONSE_ENDPOINTS or value.unit not in TIME_UNITS
        return None if has_own_total else next(iter(known), None)

    def _unit(self, claim: Claim, side: Side) -> str | None:
        value = side.value
        if value is None:
            return None
        if claim.unit:
            return claim.unit
        if claim.statistic == "rate":
            return self._base_of_rate(claim)
        if claim.statistic in ("mean", "median") and value.unit in (None, "dose"):
            return self.text[value.number.end : value.number.outer_end].strip() or None
        if value.unit == "patients" or (value.unit is None and value.sort in _BARE and self._is_count(value)):
            return "patients"
        return self._unit_of_time(value.unit, claim.values) if value.unit else None

    def _unit_of_time(self, unit: str, figures: Sequence[Measurement]) -> str:
        """Returns the unit of figures; hours and minutes, which are read as parts of days, as they are printed."""
        if unit != "days":
            return unit
        printed = (self.text[m.number.end : m.number.outer_end].lstrip(" \u00a0\u2009-").lower() for m in figures)
        return next((_OF_A_DAY[words[0]] for words in printed if words[:1] in _OF_A_DAY), unit)

    def _base_of_rate(self, claim: Claim) -> str | None:
        """Returns what rates are of, as it is printed behind any of them: 'per 1000 women'."""
        bases = (_PER.match(self.text, value.end, self.scene.end) for value in claim.values)
        return next((base["base"] for base in bases if base), None)

    def _statistic(self, claim: Claim, value: Measurement | None) -> str | None:
        if value is None or claim.statistic:
            return claim.statistic
        if value.unit == "%":
            if claim.topic.endpoint in RESPONSE_ENDPOINTS:
                return "proportion"
            is_event = value.events is not None or claim.topic.counts_events
            return "event rate" if is_event else "event-free rate"
        if value.unit in TIME_UNITS or value.number.is_not_reached:
            named = _AVERAGES.findall(self.text, max(self.scene.start, claim.start - 160), claim.end)
            return "mean" if named and not named[-1].lower().startswith("median") else "median"
        return "count" if self._is_count(value) else None

    def _is_count(self, value: Measurement) -> bool:
        """Whether a bare number is printed without decimals."""
        return value.number.is_whole and "." not in self.text[value.number.start : value.number.end]

    def _timepoint(self, claim: Claim) -> str | None:
        if claim.timepoint is None:
            return None
        value, unit = claim.timepoint.number.value, self._unit_of_time(claim.timepoint.unit or "", [claim.timepoint])
        if value is None:
            return None
        return f"{value.normalize():f} {unit.rstrip('s') if value == 1 else unit}"

    def _assessor(self, claim: Claim) -> str | None:
        near = self.text[max(self.scene.start, claim.start - 160) : claim.end]
        if _INDEPENDENT.search(near):
            return "independent review"
        return "investigator" if _INVESTIGATOR.search(near) else None

    def _confidence(self, claim: Claim, arm: Arm | None, comparator: Arm | None, against: Side | None) -> float:
        """Returns 1 less a fixed share for each thing that was inferred or stayed unknown.

        0.1 without an arm, 0.1 without the comparator of a comparison, 0.15 where the endpoint was carried over from an
        earlier sentence, 0.05 where the interval stands without its level.
        """
        doubt = 0.1 * (arm is None) + 0.15 * claim.is_carried
        doubt += 0.1 * (comparator is None and (against is not None or claim.effect is not None))
        interval: Interval | None = claim.effect.interval if claim.effect else None
        doubt += 0.05 * (interval is not None and interval.level is None)
        return round(1 - doubt, 2)


def _adds_to_first(arms: Sequence[ArmMention | None]) -> bool:
    """Whether an arm of a table adds a drug to that of its first column, which all others are then held against."""
    first, *others = (set(arm.concepts) if arm else set() for arm in arms)
    return bool(first) and any(first < other for other in others)


def _fits(value: Measurement, whole: Number | None) -> bool:
    """Whether a count and its percentage can be of that many patients."""
    if whole is None or not whole.value or value.events is None or value.events.value is None:
        return False
    share, printed = value.events.value / whole.value * 100, value.number.value
    return printed is not None and abs(share - printed) <= Decimal(1).scaleb(int(printed.as_tuple().exponent))


def _of_no_arm(finding: Finding) -> Finding:
    """Returns a finding without arms and their sizes, where nothing says whose it is."""
    first, *others = finding.evidence
    spans = {name: span for name, span in first.spans.items() if not name.startswith(("arm_n", "comparator_n"))}
    evidence = (replace(first, spans=spans), *others)
    return replace(finding, arm=None, comparator=None, arm_n=None, comparator_n=None, evidence=evidence)


def _has_figure(finding: Finding) -> bool:
    """Whether a finding tells anything: a time in words that turned out to be no value leaves nothing."""
    figures = (finding.value, finding.comparator_value, finding.effect, finding.p)
    return any(figures) or finding.events is not None or finding.comparator_events is not None
