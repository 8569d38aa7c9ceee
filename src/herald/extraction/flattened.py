"""Tables whose cells nothing parts any more: 'Median PFS 9.6 months 6.4 months 0.65 (0.55–0.77) <0.001'.

A line is a row where it ends in cells and nothing else; its head is the line above that names the arms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from herald.core.documents import BlockRole, Document
from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.patterns import Pattern
from herald.extraction.tables import LINE, RATIO, Range, Table
from herald.extraction.topics import Topic

_FIGURE = r"(?:[<>≤≥=]\s?)?(?:[-−–]\s?)?(?:\d+(?:[.·]\d+)?|[.·]\d+)"
_BRACKET = r"\s?[(\[](?:95%\sCI[,:]?\s)?(?:[\d.·,;%\s–−-]|\bto\b|\bN[EAR]{1,2}\b)+[)\]]"
_PAIR = rf"\s{_FIGURE}(?:,\s?|[–-]|\sto\s)(?:\d[\d.·]*|N[EAR]{{1,2}}\b)"
_VALUE = rf"(?:{_FIGURE}(?:\s?%|\s?(?:months?|mo|years?|weeks?)\b)?|[Nn]ot\sreached|N[EAR]{{1,2}}\b)"
_CELL = rf"(?>(?:P\s?(?=[=<]))?{_VALUE}(?:{_BRACKET})?(?:{_PAIR})?|[–—-])"
"""Atomic, so that a line is read in one way only and a long one in no more time than a short one."""
_CELLS = Pattern(_CELL)
_ROW = Pattern(rf"(?P<label>(?=[^\n]*?[A-Za-z])[^\n|\t]{{2,90}}?)\s(?P<cells>{_CELL}(?:\s{_CELL})*)\s*")
_P_HEAD = Pattern(r"\bP(?:[\s-]?values?)?(?![\w-])", re.IGNORECASE)
_N_HEAD = Pattern(r"(?<![\w(])(?:[nN]|No\.|Patients)(?![\w(])(?!\s?[=(])")
_AHEAD = Pattern(r"\b(?:(?:median|mean|\d+[\s-](?:years?|months?|mo|yr))[\s,]+)+$", re.IGNORECASE)
_PROSE = Pattern(r"[.!?;]\s*$")
_P_CELL = Pattern(r"P?\s?[<>≤≥=]?\s?(?:0?[.·]\d+|1[.·]0+)")
LONGEST_ROW = 240
MOST_LINES_OF_A_HEAD = 3
"""Lines between the arms of a table and its first row: units, and a line for the trial."""


@record(frozen=True, slots=True)
class _Row:
    """A line that ends in cells."""

    line: Range
    label: Range
    cells: tuple[Range, ...]


class Flattened:
    """Finds the tables of a document that lost their bars.

    Args:
        arms_of: Returns the arms that a line names.
        topics_of: Returns the topics that a line names.
    """

    def __init__(
        self,
        document: Document,
        arms_of: Callable[[int, int], Sequence[ArmMention]],
        topics_of: Callable[[int, int], Sequence[Topic]],
    ) -> None:
        self.document = document
        self.text = document.text
        self.arms_of = arms_of
        self.topics_of = topics_of

    def find(self) -> Iterator[Table]:
        """Yields the tables, each with a head that names two arms or more, or an endpoint for each column."""
        heads: list[Range] = []
        rows: list[_Row] = []
        for line in [*_lines(self.document), None]:
            row = _row(self.text, line, is_first=not rows) if line else None
            if row:
                rows.append(row)
                continue
            if rows:
                table = self._of_endpoints(heads, rows) or self._of_arms(heads, rows)
                yield from [table] if table else []
                rows = []
            heads = [*heads, line] if line else []

    def _of_endpoints(self, heads: Sequence[Range], rows: Sequence[_Row]) -> Table | None:
        """Returns rows that are endpoints as a table, where one of the lines right above them names arms."""
        near = range(len(heads) - 1, max(-1, len(heads) - 1 - MOST_LINES_OF_A_HEAD), -1)
        named = (at for at in near if not _PROSE.search(self.text, *heads[at]) and len(self._arms(heads[at])) > 1)
        at = next(named, None)
        if at is None:
            return None
        arms = self._arms(heads[at])
        ratio, p = (_last(pattern, self.text, heads) for pattern in (RATIO, _P_HEAD))
        end = heads[at][1]
        edges = [*(arm.start for arm in arms[1:]), _end_of_arms(arms[-1].end, end, ratio, p)]
        cells = [(arm.start, edge) for arm, edge in zip(arms, edges, strict=True)]
        head = ((heads[at][0], arms[0].start), *cells, ratio or (end, end), p or (end, end))
        body = [
            _in_columns(self.text, row, len(arms), has_ratio=ratio is not None, has_p=p is not None) for row in rows
        ]
        units = heads[at + 1] if at + 1 < len(heads) else None
        return Table((head, *body), heads[at - 1] if at else None, units)

    def _arms(self, line: Range) -> Sequence[ArmMention]:
        """Returns the arms that have columns: those before 'HR relative to A', where two or more are."""
        arms = self.arms_of(*line)
        ratio = RATIO.search(self.text, *line)
        before = [arm for arm in arms if ratio and arm.end <= ratio.start()]
        return before if len(before) > 1 else arms

    def _of_arms(self, heads: Sequence[Range], rows: Sequence[_Row]) -> Table | None:
        """Returns rows that are arms as a table, where the line above them names as many columns as they have."""
        if not heads or len(rows) < 2 or not all(self.arms_of(*row.label) for row in rows):
            return None
        columns = self._columns(heads[-1])
        even = [row for row in rows if len(row.cells) == len(columns)]
        if len(even) < 2 or not columns:
            return None
        edges = [*columns[1:], heads[-1][1]]
        head = ((heads[-1][0], columns[0]), *zip(columns, edges, strict=True))
        heading = heads[-2] if len(heads) > 1 else None
        return Table((head, *((row.label, *row.cells) for row in even)), heading)

    def _columns(self, line: Range) -> list[int]:
        """Returns where the columns begin that a line names: endpoints, numbers of patients, a ratio, a P value."""
        named = (topic.start for topic in self.topics_of(*line) if topic.endpoint)
        endpoints = [self._begin(line[0], start) for start in named]
        others = (pattern.finditer(self.text, *line) for pattern in (RATIO, _P_HEAD, _N_HEAD))
        return sorted([*endpoints, *(match.start() for found in others for match in found)])

    def _begin(self, line: int, endpoint: int) -> int:
        """Returns where the name of a column begins, with the time before its endpoint: '3-year EFS'."""
        ahead = _AHEAD.search(self.text, line, endpoint)
        return ahead.start() if ahead else endpoint


def _lines(document: Document) -> Iterator[Range]:
    for block in document.content_blocks():
        if block.role is not BlockRole.TABLE_ROW:
            yield from (match.span() for match in LINE.finditer(document.text, block.start, block.end))


def _row(text: str, line: Range, *, is_first: bool) -> _Row | None:
    """Returns a line as a row; a lone cell makes one only below another row, as its ratio or its P value."""
    is_prose = text[line[1] - 1] in ".!?;:,"
    is_short = not is_prose and line[1] - line[0] <= LONGEST_ROW and "  " not in text[slice(*line)]
    match = _ROW.fullmatch(text, *line) if is_short else None
    if match is None or ". " in match["label"]:
        return None
    cells = tuple(cell.span() for cell in _CELLS.finditer(text, *match.span("cells")))
    is_of_row = not is_first and bool(RATIO.search(match["label"]) or _P_HEAD.fullmatch(match["label"]))
    return _Row(line, match.span("label"), cells) if len(cells) > 1 or is_of_row else None


def _last(pattern: re.Pattern[str], text: str, heads: Sequence[Range]) -> Range | None:
    """Returns the last place in the lines above the rows where a column is named."""
    found = [match.span() for line in heads for match in pattern.finditer(text, *line)]
    return found[-1] if found else None


def _end_of_arms(start: int, end: int, *others: Range | None) -> int:
    """Returns where the last arm's column ends: before another column that its line names, else with the line."""
    return min((other[0] for other in others if other and start <= other[0] < end), default=end)


def _in_columns(text: str, row: _Row, arms: int, *, has_ratio: bool, has_p: bool) -> tuple[Range, ...]:
    """Returns the cells of a row: label, arms, ratio, P value; what it lacks is empty."""
    end = row.line[1]
    given, rest = list(row.cells[:arms]), list(row.cells[arms:])
    p = rest.pop() if has_p and rest and _P_CELL.fullmatch(text, *rest[-1]) else (end, end)
    ratio = rest[0] if has_ratio and rest and any(map(str.isdigit, text[slice(*rest[0])])) else (p[0], p[0])
    return (row.label, *given, *[(end, end)] * (arms - len(given)), ratio, p)
