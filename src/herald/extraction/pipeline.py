"""A document in, everything that it found out: the stages of extraction in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from herald.core.documents import BlockRole, Document, DocumentKind
from herald.core.findings import Arm, Category, Extraction, Finding, Reason, Rejected, Study
from herald.core.mentions import ConceptKind, Mention
from herald.extraction.arms import ArmMention, find_arms, with_signs
from herald.extraction.assembly import Assembler
from herald.extraction.brackets import Brackets
from herald.extraction.claims import Claim, is_timed
from herald.extraction.completion import completed
from herald.extraction.covariates import is_of_covariate, speaks_of_part
from herald.extraction.discussions import DiscussionFinder
from herald.extraction.divisions import find_division
from herald.extraction.effects import find_only_measure
from herald.extraction.figures import find_measurements
from herald.extraction.grouping import ClaimBuilder
from herald.extraction.groups import StudyArms, Told, read_study_arms
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.merging import merge
from herald.extraction.numbers import Number
from herald.extraction.outcomes import (
    ReportKind,
    find_named_arms,
    find_outcome_claims,
    in_order,
    is_certain,
    kind_of_report,
    part_harms,
    treats_the_disease,
)
from herald.extraction.phrasebook import BOOK
from herald.extraction.populations import find_populations, narrow, population_label
from herald.extraction.restatements import find_predictor, find_restatement, speaks_of_predictor, with_evidence
from herald.extraction.scene import Scene, Setting
from herald.extraction.sentences import Sentence, find_sentences, opens_with_pronoun
from herald.extraction.state import Reading, key_of
from herald.extraction.studies import count, describe, enrols, find_trials, opens_study
from herald.extraction.symbols import Symbols
from herald.extraction.tables import Series, Table, claim_of, find_tables, with_ratios
from herald.extraction.topics import PROGRESSION, Topic, find_topics
from herald.vocabulary.vocabulary import Vocabulary

_PARTS = re.compile(r"[,;]|\band\b|\bwhile\b|\bwhereas\b")
_SECTION = re.compile(r"(?P<label>[A-Z][A-Za-z]+(?:\s[A-Za-z]+){0,3}):\s")
_BEFORE_THE_STUDY = re.compile(
    r"background|introduction|purpose|objectives?\b(?!\s(?:responses?|remissions?|tumou?r))|aims?\b|rationale|context",
    re.IGNORECASE,
)
_REGISTRY_NUMBER = re.compile(r"NCT\d{8}")
_OF_ANIMALS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|dams|zebrafish|xenografts?|organoids?|cell\slines?|in\svitro|in\svivo|IC50)\b",
    re.IGNORECASE,
)
_ENGLISH = (None, "en")
_TOLD_OF_BARE_NUMBERS = (Reason.FRAGMENT, Reason.SUPERSEDED)
"""Reasons that are reported even of a number without a unit; of others they would only be noise."""


def extract(document: Document, vocabulary: Vocabulary) -> Extraction:
    """Returns what a document found, the studies it speaks of, what it discusses, and what was not taken and why."""
    if document.language not in _ENGLISH:
        return Extraction(rejected=_foreign(document))
    return _Extractor(document, vocabulary).run()


def _foreign(document: Document) -> tuple[Rejected, ...]:
    block = next(document.content_blocks(), None)
    if block is None:
        return ()
    message = f"the document is in another language ({document.language})"
    return (Rejected(document.id, Reason.LANGUAGE, message, document.span(block.start, block.end)),)


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with what was found in it before anything was decided."""

    sentence: Sentence
    mentions: list[Mention]
    measurements: list[Measurement]
    arms: list[ArmMention]
    brackets: Brackets


