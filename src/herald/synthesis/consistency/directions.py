"""Which arm a ratio favours, and which arm the values of the two arms favour."""

from __future__ import annotations

from enum import StrEnum

from herald.synthesis.consistency.rounding import Rounded


class Side(StrEnum):
    """The arm that does better; NEITHER where rounding leaves it open."""

    ARM = "arm"
    COMPARATOR = "comparator"
    NEITHER = "neither"

    @property
    def other(self) -> Side:
        return {Side.ARM: Side.COMPARATOR, Side.COMPARATOR: Side.ARM}.get(self, self)


def side_of_ratio(ratio: Rounded, *, counts_harm: bool) -> Side:
    """Returns the arm that a ratio favours.

    Args:
        counts_harm: The ratio is one of harmful events (death, progression), so that less than 1 favours the arm; not
            so for a ratio of responses.
    """
    if ratio.low <= 1 <= ratio.high:
        return Side.NEITHER
    side = Side.ARM if ratio.high < 1 else Side.COMPARATOR
    return side if counts_harm else side.other


def side_of_values(value: Rounded, comparator: Rounded, *, more_is_better: bool = True) -> Side:
    """Returns the arm whose value is better: the longer median time, the higher response rate."""
    if value.overlaps(comparator):
        return Side.NEITHER
    side = Side.ARM if value.low > comparator.high else Side.COMPARATOR
    return side if more_is_better else side.other
