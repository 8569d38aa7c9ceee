"""Which agents a document discusses for whom, where it gives no figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from herald.core.documents import Document
from herald.core.findings import Discussion
from herald.core.mentions import ConceptKind, Mention
from herald.core.spans import Span
from herald.extraction.populations import axis_of, find_populations, narrow, population_label
from herald.vocabulary.vocabulary import Vocabulary

_STATUS_AXES = frozenset({"HER2 status", "HER2 expression", "HER2 mutation", "receptor status"})


class DiscussionFinder:
    """Collects, sentence by sentence, the agents named and the population that they are named for."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._found: dict[tuple[str, str], list[Span]] = {}
        self._before: tuple[str, ...] = ()

    def read(self, start: int, end: int, mentions: Sequence[Mention], heading: tuple[str, ...]) -> None:
        """Adds a sentence; without a population of its own it speaks of its heading's, else of the one named last."""
        if not mentions:
            return
        spoken = find_populations(self._document.text, mentions, self._vocabulary)
        own = narrow(heading, spoken, self._vocabulary) if heading else spoken or self._before
        if self._has_status(spoken):
            self._before = spoken
        label = population_label(own, self._vocabulary) if self._has_status(own) else None
        if label:
            for mention in mentions:
                if self._is_treatment(mention):
                    self._note(mention.concept, label, self._document.span(start, end))

    def finished(self, with_figures: Iterable[str]) -> tuple[Discussion, ...]:
        """Returns what is discussed, without the agents for which the document gives figures."""
        shown = set(with_figures)
        return tuple(
            Discussion(self._document.id, self._vocabulary.get(agent).name, population, tuple(spans))
            for (agent, population), spans in self._found.items()
            if agent not in shown
        )

    def _note(self, agent: str, population: str, span: Span) -> None:
        spans = self._found.setdefault((agent, population), [])
        if span not in spans:
            spans.append(span)

    def _has_status(self, concepts: tuple[str, ...]) -> bool:
        axes = (axis_of(concept, self._vocabulary) for concept in concepts)
        return any(axis in _STATUS_AXES for axis in axes)

    def _is_treatment(self, mention: Mention) -> bool:
        if mention.kind is ConceptKind.AGENT:
            return True
        return mention.kind is ConceptKind.AGENT_CLASS and bool(self._vocabulary.get(mention.concept).parents)
