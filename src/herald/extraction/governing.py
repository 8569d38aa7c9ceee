"""Which topic a measurement speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from herald.core.findings import Reason
from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim, is_same
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.phrases import Endings
from herald.extraction.scene import RESPECTIVELY, Scene
from herald.extraction.topics import Topic

_ADJACENT = re.compile(
    r"\s?(?:(?!and\b|as\b|with\b|versus\b|vs\b|or\b|in\b|on\b|of\b|for\b|from\b|to\b|at\b|had\b|were\b|was\b|who\b|by\b|but\b|when\b|while\b|whereas\b|experienc)[A-Za-z][\w-]*\s){0,3}"
)
_ANAPHORA = re.compile(
    r"\b(?:effects?|benefits?|differences?|medians|(?:the|its)\smedian\s(?:was|were|is|to|reached|rose|came|stood|being|at|in|for|with|on)|the\s(?:last|first|other|former|latter)\stwo|figures?|results?(?!:)|improvements?|gains?|advantages?|it\s(?:was|reached|rose|went|fell|stood)|corresponding|respective"
    r"|values?|such\san?\sresponse|(?:an|such|such\san)\sevents?|events\s(?:were|occurred)|they\swere|this\swas|these\swere|estimates?)\b|\|",
    re.IGNORECASE,
)
_RATES = re.compile(
    r"(?:^|,\s|\bwhere\s)\W*(?:at\s\w+\s(?:months|years),?\s)?(?:the\s)?(?:\S+\s){0,2}rates?\b",
    re.IGNORECASE,
)
_IT_WAS = re.compile(r"\b(?:it|they|th[eo]se|the\smedians?)\s(?:was|were|reached|came\sto|stood\sat)\b", re.IGNORECASE)
_COORDINATED = re.compile(
    r"[)\]]?(?:\srates?)?(?:\sat\s\w+\s(?:months|years))?\s?(?:[(\[][^()\[\]\d]*[)\]])?\s?(?:,?\s?and|,|/|&)\s?(?:the\s)?"
    r"(?:(?:median|mean|best|confirmed|estimated|intracranial|CNS|(?:\d{1,2}|one|two|three|four|five|six|ten)[\s-](?:year|month)s?)\s)*",
    re.IGNORECASE,
)
_MEASURED_AS = Endings(r"\b(?:measured|defined|expressed|assessed)\s(?:as|by)\s(?:the\s)?(?:median\s)?$", re.IGNORECASE)
_DIRECT_TIME = re.compile(r"\s?(?:of|was|is|were)\s(?:the\s)?(?:median\s)?|[-\s]median\s")


_DIVIDES_LEFT = Endings(
    r"(?:^|\s)(?:by|according\sto|across|(?:ir)?regardless\sof|irrespective\sof|whatever|within|stratified\sby|for)\s(?:the\s|their\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
"""What makes a trait that which divides patients: 'by nodal status', 'whatever the tumour size'."""
_TIMES = (Reason.FOLLOW_UP, Reason.TREATMENT_DURATION)
_HAD = re.compile(
    r"[)\]]*\s?(?:(?:patients|women)\s)?(?:had|have|achieved|showed|experienced)\s(?:an?\s)?", re.IGNORECASE
)
_TIME_LEFT = re.compile(r"\d\s?(?:months|years|weeks)\sof\s(?:[a-z]+\s)?$", re.IGNORECASE)
_BY_THE_WAY = re.compile(
    r"(?:^|[.:,]\s)\W*(?:with|at|after|over|during)\s(?:an?\s|the\s)?(?:\w+\s){0,2}$", re.IGNORECASE
)
_TIMED_LEFT = re.compile(r"(?:-|\s)(?:year|month)s?\s(?:of\s)?(?:\w+\s)?$", re.IGNORECASE)
_ITS_FIGURE = re.compile(
    r"(?:\stime|\speriod)?\sof\s[\d.·]+\s(?:months|years|weeks)(?:\s?[(\[][^()\[\]]*[)\]])?,\s", re.IGNORECASE
)
_WHO_HAD = re.compile(r"[)\]]*\s?(?:of\swhom|who|with)\s(?:(?:had|achieved|showed)\s)?(?:an?\s)?")
_OF_PEOPLE = re.compile(
    r"[)\]]?\sof\s(?:the\s)?(?:those|patients|women)\s[^;.()%\d]{0,80}?\s"
    r"(?=(?:were|was|are)\s(?:still\s)?(?:alive|living)\b|crossed\sover|(?:gone|went)\sover|switched)"
    r"|[)\]]?(?:,?\s(?:and|or|versus|vs\.?)\s\d[\d.·]*\s?%)?\sof\s"
    r"(?:(?:the\s|all\s)?(?:patients|women|participants)|the\s[^,;.()%]{1,40}?\s(?:arm|group))\s"
    r"(?:(?:and|versus|vs\.?|against)\s[\d.·]+\s?%\sof\sthe\s[^,;.()%]{1,40}?\s(?:arm|group)\s)?"
    r"(?P<had>(?:had|achieved|showed|experienced)\s(?:an?\s)?)?",
    re.IGNORECASE,
)
_HAD_SUCH = re.compile(r"[^.;]{0,90}?\b(?:had|achieved|showed)\ssuch\san?\sresponse\b", re.IGNORECASE)
_OF_THESE_HAD = re.compile(
    r"[^()]{0,80}[)\]]\sof\s(?:these|those)\s(?:\d+\s)?(?:patients\s|women\s)?(?:had|achieved|attained|reached|showed)\s(?:an?\s)?",
    re.IGNORECASE,
)
"""Between so many of those just counted and what they had: '86 (37.9%) of these 227 achieved a complete response'."""
_DID = re.compile(
    r"(?:cross(?:ed|ing)\sover|(?:gone|went)\sover|switched|still\b|(?:were|was)\son\b|responded|died|survived|lived|relapsed|progressed|were|was|remained)\b",
    re.IGNORECASE,
)
_GAVE_LEFT = Endings(
    r"\b(?:gave|yielded|produced|reached|achieved|led\sto|came\sto)\s(?:only\s|just\s|an?\s)?$", re.IGNORECASE
)
_SO_MANY_LEFT = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:\w+\s)?$", re.IGNORECASE
)
_WITH_LEFT = re.compile(
    r"[\s)\]]*(?:in|for|among)?\s?(?:(?:patients|women|those)\s)?(?:with|who\s(?:had|achieved|attained))\s(?:an?\s)?",
    re.IGNORECASE,
)
_TO_OTHER = re.compile(r",?\s(?:and|vs?\.?|versus|against|compared\s(?:with|to)|but)\s(?:only\s)?", re.IGNORECASE)
_PARTED = re.compile(r"[;,.]")
_WERE = re.compile(r"\s(?:was|were)\s")
_PEOPLE_WERE = re.compile(r"(?:\sof\s(?:the\s)?(?:patients|women|them))?\s(?:was|were|remained)\s")
_FREE = re.compile(r"(?:\w+[-\s])?free\b|short-term\sresponders\b")
_A = re.compile(r"\san?\s")
_LISTED_AND_WERE = re.compile(
    r"[)\]]*(?:\s?(?:,|and|v/s|vs?\.?|versus|\d[\d.·]*\s?%?|respectively|(?:of\s(?:the\s)?)?(?:patients|women)))*"
    r"(?:\s?\([pP]\s?[=<>][^()]*\))?\s(?:(?:were|was|are|is|remained)\s(?:still\s)?)?",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:[\s,/%\d.·)]|\b(?:and|or|vs|versus|with|on|in|for|of|the|arms?|groups?|patients|women|respectively|were|was|still)\b)*",
    re.IGNORECASE,
)
_OWN_PREDICATE = re.compile(
    r"[)\]]*\s(?:(?:patients|women)\s)?(?:were|was|had)\s[^,;.()]+\s(?:and|with|while|but)\s", re.IGNORECASE
)
"""What says of those counted something of its own before an endpoint is named: '24 (28%) were older and 62 had PFS'."""
_THEY_HAD = re.compile(
    r"[^()]*[)\]]*(?:\sof\s\d+)?\s(?:(?:patients|women)\s)?(?:had|achieved|showed|with)\s(?:an?\s)?", re.IGNORECASE
)
OF_WHOM = Endings(
    r"\b(?:of|among)\s(?:whom,?|which,?|them,?|these(?:\s\d+)?(?:\s(?:patients|women|responders),?)?|(?:the|those)\s\d+\sresponders,?)\s$",
    re.IGNORECASE,
)
_HAD_ANOTHER = re.compile(
    r"[)\]]*\s(?:of\s(?:the\s)?(?:patients|women)\s)?(?:had|have|achieved|showed|experienced)\san?\s[^,;.()]{5,}?"
    r"(?=[,;.(]|\sand\s|\s(?:but|while|whereas|with|compared)\b|$)",
    re.IGNORECASE,
)
"""What so many patients had, told behind their share: '40% experienced a shorter stay'."""
_OF_THE_PATIENTS = re.compile(
    r"(?:\sand\s[\d.·]+\s?%)?\sof\s(?:the\s|all\s)?(?:patients|women|participants|population)\s?[)\]]", re.IGNORECASE
)
_BEFORE_COLON = re.compile(r"\sof\s(?:them|(?:the\s|all\s)?(?:patients|women|tumou?rs|samples))\s?:\s", re.IGNORECASE)
"""What parts a share from what is told next: 'a sample was at hand for 60% of them: the hazard ratios were …'."""
_CURVES = re.compile(r"\bcurves\b", re.IGNORECASE)
"""What makes the first P value of a sentence that of the survival before it: 'the curves did not differ (P = .11)'."""
_FOR = re.compile(
    r"(?:[;,]\s?(?:[a-z-]+\s){0,2}P(?:[\s-]values?)?\s?[=<>≤≥]\s?[\d.·]+)?[)\]]*\s?(?:for|in)\s(?:the\s)?",
    re.IGNORECASE,
)
"""What stands between an effect and its endpoint: '1.03 (95% CI 0.6-1.7; P = .91) for OS'."""


def fits(topic: Topic, m: Measurement) -> bool:
    """Whether a figure can be of that topic: no months of response, no hazard ratio of a follow-up time."""
    is_bare = m.sort is Sort.PLAIN and m.interval is not None
    if m.sort is Sort.EFFECT and (
        topic.reason in (*_TIMES, Reason.ELIGIBILITY) or (m.measure == "HR" and topic.endpoint in RESPONSE_ENDPOINTS)
    ):
        return False
    is_time = m.unit in TIME_UNITS or m.number.is_not_reached or is_bare
    return topic.reason is not None or not is_time or topic.endpoint not in RESPONSE_ENDPOINTS


_BEFORE_ITS_RATIO = re.compile(r"(?:[^()\[\];]{0,80};)?[^()\[\];]{0,80}[;,]\s(?:a?HR|hazard\sratio)\b", re.IGNORECASE)
"""What stands between the medians of a bracket and their ratio: '(13.2 vs 8.1 months; HR 0.63)'."""


_LABEL_LEFT = Endings(r"(?:^|[.;:]\s?)[^.;:]*[A-Za-z\d][^.;:]*:\s?$")
_COMPARED_RIGHT = re.compile(
    r"(?:\s?[\[(][^()\[\]]*)?[\])]?\s?(?:\w+\s)?(?:vs?\.?|versus|against|compared\s(?:with|to))\s", re.IGNORECASE
)
"""What makes two figures behind a label those of a subgroup: 'Visceral disease: 14.0 (11.2-15.9) versus 6.5 months'."""
_BOUND_LABEL = re.compile(r"[^.;:\d]{0,30}\d[^.;:]{0,30}:\s?")


_PAIR_FOR = re.compile(
    r"(?:\s?(?:and|vs?\.?|versus|against)\s[\d.·]+(?:\s(?:months|years))?)?\sfor\s(?:the\s)?", re.IGNORECASE
)


_FORMER_OR_LATTER = re.compile(
    r"\bthe\s(former|latter)(?=\s(?:was|were|is|being|of)?\s?\d|\s(?:was|were|reached))", re.IGNORECASE
)
_SEEN_FOR = re.compile(
    r"[^;()]{1,140}?\b(?:seen|observed|found|noted|recorded|reported|achieved|attained)\s(?:for|in)\s(?:the\s)?",
    re.IGNORECASE,
)
"""What stands between times and the endpoint that a verb gives them to: 'a against b was seen for survival'."""


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
            or self._former_or_latter(m)
            or self._inside(m)
            or self.topic_right_behind(m)
            or self._of_whom(m)
            or self._had_such(m)
            or self.topic_done_by(m)
            or (self.topic_had_by(m) if m.sort is Sort.PLAIN else None)
        )
        topic = topic or self._behind_pair(m)
        topic = topic or self._in_step(m) or self._returning(m) or self._preceding(m)
        topic = None if topic and self._is_of_another(topic, m) else topic or self.scene.setting.lead
        if topic is None:
            behind = self._following_in_clause(m)
            return behind if behind and fits(behind, m) else self._inherited_unless_told(m)
        if not fits(topic, m) or self._only_divides(topic, m):
            told = self._divided_by(topic) or self._told_before(topic) or self._named_before(topic, m)
            return told or self._inherited(m)
        if self._is_left_behind(topic, m) or self._is_subgroup(topic, m):
            return self._inherited(m) or topic
        return self._following_in_clause(m) or topic if self._is_told_by_the_way(topic, m) else topic

    def _only_divides(self, topic: Topic, m: Measurement) -> bool:
        """Whether a topic that makes no finding says of whom a ratio is: 'By nodal status the HR was 0.80'."""
        if topic.reason is Reason.ELIGIBILITY and self._has_its_ratio(m):
            return True
        is_ratio = m.sort is Sort.EFFECT or (m.sort is Sort.PLAIN and m.interval is not None)
        is_trait = topic.reason in (Reason.ELIGIBILITY, Reason.NO_ENDPOINT, Reason.BACKGROUND)
        is_rate = m.unit == "%" and any(t.endpoint and t.end <= topic.start for t in self.scene.topics)
        return (
            (is_ratio or is_rate) and is_trait and _DIVIDES_LEFT.search(self.scene.before(topic.start, 40)) is not None
        )

    def _former_or_latter(self, m: Measurement) -> Topic | None:
        """Returns which of the two endpoints of the sentence before is meant: 'the former was a and the latter b'."""
        told = self.scene.setting.told
        if len(told) != 2 or self.scene.topics:
            return None
        words = _FORMER_OR_LATTER.findall(self.scene.text, self.scene.start, m.end)
        return told[0 if words[-1].lower() == "former" else 1] if words else None

    def _behind_pair(self, m: Measurement) -> Topic | None:
        """Returns the endpoint behind two times: 'medians of a and b months for PFS and of c and d months for OS'."""
        behind = self.scene.topic_behind(m, 160) if m.unit in TIME_UNITS else None
        if behind is None or not behind.endpoint:
            return None
        is_near = _PAIR_FOR.fullmatch(self.scene.text, m.end, behind.start)
        return behind if is_near or _SEEN_FOR.fullmatch(self.scene.text, m.end, behind.start) else None

    def _is_told_by_the_way(self, topic: Topic, m: Measurement) -> bool:
        """Whether a time with its figure opens its sentence and a comma ends it: 'With a follow-up of 24 months, …'.

        The figure may stand before it: 'at the four-year follow-up, …'.
        """
        if topic.reason not in _TIMES:
            return False
        if self.scene.text.startswith(", ", topic.end) and _TIMED_LEFT.search(self.scene.before(topic.start, 30)):
            return True
        if _BY_THE_WAY.search(self.scene.before(topic.start, 40)) is None:
            return False
        return _ITS_FIGURE.match(self.scene.text, topic.end, m.start) is not None

    def _of_whom(self, m: Measurement) -> Topic | None:
        """Returns what befell some of those just counted: '80% responded, of whom 38% had a complete response'."""
        these = _OF_THESE_HAD.match(self.scene.text, m.end, self.scene.end) if m.events is not None else None
        if these:
            return next((t for t in self.scene.topics if t.start == these.end() and t.endpoint), None)
        if not OF_WHOM.search(self.scene.before(m.start, 30)):
            return None
        behind = next((t for t in self.scene.topics if t.start >= m.end and t.endpoint), None)
        if behind is None:
            return None
        return behind if _THEY_HAD.fullmatch(self.scene.text, m.end, behind.start) else None

    def _had_such(self, m: Measurement) -> Topic | None:
        """Returns the endpoint of the sentence before, which so many had too: '24% on X had such a response'."""
        is_such = _HAD_SUCH.match(self.scene.text, m.end, self.scene.end) if m.unit == "%" else None
        return self.scene.setting.carried if is_such else None

    def topic_done_by(self, m: Measurement) -> Topic | None:
        """Returns what a share of the patients did: '27% and 48% of patients responded'."""
        people = _OF_PEOPLE.match(self.scene.text, m.end, self.scene.end) if m.unit == "%" else None
        behind = self.scene.topic_behind(m, people.end() - m.end) if people else None
        if people is None or behind is None or behind.start != people.end():
            return None
        is_verb = people["had"] or _DID.match(self.scene.text, behind.start, behind.end)
        is_told = behind.endpoint or behind.reason in (Reason.BACKGROUND, Reason.TREATMENT_DURATION)
        return behind if is_verb and is_told else None

    def _in_step(self, m: Measurement) -> Topic | None:
        """Returns the topic behind a figure where the one before was named behind its own: 'a had X, b had Y'."""
        before = [topic for topic in self.scene.topics if topic.end <= m.start]
        told = (claim for claim in self.claims if before and is_same(claim.topic, before[-1]))
        if not any(claim.start < before[-1].start and not self._is_named_ahead(claim) for claim in told):
            return None
        behind = self.scene.topic_behind(m, 70)
        gap = self.scene.text[m.end : behind.start] if behind else ""
        is_near = len(gap) <= 40 and (_HAD.fullmatch(gap) or _LISTED_AND_WERE.fullmatch(gap))
        is_listed = m.unit == "%" and behind is not None and self._only_lists(m.end, behind.start)
        return behind if is_near or is_listed else None

    def _is_named_ahead(self, claim: Claim) -> bool:
        """Whether a claim has its topic before its figures: '6-month PFS 76%, 12-month PFS 43%, ORR 61%'."""
        return claim.topic in self.scene.topics and claim.topic.end <= claim.start

    def _only_lists(self, start: int, end: int) -> bool:
        """Whether nothing but figures and the arms that they are of stands between two places: '/79% with A and B'."""
        arms = [arm for arm in self.scene.arms if start <= arm.start and arm.end <= end]
        places = [start, *(place for arm in arms for place in (arm.start, arm.end)), end]
        pieces = zip(places[::2], places[1::2], strict=True)
        return bool(arms) and all(_LINKS.fullmatch(self.scene.text, low, high) for low, high in pieces)

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
        if topic.reason not in _TIMES and not is_response:
            return None
        return next(
            (t for t in reversed(self.scene.topics) if t.end <= topic.start and t.endpoint and fits(t, m)), None
        )

    def _is_left_behind(self, topic: Topic, m: Measurement) -> bool:
        """Whether a follow-up time has its figure and the sentence goes on: "after 24 months the medians were …"."""
        if topic.reason is Reason.ELIGIBILITY and m.unit in TIME_UNITS:
            return _IT_WAS.search(self.scene.text, topic.end, m.start) is not None
        if topic.reason not in _TIMES or not self._has_figure(topic):
            return False
        return self._points_back(topic.end, m) or self._has_its_ratio(m)

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

    def _is_subgroup(self, topic: Topic, m: Measurement) -> bool:
        """Whether a trait with its bound only says of whom two figures are: 'Age <65 years: 14.0 versus 6.5 months'."""
        is_bounded = topic.reason is Reason.ELIGIBILITY and _BOUND_LABEL.fullmatch(self.scene.text, topic.end, m.start)
        return bool(is_bounded) and self._is_labelled(m)

    def _is_labelled(self, m: Measurement) -> bool:
        """Whether a label stands before a figure that is compared with the next."""
        is_led = self.scene.text[m.start - 2 : m.start].strip() == ":"
        is_led = is_led and _LABEL_LEFT.search(self.scene.before(m.start, 90)) is not None
        return is_led and _COMPARED_RIGHT.match(self.scene.text, m.end) is not None

    def _points_back(self, start: int, m: Measurement) -> bool:
        """Whether words before a figure point back to what was told before; of a time point also 'the 7-year rates'."""
        end = min(self.scene.end, m.end + len(" rates")) if m.number.is_compound else m.start
        words = self.scene.text[start:end]
        return _ANAPHORA.search(words) is not None or ("rate" in words.lower() and _RATES.search(words) is not None)

    def _has_figure(self, topic: Topic) -> bool:
        """Whether a time has its figure already, before it or behind it: '8.4 years of median follow-up'."""
        is_claimed = any(claim.topic == topic and claim.values for claim in self.claims)
        return is_claimed or _TIME_LEFT.search(self.scene.before(topic.start, 30)) is not None

    def topic_of_effect(self, m: Measurement) -> Topic | None:
        """Returns the endpoint that stands behind an effect: '0.86 (95% CI 0.72-1.04) for OS'."""
        behind = self.scene.topic_behind(m, 40)
        is_meant = behind and behind.endpoint and _FOR.fullmatch(self.scene.text, m.end, behind.start)
        return behind if is_meant else None

    def _inside(self, m: Measurement) -> Topic | None:
        if m.events is None:
            return None
        return next((t for t in self.scene.topics if m.start <= t.start and t.end <= m.end and not t.is_weak), None)

    def _inherited_unless_told(self, m: Measurement) -> Topic | None:
        """Returns the topic of the sentence before, for a figure that no topic of its own sentence can govern.

        One that goes on to another topic still points back: 'the medians were 12 and 6 months, OS being 27 and 26'.
        """
        speaks_of_rates = m.unit == "%" and _RATES.search(self.scene.text[self.scene.start : m.start]) is not None
        may_point = m.unit in TIME_UNITS or m.sort is Sort.DIFFERENCE or speaks_of_rates
        points_back = may_point and self._points_back(self.scene.start, m)
        can_be_told = any(fits(topic, m) for topic in self.scene.topics)
        return None if can_be_told and not points_back else self._inherited(m)

    def _inherited(self, m: Measurement) -> Topic | None:
        """Returns the topic of the sentence before, where this sentence points back to it."""
        if m.sort is Sort.P:
            is_of_curves = not self.claims and _CURVES.search(self.scene.text, self.scene.start, m.start) is not None
            return self.scene.setting.timed if is_of_curves else None
        points_back = (
            m.sort is Sort.EFFECT
            or self._points_back(self.scene.start, m)
            or self._is_labelled(m)
            or self._has_its_ratio(m)
            or self._is_given(m)
        )
        carried = self.scene.setting.carried if points_back else None
        is_of_shares = carried is not None and carried.endpoint in RESPONSE_ENDPOINTS
        is_of_times = m.measure == "HR" or m.unit in TIME_UNITS
        return self.scene.setting.timed if is_of_shares and is_of_times else carried

    def _is_given(self, m: Measurement) -> bool:
        """Whether an arm is said to give a share, with its interval or its counts: 'Lapatinib alone gave 24.7% (…)'."""
        if m.unit != "%" or not (m.interval or m.events) or not self.scene.arms:
            return False
        return _GAVE_LEFT.search(self.scene.before(m.start, 30)) is not None

    def _has_its_ratio(self, m: Measurement) -> bool:
        """Whether a time stands in a bracket with the ratio that it explains: '(13.2 vs 8.1 months; HR 0.63)'."""
        is_inside = self.scene.brackets.depth(m.start) > 0
        return is_inside and _BEFORE_ITS_RATIO.match(self.scene.text, m.end) is not None

    def topic_right_behind(self, m: Measurement) -> Topic | None:
        """Returns the topic directly behind a percentage or a count: '42% tumour shrinkage'."""
        if (m.unit in TIME_UNITS and not m.number.is_compound) or m.number.is_not_reached:
            return None
        for topic in self.scene.topics:
            if 0 <= topic.start - m.end <= 40:
                gap = self.scene.text[m.end : topic.start]
                is_had = m.events is not None and _WHO_HAD.fullmatch(gap) is not None
                is_had = is_had or self._did_so(topic, m, gap)
                return topic if is_had or _ADJACENT.fullmatch(gap.lstrip(")]") if m.events else gap) else None
        return None

    def _did_so(self, topic: Topic, m: Measurement, gap: str) -> bool:
        """Whether a verb says right behind a share what they did: '67% (95% CI 50-91) died', '46% were free of'."""
        if m.unit == "%" and _PEOPLE_WERE.fullmatch(gap) and _FREE.match(self.scene.text, topic.start):
            return True
        is_next = m.interval is not None and m.unit == "%" and gap in (") ", "] ")
        return is_next and _DID.match(self.scene.text, topic.start, topic.end) is not None

    def topic_had_by(self, m: Measurement) -> Topic | None:
        """Returns the topic that so many patients had: '2 had a complete response and 6 a partial response'."""
        behind = self.scene.topic_behind(m, 40)
        gap = self.scene.text[m.end : behind.start] if behind else ""
        is_had = _HAD.fullmatch(gap) or _WERE.fullmatch(gap) or (self.claims and _A.fullmatch(gap))
        return behind if is_had else None

    def _preceding(self, m: Measurement) -> Topic | None:
        before = [t for t in self.scene.topics if t.end <= m.start]
        strong = [t for at, t in enumerate(before) if not (t.is_weak and at and t.start - before[at - 1].end <= 12)]
        if not strong:
            return None
        depth = self.scene.brackets.depth(m.start)
        strong = [t for t in strong if self._depth(t) <= depth] or strong
        strong = [t for t in strong if not self._is_by_the_way(t, m)] or strong
        nearest = strong[-1]
        opened = self.scene.brackets.opened_before(m.start)
        if opened is not None and nearest.start > opened and self._only_explains(nearest, m):
            return next((t for t in reversed(strong) if t.end <= opened), nearest)
        return self._in_turn(nearest, m)

    def _is_by_the_way(self, topic: Topic, m: Measurement) -> bool:
        """Whether a topic before a figure was told by the way, and another governs what follows."""
        tells = (self._only_adds, self._is_counted, self._is_trait_of_the_other)
        return self._says_at_entry(topic) or any(tell(topic, m) for tell in tells)

    def _is_trait_of_the_other(self, topic: Topic, m: Measurement) -> bool:
        """Whether an endpoint tells the patients of two values apart: 'EFS was 92% with pCR and 73% without'."""
        last = self.claims[-1] if self.claims else None
        if last is None or not last.values or is_same(last.topic, topic) or topic.start < last.end:
            return False
        is_with = _WITH_LEFT.fullmatch(self.scene.text, last.end, topic.start) is not None
        return is_with and _TO_OTHER.fullmatch(self.scene.text, topic.end, m.start) is not None

    def _depth(self, topic: Topic) -> int:
        """Returns how deep a topic stands; a sign stands as its words, where these name nothing: 'in nodes (tpCR)'."""
        is_sign = self.scene.text[topic.start - 1] in "([" and self.scene.text[topic.end : topic.end + 1] in (")", "]")
        is_named = any(0 <= topic.start - 1 - other.end <= 1 for other in self.scene.topics)
        return self.scene.brackets.depth(topic.start) - (is_sign and not is_named)

    def _only_adds(self, topic: Topic, m: Measurement) -> bool:
        """Whether a topic that makes no finding stands in a bracket that is closed before a figure."""
        opened = self.scene.brackets.opened_before(topic.start)
        return topic.reason is not None and opened is not None and opened != self.scene.brackets.opened_before(m.start)

    def _says_at_entry(self, topic: Topic) -> bool:
        """Whether 'at baseline' says in whom a result was seen: 'the ORR was 51.7% in those with it at baseline'."""
        claim = self.claims[-1] if self.claims else None
        is_told = claim is not None and claim.topic.endpoint is not None and claim.end <= topic.start
        return is_told and self.scene.text[topic.start : topic.end].lower() == "at baseline"

    def _is_counted(self, topic: Topic, m: Measurement) -> bool:
        """Whether so many events were told by the way, in words: 'DFS 93.3%, with four distant recurrences; OS …'."""
        are_told = topic.counts_events and any(claim.topic.endpoint for claim in self.claims)
        if not are_told or not _PARTED.search(self.scene.text, topic.end, m.start):
            return False
        return _SO_MANY_LEFT.search(self.scene.before(topic.start, 30)) is not None

    def _only_explains(self, topic: Topic, m: Measurement) -> bool:
        """Whether a topic in a bracket defines what stands before it: 'benefit (response or stability; 48% vs 29%)'."""
        is_parted = ";" in self.scene.text[topic.end : m.start]
        opened = self.scene.brackets.opened_before(topic.start)
        is_label = opened is not None and self.scene.text[opened + 1 : topic.start].strip() == ""
        is_label = is_label and self.scene.text[topic.end : topic.end + 1] == ";"
        return is_parted and not is_label and not any(claim.start >= topic.end for claim in self.claims)

    def _run(self, topic: Topic) -> list[Topic]:
        """Returns the endpoints that are named together up to a topic: 'PFS and OS were …'."""
        at = self.scene.topics.index(topic)
        run = [topic]
        while at and self._are_coordinated(self.scene.topics[at - 1].end, run[0].start):
            at -= 1
            topic = self.scene.topics[at]
            if topic.endpoint is None or is_same(topic, run[0]) or self._is_behind_its_figure(topic):
                break
            run.insert(0, self.scene.topics[at])
        return run

    def _are_coordinated(self, start: int, end: int) -> bool:
        """Whether two endpoints are named together; those that "or" parts only where a figure of each is announced."""
        if _COORDINATED.fullmatch(self.scene.text, start, end):
            return True
        return (
            self.scene.text[start:end] == " or "
            and RESPECTIVELY.search(self.scene.text, end, self.scene.end) is not None
        )

    def _is_behind_its_figure(self, topic: Topic) -> bool:
        return any(claim.topic == topic and claim.start < topic.start for claim in self.claims)

    def named_from(self, place: int) -> list[Topic]:
        """Returns the endpoints that are named together from a place on."""
        run: list[Topic] = []
        for topic in self.scene.topics:
            gap = (place, topic.start) if not run else (run[-1].end, topic.start)
            is_next = gap[0] <= gap[1] and (_COORDINATED.fullmatch(self.scene.text, *gap) or gap[0] == gap[1])
            if topic.endpoint and is_next:
                run.append(topic)
            elif run:
                break
        return run

    def together_with(self, claim: Claim) -> list[Topic]:
        """Returns the endpoints that were named together with that of a claim, its own among them."""
        if claim.topic not in self.scene.topics:
            return [claim.topic]
        depth = self.scene.brackets.depth
        before = [t for t in reversed(self.scene.topics) if t.end <= claim.start]
        outer = (t for t in before if depth(t.start) <= depth(claim.start))
        named = self._run(next(outer, before[0] if before else claim.topic))
        run = [topic for topic in named if not claim.values or fits(topic, claim.values[0])]
        return run if claim.topic in run else [claim.topic]

    def _in_turn(self, nearest: Topic, m: Measurement) -> Topic:
        """Returns, of endpoints named together, the one whose turn it is: the first figure is of the first.

        A figure in a bracket is of the endpoint of the figure that the bracket explains.
        """
        run = [topic for topic in self._run(nearest) if fits(topic, m)] or [nearest]
        depth = self.scene.brackets.depth
        given = [claim for claim in self.claims if claim.topic in run and claim.start >= run[-1].end]
        outer = [claim for claim in given if depth(claim.start) < depth(m.start)]
        if len(run) > 1 and outer:
            return outer[-1].topic
        return run[len([claim for claim in given if depth(claim.start) == depth(m.start)]) % len(run)]

    def _following_in_clause(self, m: Measurement) -> Topic | None:
        topic = self.scene.topic_behind(m, 400)
        if topic is None:
            return None
        gap = self.scene.text[m.end : topic.start]
        if m.unit == "%" and (topic.reason is Reason.FOLLOW_UP or _BEFORE_COLON.match(gap) or self._counts_patients(m)):
            return None
        if m.events is not None and _OWN_PREDICATE.match(gap):
            return None
        if m.unit in TIME_UNITS:
            is_meant = _DIRECT_TIME.fullmatch(gap) or _MEASURED_AS.search(gap) or self._is_spoken_time(topic, m)
            return topic if is_meant else None
        return None if self.scene.brackets.has_break(m.end, topic.start) else topic

    def _counts_patients(self, m: Measurement) -> bool:
        """Whether a bracket only says how many had a trait: 'where it was expressed (43% of the patients), …'."""
        is_inside = self.scene.brackets.depth(m.start) > 0
        return is_inside and _OF_THE_PATIENTS.match(self.scene.text, m.end) is not None

    def _is_spoken_time(self, topic: Topic, m: Measurement) -> bool:
        return topic.reason is not None and topic.start - m.end < 60
