"""A document in, everything that it found out: the stages of extraction in order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from herald.core.documents import BlockRole, Document, DocumentKind
from herald.core.findings import Arm, Category, Extraction, Finding, Reason, Rejected
from herald.extraction.annotations import Annotated, Annotations
from herald.extraction.arm_finder import find_arms
from herald.extraction.arms import ArmMention
from herald.extraction.assembly import Assembler
from herald.extraction.both_arms import take_apart
from herald.extraction.brackets import Brackets
from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim, is_timed
from herald.extraction.completion import completed
from herald.extraction.covariates import is_of_covariate, speaks_of_part
from herald.extraction.discussions import DiscussionFinder
from herald.extraction.divisions import find_division
from herald.extraction.effects import compares, find_only_measure
from herald.extraction.figures import find_measurements
from herald.extraction.flattened import Flattened
from herald.extraction.grouping import ClaimBuilder
from herald.extraction.lettered import lettered
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.merging import complete, join_counts, join_deaths, merge
from herald.extraction.outcomes import OutcomeReader, is_her2_directed, part_harms, treats_the_disease
from herald.extraction.outcomes.arms import find_named_arms, with_labels
from herald.extraction.outcomes.kinds import ReportKind
from herald.extraction.pairs import find_pairs_named, with_and_without
from herald.extraction.parts import parted
from herald.extraction.patterns import Pattern
from herald.extraction.phrasebook import BOOK
from herald.extraction.populations import is_subgroup, narrow, population_label, speaks_of_animals
from herald.extraction.restatements import find_predictor, find_restatement, speaks_of_predictor, with_evidence
from herald.extraction.scene import Scene, Setting
from herald.extraction.sentences import Sentence, find_sentences, opens_with_pronoun
from herald.extraction.slides import Slides
from herald.extraction.state import Reading, key_of
from herald.extraction.studies import find_trials
from herald.extraction.study_reader import StudyReader
from herald.extraction.tables import (
    Series,
    Table,
    cells_of_other_things,
    claim_of,
    find_tables,
    part_of_patients,
    with_ratios,
)
from herald.extraction.topics import Topic
from herald.extraction.whom import PopulationFinder
from herald.vocabulary.vocabulary import Vocabulary

_SECTION = Pattern(r"(?P<label>[A-Z][A-Za-z]+(?:\s[A-Za-z]+){0,3}):\s")
_BEFORE_THE_STUDY = Pattern(
    r"background|introduction|purpose|objectives?\b(?!\s(?:responses?|remissions?|tumou?r))|aims?\b|rationale|context",
    re.IGNORECASE,
)
_SIZED_CELL = Pattern(r"(?P<name>(?![\d.,·\s]+[(\[])[^()\[\]|]{1,60}?)\s?[(\[]\s?[nN]\s?=\s?[\d,]+\s?[)\]]")
_OF_PATIENTS = Pattern(
    r"\b(?:all|overall|total|patients|population|cohort|women|subgroup|analysis|reached|estimable|N[RE])\b",
    re.IGNORECASE,
)
_REGISTRY_NUMBER = Pattern(r"NCT\d{8}")
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


class _Extractor:
    """Reads one document: first what every sentence names, then, in order, what the sentences claim."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.id = document.id
        self.document = replace(document, text=BOOK.open(document.text))
        self.text = self.document.text
        self.vocabulary = vocabulary
        self.annotations = Annotations(self.text, vocabulary.find_mentions(document.text), vocabulary)
        self.sentences = self.annotations.annotate(find_sentences(self.document))
        self.reading = Reading(vocabulary, compares=compares(self.text))
        self.studies = StudyReader(self.annotations, self.sentences, self.reading)
        self.populations = PopulationFinder(self.annotations, self.reading)
        self.discussed = DiscussionFinder(self.document, vocabulary)
        self.measure: str | None = None
        self.timed: Topic | None = None
        self.before: tuple[Sentence, list[Claim]] | None = None
        self.section = (-1, False)
        self.tabled: list[tuple[int, int]] = []
        self.aside: list[tuple[int, int]] = []
        self.treats = treats_the_disease(self.annotations.mentions, vocabulary)
        self.unread: list[tuple[Annotated, Set[int]]] = []
        self.findings: list[Finding] = []
        self.rejected: list[Rejected] = []
        self.divides = False
        self.unsettled: list[tuple[int, bool]] = []

    def run(self) -> Extraction:
        self.reading.comparators = {key_of(arm) for read in self.sentences for arm in self._controls(read)}
        pairs = [pair for read in self.sentences for pair in find_pairs_named(self.text, read.arms)]
        pairs += [with_and_without(arm) for read in self.sentences for arm in read.arms if arm.optional]
        self.reading.contrasts = list({(one.meaning, two.meaning): (one, two) for one, two in pairs}.values())
        self.measure = find_only_measure(self.text)
        tables = self._find_tables()
        for read in self.sentences:
            while tables and tables[0].start < read.sentence.end:
                self._read_tables(tables.pop(0))
            self._read(read)
        self._complete()
        self._read_outcomes()
        self.findings, dead = join_deaths(complete(merge(self._registered(self.findings))))
        self._leave_deaths(dead)
        self._add_what_has_no_figure()
        shown = {concept for finding in self.findings for arm in _arms_of(finding) for concept in arm.concepts}
        treats = self.treats or is_her2_directed(shown, self.vocabulary)
        findings, harms = part_harms(self.findings, treats_the_disease=treats)
        discussed = self.discussed.finished(shown)
        studies = tuple(self.studies.finished(self.document, divides=self.divides))
        return Extraction(findings, studies, discussed, tuple(self.rejected), harms)

    def _controls(self, read: Annotated) -> list[ArmMention]:
        """Returns the arms that a sentence marks as the comparator; one on harms alone may compare any two arms."""
        controls = [arm for arm in read.arms if arm.is_control]
        topics = self.annotations.topics(read.sentence.start, read.sentence.end) if controls else []
        is_of_harms = any(topic.reason is Reason.SAFETY for topic in topics) and not any(t.endpoint for t in topics)
        return [] if is_of_harms else controls

    def _registered(self, findings: list[Finding]) -> list[Finding]:
        """Returns the findings with the trial as which the abstract's study is registered, where none is named.

        Why: abstracts name it behind their conclusions ("ClinicalTrials.gov number, NCT00567190"), records in a field
        of its own.
        """
        registered = {
            m.concept for m in find_trials(self.annotations.mentions) if _REGISTRY_NUMBER.fullmatch(m.span.quote)
        }
        if len(registered) != 1 or self.document.kind is not DocumentKind.ABSTRACT:
            return findings
        name = self.vocabulary.get(registered.pop()).name
        others = {finding.trial for finding in findings if finding.trial} - {name}
        return findings if others else [replace(finding, trial=name) for finding in findings]

    # tables

    def _find_tables(self) -> list[Table]:
        flattened = Flattened(self.document, self._arms_of_line, self.annotations.topics)
        slides = Slides(self.document, self.annotations.topics)
        return sorted([*find_tables(self.document), *flattened.find(), *slides.find()], key=lambda table: table.start)

    def _arms_of_line(self, start: int, end: int) -> list[ArmMention]:
        line = start, end
        return find_arms(
            self.text, *line, self.annotations.mentions_in(*line), self.vocabulary, Brackets(self.text, *line)
        )

    def _read_tables(self, table: Table) -> None:
        """Reads a table whose cells tell arms by letters as a whole, any other one part by part."""
        told = lettered(self.text, table, self.annotations.letters(table.start, table.end), self._arm_of_cell)
        if told:
            self._read_table(table, told)
            return
        for part in table.parts(self.text, self._arm_of_cell):
            self._read_table(part, part.series(self.text, self._arm_of_cell))

    def _read_table(self, table: Table, series: Sequence[Series]) -> None:
        """Reads a table that sets arms side by side; what it gives is not read again as sentences."""
        read = self._table_as_sentence(table)
        if not series:
            self._set_aside(table)
            return
        if self.studies.opens_another(read):
            self._complete()
        self.studies.read(read)
        self.reading.note(read.arms)
        self.reading.note_sizes(read.arms, [m for m in read.measurements if table.names(m.start)], self.text)
        scene = Scene(self.text, table.start, table.end, [], read.arms, read.brackets)
        given = list(self._claims_of_table(series, table))
        claims = with_ratios(given)
        assembler = Assembler(self.document, self.reading, scene, [claim for claim, _ in claims], None)
        rows = Counter(claim.topic.start for claim, _ in claims)
        for claim, one in claims:
            heading = self.populations.of_heading(read.sentence)
            whole = narrow(self.reading.study.population, heading, self.vocabulary)
            own = narrow(whole, self.populations.of_range(*one.label), self.vocabulary)
            label = population_label(own, self.vocabulary)
            arms, is_subgroup = [arm for arm, _ in one.arms], not set(own) <= set(whole)
            part = None if is_subgroup else part_of_patients(self.text, one, claim, rows[claim.topic.start])
            if part:
                label, is_subgroup = part if label is None else f"{label}, {part}", True
            self.findings += assembler.assemble_series(claim, arms, label, is_subgroup=is_subgroup)
        if claims:
            self.tabled.append((table.start, table.end))
            self._reject_cells(table.unread(self.text, [one for _, one in given]))
        else:
            self._set_aside(table)

    def _set_aside(self, table: Table) -> None:
        """Notes the cells that are not read where the rows of a table are read as sentences."""
        self.aside += cells_of_other_things(self.text, table, self._names_endpoint)

    def _names_endpoint(self, cell: tuple[int, int]) -> bool:
        return any(topic.endpoint for topic in self.annotations.topics(*cell))

    def _table_as_sentence(self, table: Table) -> Annotated:
        return self.annotations.of(Sentence(table.start, table.end, -1, BlockRole.TABLE_ROW, table.heading))

    def _arm_of_cell(self, cell: tuple[int, int]) -> ArmMention | None:
        """Returns the arm that a cell of a table names; a strange name with its size is one: 'AC→D (n = 1073)'."""
        mentions = self.annotations.mentions_in(*cell)
        arms = find_arms(self.text, *cell, mentions, self.vocabulary, Brackets(self.text, *cell))
        sized = None if arms or mentions else _SIZED_CELL.fullmatch(self.text, *cell)
        if sized and not _OF_PATIENTS.search(sized["name"]):
            return ArmMention(*sized.span("name"), role=sized["name"])
        return arms[0] if len(arms) == 1 else None

    def _claims_of_table(self, series: Iterable[Series], table: Table) -> Iterator[tuple[Claim, Series]]:
        """Yields the claims of a table; a ratio or a P value without a name is of the row above it."""
        above: Topic | None = None
        for one in series:
            claim = self._claim_of_series(one, table, above if one.is_shared else None)
            if claim:
                above = claim.topic
                yield claim, one

    def _claim_of_series(self, series: Series, table: Table, above: Topic | None) -> Claim | None:
        """Returns the claim of one endpoint of a table; the heading of the table says what its labels leave out.

        A label that tells who was studied names a subgroup: 'Age < 50'.
        """
        places = [series.label]
        if above is None or series.section:
            around = (series.section, table.rows[0][0], series.head, table.heading)
            places += [place for place in around if place]
        told = (topics[0] for place in places if (topics := self.annotations.topics(*place)))
        topic = next((topic for topic in told if topic.reason is not Reason.ELIGIBILITY), above)
        claim = (
            claim_of(self.text, series, topic, table.heading) if topic and topic.endpoint and not topic.reason else None
        )
        if claim and claim.timepoint is None and table.heading and claim.values and claim.values[0].unit == "%":
            times = [m for m in find_measurements(self.text, *table.heading) if m.sort is Sort.TIMEPOINT]
            claim.timepoint = times[0] if times else None
        return claim

    def _read(self, read: Annotated) -> None:
        sentence = read.sentence
        at = bisect_left(self.tabled, (sentence.end, 0)) - 1
        if at >= 0 and sentence.start < self.tabled[at][1]:
            return
        read = self._without_aside(read)
        if self.studies.opens_another(read):
            self._complete()
        self.studies.read(read)
        self.reading.define(find_division(self.text, sentence.start, sentence.end, read.arms, read.measurements))
        self.reading.define_set_out(sentence.end)
        self.reading.note(read.arms)
        if not self.reading.arms.has_sizes:
            self.reading.note_sizes(read.arms, read.measurements, self.text)
        self.studies.head_of_table(read)
        is_background = self._is_background(sentence)
        if is_background and not _tells_results(read):
            self._reject(read.measurements, Reason.BACKGROUND, "in the part that gives the background")
            return
        if read.measurements and speaks_of_animals(self.text, sentence.start, sentence.end):
            self._reject(read.measurements, Reason.NO_POPULATION, "of cells or animals, not of patients")
            return
        if sentence.is_fragment:
            self._reject(read.measurements, Reason.FRAGMENT, "the beginning of its sentence is missing")
            return
        claims = self._claims(read) if read.measurements else []
        if not claims and sentence.role is not BlockRole.TITLE:
            heading = self.populations.of_heading(sentence)
            self.discussed.read(sentence.start, sentence.end, read.mentions, heading)
        if claims or not self._goes_on(sentence) or self.annotations.topics(sentence.start, sentence.end):
            self.before = (sentence, claims)

    def _without_aside(self, read: Annotated) -> Annotated:
        """Returns a row of a table without the figures of its columns that are of other things; these are rejected."""
        start, end = read.sentence.start, read.sentence.end
        cells = [cell for cell in self.aside if start <= cell[0] < end]
        if not cells:
            return read
        other = [m for m in read.measurements if any(low <= m.start < high for low, high in cells)]
        self._reject(other, Reason.NO_ENDPOINT, "in a column that names no endpoint")
        return replace(read, measurements=[m for m in read.measurements if m not in other])

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence without a topic only stands between one that has one and its figures."""
        return (
            self.before is not None
            and self.before[0].block == sentence.block
            and (opens_with_pronoun(words := self.text[sentence.start : sentence.end]) or words.rstrip().endswith("?"))
        )

    def _claims(self, read: Annotated) -> list[Claim]:
        """Settles what a sentence with figures claims, and gives a reason for each figure that is left."""
        start, end = read.sentence.start, read.sentence.end
        topics, setting = self.annotations.topics(start, end), self._setting_for(read)
        arms = [
            arm for arm in self._arms_named(read) if not any(t.endpoint and t.start < arm.end <= t.end for t in topics)
        ]
        scene = Scene(self.text, start, end, topics, arms, read.brackets, setting)
        builder = ClaimBuilder(scene)
        claims = builder.build(read.measurements)
        if self.reading.has_one_arm():
            claims = parted(scene, claims)
        self.measure = builder.measure
        self.timed = next((claim.topic for claim in claims if is_timed(claim)), self.timed)
        assembler = Assembler(self.document, self.reading, scene, claims, self.measure)
        for at in range(len(claims)):
            self._settle(read, claims, at, assembler)
        for left in builder.unclaimed:
            self._reject([left.measurement], left.reason, left.reason.value)
        taken = {m.start for claim in claims if claim.topic.reason is None for m in claim.measurements()}
        self.unread.append((read, taken))
        return claims

    def _arms_named(self, read: Annotated) -> list[ArmMention]:
        """Returns the arms that a sentence names; where agents do not tell those of the study apart, by their names."""
        study, place = self.reading.arms, (read.sentence.start, read.sentence.end)
        if study.share_agents:
            return find_named_arms(study, self.text, *place, read.arms)
        arms = with_labels(study, self.text, *place, take_apart(self.text, read.arms, self.reading.defined))
        by_names = study.go_by_names and not self.reading.regimens
        if arms and not by_names:
            return arms
        named = find_named_arms(study, self.text, *place, read.arms)
        if by_names:
            return named if len(named) >= len(arms) + (not study.has_sizes) else arms
        return named if "randomised" in self.reading.study.designs else []

    def _is_background(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in the labelled part of an abstract that says what was known before."""
        has_colon = self.text.find(":", sentence.start, sentence.end) >= 0
        label = _SECTION.match(self.text, sentence.start, sentence.end) if has_colon else None
        if label or sentence.block != self.section[0]:
            self.section = sentence.block, bool(label and _BEFORE_THE_STUDY.match(label["label"]))
        return self.section[1]

    def _complete(self) -> None:
        """Gives the results of the study that ends here the arms and sizes that it told only behind them."""
        for at, is_part in self.unsettled:
            self.findings[at] = completed(self.findings[at], self.document, self.reading, is_subgroup=is_part)
        self.unsettled = []

    # what a sentence inherits

    def _setting_for(self, read: Annotated) -> Setting:
        sentence = read.sentence
        setting = Setting(self._carried, self.timed, measure=self.measure, ahead=self._ahead(read), told=self._told())
        if sentence.lead is None:
            return setting
        topics = self.annotations.topics(*sentence.lead)
        timepoints = [m for m in find_measurements(self.text, *sentence.lead) if m.sort is Sort.TIMEPOINT]
        named = [topic for topic in topics if topic.endpoint]
        last = self.text.rfind(". ", *sentence.lead)
        lead = next((topic for topic in named if topic.start > last), named[-1] if named else None)
        return replace(setting, lead=lead, lead_timepoint=timepoints[0] if timepoints else None)

    def _ahead(self, read: Annotated) -> Topic | None:
        """Returns the endpoint of the times that the next sentence gives, where this one gives a lone ratio of none."""
        effects = [m for m in read.measurements if m.sort is Sort.EFFECT]
        has_values = any(m.sort is Sort.VALUE for m in read.measurements)
        if len(effects) != 1 or effects[0].measure != "HR" or has_values or self.before is not None:
            return None
        if any(topic.endpoint for topic in self.annotations.topics(read.sentence.start, read.sentence.end)):
            return None
        place = bisect_right(self.sentences, read.sentence.start, key=lambda other: other.sentence.start)
        behind = self.sentences[place] if place < len(self.sentences) else None
        if behind is None or sum(m.unit in TIME_UNITS for m in behind.measurements) < 2:
            return None
        topics = self.annotations.topics(behind.sentence.start, behind.sentence.end)
        first = next((topic for topic in topics if topic.endpoint), None)
        return None if first is None or first.endpoint in RESPONSE_ENDPOINTS else first

    def _told(self) -> list[Topic]:
        """Returns the endpoints of the sentence before, each once, in order."""
        claims = self.before[1] if self.before else []
        return list({claim.topic.endpoint: claim.topic for claim in claims if claim.topic.endpoint}.values())

    def _carried(self) -> Topic | None:
        """Returns what the sentence before was about: its first claim, else the topic that it named last.

        A follow-up is not what it was about where it names an endpoint as well.
        """
        if self.before is None:
            return None
        sentence, claims = self.before
        told = next((claim.topic for claim in claims if claim.topic.endpoint), claims[0].topic if claims else None)
        if told and told.reason is not Reason.FOLLOW_UP:
            return told
        topics = self.annotations.topics(sentence.start, sentence.end)
        named = [topic for topic in topics if topic.endpoint] or ([] if told else topics)
        return named[-1] if named else told

    # claims

    def _settle(self, read: Annotated, claims: list[Claim], at: int, assembler: Assembler) -> None:
        claim = claims[at]
        if claim.topic.reason:
            assembler.note_order(claim)
            words = self.text[claim.topic.start : claim.topic.end]
            self._reject(claim.measurements(), claim.topic.reason, f"governed by \u201c{words}\u201d")
            return
        if is_of_covariate(assembler.scene, claim, is_comparative=self._is_comparative()):
            self._reject(claim.measurements(), Reason.COVARIATE, "of a trait of the patients, not of a treatment")
            return
        population = self.populations.of_claim(read, claims, at)
        label = population_label(population, self.vocabulary)
        is_part = is_subgroup(population, self.reading.study.population) or speaks_of_part(assembler.scene, claim)
        found = assembler.assemble(claim, label, is_subgroup=is_part)
        is_lone = len(claim.values) == 1 and not (claim.effect or claim.p)
        if is_lone or not assembler.is_of_patients(claim):
            self.unsettled += [(at, is_part) for at in range(len(self.findings), len(self.findings) + len(found))]
        self.findings += found

    def _is_comparative(self) -> bool:
        """Whether the document compares treatments: it names a comparator, or its last result was an effect."""
        is_told = self.reading.pair[1] is not None or self.reading.comparator() is not None
        return is_told or (bool(self.findings) and self.findings[-1].effect is not None)

    def _reject(self, measurements: Iterable[Measurement], reason: Reason, message: str) -> None:
        for measurement in measurements:
            if measurement.sort is Sort.PLAIN and reason not in _TOLD_OF_BARE_NUMBERS:
                continue
            span = self.document.span(measurement.start, measurement.end)
            self.rejected.append(Rejected(self.id, reason, message, span))

    def _reject_cells(self, cells: Iterable[tuple[int, int]]) -> None:
        """Rejects the figures of a table that no result was made of: sizes, counts, rows that lack an arm."""
        for cell in cells:
            message = "in a row of a table that gives no result"
            self.rejected.append(Rejected(self.id, Reason.NO_ENDPOINT, message, self.document.span(*cell)))

    def _leave_deaths(self, dead: Iterable[Finding]) -> None:
        """Rejects the shares of patients who had died by the time of a survival that is given itself."""
        for finding in dead:
            spans = finding.evidence[0].spans
            for span in (spans[name] for name in ("value", "comparator_value") if name in spans):
                message = "how many had died when survival was read"
                self.rejected.append(Rejected(self.id, Reason.BACKGROUND, message, span))

    def _read_outcomes(self) -> None:
        """Reads what the study measured beside its endpoints, in the figures that have made no finding."""
        outcomes = OutcomeReader(self.document, self.annotations, self.reading, self.sentences)
        self.divides = outcomes.kind in (ReportKind.TRIAL, ReportKind.PLAN)
        has_endpoints = any(finding.category is Category.EFFICACY for finding in self.findings)
        outcomes.read(self.unread, self.studies.begin(), is_open=not (self.treats or has_endpoints))
        self.findings = join_counts(self.findings, outcomes.found)
        self.rejected = [rejected for rejected in self.rejected if rejected.span.start not in outcomes.told]
        spans = (self.document.span(m.start, m.end) for m in outcomes.untold)
        message = "a count of what happened, of no arm and no endpoint that is told"
        self.rejected += [Rejected(self.id, Reason.NO_ENDPOINT, message, span) for span in spans]

    # what is said without a figure

    def _add_what_has_no_figure(self) -> None:
        for read in self.sentences:
            if any(m.sort is Sort.VALUE for m in read.measurements):
                continue
            start, end = read.sentence.start, read.sentence.end
            restated = find_restatement(self.document, start, end, read.mentions, self.findings, self.vocabulary)
            if restated:
                at, evidence = restated
                self.findings[at] = with_evidence(self.findings[at], evidence)
            predicted = None
            if speaks_of_predictor(self.text, start, end):
                predicted = find_predictor(self.text, start, end, read.mentions, self.annotations.topics(start, end))
            if predicted:
                self._add_predictor(*predicted)

    def _add_predictor(self, endpoint: str, predictor: str) -> None:
        self.findings = [
            replace(finding, predictor=predictor)
            if finding.endpoint == endpoint and finding.predictor is None
            else finding
            for finding in self.findings
        ]


def _tells_results(read: Annotated) -> bool:
    """Whether a sentence gives an effect, or figures with a P value: the result of an earlier trial or analysis."""
    sorts = {m.sort for m in read.measurements}
    return Sort.EFFECT in sorts or {Sort.P, Sort.VALUE} <= sorts


def _arms_of(finding: Finding) -> list[Arm]:
    return [arm for arm in (finding.arm, finding.comparator) if arm]
