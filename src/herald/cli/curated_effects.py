"""The curated effects that can be pooled, from `knowledge/synthesis`: comparisons, cohorts and published networks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from herald.cli.study_tables import read_rows

if TYPE_CHECKING:
    from herald.synthesis.published import Published
    from herald.synthesis.selection import Reported

FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "synthesis"
EVIDENCE = FOLDER.parent / "evidence"
_OF_NETWORK = ("trial", "treatment", "comparator", "endpoint", "assumption")
_OF_RESULT = ("effect", "ci_low", "ci_high", "ci_level", "p")
_OF_SOURCE = ("key", "pmid", "data_cutoff", "assessed_by", "basis", "standing", "checked", "differs")


def load_reports(population: str) -> tuple[Reported, ...]:
    """Returns the reported effects of a population's network, in the order of their table, figures from the results."""
    results, registrations = _load_results(), _load_registrations()
    rows = [row for row in read_rows(FOLDER / "comparisons.csv") if row["network"] == population]
    return tuple(_report(row, results[row["result"]], registrations[row["trial"]]) for row in rows)


def _report(row: Mapping[str, str], result: Mapping[str, str], nct: str) -> Reported:
    from herald.synthesis.selection import Reported, ReportSource

    return Reported(
        analysis=result["analysis"] or result["stage"],
        sequence=int(row["sequence"]),
        source=ReportSource(nct=nct, url=result["quote_url"], **{name: result[name] for name in _OF_SOURCE}),
        **{name: row[name] for name in _OF_NETWORK},
        **{name: result[name] for name in _OF_RESULT},
    )


def _load_results() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in read_rows(EVIDENCE / "results.csv")}


def _load_registrations() -> dict[str, str]:
    return {row["acronym"]: row["nct"] for row in read_rows(EVIDENCE / "trials.csv")}


def load_published(population: str, endpoint: str) -> tuple[Published, ...]:
    """Returns what published network meta-analyses of the population print for the endpoint."""
    from herald.synthesis.published import Published

    return tuple(
        Published(row["review"], row["treatment"], row["comparator"], *_numbers(row))
        for row in read_rows(FOLDER / "published.csv")
        if (row["network"], row["endpoint"]) == (population, endpoint)
    )


def load_cohorts(population: str, endpoint: str) -> list[dict[str, str]]:
    """Returns the rows of single-arm cohorts, with the page that each was read on; `study` names each."""
    results = _load_results()
    return [
        {**row, "study": row["trial"], "source_url": results[row["result"]]["quote_url"]}
        for row in read_rows(FOLDER / "cohorts.csv")
        if (row["population"], row["endpoint"]) == (population, endpoint)
    ]


def _numbers(row: Mapping[str, str]) -> tuple[float, float, float]:
    return float(row["estimate"]), float(row["ci_low"]), float(row["ci_high"])
