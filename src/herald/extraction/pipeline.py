"""A document in, everything that it found out: the stages of extraction in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from herald import __version__
from herald.core.documents import BlockRole, Document
from herald.core.findings import Discussion, Evidence, Extraction, Finding, Reason, Rejected, Study
from herald.core.mentions import ConceptKind, Mention
from herald.core.spans import Span
from herald.extraction.arms import ArmMention, find_arms
from herald.extraction.assembly import Assembler
from herald.extraction.claims import Claim, ClaimBuilder, Setting
from herald.extraction.measurements import Measurement, Sort, find_measurements
from herald.extraction.merging import merge
from herald.extraction.populations import find_populations, narrow, population_label
from herald.extraction.sentences import Sentence, find_sentences
from herald.extraction.state import Reading
from herald.extraction.studies import describe, find_trials, opens_study
from herald.extraction.topics import Topic, find_topics
from herald.vocabulary.vocabulary import Vocabulary


def extract(document: Document, vocabulary: Vocabulary) -> Extraction:
    """Returns what a document found, the studies it speaks of, what it discusses, and what was not taken and why."""
    return _Extractor(document, vocabulary).run()


class _Extractor:
    """Reads one document from beginning to end."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.text = document.text
        self.vocabulary = vocabulary
        self.mentions = vocabulary.find_mentions(document.text)
        self.starts = [mention.span.start for mention in self.mentions]
        self.reading = Reading(vocabulary)
        self.setting = Setting()
        self.findings: list[Finding] = []
        self.rejected: list[Rejected] = []

    def run(self) -> Extraction:
        for sentence in find_sentences(self.document):
            self._read(sentence)
        return Extraction(
            findings=tuple(merge(self.findings)),
            studies=tuple(self._studies()),
            discussions=(),
            rejected=tuple(self.rejected),
        )

    def _read(self, sentence: Sentence) -> None:
        mentions = self._mentions_in(sentence.start, sentence.end)
        measurements = find_measurements(self.text, sentence.start, sentence.end)
        topics = find_topics(self.text, sentence.start, sentence.end, mentions, self.vocabulary)
        arms = find_arms(self.text, sentence.start, sentence.end, mentions, self.vocabulary)
        self._study(sentence, mentions, measurements)
        self.reading.note(arms, self.text)
        if sentence.is_fragment:
            self._reject(measurements, Reason.FRAGMENT, "its sentence has no beginning")
            return
        builder = ClaimBuilder(self.text, sentence.start, sentence.end, topics, arms, self.setting)
        claims = builder.build(measurements)
        for claim in claims:
            self._settle(sentence, claim, claims, arms, mentions)
        for left in builder.unclaimed:
            self._reject([left.measurement], left.reason, left.reason.value)
        self._carry(topics, claims, builder.measure)

    def _settle(
        self, sentence: Sentence, claim: Claim, claims: list[Claim], arms: list[ArmMention], mentions: list[Mention]
    ) -> None:
        if claim.topic.reason:
            self._reject(claim.measurements(), claim.topic.reason, self.text[claim.topic.start : claim.topic.end])
            return
        assembler = Assembler(self.document, self.reading, sentence.start, sentence.end, arms, claims)
        spoken = find_populations(self.text, [m for m in mentions if m.span.start < claim.end + 60], self.vocabulary)
        whole = self.reading.study.population
        population = population_label(narrow(whole, spoken, self.vocabulary), self.vocabulary)
        self.findings.extend(assembler.assemble(claim, population))

    def _carry(self, topics: Sequence[Topic], claims: Sequence[Claim], measure: str | None) -> None:
        carried = claims[0].topic if claims else topics[-1] if topics else None
        self.setting = Setting(carried=carried, measure=measure)

    def _study(self, sentence: Sentence, mentions: list[Mention], measurements: list[Measurement]) -> None:
        trials = find_trials(mentions)
        for trial in trials[:1]:
            name = self.vocabulary.get(trial.concept).name
            if name != self.reading.study.trial:
                self.reading.open_study(name, trial.span.start)
        text = self.text[sentence.start : sentence.end]
        if not opens_study(text) and not trials:
            return
        describe(self.reading.study, self.text, sentence.start, sentence.end, [m.number for m in measurements])
        populations = find_populations(self.text, mentions, self.vocabulary)
        if populations and not self.reading.study.population:
            self.reading.study.population = populations

    def _studies(self) -> Iterator[Study]:
        for draft in self.reading.studies or [self.reading.study]:
            if draft.trial or draft.n:
                yield draft.finished(self.document, population_label(draft.population, self.vocabulary))

    def _reject(self, measurements: Sequence[Measurement], reason: Reason, message: str) -> None:
        for measurement in measurements:
            if measurement.sort in (Sort.PLAIN, Sort.TIMEPOINT, Sort.CUTOFF) and reason is not Reason.FRAGMENT:
                continue
            span = self.document.span(measurement.start, measurement.end)
            self.rejected.append(Rejected(self.document.id, reason, message, span))

    def _mentions_in(self, start: int, end: int) -> list[Mention]:
        return list(self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)])
