"""The way back from a pooled study: to the curated row and its page, or to the finding, its sentence and document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from herald.reports import wording

if TYPE_CHECKING:
    from herald.core.findings import Finding
    from herald.synthesis.selection import LeftOut, Reported
    from herald.synthesis.stated import Refused
    from herald.synthesis.stated_cohorts import Cohort

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PooledRow:
    """One study that is pooled, for a reader.

    Attributes:
        words: Study, arms and figures.
        place: The curated row, or the document with the sentence.
    """

    words: str
    place: str


def report_row(report: Reported, findings: Mapping[str, Finding]) -> PooledRow:
    interval = f" ({report.ci_low} to {report.ci_high})" if report.ci_low and report.ci_high else ""
    words = f"{report.label}: {report.treatment} against {report.comparator}, HR {report.effect}{interval}"
    if report.source.finding:
        return PooledRow(words, _stated_at(findings[report.source.finding]))
    return PooledRow(words, f"curated result {report.source.key}, {report.source.url}")


def report_record(report: Reported, findings: Mapping[str, Finding]) -> Record:
    """Returns a pooled hazard ratio with its source; `result` names the curated row, `finding` that of the base."""
    return {
        "trial": report.trial,
        "treatment": report.treatment,
        "comparator": report.comparator,
        "endpoint": report.endpoint,
        "analysis": report.analysis,
        "effect": report.effect,
        "ci_low": report.ci_low or None,
        "ci_high": report.ci_high or None,
        "result": report.source.key or None,
        "nct": report.source.nct or None,
        "pmid": report.source.pmid or None,
        "data_cutoff": report.source.data_cutoff or None,
        "assessed_by": report.source.assessed_by or None,
        "source": report.source.url or None,
        "basis": report.source.basis,
        "standing": report.source.standing,
        "checked": report.source.checked or None,
        "differs": report.source.differs or None,
        **_place_record(report.source.finding, findings),
    }


def cohort_row(cohort: Mapping[str, str]) -> PooledRow:
    """Returns a curated cohort."""
    words = f"{cohort['study']}: {cohort['treatment']}, {cohort['events']} of {cohort['n']}"
    return PooledRow(words, f"curated result {cohort['result']}, {cohort['source_url']}")


def stated_cohort_row(cohort: Cohort) -> PooledRow:
    words = f"{cohort.study}: {cohort.treatment}, {cohort.events} of {cohort.n}"
    return PooledRow(words, _stated_at(cohort.statement.finding))


def cohort_record(cohort: Mapping[str, str]) -> Record:
    return {
        "trial": cohort["study"],
        "treatment": cohort["treatment"],
        "events": int(cohort["events"]),
        "n": int(cohort["n"]),
        "result": cohort["result"],
        "source": cohort["source_url"],
        **_place_record("", {}),
    }


def stated_cohort_record(cohort: Cohort) -> Record:
    statement = cohort.statement
    return {
        "trial": cohort.study,
        "treatment": cohort.treatment,
        "events": cohort.events,
        "n": cohort.n,
        "result": None,
        "source": None,
        **_place_record(statement.id, {statement.id: statement.finding}),
    }


def left_out_record(left_out: LeftOut, findings: Mapping[str, Finding]) -> Record:
    report = left_out.report
    return {
        "study": report.label,
        "reason": left_out.reason,
        "result": report.source.key or None,
        **_place_record(report.source.finding, findings),
    }


def refused_record(refused: Refused) -> Record:
    statement = refused.statement
    place = _place_record(statement.id, {statement.id: statement.finding})
    return {"study": refused.label, "reason": refused.reason, "result": None, **place}


def _place_record(finding_id: str, findings: Mapping[str, Finding]) -> Record:
    """Returns the finding with the documents and sentences that state it; nothing where the row is curated."""
    places = findings[finding_id].evidence if finding_id else ()
    return {
        "finding": finding_id or None,
        "evidence": [
            {
                "document": place.document,
                "span": {"start": place.span.start, "end": place.span.end, "quote": place.span.quote},
            }
            for place in places
        ],
    }


def _stated_at(finding: Finding) -> str:
    place = finding.evidence[0]
    others = f", and {len(finding.evidence) - 1} more" if len(finding.evidence) > 1 else ""
    return f"document {place.document}{others}: “{wording.one_line(place.span.quote)}”"