class _Extractor:
    """Reads one document: first what every sentence names, then, in order, what the sentences claim."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.id = document.id
        self.document = replace(document, text=BOOK.open(document.text))
        self.text = self.document.text
        self.vocabulary = vocabulary
        self.mentions = vocabulary.find_mentions(document.text)
        self.progression = self._named_progression()
        self.symbols = Symbols(self.text)
        self.starts = [mention.span.start for mention in self.mentions]
        self.reading = Reading(vocabulary)
        self.discussed = DiscussionFinder(self.document, vocabulary)
        self.measure: str | None = None
        self.timed: Topic | None = None
        self.before: tuple[Sentence, list[Claim]] | None = None
        self.topics: dict[tuple[int, int], list[Topic]] = {}
        self.section = (-1, False)
        self.tabled: list[tuple[int, int]] = []
        self.sentences: list[_Read] = []
        self.treats = treats_the_disease(self.mentions, vocabulary)
        self.unread: list[tuple[_Read, Set[int]]] = []
        self.findings: list[Finding] = []
        self.rejected: list[Rejected] = []
        self.unsettled: list[tuple[int, bool]] = []

    def run(self) -> Extraction:
        sentences = [self._annotate(sentence) for sentence in find_sentences(self.document)]
        signs = {
            arm.sign: arm.concepts for read in sentences for arm in read.arms if arm.sign and len(arm.concepts) > 0
        }
        sentences = [self._with_signs(read, signs) for read in sentences] if signs else sentences
        self.sentences = sentences
        self.reading.arms = self._arms_from(0)
        self.reading.comparators = {key_of(arm) for read in sentences for arm in read.arms if arm.is_control}
        self.measure = find_only_measure(self.text)
        tables = list(find_tables(self.document))
        for read in sentences:
            while tables and tables[0].start < read.sentence.end:
                for part in tables.pop(0).parts(self._arm_of_cell):
                    self._read_table(part)
            self._read(read)
        self._complete()
        self._read_outcomes()
        self.findings = merge(self._registered(self.findings))
        self._add_what_has_no_figure(sentences)
        shown = {concept for finding in self.findings for arm in _arms_of(finding) for concept in arm.concepts}
        findings, harms = part_harms(self.findings, treats_the_disease=self.treats)
        discussed = self.discussed.finished(shown)
        return Extraction(findings, tuple(self._studies()), discussed, tuple(self.rejected), harms)

    def _registered(self, findings: list[Finding]) -> list[Finding]:
        """Returns the findings with the trial as which the abstract's study is registered, where none is named.

        Why: abstracts name it behind their conclusions ("ClinicalTrials.gov number, NCT00567190"), records in a field
        of its own.
        """
        registered = {m.concept for m in find_trials(self.mentions) if _REGISTRY_NUMBER.fullmatch(m.span.quote)}
        if len(registered) != 1 or self.document.kind is not DocumentKind.ABSTRACT:
            return findings
        name = self.vocabulary.get(registered.pop()).name
        others = {finding.trial for finding in findings if finding.trial} - {name}
        return findings if others else [replace(finding, trial=name) for finding in findings]

    # tables

    def _read_table(self, table: Table) -> None:
        """Reads a table that sets arms side by side; what it gives is not read again as sentences."""
        series = table.series(self.text, self._arm_of_cell)
        read = self._table_as_sentence(table)
        if not series:
            return
        self._study(read)
        self.reading.note(read.arms)
        self.reading.note_sizes(read.arms, read.measurements, self.text)
        scene = Scene(self.text, table.start, table.end, [], read.arms, read.brackets)
        claims = with_ratios((claim, one) for one in series if (claim := self._claim_of_series(one, table)))
        assembler = Assembler(self.document, self.reading, scene, [claim for claim, _ in claims], None)
        for claim, one in claims:
            heading = self._heading_populations(read.sentence)
            own = narrow(self.reading.study.population, heading, self.vocabulary)
            label = population_label(own, self.vocabulary)
            self.findings += assembler.assemble_series(claim, [arm for arm, _ in one.arms], label)
        if claims:
            self.tabled.append((table.start, table.end))

    def _table_as_sentence(self, table: Table) -> _Read:
        return self._annotate(Sentence(table.start, table.end, -1, BlockRole.TABLE_ROW, table.heading))

    def _arm_of_cell(self, cell: tuple[int, int]) -> ArmMention | None:
        arms = find_arms(self.text, *cell, self._mentions_in(*cell), self.vocabulary, Brackets(self.text, *cell))
        return arms[0] if len(arms) == 1 else None

    def _claim_of_series(self, series: Series, table: Table) -> Claim | None:
        """Returns the claim of one endpoint of a table; the heading of the table says what its labels leave out."""
        places = [series.label, *([table.heading] if table.heading else [])]
        topic = next((topics[0] for place in places if (topics := self._topics(*place))), None)
        claim = claim_of(self.text, series, topic) if topic and topic.endpoint else None
        if claim and claim.timepoint is None and table.heading and claim.values and claim.values[0].unit == "%":
            times = [m for m in find_measurements(self.text, *table.heading) if m.sort is Sort.TIMEPOINT]
            claim.timepoint = times[0] if times else None
        return claim

    def _annotate(self, sentence: Sentence) -> _Read:
        start, end = sentence.start, sentence.end
        mentions = self._mentions_in(start, end)
        brackets = Brackets(self.text, start, end)
        measurements = find_measurements(self.text, start, end)
        arms = find_arms(self.text, start, end, mentions, self.vocabulary, brackets)
        return _Read(sentence, mentions, measurements, arms, brackets)

    def _topics(self, start: int, end: int) -> list[Topic]:
        """Returns the topics of a sentence; found when they are asked for, since most sentences give no figure."""
        if (start, end) not in self.topics:
            mentions = self._mentions_in(start, end)
            symbolic = self.symbols.find(self.text, start, end)
            topics = find_topics(self.text, start, end, mentions, self.vocabulary, symbolic)
            self.topics[start, end] = [
                replace(topic, endpoint=self.progression) if topic.endpoint == PROGRESSION else topic
                for topic in topics
            ]
        return self.topics[start, end]

    def _named_progression(self) -> str:
        """Returns what the document calls the risk of progression: the one endpoint of progression that it names."""
        named = {self.vocabulary.get(m.concept).short for m in self.mentions if m.kind is ConceptKind.ENDPOINT}
        shorts = [short for short in ("PFS", "TTP") if short in named]
        return shorts[0] if len(shorts) == 1 else PROGRESSION

    def _with_signs(self, read: _Read, signs: Mapping[str, tuple[str, ...]]) -> _Read:
        sentence = read.sentence
        return replace(read, arms=with_signs(self.text, sentence.start, sentence.end, read.arms, signs))

    def _mentions_in(self, start: int, end: int) -> list[Mention]:
        return list(self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)])

    def _read(self, read: _Read) -> None:
        sentence = read.sentence
        at = bisect_left(self.tabled, (sentence.end, 0)) - 1
        if at >= 0 and sentence.start < self.tabled[at][1]:
            return
        self._study(read)
        self.reading.define(find_division(self.text, sentence.start, sentence.end, read.arms, read.measurements))
        self.reading.define_set_out(sentence.end)
        self.reading.note(read.arms)
        if not any(arm.size for arm in self.reading.arms.arms):
            self.reading.note_sizes(read.arms, read.measurements, self.text)
        self._head_of_table(read)
        if self._is_background(sentence):
            self._reject(read.measurements, Reason.BACKGROUND, "in the part that gives the background")
            return
        if read.measurements and _OF_ANIMALS.search(self.text, sentence.start, sentence.end):
            self._reject(read.measurements, Reason.NO_POPULATION, "of cells or animals, not of patients")
            return
        if sentence.is_fragment:
            self._reject(read.measurements, Reason.FRAGMENT, "the beginning of its sentence is missing")
            return
        claims = self._claims(read) if read.measurements else []
        if not claims and sentence.role is not BlockRole.TITLE:
            heading = self._heading_populations(sentence)
            self.discussed.read(sentence.start, sentence.end, read.mentions, heading)
        if claims or not self._goes_on(sentence) or self._topics(sentence.start, sentence.end):
            self.before = (sentence, claims)

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence without a topic only stands between one that has one and its figures."""
        return (
            self.before is not None
            and self.before[0].block == sentence.block
            and opens_with_pronoun(self.text[sentence.start : sentence.end])
        )

    def _claims(self, read: _Read) -> list[Claim]:
        """Settles what a sentence with figures claims, and gives a reason for each figure that is left."""
        start, end = read.sentence.start, read.sentence.end
        topics, setting = self._topics(start, end), self._setting_for(read.sentence)
        arms = [arm for arm in read.arms if not any(t.endpoint and t.start < arm.end <= t.end for t in topics)]
        scene = Scene(self.text, start, end, topics, arms, read.brackets, setting)
        builder = ClaimBuilder(scene)
        claims = builder.build(read.measurements)
        self.measure = builder.measure
        self.timed = next((claim.topic for claim in claims if is_timed(claim)), self.timed)
        assembler = Assembler(self.document, self.reading, scene, claims, self.measure)
        for at in range(len(claims)):
            self._settle(read, claims, at, assembler)
        for left in builder.unclaimed:
            self._reject([left.measurement], left.reason, left.reason.value)
        taken = {m.start for claim in claims if claim.topic.endpoint for m in claim.measurements()}
        self.unread.append((read, taken))
        return claims

    def _is_background(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in the labelled part of an abstract that says what was known before."""
        label = _SECTION.match(self.text, sentence.start, sentence.end)
        if label or sentence.block != self.section[0]:
            self.section = sentence.block, bool(label and _BEFORE_THE_STUDY.match(label["label"]))
        return self.section[1]

    def _complete(self) -> None:
        """Gives the results of the study that ends here the arms and sizes that it told only behind them."""
        for at, is_subgroup in self.unsettled:
            self.findings[at] = completed(self.findings[at], self.document, self.reading, is_subgroup=is_subgroup)
        self.unsettled = []

    # what a sentence inherits

    def _setting_for(self, sentence: Sentence) -> Setting:
        setting = Setting(self._carried(), self.timed, measure=self.measure)
        if sentence.lead is None:
            return setting
        topics = self._topics(*sentence.lead)
        timepoints = [m for m in find_measurements(self.text, *sentence.lead) if m.sort is Sort.TIMEPOINT]
        lead = next((topic for topic in topics if topic.endpoint), None)
        return replace(setting, lead=lead, lead_timepoint=timepoints[0] if timepoints else None)

    def _carried(self) -> Topic | None:
        """Returns what the sentence before was about: its first claim, else the topic that it named last."""
        if self.before is None:
            return None
        sentence, claims = self.before
        told = next((claim.topic for claim in claims if claim.topic.endpoint), claims[0].topic if claims else None)
        topics = [] if claims else self._topics(sentence.start, sentence.end)
        named = [topic for topic in topics if topic.endpoint] or topics
        return told or (named[-1] if named else None)

    def _heading_populations(self, sentence: Sentence) -> tuple[str, ...]:
        if sentence.heading is None:
            return ()
        start, end = sentence.heading
        return find_populations(self.text, self._mentions_in(start, end), self.vocabulary)

    # claims

    def _settle(self, read: _Read, claims: list[Claim], at: int, assembler: Assembler) -> None:
        claim = claims[at]
        if claim.topic.reason:
            words = self.text[claim.topic.start : claim.topic.end]
            self._reject(claim.measurements(), claim.topic.reason, f"governed by \u201c{words}\u201d")
            return
        is_comparative = self.reading.pair[1] is not None or self.reading.comparator() is not None
        if is_of_covariate(assembler.scene, claim, is_comparative=is_comparative):
            self._reject(claim.measurements(), Reason.COVARIATE, "of a trait of the patients, not of a treatment")
            return
        population = self._population(read, claims, at)
        label = population_label(population, self.vocabulary)
        is_subgroup = not set(population) <= set(self.reading.study.population) or speaks_of_part(
            assembler.scene, claim
        )
        found = assembler.assemble(claim, label, is_subgroup=is_subgroup)
        if not assembler.is_of_patients(claim):
            self.unsettled += [(at, is_subgroup) for at in range(len(self.findings), len(self.findings) + len(found))]
        self.findings += found

    def _population(self, read: _Read, claims: list[Claim], at: int) -> tuple[str, ...]:
        """Returns whom a claim speaks of: the study's population, narrowed by what stands around the claim."""
        low = claims[at - 1].end if at else read.sentence.start
        high = claims[at + 1].start if at + 1 < len(claims) else read.sentence.end
        near = [
            m
            for m in read.mentions
            if self._belongs(m, low, claims[at], high, is_first=at == 0, is_last=at + 1 == len(claims))
        ]
        spoken = find_populations(self.text, near, self.vocabulary)
        if not spoken and at:
            ahead = [m for m in read.mentions if m.span.end <= claims[0].start]
            spoken = find_populations(self.text, ahead, self.vocabulary)
        whole = self.reading.study.population or self._heading_populations(read.sentence)
        return narrow(whole, spoken, self.vocabulary)

    def _belongs(self, mention: Mention, low: int, claim: Claim, high: int, *, is_first: bool, is_last: bool) -> bool:
        """Whether a population named near a claim is the claim's: behind a comma or semicolon it is the next one's."""
        span = mention.span
        if low <= span.start < claim.end:
            parts = _PARTS.search(self.text, low, span.start)
            return is_first or span.start >= claim.start or parts is not None
        return claim.end <= span.start < high and (is_last or not _PARTS.search(self.text, claim.end, span.start))

    def _reject(self, measurements: Iterable[Measurement], reason: Reason, message: str) -> None:
        for measurement in measurements:
            if measurement.sort is Sort.PLAIN and reason not in _TOLD_OF_BARE_NUMBERS:
                continue
            span = self.document.span(measurement.start, measurement.end)
            self.rejected.append(Rejected(self.id, reason, message, span))

    # outcomes that no endpoint names

    def _read_outcomes(self) -> None:
        """Reads what the study measured beside its endpoints, in the figures that have made no finding.

        Why: They are read last, when the document has said which arms there are and how large.
        """
        kind = kind_of_report(self.text, (self.text[r.sentence.start : r.sentence.end] for r in self.sentences))
        if kind in (ReportKind.SECOND_HAND, ReportKind.PLAN):
            return
        self._set_arms_in_order(is_trial=kind is ReportKind.TRIAL)
        begin = self._begin_of_study()
        told: set[int] = set()
        for read, taken in self.unread:
            if begin is not None and read.sentence.start >= begin:
                told |= set(self._read_outcomes_of(read, taken, is_trial=kind is ReportKind.TRIAL))
        self.rejected = [rejected for rejected in self.rejected if rejected.span.start not in told]

    def _begin_of_study(self) -> int | None:
        """Returns where the first sentence begins that says what the study did; what stands before is background."""
        told = (read.sentence for read in self.sentences if read.sentence.role is not BlockRole.TITLE)
        return next((s.start for s in told if opens_study(self.text, s.start, s.end)), None)

    def _set_arms_in_order(self, *, is_trial: bool) -> None:
        """Takes the arms of a trial as those of values without names; in a cohort only names tell whose a value is."""
        if not is_trial:
            self.reading.forget_comparison()
            return
        arms, control = self.reading.order = in_order(self.reading.arms)
        if len(arms) == 2 and control == 1:
            self.reading.pair = (self.reading.resolve(arms[0]), self.reading.resolve(arms[1]))

    def _read_outcomes_of(self, read: _Read, taken: Set[int], *, is_trial: bool) -> Iterator[int]:
        """Reads what a sentence measured beside endpoints, and yields where the figures begin that became findings.

        Args:
            taken: Where the measurements begin that are results of an endpoint.
        """
        start, end = read.sentence.start, read.sentence.end
        arms = find_named_arms(self.reading.arms, self.text, start, end, read.arms)
        scene = Scene(self.text, start, end, self._topics(start, end), arms, read.brackets)
        left = [m for m in read.measurements if m.start not in taken]
        others = [m for m in read.measurements if m.start in taken]
        is_open = is_trial and not self.treats
        is_open = is_open and not any(finding.category is Category.EFFICACY for finding in self.findings)
        claims = [claim for claim in find_outcome_claims(scene, left, others) if is_open or is_certain(claim)]
        assembler = Assembler(self.document, self.reading, scene, claims, self.measure)
        for at, claim in enumerate(claims):
            population = self._population(read, claims, at)
            label = population_label(population, self.vocabulary)
            is_subgroup = not set(population) <= set(self.reading.study.population)
            found = assembler.assemble(claim, label, is_subgroup=is_subgroup)
            if not is_trial and claim.category is not Category.SAFETY:
                found = [finding for finding in found if _compares_arms(finding)]
            self.findings += found
            yield from (m.start for m in claim.measurements() if found)

    # studies

    def _study(self, read: _Read) -> None:
        trials = find_trials(read.mentions)
        if trials:
            name = self.vocabulary.get(trials[0].concept).name
            if self.reading.study.trial is None and self._is_only_trial(trials[0]):
                self.reading.name_study(name, trials[0].span)
            elif name != self.reading.study.trial:
                self._complete()
                self.reading.open_study(name, trials[0].span)
                self.reading.arms = self._arms_from(trials[0].span.start)
        sentence = read.sentence
        place = sentence.start, sentence.end
        count(self.reading.study, self.text, *place, _counts_of(read), self.reading.arms.sizes)
        if not trials and not opens_study(self.text, *place):
            return
        describe(self.reading.study, self.text, *place)
        populations = find_populations(self.text, read.mentions, self.vocabulary)
        if sentence.role is BlockRole.TITLE:
            return
        self.reading.study.take_population(populations, is_enrolled=enrols(self.text, sentence.start, sentence.end))

    def _is_only_trial(self, trial: Mention) -> bool:
        """Whether a document names no other trial: what it said before it gave the name is of that one."""
        return all(mention.concept == trial.concept for mention in find_trials(self.mentions))

    def _arms_from(self, place: int) -> StudyArms:
        """Returns the arms of the study that is spoken of from a place on, until the document names another trial."""
        told: list[Told] = []
        names: set[str] = set()
        for read in self.sentences:
            if read.sentence.end <= place:
                continue
            names |= {trial.concept for trial in find_trials(read.mentions)}
            if len(names) > 1:
                break
            told.append(_told(read))
        return read_study_arms(self.text, told)

    def _head_of_table(self, read: _Read) -> None:
        """Takes the arms of a table from its head: a row that names two or more and gives no result."""
        if read.sentence.role is not BlockRole.TABLE_ROW or len(read.arms) < 2:
            return
        if not any(m.sort in (Sort.VALUE, Sort.EFFECT) for m in read.measurements):
            arms = [self.reading.resolve(arm) for arm in read.arms[:2]]
            self.reading.pair = (arms[0], arms[1])

    def _studies(self) -> Iterator[Study]:
        for draft in self.reading.studies or [self.reading.study]:
            if draft.trial or draft.n:
                yield draft.finished(self.document, population_label(draft.population, self.vocabulary))

    # what is said without a figure

    def _add_what_has_no_figure(self, sentences: Sequence[_Read]) -> None:
        for read in sentences:
            if any(m.sort is Sort.VALUE for m in read.measurements):
                continue
            start, end = read.sentence.start, read.sentence.end
            restated = find_restatement(self.document, start, end, read.mentions, self.findings, self.vocabulary)
            if restated:
                at, evidence = restated
                self.findings[at] = with_evidence(self.findings[at], evidence)
            predicted = None
            if speaks_of_predictor(self.text, start, end):
                predicted = find_predictor(self.text, start, end, read.mentions, self._topics(start, end))
            if predicted:
                self._add_predictor(*predicted)

    def _add_predictor(self, endpoint: str, predictor: str) -> None:
        self.findings = [
            replace(finding, predictor=predictor)
            if finding.endpoint == endpoint and finding.predictor is None
            else finding
            for finding in self.findings
        ]


def _told(read: _Read) -> Told:
    populations = [mention for mention in read.mentions if mention.kind is ConceptKind.POPULATION]
    return Told(read.sentence.start, read.sentence.end, _counts_of(read), read.arms, populations)


def _counts_of(read: _Read) -> list[Number]:
    """Returns the numbers of a sentence, those that are printed with others among them, in order."""
    numbers = [number for m in read.measurements for number in (m.events, m.number, m.total) if number]
    return sorted(numbers, key=lambda number: number.start)


def _compares_arms(finding: Finding) -> bool:
    return finding.arm is not None and finding.comparator is not None and finding.arm != finding.comparator


def _arms_of(finding: Finding) -> list[Arm]:
    return [arm for arm in (finding.arm, finding.comparator) if arm]
