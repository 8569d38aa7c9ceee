"""How deep in parentheses and brackets each character of a sentence stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from herald.extraction.patterns import Pattern

_BRACKET = Pattern(r"[()\[\]]")
_PAIRS = {")": "(", "]": "["}


class Brackets:
    """The bracket depth of `text[start:end]`; a bracket that closes nothing counts for nothing.

    Why: "(HR 0.64; 95% CI 0.47-0.87]; P = 0.0037)" is printed so, and its semicolons still part no sentence.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._edges: list[int] = []
        self._levels: list[tuple[int, int | None]] = []
        if text.find("(", start, end) < 0 and text.find("[", start, end) < 0:
            return
        stack: list[tuple[str, int]] = []
        for match in _BRACKET.finditer(text, start, end):
            place, character = match.start(), match.group()
            if character in "([":
                stack.append((character, place))
                self._put(place + 1, stack)
            elif any(opened == _PAIRS[character] for opened, _ in stack):
                while stack.pop()[0] != _PAIRS[character]:
                    pass
                self._put(place, stack)

    def _put(self, place: int, stack: list[tuple[str, int]]) -> None:
        """Notes the depth from a place on, and where the bracket begins that is open there."""
        self._edges.append(place)
        self._levels.append((len(stack), stack[-1][1] if stack else None))

    def _level(self, place: int) -> tuple[int, int | None]:
        at = bisect_right(self._edges, place)
        return self._levels[at - 1] if at else (0, None)

    def depth(self, place: int) -> int:
        return self._level(place)[0]

    def opened_before(self, place: int) -> int | None:
        """Returns where the innermost bracket around a place begins, or None outside of any."""
        return self._level(place)[1]

    def lowest(self, start: int, end: int) -> int:
        """Returns the least depth between two places."""
        low, high = bisect_right(self._edges, start), bisect_left(self._edges, end)
        return min([self.depth(start), *(level for level, _ in self._levels[low:high])])

    def outside(self, start: int, end: int) -> str:
        """Returns a stretch of text without what stands deeper in brackets than the rest of it."""
        lowest = self.lowest(start, end)
        edges = [start, *(edge for edge in self._edges if start < edge < end), end]
        pieces = pairwise(edges)
        return "".join(self._text[low:high] for low, high in pieces if self.depth(low) <= lowest)

    def last_break(self, start: int, end: int) -> int | None:
        """Returns where the last semicolon outside of all brackets stands between two places, None where none does."""
        at = self._text.rfind(";", start, end)
        while at >= 0 and self.depth(at) > 0:
            at = self._text.rfind(";", start, at)
        return at if at >= 0 else None

    def has_break(self, start: int, end: int) -> bool:
        """Whether a semicolon outside of all brackets stands between two places."""
        return self.last_break(start, end) is not None

    def is_parted(self, start: int, end: int) -> bool:
        """Whether a semicolon stands between two places outside of all brackets, or in the bracket that holds both."""
        around = self.opened_before(start)
        if around is None or around != self.opened_before(end):
            return self.has_break(start, end)
        at = self._text.find(";", start, end)
        while at >= 0 and self.opened_before(at) != around:
            at = self._text.find(";", at + 1, end)
        return at >= 0
