"""The drugs that both arms of a trial get, where a text leaves them out as it names the arms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from herald.extraction.arms import ArmMention
from herald.extraction.patterns import Pattern

_CONTROL = Pattern(r"(?:the\s)?controls?(?:\s(?:arm|group))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Backbone:
    """What a document gives beside placebo, and so beside the drug under test.

    Attributes:
        tested: The drugs that placebo stands for.
        shared: The drugs of both arms, in the order of the text.
    """

    tested: frozenset[str]
    shared: tuple[str, ...]

    def complete(self, arm: ArmMention) -> ArmMention:
        """Returns a bare 'placebo' or 'control', or the bare drug under test, with what is given beside it."""
        if not arm.concepts and (arm.has_placebo or _CONTROL.fullmatch(arm.role or "")):
            return replace(arm, concepts=self.shared)
        if frozenset(arm.concepts) == self.tested and not arm.is_alone:
            return replace(arm, concepts=arm.concepts + self.shared)
        if not arm.concepts and arm.lacks and frozenset(arm.lacks) == self.tested:
            return replace(arm, concepts=self.shared)
        return arm


def find_backbone(arms: Sequence[ArmMention]) -> Backbone | None:
    """Returns the backbone of a document that sets one drug against placebo, or gives others with or without it.

    It is named with the placebo, 'placebo plus B', or else with the drug, 'A plus B', which 'A' then means. A document
    that names anything beside the drug, with the backbone or without, may be of more than two arms.
    """
    optional = {(frozenset(arm.optional), arm.concepts) for arm in arms if arm.optional}
    if len(optional) == 1:
        return Backbone(*optional.pop())
    if not any(arm.has_placebo for arm in arms):
        return None
    named = {frozenset(arm.concepts): arm.concepts for arm in arms if arm.concepts}
    with_placebo = [concepts for concepts in named if any(_is_placebo_with(arm, concepts) for arm in arms)]
    if not with_placebo:
        return _beside_drug(named)
    if len(with_placebo) > 1:
        return None
    shared = with_placebo[0]
    tested = {one - shared for one in named if shared < one} | {one for one in named if shared.isdisjoint(one)}
    return Backbone(tested.pop(), named[shared]) if len(tested) == 1 else None


def _is_placebo_with(arm: ArmMention, concepts: frozenset[str]) -> bool:
    return arm.has_placebo and frozenset(arm.concepts) == concepts


def _beside_drug(named: dict[frozenset[str], tuple[str, ...]]) -> Backbone | None:
    """Returns the backbone of 'A plus B … A … placebo', where nothing is named but A, B and the two together."""
    whole = max(named, key=len, default=frozenset())
    parts = [one for one in named if one < whole]
    if len(parts) != 1 or len(named) != 2:
        return None
    return Backbone(parts[0], tuple(concept for concept in named[whole] if concept not in parts[0]))
