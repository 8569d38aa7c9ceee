"""Half-open ranges of a text that carry their quote, so that a span which lies cannot be built."""

from __future__ import annotations

from dataclasses import dataclass

from herald.core.errors import SpanMismatch


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`, with what stands there.

    Offsets count Unicode code points of a document's canonical text. Build one with `Span.of`, which reads the quote
    from the text; never by searching for a string.

    Raises:
        SpanMismatch: The range is empty or reversed, or its length differs from the quote's.
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise SpanMismatch(f"no such span: [{self.start}, {self.end}) with a quote of {len(self.quote)} characters")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Returns the span of `text` from `start` up to, not including, `end`.

        >>> Span.of("HR 0.65", 3, 7)
        Span(start=3, end=7, quote='0.65')
        """
        return cls(start, end, text[start:end])

    def verify(self, text: str) -> None:
        """Raises SpanMismatch unless `text` says here what the span quotes."""
        if text[self.start : self.end] != self.quote:
            raise SpanMismatch(f"the text at [{self.start}, {self.end}) is not what the span quotes")

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end
