"""`herald pool` without a table: curated trials, and what the documents of an evidence base state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import click

from herald.cli.base_statements import load_statements
from herald.cli.curated_effects import load_cohorts, load_published, load_reports
from herald.cli.curated_networks import CuratedNetwork, load_networks
from herald.cli.pool_answers import Provenance, Question, answer_comparison, answer_network, answer_proportion, refuse
from herald.core.errors import StoreError
from herald.core.mentions import ConceptKind
from herald.reports import pooled_rows, pooling
from herald.synthesis.contrasts import trials_of_contrasts
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.measures import Measure
from herald.synthesis.network import Network, pool_network
from herald.synthesis.published import Verdict, compare_published
from herald.synthesis.selection import Analysis, Assumption, Reported, Selection, select
from herald.synthesis.stated import PopulationWords, Refused, Screen, Statement
from herald.synthesis.stated_cohorts import Cohort, read_cohorts
from herald.synthesis.stated_ratios import is_same_number, read_ratios
from herald.synthesis.tables import Comparisons
from herald.vocabulary.tables import load_vocabulary

RATES = frozenset({"ORR", "CR", "PR", "CBR", "DCR", "pCR"})
"""Endpoints of which single arms are pooled; of every other one, hazard ratios."""


FEW = 3
"""So many findings that are left out for one reason are named one by one in the terminal."""


class Source(StrEnum):
    """Where studies are taken from."""

    BOTH = "both"
    CURATED = "curated"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which studies were asked for.

    Attributes:
        endpoint: As the evidence base has it ("PFS").
        network: The curated network of the population; None where only the evidence base can have it.
        words: What a population says of itself to be the one that was asked for.
        base: The evidence base; None where it is not to be used, or where there is none.
    """

    endpoint: str
    name: str
    network: CuratedNetwork | None
    words: PopulationWords
    source: Source
    base: Path | None
    analysis: Analysis
    accept: tuple[Assumption, ...]

    @property
    def is_curated(self) -> bool:
        return self.source is not Source.BASE and self.network is not None and self.endpoint in self.network.endpoints


def make_asked(
    endpoint: str,
    population: str,
    *,
    source: str,
    base: Path,
    is_base_named: bool,
    analysis: str,
    accept: Sequence[str],
) -> Asked:
    """Returns what was asked for, in the words of the vocabulary.

    Raises:
        click.UsageError: A population that is neither curated nor in the vocabulary, or nothing to take studies from.
        StoreError: A base was named that does not exist.
    """
    if is_base_named and not base.exists():
        raise StoreError(f"no evidence base {base}", hint="`herald read DOCUMENTS --base FILE` makes one")
    name = load_vocabulary().resolve(endpoint, ConceptKind.ENDPOINT).short
    network = next((each for each in load_networks() if each.population.casefold() == population.casefold()), None)
    asked = Asked(
        endpoint=name,
        name=population,
        network=network,
        words=network.states if network else _words(population),
        source=Source(source),
        base=base if source != Source.CURATED and base.exists() else None,
        analysis=Analysis(analysis),
        accept=tuple(map(Assumption, accept)),
    )
    if not asked.is_curated and asked.base is None:
        raise click.UsageError(
            f"nothing is curated for {name} in {population!r}, and {_no_base(asked, base)}; {_curated()}"
        )
    return asked


def _words(population: str) -> PopulationWords:
    found = [m.concept for m in load_vocabulary().find_mentions(population) if m.kind is ConceptKind.POPULATION]
    if not found:
        raise click.UsageError(f"{population!r} names no population that the vocabulary knows; {_curated()}")
    return PopulationWords(all=tuple(dict.fromkeys(found)))


def _no_base(asked: Asked, base: Path) -> str:
    return "the evidence base was not asked" if asked.source is Source.CURATED else f"there is no evidence base {base}"


def _curated() -> str:
    listed = (f"{endpoint} in {network.population!r}" for network in load_networks() for endpoint in network.endpoints)
    return f"curated are {', '.join(listed)}"


