"""What the guideline offers and advises against, as a document's words are held against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from herald.core.dates import PartialDate
from herald.core.mentions import ConceptKind
from herald.guideline.guideline import Guideline
from herald.guideline.nodes import And, Compare, Name, Node, Relation, Text
from herald.guideline.rules import Rule, Standing
from herald.vocabulary.vocabulary import Vocabulary

_POPULATIONS = {
    ("disease", "advanced"): "population:advanced",
    ("disease", "early"): "population:early",
    ("her2_status", "positive"): "population:her2-positive",
    ("her2_status", "negative"): "population:her2-negative",
    ("hr_status", "positive"): "population:hr-positive",
    ("hr_status", "negative"): "population:hr-negative",
}
"""What the scope of a rule asks for, in the populations of the vocabulary."""

IN_USE = (Standing.RECOMMENDED, Standing.ALTERNATIVE, Standing.LABEL)
_AGAINST = re.compile(r"\bnot\srecommended\b|\boutside\sa\strial\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """A regimen that a rule offers, or a treatment that it advises against.

    Attributes:
        rule: Its id.
        regimen: Its parts, joined by " + ".
        parts: The ids that each part may be: an agent, or a class and its members.
        setting: Whom the rule is for: HER2 and receptor status, stage, line.
        markers: Mutations that its title asks for besides.
        standing: None for advice against.
        words: The advice against, as the rule words it; None for an offer.
        source: The address of the source, or its citation where it has none.
    """

    rule: str
    regimen: str
    parts: tuple[frozenset[str], ...]
    setting: frozenset[str]
    markers: frozenset[str]
    since: PartialDate | None
    standing: Standing | None
    words: str | None
    source: str

    @property
    def agents(self) -> frozenset[str]:
        return frozenset().union(*self.parts)

    def is_newer_than(self, date: PartialDate | None) -> bool:
        """Whether it holds since after a date; a document without one is held against everything."""
        return date is None or (self.since is not None and self.since.first > date.last)


def load_advice(guideline: Guideline, vocabulary: Vocabulary) -> tuple[Advice, ...]:
    """Returns the offers that are in use and the advice against treatments, in the guideline's order."""
    return tuple(_advice(guideline, vocabulary))


def _advice(guideline: Guideline, vocabulary: Vocabulary) -> Iterator[Advice]:
    for rule in guideline.rules.values():
        parts = tuple(part.agents for part in rule.offer) if rule.standing in IN_USE else ()
        if not rule.offer and rule.advise and _AGAINST.search(rule.advise):
            parts = tuple(_named(rule.title, vocabulary))
        if parts:
            source = guideline.sources[rule.source]
            yield Advice(
                rule.id,
                rule.regimen or " + ".join(part.name for part in rule.offer),
                parts,
                _setting(rule, vocabulary),
                _markers(rule, vocabulary),
                rule.since,
                rule.standing,
                None if rule.offer else rule.advise,
                source.url or source.citation,
            )


def _named(words: str, vocabulary: Vocabulary) -> Iterator[frozenset[str]]:
    for mention in vocabulary.find_mentions(words):
        if mention.kind is ConceptKind.AGENT:
            yield frozenset({mention.concept})
        elif mention.kind is ConceptKind.AGENT_CLASS:
            yield vocabulary.members(mention.concept) | {mention.concept}


def _setting(rule: Rule, vocabulary: Vocabulary) -> frozenset[str]:
    """Returns what a rule's scope asks for, and the line of treatment that its id names."""
    asked = frozenset(_POPULATIONS[pair] for pair in _equalities(rule.scope) if pair in _POPULATIONS)
    named = (f"population:{part}" for part in rule.id.split("."))
    return asked | {each for each in named if each in vocabulary and each.endswith("-line")}


def _equalities(node: Node | None) -> Iterator[tuple[str, str]]:
    """Yields each field and value that an expression asks to be equal."""
    parts = node.parts if isinstance(node, And) else (node,)
    for part in parts:
        if isinstance(part, Compare) and part.relations == (Relation.EQUAL,):
            left, right = part.operands
            if isinstance(left, Name) and isinstance(right, Text):
                yield left.name, right.value


def _markers(rule: Rule, vocabulary: Vocabulary) -> frozenset[str]:
    mentions = vocabulary.find_mentions(rule.title)
    return frozenset(
        m.concept for m in mentions if m.concept.startswith("population:") and m.concept.endswith("-mutated")
    )
