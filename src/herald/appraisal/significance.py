"""P values against what the words beside them say about significance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from herald.appraisal.issues import Issue, Severity
from herald.appraisal.passages import Passage, object_to
from herald.extraction.measurements import Measurement, Sort
from herald.synthesis.consistency import is_significant, read_p

CHECK = "significance"

_STATED = re.compile(r"\b(?:in|non)?-?(?:statistical(?:ly)?\s)?significan(?:t|tly|ce)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\bneither\b.*$|\b(?:no|nor|never|fail(?:ed|s)?|lack(?:ed|s)?)\b[^.;,()]{0,80}$|(?:\bnot|\bcannot|n't)\s(?:[\w-]+\s){0,5}$"
    r"|\bwithout\s(?:any\s|an?\s)?$|\bnon-?\s?(?:statistically\s)?$",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"border|marginal|near(?:ly|ed)?\b|trend|approach|almost|tend|clinical(?:ly)?\s(?:\w+\s)?significan|boundar|threshold|alpha"
    r"|pre-?specified|level\sof\ssignifican|significance\s(?:level|was\sset)|at\sthe\s|adjust|Bonferroni|correct|interaction|if\b|would"
    r"|\bonly\b|except|regardless|\bfew\b|similar|\bR2\b|respectively",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:]|,\s(?:but|while|whereas|although|though|yet|and)\b|\b(?:but|while|whereas|although|however|than\swith)\b|\.\s",
    re.IGNORECASE,
)
_OTHER_P = re.compile(r"interact|trend|heterogen|non-?inferior|equivalen|inter-?group", re.IGNORECASE)
_LINK = re.compile(r"[^()\[\]]*[\[(]?[^()\[\]]*")
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_APART = re.compile(r",\s|\b(?:not|no|nor)\b", re.IGNORECASE)
_PREFIX = re.compile(r"in|non", re.IGNORECASE)


def check_significance(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for each P value whose clause speaks of significance once, an issue or None where they fit."""
    after = passage.start
    for measurement in passage.measurements:
        if measurement.sort is Sort.P and passage.is_whole_print(measurement.number):
            stated = _find_statement(passage, after, measurement)
            if stated:
                yield _compare(passage, *stated, measurement)
            after = measurement.end


def _find_statement(passage: Passage, after: int, p: Measurement) -> tuple[int, re.Match[str]] | None:
    """Returns where the clause of a P value begins and its one mention of significance, which nothing parts from it."""
    outside = _BRACKETS.sub(lambda bracket: " " * len(bracket[0]), passage.text[after : p.start])
    breaks = [after + match.end() for match in _CLAUSE.finditer(outside)]
    start = breaks[-1] if breaks else after
    found = list(_STATED.finditer(passage.text, start, p.start))
    around = passage.text[start : min(passage.end, p.end + 40)]
    if len(found) != 1 or _HEDGED.search(around) or _OTHER_P.search(around):
        return None
    stated = found[0]
    is_apart = _APART.search(outside[stated.end() - after :])
    return (start, stated) if not is_apart and _LINK.fullmatch(passage.text, stated.end(), p.start) else None


def _compare(passage: Passage, start: int, stated: re.Match[str], p: Measurement) -> Issue | None:
    significant = is_significant(read_p(p.number.value or Decimal(0), p.number.bound))
    before = _BRACKETS.sub("", passage.text[max(start, stated.start() - 240) : stated.start()])
    denied = bool(_DENIED.search(before)) or bool(_PREFIX.match(stated[0]))
    if significant is None or significant != denied:
        return None
    figures = [passage.words("statement", stated.start(), stated.end()), passage.figure("P value", p.number)]
    said, level = ("not significant", "below") if denied else ("significant", "at or above")
    message = f"the words say {said}, the P value {p.number.bound or ''}{figures[1].printed} is {level} 0.05"
    return object_to(passage.document, Severity.WARNING, CHECK, message, figures, confidence=0.75)
