"""Names of arms as they are compared: by their words, the letters of these, their sign, their doses and schedules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from herald.extraction.patterns import Pattern
from herald.vocabulary.names import fold

CONTROL = Pattern(
    r"\bcontrols?\b|\bplacebo\b|\busual\b|\bstandard\b|\bwait(?:ing|-|list|\b)|\bconventional\b|\broutine\b|\bsham\b|\bno\b|\bnon\b|\bnot\b"
    r"|\bwithout\b|\balone\b|\bonly\b|\bobservation\b|\bdelayed\b|\battention\b|\breference\b|\bcomparison\b|\bcomparator\b|\bsaline\b"
    r"|\buntreated\b|\bbefore\b|\bTAU\b|\bUC\b|\bSTD\b|\bSOC\b|\bCON\b|\bCTRL?\b|\bCG\b",
    re.IGNORECASE,
)
"""Words that mark the name of a control: what is given to it, or that nothing is."""
_GROUP_WORDS = Pattern(r"^the\s|\s(?:treatment\s|study\s)?(?:arm|group)$")
_SIGN = Pattern(r"\b(?:arms?|groups?|cohorts?)[\s-](?P<sign>[A-Z]|[1-4]|I{1,3})\b(?!-)", re.IGNORECASE)
DOSE = Pattern(r"\b\d[\d.,]*[\s-]?(?:[mµμn]?g|mcg|c?Gy|IU|weeks?|weekly|months?|years?|days?)\b", re.IGNORECASE)
_AMOUNT = Pattern(
    r"\b(?P<amount>\d[\d.]*)[\s-]?(?P<unit>mg|mcg|[cC]?Gy|IU|day|week|month|year|fraction|cycle)(?:s|ly)?\b",
    re.IGNORECASE,
)
_REGULAR = Pattern(r"\b(?P<unit>week|month)ly\b", re.IGNORECASE)
_LETTERS = Pattern(r"[A-Za-z]+")
_UNSPELLED = frozenset(
    ("of", "and", "or", "the", "a", "an", "alone", "only", "with", "for", "in", "to", "plus", "group", "arm")
)
_WORD = Pattern(r"[A-Za-z0-9][\w+-]*[A-Za-z0-9+]|[A-Za-z]")
_ADDED = Pattern(r"[a-z]{4,}")
"""What a sum without gaps adds: 'drug' of 'drug+vitamin'."""
IDLE = frozenset((
    "the", "and", "with", "plus", "for", "from", "arm", "arms", "group", "groups", "cohort", "patients", "women",
    "participants", "subjects", "received", "receive", "receiving", "therapy", "treatment", "treated", "study",
    "trial", "daily", "weekly", "every", "week", "weeks", "day", "days", "month", "months", "year", "years",
    "mg", "mg/day", "alone", "only", "either",
    "one", "two", "three", "who", "were", "was", "had", "given", "per", "standard", "of", "in", "on", "to", "or",
    "a", "an", "at", "by", "randomized", "randomised", "assigned", "program", "programme", "based", "after",
    "before", "followed",
))  # fmt: skip
"""Words that tell no arm from another."""
_SAME = dict.fromkeys(("rt", "xrt", "irradiation", "radiation", "irradiated"), "radiotherapy") | {
    "hysterectomised": "hysterectomy", "ct": "chemotherapy", "et": "endocrine", "hormonal": "endocrine",
    "no": "without", "non": "without", "not": "without",
    "operation": "surgery", "surgical": "surgery", "exercising": "exercise",
}  # fmt: skip
"""Words and common abbreviations that mean the same in the name of an arm."""


def bare(name: str) -> str:
    """Returns a name as names are compared, without the words for a group."""
    return _GROUP_WORDS.sub("", name.lower())


def sign_of(name: str) -> str | None:
    """Returns the letter or number that a name gives a group: 'A' for 'group A'."""
    found = _SIGN.search(name)
    return found["sign"].upper() if found else None


def doses_of(name: str) -> frozenset[str]:
    """Returns the doses and times that a name gives, folded: '20 mg'."""
    return frozenset(fold(dose[0]) for dose in DOSE.finditer(name))


def schedules_of(name: str) -> frozenset[tuple[str, str]]:
    """Returns the amounts that a name gives, however it gives them: every 3 weeks and 3-weekly are ('3', 'week')."""
    found = {(match["amount"], match["unit"].lower()) for match in _AMOUNT.finditer(name)}
    return frozenset(found or {("1", word["unit"].lower()) for word in _REGULAR.finditer(name)})


def words_of(name: str) -> frozenset[str]:
    words = frozenset(word.lower() for word in _WORD.findall(name))
    return (words | {part for word in words if "+" in word for part in _ADDED.findall(word)}) - IDLE


def meanings_of(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_SAME.get(word, word) for word in words)


def abbreviates(code: str, name: str) -> bool:
    """Whether a code in small letters abbreviates a name: 'slnd' does 'sentinel lymph node dissection'."""
    return _spells(code, [word.lower() for word in _LETTERS.findall(name) if word.lower() not in _UNSPELLED])


def _spells(code: str, words: Sequence[str]) -> bool:
    """Whether letters are those of words: the first of each, and others within it: 'iort', 'intraoperative …'."""
    if not words or not code:
        return not words and not code
    if code[0] != words[0][0]:
        return False
    longest = range(len(code) - len(words) + 1, 0, -1)
    return any(_are_within(code[1:at], words[0][1:]) and _spells(code[at:], words[1:]) for at in longest)


def _are_within(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
