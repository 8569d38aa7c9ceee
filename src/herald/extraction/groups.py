"""The arms of a study as its document sets them out, of any kind of treatment: names, role, size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial

from herald.core.mentions import Mention
from herald.core.records import record
from herald.extraction.allotments import Allotment, Division, find_divisions, find_size_of_each
from herald.extraction.arms import ArmMention
from herald.extraction.choices import Choice, find_choice
from herald.extraction.contrasts import find_measured_against
from herald.extraction.enrolment import Standing, standing_of
from herald.extraction.labels import GROUP, SIGN, Range
from herald.extraction.numbers import Number
from herald.extraction.partitions import find_partition
from herald.extraction.patterns import Pattern
from herald.extraction.people import PEOPLE
from herald.extraction.phrases import Endings, Phrases
from herald.vocabulary.names import fold

_CONTROL = Pattern(
    r"\bcontrols?\b|\bplacebo\b|\busual\b|\bstandard\b|\bwait(?:ing|-|list|\b)|\bconventional\b|\broutine\b|\bsham\b|\bno\b|\bnon\b|\bnot\b"
    r"|\bwithout\b|\balone\b|\bonly\b|\bobservation\b|\bdelayed\b|\battention\b|\breference\b|\bcomparison\b|\bcomparator\b|\bsaline\b"
    r"|\buntreated\b|\bbefore\b|\bTAU\b|\bUC\b|\bSTD\b|\bSOC\b|\bCON\b|\bCTRL?\b|\bCG\b",
    re.IGNORECASE,
)
_SHORTENED = Pattern(r"\b(?:TAU|UC|STD|SOC|CON|CTRL?|CG)\b")
"""Abbreviations that mark a control where no whole word marks another arm."""
_ALONE = Pattern(r"\b(?:alone|only)\b", re.IGNORECASE)
_DENIED_GROUP = Pattern(r"\bno[\s-](?:[a-z-]+\s){1,2}(?:arm|group)\b", re.IGNORECASE)
"""An arm by what it did not get: 'the no irradiation group'."""
_COMBINED = Pattern(r"(?:the\s)?(?:combination|combined|both)\b", re.IGNORECASE)
_TESTED = Pattern(
    r"\b(?:intervention|experimental|treatment|treated|study|active|investigational|test|exercise|training)\b",
    re.IGNORECASE,
)
_SIGN = Pattern(r"\b(?:arms?|groups?|cohorts?)[\s-](?P<sign>[A-Z]|[1-4]|I{1,3})\b(?!-)", re.IGNORECASE)
_INITIALS = Pattern(r"\b[A-Z]{3,6}\b")
_LETTERS = Pattern(r"[A-Za-z]+")
_UNSPELLED = frozenset(
    ("of", "and", "or", "the", "a", "an", "alone", "only", "with", "for", "in", "to", "plus", "group", "arm")
)
_AMOUNT = Pattern(
    r"\b(?P<amount>\d[\d.]*)[\s-]?(?P<unit>mg|mcg|[cC]?Gy|IU|day|week|month|year|fraction|cycle)(?:s|ly)?\b",
    re.IGNORECASE,
)
_REGULAR = Pattern(r"\b(?P<unit>week|month)ly\b", re.IGNORECASE)
_OF_PATIENTS = Pattern(
    r"\b(?:cancers?|carcinomas?|tumou?rs?|myeloma|lymphoma|metastas[ei]s|disease|subsets?|subgroups?|strat(?:a|um))$"
    rf"|^(?:the\s)?(?:initial|first|second|third|last|final)(?:\s(?!{GROUP})[a-z]+)?$",
    re.IGNORECASE,
)
_GROUP_WORDS = Pattern(r"^the\s|\s(?:treatment\s|study\s)?(?:arm|group)$")
_LEADS_SIGNS = Pattern(rf"(?P<word>arm|group|cohort)s?[\s-]{SIGN}", re.IGNORECASE)
_BARE_SIGN = Pattern(SIGN)
ROLE = Phrases(
    r"\b(?:arms?|groups?|cohorts?)[\s-](?:[A-Z]|[1-5]|I{1,3})\b(?!-)"
    r"|\b(?:intervention|experimental|treatment|treated|study|active|investigational)\s(?:arm|group|patients|women|participants)\b"
    r"|\bcontrols?\b(?:\s(?:arm|group|patients|women|participants|subjects)\b)?|\bplacebo\b(?:\s(?:arm|group)\b)?",
    re.IGNORECASE,
)
_OF_WHOM_LEFT = Endings(r"\b(?:[nN]\s?[=:]|(?:of|in|among|for|than)(?:\s(?:the|these|all))?)\s?$", re.IGNORECASE)
_DOSE = Pattern(r"\b\d[\d.,]*[\s-]?(?:[mµμn]?g|mcg|c?Gy|IU|weeks?|weekly|months?|years?|days?)\b", re.IGNORECASE)
_VARIANT = Pattern(rf"{_DOSE.pattern}|every\b|(?:once|twice)\b|\w*weekly\b|daily\b", re.IGNORECASE)
"""What begins the name of an arm that differs from the one before in dose or schedule only."""
_HAPPENED = Pattern(
    r"\s(?:[a-z/-]+\s){0,4}?(?:events?|deaths?|relapses|recurrences|fractures|infections|cancers)\b"
    r"|\s(?:patients|women|participants)\s(?:\([^()]*\)\s)?(?:developed|had|experienced|died|relapsed|reported|suffered)\b",
    re.IGNORECASE,
)
_WITHOUT_LEFT = Pattern(r"\b(?:without\s(?:the\s)?|no\s(?:[a-z]+\s)?)$", re.IGNORECASE)
_SIGN_OF_ARM = r"(?:non-)?[A-Z][A-Za-z0-9/]{0,7}(?:[+-](?![A-Za-z0-9]))?"
_SIGN_ALONE = Pattern(_SIGN_OF_ARM)
_SIGN_BEHIND = Pattern(rf"\s?[\[(](?P<sign>{_SIGN_OF_ARM})(?=[\])]|[;,]\s)")
_SIGN_INSIDE = Pattern(rf"[\[(](?P<sign>{_SIGN_OF_ARM})[\])]")
_LABELLING = (
    r"(?:(?<![\w+-])|(?<=[\[(])){sign}(?=\s?[:=]\s?[<>≤≥]?\s?[-−+]?\d|(?<=[\[(]{sign})[\])]"
    r"|\s(?:and|or|vs\.?|versus)\s(?:the\s)?[A-Z]\S{{0,11}}\s(?:arms?|groups?)\b|\s(?:arms?|groups?)\b)"
)
_GLUED = Pattern(r"[\w-]")
_WORD = Pattern(r"[A-Za-z0-9][\w+-]*[A-Za-z0-9+]|[A-Za-z]")
_ADDED = Pattern(r"[a-z]{4,}")
"""What a sum without gaps adds: 'drug' of 'drug+vitamin'."""
_TOKEN = Pattern(r"(?!\d+\b)[A-Za-z0-9]{2,}")
_IDLE = frozenset((
    "the", "and", "with", "plus", "for", "from", "arm", "arms", "group", "groups", "cohort", "patients", "women",
    "participants", "subjects", "received", "receive", "receiving", "therapy", "treatment", "treated", "study",
    "trial", "daily", "weekly", "every", "week", "weeks", "day", "days", "month", "months", "year", "years",
    "mg", "mg/day", "alone", "only", "either",
    "one", "two", "three", "who", "were", "was", "had", "given", "per", "standard", "of", "in", "on", "to", "or",
    "a", "an", "at", "by", "randomized", "randomised", "assigned", "program", "programme", "based", "after",
    "before", "followed",
))  # fmt: skip
"""Words that tell no arm from another."""
_SAME = dict.fromkeys(("rt", "xrt", "irradiation", "radiation", "irradiated"), "radiotherapy") | {
    "hysterectomised": "hysterectomy", "ct": "chemotherapy", "et": "endocrine", "hormonal": "endocrine",
    "no": "without", "non": "without", "not": "without",
    "operation": "surgery", "surgical": "surgery", "exercising": "exercise",
}  # fmt: skip
"""Words and common abbreviations that mean the same in the name of an arm."""
FEWEST_TREATED = 10
"""Fewer patients who got something may be those to whom it happened."""
_LEADS = Pattern(
    r"\W*(?:[A-Z]+:\s)?(?:(?:From|Between|In|During|Since|Over|At)\b[^.;]{0,70},\s|Overall,?\s|Altogether,?\s|A\stotal\sof\s|The\s)?"
)
_CODED = Pattern(rf"(?P<code>[A-Z][\w/+-]*[A-Z0-9])\s(?:{PEOPLE}|{GROUP})")
_DENIES = frozenset(("no", "not", "non", "without"))
_NOTHING_GIVEN = _DENIES | {
    "placebo", "observation", "untreated", "usual", "care", "routine", "conventional", "further", "intervention",
    "standard", "waiting", "waitlist", "wait", "list", "wait-list", "delayed", "comparison",
}  # fmt: skip
"""Words for a control to which nothing is added; of two arms, each means the one that such a word marks."""


@dataclass(slots=True)
class StudyArm:
    """An arm as the document sets it out.

    Attributes:
        label: Its name as printed.
        start, end: Where that name stands; both 0 where no place gives it.
        is_control: What the study measures against: placebo, usual care, a standard, a waiting list.
        is_marked: Whether a word of its name makes it that.
        size: How many patients it had.
        sizes: Every number of its patients that the document gives, those analysed for a result among them.
        names: Every name that the document has for it.
        signs: Its short names, which label its values: 'PC', 'C' behind 'Cocculine (C)'.
        mentions: The treatments and roles that its names spell out.
    """

    label: str
    start: int
    end: int
    is_control: bool = False
    is_marked: bool = False
    size: Number | None = None
    sizes: list[Number] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    mentions: list[ArmMention] = field(default_factory=list)

    @property
    def concepts(self) -> tuple[str, ...]:
        """Vocabulary ids of the agents and classes that its names spell out."""
        return tuple(dict.fromkeys(concept for mention in self.mentions for concept in mention.concepts))

    @property
    def sign(self) -> str | None:
        """Its letter or number: 'A' for 'group A'."""
        signs = (_SIGN.search(name) for name in self.names)
        return next((sign["sign"].upper() for sign in signs if sign), None)

    def size_within(self, start: int, end: int) -> Number | None:
        """Returns the size that stands in a stretch of the text."""
        return next((size for size in self.sizes if start <= size.start < end), None)

    @property
    def doses(self) -> frozenset[str]:
        """Doses and schedules that its names give, as names are compared: '20 mg'."""
        return frozenset(fold(dose[0]) for name in self.names for dose in _DOSE.finditer(name))

    @property
    def schedules(self) -> frozenset[tuple[str, str]]:
        return frozenset().union(*(_schedules(name) for name in self.names))

    @property
    def words(self) -> frozenset[str]:
        return frozenset().union(*(_words(name) for name in self.names))


@record(frozen=True, slots=True)
class Named:
    """A place that names an arm of the study."""

    start: int
    end: int
    arm: StudyArm


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


class StudyArms:
    """The arms of one study, in the order in which they were set out; none where it sets out none.

    Attributes:
        sizes: Where the numbers begin that are sizes of arms, also of arms that no division sets side by side.
        measured_against: The control of two arms that no word marks, as the other arm or the title tells it.
        size_of_each: How many patients each arm had, where the document says so once for all of them.
        alone: The only group that the document sizes, where it sets none beside it.
        stand_side_by_side: Whether one sentence sets them out together.
        share_agents: Whether some are made up of the same agents, so that only their printed names tell them apart.
    """

    def __init__(
        self, arms: Iterable[StudyArm] = (), sizes: Iterable[int] = (), *, measured_against: StudyArm | None = None
    ) -> None:
        self.arms = tuple(arms)
        self.sizes = frozenset(sizes)
        self.measured_against = measured_against
        self.size_of_each: Number | None = None
        self.alone: StudyArm | None = None
        self.stand_side_by_side = False
        self.share_agents = False

    @property
    def go_by_names(self) -> bool:
        """Whether arms with sizes, or two of one sentence, are told apart by words only, not by agents or letters."""
        are_set_out = self.has_sizes or (len(self.arms) == 2 and self.stand_side_by_side)
        return len(self.arms) > 1 and are_set_out and not any(arm.concepts or arm.sign for arm in self.arms)

    @property
    def has_sizes(self) -> bool:
        return any(arm.size for arm in self.arms)

    def counts(self, number: Number) -> bool:
        """Whether a number is the size of an arm, wherever it stands."""
        is_size = len(self.arms) > 1 and any(arm.size and arm.size.value == number.value for arm in self.arms)
        return is_size or number.start in self.sizes

    def control(self) -> StudyArm | None:
        return next((arm for arm in self.arms if arm.is_control), None)

    def meant_by(self, phrase: str, concepts: Iterable[str] = ()) -> StudyArm | None:
        """Returns the one arm that a phrase can mean: by its letter, its agents, its role or its words."""
        return (
            self._only(lambda arm: _bare(phrase) in map(_bare, arm.names))
            or self._signed(phrase)
            or self._of_concepts(frozenset(concepts))
            or self._of_role(phrase)
            or self._of_words(_words(phrase))
            or self._of_initials(phrase)
            or self._of_schedule(phrase)
        )

    def alone_as(self, name: str) -> StudyArm | None:
        """Returns the only group that has a size, where it goes by that name."""
        is_meant = self.alone is not None and any(_bare(name) == _bare(own) for own in self.alone.names)
        return self.alone if is_meant else None

    def find(self, text: str, start: int, end: int) -> list[Named]:
        """Returns the places in `text[start:end]` that name an arm, in order, without overlap, the longest first."""
        if len(self.arms) < 2:
            return []
        places = sorted(
            {
                *self._named_places(text, start, end),
                *_role_places(text, start, end),
                *self._initials(text, start, end),
                *(match.span() for match in _DENIED_GROUP.finditer(text, start, end)),
            },
            key=lambda p: (p[0], -p[1]),
        )
        found: list[Named] = []
        for low, high in places:
            if not found or low >= found[-1].end:
                phrase = text[low:high]
                arm = self._by_name.get(fold(phrase)) or self.meant_by(phrase)
                arm = self._without(arm) if arm and _WITHOUT_LEFT.search(text[max(start, low - 20) : low]) else arm
                found += [Named(low, high, arm)] if arm else []
        return found

    def _without(self, arm: StudyArm) -> StudyArm | None:
        """Returns the arm that 'without' and an arm's name mean: that arm if it is named so, else the other."""
        if any(_words(name) & _DENIES for name in arm.names):
            return arm
        others = [other for other in self.arms if other is not arm]
        return others[0] if len(others) == 1 else None

    def _initials(self, text: str, start: int, end: int) -> Iterator[Range]:
        places = (match.span() for match in _INITIALS.finditer(text, start, end))
        return (place for place in places if self._of_initials(text[slice(*place)]))

    def find_labels(self, text: str, start: int, end: int) -> list[Named]:
        """Returns the places in `text[start:end]` where the short name of an arm labels a value: 'P: 12%', '9% (P)'."""
        found = (Named(*m.span(), arm) for arm, label in self._labels for m in label.finditer(text, start, end))
        return sorted(found, key=lambda named: named.start)

    @cached_property
    def _labels(self) -> list[tuple[StudyArm, re.Pattern[str]]]:
        """What finds the short names of which each is of one arm only."""
        owners = Counter(sign for arm in self.arms for sign in set(arm.signs))
        signs = ((arm, sign) for arm in self.arms for sign in dict.fromkeys(arm.signs) if owners[sign] == 1)
        return [(arm, re.compile(_LABELLING.format(sign=re.escape(sign)))) for arm, sign in signs]

    def _named_places(self, text: str, start: int, end: int) -> Iterator[Range]:
        folded = fold(text[start:end])
        for name in self._by_name:
            at = folded.find(name)
            while at >= 0:
                if _is_whole(text, start + at, start + at + len(name)):
                    yield start + at, start + at + len(name)
                at = folded.find(name, at + 1)

    @cached_property
    def _by_name(self) -> dict[str, StudyArm]:
        """The names that mean one arm only: as printed, and each word that no other arm has."""
        shared: set[str] = set()
        names: dict[str, StudyArm] = {}
        sizes = {str(size.value) for arm in self.arms for size in (*arm.sizes, arm.size) if size}
        for arm in self.arms:
            others = frozenset().union(*(other.words for other in self.arms if other is not arm))
            own = {word for word in arm.words - others if len(word) > 2 and word not in sizes}
            own |= arm.doses.difference(*(other.doses for other in self.arms if other is not arm))
            for name in {fold(name) for name in (*arm.names, *own)}:
                shared |= {name} & names.keys()
                names[name] = arm
        return {name: arm for name, arm in names.items() if name not in shared and len(name) > 1}

    def _only(self, fits: Callable[[StudyArm], bool]) -> StudyArm | None:
        fitting = [arm for arm in self.arms if fits(arm)]
        return fitting[0] if len(fitting) == 1 else None

    def _signed(self, phrase: str) -> StudyArm | None:
        named = _SIGN.search(phrase)
        sign = named["sign"].upper() if named else phrase if _BARE_SIGN.fullmatch(phrase) else None
        if not sign:
            return None
        return self._only(lambda arm: arm.sign == sign) or self._only_unsigned()

    def _only_unsigned(self) -> StudyArm | None:
        """Returns the one of two arms whose letter is not told, where that of the other is."""
        unsigned = [arm for arm in self.arms if arm.sign is None]
        return unsigned[0] if len(self.arms) == 2 and len(unsigned) == 1 else None

    def _of_concepts(self, concepts: frozenset[str]) -> StudyArm | None:
        return self._only(lambda arm: frozenset(arm.concepts) == concepts) if concepts else None

    def _of_role(self, phrase: str) -> StudyArm | None:
        """Returns the only control for 'controls', the only other arm for 'the intervention group'."""
        own = _words(phrase)
        if _CONTROL.search(phrase) and own <= {"control", "controls"} | _IDLE:
            return self._only(lambda arm: arm.is_control)
        if _CONTROL.search(phrase) and own <= _NOTHING_GIVEN | _IDLE:
            return self._only(lambda arm: arm.is_control and any(_CONTROL.search(name) for name in arm.names))
        if _TESTED.search(phrase) and not (
            own - _IDLE - {"intervention", "experimental", "active", "investigational", "test"}
        ):
            return self._only(lambda arm: not arm.is_control)
        return None

    def _of_initials(self, phrase: str) -> StudyArm | None:
        """Returns the one arm whose name begins with the letters of an abbreviation: 'SLND' for 'sentinel node …'."""
        codes = [code.lower() for code in _INITIALS.findall(phrase)]
        return self._only(lambda arm: any(_spells(code, _spelled(name)) for code in codes for name in arm.names))

    def _of_schedule(self, phrase: str) -> StudyArm | None:
        """Returns the one arm given for so long, so often or at such a dose: '3-weekly' for 'every 3 weeks'."""
        own = _schedules(phrase)
        return self._only(lambda arm: own <= arm.schedules) if own else None

    def _of_words(self, words: frozenset[str]) -> StudyArm | None:
        """Returns the arm that alone has some of the words, or all of them and no other, denied where they are."""
        told = _meanings(words - _IDLE)
        if not told:
            return None
        exact = self._only(lambda arm: any(_meanings(_words(name)) == told for name in arm.names))
        shared = frozenset.intersection(*(_meanings(arm.words) for arm in self.arms)) if self.arms else frozenset()
        some = exact or self._only(lambda arm: bool((told - shared) & _meanings(arm.words)))
        return some or self._only(
            lambda arm: told <= _meanings(arm.words) and bool(told & _DENIES) == bool(arm.words & _DENIES)
        )


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
        marked = [arm for arm in arms if any(_CONTROL.search(name) for name in arm.names)]
        by_word = [arm for arm in marked if any(_CONTROL.search(_SHORTENED.sub("", name)) for name in arm.names)]
        marked = [arm for arm in by_word or marked if arm is not arms[0] or not _is_only_alone(arm, arms[1:])]
        return marked if len(marked) < len(arms) else []

    def _measured_against(self, arms: Sequence[StudyArm]) -> StudyArm | None:
        """Returns the one of two arms to which the other only adds, or which the title sets the other against."""
        if len(arms) != 2:
            return None
        first, second = (_tokens(arm) for arm in arms)
        if first < second or second < first:
            return arms[int(second < first)]
        title = self.text[self.told[0].start : self.told[0].end]
        at = find_measured_against(title, (first - second, second - first))
        return None if at is None else arms[at]

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


