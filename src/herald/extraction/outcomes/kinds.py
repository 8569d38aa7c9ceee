"""What kind of report a document is, as far as its figures on unnamed outcomes can be trusted to be results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from herald.extraction.patterns import Pattern
from herald.extraction.people import PEOPLE
from herald.extraction.phrases import Phrases
from herald.extraction.populations import speaks_of_animals

GIVES = Phrases(
    r"\brandomi[sz]|\brandomly\b|\bphase\s(?:[1-4]|I)|\bdouble-blind|\bplacebo\b|\bcross-?over\b|\bsingle-arm\b"
    r"|\bopen-label\b|\bpilot\b|\bfeasibility\b|\btrial\b|\bassigned\b|\ballocated\b|(?<!-)(?-i:\barms?\b)",
    re.IGNORECASE,
)
WISHES = Phrases(r"\b(?:need\w*|warrant\w*|future|further|should|required|await\w*|necessary)\b", re.IGNORECASE)
GATHERS = Phrases(
    r"\bsystematic(?:ally)?\sreview|\bmeta-?analy|\bliterature\s(?:search|review)|\bbibliometric|\bPubMed\b|\bEmbase\b"
    r"|\bCochrane\b|\bMarkov\b|\bsimulation\smodel|\bQALYs?\b|\bquality-adjusted\slife",
    re.IGNORECASE,
)
PLANS = Phrases(
    r"\b(?:study|trial)\sprotocol\b|\btrial:\sprotocol\b|\bwill\sbe\s(?:\w+ly\s)?(?:random|enrol|recruit|invit|assign)",
    re.IGNORECASE,
)
_OF_PEOPLE = Pattern(rf"\b{PEOPLE}", re.IGNORECASE)


class ReportKind(Enum):
    """What kind of report a document is.

    Attributes:
        TRIAL: People were given something, or were divided.
        OBSERVATION: People, tissues or tests were looked at.
        SECOND_HAND: It gathers what others found, or reckons with it in a model.
        PLAN: It says what will be done.
        LABORATORY: Animals, cells or what was tried in glass were looked at, and no people.
    """

    TRIAL = "trial"
    OBSERVATION = "observation"
    SECOND_HAND = "second hand"
    PLAN = "plan"
    LABORATORY = "laboratory"


def kind_of_report(text: str, sentences: Iterable[tuple[int, int]]) -> ReportKind:
    """Returns the kind of report that a text is.

    Args:
        sentences: Where its sentences begin and end.

    Why: In a trial a share that no endpoint names is nearly always an outcome; in a cohort or a series it is nearly
    always a trait, a prevalence or the performance of a test. A trial that is only wished for makes no trial.
    """
    if GATHERS.search(text):
        return ReportKind.SECOND_HAND
    if PLANS.search(text):
        return ReportKind.PLAN
    if speaks_of_animals(text, 0, len(text)) and not _OF_PEOPLE.search(text):
        return ReportKind.LABORATORY
    is_trial = any(GIVES.search(text, *place) and not WISHES.search(text, *place) for place in sentences)
    return ReportKind.TRIAL if is_trial else ReportKind.OBSERVATION
