"""Arms that words name together: 'PFS with X and Y was a and b', where the study set X against Y."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from herald.extraction.arms import ArmMention
from herald.extraction.patterns import Pattern

_JOINT = Pattern(r"\s?/\s?|,?\s(?:and|or)\s|,\s")
_MOST = 4
"""More arms than that are not told apart: there are too many orders to try."""


def take_apart(text: str, arms: Sequence[ArmMention], defined: Sequence[ArmMention]) -> list[ArmMention]:
    """Returns the arms of a sentence; a regimen that is made up of several arms of the study names these.

    Args:
        defined: The arms of the study. Nothing is taken apart where one of them holds another.
    """
    known = [arm.concepts for arm in defined]
    if not 2 <= len(known) <= _MOST or any(set(one) <= set(other) for one, other in permutations(known, 2)):
        return list(arms)
    return [part for arm in arms for part in _parts(text, arm, known)]


def _parts(text: str, arm: ArmMention, known: Sequence[tuple[str, ...]]) -> Iterator[ArmMention]:
    """Yields the arms of the study that one name holds, in their order; the name itself where it holds one."""
    joints = list(_JOINT.finditer(text, arm.start, arm.end)) if len(arm.concepts) > 1 else []
    count = len(joints) + 1
    orders = permutations(known, count) if 1 < count <= len(known) and arm.concepts not in known else ()
    held = next((order for order in orders if _are_all(arm, order)), None)
    if held is None:
        yield arm
        return
    edges = [arm.start, *(place for joint in joints for place in joint.span()), arm.end]
    for concepts, start, end in zip(held, edges[::2], edges[1::2], strict=True):
        yield replace(arm, start=start, end=end, concepts=concepts)


def _are_all(arm: ArmMention, order: Sequence[tuple[str, ...]]) -> bool:
    """Whether arms, one behind the other, give the agents of a name in its order."""
    return arm.concepts == tuple(dict.fromkeys(concept for concepts in order for concept in concepts))
