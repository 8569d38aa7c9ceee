"""Claims: the measurements of one sentence, grouped under the endpoint that governs them.

Values that are compared stand in one claim ("61% v 34%"); an effect and a P value belong to the claim that they
follow, unless another endpoint was named in between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from herald.core.findings import Category, Reason
from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.topics import Topic

RESPONSE_ENDPOINTS = frozenset(
    {
        "ORR",
        "CR",
        "PR",
        "pCR",
        "bpCR",
        "CBR",
        "DCR",
        "CNS ORR",
        "CNS CR",
        "CNS PR",
        "SD",
        "CNS DCR",
        "CNS CBR",
        "PET response rate",
        "metabolic response",
        "durable response",
        "remission",
    }
)

LASTING_ENDPOINTS = frozenset({"durable response", "remission"})
"""Endpoints that are a response of some least length, which is then their time point."""
OTHER_TIMES = (Reason.FOLLOW_UP, Reason.TREATMENT_DURATION)
"""Reasons of times that run with a study and are no endpoints."""
_OF_CARE = Pattern(
    r"time\s(?:from|to)\b.*\b(?:diagnos\w+|tests?|testing|surger(?:y|ies)|operation|biops\w+|referral|initiation|start"
    r"|appointment|consultation|imaging|screening|return|discharge|treatment$)",
    re.IGNORECASE,
)
"""Times that a service takes: results, but none of a treatment on the disease."""


def category_of(endpoint: str | None) -> Category:
    """Returns the category of an endpoint that no concept stands behind, or of one of the vocabulary."""
    return Category.OTHER if endpoint and _OF_CARE.match(endpoint) else Category.EFFICACY


@dataclass(slots=True)
class Claim:
    """What one stretch of a sentence states about one endpoint.

    Attributes:
        values: One per arm, in printed order.
        effects: By the number of values that stood before: an effect, its P value, either may be missing.
        compared_at: The places of the values before which a word of comparison stands ("versus").
        is_carried: The endpoint was named in an earlier sentence.
        statistic: What the values are, where the endpoint itself does not say it.
        unit: The unit of all values, where it says more than what is printed behind them: "% change".
        category: Whether the endpoint is one of efficacy, of safety, or another.
        is_end: Its value is what something was in one arm before a change, or after it.
        like: The claim between whose values its own stand, and whose arms it has.
        is_comparison: It says how arms compare, and its P value is all that is printed.
        arms: The two arms that its words set against each other, where they name both.
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
    statistic: str | None = None
    unit: str | None = None
    category: Category = Category.EFFICACY
    is_end: bool = False
    like: Claim | None = None
    is_comparison: bool = False
    arms: tuple[ArmMention, ...] = ()

    @property
    def last(self) -> Measurement | None:
        return self.values[-1] if self.values else None

    @property
    def values_start(self) -> int:
        """Where its values begin, which may stand behind its effect."""
        return self.values[0].start if self.values else self.start

    @property
    def is_closed(self) -> bool:
        """Whether its effect stands behind its values; one that was printed before them leaves room for more."""
        return self.effect is not None and bool(self.values) and self.effect.start > self.values[0].start

    def measurements(self) -> list[Measurement]:
        pairs = [m for pair in self.pairwise.values() for m in pair]
        listed = [*self.further_effects, *self.further_ps, *self.counts]
        return [m for m in [*self.values, self.effect, self.p, *pairs, *listed] if m]

    def effect_for(
        self, place: int, at: int = 0, comparator: int | None = None
    ) -> tuple[Measurement | None, Measurement | None]:
        """Returns the effect and the P value of the comparison at a place; none where it is unclear whose they are.

        Args:
            place: The place among the arms under test.
            at: The place of the value among all values; what stands behind the comparator is of the value before it.
            comparator: The place of the comparator among all values.
        """
        if self.pairwise:
            pairs = self.pairwise | ({len(self.values) - 1: (self.effect, self.p)} if self.effect else {})
            return pairs.get(at) or (pairs.get(at + 1) if at + 1 == comparator else None) or (None, None)
        effects = [m for m in [self.effect, *self.further_effects] if m]
        ps = [m for m in [self.p, *self.further_ps] if m]
        comparisons = max(1, len(self.values) - 1)
        return _of(effects, place, comparisons), _of(ps, place, comparisons)


@record(frozen=True, slots=True)
class Unclaimed:
    """A measurement that belongs to no claim, and why."""

    measurement: Measurement
    reason: Reason


def _of(listed: list[Measurement], place: int, count: int) -> Measurement | None:
    return listed[place] if len(listed) == count and place < count else None


def dimension(m: Measurement) -> str:
    """Returns what a figure measures: figures of different dimensions are never compared."""
    if m.number.is_not_reached or m.unit in TIME_UNITS:
        return "time"
    return m.unit or "time"


def is_same(first: Topic, second: Topic) -> bool:
    return first.endpoint == second.endpoint and first.reason == second.reason


def place_of(claim: Claim, claims: Sequence[Claim]) -> int:
    """Returns the place of a claim among those of its sentence."""
    return next(at for at, one in enumerate(claims) if one.start == claim.start)


def fits(topic: Topic, m: Measurement) -> bool:
    """Whether a figure can be of that topic: no months of response, no hazard ratio of a follow-up time."""
    is_bare = m.sort is Sort.PLAIN and m.interval is not None
    if m.sort is Sort.EFFECT and (
        topic.reason in (*OTHER_TIMES, Reason.ELIGIBILITY)
        or (m.measure == "HR" and topic.endpoint in RESPONSE_ENDPOINTS)
    ):
        return False
    is_time = m.unit in TIME_UNITS or m.number.is_not_reached or is_bare
    return topic.reason is not None or not is_time or topic.endpoint not in RESPONSE_ENDPOINTS


def is_timed(claim: Claim) -> bool:
    """Whether a claim is of a time to an event: it has a hazard ratio, or gives months."""
    has_ratio = claim.effect is not None and claim.effect.measure == "HR"
    has_time = bool(claim.values) and claim.values[0].unit in TIME_UNITS
    return (
        claim.topic.endpoint is not None and claim.topic.endpoint not in RESPONSE_ENDPOINTS and (has_ratio or has_time)
    )
