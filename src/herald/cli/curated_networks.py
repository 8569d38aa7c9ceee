"""The curated networks, from `knowledge/synthesis/networks.yaml`: whom each speaks about and what limits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from herald.cli.knowledge import KNOWLEDGE
from herald.synthesis.stated import PopulationWords

PATH = KNOWLEDGE / "synthesis" / "networks.yaml"
NOT_REVIEWED = "No clinician has reviewed this network."


@dataclass(frozen=True, slots=True)
class CuratedNetwork:
    """A population whose trials are pooled.

    Attributes:
        population: Its name in the tables of effects and on the command line.
        endpoints: Each is a network of its own.
        states: What a finding of an evidence base says of its population to stand in the network.
        when: Condition on the guideline's fields for patients to whom it speaks.
        reference: What the other treatments are shown against; None where nothing is compared.
        limits: For every endpoint; `endpoint_limits` for one.
    """

    population: str
    title: str
    endpoints: tuple[str, ...]
    when: str
    reference: str | None
    states: PopulationWords
    limits: tuple[str, ...]
    endpoint_limits: Mapping[str, tuple[str, ...]]

    def limits_of(self, endpoint: str) -> tuple[str, ...]:
        return (*self.limits, *self.endpoint_limits.get(endpoint, ()), NOT_REVIEWED)


def load_networks() -> tuple[CuratedNetwork, ...]:
    """Returns the curated networks in the order of their file."""
    import msgspec
    import yaml

    return msgspec.convert(yaml.safe_load(PATH.read_bytes()), type=tuple[CuratedNetwork, ...])
