"""What a document has said so far: its studies, the arms they compare, and which of them is the comparator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from herald.core.findings import Arm
from herald.extraction.arms import ArmMention
from herald.extraction.studies import StudyDraft
from herald.vocabulary.regimens import regimen_label
from herald.vocabulary.vocabulary import Vocabulary

_SYMBOL = re.compile(r"\b(?:arms?|groups?|cohorts?)\s(?P<symbol>[A-D]|[1-4]|I{1,3})\s?$", re.IGNORECASE)
_COMBINED = re.compile(r"combination|pair|doublet|triplet|triple|dual|combined", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """The state of reading one document.

    Attributes:
        regimens: The regimens named so far, as sets of concepts, in order.
        pair: The arm and the comparator of the comparison that is being spoken of.
        sizes: Patients by regimen.
        comparators: Keys of arms that a word has marked as the comparator.
    """

    vocabulary: Vocabulary
    study: StudyDraft = field(default_factory=StudyDraft)
    studies: list[StudyDraft] = field(default_factory=list)
    regimens: list[tuple[str, ...]] = field(default_factory=list)
    symbols: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pair: tuple[Arm | None, Arm | None] = (None, None)
    sizes: dict[frozenset[str], object] = field(default_factory=dict)
    comparators: set[str] = field(default_factory=set)

    def open_study(self, trial: str | None, start: int) -> None:
        """Begins another study; what was said of the arms before belongs to the one before."""
        self.study = StudyDraft(trial=trial, start=start)
        self.studies.append(self.study)
        self.regimens, self.symbols, self.pair, self.comparators = [], {}, (None, None), set()

    def resolve(self, mention: ArmMention, text: str) -> Arm | None:
        """Returns the arm that a mention means, in the light of the arms that the document has defined."""
        concepts = self.concepts_of(mention, text)
        if concepts:
            return Arm(regimen_label(concepts, self.vocabulary), concepts)
        role = mention.role or ""
        return Arm(re.sub(r"^the\s", "", re.sub(r"\s+", " ", role))) if role and not mention.is_second else None

    def concepts_of(self, mention: ArmMention, text: str) -> tuple[str, ...]:
        if mention.concepts:
            return self._whole(mention)
        role = mention.role or ""
        symbol = role.split()[-1] if role else ""
        if symbol in self.symbols:
            return self.symbols[symbol]
        if _COMBINED.search(role):
            return self._last_combination()
        return ()

    def _whole(self, mention: ArmMention) -> tuple[str, ...]:
        """Expands 'the pertuzumab triplet' to the one regimen that it can mean."""
        named = set(mention.concepts)
        if not mention.is_partial and not mention.is_control and any(named == set(known) for known in self.regimens):
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

    def note(self, mentions: Sequence[ArmMention], text: str) -> None:
        """Remembers the regimens, the symbols and the comparators that a sentence names."""
        for mention in mentions:
            if mention.concepts and not mention.is_partial and mention.concepts not in self.regimens:
                self.regimens.append(mention.concepts)
            if mention.is_control:
                self.comparators.add(key_of(mention))

    def define(self, symbol: str, concepts: tuple[str, ...]) -> None:
        self.symbols[symbol] = concepts


def key_of(mention: ArmMention) -> str:
    """What tells one arm of a document from another."""
    return " ".join(sorted(mention.concepts)) or (mention.role or "").lower()
