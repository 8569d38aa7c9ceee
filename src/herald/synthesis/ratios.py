"""Log ratios and their standard errors from what papers print: an interval, a P value, events, medians.

Source: Parmar, Torri and Stewart 1998, doi:10.1002/(SICI)1097-0258(19981230)17:24<2815::AID-SIM110>3.0.CO;2-8;
Tierney et al. 2007, doi:10.1186/1745-6215-8-16.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from herald.synthesis.distributions import critical, z_of_p
from herald.synthesis.estimability import NotEstimable


@dataclass(frozen=True, slots=True)
class LogRatio:
    """A ratio on the log scale.

    Attributes:
        basis: What the standard error was had from: "interval", "P", "events" …
        assumption: What must hold for it; None where nothing has to. A result with an assumption is approximate.
    """

    log_ratio: float
    se: float
    basis: str
    assumption: str | None = None


@dataclass(frozen=True, slots=True)
class LogRatioBound:
    """A ratio whose standard error is known only to lie below or above a value, as "P < .001" tells.

    Why its own type: taking the bound for the value would make up precision. It cannot be pooled.
    """

    log_ratio: float
    se_at_most: float | None
    se_at_least: float | None


def log_ratio_from_interval(
    estimate: float | None, low: float, high: float, level_percent: float = 95.0
) -> LogRatio | NotEstimable:
    """Returns log ratio and standard error from a confidence interval; without an estimate, from its middle.

    A reversed, empty or unbounded interval, a limit of 0 or less, and an estimate outside are not estimable.
    """
    problem = _interval_problem(estimate, low, high)
    if problem:
        return NotEstimable(problem)
    width = math.log(high) - math.log(low)
    middle = (math.log(high) + math.log(low)) / 2
    log_ratio = middle if estimate is None else math.log(estimate)
    assumption = "the estimate is the geometric middle of the interval" if estimate is None else None
    return LogRatio(log_ratio, width / (2 * float(critical(level_percent))), "interval", assumption)


def log_ratio_from_p(
    ratio: float, p: float, *, sides: int = 2, bound: str | None = None
) -> LogRatio | LogRatioBound | NotEstimable:
    """Returns log ratio and standard error from a P value of the Wald (or log-rank) test of the ratio.

    Args:
        p: Of the test against no effect, above 0 and below 1; a one-sided one below 0.5 is in the ratio's direction.
        sides: 1 or 2.
        bound: "<", "≤", ">" or "≥" where the print is an inequality: the answer is then a bound too.
    """
    if not (math.isfinite(ratio) and ratio > 0):
        return NotEstimable("the ratio is not a positive number")
    if ratio == 1:
        return NotEstimable("a ratio of 1 has z = 0 whatever its standard error")
    if not 0 < p < sides / 2:
        return NotEstimable(f"a {sides}-sided P of {p} gives no standard error")
    log_ratio = math.log(ratio)
    se = abs(log_ratio) / z_of_p(p, sides=sides)
    if bound in {"<", "≤"}:
        return LogRatioBound(log_ratio, se_at_most=se, se_at_least=None)
    if bound in {">", "≥"}:
        return LogRatioBound(log_ratio, se_at_most=None, se_at_least=se)
    return LogRatio(log_ratio, se, "P", "P is of the Wald test, or of a log-rank test near it")


def log_ratio_from_log_rank(observed_less_expected: float, variance: float) -> LogRatio | NotEstimable:
    """Returns Peto's log hazard ratio from a log-rank test: (O - E) / V, with standard error 1 / √V."""
    if not (math.isfinite(observed_less_expected) and math.isfinite(variance) and variance > 0):
        return NotEstimable("the log-rank variance is not a positive number")
    assumption = "hazards are proportional and the ratio is near 1"
    return LogRatio(observed_less_expected / variance, variance**-0.5, "log-rank", assumption)


def log_ratio_from_events(ratio: float, events_1: int, events_2: int) -> LogRatio | NotEstimable:
    """Returns a hazard ratio's standard error from the events of the arms: √(1 / e1 + 1 / e2)."""
    if not (math.isfinite(ratio) and ratio > 0):
        return NotEstimable("the ratio is not a positive number")
    if min(events_1, events_2) < 1:
        return NotEstimable("an arm has no event")
    return LogRatio(math.log(ratio), math.sqrt(1 / events_1 + 1 / events_2), "events", "hazards are proportional")


def log_ratio_from_medians(
    median_1_months: float, median_2_months: float, events_1: int, events_2: int
) -> LogRatio | NotEstimable:
    """Returns the log hazard ratio that two medians imply if survival is exponential in both arms.

    A longer first median is a ratio below 1. Curves of HER2 trials are seldom exponential: a last resort, marked.
    """
    if not all(math.isfinite(m) and m > 0 for m in (median_1_months, median_2_months)):
        return NotEstimable("a median is not a positive number of months")
    from_events = log_ratio_from_events(median_2_months / median_1_months, events_1, events_2)
    if isinstance(from_events, NotEstimable):
        return from_events
    return LogRatio(from_events.log_ratio, from_events.se, "medians", "survival is exponential in both arms")


def is_log_symmetric(estimate: str, low: str, high: str) -> bool:
    """Says whether some numbers that round to the printed ones make an interval symmetric on the log scale.

    >>> is_log_symmetric("0.65", "0.55", "0.77"), is_log_symmetric("1.34", "0.95", "1.64")
    (True, False)
    """
    (e_min, e_max), (l_min, l_max), (h_min, h_max) = (rounding_range(text) for text in (estimate, low, high))
    return l_min * h_min <= e_max**2 and e_min**2 <= l_max * h_max


def rounding_range(text: str) -> tuple[float, float]:
    """Returns the range of numbers that print as `text`."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    half = Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)
    return max(float(number - half), 0.0), float(number + half)


def _interval_problem(estimate: float | None, low: float, high: float) -> str | None:
    if not (math.isfinite(low) and math.isfinite(high)):
        return "the interval has no end"
    if low <= 0:
        return "a ratio's interval cannot reach 0"
    if low >= high:
        return "the limits are reversed" if low > high else "the interval has no width"
    if estimate is not None and not low <= estimate <= high:
        return "the estimate lies outside its interval"
    return None
