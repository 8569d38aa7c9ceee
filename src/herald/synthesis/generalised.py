"""Generalised least squares for trials with several arms: one between-study variance, correlated effects.

Source: Higgins et al. 2012, doi:10.1002/jrsm.1044 (the model); Jackson, White and Riley 2012, doi:10.1002/sim.5453
(moments); Viechtbauer 2005, doi:10.3102/10769986030003261 (likelihood).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from herald.synthesis.arrays import Array
from herald.synthesis.heterogeneity import Method, Slope, find_root, maximise


@dataclass(frozen=True, slots=True)
class System:
    """Effects of all trials, stacked.

    Attributes:
        y: (N,).
        sampling: Their covariance within trials, (N, N).
        between: The structure that tau² multiplies, (N, N): 1 on the diagonal, ½ between effects of one trial.
        design: (N, p), of full rank.
    """

    y: Array
    sampling: Array
    between: Array
    design: Array

    @property
    def df(self) -> int:
        rows, columns = self.design.shape
        return int(rows - columns)


@dataclass(frozen=True, slots=True)
class Solution:
    """The fit at one tau².

    Attributes:
        precision: Inverse of the total covariance, (N, N).
        coefficients: (p,).
        covariance: Of the coefficients, (p, p).
        projection: P = W − WX(X'WX)⁻¹X'W, (N, N).
    """

    precision: Array
    coefficients: Array
    covariance: Array
    projection: Array
    q: float


def solve(system: System, tau2: float) -> Solution:
    """Returns the generalised least squares fit at between-study variance `tau2`."""
    precision = _inverse(system.sampling + tau2 * system.between)
    weighted = precision @ system.design
    covariance = _inverse(system.design.T @ weighted)
    projection = precision - weighted @ covariance @ weighted.T
    q = max(0.0, float(system.y @ projection @ system.y))
    return Solution(precision, covariance @ (weighted.T @ system.y), covariance, projection, q)


def estimate_tau2(system: System, method: Method) -> float:
    """Returns tau², never below 0; 0 where there are no degrees of freedom."""
    return max(0.0, float(_ESTIMATORS[method](system))) if system.df > 0 else 0.0


def _moments(system: System) -> float:
    at_zero = solve(system, 0.0)
    return float((at_zero.q - system.df) / _trace(at_zero.projection, system.between))


def _paule_mandel(system: System) -> float:
    def excess(tau2: Array) -> tuple[Array, Array]:
        at = solve(system, float(tau2))
        py = at.projection @ system.y
        return np.asarray(at.q - system.df), np.asarray(-py @ system.between @ py)

    top = _beyond_the_peak(system) if excess(np.asarray(0.0))[0] > 0 else 0.0
    zero = np.asarray(0.0)
    return float(find_root(excess, zero, np.asarray(top), start=zero))


def _reml(system: System) -> float:
    def likelihood(tau2: Array) -> Array:
        at = solve(system, float(tau2))
        return 0.5 * np.asarray(_log_det(at.precision) + _log_det(at.covariance) - at.q)

    return _likeliest(system, likelihood, _score(system, lambda at: at.projection))


def _ml(system: System) -> float:
    def likelihood(tau2: Array) -> Array:
        at = solve(system, float(tau2))
        return 0.5 * np.asarray(_log_det(at.precision) - at.q)

    return _likeliest(system, likelihood, _score(system, lambda at: at.precision))


_ESTIMATORS: dict[Method, Callable[[System], float]] = {
    Method.DL: _moments,
    Method.PM: _paule_mandel,
    Method.REML: _reml,
    Method.ML: _ml,
}


def _score(system: System, inside: Callable[[Solution], Array]) -> Slope:
    """Returns twice the derivative of a log likelihood, and its slope; `inside` is P for REML and W for ML."""

    def score(tau2: Array) -> tuple[Array, Array]:
        at = solve(system, float(tau2))
        py = at.projection @ system.y
        spread = system.between @ py
        trace, middle = _trace(inside(at), system.between), inside(at) @ system.between
        slope = _trace(middle, middle) - 2 * spread @ at.projection @ spread
        return np.asarray(py @ spread - trace), np.asarray(slope)

    return score


def _likeliest(system: System, likelihood: Callable[[Array], Array], score: Slope) -> float:
    return float(maximise(likelihood, score, np.asarray(_beyond_the_peak(system))))


def _beyond_the_peak(system: System) -> float:
    """Returns a tau² from which on the score is negative: the eigenvalues of `between` are at least ½."""
    residuals = system.y - system.design @ np.linalg.lstsq(system.design, system.y, rcond=None)[0]
    return float(max(np.linalg.eigvalsh(system.sampling).max(), 8 * residuals @ residuals / system.df))


def _inverse(matrix: Array) -> Array:
    return np.linalg.inv(matrix).astype(np.float64, copy=False)


def _log_det(matrix: Array) -> float:
    return float(np.linalg.slogdet(matrix)[1])


def _trace(a: Array, b: Array) -> float:
    return float((a * b.T).sum())
