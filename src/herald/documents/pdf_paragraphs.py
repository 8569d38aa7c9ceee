"""Lines of a PDF to paragraphs: which lines go on, and which hyphens only broke a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from herald.documents.pdf_boxes import Line

WIDEST_LEADING = 1.9
"""Lines of one paragraph stand at most so many line heights apart."""

WIDEST_STEP = 1.35
"""… and at most so many times the usual leading of their region, where `FEWEST_STEPS` tell what is usual."""

FEWEST_STEPS = 4
SAME_SIZE = 0.08
"""Print is of one size where the ems differ by no more than this part."""

INDENT = 6.0
SHORT_LINE, SHORT_LAST_LINE = 0.1, 0.25
"""A line that leaves so much of its region free stands before a paragraph that is indented, and one that is not."""
_HYPHENS = "-\u00ad\u2010\ufffe\x02"
_BROKEN = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_GOES_ON = re.compile(r"([^\W\d_]+)")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+|[^\W\d_]+")
_SECOND_PARTS = frozenset(
    (
        *("free", "based", "line", "related", "specific", "associated", "positive", "negative", "blind", "label"),
        *("arm", "year", "month", "week", "term", "risk", "directed", "targeted", "center", "centre", "controlled"),
        *("up", "out", "response", "dose", "cell", "site", "treated", "naive", "sided", "adjusted", "old", "mutant"),
    )
)
"""Second parts that keep their hyphen where the document itself does not tell: progression-free, second-line."""


class WordBook:
    """The words of a document as it prints them within lines, which tell how a broken word is written."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts = Counter(word.casefold() for line in lines for word in _COMPOUND.findall(line.words))

    def join(self, before: str, after: str) -> str:
        """Returns two lines as one, without the hyphen that only broke a word.

        >>> WordBook([]).join("a random-", "ised trial")
        'a randomised trial'
        """
        broken, rest = _BROKEN.search(before), _GOES_ON.match(after)
        if broken is None or rest is None:
            glue = "" if before[-1:] in _HYPHENS and after[:1].isalnum() else " "
            return before.rstrip(_HYPHENS[1:]) + glue + after
        first, second = broken[1], rest[1]
        kept = before[:-1] + "-" + after
        return kept if self._keeps_hyphen(first, second) else before[:-1] + after

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        whole, compound = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
        if self._counts[whole] != self._counts[compound]:
            return self._counts[compound] > self._counts[whole]
        return not second[0].islower() or not first[-1].islower() or second.casefold() in _SECOND_PARTS


def find_paragraphs(rows: Sequence[tuple[Line, bool]]) -> Iterator[tuple[list[Line], bool]]:
    """Yields the lines of each paragraph of a region; a row of a table is one of its own."""
    if not rows:
        return
    region = _Region([line for line, _ in rows])
    group, was_row = [rows[0][0]], rows[0][1]
    for (before, _), (line, is_row) in pairwise(rows):
        if is_row or was_row or region.begins(before, line):
            yield group, was_row
            group = []
        group.append(line)
        was_row = is_row
    yield group, was_row


class _Region:
    """The margins and the usual leading of lines that stand below each other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._left, self._right = min(line.left for line in lines), max(line.right for line in lines)
        self._usual = median(line.height for line in lines)
        steps = [before.middle - line.middle for before, line in pairwise(lines) if is_one_print(before, line)]
        self._leading = median(steps) / self._usual if len(steps) >= FEWEST_STEPS else WIDEST_LEADING

    def begins(self, before: Line, line: Line) -> bool:
        """Whether a line begins a paragraph: further down, in other print, indented, or behind a short last line."""
        step = before.middle - line.middle
        widest = max(before.height, line.height) * min(WIDEST_LEADING, WIDEST_STEP * self._leading)
        if not 0 <= step <= widest or not is_one_print(before, line):
            return True
        is_end, free = before.words[-1:] in ".!?:", (self._right - before.right) / (self._right - self._left + 1)
        was_in, is_in = before.left - self._left > INDENT, line.left - self._left > INDENT
        if was_in != is_in:
            return is_end or (is_in and free > SHORT_LINE)
        return is_end and free > SHORT_LAST_LINE


def is_one_print(one: Line, other: Line) -> bool:
    """Whether two lines are printed in one size, and neither or both in bold."""
    is_one_size = abs(one.height - other.height) <= SAME_SIZE * max(one.height, other.height)
    return is_one_size and one.is_bold == other.is_bold
