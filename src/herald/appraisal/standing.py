"""What became of a document: retracted, or archived and no longer kept up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.appraisal.known import TrialStanding
from herald.appraisal.passages import object_to
from herald.core.documents import Document, DocumentKind, NoticeKind
from herald.core.spans import Span

CHECK = "standing"
RETRACTED_TYPE = "Retracted Publication"
RETRACTED_BY = frozenset({"RetractionIn", "RetractedandRepublishedIn", "retraction-forward"})
DOUBTED_BY = frozenset({"ExpressionOfConcernIn", "expression-of-concern"})
REPLACED_BY = frozenset({"CorrectedandRepublishedIn", "UpdateIn", "RepublishedIn"})
"""Relations to what a publication became, as PubMed and JATS name them."""


def check_standing(document: Document, trials: tuple[TrialStanding, ...]) -> Iterator[Issue | None]:
    """Yields an issue for each way in which a document is known to be retracted or no longer kept up; else None."""
    found = [*_retracted(document, trials), *_related(document), *_archived(document)]
    if not found:
        yield None
    yield from found


def _retracted(document: Document, trials: tuple[TrialStanding, ...]) -> Iterator[Issue]:
    if document.kind is DocumentKind.RETRACTION_NOTICE:
        return
    notice = next((notice for notice in document.notices if notice.kind is NoticeKind.RETRACTED), None)
    related = next((relation for relation in document.relations if relation.kind in RETRACTED_BY), None)
    if notice:
        yield _issue(document, IssueKind.RETRACTED, Severity.ERROR, "this publication was retracted", notice.span)
    elif RETRACTED_TYPE in document.publication_types:
        message = "the record lists this publication as retracted"
        yield _issue(document, IssueKind.RETRACTED, Severity.ERROR, message, _place_of(document, RETRACTED_TYPE))
    elif related:
        message = f"the record names the retraction of this publication: {related.reference}"
        yield _issue(document, IssueKind.RETRACTED, Severity.ERROR, message, _place_of(document, related.reference))
    pmid = document.identifiers.get("pmid", "")
    for trial in trials:
        if pmid in trial.retracted_pmids:
            message = f"{trial.acronym}: {trial.status}"
            yield _issue(document, IssueKind.RETRACTED, Severity.ERROR, message, _place_of(document, pmid))


def _related(document: Document) -> Iterator[Issue]:
    """Yields a warning for a doubt that its journal has published, a note for a version that replaces it."""
    for relation in document.relations:
        place = _place_of(document, relation.reference)
        if relation.kind in DOUBTED_BY:
            message = f"its journal has published an expression of concern: {relation.reference}"
            yield _issue(document, IssueKind.RETRACTED, Severity.WARNING, message, place)
        elif relation.kind in REPLACED_BY:
            message = f"a later version was published: {relation.reference}"
            yield _issue(document, IssueKind.SUPERSEDED, Severity.NOTE, message, place)


def _archived(document: Document) -> Iterator[Issue]:
    for notice in document.notices:
        if notice.kind is NoticeKind.ARCHIVED:
            message = "the document says that it is archived: it is no longer kept up"
            yield _issue(document, IssueKind.OUTDATED, Severity.NOTE, message, notice.span)


def _place_of(document: Document, words: str) -> Span:
    """Returns where a fact of the record is printed; the first line where the text does not print it."""
    printed = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", document.text, re.IGNORECASE)
    if printed:
        return document.span(*printed.span())
    line = re.search(r"\S[^\n]*", document.text)
    return document.span(*(line.span() if line else (0, 1)))


def _issue(document: Document, kind: IssueKind, severity: Severity, message: str, span: Span) -> Issue:
    figures = [Figure("notice", span.quote, document.id, span)]
    return object_to(document, severity, CHECK, message, figures, kind=kind)
