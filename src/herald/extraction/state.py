"""What a document has said so far: its studies, the arms they compare, and which of them is the comparator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from herald.core.findings import Arm
from herald.core.spans import Span
from herald.extraction.allotments import goes_on_counting_events
from herald.extraction.arms import ArmMention
from herald.extraction.enrolment import FEWEST_PATIENTS
from herald.extraction.groups import StudyArm, StudyArms
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.studies import StudyDraft
from herald.vocabulary.regimens import regimen_label
from herald.vocabulary.vocabulary import Vocabulary

_SIZE_BEHIND = Pattern(
    r"\s?(?:alone|only|arm|group)?,?(?:\s[\d.,]+\s?m[cg]+(?:/\w+\^?\d?)?(?:\s?/\s?(?:d|day|week))?(?:\sper\sday|\sdaily|\sonce\sdaily|\sweekly)?)?\s?(?:[\[(]\s?(?:[a-z\s-]{0,24}[;,]\s)?)?[nN]\s?[=:]\s?"
)
_OPENED_BEHIND = Pattern(r"\s?(?:alone|only|arm|group)?\s?[\[(]\s?")
_WITHOUT_LEFT = Endings(r"\bwithout\s$", re.IGNORECASE)
_OPENED_APART = Endings(r"\s[(\[]\s?$")
_PEOPLE_BEHIND = Pattern(r"\s(?:patients|women|pts|people|participants)\s?[)\],;]", re.IGNORECASE)
_SIZE_AHEAD = Pattern(
    r"\s(?:(?:evaluable|assessable|eligible)\s)?(?:patients\s|women\s|pts\s)?(?:(?:were|was)\s)?(?:(?:randomly\s)?(?:assigned|allocated|randomi[sz]ed)\s)?(?:took|received|to|in|on|receive|had|given)?\s?(?:to\s)?(?:receive\s|treatment\swith\s)?(?:the\s)?",
    re.IGNORECASE,
)
_EVENTS_BEHIND = Pattern(
    r"[^()]{0,60}[)\]]\s(?:developed|died|experienced|relapsed|withdrew|discontinued|reported|had)\b", re.IGNORECASE
)
"""Behind a bracket that divides those to whom something happened: '136 women (74 A, 62 B) developed it'."""
_NO_SIZE_BEHIND = Pattern(
    r"(?:\s?\([^()]*\))?(?:,\s(?:[^\s,;:.()\d]+\s){0,3}[^\s,;:.()\d]+(?:\s?\([^()]*\))?){0,4},?\s(?:or|versus|vs)\b"
    r"|(?:\s(?:arm|group|patients|women))*\s(?:developed|died|experienced|relapsed|withdrew|discontinued)\b"
    r"|\s?(?:\([^()]*\))?\s(?:infusions|injections|cycles|courses|doses|sessions|samples|tumou?rs)\b",
    re.IGNORECASE,
)
"""Behind an arm that is one of a choice, of which only those are counted to whom something happened, or what it got."""
_PLACES = ("first", "second", "third")
_OF_THESE = Pattern(r"the\s(?P<place>first|second|third)\b", re.IGNORECASE)
_POINTS_BACK = Pattern(r"the\s(?:former|latter)\b", re.IGNORECASE)
"""Points to what the sentence before set side by side, which may be other groups than the arms."""
_SIGNED = Pattern(r"(?:the\s)?(?:arm|group|cohort)\s(?P<sign>[A-Z]|[1-9]|I{1,3})$", re.IGNORECASE)
_UNDER_TEST = Pattern(
    r"(?:the\s)?(?:experimental|investigational|study|treatment)\s(?:arm|group|regimen|combination|treatment|therapy)",
    re.IGNORECASE,
)
_ARM_WORDS = Pattern(r"^the\s|\s(?:arm|group)$", re.IGNORECASE)
_COHORT = Pattern(r"cohort", re.IGNORECASE)
"""Cohorts stand beside each other; none is measured against another."""
_CODE = Pattern(r"[A-Z][a-z]*[A-Z]")
"""What makes a strange name that of an arm of its own: 'DCarbH'."""
_COMBINED = Pattern(r"combination|pair|doublet|triplet|triple|dual|combined|\b(?:both|two)\s", re.IGNORECASE)


_KINDS_OF_TREATMENT = frozenset({"class:chemotherapy", "class:endocrine", "class:immunotherapy", "class:supportive"})
"""What any patient may have had; alone they are nobody's regimen."""
_SINGLE = Pattern(r"\b(?:monotherapy|single-agent)\b", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """The state of reading one document.

    Attributes:
        regimens: The regimens named so far, as sets of concepts, in order.
        tested: Those of them that a verb says were given or tested.
        pair: The arm and the comparator of the comparison that is being spoken of.
        sizes: Patients by regimen.
        comparators: Keys of arms that a word has marked as the comparator.
        order: The arms of the last list of three or more, as they were named, and the place of the comparator.
        defined: The arms of the study, as the sentence that sets it out defines them.
        apart: Agents of arms that a sentence names beside a wider one, for which they do not stand.
        contrasts: The pairs of arms that the document sets against each other in so many words.
        told_alone: The endpoints of which a sentence gave the value of the first of two arms, and no other.
        compares: Whether the document speaks anywhere of a comparison.
    """

    vocabulary: Vocabulary
    study: StudyDraft = field(default_factory=StudyDraft)
    studies: list[StudyDraft] = field(default_factory=list)
    regimens: list[tuple[str, ...]] = field(default_factory=list)
    tested: list[tuple[str, ...]] = field(default_factory=list)
    symbols: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pair: tuple[Arm | None, Arm | None] = (None, None)
    sizes: dict[str, Number] = field(default_factory=dict)
    comparators: set[str] = field(default_factory=set)
    order: tuple[Sequence[ArmMention | None], int | None] = ((), None)
    defined: tuple[ArmMention, ...] = ()
    apart: set[frozenset[str]] = field(default_factory=set)
    contrasts: list[tuple[ArmMention, ArmMention]] = field(default_factory=list)
    told_alone: set[str] = field(default_factory=set)
    compares: bool = True

    @property
    def arms(self) -> StudyArms:
        """The arms of the study with their sizes, of any kind of treatment, read ahead from the whole document."""
        return self.study.arms

    def open_study(self, trial: str, place: Span) -> None:
        """Begins another study; what was said of the arms before belongs to the one before."""
        is_named = self.study.trial is not None
        self.study = StudyDraft(trial=trial, start=place.start, trial_span=(place.start, place.end))
        self.studies.append(self.study)
        self.regimens, self.tested, self.symbols, self.sizes = [], [], {}, {}
        self.pair, self.order = (None, None), ((), None)
        self.defined = () if is_named else self.defined

    def name_study(self, trial: str, place: Span) -> None:
        """Gives the study that is being spoken of its name."""
        self.study.trial, self.study.trial_span = trial, (place.start, place.end)
        self.studies.append(self.study)

    def forget_comparison(self) -> None:
        """Forgets which arms are being compared; what a name means is remembered."""
        self.order, self.pair, self.defined = ((), None), (None, None), ()

    def define(self, arms: Sequence[ArmMention]) -> None:
        """Takes the arms between which a study divided its patients; the first division that is set out holds."""
        if not self.defined and len(arms) > 1 and not any(arm.is_order for arm in arms):
            resolved = [replace(arm, concepts=self._without(arm, arms)) for arm in arms]
            self.defined = tuple(self._with_backbone(arms, resolved))

    def _with_backbone(self, named: Sequence[ArmMention], arms: list[ArmMention]) -> list[ArmMention]:
        """Completes 'A against placebo' where A stands for A + B: A + B against B."""
        placebo = [arm for arm in arms if arm.has_placebo and not arm.concepts]
        others = [arm for arm in arms if arm.concepts]
        if len(arms) != 2 or len(placebo) != 1 or len(others) != 1:
            return arms
        own = named[arms.index(others[0])].concepts
        whole = others[0].concepts if set(own) < set(others[0].concepts) else self._tested_with(own)
        backbone = tuple(concept for concept in whole if concept not in own)
        return [replace(arm, concepts=whole if arm is others[0] else backbone) for arm in arms]

    def _tested_with(self, concepts: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the one wider regimen that the study tested, or that it named before, else the agents themselves."""
        named = self.regimens[: self.regimens.index(concepts)] if concepts in self.regimens else self.regimens
        for known in (self.tested, named):
            wider = {frozenset(regimen): regimen for regimen in known if set(concepts) < set(regimen)}
            if len(wider) == 1 and concepts not in known:
                return next(iter(wider.values()))
        return concepts

    def define_set_out(self, end: int) -> None:
        """Takes the arms that the study sets out, once it has been read up to a place behind them."""
        arms = self.arms.arms
        if self.defined or len(arms) < 2:
            return
        if any(len(arm.mentions) != 1 or arm.mentions[0].start >= end for arm in arms):
            return
        mentions = [arm.mentions[0] for arm in arms]
        if not any(_COHORT.match(mention.role or "") for mention in mentions):
            self.define(mentions)

    def _without(self, arm: ArmMention, arms: Sequence[ArmMention]) -> tuple[str, ...]:
        """Returns the agents of an arm; of 'the same without drug' those of the other arm, less the drug."""
        if arm.concepts or not arm.lacks:
            return self.concepts_of(arm)
        whole = next((other.concepts for other in arms if set(arm.lacks) < set(other.concepts)), ())
        return tuple(concept for concept in whole if concept not in arm.lacks)

    def _defined_arm(self, mention: ArmMention) -> ArmMention | None:
        """Returns the arm of the study that a shorter name means: 'placebo', 'without it', the drug that it adds."""
        named = set(mention.concepts)
        if frozenset(named) in self.apart or any(named == set(arm.concepts) for arm in self.defined if named):
            return None
        if not named:
            is_control = mention.is_control and not _COMBINED.search(mention.role or "")
            control = self._defined_control() if is_control else None
            return None if mention.has_placebo and control and self._is_active(control) else control
        if mention.is_control and all(named < set(arm.concepts) for arm in self.defined):
            return self._defined_control()
        wider = [arm for arm in self.defined if named < set(arm.concepts)]
        return wider[0] if len(wider) == 1 and not mention.is_alone else None

    def _is_active(self, control: ArmMention) -> bool:
        """Whether a control has agents that no other arm of the study has, so that "placebo" cannot mean it."""
        others = [set(arm.concepts) for arm in self.defined if arm is not control]
        is_least = any(set(control.concepts) < other for other in others)
        return bool(control.concepts) and not (control.has_placebo or is_least)

    def compared(self) -> tuple[Arm | None, Arm | None]:
        """Returns the two arms that the study set out, the comparator last; nothing where there are more or fewer."""
        against = self.comparator() if len(self.defined) == 2 else None
        tested = next((arm for arm in map(self.resolve, self.defined) if arm != against), None)
        return (tested, against) if tested and against else (None, None)

    def pair_set_out(self) -> tuple[Arm, Arm] | None:
        """Returns the two arms that the study compares, as their agents define them, else as it names them."""
        tested, control = self.compared() if self._are_told_apart() else self._pair_named()
        if tested is None and control is None and not self.defined and len(self.contrasts) == 1:
            tested, control = map(self.resolve, self.contrasts[0])
        return (tested, control) if tested and control and tested != control else None

    def _are_told_apart(self) -> bool:
        """Whether the arms that the study defined are made up of different agents."""
        made_of = [frozenset(arm.concepts) for arm in self.defined]
        return 1 < len(made_of) == len(set(made_of))

    def _pair_named(self) -> tuple[Arm | None, Arm | None]:
        arms = sorted(self.arms.arms, key=lambda arm: arm.is_control)
        if len(arms) != 2 or not self.arms.stand_side_by_side:
            return None, None
        return self._senses(arms[0])[0], self._senses(arms[1])[0]

    def opposite(self, comparator: Arm) -> Arm | None:
        """Returns the other of the two arms between which chance divided the patients, where a comparator is one."""
        arms = self.arms.arms
        are_two = len(arms) == 2 and self.arms.has_sizes and "randomised" in self.study.designs
        meant = self._arm_named(comparator) if are_two else None
        others = [arm for arm in arms if arm is not meant] if meant else []
        return self._senses(others[0])[0] if others else None

    def is_same(self, first: Arm, second: Arm) -> bool:
        """Whether two names mean one arm of the study."""
        meant = self._arm_named(first)
        return first.label == second.label or (meant is not None and meant is self._arm_named(second))

    def _arm_named(self, arm: Arm) -> StudyArm | None:
        return self._arm_set_out(arm) or self.arms.meant_by(arm.label, arm.concepts)

    def control(self) -> Arm | None:
        """Returns the arm that the study set out as its comparator."""
        control = self._defined_control() or self._told_control()
        return self.resolve(control) if control else None

    def comparator(self) -> Arm | None:
        """Returns the comparator of the study as it was set out: its control, else the second of two arms."""
        return self.control() or (self.resolve(self.defined[1]) if len(self.defined) == 2 else None)

    def _defined_control(self) -> ArmMention | None:
        """Returns the comparator among the arms of the study: marked by a word, or what the others add to."""
        marked = [arm for arm in self.defined if arm.has_placebo or (arm.is_control and not self._is_beside(arm))]
        if len(marked) == 1:
            return marked[0]
        sets = [set(arm.concepts) for arm in self.defined]
        least = [arm for arm in self.defined if arm.concepts and all(set(arm.concepts) <= other for other in sets)]
        return least[0] if len(least) == 1 else None

    def _told_control(self) -> ArmMention | None:
        """Returns the one of two arms that the other only adds to, or that the title sets the other against."""
        against = self.arms.measured_against
        if len(self.defined) != 2 or against is None:
            return None
        told = [arm for arm in self.defined if self.arms.meant_by(arm.role or "", arm.concepts) is against]
        return told[0] if len(told) == 1 else None

    def _is_beside(self, arm: ArmMention) -> bool:
        """Whether a drug alone is one of three arms or more of which not all add something to it."""
        is_least = all(set(arm.concepts) <= set(other.concepts) for other in self.defined)
        return arm.is_alone and len(self.defined) > 2 and not is_least

    def is_third(self, mention: ArmMention) -> bool:
        """Whether a drug alone is an arm beside the comparator that the study set out, not that comparator."""
        if not mention.is_alone:
            return False
        against = self.comparator() or self.pair[1]
        return len(self.defined) > 2 if against is None else self.resolve(mention) != against

    def resolve(self, mention: ArmMention) -> Arm | None:
        """Returns the arm that a mention means, in the light of the arms that the document has defined."""
        concepts = self.concepts_of(mention)
        if concepts:
            return Arm(regimen_label(concepts, self.vocabulary), concepts)
        listed = _OF_THESE.match(mention.role or "")
        if listed and len(self.defined) > 2:
            return self.resolve(self.defined[_PLACES.index(listed["place"].lower())])
        if mention.is_order and len(self.defined) == 2 and not _POINTS_BACK.match(mention.role or ""):
            return self.resolve(self.defined[1 if mention.is_second else 0])
        if mention.is_second:
            return self.pair[1]
        return self._under_test(mention) or self._as_named(mention)

    def _as_named(self, mention: ArmMention) -> Arm | None:
        """Returns an arm by the words that the text has for its role."""
        if mention.role is None or mention.is_order:
            return None
        role = re.sub(r"^the\s", "", re.sub(r"\s+", " ", mention.role))
        is_word = mention.is_control and not mention.sign
        name = _ARM_WORDS.sub("", role)
        return Arm((name if name.isupper() else name.lower()) if is_word else role)

    def _under_test(self, mention: ArmMention) -> Arm | None:
        """Returns the arm that the study tests, where a mention calls it only that: 'the experimental arm'."""
        if mention in self.defined or not _UNDER_TEST.fullmatch(mention.role or ""):
            return None
        return self.compared()[0] or self.pair[0]

    def concepts_of(self, mention: ArmMention) -> tuple[str, ...]:
        defined = self._defined_arm(mention)
        if defined and defined.concepts:
            return defined.concepts
        if mention.concepts:
            return self._whole(mention)
        signed = _SIGNED.match(mention.role or "")
        printed = mention.sign or (signed["sign"] if signed else _ARM_WORDS.sub("", mention.role or ""))
        known = self.symbols.get(printed) or self.symbols.get(_name_of_role(mention))
        if known:
            return known
        if mention.role and _COMBINED.search(mention.role):
            return self._last_combination()
        if mention.role and _SINGLE.search(mention.role):
            return self._only_drug()
        return ()

    def _whole(self, mention: ArmMention) -> tuple[str, ...]:
        """Expands 'the pertuzumab triplet' to the one regimen that it can mean."""
        named = set(mention.concepts)
        if any(named == set(arm.concepts) for arm in self.defined):
            return mention.concepts
        is_part = mention.is_partial and len(named) == 1
        if not is_part and not mention.is_control and any(named == set(known) for known in self.regimens):
            return mention.concepts
        wider = [known for known in self.regimens if named < set(known)]
        if mention.is_partial and len({frozenset(known) for known in wider}) == 1:
            return wider[0]
        return mention.concepts

    def _last_combination(self) -> tuple[str, ...]:
        arm = self.pair[0]
        if arm and len(arm.concepts) > 1:
            return arm.concepts
        return next((known for known in reversed(self.regimens) if len(known) > 1), ())

    def _only_drug(self) -> tuple[str, ...]:
        """Returns the one drug that an arm of the document is, which "monotherapy" then means."""
        single = [known for known in self.regimens if len(known) == 1]
        return single[0] if len(single) == 1 else ()

    def set_against(self) -> set[tuple[str, str]]:
        """Returns the names of the arms that are set against each other, the one under test first."""
        return {(self.name_of(first), self.name_of(second)) for first, second in self.contrasts}

    def name_of(self, mention: ArmMention) -> str:
        """Returns what tells an arm of the study from another: its agents, so that 'arm A' is 'A', else its name."""
        return " ".join(sorted(self.concepts_of(mention))) or key_of(mention)

    def is_of_all_arms(self, total: Number) -> bool:
        """Whether so many are the patients of all arms of a study that has several."""
        sizes = [arm.size.value for arm in self.arms.arms if arm.size and arm.size.value]
        whole = [sum(sizes), self.study.n.value if self.study.n else None]
        return len(sizes) > 1 and total.value in whole and total.value not in sizes

    def sole_regimen(self) -> Arm | None:
        """Returns the one regimen that the study gives, where it names no other that is not part of it.

        Regimens that it says it gave or tested go before those that it only names. A study that let chance
        divide its patients gave no one regimen, though one arm may hold all drugs of the other.
        """
        if len(self.arms.arms) > 1 and self.arms.has_sizes and "randomised" in self.study.designs:
            return None
        regimens = self.tested or self.regimens
        widest = [
            r for r in regimens if not any(set(r) != set(other) and self._is_within(r, other) for other in regimens)
        ]
        if len({frozenset(regimen) for regimen in widest}) != 1 or set(widest[0]) <= _KINDS_OF_TREATMENT:
            return None
        return Arm(regimen_label(widest[0], self.vocabulary), widest[0])

    def _is_within(self, regimen: Sequence[str], other: Sequence[str]) -> bool:
        """Whether each drug of a regimen is one of another, or of a class that the other holds."""
        return all(drug in other or not set(other).isdisjoint(self.vocabulary.ancestors(drug)) for drug in regimen)

    def note(self, mentions: Sequence[ArmMention]) -> None:
        """Remembers the regimens and the symbols that a sentence names."""
        if mentions:
            self.apart |= _named_apart(mentions)
        for mention in mentions:
            signed = _SIGNED.match(mention.role or "")
            name = mention.sign or (signed["sign"] if signed else _name_of_role(mention))
            if mention.concepts and name:
                self.symbols.setdefault(name, mention.concepts)
            if mention.concepts and not mention.is_partial and mention.concepts not in self.regimens:
                self.regimens.append(mention.concepts)
            if mention.is_tested and mention.concepts not in self.tested:
                self.tested.append(mention.concepts)

    def size_of(self, mention: ArmMention | None, arm: Arm | None) -> Number | None:
        """Returns how many patients an arm had, as it is named or as it was resolved."""
        size = self.sizes.get(self._size_key(mention)) if mention else None
        size = size or (self.sizes.get(" ".join(sorted(arm.concepts))) if arm and arm.concepts else None)
        if size:
            return size
        meant = self._arm_meant(mention, arm)
        if meant:
            return meant.size
        return self.arms.size_of_each if mention and not self.arms.arms else None

    def size_told(self, mention: ArmMention | None, arm: Arm | None, place: tuple[int, int]) -> Number | None:
        """Returns the size that one sentence prints for an arm: of how many its result there was found."""
        meant = self._arm_meant(mention, arm)
        return meant.size_within(*place) if meant else None

    def keep_size(self, arm: Arm | None, size: Number | None) -> None:
        """Takes a size for an arm that has none so far."""
        if arm and size and arm.concepts and self.size_of(None, arm) is None:
            self.sizes[" ".join(sorted(arm.concepts))] = size

    def _arm_meant(self, mention: ArmMention | None, arm: Arm | None) -> StudyArm | None:
        """Returns the one arm of the study that a name or a resolved arm means."""
        meant = (self._arm_set_out(arm) or self.arms.alone_as(arm.label)) if arm else None
        if meant is None and mention and not mention.concepts:
            return self.arms.meant_by(mention.role or "")
        if meant is None and mention is None and arm and not arm.concepts:
            return self.arms.meant_by(arm.label)
        return meant

    def _arm_set_out(self, arm: Arm) -> StudyArm | None:
        """Returns the arm of the study that an arm is: the same, its control, else the only one to share its agents."""
        same = [one for one in self.arms.arms if arm in self._senses(one)]
        if not same and arm == self.control():
            same = [one for one in self.arms.arms if one.is_control]
        if not same:
            same = [one for one in self.arms.arms if _is_part(set(one.concepts), set(arm.concepts))]
        return same[0] if len(same) == 1 else None

    def sizes_of(
        self, tested: tuple[ArmMention | None, Arm | None], control: tuple[ArmMention | None, Arm | None]
    ) -> tuple[Number | None, Number | None]:
        """Returns the sizes of the two arms of a comparison; of two arms of a study, one is what the other is not."""
        sizes = [self.size_of(*tested), self.size_of(*control)]
        are_known = not any(
            arm and _CODE.search(arm.label) and self._arm_named(arm) is None for _, arm in (tested, control)
        )
        if are_known and len(self.arms.arms) == 2 and sizes.count(None) == 1 and tested[1] and control[1]:
            known = next(size for size in sizes if size)
            left = [one.size for one in self.arms.arms if one.size != known]
            sizes[sizes.index(None)] = left[0] if len(left) == 1 else None
        return sizes[0], sizes[1]

    def _senses(self, arm: StudyArm) -> list[Arm | None]:
        """Returns what an arm of the study is: all its agents together, else what its name alone resolves to."""
        if len(arm.mentions) == 1:
            return [self.resolve(arm.mentions[0])]
        return [self.resolve(ArmMention(arm.start, arm.end, arm.concepts, role=arm.label, is_control=arm.is_control))]

    def _size_key(self, mention: ArmMention) -> str:
        """What tells the arms of a study apart, whether a text names their agents, their symbol or their role."""
        role = _ARM_WORDS.sub("", mention.role or "").lower()
        return " ".join(sorted(self.concepts_of(mention))) or mention.sign or role

    def has_one_arm(self) -> bool:
        """Whether nothing that was said so far divides the patients of the study."""
        is_divided = len(self.arms.arms) > 1 or len(self.defined) > 1 or self.pair[1] is not None
        return not is_divided and "randomised" not in self.study.designs

    def note_sizes(self, mentions: Sequence[ArmMention], measurements: Sequence[Measurement], text: str) -> None:
        """Remembers how many patients an arm had: 'drug (n = 129)', '307 to A'.

        Of two sizes that a sentence gives an arm the first counts, unless the other is so small that each is of a part.
        """
        told: dict[str, list[Number]] = {}
        for mention in mentions:
            if mention.concepts and _WITHOUT_LEFT.search(text, max(0, mention.start - 10), mention.start):
                continue
            size = next((m for m in measurements if _is_size_of(m, mention, text)), None)
            if size:
                told.setdefault(self._size_key(mention), []).append(size.number)
        for key, sizes in told.items():
            values = [size.value or 0 for size in sizes]
            if max(values) <= 2 * min(values):
                self.sizes.setdefault(key, sizes[0])


def _named_apart(mentions: Sequence[ArmMention]) -> set[frozenset[str]]:
    """Returns the agents of arms that stand beside a wider arm, where each is more than one drug, or there are more.

    As in 'A+B+C, A+B', 'A, A+B and C+B'.
    """
    named = [frozenset(mention.concepts) for mention in mentions if mention.concepts]
    sets = [one for one in named if len(one) > 1 or len(set(named)) > 2]
    return {one for one in sets if any(one < other for other in sets)}


def _name_of_role(mention: ArmMention) -> str:
    """Returns the role of an arm without its article and the word for a group: 'standard' for 'the standard arm'."""
    return "" if mention.has_placebo else _ARM_WORDS.sub("", (mention.role or "").lower())


def _is_part(first: set[str], second: set[str]) -> bool:
    return bool(first) and bool(second) and (first <= second or second <= first)


def _is_size_of(m: Measurement, mention: ArmMention, text: str) -> bool:
    if m.sort is Sort.SIZE:
        return 0 <= m.start - mention.end <= 50 and bool(_SIZE_BEHIND.fullmatch(text[mention.end : m.start]))
    if m.sort is not Sort.PLAIN or not m.number.is_whole or (m.number.value or 0) < FEWEST_PATIENTS:
        return False
    if m.interval is None and 0 <= m.start - mention.end <= 20:
        is_told = _PEOPLE_BEHIND.match(text, m.end) or _is_alone_in_bracket(text, m)
        return bool(is_told) and bool(_OPENED_BEHIND.fullmatch(text, mention.end, m.start))
    if not 0 <= mention.start - m.end <= 60 or not _SIZE_AHEAD.fullmatch(text, m.end, mention.start):
        return False
    return not (_NO_SIZE_BEHIND.match(text, mention.end) or _counts_events(text, m))


def _is_alone_in_bracket(text: str, m: Measurement) -> bool:
    """Whether a bracket behind a name holds a number only; one that is part of the name may be a dose: 'FEC(75)'."""
    is_closed = text[m.end : m.end + 1] in (")", "]")
    return is_closed and _OPENED_APART.search(text, max(0, m.start - 4), m.start) is not None


def _counts_events(text: str, m: Measurement) -> bool:
    return goes_on_counting_events(text, 0, m.start) or _EVENTS_BEHIND.match(text, m.end) is not None


def key_of(mention: ArmMention) -> str:
    """What tells one arm of a document from another."""
    return mention.sign or " ".join(sorted(mention.concepts)) or (mention.role or "").lower()
