"""Patterns that are tried only where a match can begin, or end.

Why: A pattern of a hundred turns of phrase is slow to search for, because each of them is tried at every place. An
automaton finds, once for a document and all patterns, the few places where an opening of a match stands; a pattern is
tried there, and nowhere else. The matches are the same. See docs/decisions/0007-extraction.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

from herald.extraction.openings import LONGEST_ENDING, WORD_START, find_endings, find_longest, find_openings
from herald.vocabulary.names import lower

_ODD = re.compile(r"[^\x00-\x08\x0e-\x1b -\x7f]")
"""All among which there can be white space, digits and lone surrogates that openings do not have."""

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
"""Those of ASCII."""

_SAME_LETTERS = {"\u0130": "i", "\u0131": "i", "\u017f": "s"}
"""Letters that a pattern which ignores case takes for another: dotted capital and dotless small i, long s."""


class _Written:
    """A pattern that is compiled when it is first tried: in most texts many never are."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)


class Phrases(_Written):
    """A pattern with the openings of its matches; it is used as a compiled pattern is.

    Fastest on a `Page` of a book that holds it; on any other text all is sought anew.
    """

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """What the matches begin with, folded; none where that cannot be told."""
        return find_openings(self._pattern, self._flags)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yields what `re.Pattern.finditer` yields."""
        end = len(text) if end is None else end
        places = text.places.get(self) if isinstance(text, Page) else None
        if places is None:
            return self.pattern.finditer(text, start, end)
        if not places or places[-1] < start:
            return iter(())
        low = bisect_left(places, start)
        return self._at(places[low : bisect_left(places, end, low)], text, end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Returns what `re.Pattern.search` returns."""
        end = len(text) if end is None else end
        places = text.places.get(self) if isinstance(text, Page) else None
        if places is None:
            return self.pattern.search(text, start, end)
        if not places or places[-1] < start:
            return None
        for at in range(bisect_left(places, start), len(places)):
            if places[at] >= end:
                return None
            if found := self.pattern.match(text, places[at], end):
                return found
        return None

    def _at(self, places: Sequence[int], text: str, end: int) -> Iterator[re.Match[str]]:
        match, done = self.pattern.match, 0
        for place in places:
            if place >= done and (found := match(text, place, end)):
                yield found
                done = found.end()


class Endings(_Written):
    """A pattern that ends in `$`: it is searched only in a text that ends as its matches can.

    Why: what stands before a figure is asked for a hundred turns of phrase, of which most need other last words.
    """

    @cached_property
    def endings(self) -> frozenset[str]:
        """What the matches end with, folded; none where that cannot be told."""
        return frozenset(find_endings(self._pattern, self._flags))

    @cached_property
    def reach(self) -> int | None:
        """How far from the end of a text a match can begin, a line end behind it included; None where that is open."""
        longest = find_longest(self._pattern, self._flags)
        return None if longest is None else longest + 1

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Returns what `re.Pattern.search` returns."""
        end = len(text) if end is None else end
        last = text[max(0, end - LONGEST_ENDING) : end]
        if last.isascii() and last.isprintable():
            last, endings = last.lower(), self.endings
            if endings and not (last in endings or last[1:] in endings or last[2:] in endings):
                return None
        reach = self.reach
        return self.pattern.search(text, start if reach is None or end - start < reach else end - reach, end)


class Page(str):
    """A text that knows where the openings of a book's phrases stand; in all else it is the text.

    Attributes:
        places: Where a match can begin, in order, by phrases.
    """

    __slots__ = ("places",)
    places: Mapping[Phrases, Sequence[int]]


class Phrasebook:
    """Phrases that are sought together."""

    def __init__(self, phrases: Iterable[Phrases]) -> None:
        self.phrases = tuple(phrases)

    @cached_property
    def _owners(self) -> Mapping[str, tuple[list[int], list[int]]]:
        """By opening, the places in `phrases` of those that begin so anywhere, and of those at the start of a word."""
        owners: dict[str, tuple[list[int], list[int]]] = {}
        for at, phrases in enumerate(self.phrases):
            for opening in phrases.openings:
                is_marked = opening.startswith(WORD_START)
                owners.setdefault(opening.lstrip(WORD_START), ([], []))[is_marked].append(at)
        return owners

    @cached_property
    def _owners_in_order(self) -> Sequence[tuple[list[int], list[int]]]:
        return list(self._owners.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._owners), implementation=Implementation.DFA)

    def open(self, text: str) -> Page:
        """Returns the text with the places of all openings."""
        page = Page(text)
        owners, folded = self._owners_in_order, _folded(text)
        found: list[list[int]] = [[] for _ in self.phrases]
        for opening, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            anywhere, at_words = owners[opening]
            for owner in anywhere:
                found[owner].append(start)
            if at_words and not folded[start - 1 : start].isalnum():
                for owner in at_words:
                    found[owner].append(start)
        known = zip(self.phrases, found, strict=True)
        page.places = {phrases: sorted(starts) if starts else () for phrases, starts in known if phrases.openings}
        return page


def _folded(text: str) -> str:
    """Returns the text as openings are written: lower case, white space as " ", digits as 0 to 9, same length."""
    lowered = lower(text)
    if not text.isascii():
        return _ODD.sub(_plain, lowered)
    for space in _SPACES:
        lowered = lowered.replace(space, " ")
    return lowered


def _plain(odd: re.Match[str]) -> str:
    character = odd[0]
    if character.isdecimal():
        return str(int(character))
    if character.isspace() or "\ud800" <= character <= "\udfff":
        return " "
    return _SAME_LETTERS.get(character, character)
