"""The studies that a document speaks of: name, phase, design, how many were enrolled and how many analysed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from herald.core.documents import Document
from herald.core.findings import Study
from herald.core.mentions import ConceptKind, Mention
from herald.core.spans import Span
from herald.extraction.numbers import Number

_PHASE = re.compile(r"\bphase\s(?P<phase>(?:[1-4]|I{1,3}|IV)(?:[ab]|/(?:[1-4]|I{1,3}))?)(?![\w%])", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PEOPLE = (
    r"(?:\s(?!\d{2})[\w/,'’-]+){0,6}?\s(?:patients|women|men|participants|people|subjects|individuals|females|pts|adults|cases"
    r"|survivors|volunteers|girls)\b"
)
_JOINED = (
    r"(?:enrol\w*|accrued|recruited|included|randomi[sz]ed|randomly|assigned|allocated|registered|entered|studied"
    r"|treated)"
)
_PEOPLE_RIGHT = re.compile(_PEOPLE, re.IGNORECASE)
_ENROLLED_LEFT = re.compile(
    r"(?:\b(?:enrol\w*|accrued|recruited|included|involv\w+|compris\w+|(?:conducted|performed)\s(?:on|in|with|among)|data\s(?:on|from|for)|randomi[sz]ed|randomly\s(?:assigned|allocated)|assigned|allocated|registered|entered|studied|evaluated|treated)\b(?:\s(?:a\stotal\sof|in|with|about))?"
    r"|\b(?:study|trial)\s(?:in|of|with|among|on)|\boutcomes\s(?:of|in|for)|\ba\stotal\sof|\bamong|^\s*of|\bof\sthe|\bof)\s(?:the\s)?$",
    re.IGNORECASE,
)
_STRONG_LEFT = re.compile(
    r"(?:\b(?:enrol\w*|accrued|recruited|randomi[sz]ed|randomly\s(?:assigned|allocated)|registered|study\sof|trial\sof|(?:study|trial)\s(?:in|with|among))(?:\s(?:a\stotal\sof|in|with))?|\ba\stotal\sof|\boutcomes\sof)\s(?:the\s)?$",
    re.IGNORECASE,
)
_ENROLLED_RIGHT = re.compile(
    _PEOPLE + r"[^.;]{0,80}?\b(?:were|was|had\sbeen|have\sbeen)\s(?:\w+\s){0,2}?" + _JOINED + "|"
    + _PEOPLE + r"\s(?:\w+\s){0,4}?"
    r"(?:randomi[sz]ed|enrol\w+|took\spart|participated|underwent\srandomi[sz]ation|entered|took)"
    r"|\s(?:were\s)?(?:randomi[sz]ed|enrol\w+)\b",
    re.IGNORECASE,
)  # fmt: skip
_PEOPLE_LEFT = re.compile(
    r"\b(?:patients|women|participants|people|subjects|survivors|volunteers)\b[^.;()]{0,60}[\[(]\s?[nN]\s?=\s?$",
    re.IGNORECASE,
)
_DIVIDED_RIGHT = re.compile(r"\s?[)\]][^.;]{0,40}\b(?:were|was)\s(?:\w+\s)?(?:" + _JOINED + r")", re.IGNORECASE)
_ANALYSED = re.compile(
    "(?:" + _PEOPLE + r")?\s(?:\w+\s){0,3}?(?:were|was)\s(?:\w+\s){0,2}?"
    r"(?:evaluable|assessable|analy[sz]ed|analy[sz]able|included\sin\s(?:\w+\s){0,4}?analys[ie]s|available|eligible)",
    re.IGNORECASE,
)
_DESIGNS = (
    (re.compile(r"\brandomi[sz]ed|\brandomly\b", re.IGNORECASE), "randomised"),
    (re.compile(r"\bdouble-?\s?blind", re.IGNORECASE), "double-blind"),
    (re.compile(r"\bopen-?\s?label", re.IGNORECASE), "open-label"),
    (re.compile(r"\bplacebo-controlled", re.IGNORECASE), "placebo-controlled"),
    (re.compile(r"\bsingle-?\s?arm|\bone-arm", re.IGNORECASE), "single-arm"),
    (re.compile(r"\bretrospective", re.IGNORECASE), "retrospective"),
    (re.compile(r"\bmulti-?\s?cent(?:er|re|ric)", re.IGNORECASE), "multicentre"),
    (re.compile(r"\bbasket\b", re.IGNORECASE), "basket"),
)
_OPENS_STUDY = re.compile(
    r"\b(?:enrol\w*|accrued|recruited|randomi[sz]ed|included|evaluable|assessable|study|trial|assigned"
    r"|(?:patients|women)\b[^.;]{0,120}\b(?:received|were\s(?:treated|given))|researchers\slooked)\b",
    re.IGNORECASE,
)
_ENROLS = re.compile(r"\b(?:enrol\w*|accrued|recruited|randomi[sz]ed|randomly\sassigned|eligible)\b", re.IGNORECASE)
_ARM_SIZE_LEFT = re.compile(r"[nN]\s?=\s?$")
_RATIO_RIGHT = re.compile(r"\s?[:/]\s?\d")
FEWEST_PATIENTS = 5
"""Smaller numbers before "patients" are counts of events, not the size of a study."""


@dataclass(slots=True)
class StudyDraft:
    """A study while its document is being read."""

    trial: str | None = None
    phase: str | None = None
    designs: list[str] = field(default_factory=list)
    n: Number | None = None
    analysed: Number | None = None
    population: tuple[str, ...] = ()
    start: int = 0
    phase_span: tuple[int, int] | None = None
    trial_span: tuple[int, int] | None = None
    is_strong_n: bool = False
    is_enrolled: bool = False

    def take_population(self, population: tuple[str, ...], *, is_enrolled: bool) -> None:
        """Takes whom the study is about: the first who are named, unless a later sentence says who was enrolled."""
        if population and (not self.population or (is_enrolled and not self.is_enrolled)):
            self.population, self.is_enrolled = population, is_enrolled

    def finished(self, document: Document, population: str | None) -> Study:
        text = document.text
        places = {
            "n": _range(self.n),
            "analysed": _range(self.analysed),
            "phase": self.phase_span,
            "trial": self.trial_span,
        }
        spans = {name: Span.of(text, *place) for name, place in places.items() if place}
        return Study(
            document.id,
            self.trial,
            self.phase,
            ", ".join(self.designs) or None,
            text[self.n.start : self.n.end] if self.n else None,
            text[self.analysed.start : self.analysed.end] if self.analysed else None,
            population,
            spans,
        )


def _range(number: Number | None) -> tuple[int, int] | None:
    return (number.start, number.end) if number else None


def find_trials(mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.kind is ConceptKind.TRIAL]


def opens_study(text: str) -> bool:
    """Whether a sentence sets out what a study did."""
    return bool(_OPENS_STUDY.search(text))


def enrols(text: str) -> bool:
    """Whether a sentence says who was enrolled."""
    return bool(_ENROLS.search(text))


def describe(draft: StudyDraft, text: str, start: int, end: int, numbers: Sequence[Number]) -> None:
    """Adds to a study what one sentence says of its phase, design and numbers."""
    sentence = text[start:end]
    phase = _PHASE.search(sentence)
    if phase and draft.phase is None:
        draft.phase = _arabic(phase["phase"])
        draft.phase_span = (start + phase.start("phase"), start + phase.end("phase"))
    for pattern, name in _DESIGNS:
        if name not in draft.designs and pattern.search(sentence):
            draft.designs.append(name)
    for number in numbers:
        _count(draft, text, start, end, number)


def _arabic(phase: str) -> str:
    parts = re.split(r"(/)", phase.lower())
    return "".join(_ROMAN.get(part.rstrip("ab"), part.rstrip("ab")) + part[len(part.rstrip("ab")) :] for part in parts)


def _count(draft: StudyDraft, text: str, start: int, end: int, number: Number) -> None:
    """Takes a number as that of the patients enrolled or analysed, where the words around it say so."""
    right = text[number.end : min(end, number.end + 160)]
    left = text[max(start, number.start - 90) : number.start]
    if draft.n is None and number.is_whole and _PEOPLE_LEFT.search(left) and _DIVIDED_RIGHT.match(right):
        draft.n, draft.is_strong_n = number, True
        return
    if not _may_count_patients(number, left, right):
        return
    if draft.analysed is None and _ANALYSED.match(right):
        draft.analysed = number
        if draft.n is not None:
            return
    is_people = bool(_PEOPLE_RIGHT.match(right))
    is_strong = bool(_ENROLLED_RIGHT.match(right)) or bool(_STRONG_LEFT.search(left) and is_people)
    is_named = is_strong or bool(_ENROLLED_LEFT.search(left) and is_people)
    if is_named and (draft.n is None or (is_strong and not draft.is_strong_n)):
        draft.n, draft.is_strong_n = number, is_strong


def _may_count_patients(number: Number, left: str, right: str) -> bool:
    if not number.is_whole or number.unit or number.bound or number.value is None or number.value < FEWEST_PATIENTS:
        return False
    return not _ARM_SIZE_LEFT.search(left) and not _RATIO_RIGHT.match(right)
