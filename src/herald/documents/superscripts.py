"""Raised and lowered text on one line, so that it neither joins a number nor is lost."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_POWER = re.compile(r"[-−–]?\d{1,3}")
_BASE = re.compile(r"(?:(?:^|[\s(×x*·.])10|(?:^|[\s/·\d])(?:[cdkmnµμ]?m|kg|mol|s|h))\s?$")
_MARK = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|[a-z](?:\s?,\s?[a-z])*")


def join_superscript(before: str, raised: str) -> str:
    """Returns what stands on the line for `raised` behind `before`.

    A power stays one ("m²", "10⁻⁵"); the mark of a reference or a footnote goes into brackets, so that 0.65 with a
    raised 2 does not become 0.652; all else ("1st", "HER2+", "®") is put on the line as it is.

    >>> join_superscript("hazard ratio, 0.65", "2")
    ' [2]'
    """
    words = raised.strip()
    if _POWER.fullmatch(words) and _BASE.search(before):
        return words.translate(_RAISED)
    if before[-1:].strip() and _MARK.fullmatch(words):
        return f" [{words}]"
    return raised if not (before[-1:].isdigit() and words[:1].isdigit()) else f" {raised}"


def join_subscript(before: str, lowered: str) -> str:
    """Returns what stands on the line for `lowered` behind `before`: itself, but not glued to a number."""
    return f" {lowered}" if before[-1:].isdigit() and lowered[:1].isdigit() else lowered
