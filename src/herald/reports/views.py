"""What each page says, in words and in order; every renderer reads a view and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from herald.core.documents import Block, BlockRole
from herald.decisions.decision import Source
from herald.reports import wording
from herald.reports.marks import Mark, MarkKind, Segment, segments
from herald.reports.wording import NOT_STATED, SAFETY
from herald.vocabulary.tables import load_vocabulary

if TYPE_CHECKING:
    from herald.core.documents import Document, Notice
    from herald.core.findings import Discussion, Extraction, Finding, Rejected, Study
    from herald.core.spans import Span
    from herald.decisions.decision import (
        Because,
        Caution,
        CitedResult,
        Conflict,
        Decision,
        Exclusion,
        Fact,
        Flag,
        MissingInput,
        Option,
        Outcome,
        Support,
        Undecided,
    )
    from herald.evidence.agreement import Disagreement

LEADING_FACTS = ("her2_status", "hr_status", "disease", "setting", "her2_line", "line")
"""Who the patient is, in the order in which a tumour board is told; every other fact is a step towards these."""

APPLIES = "applies"


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its number in the page's list of sources."""

    number: int
    anchor: str
    citation: str
    address: str | None
    date: str | None
    jurisdiction: str | None
    basis: str | None
    verified: str | None


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One step of a reason; `source` is None where the step rests on the record alone."""

    text: str
    rule: str | None
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact of the patient; `open_question` says what it may still be and what would settle it."""

    label: str
    value: str
    is_known: bool
    open_question: str | None
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """A cited result: the trial, its arms, the figures, and the words that state them.

    Attributes:
        scope: In whom and when: population, time point, analysis; empty where nothing is said of them.
        read_in: What was read, and what standing that page has.
        figures_seen_at: Where the figures were seen last, where that is not `address`.
    """

    trial: str
    arms: str
    scope: str
    figures: str
    quote: str | None
    address: str | None
    read_in: str
    figures_seen_at: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CautionView:
    agent: str
    kind: str
    text: str
    status: str
    needs: tuple[str, ...]
    source: SourceView | None
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class SupportView:
    """A further rule that offers the same regimen."""

    rule: str
    title: str
    standing: str
    strength: str
    certainty: str
    jurisdiction: str
    since: str | None
    source: SourceView


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option and its walk back: rule, source, cited results, reasons.

    Attributes:
        level: How many of three marks the certainty fills; None where it is not stated in the usual words.
        cautions: Those that apply.
        possible_cautions: Those that cannot be ruled out, until what `possible_needs` lists is known.
    """

    anchor: str
    rank: int
    regimen: str
    title: str
    standing: str
    strength: str
    certainty: str
    level: int | None
    jurisdiction: str
    since: str | None
    note: str | None
    rule: str
    source: SourceView
    results: tuple[ResultView, ...]
    cautions: tuple[CautionView, ...]
    possible_cautions: tuple[CautionView, ...]
    possible_needs: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    also: tuple[SupportView, ...]


@dataclass(frozen=True, slots=True)
class ExclusionView:
    regimen: str
    rule: str
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class UndecidedView:
    regimen: str
    rule: str
    needs: tuple[str, ...]
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What one result of a test would leave.

    Attributes:
        options: Each regimen that would be offered, and whether it is offered today already.
        dropped: Regimens that are offered today and would no longer be.
        left_open: Regimens that would be neither offered nor excluded yet.
        ruled_out: Regimens that are undecided today and would then be excluded.
        still_missing: What would still have to be known after this result, beside what is always needed.
    """

    result: str
    options: tuple[tuple[str, bool], ...]
    dropped: tuple[str, ...]
    left_open: tuple[str, ...]
    ruled_out: tuple[str, ...]
    still_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    """An unknown input, and what each of its results would leave.

    Attributes:
        change: The sum of what the results could do.
        always_needed: What would still have to be known whatever the result; empty where nothing.
    """

    anchor: str
    name: str
    change: str
    always_needed: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    text: str
    rules: tuple[str, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class FlagView:
    kind: str
    text: str
    rule: str | None
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class OptionsView:
    """The page of one patient's options."""

    as_of: str
    knowledge: str
    version: str
    safety: tuple[str, ...]
    ordering: str
    facts: tuple[FactView, ...]
    further_facts: tuple[FactView, ...]
    options: tuple[OptionView, ...]
    excluded: tuple[ExclusionView, ...]
    undecided: tuple[UndecidedView, ...]
    missing: tuple[MissingView, ...]
    conflicts: tuple[ConflictView, ...]
    flags: tuple[FlagView, ...]
    sources: tuple[SourceView, ...]

    @classmethod
    def of(cls, decision: Decision) -> OptionsView:
        names = _Names(decision)
        view = cls(
            as_of=wording.date(decision.as_of),
            knowledge=decision.knowledge,
            version=decision.version,
            safety=(*SAFETY, decision.notice) if decision.notice else SAFETY,
            ordering=decision.ordering,
            facts=tuple(_fact(fact, names) for fact in _leading(decision.facts)),
            further_facts=tuple(_fact(fact, names) for fact in decision.facts if fact.name not in LEADING_FACTS),
            options=tuple(_option(option, names) for option in decision.options),
            excluded=tuple(_exclusion(exclusion, names) for exclusion in decision.excluded),
            undecided=tuple(_undecided(undecided, names) for undecided in decision.undecided),
            missing=tuple(
                _missing(number, missing, names, _Today.of(decision)) for number, missing in _numbered(decision.missing)
            ),
            conflicts=tuple(_conflict(conflict, names) for conflict in decision.conflicts),
            flags=tuple(_flag(flag, names) for flag in decision.flags),
            sources=names.sources(),
        )
        return wording.printable_view(view)

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """What else the page holds: the name of each part, and how much it has to say."""
        return (
            ("undecided", wording.counted(len(self.undecided), "undecided regimen")),
            ("excluded", wording.counted(len(self.excluded), "excluded regimen")),
            ("conflicts", wording.counted(len(self.conflicts), "conflict")),
            ("notes", wording.counted(len(self.flags), "thing to note", "things to note")),
        )

    @property
    def stamp(self) -> str:
        """Which knowledge, which code and which day the answer holds for."""
        return f"As of {self.as_of}, knowledge {self.knowledge}, Herald {self.version}"


@dataclass(frozen=True, slots=True)
class _Today:
    """What is offered, and what is undecided, before any further result; each regimen once."""

    offered: tuple[str, ...]
    undecided: tuple[str, ...]

    @classmethod
    def of(cls, decision: Decision) -> _Today:
        offered = dict.fromkeys(option.regimen for option in decision.options)
        return cls(tuple(offered), tuple(dict.fromkeys(undecided.regimen for undecided in decision.undecided)))


class _Names:
    """The names that a decision uses for its sources and inputs."""

    def __init__(self, decision: Decision) -> None:
        offered = [source for option in decision.options for source in _sources(option)]
        known = [*offered, *decision.sources]
        self._sources = {source.id: _source(number, source) for number, source in _numbered(_once(known))}
        self._inputs = {missing.input: missing.name for missing in decision.missing}

    def source(self, source_id: str | None) -> SourceView | None:
        """Returns the source; one that the decision names without describing it is shown by its id, unnumbered."""
        if not source_id:
            return None
        return self._sources.get(source_id) or _source(0, Source(source_id, source_id))

    def sources(self) -> tuple[SourceView, ...]:
        return tuple(self._sources.values())

    def inputs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._inputs.get(name, name.replace("_", " ")) for name in names)

    def reasons(self, because: Iterable[Because], *, within: str | None = None) -> tuple[ReasonView, ...]:
        """Returns the steps; a step's rule is left unsaid where it is the rule that the reader is at already."""
        return tuple(
            ReasonView(step.text, step.rule if step.rule != within else None, self.source(step.source))
            for step in because
        )


