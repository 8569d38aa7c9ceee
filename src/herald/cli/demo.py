"""`herald demo`: the whole way, from documents and a patient to options and a report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from herald.cli.batch import Failure, Skipped, read_each
from herald.cli.options import get_decision, print_decision, read_record, write_options_page
from herald.cli.output import console, report_failure, write_page
from herald.cli.parameters import as_of_option
from herald.core.errors import UsageError
from herald.evidence.agreement import find_disagreements
from herald.evidence.reading import Reading
from herald.evidence.store import EvidenceBase
from herald.vocabulary.tables import load_vocabulary

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
"""The examples inside an installed package; a source tree keeps them at its top."""


def examples_folder() -> Path:
    """Returns the folder of the example documents and patients."""
    return EXAMPLES if EXAMPLES.is_dir() else EXAMPLES.parents[2] / "examples"


@click.command("demo")
@click.option("--documents", type=click.Path(path_type=Path), help="Documents to read instead of the examples.")
@click.option("--patient", type=click.Path(path_type=Path), help="Patient record to use instead of the example.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("herald-demo"),
    show_default=True,
    help="Folder for the evidence base and the pages.",
)
@as_of_option
def command(documents: Path | None, patient: Path | None, out: Path, as_of: dt.date) -> None:
    """Read example documents and a patient, show the answer, write a report.

    Nothing leaves this machine. The evidence base and the pages are written into one folder, which is named at the end.

    \b
    Examples:
      herald demo
      herald demo --documents my-articles/ --patient my-patient.yaml --out board
    """
    examples = examples_folder()
    readings, base = read_documents(documents or examples / "documents", out, as_of)
    click.echo(f"\nRead {len(readings)} documents.\n")
    print_findings(base)
    print_the_rest(readings)
    record = read_record(patient or examples / "patients" / "second-line-her2-positive.yaml", as_of)
    click.echo(f"\nPatient: {record.source}\n")
    decision = get_decision(record, as_of, base)
    print_decision(decision)
    click.echo()
    write_options_page(decision, out / "options.html")
    write_document_pages(readings, out / "documents")


def read_documents(documents: Path, out: Path, as_of: dt.date) -> tuple[list[Reading], Path]:
    """Reads documents into a base in the folder `out`, and returns both."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be made: {error.strerror}", hint="name another folder with --out") from error
    base, readings, skipped = out / "herald.db", [], Skipped()
    base.unlink(missing_ok=True)
    with EvidenceBase(base) as evidence:
        for item in read_each([documents], load_vocabulary(), skipped.append):
            if isinstance(item, Failure):
                report_failure(item)
            else:
                evidence.add(item.reading, read_on=as_of)
                readings.append(item.reading)
    skipped.report()
    return readings, base


def print_findings(base: Path) -> None:
    from herald.reports import terminal, views

    with EvidenceBase(base) as evidence:
        found = evidence.findings()
        titles = {document.id: document.title or document.source for document in evidence.documents()}
    terminal.print_findings(views.FindingsView.of(found, titles, find_disagreements(found)), console())


def print_the_rest(readings: list[Reading]) -> None:
    """Says how much stands on the documents' pages beside the findings."""
    rejected = sum(len(reading.extraction.rejected) for reading in readings)
    discussed = sum(len(reading.extraction.discussions) for reading in readings)
    click.echo(f"\n{rejected} figures are no results, and {discussed} times an agent is discussed without a figure:")
    click.echo("the pages of the documents give each with its reason and place.")


def write_document_pages(readings: list[Reading], folder: Path) -> None:
    from herald.reports import pages, views

    for reading in readings:
        view = views.DocumentView.of(reading.document, reading.extraction)
        write_page(folder / f"{reading.document.id}.html", pages.render_document_page(view))
