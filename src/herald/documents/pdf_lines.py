"""Characters of a page to its lines: words with their box, raised and lowered marks in their places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby

from herald.documents.pdf_boxes import Line
from herald.documents.pdf_glyphs import Glyph
from herald.documents.superscripts import join_subscript, join_superscript

WIDEST_SPACE = 0.9
"""Characters further apart than so many ems stand in two lines: two cells, or two columns."""

SMALL_PRINT = 0.86
"""Raised and lowered marks are at most this large beside the print of their line."""

LEAST_SHIFT, MOST_SHIFT = 0.08, 0.7
"""How far, in ems, the base of a raised or lowered mark stands from that of its line."""

LONGEST_MARK = 12
BOLD_SHARE = 0.8
DEPTH = 0.22
"""The part of an em below the base line."""

_JOINS = {1: join_superscript, -1: join_subscript}
_HYPHENATION = re.compile("[\x02\ufffe\u00ad](?!$)")


def find_stretches(glyphs: Iterable[Glyph]) -> list[Stretch]:
    """Returns the characters that stand side by side, in the order in which the file prints them."""
    return [Stretch(each) for each in _stretches(glyphs) if any(glyph.size > 0 for glyph in each)]


def lines_of(stretches: list[Stretch], page: int) -> list[Line]:
    """Returns the lines of a page: its stretches, those that are only marks of another in their places in it."""
    return [stretch.line(page) for stretch in _with_marks(stretches)]


def _stretches(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yields characters that follow each other on one line without a gap."""
    stretch: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.char == "\n" or (last and glyph.size and _breaks(last, glyph)):
            yield stretch
            stretch, last = [], None
        if glyph.char != "\n":
            stretch.append(glyph)
        last = glyph if glyph.size else last
    yield stretch


def _breaks(last: Glyph, glyph: Glyph) -> bool:
    size, gap = max(last.size, glyph.size), glyph.start - last.end
    is_far = not -size < gap < WIDEST_SPACE * size
    return is_far or abs(glyph.base - last.base) > MOST_SHIFT * size or glyph.is_turned != last.is_turned


class Stretch:
    """Characters of one line."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        printed = [glyph for glyph in glyphs if glyph.size]
        self._glyphs = glyphs
        self.size = max(glyph.size for glyph in printed)
        self.base = next(glyph.base for glyph in printed if glyph.size > SMALL_PRINT * self.size)
        self.start, self.end = min(glyph.start for glyph in printed), max(glyph.end for glyph in printed)
        self.is_turned = printed[0].is_turned
        self._is_bold = sum(glyph.is_bold for glyph in printed) >= BOLD_SHARE * len(printed)

    def carries(self, other: Stretch) -> bool:
        """Whether another stretch is a mark raised or lowered in this one, or just before or behind it."""
        reach = 0.5 * self.size
        is_beside = self.start - reach < other.end and other.start < self.end + reach
        is_beside = is_beside and other.is_turned == self.is_turned
        return is_beside and len(other._glyphs) <= LONGEST_MARK and self._shift(other.size, other.base) != 0

    def with_mark(self, mark: Stretch) -> Stretch:
        """Returns both as one: the mark stands behind the last character that begins before it."""
        places = (place for place, glyph in enumerate(self._glyphs, 1) if glyph.size and glyph.start < mark.start)
        place = max(places, default=0)
        return Stretch([*self._glyphs[:place], *mark._glyphs, *self._glyphs[place:]])

    def line(self, page: int) -> Line:
        lefts, bottoms, rights, tops = zip(*(glyph.box for glyph in self._glyphs if glyph.size), strict=True)
        bottom, top = min(bottoms), max(tops)
        if not self.is_turned:
            bottom, top = self.base - DEPTH * self.size, self.base + (1 - DEPTH) * self.size
        return Line(page, min(lefts), bottom, max(rights), top, self._words(), self.is_turned, self._is_bold)

    def _words(self) -> str:
        """Returns the words, marks as `superscripts` puts them on a line; a mark of hyphenation only at the end."""
        line = ""
        for shift, group in groupby(self._with_shifts(), key=lambda pair: pair[0]):
            words = "".join(char for _, char in group)
            line = line.rstrip() if shift > 0 else line
            join = _JOINS.get(shift) if line else None
            line += join(line, words) if join else words + " " * (shift != 0)
        return _HYPHENATION.sub("", " ".join(line.split()))

    def _with_shifts(self) -> Iterator[tuple[int, str]]:
        """Yields each character with its shift: 1 raised, -1 lowered, 0 on the line or blank."""
        for glyph in self._glyphs:
            yield (self._shift(glyph.size, glyph.base) if glyph.size else 0), glyph.char

    def _shift(self, size: float, base: float) -> int:
        shift = (base - self.base) / self.size
        is_mark = size <= SMALL_PRINT * self.size and LEAST_SHIFT < abs(shift) <= MOST_SHIFT
        return (1 if shift > 0 else -1) if is_mark else 0


def _with_marks(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Yields the stretches, those that are only marks of another in their places in it."""
    reach = MOST_SHIFT * max((stretch.size for stretch in stretches), default=0)
    by_base = sorted(range(len(stretches)), key=lambda number: stretches[number].base)
    bases = [stretches[number].base for number in by_base]
    marks: dict[int, list[int]] = defaultdict(list)
    for place, stretch in enumerate(stretches):
        near = by_base[bisect_left(bases, stretch.base - reach) : bisect_right(bases, stretch.base + reach)]
        carriers = [number for number in near if stretches[number].carries(stretch)]
        marks[min(carriers, default=-1)].append(place)
    for place in marks[-1]:
        yield _assemble(place, stretches, marks)


def _assemble(place: int, stretches: list[Stretch], marks: dict[int, list[int]]) -> Stretch:
    own = (_assemble(mark, stretches, marks) for mark in marks.get(place, ()))
    return reduce(Stretch.with_mark, own, stretches[place])
