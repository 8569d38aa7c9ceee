"""What `herald pool` answers, as text, JSON or a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NoReturn

import click

from herald.cli.output import console, print_json
from herald.core.errors import SynthesisError
from herald.reports.wording import printable

if TYPE_CHECKING:
    from herald.reports.plots.svg import Picture
    from herald.reports.pooled_rows import PooledRow
    from herald.synthesis.binomial import ExactProportion
    from herald.synthesis.estimability import NotEstimable
    from herald.synthesis.network import Network
    from herald.synthesis.pairwise import Options, Pooled
    from herald.synthesis.proportions import PooledProportion
    from herald.synthesis.published import Verdict
    from herald.synthesis.tables import Arms, Comparisons


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for, apart from where the studies come from.

    Attributes:
        plot: Which picture to draw; None for the one that fits.
        is_network: Whether a network was asked for.
    """

    measure: str | None
    options: Options
    reference: str | None
    higher_is_better: bool
    plot: str | None
    format_: str
    is_network: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the studies come from.

    Attributes:
        excluded: A sentence for each that is not pooled, with the reason; `told` has many of one reason as one.
        rows: What is pooled, with the way back to it; empty for a table of the reader's own.
        limits: What limits a curated network, whatever is pooled.
        record: Rows, what is left out, and the limits, for programs.
    """

    excluded: Sequence[str] = ()
    told: Sequence[str] = ()
    rows: Sequence[PooledRow] = ()
    limits: Sequence[str] = ()
    record: dict[str, Any] = field(default_factory=dict)


def answer_comparison(table: Comparisons | Arms, found: Provenance, question: Question) -> None:
    from herald.reports import pooling
    from herald.synthesis.estimability import NotEstimable
    from herald.synthesis.pairwise import pool
    from herald.synthesis.tables import comparison_of

    chosen = comparison_of(table, question.reference)
    found = replace(found, excluded=(*chosen.excluded, *found.excluded), told=(*chosen.excluded, *found.told))
    pooled = pool(
        [contrast.yi for contrast in chosen.contrasts],
        [contrast.sei for contrast in chosen.contrasts],
        measure=chosen.measure,
        studies=[contrast.study for contrast in chosen.contrasts],
        options=question.options,
        warnings=chosen.warnings,
    )
    if isinstance(pooled, NotEstimable):
        refuse(pooled, found, question)
    comparison = (chosen.contrasts[0].treatment, chosen.contrasts[0].comparator)
    if question.format_ == "json":
        print_json(pooling.pooled_record(pooled, comparison, found.excluded) | found.record)
    elif question.format_ == "svg":
        click.echo(_draw_pairwise(pooled, comparison, question.plot).render())
    else:
        pooling.print_pooled(pooled, comparison, found.told, console())
        pooling.print_limits(found.limits, console())
        pooling.print_rows(found.rows, console())


def answer_network(
    network: Network | NotEstimable, found: Provenance, question: Question, verdicts: Sequence[Verdict] = ()
) -> None:
    from herald.reports import pooling
    from herald.synthesis.estimability import NotEstimable

    if isinstance(network, NotEstimable):
        refuse(network, found, question)
    if question.format_ == "json":
        print_json(pooling.network_record(network, found.excluded) | found.record)
    elif question.format_ == "svg":
        click.echo(_draw_network(network, question.plot).render())
    else:
        pooling.print_network(network, found.told, console())
        pooling.print_limits(found.limits, console())
        pooling.print_rows(found.rows, console())
        pooling.print_published(verdicts, console())


def answer_proportion(rows: Sequence[Mapping[str, str]], found: Provenance, question: Question) -> None:
    """Pools cohorts: rows with `study`, `events` and `n`, and with `treatment` where that is known."""
    from herald.reports import pooling
    from herald.synthesis.estimability import NotEstimable

    pooled = _pool_cohorts(rows, question)
    if isinstance(pooled, NotEstimable):
        refuse(pooled, found, question)
    regimens = sorted({row["treatment"] for row in rows if row.get("treatment")})
    if len(regimens) > 1:
        mixed = f"the cohorts took different regimens: {', '.join(regimens)}"
        pooled = replace(pooled, warnings=(mixed, *pooled.warnings))
    if question.format_ == "json":
        print_json(pooling.proportion_record(pooled, found.excluded) | found.record)
    elif question.format_ == "svg":
        from herald.reports.plots.cohorts import draw_cohorts

        click.echo(draw_cohorts(pooled).render())
    else:
        pooling.print_proportion(pooled, found.told, console())
        pooling.print_limits(found.limits, console())
        pooling.print_rows(found.rows, console())


def _pool_cohorts(
    rows: Sequence[Mapping[str, str]], question: Question
) -> PooledProportion | ExactProportion | NotEstimable:
    from herald.synthesis.binomial import pool_exactly
    from herald.synthesis.proportions import Scale, pool_proportions
    from herald.synthesis.tables import read_cohorts

    studies, events, n = read_cohorts(rows)
    if question.measure in {"exact", None}:
        return pool_exactly(events, n, studies=studies, level_percent=question.options.level_percent)
    scale = Scale.DOUBLE_ARCSINE if question.measure == "PFT" else Scale.LOGIT
    return pool_proportions(events, n, scale=scale, studies=studies, options=question.options)


def refuse(reason: NotEstimable, found: Provenance, question: Question) -> NoReturn:
    """Says that there is no answer: as a record for programs, and with the exit code of its family for everyone."""
    if question.format_ == "json":
        print_json({"not_estimable": reason.reason, "excluded": list(found.excluded), **found.record})
    else:
        for words in found.told:
            click.echo(f"left out: {printable(words)}", err=True)
    raise SynthesisError(reason.reason)


def _draw_pairwise(pooled: Pooled, comparison: tuple[str, str], plot: str | None) -> Picture:
    from herald.reports.plots.forest import draw_forest
    from herald.reports.plots.funnel import draw_funnel

    if plot in {"network", "league"}:
        raise click.UsageError(f"--plot {plot} needs --network")
    return draw_funnel(pooled) if plot == "funnel" else draw_forest(pooled, *comparison)


def _draw_network(network: Network, plot: str | None) -> Picture:
    from herald.reports.plots.league import draw_league
    from herald.reports.plots.network_graph import draw_network

    if plot in {"forest", "funnel"}:
        raise click.UsageError(f"--plot {plot} is for one comparison; leave out --network")
    return draw_league(network) if plot == "league" else draw_network(network)
