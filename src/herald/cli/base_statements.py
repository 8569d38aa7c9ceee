"""Findings of an evidence base with what pooling has to know of the documents that state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from herald.core.findings import Finding, Study
from herald.evidence.reading import Reading
from herald.evidence.store import EvidenceBase
from herald.synthesis.stated import Statement


def load_statements(base: Path, endpoints: Iterable[str]) -> tuple[Statement, ...]:
    """Returns the findings of some endpoints, in the order of the base."""
    with EvidenceBase(base) as evidence:
        found = {key: each for endpoint in endpoints for key, each in evidence.identified_findings(endpoint).items()}
        documents = {place.document for finding in found.values() for place in finding.evidence}
        readings = {document: evidence.get_reading(document) for document in sorted(documents)}
    return tuple(_statement(key, finding, readings) for key, finding in found.items())


def _statement(key: str, finding: Finding, readings: Mapping[str, Reading]) -> Statement:
    stating = [readings[place.document] for place in finding.evidence]
    dates = sorted(str(each.document.published) for each in stating if each.document.published)
    registrations = {number for each in stating if (number := each.document.identifiers.get("nct"))}
    studies = [study for each in stating for study in each.extraction.studies]
    return Statement(
        id=key,
        finding=finding,
        first_published=dates[0] if dates else "",
        registration=registrations.pop() if len(registrations) == 1 else "",
        whole=_whole(finding, studies) or "",
    )


def _whole(finding: Finding, studies: list[Study]) -> str | None:
    """Returns the population of the finding's study: the one of its trial, or the only one there is."""
    own = [study for study in studies if study.trial == finding.trial]
    candidates = own or (studies if finding.trial is None else [])
    populations = {study.population for study in candidates if study.population}
    return populations.pop() if len(populations) == 1 else None
