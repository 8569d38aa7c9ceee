"""A concept of the vocabulary, named somewhere in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from herald.core.spans import Span


class ConceptKind(StrEnum):
    """What sort of thing a concept is; also the name of its table under `knowledge/vocabulary`."""

    AGENT = "agent"
    AGENT_CLASS = "agent class"
    REGIMEN = "regimen"
    GENE = "gene"
    VARIANT = "variant"
    ENDPOINT = "endpoint"
    POPULATION = "population"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One name of one concept at one place.

    Attributes:
        span: Where, and the words used.
        concept: The concept's id in the vocabulary, as "agent:trastuzumab".
        kind: What sort of concept it is.
    """

    span: Span
    concept: str
    kind: ConceptKind
