"""What is wrong with documents, as a record for programs and as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from herald.reports import wording

if TYPE_CHECKING:
    from herald.appraisal import Appraisal, Derived, Figure, Issue
    from herald.core.documents import Document
    from herald.core.spans import Span

Record = dict[str, Any]
Appraised = tuple[str, "Document", "Appraisal"]
"""The path as the reader gave it, the document, and its appraisal."""

NOTHING = "nothing found that contradicts itself or what is known"
NOT_COMPARED = "nothing to compare: no figures that belong together were found"


def appraisal_record(appraised: Iterable[Appraised]) -> dict[str, list[Record]]:
    """Returns the answer of `herald check`."""
    answer: dict[str, list[Record]] = {"documents": [], "issues": [], "derived": []}
    for path, document, appraisal in appraised:
        checked = dict(sorted(appraisal.checked.items()))
        answer["documents"].append({"id": document.id, "path": path, "title": document.title, "checked": checked})
        answer["issues"] += map(issue_record, appraisal.issues)
        answer["derived"] += map(derived_record, appraisal.derived)
    return answer


def issue_record(issue: Issue) -> Record:
    return {
        "document": issue.document,
        "kind": issue.kind.value,
        "severity": issue.severity.value,
        "check": issue.check,
        "message": issue.message,
        "recomputed": issue.recomputed,
        "confidence": issue.confidence,
        "span": _span_record(issue.span),
        "evidence": [_figure_record(figure) for figure in issue.figures],
    }


def derived_record(derived: Derived) -> Record:
    return {
        "document": derived.document,
        "name": derived.name,
        "value": derived.value,
        "message": derived.message,
        "span": _span_record(derived.span),
        "evidence": [_figure_record(figure) for figure in derived.figures],
    }


def _figure_record(figure: Figure) -> Record:
    return {
        "name": figure.name,
        "printed": figure.printed,
        "source": figure.document,
        "span": _span_record(figure.span) if figure.span else None,
    }


def _span_record(span: Span) -> Record:
    return {"start": span.start, "end": span.end, "quote": span.quote}


@dataclass(frozen=True, slots=True)
class RemarkView:
    """An issue or a derived figure: what is said, the words it rests on, and how sure the pairing is."""

    head: str
    message: str
    quote: str


@dataclass(frozen=True, slots=True)
class ChecksView:
    """The appraisal of one document."""

    title: str
    compared: str
    remarks: tuple[RemarkView, ...]

    @classmethod
    def of(cls, path: str, document: Document, appraisal: Appraisal) -> ChecksView:
        remarks = (*map(_remark, appraisal.issues), *map(_derived_remark, appraisal.derived))
        counts = [f"{name} {count}" for name, count in sorted(appraisal.checked.items())]
        compared = f"compared: {', '.join(counts)}" if counts else NOT_COMPARED
        return wording.printable_view(cls(f"{document.title or path} ({document.id})", compared, remarks))


def _remark(issue: Issue) -> RemarkView:
    head = f"{issue.severity.value}, {issue.kind.value} ({issue.check}, pairing {issue.confidence:.2f})"
    return RemarkView(head, issue.message, wording.one_line(issue.span.quote))


def _derived_remark(derived: Derived) -> RemarkView:
    return RemarkView(f"derived ({derived.name})", derived.message, wording.one_line(derived.span.quote))


def render_checks(view: ChecksView, width: int) -> str:
    """Returns the appraisal as plain text of at most `width` columns."""
    lines = [_wrapped(wording.one_line(view.title), width, 0), _wrapped(view.compared, width, 2)]
    for remark in view.remarks:
        lines += [_wrapped(remark.head, width, 2), _wrapped(remark.message, width, 4)]
        lines.append(_wrapped(f"“{textwrap.shorten(remark.quote, 300, placeholder=' …')}”", width, 4))
    if not view.remarks:
        lines.append(_wrapped(NOTHING, width, 2))
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, indent: int) -> str:
    """Returns a paragraph at `indent`, with further lines two columns deeper."""
    return textwrap.fill(
        text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2), break_on_hyphens=False
    )
