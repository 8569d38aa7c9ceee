"""What sort of text a document is, by cues that are added up and can be shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from herald.core.documents import DocumentKind

CHARACTERS_READ = 40_000
LONGEST_ABSTRACT = 4_500
LOWEST_SCORE = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a kind.

    Attributes:
        weight: 1 for words that the kind shares with others, 2 for its own manner, 4 for what names it.
        where: "title", "text", or "short text": nothing where the text is longer than an abstract.
    """

    kind: DocumentKind
    weight: int
    why: str
    where: str
    pattern: re.Pattern[str]


def _cue(kind: DocumentKind, weight: int, why: str, pattern: str, where: str = "text") -> Cue:
    return Cue(kind, weight, why, where, re.compile(pattern, re.IGNORECASE | re.MULTILINE))


_K = DocumentKind
_MEETING = r"\b(?:meeting|symposium|congress|conference|ASCO|ESMO|SABCS|AACR)\b"
_FIELDS_OF_REGISTRY = (
    r"recruitment status|overall status|study type|primary outcome measures?|eligibility criteria"
    r"|study start(?: date)?|enrollment"
)
_SECTIONS = (
    r"background|purpose|objectives?|aims?|patients and methods|methods|results|findings|conclusions?|interpretation"
)
CUES = (
    _cue(
        _K.RETRACTION_NOTICE, 6, "a title that says retraction", r"^\W*(?:retraction\b|notice of retraction)", "title"
    ),
    _cue(
        _K.RETRACTION_NOTICE,
        4,
        "says what it retracts",
        r"^retraction of[: ]|\bretract (?:the|this|their|our) (?:\d{4} )?(?:paper|article|publication)",
    ),
    _cue(
        _K.TRIAL_RECORD,
        4,
        "a registry's identifier line",
        r"^\W*(?:ClinicalTrials\.gov (?:ID|identifier)|NCT number|EudraCT number)\b",
    ),
    _cue(_K.TRIAL_RECORD, 3, "a registry's field names", rf"^\W*(?:{_FIELDS_OF_REGISTRY})\s*(?:\([^)]*\))?\s*(?::|$)"),
    _cue(
        _K.PATIENT_ARTICLE,
        4,
        "addresses a patient",
        r"\b(?:talk|speak) (?:to|with) your (?:doctor|care team|oncologist|health ?care (?:team|provider))"
        r"|\bask your doctor",
    ),
    _cue(
        _K.PATIENT_ARTICLE,
        3,
        "speaks of the reader's own illness",
        r"\bif you(?:['’]ve| have| are|['’]re) (?:been )?(?:diagnosed|living|being treated)"
        r"|\byour (?:treatment plan|diagnosis|cancer)\b",
    ),
    _cue(_K.PATIENT_ARTICLE, 1, "explains a drug by its chemical name", r"\(chemical name: "),
    _cue(
        _K.CONFERENCE_REPORT,
        3,
        "reports findings from a meeting",
        r"\b(?:according to|in) (?:findings|results|data|a study|research)[^.]{0,80}\b(?:reported|presented)\b"
        rf"[^.]{{0,60}}{_MEETING}",
    ),
    _cue(_K.CONFERENCE_REPORT, 2, "presented at a meeting", rf"\bpresented (?:at|during) the\b[^.]{{0,80}}{_MEETING}"),
    _cue(_K.CONFERENCE_REPORT, 2, "conference coverage", r"\b(?:conference|meeting) (?:coverage|report)\b"),
    _cue(
        _K.CONFERENCE_REPORT,
        1,
        "names a meeting",
        r"\b(?:AACR|ASCO|ESMO|SABCS)\b[^.]{0,40}(?:annual meeting|congress)|\bannual meeting\b"
        r"|\bbreast cancer symposium\b",
    ),
    _cue(
        _K.GUIDELINE_OVERVIEW,
        4,
        "a title that names guidelines",
        r"\b(?:guidelines?|consensus|recommendations)\b",
        "title",
    ),
    _cue(
        _K.GUIDELINE_OVERVIEW,
        2,
        "announces an overview",
        r"\b(?:comprehensive |an )overview of\b|\bthis (?:guideline|article) (?:provides|summari[sz]es|reviews)\b",
    ),
    _cue(
        _K.GUIDELINE_OVERVIEW,
        1,
        "states standards",
        r"\bstandard (?:first|second|third)?-?\s?line (?:treatment|therapy)|\bpanel recommends\b"
        r"|\b(?:is|are) recommended (?:for|in)\b",
    ),
    _cue(
        _K.ABSTRACT,
        4,
        "the sections of an abstract",
        rf"^\W*(?:{_SECTIONS})\s*:\s+\S[\s\S]{{40,4000}}?\b(?:results|findings|conclusions?|interpretation)\s*:\s",
    ),
    _cue(_K.ABSTRACT, 2, "headed as an abstract", r"^abstract:?$"),
    _cue(
        _K.ABSTRACT,
        2,
        "speaks as its authors",
        r"\b(?:we|our) (?:assessed|evaluated|compared|investigated|studied|analy[sz]ed|randomly|conducted|performed"
        r"|determined|report|aimed|examined|sought|conclude|randomi[sz]ed|assigned|found)\b"
        r"|\bthe (?:aim|purpose|objective) of (?:this|the|our) (?:study|trial|analysis)\b"
        r"|\bthis (?:\w+ ){0,4}(?:study|trial) (?:was|assessed|evaluated|compared|investigated|aimed|examined)\b",
        "short text",
    ),
    _cue(
        _K.ABSTRACT,
        1,
        "states a study's design",
        r"\b(?:were|was) (?:randomly|randomi[sz]ed|assigned|enrolled|eligible|evaluated|assessed|analy[sz]ed"
        r"|included)\b",
        "short text",
    ),
    _cue(
        _K.ABSTRACT,
        1,
        "states statistical results",
        r"\(?P\s?[<=>]\s?0?\.\d|\b95% (?:CI|confidence interval)\b|\bsignificant(?:ly)?\b",
        "short text",
    ),
    _cue(
        _K.NEWS,
        2,
        "reports research as news",
        r"\b(?:study|trial|researchers|scientists|data) (?:has|have) (?:revealed|shown|found|announced)\b"
        r"|\bpromising results\b|\b(?:news|press) release\b",
    ),
    _cue(
        _K.NEWS,
        2,
        "quotes people",
        r"[”\"],? (?:says|said|states|stated|explained|notes|noted|added)\b|\btold [A-Z]\w+",
    ),
    _cue(_K.NEWS, 1, "a newsletter box", r"\bnewsletter\b"),
    _cue(_K.NEWS, 1, "a publication date line", r"^\W*(?:published|posted):? .{0,40}\d{4}"),
    _cue(_K.NEWS, 1, "a list of news", r"^(?:reference |related |latest |more )news$|^news\s*[>›»]"),
    _cue(_K.NEWS, 1, "reports an approval", r"\bFDA (?:has )?(?:approved|approves|granted|grants)\b"),
)


def find_cues(title: str | None, text: str) -> tuple[Cue, ...]:
    """Returns the cues that speak, each once, in the order of the table."""
    short = text if len(text) <= LONGEST_ABSTRACT else ""
    places = {"title": title or "", "text": text[:CHARACTERS_READ], "short text": short}
    return tuple(cue for cue in CUES if cue.pattern.search(places[cue.where]))


def find_kind(title: str | None, text: str) -> DocumentKind:
    """Returns the kind whose cues weigh most; UNKNOWN where no kind reaches `LOWEST_SCORE`.

    Between equals the kind that stands first in the table wins.
    """
    scores: Counter[DocumentKind] = Counter()
    for cue in find_cues(title, text):
        scores[cue.kind] += cue.weight
    best = scores.most_common(1)
    return best[0][0] if best and best[0][1] >= LOWEST_SCORE else DocumentKind.UNKNOWN
