"""`herald show`: one document, from a file or from the evidence base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from herald.cli.output import console, print_json, write_page
from herald.cli.parameters import base_option, format_option
from herald.cli.results import Failure, read_piece
from herald.core.errors import DocumentError, StoreError
from herald.documents.errors import RecordNotFound, SeveralRecords
from herald.documents.pieces import FilePieces
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

    DOCUMENT is a file, one record of a file (FILE#PMID), or the id (or its beginning) of a document in the evidence
    base.

    \b
    Examples:
      herald show article.html
      herald show pubmed26n0001.xml.gz#34086780
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
    path, record = _split(document)
    if path.exists():
        return _only(_read(path, record), document)
    if not base.exists():
        raise StoreError(f"{document} is no file, and there is no evidence base {base}", hint="`herald read` makes one")
    with EvidenceBase(base) as evidence:
        return evidence.get_reading(document)


def _split(document: str) -> tuple[Path, str | None]:
    """Returns the file and, of "FILE#PMID", the record; a file whose own name has a "#" is a file."""
    path, separator, record = document.rpartition("#")
    return (Path(path), record) if separator and not Path(document).exists() else (Path(document), None)


def _read(path: Path, record: str | None) -> Iterator[Reading]:
    """Yields the readings of a file, or of the record of that name alone."""
    vocabulary = load_vocabulary()
    pieces = (piece for piece in FilePieces(path) if record is None or piece.name in (None, record))
    for result in (result for piece in pieces for result in read_piece(piece, vocabulary)):
        if isinstance(result, Failure):
            raise DocumentError(result.message, hint=result.hint)
        if record is None or result.reading.document.source == f"{path}#{record}":
            yield result.reading


def _only(readings: Iterator[Reading], document: str) -> Reading:
    first = next(readings, None)
    if first is None:
        raise RecordNotFound(f"{document}: the file has no such record")
    if "#" not in document and next(readings, None) is not None:
        raise SeveralRecords(f"{document} holds more than one record", hint="name one, as FILE#PMID")
    return first
