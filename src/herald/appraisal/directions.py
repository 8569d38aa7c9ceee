"""Which arm a ratio favours, against the values of the arms and against the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herald.appraisal.issues import Figure, Issue, Severity
from herald.appraisal.passages import Passage, object_to
from herald.appraisal.ratios import NAMES, Ratio, find_ratios
from herald.core.documents import Document
from herald.core.findings import Extraction, Finding
from herald.core.quantities import parse_number
from herald.synthesis.consistency import (
    Rounded,
    Side,
    excludes_no_effect,
    is_significant,
    read_p,
    side_of_ratio,
    side_of_values,
)

CHECK_VALUES = "direction of ratio and values"
CHECK_WORDS = "direction of ratio and words"

TIMES = frozenset({"PFS", "TTP", "OS", "DFS", "iDFS", "EFS", "RFS", "DRFS"})
RESPONSES = frozenset({"ORR", "CR", "PR", "CBR", "DCR", "pCR"})

_HARM = r"(?:risk|hazard|rate|odds|likelihood|chance|incidence|death|mortality|recurrence|relapse|progression)s?\b"
_LOWERED = re.compile(
    rf"\b(?:reduc(?:ed|es|tion\sin)|decreas(?:ed|es|e\sin)|lower(?:ed|s)?)\s(?:the\s|in\s)?(?:relative\s|overall\s)?{_HARM}",
    re.IGNORECASE,
)
_RAISED = re.compile(
    rf"\b(?:increas(?:ed|es|e\sin)|higher|greater|raised|elevated)\s(?:the\s|in\s)?(?:relative\s|overall\s)?{_HARM}",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not?|nor|without|never|despite|although)\b[^,;]*$", re.IGNORECASE)
_BREAKS = re.compile(r"[;()\[\]]|\b(?:but|while|whereas|although|not?|nor|without)\b|\d", re.IGNORECASE)


def check_direction_of_values(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for each ratio that shows an effect, an issue where the values of the arms say the opposite."""
    for finding in extraction.findings:
        by_ratio, by_values = _side_of_ratio(finding), _side_of_values(finding)
        if Side.NEITHER not in (by_ratio, by_values):
            yield None if by_ratio is by_values else _turned(document, finding)


def _side_of_ratio(finding: Finding) -> Side:
    """Returns the arm that the ratio of a finding favours, if interval or P value show that it is not 1."""
    ratio = _box(finding.effect)
    if ratio is None or finding.effect_measure not in NAMES or not _shows_effect(finding):
        return Side.NEITHER
    return side_of_ratio(ratio, counts_harm=finding.endpoint in TIMES)


def _side_of_values(finding: Finding) -> Side:
    value, comparator = _box(finding.value), _box(finding.comparator_value)
    is_time = finding.endpoint in TIMES and finding.unit in ("months", "years")
    is_share = finding.endpoint in RESPONSES and finding.unit not in ("months", "years")
    if value is None or comparator is None or not (is_time or is_share):
        return Side.NEITHER
    return side_of_values(value, comparator)


def _shows_effect(finding: Finding) -> bool:
    low, high = _box(finding.ci_low), _box(finding.ci_high)
    p = parse_number(finding.p) if finding.p else None
    by_interval = low is not None and high is not None and bool(excludes_no_effect(low, high))
    return by_interval or bool(p and 0 <= p[0] <= 1 and is_significant(read_p(*p)))


def _box(printed: str | None) -> Rounded | None:
    number = parse_number(printed) if printed else None
    return Rounded.of(number[0]) if number and number[1] is None else None


def _turned(document: Document, finding: Finding) -> Issue:
    spans = finding.evidence[0].spans
    names = {"value": "value", "comparator_value": "comparator value", "effect": NAMES[finding.effect_measure or ""]}
    figures = [Figure(name, spans[key].quote, document.id, spans[key]) for key, name in names.items() if key in spans]
    message = (
        f"{finding.endpoint} {finding.value} against {finding.comparator_value} favours the other arm than "
        f"{names['effect']} {finding.effect}, unless that is the ratio of the comparator to the arm"
    )
    confidence = 0.7 * finding.confidence
    return object_to(document, Severity.WARNING, CHECK_VALUES, message, figures, confidence=confidence)


def check_direction_of_words(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for 'reduced the risk … (HR …)' and 'increased the risk … (HR …)', an issue or None where they fit."""
    for ratio in find_ratios(passage):
        if _is_certain(ratio):
            for pattern, is_lowered in ((_LOWERED, True), (_RAISED, False)):
                said = _find_words(passage, ratio, pattern)
                if said:
                    yield _compare_words(passage, ratio, said, is_lowered=is_lowered)


def _is_certain(ratio: Ratio) -> bool:
    """Whether interval or P value show that the ratio is not 1."""
    by_interval = ratio.limits is not None and bool(excludes_no_effect(*ratio.limits))
    return by_interval or (ratio.p_box is not None and bool(is_significant(ratio.p_box)))


def _find_words(passage: Passage, ratio: Ratio, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Returns the words in the clause of a ratio: nothing but its opening bracket and name stands between."""
    start = ratio.estimate.start
    opening = max(passage.text.rfind("(", passage.start, start), passage.text.rfind("[", passage.start, start))
    if opening < 0 or start - opening > 40:
        return None
    found = list(pattern.finditer(passage.text, max(passage.start, opening - 120), opening))
    if not found or _BREAKS.search(passage.text, found[-1].end(), opening):
        return None
    is_denied = _DENIED.search(passage.text, max(passage.start, found[-1].start() - 40), found[-1].start())
    return None if is_denied else found[-1]


def _compare_words(passage: Passage, ratio: Ratio, said: re.Match[str], *, is_lowered: bool) -> Issue | None:
    if is_lowered == (ratio.box.high < 1):
        return None
    figures = [passage.words("words", *said.span()), passage.figure(ratio.name, ratio.estimate.number)]
    way = "more" if is_lowered else "less"
    message = f"the words speak of {said[0]!r}, {ratio.name} {figures[1].printed} means {way}"
    return object_to(passage.document, Severity.WARNING, CHECK_WORDS, message, figures, confidence=0.7)
