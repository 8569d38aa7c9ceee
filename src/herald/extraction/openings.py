"""The beginnings and the ends that the matches of a pattern can have, read off the pattern itself.

Why the parser of `re`, which is not public: beginnings written down by hand would have to be kept in step with every
pattern. Where a version of Python has another parser, a pattern has no openings and is tried everywhere: slower, never
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import takewhile
from typing import Any, NamedTuple

_parser: Any
try:
    from re import _parser  # type: ignore[attr-defined, no-redef]
except ImportError:
    _parser = None

WORD_START = "\b"
"""Stands before an opening that can only be the beginning of a word."""
LONGEST = 12
"""Characters of an opening; more tell hardly more."""
LONGEST_ENDING = 3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_MOST_STEMS = 400
_MOST_CHARACTERS = 12
_CATEGORIES = {"CATEGORY_SPACE": frozenset(" "), "CATEGORY_DIGIT": frozenset("0123456789")}
_WIDE = frozenset(map(chr, range(99)))
_NONE: frozenset[str] = frozenset()
_EMPTY = frozenset({""})

Item = tuple[Any, Any]
"""What a parsed pattern is made of: what kind of thing is matched, and which."""


class Ends(NamedTuple):
    """How the matches of a pattern end.

    Attributes:
        endings: Their last characters, folded as openings are; none where a match can end with anything, or elsewhere
            than at the end of the text.
        longest: The length of the longest match; None where there is none.
    """

    endings: tuple[str, ...] = ()
    longest: int | None = None


class _Stems(NamedTuple):
    """Beginnings: those that are all that was matched so far, and those behind which anything can follow."""

    whole: frozenset[str]
    cut: frozenset[str] = _NONE

    def then(self, further: _Stems, length: int) -> _Stems:
        """Returns the beginnings of what these match and then the others; long ones are cut here, and too many."""
        if not self.cut and self.whole == _EMPTY:
            return further
        begun = self.whole - {"", WORD_START}
        if len(begun) > 1 and len(self.whole) * (len(further.whole) + len(further.cut)) > _MOST_STEMS:
            return _Stems(self.whole - begun).then(further, length).or_else(_Stems(_NONE, self.cut | begun))
        longer, cut = _behind(self.whole, further.whole), _behind(self.whole, further.cut)
        long = {stem for stem in longer if len(stem) >= length}
        return _Stems(longer - long, self.cut | cut | long)

    def or_else(self, other: _Stems) -> _Stems:
        return _Stems(self.whole | other.whole, self.cut | other.cut)


def _behind(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """Returns each of some stems with each of others behind it; only at the very beginning a mark says something."""
    if not second:
        return _NONE
    bare = [stem.lstrip(WORD_START) for stem in second]
    joined = frozenset([stem + other for stem in first if stem for other in bare])
    return joined | second if "" in first else joined


_NOTHING = _Stems(_EMPTY)
_WORD = _Stems(frozenset({WORD_START}))
_ANYTHING = _Stems(_NONE, _EMPTY)


def find_openings(pattern: str, flags: int = 0) -> tuple[str, ...]:
    r"""Returns the beginnings of all that a pattern can match, in lower case, white space as " ", digits as 0 to 9.

    No opening is the beginning of another. There are none where a match can begin with anything.

    >>> find_openings(r"(?:dis)?ease|colou?rs?")
    ('color', 'colour', 'disease', 'ease')
    """
    if _parser is None:
        return ()
    stems = _Reader(LONGEST).of_sequence(_parse(pattern, flags))
    found = {_bared(stem[:LONGEST]) for stem in stems.whole | stems.cut}
    return () if "" in found else _shortest(found)


def find_ends(pattern: str, flags: int = 0) -> Ends:
    r"""Returns the ends of all that a pattern can match, as `find_openings` does its beginnings.

    >>> find_ends(r"\b(?:after|at)\s(?:the\s)?$")
    Ends(endings=('at ', 'er ', 'he '), longest=10)
    """
    if _parser is None:
        return Ends()
    parsed = _parse(pattern, flags)
    longest = int(parsed.getwidth()[1])
    return Ends(_endings(parsed), None if longest >= _parser.MAXREPEAT else longest)


def _parse(pattern: str, flags: int) -> Any:
    return _parser.parse(pattern, int(flags))  # a number, since flags of their own type take a call at every item


def _endings(parsed: Any) -> tuple[str, ...]:
    if not _is_anchored(parsed):
        return ()
    stems = _Reader(LONGEST_ENDING + len(WORD_START), is_backward=True).of_sequence(parsed)
    found = {stem.lstrip(WORD_START)[:LONGEST_ENDING] for stem in stems.whole | stems.cut}
    return () if "" in found else tuple(sorted(stem[::-1] for stem in _shortest(found)))


def _is_anchored(parsed: Any) -> bool:
    """Whether all that a pattern can match ends at the end of the text."""
    if not len(parsed):
        return False
    name, value = str(parsed[-1][0]), parsed[-1][1]
    if name == "BRANCH":
        return all(map(_is_anchored, value[1]))
    return _is_anchored(value[3]) if name == "SUBPATTERN" else str(value) == "AT_END"


def _bared(stem: str) -> str:
    """Returns a stem without a mark that says nothing, because no letter or digit stands behind it."""
    return stem if stem[1:2].isalnum() else stem.lstrip(WORD_START)


def _shortest(found: set[str]) -> tuple[str, ...]:
    """Returns the stems, in order, without those that begin with another; a mark is no part of what they begin with."""
    marked = _without_longer(sorted(stem for stem in found if stem.startswith(WORD_START)))
    bare = _without_longer(sorted(stem for stem in found if not stem.startswith(WORD_START)))
    begins_bare = tuple(bare)
    return (*(stem for stem in marked if not stem.startswith(begins_bare, len(WORD_START))), *bare)


def _without_longer(stems: Iterable[str]) -> list[str]:
    """Returns, of stems in order, those that do not begin with another, which stands before them."""
    kept: list[str] = []
    for stem in stems:
        if not (kept and stem.startswith(kept[-1])):
            kept.append(stem)
    return kept


class _Reader:
    """Reads beginnings off a parsed pattern, so many characters of them as are asked for.

    Args:
        is_backward: Reads the pattern as if it and all that it matches were written backwards.
    """

    def __init__(self, length: int, *, is_backward: bool = False) -> None:
        self._length = length
        self._step = -1 if is_backward else 1

    def of_sequence(self, parsed: Any) -> _Stems:
        """Returns the beginnings of a sequence; letters behind each other are one part of it."""
        items: Sequence[Item] = parsed.data[:: self._step]  # the parsed pattern itself makes its items one by one
        stems, at = _NOTHING, 0
        while at < len(items) and stems.whole:
            letters = self._letters(items, at)
            stems = stems.then(self._of_letters(letters) if letters else self._of_item(*items[at]), self._length)
            at += len(letters) or 1
        return stems

    def _letters(self, items: Sequence[Item], at: int) -> list[int]:
        """Returns the codes of the letters that stand from a place on, no more of them than a beginning has."""
        run = takewhile(lambda item: str(item[0]) == "LITERAL", items[at : at + self._length])
        return [code for _, code in run]

    def _of_letters(self, codes: Iterable[int]) -> _Stems:
        letters = "".join(map(_folded, codes))
        is_cut = len(letters) >= self._length
        return _Stems(_NONE, frozenset((letters[: self._length],))) if is_cut else _Stems(frozenset((letters,)))

    def _of_item(self, name: Any, value: Any) -> _Stems:
        name = str(name)
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            return _WORD if str(value) == "AT_BOUNDARY" else _NOTHING
        if name == "IN":
            return _of_class(value)
        if name == "SUBPATTERN":
            return self.of_sequence(value[3])
        if name == "BRANCH":
            return self._of_branches(value[1])
        return self._of_repeat(*value) if name in _REPEATS else _ANYTHING

    def _of_branches(self, branches: Iterable[Any]) -> _Stems:
        all_stems = [self.of_sequence(branch) for branch in branches]
        whole, cut = (stems.whole for stems in all_stems), (stems.cut for stems in all_stems)
        return _Stems(_NONE.union(*whole), _NONE.union(*cut))

    def _of_repeat(self, least: int, most: int, parsed: Any) -> _Stems:
        once = self.of_sequence(parsed)
        if int(most) > 1:
            once = _Stems(_NONE, once.whole | once.cut)
        return once if least else once.or_else(_NOTHING)


def _of_class(members: Iterable[Item]) -> _Stems:
    """Returns the characters of a class, or anything where it has many."""
    characters: set[str] = set()
    for name, value in members:
        characters |= _characters(str(name), value)
    return _Stems(frozenset(characters)) if 0 < len(characters) <= _MOST_CHARACTERS else _ANYTHING


def _characters(name: str, value: Any) -> Set[str]:
    """Returns the characters that one member of a class allows; more than a class may have where it is a wide one."""
    if name == "LITERAL":
        return {_folded(value)}
    if name == "RANGE":
        return {_folded(code) for code in range(value[0], min(value[1], value[0] + 2 * _MOST_CHARACTERS) + 1)}
    return _CATEGORIES.get(str(value), _WIDE)


def _folded(code: int) -> str:
    character = chr(code)
    return " " if character.isspace() else character.lower()
