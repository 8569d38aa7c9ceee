"""The names of agents and classes that a guideline needs from outside."""

from __future__ import annotations

from typing import Protocol


class Lexicon(Protocol):
    """What the rule language asks of a vocabulary."""

    def resolve_agent(self, name: str) -> str:
        """Returns the id of the agent that `name` means.

        Raises:
            HeraldError: No agent has that name; the hint names the nearest.
        """

    def members(self, class_name: str) -> frozenset[str]:
        """Returns the ids of the agents in a class.

        Raises:
            HeraldError: No class has that name; the hint names the nearest.
        """

    def label(self, agent_id: str) -> str:
        """Returns the name of an agent as readers know it."""
