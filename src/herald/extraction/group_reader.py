"""Reads the arms of a study from its sentences: the divisions of its patients, and the choices between treatments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property, partial

from herald.core.mentions import Mention
from herald.core.records import record
from herald.extraction.allotments import Allotment, Division, find_divisions, find_size_of_each
from herald.extraction.arm_names import CONTROL, DOSE, IDLE
from herald.extraction.arms import ArmMention
from herald.extraction.choices import Choice, find_choice
from herald.extraction.contrasts import asks_whether_better, find_measured_against
from herald.extraction.enrolment import Standing, standing_of
from herald.extraction.groups import StudyArm, StudyArms
from herald.extraction.labels import GROUP, SIGN, Range
from herald.extraction.numbers import Number
from herald.extraction.partitions import find_partition
from herald.extraction.patterns import Pattern
from herald.extraction.people import PEOPLE
from herald.extraction.phrases import Endings
from herald.vocabulary.names import fold

_SHORTENED = Pattern(r"\b(?:TAU|UC|STD|SOC|CON|CTRL?|CG)\b")
"""Abbreviations that mark a control where no whole word marks another arm."""
_ALONE = Pattern(r"\b(?:alone|only)\b", re.IGNORECASE)
_COMBINED = Pattern(r"(?:the\s)?(?:combination|combined|both)\b", re.IGNORECASE)
_OF_PATIENTS = Pattern(
    r"\b(?:cancers?|carcinomas?|tumou?rs?|myeloma|lymphoma|metastas[ei]s|disease|subsets?|subgroups?|strat(?:a|um))$"
    rf"|^(?:the\s)?(?:initial|first|second|third|last|final)(?:\s(?!{GROUP})[a-z]+)?$",
    re.IGNORECASE,
)
_LEADS_SIGNS = Pattern(rf"(?P<word>arm|group|cohort)s?[\s-]{SIGN}", re.IGNORECASE)
_BARE_SIGN = Pattern(SIGN)
_OF_WHOM_LEFT = Endings(r"\b(?:[nN]\s?[=:]|(?:of|in|among|for|than)(?:\s(?:the|these|all))?)\s?$", re.IGNORECASE)
_VARIANT = Pattern(rf"{DOSE.pattern}|every\b|(?:once|twice)\b|\w*weekly\b|daily\b", re.IGNORECASE)
"""What begins the name of an arm that differs from the one before in dose or schedule only."""
_HAPPENED = Pattern(
    r"\s(?:[a-z/-]+\s){0,4}?(?:events?|deaths?|relapses|recurrences|fractures|infections|cancers)\b"
    r"|\s(?:patients|women|participants)\s(?:\([^()]*\)\s)?(?:developed|had|experienced|died|relapsed|reported|suffered)\b",
    re.IGNORECASE,
)
_SIGN_OF_ARM = r"(?:non-)?[A-Z][A-Za-z0-9/]{0,7}(?:[+-](?![A-Za-z0-9]))?"
_SIGN_ALONE = Pattern(_SIGN_OF_ARM)
_SIGN_BEHIND = Pattern(rf"\s?[\[(](?P<sign>{_SIGN_OF_ARM})(?=[\])]|[;,]\s)")
_SIGN_INSIDE = Pattern(rf"[\[(](?P<sign>{_SIGN_OF_ARM})[\])]")
_TOKEN = Pattern(r"(?!\d+\b)[A-Za-z0-9]{2,}")
FEWEST_TREATED = 10
"""Fewer patients who got something may be those to whom it happened."""
_LEADS = Pattern(
    r"\W*(?:[A-Z]+:\s)?(?:(?:From|Between|In|During|Since|Over|At)\b[^.;]{0,70},\s|Overall,?\s|Altogether,?\s|A\stotal\sof\s|The\s)?"
)
_CODED = Pattern(rf"(?P<code>[A-Z][\w/+-]*[A-Z0-9])\s(?:{PEOPLE}|{GROUP})")


@record(frozen=True, slots=True)
class Told:
    """A sentence as this module needs it.

    Attributes:
        mentions: The arms that it names by their agents or their role.
        populations: The places of names of patients, which are no arms.
    """

    start: int
    end: int
    numbers: Sequence[Number]
    mentions: Sequence[ArmMention] = ()
    populations: Sequence[Mention] = ()


def read_study_arms(text: str, told: Sequence[Told]) -> StudyArms:
    """Returns the arms that the sentences of one study set out."""
    return _Reader(text, told).read()


class _Reader:
    """Takes the first division of patients as the arms, and lets every other one add names and sizes."""

    def __init__(self, text: str, told: Sequence[Told]) -> None:
        self.text = text
        self.told = told
        self.choices = [(one, chosen) for one in told if (chosen := find_choice(text, one.start, one.end))]

    def read(self) -> StudyArms:
        divisions = [(told, d) for at, told in enumerate(self.told) for d in self._divisions(at)]
        choices = self.choices
        sizes = [allotment.size.start for _, division in divisions for allotment in division.allotments]
        sized = self._first_sized(divisions)
        arms = (sized if len(sized) > 1 else []) or self._first_chosen(choices)
        marked = self._marked(arms)
        against = None if marked else self._measured_against(arms)
        second = arms[1:] if len(arms) == 2 else []
        for arm in marked or ([against] if against else second):
            arm.is_control, arm.is_marked = True, arm in marked
        study = StudyArms(arms, sizes, measured_against=against)
        study.stand_side_by_side = any(all(t.start <= arm.start < t.end for arm in arms) for t in self.told)
        for told, division in divisions:
            self._add(study, told, division)
        for told, chosen in choices:
            for label, _ in chosen:
                self._rename(study, told, label)
        self._add_size_of_each(study)
        study.alone = sized[0] if len(sized) == 1 and not arms else None
        _forget_shared_agents(study)
        return study

    def _divisions(self, at: int) -> Iterator[Division]:
        """Yields the divisions of a sentence that are of arms."""
        told = self.told[at]
        if not told.numbers:
            return
        divisions = find_divisions(self.text, told.start, told.end, told.numbers)
        accepted = [division for division in divisions if self._is_of_arms(at, division)]
        if not any(len(division.allotments) > 1 for division in accepted):
            partition = find_partition(
                self.text, told.start, told.end, told.numbers, self._are_patients, partial(self._names_in, told)
            )
            accepted += [partition] if partition else []
        yield from accepted

    def _is_of_arms(self, at: int, division: Division) -> bool:
        if self._names_patients(division):
            return False
        names_arms = division.is_whole and self._names_arms(self.told[at], division)
        is_told = division.is_sure or names_arms or self._adds_up(at, division)
        return is_told or self._treats_all(at, division) or self._is_abbreviated(division)

    def _names_patients(self, division: Division) -> bool:
        """Whether most labels name a disease, a part of the patients or a turn, and not what was given."""
        labels = [self.text[slice(*allotment.label)] for allotment in division.allotments]
        return 2 * sum(_OF_PATIENTS.search(label) is not None for label in labels) > len(labels)

    def _treats_all(self, at: int, division: Division) -> bool:
        """Whether a sentence opens with what each part of the patients got, and the document knows of no more."""
        sizes = [allotment.size for allotment in division.allotments]
        if not division.is_whole or len(sizes) < 2 or min(size.value or 0 for size in sizes) < FEWEST_TREATED:
            return False
        leads = _LEADS.fullmatch(self.text, self.told[at].start, sizes[0].start) is not None
        others = (value for value in self._patients if value not in [size.value for size in sizes])
        return leads and all(value < division.total for value in others)

    def _is_abbreviated(self, division: Division) -> bool:
        """Whether patients are sized by an abbreviation that the document has introduced: 'DD patients (n = 40)'."""
        labels = [self.text[slice(*allotment.label)] for allotment in division.allotments]
        codes = [code["code"] for label in labels if (code := _CODED.fullmatch(label))]
        return division.is_whole and len(codes) == len(labels) > 0 and all(f"({code}" in self.text for code in codes)

    def _are_patients(self, total: Decimal) -> bool:
        """Whether the document says that so many took part."""
        if total not in self._values or total not in self._patients:
            return False
        enrolled = [value for value, standing in self._patients.items() if standing is Standing.ENROLLED]
        return 2 * total >= min(enrolled, default=total)

    @cached_property
    def _values(self) -> frozenset[Decimal | None]:
        return frozenset(number.value for told in self.told for number in told.numbers)

    @cached_property
    def _patients(self) -> dict[Decimal, Standing]:
        """The numbers of people that the document gives, each with how plainly it says so."""
        patients: dict[Decimal, Standing] = {}
        for told in self.told:
            for number in told.numbers:
                standing = standing_of(self.text, told.start, told.end, number)
                if number.value is not None and standing > Standing.NONE and not self._is_of_events(number):
                    patients[number.value] = max(standing, patients.get(number.value, Standing.NONE))
        return patients

    @cached_property
    def _chosen(self) -> StudyArms:
        return StudyArms(self._first_chosen(self.choices))

    def _names_in(self, told: Told, start: int, end: int) -> list[Range]:
        """Returns where a stretch of a sentence names arms: agents, roles, and those that chance chose from."""
        named = [(place.start, place.end) for place in self._chosen.find(self.text, start, end)]
        mentioned = [(m.start, m.end) for m in told.mentions if start <= m.start and m.end <= end]
        return sorted([*named, *(place for place in mentioned if not any(_overlap(place, name) for name in named))])

    def _names_arms(self, told: Told, division: Division) -> bool:
        """Whether the labels of a division name treatments or roles, and none names a kind of patients."""
        labels = [allotment.label for allotment in division.allotments]
        if any(_overlap(label, (p.span.start, p.span.end)) for label in labels for p in told.populations):
            return False
        named = [any(_overlap(label, (arm.start, arm.end)) for arm in told.mentions) for label in labels]
        return len(labels) > 1 and any(named)

    def _adds_up(self, at: int, division: Division) -> bool:
        """Whether sizes add up to a number in the same sentence or one of the two before it, or to all patients."""
        near = (number for told in self.told[max(0, at - 2) : at + 1] for number in told.numbers if not number.unit)
        wholes = (number for number in near if number.value == division.total)
        if len(division.allotments) < 2:
            return False
        return any(not self._is_of_events(number) for number in wholes) or self._are_patients(Decimal(division.total))

    def _is_of_events(self, number: Number) -> bool:
        """Whether a number counts what happened, and not whom it could happen to: '20 local relapses (9 X, 11 Y)'."""
        return _HAPPENED.match(self.text, number.outer_end) is not None

    def _first_sized(self, divisions: Sequence[tuple[Told, Division]]) -> list[StudyArm]:
        """Returns the first arms that are set side by side, in one sentence or, group by group, in several, or one."""
        one_by_one = StudyArms()
        for told, division in divisions:
            arms = [self._arm(told, allotment, division) for allotment in division.allotments]
            _name_by_signs(arms)
            if len(arms) > 1:
                return _told_once(arms)
            if not one_by_one.meant_by(arms[0].label, arms[0].concepts):
                one_by_one = StudyArms((*one_by_one.arms, *arms))
        return list(one_by_one.arms)

    def _first_chosen(self, choices: Sequence[tuple[Told, list[Choice]]]) -> list[StudyArm]:
        return next(([self._unsized(told, *choice) for choice in chosen] for told, chosen in choices), [])

    def _arm(self, told: Told, allotment: Allotment, division: Division) -> StudyArm:
        arm = self._unsized(told, allotment.label, allotment.alias)
        arm.size = None if division.is_of_part else allotment.size
        return arm

    def _unsized(self, told: Told, label: Range, alias: Range | None) -> StudyArm:
        arm = StudyArm(self.text[slice(*label)], *label)
        for place in (label, alias):
            if place:
                self._name(arm, told, place)
        return arm

    def _name(self, arm: StudyArm, told: Told, label: Range) -> None:
        name = self.text[slice(*label)]
        if name not in arm.names:
            arm.names.append(name)
        arm.signs += _signs(self.text, name, label[1])
        if not arm.mentions:
            arm.mentions += _within(told, label)

    def _marked(self, arms: Sequence[StudyArm]) -> list[StudyArm]:
        """Returns the arms that a word makes the control; none where it is said of all."""
        marked = [arm for arm in arms if any(CONTROL.search(name) for name in arm.names)]
        by_word = [arm for arm in marked if any(CONTROL.search(_SHORTENED.sub("", name)) for name in arm.names)]
        marked = [arm for arm in by_word or marked if arm is not arms[0] or not _is_only_alone(arm, arms[1:])]
        return marked if len(marked) < len(arms) else []

    def _measured_against(self, arms: Sequence[StudyArm]) -> StudyArm | None:
        """Returns the one of two arms to which the other only adds, or which an aim or the title sets it against."""
        if len(arms) != 2:
            return None
        tokens = [_tokens(arm) for arm in arms]
        wholes = [_tokens(arm) | {amount for amount, _ in arm.schedules} for arm in arms]
        agents = [frozenset(arm.concepts) for arm in arms]
        title = (self.text[self.told[0].start : self.told[0].end], tokens)
        aims = [(aim, wholes) for told in self.told if asks_whether_better(aim := self.text[told.start : told.end])]
        places = (
            _added_to(tokens if all(tokens) else wholes),
            _added_to(agents) if all(agents) else None,
            *(find_measured_against(words, (one - two, two - one)) for words, (one, two) in (*aims, title)),
        )
        return next((arms[at] for at in places if at is not None), None)

    def _add(self, study: StudyArms, told: Told, division: Division) -> None:
        """Gives the arms the sizes and names of a further division; one strange label is of the one arm left over."""
        meant = [(a, study.meant_by(self.text[slice(*a.label)], _concepts(told, a.label))) for a in division.allotments]
        known = [arm for _, arm in meant if arm]
        others = [arm for arm in study.arms if arm not in known]
        strange = [allotment for allotment, arm in meant if arm is None]
        if known and len(others) == len(strange) == 1:
            meant = [(allotment, arm or others[0]) for allotment, arm in meant]
        for allotment, arm in meant:
            if arm and not division.is_of_part:
                arm.size = arm.size or allotment.size
                arm.sizes += [allotment.size] if self._is_of_whom(allotment.size, arm.size) else []
                self._name(arm, told, allotment.label)

    def _is_of_whom(self, size: Number, whole: Number) -> bool:
        """Whether a number is that of most patients of an arm, of whom something is told: 'n = 40', 'of the 40'."""
        is_most = (whole.value or 0) / 2 <= (size.value or 0)
        return is_most and _OF_WHOM_LEFT.search(self.text, max(0, size.start - 16), size.start) is not None

    def _rename(self, study: StudyArms, told: Told, label: Range) -> None:
        arm = study.meant_by(self.text[slice(*label)], _concepts(told, label))
        if arm:
            self._name(arm, told, label)

    def _add_size_of_each(self, study: StudyArms) -> None:
        sizes = (find_size_of_each(self.text, told.start, told.end, told.numbers) for told in self.told)
        study.size_of_each = next((size for size in sizes if size), None)
        if not study.has_sizes:
            for arm in study.arms:
                arm.size = study.size_of_each


def _name_by_signs(arms: Sequence[StudyArm]) -> None:
    """Gives arms of which only the sign is printed the whole name: 'group 1, 2 and 3' has a group 2."""
    lead = _LEADS_SIGNS.fullmatch(arms[0].label) if arms else None
    for arm in arms[1:] if lead else ():
        if lead and _BARE_SIGN.fullmatch(arm.label):
            arm.names.append(f"{lead['word']} {arm.label}")


def _added_to(sets: Sequence[frozenset[str]]) -> int | None:
    """Returns which of two sets the other has all of and more."""
    first, second = sets
    return int(second < first) if first < second or second < first else None


def _is_only_alone(arm: StudyArm, others: Sequence[StudyArm]) -> bool:
    """Whether "alone" is all that marks an arm as the control, and no other arm adds to it: 'node biopsy alone'."""
    is_alone = not any(CONTROL.search(_ALONE.sub("", name)) for name in arm.names)
    return is_alone and not any(_tokens(arm) <= _tokens(other) or _names_both(other) for other in others)


def _names_both(arm: StudyArm) -> bool:
    """Whether an arm goes by 'the combination', which adds to what another has alone."""
    return any(_COMBINED.match(name) for name in arm.names)


def _told_once(arms: Sequence[StudyArm]) -> list[StudyArm]:
    """Leaves out arms that a sentence names again: 'three of 41 on A and two of 40 on B; one of 41 on A …'."""
    return list({fold(arm.label): arm for arm in reversed(arms)}.values())[::-1]


def _forget_shared_agents(study: StudyArms) -> None:
    """Leaves arms that the same agents make up to their printed names: 'radiotherapy plus drug' and 'drug alone'."""
    agents = [frozenset(arm.concepts) for arm in study.arms]
    for at in range(1, len(agents)):
        agents[at] = agents[at] or (agents[at - 1] if _VARIANT.match(study.arms[at].label) else agents[at])
    made_of = Counter(agents)
    for arm, own in zip(study.arms, agents, strict=True):
        if own and made_of[own] > 1:
            study.share_agents = True
            arm.mentions = [mention for mention in arm.mentions if not mention.concepts]


def _signs(text: str, name: str, end: int) -> list[str]:
    """Returns the short names that a name is, holds in a bracket, or has in one right behind it."""
    behind = _SIGN_BEHIND.match(text, end)
    inside = [match["sign"] for match in _SIGN_INSIDE.finditer(name)]
    return [*([name] if _SIGN_ALONE.fullmatch(name) else []), *inside, *([behind["sign"]] if behind else [])]


def _within(told: Told, label: Range) -> list[ArmMention]:
    return [mention for mention in told.mentions if _overlap(label, (mention.start, mention.end))]


def _concepts(told: Told, label: Range) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concept for mention in _within(told, label) for concept in mention.concepts))


def _tokens(arm: StudyArm) -> frozenset[str]:
    """Returns the words and abbreviations of an arm as printed, without those that tell no arm from another."""
    tokens = frozenset(word for name in arm.names for word in _TOKEN.findall(name))
    return frozenset(word for word in tokens if word.lower() not in IDLE)


def _overlap(first: Range, second: Range) -> bool:
    return first[0] < second[1] and second[0] < first[1]
