"""What is already known: the curated results and trials that come with Herald, and the findings of an evidence base."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from herald.appraisal.advice import Advice
from herald.appraisal.issues import Figure
from herald.core.findings import Arm, Finding
from herald.vocabulary.vocabulary import Vocabulary

FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "evidence"
STAGES = ("interim", "primary", "updated", "final")
"""Analyses of one trial in the order of time."""

FIGURES = ("value", "comparator_value", "effect", "ci_low", "ci_high")
_NAMED_ANEW = {"BICR": "independent review", "independent central review": "independent review"}
_RETRACTED_PMID = re.compile(r"(\d+) \([^)]*\bretracted\b[^)]*\)")
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Known:
    """A result that a document is held against.

    Attributes:
        population: The population as its source words it.
        source: The address of a curated result; the id of a document of the base.
        stage: "interim", "primary", "updated", "final", or None.
        analysis: What the source calls the analysis.
        data_cutoff: As YYYY-MM or YYYY-MM-DD, or None.
    """

    finding: Finding
    population: str | None
    source: str
    stage: str | None = None
    analysis: str | None = None
    data_cutoff: str | None = None

    def is_later_than(self, other: Known) -> bool:
        """Whether it is known to be a later analysis of the same question."""
        if self.data_cutoff and other.data_cutoff:
            length = min(len(self.data_cutoff), len(other.data_cutoff))
            return self.data_cutoff[:length] > other.data_cutoff[:length]
        if self.stage is None or other.stage is None:
            return False
        return STAGES.index(self.stage) > STAGES.index(other.stage)

    def figures(self, names: Iterable[str]) -> Iterator[Figure]:
        """Yields the figures it prints under these names."""
        place = self.finding.evidence[0] if self.finding.evidence else None
        for name in names:
            printed = getattr(self.finding, name)
            if printed is not None:
                span = place.spans.get(name) if place else None
                yield Figure(f"known {name.replace('_', ' ')}", printed, self.source, span)


@dataclass(frozen=True, slots=True)
class TrialStanding:
    """What is known of a trial: whom it enrolled, and which of its publications were retracted."""

    acronym: str
    population: str
    retracted_pmids: frozenset[str]
    status: str


@dataclass(frozen=True, slots=True)
class KnownEvidence:
    """The results, trials and advice that documents are held against."""

    results: tuple[Known, ...] = ()
    trials: tuple[TrialStanding, ...] = ()
    advice: tuple[Advice, ...] = ()


def load_known(vocabulary: Vocabulary, folder: Path = FOLDER) -> KnownEvidence:
    """Returns the curated results and trials that come with Herald; advice is the guideline's (`load_advice`)."""
    results = tuple(_curated(row, vocabulary) for row in _rows(folder / "results.csv"))
    return KnownEvidence(results, tuple(map(_trial, _rows(folder / "trials.csv"))))


def known_from_base(findings: Iterable[Finding]) -> Iterator[Known]:
    """Yields the findings of an evidence base that name their trial, once for each document that states them."""
    for finding in findings:
        if finding.trial is not None:
            for place in finding.evidence:
                yield Known(finding, finding.population, place.document)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _curated(row: Mapping[str, str], vocabulary: Vocabulary) -> Known:
    printed = {name: row[name] or None for name in (*FIGURES, "unit", "effect_measure", "timepoint")}
    finding = Finding(
        endpoint=row["endpoint"],
        trial=row["trial"],
        arm=_arm(row["arm"], vocabulary),
        comparator=_arm(row["comparator"], vocabulary),
        assessed_by=_NAMED_ANEW.get(row["assessed_by"], row["assessed_by"]) or None,
        **printed,  # type: ignore[arg-type]
    )
    stage = row["stage"] if row["stage"] in STAGES else None
    source = row["figure_url"] or row["quote_url"] or row["record_url"]
    return Known(finding, row["population"], source, stage, row["analysis"] or None, row["data_cutoff"] or None)


def _arm(label: str, vocabulary: Vocabulary) -> Arm | None:
    """Returns an arm with the concepts that its label names; what stands in brackets is an aside."""
    words = _ASIDE.sub("", label)
    return Arm(label, tuple(mention.concept for mention in vocabulary.find_mentions(words))) if label else None


def _trial(row: Mapping[str, str]) -> TrialStanding:
    retracted = frozenset(_RETRACTED_PMID.findall(row["pmids"]))
    return TrialStanding(row["acronym"], row["population"], retracted, row["status"])
