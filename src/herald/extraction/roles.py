"""Arms named by what is no drug that the vocabulary knows: a role, a symbol, letters, a stem of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.core.mentions import Mention
from herald.extraction.arms import ArmMention
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases

_FIXED_ROLES = (
    r"(?P<control>(?i:\b(?:(?:controls?|comparator|conventional|reference)(?:\s(?:arm|group))|controls?|observation(?:\s(?:arm|group))?|(?:(?<=\bwho\swere\s)|(?<=\bthose\s)|(?<=(?:were|hose)\sonly\s)|(?<=(?:were|hose)\sjust\s)|(?<=(?:were|hose)\smerely\s))observed(?=[,;:)]|\s(?:[(\d]|(?:were|was|had|remained|lived|survived|and|or)\b))|placebo(?:\s(?:arm|group))?|(?-i:P(?:la|bo|BO))(?:\s(?:arm|group))?|(?-i:SOC)\b(?:\s(?:arm|group|therapy|chemotherapy|(?-i:ET)|endocrine\stherapy))?|standard(?:\sof\scare|\stherapy|\scare|\streatment|\sarm|\sgroup|\schemotherapy)|(?:treatment\sof\s)?physicians?(?:[’']s?)?[\s-](?:best\s)?choice(?:\s(?:arm|group))?|(?:treatments?|drugs?|therapy|what)\s(?:(?:was\s|were\s)?(?:recommended|chosen)\sby\s(?:their|the|a)\s(?:doctors?|physicians?)|their\sdoctors?\s(?:recommended|chose))|(?-i:TPC)(?:\s(?:arm|group))?|best\ssupportive\scare|no\s(?:adjuvant\s|further\s)?(?:treatment|therapy))\b))"
    r"|(?P<single>(?i:(?:(?<=\bwith\s)|(?<=\bon\s)|(?<=\bto\s)|(?<=\bthan\s)|(?<=\bfor\s)|(?<=\bgiven\s)|(?<=\bafter\s)|(?<=\band\s)"
    r"|(?<=\bversus\s)|(?<=\bvs\s)|(?<=\bvs\.\s)|(?<=\bv\s)|(?<=[(:,]\s)|(?<=[(]))monotherapy\b(?!\s(?:arms?|groups?)\b)))"
    r"|(?P<new>(?i:\b(?:experimental|investigational|study)\s(?:regimen|combination)\b|\b(?:experimental|investigational)\s(?:treatment|therapy)\b))"
    r"|(?P<symbol>\b(?i:arms?|groups?|cohorts?)\s(?P<sign>[A-D]|[1-4]|I{1,3})\b)"
    r"|(?P<combination>(?i:\bthe\s(?:combination|pair|doublet|triplet|triple\stherapy|dual\stherapy|combined\s(?:treatment|therapy|arm))\b|(?:(?<=\bwith\s)|(?<=\bon\s)|(?<=\bto\s))(?:both|the\stwo)\s(?:drugs|agents|antibodies)\b|(?<!-)\bcombination\s(?:arm|group|therapy)\b))"
    r"|(?P<without>(?i:\bwithout\s(?:it|them|this)\b|\bwithout(?=\s(?:and|versus|vs\.?)\s(?:\d[\d.·]*\s?(?:%|months)?\s(?:\([^()]*\)\s)?)?with\b)))"
    r"|(?P<denied>(?i:(?:(?<=\bthose\s)|(?<=\bpatients\s)|(?<=\bwomen\s))not\s(?:given|receiving|taking|treated\swith)\s(?:it|them|this)\b|\bwho\s(?:did|had)\snot(?:\s(?:received?|get|got)\s(?:it|them|this))?(?=\s(?:was|were|it\swas)\b|\s?[,.;:()\[]|$)))"
    r"|(?P<order>(?i:\bthe\s(?:first|second|third|other|latter|former)\b(?:\s(?:arm|group))?"
    r"(?![\s-](?:(?:\d+|two|three|four|five|six)\s)?(?:interim|final|planned|pre-?specified|primary|secondary|analys[ie]s|look|lines?|years?|months?|times?|trials?|stud(?:y|ies)|end-?\s?points?|stages?|phases?|cycles?|reports?|(?:was|were|is|has\sbeen)\s(?:presented|reported|published|shown|announced))\b)))"
)
_CODES = (
    r"(?P<code>(?<![\w+])(?:[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})+(?![\w+])"
    r"|(?:[A-Z]{1,4}\s?(?:→|-+>)\s?)+[A-Z]{1,4}(?:\s?\+\s?[A-Z]{1,3})*(?![\w+])))"
)
"""Arms by the letters of their drugs: 'T+D', and of what followed them: 'AC→TH'."""
_NAMED_ROLES = (
    r"(?P<named>(?<![≤≥<>])(?<![≤≥<>]\s)(?<!\d-)\b(?:\d{1,2}-(?=(?:month|year|week|cycle)\s))?(?:(?i:high|low|higher|lower|full|half|reduced)[\s-](?=[a-z]+\s(?:arm|group)\b))?(?=[A-Za-z][\w+/-]*\s(?:arm|group)\b)(?!(?i:each|both|its|their|respective|this|that|either|neither|the|treatment|study|all|only|alone|two|three|one|an?|no|per|to|into|from|than|vs?|versus|against|given|after|before|during|under|over|of|was|were|had|which|age|patient|same|small|smaller|larger|large|whole|entire|other|in|of|every|first|second|third|by|subgroup|and|or|with|while|whereas|for|between)\s)[A-Za-z][\w+/-]*\s(?:arm|group)\b)"
    r"|(?P<tested>(?i:(?:(?<=\bthe\s)|(?<=\bin\s))(?:study|treatment)\s(?:arm|group)\b))"
    r"|(?P<letters>\b(?=[A-Z]{1,2}\b)(?!(?:CI|HR|OR|RR|MD|SE|OS|CR|PR|SD|PD|NE|NR|AI|ER|BC|IV|II|US|EU|CT|UK|AE)\b)[A-Z]{1,2}\b(?:(?=[,:;.)\]]|/[A-Z]{1,2}\b|\s[(\[]|\sand\s|\s(?:arms?|groups?|versus|vs|HR|OR|RR|hazard|odds)\b|\s[01]\.\d)"
    r"|(?<=[A-Z]\sand\s[A-Z])|(?<=[A-Z]\sand\s[A-Z]{2})))"
)
_UNTREATED = Pattern(r"(?:non|un(?:treated|exposed)|sham|saline|vehicle|wait-?list)\b", re.IGNORECASE)
ROLES = Phrases(r"\b(?:" + _FIXED_ROLES + ")")
_JOINT = Pattern(r"[A-Z]\s?(?:\+|→|-+>)\s?[A-Z]")
"""Without it there is no code."""
_ROLES_AND_CODES = Pattern(r"\b(?:" + _FIXED_ROLES + "|" + _CODES + ")")
_ROLES_OF_ARMS = Pattern(r"\b(?=\w)(?:" + _FIXED_ROLES + "|" + _CODES + "|" + _NAMED_ROLES + ")")
SPEAKS_OF_ARMS = Phrases(r"\b(?:arm|group|respectively)", re.IGNORECASE)
"""Words without which no arm is named by a letter or a word of its own."""
_SECOND = Pattern(r"second|other|latter|third")
STEM = Phrases(r"(?:mab|tinib|ciclib|parib|lisib)\b")
"""Stems of the names of antibodies and inhibitors (WHO, stems of international nonproprietary names)."""


def find_roles(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Returns the words of `text[start:end]` that may name an arm."""
    return list(_pattern_of_roles(text, start, end).finditer(text, start, end))


