"""The names of agents and classes that a guideline needs from outside."""

from __future__ import annotations

from typing import NamedTuple, Protocol


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

    def vague(self, agents: frozenset[str]) -> frozenset[str]:
        """Returns the ids that may stand for one of `agents` and do not have to: classes of which it is a member."""

    def label(self, agent_id: str) -> str:
        """Returns the name of an agent as readers know it."""


class Target(NamedTuple):
    """What an item of an `include` means in a list of agents.

    Attributes:
        agents: The ids of which one in the list is enough.
        vague: Ids that leave it open: a record of "a taxane" neither includes docetaxel nor does not.
    """

    agents: frozenset[str]
    vague: frozenset[str]
