"""What the sentences of a document name, found before anything is decided: concepts, figures, arms, topics."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Set
from dataclasses import replace
from itertools import islice

from herald.core.mentions import ConceptKind, Mention
from herald.core.records import record
from herald.extraction.arm_finder import find_arms, with_signs
from herald.extraction.arms import ArmMention
from herald.extraction.backbones import find_backbone
from herald.extraction.brackets import Brackets
from herald.extraction.figures import find_measurements
from herald.extraction.legends import spelled_out
from herald.extraction.measurements import Measurement
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.regimens import agents_of
from herald.extraction.sentences import Sentence
from herald.extraction.symbols import Symbols
from herald.extraction.topic_phrases import PROGRESSION, RECURRENCE, RECURRENCE_OR_DEATH, UNTIL_GROWTH
from herald.extraction.topics import Topic, find_topics
from herald.vocabulary.vocabulary import Vocabulary

_WITHOUT_IT = Pattern(r"without\s(?:it|them|this)", re.IGNORECASE)
_WITH_LEFT = Endings(r"\bwith\s(?:(?:the|an?|such|no|any|baseline|active|stable)\s)*$", re.IGNORECASE)
_REACH_OF_TRAIT = 400
_REACH_OF_LEGEND = 300
_LETTER_LEFT = Pattern(r"(?<![\w+])(?P<sign>[A-Z]{1,3})(?:\s?[,=:]\s?|\sfor\s|\sis\s)$")
_SPELLED_OUT = Pattern(r"\ssurvival\s\((?P<sign>rw(?:PFS|OS))\)")


@record(frozen=True, slots=True)
class Annotated:
    """A sentence with what was found in it before anything was decided."""

    sentence: Sentence
    mentions: list[Mention]
    measurements: list[Measurement]
    arms: list[ArmMention]
    brackets: Brackets

    def counts(self) -> list[Number]:
        """Returns the numbers of the sentence, those that are printed with others among them, in order."""
        if not self.measurements:
            return []
        numbers = [number for m in self.measurements for number in (m.events, m.number, m.total) if number]
        return sorted(numbers, key=lambda number: number.start)


class Annotations:
    """Finds what stretches of one text name.

    Attributes:
        mentions: Every mention of a concept, in order.
    """

    def __init__(self, text: str, mentions: tuple[Mention, ...], vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.mentions = mentions
        self._starts = [mention.span.start for mention in mentions]
        self._symbols = Symbols(text)
        self._names = {**self._named_risks(), **_spelled_out(text)}
        self._topics: dict[tuple[int, int], list[Topic]] = {}

    def annotate(self, sentences: Iterable[Sentence]) -> list[Annotated]:
        """Returns the sentences annotated; what one of them explains of a symbol or of placebo holds in all."""
        found = [self.of(sentence) for sentence in sentences]
        signs = {arm.sign: arm.concepts for one in found for arm in one.arms if arm.sign and arm.concepts}
        if signs:
            found = [
                replace(one, arms=with_signs(self.text, one.sentence.start, one.sentence.end, one.arms, signs))
                for one in found
            ]
            found = [
                replace(one, arms=spelled_out(self.text, one.sentence.end, one.arms, one.brackets)) for one in found
            ]
        backbone = find_backbone([arm for one in found for arm in one.arms])
        return [replace(one, arms=[*map(backbone.complete, one.arms)]) for one in found] if backbone else found

    def of(self, sentence: Sentence) -> Annotated:
        start, end = sentence.start, sentence.end
        mentions = self.mentions_in(start, end)
        brackets = Brackets(self.text, start, end)
        measurements = find_measurements(self.text, start, end, _numbered(mentions))
        arms = find_arms(self.text, start, end, mentions, self.vocabulary, brackets)
        arms = [arm for arm in arms if not self._lacks_trait(arm)]
        return Annotated(sentence, mentions, measurements, arms, brackets)

    def _lacks_trait(self, arm: ArmMention) -> bool:
        """Whether 'without them' tells of patients: what was last said to be had 'with' something is no drug."""
        if not _WITHOUT_IT.fullmatch(self.text, arm.start, arm.end):
            return False
        before = self.mentions_in(arm.start - _REACH_OF_TRAIT, arm.start)
        had = (m for m in reversed(before) if _WITH_LEFT.search(self.text, max(0, m.span.start - 24), m.span.start))
        return any(m.kind is ConceptKind.POPULATION for m in islice(had, 1))

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        return list(self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def letters(self, start: int, end: int) -> dict[str, tuple[str, ...]]:
        """Returns what letters are said to stand for above a table, within it or below it: 'T, trastuzumab'."""
        found: dict[str, tuple[str, ...]] = {}
        for drug in self.mentions_in(max(0, start - _REACH_OF_LEGEND), end + _REACH_OF_LEGEND):
            sign = _LETTER_LEFT.search(self.text, max(0, drug.span.start - 8), drug.span.start)
            if sign and drug.kind in (ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN):
                found.setdefault(sign["sign"], agents_of(drug, self.vocabulary))
        return found

    def topics(self, start: int, end: int) -> list[Topic]:
        """Returns the topics of a stretch; found when they are asked for, since most sentences give no figure."""
        if (start, end) not in self._topics:
            symbolic = self._symbols.find(self.text, start, end)
            topics = find_topics(self.text, start, end, self.mentions_in(start, end), self.vocabulary, symbolic)
            self._topics[start, end] = [self._renamed(topic) for topic in topics]
        return self._topics[start, end]

    def _renamed(self, topic: Topic) -> Topic:
        """Returns a topic under the name that the document has for it."""
        name = self._names.get(topic.endpoint or "", topic.endpoint)
        return topic if name == topic.endpoint else replace(topic, endpoint=name)

    def _named_risks(self) -> dict[str, str]:
        """Returns what the document calls progression, and recurrence or death: the one endpoint that it names."""
        named = {self.vocabulary.get(m.concept).short for m in self.mentions if m.kind is ConceptKind.ENDPOINT}
        grown, relapsed = _only(named, "PFS", "TTP"), _only(named, "iDFS", "DFS", "RFS", "EFS")
        return {
            PROGRESSION: grown or PROGRESSION,
            UNTIL_GROWTH: grown or "TTP",
            RECURRENCE: relapsed or RECURRENCE,
            RECURRENCE_OR_DEATH: relapsed or "DFS",
        }


def _only(named: Set[str | None], *shorts: str) -> str | None:
    """Returns the one short name that is among those named, or None."""
    found = [short for short in shorts if short in named]
    return found[0] if len(found) == 1 else None


def _spelled_out(text: str) -> dict[str, str]:
    """Returns what "rwPFS" and "rwOS" stand for in a document that spells them out, where they are PFS and OS."""
    signs = _SPELLED_OUT.findall(text) if "(rw" in text else []
    return {sign: sign.removeprefix("rw") for sign in signs}


def _numbered(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """Returns the places of names of drugs and trials in which a number stands."""
    named = (m for m in mentions if m.kind in (ConceptKind.AGENT, ConceptKind.TRIAL))
    return [(m.span.start, m.span.end) for m in named if any(map(str.isdigit, m.span.quote))]
