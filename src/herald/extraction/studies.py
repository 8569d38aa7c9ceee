"""The studies that a document speaks of: name, phase, design, how many were enrolled and how many analysed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from herald.core.documents import Document
from herald.core.findings import Study, StudyArm
from herald.core.mentions import ConceptKind, Mention
from herald.core.spans import Span
from herald.extraction import groups
from herald.extraction.enrolment import Standing, is_analysed, standing_of
from herald.extraction.groups import StudyArms
from herald.extraction.numbers import Number
from herald.extraction.phrases import Phrases

PHASE = Phrases(r"\bphase\s(?P<phase>(?:[1-4]|I{1,3}|IV)(?:[ab]|/(?:[1-4]|I{1,3}))?)(?![\w%])", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DESIGNS = {
    "randomised": r"(?<!non-)(?<!not\s)(?<!them\s)randomi[sz]ed|randomly\b",
    "double-blind": r"double-?\s?blind",
    "open-label": r"open-?\s?label",
    "placebo-controlled": r"placebo-controlled",
    "single-arm": r"single-?\s?arm|one-arm",
    "retrospective": r"retrospective",
    "multicentre": r"multi-?\s?cent(?:er|re|ric)",
    "basket": r"basket\b",
    "cohorts": r"(?:two|three|four|five|both|parallel|several)\s(?:\w[\w+-]*\s){0,2}cohorts\b"
    r"|cohorts?\s(?:[1-9]?[A-D]|[1-9]|I{1,3})\b[^.]{0,120}\bcohorts?\s(?:[1-9]?[A-D]|[1-9]|I{1,3})\b"
    r"|cohorts\s(?:[1-9]?[A-D]|[1-4]|I{1,3})\s?(?:,|and|to|-|–)",
}
_SIDE_BY_SIDE = frozenset({"basket", "single-arm", "cohorts"})
DESIGN = Phrases(
    r"\b(?:" + "|".join(f"(?P<d{at}>{pattern})" for at, pattern in enumerate(_DESIGNS.values())) + ")", re.IGNORECASE
)
OPENS_STUDY = Phrases(
    r"\b(?:enrol\w*|accrued|recruited|randomi[sz]ed|included|evaluable|assessable|study|trial|basket|assigned"
    r"|(?:patients|women)\b[^.;]{0,120}\b(?:received|were\s(?:treated|given))|researchers\slooked|cohorts?\s(?:[1-9]?[A-D]|[1-9]|I{1,3}))\b",
    re.IGNORECASE,
)
ENROLS = Phrases(r"\b(?:enrol\w*|accrued|recruited|randomi[sz]ed|randomly\sassigned|eligible)\b", re.IGNORECASE)


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
    standing: Standing = Standing.NONE
    is_enrolled: bool = False
    arms: StudyArms = field(default_factory=StudyArms)

    @property
    def stands_beside(self) -> bool:
        """Whether its groups stand beside each other and none is measured against another: a basket, a single arm."""
        return "randomised" not in self.designs and not _SIDE_BY_SIDE.isdisjoint(self.designs)

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
            _worth(self.n),
            _worth(self.analysed),
            tuple(_finished(arm, text) for arm in self.arms.arms),
        )


def _range(number: Number | None) -> tuple[int, int] | None:
    return (number.start, number.end) if number else None


def _worth(number: Number | None) -> int | None:
    return int(number.value) if number and number.value is not None else None


def _finished(arm: groups.StudyArm, text: str) -> StudyArm:
    places = {"name": (arm.start, arm.end), "n": _range(arm.size)}
    spans = {name: Span.of(text, *place) for name, place in places.items() if place}
    printed = spans["n"].quote if arm.size else None
    return StudyArm(arm.label, printed, _worth(arm.size), arm.is_control, spans)


def find_trials(mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.kind is ConceptKind.TRIAL]


def opens_study(text: str, start: int, end: int) -> bool:
    """Whether a sentence sets out what a study did."""
    return OPENS_STUDY.search(text, start, end) is not None


def enrols(text: str, start: int, end: int) -> bool:
    """Whether a sentence says who was enrolled."""
    return ENROLS.search(text, start, end) is not None


def describe(draft: StudyDraft, text: str, start: int, end: int) -> None:
    """Adds to a study what one sentence says of its phase and design."""
    phase = PHASE.search(text, start, end)
    if phase and draft.phase is None:
        draft.phase, draft.phase_span = _arabic(phase["phase"]), phase.span("phase")
    named = {match.lastgroup for match in DESIGN.finditer(text, start, end)}
    designs = (name for at, name in enumerate(_DESIGNS) if f"d{at}" in named)
    draft.designs += [name for name in designs if name not in draft.designs]


def _arabic(phase: str) -> str:
    parts = re.split(r"(/)", phase.lower())
    return "".join(_ROMAN.get(part.rstrip("ab"), part.rstrip("ab")) + part[len(part.rstrip("ab")) :] for part in parts)


def count(draft: StudyDraft, text: str, start: int, end: int, numbers: Sequence[Number]) -> None:
    """Adds to a study how many people a sentence says were enrolled or analysed; sizes of its arms are neither."""
    for before, number in pairwise([None, *numbers]):
        if number is None or draft.arms.counts(number):
            continue
        is_open = draft.standing < Standing.ENROLLED
        standing = standing_of(text, start, end, number, before) if is_open else Standing.NONE
        if standing > draft.standing:
            draft.n, draft.standing = number, standing
        if draft.analysed is None and is_analysed(text, start, end, number):
            draft.analysed = number