def _sources(option: Option) -> list[Source]:
    return [option.source, *(support.source for support in option.also)]


def _once(sources: Iterable[Source]) -> list[Source]:
    return list({source.id: source for source in sources}.values())


def _source(number: int, source: Source) -> SourceView:
    return SourceView(
        number=number,
        anchor=f"source-{number}",
        citation=source.citation,
        address=wording.web_address(source.url, source.doi, source.pmid),
        date=source.date and wording.written_date(source.date),
        jurisdiction=source.jurisdiction,
        basis=source.basis,
        verified=source.verified,
    )


def _leading(facts: Iterable[Fact]) -> list[Fact]:
    by_name = {fact.name: fact for fact in facts}
    return [by_name[name] for name in LEADING_FACTS if name in by_name]


def _fact(fact: Fact, names: _Names) -> FactView:
    may_be = f"may be {wording.listed(fact.possible, last='or')}" if fact.possible else ""
    needs = f"needs {wording.listed(names.inputs(fact.needs))}" if fact.needs else ""
    question = "; ".join(part for part in (may_be, needs) if part)
    return FactView(
        label=wording.capitalised(fact.label),
        value=fact.value if fact.value is not None else "not known",
        is_known=fact.value is not None,
        open_question=question if question and fact.value is None else None,
        reasons=names.reasons(fact.because),
    )


