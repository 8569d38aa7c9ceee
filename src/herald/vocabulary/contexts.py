"""Names that are also something else, and the company in which they mean a concept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

WINDOW = 90
"""Characters on either side of a name in which a rule looks."""

_SPACE = re.compile(r"\s")
NAME = "@"
"""Stands for the name in a rule's pattern."""


@dataclass(frozen=True)
class ContextRule:
    """When one name means one concept.

    Attributes:
        requires: A regular expression of which one match must be near; "@" is the name's own place. Empty: no need.
        refuses: A regular expression that must not match near. Empty: nothing refuses.
        scope: "place": each occurrence needs its own company. "document": one good place vouches for the others
            (one sense per discourse: Gale, Church and Yarowsky 1992).
    """

    name: str
    concept: str
    requires: str = ""
    refuses: str = ""
    scope: str = "place"

    @cached_property
    def _requires(self) -> re.Pattern[str]:
        return re.compile(self.requires)

    @cached_property
    def _refuses(self) -> re.Pattern[str]:
        return re.compile(self.refuses)

    def is_refused(self, surroundings: str) -> bool:
        return bool(self.refuses) and bool(self._refuses.search(surroundings))

    def distance(self, surroundings: str) -> int | None:
        """Returns how far the nearest required company stands, in characters, or None where there is none."""
        if not self.requires:
            return 0
        place = surroundings.index(NAME)
        gaps = (max(m.start() - place, place - m.end(), 0) for m in self._requires.finditer(surroundings))
        return min(gaps, default=None)


def surroundings(text: str, start: int, end: int) -> str:
    """Returns what stands around `text[start:end]`, with "@" in its place, up to the ends of its paragraph."""
    left = text[max(0, start - WINDOW) : start].replace(NAME, " ").rsplit("\n\n", 1)[-1]
    right = text[end : end + WINDOW].replace(NAME, " ").split("\n\n", 1)[0]
    around = f"{left}{NAME}{right}"
    return around if around.isprintable() else _SPACE.sub(" ", around)


def rules_by_name(rules: Iterable[ContextRule]) -> Mapping[tuple[str, str], ContextRule]:
    """Returns the rules by (name, concept)."""
    return {(rule.name, rule.concept): rule for rule in rules}
