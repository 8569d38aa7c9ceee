"""`herald pool`: effects of several studies, pooled: one comparison, or a network of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from herald.cli.parameters import default_base, format_option
from herald.cli.pool_answers import Provenance, Question, answer_comparison, answer_network, answer_proportion
from herald.core.errors import SynthesisError, UsageError

if TYPE_CHECKING:
    from herald.synthesis.measures import Measure
    from herald.synthesis.tables import Arms, Comparisons

PLOTS = ("forest", "funnel", "network", "league")
ASSUMPTIONS = (
    "time to progression", "mixed comparator", "any taxane", "P value", "asymmetric interval", "unnamed trial",
)  # fmt: skip
PROPORTIONS = frozenset({"PLO", "PFT", "exact"})


@click.command("pool")
@click.option(
    "--data",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV table: one row a comparison, or one row an arm. Without it, curated trials and findings are pooled.",
)
@click.option("--endpoint", metavar="NAME", help="Without --data: PFS, OS, ORR, or another one, by any of its names.")
@click.option(
    "--population",
    metavar="NAME",
    help='Without --data: "second line", "first line" or "HER2-mutant", which are curated, or any population in words.',
)
@click.option(
    "--from",
    "source",
    type=click.Choice(["both", "curated", "base"]),
    default="both",
    show_default=True,
    help="Without --data: pool curated trials, what the evidence base holds, or both.",
)
@click.option(
    "--base",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="herald.db in the user's data folder",
    help="File of the evidence base.",
)
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
    type=click.Choice(ASSUMPTIONS),
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
@click.option("--network", is_flag=True, help="Pool all treatments as one network, even where there are only two.")
@click.option("--reference", metavar="TREATMENT", help="The treatment that the others are shown against.")
@click.option("--higher-is-better", is_flag=True, help="In a network: rank large effects first, as for responses.")
@click.option("--plot", type=click.Choice(PLOTS), help="With --format svg: which picture.")
@format_option("text", "json", "svg")
def command(data: Path | None, knapp_hartung: bool, ad_hoc: bool, **asked: Any) -> None:  # noqa: FBT001 - click passes its flags
    """Pool the effects of several studies: one comparison, or a network of them.

    \b
    Columns: study, treatment, comparator and one of
      yi, sei                          effect and standard error (logarithms for ratios)
      effect, ci_low, ci_high[, ci_level]   as printed
      events_1, n_1, events_2, n_2     two-by-two tables
    or one row an arm: study, treatment, events, n.

    Without --data, curated trials of HER2 breast cancer are pooled, with the findings of the evidence base that
    `herald read` made. What may not stand together is left out with the reason: time to progression among
    progression-free survival, mixtures of regimens as a comparator, two analyses or two reports of one trial, a part of
    a trial, an unnamed trial. A trial that is curated is not taken from the base again. Several comparisons are pooled
    as a network, a single one by itself.

    \b
    Examples:
      herald pool --data trials.csv --measure HR
      herald pool --data tables.csv --measure RR --method DL --knapp-hartung --format json
      herald pool --data trials.csv --network --reference "lapatinib + capecitabine"
      herald pool --data trials.csv --network --format svg --plot league > league.svg
      herald pool --data cohorts.csv --measure exact
      herald pool --endpoint PFS --population "second line"
      herald pool --endpoint ORR --population HER2-mutant --format json
      herald pool --endpoint PFS --population "second line" --base articles.db
      herald pool --endpoint OS --population "HER2-positive metastatic" --from base --accept "unnamed trial"
    """
    _require_statistics()
    question = _question(knapp_hartung, ad_hoc, **asked)
    if data is None:
        _answer_evidence(question, **asked)
    else:
        _answer_table(data, question)


def _require_statistics() -> None:
    try:
        import herald.synthesis.distributions  # noqa: F401 - what needs NumPy and SciPy
    except ImportError as error:
        raise UsageError(
            "pooling needs NumPy and SciPy, which are not installed", hint="pip install 'herald-her2[synthesis]'"
        ) from error


def _question(knapp_hartung: bool, ad_hoc: bool, **asked: Any) -> Question:  # noqa: FBT001
    from herald.synthesis.heterogeneity import Method
    from herald.synthesis.pairwise import Model, Options, Test

    if ad_hoc and not knapp_hartung:
        raise click.UsageError("--ad-hoc corrects --knapp-hartung; give both")
    test = (Test.AD_HOC if ad_hoc else Test.KNAPP_HARTUNG) if knapp_hartung else Test.WALD
    return Question(
        measure=asked["measure"],
        options=Options(Model(asked["model"]), Method(asked["method"]), test, asked["level"]),
        reference=asked["reference"],
        higher_is_better=asked["higher_is_better"],
        plot=asked["plot"],
        format_=asked["format_"],
        is_network=asked["network"],
    )


def _answer_evidence(question: Question, **asked: Any) -> None:
    from herald.cli.pool_evidence import answer, make_asked

    if not (asked["endpoint"] and asked["population"]):
        raise click.UsageError("give --data, or --endpoint and --population")
    base = asked["base"]
    wanted = make_asked(
        asked["endpoint"],
        asked["population"],
        source=asked["source"],
        base=base or default_base(),
        is_base_named=base is not None,
        analysis=asked["analysis"],
        accept=asked["accept"],
    )
    answer(wanted, question)


def _answer_table(data: Path, question: Question) -> None:
    from herald.cli.study_tables import read_rows

    rows = read_rows(data)
    if question.measure in PROPORTIONS:
        answer_proportion(rows, Provenance(), question)
        return
    from herald.synthesis.tables import read_table

    try:
        table = read_table(rows, _measure(question.measure))
    except SynthesisError as error:
        raise SynthesisError(
            f"{data.name}: {error.message}", hint=error.hint or "correct the table, or leave the row out"
        ) from error
    if question.is_network:
        _answer_network(table, question)
    else:
        answer_comparison(table, Provenance(), question)


def _measure(name: str | None) -> Measure | None:
    from herald.synthesis.measures import Measure

    return Measure(name) if name else None


def _answer_network(table: Comparisons | Arms, question: Question) -> None:
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
    answer_network(network, Provenance(excluded, excluded), question)