_LEVELS = {"high": 3, "moderate": 2, "intermediate": 2, "low": 1, "very low": 0}


def _option(option: Option, names: _Names) -> OptionView:
    possible = [caution for caution in option.cautions if caution.status != APPLIES]
    return OptionView(
        anchor=f"option-{option.rank}",
        rank=option.rank,
        regimen=option.regimen,
        title=option.title,
        standing=option.standing,
        strength=option.strength or NOT_STATED,
        certainty=option.certainty or NOT_STATED,
        level=_LEVELS.get((option.certainty or "").casefold()),
        jurisdiction=option.jurisdiction,
        since=option.since and wording.written_date(option.since),
        note=option.note,
        rule=option.rule,
        source=names.source(option.source.id) or _source(0, option.source),
        results=tuple(map(_result, option.evidence)),
        cautions=tuple(_caution(caution, names) for caution in option.cautions if caution.status == APPLIES),
        possible_cautions=tuple(_caution(caution, names) for caution in possible),
        possible_needs=names.inputs(dict.fromkeys(need for caution in possible for need in caution.needs)),
        reasons=names.reasons(option.because, within=option.rule),
        also=tuple(_support(support, names) for support in option.also),
    )


def _support(support: Support, names: _Names) -> SupportView:
    return SupportView(
        rule=support.rule,
        title=support.title,
        standing=support.standing,
        strength=support.strength or NOT_STATED,
        certainty=support.certainty or NOT_STATED,
        jurisdiction=support.jurisdiction,
        since=support.since and wording.written_date(support.since),
        source=names.source(support.source.id) or _source(0, support.source),
    )


def _result(result: CitedResult) -> ResultView:
    return ResultView(
        trial=result.trial,
        arms=_against(result.arm, result.comparator),
        scope="; ".join(part for part in (result.population, result.timepoint, result.analysis) if part),
        figures=wording.spaced(wording.figures(result, lead=result.endpoint), _time_of_rate(result)),
        quote=result.quote,
        address=wording.web_address(result.url),
        read_in=", ".join(part for part in (result.basis, result.standing) if part) or NOT_STATED,
        figures_seen_at=wording.web_address(result.figure_url),
        note=result.note,
    )


def _time_of_rate(result: CitedResult) -> str:
    """Returns the time point of a percentage, which says little without it; medians carry their own."""
    return f"({result.timepoint})" if result.unit == "%" and result.timepoint else ""


def _against(arm: str, comparator: str | None) -> str:
    return f"{arm} against {comparator}" if comparator else arm


def _caution(caution: Caution, names: _Names) -> CautionView:
    return CautionView(
        agent=caution.agent,
        kind=caution.kind,
        text=caution.text,
        status=caution.status,
        needs=names.inputs(caution.needs),
        source=names.source(caution.source),
        reasons=names.reasons(caution.because),
    )


def _exclusion(exclusion: Exclusion, names: _Names) -> ExclusionView:
    return ExclusionView(exclusion.regimen, exclusion.rule, names.reasons(exclusion.because, within=exclusion.rule))


def _undecided(undecided: Undecided, names: _Names) -> UndecidedView:
    return UndecidedView(
        undecided.regimen,
        undecided.rule,
        names.inputs(undecided.needs),
        names.reasons(undecided.because, within=undecided.rule),
    )


def _missing(number: int, missing: MissingInput, names: _Names, today: _Today) -> MissingView:
    always = _shared([outcome.still_missing for outcome in missing.outcomes])
    outcomes = tuple(_outcome(outcome, names, today, always) for outcome in missing.outcomes)
    return MissingView(
        anchor=f"test-{number}",
        name=wording.capitalised(missing.name),
        change=_change(outcomes, len(today.undecided)),
        always_needed=names.inputs(always),
        outcomes=outcomes,
    )


