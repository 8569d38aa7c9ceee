"""Patterns that are tried only where a match can begin, or end, or only in a text that one can begin in.

Why: A pattern of a hundred turns of phrase is slow to search for, because each of them is tried at every place. An
automaton finds, once for a document and all patterns, the few places where an opening of a match stands; a pattern is
tried there, and nowhere else. The matches are the same. See docs/decisions/0007-extraction.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

from herald.extraction.alternatives import find_alternatives
from herald.extraction.openings import LONGEST_ENDING, WORD_START, Ends, find_ends, find_openings
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

    def find_openings(self) -> tuple[str, ...]:
        """Returns what the matches begin with, folded; none where that cannot be told."""
        return find_openings(self._pattern, self._flags)


Place = tuple[int, int]
"""Where a turn of phrase can begin, and which of a pattern's turns."""


class Phrases(_Written):
    """A pattern with the openings of its matches; it is used as a compiled pattern is.

    Fastest on a `Page` of a book that holds it; on any other text all is sought anew.
    """

    @property
    def turns(self) -> Sequence[_Written]:
        """What is tried: the pattern."""
        return (self,)

    @cached_property
    def openings(self) -> Mapping[str, Sequence[int]]:
        """What the matches begin with, folded, each with the turns that begin so; none where that cannot be told."""
        return dict.fromkeys(self.find_openings(), (0,))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yields what `re.Pattern.finditer` yields."""
        end = len(text) if end is None else end
        places = text.places.get(self) if isinstance(text, Page) else None
        if places is None:
            return self.pattern.finditer(text, start, end)
        if not places or places[-1][0] < start:
            return iter(())
        return self._at(places, text, start, end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Returns what `re.Pattern.search` returns."""
        end = len(text) if end is None else end
        places = text.places.get(self) if isinstance(text, Page) else None
        if places is None:
            return self.pattern.search(text, start, end)
        if not places or places[-1][0] < start:
            return None
        return next(self._at(places, text, start, end), None)

    def _at(self, places: Sequence[Place], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        turns = self.turns
        for at in range(bisect_left(places, (start,)), len(places)):
            place, turn = places[at]
            if place >= end:
                return
            if place >= start and (found := turns[turn].pattern.match(text, place, end)):
                yield found
                start = found.end()


class Turns(Phrases):
    """Many turns of phrase as one pattern, of which only those are tried that can begin at a place.

    A match is called by the name of its turn, and has no other group.

    Args:
        named: The turns by name; where several match, the first counts.
    """

    def __init__(self, named: Mapping[str, str], flags: int = 0) -> None:
        groups = (f"(?P<{name}>{pattern})" for name, pattern in named.items())
        super().__init__(rf"\b(?:{'|'.join(groups)})", flags)
        self._turns = tuple(
            _Written(rf"\b(?P<{name}>{turn})", flags)
            for name, pattern in named.items()
            for turn in find_alternatives(pattern)
        )

    @property
    def turns(self) -> Sequence[_Written]:
        return self._turns

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yields what `re.Pattern.finditer` yields; a text without a page gets one, for to try every turn is slower."""
        page = text if isinstance(text, Page) else self._book.open(text)
        return super().finditer(page, start, end)

    @cached_property
    def _book(self) -> Phrasebook:
        return Phrasebook([self])

    @cached_property
    def openings(self) -> Mapping[str, Sequence[int]]:
        openings: dict[str, list[int]] = {}
        for at, turn in enumerate(self._turns):
            for opening in turn.find_openings():
                openings.setdefault(opening, []).append(at)
        return openings


class Endings(_Written):
    """A pattern that ends in `$`: it is searched only in a text that ends as its matches can.

    Why: what stands before a figure is asked for a hundred turns of phrase, of which most need other last words.
    """

    @cached_property
    def endings(self) -> frozenset[str]:
        """What the matches end with, folded; none where that cannot be told."""
        return frozenset(self._ends.endings)

    @cached_property
    def reach(self) -> int | None:
        """How far from the end of a text a match can begin, a line end behind it included; None where that is open."""
        longest = self._ends.longest
        return None if longest is None else longest + 1

    @cached_property
    def _ends(self) -> Ends:
        return find_ends(self._pattern, self._flags)

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


class Cued(_Written):
    """A pattern that is searched only in a text that has one of the openings of its matches.

    Why: most words around a figure have none of those that a pattern is about; to look for these takes a tenth as long.
    """

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """The openings, folded; none where they cannot be told."""
        return tuple(sorted({opening.lstrip(WORD_START) for opening in self.find_openings()}))

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Returns what `re.Pattern.search` returns."""
        end = len(text) if end is None else end
        words = text[start:end]
        words = words.lower() if words.isascii() and words.isprintable() else _folded(words)
        for cue in self.cues:
            if cue in words:
                return self.pattern.search(text, start, end)
        return None if self.cues else self.pattern.search(text, start, end)


class Page(str):
    """A text that knows where the openings of a book's phrases stand; in all else it is the text.

    Attributes:
        places: Where a match can begin, in order, by phrases.
    """

    __slots__ = ("places",)
    places: Mapping[Phrases, Sequence[Place]]


class Phrasebook:
    """Phrases that are sought together."""

    def __init__(self, phrases: Iterable[Phrases]) -> None:
        self.phrases = tuple(phrases)

    @cached_property
    def _owners(self) -> Mapping[str, tuple[list[tuple[Phrases, int]], list[tuple[Phrases, int]]]]:
        """By opening, the turns that begin so anywhere, and those that do at the start of a word."""
        owners: dict[str, tuple[list[tuple[Phrases, int]], list[tuple[Phrases, int]]]] = {}
        for phrases in self.phrases:
            for opening, turns in phrases.openings.items():
                is_marked = opening.startswith(WORD_START)
                known = owners.setdefault(opening.lstrip(WORD_START), ([], []))[is_marked]
                known += [(phrases, turn) for turn in turns]
        return owners

    @cached_property
    def _owners_in_order(self) -> Sequence[tuple[list[tuple[Phrases, int]], list[tuple[Phrases, int]]]]:
        return list(self._owners.values())

    @cached_property
    def _nowhere(self) -> Mapping[Phrases, Sequence[Place]]:
        """The places of phrases of which no opening is found; where openings cannot be told, nothing is known."""
        return {phrases: () for phrases in self.phrases if phrases.openings}

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._owners), implementation=Implementation.DFA)

    def open(self, text: str) -> Page:
        """Returns the text with the places of all openings."""
        page = Page(text)
        owners, folded = self._owners_in_order, _folded(text)
        found: dict[Phrases, list[Place]] = defaultdict(list)
        for opening, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            anywhere, at_words = owners[opening]
            for phrases, turn in anywhere:
                found[phrases].append((start, turn))
            if at_words and not folded[start - 1 : start].isalnum():
                for phrases, turn in at_words:
                    found[phrases].append((start, turn))
        page.places = {**self._nowhere, **{phrases: sorted(places) for phrases, places in found.items()}}
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
