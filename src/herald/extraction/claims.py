"""Claims: the measurements of one sentence, grouped under the endpoint that governs them.

Values that are compared stand in one claim ("61% v 34%"); an effect and a P value belong to the claim that they follow, unless
another endpoint was named in between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from herald.core.findings import Reason
from herald.extraction.arms import ArmMention
from herald.extraction.brackets import Brackets
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.topics import Topic

TIME_UNITS = ("months", "years", "weeks", "days")
RESPONSE_ENDPOINTS = frozenset({"ORR", "CR", "PR", "pCR", "CBR", "DCR", "CNS ORR", "durable response", "remission"})

LASTING_ENDPOINTS = frozenset({"durable response", "remission"})
"""Endpoints that are a response of some least length, which is then their time point."""


@dataclass(slots=True)
class Claim:
    """What one stretch of a sentence states about one endpoint.

    Attributes:
        values: One per arm, in printed order.
        effects: By the number of values that stood before: an effect, its P value, either may be missing.
        compared_at: The places of the values before which a word of comparison stands ("versus").
        is_carried: The endpoint was named in an earlier sentence.
    """

    topic: Topic
    start: int
    end: int
    values: list[Measurement] = field(default_factory=list)
    effect: Measurement | None = None
    p: Measurement | None = None
    pairwise: dict[int, tuple[Measurement, Measurement | None]] = field(default_factory=dict)
    timepoint: Measurement | None = None
    counts: list[Measurement] = field(default_factory=list)
    further_effects: list[Measurement] = field(default_factory=list)
    further_ps: list[Measurement] = field(default_factory=list)
    compared_at: set[int] = field(default_factory=set)
    is_carried: bool = False

    @property
    def last(self) -> Measurement | None:
        return self.values[-1] if self.values else None

    def measurements(self) -> list[Measurement]:
        pairs = [m for pair in self.pairwise.values() for m in pair]
        listed = [*self.further_effects, *self.further_ps, *self.counts]
        return [m for m in [*self.values, self.effect, self.p, *pairs, *listed] if m]

    def effect_for(self, place: int) -> tuple[Measurement | None, Measurement | None]:
        """Returns the effect and the P value of the comparison at a place; none where it is unclear whose they are."""
        if self.pairwise:
            return self.pairwise.get(place, (None, None))
        effects = [m for m in [self.effect, *self.further_effects] if m]
        ps = [m for m in [self.p, *self.further_ps] if m]
        comparisons = max(1, len(self.values) - 1)
        return _of(effects, place, comparisons), _of(ps, place, comparisons)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence inherits: the endpoint of the sentence before, the lead of its list, the running effect measure.

    Attributes:
        carried: The topic that figures without a topic of their own speak of.
        lead: The topic, and the time point, of the item that introduces the sentence.
        measure: The effect measure that the document named last.
    """

    carried: Topic | None = None
    lead: Topic | None = None
    lead_timepoint: Measurement | None = None
    measure: str | None = None
    heading_reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A measurement that belongs to no claim, and why."""

    measurement: Measurement
    reason: Reason


_STRONG = re.compile(
    r"\b(?:vs?|versus|compared\s(?:with|to)|than|against|as\sopposed\sto|relative\sto|over|nor)\b(?!\s(?:the|a)\s(?:course|period))",
    re.IGNORECASE,
)
_PURE_LINK = re.compile(r"[\s,)\]]*(?:and|or|,|/|\|)[\s(\[]*", re.IGNORECASE)
_WEAK_LINK = re.compile(r"(?:,|;|\band\b|\bwhile\b|\bwhereas\b|\bbut\b|\||\bor\b)", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b|\bin\sthat\sorder\b", re.IGNORECASE)
_ADJACENT = re.compile(
    r"\s?(?:(?!and\b|with\b|versus\b|vs\b|or\b|in\b|on\b|of\b|for\b|from\b|to\b|at\b|had\b|were\b|was\b|who\b|by\b|but\b|when\b|while\b|experienc)[A-Za-z][\w-]*\s){0,3}"
)
_RESPONSES = re.compile(r"(?:responses?|remissions?)$", re.IGNORECASE)
_PART_OF_LEFT = re.compile(r"\b(?:the|of|these|initial|all)\s$", re.IGNORECASE)
_EVENTS_RIGHT = re.compile(r"[\s)\]]{0,2}(?:[a-z]+\s){0,2}(?:events?|deaths?)\b", re.IGNORECASE)
_EVENTS_INSIDE = re.compile(r"\b(?:events?|deaths?)\b", re.IGNORECASE)
_WITH_LEFT = re.compile(r"(?:\bwith|\bafter|\bbased\son|\bfrom|[:;(,])\s?$", re.IGNORECASE)
_SUPERSEDED = re.compile(
    r"\b(?:moved|changed|corrected|revised|went|shifted|updated|amended|adjusted)\s(?:\w+\s)?from\s$", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|will|should|(?:is|are|was|were)\s(?:expected|projected|anticipated|hoped)|hopes?|hoping|aims?|aiming)\b[^.,;:()\d]{0,50}$",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"\s?(?:(?:un)?stratified\s|adjusted\s|with\s(?:an?\s)?)?(?:(?:hazard|odds|risk|rate)\sratios?|relative\srisk|a?HR|OR|RR|(?:nominal\s|log-?rank\s|(?:one|two|1|2)-sided\s)?[Pp])\b",
    re.IGNORECASE,
)
_ANAPHORA = re.compile(
    r"\b(?:effects?|benefits?|differences?|medians?|figures?|results?|improvements?|gains?|advantages?|it\s(?:was|reached|rose)|corresponding|respective"
    r"|values?|they\swere|this\swas|these\swere|estimates?)\b|^\W*(?:the\s)?(?:\S+\s){0,2}rates?\b|\|",
    re.IGNORECASE,
)
_COORDINATED = re.compile(
    r"\s?(?:rates?\s)?(?:[(\[][^()\[\]\d]*[)\]]\s?)?(?:,?\s?and|,|/|&)\s?(?:the\s)?(?:median\s|mean\s)?", re.IGNORECASE
)
_PREPOSITION = re.compile(r"[^A-Za-z]*(?P<word>for|in|with|on|among|after|given|at)\s", re.IGNORECASE)
_DIRECT_TIME = re.compile(r"\s?(?:of|was|is|were)\s(?:the\s)?(?:median\s)?|[-\s]median\s")


class ClaimBuilder:
    """Walks the measurements of one sentence from left to right and groups them."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        topics: Sequence[Topic],
        arms: Sequence[ArmMention],
        setting: Setting,
        brackets: Brackets,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.topics = topics
        self.arms = arms
        self.setting = setting
        self.claims: list[Claim] = []
        self.unclaimed: list[Unclaimed] = []
        self.timepoints: list[Measurement] = []
        self.measure = setting.measure
        self.brackets = brackets

    def build(self, measurements: Sequence[Measurement]) -> list[Claim]:
        for at, measurement in enumerate(measurements):
            self._take(measurement, measurements[at + 1 : at + 2])
        self._give_timepoints()
        return self.claims

    def _take(self, m: Measurement, following: Sequence[Measurement]) -> None:
        if self._is_superseded(m, following):
            self.unclaimed.append(Unclaimed(m, Reason.SUPERSEDED))
        elif m.sort is Sort.EFFECT or self._is_bare_effect(m):
            self._take_effect(m)
        elif m.sort is Sort.P or self._is_new_p(m):
            self._take_p(m)
        elif m.sort in (Sort.REDUCTION, Sort.DIFFERENCE):
            self._take_reduction(m)
        elif m.sort is Sort.TIMEPOINT:
            self._take_timepoint(m)
        elif self._is_further_effect(m):
            self.claims[-1].further_effects.append(m)
        elif m.sort is Sort.VALUE or (m.sort is Sort.PLAIN and (m.interval or self._is_count_of(m))):
            self._take_value(m)
        else:
            self._drop(m)

    def _drop(self, m: Measurement) -> None:
        reason = {Sort.DOSE: Reason.DOSE, Sort.SIZE: Reason.SAMPLE_SIZE}.get(m.sort)
        if m.sort is Sort.CHANGE or (m.sort is Sort.CUTOFF and m.unit == "%"):
            reason = Reason.NO_ENDPOINT
        elif m.sort is Sort.CUTOFF and m.number.value is not None and m.number.value < 1:
            reason = Reason.DESIGN
        if reason:
            self.unclaimed.append(Unclaimed(m, reason))

    def _is_superseded(self, m: Measurement, following: Sequence[Measurement]) -> bool:
        left = self.text[max(self.start, m.start - 24) : m.start]
        return bool(_SUPERSEDED.search(left)) and bool(following)

    def _is_new_p(self, m: Measurement) -> bool:
        """The value that a superseded P value was changed to."""
        last = self.unclaimed[-1] if self.unclaimed else None
        if m.sort is not Sort.PLAIN or last is None or last.reason is not Reason.SUPERSEDED:
            return False
        between = self.text[last.measurement.end : m.start].strip()
        before = self.text[self.start : last.measurement.start]
        return between == "to" and bool(re.search(r"\bP[\s-]?values?\b[^.;]{0,40}$", before, re.IGNORECASE))

    def _is_bare_effect(self, m: Measurement) -> bool:
        """A number with an interval and no unit, where a ratio is being spoken of: 'for others it was 0.83 (0.63–1.10)'."""
        if m.sort is not Sort.PLAIN or m.interval is None or m.number.value is None:
            return False
        if self.measure is None and m.interval.level is None:
            return False
        topic = self._govern(m)
        is_median = "median" in self.text[max(self.start, m.start - 90) : m.start].lower()
        is_timed = topic is None or topic.endpoint not in RESPONSE_ENDPOINTS
        return m.number.value < 5 and not is_median and is_timed and (topic is None or topic.reason is None)

    def _is_further_effect(self, m: Measurement) -> bool:
        """The second of two effects for three arms: 'HR 0.72 and 0.77'."""
        claim = self.claims[-1] if self.claims else None
        if claim is None or claim.effect is None or len(claim.values) < 3 or m.sort is not Sort.PLAIN:
            return False
        last = (claim.further_effects or [claim.effect])[-1]
        return self.text[last.end : m.start].strip(" )],") == "and"

    def _is_count_of(self, m: Measurement) -> bool:
        """A bare count directly before what it counts: '15 complete responses'."""
        topic = self._right_topic(m)
        if topic is None or topic.endpoint not in RESPONSE_ENDPOINTS or not m.number.is_whole or m.number.bound:
            return False
        left = self.text[max(self.start, m.start - 12) : m.start]
        return bool(_RESPONSES.search(self.text[topic.start : topic.end])) and not _PART_OF_LEFT.search(left)

    def _take_timepoint(self, m: Measurement) -> None:
        topic = self._govern(m)
        if topic and topic.reason in (Reason.FOLLOW_UP, Reason.TREATMENT_DURATION):
            self.unclaimed.append(Unclaimed(m, topic.reason))
        else:
            self.timepoints.append(m)

    # values

    def _take_value(self, m: Measurement) -> None:
        if self._is_event_count(m):
            if self.claims:
                self.claims[-1].counts.append(m)
            return
        if self._is_hedged(m):
            self.unclaimed.append(Unclaimed(m, Reason.HEDGED))
            return
        current = self.claims[-1] if self.claims else None
        joined = self._open_claim(m)
        if joined and joined.last and self._joins(joined, joined.last, m):
            self._join(joined, m)
            return
        topic = self._govern(m)
        if topic is None or not self._fits(topic, m):
            self.unclaimed.append(Unclaimed(m, Reason.NO_ENDPOINT))
            return
        if current and not current.values and self._completes(current, topic, m):
            current.values.append(m)
            current.end = max(current.end, m.end)
            return
        self._open(topic, m).values.append(m)

    def _open_claim(self, m: Measurement) -> Claim | None:
        """Returns the last claim that is not deeper in brackets than a value: 'a (of them b) against c' compares a with c."""
        depth = self.brackets.depth(m.start)
        level = (c for c in reversed(self.claims) if self.brackets.depth(c.start) <= depth)
        claim = next(level, None)
        return claim if claim and claim.last else None

    def _is_hedged(self, m: Measurement) -> bool:
        return bool(_HEDGE.search(self.text, max(self.start, m.start - 60), m.start))

    def _open(self, topic: Topic, m: Measurement) -> Claim:
        claim = Claim(topic, m.start, m.end, is_carried=topic not in self.topics)
        self.claims.append(claim)
        return claim

    def _join(self, claim: Claim, m: Measurement) -> None:
        between = self._outside(claim.values[-1].end, m.start)
        if _STRONG.search(between):
            claim.compared_at.add(len(claim.values))
        if claim.effect:
            claim.pairwise[len(claim.values) - 1] = (claim.effect, claim.p)
            claim.effect = claim.p = None
        claim.values.append(m)
        claim.end = max(claim.end, m.end)

    def _completes(self, claim: Claim, topic: Topic, m: Measurement) -> bool:
        """Whether a value belongs to an effect that was printed before it, in the same parenthesis or right behind it."""
        if claim.topic.endpoint != topic.endpoint or claim.effect is None:
            return False
        is_inside = self.brackets.lowest(claim.end, m.start) > 0
        is_median = _dimension(m) == "time"
        return (is_inside or is_median) and self._named_between(claim.end, m.start) is None

    def _joins(self, claim: Claim, before: Measurement, m: Measurement) -> bool:
        if _dimension(before) != _dimension(m) or len(claim.values) >= 6:
            return False
        between = self._outside(before.end, m.start)
        named = self._named_between(before.end, m.start)
        if named is not None and not (_same(named, claim.topic) and _STRONG.search(between)):
            return False
        if self._right_topic(m) not in (None, claim.topic):
            return False
        if claim.effect and not _RESPECTIVELY.search(self.text, m.start, self.end):
            return False
        if _STRONG.search(between):
            return True
        if claim.topic in self.topics and len(self._run_of(claim)) > 1:
            return False
        return not claim.compared_at and self._is_listed(claim, before, m, between)

    def _is_listed(self, claim: Claim, before: Measurement, m: Measurement, between: str) -> bool:
        """Whether two values that no word compares still stand side by side for two arms."""
        if not _WEAK_LINK.search(between):
            return False
        if _PURE_LINK.fullmatch(between) or _RESPECTIVELY.search(self.text, m.start, min(self.end, m.end + 160)):
            return True
        if self._is_parallel(between, m):
            return True
        has_arm_between = any(before.end <= arm.start and arm.end <= m.start for arm in self.arms)
        has_arm_near = any(m.end <= arm.start <= m.end + 60 for arm in self.arms)
        has_arm_before = any(claim.start - 90 <= arm.start < before.start for arm in self.arms)
        return has_arm_between and (has_arm_near or has_arm_before)

    def _is_parallel(self, between: str, m: Measurement) -> bool:
        """'75% among those and 68% among these': the same preposition behind both values."""
        first, second = _PREPOSITION.match(between), _PREPOSITION.match(self.text, m.end)
        return bool(first and second and first["word"].lower() == second["word"].lower())

    def _is_event_count(self, m: Measurement) -> bool:
        """'with 72 (28%) events': how many events an analysis rests on, no result of its own."""
        if m.events is None:
            return False
        inside = _EVENTS_INSIDE.search(self.text, m.start, m.end)
        behind = _EVENTS_RIGHT.match(self.text, m.end)
        if self.claims and self.claims[-1].counts and not behind:
            last = self.claims[-1].counts[-1]
            return bool(_STRONG.search(self.text[last.end : m.start])) and m.start - last.end < 40
        return bool(inside or behind) and bool(self.claims) and bool(_WITH_LEFT.search(self.text[: m.start][-12:]))

    # effects and P values

    def _take_effect(self, m: Measurement) -> None:
        self.measure = m.measure or self.measure
        claim = self._claim_for(m)
        if claim is None:
            topic = self._govern(m) or (None if self.topics else self.setting.carried)
            if topic is None:
                self.unclaimed.append(Unclaimed(m, Reason.NO_ENDPOINT))
                return
            claim = self._open(topic, m)
        claim.effect = m
        claim.end = max(claim.end, m.end)

    def _claim_for(self, m: Measurement) -> Claim | None:
        """Returns the open claim that an effect belongs to."""
        *earlier, claim = self._without_reductions() or [None]
        if claim is None or claim.effect or not self._is_near(claim, m):
            return None
        named = self._named_between(claim.end, m.start)
        if named is not None and not _same(named, claim.topic):
            return None
        before = earlier[-1] if earlier else None
        shares = before and before.topic == claim.topic and before.values and claim.values and not before.effect
        return None if shares else claim

    def _without_reductions(self) -> list[Claim]:
        """Returns the claims so far, without a relative risk reduction that says the same as the values before it."""
        last = self.claims[-2:]
        if len(last) == 2 and last[1].effect and last[1].effect.sort is Sort.REDUCTION and last[0].values:
            return self.claims[:-1] if _same(last[0].topic, last[1].topic) else self.claims
        return self.claims

    def _take_p(self, m: Measurement) -> None:
        claim = max(self.claims[-2:], key=lambda c: c.end, default=None)
        named = self._named_between(claim.end, m.start) if claim else None
        if claim and claim.p is None and (named is None or _same(named, claim.topic)) and self._is_near(claim, m):
            claim.p = m
            claim.end = max(claim.end, m.end)
            return
        if claim and claim.p and len(claim.values) > 2 and m.start - claim.end < 20 and named is None:
            claim.further_ps.append(m)
            return
        topic = self._govern(m)
        if topic is None:
            self.unclaimed.append(Unclaimed(m, Reason.NO_ENDPOINT))
        else:
            self._open(topic, m).p = m

    def _is_near(self, claim: Claim, m: Measurement) -> bool:
        """Whether no semicolon parts a figure from a claim, or the figure's own announcement follows it at once."""
        at = self.brackets.last_break(claim.end, m.start)
        return at is None or _CONTINUES.match(self.text, at + 1) is not None

    def _take_reduction(self, m: Measurement) -> None:
        claim = self.claims[-1] if self.claims else None
        is_behind = claim and m.sort is Sort.DIFFERENCE and len(claim.values) == 2 and not claim.effect
        if claim and is_behind and self.brackets.depth(m.start) and self._named_between(claim.end, m.start) is None:
            claim.effect = m
            claim.end = m.end
            return
        topic = self._following(m, 90) or self._govern(m)
        if topic is None or topic.reason:
            self.unclaimed.append(Unclaimed(m, topic.reason if topic and topic.reason else Reason.NO_ENDPOINT))
            return
        claim = self._open(topic, m)
        claim.effect = m

    # topics

    def _govern(self, m: Measurement) -> Topic | None:
        """Returns the topic that a measurement speaks of, or None."""
        if m.events is not None:
            inside = [t for t in self.topics if m.start <= t.start and t.end <= m.end and not t.is_weak]
            if inside:
                return inside[0]
        right = self._right_topic(m)
        if right is not None:
            return right
        return self._preceding(m) or self.setting.lead or self._following_in_clause(m) or self._inherited(m)

    def _inherited(self, m: Measurement) -> Topic | None:
        """Returns the topic of the sentence before, where this sentence has none and points back to it."""
        if self.topics or m.sort is Sort.P:
            return None
        points_back = m.sort is Sort.EFFECT or _ANAPHORA.search(self.text, self.start, m.start)
        return self.setting.carried if points_back else None

    def _right_topic(self, m: Measurement) -> Topic | None:
        """Returns the topic directly behind a percentage or a count: '42% tumour shrinkage'."""
        if m.unit in TIME_UNITS and not m.number.is_compound:
            return None
        for topic in self.topics:
            if 0 <= topic.start - m.end <= 40:
                gap = self.text[m.end : topic.start]
                return topic if _ADJACENT.fullmatch(gap) else None
        return None

    def _preceding(self, m: Measurement) -> Topic | None:
        before = [t for t in self.topics if t.end <= m.start]
        strong = [t for at, t in enumerate(before) if not (t.is_weak and at and _close(before[at - 1], t))]
        if not strong:
            return None
        depth = self.brackets.depth(m.start)
        strong = [t for t in strong if self.brackets.depth(t.start) <= depth] or strong
        nearest = strong[-1]
        opened = self.brackets.opened_before(m.start)
        if (
            opened is not None
            and nearest.start > opened
            and len(strong) > 1
            and ";" in self.text[nearest.end : m.start]
        ):
            if not any(c.start >= nearest.end for c in self.claims):
                return next((t for t in reversed(strong) if t.end <= opened), nearest)
        return self._in_turn(nearest)

    def _run(self, topic: Topic) -> list[Topic]:
        """Returns the endpoints that are named together up to a topic: 'PFS and OS were …'."""
        at = self.topics.index(topic)
        run = [topic]
        while at and _COORDINATED.fullmatch(self.text, self.topics[at - 1].end, run[0].start):
            at -= 1
            if self.topics[at].endpoint is None or _same(self.topics[at], run[0]):
                break
            run.insert(0, self.topics[at])
        return run

    def _run_of(self, claim: Claim) -> list[Topic]:
        nearest = next((t for t in reversed(self.topics) if t.end <= claim.start), claim.topic)
        run = self._run(nearest)
        return run if claim.topic in run else [claim.topic]

    def _in_turn(self, nearest: Topic) -> Topic:
        """Returns, of endpoints that are named together, the one whose turn it is: the first figure is of the first."""
        run = self._run(nearest)
        given = sum(1 for claim in self.claims if claim.topic in run and claim.start >= run[-1].end)
        return run[given % len(run)]

    def _following_in_clause(self, m: Measurement) -> Topic | None:
        topic = self._following(m, 400)
        if topic is None:
            return None
        gap = self.text[m.end : topic.start]
        if m.unit in TIME_UNITS:
            return topic if _DIRECT_TIME.fullmatch(gap) or self._is_spoken_time(topic, m) else None
        return None if self.brackets.has_break(m.end, topic.start) else topic

    def _is_spoken_time(self, topic: Topic, m: Measurement) -> bool:
        return topic.reason is not None and topic.start - m.end < 60

    def _following(self, m: Measurement, reach: int) -> Topic | None:
        return next((t for t in self.topics if 0 <= t.start - m.end <= reach), None)

    def _named_between(self, start: int, end: int) -> Topic | None:
        """Returns the first topic between two places, those left out that stand deeper in brackets than both."""
        level = max(self.brackets.depth(start), self.brackets.depth(end))
        between = (t for t in self.topics if start <= t.start < end and not t.is_weak)
        return next((t for t in between if self.brackets.depth(t.start) <= level), None)

    def _outside(self, start: int, end: int) -> str:
        return self.brackets.outside(start, end)

    def _fits(self, topic: Topic, m: Measurement) -> bool:
        """Whether a figure can be of that endpoint: no months of response, no bare number of anything."""
        if topic.reason is not None:
            return True
        if m.unit in TIME_UNITS or m.number.is_not_reached:
            return topic.endpoint not in RESPONSE_ENDPOINTS
        return True

    def _give_timepoints(self) -> None:
        """Gives each rate its time point: the nearest before it, else behind it; 'at 6 and 12 months' in turn."""
        rates = [
            c
            for c in self.claims
            if c.values and c.values[0].unit == "%" and c.topic.endpoint not in RESPONSE_ENDPOINTS
        ]
        for claim in rates:
            claim.timepoint = self._timepoint_of(claim, rates)
        for claim in self.claims:
            if claim.topic.endpoint in LASTING_ENDPOINTS:
                claim.timepoint = next((t for t in self.timepoints if t.start >= claim.end), None)

    def _timepoint_of(self, claim: Claim, rates: list[Claim]) -> Measurement | None:
        before = [t for t in self.timepoints if t.end <= claim.start + 1]
        if not before:
            after = [t for t in self.timepoints if claim.end <= t.start + 1]
            return after[0] if after else self.setting.lead_timepoint
        run = [before[-1]]
        while len(before) > len(run) and _are_listed(self.text, before[-len(run) - 1], run[0]):
            run.insert(0, before[-len(run) - 1])
        same = [
            c
            for c in rates
            if c.start > run[-1].start
            and not any(t.start > run[-1].start and t.end <= c.start for t in self.timepoints)
        ]
        return run[min(same.index(claim), len(run) - 1)] if claim in same else before[-1]


def _of(listed: list[Measurement], place: int, count: int) -> Measurement | None:
    return listed[place] if len(listed) == count and place < count else None


def _are_listed(text: str, first: Measurement, second: Measurement) -> bool:
    return bool(re.fullmatch(r"\s?(?:,|and|,\sand)\s", text[first.end : second.start]))


def _dimension(m: Measurement) -> str:
    if m.number.is_not_reached or m.unit in TIME_UNITS:
        return "time"
    return m.unit or "time"


def _close(first: Topic, second: Topic) -> bool:
    return second.start - first.end <= 12


def _same(first: Topic, second: Topic) -> bool:
    return first.endpoint == second.endpoint and first.reason == second.reason
