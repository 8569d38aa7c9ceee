"""What the letters of arms stand for: 'Arm A: drug + drug, then drug; Arm B: drug'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from herald.extraction.arms import ArmMention
from herald.extraction.brackets import Brackets
from herald.extraction.patterns import Pattern

_OPENS = Pattern(r"\s?:\s")
_ENDS = Pattern(r";|\.\s|\n")


def spelled_out(text: str, end: int, arms: list[ArmMention], brackets: Brackets) -> list[ArmMention]:
    """Returns the arms of a sentence; what stands behind the letter of an arm and a colon is all given in that arm."""
    kept: list[ArmMention] = []
    for arm, segment in _segments(text, end, arms, brackets):
        last = kept[-1] if kept else None
        if last and segment and last.end <= segment[0] and arm.start < segment[1]:
            kept[-1] = replace(last, concepts=tuple(dict.fromkeys((*last.concepts, *arm.concepts))))
        else:
            kept.append(arm)
    return kept


def _segments(
    text: str, end: int, arms: list[ArmMention], brackets: Brackets
) -> Iterator[tuple[ArmMention, tuple[int, int] | None]]:
    """Yields each arm with the range that the letter before it explains, where it lies in one."""
    segment: tuple[int, int] | None = None
    for at, arm in enumerate(arms):
        if arm.role and arm.sign and not arm.is_order:
            following = next((one.start for one in arms[at + 1 :] if one.role and one.sign), end)
            segment = _explained(text, arm, following, brackets)
            yield arm, None
        else:
            yield arm, segment


def _explained(text: str, arm: ArmMention, following: int, brackets: Brackets) -> tuple[int, int] | None:
    """Returns the range behind a letter and its colon, up to what ends it; None without a colon."""
    behind = _OPENS.match(text, arm.end)
    if behind is None:
        return None
    depth = brackets.depth(arm.start)
    ends = (m.start() for m in _ENDS.finditer(text, behind.end(), following) if brackets.depth(m.start()) == depth)
    return arm.end, next(ends, following)
