"""Where results go: standard output as text, JSON or a file; everything else to standard error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from herald.core.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from herald.cli.batch import Failure


def print_json(record: Mapping[str, Any]) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False))


def print_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    import csv
    import sys

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def console() -> Console:
    """Returns the terminal; 100 columns and no colour where the output is piped."""
    from rich.console import Console

    terminal = Console(highlight=False)
    return terminal if terminal.is_terminal else Console(highlight=False, width=100, no_color=True)


def write_page(path: Path, html: str) -> None:
    """Writes a page and says so on standard error.

    Raises:
        UsageError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", hint="name another file") from error
    click.echo(f"Wrote {path}", err=True)


def report_failure(failure: Failure) -> None:
    """Says on standard error which document was not read, why, and the repair."""
    click.echo(f"herald: {failure.code}: {failure.message}", err=True)
    if failure.hint:
        click.echo(f"  hint: {failure.hint}", err=True)
