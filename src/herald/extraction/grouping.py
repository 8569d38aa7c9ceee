"""The measurements of a sentence, walked from left to right and grouped into claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.core.findings import Reason
from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim, Unclaimed, category_of, dimension, is_same
from herald.extraction.complements import lacks_trait
from herald.extraction.gathering import gathered
from herald.extraction.governing import Governor, fits
from herald.extraction.hedges import is_hedged
from herald.extraction.joining import PURE_LINK, is_comparison, joins
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort, is_of_neither, lie_apart
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.sharing import share
from herald.extraction.timepoints import give_timepoints, run_of, split_by_time
from herald.extraction.topics import Topic, is_site
from herald.extraction.turns import find_turns

_RESPONSES = Endings(
    r"(?:responses?|remissions?|stable\sdisease|(?-i:\b(?:[CP]R|SD)s?))$|^(?:complete|partial)$", re.IGNORECASE
)
_PART_OF_LEFT = Endings(r"\b(?:the|(?<!up\s)(?<!consisting\s)(?<!composed\s)of|these|initial|all)\s$", re.IGNORECASE)
_EVENTS_RIGHT = re.compile(r"[\s)\]]{0,2}(?:[a-z]+\s){0,2}(?:events?|deaths?)\b", re.IGNORECASE)
_EVENTS_INSIDE = re.compile(r"\b(?:events?|deaths?)\b", re.IGNORECASE)
_WITH_LEFT = Endings(r"(?:\bwith|\bafter|\bbased\son|\bfrom|[:;(,])\s?$", re.IGNORECASE)
_SUPERSEDED = Endings(
    r"\b(?:moved|changed|corrected|revised|went|shifted|updated|amended|adjusted)\s(?:\w+\s)?from\s$", re.IGNORECASE
)
_OF_ARM_TO = re.compile(r"[)\]]?\s(?:with|on|in|for)\s[^.;]{2,60}?\sto\s", re.IGNORECASE)
_CONTINUES = re.compile(
    r"\s?(?:and\s|with\s)?(?:an?\s|the\s)?(?:(?:un)?stratified\s|adjusted\s)?(?:(?:hazard|odds|risk|rate)\sratios?|relative\srisk|a?HR|OR|RR|(?:nominal\s|log-?rank\s|(?:one|two|1|2)-sided\s)?[Pp])\b",
    re.IGNORECASE,
)
_P_LEFT = re.compile(r"\bP[\s-]?values?\b[^.;]{0,40}$", re.IGNORECASE)
_GAINED = re.compile(
    r"\babsolute\s(?:[\w-]+\s){0,4}?(?:benefit|gain|improvement|increase|difference)s?\b[^.;()%]{0,40}$", re.IGNORECASE
)
_GAIN = re.compile(
    r"\b(?:difference|gap|gain|improvement|increase|advantage|benefit|rise|delta|margin|prolongation|extension)s?\b|Δ",
    re.IGNORECASE,
)
_MORE_RIGHT = re.compile(
    r"[)\]]?\s(?:apart|more|longer|higher|better|ahead|gain|advantage|(?:absolute\s)?(?:difference|improvement|increase))\b",
    re.IGNORECASE,
)
_REDUCED_BY = re.compile(
    r"\b(?:reduc|decreas|lower|cut|prolong|extend|lengthen|improv|increas|rais)\w*\b(?:(?!\b(?:reduc|decreas|lower|cut)\w*\b)[^;()]){0,100}\bby\s(?:\w+\s){0,2}$|\band\s[^;()]{0,60}\bby\s$",
    re.IGNORECASE,
)
_WAS_REDUCED = re.compile(
    r"(?:\s?\([^()]*\))?(?:\srates?)?\s(?:(?:was|were|is|are)\s(?:\w+ly\s)?(?:reduced|decreased|lowered|cut|raised|prolonged|extended|lengthened)"
    r"|(?:was\s|were\s)?(?:increased|improved)|rose|grew|fell|dropped|lengthened|decreased)\sby\s(?:\w+\s){0,2}",
    re.IGNORECASE,
)
"""What stands between what is lowered and by how much: 'the risk of recurrence was reduced by 9%'."""
_RISES_TO = re.compile(r",?\s(?:to|[(\[]?from)\s(?:(?:the|about|an?)\s)*")
_APPOSED = Endings(
    r"^[^.;]*,\s(?:for\s|with\s|giving\s)?(?:an?|the)\s(?:\w+\s){0,3}?(?:difference|improvement|gain|benefit|increase)\s(?:in\s[^.;,]{1,30}\s)?of\s$",
    re.IGNORECASE,
)
_DIFFERENCE_NEXT = re.compile(
    r"[)\]]?\s?[;,]\s(?:(?:an?|the)\s)?(?:(?:absolute|treatment|between-group|rate|risk|percentage-point)\s)*"
    r"(?:difference|[Δ∆]\s?\w{0,6})(?:\sin\s\w+)?[\s,:=(\[]*(?:was|of|being|is)?[\s,:=(\[]*",
    re.IGNORECASE,
)
_MEDIANS_NEXT = re.compile(r"\s?(?:the\s)?(?:respective\s)?medians?\b", re.IGNORECASE)
_BOTH_RIGHT = re.compile(
    r"[)\]]?\s(?:in|for|with)\s(?:both|each|either)\s(?:treatment\s|study\s)?(?:arms?|groups?|treatments)\b",
    re.IGNORECASE,
)
_BOTH_LEFT = Endings(
    r"\b(?:in|for|with)\s(?:both|each|either)\s(?:treatment\s|study\s)?(?:arms?|groups?),?\s"
    r"(?:(?:the\s)?(?:[\w-]+\s){1,4})?(?:was|were|is|of|at)?\s?$",
    re.IGNORECASE,
)
_AGAINST_IN = re.compile(
    r"(?:\s(?:with|on|in|for)\s[^;.()\d]{1,40}?)?\s?[(\[]\s?(?:vs?\.?|versus|against|compared\s(?:with|to))\s",
    re.IGNORECASE,
)
_KINDS_OF_EVENTS = re.compile(
    r"\b(?:events|deaths|relapses|recurrences|failures)\b[^.;:]{0,40}[;:,]\s?(?:of\s(?:these|which|them)|including)\b[^.]*$",
    re.IGNORECASE,
)
"""Before shares of events of one kind, which are no shares of patients: '31 events; of these, 6 (19%) were …'."""
_EVENTS_LISTED = re.compile(
    r"\b(?P<all>\d{1,6})\s(?:[\w–-]+\s){0,5}?(?:events|deaths|relapses|recurrences|failures)\b[^.;:]{0,40}[;:,]\s",
    re.IGNORECASE,
)
"""How many events a list parts into kinds: '31 invasive disease-free survival events: 6 (19%) were …'."""
_OF_THE_LEFT = Endings(r"\b(?:for|of|in|among)\s(?:the|these|those)\s$", re.IGNORECASE)
_EVALUABLE_LEFT = Endings(
    r"\b(?:with\s(?:[\w-]+\s){0,2}(?:disease|lesions|tumou?rs)|evaluable(?:\spatients)?)\s[(\[]\s?$", re.IGNORECASE
)
"""Before how many of all could be judged: 'in those with measurable disease (89/106 [84.0%])'."""
_PATIENTS_RIGHT = re.compile(
    r"[)\]]?\s(?:(?:patients|women|men|people|participants|cases)\s(?:with|without|who|whose|in|on|aged)\b|with(?:out)?\s)",
    re.IGNORECASE,
)
_AND_IN = re.compile(
    r"[\s)\]]*(?:of\s[^,;.()%\d]{2,50})?,\s(?:and|versus|vs\.?|against|compared\swith)\s(?:in\s|by\s)?", re.IGNORECASE
)
_RESPONSE_IN = re.compile(r"(?:\srates?)?\s(?:(?:was|were|of|in|seen|observed|reached|achieved|by)\s)*", re.IGNORECASE)
_OF_PATIENTS_RIGHT = re.compile(r"\sof\s(?:the\s|all\s)?(?:patients|women)\b", re.IGNORECASE)
_OF_WHOM_LEFT = Endings(r"(?:^|,\s)(?:for|in|among|of)\s(?:the\s|those\s)?[^.;,()]{2,80}\s[\[(]\s?$", re.IGNORECASE)
_OF_SOME_LEFT = Endings(
    r"\b(?:one|two|three|four|five|six|[1-6])\s(?:(?:further|other|more|of\sthe|of\sthese|of\sthem)\s)?(?:patients?|wom[ae]n|responders?|participants?|people|person)?\b"
    r"(?!\s(?:groups?|arms?|cohorts?))[^.;()]{0,60}\b(?:stayed|remain\w*|stable|still|(?:has|have|had)\sbeen|ongoing|continu\w+|progression-free|alive|lived|in\s(?:response|remission))\b[^.;()]{0,30}"
    r"\b(?:for|after|at)\s(?:(?:more\sthan|over|about|up\sto)\s)?(?:[\d.]+(?:,|\sand|,\sand)\s){0,4}$",
    re.IGNORECASE,
)
"""What makes times those of single patients: 'two patients stayed stable for 4.1 and 4.8 years'."""
_CLOSED_RIGHT = re.compile(
    r"(?:\s(?:patients|women|participants|cases))?\s?[\])],?\s(?!vs\b|versus\b|and\b)", re.IGNORECASE
)
"""Between these a count says how many a subgroup has: 'For ultralow tumours (153 of the 866 patients) the median …'."""
_P_BEHIND = re.compile(r"[\s)\],;]*(?:(?:and|with)\s(?:an?\s)?)?[Pp]?[\s=]*(?:value\s?)?[=<>]?\s?")
_RATIOS_LEFT = re.compile(r"\b(?:HRs|ORs|RRs|(?:hazard|odds|risk|rate)\sratios)\b(?:[^.;]|\.\d)*$")
"""What announces several effects: 'HRs of 0.37 where the drug had been given and 0.44 where it had not'."""
_RATIOS_NEXT = Endings(r"\b(?:HRs|ORs|RRs|(?:hazard|odds|risk|rate)\sratios)\b[\s,:=(\[]*(?:(?:of|were)\s)?$")
_AND_RATIO = re.compile(r"\s?[)\]]?\s?(?:[\[(][^()\[\]]*[)\]])?,?\sand\s[\d.·]+(?!\s?(?:%|months|years))")
_MORE_IN = re.compile(
    r"\b(?:more|less)\s(?:often|frequent\w*|common\w*|likely|(?:so|of\s(?:them|these)))\b|\b(?:higher|lower|better|greater)\s(?:in|for|among|with)\b",
    re.IGNORECASE,
)
"""What makes an effect behind a lone value one of a comparison of its own: 'in 26%, more often with X (OR 2.5)'."""
_NEXT_EFFECT = re.compile(
    r"[\s)\]]*(?:(?:for|in|with|among|where|when|if)\s[^.;()\d]{2,60}?)?(?:,\s?(?:and\s)?|\sand\s)", re.IGNORECASE
)
_TO_NEXT = re.compile(
    r"[)\]]?(?:\s(?:with|in|on|for)\s[^.;,()\d]{2,40}?)?,?\s(?:vs?\.?|versus|and|compared\s(?:with|to)|against)\s[(\[]?",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\s(?:vs?\.?|versus)\s", re.IGNORECASE)
_TO_VERSUS = re.compile(_VERSUS.pattern + r"\d", re.IGNORECASE)
_LABEL_TO_VALUE = re.compile(r"[)\]]?\s?[:=]?\s?(?:(?:of|was)\s)?[(\[]?")
_NO_RESULT = {Sort.DOSE: Reason.DOSE, Sort.SIZE: Reason.SAMPLE_SIZE, Sort.CHANGE: Reason.NO_ENDPOINT}


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
        self._double()
        self.claims += self.gaps
        self.claims[:] = gathered(self.scene, self.claims)
        share(self.scene, self.governor, self.claims)
        self.claims[:] = split_by_time(self.scene, self.claims, self.timepoints)
        give_timepoints(self.scene, self.claims, self.timepoints)
        return self.claims

    def _double(self) -> None:
        """Gives a value that is said of both arms to both: '7.4 months in both groups'."""
        for claim in self.claims:
            if len(claim.values) == 1 and self._is_of_both(claim.values[0]):
                claim.values.append(replace(claim.values[0], interval=None))

    def _is_of_both(self, m: Measurement) -> bool:
        before = self.scene.before(m.start, 70)
        if is_of_neither(self.scene.text, m):
            return True
        behind = (m.end, m.number.outer_end)
        return bool(any(_BOTH_RIGHT.match(self.scene.text, end) for end in behind) or _BOTH_LEFT.search(before))

    def _take(self, m: Measurement) -> None:
        if self._is_superseded(m):
            self._leave(m, Reason.SUPERSEDED)
        elif m.sort is Sort.EFFECT or self._is_bare_effect(m) or self._is_next_effect(m) or self._is_last_of_two(m):
            self._take_effect(m)
        elif m.sort is Sort.P or self._is_new_p(m):
            self._take_p(m)
        elif m.sort in (Sort.REDUCTION, Sort.DIFFERENCE):
            self._take_reduction(m)
        elif self._is_gain_between(m):
            self._sum_up(replace(m, sort=Sort.DIFFERENCE))
        elif m.sort is Sort.TIMEPOINT:
            self._take_timepoint(m)
        else:
            self._take_figure(m)

    def _is_superseded(self, m: Measurement) -> bool:
        """Whether a figure was changed to another; one that is told of an arm is what that arm had."""
        is_of_arm = _OF_ARM_TO.match(self.scene.text, m.end, self.scene.end) is not None
        return not is_of_arm and _SUPERSEDED.search(self.scene.before(m.start, 24)) is not None

    def _take_figure(self, m: Measurement) -> None:
        if self._is_further_effect(m):
            self.claims[-1].further_effects.append(m)
        elif self._is_event_count(m):
            self.claims[-1].counts.append(m)
        elif m.sort is Sort.VALUE or self._is_plain_value(m):
            self._take_value(m)
        else:
            self._drop(m)

    def _leave(self, m: Measurement, reason: Reason | None = None) -> None:
        self.unclaimed.append(Unclaimed(m, reason or Reason.NO_ENDPOINT))

    def _drop(self, m: Measurement) -> None:
        """Leaves a figure that is no result; bare numbers are passed over."""
        if m.sort in _NO_RESULT:
            self._leave(m, _NO_RESULT[m.sort])
        elif m.sort is Sort.CUTOFF and m.unit == "%":
            self._leave(m)
        elif m.sort is Sort.CUTOFF and m.number.value is not None and m.number.value < 1:
            self._leave(m, Reason.DESIGN)

    def _is_new_p(self, m: Measurement) -> bool:
        """The value that a superseded P value was changed to."""
        last = self.unclaimed[-1] if self.unclaimed else None
        if m.sort is not Sort.PLAIN or last is None or last.reason is not Reason.SUPERSEDED:
            return False
        between = self.scene.text[last.measurement.end : m.start].strip()
        before = self.scene.text[self.scene.start : last.measurement.start]
        return between == "to" and bool(_P_LEFT.search(before))

    def _is_bare_effect(self, m: Measurement) -> bool:
        """A number with an interval and no unit, where a ratio is spoken of: 'for others it was 0.83 (0.63–1.10)'."""
        if m.sort is not Sort.PLAIN or m.interval is None or m.number.value is None:
            return False
        if self.measure is None and m.interval.level is None:
            return False
        topic = self.governor.topic_of(m)
        is_median = "median" in self.scene.before(m.start, 90).lower() and not self._explains_values(m)
        is_timed = topic is None or topic.endpoint not in RESPONSE_ENDPOINTS
        return m.number.value < 5 and not is_median and is_timed and (topic is None or topic.reason is None)

    def _explains_values(self, m: Measurement) -> bool:
        """Whether a bracket behind values with a unit gives a number without one: '10.6 months [n = 26; 0.85 (…)]'."""
        claim = self.claims[-1] if self.claims else None
        if claim is None or claim.last is None or claim.effect or not any(value.unit for value in claim.values):
            return False
        return self.scene.brackets.depth(m.start) > self.scene.brackets.depth(claim.last.start)

    def _is_further_effect(self, m: Measurement) -> bool:
        """The second of two effects for three arms: 'HR 0.72 and 0.77'."""
        claim = self.claims[-1] if self.claims else None
        if claim is None or claim.effect is None or len(claim.values) < 3 or m.sort is not Sort.PLAIN:
            return False
        last = (claim.further_effects or [claim.effect])[-1]
        return self.scene.text[last.end : m.start].strip(" )],") == "and"

    def _is_next_effect(self, m: Measurement) -> bool:
        """The second of two effects, for another endpoint: 'HR 0.65 for PFS and 0.86 for OS'."""
        claim = self.claims[-1] if self.claims else None
        if claim is None or claim.effect is None or claim.effect.sort is not Sort.EFFECT or claim.values:
            return False
        if m.sort is not Sort.PLAIN or m.number.is_whole or m.number.bound:
            return False
        is_listed = m.interval is not None and claim.effect.interval is not None and claim.effect.measure is not None
        is_listed = is_listed or _RATIOS_LEFT.search(self.scene.before(claim.effect.start, 80)) is not None
        is_named = (
            is_listed or self.governor.topic_of_effect(m) is not None or len(self.governor.together_with(claim)) > 1
        )
        return is_named and _NEXT_EFFECT.fullmatch(self.scene.text, claim.end, m.start) is not None

    def _claim_of_two(self, m: Measurement) -> Claim | None:
        """Returns which of two compared endpoints a ratio is of: 'PFS a v b and OS c v d (HRs 0.60 and 0.80)'."""
        first, second = self.claims[-2:] if len(self.claims) > 1 else (None, None)
        if first is None or second is None or second.effect or is_same(first.topic, second.topic):
            return None
        if len(first.values) != 2 or len(second.values) != 2:
            return None
        if first.effect is None:
            are_told = _RATIOS_NEXT.search(self.scene.before(m.start, 40)) and _AND_RATIO.match(self.scene.text, m.end)
            return first if are_told and m.sort is Sort.EFFECT else None
        is_behind = first.effect.start > second.values[0].start
        return second if is_behind and _NEXT_EFFECT.fullmatch(self.scene.text, first.end, m.start) else None

    def _is_last_of_two(self, m: Measurement) -> bool:
        """Whether a bare number is the second of two ratios for two endpoints."""
        is_bare = m.sort is Sort.PLAIN and not m.number.is_whole and not m.number.bound
        return is_bare and self._claim_of_two(m) is not None

    def _is_plain_value(self, m: Measurement) -> bool:
        """Whether a bare number is a value: by its interval, by what it counts, or by the label right before it."""
        is_told = m.interval is not None or self._is_labelled(m) or self._is_of_cases(m)
        is_bounded = self._is_least_share(m) or self._is_bounded_response(m)
        return (m.sort is Sort.PLAIN and is_told) or self._is_count_of(m) or is_bounded

    def _is_least_share(self, m: Measurement) -> bool:
        """Whether a share is too small to be printed, beside one that is: '5% versus <1%'."""
        last = self.claims[-1].last if self.claims else None
        if last is None or last.unit != "%" or m.unit != "%" or m.number.bound != "<":
            return False
        return _TO_NEXT.fullmatch(self.scene.text, last.end, m.start) is not None

    def _is_bounded_response(self, m: Measurement) -> bool:
        """Whether more than a share had a response: 'a clinical response in more than 95% of patients'."""
        if m.unit != "%" or m.number.bound not in (">", "≥") or not _OF_PATIENTS_RIGHT.match(self.scene.text, m.end):
            return False
        before = next((t for t in reversed(self.scene.topics) if t.end <= m.start), None)
        if before is None or before.endpoint not in RESPONSE_ENDPOINTS:
            return False
        return _RESPONSE_IN.fullmatch(self.scene.text, before.end, m.start) is not None

    def _is_labelled(self, m: Measurement) -> bool:
        """Whether a bare time stands behind its endpoint, or is compared with one: 'PFS: 4.8 vs 2.4'."""
        if not self._is_broken(m) or m.number.bound:
            return False
        last = self.claims[-1].last if self.claims else None
        if last and last.sort is Sort.PLAIN and last.interval is None and self._is_broken(last):
            return _VERSUS.fullmatch(self.scene.text, last.end, m.start) is not None
        before = next((t for t in reversed(self.scene.topics) if t.end <= m.start), None)
        if before is None or not before.endpoint or before.endpoint in RESPONSE_ENDPOINTS:
            return False
        is_behind = _LABEL_TO_VALUE.fullmatch(self.scene.text, before.end, m.start)
        return is_behind is not None and _TO_VERSUS.match(self.scene.text, m.end) is not None

    def _is_of_cases(self, m: Measurement) -> bool:
        """Whether a bracket gives bare counts of what befell an organ: 'CNS involvement at first relapse (4 vs 13)'."""
        if not m.number.is_whole or self.scene.brackets.depth(m.start) == 0:
            return False
        topic = next((t for t in reversed(self.scene.topics) if t.end <= m.start), None)
        if topic is None or not is_site(topic.endpoint):
            return False
        last = self.claims[-1].last if self.claims else None
        is_second = last is not None and _VERSUS.fullmatch(self.scene.text, last.end, m.start) is not None
        return is_second or _TO_VERSUS.match(self.scene.text, m.end) is not None

    def _is_broken(self, m: Measurement) -> bool:
        """Whether a number is printed with decimals."""
        return "." in self.scene.text[m.number.start : m.number.end].replace("·", ".")

    def _is_count_of(self, m: Measurement) -> bool:
        """A bare count directly before what it counts: '15 complete responses', 'one PR'."""
        if m.sort is not Sort.PLAIN and not (m.sort is Sort.CUTOFF and m.number.in_words):
            return False
        topic = self.governor.topic_right_behind(m) or self.governor.topic_had_by(m)
        if topic is None or topic.endpoint not in RESPONSE_ENDPOINTS or not m.number.is_whole or m.number.bound:
            return False
        left = self.scene.before(m.start, 16)
        return bool(_RESPONSES.search(self.scene.text[topic.start : topic.end])) and not _PART_OF_LEFT.search(left)

    def _take_timepoint(self, m: Measurement) -> None:
        topic = self.governor.topic_of(m)
        if topic and topic.reason in (Reason.FOLLOW_UP, Reason.TREATMENT_DURATION):
            self._leave(m, topic.reason)
        else:
            self.timepoints.append(m)

    def _take_value(self, m: Measurement) -> None:
        reason = self._reason_against(m)
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

    def _reason_against(self, m: Measurement) -> Reason | None:
        """Returns why the words before a value make it no result; None where they do not."""
        if is_hedged(self.scene, m):
            return Reason.HEDGED
        if self._is_of_population(m):
            return Reason.ELIGIBILITY
        if m.unit in TIME_UNITS and _OF_SOME_LEFT.search(self.scene.before(m.start, 110)):
            return Reason.NO_ENDPOINT
        return Reason.NO_ENDPOINT if self._is_part_of_events(m) else None

    def _is_part_of_events(self, m: Measurement) -> bool:
        """Whether a count with its share is of events of one kind among all events."""
        before = self.scene.before(m.start, 300) if m.events is not None else ""
        if not before or _KINDS_OF_EVENTS.search(before):
            return bool(before)
        return any(_is_share_of(m, int(one["all"])) for one in _EVENTS_LISTED.finditer(before))

    def _goes_on_in_time(self, claim: Claim, m: Measurement) -> bool:
        """Whether a rate is of the second arm at the next time: 'at 6 and 12 months a and b, against c and m'."""
        times = len(run_of(self.scene, self.timepoints)) if self.timepoints else 0
        if times < 2 or claim.compared_at != {times} or not times < len(claim.values) < 2 * times:
            return False
        between = self.scene.text[claim.values[-1].end : m.start]
        return dimension(m) == dimension(claim.values[0]) == "%" and PURE_LINK.fullmatch(between) is not None

    def _is_of_population(self, m: Measurement) -> bool:
        """Whether a count with its share says of whom something is told: 'for the 53 (68%) patients with …'."""
        if m.unit == "patients" and self._counts_subgroup(m):
            return True
        if m.total is not None and _EVALUABLE_LEFT.search(self.scene.before(m.start, 60)):
            return True
        if m.events is None or not _OF_THE_LEFT.search(self.scene.before(m.start, 16)):
            return False
        return _PATIENTS_RIGHT.match(self.scene.text, m.end) is not None

    def _counts_subgroup(self, m: Measurement) -> bool:
        is_led = not self.claims and _OF_WHOM_LEFT.search(self.scene.before(m.start, 100)) is not None
        is_led = is_led and not any(arm.end <= m.start for arm in self.scene.arms)
        return is_led and _CLOSED_RIGHT.match(self.scene.text, m.end) is not None

    def _is_set_against(self, claim: Claim, m: Measurement) -> bool:
        """Whether a bracket right behind a value sets another against it: '23.5 months (vs 25.5 months on Y)'."""
        last = claim.last
        if last is None or claim.effect or dimension(last) != dimension(m):
            return False
        return _AGAINST_IN.fullmatch(self.scene.text, last.end, m.start) is not None

    def _claim_in_turn(self, m: Measurement) -> Claim | None:
        """Returns the claim whose turn it is in 'PFS and OS were a and b with X versus c and d'."""
        last = self.claims[-1] if self.claims else None
        run = self.governor.together_with(last) if last and last.values else []
        claims = self.claims[-len(run) :] if len(run) > 1 else []
        if (
            not claims
            or [claim.topic for claim in claims] != run
            or not all(claim.values and not claim.effect for claim in claims)
        ):
            return None
        if dimension(m) != dimension(claims[0].values[0]) or self.scene.named_between(claims[-1].end, m.start):
            return None
        fewest = min(claims, key=lambda claim: len(claim.values))
        has_begun = len(fewest.values) < len(claims[0].values)
        newest = max((claim.values[-1] for claim in claims), key=lambda value: value.end)
        begins = is_comparison(self.scene.text[newest.end : m.start]) or lacks_trait(self.scene, newest, m)
        return fewest if has_begun or begins else None

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
            return whole if _AND_IN.fullmatch(self.scene.text, part.end, m.start) else None
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
        has_effect = has_effect or self._rises_to(claim, m)
        if claim.topic.endpoint != topic.endpoint or not (has_effect or (claim.effect is None and claim.p)):
            return False
        is_inside = self.scene.brackets.lowest(claim.end, m.start) > 0
        named = self.scene.named_between(claim.end, m.start)
        if named is not None and not is_same(named, claim.topic):
            return False
        may_follow = dimension(m) == "time" or claim.effect is None
        at = self.scene.brackets.last_break(claim.end, m.start)
        is_parted = at is not None and _MEDIANS_NEXT.match(self.scene.text, at + 1) is None
        return is_inside or (may_follow and not is_parted) or self._rises_to(claim, m)

    def _rises_to(self, claim: Claim, m: Measurement) -> bool:
        """Whether a value is the end of the change before it: 'increased by 8 months to 36.1 months'."""
        is_change = claim.effect is not None and claim.effect.sort is Sort.DIFFERENCE
        return is_change and _RISES_TO.fullmatch(self.scene.text, claim.end, m.start) is not None

    def _is_event_count(self, m: Measurement) -> bool:
        """'with 72 (28%) events': how many events an analysis rests on, no result of its own."""
        if m.events is None:
            return False
        inside = _EVENTS_INSIDE.search(self.scene.text, m.start, m.end)
        behind = _EVENTS_RIGHT.match(self.scene.text, m.end)
        if self.claims and self.claims[-1].counts and not behind:
            last = self.claims[-1].counts[-1]
            return is_comparison(self.scene.text[last.end : m.start]) and m.start - last.end < 40
        return bool(inside or behind) and bool(self.claims) and bool(_WITH_LEFT.search(self.scene.before(m.start, 12)))

    def _take_effect(self, m: Measurement) -> None:
        self.measure = m.measure or self.measure
        if m.sort is Sort.PLAIN:
            m = replace(m, sort=Sort.EFFECT, measure=self.measure)
        if is_hedged(self.scene, m):
            self._leave(m, Reason.HEDGED)
            return
        behind = self.governor.topic_of_effect(m)
        claim = self._claim_of_two(m) or self._claim_for(m)
        if behind and (claim is None or claim.topic != behind):
            claim = self._open(behind, m)
        if claim is None:
            topic = self._reduced_by_it(m) or self.governor.topic_of(m)
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

    def _reduced_by_it(self, m: Measurement) -> Topic | None:
        """Returns what a reduction was of, where its ratio follows in a bracket: 'by 62% in the arm (HR 0.38)'."""
        last = self.claims[-1] if self.claims else None
        if last is None or last.values or last.effect is None or last.effect.sort is not Sort.REDUCTION:
            return None
        is_explained = self.scene.brackets.depth(m.start) > self.scene.brackets.depth(last.start)
        return last.topic if is_explained and self.scene.named_between(last.end, m.start) is None else None

    def _claim_for(self, m: Measurement) -> Claim | None:
        """Returns the open claim that an effect belongs to."""
        claims = self._without_reductions()
        claim = claims[-1] if claims else None
        if claim is None or (claim.effect and not _gives_way(claim.effect, m)) or not self._is_near(claim, m):
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

    def _without_reductions(self) -> list[Claim]:
        """Returns the claims so far, without a relative risk reduction that says the same as the values before it."""
        last = self.claims[-2:]
        if len(last) == 2 and last[1].effect and last[1].effect.sort is not Sort.EFFECT and last[0].values:
            return self.claims[:-1] if is_same(last[0].topic, last[1].topic) else self.claims
        return self.claims

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

    def _sums_up(self, claim: Claim, m: Measurement) -> bool:
        """Whether a difference is that of the two values before it: 'a with X and b with Y, a difference of m'."""
        if m.sort is not Sort.DIFFERENCE or len(claim.values) != 2 or claim.effect:
            return False
        between = self.scene.text[claim.end : m.start]
        is_next = _APPOSED.search(between) or _DIFFERENCE_NEXT.fullmatch(between)
        is_joined = self.scene.brackets.depth(m.start) > 0 or is_next is not None or is_apart(m, *claim.values)
        named = self.scene.named_between(claim.end, m.start)
        return is_joined and (named is None or is_same(named, claim.topic))

    def _repeats(self, claim: Claim, m: Measurement) -> bool:
        """Whether a mere difference follows two values and their ratio, and says nothing that these do not."""
        is_mere = m.sort is Sort.DIFFERENCE and m.interval is None
        has_all = len(claim.values) == 2 and claim.effect is not None and claim.effect.sort is Sort.EFFECT
        named = self.scene.named_between(claim.end, m.start)
        return is_mere and has_all and is_apart(m, *claim.values) and named in (None, claim.topic)

    def _is_gain_between(self, m: Measurement) -> bool:
        """Whether a figure is what the two values before it lie apart, in words and in numbers: 'an increase of 9%'."""
        claim = self.claims[-1] if self.claims else None
        if claim is None or len(claim.values) != 2 or claim.effect or not is_apart(m, *claim.values):
            return False
        behind = self.scene.text[m.end : m.end + 30]
        is_told = _GAIN.search(self.scene.text, claim.end, m.start) or _MORE_RIGHT.match(behind)
        return bool(is_told) and self.scene.named_between(claim.end, m.start) in (None, claim.topic)

    def _sum_up(self, m: Measurement) -> None:
        """Gives two values their difference; one of times is left aside, for their ratio says it better."""
        claim = self.claims[-1]
        if m.unit in TIME_UNITS and not m.interval:
            self._leave(m)
        else:
            claim.effect = m
        claim.end = m.end

    def _reduced(self, m: Measurement) -> Topic | None:
        """Returns what is lowered, or gained, before it is said by how much: 'reduced the risk of death by 26%'."""
        words = _REDUCED_BY.search(self.scene.before(m.start, 120)) or _GAINED.search(self.scene.before(m.start, 120))
        verb = m.start - len(words.group()) if words else m.start
        named = [t for t in self.scene.topics if verb <= t.start and t.end <= m.start and t.endpoint]
        before = next((t for t in reversed(self.scene.topics) if t.end <= m.start and t.endpoint), None)
        if before and _WAS_REDUCED.fullmatch(self.scene.text, before.end, m.start):
            return before
        return named[-1] if named else None

    def _take_reduction(self, m: Measurement) -> None:
        claim = self.claims[-1] if self.claims else None
        if claim and self._sums_up(claim, m):
            self._sum_up(m)
            return
        if claim and self._repeats(claim, m):
            self._leave(m)
            return
        behind = self.scene.topic_behind(m, 90)
        is_explained = behind is not None and self.scene.brackets.depth(behind.start) > self.scene.brackets.depth(
            m.start
        )
        topic = behind if is_explained else self._reduced(m) or behind or self.governor.topic_of(m)
        if topic is None or topic.reason:
            self._leave(m, topic.reason if topic else None)
            return
        claim = self._open(topic, m)
        claim.effect = m


def _is_share_of(m: Measurement, whole: int) -> bool:
    """Whether a count and its percentage are of that many."""
    count, share = m.events.value if m.events else None, m.number.value
    return count is not None and share is not None and whole > 0 and abs(count / whole * 100 - share) < 1


def is_apart(m: Measurement, first: Measurement, second: Measurement) -> bool:
    """Whether a figure is the difference of two others of its dimension; points are those of two shares."""
    return (dimension(m) == dimension(first) or m.unit == "points") and lie_apart(m, first, second)


def _gives_way(gap: Measurement, ratio: Measurement) -> bool:
    """Whether a mere gap is replaced by the ratio behind it: 'a gain of 5.7 months (HR 0.39)', 'of 7.6% (HR 0.68)'."""
    is_mere = gap.unit in (*TIME_UNITS, "%", "points") and not gap.interval
    return gap.sort is Sort.DIFFERENCE and is_mere and ratio.sort is Sort.EFFECT


def _are_alike(first: Claim, second: Claim) -> bool:
    """Whether two claims give figures of one dimension, so that an effect behind them may be of either."""
    return bool(first.values and second.values) and dimension(first.values[0]) == dimension(second.values[0])
