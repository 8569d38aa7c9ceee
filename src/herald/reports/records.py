"""Findings, documents and decisions as JSON and CSV: the shapes that programs outside Herald read.

The shapes are a contract, written down in `docs/reference/json.md`: fields are added, never renamed or removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from herald.core.dates import PartialDate
from herald.vocabulary.tables import load_vocabulary

if TYPE_CHECKING:
    from herald.core.documents import Document, MeshTerm, Notice
    from herald.core.findings import Arm, Discussion, Evidence, Extraction, Finding, Rejected, Study, StudyArm
    from herald.core.spans import Span
    from herald.decisions.decision import Decision, Fact, MissingInput, Outcome
    from herald.decisions.her2 import Her2Assessment
    from herald.evidence.agreement import Disagreement

Record = dict[str, Any]


def extraction_record(read: Iterable[tuple[str | None, Document, Extraction]]) -> dict[str, list[Record]]:
    """Returns the answer of `herald extract`.

    Args:
        read: Path as the reader gave it, document, and what it yielded, in reading order.
    """
    answer: dict[str, list[Record]] = {"documents": [], "studies": [], "findings": [], "harms": [], "rejected": []}
    for path, document, extraction in read:
        answer["documents"].append(document_record(document, extraction, path))
        answer["studies"] += map(study_record, extraction.studies)
        answer["findings"] += map(finding_record, extraction.findings)
        answer["harms"] += map(finding_record, extraction.harms)
        answer["rejected"] += map(rejected_record, extraction.rejected)
    return answer


def document_record(document: Document, extraction: Extraction, path: str | None = None) -> Record:
    return {
        "id": document.id,
        "path": path,
        "source": document.source,
        "format": document.format,
        "kind": document.kind.value,
        "title": document.title,
        "journal": document.journal,
        "published": _date(document.published),
        "updated": _date(document.updated),
        "language": document.language,
        "identifiers": dict(sorted(document.identifiers.items())),
        "publication_types": list(document.publication_types),
        "mesh": [_mesh_record(term) for term in document.mesh],
        "substances": list(document.substances),
        "notices": [_notice_record(notice) for notice in document.notices],
        "discusses": [_discussion_record(discussion) for discussion in extraction.discussions],
    }


def study_record(study: Study) -> Record:
    return {
        "document": study.document,
        "trial": study.trial,
        "phase": study.phase,
        "design": study.design,
        "n": study.n,
        "n_value": study.n_value,
        "analysed": study.analysed,
        "analysed_value": study.analysed_value,
        "population": study.population,
        "arms": [_study_arm_record(arm) for arm in study.arms],
        "spans": _ranges(study.spans),
    }


def _study_arm_record(arm: StudyArm) -> Record:
    return {
        "name": arm.name,
        "n": arm.n,
        "n_value": arm.n_value,
        "is_control": arm.is_control,
        "spans": _ranges(arm.spans),
    }


_PRINTED = (
    "value", "comparator_value", "unit", "statistic", "effect_measure", "effect", "ci_low", "ci_high", "ci_level", "p",
    "arm_ci_low", "arm_ci_high", "comparator_ci_low", "comparator_ci_high", "arm_n", "comparator_n", "events",
    "comparator_events", "timepoint", "assessed_by", "predictor",
)  # fmt: skip


def _spans_in(finding: Finding, best: Evidence) -> dict[str, Span]:
    """Returns where each figure stands: at the leading place, else at another of its document that prints it so."""
    spans = dict(best.spans)
    told = {_bare(name) for name in spans}
    for one in finding.evidence:
        for name, span in one.spans.items() if one.document == best.document else ():
            if _bare(name) not in told and (name != _bare(name) or span.quote == str(getattr(finding, name))):
                spans[name] = span
                told.add(_bare(name))
    return spans


def _bare(place: str) -> str:
    """Returns the field of a place: 'events' of 'events_as_printed'."""
    return place.removesuffix("_as_printed")


_COUNTS = ("arm_n", "comparator_n", "events", "comparator_events")


def finding_record(finding: Finding) -> Record:
    """Returns a finding with the place that prints most of its figures; `evidence` lists every place."""
    best = leading_evidence(finding)
    spans = _spans_in(finding, best) if best else {}
    return {
        "document": best.document if best else None,
        "trial": finding.trial,
        "phase": finding.phase,
        "population": finding.population,
        "endpoint": finding.endpoint,
        "category": finding.category.value,
        "arm": _label(finding.arm),
        "comparator": _label(finding.comparator),
        **{name: getattr(finding, name) for name in _PRINTED},
        **_counts_as_printed(finding, spans),
        "span": _span_record(best.span) if best else None,
        "spans": _ranges({_field_of(name): span for name, span in spans.items()}),
        "agents": _identifiers(finding.arm),
        "comparator_agents": _identifiers(finding.comparator),
        "confidence": finding.confidence,
        "issues": list(finding.issues),
        "evidence": [_evidence_record(evidence) for evidence in finding.evidence],
    }


def _counts_as_printed(finding: Finding, spans: Mapping[str, Span]) -> Record:
    """Returns each count as it is printed ("eleven", "1,203", else the number), and as a number under `…_value`."""
    printed = {name: spans[place].quote for name in _COUNTS if (place := f"{name}_as_printed") in spans}
    return {**printed, **{f"{name}_value": getattr(finding, name) for name in _COUNTS}}


def _field_of(place: str) -> str:
    """Returns the field whose text a place quotes: that of a count is the printed count, in words too."""
    return _bare(place) if _bare(place) in _COUNTS else place


def rejected_record(rejected: Rejected) -> Record:
    return {
        "document": rejected.document,
        "reason": rejected.reason.value,
        "message": rejected.message,
        "span": _span_record(rejected.span),
    }


def leading_evidence(finding: Finding) -> Evidence | None:
    """Returns the place that prints most of the finding's figures, the first of several; None where there is none."""
    return max(finding.evidence, key=lambda evidence: len(evidence.spans), default=None)


