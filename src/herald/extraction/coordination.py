"""Endpoints that are named together, 'PFS and OS were …', and whose turn it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.claims import Claim, fits, is_same
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.scene import RESPECTIVELY, Scene
from herald.extraction.topics import Topic

_COORDINATED = Pattern(
    r"[)\]]?(?:\srates?)?(?:\sat\s\w+\s(?:months|years))?\s?(?:[(\[][^()\[\]\d]*[)\]])?\s?(?:,?\s?and|,|/|&)\s?(?:the\s)?"
    r"(?:(?:median|mean|best|confirmed|estimated|intracranial|CNS|(?:\d{1,2}|one|two|three|four|five|six|ten)[\s-](?:year|month)s?)\s)*",
    re.IGNORECASE,
)


def named_from(scene: Scene, place: int) -> list[Topic]:
    """Returns the endpoints that are named together from a place on."""
    run: list[Topic] = []
    for topic in scene.topics:
        gap = (place, topic.start) if not run else (run[-1].end, topic.start)
        is_next = gap[0] <= gap[1] and (_COORDINATED.fullmatch(scene.text, *gap) or gap[0] == gap[1])
        if topic.endpoint and is_next:
            run.append(topic)
        elif run:
            break
    return run


def together_with(scene: Scene, claims: Sequence[Claim], claim: Claim) -> list[Topic]:
    """Returns the endpoints that were named together with that of a claim, its own among them."""
    if claim.topic not in scene.topics:
        return [claim.topic]
    depth = scene.brackets.depth
    before = [t for t in reversed(scene.topics) if t.end <= claim.start]
    outer = (t for t in before if depth(t.start) <= depth(claim.start))
    named = _run(scene, claims, next(outer, before[0] if before else claim.topic))
    run = [topic for topic in named if not claim.values or fits(topic, claim.values[0])]
    return run if claim.topic in run else [claim.topic]


def in_turn(scene: Scene, claims: Sequence[Claim], nearest: Topic, m: Measurement) -> Topic:
    """Returns, of endpoints named together, the one whose turn it is: the first figure is of the first.

    A figure in a bracket is of the endpoint of the figure that the bracket explains.
    """
    run = [topic for topic in _run(scene, claims, nearest) if fits(topic, m)] or [nearest]
    depth = scene.brackets.depth
    given = [claim for claim in claims if claim.topic in run and claim.start >= run[-1].end]
    outer = [claim for claim in given if depth(claim.start) < depth(m.start)]
    if len(run) > 1 and outer:
        return outer[-1].topic
    return run[len([claim for claim in given if depth(claim.start) == depth(m.start)]) % len(run)]


def _run(scene: Scene, claims: Sequence[Claim], topic: Topic) -> list[Topic]:
    """Returns the endpoints that are named together up to a topic: 'PFS and OS were …'."""
    at = scene.topics.index(topic)
    run = [topic]
    while at:
        begin, at = _spelled_out(scene, at)
        if not at or not _are_coordinated(scene, scene.topics[at - 1].end, begin):
            break
        at -= 1
        topic = scene.topics[at]
        if topic.endpoint is None or is_same(topic, run[0]) or _is_behind_its_figure(claims, topic):
            break
        run.insert(0, scene.topics[at])
    return run


def _spelled_out(scene: Scene, at: int) -> tuple[int, int]:
    """Returns where the endpoint at a place begins, and its place: that of the words before its sign in brackets."""
    if at:
        before, topic = scene.topics[at - 1], scene.topics[at]
        is_sign = is_same(before, topic) and scene.text[before.end : topic.start] in (" (", " [")
        if is_sign:
            return before.start, at - 1
    return scene.topics[at].start, at


def _are_coordinated(scene: Scene, start: int, end: int) -> bool:
    """Whether two endpoints are named together; those that "or" parts only where a figure of each is announced."""
    if _COORDINATED.fullmatch(scene.text, start, end):
        return True
    return scene.text[start:end] == " or " and RESPECTIVELY.search(scene.text, end, scene.end) is not None


def _is_behind_its_figure(claims: Sequence[Claim], topic: Topic) -> bool:
    return any(claim.topic == topic and claim.start < topic.start for claim in claims)
