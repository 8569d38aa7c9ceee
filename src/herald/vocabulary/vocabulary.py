"""The vocabulary: concepts by id and by name, classes with their members, and the names found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from herald.core.mentions import ConceptKind, Mention
from herald.vocabulary.concepts import Concept
from herald.vocabulary.contexts import ContextRule, rules_by_name
from herald.vocabulary.errors import AmbiguousTerm, UnknownTerm
from herald.vocabulary.names import fold, forms

if TYPE_CHECKING:
    from herald.vocabulary.matching import Matcher


class Vocabulary:
    """All concepts of one set of tables.

    Attributes:
        version: A digest of the tables: same tables, same version.
    """

    def __init__(self, concepts: Iterable[Concept], rules: Iterable[ContextRule], version: str) -> None:
        self._concepts: Mapping[str, Concept] = MappingProxyType({c.id: c for c in concepts})
        self._rules = rules_by_name(rules)
        self.version = version

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._concepts

    def get(self, concept_id: str) -> Concept:
        """Returns the concept with this id.

        Raises:
            UnknownTerm: There is none.
        """
        try:
            return self._concepts[concept_id]
        except KeyError:
            raise UnknownTerm.from_candidates(concept_id, self._concepts) from None

    def resolve(self, name: str, kind: ConceptKind | None = None) -> Concept:
        """Returns the one concept that bears this name, this short form or this id.

        Case, dashes, spelling and plural do not matter, unless only the case tells two concepts apart.

        Raises:
            AmbiguousTerm: Several concepts bear it; a kind may settle it.
            UnknownTerm: None does.
        """
        if name in self._concepts and kind in (None, self._concepts[name].kind):
            return self._concepts[name]
        found = self._bearers(name, kind)
        if not found:
            raise UnknownTerm.from_candidates(name, self._names_of(kind))
        if len(found) > 1:
            raise AmbiguousTerm(name, (concept.id for concept in found))
        return found[0]

    def of_kind(self, kind: ConceptKind) -> tuple[Concept, ...]:
        """Returns the concepts of a kind, by id."""
        return tuple(concept for concept in self if concept.kind is kind)

    def members(self, class_id: str) -> frozenset[str]:
        """Returns the ids of the agents in a class or in any class below it.

        Raises:
            UnknownTerm: There is no such class.
        """
        self.get(class_id)
        return self._members.get(class_id, frozenset())

    def has_class(self, agent_id: str, class_id: str) -> bool:
        """Whether an agent belongs to a class, directly or through a narrower one."""
        return agent_id in self.members(class_id)

    def ancestors(self, concept_id: str) -> tuple[str, ...]:
        """Returns the broader concepts of a concept, nearest first, itself left out."""
        found: dict[str, None] = {}
        queue = list(self.get(concept_id).classes + self.get(concept_id).parents)
        while queue:
            broader = queue.pop(0)
            if broader not in found:
                found[broader] = None
                queue.extend(self.get(broader).parents)
        return tuple(found)

    def find_mentions(self, text: str) -> tuple[Mention, ...]:
        """Returns what the text names, in order and without overlap; the longest name wins."""
        return self._matcher.find(text)

    def _bearers(self, name: str, kind: ConceptKind | None) -> list[Concept]:
        ids = self._by_name.get(fold(name.strip()), {})
        found = [self._concepts[i] for i in ids if kind in (None, self._concepts[i].kind)]
        as_written = [c for c in found if name in c.all_names or name == c.short]
        return as_written if len(found) > 1 and len(as_written) == 1 else found

    def _names_of(self, kind: ConceptKind | None) -> Iterator[str]:
        return (name for c in self if kind in (None, c.kind) for name in (*c.all_names, c.short))

    @cached_property
    def _by_name(self) -> Mapping[str, dict[str, None]]:
        index: dict[str, dict[str, None]] = {}
        for concept in self:
            for name in (*concept.all_names, concept.short):
                for form in forms(name, plural=True):
                    index.setdefault(form, {})[concept.id] = None
        return index

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        members: dict[str, set[str]] = {}
        for agent in self.of_kind(ConceptKind.AGENT):
            for class_id in self.ancestors(agent.id):
                members.setdefault(class_id, set()).add(agent.id)
        return {class_id: frozenset(agents) for class_id, agents in members.items()}

    @cached_property
    def _matcher(self) -> Matcher:
        from herald.vocabulary.matching import Matcher

        return Matcher(self, self._rules)
