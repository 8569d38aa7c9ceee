"""Arms as the text names them: regimens, placebo, 'Arm A', 'the combination', 'alone'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from herald.core.mentions import ConceptKind, Mention
from herald.vocabulary.vocabulary import Vocabulary

_DRUGS = (ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN)
_JOINS = re.compile(
    r"(?:\s?[\[(][^()\[\]]{0,40}[)\]])?\s?(?:,?\s?(?:plus|and|with|in\scombination\swith|combined\swith|together\swith|added\sto|followed\sby|or)\s|\+|/|,|-|–)\s?(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_TIGHT_JOINS = re.compile(
    r"(?:\s?[\[(][^()\[\]]{0,40}[)\]])?\s?(?:(?:plus|with|in\scombination\swith|combined\swith)\s|\+|/)\s?(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_BRAND = re.compile(r"\s?[\[(]\s?")
_ROLES = re.compile(
    r"(?P<control>\b(?:placebo|controls?(?:\s(?:arm|group))?|observation|standard\s(?:of\scare|therapy|care|treatment|arm|group|chemotherapy)|(?:treatment\sof\s)?physicians?(?:[’']s|s[’'])?\s(?:best\s)?choice|best\ssupportive\scare|no\s(?:adjuvant\s)?(?:treatment|therapy))\b)"
    r"|(?P<symbol>\b(?:[Aa]rms?|[Gg]roups?|[Cc]ohorts?)\s(?:[A-D]|[1-4]|I{1,3})\b)"
    r"|(?P<combination>\bthe\s(?:combination|pair|doublet|triplet|triple\stherapy|dual\stherapy|combined\s(?:treatment|therapy|arm))\b|\bthe\s\w+\s(?:arm|group)\b|\bcombination\s(?:arm|group|therapy)\b)"
    r"|(?P<order>\bthe\s(?:first|second|third|other|latter|former)\b(?:\s(?:arm|group))?)"
    r"|(?P<code>(?<![\w+])[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})+(?![\w+]))"
    r"|(?P<letters>\b[A-Z]{1,2}\b(?=(?:,|\sand\s|\s(?:arm|group|versus|vs)\b)))"
)
_SECOND = re.compile(r"second|other|latter|third")
_ALONE = re.compile(r"\s?(?:alone|only|monotherapy|by\sitself)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\bwithout\s(?:the\s)?$", re.IGNORECASE)
_CONTROL_LEFT = re.compile(
    r"(?:\bvs?\.?|\bversus|\bthan|\bcompared\s(?:with|to)|\bagainst|\bover|\brelative\sto|\bwithout|\bcontrol)\s(?:(?:that|those|it|with|in|on|for|the|patients|women|given|receiving|who|received|a|an|was|arm|group)\s){0,5}$",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\s?(?:\w+\s)?(?:triplet|doublet|combination|arm|group|regimen|cohort|combo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArmMention:
    """A place that names an arm.

    Attributes:
        concepts: Vocabulary ids of its agents and classes; empty for a role ("placebo", "Arm A").
        role: The printed role, where it is one.
        is_control: A word marks it as the comparator.
        is_partial: It names an arm by one of its parts ("the pertuzumab triplet").
    """

    start: int
    end: int
    concepts: tuple[str, ...] = ()
    role: str | None = None
    is_control: bool = False
    is_partial: bool = False
    is_second: bool = False


def find_arms(text: str, start: int, end: int, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[ArmMention]:
    """Returns the arms that `text[start:end]` names, in order."""
    drugs = [mention for mention in mentions if mention.kind in _DRUGS]
    is_list = bool(re.search(r"\brespectively\b|\bgroups\b|\barms\b", text[start:end]))
    named = _joined(text, drugs, vocabulary, _TIGHT_JOINS if is_list else _JOINS)
    roles = [_role(match) for match in _ROLES.finditer(text, start, end) if not match["letters"] or is_list]
    taken = [role for role in roles if all(role.end <= arm.start or arm.end <= role.start for arm in named)]
    merged = _with_placebo(text, sorted([*named, *taken], key=lambda arm: arm.start))
    return [_marked(text, start, end, arm) for arm in merged]


def _joined(text: str, drugs: Sequence[Mention], vocabulary: Vocabulary, joins: re.Pattern[str]) -> list[ArmMention]:
    arms: list[ArmMention] = []
    for drug in drugs:
        concepts = _concepts_of(drug, vocabulary)
        last = arms[-1] if arms else None
        gap = text[last.end : drug.span.start] if last else ""
        if last and (_BRAND.fullmatch(gap) and set(concepts) <= set(last.concepts)):
            arms[-1] = replace(last, end=drug.span.end + (text[drug.span.end : drug.span.end + 1] in ")]"))
        elif last and joins.fullmatch(gap) and not _ALONE.match(text, last.end):
            arms[-1] = replace(last, end=drug.span.end, concepts=_union(last.concepts, concepts))
        else:
            arms.append(ArmMention(drug.span.start, drug.span.end, concepts))
    return arms


def _concepts_of(drug: Mention, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.get(drug.concept).agents if drug.kind is ConceptKind.REGIMEN else (drug.concept,)


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return first + tuple(concept for concept in second if concept not in first)


def _role(match: re.Match[str]) -> ArmMention:
    role = match.group()
    return ArmMention(
        match.start(),
        match.end(),
        role=role,
        is_control=match["control"] is not None,
        is_second=match["order"] is not None and bool(_SECOND.search(role)),
    )


def _with_placebo(text: str, arms: list[ArmMention]) -> list[ArmMention]:
    """Joins 'letrozole plus placebo' into one arm, which is the comparator; placebo adds nothing to its regimen."""
    joined: list[ArmMention] = []
    for arm in arms:
        last = joined[-1] if joined else None
        if (
            last
            and _JOINS.fullmatch(text[last.end : arm.start])
            and "," not in text[last.end : arm.start]
            and ({last.role, arm.role} & {"placebo"})
        ):
            joined[-1] = replace(
                last,
                end=arm.end,
                concepts=_union(last.concepts, arm.concepts),
                role=last.role or arm.role,
                is_control=True,
            )
        else:
            joined.append(arm)
    return joined


def _marked(text: str, start: int, end: int, arm: ArmMention) -> ArmMention:
    left = text[max(start, arm.start - 70) : arm.start]
    is_control = arm.is_control or bool(_ALONE.match(text, arm.end)) or bool(_CONTROL_LEFT.search(left))
    is_partial = bool(arm.concepts) and bool(_GROUPED.match(text, arm.end))
    return replace(arm, is_control=is_control, is_partial=is_partial)
