"""The vocabulary as the rule language asks for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from herald.core.mentions import ConceptKind

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary


class VocabularyLexicon:
    """Names of agents and classes, resolved through a vocabulary.

    Why a class counts as a member of itself and of the classes above it: a record may say "taxane" where the drug was
    not written down, and that is a fact about chemotherapy.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.members = cache(self._members_of)

    def resolve_agent(self, name: str) -> str:
        """Returns the id of an agent, or of a class where no agent has that name."""
        if name in self._vocabulary:
            return name
        return self._vocabulary.resolve(name, ConceptKind.AGENT).id

    def _members_of(self, class_name: str) -> frozenset[str]:
        class_id = self._class_id(class_name)
        below = {c.id for c in self._vocabulary.of_kind(ConceptKind.AGENT_CLASS) if self._is_below(c.id, class_id)}
        return self._vocabulary.members(class_id) | below

    def vague(self, agents: frozenset[str]) -> frozenset[str]:
        """Returns the ids of the classes that may stand for one of `agents` and do not have to."""
        classes = (concept.id for concept in self._vocabulary.of_kind(ConceptKind.AGENT_CLASS))
        return frozenset(c for c in classes if c not in agents and not agents.isdisjoint(self._vocabulary.members(c)))

    def label(self, agent_id: str) -> str:
        return self._vocabulary.get(agent_id).name

    def _class_id(self, name: str) -> str:
        written = f"class:{name}"
        return written if written in self._vocabulary else self._vocabulary.resolve(name, ConceptKind.AGENT_CLASS).id

    def _is_below(self, concept_id: str, class_id: str) -> bool:
        return concept_id == class_id or class_id in self._vocabulary.ancestors(concept_id)
