"""What the figures of a sentence are about: an endpoint, or something that makes no finding (follow-up, safety …).

A figure is governed by one topic of its sentence. Names of endpoints come from the vocabulary, the turns of phrase that
say one without naming it, and the words that give away a figure which is no result, from `topic_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.core.findings import Reason
from herald.core.mentions import ConceptKind, Mention
from herald.core.records import record
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings
from herald.extraction.topic_phrases import (
    PARAPHRASE,
    PARAPHRASES,
    PLAN,
    REJECTION,
    REJECTIONS,
    SITE,
    SPOKEN,
    SPOKEN_CUES,
    SURVEY,
)
from herald.vocabulary.names import lower
from herald.vocabulary.vocabulary import Vocabulary


@record(frozen=True, slots=True)
class Topic:
    """What a stretch of text is about.

    Attributes:
        endpoint: The endpoint's short name, or the printed words where no concept stands behind them.
        reason: Why figures under this topic make no finding; None for an endpoint.
        counts_events: It speaks of events (deaths, relapses), not of patients without one.
        is_weak: It yields to any other topic nearby ("events", "deaths").
    """

    start: int
    end: int
    endpoint: str | None = None
    reason: Reason | None = None
    counts_events: bool = False
    is_weak: bool = False


_EVENT_WORDS = Pattern(r"event|death|died|dead|mortal|risk|relapse|recurrence(?!-free)", re.IGNORECASE)
_OF_SITE = Pattern(
    SITE + r".*\b(?:involve|progress|relapse|recurrence|site)|\b(?:in\s(?:the\s)?|first\s.*)" + SITE, re.IGNORECASE
)
_PROGRESSES = Pattern(r"progress", re.IGNORECASE)
_DISTANT = {"DFS": "DRFS", "RFS": "DRFS", "RFI": "DRFI"}
_OF_RECORDS = frozenset({"PFS", "OS"})
"""Endpoints that texts mark as read from records of everyday care, by two letters: 'rwPFS'."""
_OF_LESIONS = frozenset({"ORR", "CR", "PR", "DCR", "CBR", "DOR", "PFS"})
_OF_RESPONSE = frozenset({"ORR", "CR", "PR"})
_GRADE_LEFT = Pattern(r"\b(?P<grade>complete|partial)\s$", re.IGNORECASE)
_BRAIN_FIRST = Pattern(r"(?:intracranial|cns|brain)\b", re.IGNORECASE)
_IN_BRAIN = Pattern(
    r"\s?(?:\([^()]*\)\s)?(?:rates?\s)?(?:with)?in\s(?:the\s)?(?:CNS|brain|central\snervous\ssystem)\b", re.IGNORECASE
)
_REACH_OF_OPENING = 90
_BEFORE_LASTED = Pattern(r".{0,6}|\s(?:on|by|as|in|for|with|among)\s[^.;:,\d]{3,50}\s")
"""Between a named endpoint and 'lasted a median of …': by whom it was judged, or in which arm."""
_OPENING_IN_BRAIN = Pattern(
    r"\W*(?:with)?in\sthe\s(?:CNS|brain|central\snervous\ssystem)(?:\sitself|\salone)?(?:\s\([^()]*\))?,\s(?!.*\b(?:and|but|while|whereas)\s)",
    re.IGNORECASE,
)
"""What opens a sentence that tells of the brain alone: 'Within the brain, 12-month PFS was …'."""
_OF_BRAIN = Endings(
    r"\b(?:intracranial|\(?CNS\)?|brain|central\snervous\ssystem)[\s-](?:confirmed\s|best\s)?$", re.IGNORECASE
)
_OF_BREAST = Pattern(r"[^.;()]{0,40}\s?\(bpCR[;,)]")
"""What makes a pathologic complete response by name one of the breast alone, whatever the nodes have."""
_BY_IMAGE = Endings(r"\b(?P<how>PET|metabolic)[\s-]$", re.IGNORECASE)
_DISTANT_LEFT = Endings(r"\bdistant[\s-]$", re.IGNORECASE)
_RISK_OF = Endings(r"(?:ratios?|\bHRs?|risk|hazard)\s?(?:[\[(]\w+[\])]\s)?(?:for|of)\s(?:the\s)?$", re.IGNORECASE)
_RELAPSED = Pattern(r"cancers?\s|disease\s|tumou?rs?\s|relapsed|progressed|risk\sof\s", re.IGNORECASE)
_WHO = Pattern(
    r"\b(?:whose|who\s(?:had|have|has)|that\s(?:had|has)|at\s(?:an?\s)?(?:high|higher|low|lower|increased|intermediate)|(?:from|since)\s(?:when|the\s(?:time|moment))|since|when|once)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_ADJUSTED_LEFT = Cued(r"\b(?:adjust|controll|correct)\w*\s(?:\w+\s)?for\s[^;.()]{0,50}$", re.IGNORECASE)
_MEASURABLE_LEFT = Cued(r"\bmeasurable\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_RESPONDERS = Pattern(r"(?:pet[-\s])?respond(?:ers?|ing)", re.IGNORECASE)
_BARE = Pattern(r"complete(?:ly)?|partial", re.IGNORECASE)
_HOW_LONG = Pattern(r"(?:median|mean|longer|shorter)\sduration$|longer$", re.IGNORECASE)
_RESPONSE = Pattern(r"respon|remission|\b(?:ORR|[CP]R)\b", re.IGNORECASE)
_OF_THESE = Pattern(r"\b(?:of|among|in)\s(?:the|these|those|all|\d+)\s(?:\w+\s)?(?:\d+\s)?(?:\w+\s)?$", re.IGNORECASE)
_SEEN = frozenset({"ORR", "CR", "PR", "pCR", "CBR", "DCR"})
"""Endpoints that are seen in a patient, who then belongs to a group whose survival can be told."""
_OF_GROUP = Pattern(
    r"\b(?:patients|women|those|people|pts|participants)\s(?:with(?:out)?|having|in\swhom|(?:not\s)?(?:reaching|achieving|attaining|having)"
    r"|(?:who|that)\s(?:(?:had|reached|achieved|attained)|(?:did|had|have|do)\snot\s(?:had?|have|reach(?:ed)?|achieved?|attain(?:ed)?))|who)\s(?:an?\s|the\s|no\s|any\s){0,2}$"
    r"|(?:months|years)\s(?:with(?:out)?|for)\s(?:an?\s|no\s)?$|\bof\sthe\s\d+\swho\s(?:had\s|have\s)?$",
    re.IGNORECASE,
)
_SHARE_OF_GROUP = Pattern(r"%\s(?:with(?:out)?|for)\s(?:an?\s|no\s)?$")
_SHARE_OF = Pattern(
    r"(?:\b(?:proportions?|percentages?|rates?|shares?|numbers?|fractions?)\sof|\b(?:more|fewer|most|many|half\sof)|[%)]\sof(?:\s\d+)?|\d)\s(?:the\s|all\s)?$",
    re.IGNORECASE,
)
"""What makes the people in whom a response is seen its count: 'the proportion of patients with a pCR was 45%'."""
_GROUP_RIGHT = Pattern(r"\s(?:groups?|subgroups?|patients|achievers)\b", re.IGNORECASE)
_UNTIL_ENTRY = Pattern(r"\bto\s(?:the\s)?(?:enrol|randomi|inclusion|study|registration|start\b)")
_INTERVAL = Pattern(r"\btime\b|\binterval\b|\b(?:TTP|[TDR]FI)\b", re.IGNORECASE)
_YEARS = Pattern(r"\b\w+-year\s", re.IGNORECASE)
_EVENT_FREE = Pattern(r"event[-\s]free", re.IGNORECASE)
_BOUNDED = Pattern(
    r"\s?(?:[\[(]\w+[\])]\s?)?(?:of\s)?(?:[<>≤≥⩽⩾]\s?=?|(?:less|more|greater|longer|shorter)\sthan|equal\sto\sor\s\w+\sthan"
    r"|at\sleast|under|over|within|\d+\s?[-–])\s?"
    r"(?:\d+|six|twelve|one|two|three|five)[\s-]?(?:months?|mo|years?|yrs?|weeks?)\b",
    re.IGNORECASE,
)
"""What makes a time a trait of patients: 'time to progression <6 months', 'disease-free interval of over 2 years'."""
_ANSWERS = Pattern(r"(?:(?:an?|the|overall)\s)*respon(?:se|ded)", re.IGNORECASE)
_WITH_LEFT = Endings(r"\b(?:patients|women|those)\swith\s(?:an?\s)?$", re.IGNORECASE)
_AMONG_LEFT = Endings(
    r"\b(?:among|in|for)\s(?:the\s|all\s)?(?:\d+\s)?(?:patients|women|those|participants)\s(?:who\shad|with|having|achieving)\s"
    r"(?:an?\s)?(?:confirmed\s)?$",
    re.IGNORECASE,
)
"""Words before a response by which it says who the patients are: 'among those with a response, it lasted …'."""
_RESPONSE_NAMED = Pattern(
    r"(?:objective\s|overall\s|complete\s|partial\s)?respon|remission|\bt?pCR\b|pathologic", re.IGNORECASE
)
_ONSET = Pattern(r"time\sto\s(?:the\s)?(?:first\s)?onset\b.*", re.IGNORECASE)
"""When a harm began."""
_FOLLOWED = Endings(r"\bfollow[\s-]?up(?:\s(?:time|duration|period))?\s(?:for|of)\s(?:the\s|median\s)?$", re.IGNORECASE)
"""What makes an endpoint that for which patients were followed: 'the median follow-up for OS was …'."""
_AS_FIRST = Endings(r"\bas\s(?:the\s|a\s)?first\s$", re.IGNORECASE)
"""What makes an endpoint that as which something else counts: 'brain metastases as first invasive-disease event'."""
_KIND_BEHIND = Pattern(r"\s(?:was|were|being)\s(?:an?\s)?(?:stable|partial|complete)\b", re.IGNORECASE)
"""Behind a best response that is named next: 'the best response was stable disease'."""
_DEFINED_LEFT = Pattern(
    r"[(\[][^()\[\]]*$|,\s(?:counting|including|defined\sas|which\sinclude[sd]?)\s(?:\w+\s){0,3}$|(?:responses?|remission|[CP]R)\)?\s?(?:or|\+|plus)\s?$",
    re.IGNORECASE,
)
_NAMELESS = frozenset({"PD", "QoL", "BOR", "RCB"})
"""Endpoints whose figures are left alone: shares of patients in whom nothing was gained, and scales."""


def find_topics(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    symbolic: Sequence[Topic] = (),
) -> list[Topic]:
    """Returns the topics of `text[start:end]` in order and without overlap; the vocabulary's names come first.

    Args:
        symbolic: Topics that the document names there by a symbol of its own.
    """
    named = [_named_topic(text, mention, vocabulary) for mention in mentions if mention.kind is ConceptKind.ENDPOINT]
    is_spoken = SPOKEN_CUES.search(text, start, end) is not None
    matches = find_spoken(lower(text[start:end])) if is_spoken else ()
    spoken = [topic for match in matches if not _is_trait(text, topic := _spoken_topic(text, start, match))]
    matches_phrased = PARAPHRASE.finditer(text, start, end)
    phrased = [
        _phrased_topic(m) for m in matches_phrased if not (_says_who(m, start) or _is_of_no_response(m, start, end))
    ]
    rejected = [_rejected_topic(m) for m in REJECTION.finditer(text, start, end) if not _says_whose(m, start)]
    known = [topic for topic in named if topic.reason is None and not _is_of_patients(text, start, topic)]
    symbolic = [topic for topic in symbolic if not _is_trait(text, topic)]
    if any(topic.endpoint not in (*_SEEN, "DOR") for topic in [*known, *phrased]):
        known, phrased = (_without_groups(text, start, topics) for topics in (known, phrased))
    if SURVEY.search(text, start, end):
        known, phrased = (_without_answers(text, topics) for topics in (known, phrased))
    nameless = [t for t in named if t.reason and not _RISK_OF.search(text, max(start, t.start - 40), t.start)]
    measured = [topic for topic in rejected if topic.reason is Reason.PERFORMANCE]
    if known:
        phrased = [t for t in phrased if not _EVENT_FREE.fullmatch(text, t.start, t.end) or t.start < known[0].start]
    phrased = [t for t in phrased if not (t.endpoint == "DOR" and _lasts_itself(text, t, known))]
    strong, weak = [t for t in phrased if not t.is_weak], [t for t in phrased if t.is_weak]
    found = _without_overlap([*measured, *known, *strong, *spoken, *symbolic, *weak, *nameless, *rejected])
    is_plan = PLAN.search(text, start, end) is not None
    return [replace(topic, endpoint=None, reason=Reason.DESIGN) for topic in found] if is_plan else found


def _lasts_itself(text: str, topic: Topic, known: Sequence[Topic]) -> bool:
    """Whether it is a named endpoint that lasted so long: 'PFS lasted a median of 9 months'."""
    if not text.startswith("lasted", topic.start):
        return False
    ends = [one.end for one in known if one.end <= topic.start and one.endpoint not in _SEEN]
    return bool(ends) and _BEFORE_LASTED.fullmatch(text, ends[-1], topic.start) is not None


def find_spoken(low: str) -> list[re.Match[str]]:
    """Returns the turns of phrase in a lowered text that are names of endpoints themselves, in order."""
    patterns = (pattern for cues, pattern in SPOKEN if any(cue in low for cue in cues))
    found = (match for pattern in patterns for match in pattern.finditer(low) if not _UNTIL_ENTRY.search(match.group()))
    return sorted(found, key=lambda match: match.start())


def names_harm(words: str) -> bool:
    """Whether words that name an outcome say that it is a harm: 'ejection fraction fell'."""
    return any(_rejected_topic(match).reason is Reason.SAFETY for match in REJECTION.finditer(words))


def _is_of_patients(text: str, start: int, topic: Topic) -> bool:
    """Whether a named endpoint says how long patients were followed, who they are, or how something else counts."""
    is_followed = _FOLLOWED.search(text, max(start, topic.start - 40), topic.start) is not None
    is_kind = topic.endpoint == "ORR" and _KIND_BEHIND.match(text, topic.end) is not None
    is_first = _AS_FIRST.search(text, max(start, topic.start - 16), topic.start) is not None
    return (
        is_followed
        or is_kind
        or is_first
        or _is_trait(text, topic)
        or _is_of_responders(text, start, topic.start, topic.end)
    )


def _is_trait(text: str, topic: Topic) -> bool:
    """Whether a time with its bound says who the patients are: 'time to progression <6 months: 14.0 v 6.5'."""
    is_interval = _INTERVAL.search(text, topic.start, topic.end) or _WITH_LEFT.search(
        text, max(0, topic.start - 24), topic.start
    )
    return is_interval is not None and _BOUNDED.match(text, topic.end) is not None


def _without_groups(text: str, start: int, topics: list[Topic]) -> list[Topic]:
    """Leaves out responses that only say whose survival is told: 'EFS was 92% in patients with a pCR'."""
    return [topic for topic in topics if topic.endpoint not in _SEEN or not _names_group(text, start, topic)]


def _names_group(text: str, start: int, topic: Topic) -> bool:
    if topic.endpoint == "pCR" and _SHARE_OF_GROUP.search(text, max(start, topic.start - 16), topic.start):
        return True
    group = _OF_GROUP.search(text, max(start, topic.start - 60), topic.start)
    if group is None:
        return _GROUP_RIGHT.match(text, topic.end) is not None
    return _SHARE_OF.search(text, max(start, group.start() - 40), group.start()) is None


def _without_answers(text: str, topics: list[Topic]) -> list[Topic]:
    """Leaves out the response rate of a survey, which is no response of a tumour."""
    return [t for t in topics if not _ANSWERS.match(text, t.start, t.end)]


def _named_topic(text: str, mention: Mention, vocabulary: Vocabulary) -> Topic:
    concept = vocabulary.get(mention.concept)
    short = _own_name(text, mention, concept.short or concept.name)
    is_left = short in _NAMELESS or (short == "SD" and _defines(text, mention.span.start))
    reason = Reason.NO_ENDPOINT if is_left else None
    counts = bool(_EVENT_WORDS.search(mention.span.quote)) and "free" not in mention.span.quote.lower()
    counts = counts or text.startswith(" event", mention.span.end)
    return Topic(mention.span.start, mention.span.end, short, reason, counts)


def _defines(text: str, start: int) -> bool:
    """Whether stable disease is named only to say what benefit or control is: '(response or stable disease …)'."""
    is_counted = text[max(0, start - 2) : start - 1].isdigit()
    return not is_counted and _DEFINED_LEFT.search(text, max(0, start - 60), start) is not None


def _own_name(text: str, mention: Mention, short: str) -> str:
    """Returns the name of an endpoint with what narrows it: distant, within the brain, on a scan."""
    left = text[max(0, mention.span.start - 30) : mention.span.start]
    if short == "pCR" and (mention.span.quote == "bpCR" or _OF_BREAST.match(text, mention.span.end)):
        return "bpCR"
    if short in _OF_RECORDS and mention.span.quote.lower().startswith("rw"):
        return f"rw{short}"
    if short in _DISTANT and _DISTANT_LEFT.search(left):
        return _DISTANT[short]
    grade = _GRADE_LEFT.search(left) if short in ("ORR", "CNS ORR") else None
    if grade:
        short = "CR" if grade["grade"].lower() == "complete" else "PR"
    is_within = _IN_BRAIN.match(text, mention.span.end) or _BRAIN_FIRST.match(mention.span.quote)
    if short in _OF_LESIONS and (is_within or _OF_BRAIN.search(left) or _opens_in_brain(text, mention.span.start)):
        return "CNS-PFS" if short == "PFS" else f"CNS {short}"
    imaged = _BY_IMAGE.search(left) if short == "ORR" else None
    if imaged:
        return "PET response rate" if imaged["how"].lower() == "pet" else "metabolic response"
    return short


def _opens_in_brain(text: str, place: int) -> bool:
    """Whether the sentence, up to an endpoint that it names, tells of the brain alone."""
    begin = max(text.rfind(". ", max(0, place - _REACH_OF_OPENING), place), place - _REACH_OF_OPENING)
    return _OPENING_IN_BRAIN.match(text, max(0, begin), place) is not None


def is_site(endpoint: str | None) -> bool:
    """Whether an endpoint in printed words is that the disease came back, or first came back, in the brain."""
    return endpoint is not None and _OF_SITE.search(endpoint) is not None


def _spoken_topic(text: str, start: int, match: re.Match[str]) -> Topic:
    low, high = start + match.start(), start + match.end()
    words = _YEARS.sub("", re.sub(r"\s+", " ", text[low:high].strip()))
    words = re.sub(r"^time (?:until|till) ", "time to ", words)
    is_taken = "took" in match.re.groupindex
    name = f"time to {words[0].lower()}{words[1:]}" if is_taken else words
    if is_site(words) and _PROGRESSES.search(words):
        name = "CNS progression"
    if _ONSET.fullmatch(name):
        return Topic(low, high, reason=Reason.SAFETY)
    return Topic(low, high, name, counts_events=is_site(words))


def _phrased_topic(match: re.Match[str]) -> Topic:
    _, endpoint, counts = PARAPHRASES[int((match.lastgroup or "e0")[1:])]
    if endpoint in _OF_RESPONSE and _IN_BRAIN.match(match.string, match.end()):
        endpoint = f"CNS {endpoint}"
    is_weak = match.group().lower() in ("death", "deaths", "died")
    if endpoint in _OF_LESIONS and _opens_in_brain(match.string, match.start()):
        endpoint = f"CNS {endpoint}"
    return Topic(*match.span(), endpoint, None, counts, is_weak)


def _says_who(match: re.Match[str], start: int) -> bool:
    """Whether words that could be an endpoint say who the patients are: 'whose cancer had come back'."""
    words, before = match.group(), match.string[max(start, match.start() - 24) : match.start()]
    has_history = _RELAPSED.match(words) and (_WHO.search(before) or before.endswith(" those who "))
    is_of_some = _RESPONDERS.match(words) and _OF_THESE.search(before)
    is_first = _AS_FIRST.search(before) is not None
    return bool(has_history or is_of_some or is_first) or _is_of_responders(match.string, start, *match.span())


def _is_of_responders(text: str, start: int, low: int, high: int) -> bool:
    """Whether a response says whose results are told: 'among those with a response, the median duration was …'."""
    named = _RESPONSE_NAMED.search(text, low, high)
    if named is None:
        return False
    return _AMONG_LEFT.search(text, max(start, low - 60), max(low, named.start())) is not None


def _is_of_no_response(match: re.Match[str], start: int, end: int) -> bool:
    """Whether 'complete', 'partial' or 'a median duration' stands alone where nothing speaks of a response."""
    if _HOW_LONG.search(match.group()):
        return _RESPONSE.search(match.string, start, match.start()) is None
    return bool(_BARE.fullmatch(match.group())) and _RESPONSE.search(match.string, start, end) is None


def _says_whose(match: re.Match[str], start: int) -> bool:
    """Whether words only name a covariate, 'adjusted for stage', or patients, 'with measurable disease at baseline'."""
    place = max(start, match.start() - 70), match.start()
    return any(pattern.search(match.string, *place) for pattern in (_ADJUSTED_LEFT, _MEASURABLE_LEFT))


def _rejected_topic(match: re.Match[str]) -> Topic:
    reason = REJECTIONS[int((match.lastgroup or "r0")[1:])][0]
    return Topic(*match.span(), reason=reason)


def _without_overlap(topics: list[Topic]) -> list[Topic]:
    """Keeps, of topics that overlap, the one that was listed first; then the longer."""
    kept: list[Topic] = []
    for topic in topics:
        if all(topic.end <= other.start or other.end <= topic.start for other in kept):
            kept.append(topic)
    return sorted(kept, key=lambda topic: topic.start)
