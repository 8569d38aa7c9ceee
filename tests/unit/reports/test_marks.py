from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from herald.reports.marks import Mark, MarkKind, segments

TEXT = "abcdefghij"


def finding(start: int, end: int, label: str) -> Mark:
    return Mark(start, end, MarkKind.FINDING, label, f"place-{label}", f"finding-{label}")


def test_overlapping_marks_are_cut_at_every_edge() -> None:
    cut = segments(TEXT, 0, 10, [finding(1, 6, "1"), finding(4, 8, "2")])
    assert [segment.text for segment in cut] == ["a", "bcd", "ef", "gh", "ij"]
    assert [[mark.label for mark in segment.opens] for segment in cut] == [[], ["1"], ["2"], [], []]


def test_a_rejected_figure_inside_a_finding_is_both() -> None:
    cut = segments(TEXT, 0, 10, [finding(0, 10, "1"), Mark(3, 5, MarkKind.REJECTED, "R1")])
    assert cut[1].kinds == {MarkKind.FINDING, MarkKind.REJECTED}


def test_a_mark_that_reaches_beyond_the_block_counts_where_it_overlaps() -> None:
    cut = segments(TEXT, 4, 6, [finding(0, 10, "1")])
    assert [(segment.text, segment.opens, set(segment.kinds)) for segment in cut] == [("ef", (), {MarkKind.FINDING})]


def test_marks_that_begin_together_open_together() -> None:
    assert [mark.label for mark in segments(TEXT, 0, 10, [finding(2, 4, "1"), finding(2, 9, "2")])[1].opens] == [
        "1",
        "2",
    ]


ranges = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.text(min_size=1, max_size=60), st.lists(ranges, max_size=12), st.data())
def test_segments_join_to_the_text_and_each_visible_mark_opens_once(text, places, data) -> None:  # type: ignore[no-untyped-def]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    marks = [finding(left, right, str(number)) for number, (left, right) in enumerate(places)]
    cut = segments(text, start, end, marks)
    assert "".join(segment.text for segment in cut) == text[start:end]
    opened = [mark.label for segment in cut for mark in segment.opens]
    assert sorted(opened) == sorted(mark.label for mark in marks if start <= mark.start < end)
