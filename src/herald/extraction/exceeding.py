"""Two arms and by how much the one is ahead of the other: 'X exceeded Y by 5.8 points (86.7% v 80.9%)'."""

from __future__ import annotations

import re
from itertools import pairwise

from herald.extraction.arms import ArmMention
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

EXCEEDS = Pattern(
    r"(?:\s(?:arms?|groups?))?\s(?:(?:was|were|is|are)\s(?:\w+ly\s)?(?:ahead\sof|superior\sto|better\sthan)"
    r"|(?:exceed|surpass|outperform)(?:ed|s)|beats?|outd(?:id|oes))\s(?:the\s)?",
    re.IGNORECASE,
)
"""What stands between two arms before it is said by how much."""
_BY_SO_MUCH = Pattern(
    r"(?:\s(?:arm|group))?(?:\sin\s[^.;()\d]{3,40})?\sby\s(?:(?:about|some|nearly|almost|an?)\s)*"
    r"\d[\d.·]*\s?(?:%|percentage\spoints|points|months)(?:\sin\s[^.;()\d]{3,40})?\s?$",
    re.IGNORECASE,
)
_REACH = 130


def arms_apart(scene: Scene, opened: int) -> tuple[ArmMention, ArmMention] | None:
    """Returns the two arms that lie as far apart as is told right before a bracket; a third is held against the same.

    'X is ahead of Y by 5.8 points (…) and the Z arm by 4.6 points (…)': the second bracket is of Z and Y.
    """
    told = _BY_SO_MUCH.search(scene.before(opened, _REACH))
    if told is None:
        return None
    by = opened - len(told.group())
    ahead = [arm for arm in scene.arms if arm.end <= by]
    pairs = [(one, two) for one, two in pairwise(ahead) if EXCEEDS.fullmatch(scene.text, one.end, two.start)]
    if not pairs or ahead[-1].end < by:
        return None
    tested, control = pairs[-1]
    return (tested if ahead[-1] is control else ahead[-1]), control
