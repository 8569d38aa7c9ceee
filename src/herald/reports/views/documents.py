"""The page of one document: its text with findings in place, and what surrounds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from herald.core.documents import Block, BlockRole
from herald.reports import wording
from herald.reports.marks import Mark, MarkKind, Segment, segments
from herald.reports.views.findings import FindingView, PlaceView, finding_view
from herald.reports.wording import NOT_STATED, SAFETY
from herald.vocabulary.tables import load_vocabulary

if TYPE_CHECKING:
    from herald.core.documents import Document, Notice
    from herald.core.findings import Discussion, Extraction, Rejected, Study
    from herald.core.spans import Span


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the document's text.

    Attributes:
        role: The block's role, as a word.
        left_out: Why nothing was read from it; None where findings may come from it.
        starts_left_out: Whether the reason is to be said here, at the first of several such blocks.
    """

    role: str
    left_out: str | None
    starts_left_out: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StudyView:
    name: str
    phase: str
    design: str
    population: str
    size: str


@dataclass(frozen=True, slots=True)
class DiscussionView:
    agent: str
    population: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectedView:
    number: int
    anchor: str
    place: str | None
    reason: str
    message: str
    quote: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The page of one document."""

    title: str
    language: str | None
    name: str
    details: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    findings: tuple[FindingView, ...]
    harms: tuple[FindingView, ...]
    studies: tuple[StudyView, ...]
    discussions: tuple[DiscussionView, ...]
    rejected: tuple[RejectedView, ...]
    blocks: tuple[BlockView, ...]
    safety: tuple[str, ...]

    @property
    def summary(self) -> str:
        """How much was found: "2 findings, 1 rejected figure"."""
        found = [wording.counted(len(self.findings), "finding")]
        harms = [wording.counted(len(self.harms), "harm")] if self.harms else []
        return ", ".join([*found, *harms, wording.counted(len(self.rejected), "rejected figure")])

    @classmethod
    def of(cls, document: Document, extraction: Extraction, *, path: str | None = None) -> DocumentView:
        name = document_name(path or document.source)
        findings = [
            finding_view(number, finding, {document.id: ""})
            for number, finding in enumerate((*extraction.findings, *extraction.harms), start=1)
        ]
        blocks = document.blocks or (Block(0, len(document.text), BlockRole.PARAGRAPH),)
        marks = list(_placed(_marks(document.id, extraction), blocks))
        anchors = {mark.anchor for mark in marks}
        view = cls(
            title=document.title or "Untitled document",
            language=document.language,
            name=name,
            details=tuple((label, value) for label, value in _details(document, name) if value),
            notices=tuple(map(_notice, document.notices)),
            findings=tuple(_with_places(finding, anchors) for finding in findings[: len(extraction.findings)]),
            harms=tuple(_with_places(finding, anchors) for finding in findings[len(extraction.findings) :]),
            studies=tuple(map(_study, extraction.studies)),
            discussions=tuple(map(_discussion, extraction.discussions)),
            rejected=tuple(_rejected(number, row, anchors) for number, row in enumerate(extraction.rejected, start=1)),
            blocks=tuple(_blocks(document.text, blocks, marks)),
            safety=SAFETY,
        )
        return wording.printable_view(view)


def document_name(source: str) -> str:
    """Returns the short name of a document: its file's name, or its address."""
    return source if "://" in source else PurePath(source).name or source


def _details(document: Document, name: str) -> Iterator[tuple[str, str | None]]:
    yield "Kind", document.kind.value
    yield "Read from", name
    yield "Journal", document.journal
    yield "Published", wording.date(document.published) if document.published else None
    yield "Updated", wording.date(document.updated) if document.updated else None
    yield "Language", document.language
    for scheme, identifier in sorted(document.identifiers.items()):
        yield scheme.upper(), identifier
    yield "Publication types", "; ".join(document.publication_types)
    yield "Substances", "; ".join(document.substances)
    yield "MeSH terms", "; ".join(_mesh_terms(document))
    yield "Document id", document.id


