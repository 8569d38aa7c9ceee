"""What the vocabulary is made of: a concept with its names, identifiers and place among the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from herald.core.mentions import ConceptKind

PREFERRED_REGISTRIES = ("RXNORM", "NCIT", "HGNC", "MESH", "NCT", "DRUGBANK", "ATC", "MONDO", "DOID", "SNOMEDCT")
"""Registries in the order in which `Concept.curie` asks them."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that texts name.

    Attributes:
        id: Stable and readable: "agent:trastuzumab", "gene:ERBB2", "trial:PERTAIN".
        names: Names that count in any case; the preferred name is among `names` or `exact_names`.
        exact_names: Names that count only as written, because another case means something else ("AI", "pCR").
        lay_names: Those of `names` that patients and newspapers use ("tumour shrinkage").
        short: The usual abbreviation ("ORR"), the preferred name where there is none.
        identifiers: Identifier by registry, without prefix: {"RXNORM": "224905"}; several are joined by "|".
        classes: Ids of the classes that an agent belongs to, as stated, without their parents.
        parents: Ids of the broader concepts of a class, a population or a variant.
        agents: Ids of the agents and classes that make up a regimen.
        attributes: What else the table says, by column: "targets", "phase", "definition" …
        source: Where the row comes from and how it was checked.
    """

    id: str
    kind: ConceptKind
    name: str
    names: tuple[str, ...] = ()
    exact_names: tuple[str, ...] = ()
    lay_names: tuple[str, ...] = ()
    short: str = ""
    identifiers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    classes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""

    @property
    def curie(self) -> str:
        """The preferred identifier, as "RXNORM:224905", or the concept's own id where no registry is known."""
        for registry in PREFERRED_REGISTRIES:
            if registry in self.identifiers:
                return f"{registry}:{self.identifiers[registry].split('|')[0]}"
        return self.id

    @property
    def all_names(self) -> tuple[str, ...]:
        return self.names + self.exact_names


def as_record(concept: Concept) -> dict[str, object]:
    """Returns the concept as plain JSON values, empty fields left out."""
    record: dict[str, object] = {
        "id": concept.id,
        "curie": concept.curie,
        "kind": concept.kind.value,
        "name": concept.name,
        "short": concept.short,
        "names": list(concept.all_names),
        "identifiers": dict(concept.identifiers),
        "classes": list(concept.classes),
        "parents": list(concept.parents),
        "agents": list(concept.agents),
        **concept.attributes,
        "source": concept.source,
    }
    return {key: value for key, value in record.items() if value}
