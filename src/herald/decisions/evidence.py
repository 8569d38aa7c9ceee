"""The trial results that rules cite: curated ones from the knowledge, and those that documents of the user state."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from herald.core.findings import Finding
from herald.decisions.decision import CitedResult

FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "evidence"


def load_results(folder: Path = FOLDER) -> tuple[CitedResult, ...]:
    """Returns the curated results, in the order of their table."""
    registrations = {row["acronym"]: row["nct"] for row in _rows(folder / "trials.csv")}
    return tuple(_curated(row, registrations) for row in _rows(folder / "results.csv"))


def cite_findings(findings: Iterable[Finding]) -> Iterator[CitedResult]:
    """Yields findings of documents as results that a rule may cite; one without a trial is left out."""
    for finding in findings:
        if finding.trial is not None:
            yield _stated(finding, finding.trial)


def find_results(
    results: Iterable[CitedResult], trial: str, endpoint: str, analysis: str | None = None
) -> tuple[CitedResult, ...]:
    """Returns the results of an endpoint of a trial, curated ones in their order before those of documents.

    Where an analysis is named, the curated results are those of that one: a trial may have several populations.
    """
    found = [r for r in results if r.trial.casefold() == trial.casefold() and r.endpoint == endpoint]
    curated = [r for r in found if r.basis != "document" and analysis in (None, r.analysis)]
    return (*curated, *(r for r in found if r.basis == "document"))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


_COPIED = (
    "trial", "endpoint", "arm", "comparator", "value", "comparator_value", "unit", "effect_measure", "effect",
    "ci_low", "ci_high", "ci_level", "p", "quote", "basis", "analysis", "population", "timepoint", "assessed_by",
    "standing",
)  # fmt: skip


def _curated(row: Mapping[str, str], registrations: Mapping[str, str]) -> CitedResult:
    figure_url = row["figure_url"] if row["figure_url"] != row["quote_url"] else None
    return CitedResult(
        **{name: row[name] or None for name in _COPIED},  # type: ignore[arg-type]
        url=row["quote_url"],
        figure_url=figure_url,
        note="; ".join(filter(None, (row["differs"], row["not_seen"] and f"not seen there: {row['not_seen']}")))
        or None,
        nct=registrations[row["trial"]] or None,
    )


def _stated(finding: Finding, trial: str) -> CitedResult:
    best = max(finding.evidence, key=lambda evidence: len(evidence.spans), default=None)
    return CitedResult(
        trial=trial,
        endpoint=finding.endpoint,
        arm=finding.arm.label if finding.arm else "",
        comparator=finding.comparator.label if finding.comparator else None,
        value=finding.value,
        comparator_value=finding.comparator_value,
        unit=finding.unit,
        effect_measure=finding.effect_measure,
        effect=finding.effect,
        ci_low=finding.ci_low,
        ci_high=finding.ci_high,
        ci_level=finding.ci_level,
        p=finding.p,
        quote=best.span.quote if best else None,
        url=None,
        basis="document",
        note=f"document {best.document}" if best else None,
        population=finding.population,
        timepoint=finding.timepoint,
        assessed_by=finding.assessed_by,
    )
