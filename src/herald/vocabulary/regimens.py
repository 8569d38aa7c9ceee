"""Regimens: one order for the agents of a combination, its label, and reading a printed combination."""

from __future__ import annotations

import re
from collections.abc import Iterable

from herald.core.mentions import ConceptKind
from herald.vocabulary.concepts import Concept
from herald.vocabulary.errors import AmbiguousTerm, UnknownTerm
from herald.vocabulary.vocabulary import Vocabulary

PARTS = frozenset({ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN})
"""Kinds of concept that a regimen may be made of."""

_JOINTS = (r"\s*\+\s*", r"\s*,\s*(?:and\s+)?", r"\s+(?:plus|and|with|followed by|then)\s+", r"\s*/\s*")

_ARTICLE = r"^(?:an?|the)\s+"


def canonical_order(concept_ids: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Returns the agents and classes of a combination in their one order, each once, named regimens taken apart.

    The order is the column `order` of the classes: HER2 inhibitors, HER2 conjugates, HER2 antibodies, other targeted
    agents, endocrine agents, chemotherapy, supportive care; then by name. What has no order comes last.
    """
    concepts = {part.id: part for i in concept_ids for part in _parts(vocabulary.get(i), vocabulary)}
    return tuple(sorted(concepts, key=lambda i: (_rank(concepts[i], vocabulary), concepts[i].name)))


def regimen_label(concept_ids: Iterable[str], vocabulary: Vocabulary) -> str:
    """Returns the names of the agents in canonical order, joined by " + ".

    >>> from herald.vocabulary.tables import load_vocabulary
    >>> regimen_label(["class:aromatase-inhibitor", "agent:trastuzumab", "agent:pertuzumab"], load_vocabulary())
    'pertuzumab + trastuzumab + aromatase inhibitor'
    """
    return " + ".join(vocabulary.get(i).name for i in canonical_order(concept_ids, vocabulary))


def parse_regimen(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Returns the agents and classes that a printed combination names, in canonical order.

    >>> from herald.vocabulary.tables import load_vocabulary
    >>> parse_regimen("T-DXd + pertuzumab", load_vocabulary())
    ('agent:trastuzumab-deruxtecan', 'agent:pertuzumab')

    Raises:
        UnknownTerm: A part of it is no agent, class or regimen.
    """
    return canonical_order(_named(text.strip(), vocabulary), vocabulary)


def _parts(concept: Concept, vocabulary: Vocabulary) -> tuple[Concept, ...]:
    if concept.kind is ConceptKind.REGIMEN:
        return tuple(vocabulary.get(i) for i in concept.agents)
    return (concept,)


def _rank(concept: Concept, vocabulary: Vocabulary) -> int:
    own = (concept.id,) if concept.kind is ConceptKind.AGENT_CLASS else concept.classes
    orders = [vocabulary.get(i).attributes.get("order", "99") for i in own]
    return min(map(int, orders), default=99)


def _named(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    try:
        return (_resolve(text, vocabulary).id,)
    except AmbiguousTerm:
        raise
    except UnknownTerm:
        parts = _split(text)
        if len(parts) == 1:
            raise
    return tuple(i for part in parts for i in _named(part, vocabulary))


def _resolve(text: str, vocabulary: Vocabulary) -> Concept:
    concept = vocabulary.resolve(re.sub(_ARTICLE, "", text))
    if concept.kind not in PARTS:
        raise UnknownTerm(f"{text!r} is not an agent, a class or a regimen")
    return concept


def _split(text: str) -> list[str]:
    for joint in _JOINTS:
        parts = [part.strip() for part in re.split(joint, text) if part.strip()]
        if len(parts) > 1:
            return parts
    return [text]
