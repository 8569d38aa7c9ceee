"""`herald extract`: what documents found, without storing anything."""

from __future__ import annotations

from pathlib import Path

import click

from herald.cli.batch import Batch, read_batch
from herald.cli.output import console, print_csv, print_json, report_batch
from herald.cli.parameters import format_option
from herald.reports import records
from herald.vocabulary import load_vocabulary


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
    vocabulary = load_vocabulary()
    batch = read_batch(paths, vocabulary)
    show(batch, format_)
    report_batch(batch)
    raise SystemExit(batch.exit_code)


def show(batch: Batch, format_: str) -> None:
    readings = [(str(item.path), item.reading.document, item.reading.extraction) for item in batch.read]
    if format_ == "json":
        failed = [{"path": str(f.path), "code": f.code, "message": f.message, "hint": f.hint} for f in batch.failed]
        passed_over = [str(path) for path in batch.passed_over]
        print_json({**records.extraction_record(readings), "failed": failed, "passed_over": passed_over})
        return
    findings = [finding for item in batch.read for finding in item.reading.extraction.findings]
    if format_ == "csv":
        print_csv(*records.findings_table(findings))
        return
    from herald.reports import terminal, views

    out = console()
    for path, document, extraction in readings:
        terminal.print_document(views.DocumentView.of(document, extraction, path=path), out)
