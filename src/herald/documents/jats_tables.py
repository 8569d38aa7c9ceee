"""Tables in XML to rows of text."""

from __future__ import annotations

from xml.etree.ElementTree import Element  # the type only

from herald.documents.merged_cells import Cell, is_indented, lay_out, span_of
from herald.documents.xml_tree import name_of, words_of


def table_rows(table: Element) -> list[tuple[int, str]]:
    """Returns the rows as "cell | cell | …", each with its number in the table; those of the head are one."""
    head = [row for part in table if name_of(part) == "thead" for row in part if name_of(row) == "tr"]
    body = [row for row in table.iter() if name_of(row) == "tr" and row not in head]
    return lay_out([_cells(row) for row in (*head, *body)], len(head))


def _cells(row: Element) -> list[Cell]:
    cells = (each for each in row if name_of(each) in ("td", "th"))
    return [
        Cell(
            words_of(cell),
            span_of(cell.get("colspan")),
            span_of(cell.get("rowspan")),
            is_indented("".join(cell.itertext())),
        )
        for cell in cells
    ]
