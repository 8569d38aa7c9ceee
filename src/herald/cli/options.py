"""`herald options`: one patient's options."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from herald.cli.knowledge import get_guideline, get_lexicon
from herald.cli.output import console, print_json, write_page
from herald.cli.parameters import as_of_option, format_option
from herald.core.errors import StoreError
from herald.decisions.deciding import decide
from herald.decisions.decision import CitedResult, Decision
from herald.decisions.evidence import cite_findings, load_results
from herald.decisions.inputs import read_inputs
from herald.decisions.pooled_table import load_pooled_table
from herald.decisions.reading_notes import with_reading_notes
from herald.evidence.store import EvidenceBase
from herald.patients import formats
from herald.patients.csv_row import Choice
from herald.patients.record import PatientRecord
from herald.reports import records
from herald.vocabulary.tables import load_vocabulary


@click.command("options")
@click.argument("patient", type=click.Path(path_type=Path, allow_dash=True))
@as_of_option
@click.option(
    "--base",
    type=click.Path(dir_okay=False, path_type=Path),
    help="An evidence base: results that your own documents state join the curated ones, marked as such.",
)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the answer as a page, too.")
@click.option("--row", type=click.IntRange(min=1), help="Of a table: the row, counted from 1 without the header.")
@click.option("--id", "id_", help='Of a table: what stands in the column "id" of the row.')
@format_option("text", "json")
def command(
    patient: Path, as_of: dt.date, base: Path | None, html: Path | None, row: int | None, id_: str | None, format_: str
) -> None:
    """Give one patient's options, with evidence, exclusions and missing tests.

    PATIENT is a YAML or JSON record (docs/reference/patient.md), a FHIR bundle (docs/reference/fhir.md), a table of
    which one row is read (.csv, .tsv), or - for standard input. What it does not say is not known: the answer names
    the test that would settle it, and what each result would change.

    \b
    Examples:
      herald options examples/patients/second-line-her2-positive.yaml
      herald options patient.yaml --html report.html
      herald options bundle.json --format json
      herald options patients.csv --row 12
      echo 'her2_ihc: 2+' | herald options - --format json
    """
    choice = Choice(row, id_) if row is not None or id_ is not None else None
    decision = get_decision(read_record(patient, as_of, choice), as_of, base)
    if html is not None:
        write_options_page(decision, html)
    if format_ == "json":
        print_json(records.decision_record(decision))
    else:
        print_decision(decision)


def read_record(path: Path, as_of: dt.date, choice: Choice | None = None) -> PatientRecord:
    """Returns the record of a file, or of standard input for "-"."""
    if str(path) == "-":
        return formats.parse_record(sys.stdin.buffer.read(), "standard input", load_vocabulary(), as_of)
    return formats.read_record(path, load_vocabulary(), as_of, choice)


def get_decision(record: PatientRecord, as_of: dt.date, base: Path | None) -> Decision:
    lexicon = get_lexicon()
    guideline = get_guideline(lexicon)
    inputs = read_inputs(record, guideline, lexicon, as_of)
    decision = decide(inputs, guideline, (*load_results(), *stated_results(base)), as_of, load_pooled_table())
    return with_reading_notes(decision, record)


def stated_results(base: Path | None) -> tuple[CitedResult, ...]:
    """Returns the results that the documents of an evidence base state; none without a base."""
    if base is None:
        return ()
    if not base.exists():
        raise StoreError(f"no evidence base {base}", hint="`herald read DOCUMENTS --base FILE` makes one")
    with EvidenceBase(base) as evidence:
        return tuple(cite_findings(evidence.findings()))


def print_decision(decision: Decision) -> None:
    from herald.reports import terminal, views

    terminal.print_options(views.OptionsView.of(decision), console())


def write_options_page(decision: Decision, path: Path) -> None:
    from herald.reports import pages, views

    write_page(path, pages.render_options_page(views.OptionsView.of(decision)))
