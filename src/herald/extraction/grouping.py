"""The measurements of a sentence, walked from left to right and grouped into claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.core.findings import Reason
from herald.extraction.bare_ratios import claim_of_two, is_bare_ratio, is_further_effect
from herald.extraction.claims import OTHER_TIMES, Claim, Unclaimed, category_of, dimension, fits, is_same
from herald.extraction.complements import lacks_trait
from herald.extraction.coordination import together_with
from herald.extraction.following import topic_of_effect
from herald.extraction.gains import (
    gives_way,
    is_gain_between,
    is_mere_gap,
    repeats,
    rises_to,
    sums_up,
    told_again,
    topic_changed,
    topic_explained,
    without_reductions,
)
from herald.extraction.gathering import gathered
from herald.extraction.governing import Governor
from herald.extraction.hedges import is_hedged
from herald.extraction.joining import PURE_LINK, is_comparison, joins
from herald.extraction.lone import is_of_both
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.objections import is_superseded, reason_against, reason_by_sort
from herald.extraction.pairs import find_pair
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.plain_values import is_plain_value
from herald.extraction.scene import Scene
from herald.extraction.sharing import share, share_value
from herald.extraction.timepoints import give_timepoints, run_of, split_by_time
from herald.extraction.topics import Topic
from herald.extraction.turns import find_turns

_EVENTS_RIGHT = Pattern(r"[\s)\]]{0,2}(?:[a-z]+\s){0,2}(?:events?|deaths?)\b", re.IGNORECASE)
_EVENTS_INSIDE = Pattern(r"\b(?:events?|deaths?)\b", re.IGNORECASE)
_WITH_LEFT = Endings(r"(?:(?<!compared\s)\bwith|\bafter|\bbased\son|\bfrom|[:;(,])\s?$", re.IGNORECASE)
_CONTINUES = Pattern(
    r"\s?(?:and\s|with\s)?(?:an?\s|the\s)?(?:(?:un)?stratified\s|adjusted\s)?(?:(?:hazard|odds|risk|rate)\sratios?|relative\srisk|a?HR|OR|RR|(?:nominal\s|log-?rank\s|(?:one|two|1|2)-sided\s)?[Pp])\b",
    re.IGNORECASE,
)
_P_LEFT = Pattern(r"\bP[\s-]?values?\b[^.;]{0,40}$", re.IGNORECASE)
_MEDIANS_NEXT = Pattern(r"\s?(?:the\s)?(?:respective\s)?medians?\b", re.IGNORECASE)
_AGAINST_IN = Pattern(
    r"(?:\s(?:with|on|in|for)\s[^;.()\d]{1,40}?)?\s?[(\[]\s?(?:vs?\.?|versus|against|compared\s(?:with|to))\s",
    re.IGNORECASE,
)
_AND_IN = Pattern(
    r"[\s)\]]*(?:of\s[^,;.()%\d]{2,50})?,\s(?:and|versus|vs\.?|against|compared\swith)\s(?:in\s|by\s|of\sthe\s[\w\s+-]{1,40}?\s(?:arm|group)\s)?",
    re.IGNORECASE,
)
_THEN_OF = Pattern(
    r"(?:\sof\s(?:them|these|those))?[\s)\]]*;\s(?:and\s|while\s)?(?:of|in|for|with|among|on)\s[^;.,()\[\]%]{1,60},\s(?:it\swas\s)?",
    re.IGNORECASE,
)
"""Between the last figure of one arm and the first of the next: '…, complete in 15%; of the other group, 78%'."""
_NAMED = r"(?:with|on|in|for|among|of)\s(?:[^;.()\d]|(?<=[A-Za-z])\d){1,60}?"
_WERE = r"(?:(?:it\s|they\s)?(?:was|were)\s)?"
_NEXT_ARM = Pattern(
    rf"[\s)\]]*(?P<told>,?\srespectively)?(?:,?\s{_NAMED})?(?:;|,?\s(?:and|while|whereas|but|versus|vs\.?|compared\s(?:with|to)))\s"
    rf"{_WERE}(?:{_NAMED},?\s)?{_WERE}(?:(?:[^;.,()\d]|(?<=[A-Za-z])\d){{1,60}}?\s(?:had|gave|yielded|produced|achieved|reached|showed)\s)?"
    r"(?:only\s|just\s)?",
    re.IGNORECASE,
)
_NEXT_OF_LIST = Pattern(r"\s?%?(?:\s(?:months|years))?,?\s(?:and\s)?\d", re.IGNORECASE)
_P_BEHIND = Pattern(r"[\s)\],;]*(?:(?:and|with)\s(?:an?\s)?)?[Pp]?[\s=]*(?:value\s?)?[=<>]?\s?")
_MORE_IN = Pattern(
    r"\b(?:more|less)\s(?:often|frequent\w*|common\w*|likely|(?:so|of\s(?:them|these)))\b|\b(?:higher|lower|better|greater)\s(?:in|for|among|with)\b",
    re.IGNORECASE,
)
"""What makes an effect behind a lone value one of a comparison of its own: 'in 26%, more often with X (OR 2.5)'."""


class ClaimBuilder:
    """Builds the claims of one sentence, and keeps what belongs to none with the reason.

    Attributes:
        measure: The effect measure that was named last.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.claims: list[Claim] = []
        self.unclaimed: list[Unclaimed] = []
        self.timepoints: list[Measurement] = []
        self.gaps: list[Claim] = []
        self.measure = scene.setting.measure
        self.governor = Governor(scene, self.claims)

    def build(self, measurements: Sequence[Measurement]) -> list[Claim]:
        self.governor.turns = find_turns(self.scene, measurements)
        for measurement in measurements:
            self._take(measurement)
        share_value(self.scene, self.claims)
        self._double()
        self._leave_gaps_told_again()
        self.claims += self.gaps
        self.claims[:] = gathered(self.scene, self.claims)
        self._leave_mere_gaps()
        share(self.scene, self.claims)
        self.claims[:] = split_by_time(self.scene, self.claims, self.timepoints)
        give_timepoints(self.scene, self.claims, self.timepoints)
        return self.claims

    def _leave_gaps_told_again(self) -> None:
        """Leaves mere gaps that two values and their ratio tell again: 'by 8.6 months (24.9 vs 16.3; HR 0.64)'."""
        for at in reversed(range(len(self.claims) - 1)):
            gap = told_again(self.claims[at], self.claims[at + 1])
            if gap:
                del self.claims[at]
                self._leave(gap, Reason.RESTATED)

    def _leave_mere_gaps(self) -> None:
        """Leaves differences that say nothing that their two values do not: '87.2% versus 75.4%, a gain of 11.8%'."""
        for claim in self.claims:
            gap = claim.effect
            if gap and is_mere_gap(claim):
                claim.effect = None
                self._leave(gap, Reason.RESTATED)

    def _double(self) -> None:
        """Gives a value that is said of both arms to both: '7.4 months in both groups'."""
        for claim in self.claims:
            if len(claim.values) == 1 and is_of_both(self.scene, claim.values[0]):
                claim.values.append(replace(claim.values[0], interval=None))

    def _take(self, m: Measurement) -> None:
        if is_superseded(self.scene, m):
            self._leave(m, Reason.SUPERSEDED)
        elif m.sort is Sort.EFFECT or is_bare_ratio(self.scene, self.governor, self.claims, self.measure, m):
            self._take_effect(m)
        elif m.sort is Sort.P or self._is_new_p(m):
            self._take_p(m)
        elif m.sort in (Sort.REDUCTION, Sort.DIFFERENCE):
            self._take_reduction(m)
        elif is_gain_between(self.scene, self.claims, m):
            self._sum_up(replace(m, sort=Sort.DIFFERENCE))
        elif m.sort is Sort.TIMEPOINT:
            self._take_timepoint(m)
        else:
            self._take_figure(m)

    def _take_figure(self, m: Measurement) -> None:
        if is_further_effect(self.scene, self.claims, m):
            self.claims[-1].further_effects.append(m)
        elif self._is_event_count(m):
            self.claims[-1].counts.append(m)
        elif m.sort is Sort.VALUE or is_plain_value(self.scene, self.claims, m):
            self._take_value(m)
        elif reason := reason_by_sort(m):
            self._leave(m, reason)

    def _leave(self, m: Measurement, reason: Reason | None = None) -> None:
        self.unclaimed.append(Unclaimed(m, reason or Reason.NO_ENDPOINT))

    def _is_new_p(self, m: Measurement) -> bool:
        """The value that a superseded P value was changed to."""
        last = self.unclaimed[-1] if self.unclaimed else None
        if m.sort is not Sort.PLAIN or last is None or last.reason is not Reason.SUPERSEDED:
            return False
        between = self.scene.text[last.measurement.end : m.start].strip()
        before = self.scene.text[self.scene.start : last.measurement.start]
        return between == "to" and bool(_P_LEFT.search(before))

    def _take_timepoint(self, m: Measurement) -> None:
        topic = self.governor.topic_of(m)
        if topic and topic.reason in OTHER_TIMES:
            self._leave(m, topic.reason)
        else:
            self.timepoints.append(m)

    def _take_value(self, m: Measurement) -> None:
        reason = reason_against(self.scene, self.claims, m)
        if reason:
            self._leave(m, reason)
            return
        current = self.claims[-1] if self.claims else None
        in_turn = current if current and self._is_set_against(current, m) else None
        in_turn = in_turn or self._claim_in_turn(m) or self._interleaved(m)
        if in_turn:
            self._join(in_turn, m)
            return
        joined = self._open_claim(m)
        if joined and (self._goes_on_in_time(joined, m) or joins(self.scene, self.governor, joined, m)):
            self._join(joined, m)
            return
        topic = self.governor.topic_of(m)
        if topic is None:
            self._leave(m)
            return
        if current and not current.values and self._completes(current, topic, m):
            current.values.append(m)
            current.end = max(current.end, m.end)
            return
        self._open(topic, m).values.append(m)

    def _goes_on_in_time(self, claim: Claim, m: Measurement) -> bool:
        """Whether a rate is of the second arm at the next time: 'at 6 and 12 months a and b, against c and m'."""
        times = len(run_of(self.scene, self.timepoints)) if self.timepoints else 0
        if times < 2 or claim.compared_at != {times} or not times < len(claim.values) < 2 * times:
            return False
        between = self.scene.text[claim.values[-1].end : m.start]
        return dimension(m) == dimension(claim.values[0]) == "%" and PURE_LINK.fullmatch(between) is not None

    def _is_set_against(self, claim: Claim, m: Measurement) -> bool:
        """Whether a bracket right behind a value sets another against it: '23.5 months (vs 25.5 months on Y)'."""
        last = claim.last
        if last is None or claim.effect or dimension(last) != dimension(m):
            return False
        return _AGAINST_IN.fullmatch(self.scene.text, last.end, m.start) is not None

    def _claim_in_turn(self, m: Measurement) -> Claim | None:
        """Returns the claim whose turn it is in 'PFS and OS were a and b with X versus c and d'."""
        claims = self._claims_named_together() or self._claims_of_one_arm(m)
        if not claims or not all(claim.values and not claim.effect for claim in claims):
            return None
        fewest = min(claims, key=lambda claim: len(claim.values))
        named = self.scene.named_between(claims[-1].end, m.start)
        if dimension(m) != dimension(fewest.values[0]) or named not in (None, claims[-1].topic):
            return None
        has_begun = len(fewest.values) < len(claims[0].values)
        newest = max((claim.values[-1] for claim in claims), key=lambda value: value.end)
        begins = is_comparison(self.scene.text[newest.end : m.start]) or lacks_trait(self.scene, newest, m)
        if not (has_begun or begins or self._begins_next_arm(newest, m)):
            return None
        fewest.like = claims[0] if has_begun else fewest.like
        return fewest

    def _claims_named_together(self) -> Sequence[Claim]:
        """Returns the last claims, where they are of the endpoints named together: 'PFS and OS were a and b'."""
        last = self.claims[-1] if self.claims else None
        run = together_with(self.scene, self.claims, last) if last and last.values else []
        claims = self.claims[-len(run) :] if len(run) > 1 else []
        return claims if [claim.topic for claim in claims] == run else ()

    def _claims_of_one_arm(self, m: Measurement) -> Sequence[Claim]:
        """Returns the last two claims, where a list of another arm goes on: 'With X, PFS a and OS b; with Y'."""
        first, second = self.claims[-2:] if len(self.claims) > 1 else (None, None)
        if first is None or second is None or is_same(first.topic, second.topic) or len(second.values) != 1:
            return ()
        is_going_on = second.like is None and first.values and first.values[-1].start > second.end
        if not is_going_on and (len(first.values) != 1 or not self._begins_next_arm(second.values[0], m)):
            return ()
        are_apart = any(first.end <= arm.start < second.start for arm in self.scene.arms)
        return () if are_apart else (first, second)

    def _begins_next_arm(self, last: Measurement, m: Measurement) -> bool:
        """Whether a list goes on with as many of another arm: 'a and b in the one group and c and d in the other'."""
        parted = _NEXT_ARM.fullmatch(self.scene.text, last.end, m.start)
        is_named = parted is not None and any(last.end <= arm.start < m.start for arm in self.scene.arms)
        is_told = parted is not None and (is_named or parted["told"] is not None)
        return is_told and _NEXT_OF_LIST.match(self.scene.text, m.end) is not None

    def _interleaved(self, m: Measurement) -> Claim | None:
        """Returns the claim that a second arm goes on with: 'a of X, complete in b, and m of Y, complete in n'."""
        if len(self.claims) < 2:
            return None
        whole, part = self.claims[-2:]
        if whole.topic.endpoint != "ORR" or part.topic.endpoint not in ("CR", "PR"):
            return None
        are_open = len(part.values) == 1 and not (whole.effect or part.effect or whole.p or part.p)
        if not are_open or dimension(m) != dimension(part.values[0]):
            return None
        if len(whole.values) == 1:
            place = part.end, m.start
            goes_on = _AND_IN.fullmatch(self.scene.text, *place) or _THEN_OF.fullmatch(self.scene.text, *place)
            return whole if goes_on else None
        named = self.scene.named_between(whole.end, m.start)
        if len(whole.values) != 2 or named is None or not is_same(named, part.topic):
            return None
        part.like = whole
        return part

    def _open_claim(self, m: Measurement) -> Claim | None:
        """Returns the last claim no deeper in brackets than a value: 'a (of them b) against c' compares a with c."""
        depth = self.scene.brackets.depth(m.start)
        level = (c for c in reversed(self.claims) if self._depth(c) <= depth)
        claim = next(level, None)
        return claim if claim and claim.last else None

    def _depth(self, claim: Claim) -> int:
        """Returns how deep in brackets a claim stands; a bracket of its value alone, 'half (52%)', does not count."""
        start, end = claim.values_start, claim.end
        is_enclosed = self.scene.text[start - 1 : start] in "([" and self.scene.text[end : end + 1] in ")]"
        return self.scene.brackets.depth(start) - (is_enclosed and len(claim.values) == 1)

    def _open(self, topic: Topic, m: Measurement) -> Claim:
        is_carried = topic not in self.scene.topics
        claim = Claim(topic, m.start, m.end, is_carried=is_carried, category=category_of(topic.endpoint))
        self.claims.append(claim)
        return claim

    def _join(self, claim: Claim, m: Measurement) -> None:
        between = self.scene.brackets.outside(claim.values[-1].end, m.start)
        if is_comparison(between):
            claim.compared_at.add(len(claim.values))
        if claim.effect and claim.is_closed:
            claim.pairwise[len(claim.values) - 1] = (claim.effect, claim.p)
            claim.effect = claim.p = None
        claim.values.append(m)
        claim.end = max(claim.end, m.end)

    def _completes(self, claim: Claim, topic: Topic, m: Measurement) -> bool:
        """Whether a value belongs to an effect printed before it, in the same bracket or right behind it."""
        has_effect = claim.effect is not None and claim.effect.sort is Sort.EFFECT
        has_effect = has_effect or rises_to(self.scene, claim, m)
        if claim.topic.endpoint != topic.endpoint or not (has_effect or (claim.effect is None and claim.p)):
            return False
        is_inside = self.scene.brackets.lowest(claim.end, m.start) > 0
        named = self.scene.named_between(claim.end, m.start)
        if named is not None and not is_same(named, claim.topic):
            return False
        may_follow = dimension(m) == "time" or claim.effect is None
        at = self.scene.brackets.last_break(claim.end, m.start)
        is_parted = at is not None and _MEDIANS_NEXT.match(self.scene.text, at + 1) is None
        return is_inside or (may_follow and not is_parted) or rises_to(self.scene, claim, m)

    def _is_event_count(self, m: Measurement) -> bool:
        """'with 72 (28%) events': how many events an analysis rests on, no result of its own."""
        if m.events is None:
            return False
        inside = _EVENTS_INSIDE.search(self.scene.text, m.start, m.end)
        behind = _EVENTS_RIGHT.match(self.scene.text, m.end)
        if self.claims and self.claims[-1].counts and not behind:
            last = self.claims[-1].counts[-1]
            return is_comparison(self.scene.text[last.end : m.start]) and m.start - last.end < 40
        return bool(inside or behind) and bool(self.claims) and bool(_WITH_LEFT.search(self.scene.before(m.start, 16)))

    def _take_effect(self, m: Measurement) -> None:
        self.measure = m.measure or self.measure
        if m.sort is Sort.PLAIN:
            m = replace(m, sort=Sort.EFFECT, measure=self.measure)
        if is_hedged(self.scene, m):
            self._leave(m, Reason.HEDGED)
            return
        behind = topic_of_effect(self.scene, m)
        claim = claim_of_two(self.scene, self.claims, m) or self._claim_for(m)
        if behind and (claim is None or claim.topic != behind):
            claim = self._open(behind, m)
        if claim is None:
            topic = topic_explained(self.scene, self.claims, m) or self.governor.topic_of(m)
            topic = topic or (None if self.scene.topics else self.scene.setting.carried)
            if topic is None or topic.reason is Reason.DESIGN:
                topic = self.scene.setting.ahead or topic
            if topic is None:
                self._leave(m)
                return
            claim = self._open(topic, m)
        self._set_effect(claim, m)

    def _set_effect(self, claim: Claim, m: Measurement) -> None:
        """Gives a claim its effect; a difference of shares that stood there is stated apart."""
        gap = claim.effect
        if gap is not None and gap.unit not in TIME_UNITS:
            self.gaps.append(Claim(claim.topic, gap.start, gap.end, effect=gap))
        claim.effect = m
        claim.end = max(claim.end, m.end)

    def _claim_for(self, m: Measurement) -> Claim | None:
        """Returns the open claim that an effect belongs to."""
        claims = without_reductions(self.claims)
        claim = claims[-1] if claims else None
        if claim is None or (claim.effect and not gives_way(claim.effect, m)) or not self._is_near(claim, m):
            return None
        if len(claim.values) == 1 and _MORE_IN.search(self.scene.text, claim.end, m.start):
            return None
        named = self.scene.named_between(claim.end, m.start)
        if not fits(claim.topic, m) or (named is not None and not is_same(named, claim.topic)):
            return None
        before = claims[-2] if len(claims) > 1 else None
        shares = (
            before
            and _are_alike(before, claim)
            and before.topic == claim.topic
            and before.values
            and claim.values
            and not before.effect
        )
        return None if shares else claim

    def _is_of_left_effect(self, m: Measurement) -> bool:
        """Whether a P value stands right behind an effect that belongs to no claim: '(HR 2.55, P = .05) predicted'."""
        left = self.unclaimed[-1].measurement if self.unclaimed else None
        if left is None or left.sort is not Sort.EFFECT or any(claim.end > left.end for claim in self.claims):
            return False
        return _P_BEHIND.fullmatch(self.scene.text, left.end, m.start) is not None

    def _take_p(self, m: Measurement) -> None:
        if self._is_of_left_effect(m):
            self._leave(m)
            return
        claim = self._summed_up_before(m) or max(self.claims[-2:], key=lambda c: c.end, default=None)
        named = self.scene.named_between(claim.end, m.start) if claim else None
        if claim and claim.p is None and (named is None or is_same(named, claim.topic)) and self._is_near(claim, m):
            claim.p = m
            claim.end = max(claim.end, m.end)
            return
        if claim and claim.p and len(claim.values) > 2 and m.start - claim.end < 20 and named is None:
            claim.further_ps.append(m)
            return
        topic = self.governor.topic_of(m)
        if topic is None:
            self._leave(m)
        else:
            self._open(topic, m).p = m

    def _summed_up_before(self, m: Measurement) -> Claim | None:
        """Returns the two values which the reduction before a P value sums up: '8 v 3 months, a 29% reduction (P)'."""
        values, reduction = self.claims[-2:] if len(self.claims) > 1 else (None, None)
        if values is None or reduction is None or not is_same(values.topic, reduction.topic):
            return None
        is_bare = len(values.values) == 2 and not (values.effect or values.p)
        is_reduction = reduction.effect is not None and reduction.effect.sort is Sort.REDUCTION and not reduction.values
        return values if is_bare and is_reduction and self._is_near(reduction, m) else None

    def _is_near(self, claim: Claim, m: Measurement) -> bool:
        """Whether no semicolon parts a figure from a claim, or the figure's own announcement follows it at once."""
        at = self.scene.brackets.last_break(claim.end, m.start)
        return at is None or _CONTINUES.match(self.scene.text, at + 1) is not None

    def _sum_up(self, m: Measurement) -> None:
        """Gives two values their difference; a mere one of times is left aside at once, for a ratio may follow it."""
        claim = self.claims[-1]
        if m.unit in TIME_UNITS and not m.interval:
            self._leave(m, Reason.RESTATED)
        else:
            claim.effect = m
        claim.end = m.end

    def _take_reduction(self, m: Measurement) -> None:
        claim = self.claims[-1] if self.claims else None
        if claim and sums_up(self.scene, claim, m):
            self._sum_up(m)
            return
        if claim and repeats(self.scene, claim, m):
            self._leave(m, Reason.RESTATED)
            return
        changed = topic_changed(self.scene, m)
        topic = changed if changed and fits(changed, m) else self.governor.topic_of(m)
        topic = topic or self._carried_by_arms(m)
        if topic is None or topic.reason or not fits(topic, m):
            self._leave(m, topic.reason if topic else None)
            return
        claim = self._open(topic, m)
        claim.effect = m

    def _carried_by_arms(self, m: Measurement) -> Topic | None:
        """Returns what the sentence before was about, where this one names no topic and two arms: 'X beat Y by 8%'."""
        return self.scene.setting.carried if not self.scene.topics and find_pair(self.scene, m) else None


def _are_alike(first: Claim, second: Claim) -> bool:
    """Whether two claims give figures of one dimension, so that an effect behind them may be of either."""
    return bool(first.values and second.values) and dimension(first.values[0]) == dimension(second.values[0])
