"""The arms of a study as its document sets them out, of any kind of treatment: names, role, size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from herald.core.records import record
from herald.extraction.arm_names import (
    CONTROL,
    IDLE,
    abbreviates,
    bare,
    doses_of,
    meanings_of,
    schedules_of,
    sign_of,
    words_of,
)
from herald.extraction.arms import ArmMention
from herald.extraction.labels import SIGN, Range
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings, Phrases
from herald.vocabulary.names import fold

_TESTED = Pattern(
    r"\b(?:intervention|experimental|treatment|treated|study|active|investigational|test|exercise|training)\b",
    re.IGNORECASE,
)
_DENIED_GROUP = Pattern(r"\bno[\s-](?:[a-z-]+\s){1,2}(?:arm|group)\b", re.IGNORECASE)
"""An arm by what it did not get: 'the no irradiation group'."""
_INITIALS = Pattern(r"\b[A-Z]{3,6}\b")
_BARE_SIGN = Pattern(SIGN)
ROLE = Phrases(
    r"\b(?:arms?|groups?|cohorts?)[\s-](?:[A-Z]|[1-5]|I{1,3})\b(?!-)"
    r"|\b(?:intervention|experimental|treatment|treated|study|active|investigational)\s(?:arm|group|patients|women|participants)\b"
    r"|\bcontrols?\b(?:\s(?:arm|group|patients|women|participants|subjects)\b)?|\bplacebo\b(?:\s(?:arm|group)\b)?",
    re.IGNORECASE,
)
_TIME = Pattern(r"\d+\s(?:years?|months?|weeks?|days?)", re.IGNORECASE)
_TIME_LEFT = Endings(r"\b(?:at|after|over|within|by|during|through|until)\s$", re.IGNORECASE)
_WITHOUT_LEFT = Pattern(r"\b(?:without\s(?:the\s)?|no\s(?:[a-z]+\s)?)$", re.IGNORECASE)
_LABELLING = (
    r"(?:(?<![\w+-])|(?<=[\[(])){sign}(?=\s?[:=]\s?[<>≤≥]?\s?[-−+]?\d|(?<=[\[(]{sign})[\])]"
    r"|\s(?:and|or|vs\.?|versus)\s(?:the\s)?[A-Z]\S{{0,11}}\s(?:arms?|groups?)\b|\s(?:arms?|groups?)\b)"
)
_GLUED = Pattern(r"[\w-]")
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
        return next((sign for name in self.names if (sign := sign_of(name))), None)

    def size_within(self, start: int, end: int) -> Number | None:
        """Returns the size that stands in a stretch of the text."""
        return next((size for size in self.sizes if start <= size.start < end), None)

    @property
    def doses(self) -> frozenset[str]:
        """Doses and schedules that its names give, as names are compared: '20 mg'."""
        return frozenset().union(*map(doses_of, self.names))

    @property
    def schedules(self) -> frozenset[tuple[str, str]]:
        return frozenset().union(*map(schedules_of, self.names))

    @property
    def words(self) -> frozenset[str]:
        return frozenset().union(*map(words_of, self.names))


@record(frozen=True, slots=True)
class Named:
    """A place that names an arm of the study."""

    start: int
    end: int
    arm: StudyArm


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

    @property
    def has_control_told(self) -> bool:
        """Whether a word marks the control, or the other arm or the title tells it; else it is only the second."""
        return self.measured_against is not None or any(arm.is_marked for arm in self.arms)

    def counts(self, number: Number) -> bool:
        """Whether a number is the size of an arm, wherever it stands."""
        is_size = len(self.arms) > 1 and any(arm.size and arm.size.value == number.value for arm in self.arms)
        return is_size or number.start in self.sizes

    def control(self) -> StudyArm | None:
        return next((arm for arm in self.arms if arm.is_control), None)

    def meant_by(self, phrase: str, concepts: Iterable[str] = ()) -> StudyArm | None:
        """Returns the one arm that a phrase can mean: by its letter, its agents, its role or its words."""
        return (
            self._only(lambda arm: bare(phrase) in map(bare, arm.names))
            or self._signed(phrase)
            or self._of_concepts(frozenset(concepts))
            or self._of_role(phrase)
            or self._of_words(words_of(phrase))
            or self._of_initials(phrase)
            or self._of_schedule(phrase)
        )

    def alone_as(self, name: str) -> StudyArm | None:
        """Returns the only group that has a size, where it goes by that name."""
        is_meant = self.alone is not None and any(bare(name) == bare(own) for own in self.alone.names)
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
            if (not found or low >= found[-1].end) and not _tells_when(text, start, low, high):
                phrase = text[low:high]
                arm = self._by_name.get(fold(phrase)) or self.meant_by(phrase)
                arm = self._without(arm) if arm and _WITHOUT_LEFT.search(text[max(start, low - 20) : low]) else arm
                found += [Named(low, high, arm)] if arm else []
        return found

    def _without(self, arm: StudyArm) -> StudyArm | None:
        """Returns the arm that 'without' and an arm's name mean: that arm if it is named so, else the other."""
        if any(words_of(name) & _DENIES for name in arm.names):
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
        sign = sign_of(phrase) or (phrase if _BARE_SIGN.fullmatch(phrase) else None)
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
        own = words_of(phrase)
        if CONTROL.search(phrase) and own <= {"control", "controls"} | IDLE:
            return self._only(lambda arm: arm.is_control)
        if CONTROL.search(phrase) and own <= _NOTHING_GIVEN | IDLE:
            return self._only(lambda arm: arm.is_control and any(CONTROL.search(name) for name in arm.names))
        if _TESTED.search(phrase) and not (
            own - IDLE - {"intervention", "experimental", "active", "investigational", "test"}
        ):
            return self._only(lambda arm: not arm.is_control)
        return None

    def _of_initials(self, phrase: str) -> StudyArm | None:
        """Returns the one arm whose name begins with the letters of an abbreviation: 'SLND' for 'sentinel node …'."""
        codes = [code.lower() for code in _INITIALS.findall(phrase)]
        arm = self._only(lambda arm: any(abbreviates(code, name) for code in codes for name in arm.names))
        return self._without(arm) if arm and words_of(phrase) & _DENIES else arm

    def _of_schedule(self, phrase: str) -> StudyArm | None:
        """Returns the one arm given for so long, so often or at such a dose: '3-weekly' for 'every 3 weeks'."""
        own = schedules_of(phrase)
        return self._only(lambda arm: own <= arm.schedules) if own else None

    def _of_words(self, words: frozenset[str]) -> StudyArm | None:
        """Returns the arm that alone has some of the words, or all of them and no other, denied where they are."""
        told = meanings_of(words - IDLE)
        if not told:
            return None
        exact = self._only(lambda arm: any(meanings_of(words_of(name)) == told for name in arm.names))
        shared = frozenset.intersection(*(meanings_of(arm.words) for arm in self.arms)) if self.arms else frozenset()
        some = exact or self._only(lambda arm: bool((told - shared) & meanings_of(arm.words)))
        return some or self._only(
            lambda arm: told <= meanings_of(arm.words) and bool(told & _DENIES) == bool(arm.words & _DENIES)
        )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name stands apart from the words around it."""
    return not _GLUED.match(text, max(0, start - 1), start) and not _GLUED.match(text, end)


def _role_places(text: str, start: int, end: int) -> Iterator[Range]:
    return (match.span() for match in ROLE.finditer(text, start, end))


def _tells_when(text: str, start: int, low: int, high: int) -> bool:
    """Whether a length of treatment that may name an arm is a time: 'in 33% of the women over 5 years'."""
    return (
        _TIME.fullmatch(text, low, high) is not None and _TIME_LEFT.search(text, max(start, low - 12), low) is not None
    )
