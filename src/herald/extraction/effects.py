"""Effect measures: hazard, odds and risk ratios, as the words before a number announce them."""

from __future__ import annotations

import re

from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases

CI_WORDS = r"(?:CrI|C\.?I\.?|(?-i:IC)|confidence\s(?:intervals?|limits?)|credible\sintervals?)s?(?![A-Za-z])"
_MEASURES = {
    "hazard": "HR",
    "odds": "OR",
    "relative": "RR",
    "risk": "RR",
    "rate": "RR",
    "response": "RR",
    "ratio": "RR",
}
CUE = Phrases(
    r"\b(?:(?P<full>(?i:hazards?\sratios?|hazard(?=\s0[.·]\d)|odds\sratios?|relative\srisks?|risk\sratios?|rate\sratios?|(?:response\s)?ratio))"
    r"|(?P<short>(?:adj|[acsASI])?(?:HR|OR|RR)(?:s|adj)?\b(?![-+/])))(?:\s?[\[(](?:HR|OR|RR)s?[\])])?"
)
COMPARISON = Phrases(
    r"\b(?:versus|vs?\b|compar\w+|against|randomi[sz]\w+|randomly|placebo|controls?\b|hazard|HRs?\b|odds|superior|"
    r"non-?inferior|P\s?[=<]|p-?values?|arms?\b|(?:both|either|each|neither|two)\s(?:\w+\s)?groups?\b|groups?\s[A-D]\b)",
    re.IGNORECASE,
)
_BETWEEN = Pattern(
    r"[\s,:=\[(\])–-]*"
    r"(?:(?:with|by)\s(?:a\s)?|(?:estimate|stratified|unstratified|adjusted|multivariate)\b[\s,:)]*"
    r"|(?:progression|death|recurrence|disease|survival)(?:\s(?:progression|death|survival|from|any|cause)){0,4}(?=,\s)"
    r"|[A-Z][\w+→-]{0,14}\s(?:versus|vs\.?|v)\s[A-Z][\w+→-]{0,14}"
    r"|(?:for|in|of|favou?ring|between|comparing|(?:relative|compared)\s(?:to|with)|versus|vs\.?|against|over)\s[^;:.]{2,90}?)?"
    r"(?:,\s[^;:.,()\d]{3,60},\s)?[\s,:=\[(\])]*(?:(?:was|were|had\sbeen|of|is|being|(?:stood|stands|came\sout|lay)?\s?at|equal(?:led|s)?|stayed|remained|reached|an?|estimated)[\s,:=]*)*"
    r"(?:[\[(]?CI[\])]?|confidence\sinterval|[\s,:;=\[(\])])*"
)


def find_measure_before(text: str, start: int, end: int) -> str | None:
    """Returns the effect measure that `text[start:end]`, the words before a number, announces, the nearest first."""
    for cue in reversed(list(CUE.finditer(text, start, end))):
        if _BETWEEN.fullmatch(text, cue.end(), end):
            return _measure(cue)
    return None


def _measure(cue: re.Match[str]) -> str:
    if cue["short"]:
        return next(ratio for ratio in ("HR", "OR", "RR") if ratio in cue["short"])
    return next(short for word, short in _MEASURES.items() if cue["full"].lower().startswith(word))


def compares(text: str) -> bool:
    """Whether a text speaks anywhere of a comparison: it divides patients by chance, has a control, or a ratio."""
    return COMPARISON.search(text) is not None


def find_only_measure(text: str) -> str | None:
    """Returns the effect measure of a text that names just one, as a table does in a column heading."""
    named = {_measure(cue) for cue in CUE.finditer(text) if cue["full"]}
    return named.pop() if len(named) == 1 else None