def _pattern_of_roles(text: str, start: int, end: int) -> Phrases | re.Pattern[str]:
    """Returns the cheapest pattern that finds every role which a sentence can name."""
    if SPEAKS_OF_ARMS.search(text, start, end):
        return _ROLES_OF_ARMS
    has_signs = text.find("+", start, end) >= 0 or text.find("→", start, end) >= 0 or text.find("->", start, end) >= 0
    has_codes = has_signs and _JOINT.search(text, start, end)
    return _ROLES_AND_CODES if has_codes else ROLES


def read_roles(found: Sequence[re.Match[str]], *, is_list: bool) -> list[ArmMention]:
    """Returns the arms that such words name.

    Args:
        is_list: Several arms are listed, which letters may name.
    """
    has_control = any(match.lastgroup == "control" for match in found)
    return [_role(match) for match in found if _is_read(match, is_list=is_list, has_control=has_control)]


def _is_read(match: re.Match[str], *, is_list: bool, has_control: bool) -> bool:
    """Whether words name an arm: letters do in a list, "the study group" does beside a control."""
    return is_list if match.lastgroup == "letters" else has_control or match.lastgroup != "tested"


def _role(match: re.Match[str]) -> ArmMention:
    kind = match.lastgroup
    role = "without it" if kind == "denied" or match.group().lower() == "without" else match.group()
    role = "observation" if role.lower() == "observed" else role
    return ArmMention(
        match.start(),
        match.end(),
        role=role,
        is_control=kind in ("control", "without", "denied") or (kind == "named" and bool(_UNTREATED.match(role))),
        sign=match["sign"] if kind == "symbol" else role if kind in ("code", "letters") else None,
        is_order=kind == "order",
        is_second=kind == "order" and bool(_SECOND.search(role)),
    )


def find_unlisted(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[ArmMention]:
    """Returns the agents that only the stem of their name gives away, each as an arm of that name.

    Why: An agent that the vocabulary lacks must not hand its results to the agent that is named before it.
    """
    found: list[ArmMention] = []
    for stem in STEM.finditer(text, start, end):
        begin = stem.start()
        while begin > start and text[begin - 1].isalpha():
            begin -= 1
        is_known = any(m.span.start < stem.end() and begin < m.span.end for m in mentions)
        if stem.start() - begin > 2 and not is_known:
            found.append(ArmMention(begin, stem.end(), role=text[begin : stem.end()]))
    return found
