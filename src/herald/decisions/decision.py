"""The nouns of an answer: what is offered, what is not, what is missing, and why, ready to be rendered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from herald.decisions.because import Because as Because
from herald.decisions.pooled import NotPooled, PooledEffect, PooledNetwork
from herald.patients.notes import Unmapped


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule, a table row or a caution comes from, and what of it was actually read.

    Attributes:
        basis: What was read: "guideline text", "label", "trial report", "abstract", "vendor quotation" …
        verified: How and when it was last checked.
    """

    id: str
    citation: str
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    date: str | None = None
    jurisdiction: str | None = None
    basis: str | None = None
    verified: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A derived fact of the patient.

    Attributes:
        value: As text; None where it is unknown.
        possible: The values it may still take, where it is unknown.
        needs: The unknown inputs that would settle it.
    """

    name: str
    label: str
    value: str | None
    because: tuple[Because, ...] = ()
    possible: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedResult:
    """A trial result that a rule rests on, with the words that state it.

    Attributes:
        url: The page that says `quote`.
        basis: What was read for it: "abstract", "label", "trade news", "document" …
        standing: Of the page: "official", "repository", "copy", "news or digest"; None for a document of the user.
        figure_url: The page where the figures were seen last, where that is not `url`.
        note: What differs elsewhere, or was not seen on that page.
    """

    trial: str
    endpoint: str
    arm: str
    comparator: str | None
    value: str | None
    comparator_value: str | None
    unit: str | None
    effect_measure: str | None
    effect: str | None
    ci_low: str | None
    ci_high: str | None
    ci_level: str | None
    p: str | None
    quote: str | None
    url: str | None
    basis: str | None
    note: str | None = None
    analysis: str | None = None
    population: str | None = None
    timepoint: str | None = None
    assessed_by: str | None = None
    standing: str | None = None
    figure_url: str | None = None
    nct: str | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A safety fact of one agent that concerns this patient, or that nobody can rule out yet.

    Attributes:
        status: "applies" or "cannot be ruled out".
        needs: The unknown inputs that would settle it.
    """

    agent: str
    kind: str
    text: str
    status: str
    source: str
    needs: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """A further rule that offers the same regimen: another source, jurisdiction or date beside the first."""

    rule: str
    title: str
    standing: str
    strength: str | None
    certainty: str | None
    jurisdiction: str
    source: Source
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A regimen that a rule offers this patient.

    Attributes:
        also: Other rules that offer the same regimen, in the order of the answer.
        pooled: What networks of trials say of it, beside the options' order.
    """

    rank: int
    regimen: str
    agents: tuple[str, ...]
    standing: str
    rule: str
    title: str
    strength: str | None
    certainty: str | None
    jurisdiction: str
    source: Source
    since: str | None = None
    note: str | None = None
    evidence: tuple[CitedResult, ...] = ()
    cautions: tuple[Caution, ...] = ()
    because: tuple[Because, ...] = ()
    also: tuple[Support, ...] = ()
    pooled: tuple[PooledEffect, ...] = ()
    not_pooled: tuple[NotPooled, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A regimen that is not offered, and every reason."""

    regimen: str
    rule: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A regimen that cannot be offered or excluded until something is known."""

    regimen: str
    rule: str
    needs: tuple[str, ...]
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one result of a missing test would leave on the table.

    Attributes:
        result: The result, as a person says it ("amplified", "below 50 %"); of two inputs both, after a semicolon.
        options: Regimens that would be offered, in order.
        still_missing: Inputs that would still be needed then.
        left_open: Regimens that would be neither offered nor excluded until these are known.
        results: The result of each of the inputs.
    """

    result: str
    options: tuple[str, ...]
    still_missing: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingInput:
    """An unknown input whose result would change the answer; or two, of which neither would alone.

    Attributes:
        input: The first of `inputs`.
        inputs: One or two.
        test: What to do to know it; None where the guideline does not say.
    """

    input: str
    name: str
    outcomes: tuple[Outcome, ...]
    inputs: tuple[str, ...] = ()
    test: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a conflict.

    Attributes:
        text: What it says: "metastasis (liver) of 2026-03: HER2 status positive".
        date: Of the specimen, or since when the rule holds.
    """

    text: str
    rule: str | None = None
    source: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules, sources or results that disagree, shown side by side.

    Attributes:
        text: What they disagree about, or what a source says to it.
        kind: "specimens", "results" (assays of one specimen), "record" (with itself) or "rules".
        positions: The sides.
    """

    text: str
    rules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kind: str = "record"
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader must see: an old source, an assumption, a limit.

    Attributes:
        rule: The rule, table row or field that it comes from.
        kind: "advice", "comment", "source", "assumption"; of how a record was read: "reading" or
            "not used".
        source: The id of the source behind it.
    """

    text: str
    rule: str | None = None
    kind: str = "advice"
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer for one patient.

    Attributes:
        knowledge: Which guideline, in which version.
        version: Of the code.
        inputs: How a reader calls each input that the answer needs, by name, in the order of the guideline.
        sources: Every source that a reason, a caution or an option names, once, in order of id.
        ordering: How the options are ordered, in words.
        notice: What every reader of the guideline must be told.
        unmapped: What the record of the patient holds and no field takes.
        networks: Those that the pooled effects of the options come from.
    """

    as_of: dt.date
    knowledge: str
    version: str
    facts: tuple[Fact, ...]
    options: tuple[Option, ...]
    excluded: tuple[Exclusion, ...]
    undecided: tuple[Undecided, ...]
    missing: tuple[MissingInput, ...]
    conflicts: tuple[Conflict, ...]
    flags: tuple[Flag, ...]
    inputs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[Source, ...] = ()
    ordering: str = ""
    notice: str = ""
    unmapped: tuple[Unmapped, ...] = ()
    networks: tuple[PooledNetwork, ...] = ()
