"""Two arms that words name together: 'PFS with X and Y was a and b', where the study set X against Y."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from herald.extraction.arms import ArmMention

_JOINT = re.compile(r"\s?/\s?|\sand\s")


def take_apart(text: str, arms: Sequence[ArmMention], defined: Sequence[ArmMention]) -> list[ArmMention]:
    """Returns the arms of a sentence; a regimen that is made up of both arms of the study names these two.

    Args:
        defined: The arms of the study. Nothing is taken apart unless there are two of which neither holds the other.
    """
    known = [arm.concepts for arm in defined]
    if len(known) != 2 or set(known[0]) <= set(known[1]) or set(known[1]) <= set(known[0]):
        return list(arms)
    return [part for arm in arms for part in _parts(text, arm, known)]


def _parts(text: str, arm: ArmMention, known: Sequence[tuple[str, ...]]) -> Iterator[ArmMention]:
    joints = list(_JOINT.finditer(text, arm.start, arm.end)) if len(arm.concepts) > 1 else []
    pairs = (pair for pair in (known, known[::-1]) if arm.concepts == tuple(dict.fromkeys((*pair[0], *pair[1]))))
    first, second = next(pairs, ((), ()))
    if not first or len(joints) != 1:
        yield arm
        return
    yield replace(arm, end=joints[0].start(), concepts=first)
    yield replace(arm, start=joints[0].end(), concepts=second)
