from __future__ import annotations

import pytest

from herald.core.errors import SpanMismatch
from herald.core.spans import Span

TEXT = "median PFS 18.89 v 15.80 months"


def test_a_span_quotes_its_text() -> None:
    assert Span.of(TEXT, 11, 16).quote == "18.89"


@pytest.mark.parametrize(("start", "end", "quote"), [(5, 5, ""), (5, 3, "ab"), (-1, 2, "abc"), (0, 3, "ab")])
def test_an_impossible_span_cannot_be_built(start: int, end: int, quote: str) -> None:
    with pytest.raises(SpanMismatch):
        Span(start, end, quote)


def test_a_span_past_the_end_of_the_text_cannot_be_built() -> None:
    with pytest.raises(SpanMismatch):
        Span.of(TEXT, 28, 99)


def test_a_span_of_another_text_is_found_out() -> None:
    span = Span.of(TEXT, 11, 16)
    span.verify(TEXT)
    with pytest.raises(SpanMismatch):
        span.verify(TEXT.replace("18.89", "17.89"))


def test_containing_and_overlapping_are_half_open() -> None:
    whole, left, right = Span.of(TEXT, 0, 10), Span.of(TEXT, 0, 6), Span.of(TEXT, 6, 12)
    assert whole.contains(left)
    assert not whole.contains(right)
    assert whole.overlaps(right)
    assert not left.overlaps(right)
