"""Pools every curated network and writes the table that options show: `python -m herald.cli.pooled_table`."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import combinations
from typing import Any

from herald.cli.curated_effects import load_cohorts, load_reports
from herald.cli.curated_networks import CuratedNetwork, load_networks
from herald.decisions.pooled import NetworkReport, TrialShare
from herald.decisions.pooled_table import (
    PATH,
    LeftOut,
    PooledTable,
    TableEffect,
    TableNetwork,
    Treatment,
    load_pooled_table,
)
from herald.synthesis import find_contributions, pool_exactly, pool_network, split, trials_of_contrasts
from herald.synthesis.binomial import ExactProportion
from herald.synthesis.inconsistency import Split, decompose
from herald.synthesis.measures import Measure
from herald.synthesis.network import Network
from herald.synthesis.selection import Reported, Selection, select
from herald.synthesis.tables import read_cohorts
from herald.vocabulary.errors import UnknownTerm
from herald.vocabulary.regimens import parse_regimen
from herald.vocabulary.tables import load_vocabulary

Cohorts = Sequence[Mapping[str, str]]

FEW_PERCENT = 0.05
"""Trials with a smaller share are not named."""


def make_table(made_on: dt.date) -> PooledTable:
    """Returns every curated network, pooled with random effects and without any assumption that has to be accepted."""
    networks = tuple(network for curated in load_networks() for network in _networks(curated))
    return PooledTable(made_on, _digest(networks), networks)


def _digest(networks: Iterable[TableNetwork]) -> str:
    inputs = [(n.id, [asdict(each) for each in n.reports], [asdict(each) for each in n.left_out]) for n in networks]
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:12]


def render_table(table: PooledTable) -> str:
    """Returns the table as JSON with one effect, report or treatment a line, so that a difference can be read."""
    networks = ",\n".join(_render_network(asdict(network)) for network in table.networks)
    head = f'{{\n"made_on": "{table.made_on}",\n"inputs": "{table.inputs}",\n"networks": [\n'
    return f"{head}{networks}\n]\n}}\n"


def main() -> None:
    """Writes the table; its date moves only where what is pooled has changed."""
    from herald.cli.parameters import today

    table = make_table(today())
    if PATH.exists() and (before := load_pooled_table()).inputs == table.inputs:
        table = replace(table, made_on=before.made_on)
    PATH.write_text(render_table(table), encoding="utf-8")


def _render_network(network: dict[str, Any]) -> str:
    lines = (f"{json.dumps(name)}: {_render_value(value)}" for name, value in network.items())
    return "{" + ",\n".join(lines) + "}"


def _render_value(value: object) -> str:
    if isinstance(value, tuple) and value:
        return "[\n" + ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _networks(curated: CuratedNetwork) -> Iterator[TableNetwork]:
    for endpoint in curated.endpoints:
        yield _ratios(curated, endpoint) if curated.reference else _proportions(curated, endpoint)


def _ratios(curated: CuratedNetwork, endpoint: str) -> TableNetwork:
    reports = load_reports(curated.population)
    chosen = select(reports, endpoint, reference=curated.reference)
    trials, warnings = trials_of_contrasts(chosen.contrasts)
    network = pool_network(
        trials, measure=Measure.HR, reference=curated.reference, warnings=(*chosen.warnings, *warnings)
    )
    assert isinstance(network, Network), f"{curated.population} {endpoint}: {network}"
    named = [*chosen.chosen, *(each.report for each in chosen.left_out)]
    scores = network.p_scores
    return TableNetwork(
        id=f"{curated.population} {endpoint}",
        population=curated.population,
        title=curated.title,
        endpoint=endpoint,
        when=curated.when,
        measure="HR",
        model="network meta-analysis, random effects (REML)",
        reference=curated.reference,
        treatments=tuple(_treatments((n for each in named for n in (each.treatment, each.comparator)), scores)),
        effects=tuple(_effect(network, a, b) for a, b in combinations(network.treatments, 2)),
        reports=tuple(map(_report, chosen.chosen)),
        left_out=tuple(_left_out(chosen)),
        limits=(*_limits(network, chosen), *curated.limits_of(endpoint)),
    )


def _treatments(names: Iterable[str], scores: Mapping[str, float]) -> Iterator[Treatment]:
    for name in sorted(set(names)):
        score = scores.get(name)
        yield Treatment(name, _agents(name), None if score is None else round(score, 3))


def _agents(name: str) -> tuple[str, ...]:
    """Returns the ids of the agents of a treatment; none of a role, which no patient is offered."""
    try:
        return parse_regimen(name, load_vocabulary())
    except UnknownTerm:
        return ()


def _effect(network: Network, treatment: str, against: str) -> TableEffect:
    parts = split(network, treatment, against)
    ratios = (math.exp(value) for value in (parts.network.estimate, parts.network.ci_low, parts.network.ci_high))
    estimate, low, high = map(_rounded, ratios)
    shares = find_contributions(network, treatment, against).studies
    evidence, limits = _evidence(parts)
    return TableEffect(treatment, against, estimate, low, high, evidence, parts.k, _shares(shares), tuple(limits))


def _evidence(parts: Split) -> tuple[str, list[str]]:
    if parts.k == 0:
        return "indirect", ["no trial compares the two"]
    alone = ["one trial is all that compares the two"] if parts.k == 1 else []
    if parts.p is None:
        return "direct", alone
    return "direct and indirect", [*alone, f"direct and indirect evidence differ with P {parts.p:.2g}"]


def _shares(shares: Mapping[str, float]) -> tuple[TrialShare, ...]:
    percents = {trial: round(100 * share, 1) for trial, share in shares.items() if 100 * share >= FEW_PERCENT}
    return tuple(TrialShare(trial, percents[trial]) for trial in sorted(percents, key=lambda t: (-percents[t], t)))


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _report(report: Reported) -> NetworkReport:
    figures = f"HR {report.effect} ({report.ci_low} to {report.ci_high})"
    source = report.source
    return NetworkReport(
        report.trial, report.treatment, report.comparator, report.analysis, figures, source.url, source.key
    )


def _left_out(chosen: Selection) -> Iterator[LeftOut]:
    for each in chosen.left_out:
        yield LeftOut(each.report.label, (each.report.treatment, each.report.comparator), each.reason)


def _limits(network: Network, chosen: Selection) -> Iterator[str]:
    yield _single_edges(network)
    between = decompose(network).between
    if between.p is None:
        yield "Direct and indirect evidence can nowhere be held against each other."
    else:
        yield f"Inconsistency between designs: Q {between.q:.2f} on {between.df} df, P {between.p:.2g}."
    if network.tau2 > 0:
        yield "One heterogeneity is estimated for all comparisons: it widens the interval of a trial that stands alone."
    yield from (f"{words[:1].upper()}{words[1:]}." for words in network.warnings)
    by_reason: dict[str, dict[str, None]] = {}
    pooled = {each.trial for each in chosen.chosen}
    for each in chosen.left_out:
        if each.report.trial not in pooled:
            by_reason.setdefault(each.reason, {})[each.report.trial] = None
    yield from (f"Left out: {', '.join(trials)} ({reason})." for reason, trials in by_reason.items())


def _single_edges(network: Network) -> str:
    single, edges = sum(len(edge.studies) == 1 for edge in network.edges), len(network.edges)
    if single == edges:
        return f"Each of the {edges} comparisons that trials made rests on one trial."
    return f"Of the {edges} comparisons that trials made, {single} {'rest' if single != 1 else 'rests'} on one trial."


def _proportions(curated: CuratedNetwork, endpoint: str) -> TableNetwork:
    cohorts = load_cohorts(curated.population, endpoint)
    by_treatment: dict[str, list[dict[str, str]]] = {}
    for cohort in cohorts:
        by_treatment.setdefault(cohort["treatment"], []).append(cohort)
    several = {treatment: rows for treatment, rows in sorted(by_treatment.items()) if len(rows) > 1}
    return TableNetwork(
        id=f"{curated.population} {endpoint}",
        population=curated.population,
        title=curated.title,
        endpoint=endpoint,
        when=curated.when,
        measure="%",
        model="cohorts of one regimen, random effects (exact likelihood)",
        reference=None,
        treatments=tuple(_treatments(by_treatment, {})),
        effects=tuple(_proportion(treatment, rows) for treatment, rows in several.items()),
        reports=tuple(_cohort(row) for rows in several.values() for row in rows),
        left_out=tuple(_alone(row, endpoint) for row in cohorts if row["treatment"] not in several),
        limits=curated.limits_of(endpoint),
    )


def _proportion(treatment: str, cohorts: Cohorts) -> TableEffect:
    studies, events, n = read_cohorts(cohorts)
    pooled = pool_exactly(events, n, studies=studies)
    assert isinstance(pooled, ExactProportion), f"{treatment}: {pooled}"
    percents = (pooled.estimate_percent, pooled.ci_low_percent, pooled.ci_high_percent)
    estimate, low, high = map(_rounded, percents)
    total = sum(pooled.n)
    shares = _shares({study: size / total for study, size in zip(pooled.studies, pooled.n, strict=True)})
    limits = (*pooled.warnings, *(f"{row['trial']}: {row['note']}" for row in cohorts if row["note"]))
    return TableEffect(treatment, None, estimate, low, high, "single arms", 0, shares, limits)


def _cohort(row: Mapping[str, str]) -> NetworkReport:
    figures = f"{row['events']} of {row['n']}"
    return NetworkReport(row["trial"], row["treatment"], None, "", figures, row["source_url"], row["result"])


def _alone(row: Mapping[str, str], endpoint: str) -> LeftOut:
    label = f"{row['trial']} {endpoint} ({row['events']} of {row['n']})"
    return LeftOut(label, (row["treatment"],), "the only cohort of its regimen")


if __name__ == "__main__":
    main()
