"""`herald vocabulary`: concepts, their identifiers and their names."""

from __future__ import annotations

import click

from herald.cli.output import console, print_json
from herald.cli.parameters import format_option
from herald.core.mentions import ConceptKind
from herald.vocabulary.concepts import as_record
from herald.vocabulary.tables import load_vocabulary


@click.command("vocabulary")
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice([kind.value for kind in ConceptKind]), help="Only concepts of this kind.")
@format_option("text", "json")
def command(name: str | None, kind: str | None, format_: str) -> None:
    """Look up drugs, genes, endpoints, populations, trials and their names.

    NAME is any name, brand, code or id; without it, everything is listed.

    \b
    Examples:
      herald vocabulary Enhertu
      herald vocabulary "DS-8201a" --format json
      herald vocabulary --kind endpoint
    """
    vocabulary = load_vocabulary()
    wanted = ConceptKind(kind) if kind else None
    if name is not None:
        concepts = [vocabulary.resolve(name, wanted)]
    else:
        concepts = [concept for k in ConceptKind if wanted in (None, k) for concept in vocabulary.of_kind(k)]
    if format_ == "json":
        print_json({"version": vocabulary.version, "concepts": [as_record(concept) for concept in concepts]})
        return
    from herald.reports import terminal

    if name is None:
        terminal.print_concept_list(concepts, console())
    else:
        terminal.print_concept(concepts[0], console())
