"""Strong words against the strength of the results that a document gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.core.documents import Document
from herald.core.findings import Extraction, Finding
from herald.core.spans import Span

CHECK = "strong words"

_STRONG = re.compile(
    r"\b(?:ground-?\s?breaking|breakthroughs?(?!\s(?:therapy\s)?designation)|paradigm[-\s](?:shift\w*|chang\w+)|game[-\s]chang\w+"
    r"|revolution(?:ary|i[sz]\w+)|miracle|practice[-\s]chang\w+|unprecedented|cure[sd]?\b(?=\s(?:for\s)?(?:HER2|breast)))",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not?|nor|never|hardly|far\sfrom)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def check_strong_words(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for each strong word, an issue where no result of the document compares two arms; else None.

    Why: Without a comparison the document gives no ground for saying that anything is better than before. A document
    without results gives nothing to weigh, so nothing is said of it.
    """
    if not extraction.findings:
        return
    words = list(_strong_words(document))
    is_compared = any(map(_is_comparison, extraction.findings))
    for span in words:
        yield None if is_compared else _overclaimed(document, span, extraction.findings[0])


def _strong_words(document: Document) -> Iterator[Span]:
    for block in document.content_blocks():
        for match in _STRONG.finditer(document.text, block.start, block.end):
            if not _DENIED.search(document.text, max(block.start, match.start() - 40), match.start()):
                yield document.span(*match.span())


def _is_comparison(finding: Finding) -> bool:
    return finding.effect is not None or finding.comparator_value is not None or finding.comparator is not None


def _overclaimed(document: Document, span: Span, finding: Finding) -> Issue:
    place = finding.evidence[0]
    result = next(iter(place.spans.values()), place.span)
    lacks = "no comparison" + ("" if finding.ci_low else " and no interval")
    message = f"\u201c{span.quote}\u201d rests on {finding.endpoint} {result.quote} with {lacks}"
    figures = [Figure("words", span.quote, document.id, span), Figure("result", result.quote, document.id, result)]
    return Issue(
        document.id, IssueKind.OVERCLAIMED, Severity.WARNING, CHECK, message, span, tuple(figures), confidence=0.8
    )
