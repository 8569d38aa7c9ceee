"""The beginnings and the ends that the matches of a pattern can have, read off the pattern itself.

Why the parser of `re`, which is not public: beginnings written down by hand would have to be kept in step with every
pattern. Where a version of Python has another parser, a pattern has no openings and is tried everywhere: slower, never
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
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
_NONE: frozenset[str] = frozenset()
_EMPTY = frozenset({""})


class _Stems(NamedTuple):
    """Beginnings: those that are all that was matched so far, and those behind which anything can follow."""

    whole: frozenset[str]
    cut: frozenset[str] = _NONE

    def then(self, further: _Stems) -> _Stems:
        """Returns the beginnings of what these match and then the others; long ones are cut here, and too many."""
        if not self.cut and self.whole == _EMPTY:
            return further
        begun = self.whole - {"", WORD_START}
        if len(begun) > 1 and len(self.whole) * (len(further.whole) + len(further.cut)) > _MOST_STEMS:
            return _Stems(self.whole - begun).then(further).or_else(_Stems(frozenset(), self.cut | begun))
        longer = {_behind(first, second) for first in self.whole for second in further.whole}
        cut = {_behind(first, second) for first in self.whole for second in further.cut}
        long = {stem for stem in longer if len(stem) >= LONGEST}
        return _Stems(frozenset(longer - long), self.cut | cut | long)

    def or_else(self, other: _Stems) -> _Stems:
        return _Stems(self.whole | other.whole, self.cut | other.cut)


def _behind(first: str, second: str) -> str:
    return first + second.lstrip(WORD_START) if first else second


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
    stems = _of_sequence(_parser.parse(pattern, flags))
    found = {_bared(stem[:LONGEST]) for stem in stems.whole | stems.cut}
    return () if "" in found else tuple(sorted(stem for stem in found if not _is_longer(stem, found)))


def find_endings(pattern: str, flags: int = 0) -> tuple[str, ...]:
    r"""Returns the ends of all that a pattern can match, as `find_openings` does its beginnings.

    There are none where a match can end with anything, or elsewhere than at the end of the text.

    >>> find_endings(r"\b(?:after|at)\s(?:the\s)?$")
    ('at ', 'er ', 'he ')
    """
    items = _backwards(_parser.parse(pattern, flags)) if _parser else []
    if not _is_anchored(items):
        return ()
    stems = _of_sequence(items)
    found = {stem.lstrip(WORD_START)[:LONGEST_ENDING] for stem in stems.whole | stems.cut}
    return () if "" in found else tuple(sorted(stem[::-1] for stem in found if not _is_longer(stem, found)))


def find_longest(pattern: str, flags: int = 0) -> int | None:
    r"""Returns the length of the longest string that a pattern can match, or None where there is none.

    >>> find_longest(r"\b(?:after|at)\s(?:the\s)?$")
    10
    """
    longest = int(_parser.parse(pattern, flags).getwidth()[1]) if _parser else None
    return None if longest is None or longest >= _parser.MAXREPEAT else longest


def _backwards(items: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Returns what matches the same strings written backwards."""
    return [(name, _inside_out(str(name), value)) for name, value in reversed(list(items))]


def _inside_out(name: str, value: Any) -> Any:
    if name == "SUBPATTERN":
        return (*value[:3], _backwards(value[3]))
    if name == "BRANCH":
        return value[0], [_backwards(branch) for branch in value[1]]
    return (*value[:2], _backwards(value[2])) if name in _REPEATS else value


def _is_anchored(items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether what a pattern, backwards, can match always begins at the end of the text."""
    if not items:
        return False
    name, value = str(items[0][0]), items[0][1]
    if name == "BRANCH":
        return all(map(_is_anchored, value[1]))
    return _is_anchored(value[3]) if name == "SUBPATTERN" else str(value) == "AT_END"


def _bared(stem: str) -> str:
    """Returns a stem without a mark that says nothing, because no letter or digit stands behind it."""
    return stem if stem[1:2].isalnum() else stem.lstrip(WORD_START)


def _is_longer(stem: str, found: set[str]) -> bool:
    starts = {stem[:length] for length in range(1, len(stem))}
    return not found.isdisjoint(starts | {start.lstrip(WORD_START) for start in (*starts, stem)} - {stem, ""})


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> _Stems:
    stems = _NOTHING
    for part in _parts(items):
        if not stems.whole:
            break
        stems = stems.then(part)
    return stems


def _parts(items: Iterable[tuple[Any, Any]]) -> Iterator[_Stems]:
    """Yields the beginnings of each item of a sequence; letters behind each other are one."""
    for is_literal, run in groupby(items, lambda item: str(item[0]) == "LITERAL"):
        if is_literal:
            yield _of_literals(run)
        else:
            for name, value in run:
                yield _of_item(str(name), value)


def _of_literals(items: Iterable[tuple[Any, Any]]) -> _Stems:
    letters = "".join(_folded(value) for _, value in items)
    is_long = len(letters) >= LONGEST
    return _Stems(_NONE if is_long else frozenset((letters,)), frozenset((letters[:LONGEST],)) if is_long else _NONE)


def _of_item(name: str, value: Any) -> _Stems:
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _WORD if str(value) == "AT_BOUNDARY" else _NOTHING
    if name == "IN":
        return _of_class(value)
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name == "BRANCH":
        return _of_branches(value[1])
    return _of_repeat(*value) if name in _REPEATS else _ANYTHING


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]]) -> _Stems:
    all_stems = [_of_sequence(branch) for branch in branches]
    whole, cut = (stems.whole for stems in all_stems), (stems.cut for stems in all_stems)
    return _Stems(frozenset().union(*whole), frozenset().union(*cut))


def _of_repeat(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> _Stems:
    once = _of_sequence(items)
    if int(most) > 1:
        once = _Stems(frozenset(), once.whole | once.cut)
    return once if least else once.or_else(_NOTHING)


def _of_class(members: Iterable[tuple[Any, Any]]) -> _Stems:
    """Returns the characters of a class, or anything where it has many."""
    characters: set[str] = set()
    for name, value in members:
        characters |= _characters(str(name), value)
    return _Stems(frozenset(characters)) if 0 < len(characters) <= _MOST_CHARACTERS else _ANYTHING


def _characters(name: str, value: Any) -> set[str]:
    """Returns the characters that one member of a class allows; more than a class may have where it is a wide one."""
    if name == "LITERAL":
        return {_folded(value)}
    if name == "RANGE":
        return {_folded(code) for code in range(value[0], min(value[1], value[0] + 2 * _MOST_CHARACTERS) + 1)}
    return {"CATEGORY_SPACE": {" "}, "CATEGORY_DIGIT": set("0123456789")}.get(str(value), set(map(chr, range(99))))


def _folded(code: int) -> str:
    character = chr(code)
    return " " if character.isspace() else character.lower()