def decision_record(decision: Decision) -> Record:
    return {
        "as_of": decision.as_of.isoformat(),
        "knowledge": decision.knowledge,
        "version": decision.version,
        "facts": {fact.name: _fact_record(fact) for fact in decision.facts},
        "options": _plain(decision.options),
        "excluded": _plain(decision.excluded),
        "undecided": _plain(decision.undecided),
        "missing": [_missing_record(missing) for missing in decision.missing],
        "conflicts": _plain(decision.conflicts),
        "flags": _plain(decision.flags),
        "unmapped": _plain(decision.unmapped),
        "inputs": dict(decision.inputs),
        "ordering": decision.ordering,
        "notice": decision.notice,
        "networks": [{**_plain(network), "made_on": network.made_on.isoformat()} for network in decision.networks],
        "sources": {source.id: _plain(source) for source in decision.sources},
    }


def her2_record(assessment: Her2Assessment) -> Record:
    return {
        "result": assessment.result,
        "with_comment": assessment.with_comment,
        "group": assessment.group,
        "expression": assessment.expression,
        "needs": list(assessment.needs),
        "comment": assessment.comment,
        "because": _plain(assessment.because),
    }


FINDING_COLUMNS = (
    "document", "trial", "phase", "population", "endpoint", "arm", "comparator", *_PRINTED, "confidence", "quote",
)  # fmt: skip


def findings_record(findings: Sequence[Finding], disagreements: Iterable[Disagreement]) -> dict[str, list[Record]]:
    """Returns the answer of `herald findings`; a disagreement names its two findings by their index."""
    return {
        "findings": [finding_record(finding) for finding in findings],
        "disagreements": [_disagreement_record(disagreement, findings) for disagreement in disagreements],
    }


def _disagreement_record(disagreement: Disagreement, findings: Sequence[Finding]) -> Record:
    return {
        "findings": [findings.index(disagreement.first), findings.index(disagreement.second)],
        "differences": _plain(disagreement.differences),
    }


def findings_table(findings: Iterable[Finding]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Returns the header and the rows of a findings table; an absent value is an empty cell.

    Why: A cell that a spreadsheet would run as a formula gets a leading apostrophe; a printed number stays as it is.
    """
    return FINDING_COLUMNS, [_row(finding_record(finding)) for finding in findings]


def _row(record: Record) -> list[str]:
    counts = {name: record[f"{name}_value"] for name in _COUNTS}
    cells = {**record, **counts, "quote": record["span"]["quote"] if record["span"] else None}
    return [_cell(cells[column]) for column in FINDING_COLUMNS]


_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _fact_record(fact: Fact) -> Record:
    record: Record = _plain(fact)
    del record["name"]
    return record


def _missing_record(missing: MissingInput) -> Record:
    outcomes = [_outcome_record(outcome) for outcome in missing.outcomes]
    return {**_plain(missing), "outcomes": outcomes}


def _outcome_record(outcome: Outcome) -> Record:
    record: Record = _plain(outcome)
    return {"if": record.pop("result"), **record}


def _plain(value: Any) -> Any:
    """Turns the frozen types of a decision into the dictionaries and lists of JSON, field by field."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _mesh_record(term: MeshTerm) -> Record:
    return {"heading": term.heading, "qualifier": term.qualifier, "is_major": term.is_major}


def _notice_record(notice: Notice) -> Record:
    return {"kind": notice.kind.value, "date": _date(notice.date), "span": _span_record(notice.span)}


def _discussion_record(discussion: Discussion) -> Record:
    return {
        "agent": discussion.agent,
        "population": discussion.population,
        "spans": [_span_record(span) for span in discussion.spans],
    }


def _evidence_record(evidence: Evidence) -> Record:
    return {
        "document": evidence.document,
        "span": _span_record(evidence.span),
        "spans": _ranges(evidence.spans),
        "extractor": evidence.extractor,
        "version": evidence.version,
    }


def _span_record(span: Span) -> Record:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _ranges(spans: Mapping[str, Span]) -> dict[str, list[int]]:
    return {name: [span.start, span.end] for name, span in sorted(spans.items())}


def _label(arm: Arm | None) -> str | None:
    return arm.label if arm else None


def _identifiers(arm: Arm | None) -> list[str]:
    """Returns what others call the agents of an arm ("RXNORM:224905"); own ids where the vocabulary has no other."""
    if arm is None or not arm.concepts:
        return []
    vocabulary = load_vocabulary()
    return [vocabulary.get(concept).curie if concept in vocabulary else concept for concept in arm.concepts]


def _date(date: PartialDate | None) -> str | None:
    """Returns the date in ISO 8601, as precise as it is known: "2009-06"."""
    return str(date) if date else None
