"""`herald pool`: effects of several studies, pooled: one comparison, or a network of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from herald.cli.output import console, print_json
from herald.cli.parameters import format_option
from herald.core.errors import SynthesisError

if TYPE_CHECKING:
    from herald.reports.plots.svg import Picture
    from herald.synthesis.binomial import ExactProportion
    from herald.synthesis.estimability import NotEstimable
    from herald.synthesis.measures import Measure
    from herald.synthesis.network import Network
    from herald.synthesis.pairwise import Options, Pooled
    from herald.synthesis.proportions import PooledProportion
    from herald.synthesis.tables import Arms, Comparisons

PLOTS = ("forest", "funnel", "network", "league")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for, apart from a table of the reader's own.

    Attributes:
        plot: Which picture to draw; None for the one that fits.
    """

    measure: str | None
    options: Options
    reference: str | None
    higher_is_better: bool
    plot: str | None
    format_: str
    endpoint: str | None
    population: str | None
    analysis: str
    accept: tuple[str, ...]


@click.command("pool")
@click.option(
    "--data",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV table: one row a comparison, or one row an arm. Without it, curated trials are pooled.",
)
@click.option("--endpoint", metavar="NAME", help="Without --data: PFS, OS or ORR.")
@click.option("--population", metavar="NAME", help='Without --data: "second line", "first line" or "HER2-mutant".')
@click.option(
    "--analysis",
    type=click.Choice(["first", "latest"]),
    default="latest",
    show_default=True,
    help="Without --data: which analysis of a trial is taken; never two of one trial.",
)
@click.option(
    "--accept",
    multiple=True,
    type=click.Choice(["time to progression", "mixed comparator", "any taxane", "P value", "asymmetric interval"]),
    help="Without --data: pool what rests on this assumption too; may be repeated.",
)
@click.option(
    "--measure",
    type=click.Choice(["HR", "OR", "RR", "RD", "MD", "PLO", "PFT", "exact"]),
    help="What the effects are. Default: OR for counts, HR for everything else. PLO, PFT and exact pool proportions "
    "(study, events, n) on the logit scale, the double arcsine scale, and by their exact likelihood.",
)
@click.option("--model", type=click.Choice(["common", "random"]), default="random", show_default=True)
@click.option(
    "--method",
    type=click.Choice(["DL", "PM", "REML", "ML"]),
    default="REML",
    show_default=True,
    help="How tau² is estimated.",
)
@click.option(
    "--knapp-hartung", is_flag=True, help="Student's t and a scaled standard error instead of the normal test."
)
@click.option("--ad-hoc", is_flag=True, help="With --knapp-hartung: never narrower than the normal standard error.")
@click.option("--level", default=95.0, show_default=True, metavar="PERCENT", help="Level of the intervals.")
@click.option("--network", is_flag=True, help="Pool all treatments of the table as one network.")
@click.option("--reference", metavar="TREATMENT", help="The treatment that the others are shown against.")
@click.option("--higher-is-better", is_flag=True, help="In a network: rank large effects first, as for responses.")
@click.option("--plot", type=click.Choice(PLOTS), help="With --format svg: which picture.")
@format_option("text", "json", "svg")
def command(data: Path | None, network: bool, knapp_hartung: bool, ad_hoc: bool, format_: str, **asked: Any) -> None:  # noqa: FBT001 - click passes its flags
    """Pool the effects of several studies: one comparison, or a network of them.

    \b
    Columns: study, treatment, comparator and one of
      yi, sei                          effect and standard error (logarithms for ratios)
      effect, ci_low, ci_high[, ci_level]   as printed
      events_1, n_1, events_2, n_2     two-by-two tables
    or one row an arm: study, treatment, events, n.

    Without --data, curated trials of HER2 breast cancer are pooled. What may not stand together is left out with the
    reason: time to progression among progression-free survival, mixtures of regimens as a comparator, two analyses of
    one trial.

    \b
    Examples:
      herald pool --data trials.csv --measure HR
      herald pool --data tables.csv --measure RR --method DL --knapp-hartung --format json
      herald pool --data trials.csv --network --reference "lapatinib + capecitabine"
      herald pool --data trials.csv --network --format svg --plot league > league.svg
      herald pool --data cohorts.csv --measure exact
      herald pool --endpoint PFS --population "second line"
      herald pool --endpoint ORR --population HER2-mutant --format json
    """
    from herald.cli.study_tables import read_rows

    question = _question(knapp_hartung, ad_hoc, format_, **asked)
    if data is None:
        _answer_curated(question)
        return
    rows = read_rows(data)
    if question.measure in {"PLO", "PFT", "exact"}:
        _answer_proportion(rows, question)
        return
    from herald.synthesis.tables import read_table

    table = read_table(rows, _measure(question.measure))
    (_answer_network if network else _answer_pairwise)(table, question)