def _shared(needs: list[tuple[str, ...]]) -> list[str]:
    """Returns what stands in every list, in the order of the first."""
    return [need for need in needs[0] if all(need in others for others in needs)] if needs else []


def _outcome(outcome: Outcome, names: _Names, today: _Today, always: list[str]) -> OutcomeView:
    open_then = {*outcome.options, *outcome.left_open}
    return OutcomeView(
        result=outcome.result,
        options=tuple((regimen, regimen in today.offered) for regimen in outcome.options),
        dropped=tuple(regimen for regimen in today.offered if regimen not in outcome.options),
        left_open=outcome.left_open,
        ruled_out=tuple(regimen for regimen in today.undecided if regimen not in open_then),
        still_missing=names.inputs(need for need in outcome.still_missing if need not in always),
    )


def _change(outcomes: Iterable[OutcomeView], undecided: int) -> str:
    """Returns what the results could do together: "may add X; may take away Y"."""
    added: dict[str, None] = {}
    dropped: dict[str, None] = {}
    ruled_out = 0
    for outcome in outcomes:
        added.update((regimen, None) for regimen, is_today in outcome.options if not is_today)
        dropped.update(dict.fromkeys(outcome.dropped))
        ruled_out = max(ruled_out, len(outcome.ruled_out))
    settled = f"may rule out up to {ruled_out} of {undecided} undecided" if ruled_out else ""
    parts = (_few("may add", list(added)), _few("may take away", list(dropped)), settled)
    return "; ".join(part for part in parts if part) or "may change what else is needed"


def _few(verb: str, regimens: list[str]) -> str:
    if not regimens:
        return ""
    return f"{verb} {wording.listed(regimens) if len(regimens) <= 2 else wording.counted(len(regimens), 'option')}"


def _conflict(conflict: Conflict, names: _Names) -> ConflictView:
    found = (names.source(source) for source in conflict.sources)
    return ConflictView(conflict.text, conflict.rules, tuple(source for source in found if source))


def _flag(flag: Flag, names: _Names) -> FlagView:
    return FlagView(flag.kind, flag.text, flag.rule, names.source(flag.source))


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place that states a finding; `anchor` is None where the place lies in another document."""

    anchor: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A row of a findings table."""

    number: int
    anchor: str
    study: str
    endpoint: str
    population: str
    arm: str
    comparator: str
    figures: str
    document: str
    notes: tuple[str, ...]
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class FindingsView:
    """A table of findings, the documents that its last column numbers, and what cannot all be true."""

    rows: tuple[FindingView, ...]
    documents: tuple[tuple[str, str], ...]
    disagreements: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, findings: Iterable[Finding], documents: Mapping[str, str], disagreements: Iterable[Disagreement] = ()
    ) -> FindingsView:
        """Returns the table.

        Args:
            findings: In the order of the rows.
            documents: By document id, the name to show, in the order of the numbers.
            disagreements: Pairs among the findings.
        """
        rows = list(findings)
        found = (place.document for row in rows for place in row.evidence)
        named = {**documents, **{document: document for document in found if document not in documents}}
        numbers = {document: str(number) for number, document in _numbered(named)}
        view = cls(
            rows=tuple(_finding(number, finding, numbers) for number, finding in _numbered(rows)),
            documents=tuple((numbers[document], name) for document, name in named.items()),
            disagreements=tuple(_disagreement(pair, numbers) for pair in disagreements),
        )
        return wording.printable_view(view)


def _disagreement(pair: Disagreement, documents: Mapping[str, str]) -> str:
    first, second = (f"[{', '.join(_documents(finding, documents))}]" for finding in (pair.first, pair.second))
    figures = [f"{one.field.replace('_', ' ')} {one.first} {first}, {one.second} {second}" for one in pair.differences]
    return f"{pair.first.trial}, {pair.first.endpoint}: {'; '.join(figures)}"


def _documents(finding: Finding, numbers: Mapping[str, str]) -> list[str]:
    """Returns the numbers of the documents that state a finding, each once."""
    return list(dict.fromkeys(numbers.get(place.document, place.document) for place in finding.evidence))


