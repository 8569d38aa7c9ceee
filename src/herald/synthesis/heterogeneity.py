"""Between-study variance (tau²): its estimators and its interval, for many data sets at once.

All are bracketed: they converge for every finite input. Fisher scoring alone does not (metafor's default failed in 4
of 1,000 simulated data sets).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from herald.synthesis.arrays import Array
from herald.synthesis.distributions import chi2_quantile
from herald.synthesis.least_squares import Data, Fit, dot, fit

Slope = Callable[[Array], tuple[Array, Array]]


class Method(StrEnum):
    """Estimators of tau².

    Source: DL DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2; PM Paule and Mandel 1982,
    doi:10.6028/jres.087.022; REML and ML Viechtbauer 2005, doi:10.3102/10769986030003261.
    """

    DL = "DL"
    PM = "PM"
    REML = "REML"
    ML = "ML"


def estimate_tau2(data: Data, method: Method) -> Array:
    """Returns tau² of each data set, (...), never below 0; 0 where there are no degrees of freedom."""
    if not np.any(data.df > 0):
        return np.zeros_like(data.df)
    with np.errstate(divide="ignore", invalid="ignore"):
        tau2 = _ESTIMATORS[method](data)
    return np.where(data.df > 0, tau2, 0.0)


def tau2_interval(data: Data, level_percent: float) -> tuple[Array, Array]:
    """Returns the Q-profile interval of tau², (...) each; both limits are 0 where Q is improbably small.

    Source: Viechtbauer 2007, doi:10.1002/sim.2514.
    """
    tail = 0.5 - level_percent / 200
    return (
        _solve_q(data, chi2_quantile(tail, data.df)),
        _solve_q(data, chi2_quantile(1 - tail, data.df)),
    )


def _dersimonian_laird(data: Data) -> Array:
    at_zero = fit(data, 0.0)
    return np.maximum(0.0, (at_zero.q - data.df) / at_zero.trace_p)


def _paule_mandel(data: Data) -> Array:
    return _solve_q(data, data.df)


def _reml(data: Data) -> Array:
    def likelihood(tau2: Array) -> Array:
        at = fit(data, tau2)
        return _log_likelihood(at) - 0.5 * at.log_det_cross

    def score(tau2: Array) -> tuple[Array, Array]:
        at = fit(data, tau2)
        return _square(at.py) - at.trace_p, at.trace_pp - 2 * dot(at.ppy, at.py)

    return maximise(likelihood, score, _beyond_the_peak(data))


def _ml(data: Data) -> Array:
    def score(tau2: Array) -> tuple[Array, Array]:
        at = fit(data, tau2)
        return _square(at.py) - at.weights.sum(axis=-1), _square(at.weights) - 2 * dot(at.ppy, at.py)

    return maximise(lambda tau2: _log_likelihood(fit(data, tau2)), score, _beyond_the_peak(data))


_ESTIMATORS: dict[Method, Callable[[Data], Array]] = {
    Method.DL: _dersimonian_laird,
    Method.PM: _paule_mandel,
    Method.REML: _reml,
    Method.ML: _ml,
}


def _log_likelihood(at: Fit) -> Array:
    logs: Array = np.log(at.weights, out=np.zeros_like(at.weights), where=at.weights > 0).sum(axis=-1)
    return 0.5 * (logs - at.q)


def _beyond_the_peak(data: Data) -> Array:
    """Returns a tau² from which on the score of every likelihood is negative."""
    spread = np.where(data.present > 0, data.vi, 0.0).max(axis=-1)
    top: Array = np.maximum(spread, 2 * _residual_sum(data) / data.df)
    return top


def _solve_q(data: Data, target: Array) -> Array:
    """Returns the tau² at which the generalised Q equals `target`; 0 where it is smaller already at 0.

    Why the upper bracket: Q(tau²) is at most the unweighted residual sum of squares over tau².
    Why the reciprocal: 1 / Q is almost a straight line in tau², Q is not, and Newton's steps need half as many.
    """

    def shortfall(tau2: Array) -> tuple[Array, Array]:
        at = fit(data, tau2)
        with np.errstate(divide="ignore", invalid="ignore"):
            return 1 / target - 1 / at.q, -_square(at.py) / at.q**2

    high = _residual_sum(data) / target
    zero = np.zeros_like(high)
    return find_root(shortfall, zero, high, start=zero)


_GRID = np.concatenate(([0.0], np.geomspace(1e-5, 1.0, 20)))


def maximise(likelihood: Callable[[Array], Array], score: Slope, top: Array) -> Array:
    """Returns the tau² from 0 to `top` with the highest likelihood: a grid finds the peak, the score's root refines it.

    Why the grid: the restricted likelihood may have two peaks.

    Args:
        likelihood: Of tau², elementwise.
        score: Gives the likelihood's derivative and its slope.
    """
    grid = top[..., None] * _GRID
    heights = np.stack([likelihood(grid[..., i]) for i in range(len(_GRID))], axis=-1)
    peak = heights.argmax(axis=-1)[..., None]
    low = np.take_along_axis(grid, np.maximum(peak - 1, 0), axis=-1)[..., 0]
    high = np.take_along_axis(grid, np.minimum(peak + 1, len(_GRID) - 1), axis=-1)[..., 0]
    is_zero = (peak[..., 0] == 0) & (score(np.zeros_like(top))[0] <= 0)
    best = np.take_along_axis(grid, peak, axis=-1)[..., 0]
    return find_root(score, low, np.where(is_zero, 0.0, high), start=best)


def find_root(function: Slope, low: Array, high: Array, start: Array) -> Array:
    """Returns where a function falls through 0 between `low` and `high`: Newton's steps, halving where one leaves.

    Where it is below 0 already at `low`, that is the answer, as long as `start` is `low` too.

    Args:
        function: Gives value and slope at a point, elementwise.
    """
    point, smallest = start, 1e-14 * high
    moves = high > low
    for _ in range(100):
        if not np.any(moves):
            break
        value, slope = function(point)
        low, high = np.where(value > 0, point, low), np.where(value > 0, high, point)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = point - value / slope
        following = np.where((step >= low) & (step <= high), step, 0.5 * (low + high))
        step_size = np.abs(following - point)
        point = np.where(moves, following, point)
        moves = moves & (step_size > 1e-10 * np.abs(point) + smallest)
    return point


def _residual_sum(data: Data) -> Array:
    """Returns the residual sum of squares of the unweighted fit, (...)."""
    residuals = fit(Data(data.yi, np.ones_like(data.vi), data.design, data.present), 0.0).py
    return _square(residuals)


def _square(u: Array) -> Array:
    return dot(u, u)
