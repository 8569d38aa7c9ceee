"""One effect or P value for several endpoints: 'PFS and OS were longer (HR 0.70; P < .001 for each)'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.claims import Claim
from herald.extraction.coordination import named_from, together_with
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_BEHIND = Pattern(
    r"[\])]?,?\s(?:(?:for|in)\s)?(?P<word>each|both|all)\b(?:[).;,]|\send[\s-]?points?\b|$)", re.IGNORECASE
)
_AHEAD = Endings(r"\b(?:for|in)\s(?P<word>each|both|all)(?:\sof\sthem)?[,:]?\s$", re.IGNORECASE)
_BOTH_NAMED_LEFT = Endings(r"\bboth\s(?:the\s)?(?:\d{1,2}-(?:year|month)\s|median\s)?$", re.IGNORECASE)
_FOR_BOTH = Pattern(r"[\])]?\s(?:for|in)\s(?:both|each\sof|all\sof)\s(?:the\s)?", re.IGNORECASE)


def share(scene: Scene, claims: list[Claim]) -> None:
    """Gives what is said to be of each to the endpoints that are named together and to the claims before it."""
    for at, claim in enumerate(list(claims)):
        word = _word_of_each(scene, claim.p)
        if word:
            _share_p(claim, claims[:at], word)
        if claim.effect and not claim.values:
            told = [one.topic for one in claims]
            claims += [replace(claim, topic=topic) for topic in _named(scene, claims, claim) if topic not in told]


def share_value(scene: Scene, claims: list[Claim]) -> None:
    """Gives one value to two endpoints of which it is told together: 'both the ORR and the CBR were 81.3%'."""
    for claim in list(claims):
        named = together_with(scene, claims, claim) if len(claim.values) == 1 else []
        if len(named) == 2 and _BOTH_NAMED_LEFT.search(scene.before(named[0].start, 24)):
            told = [one.topic for one in claims]
            claims += [replace(claim, topic=topic, values=list(claim.values)) for topic in named if topic not in told]


def _word_of_each(scene: Scene, m: Measurement | None) -> str | None:
    if m is None:
        return None
    match = _BEHIND.match(scene.text, m.end, scene.end) or _AHEAD.search(scene.before(m.start, 24))
    return match["word"].lower() if match else None


def _named(scene: Scene, claims: Sequence[Claim], claim: Claim) -> Sequence[Topic]:
    """Returns the endpoints that an effect is said to be of, all of them."""
    if _word_of_each(scene, claim.effect) or _word_of_each(scene, claim.p):
        return together_with(scene, claims, claim)
    behind = _FOR_BOTH.match(scene.text, claim.effect.end, scene.end) if claim.effect else None
    return named_from(scene, behind.end()) if behind else ()


def _share_p(claim: Claim, before: Sequence[Claim], word: str) -> None:
    """Gives a P value to the claims right before that have none: to one for 'both', to all for 'each' and 'all'."""
    for other in reversed(before[-1:] if word == "both" else before):
        if other.p or not other.topic.endpoint:
            return
        other.p = claim.p
