"""The sentences of a document with their numbers, as the checks read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.core.documents import Document
from herald.core.spans import Span
from herald.extraction.figures import find_measurements
from herald.extraction.measurements import Measurement
from herald.extraction.numbers import Number, find_numbers
from herald.extraction.sentences import find_sentences

_GOES_ON = re.compile(r"[.,·]\s?\d|\s[.·]\s?\d|·")
_WENT_BEFORE = re.compile(r"\d\s?[.·]\s$|\d\s[.·]$|\d\s?[±]\s?$")


@dataclass(frozen=True)
class Passage:
    """`text[start:end]` of a document, one sentence."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(find_numbers(self.text, self.start, self.end))

    @cached_property
    def measurements(self) -> tuple[Measurement, ...]:
        return tuple(find_measurements(self.text, self.start, self.end))

    def gap(self, at: int) -> str:
        """Returns the text between number `at` and the one behind it."""
        behind = self.numbers[at + 1].outer_start if at + 1 < len(self.numbers) else self.end
        return self.text[self.numbers[at].outer_end : behind]

    def before(self, number: Number, length: int = 60) -> str:
        return self.text[max(self.start, number.outer_start - length) : number.outer_start]

    def is_whole_print(self, number: Number) -> bool:
        """Whether the print was read to its end: not so where a space was torn into it, as in '0. 92'."""
        goes_on = _GOES_ON.match(self.text, number.end)
        return not goes_on and not _WENT_BEFORE.search(self.text, max(self.start, number.start - 4), number.start)

    def figure(self, name: str, number: Number) -> Figure:
        span = self.document.span(number.start, number.end)
        return Figure(name, span.quote, self.document.id, span)

    def words(self, name: str, start: int, end: int) -> Figure:
        span = self.document.span(start, end)
        return Figure(name, span.quote, self.document.id, span)


def find_passages(document: Document) -> Iterator[Passage]:
    """Yields the sentences of a document from which figures may come."""
    for sentence in find_sentences(document):
        if not sentence.is_fragment:
            yield Passage(document, sentence.start, sentence.end)


def span_over(document: Document, figures: Sequence[Figure]) -> Span:
    """Returns the span from the first to the last figure that stands in the document."""
    spans = [figure.span for figure in figures if figure.span is not None and figure.document == document.id]
    return document.span(min(span.start for span in spans), max(span.end for span in spans))


def object_to(  # noqa: PLR0913 - an objection is its severity, check, words, figures and their weight
    document: Document,
    severity: Severity,
    check: str,
    message: str,
    figures: Sequence[Figure],
    *,
    recomputed: str | None = None,
    confidence: float = 1.0,
    kind: IssueKind = IssueKind.ARITHMETIC,
) -> Issue:
    """Returns an issue over figures of one document."""
    span = span_over(document, figures)
    return Issue(document.id, kind, severity, check, message, span, tuple(figures), recomputed, round(confidence, 2))
