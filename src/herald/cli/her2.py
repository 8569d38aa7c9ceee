"""`herald her2`: HER2 test results, interpreted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from shutil import get_terminal_size
from typing import Any

import click

from herald.cli.knowledge import get_guideline, get_lexicon
from herald.cli.output import print_json
from herald.cli.parameters import F, format_option, today
from herald.core.errors import UsageError
from herald.decisions.her2 import assess_her2
from herald.guideline.errors import UnfitInputs
from herald.guideline.guideline import Guideline
from herald.guideline.inputs import check_inputs
from herald.guideline.values import Value
from herald.reports import records
from herald.reports.her2 import Her2View, render_her2

FIELDS = {
    "ihc": "her2_ihc",
    "faint_staining": "her2_faint_staining",
    "ratio": "her2_ish_ratio",
    "copies": "her2_ish_copies",
    "single_probe_copies": "her2_single_probe_copies",
    "recount_ratio": "her2_recount_ratio",
    "recount_copies": "her2_recount_copies",
}
"""The guideline's field behind each option."""


def parse_count(_ctx: click.Context, _param: click.Parameter, text: str | None) -> Decimal | None:
    """Returns a measured ratio or copy number, kept exact."""
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise click.BadParameter(f"{text!r} is not a number of at least 0")
    return number


def count_option(name: str, help_: str) -> Callable[[F], F]:
    return click.option(name, metavar="NUMBER", callback=parse_count, help=help_)


@click.command("her2")
@click.option("--ihc", type=click.Choice(["0", "1+", "2+", "3+", "indeterminate"]), help="Immunohistochemistry score.")
@click.option(
    "--faint-staining",
    type=click.Choice(["yes", "no"]),
    help="With IHC 0: is there any faint, incomplete membrane staining (in at most 10 % of cells)?",
)
@count_option("--ratio", "Dual-probe ISH: HER2/CEP17 ratio.")
@count_option("--copies", "Dual-probe ISH: mean HER2 copies per cell.")
@click.option(
    "--single-probe-copies", metavar="NUMBER", callback=parse_count, help="Single-probe ISH: mean HER2 copies per cell."
)
@click.option(
    "--recount-ratio",
    metavar="NUMBER",
    callback=parse_count,
    help="Blinded recount of at least 20 cells: HER2/CEP17 ratio.",
)
@click.option(
    "--recount-copies",
    metavar="NUMBER",
    callback=parse_count,
    help="Blinded recount of at least 20 cells: mean HER2 copies per cell.",
)
@format_option("text", "json")
def command(format_: str, **results: Any) -> None:
    """Interpret HER2 test results: IHC, ISH groups, recounts.

    Answers by ASCO/CAP 2018 (affirmed 2023). What is not given is not known; the answer names the step that would
    settle it. The expression level (null, ultralow, low, high) is apart from the result.

    \b
    Examples:
      herald her2 --ihc 3+
      herald her2 --ihc 2+                                    # equivocal: needs ISH
      herald her2 --ihc 2+ --ratio 2.3 --copies 3.4           # group 2: needs a recount
      herald her2 --ihc 2+ --ratio 2.3 --copies 3.4 --recount-ratio 2.2 --recount-copies 3.5
      herald her2 --ihc 0 --faint-staining yes --format json
    """
    inputs, guideline = read_results(results)
    assessment = assess_her2(inputs, guideline, today())
    if format_ == "json":
        print_json(records.her2_record(assessment))
    else:
        click.echo(render_her2(Her2View.of(assessment), min(get_terminal_size().columns, 100)))


def read_results(results: Mapping[str, str | Decimal | None]) -> tuple[Mapping[str, Value], Guideline]:
    """Returns the test results as the guideline's fields, and the guideline.

    Raises:
        UsageError: A result that its field does not admit, as a ratio of 500; the field is named.
    """
    lexicon = get_lexicon()
    guideline = get_guideline(lexicon, rules=False)
    written = {FIELDS[name]: str(value) for name, value in results.items() if value is not None}
    try:
        return check_inputs(guideline.fields, written, lexicon, today()), guideline
    except UnfitInputs as error:
        raise UsageError("; ".join(map(str, error.problems))) from None