def _question(knapp_hartung: bool, ad_hoc: bool, format_: str, **asked: Any) -> Question:  # noqa: FBT001
    from herald.synthesis.heterogeneity import Method
    from herald.synthesis.pairwise import Model, Options, Test

    if ad_hoc and not knapp_hartung:
        raise click.UsageError("--ad-hoc corrects --knapp-hartung; give both")
    test = (Test.AD_HOC if ad_hoc else Test.KNAPP_HARTUNG) if knapp_hartung else Test.WALD
    options = Options(Model(asked["model"]), Method(asked["method"]), test, asked["level"])
    kept = ("measure", "reference", "higher_is_better", "plot", "endpoint", "population", "analysis", "accept")
    return Question(options=options, format_=format_, **{name: asked[name] for name in kept})


def _answer_curated(question: Question) -> None:
    from herald.cli.curated_effects import find_population, load_cohorts
    from herald.cli.curated_networks import find_limits

    if not (question.endpoint and question.population):
        raise click.UsageError("give --data, or --endpoint and --population")
    endpoint = question.endpoint.upper()
    population, has_cohorts = find_population(question.population, endpoint)
    if has_cohorts:
        _answer_proportion(load_cohorts(population, endpoint), question, find_limits(population, endpoint))
    else:
        _answer_curated_network(population, endpoint, question)


def _answer_curated_network(population: str, endpoint: str, question: Question) -> None:
    from herald.cli.curated_effects import load_published, load_reports
    from herald.cli.curated_networks import find_limits
    from herald.reports import pooling
    from herald.synthesis.contrasts import trials_of_contrasts
    from herald.synthesis.estimability import NotEstimable
    from herald.synthesis.measures import Measure
    from herald.synthesis.network import pool_network
    from herald.synthesis.published import compare_published
    from herald.synthesis.selection import Analysis, Assumption, select

    reports = load_reports(population)
    accept = [Assumption(name) for name in question.accept]
    chosen = select(
        reports, endpoint, analysis=Analysis(question.analysis), accept=accept, reference=question.reference
    )
    trials, warnings = trials_of_contrasts(chosen.contrasts)
    network = pool_network(
        trials,
        measure=Measure.HR,
        reference=question.reference,
        options=question.options,
        warnings=(*chosen.warnings, *warnings),
    )
    if isinstance(network, NotEstimable):
        _refuse(network, question)
        return
    of_endpoint = [report for report in reports if report.endpoint == endpoint]
    verdicts = compare_published(network, of_endpoint, load_published(population, endpoint))
    limits = find_limits(population, endpoint)
    if question.format_ == "json":
        record = pooling.network_record(network, list(map(str, chosen.left_out)))
        print_json(record | {"limits": limits} | pooling.curated_record(chosen, verdicts))
    elif question.format_ == "svg":
        click.echo(_draw_network(network, question.plot).render())
    else:
        pooling.print_network(network, list(map(str, chosen.left_out)), console())
        pooling.print_limits(limits, console())
        pooling.print_published(verdicts, console())