def answer(asked: Asked, question: Question) -> None:
    """Pools what was asked for and shows it."""
    if asked.endpoint in RATES:
        _answer_cohorts(asked, question)
    else:
        _answer_ratios(asked, question)


def _answer_ratios(asked: Asked, question: Question) -> None:
    curated = load_reports(asked.network.population) if asked.is_curated and asked.network else ()
    statements = _statements(asked, ("PFS", "TTP") if asked.endpoint == "PFS" else (asked.endpoint,))
    read, refused = read_ratios(statements.values(), _screen(asked))
    stated, repeated = _beside_curated(read, curated, statements)
    reference = question.reference or (asked.network.reference if asked.network else None)
    chosen = select(
        [*curated, *stated], asked.endpoint, analysis=asked.analysis, accept=asked.accept, reference=reference
    )
    found = _provenance(chosen, (*refused, *repeated), statements, _limits(asked))
    if not chosen.chosen:
        refuse(_nothing(asked, statements), found, question)
    if len({report.pair for report in chosen.chosen}) == 1 and not question.is_network:
        answer_comparison(Comparisons(Measure.HR, chosen.contrasts, (), chosen.warnings), found, question)
    else:
        _answer_network(chosen, curated, found, asked, question)


def _statements(asked: Asked, endpoints: Sequence[str]) -> dict[str, Statement]:
    found = load_statements(asked.base, endpoints) if asked.base else ()
    return {statement.id: statement for statement in found}


def _screen(asked: Asked) -> Screen:
    """Returns what must be known of a finding; a trial of the curated network is of its population by itself."""
    trials: set[str] = set()
    if asked.network:
        trials = {report.trial for report in load_reports(asked.network.population)}
        for endpoint in asked.network.endpoints:
            trials |= {_acronym(row) for row in load_cohorts(asked.network.population, endpoint)}
    return Screen(load_vocabulary(), asked.words, trials)


def _acronym(cohort: Mapping[str, str]) -> str:
    """Returns the trial of a curated cohort, whose name goes on with the cohort after a comma."""
    return cohort["study"].partition(",")[0]


def _beside_curated(
    stated: Iterable[Reported], curated: Iterable[Reported], statements: Mapping[str, Statement]
) -> tuple[list[Reported], list[Refused]]:
    """Returns the stated results of trials that are not curated; of the others the curated results count."""
    by_trial: dict[str, list[Reported]] = {}
    for report in curated:
        by_trial.setdefault(report.trial.casefold(), []).append(report)
    kept, refused = [], []
    for report in stated:
        known = by_trial.get(report.trial.casefold())
        if known is None:
            kept.append(report)
        else:
            refused.append(Refused(statements[report.source.finding], _compare(report, known)))
    return kept, refused


def _compare(report: Reported, curated: Iterable[Reported]) -> str:
    for known in curated:
        if _is_same(report, known):
            return f"repeats the curated result {known.source.key}, which is counted once"
    return f"differs from the curated results of {report.trial}, which are taken"


def _is_same(one: Reported, other: Reported) -> bool:
    is_question = (one.endpoint, one.treatment, one.comparator) == (other.endpoint, other.treatment, other.comparator)
    figures = ((one.effect, other.effect), (one.ci_low, other.ci_low), (one.ci_high, other.ci_high))
    return is_question and all(is_same_number(*pair) for pair in figures if all(pair))


def _nothing(asked: Asked, statements: Mapping[str, Statement]) -> NotEstimable:
    if asked.base and not statements and not asked.is_curated:
        return NotEstimable(f"{asked.base} holds no finding of {asked.endpoint}")
    return NotEstimable("no study is left to pool")


def _told(refused: Iterable[Refused]) -> Iterator[str]:
    """Yields a sentence for each, and one for many of the same reason: a base may hold thousands of other trials."""
    by_reason: dict[str, list[Refused]] = {}
    for each in refused:
        by_reason.setdefault(each.reason, []).append(each)
    for reason, of_reason in by_reason.items():
        if len(of_reason) > FEW:
            yield f"{len(of_reason)} findings: {reason} (each is named with --format json)"
        else:
            yield from map(str, of_reason)


