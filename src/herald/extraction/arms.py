"""An arm as the text names it: a regimen, placebo, 'Arm A', 'the combination', 'alone'."""

from __future__ import annotations

from dataclasses import replace

from herald.core.records import record


@record(frozen=True, slots=True)
class ArmMention:
    """A place that names an arm.

    Attributes:
        concepts: Vocabulary ids of its agents and classes; empty for a role ("placebo", "Arm A").
        role: The printed role, where it is one.
        is_control: A word marks it as the comparator.
        is_partial: It names an arm by one of its parts ("the pertuzumab triplet").
        is_second: A word of order points to the comparator ("the other group").
        sign: Its symbol in this document: "A", "XH", "N+C".
        lacks: What it is without: 'the same treatment without drug'.
        is_tested: A verb says that it was given or tested: 'evaluated drug plus drug'.
        is_alone: A word says that it is all of the arm: 'drug alone'.
        optional: Drugs that only one of two arms got: 'drug with or without drug'.
    """

    start: int
    end: int
    concepts: tuple[str, ...] = ()
    role: str | None = None
    is_control: bool = False
    is_partial: bool = False
    is_second: bool = False
    is_order: bool = False
    sign: str | None = None
    lacks: tuple[str, ...] = ()
    is_tested: bool = False
    is_alone: bool = False
    optional: tuple[str, ...] = ()

    @property
    def has_placebo(self) -> bool:
        """Whether placebo is the arm, or is given in it beside its agents."""
        return self.role is not None and self.role.lower().startswith("placebo")

    @property
    def meaning(self) -> ArmMention:
        """The mention without its place, the same for all that name an arm in the same way."""
        return replace(self, start=0, end=0)
