"""`herald her2`: HER2 test results, interpreted."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import click

from herald.cli.parameters import format_option


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


@click.command("her2")
@click.option("--ihc", type=click.Choice(["0", "1+", "2+", "3+", "indeterminate"]), help="Immunohistochemistry score.")
@click.option(
    "--faint-staining",
    type=click.Choice(["yes", "no"]),
    help="With IHC 0: is there any faint, incomplete membrane staining (in at most 10 % of cells)?",
)
@click.option("--ratio", metavar="NUMBER", callback=parse_count, help="Dual-probe ISH: HER2/CEP17 ratio.")
@click.option("--copies", metavar="NUMBER", callback=parse_count, help="Dual-probe ISH: mean HER2 copies per cell.")
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
    raise NotImplementedError
