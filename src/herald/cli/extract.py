"""`herald extract`: what documents found, without storing anything."""

from __future__ import annotations

from pathlib import Path

import click

from herald.cli.batch import Failure, Read, Skipped, read_each
from herald.cli.output import console, print_csv, print_json, report_failure
from herald.cli.parameters import format_option
from herald.core.errors import DocumentError
from herald.reports import records
from herald.vocabulary.tables import load_vocabulary


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("text", "json", "csv")
def command(paths: tuple[Path, ...], format_: str) -> None:
    """Show what documents found, without storing anything.

    PATHS are files (plain text, HTML, PubMed text records) or folders of them. Every figure comes with its sentence;
    figures that are not results are listed with the reason.

    \b
    Examples:
      herald extract article.html
      herald extract articles/ --format csv > findings.csv
      herald extract abstract.txt --format json

    Exits 3 if a document could not be read; the others are shown all the same.
    """
    skipped = Skipped()
    results = list(read_each(paths, load_vocabulary(), skipped.append))
    read = [item for item in results if isinstance(item, Read)]
    failed = [item for item in results if isinstance(item, Failure)]
    for failure in failed:
        report_failure(failure)
    skipped.report()
    if format_ == "json":
        record = records.extraction_record([item.triple for item in read])
        print_json({**record, "failed": [f.record for f in failed], "passed_over": skipped.record})
    elif format_ == "csv":
        print_csv(*records.findings_table([f for item in read for f in item.reading.extraction.findings]))
    else:
        print_documents(read)
    raise SystemExit(DocumentError.exit_code if failed else 0)


def print_documents(read: list[Read]) -> None:
    from herald.reports import terminal, views

    out = console()
    for path, document, extraction in (item.triple for item in read):
        terminal.print_document(views.DocumentView.of(document, extraction, path=path), out)