def _is_only_alone(arm: StudyArm, others: Sequence[StudyArm]) -> bool:
    """Whether "alone" is all that marks an arm as the control, and no other arm adds to it: 'node biopsy alone'."""
    is_alone = not any(_CONTROL.search(_ALONE.sub("", name)) for name in arm.names)
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


def _schedules(name: str) -> frozenset[tuple[str, str]]:
    """Returns the amounts that a name gives, however it gives them: every 3 weeks and 3-weekly are ('3', 'week')."""
    found = {(match["amount"], match["unit"].lower()) for match in _AMOUNT.finditer(name)}
    return frozenset(found or {("1", word["unit"].lower()) for word in _REGULAR.finditer(name)})


def _spelled(name: str) -> list[str]:
    return [word.lower() for word in _LETTERS.findall(name) if word.lower() not in _UNSPELLED]


def _spells(code: str, words: Sequence[str]) -> bool:
    """Whether letters are those of words: the first of each, and others within it: 'iort', 'intraoperative …'."""
    if not words or not code:
        return not words and not code
    if code[0] != words[0][0]:
        return False
    longest = range(len(code) - len(words) + 1, 0, -1)
    return any(_are_within(code[1:at], words[0][1:]) and _spells(code[at:], words[1:]) for at in longest)


def _are_within(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _bare(name: str) -> str:
    """Returns a name as names are compared, without the words for a group."""
    return _GROUP_WORDS.sub("", name.lower())


def _words(name: str) -> frozenset[str]:
    words = frozenset(word.lower() for word in _WORD.findall(name))
    return (words | {part for word in words if "+" in word for part in _ADDED.findall(word)}) - _IDLE


def _meanings(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_SAME.get(word, word) for word in words)


def _tokens(arm: StudyArm) -> frozenset[str]:
    """Returns the words and abbreviations of an arm as printed, without those that tell no arm from another."""
    tokens = frozenset(word for name in arm.names for word in _TOKEN.findall(name))
    return frozenset(word for word in tokens if word.lower() not in _IDLE)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name stands apart from the words around it."""
    return not _GLUED.match(text, max(0, start - 1), start) and not _GLUED.match(text, end)


def _role_places(text: str, start: int, end: int) -> Iterator[Range]:
    return (match.span() for match in ROLE.finditer(text, start, end))


def _overlap(first: Range, second: Range) -> bool:
    return first[0] < second[1] and second[0] < first[1]
