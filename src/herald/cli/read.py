"""`herald read`: documents into the evidence base."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from herald.cli.batch import read_batch
from herald.cli.output import print_json, report_batch
from herald.cli.parameters import as_of_option, base_option, format_option
from herald.evidence.store import EvidenceBase
from herald.vocabulary import load_vocabulary


@click.command("read")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@base_option
@as_of_option
@format_option("text", "json")
def command(paths: tuple[Path, ...], base: Path, as_of: dt.date, format_: str) -> None:
    """Read documents into the evidence base.

    Reading a document twice changes nothing; a newer Herald reads it again. An interrupted run keeps what was finished.

    \b
    Examples:
      herald read articles/
      herald read article.html --base board.db
    """
    batch = read_batch(paths, load_vocabulary())
    with EvidenceBase(base) as evidence:
        added = [(item, evidence.add(item.reading, read_on=as_of)) for item in batch.read]
    if format_ == "json":
        print_json(
            {
                "base": str(base),
                "documents": [
                    {
                        "id": item.reading.document.id,
                        "path": str(item.path),
                        "status": status.value,
                        "findings": len(item.reading.extraction.findings),
                    }
                    for item, status in added
                ],
                "failed": [{"path": str(f.path), "code": f.code, "message": f.message} for f in batch.failed],
                "passed_over": [str(path) for path in batch.passed_over],
            }
        )
    else:
        for item, status in added:
            document, count = item.reading.document, len(item.reading.extraction.findings)
            click.echo(f"{document.id}  {status:9}  {count:3} findings  {item.path}")
        counts = Counter(status.value for _, status in added)
        summary = ", ".join(f"{counts[name]} {name}" for name in ("new", "renewed", "unchanged"))
        click.echo(f"{base}: {summary}, {len(batch.failed)} failed")
    report_batch(batch)
    raise SystemExit(batch.exit_code)
