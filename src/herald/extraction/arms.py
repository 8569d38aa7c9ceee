"""Arms as the text names them: regimens, placebo, 'Arm A', 'the combination', 'alone'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from herald.core.mentions import ConceptKind, Mention
from herald.core.records import record
from herald.extraction.brackets import Brackets
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings, Phrases
from herald.vocabulary.vocabulary import Vocabulary

_DRUGS = (ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN)
_COMBINED = (
    r"(?:plus|with|in\scombination\swith|(?:(?:was|were)\s)?combined\swith|(?:was|were)\sgiven\swith"
    r"|along\swith|on\stop\sof)"
)
_DOSE = r"(?:\s\d[\d,.]*\s?(?:mg|g|mcg)(?:/(?:m2|m²|m\(2\)|kg|day|d))*(?:\s(?:once\s|twice\s)?(?:daily|weekly))?)?"
_JOINS = Pattern(
    _DOSE + r"(?:\s?[\[(](?![^()\[\]]*\b(?:(?:arm|group|cohort)\b|median\b|\d+[.·]\d+\s(?:months|years)))"
    r"[^()\[\]%=]{0,40}[)\]])?\s?"
    r"(?:,?\s?(?:" + _COMBINED + r"|and|together\swith|(?:(?:was|were|is)\s)?added\sto|followed\sby)\s"
    r"|\+|/|,|-|–)\s?(?:(?:one|two|\d{1,2})\s(?:years?|months?|weeks?|cycles?)\sof\s)?(?:an?\s|the\s)?"
    r"(?:(?:continued|continuing|concurrent|weekly|oral|standard|neoadjuvant|adjuvant|(?:low|high|full|standard|reduced)-dose)\s)?"
    r"(?:targeted\s(?:therapy|drug|agent|antibody)\s|drugs?\s|agents?\s|antibody\s|inhibitor\s)?",
    re.IGNORECASE,
)
_TIGHT_JOINS = Pattern(
    r"(?:\s?[\[(][^()\[\]%=]{0,40}[)\]])?\s?(?:" + _COMBINED + r"\s|\+|/)\s?(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_HYPHENS = ("-", "–")
_BRAND = Pattern(r"\s?[\[(]\s?")
_FIXED_ROLES = (
    r"(?P<control>(?i:\b(?:(?:controls?|comparator|conventional|reference)(?:\s(?:arm|group))|controls?|observation(?:\s(?:arm|group))?|(?<=\bwho\swere\s)observed(?=[,;:)]|\s[(\d])|placebo(?:\s(?:arm|group))?|(?-i:P(?:la|bo|BO))(?:\s(?:arm|group))?|(?-i:SOC)\b(?:\s(?:arm|group|therapy|chemotherapy|(?-i:ET)|endocrine\stherapy))?|standard(?:\sof\scare|\stherapy|\scare|\streatment|\sarm|\sgroup|\schemotherapy)|(?:treatment\sof\s)?physicians?(?:[’']s?)?[\s-](?:best\s)?choice(?:\s(?:arm|group))?|(?:treatments?|drugs?|therapy|what)\s(?:(?:was\s|were\s)?(?:recommended|chosen)\sby\s(?:their|the|a)\s(?:doctors?|physicians?)|their\sdoctors?\s(?:recommended|chose))|(?-i:TPC)(?:\s(?:arm|group))?|best\ssupportive\scare|no\s(?:adjuvant\s|further\s)?(?:treatment|therapy))\b))"
    r"|(?P<single>(?i:(?:(?<=\bwith\s)|(?<=\bon\s)|(?<=\bto\s)|(?<=\bthan\s)|(?<=\bfor\s)|(?<=\bgiven\s)|(?<=\bafter\s)|(?<=\band\s)"
    r"|(?<=\bversus\s)|(?<=\bvs\s)|(?<=\bvs\.\s)|(?<=\bv\s)|(?<=[(:,]\s)|(?<=[(]))monotherapy\b(?!\s(?:arms?|groups?)\b)))"
    r"|(?P<new>(?i:\b(?:experimental|investigational|study)\s(?:regimen|combination)\b|\b(?:experimental|investigational)\s(?:treatment|therapy)\b))"
    r"|(?P<symbol>\b(?i:arms?|groups?|cohorts?)\s(?P<sign>[A-D]|[1-4]|I{1,3})\b)"
    r"|(?P<combination>(?i:\bthe\s(?:combination|pair|doublet|triplet|triple\stherapy|dual\stherapy|combined\s(?:treatment|therapy|arm))\b|(?:(?<=\bwith\s)|(?<=\bon\s)|(?<=\bto\s))(?:both|the\stwo)\s(?:drugs|agents|antibodies)\b|(?<!-)\bcombination\s(?:arm|group|therapy)\b))"
    r"|(?P<without>(?i:\bwithout\s(?:it|them|this)\b|\bwithout(?=\s(?:and|versus|vs\.?)\s(?:\d[\d.·]*\s?(?:%|months)?\s(?:\([^()]*\)\s)?)?with\b)))"
    r"|(?P<denied>(?i:(?:(?<=\bthose\s)|(?<=\bpatients\s)|(?<=\bwomen\s))not\s(?:given|receiving|taking|treated\swith)\s(?:it|them|this)\b|\bwho\s(?:did|had)\snot(?:\s(?:received?|get|got)\s(?:it|them|this))?(?=\s(?:was|were|it\swas)\b|\s?[,.;:()\[]|$)))"
    r"|(?P<order>(?i:\bthe\s(?:first|second|third|other|latter|former)\b(?:\s(?:arm|group))?"
    r"(?![\s-](?:interim|final|planned|pre-?specified|primary|secondary|analys[ie]s|look|line|year|months?|time|trial|study|end-?\s?points?|stage|phase|cycle|report)\b)))"
)
_LIST_OF_ARM = Pattern(r"[A-Za-z][\w-]*(?:(?:,|\splus)\s[A-Za-z][\w-]*){0,3},?\sand\s[A-Za-z][\w-]*\s(?:group|arm)\b")
"""Drugs before the singular word for a group."""
_CODES = (
    r"(?P<code>(?<![\w+])(?:[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})+(?![\w+])"
    r"|(?:[A-Z]{1,4}\s?(?:→|-+>)\s?)+[A-Z]{1,4}(?:\s?\+\s?[A-Z]{1,3})*(?![\w+])))"
)
"""Arms by the letters of their drugs: 'T+D', and of what followed them: 'AC→TH'."""
_NAMED_ROLES = (
    r"(?P<named>(?<![≤≥<>])(?<![≤≥<>]\s)(?<!\d-)\b(?:\d{1,2}-(?=(?:month|year|week|cycle)\s))?(?:(?i:high|low|higher|lower|full|half|reduced)[\s-](?=[a-z]+\s(?:arm|group)\b))?(?=[A-Za-z][\w+/-]*\s(?:arm|group)\b)(?!(?i:each|both|its|their|respective|this|that|either|neither|the|treatment|study|all|only|alone|two|three|one|an?|no|per|to|into|from|than|vs?|versus|against|given|after|before|during|under|over|of|was|were|had|which|age|patient|same|small|smaller|larger|large|whole|entire|other|in|of|every|first|second|third|by|subgroup|and|or|with|while|whereas|for|between)\s)[A-Za-z][\w+/-]*\s(?:arm|group)\b)"
    r"|(?P<tested>(?i:(?<=\bthe\s)(?:study|treatment)\s(?:arm|group)\b))"
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
_DEFINED = Pattern(r"\s?[\[(]\s?(?P<without>without\b)?")
_TOLD = Pattern(
    r"(?:,\s(?:which|who)\s(?:received|got|had|took|(?:was|were)\sgiven)"
    r"|\s(?:received|got|took|consisted\sof|(?:was|were)\s(?:given|treated\swith))|\s?[:=]|\swas)\s(?:only\s|an?\s|the\s)?",
    re.IGNORECASE,
)
_ROLE_OF_ARM = Pattern(
    r"(?:the\s)?(?:experimental|investigational|study|treatment|control|comparator|reference|standard)\s(?:arm|group|regimen)"
    r"|controls?",
    re.IGNORECASE,
)
_CLOSES = Pattern(r"(?:\salone)?(?:[)\]]|[,;]\s[nN]\s?=)")
_GIVEN = Pattern(r"\s(?:(?:patients|women)\s)?(?:given|receiving|on|who\s(?:received|took|were\sgiven))\s")
_NAMED_BEHIND = Pattern(r"(?:\salone|\sonly)?\s?[\[(]\s?(?:\d[^()\[\];]*[;,]\s)?(?:the\s)?")
_APPOSED = Pattern(r",\s(?:the|our|its)\s")
_CHOICE = Pattern(r"\band\b|\bwith\b", re.IGNORECASE)
_COMPARED_LEFT = Endings(
    r"\b(?:compar(?:ed|ing|es|e|ison\sof)|replac(?:ed|ing|es|e|ement\sof))\s(?:the\s)?(?:\w+\sof\s)?$", re.IGNORECASE
)
_SYMBOL_BEHIND = Pattern(
    r"(?:\salone|\sonly)?\s?[\[(]\s?(?P<sign>[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})*|[A-Z]{1,5}[a-z]?(?:-[A-Z]{1,3})?)(?:\s(?:arm|group))?\s?[,;)\]]"
)
_SYMBOL_WITHIN = Pattern(r"[(\[](?P<sign>[A-Z]{2,5})$")
_GROUP_BEHIND = Pattern(r"\s(?:arm|group)\s?[,;)\]]")
_SIGNED_LEFT = Endings(r"\b(?:arm|group|cohort)\s[A-D1-4]\s?$", re.IGNORECASE)
_OPTIONAL_LEFT = Endings(r"\bwith\sor\swithout\s(?:the\s)?$", re.IGNORECASE)
_EITHER_LEFT = Pattern(r"\s(?:plus|(?:together\s)?with|and|in\scombination\swith)\seither\s(?:an?\s)?", re.IGNORECASE)
_SIZED = r"(?:\s?[\[(][^()\[\]]{0,40}[)\]])?"
_SHARED = Pattern(
    r"\s?(?:alone)?(?:\s(?:at\s)?\d[\d,.]*\s?mg(?:/m2|/m²)?(?:\s(?:once|twice)\s(?:a\sday|daily))?)?"
    + _SIZED
    + r",?\s(?:(?:was|were)\s(?:given|taken|administered)\s(?:(?:once|twice)\s(?:a\sday|daily)\s)?with"
    r"|(?:both\s|each\s|all\s)?(?:in\scombination\swith|combined\swith|together\swith|plus|added\sto)"
    r"|(?:both|each|all)\s(?:with|on\stop\sof|in\saddition\sto|alongside|beside|along\swith))\s(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_BETWEEN_LEFT = Pattern(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_OF_BOTH = Pattern(r",\s(?:both|each)\s", re.IGNORECASE)
_ADDED_LEFT = Endings(r"\b(?:adding|add(?:ed|s)?|addition\sof)\s(?:the\s)?$", re.IGNORECASE)
_TO = Pattern(r"[)\]]?\sto\s(?:(?:the|standard|neoadjuvant|adjuvant|first-line|preoperative|weekly|oral)\s){0,3}")
_ADDING_LEFT = Endings(r"\badding\s(?:the\s)?$", re.IGNORECASE)
ALONE_OR_WITH = Pattern(
    r"(?:\s\((?:[^()]|\([^()]*\))*\))?(?:\s(?:was|were)\s(?:given|taken))?,?\s(?:alone|only|by\sitself)"
    r"(?:\sto\s\d+(?:\s(?:patients|women))?)?(?:\s?[(\[][^()\[\]]*[)\]])?,?\s(?:or|and|versus|vs\.?)\s(?:together\s|combined\s|in\scombination\s)?(?:with|plus)\s"
    r"(?:an?\s|the\s)?",
    re.IGNORECASE,
)
"""Between a backbone and what the other arm adds to it: 'drug alone (N = 208) or with drug'."""
_OR_WITH = Pattern(r".{0,60}\b(?:or|and)\s(?:with|plus)\s(?:an?\s)?", re.IGNORECASE)
_OR_WITHOUT = Pattern(r"\s(?:or|and)\swithout\b")
_OR = Pattern(r"(?:\s?[(\[][^()\[\]]*[)\]])?,?\sor\s(?:an?\s)?", re.IGNORECASE)
_LAST_WITH = Pattern(r"\s(?:with|plus)\s", re.IGNORECASE)
_EITHER = Pattern(r"\bor\b|\bversus\b|\bvs\b", re.IGNORECASE)
_VALUE_LEFT = Endings(r"\d\s?(?:%|months|years)(?:\s[(\[][^()\[\]]*[)\]])?\s(?:with|on|for|in|to)\s$", re.IGNORECASE)
_GIVEN_IT = Cued(r"(?<=\bthose\s)(?:given|on|taking|who\s(?:received|took|had))\sit\b", re.IGNORECASE)
_SECOND = Pattern(r"second|other|latter|third")
_ALONE = Pattern(r"\s?(?:alone|only|monotherapy|by\sitself)\b", re.IGNORECASE)
_WHOLE_LEFT = Endings(r"\b(?:triplet|doublet|quadruplet|combination|regimen)\sof\s(?:the\s)?$", re.IGNORECASE)
_SUM = Pattern(r"\s(?:plus|with)\s|\+", re.IGNORECASE)
_NEXT_OF_LIST = Pattern(r"\s?(?:arms?|groups?|alone|only|monotherapy|plus|with|and|,|\(|\+|/|\.)", re.IGNORECASE)
_SAME_LEFT = Pattern(
    r"\bthe\ssame\s(?:(?:two|three)\s)?(?:\w+\s)?(?:with|plus|and)\s(?:an?\s)?(?:[\w-]+\s)?$", re.IGNORECASE
)
_SAME_BEHIND = Pattern(
    r"\s(?:plus|with|and|on)\sthe\ssame\s(?:\w+\s)?(?:drugs|agents|antibodies|pair|backbone|regimen|treatments?|therapy|combination)\b",
    re.IGNORECASE,
)
_LACKS = Pattern(r"\s(?:but\s)?without\s(?:the\s|any\s)?", re.IGNORECASE)
_WITHOUT = Endings(
    r"\b(?:without|no|not\s(?:given|receiving|taking|treated\swith))\s(?:(?:the|adjuvant|further|additional)\s)?$",
    re.IGNORECASE,
)
CONTROL_LEFT = Phrases(
    r"(?:\bvs?\.?|\bversus|\bthan|\b(?:compared|in\scomparison)\s(?:with|to)|\bagainst|\bover|\brelative\sto|\bwithout|\bcontrol|\binstead\sof|\brather\sthan|\breplac(?:ed|ing|es|ement\sof)|\b(?:switch|chang)ing\sfrom|\b(?:superior|(?:non-?)?inferior)\sto|\bahead\sof)\s(?:(?:that|those|it|with|in|on|under|of|for|among|the|patients|women|given|receiving|who|received|a|an|was|arm|group|standard|conventional)\s){0,5}$",
    re.IGNORECASE,
)
_STAYS_LEFT = Pattern(r"\b(?:stay|ke(?:ep|pt)|remain|was|were|are|is)\w*\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
PRIOR_LEFT = Phrases(
    r"(?:\b(?:prior|previous|earlier)\s(?:adjuvant\s|exposure\sto\s|treatment\swith\s|therapy\swith\s)?"
    r"|\btreated\s(?:before|earlier|previously)\swith\s|\b(?:previously|already|pre-?)\s?(?:been\s)?(?:treated|exposed|received|had|taken)\s(?:with\s|to\s|an?\s)?"
    r"|\b(?:who\s)?(?:had|have)\s(?:\w+\s)?received\s(?:an?\s|the\s|at\sleast\s\w+\s|prior\s)?"
    r"|\bdisease\safter\s(?:an?\s)?|\b(?:stopping|completing|finishing|discontinuing)\s(?:adjuvant\s|prior\s)?"
    r"|\balso\s(?:receiv\w+|given|took|taking)\s|\ballowed\s(?:to\s\w+\s)?|\bpermitted\s"
    r"|\b(?:spar(?:e|es|ed|ing)|avoid\w*|omit\w*|forgo\w*|leav(?:e|ing))\s(?:(?:the|her|them|patients|women|some)\s){0,2}"
    r"|\b(?:(?<!without\s)(?<!free\sof\s)(?<!free\sfrom\s)progress\w+|relaps\w+|failure)\s(?:on|after|of|during)\s|\b(?:refractory|resistan\w+|exposure)\sto\s)$",
    re.IGNORECASE,
)
_NOT_GIVEN = Pattern(
    r"[\s-](?:(?:pre|un)-?treated|experienced|exposed|na[iï]ve|refractory|resistant|sensitive|exposure)\b|-free\b"
    r"|\s(?:had|has|have)\s(?:already\s)?(?:lasted|failed|stopped\sworking|been\s(?:given|used|stopped|received|taken|tried))\b"
    r"|\s(?:before|earlier|previously)(?=\s?(?:[,.;:()]|$))",
    re.IGNORECASE,
)
"""What makes the name of a drug say who the patients are, or what they do without: 'drug-naïve patients'."""
_THEN_LEFT = Endings(r"\s(?:after|following)\s(?:(?:prior|previous|first-line|initial)\s)?$", re.IGNORECASE)
TESTED_LEFT = Phrases(
    r"(?:\b(?:test|evaluat|assess|investigat|examin|stud|explor)\w*(?:\s(?:of|the|how|efficacy|activity|safety|and)){0,6}"
    r"|\b(?:receiv\w+|took|takes?|taking|got|treated\swith|given|administered|treatment\swith|trial\sof|study\sof|cohort\sof))\s"
    r"(?:an?\s|the\s|combination\s(?:of\s)?|neoadjuvant\s|adjuvant\s|first-line\s|weekly\s|oral\s|\d[\d,.]*\s?mg\s(?:of\s)?){0,4}$",
    re.IGNORECASE,
)
_LONE_VALUE_LEFT = Endings(
    r"(?<!\band\s)(?<!\bvs\s)(?<!vs\.\s)(?<!versus\s)(?<![\d.,]\s)(?<![\d.·])\d+(?:[.·]\d+)?\s?(?:%|months|years)\s(?:with|for|in|on)\s$"
)
_VALUE_RIGHT = Pattern(r",?\s(?:and\s|versus\s|vs\.?\s)?\d+(?:[.·]\d+)?\s?(?:%|months|years)\s(?:with|for|in|on)\s")
LISTS = Phrases(r"\brespectively\b|\bgroups\b|\barms\b|(?<!-)\barm\b")
_PAIRED = Pattern(
    r"\d\s?(?:%|months\s)?\s?(?:and|vs?\.?|versus)\s\d[\d.]*\s?(?:%|percent|months|years)\s(?:with|for|in|on|among)\b"
)
_SIZED_ARM = Pattern(r"[(\[](?:(?:[A-Z],\s?)?[nN]\s?=|[^()\[\]]{0,30}\b(?:arm|group|cohort)\s[A-D1-4]\b)")
"""Where brackets part the arms of a list, "and" joins the drugs of one of them."""
_GROUPED = Pattern(r"\s?(?:\w+\s)?(?:triplet|doublet|combination|arm|group|regimen|cohort|combo)\b", re.IGNORECASE)


STEM = Phrases(r"(?:mab|tinib|ciclib|parib|lisib)\b")
"""Stems of the names of antibodies and inhibitors (WHO, stems of international nonproprietary names)."""


@record(frozen=True, slots=True)
class ArmMention:
    """A place that names an arm.

    Attributes:
        concepts: Vocabulary ids of its agents and classes; empty for a role ("placebo", "Arm A").
        role: The printed role, where it is one.
        is_control: A word marks it as the comparator.
        is_partial: It names an arm by one of its parts ("the pertuzumab triplet").
        is_second: A word of order points to the comparator ("the other group").
        sign: Its symbol in this document: "A", "XH", "N+C".
        lacks: What it is without: 'the same treatment without drug'.
        is_tested: A verb says that it was given or tested: 'evaluated drug plus drug'.
        is_alone: A word says that it is all of the arm: 'drug alone'.
        optional: Drugs that only one of two arms got: 'drug with or without drug'.
    """

    start: int
    end: int
    concepts: tuple[str, ...] = ()
    role: str | None = None
    is_control: bool = False
    is_partial: bool = False
    is_second: bool = False
    is_order: bool = False
    sign: str | None = None
    lacks: tuple[str, ...] = ()
    is_tested: bool = False
    is_alone: bool = False
    optional: tuple[str, ...] = ()

    @property
    def has_placebo(self) -> bool:
        """Whether placebo is the arm, or is given in it beside its agents."""
        return self.role is not None and self.role.lower().startswith("placebo")

    @property
    def meaning(self) -> ArmMention:
        """The mention without its place, the same for all that name an arm in the same way."""
        return replace(self, start=0, end=0)


def find_arms(
    text: str, start: int, end: int, mentions: Sequence[Mention], vocabulary: Vocabulary, brackets: Brackets
) -> list[ArmMention]:
    """Returns the arms that `text[start:end]` names, in order; what a bracket spells out is named by its symbol."""
    drugs = [mention for mention in mentions if mention.kind in _DRUGS]
    found = list(_pattern_of_roles(text, start, end).finditer(text, start, end))
    unlisted = _unlisted(text, start, end, mentions)
    if not (drugs or found or unlisted):
        return []
    is_list = bool(LISTS.search(text, start, end) or _PAIRED.search(text, start, end))
    is_list = is_list and len(_SIZED_ARM.findall(text, start, end)) < 2
    named = _joined(text, drugs, vocabulary, brackets, is_list=is_list)
    named = [arm for arm in named if not PRIOR_LEFT.search(text, max(start, arm.start - 48), arm.start)]
    named = [arm for arm in named if not _NOT_GIVEN.match(text, arm.end)]
    named = _with_it(text, end, _without_earlier(text, named))
    has_control = any(match.lastgroup == "control" for match in found)
    roles = [_role(match) for match in found if _is_read(match, is_list=is_list, has_control=has_control)]
    roles += unlisted
    taken = [role for role in roles if all(role.end <= arm.start or arm.end <= role.start for arm in named)]
    merged = _with_same(text, _with_placebo(text, sorted([*named, *taken], key=lambda arm: arm.start)))
    shared = _with_added(text, _with_shared(text, _with_backbone(text, _qualified(text, merged), drugs, vocabulary)))
    return _spelled_out(text, _on_the_same(text, [_marked(text, start, arm) for arm in shared]), brackets)


def _is_read(match: re.Match[str], *, is_list: bool, has_control: bool) -> bool:
    """Whether words name an arm: letters do in a list, "the study group" does beside a control."""
    return is_list if match.lastgroup == "letters" else has_control or match.lastgroup != "tested"


def _qualified(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Reads 'drug and drug without chemotherapy' as one arm: what it is without is no arm beside it."""
    kept: list[ArmMention] = []
    for arm in arms:
        last = kept[-1] if kept else None
        if last and last.concepts and arm.concepts and _LACKS.fullmatch(text, last.end, arm.start):
            kept[-1] = replace(last, end=arm.end)
        else:
            kept.append(arm)
    return kept


