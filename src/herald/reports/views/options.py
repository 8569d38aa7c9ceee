"""The page of one patient's options: facts, options with their way back to a sentence, and all that is not offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports import wording
from herald.reports.views.missing import MissingView, Today, missing_view
from herald.reports.views.pooled import Networks, NetworkView, NotPooledView, PooledView
from herald.reports.views.sources import Names, ReasonView, SourceView, source_view
from herald.reports.wording import NOT_STATED, SAFETY

if TYPE_CHECKING:
    from herald.decisions.decision import (
        Caution,
        CitedResult,
        Conflict,
        Decision,
        Exclusion,
        Fact,
        Flag,
        Option,
        Support,
        Undecided,
    )


LEADING_FACTS = (
    "her2_status", "her2_ihc", "hr_status", "er_percent", "pr_percent", "disease", "setting", "her2_line", "line",
)  # fmt: skip
"""Who the patient is, in the order in which a tumour board is told; every other fact is a step towards these."""


APPLIES = "applies"


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
    pooled: tuple[PooledView, ...]
    not_pooled: tuple[NotPooledView, ...]

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The trial and the figures of each cited result, those once that several places tell alike."""
        return tuple(dict.fromkeys((result.trial, result.figures) for result in self.results))


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
class ConflictView:
    """Two sides or more, and what they disagree about or a source says to it."""

    text: str
    rules: tuple[str, ...]
    sources: tuple[SourceView, ...]
    positions: tuple[str, ...] = ()


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
    networks: tuple[NetworkView, ...]

    @classmethod
    def of(cls, decision: Decision) -> OptionsView:
        names, today, networks = Names(decision), Today.of(decision), Networks(decision.networks)
        view = cls(
            as_of=wording.date(decision.as_of),
            knowledge=decision.knowledge,
            version=decision.version,
            safety=(*SAFETY, decision.notice) if decision.notice else SAFETY,
            ordering=decision.ordering,
            facts=tuple(_fact(fact, names) for fact in _leading(decision.facts)),
            further_facts=tuple(_fact(fact, names) for fact in decision.facts if fact.name not in LEADING_FACTS),
            options=tuple(_option(option, names, networks) for option in decision.options),
            excluded=tuple(_exclusion(exclusion, names) for exclusion in decision.excluded),
            undecided=tuple(_undecided(undecided, names) for undecided in decision.undecided),
            missing=tuple(missing_view(*numbered, names, today) for numbered in enumerate(decision.missing, start=1)),
            conflicts=tuple(_conflict(conflict, names) for conflict in decision.conflicts),
            flags=tuple(_flag(flag, names) for flag in decision.flags),
            sources=names.sources(),
            networks=networks.views(),
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
            *(
                (("networks", wording.counted(len(self.networks), "network of trials", "networks of trials")),)
                * bool(self.networks)
            ),
        )

    @property
    def do_now(self) -> tuple[str, ...]:
        """What to do before any regimen can be offered, the most useful first; nothing where one is offered."""
        if self.options:
            return ()
        return tuple(dict.fromkeys(test.test for test in self.missing if not test.is_pair))

    @property
    def stamp(self) -> str:
        """Which knowledge, which code and which day the answer holds for."""
        return f"As of {self.as_of}, knowledge {self.knowledge}, Herald {self.version}"


def _leading(facts: Iterable[Fact]) -> list[Fact]:
    by_name = {fact.name: fact for fact in facts}
    return [by_name[name] for name in LEADING_FACTS if name in by_name]


def _fact(fact: Fact, names: Names) -> FactView:
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


def _option(option: Option, names: Names, networks: Networks) -> OptionView:
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
        source=names.source(option.source.id) or source_view(0, option.source),
        results=tuple(map(_result, option.evidence)),
        cautions=tuple(_caution(caution, names) for caution in option.cautions if caution.status == APPLIES),
        possible_cautions=tuple(_caution(caution, names) for caution in possible),
        possible_needs=names.inputs(dict.fromkeys(need for caution in possible for need in caution.needs)),
        reasons=names.reasons(option.because, within=option.rule),
        also=tuple(_support(support, names) for support in option.also),
        pooled=networks.pooled(option),
        not_pooled=networks.not_pooled(option),
    )


def _support(support: Support, names: Names) -> SupportView:
    return SupportView(
        rule=support.rule,
        title=support.title,
        standing=support.standing,
        strength=support.strength or NOT_STATED,
        certainty=support.certainty or NOT_STATED,
        jurisdiction=support.jurisdiction,
        since=support.since and wording.written_date(support.since),
        source=names.source(support.source.id) or source_view(0, support.source),
    )


def _result(result: CitedResult) -> ResultView:
    assessor = f"assessed by {result.assessed_by}" if result.assessed_by else ""
    return ResultView(
        trial=result.trial,
        arms=_against(result.arm, result.comparator),
        scope="; ".join(part for part in (result.population, result.timepoint, result.analysis, assessor) if part),
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


def _caution(caution: Caution, names: Names) -> CautionView:
    return CautionView(
        agent=caution.agent,
        kind=caution.kind,
        text=caution.text,
        status=caution.status,
        needs=names.inputs(caution.needs),
        source=names.source(caution.source),
        reasons=names.reasons(caution.because),
    )


def _exclusion(exclusion: Exclusion, names: Names) -> ExclusionView:
    return ExclusionView(exclusion.regimen, exclusion.rule, names.reasons(exclusion.because, within=exclusion.rule))


def _undecided(undecided: Undecided, names: Names) -> UndecidedView:
    return UndecidedView(
        undecided.regimen,
        undecided.rule,
        names.inputs(undecided.needs),
        names.reasons(undecided.because, within=undecided.rule),
    )


def _conflict(conflict: Conflict, names: Names) -> ConflictView:
    found = (names.source(source) for source in conflict.sources)
    sources = tuple(source for source in found if source)
    return ConflictView(conflict.text, conflict.rules, sources, tuple(side.text for side in conflict.positions))


def _flag(flag: Flag, names: Names) -> FlagView:
    return FlagView(flag.kind, flag.text, flag.rule, names.source(flag.source))
