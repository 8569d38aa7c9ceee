"""`herald extract`: what documents found, without storing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from herald.cli.batch import Failure, Read, Skipped, read_each
from herald.cli.output import console, print_csv, print_json, report_failure
from herald.cli.parameters import format_option
from herald.cli.reading_options import jobs_option
from herald.core.errors import DocumentError
from herald.core.findings import Finding
from herald.reports import records
from herald.vocabulary.tables import load_vocabulary


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@jobs_option
@format_option("text", "json", "csv")
def command(paths: tuple[Path, ...], jobs: int, format_: str) -> None:
    """Show what documents found, without storing anything.

    PATHS are files or folders of them: plain text, HTML, PDF, PubMed records (text, tagged, XML, packed XML), JATS full
    text, records of ClinicalTrials.gov (JSON). Every figure comes with its sentence; figures that are not results are
    listed with the reason. Records of PubMed XML that name neither HER2 nor breast cancer are passed over and counted.

    \b
    Examples:
      herald extract article.html
      herald extract articles/ --format csv > findings.csv
      herald extract abstract.txt --format json
      herald extract pubmed26n0001.xml.gz --jobs 4 --format json > findings.json

    Exits 3 if a document could not be read; the others are shown all the same.
    """
    skipped, failed = Skipped(), list[Failure]()
    read = _read_only(read_each(paths, load_vocabulary(), skipped.append, jobs=jobs), failed)
    if format_ == "json":
        record = records.extraction_record(item.triple for item in read)
        print_json({**record, "failed": [f.record for f in failed], "passed_over": skipped.record})
    elif format_ == "csv":
        print_csv(*records.findings_table(_findings(read)))
    else:
        print_documents(read)
    skipped.report()
    raise SystemExit(DocumentError.exit_code if failed else 0)


def _read_only(results: Iterable[Read | Failure], failed: list[Failure]) -> Iterator[Read]:
    """Yields what was read; what failed is reported at once and noted in `failed`."""
    for item in results:
        if isinstance(item, Failure):
            report_failure(item)
            failed.append(item)
        else:
            yield item


def _findings(read: Iterable[Read]) -> Iterator[Finding]:
    return (finding for item in read for finding in item.reading.extraction.findings)


def print_documents(read: Iterable[Read]) -> None:
    from herald.reports import terminal, views

    out = console()
    for item in read:
        _path, document, extraction = item.triple
        terminal.print_document(views.DocumentView.of(document, extraction, path=document.source), out)
