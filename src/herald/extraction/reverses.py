"""Ratios that are of the arm which did worse, though the words name the better one first: 'longer with X (HR 1.30)'."""

from __future__ import annotations

import re
from collections.abc import Callable

from herald.core.findings import Arm
from herald.extraction.arms import ArmMention
from herald.extraction.comparators import CLEARLY_BETTER
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_BETTER = Pattern(r"\b(?:longer|better|superior|prolonged|improved|favou?r(?:ed|s|ing)?)\b", re.IGNORECASE)
_WORSE = Pattern(r"\b(?:shorter|worse|inferior)\b", re.IGNORECASE)
CLEARLY_WORSE = 1 / CLEARLY_BETTER
_DENIED = Pattern(r"\b(?:not?|nor|neither|never|non-?|without|hardly)\b", re.IGNORECASE)


def says_the_reverse(
    scene: Scene, effect: Measurement | None, arm: Arm, resolve: Callable[[ArmMention], Arm | None]
) -> bool:
    """Whether a hazard ratio says of an arm the reverse of what the words before it say.

    'PFS was longer with X than with Y (HR 1.30)' is a ratio of Y to X.
    """
    if effect is None or effect.measure != "HR" or effect.number.value is None:
        return False
    words = scene.text[scene.start : effect.start]
    better, worse = _BETTER.search(words), _WORSE.search(words)
    told = better or worse
    if told is None or (better and worse) or _DENIED.search(words):
        return False
    praised = _told_of(scene, scene.start + told.end(), effect.start)
    if praised is None:
        return False
    did_better = (resolve(praised) == arm) == (better is not None)
    return effect.number.value > CLEARLY_WORSE if did_better else effect.number.value < CLEARLY_BETTER


def _told_of(scene: Scene, place: int, end: int) -> ArmMention | None:
    """Returns the arm of which it is told: the one behind the word, or before it where only its comparator follows."""
    behind = next((arm for arm in scene.arms if place <= arm.start < end), None)
    ahead = next((arm for arm in reversed(scene.arms) if arm.end <= place), None)
    return ahead if behind is None or behind.is_control else behind
