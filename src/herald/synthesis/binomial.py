"""Proportions pooled by their exact likelihood: no correction of empty cells, no normal approximation within cohorts.

Source: Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040 (the binomial-normal model).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from herald.synthesis.arrays import Array, ArrayLike, same_length
from herald.synthesis.counts import counts
from herald.synthesis.distributions import critical, log_binomial
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.versions import VERSIONS

NODES = 60
"""Of the Gauss-Hermite rule around each cohort's own peak; more change nothing in the tenth digit."""
NO_GAIN = 1e-8
"""A higher log likelihood by less than this is rounding: tau² is then 0."""


@dataclass(frozen=True, slots=True)
class ExactProportion:
    """A pooled proportion by maximum likelihood; cohorts' log odds vary normally with variance tau².

    Attributes:
        log_odds: The mean log odds, and its standard error.
        estimate_percent: The proportion at the mean log odds: that of a typical cohort.
    """

    studies: tuple[str, ...]
    events: tuple[int, ...]
    n: tuple[int, ...]
    log_odds: float
    se: float
    tau2: float
    estimate_percent: float
    ci_low_percent: float
    ci_high_percent: float
    level_percent: float
    warnings: tuple[str, ...]
    model: str = "random effects (exact likelihood)"
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)


def pool_exactly(
    events: ArrayLike, n: ArrayLike, *, studies: Sequence[str] | None = None, level_percent: float = 95.0
) -> ExactProportion | NotEstimable:
    """Returns the pooled proportion of cohorts by the binomial-normal model.

    Args:
        events: Patients with the event in each cohort, (k,).
        n: Patients in each cohort, (k,).
    """
    x, size = counts("events", events, "n", n)
    names = tuple(f"study {i + 1}" for i in range(len(x))) if studies is None else tuple(studies)
    if same_length(events=x, studies=names) == 0:
        return NotEstimable("no study is left to pool")
    if x.sum() in {0, size.sum()}:
        return NotEstimable("no cohort has both events and non-events; the likelihood has no maximum")
    mean, tau = _maximise(x, size)
    se = float(np.sqrt(np.linalg.inv(-_curvature(x, size, mean, tau))[0, 0]))
    half = float(critical(level_percent)) * se
    estimate, low, high = (100 / (1 + np.exp(-value)) for value in (mean, mean - half, mean + half))
    return ExactProportion(
        studies=names,
        events=tuple(int(count) for count in x),
        n=tuple(int(count) for count in size),
        log_odds=mean,
        se=se,
        tau2=tau**2,
        estimate_percent=float(estimate),
        ci_low_percent=float(low),
        ci_high_percent=float(high),
        level_percent=level_percent,
        warnings=("fewer than five cohorts: maximum likelihood underestimates tau²",) if len(x) < 5 else (),
    )


def log_likelihood(x: Array, size: Array, mean: float, tau: float) -> float:
    """Returns the log likelihood, each cohort's integral by a Gauss-Hermite rule around its own peak."""
    if tau < 1e-6:
        return float((log_binomial(size, x) + x * mean - size * np.logaddexp(0, mean)).sum())
    peak, spread = _peaks(x, size, mean, tau)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    theta = peak[:, None] + spread[:, None] * nodes
    inside = x[:, None] * theta - size[:, None] * np.logaddexp(0, theta) - 0.5 * ((theta - mean) / tau) ** 2
    logs = inside + 0.5 * nodes**2 + np.log(weights)
    top = logs.max(axis=1, keepdims=True)
    integrals = top[:, 0] + np.log(np.exp(logs - top).sum(axis=1))
    return float((log_binomial(size, x) + integrals + np.log(spread / tau) - 0.5 * np.log(2 * np.pi)).sum())


def _peaks(x: Array, size: Array, mean: float, tau: float) -> tuple[Array, Array]:
    """Returns where each cohort's integrand is highest, and its width there."""
    theta = np.full(len(x), mean)
    for _ in range(100):
        p = 1 / (1 + np.exp(-theta))
        information = size * p * (1 - p) + tau**-2
        step = (x - size * p - (theta - mean) / tau**2) / information
        theta = theta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-12:
            break
    p = 1 / (1 + np.exp(-theta))
    return theta, (size * p * (1 - p) + tau**-2) ** -0.5


def _maximise(x: Array, size: Array) -> tuple[float, float]:
    """Returns (mean, tau) of the highest likelihood; tau is 0 where it falls from there."""
    from scipy.optimize import minimize  # type: ignore[import-untyped,unused-ignore]

    pooled = float(np.log(x.sum() / (size.sum() - x.sum())))

    def cost(at: Array) -> float:
        return -log_likelihood(x, size, float(at[0]), abs(float(at[1])))

    settings = {"xatol": 1e-10, "fatol": 1e-13, "maxiter": 4000}
    found = minimize(cost, np.array([pooled, 0.5]), method="Nelder-Mead", options=settings)
    if cost(np.array([pooled, 0.0])) <= float(found.fun) + NO_GAIN:
        return pooled, 0.0
    return float(found.x[0]), abs(float(found.x[1]))


def _curvature(x: Array, size: Array, mean: float, tau: float) -> Array:
    """Returns the second derivatives of the log likelihood in (mean, tau), or in the mean alone where tau is 0."""
    parameters = np.array([mean]) if tau == 0 else np.array([mean, tau])
    step = 1e-4

    def value(shift: Array) -> float:
        moved = parameters + shift
        return log_likelihood(x, size, float(moved[0]), float(moved[1]) if tau else 0.0)

    unit = step * np.eye(len(parameters))
    cells = [[(value(a + b) - value(a - b) - value(b - a) + value(-a - b)) / (4 * step**2) for b in unit] for a in unit]
    return np.array(cells)