def _without_earlier(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Leaves out what was given before an arm: the second drug of 'drug after drug'."""
    kept: list[ArmMention] = []
    for arm in arms:
        then = _THEN_LEFT.search(text, max(0, arm.start - 30), arm.start)
        if not (kept and then and kept[-1].end == then.start()):
            kept.append(arm)
    return kept


def _with_it(text: str, end: int, arms: list[ArmMention]) -> list[ArmMention]:
    """Adds those who were given the drug of the arm before in another way: 'of those given it for 2 years'."""
    ends = [*(arm.start for arm in arms[1:]), end]
    told = [(arm, _GIVEN_IT.search(text, arm.end, behind)) for arm, behind in zip(arms, ends[: len(arms)], strict=True)]
    again = [ArmMention(*match.span(), arm.concepts) for arm, match in told if match]
    return sorted([*arms, *again], key=lambda arm: arm.start)


def _unlisted(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[ArmMention]:
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


def _pattern_of_roles(text: str, start: int, end: int) -> Phrases | re.Pattern[str]:
    """Returns the cheapest pattern that finds every role which a sentence can name."""
    if SPEAKS_OF_ARMS.search(text, start, end):
        return _ROLES_OF_ARMS
    has_signs = text.find("+", start, end) >= 0 or text.find("→", start, end) >= 0 or text.find("->", start, end) >= 0
    has_codes = has_signs and _JOINT.search(text, start, end)
    return _ROLES_AND_CODES if has_codes else ROLES


def with_signs(
    text: str, start: int, end: int, arms: list[ArmMention], signs: Mapping[str, tuple[str, ...]]
) -> list[ArmMention]:
    """Adds the arms that are named by a symbol which the document explains elsewhere: 'drug and drug (AD)'."""
    if not signs:
        return arms
    names = "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
    pattern = re.compile(
        rf"(?:(?<![\w+(\[-])|(?<=[(\[])(?=\S+\s(?:vs?\.?|versus)\s))(?:{names})(?![\w+)\]-])"
        rf"|(?:(?<=\sv\s)|(?<=\svs\s)|(?<=\svs\.\s)|(?<=\sversus\s))(?:{names})(?=[)\]])"
    )
    found = [
        ArmMention(match.start(), match.end(), signs[match.group()], sign=match.group())
        for match in pattern.finditer(text, start, end)
    ]
    free = [arm for arm in found if all(arm.end <= other.start or other.end <= arm.start for other in arms)]
    return sorted([*arms, *(_marked(text, start, arm) for arm in free)], key=lambda arm: arm.start)


def _with_shared(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Gives both arms of a choice the backbone that they share: 'A or B with C', 'C with either A or placebo'."""
    for at in range(len(arms) - 2):
        first, second, third = arms[at : at + 3]
        is_choice = _is_choice(text, first, second) or _OF_BOTH.match(text, second.end)
        if is_choice and third.concepts and _SHARED.fullmatch(text[second.end : third.start]):
            return [*arms[:at], _wider(first, third), _wider(second, third), *arms[at + 3 :]]
        if (
            first.concepts
            and _is_choice(text, second, third)
            and _EITHER_LEFT.fullmatch(text[first.end : second.start])
        ):
            return [*arms[:at], _wider(second, first), _wider(third, first), *arms[at + 3 :]]
    return arms


def _with_backbone(
    text: str, arms: list[ArmMention], drugs: Sequence[Mention], vocabulary: Vocabulary
) -> list[ArmMention]:
    """Gives the second arm of 'C with A or with B' what the first has before its last "with"."""
    found = list(arms)
    for at, (first, second) in enumerate(pairwise(arms)):
        joints = [match.start() for match in _LAST_WITH.finditer(text, first.start, first.end)]
        is_placebo = second.has_placebo and not (first.has_placebo or second.concepts)
        is_placebo = is_placebo and _OR.fullmatch(text, first.end, second.start) is not None
        if joints and (is_placebo or _OR_WITH.fullmatch(text, first.end, second.start)):
            shared = [drug for drug in drugs if first.start <= drug.span.start < joints[-1]]
            concepts = tuple(dict.fromkeys(c for drug in shared for c in _concepts_of(drug, vocabulary)))
            found[at + 1] = replace(second, concepts=_union(second.concepts, concepts))
    return found


def _with_added(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Reads 'adding A to B' as the arm A + B against the arm B, and 'with B …; adding A' as the arm A + B."""
    for at, (first, second) in enumerate(pairwise(arms)):
        is_added = _ADDED_LEFT.search(text, max(0, first.start - 24), first.start)
        if is_added and first.concepts and second.concepts and _TO.fullmatch(text, first.end, second.start):
            return [*arms[:at], _wider(first, second), replace(second, is_control=True), *arms[at + 2 :]]
    drugs = [(at, arm) for at, arm in enumerate(arms) if arm.concepts]
    for (low, base), (at, more) in pairwise(drugs):
        if at > low + 1 and ALONE_OR_WITH.fullmatch(text, base.end, more.start):
            return [
                *arms[:low],
                replace(base, is_control=True),
                *arms[low + 1 : at],
                _wider(more, base),
                *arms[at + 1 :],
            ]
    for at, (base, more) in enumerate(pairwise(arms)):
        if base.concepts and more.concepts and ALONE_OR_WITH.fullmatch(text, base.end, more.start):
            return [*arms[:at], replace(base, is_control=True), _wider(more, base), *arms[at + 2 :]]
        is_added = _ADDING_LEFT.search(text, max(0, more.start - 12), more.start)
        if is_added and base.concepts and more.concepts and not set(more.concepts) <= set(base.concepts):
            return [*arms[: at + 1], _wider(more, base), *arms[at + 2 :]]
    return arms


def _is_choice(text: str, first: ArmMention, second: ArmMention) -> bool:
    can_be_arms = bool(first.concepts or first.has_placebo) and bool(second.concepts or second.has_placebo)
    return can_be_arms and _EITHER.search(text, first.end, second.start) is not None


def _wider(arm: ArmMention, backbone: ArmMention) -> ArmMention:
    return replace(arm, concepts=_union(arm.concepts, backbone.concepts))


def _spelled_out(text: str, arms: list[ArmMention], brackets: Brackets) -> list[ArmMention]:
    """Reads 'arm A (drug and drug), B (without drug)': the bracket defines the symbol and is no arm of its own."""
    kept: list[ArmMention] = []
    for arm in arms:
        last = kept[-1] if kept else None
        inside = brackets.opened_before(arm.start)
        opening = _DEFINED.match(text, last.end) if last and last.sign else None
        if last and _is_told(text, last, arm):
            kept[-1] = replace(last, concepts=arm.concepts)
        elif last and _names_again(text, last, arm):
            is_control, role = last.is_control or arm.is_control, last.role or arm.role
            kept[-1] = replace(last, end=arm.end, is_control=is_control, sign=arm.sign, role=role)
        elif last and _explains_role(text, last, arm):
            kept[-1] = replace(last, end=arm.end + (text[arm.end : arm.end + 1] in (")", "]")), concepts=arm.concepts)
        elif last and opening and inside is not None and last.end <= inside < opening.end() and arm.concepts:
            concepts = arm.concepts if not opening["without"] else _less(kept, arm.concepts)
            kept[-1] = replace(last, concepts=last.concepts or concepts)
        else:
            kept.append(arm)
    return [_denied(text, _signed(text, arm)) for arm in kept]


def _is_told(text: str, name: ArmMention, arm: ArmMention) -> bool:
    """Whether a sentence says what an arm got: 'group C, which received drug', 'Arm B: drug and drug'."""
    is_name = name.role is not None and not (name.concepts or name.is_order or name.has_placebo)
    return is_name and bool(arm.concepts) and _TOLD.fullmatch(text, name.end, arm.start) is not None


def _explains_role(text: str, name: ArmMention, arm: ArmMention) -> bool:
    """Whether a bracket, or what its patients were given, says which arm a role is: 'the control arm (drug)'."""
    if name.concepts or not arm.concepts or not _ROLE_OF_ARM.fullmatch(name.role or ""):
        return False
    is_inside = _DEFINED.fullmatch(text, name.end, arm.start) and _CLOSES.match(text, arm.end)
    return bool(is_inside) or _GIVEN.fullmatch(text, name.end, arm.start) is not None


def _names_again(text: str, arm: ArmMention, name: ArmMention) -> bool:
    """Whether words behind a regimen give it a name: 'drug and drug (control group)', 'drug, the control arm,'."""
    is_name = bool(arm.concepts) and not name.concepts and not name.is_order and arm.sign is None
    between = text[arm.end : name.start]
    is_apposed = name.is_control and _APPOSED.fullmatch(between) and text[name.end : name.end + 1] == ","
    return is_name and (bool(is_apposed) or _NAMED_BEHIND.fullmatch(between) is not None)


def _less(kept: list[ArmMention], without: tuple[str, ...]) -> tuple[str, ...]:
    whole = next((arm.concepts for arm in kept if arm.concepts), ())
    return tuple(concept for concept in whole if concept not in without)


def _denied(text: str, arm: ArmMention) -> ArmMention:
    """Reads 'without drug' as the arm that lacks the drug, not as the drug."""
    if arm.sign or not arm.concepts or not _WITHOUT.search(text, max(0, arm.start - 22), arm.start):
        return arm
    role = f"without {text[arm.start : arm.end].partition('(')[0].rstrip()}"
    return replace(arm, concepts=(), role=role, is_control=True, is_partial=False, lacks=arm.concepts)


def _signed(text: str, arm: ArmMention) -> ArmMention:
    """Reads the symbol behind a regimen: 'capecitabine (X)'."""
    behind = _SYMBOL_BEHIND.match(text, arm.end)
    if behind is None and _GROUP_BEHIND.match(text, arm.end):
        behind = _SYMBOL_WITHIN.search(text[arm.start : arm.end])
    return replace(arm, sign=behind["sign"]) if behind and arm.concepts and not arm.sign else arm


def _joined(
    text: str, drugs: Sequence[Mention], vocabulary: Vocabulary, brackets: Brackets, *, is_list: bool
) -> list[ArmMention]:
    arms: list[ArmMention] = []
    for at, drug in enumerate(drugs):
        concepts = _concepts_of(drug, vocabulary)
        last = arms[-1] if arms else None
        gap = text[last.end : drug.span.start] if last else ""
        is_apart = is_list and not brackets.depth(drug.span.start)
        is_apart = is_apart and not (_is_added(text, arms, concepts) or _is_of_whole(text, last))
        is_apart = is_apart and not (last and (_is_of_one_value(text, last, drug) or _is_of_one_arm(text, last, drug)))
        joins = _TIGHT_JOINS if is_apart else _JOINS
        is_optional = _OPTIONAL_LEFT.search(text, last.end, drug.span.start) if last and len(gap) < 30 else None
        if last and _is_kind_of(text, drugs, at):
            arms[-1] = replace(last, end=drug.span.end, concepts=_union(_without_class(last, drugs[at - 1]), concepts))
        elif last and is_optional:
            arms[-1] = replace(last, end=drug.span.end, optional=concepts)
        elif last and _is_name_of_regimen(drug, gap, last, concepts):
            arms[-1] = replace(last, end=drug.span.end, concepts=concepts)
        elif last and (_BRAND.fullmatch(gap) and set(concepts) <= set(last.concepts)):
            arms[-1] = replace(last, end=drug.span.end + (text[drug.span.end : drug.span.end + 1] in ")]"))
        elif last and _begins_anew(text, last, drug, concepts, gap):
            arms.append(ArmMention(drug.span.start, drug.span.end, concepts))
        elif (
            last
            and (joins.fullmatch(gap) or gap in _HYPHENS or _closes_sum(text, last, drug, gap))
            and not _is_compared(text, arms, gap)
            and not _ALONE.match(text, last.end)
            and (_leads_on(text, drugs, at, gap) or _is_in_named_bracket(text, drug, brackets))
        ):
            arms[-1] = replace(last, end=drug.span.end, concepts=_union(last.concepts, concepts))
        else:
            arms.append(ArmMention(drug.span.start, drug.span.end, concepts))
    return arms


def _is_added(text: str, arms: Sequence[ArmMention], concepts: tuple[str, ...]) -> bool:
    """Whether a drug that no arm has had goes on one that is named again: '64% with A and 66% with A and B'."""
    is_again = any(arm.concepts == arms[-1].concepts for arm in arms[:-1])
    is_new = not any(set(concepts) & set(arm.concepts) for arm in arms)
    return is_again and is_new and _VALUE_LEFT.search(text, max(0, arms[-1].start - 30), arms[-1].start) is not None


def _is_name_of_regimen(drug: Mention, gap: str, last: ArmMention, concepts: tuple[str, ...]) -> bool:
    """Whether a bracket gives the known name of a regimen whose last drugs stand before it: 'AC, then drug (AC-T)'."""
    is_named = drug.kind is ConceptKind.REGIMEN and _BRAND.fullmatch(gap) is not None
    return is_named and len(concepts) > len(last.concepts)


def _is_of_whole(text: str, last: ArmMention | None) -> bool:
    """Whether words say that a list of drugs is one regimen: 'the triplet of drug, drug, and drug'."""
    return last is not None and _WHOLE_LEFT.search(text, max(0, last.start - 30), last.start) is not None


def _is_of_one_value(text: str, last: ArmMention, drug: Mention) -> bool:
    """Whether two drugs stand between a value and the next: '13.2 months with drug and drug, 15.1 months with …'."""
    has_next = _VALUE_RIGHT.match(text, drug.span.end) is not None
    return has_next and _LONE_VALUE_LEFT.search(text, max(0, last.start - 40), last.start) is not None


def _is_of_one_arm(text: str, last: ArmMention, drug: Mention) -> bool:
    """Whether a list of drugs names one group: 'in the drug, drug, and drug group'."""
    named = _LIST_OF_ARM.match(text, last.start)
    return named is not None and drug.span.end <= named.end()


def _closes_sum(text: str, last: ArmMention, drug: Mention, gap: str) -> bool:
    """Whether "and" names the last drug of a sum, not the next arm of a list: 'drug plus drug and drug came out'."""
    is_sum = gap == " and " and _SUM.search(text, last.start, last.end) is not None
    return is_sum and _NEXT_OF_LIST.match(text, drug.span.end) is None


def _begins_anew(text: str, last: ArmMention, drug: Mention, concepts: tuple[str, ...], gap: str) -> bool:
    """Whether a comma, or a word of choice, parts a drug from an arm that it cannot go on: one that has it already."""
    if "given with" in gap and _OR_WITHOUT.match(text, drug.span.end):
        return True
    is_known = set(concepts) <= set(last.concepts)
    return (is_known and ("," in gap or _CHOICE.search(gap) is not None)) or (
        "," in gap and _are_both_sums(text, last, drug)
    )


def _are_both_sums(text: str, last: ArmMention, drug: Mention) -> bool:
    """Whether a comma parts two regimens that are written as sums: 'drug + drug, drug + drug or drug'."""
    return "+" in text[last.start : last.end] and text[drug.span.end : drug.span.end + 2].strip().startswith("+")


def _is_kind_of(text: str, drugs: Sequence[Mention], at: int) -> bool:
    """Whether the name of a class only says what kind of drug stands behind it: 'the CDK4/6 inhibitor palbociclib'."""
    kind, drug = drugs[at - 1], drugs[at]
    is_told = kind.kind is ConceptKind.AGENT_CLASS and drug.kind is ConceptKind.AGENT
    return is_told and text[kind.span.end : drug.span.start] == " "


def _without_class(arm: ArmMention, kind: Mention) -> tuple[str, ...]:
    return tuple(concept for concept in arm.concepts if concept != kind.concept)


def _is_compared(text: str, arms: Sequence[ArmMention], gap: str) -> bool:
    """Whether "with" or "and" sets two arms against each other: 'compared drug and drug with drug', 'between them'."""
    if gap.strip().lower() == "and":
        return _BETWEEN_LEFT.search(text, max(0, arms[-1].start - 16), arms[-1].start) is not None
    is_with = gap.strip().lower() == "with"
    return is_with and _COMPARED_LEFT.search(text, max(0, arms[-1].start - 30), arms[-1].start) is not None


def _leads_on(text: str, drugs: Sequence[Mention], at: int, gap: str) -> bool:
    """Whether a drug belongs to the list before it: a comma joins only where "and" or "plus" closes the list."""
    if gap.strip() != ",":
        return True
    for first, second in pairwise(drugs[at:]):
        between = text[first.span.end : second.span.start]
        if _BRAND.fullmatch(between) or between.strip(") ") == ",":
            continue
        return _JOINS.fullmatch(between.lstrip(")")) is not None
    return False


def _is_in_named_bracket(text: str, drug: Mention, brackets: Brackets) -> bool:
    """Whether a drug is of the list that says what a named arm is: 'arm A (drug, drug, drug)'."""
    opened = brackets.opened_before(drug.span.start)
    return opened is not None and _SIGNED_LEFT.search(text, max(0, opened - 12), opened) is not None


def _concepts_of(drug: Mention, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.get(drug.concept).agents if drug.kind is ConceptKind.REGIMEN else (drug.concept,)


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return first + tuple(concept for concept in second if concept not in first)


def _role(match: re.Match[str]) -> ArmMention:
    kind = match.lastgroup
    role = "without it" if kind == "denied" or match.group().lower() == "without" else match.group()
    return ArmMention(
        match.start(),
        match.end(),
        role=role,
        is_control=kind in ("control", "without", "denied") or (kind == "named" and bool(_UNTREATED.match(role))),
        sign=match["sign"] if kind == "symbol" else role if kind in ("code", "letters") else None,
        is_order=kind == "order",
        is_second=kind == "order" and bool(_SECOND.search(role)),
    )


def _with_placebo(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Joins 'letrozole plus placebo' into one arm, which is the comparator where two arms are named, not more."""
    joined: list[ArmMention] = []
    for arm in arms:
        last = joined[-1] if joined else None
        if last and (last.has_placebo or arm.has_placebo) and _is_placebo_joined(text[last.end : arm.start], last, arm):
            concepts, role = _union(last.concepts, arm.concepts), last.role or arm.role
            joined[-1] = replace(last, end=arm.end, concepts=concepts, role=role, is_control=False)
        else:
            joined.append(arm)
    if len(joined) > 2:
        return joined
    return [replace(arm, is_control=True) if arm.has_placebo else arm for arm in joined]


def _with_same(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Gives placebo what the arm before it has beside its first drug: 'A plus B and C, placebo plus the same pair'."""
    found = list(arms)
    for at, (first, second) in enumerate(pairwise(arms)):
        if second.has_placebo and not second.concepts and _SAME_BEHIND.match(text, second.end):
            found[at + 1] = replace(second, concepts=first.concepts[1:])
    return found


def _on_the_same(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Reads 'A and B against the same with C' as A + B against A + B + C."""
    found = list(arms)
    for at, (first, second) in enumerate(pairwise(arms)):
        if first.concepts and second.concepts and _SAME_LEFT.search(text, first.end, second.start):
            found[at : at + 2] = replace(first, is_control=True), replace(_wider(second, first), is_control=False)
    return found


def _is_placebo_joined(gap: str, first: ArmMention, second: ArmMention) -> bool:
    """Whether placebo is part of the regimen beside it; a comma joins it to a list: 'placebo, drug and drug'."""
    is_listed = gap == ", " and first.has_placebo and len(second.concepts) > 1
    return is_listed or gap in _HYPHENS or _TIGHT_JOINS.fullmatch(gap) is not None


def _marked(text: str, start: int, arm: ArmMention) -> ArmMention:
    left = max(start, arm.start - 70), arm.start
    is_alone = _ALONE.match(text, arm.end) is not None
    is_control = arm.is_control or is_alone or is_compared_with(text, *left)
    is_name = text.rfind("(", arm.start, arm.end) > text.rfind(")", arm.start, arm.end)
    is_partial = bool(arm.concepts) and not is_name and bool(_GROUPED.match(text, arm.end))
    is_tested = bool(arm.concepts) and TESTED_LEFT.search(text, *left) is not None
    if not (is_control or is_partial or is_tested or is_alone):
        return arm
    return replace(arm, is_control=is_control, is_partial=is_partial, is_tested=is_tested, is_alone=is_alone)


def is_compared_with(text: str, start: int, end: int) -> bool:
    """Whether the words before an arm set something against it: 'versus', 'stayed ahead of those on'."""
    against = CONTROL_LEFT.search(text, start, end)
    if against is None or not against.group().lower().startswith("ahead"):
        return against is not None
    return _STAYS_LEFT.search(text, start, against.start()) is not None
