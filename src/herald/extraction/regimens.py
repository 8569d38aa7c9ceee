"""Regimens: drugs that the words between them join into one arm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from herald.core.mentions import ConceptKind, Mention
from herald.extraction.arms import ArmMention
from herald.extraction.brackets import Brackets
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.vocabulary.vocabulary import Vocabulary

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
_LIST_OF_ARM = Pattern(r"[A-Za-z][\w-]*(?:(?:,|\splus)\s[A-Za-z][\w-]*){0,3},?\sand\s[A-Za-z][\w-]*\s(?:group|arm)\b")
"""Drugs before the singular word for a group."""
_CHOICE = Pattern(r"\band\b|\bwith\b", re.IGNORECASE)
_COMPARED_LEFT = Endings(
    r"\b(?:compar(?:ed|ing|es|e|ison\sof)|replac(?:ed|ing|es|e|ement\sof))\s(?:the\s)?(?:\w+\sof\s)?$", re.IGNORECASE
)
_SIGNED_LEFT = Endings(r"\b(?:arm|group|cohort)\s[A-D1-4]\s?$", re.IGNORECASE)
_OPTIONAL_LEFT = Endings(r"\bwith\sor\swithout\s(?:the\s)?$", re.IGNORECASE)
_BETWEEN_LEFT = Pattern(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_OR_WITHOUT = Pattern(r"\s(?:or|and)\swithout\b")
_VALUE_LEFT = Endings(r"\d\s?(?:%|months|years)(?:\s[(\[][^()\[\]]*[)\]])?\s(?:with|on|for|in|to)\s$", re.IGNORECASE)
_ALONE = Pattern(r"\s?(?:alone|only|monotherapy|by\sitself)\b", re.IGNORECASE)
_WHOLE_LEFT = Endings(r"\b(?:triplet|doublet|quadruplet|combination|regimen)\sof\s(?:the\s)?$", re.IGNORECASE)
_SUM = Pattern(r"\s(?:plus|with)\s|\+", re.IGNORECASE)
_NEXT_OF_LIST = Pattern(r"\s?(?:arms?|groups?|alone|only|monotherapy|plus|with|and|,|\(|\+|/|\.)", re.IGNORECASE)
_LONE_VALUE_LEFT = Endings(
    r"(?<!\band\s)(?<!\bvs\s)(?<!vs\.\s)(?<!versus\s)(?<![\d.,]\s)(?<![\d.·])\d+(?:[.·]\d+)?\s?(?:%|months|years)\s(?:with|for|in|on)\s$"
)
_VALUE_RIGHT = Pattern(r",?\s(?:and\s|versus\s|vs\.?\s)?\d+(?:[.·]\d+)?\s?(?:%|months|years)\s(?:with|for|in|on)\s")
_FIGURE_OF_ONE = Pattern(r"[(\[][^()\[\]]*(?:\b(?:a?HR|a?OR|RR|[Rr]atio)\b|\d\s?%)")
"""What parts drugs of which each has its own result: 'lapatinib (HR 0.70) and neratinib (HR 0.60)'."""


def join_drugs(
    text: str, drugs: Sequence[Mention], vocabulary: Vocabulary, brackets: Brackets, *, is_list: bool
) -> list[ArmMention]:
    """Returns the regimens that drugs make up, each as an arm; drugs that nothing joins are an arm each.

    Args:
        is_list: Several arms are listed, so that commas and "and" part them.
    """
    arms: list[ArmMention] = []
    for at, drug in enumerate(drugs):
        concepts = agents_of(drug, vocabulary)
        last = arms[-1] if arms else None
        gap = text[last.end : drug.span.start] if last else ""
        is_apart = is_list and not brackets.depth(drug.span.start)
        is_apart = is_apart and not (_is_added(text, arms, concepts) or _is_of_whole(text, last))
        is_apart = is_apart and not (last and (_is_of_one_value(text, last, drug) or _is_of_one_arm(text, last, drug)))
        joins = _TIGHT_JOINS if is_apart else _JOINS
        is_optional = _OPTIONAL_LEFT.search(text, last.end, drug.span.start) if last and len(gap) < 30 else None
        if last and _is_kind_of(text, drugs, at):
            arms[-1] = replace(last, end=drug.span.end, concepts=union(_without_class(last, drugs[at - 1]), concepts))
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
            and not (_FIGURE_OF_ONE.search(gap) or _is_compared(text, arms, gap))
            and not stands_alone(text, last)
            and (_leads_on(text, drugs, at, gap) or _is_in_named_bracket(text, drug, brackets))
        ):
            arms[-1] = replace(last, end=drug.span.end, concepts=union(last.concepts, concepts))
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


def agents_of(drug: Mention, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Returns the agents of a regimen that goes by a name, else the agent or class itself."""
    return vocabulary.get(drug.concept).agents if drug.kind is ConceptKind.REGIMEN else (drug.concept,)


def union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return first + tuple(concept for concept in second if concept not in first)


def are_joined(gap: str) -> bool:
    """Whether words join the drugs on their two sides even in a list: 'plus', '+', a hyphen."""
    return gap in _HYPHENS or _TIGHT_JOINS.fullmatch(gap) is not None


def stands_alone(text: str, arm: ArmMention) -> bool:
    """Whether the word behind an arm says that it is all that was given: 'drug alone'."""
    return _ALONE.match(text, arm.end) is not None
