"""Lines of a PDF to paragraphs: which lines go on, and which hyphens only broke a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from herald.documents.pdf_boxes import Line

WIDEST_LEADING = 1.9
"""Lines of one paragraph stand at most so many line heights apart."""

INDENT = 6.0
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
    left, right = min(line.left for line, _ in rows), max(line.right for line, _ in rows)
    group, was_row = [rows[0][0]], rows[0][1]
    for (before, _), (line, is_row) in pairwise(rows):
        if is_row or was_row or _begins(before, line, left, right):
            yield group, was_row
            group = []
        group.append(line)
        was_row = is_row
    yield group, was_row


def _begins(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line begins a paragraph: further down, of another size, indented, or behind a short last line."""
    height = max(before.height, line.height)
    is_indented = line.left - left > INDENT and before.left - left < INDENT
    is_after_end = before.words[-1:] in ".!?:" and right - before.right > (right - left) / 4
    return (
        before.middle - line.middle > WIDEST_LEADING * height
        or before.middle - line.middle < 0
        or abs(before.height - line.height) > 0.25 * height
        or is_indented
        or is_after_end
    )