def _measure(name: str | None) -> Measure | None:
    from herald.synthesis.measures import Measure

    return Measure(name) if name else None


def _answer_proportion(rows: list[dict[str, str]], question: Question, limits: tuple[str, ...] = ()) -> None:
    from herald.reports import pooling
    from herald.synthesis.estimability import NotEstimable

    pooled = _pool_cohorts(rows, question)
    if isinstance(pooled, NotEstimable):
        _refuse(pooled, question)
        return
    regimens = sorted({row["treatment"] for row in rows if row.get("treatment")})
    if len(regimens) > 1:
        mixed = f"the cohorts took different regimens: {', '.join(regimens)}"
        pooled = replace(pooled, warnings=(mixed, *pooled.warnings))
    if question.format_ == "json":
        sources = [row.get("source_url") for row in rows]
        print_json(pooling.proportion_record(pooled) | {"limits": limits, "sources": sources})
    elif question.format_ == "svg":
        from herald.reports.plots.cohorts import draw_cohorts

        click.echo(draw_cohorts(pooled).render())
    else:
        pooling.print_proportion(pooled, console())
        pooling.print_limits(limits, console())


def _pool_cohorts(rows: list[dict[str, str]], question: Question) -> PooledProportion | ExactProportion | NotEstimable:
    from herald.synthesis.binomial import pool_exactly
    from herald.synthesis.proportions import Scale, pool_proportions
    from herald.synthesis.tables import read_cohorts

    studies, events, n = read_cohorts(rows)
    if question.measure in {"exact", None}:
        return pool_exactly(events, n, studies=studies, level_percent=question.options.level_percent)
    scale = Scale.DOUBLE_ARCSINE if question.measure == "PFT" else Scale.LOGIT
    return pool_proportions(events, n, scale=scale, studies=studies, options=question.options)


def _answer_pairwise(table: Comparisons | Arms, question: Question) -> None:
    from herald.reports import pooling
    from herald.synthesis.estimability import NotEstimable
    from herald.synthesis.pairwise import pool
    from herald.synthesis.tables import comparison_of

    chosen = comparison_of(table, question.reference)
    pooled = pool(
        [contrast.yi for contrast in chosen.contrasts],
        [contrast.sei for contrast in chosen.contrasts],
        measure=chosen.measure,
        studies=[contrast.study for contrast in chosen.contrasts],
        options=question.options,
        warnings=chosen.warnings,
    )
    if isinstance(pooled, NotEstimable):
        _refuse(pooled, question)
        return
    comparison = (chosen.contrasts[0].treatment, chosen.contrasts[0].comparator)
    if question.format_ == "json":
        print_json(pooling.pooled_record(pooled, comparison, chosen.excluded))
    elif question.format_ == "svg":
        click.echo(_draw_pairwise(pooled, comparison, question.plot).render())
    else:
        pooling.print_pooled(pooled, comparison, chosen.excluded, console())


def _answer_network(table: Comparisons | Arms, question: Question) -> None:
    from herald.reports import pooling
    from herald.synthesis.estimability import NotEstimable
    from herald.synthesis.network import pool_network
    from herald.synthesis.tables import trials_of

    trials, excluded, warnings = trials_of(table)
    network = pool_network(
        trials,
        measure=table.measure,
        reference=question.reference,
        options=question.options,
        small_is_better=not question.higher_is_better,
        warnings=warnings,
    )
    if isinstance(network, NotEstimable):
        _refuse(network, question)
    elif question.format_ == "json":
        print_json(pooling.network_record(network, excluded))
    elif question.format_ == "svg":
        click.echo(_draw_network(network, question.plot).render())
    else:
        pooling.print_network(network, excluded, console())


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


def _refuse(reason: NotEstimable, question: Question) -> None:
    """Says that there is no answer: as a record for programs, and with the exit code of its family for everyone."""
    if question.format_ == "json":
        print_json({"not_estimable": reason.reason})
    raise SynthesisError(reason.reason)
