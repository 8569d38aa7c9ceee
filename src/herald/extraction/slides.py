"""Figures of a slide, one to a line: 'drug (n = 40) mPFS: 8.5 mo', the same of another arm, 'Hazard ratio: 0.46'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from herald.core.documents import BlockRole, Document
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.tables import LINE, RATIO, Range, Table
from herald.extraction.topics import Topic

_VALUE = Endings(
    r"\s?[:=]?\s(?P<value>(?:\d+(?:[.·]\d+)?(?:\s?%|\s?(?:months?|mo|years?)\b)|not\sreached|N[RE]\b)(?:\s?[(\[][^()\[\]\n]*[)\]])?)\s*$",
    re.IGNORECASE,
)
_AHEAD = Pattern(r"[\s:,|–-]*(?:\bm(?:edian)?\s?)?$")
_RATIO_LINE = Pattern(r"\s*(?P<label>[^\d\n:=]{2,40}?)\s?[:=]?\s(?P<cell>\d*[.·]\d+.*?)\s*$")
_OF_RATIO = Pattern(r"\s*(?:9\d\s?%\s?)?(?:CI\b|confidence\sinterval).*", re.IGNORECASE)
_P_LINE = Pattern(r"\s*(?P<label>P(?:[\s-]?value)?)\s?[:=]?\s?(?P<cell>[<>=≤]?\s?0?[.·]\d+)\s*$", re.IGNORECASE)
LONGEST_NAME = 40
"""Characters of a line that is the name of an arm."""
MOST_LINES_BETWEEN = 8
"""Lines between the two values of an endpoint, or between them and their ratio: numbers of an axis, a difference."""

Point = tuple[int, Range, Topic, Range]
"""The place of a line, the arm that it or the line above it names, its endpoint, its value."""


class Slides:
    """Finds what the lines of a slide set side by side, each endpoint as a table of one row.

    Of three arms nothing tells which are compared; their lines are read as sentences.

    Args:
        topics_of: Returns the topics that a line names.
    """

    def __init__(self, document: Document, topics_of: Callable[[int, int], Sequence[Topic]]) -> None:
        self.document = document
        self.text = document.text
        self.topics_of = topics_of

    def find(self) -> Iterator[Table]:
        lines = [line for line in self._lines() if self.text[slice(*line)].strip()]
        points = [point for at in range(len(lines)) if (point := self._point(lines, at))]
        pairs = [(run[0], run[1]) for run in self._runs(points) if len(run) == 2]
        ratios = self._ratios(lines, pairs) if pairs else {}
        for at, pair in enumerate(pairs):
            yield self._table(*pair, ratios.get(at), self._p(lines[pair[1][0] + 1 : pair[1][0] + MOST_LINES_BETWEEN]))

    def _lines(self) -> Iterator[Range]:
        for block in self.document.content_blocks():
            if block.role is not BlockRole.TABLE_ROW:
                yield from (match.span() for match in LINE.finditer(self.text, block.start, block.end))

    def _point(self, lines: Sequence[Range], at: int) -> Point | None:
        """Returns the arm, the endpoint and the value of a line that gives just these, the arm maybe a line above."""
        line = lines[at]
        value = _VALUE.search(self.text, *line)
        topics = [topic for topic in self.topics_of(*line) if topic.endpoint] if value else []
        if value is None or len(topics) != 1 or topics[0].end != value.start():
            return None
        ahead = _AHEAD.search(self.text, line[0], topics[0].start)
        arm = line[0], ahead.start() if ahead else topics[0].start
        if not self.text[slice(*arm)].strip() and at and lines[at - 1][1] - lines[at - 1][0] <= LONGEST_NAME:
            arm = lines[at - 1]
        return (at, arm, topics[0], value.span("value")) if self.text[slice(*arm)].strip() else None

    def _runs(self, points: Sequence[Point]) -> list[list[Point]]:
        """Returns the values of an endpoint that stand together; an arm that comes again begins another slide."""
        runs: list[list[Point]] = []
        for point in points:
            last = runs[-1] if runs else []
            is_near = bool(last) and point[0] - last[-1][0] <= MOST_LINES_BETWEEN
            is_same = is_near and point[2].endpoint == last[0][2].endpoint
            if is_same and self._name(point) not in map(self._name, last):
                last.append(point)
            else:
                runs.append([point])
        return runs

    def _name(self, point: Point) -> str:
        """Returns the name of an arm without its size, as names are compared."""
        return self.text[slice(*point[1])].split("(")[0].strip().casefold()

    def _ratios(self, lines: Sequence[Range], pairs: Sequence[tuple[Point, Point]]) -> dict[int, tuple[Range, Range]]:
        """Returns the ratio of each pair: one between its values, else the nearest that is no other pair's."""
        found = [(at, ratio) for at in range(len(lines)) if (ratio := self._ratio(lines, at))]
        steps = sorted(
            (max(0, pairs[place][0][0] - at, at - pairs[place][1][0]), place, at, ratio)
            for at, ratio in found
            for place in _near(pairs, at)
        )
        given: dict[int, tuple[Range, Range]] = {}
        used: set[int] = set()
        for _, place, at, ratio in steps:
            if place not in given and at not in used:
                given[place] = ratio
                used.add(at)
        return given

    def _table(
        self, first: Point, second: Point, ratio: tuple[Range, Range] | None, p: tuple[Range, Range] | None
    ) -> Table:
        (_, one, topic, a), (_, two, _, b) = first, second
        places = [one, a, two, b, *(place for column in (ratio, p) if column for place in column)]
        start, end = min(place[0] for place in places), max(place[1] for place in places)
        none = (end, end), (end, end)
        columns = [ratio or none, p or none]
        head = ((start, start), one, two, *(label for label, _ in columns))
        return Table((head, ((topic.start, topic.end), a, b, *(cell for _, cell in columns))))

    def _ratio(self, lines: Sequence[Range], at: int) -> tuple[Range, Range] | None:
        """Returns the label and the cell of a line that gives a ratio, with its interval on the line behind it."""
        found = _RATIO_LINE.fullmatch(self.text, *lines[at])
        if found is None or not RATIO.search(found["label"]):
            return None
        is_told = at + 1 < len(lines) and _OF_RATIO.fullmatch(self.text, *lines[at + 1])
        return found.span("label"), (found.start("cell"), lines[at + 1][1] if is_told else found.end("cell"))

    def _p(self, lines: Sequence[Range]) -> tuple[Range, Range] | None:
        """Returns the label and the cell of the P value among the lines up to the next value."""
        for line in lines:
            found = _P_LINE.fullmatch(self.text, *line)
            if found:
                return found.span("label"), found.span("cell")
            if _VALUE.search(self.text, *line):
                return None
        return None


def _near(pairs: Sequence[tuple[Point, Point]], at: int) -> range:
    """Returns the places of the pairs that are near enough to a line to have their ratio there."""
    low = bisect_left(pairs, at - MOST_LINES_BETWEEN, key=lambda pair: pair[1][0])
    return range(low, bisect_right(pairs, at + MOST_LINES_BETWEEN, key=lambda pair: pair[0][0]))
