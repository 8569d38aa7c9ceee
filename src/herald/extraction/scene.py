"""A sentence as the reader of claims sees it: its text, what it names, and what it inherits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.brackets import Brackets
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.topics import Topic

RESPECTIVELY = Pattern(r"\brespectively\b", re.IGNORECASE)


@record(frozen=True, slots=True)
class Setting:
    """What a sentence inherits: the endpoint of the sentence before, the lead of its list, the running effect measure.

    Attributes:
        carry: Returns the topic that figures without a topic of their own speak of; few ask for it.
        timed: The endpoint with a time to an event that the document told of last; ratios of hazards are of such.
        lead: The topic, and the time point, of the item that introduces the sentence.
        measure: The effect measure that the document named last.
        ahead: The endpoint whose values the next sentence gives, where this one gives a ratio and names none.
        told: The endpoints of the claims of the sentence before, in order.
    """

    carry: Callable[[], Topic | None] = lambda: None
    timed: Topic | None = None
    lead: Topic | None = None
    lead_timepoint: Measurement | None = None
    measure: str | None = None
    ahead: Topic | None = None
    told: Sequence[Topic] = ()

    @property
    def carried(self) -> Topic | None:
        return self.carry()


@record(frozen=True, slots=True)
class Scene:
    """`text[start:end]` with its topics, its arms, its brackets and its setting."""

    text: str
    start: int
    end: int
    topics: Sequence[Topic]
    arms: Sequence[ArmMention]
    brackets: Brackets
    setting: Setting = Setting()

    def before(self, place: int, reach: int) -> str:
        """Returns the text before a place, no further back than its sentence."""
        return self.text[max(self.start, place - reach) : place]

    def named_between(self, start: int, end: int) -> Topic | None:
        """Returns the first topic between two places, those left out that stand deeper in brackets than both."""
        level = max(self.brackets.depth(start), self.brackets.depth(end))
        between = (t for t in self.topics if start <= t.start < end and not t.is_weak)
        return next((t for t in between if self.brackets.depth(t.start) <= level), None)

    def topic_behind(self, m: Measurement, reach: int) -> Topic | None:
        """Returns the first topic that begins behind a measurement, within reach."""
        return next((t for t in self.topics if 0 <= t.start - m.end <= reach), None)
