"""Whom a claim speaks of: the study's population, narrowed by what stands around the claim."""

from __future__ import annotations

from collections.abc import Sequence

from herald.core.mentions import Mention
from herald.extraction.annotations import Annotated, Annotations
from herald.extraction.claims import Claim
from herald.extraction.patterns import Pattern
from herald.extraction.populations import find_populations, find_those_without, narrow, opens_without
from herald.extraction.sentences import Sentence
from herald.extraction.state import Reading

_REACH = 400
_PARTS = Pattern(r"[,;]|\band\b|\bwhile\b|\bwhereas\b")
_WHERE = Pattern(r",\s(?:where|in\s(?:whom|which))\s")
"""What says that a claim is of those of whom the one before it is: 'HR 0.77 in some, where rates were a and b'."""


class PopulationFinder:
    """Finds the populations of claims and of headings."""

    def __init__(self, annotations: Annotations, reading: Reading) -> None:
        self.annotations = annotations
        self.reading = reading

    def of_heading(self, sentence: Sentence) -> tuple[str, ...]:
        return self._find(self.annotations.mentions_in(*sentence.heading)) if sentence.heading else ()

    def of_range(self, start: int, end: int) -> tuple[str, ...]:
        return self._find(self.annotations.mentions_in(start, end))

    def of_claim(self, read: Annotated, claims: Sequence[Claim], at: int) -> tuple[str, ...]:
        """Returns whom the claim at a place of its sentence speaks of, as ids of the vocabulary."""
        low = claims[at - 1].end if at else read.sentence.start
        high = claims[at + 1].start if at + 1 < len(claims) else read.sentence.end
        near = [
            mention
            for mention in read.mentions
            if self._belongs(mention, low, claims[at], high, is_first=at == 0, is_last=at + 1 == len(claims))
        ]
        spoken = self._find(near) or self._without_it(read, claims[at], high)
        if not spoken and at and _WHERE.search(self.annotations.text, low, claims[at].start):
            return self.of_claim(read, claims, at - 1)
        if not spoken and at:
            spoken = self._find([mention for mention in read.mentions if mention.span.end <= claims[0].start])
        whole = self.reading.study.population or self.of_heading(read.sentence)
        return narrow(whole, spoken, self.annotations.vocabulary)

    def _without_it(self, read: Annotated, claim: Claim, high: int) -> tuple[str, ...]:
        """Returns the other half of those with a site of disease: 'a with brain metastases, b in those without'."""
        text, vocabulary = self.annotations.text, self.annotations.vocabulary
        start = read.sentence.start
        if opens_without(text, start, claim.start):
            before = self.of_range(max(0, start - _REACH), start)
            return find_those_without(text, start, claim.start, before, vocabulary)
        if "without" not in text[claim.start : high]:
            return ()
        named = self._find([mention for mention in read.mentions if mention.span.end <= claim.start])
        return find_those_without(text, claim.start, high, named, vocabulary)

    def _find(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        return find_populations(self.annotations.text, mentions, self.annotations.vocabulary)

    def _belongs(self, mention: Mention, low: int, claim: Claim, high: int, *, is_first: bool, is_last: bool) -> bool:
        """Whether a population named near a claim is the claim's: behind a comma or semicolon it is the next one's."""
        text, span = self.annotations.text, mention.span
        if low <= span.start < claim.end:
            parts = _PARTS.search(text, low, span.start)
            return is_first or span.start >= claim.start or parts is not None
        return claim.end <= span.start < high and (is_last or not _PARTS.search(text, claim.end, span.start))
