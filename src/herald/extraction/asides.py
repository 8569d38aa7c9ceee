"""Topics that are told by the way, so that another governs the figures behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.claims import OTHER_TIMES, Claim, is_same
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_WITH_LEFT = Pattern(
    r"[\s)\]]*(?:in|for|among)?\s?(?:(?:patients|women|those)\s)?(?:with|who\s(?:had|achieved|attained))\s(?:an?\s)?",
    re.IGNORECASE,
)
_TO_OTHER = Pattern(r",?\s(?:and|vs?\.?|versus|against|compared\s(?:with|to)|but)\s(?:only\s)?", re.IGNORECASE)
_PARTED = Pattern(r"[;,.]")
_SO_MANY_LEFT = Pattern(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:\w+\s)?$", re.IGNORECASE
)
_BY_THE_WAY = Pattern(r"(?:^|[.:,]\s)\W*(?:with|at|after|over|during)\s(?:an?\s|the\s)?(?:\w+\s){0,2}$", re.IGNORECASE)
_TIMED_LEFT = Pattern(r"(?:-|\s)(?:year|month)s?\s(?:of\s)?(?:\w+\s)?$", re.IGNORECASE)
_ITS_FIGURE = Pattern(
    r"(?:\stime|\speriod)?\sof\s[\d.·]+\s(?:months|years|weeks)(?:\s?[(\[][^()\[\]]*[)\]])?,\s", re.IGNORECASE
)
_EXPLAINS_LEFT = Endings(
    r",\s(?:counting|including|meaning|namely|that\sis,?|i\.e\.,?|defined\sas)\s(?:[a-z-]+\s){0,4}$", re.IGNORECASE
)


def is_by_the_way(scene: Scene, claims: Sequence[Claim], topic: Topic, m: Measurement) -> bool:
    """Whether a topic before a figure was told by the way, and another governs what follows."""
    return (
        _says_at_entry(scene, claims, topic)
        or _only_adds(scene, topic, m)
        or _is_counted(scene, claims, topic, m)
        or _is_trait_of_the_other(scene, claims, topic, m)
    )


def _is_trait_of_the_other(scene: Scene, claims: Sequence[Claim], topic: Topic, m: Measurement) -> bool:
    """Whether an endpoint tells the patients of two values apart: 'EFS was 92% with pCR and 73% without'."""
    last = claims[-1] if claims else None
    if last is None or not last.values or is_same(last.topic, topic) or topic.start < last.end:
        return False
    is_with = _WITH_LEFT.fullmatch(scene.text, last.end, topic.start) is not None
    return is_with and _TO_OTHER.fullmatch(scene.text, topic.end, m.start) is not None


def _only_adds(scene: Scene, topic: Topic, m: Measurement) -> bool:
    """Whether a topic that makes no finding stands in a bracket that is closed before a figure."""
    opened = scene.brackets.opened_before(topic.start)
    return topic.reason is not None and opened is not None and opened != scene.brackets.opened_before(m.start)


def _says_at_entry(scene: Scene, claims: Sequence[Claim], topic: Topic) -> bool:
    """Whether 'at baseline' says in whom a result was seen: 'the ORR was 51.7% in those with it at baseline'."""
    claim = claims[-1] if claims else None
    is_told = claim is not None and claim.topic.endpoint is not None and claim.end <= topic.start
    return is_told and scene.text[topic.start : topic.end].lower() == "at baseline"


def _is_counted(scene: Scene, claims: Sequence[Claim], topic: Topic, m: Measurement) -> bool:
    """Whether so many events were told by the way, in words: 'DFS 93.3%, with four distant recurrences; OS …'."""
    are_told = topic.counts_events and any(claim.topic.endpoint for claim in claims)
    if not are_told or not _PARTED.search(scene.text, topic.end, m.start):
        return False
    return _SO_MANY_LEFT.search(scene.before(topic.start, 30)) is not None


def only_explains(scene: Scene, claims: Sequence[Claim], topic: Topic, m: Measurement) -> bool:
    """Whether a topic in a bracket defines what stands before it: 'benefit (response or stability; 48% vs 29%)'."""
    is_parted = ";" in scene.text[topic.end : m.start]
    opened = scene.brackets.opened_before(topic.start)
    is_label = opened is not None and scene.text[opened + 1 : topic.start].strip() == ""
    is_label = is_label and scene.text[topic.end : topic.end + 1] == ";"
    return is_parted and not is_label and not any(claim.start >= topic.end for claim in claims)


def defines(scene: Scene, topic: Topic, m: Measurement) -> bool:
    """Whether a topic in a bracket, or between commas, tells what the endpoint before that means.

    'benefit (response or …)', 'benefit, counting stable disease for 24 weeks, …'.
    """
    opened = scene.brackets.opened_before(topic.start)
    if opened is None:
        explains = _EXPLAINS_LEFT.search(scene.before(topic.start, 40))
        if explains is None or not {",", "("} & set(scene.text[topic.end : m.start]):
            return False
        opened = topic.start - len(explains.group())
    elif scene.brackets.lowest(topic.end, m.start) >= scene.brackets.depth(topic.start):
        return False
    return any(t.endpoint and not t.is_weak and 0 <= opened - t.end <= 1 for t in scene.topics)


def leads_by_the_way(scene: Scene, topic: Topic, m: Measurement) -> bool:
    """Whether a time with its figure opens its sentence and a comma ends it: 'With a follow-up of 24 months, …'.

    The figure may stand before it: 'at the four-year follow-up, …'.
    """
    if topic.reason not in OTHER_TIMES:
        return False
    if scene.text.startswith(", ", topic.end) and _TIMED_LEFT.search(scene.before(topic.start, 30)):
        return True
    if _BY_THE_WAY.search(scene.before(topic.start, 40)) is None:
        return False
    return _ITS_FIGURE.match(scene.text, topic.end, m.start) is not None
