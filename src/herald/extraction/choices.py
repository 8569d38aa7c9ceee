"""The arms that a sentence lets chance choose from: 'randomised to yoga or to usual care'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from herald.extraction.labels import GROUP, SIGN, Range, label_behind, split
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases

Choice = tuple[Range, Range | None]
"""Where the name of an arm stands, and its second name in a bracket behind it: 'usual diet (control)'."""

OFFERS = Phrases(r"\b(?:randomi[sz]ed|assigned|allocated|divided|distributed)\b", re.IGNORECASE)
_NEEDS_CHANCE = Pattern(r"divided|distributed", re.IGNORECASE)
_CHANCE = Pattern(r"\brandom", re.IGNORECASE)
_BRACKET = Pattern(r"(?<!\w)(?:\([^()]*\)|\[[^\[\]]*\])")
_MASKED = r"[(\[]_*[)\]]"
_RATIO = r"\d\s?:\s?\d(?:\s?:\s?\d)*(?:\s(?:ratio|allocation|basis|fashion))?"
_HOW = rf"(?:\s(?:\w+ly|at\srandom|{_MASKED}|(?:(?:in|at|with|using|on)\s(?:an?\s)?)?{_RATIO}))*"
_INTO = r"\s(?:into|to|between|among)\s"
_MANY = r"(?:two|three|four|five|six|[2-6])"
_OF_GROUPS = (
    rf"(?:(?:(?:one|1)\sof\s(?:the\s)?(?:(?P<of>{_MANY})\s)?|(?:the\s)?(?:(?P<into>{_MANY})|following)\s)"
    r"(?:[\w-]+\s){0,2}?(?:arms|groups|treatments|regimens|conditions|interventions)\b"
    rf"(?:\s(?:of|with)\s[^.;:,()]{{1,30}}?\seach)?(?P<bracket>\s?{_MASKED})?\s?(?:[:,;-]\s?|(?:and|as|namely)\s)?)?"
)
_ARTICLES = r"(?:either:?\s|the\s|an?\s|to\s|receive\s|undergo\s|use\s|continue\s(?:with\s|on\s)?|treatment\swith\s)*"
_OF_A_DOSE = (
    r"(?:mg|g|[µμ]g|mcg|c?Gy|IU|ml|min|minutes|hours?|h|weeks?|months?|years?|days?|sessions|fractions|cycles|%)"
)
_NO_COUNT = rf"(?!\d(?![\d.,×x\s-]*\s?{_OF_A_DOSE}))"
"""At the beginning of a name, which is no number of patients; it may be a dose."""
_WORDS = rf"(?:[^.;:()\[\]]|\.(?=\d)|{_MASKED}|(?<=\w)\([^\s()]{{1,12}}\))"
_JOINT = r"(?:,?\s(?:or|versus|vs\.?)\s|\sand\s)"
_EITHER = r"(?:,?\s(?:or|versus|vs\.?)\s)"
_GOES_ON = (
    r"(?!\s(?:until|respectively|experienced|had|reported|showed|improved|increased|decreased|\d+/\d|[-+−]\d"
    r"|(?:and|or)\s(?:\d|were\b|was\b|followed\b|completed\b|performed\b|at\b|evalua|assess|analy|treated\b))\b)"
)
_NO_NAME = (
    r"(?!(?:to\s)?(?:both|neither|none|at|in|after|were|was|then|who|had|followed|vice|evaluable|assessable|analy[sz]ed)\b"
    r"|[-+−]\d)"
)
_END = (
    r"(?=\s?\.(?!\d)|\s?[;:]|,|\s(?:for|every|once|twice|daily|weekly|in\sa|during|within|at|on|before|after|by"
    r"|with\sthe|that|to\s(?:prevent|reduce|treat|improve|relieve)|who|which|where|using|via|respectively|when|while"
    r"|and\s(?:were|was|followed|received|completed|performed|underwent))\b|\s?$)"
)
_OFFERED = tuple(
    Pattern(
        rf"{_HOW}{_INTO}{_OF_GROUPS}{_ARTICLES}"
        rf"(?P<labels>{_NO_COUNT}(?:{_GOES_ON}{_WORDS}){{3,160}}?{joint}{_NO_NAME}{_NO_COUNT}{_WORDS}{{2,110}}?){_END}",
        re.IGNORECASE,
    )
    for joint in (_EITHER, r"\sand\s")
)
"""What offers a choice by "or", else by "and"."""
_NAMED_GROUPS = Pattern(f"{_HOW}{_INTO}{_OF_GROUPS}", re.IGNORECASE)
_LISTED = Pattern(
    rf"[(\[](?P<labels>[^()\[\]=\d]{{3,120}}?{_JOINT}[^()\[\]=\d]{{2,60}}?)[)\]]",
    re.IGNORECASE,
)
_OR = Pattern(r",?\s(?:or|versus|vs\.?)\s|(?<=\)),\s(?:or\s|and\s)?", re.IGNORECASE)
_BETWEEN = Pattern(r",\s(?:and\s|or\s)?|\s(?:and|or|versus|vs\.?)\s", re.IGNORECASE)
_PART = r"(?!(?:and|plus|given|followed|with)\b)[\w-]+"
_SERIES = Pattern(
    rf"(?:{_PART}(?:\s{_PART}){{0,2}},\s){{1,3}}(?:{_PART}(?:\s{_PART}){{0,2}}),?\sor\s(?:an?\s)?"
    r"(?:controls?|usual\scare|placebo|observation|sham|no\s\w+|wait\w*|standard\scare)\b[^,]{0,60}",
    re.IGNORECASE,
)
"""A series of arms, the last of which is a control: 'high dose, low dose or control'."""
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NAME = Pattern(rf"(?:the\s)?(?:[^\d=%;,]{{1,80}}|[^=%;,]{{0,40}}\b{GROUP}[\s-]{SIGN})", re.IGNORECASE)
"""What is a name in a bracket, and no size or dose: 'control', 'group A'."""


def find_choice(text: str, start: int, end: int) -> list[Choice]:
    """Returns the names of the arms that a sentence lets chance choose from; none where it sets out no choice."""
    offers = list(OFFERS.finditer(text, start, end))
    if not offers:
        return []
    sentence = text[start:end]
    is_by_chance = _CHANCE.search(sentence) is not None
    masked = _BRACKET.sub(lambda bracket: f"({'_' * (len(bracket[0]) - 2)})", sentence)
    for offer in offers:
        found = _choices(sentence, masked, offer.end() - start)
        if len(found) > 1 and (is_by_chance or not _NEEDS_CHANCE.match(offer[0])):
            return [(_moved(label, start), alias and _moved(alias, start)) for label, alias in found]
    return []


def _moved(place: Range, start: int) -> Range:
    return place[0] + start, place[1] + start


def _choices(sentence: str, masked: str, low: int) -> list[Choice]:
    """Returns the choices that are told from a place on.

    Args:
        masked: The sentence without what its brackets hold.
    """
    named = _NAMED_GROUPS.match(masked, low)
    bracket = named["bracket"] if named else None
    listed = _LISTED.match(sentence, named.end("bracket") - len(bracket.lstrip())) if named and bracket else None
    if listed:
        parts = list(split(sentence, *listed.span("labels"), _BETWEEN))
        return _named(sentence, masked, parts) if len(parts) == _count(named) else []
    offered = next((found for words in _OFFERED if (found := words.match(masked, low))), None)
    if offered is None:
        return []
    place, count = offered.span("labels"), _count(offered)
    is_series = count is None and _SERIES.fullmatch(masked, *place) is not None
    ways = (list(split(masked, *place, joints)) for joints in ((_BETWEEN,) if is_series else (_OR, _BETWEEN)))
    fitting = (way for way in ways if len(way) == count or (count is None and len(way) > 1))
    return _named(sentence, masked, next(fitting, []))


def _count(named: re.Match[str] | None) -> int | None:
    """Returns of how many groups a sentence speaks."""
    told = (named["of"] or named["into"] or "").lower() if named else ""
    return _NUMBERS.get(told, int(told) if told.isdigit() else None)


def _named(sentence: str, masked: str, parts: Sequence[Range]) -> list[Choice]:
    found = list(_names(sentence, masked, parts))
    return found if all(low < high for (low, high), _ in found) else []


def _names(sentence: str, masked: str, parts: Sequence[Range]) -> Iterator[Choice]:
    for low, high in parts:
        bracket = next(reversed(list(_BRACKET.finditer(masked, low, high))), None)
        label = label_behind(sentence, low, bracket.start() if bracket else high)
        inner = (bracket.start() + 1, bracket.end() - 1) if bracket else None
        yield label, inner if inner and _NAME.fullmatch(sentence, *inner) else None
