"""A percentage against the count and the denominator that it was taken of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from herald.synthesis.consistency.rounding import Rounded, unit_of


def share(count: int, total: int) -> Fraction:
    """Returns `count` of `total` in percent, exactly.

    Raises:
        ValueError: `total` is not positive or `count` negative.
    """
    if total <= 0 or count < 0:
        raise ValueError("a share needs a positive whole and a part that is not negative")
    return Fraction(100 * count, total)


def is_share(percent: Decimal, count: int, total: int) -> bool:
    """Returns whether `count` of `total` is printed as `percent`.

    >>> is_share(Decimal("97"), 29, 30), is_share(Decimal("93"), 29, 30)
    (True, False)
    """
    printed = Rounded.of(percent)
    return Fraction(printed.low) <= share(count, total) <= Fraction(printed.high)


def is_cut_share(percent: Decimal, count: int, total: int) -> bool:
    """Returns whether `percent` is the share with its further digits cut off: 66.6 for 2 of 3."""
    return Fraction(percent) <= share(count, total) < Fraction(percent + unit_of(percent))


def counts_of_share(percent: Decimal, total: int) -> range:
    """Returns the counts of `total` that are printed as `percent`; empty where there is none.

    A percentage of few patients can take few values only: of 9, nothing is printed as 37 %.

    Source: The granularity of means of whole numbers, Brown & Heathers 2017, doi:10.1177/1948550616673876.

    >>> list(counts_of_share(Decimal(37), 9)), list(counts_of_share(Decimal(33), 9))
    ([], [3])
    """
    if total <= 0:
        raise ValueError("a share needs a positive whole")
    printed = Rounded.of(percent)
    lowest = ceil(Fraction(printed.low) * total / 100)
    highest = floor(Fraction(printed.high) * total / 100)
    return range(max(lowest, 0), min(highest, total) + 1)
