"""Effects of which each is told with the two arms that it compares: 'B vs A: HR 0.60; C vs A: HR 0.58'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.arms import ArmMention
from herald.extraction.measurements import Measurement
from herald.extraction.scene import Scene

_AGAINST = re.compile(
    r"\s?(?:(?:arm|group|patients)\s)?(?:vs?\.?|versus|against|compared\s(?:with|to)|over)\s(?:the\s)?", re.IGNORECASE
)
_TO_EFFECT = re.compile(r"[^\d;]{0,40}")
_FROM_EFFECT = re.compile(r"[)\]]?,?\s(?:(?:for|in|with)\s)?(?:the\s)?", re.IGNORECASE)


def find_pair(scene: Scene, effect: Measurement) -> tuple[ArmMention, ArmMention] | None:
    """Returns the arm under test and its comparator that stand right before an effect or right behind it."""
    behind = [arm for arm in scene.arms if arm.start >= effect.end][:2]
    if _are_set_against(scene, behind) and _FROM_EFFECT.fullmatch(scene.text, effect.end, behind[0].start):
        return behind[0], behind[1]
    ahead = [arm for arm in scene.arms if arm.end <= effect.start][-2:]
    if _are_set_against(scene, ahead) and _TO_EFFECT.fullmatch(scene.text, ahead[1].end, effect.start):
        return ahead[0], ahead[1]
    return None


def _are_set_against(scene: Scene, arms: Sequence[ArmMention]) -> bool:
    return len(arms) == 2 and _AGAINST.fullmatch(scene.text, arms[0].end, arms[1].start) is not None
