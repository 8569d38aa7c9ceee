"""Finds the arms that a stretch of text names, and what its words say of them: 'alone', 'without it', 'both with'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from herald.core.mentions import ConceptKind, Mention
from herald.extraction.arms import ArmMention
from herald.extraction.brackets import Brackets
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings, Phrases
from herald.extraction.regimens import agents_of, are_joined, join_drugs, stands_alone, union
from herald.extraction.roles import find_roles, find_unlisted, read_roles
from herald.vocabulary.vocabulary import Vocabulary

_DRUGS = (ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN)
_SEQUENCE = Pattern(r"→|->")
_DEFINED = Pattern(r"\s?[\[(]\s?(?P<without>without\b)?")
_TOLD = Pattern(
    r"(?:\s?[\[(]\s?(?:[nN]\s?=\s?)?\d[\d,]*(?:\s(?:patients|women|pts))?\s?[)\]])?"
    r"(?:,\s(?:which|who)\s(?:received|got|had|took|(?:was|were)\sgiven)"
    r"|\s(?:received|got|took|consisted\sof|(?:was|were)\s(?:given|treated\swith))|\s?[:=]|\swas"
    r"|\s(?:consisted\sof|comprised|included)\s(?:patients|women)\s(?:who\s)?(?:treated|given|receiv(?:ed|ing))"
    r"(?:\s[^.;()\[\]]{0,40}(?:\([\d\s–-]+\)\s)?(?:with|to))?)\s(?:only\s|an?\s|the\s)?",
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
_SYMBOL_BEHIND = Pattern(
    r"(?:\salone|\sonly)?\s?[\[(]\s?(?P<sign>[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})*|[A-Z]{1,5}[a-z]?(?:-[A-Z]{1,3})?)(?:\s(?:arm|group))?\s?[,;)\]]"
)
_SYMBOL_WITHIN = Pattern(r"[(\[](?P<sign>[A-Z]{2,5})$")
_GROUP_BEHIND = Pattern(r"\s(?:arm|group)\s?[,;)\]]")
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
_OR = Pattern(r"(?:\s?[(\[][^()\[\]]*[)\]])?,?\sor\s(?:an?\s)?", re.IGNORECASE)
_LAST_WITH = Pattern(r"\s(?:with|plus)\s", re.IGNORECASE)
_EITHER = Pattern(r"\bor\b|\bversus\b|\bvs\b", re.IGNORECASE)
_GIVEN_IT = Cued(r"(?<=\bthose\s)(?:given|on|taking|who\s(?:received|took|had))\sit\b", re.IGNORECASE)
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
LISTS = Phrases(r"\brespectively\b|\bgroups\b|\barms\b|(?<!-)\barm\b")
_PAIRED = Pattern(
    r"\d\s?(?:%|months\s)?\s?(?:and|vs?\.?|versus)\s\d[\d.]*\s?(?:%|percent|months|years)\s(?:with|for|in|on|among)\b"
)
_SIZED_ARM = Pattern(r"[(\[](?:(?:[A-Z],\s?)?[nN]\s?=|[^()\[\]]{0,30}\b(?:arm|group|cohort)\s[A-D1-4]\b)")
"""Where brackets part the arms of a list, "and" joins the drugs of one of them."""
_GROUPED = Pattern(r"\s?(?:\w+\s)?(?:triplet|doublet|combination|arm|group|regimen|cohort|combo)\b", re.IGNORECASE)


def find_arms(
    text: str, start: int, end: int, mentions: Sequence[Mention], vocabulary: Vocabulary, brackets: Brackets
) -> list[ArmMention]:
    """Returns the arms that `text[start:end]` names, in order; what a bracket spells out is named by its symbol."""
    found = find_roles(text, start, end)
    coded = [match.span() for match in found if match.lastgroup == "code" and _SEQUENCE.search(match.group())]
    drugs = [mention for mention in mentions if mention.kind in _DRUGS and not _is_part_of(mention, coded)]
    unlisted = find_unlisted(text, start, end, mentions)
    if not (drugs or found or unlisted):
        return []
    is_list = bool(LISTS.search(text, start, end) or _PAIRED.search(text, start, end))
    is_list = is_list and len(_SIZED_ARM.findall(text, start, end)) < 2
    named = join_drugs(text, drugs, vocabulary, brackets, is_list=is_list)
    named = [arm for arm in named if not PRIOR_LEFT.search(text, max(start, arm.start - 48), arm.start)]
    named = [arm for arm in named if not _NOT_GIVEN.match(text, arm.end)]
    named = _with_it(text, end, _without_earlier(text, named))
    roles = read_roles(found, is_list=is_list) + unlisted
    taken = [role for role in roles if all(role.end <= arm.start or arm.end <= role.start for arm in named)]
    merged = _with_same(text, _with_placebo(text, sorted([*named, *taken], key=lambda arm: arm.start)))
    shared = _with_added(text, _with_shared(text, _with_backbone(text, _qualified(text, merged), drugs, vocabulary)))
    return _spelled_out(text, _on_the_same(text, [_marked(text, start, arm) for arm in shared]), brackets)


def _is_part_of(drug: Mention, coded: Sequence[tuple[int, int]]) -> bool:
    """Whether the name of a drug or regimen is only the first letters of a sequence: the AC of 'AC→DH'."""
    start, end = drug.span.start, drug.span.end
    return any(low <= start and end <= high and (low, high) != (start, end) for low, high in coded)


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
            concepts = tuple(dict.fromkeys(c for drug in shared for c in agents_of(drug, vocabulary)))
            found[at + 1] = replace(second, concepts=union(second.concepts, concepts))
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
    return replace(arm, concepts=union(arm.concepts, backbone.concepts))


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
    is_regimen = bool(arm.concepts) or (arm.is_control and name.sign is not None and not name.is_control)
    is_name = is_regimen and not name.concepts and not name.is_order and arm.sign is None
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


def _with_placebo(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Joins 'letrozole plus placebo' into one arm, which is the comparator where two arms are named, not more."""
    joined: list[ArmMention] = []
    for arm in arms:
        last = joined[-1] if joined else None
        if last and (last.has_placebo or arm.has_placebo) and _is_placebo_joined(text[last.end : arm.start], last, arm):
            concepts, role = union(last.concepts, arm.concepts), last.role or arm.role
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
    return is_listed or are_joined(gap)


def _marked(text: str, start: int, arm: ArmMention) -> ArmMention:
    left = max(start, arm.start - 70), arm.start
    is_alone = stands_alone(text, arm)
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
