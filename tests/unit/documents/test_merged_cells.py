"""Merged cells; expected rows are read from the tables by a person."""

from __future__ import annotations

from herald.documents.merged_cells import MOST_PLACES, WIDEST_SPAN, Cell, lay_out


def test_a_cell_over_several_rows_stands_in_each() -> None:
    rows = [[Cell("PFS", rows=2), Cell("18"), Cell("15")], [Cell("HR 0.65", columns=2)]]
    assert lay_out(rows, 0) == [(1, "PFS | 18 | 15"), (2, "PFS | HR 0.65 | ")]


def test_a_short_row_is_as_wide_as_the_head() -> None:
    assert lay_out([[Cell("A"), Cell("B"), Cell("C")], [Cell("x"), Cell("1")]], 1)[-1] == (2, "x | 1 | ")


def test_a_table_that_claims_too_many_places_is_read_without_its_spans() -> None:
    cell = Cell("y", WIDEST_SPAN, WIDEST_SPAN)
    rows = [[cell] * 60 for _ in range(MOST_PLACES // (60 * WIDEST_SPAN * WIDEST_SPAN) + 1)]
    assert {words.count("y") for _, words in lay_out(rows, 0)} == {60}