def _finding(number: int, finding: Finding, documents: Mapping[str, str]) -> FindingView:
    return FindingView(
        number=number,
        anchor=f"finding-{number}",
        study=finding.trial or "not named",
        endpoint=finding.endpoint,
        population=finding.population or NOT_STATED,
        arm=finding.arm.label if finding.arm else NOT_STATED,
        comparator=finding.comparator.label if finding.comparator else "–",
        figures=_finding_figures(finding),
        document=", ".join(_documents(finding, documents)),
        notes=tuple(_notes(finding)),
        places=tuple(PlaceView(None, place.span.quote) for place in finding.evidence),
    )


_SAID_BY_UNIT = (None, "proportion", "count")


def _finding_figures(finding: Finding) -> str:
    said = wording.figures(
        finding,
        lead=finding.statistic if finding.statistic not in _SAID_BY_UNIT and finding.value is not None else "",
        arm=wording.count(finding.events, finding.arm_n),
        comparator=wording.count(finding.comparator_events, finding.comparator_n),
    )
    return said or NOT_STATED


def _notes(finding: Finding) -> Iterator[str]:
    if finding.timepoint:
        yield f"time point: {finding.timepoint}"
    if finding.assessed_by:
        yield f"assessed by: {finding.assessed_by}"
    if finding.predictor:
        yield f"predicted by: {finding.predictor}"
    yield from finding.issues


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the document's text.

    Attributes:
        role: The block's role, as a word.
        left_out: Why nothing was read from it; None where findings may come from it.
        starts_left_out: Whether the reason is to be said here, at the first of several such blocks.
    """

    role: str
    left_out: str | None
    starts_left_out: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StudyView:
    name: str
    phase: str
    design: str
    population: str
    size: str


@dataclass(frozen=True, slots=True)
class DiscussionView:
    agent: str
    population: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectedView:
    number: int
    anchor: str
    place: str | None
    reason: str
    message: str
    quote: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The page of one document."""

    title: str
    language: str | None
    name: str
    details: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    findings: tuple[FindingView, ...]
    studies: tuple[StudyView, ...]
    discussions: tuple[DiscussionView, ...]
    rejected: tuple[RejectedView, ...]
    blocks: tuple[BlockView, ...]
    safety: tuple[str, ...]

    @property
    def summary(self) -> str:
        """How much was found: "2 findings, 1 rejected figure"."""
        found = wording.counted(len(self.findings), "finding")
        return f"{found}, {wording.counted(len(self.rejected), 'rejected figure')}"

    @classmethod
    def of(cls, document: Document, extraction: Extraction, *, path: str | None = None) -> DocumentView:
        name = document_name(path or document.source)
        findings = [_finding(number, finding, {document.id: ""}) for number, finding in _numbered(extraction.findings)]
        blocks = document.blocks or (Block(0, len(document.text), BlockRole.PARAGRAPH),)
        marks = list(_placed(_marks(document.id, extraction), blocks))
        anchors = {mark.anchor for mark in marks}
        view = cls(
            title=document.title or "Untitled document",
            language=document.language,
            name=name,
            details=tuple((label, value) for label, value in _details(document, name) if value),
            notices=tuple(map(_notice, document.notices)),
            findings=tuple(_with_places(finding, anchors) for finding in findings),
            studies=tuple(map(_study, extraction.studies)),
            discussions=tuple(map(_discussion, extraction.discussions)),
            rejected=tuple(_rejected(number, row, anchors) for number, row in _numbered(extraction.rejected)),
            blocks=tuple(_blocks(document.text, blocks, marks)),
            safety=SAFETY,
        )
        return wording.printable_view(view)


def document_name(source: str) -> str:
    """Returns the short name of a document: its file's name, or its address."""
    return source if "://" in source else PurePath(source).name or source


def _details(document: Document, name: str) -> Iterator[tuple[str, str | None]]:
    yield "Kind", document.kind.value
    yield "Read from", name
    yield "Journal", document.journal
    yield "Published", wording.date(document.published) if document.published else None
    yield "Updated", wording.date(document.updated) if document.updated else None
    yield "Language", document.language
    for scheme, identifier in sorted(document.identifiers.items()):
        yield scheme.upper(), identifier
    yield "Publication types", "; ".join(document.publication_types)
    yield "Substances", "; ".join(document.substances)
    yield "MeSH terms", "; ".join(_mesh_terms(document))
    yield "Document id", document.id


