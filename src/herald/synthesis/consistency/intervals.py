"""A ratio against its confidence interval, on the log scale, where such an interval is symmetric."""

from __future__ import annotations

from itertools import product
from math import exp, inf, log
from statistics import NormalDist

from herald.synthesis.consistency.rounding import Rounded

NORMAL = NormalDist()

ROUND_OFF = 1e-9
"""Binary arithmetic may not decide a tie: intervals of rounding on a log scale are widened by so much."""

Range = tuple[float, float]


def contains_estimate(estimate: Rounded, low: Rounded, high: Rounded) -> bool:
    """Returns whether the estimate can lie between the limits."""
    return low.low <= estimate.high and estimate.low <= high.high


def centre_of(low: Rounded, high: Rounded) -> Range:
    """Returns the least and the greatest ratio in the middle of an interval on the log scale: the root of low × high.

    Source: Altman & Bland 2011, doi:10.1136/bmj.d2090 (a ratio's interval is symmetric about its logarithm).
    """
    (a, b), (c, d) = _logs(low), _logs(high)
    return exp((a + c) / 2), exp((b + d) / 2)


def is_log_symmetric(estimate: Rounded, low: Rounded, high: Rounded) -> bool:
    """Returns whether some ratio within rounding is the middle of some interval within rounding.

    Numbers that reach zero within rounding fit everything from below.
    """
    least, greatest = centre_of(low, high)
    slack = 1 + ROUND_OFF
    return float(estimate.low) <= greatest * slack and least <= float(estimate.high) * slack


def is_linear_symmetric(estimate: Rounded, low: Rounded, high: Rounded) -> bool:
    """Returns whether some estimate within rounding is the arithmetic mean of some limits within rounding."""
    return low.low + high.low <= 2 * estimate.high and 2 * estimate.low <= low.high + high.high


def reference_z(level_percent: float) -> float:
    """Returns how many standard errors a two-sided interval of that level reaches: 1.96 for 95.

    Raises:
        ValueError: The level is not between 0 and 100.
    """
    if not 0 < level_percent < 100:
        raise ValueError("a confidence level lies between 0 and 100 percent")
    return NORMAL.inv_cdf(0.5 + level_percent / 200)


def z_of_interval(estimate: Rounded, low: Rounded, high: Rounded, level_percent: float = 95) -> Range | None:
    """Returns the least and the greatest signed z that ratio and interval allow together, or None where they do not.

    None also where a limit reaches zero or both limits may be one number: such an interval bounds no z.

    With a = log low and b = log high, z is reference · (a + b) / (b - a). Over the rectangle of rounding, cut by the
    ratio to a strip of a + b, that quotient of linear forms takes its extremes in the corners of what is left.

    Source: Altman & Bland 2011, doi:10.1136/bmj.d2304 (P from an interval: SE = (b - a) / 3.92, z = estimate / SE).
    """
    a, b, e = _logs(low), _logs(high), _logs(estimate)
    if -inf in (*a, *b, *e) or b[0] <= a[1]:
        return None
    strip = (2 * e[0] - ROUND_OFF, 2 * e[1] + ROUND_OFF)
    corners = _corners(a, b, strip)
    if not corners:
        return None
    reach = reference_z(level_percent)
    values = [reach * (x + y) / (y - x) for x, y in corners]
    return min(values), max(values)


def _corners(a: Range, b: Range, strip: Range) -> list[tuple[float, float]]:
    """Returns the corners of the rectangle a × b where a + b lies in the strip, and those that the strip cuts."""
    inside = [(x, y) for x, y in product(a, b) if strip[0] <= x + y <= strip[1]]
    on_low = [(x, total - x) for x, total in product(a, strip) if b[0] <= total - x <= b[1]]
    on_high = [(total - y, y) for y, total in product(b, strip) if a[0] <= total - y <= a[1]]
    return [*inside, *on_low, *on_high]


def _logs(ratio: Rounded) -> Range:
    if ratio.high <= 0:
        raise ValueError("a ratio is positive")
    return log(ratio.low) if ratio.low > 0 else -inf, log(ratio.high)
