"""Ratios that are of the arm which did worse, though the words name the better one first: 'longer with X (HR 1.30)'."""

from __future__ import annotations

import re

from herald.extraction.measurements import Measurement
from herald.extraction.scene import Scene
from herald.extraction.sides import CLEARLY_BETTER

_BETTER = re.compile(r"\b(?:longer|better|superior|prolonged|improved|favou?r(?:ed|s|ing)?)\b", re.IGNORECASE)
_WORSE = re.compile(r"\b(?:shorter|worse|inferior)\b", re.IGNORECASE)
CLEARLY_WORSE = 1 / CLEARLY_BETTER
_DENIED = re.compile(r"\b(?:not?|nor|neither|never|non-?|without|hardly)\b", re.IGNORECASE)


def says_the_reverse(scene: Scene, effect: Measurement | None) -> bool:
    """Whether a hazard ratio says of the first arm the reverse of what the words before it say.

    'PFS was longer with X than with Y (HR 1.30)' is a ratio of Y to X.
    """
    if effect is None or effect.measure != "HR" or effect.number.value is None:
        return False
    words = scene.text[scene.start : effect.start]
    is_better, is_worse = _BETTER.search(words) is not None, _WORSE.search(words) is not None
    if is_better == is_worse or _DENIED.search(words):
        return False
    return effect.number.value > CLEARLY_WORSE if is_better else effect.number.value < CLEARLY_BETTER
