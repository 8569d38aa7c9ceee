"""`herald check`: documents held against their own arithmetic and against what is known."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from herald.appraisal import KnownEvidence, appraise, known_from_base, load_advice, load_known
from herald.cli.batch import Failure, Read, Skipped, read_each
from herald.cli.knowledge import get_guideline
from herald.cli.output import print_json, report_failure
from herald.cli.parameters import format_option
from herald.core.errors import DocumentError
from herald.decisions.lexicon import VocabularyLexicon
from herald.evidence.store import EvidenceBase
from herald.reports import checks
from herald.vocabulary.tables import load_vocabulary
from herald.vocabulary.vocabulary import Vocabulary


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--base",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Evidence base to hold the documents against, beside the results that come with Herald.",
)
@format_option("text", "json")
def command(paths: tuple[Path, ...], base: Path | None, format_: str) -> None:
    """Hold documents against their own arithmetic, known results and their standing.

    Every printed number is an interval of rounding. An issue says which figures cannot be true together, what the
    others give instead, and how sure it is that they belong together.

    \b
    Examples:
      herald check abstract.txt
      herald check articles/ --format json > issues.json
      herald check article.html --base board.db

    Issues are results: the exit status is 0. It is 3 if a document could not be read; the others are checked.
    """
    vocabulary = load_vocabulary()
    known = _get_known(vocabulary, base)
    skipped = Skipped()
    failed: list[Failure] = []
    appraised = _appraise_each(read_each(paths, vocabulary, skipped.append), vocabulary, known, failed)
    if format_ == "json":
        record = checks.appraisal_record(appraised)
        print_json({**record, "failed": [f.record for f in failed], "passed_over": skipped.record})
    else:
        _print(appraised)
    for failure in failed:
        report_failure(failure)
    skipped.report()
    raise SystemExit(DocumentError.exit_code if failed else 0)


def _appraise_each(
    results: Iterable[Read | Failure], vocabulary: Vocabulary, known: KnownEvidence, failed: list[Failure]
) -> Iterator[checks.Appraised]:
    """Yields the appraisal of each document as it is read, so that none is kept; failures go to `failed`."""
    for item in results:
        if isinstance(item, Failure):
            failed.append(item)
        else:
            path, document, extraction = item.triple
            yield path, document, appraise(document, extraction, vocabulary, known)


def _get_known(vocabulary: Vocabulary, base: Path | None) -> KnownEvidence:
    curated = load_known(vocabulary)
    known = replace(curated, advice=load_advice(get_guideline(VocabularyLexicon(vocabulary)), vocabulary))
    if base is None:
        return known
    with EvidenceBase(base) as evidence:
        return replace(known, results=(*curated.results, *known_from_base(evidence.findings())))


def _print(appraised: Iterable[checks.Appraised]) -> None:
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    for path, document, appraisal in appraised:
        click.echo(checks.render_checks(checks.ChecksView.of(path, document, appraisal), width))
