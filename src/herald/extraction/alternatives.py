"""The alternatives that a pattern consists of, so that each can be tried alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise


def find_alternatives(pattern: str) -> tuple[str, ...]:
    r"""Returns what stands between the bars of a pattern that are in no group and no class.

    Tried in turn, they match what the pattern does: the first that matches is its match.

    >>> find_alternatives(r"side[\s|]effects?|(?:toxic|adverse)\sevents?")
    ('side[\\s|]effects?', '(?:toxic|adverse)\\sevents?')
    """
    bars = [at for at, character, depth in _characters(pattern) if character == "|" and depth == 0]
    edges = pairwise([-1, *bars, len(pattern)])
    return tuple(pattern[low + 1 : high] for low, high in edges)


def _characters(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yields the characters that are neither escaped nor of a class, each with the depth of the groups around it."""
    depth = at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "[":
            at = _end_of_class(pattern, at)
        elif character == "\\":
            at += 1
        else:
            depth -= character == ")"
            yield at, character, depth
            depth += character == "("
        at += 1


def _end_of_class(pattern: str, start: int) -> int:
    """Returns where the bracket stands that ends a class; one that stands first in it is of the class."""
    at = start + 2 if pattern.startswith("^", start + 1) else start + 1
    at += pattern[at] == "]"
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at