def _limits(asked: Asked) -> tuple[str, ...]:
    return asked.network.limits_of(asked.endpoint) if asked.network and asked.is_curated else ()


def _provenance(
    chosen: Selection, refused: Sequence[Refused], statements: Mapping[str, Statement], limits: Sequence[str]
) -> Provenance:
    findings = {key: statement.finding for key, statement in statements.items()}
    left_out = [pooled_rows.left_out_record(each, findings) for each in chosen.left_out]
    return Provenance(
        excluded=(*map(str, chosen.left_out), *map(str, refused)),
        told=(*map(str, chosen.left_out), *_told(refused)),
        rows=[pooled_rows.report_row(report, findings) for report in chosen.chosen],
        limits=limits,
        record={
            "limits": list(limits),
            "reports": [pooled_rows.report_record(report, findings) for report in chosen.chosen],
            "left_out": [*left_out, *map(pooled_rows.refused_record, refused)],
        },
    )


def _answer_network(
    chosen: Selection, curated: Sequence[Reported], found: Provenance, asked: Asked, question: Question
) -> None:
    trials, warnings = trials_of_contrasts(chosen.contrasts)
    network = pool_network(
        trials,
        measure=Measure.HR,
        reference=_reference(chosen, asked, question),
        options=question.options,
        warnings=(*chosen.warnings, *warnings),
    )
    verdicts: tuple[Verdict, ...] = ()
    if isinstance(network, Network) and asked.network:
        of_endpoint = [report for report in curated if report.endpoint == asked.endpoint]
        verdicts = compare_published(network, of_endpoint, load_published(asked.network.population, asked.endpoint))
    published = {"published": [pooling.published_record(verdict) for verdict in verdicts]}
    answer_network(network, replace(found, record={**found.record, **published}), question, verdicts)


def _reference(chosen: Selection, asked: Asked, question: Question) -> str | None:
    """Returns the treatment that was asked for, else that of the curated network where it is among those pooled."""
    curated = asked.network.reference if asked.network else None
    there = any(curated in report.pair for report in chosen.chosen)
    return question.reference or (curated if there else None)


def _answer_cohorts(asked: Asked, question: Question) -> None:
    curated = load_cohorts(asked.network.population, asked.endpoint) if asked.is_curated and asked.network else []
    statements = _statements(asked, (asked.endpoint,))
    read, refused = read_cohorts(statements.values(), _screen(asked), asked.accept)
    known = {_acronym(row).casefold() for row in curated}
    twice = [cohort for cohort in read if cohort.study.casefold() in known]
    stated = [cohort for cohort in read if cohort not in twice]
    repeated = [Refused(cohort.statement, _compare_cohort(cohort, curated)) for cohort in twice]
    left_out = (*refused, *repeated)
    found = Provenance(
        excluded=tuple(map(str, left_out)),
        told=tuple(_told(left_out)),
        rows=(*map(pooled_rows.cohort_row, curated), *map(pooled_rows.stated_cohort_row, stated)),
        limits=_limits(asked),
        record={
            "limits": list(_limits(asked)),
            "sources": [row["source_url"] for row in curated] + [None] * len(stated),
            "reports": [*map(pooled_rows.cohort_record, curated), *map(pooled_rows.stated_cohort_record, stated)],
            "left_out": [*map(pooled_rows.refused_record, left_out)],
        },
    )
    rows = [*curated, *map(_cohort_cells, stated)]
    if not rows:
        refuse(_nothing(asked, statements), found, question)
    answer_proportion(rows, found, question)


def _cohort_cells(cohort: Cohort) -> dict[str, str]:
    return {"study": cohort.study, "treatment": cohort.treatment, "events": str(cohort.events), "n": str(cohort.n)}


def _compare_cohort(cohort: Cohort, curated: Iterable[Mapping[str, str]]) -> str:
    of_trial = [row for row in curated if _acronym(row).casefold() == cohort.study.casefold()]
    for row in of_trial:
        if (row["events"], row["n"]) == (str(cohort.events), str(cohort.n)):
            return f"repeats the curated result {row['result']}, which is counted once"
    return f"differs from the curated cohorts of {cohort.study}, which are taken"
