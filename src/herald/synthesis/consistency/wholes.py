"""Parts against their whole, a difference against its two sides, a risk reduction against its ratio."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from herald.synthesis.consistency.rounding import Rounded


def is_sum(whole: Rounded, parts: Iterable[Rounded]) -> bool:
    """Returns whether some choice within the parts adds up to some number within the whole.

    >>> is_sum(Rounded.exactly(29), [Rounded.exactly(15), Rounded.exactly(14)])
    True
    """
    held = tuple(parts)
    total = Rounded(sum((part.low for part in held), Decimal(0)), sum((part.high for part in held), Decimal(0)))
    return whole.overlaps(total)


def is_difference(difference: Rounded, first: Rounded, second: Rounded) -> bool:
    """Returns whether `difference` may be `first` less `second`, in either direction."""
    forward = Rounded(first.low - second.high, first.high - second.low)
    backward = Rounded(-forward.high, -forward.low)
    return difference.overlaps(forward) or difference.overlaps(backward)


def reduction_of_ratio(ratio: Rounded) -> Rounded:
    """Returns the relative reduction in percent that a ratio means: 35 for a hazard ratio of 0.65."""
    return Rounded(100 * (1 - ratio.high), 100 * (1 - ratio.low))
