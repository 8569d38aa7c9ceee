"""Figures of a slide, one to a line: 'drug (n = 40) mPFS: 8.5 mo', the same of another arm, 'Hazard ratio: 0.46'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from herald.core.documents import BlockRole, Document
from herald.extraction.phrases import Endings
from herald.extraction.tables import LINE, RATIO, Range, Table
from herald.extraction.topics import Topic

_VALUE = Endings(
    r"\s?[:=]?\s(?P<value>(?:\d+(?:[.·]\d+)?(?:\s?%|\s?(?:months?|mo|years?)\b)|not\sreached|N[RE]\b)(?:\s?[(\[][^()\[\]\n]*[)\]])?)\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"[\s:,|–-]*(?:\bm(?:edian)?\s?)?$")
_RATIO_LINE = re.compile(r"\s*(?P<label>[^\d\n:=]{2,40}?)\s?[:=]?\s(?P<cell>\d*[.·]\d+.*?)\s*$")
_OF_RATIO = re.compile(r"\s*(?:9\d\s?%\s?)?(?:CI\b|confidence\sinterval).*", re.IGNORECASE)
_P_LINE = re.compile(r"\s*(?P<label>P(?:[\s-]?value)?)\s?[:=]?\s?(?P<cell>[<>=≤]?\s?0?[.·]\d+)\s*$", re.IGNORECASE)
_PASSED_OVER = re.compile(r"\s*(?:[Δ∆]|difference\b).*", re.IGNORECASE)
MOST_LINES_BEHIND = 5
"""Lines behind the two values of an endpoint: their difference, a ratio, its interval, a P value."""


class Slides:
    """Finds what the lines of a slide set side by side, each endpoint as a table of one row.

    Args:
        topics_of: Returns the topics that a line names.
    """

    def __init__(self, document: Document, topics_of: Callable[[int, int], Sequence[Topic]]) -> None:
        self.document = document
        self.text = document.text
        self.topics_of = topics_of

    def find(self) -> Iterator[Table]:
        lines = [line for line in self._lines() if self.text[slice(*line)].strip()]
        values = [self._value(line) for line in lines]
        at = 0
        while at + 1 < len(lines):
            first, second = values[at], values[at + 1]
            if first and second and first[1].endpoint == second[1].endpoint:
                behind = lines[at + 2 : at + 2 + MOST_LINES_BEHIND]
                yield self._table(first, second, behind)
                at += 1
            at += 1

    def _lines(self) -> Iterator[Range]:
        for block in self.document.content_blocks():
            if block.role is not BlockRole.TABLE_ROW:
                yield from (match.span() for match in LINE.finditer(self.text, block.start, block.end))

    def _value(self, line: Range) -> tuple[Range, Topic, Range] | None:
        """Returns the arm, the endpoint and the value of a line that gives just these."""
        value = _VALUE.search(self.text, *line)
        topics = [topic for topic in self.topics_of(*line) if topic.endpoint] if value else []
        if value is None or len(topics) != 1 or topics[0].end != value.start():
            return None
        ahead = _AHEAD.search(self.text, line[0], topics[0].start)
        arm = line[0], ahead.start() if ahead else topics[0].start
        return (arm, topics[0], value.span("value")) if self.text[slice(*arm)].strip() else None

    def _table(
        self, first: tuple[Range, Topic, Range], second: tuple[Range, Topic, Range], behind: Sequence[Range]
    ) -> Table:
        (one, topic, a), (two, _, b) = first, second
        ratio, p = self._ratio(behind), self._p(behind)
        end = max([b[1], *(column[1][1] for column in (ratio, p) if column)])
        none = (end, end), (end, end)
        columns = [ratio or none, p or none]
        head = ((one[0], one[0]), one, two, *(label for label, _ in columns))
        return Table((head, ((topic.start, topic.end), a, b, *(cell for _, cell in columns))))

    def _ratio(self, lines: Sequence[Range]) -> tuple[Range, Range] | None:
        """Returns the label and the cell of the ratio that the lines give, with its interval on the line behind it."""
        for at, line in enumerate(lines):
            found = _RATIO_LINE.fullmatch(self.text, *line)
            if found and RATIO.search(found["label"]):
                is_told = at + 1 < len(lines) and _OF_RATIO.fullmatch(self.text, *lines[at + 1])
                return found.span("label"), (found.start("cell"), lines[at + 1][1] if is_told else found.end("cell"))
            if not _PASSED_OVER.fullmatch(self.text, *line):
                return None
        return None

    def _p(self, lines: Sequence[Range]) -> tuple[Range, Range] | None:
        """Returns the label and the cell of the P value among the lines up to the next value."""
        for line in lines:
            found = _P_LINE.fullmatch(self.text, *line)
            if found:
                return found.span("label"), found.span("cell")
            if self._value(line):
                return None
        return None