def _mesh_terms(document: Document) -> Iterator[str]:
    for term in document.mesh:
        qualified = f"{term.heading} / {term.qualifier}" if term.qualifier else term.heading
        yield f"{qualified} *" if term.is_major else qualified


def _notice(notice: Notice) -> str:
    kind = notice.kind.value.capitalize()
    return (
        f"{kind} ({wording.date(notice.date)}): {notice.span.quote}" if notice.date else f"{kind}: {notice.span.quote}"
    )


def _study(study: Study) -> StudyView:
    size = [f"{study.n} enrolled" if study.n else "", f"{study.analysed} analysed" if study.analysed else ""]
    return StudyView(
        name=study.trial or "not named",
        phase=study.phase or NOT_STATED,
        design=study.design or NOT_STATED,
        population=study.population or NOT_STATED,
        size=", ".join(part for part in size if part) or NOT_STATED,
    )


def _discussion(discussion: Discussion) -> DiscussionView:
    quotes = tuple(span.quote for span in discussion.spans)
    return DiscussionView(_concept_name(discussion.agent), _concept_name(discussion.population), quotes)


def _concept_name(concept: str) -> str:
    """Returns the preferred name of a vocabulary concept; what is no concept's id is a name already."""
    vocabulary = load_vocabulary()
    return vocabulary.get(concept).name if concept in vocabulary else concept


def _rejected(number: int, rejected: Rejected, anchors: set[str]) -> RejectedView:
    place = _rejected_place(number)
    return RejectedView(
        number=number,
        anchor=f"rejected-{number}",
        place=place if place in anchors else None,
        reason=rejected.reason.value,
        message=rejected.message,
        quote=rejected.span.quote,
    )


def _with_places(finding: FindingView, anchors: set[str]) -> FindingView:
    """Returns the finding with links to those of its places that the page shows."""
    named = ((_place(finding.number, number), place) for number, place in _numbered(finding.places))
    return replace(
        finding, places=tuple(PlaceView(anchor if anchor in anchors else None, place.quote) for anchor, place in named)
    )


def _marks(document: str, extraction: Extraction) -> Iterator[Mark]:
    for number, finding in _numbered(extraction.findings):
        for place, at in _numbered(finding.evidence):
            if at.document == document:
                yield _mark(at.span, MarkKind.FINDING, str(number), _place(number, place), f"finding-{number}")
                yield from (_mark(span, MarkKind.FIGURE) for span in at.spans.values())
    for number, rejected in _numbered(extraction.rejected):
        if rejected.document == document:
            yield _mark(rejected.span, MarkKind.REJECTED, f"R{number}", _rejected_place(number), f"rejected-{number}")


def _mark(span: Span, kind: MarkKind, label: str = "", anchor: str = "", target: str = "") -> Mark:
    return Mark(span.start, span.end, kind, label, anchor, target)


def _placed(marks: Iterable[Mark], blocks: Iterable[Block]) -> Iterator[Mark]:
    """Yields the marks that lie on a block, each beginning where the first block that it touches shows it."""
    shown = list(blocks)
    for mark in marks:
        first = next((block for block in shown if mark.start < block.end and block.start < mark.end), None)
        if first is not None:
            yield replace(mark, start=max(mark.start, first.start))


def _blocks(text: str, blocks: Iterable[Block], marks: list[Mark]) -> Iterator[BlockView]:
    before = None
    for block in blocks:
        left_out = None if block.role.is_content else _left_out(block)
        cut = segments(text, block.start, block.end, marks)
        yield BlockView(block.role.value, left_out, left_out is not None and left_out != before, cut)
        before = left_out


def _left_out(block: Block) -> str:
    return f"{block.role.value.capitalize()}: {block.why}" if block.why else block.role.value.capitalize()


def _place(finding: int, place: int) -> str:
    return f"place-{finding}-{place}"


def _rejected_place(number: int) -> str:
    return f"place-r{number}"


_Item = TypeVar("_Item")


def _numbered(items: Iterable[_Item]) -> Iterator[tuple[int, _Item]]:
    return enumerate(items, start=1)
