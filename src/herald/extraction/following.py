"""Topics that stand behind their figures: '42% tumour shrinkage', '27% of patients responded', '0.86 for OS'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.core.findings import Reason
from herald.extraction.claims import Claim, is_same
from herald.extraction.measurements import TIME_UNITS, Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

_ADJACENT = Pattern(
    r"\s?(?:(?!and\b|as\b|with\b|versus\b|vs\b|or\b|in\b|on\b|of\b|for\b|from\b|to\b|at\b|had\b|were\b|was\b|who\b|by\b|but\b|when\b|while\b|whereas\b|experienc)[A-Za-z][\w-]*\s){0,3}"
)
_HAD = Pattern(
    r"[)\]]*\s?(?:(?:patients|women)\s)?(?:had|have|achieved|showed|experienced|(?:went|had\sgone)\son\sto)\s(?:an?\s)?",
    re.IGNORECASE,
)
_WHO_HAD = Pattern(
    r"[)\]]*\s?(?:of\swhom|who|with)\s(?:(?:had|achieved|showed)\s)?(?:an?\s)?|[)\]]\s(?:had|achieved|showed|reached)\san?\s"
)
_OF_PEOPLE = Pattern(
    r"[)\]]?\sof\s(?:the\s)?(?:those|patients|women|latter|former|them|these)\s(?:[^;.()%\d]{0,80}?\s)??(?:(?:had|have)\s)?"
    r"(?=(?:were|was|are)\s(?:still\s)?(?:alive|living)\b|crossed\sover|(?:gone|went)\sover|switched)"
    r"|[)\]]?(?:,?\s(?:and|or|versus|vs\.?)\s\d[\d.·]*\s?%)?\sof\s"
    r"(?:(?:the\s|all\s)?(?:patients|women|participants)|the\s[^,;.()%]{1,40}?\s(?:arm|group))\s"
    r"(?:(?:and|versus|vs\.?|against)\s[\d.·]+\s?%\sof\sthe\s[^,;.()%]{1,40}?\s(?:arm|group)\s)?"
    r"(?P<had>(?:had|achieved|showed|experienced)\s(?:an?\s)?)?",
    re.IGNORECASE,
)
_OF_THESE_HAD = Pattern(
    r"[^()]{0,80}[)\]]\sof\s(?:these|those)\s(?:\d+\s)?(?:patients\s|women\s)?(?:had|achieved|attained|reached|showed)\s(?:an?\s)?",
    re.IGNORECASE,
)
"""Between so many of those just counted and what they had: '86 (37.9%) of these 227 achieved a complete response'."""
_DID = Pattern(
    r"(?:cross(?:ed|ing)\sover|(?:gone|went)\sover|switched|still\b|(?:were|was)\son\b|responded|died|survived|lived|relapsed|progressed|were|was|remained)\b",
    re.IGNORECASE,
)
_WERE = Pattern(r"\s(?:was|were)\s")
_PEOPLE_WERE = Pattern(r"(?:\sof\s(?:the\s)?(?:patients|women|them))?\s(?:was|were|remained)\s")
_FREE = Pattern(r"(?:\w+[-\s])?free\b|short-term\sresponders\b")
_A = Pattern(r"\san?\s")
_THEY_HAD = Pattern(
    r"[^()]*[)\]]*(?:\sof\s\d+)?\s(?:(?:patients|women)\s)?(?:had|achieved|showed|with)\s(?:an?\s)?", re.IGNORECASE
)
OF_WHOM = Endings(
    r"\b(?:of|among)\s(?:whom,?|which,?|them,?|these(?:\s\d+)?(?:\s(?:patients|women|responders),?)?|(?:the|those)\s\d+\sresponders,?)\s$",
    re.IGNORECASE,
)
_FOR = Pattern(
    r"(?:[;,]\s?(?:[a-z-]+\s){0,2}P(?:[\s-]values?)?\s?[=<>≤≥]\s?[\d.·]+)?[)\]]*\s?(?:for|in)\s(?:the\s)?",
    re.IGNORECASE,
)
"""What stands between an effect and its endpoint: '1.03 (95% CI 0.6-1.7; P = .91) for OS'."""
_PAIR_FOR = Pattern(
    r"(?:\s?(?:and|vs?\.?|versus|against)\s[\d.·]+(?:\s(?:months|years))?)?\s(?:for|as)\s(?:the\s)?(?:median\s)?",
    re.IGNORECASE,
)
_SEEN_FOR = Pattern(
    r"[^;()]{1,140}?\b(?:seen|observed|found|noted|recorded|reported|achieved|attained)\s(?:for|in)\s(?:the\s)?",
    re.IGNORECASE,
)
"""What stands between times and the endpoint that a verb gives them to: 'a against b was seen for survival'."""
_LISTED_AND_WERE = Pattern(
    r"[)\]]*(?:\s?(?:,|and|v/s|vs?\.?|versus|\d[\d.·]*\s?%?|respectively|(?:of\s(?:the\s)?)?(?:patients|women)))*"
    r"(?:\s?\([pP]\s?[=<>][^()]*\))?\s(?:(?:were|was|are|is|remained)\s(?:still\s)?)?",
    re.IGNORECASE,
)
_LINKS = Pattern(
    r"(?:[\s,/%\d.·)]|\b(?:and|or|vs|versus|with|on|in|for|of|the|arms?|groups?|patients|women|respectively|were|was|still)\b)*",
    re.IGNORECASE,
)
_DIRECT_TIME = Pattern(r"\s?(?:of|was|is|were)\s(?:the\s)?(?:median\s)?|[-\s]median\s")
_MEASURED_AS = Endings(r"\b(?:measured|defined|expressed|assessed)\s(?:as|by)\s(?:the\s)?(?:median\s)?$", re.IGNORECASE)
_OWN_PREDICATE = Pattern(
    r"[)\]]*\s(?:(?:patients|women)\s)?(?:were|was|had)\s[^,;.()]+\s(?:and|with|while|but)\s", re.IGNORECASE
)
"""What says of those counted something of its own before an endpoint is named: '24 (28%) were older and 62 had PFS'."""
_BEFORE_COLON = Pattern(r"\sof\s(?:them|(?:the\s|all\s)?(?:patients|women|tumou?rs|samples))\s?:\s", re.IGNORECASE)
"""What parts a share from what is told next: 'a sample was at hand for 60% of them: the hazard ratios were …'."""
_OF_THE_PATIENTS = Pattern(
    r"(?:\sand\s[\d.·]+\s?%)?\sof\s(?:the\s|all\s)?(?:two\s|three\s|\d\s)?(?:patients|women|participants|population|groups|arms)\s?[)\]]",
    re.IGNORECASE,
)


def topic_right_behind(scene: Scene, m: Measurement) -> Topic | None:
    """Returns the topic directly behind a percentage or a count: '42% tumour shrinkage'."""
    if (m.unit in TIME_UNITS and not m.number.is_compound) or m.number.is_not_reached:
        return None
    for topic in scene.topics:
        if 0 <= topic.start - m.end <= 40:
            gap = scene.text[m.end : topic.start]
            is_had = m.events is not None and _WHO_HAD.fullmatch(gap) is not None
            is_had = is_had or _did_so(scene, topic, m, gap)
            return topic if is_had or _ADJACENT.fullmatch(gap.lstrip(")]") if m.events else gap) else None
    return None


def _did_so(scene: Scene, topic: Topic, m: Measurement, gap: str) -> bool:
    """Whether a verb says right behind a share what they did: '67% (95% CI 50-91) died', '46% were free of'."""
    if m.unit == "%" and _PEOPLE_WERE.fullmatch(gap) and _FREE.match(scene.text, topic.start):
        return True
    is_next = m.interval is not None and m.unit == "%" and gap in (") ", "] ")
    return is_next and _DID.match(scene.text, topic.start, topic.end) is not None


def topic_had_by(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Topic | None:
    """Returns the topic that so many patients had: '2 had a complete response and 6 a partial response'."""
    behind = scene.topic_behind(m, 40)
    gap = scene.text[m.end : behind.start] if behind else ""
    is_had = _HAD.fullmatch(gap) or _WERE.fullmatch(gap) or (claims and _A.fullmatch(gap))
    return behind if is_had else None


def topic_done_by(scene: Scene, m: Measurement) -> Topic | None:
    """Returns what a share of the patients did: '27% and 48% of patients responded'."""
    people = _OF_PEOPLE.match(scene.text, m.end, scene.end) if m.unit == "%" else None
    behind = scene.topic_behind(m, people.end() - m.end) if people else None
    if people is None or behind is None or behind.start != people.end():
        return None
    is_verb = people["had"] or _DID.match(scene.text, behind.start, behind.end)
    is_told = behind.endpoint or behind.reason in (Reason.BACKGROUND, Reason.TREATMENT_DURATION)
    return behind if is_verb and is_told else None


def topic_of_effect(scene: Scene, m: Measurement) -> Topic | None:
    """Returns the endpoint that stands behind an effect: '0.86 (95% CI 0.72-1.04) for OS'."""
    behind = scene.topic_behind(m, 40)
    is_meant = behind and behind.endpoint and _FOR.fullmatch(scene.text, m.end, behind.start)
    return behind if is_meant else None


_AGAINST_SHARE = Pattern(r"\s(?:vs?\.?|versus|against)\s[\d.·]+\s?%")


def topic_behind_pair(scene: Scene, m: Measurement) -> Topic | None:
    """Returns the endpoint behind two figures: 'medians of a and b months for PFS and …', '62% vs 27% responding'."""
    other = _AGAINST_SHARE.match(scene.text, m.end, scene.end) if m.unit == "%" else None
    if other:
        next_to = (t for t in scene.topics if _ADJACENT.fullmatch(scene.text, other.end(), t.start))
        return next((t for t in next_to if t.endpoint), None)
    behind = scene.topic_behind(m, 160) if m.unit in TIME_UNITS else None
    if behind is None or not behind.endpoint:
        return None
    is_near = _PAIR_FOR.fullmatch(scene.text, m.end, behind.start)
    return behind if is_near or _SEEN_FOR.fullmatch(scene.text, m.end, behind.start) else None


def topic_of_whom(scene: Scene, m: Measurement) -> Topic | None:
    """Returns what befell some of those just counted: '80% responded, of whom 38% had a complete response'."""
    these = _OF_THESE_HAD.match(scene.text, m.end, scene.end) if m.events is not None else None
    if these:
        return next((t for t in scene.topics if t.start == these.end() and t.endpoint), None)
    if not OF_WHOM.search(scene.before(m.start, 30)):
        return None
    behind = next((t for t in scene.topics if t.start >= m.end and t.endpoint), None)
    if behind is None:
        return None
    return behind if _THEY_HAD.fullmatch(scene.text, m.end, behind.start) else None


def topic_in_step(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Topic | None:
    """Returns the topic behind a figure where the one before was named behind its own: 'a had X, b had Y'."""
    before = [topic for topic in scene.topics if topic.end <= m.start]
    told = (claim for claim in claims if before and is_same(claim.topic, before[-1]))
    if not any(claim.start < before[-1].start and not _is_named_ahead(scene, claim) for claim in told):
        return None
    behind = scene.topic_behind(m, 70)
    gap = scene.text[m.end : behind.start] if behind else ""
    is_near = len(gap) <= 40 and (_HAD.fullmatch(gap) or _LISTED_AND_WERE.fullmatch(gap))
    is_listed = m.unit == "%" and behind is not None and _only_lists(scene, m.end, behind.start)
    return behind if is_near or is_listed else None


def _is_named_ahead(scene: Scene, claim: Claim) -> bool:
    """Whether a claim has its topic before its figures: '6-month PFS 76%, 12-month PFS 43%, ORR 61%'."""
    return claim.topic in scene.topics and claim.topic.end <= claim.start


def _only_lists(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but figures and the arms that they are of stands between two places: '/79% with A and B'."""
    arms = [arm for arm in scene.arms if start <= arm.start and arm.end <= end]
    places = [start, *(place for arm in arms for place in (arm.start, arm.end)), end]
    pieces = zip(places[::2], places[1::2], strict=True)
    return bool(arms) and all(_LINKS.fullmatch(scene.text, low, high) for low, high in pieces)


def topic_in_clause(scene: Scene, m: Measurement) -> Topic | None:
    """Returns the first topic behind a figure, where it can be told of it and nothing parts them."""
    topic = scene.topic_behind(m, 400)
    if topic is None:
        return None
    gap = scene.text[m.end : topic.start]
    if m.unit == "%" and (topic.reason is Reason.FOLLOW_UP or _BEFORE_COLON.match(gap) or _counts_patients(scene, m)):
        return None
    if m.events is not None and _OWN_PREDICATE.match(gap):
        return None
    if m.unit in TIME_UNITS:
        is_meant = _DIRECT_TIME.fullmatch(gap) or _MEASURED_AS.search(gap) or _is_spoken_time(topic, m)
        return topic if is_meant else None
    return None if scene.brackets.has_break(m.end, topic.start) else topic


def _counts_patients(scene: Scene, m: Measurement) -> bool:
    """Whether a bracket only says how many had a trait: 'where it was expressed (43% of the patients), …'."""
    is_inside = scene.brackets.depth(m.start) > 0
    return is_inside and _OF_THE_PATIENTS.match(scene.text, m.end) is not None


def _is_spoken_time(topic: Topic, m: Measurement) -> bool:
    return topic.reason is not None and topic.start - m.end < 60
