"""Which topic a measurement speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from herald.core.findings import Reason
from herald.extraction.asides import defines, is_by_the_way, leads_by_the_way, only_explains
from herald.extraction.claims import OTHER_TIMES, RESPONSE_ENDPOINTS, Claim, fits, is_same
from herald.extraction.coordination import in_turn
from herald.extraction.following import (
    topic_behind_pair,
    topic_done_by,
    topic_had_by,
    topic_in_clause,
    topic_in_step,
    topic_of_whom,
    topic_right_behind,
)
from herald.extraction.inheritance import (
    former_or_latter,
    has_its_ratio,
    inherited,
    inherited_unless_told,
    is_labelled,
    points_back,
    topic_had_again,
)
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_IT_WAS = Pattern(
    r"\b(?:it|they|th[eo]se|the\smedians?)\s(?:was|were|reached|came\sto|amounted\sto|stood\sat)\b", re.IGNORECASE
)
_DIVIDES_LEFT = Endings(
    r"(?:^|\s)(?:by|according\sto|across|(?:ir)?regardless\sof|irrespective\sof|whatever|within|stratified\sby|for)\s(?:the\s|their\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
"""What makes a trait that which divides patients: 'by nodal status', 'whatever the tumour size'."""
_TIME_LEFT = Pattern(r"\d\s?(?:months|years|weeks)\sof\s(?:[a-z]+\s)?$", re.IGNORECASE)
_HAD_ANOTHER = Pattern(
    r"[)\]]*\s(?:of\s(?:the\s)?(?:patients|women)\s)?(?:had|have|achieved|showed|experienced)\san?\s[^,;.()]{5,}?"
    r"(?=[,;.(]|\sand\s|\s(?:but|while|whereas|with|compared)\b|$)",
    re.IGNORECASE,
)
"""What so many patients had, told behind their share: '40% experienced a shorter stay'."""
_BOUND_LABEL = Pattern(r"[^.;:\d]{0,30}\d[^.;:]{0,30}:\s?")


class Governor:
    """Finds the topic of each measurement of a sentence, in the light of the claims that are already made.

    In this order: a topic inside the measurement ("125 deaths (5.2%)"), right behind it ("42% tumour shrinkage"), the
    nearest before it, the lead of its list, the first behind it in its clause, what the sentence before was about.
    """

    def __init__(self, scene: Scene, claims: list[Claim]) -> None:
        self.scene = scene
        self.claims = claims
        self.turns: Mapping[int, Topic] = {}

    def topic_of(self, m: Measurement) -> Topic | None:
        """Returns the topic that a measurement speaks of, or None."""
        topic = (
            self.turns.get(m.start)
            or former_or_latter(self.scene, m)
            or self._inside(m)
            or topic_right_behind(self.scene, m)
            or topic_of_whom(self.scene, m)
            or topic_had_again(self.scene, m)
            or topic_done_by(self.scene, m)
            or (topic_had_by(self.scene, self.claims, m) if m.sort is Sort.PLAIN else None)
        )
        topic = topic or topic_behind_pair(self.scene, m)
        topic = topic or topic_in_step(self.scene, self.claims, m) or self._returning(m) or self._preceding(m)
        is_of_other = topic is not None and (self._is_of_another(topic, m) or self._is_no_time(topic, m))
        topic = None if is_of_other else topic or self.scene.setting.lead
        if topic is None:
            behind = topic_in_clause(self.scene, m)
            return behind if behind and fits(behind, m) else inherited_unless_told(self.scene, self.claims, m)
        if not fits(topic, m) or self._only_divides(topic, m):
            told = self._divided_by(topic) or self._told_before(topic) or self._named_before(topic, m)
            return told or inherited(self.scene, self.claims, m)
        if self._is_left_behind(topic, m) or self._is_subgroup(topic, m):
            return inherited(self.scene, self.claims, m) or topic
        return topic_in_clause(self.scene, m) or topic if leads_by_the_way(self.scene, topic, m) else topic

    def _only_divides(self, topic: Topic, m: Measurement) -> bool:
        """Whether a topic that makes no finding says of whom a ratio is: 'By nodal status the HR was 0.80'."""
        if topic.reason is Reason.ELIGIBILITY and has_its_ratio(self.scene, m):
            return True
        is_ratio = m.sort is Sort.EFFECT or (m.sort is Sort.PLAIN and m.interval is not None)
        is_trait = topic.reason in (Reason.ELIGIBILITY, Reason.NO_ENDPOINT, Reason.BACKGROUND)
        is_rate = m.unit == "%" and any(t.endpoint and t.end <= topic.start for t in self.scene.topics)
        return (
            (is_ratio or is_rate) and is_trait and _DIVIDES_LEFT.search(self.scene.before(topic.start, 40)) is not None
        )

    def _returning(self, m: Measurement) -> Topic | None:
        """Returns the wider endpoint that a list comes back to: 'responses in a, complete in b, and in m, …'."""
        if len(self.claims) < 2 or m.unit != "%":
            return None
        wider, part = self.claims[-2].topic, self.claims[-1].topic
        behind = self.scene.topic_behind(m, 90)
        is_part = behind is not None and behind != part and is_same(behind, part) and not is_same(wider, part)
        is_part = is_part or _IT_WAS.search(self.scene.text, part.end, m.start) is not None
        return wider if is_part and wider.endpoint == "ORR" and part.endpoint in ("CR", "PR") else None

    def _divided_by(self, topic: Topic) -> Topic | None:
        """Returns the endpoint right before a trait by which it is divided: 'OS rates according to nodal status: …'."""
        before = next((t for t in reversed(self.scene.topics) if t.end <= topic.start), None)
        if before is None or not before.endpoint or any(before.end <= c.start < topic.start for c in self.claims):
            return None
        is_next = topic.start - before.end <= 40 and _DIVIDES_LEFT.search(self.scene.before(topic.start, 40))
        return before if is_next else None

    def _told_before(self, topic: Topic) -> Topic | None:
        """Returns the endpoint of the last claim of this sentence that is not of a topic."""
        return next((c.topic for c in reversed(self.claims) if c.topic.endpoint and c.topic != topic), None)

    def _named_before(self, topic: Topic, m: Measurement) -> Topic | None:
        """Returns the endpoint before what an effect cannot be of: 'OS did not differ: at last follow-up HR'.

        Nor is a ratio of hazards of a response: 'relapses were fewer after a complete response (HR 0.24)'.
        """
        is_response = m.sort is Sort.EFFECT and topic.endpoint in RESPONSE_ENDPOINTS
        if topic.reason not in OTHER_TIMES and not is_response:
            return None
        return next(
            (t for t in reversed(self.scene.topics) if t.end <= topic.start and t.endpoint and fits(t, m)), None
        )

    def _is_left_behind(self, topic: Topic, m: Measurement) -> bool:
        """Whether a follow-up time has its figure and the sentence goes on: "after 24 months the medians were …"."""
        if topic.reason is Reason.ELIGIBILITY and m.unit in TIME_UNITS:
            return _IT_WAS.search(self.scene.text, topic.end, m.start) is not None
        if topic.reason not in OTHER_TIMES or not self._has_figure(topic):
            return False
        return points_back(self.scene, topic.end, m) or has_its_ratio(self.scene, m)

    def _is_of_another(self, topic: Topic, m: Measurement) -> bool:
        """Whether an endpoint has its share, and a further share tells what else so many patients had."""
        told = _HAD_ANOTHER.match(self.scene.text, m.end, self.scene.end) if m.unit == "%" else None
        if (
            told is None
            or topic.start > m.end
            or not any(claim.topic == topic and claim.values for claim in self.claims)
        ):
            return False
        return not any(told.start() <= t.start < told.end() for t in self.scene.topics)

    def _is_no_time(self, topic: Topic, m: Measurement) -> bool:
        """Whether a share stands behind a follow-up that has its time: '20 months in follow-up, 73% had died'."""
        if topic.reason is not Reason.FOLLOW_UP or m.unit != "%" or not self._has_figure(topic):
            return False
        behind = topic_in_clause(self.scene, m)
        return behind is not None and behind.endpoint is not None

    def _is_subgroup(self, topic: Topic, m: Measurement) -> bool:
        """Whether a trait with its bound only says of whom two figures are: 'Age <65 years: 14.0 versus 6.5 months'."""
        is_bounded = topic.reason is Reason.ELIGIBILITY and _BOUND_LABEL.fullmatch(self.scene.text, topic.end, m.start)
        return bool(is_bounded) and is_labelled(self.scene, m)

    def _has_figure(self, topic: Topic) -> bool:
        """Whether a time has its figure already, before it or behind it: '8.4 years of median follow-up'."""
        is_claimed = any(claim.topic == topic and claim.values for claim in self.claims)
        return is_claimed or _TIME_LEFT.search(self.scene.before(topic.start, 30)) is not None

    def _inside(self, m: Measurement) -> Topic | None:
        if m.events is None and m.interval is None:
            return None
        inside = [t for t in self.scene.topics if m.start <= t.start and t.end <= m.end]
        return next((t for t in inside if not t.is_weak), inside[0] if len(self.scene.topics) == 1 and inside else None)

    def _preceding(self, m: Measurement) -> Topic | None:
        before = [t for t in self.scene.topics if t.end <= m.start]
        strong = [t for at, t in enumerate(before) if not (t.is_weak and at and t.start - before[at - 1].end <= 12)]
        if not strong:
            return None
        depth = self.scene.brackets.depth(m.start)
        strong = [t for t in strong if self._depth(t) <= depth and not defines(self.scene, t, m)] or strong
        strong = [t for t in strong if not is_by_the_way(self.scene, self.claims, t, m)] or strong
        nearest = strong[-1]
        opened = self.scene.brackets.opened_before(m.start)
        if opened is not None and nearest.start > opened and only_explains(self.scene, self.claims, nearest, m):
            return next((t for t in reversed(strong) if t.end <= opened), nearest)
        return in_turn(self.scene, self.claims, nearest, m)

    def _depth(self, topic: Topic) -> int:
        """Returns how deep a topic stands; a sign stands as its words, where these name nothing: 'in nodes (tpCR)'."""
        is_sign = self.scene.text[topic.start - 1] in "([" and self.scene.text[topic.end : topic.end + 1] in (")", "]")
        is_named = any(0 <= topic.start - 1 - other.end <= 1 for other in self.scene.topics)
        return self.scene.brackets.depth(topic.start) - (is_sign and not is_named)
