"""`herald findings`: what the evidence base holds, and where its documents disagree."""

from __future__ import annotations

from pathlib import Path

import click

from herald.cli.output import console, print_csv, print_json
from herald.cli.parameters import base_option, format_option
from herald.core.mentions import ConceptKind
from herald.evidence.agreement import find_disagreements
from herald.evidence.store import EvidenceBase
from herald.reports import records
from herald.vocabulary.tables import load_vocabulary


@click.command("findings")
@click.option("--trial", help="Only this trial, by any of its names.")
@click.option("--endpoint", help="Only this endpoint, by any of its names.")
@click.option("--agent", help="Only findings whose arms contain this agent, by any of its names.")
@base_option
@format_option("text", "json", "csv")
def command(trial: str | None, endpoint: str | None, agent: str | None, base: Path, format_: str) -> None:
    """Ask the evidence base what was found.

    Shows each finding once with every document that states it, and the findings that cannot both be true.

    \b
    Examples:
      herald findings --trial PERTAIN
      herald findings --endpoint "progression-free survival" --agent Enhertu --format json
    """
    vocabulary = load_vocabulary()
    if trial:
        trial = vocabulary.resolve(trial, ConceptKind.TRIAL).name
    if endpoint:
        endpoint = vocabulary.resolve(endpoint, ConceptKind.ENDPOINT).short
    if agent:
        agent = vocabulary.resolve(agent, ConceptKind.AGENT).id
    with EvidenceBase(base) as evidence:
        found = evidence.findings(trial=trial, endpoint=endpoint, agent=agent)
        titles = {document.id: document.title or document.source for document in evidence.documents()}
    disagreements = find_disagreements(found)
    if format_ == "json":
        print_json(records.findings_record(found, disagreements))
    elif format_ == "csv":
        print_csv(*records.findings_table(found))
    else:
        from herald.reports import terminal, views

        terminal.print_findings(views.FindingsView.of(found, titles, disagreements), console())
