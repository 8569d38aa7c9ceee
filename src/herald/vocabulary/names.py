"""Forms of a name: what counts as the same name, without ever changing the length of a text."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator

DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\t\n\r\x0b\x0c \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_APOSTROPHES = "\u2018\u2019\u02bc\uff07"
_SAME_DASH = {ord(c): "-" for c in DASHES} | {ord(c): " " for c in _SPACES} | {ord(c): "'" for c in _APOSTROPHES}
_SAME_SEPARATOR = _SAME_DASH | {ord(c): " " for c in DASHES}
_SPELLINGS = (("tumour", "tumor"), ("oestrogen", "estrogen"))
_SURROGATE = re.compile("[\ud800-\udfff]")
_TO_FOLD = [(chr(code), plain) for code, plain in _SAME_SEPARATOR.items() if chr(code) != plain]
_TO_FOLD_IN_ASCII = [(odd, plain) for odd, plain in _TO_FOLD if odd.isascii()]
_LONGEST_JOINED = 2
_FIRST_MARK = "\u0300"


def fold(text: str) -> str:
    """Returns `text` in lower case, with every dash and every white space as one space: same length, same offsets.

    >>> fold("T\N{EN DASH}DXd")
    't dxd'
    """
    for odd, plain in _TO_FOLD_IN_ASCII if text.isascii() else _TO_FOLD:  # five times as fast as a search for any
        text = text.replace(odd, plain)
    return lower(storable(text))


def lower(text: str) -> str:
    """Returns the text in lower case, a letter that would become two as it is: same length, same offsets."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def storable(text: str) -> str:
    """Returns `text` with each lone surrogate as U+FFFD: same length, and UTF-8 can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def same_dashes(text: str) -> str:
    """Returns `text` with one kind of dash, of space and of apostrophe, same length, case kept."""
    return text.translate(_SAME_DASH)


DELTA = "Δ"
"""The sign of a difference, printed before what differs: 'ΔpCR'."""


def is_word_character(character: str) -> bool:
    """Whether a name cannot begin or end beside this character: letters, digits and marks of any script, no delta."""
    if character == DELTA:
        return False
    return character.isalnum() or (character >= _FIRST_MARK and unicodedata.category(character).startswith("M"))


def forms(name: str, *, plural: bool) -> Iterator[str]:
    """Yields the folded forms of a name: spellings, doubled and dropped separators, and the plural where it has one."""
    for spelling in _spellings(name):
        folded = fold(spelling)
        yield folded
        yield from _separated(spelling, folded)
        if plural:
            yield _plural(folded)


def split_list(cell: str) -> tuple[str, ...]:
    """Returns the parts of a "|"-separated cell, without empty ones."""
    return tuple(sys.intern(part.strip()) for part in cell.split("|") if part.strip())


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _spellings(name: str) -> set[str]:
    spellings = {name}
    for british, american in _SPELLINGS:
        if british in name:
            spellings.add(name.replace(british, american))
        elif american in name:
            spellings.add(name.replace(american, british))
    return spellings


def _separated(name: str, folded: str) -> Iterator[str]:
    """Yields "her2  positive" (a line ended at the hyphen) and, for code names, "tdxd" (the hyphen forgotten)."""
    separators = folded.count(" ")
    if not separators or folded.endswith(" "):
        return
    yield folded.replace(" ", "  ", 1)
    if separators <= _LONGEST_JOINED and _is_code(name):
        yield folded.replace(" ", "")


def _is_code(name: str) -> bool:
    return any(c.isdigit() for c in name) or any(c.isupper() for c in name[1:])


def _plural(folded: str) -> str:
    if folded.endswith("y") and folded[-2:-1] not in "aeiou":
        return folded[:-1] + "ies"
    if folded.endswith("sis"):
        return folded[:-2] + "es"
    return folded + ("es" if folded.endswith(("s", "x", "ch", "sh")) else "s")
