"""P values against intervals: what each says about z, the estimate in units of its standard error."""

from __future__ import annotations

from decimal import Decimal
from math import exp, inf, log

from herald.synthesis.consistency.intervals import NORMAL, Range, reference_z
from herald.synthesis.consistency.rounding import Rounded

ONE_SIDED = 1
TWO_SIDED = 2


def read_p(printed: Decimal, bound: str | None = None) -> Rounded:
    """Returns the P values that a print means: an inequality is a bound, anything else a rounding.

    Args:
        bound: "<", "≤", ">", "≥" or None.

    Raises:
        ValueError: The print is no probability.
    """
    if not 0 <= printed <= 1:
        raise ValueError("a P value lies between 0 and 1")
    if bound in ("<", "≤"):
        return Rounded(Decimal(0), printed)
    if bound in (">", "≥"):
        return Rounded(printed, Decimal(1))
    box = Rounded.of(printed)
    return Rounded(max(box.low, Decimal(0)), min(box.high, Decimal(1)))


def z_of_p(p: Rounded, sides: int = TWO_SIDED) -> Range:
    """Returns the least and the greatest |z| that have such a P value; infinite for a P value of zero.

    A one-sided P value above 0.5 belongs to an effect in the direction that was not tested: its z is negative.
    """
    return _z(float(p.high), sides), _z(float(p.low), sides)


def _z(p: float, sides: int) -> float:
    tail = p / sides
    if tail <= 0:
        return inf
    return -NORMAL.inv_cdf(tail) if tail < 1 else -inf


def p_of_z(z: float, sides: int = TWO_SIDED) -> float:
    """Returns the P value of an effect of |z| standard errors.

    >>> round(p_of_z(1.96), 3)
    0.05
    """
    return sides * NORMAL.cdf(-abs(z))


def z_gap(interval: Range, p: Rounded, sides: int = TWO_SIDED) -> float:
    """Returns by how much no |z| of the interval reaches one of the P value; 0 where some point fits both.

    Positive where the P value claims more than the interval shows, negative where it claims less.
    """
    low, high = _magnitudes(interval)
    least, greatest = z_of_p(p, sides)
    if least > high:
        return least - high
    return greatest - low if greatest < low else 0.0


def _magnitudes(z: Range) -> Range:
    low, high = z
    if low <= 0 <= high:
        return 0.0, max(-low, high)
    return min(abs(low), abs(high)), max(abs(low), abs(high))


def implied_interval(
    ratio: float, p: float, level_percent: float = 95, sides: int = TWO_SIDED
) -> tuple[float, float] | None:
    """Returns the confidence interval that a ratio and its P value imply, or None where they imply none.

    Source: Altman & Bland 2011, doi:10.1136/bmj.d2090 (SE = |log ratio| / z).

    >>> tuple(round(limit, 2) for limit in implied_interval(0.65, 0.0070))
    (0.48, 0.89)
    """
    z = _z(p, sides)
    if ratio <= 0 or ratio == 1 or not 0 < z < inf:
        return None
    reach = reference_z(level_percent) * abs(log(ratio)) / z
    return exp(log(ratio) - reach), exp(log(ratio) + reach)


def is_significant(p: Rounded, alpha: Decimal = Decimal("0.05")) -> bool | None:
    """Returns whether the P value is below `alpha`; None where its rounding leaves that open."""
    if p.high <= alpha:
        return True
    return False if p.low >= alpha else None


def excludes_no_effect(low: Rounded, high: Rounded) -> bool | None:
    """Returns whether the interval of a ratio leaves out 1; None where its rounding leaves that open."""
    if low.low > 1 or high.high < 1:
        return True
    return False if low.high < 1 < high.low else None
