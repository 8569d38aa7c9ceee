"""A printed number as the interval of the numbers that are printed so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rounded:
    """The numbers from `low` to `high`, both included.

    Why: Both ends are included because a tie may have been rounded up, down or to even; the print does not tell.
    """

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite() and self.low <= self.high):
            raise ValueError("an interval has two finite ends in order")

    @classmethod
    def of(cls, printed: Decimal) -> Rounded:
        """Returns the numbers that are printed as `printed`: half a unit of the last printed place either way.

        >>> Rounded.of(Decimal("0.65"))
        Rounded(low=Decimal('0.645'), high=Decimal('0.655'))
        """
        half = unit_of(printed) / 2
        return cls(printed - half, printed + half)

    @classmethod
    def exactly(cls, value: Decimal | int) -> Rounded:
        return cls(Decimal(value), Decimal(value))

    def overlaps(self, other: Rounded) -> bool:
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Decimal | int) -> bool:
        return self.low <= value <= self.high


def unit_of(printed: Decimal) -> Decimal:
    """Returns one unit of the last printed place: 0.01 for '0.65', 1 for '42'."""
    exponent = printed.as_tuple().exponent
    if not isinstance(exponent, int):
        raise TypeError("only a finite number has a last place")
    return Decimal(1).scaleb(exponent)
