"""`herald show`: one document, from a file or from the evidence base."""

from __future__ import annotations

from pathlib import Path

import click

from herald.cli.batch import Failure, read_one
from herald.cli.output import console, print_json, write_page
from herald.cli.parameters import base_option, format_option
from herald.core.errors import DocumentError, StoreError
from herald.evidence.reading import Reading
from herald.evidence.store import EvidenceBase
from herald.reports import records, views
from herald.vocabulary.tables import load_vocabulary


@click.command("show")
@click.argument("document")
@click.option("--text", is_flag=True, help="Print the canonical text, which every offset counts in, and nothing else.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with findings in place.")
@base_option
@format_option("text", "json")
def command(document: str, text: bool, html: Path | None, base: Path, format_: str) -> None:  # noqa: FBT001 - click
    """Show one document: its text, its findings, or a page with them in place.

    DOCUMENT is a file, or the id (or the beginning of the id) of a document in the evidence base.

    \b
    Examples:
      herald show article.html
      herald show 83fcad4d --html article-with-findings.html
      herald show 83fcad4d --text
    """
    reading = get_reading(document, base)
    if text:
        click.echo(reading.document.text, nl=False)
        return
    view = views.DocumentView.of(reading.document, reading.extraction)
    if html is not None:
        from herald.reports import pages

        write_page(html, pages.render_document_page(view))
    elif format_ == "json":
        print_json(records.extraction_record([(reading.document.source, reading.document, reading.extraction)]))
    else:
        from herald.reports import terminal

        terminal.print_document(view, console())


def get_reading(document: str, base: Path) -> Reading:
    """Returns the reading of a file, or of a stored document by its id."""
    path = Path(document)
    if path.exists():
        result = read_one(path, load_vocabulary())
        if isinstance(result, Failure):
            raise DocumentError(result.message, hint=result.hint)
        return result.reading
    if not base.exists():
        raise StoreError(f"{document} is no file, and there is no evidence base {base}", hint="`herald read` makes one")
    with EvidenceBase(base) as evidence:
        return evidence.get_reading(document)
