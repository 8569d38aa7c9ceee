"""`herald read`: documents into the evidence base."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from herald.cli.batch import Failure, Read, Skipped, read_each
from herald.cli.interruption import Interruption
from herald.cli.output import print_json, report_failure
from herald.cli.parameters import as_of_option, base_option, format_option
from herald.cli.reading_options import jobs_option
from herald.core.errors import DocumentError
from herald.evidence.store import Added, EvidenceBase
from herald.vocabulary.tables import load_vocabulary


@click.command("read")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@base_option
@as_of_option
@jobs_option
@format_option("text", "json")
def command(paths: tuple[Path, ...], base: Path, as_of: dt.date, jobs: int, format_: str) -> None:
    """Read documents into the evidence base.

    PATHS are what `herald extract` reads. Reading a document twice changes nothing; a newer Herald reads it again. An
    interrupted run keeps every document that was finished, and says how many.

    \b
    Examples:
      herald read articles/
      herald read article.html --base board.db
      herald read pubmed26n0001.xml.gz --jobs 4
    """
    skipped, failed = Skipped(), list[Failure]()
    documents: list[dict[str, object]] = []
    with EvidenceBase(base) as evidence, Interruption() as interruption:
        try:
            for item in read_each(paths, load_vocabulary(), skipped.append, jobs=jobs):
                if isinstance(item, Failure):
                    report_failure(item)
                    failed.append(item)
                else:
                    documents.append(store(item, evidence, as_of))
                    if format_ == "text":
                        click.echo("{id}  {status:9}  {findings:3} findings  {source}".format(**documents[-1]))
                interruption.check()
        except KeyboardInterrupt:
            click.echo(f"herald: interrupted: {base} is whole and keeps {_summary(documents)}", err=True)
            raise
    skipped.report()
    if format_ == "json":
        unread = {"failed": [f.record for f in failed], "passed_over": skipped.record}
        print_json({"base": str(base), "documents": documents, **unread})
    else:
        click.echo(f"{base}: {_summary(documents)}, {len(failed)} failed")
    raise SystemExit(DocumentError.exit_code if failed else 0)


def _summary(documents: list[dict[str, object]]) -> str:
    counts = Counter(str(document["status"]) for document in documents)
    return ", ".join(f"{counts[status]} {status}" for status in Added)


def store(item: Read, evidence: EvidenceBase, read_on: dt.date) -> dict[str, object]:
    """Stores one reading and returns what to say of it."""
    status = evidence.add(item.reading, read_on=read_on)
    document = item.reading.document
    return {
        "id": document.id,
        "status": status.value,
        "findings": len(item.reading.extraction.findings),
        "path": str(item.path),
        "source": document.source,
    }