def _mesh_terms(document: Document) -> Iterator[str]:
    for term in document.mesh:
        qualified = f"{term.heading} / {term.qualifier}" if term.qualifier else term.heading
        yield f"{qualified} *" if term.is_major else qualified


def _notice(notice: Notice) -> str:
    kind = notice.kind.value.capitalize()
    return (
        f"{kind} ({wording.date(notice.date)}): {notice.span.quote}" if notice.date else f"{kind}: {notice.span.quote}"
    )


def _study(study: Study) -> StudyView:
    size = [f"{study.n} enrolled" if study.n else "", f"{study.analysed} analysed" if study.analysed else ""]
    size += [f"{arm.name}: {arm.n}" for arm in study.arms if arm.n]
    return StudyView(
        name=study.trial or "not named",
        phase=study.phase or NOT_STATED,
        design=study.design or NOT_STATED,
        population=study.population or NOT_STATED,
        size=", ".join(part for part in size if part) or NOT_STATED,
    )


def _discussion(discussion: Discussion) -> DiscussionView:
    quotes = tuple(span.quote for span in discussion.spans)
    return DiscussionView(_concept_name(discussion.agent), _concept_name(discussion.population), quotes)


def _concept_name(concept: str) -> str:
    """Returns the preferred name of a vocabulary concept; what is no concept's id is a name already."""
    vocabulary = load_vocabulary()
    return vocabulary.get(concept).name if concept in vocabulary else concept


def _rejected(number: int, rejected: Rejected, anchors: set[str]) -> RejectedView:
    place = _rejected_place(number)
    return RejectedView(
        number=number,
        anchor=f"rejected-{number}",
        place=place if place in anchors else None,
        reason=rejected.reason.value,
        message=rejected.message,
        quote=rejected.span.quote,
    )


def _with_places(finding: FindingView, anchors: set[str]) -> FindingView:
    """Returns the finding with links to those of its places that the page shows."""
    named = ((_place(finding.number, number), place) for number, place in enumerate(finding.places, start=1))
    return replace(
        finding, places=tuple(PlaceView(anchor if anchor in anchors else None, place.quote) for anchor, place in named)
    )


def _marks(document: str, extraction: Extraction) -> Iterator[Mark]:
    for number, finding in enumerate((*extraction.findings, *extraction.harms), start=1):
        for place, at in enumerate(finding.evidence, start=1):
            if at.document == document:
                yield _mark(at.span, MarkKind.FINDING, str(number), _place(number, place), f"finding-{number}")
                yield from (_mark(span, MarkKind.FIGURE) for span in at.spans.values())
    for number, rejected in enumerate(extraction.rejected, start=1):
        if rejected.document == document:
            yield _mark(rejected.span, MarkKind.REJECTED, f"R{number}", _rejected_place(number), f"rejected-{number}")


def _mark(span: Span, kind: MarkKind, label: str = "", anchor: str = "", target: str = "") -> Mark:
    return Mark(span.start, span.end, kind, label, anchor, target)


def _placed(marks: Iterable[Mark], blocks: Iterable[Block]) -> Iterator[Mark]:
    """Yields the marks that lie on a block, each beginning where the first block that it touches shows it."""
    shown = list(blocks)
    for mark in marks:
        first = next((block for block in shown if mark.start < block.end and block.start < mark.end), None)
        if first is not None:
            yield replace(mark, start=max(mark.start, first.start))


def _blocks(text: str, blocks: Iterable[Block], marks: list[Mark]) -> Iterator[BlockView]:
    before = None
    for block in blocks:
        left_out = None if block.role.is_content else _left_out(block)
        cut = segments(text, block.start, block.end, marks)
        yield BlockView(block.role.value, left_out, left_out is not None and left_out != before, cut)
        before = left_out


def _left_out(block: Block) -> str:
    return f"{block.role.value.capitalize()}: {block.why}" if block.why else block.role.value.capitalize()


def _place(finding: int, place: int) -> str:
    return f"place-{finding}-{place}"


def _rejected_place(number: int) -> str:
    return f"place-r{number}"
