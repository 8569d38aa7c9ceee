"""Weighted least squares for many data sets at once: what every estimator of pooled effects is made of.

Shapes: `yi` and `vi` are (..., k), one study per column and any number of data sets before it; the design is (k, p)
or (..., k, p). A study that a data set lacks has weight 0.
Source: W. Viechtbauer, J Educ Behav Stat 2005;30:261, doi:10.3102/10769986030003261 (the estimators by the matrix P).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from herald.synthesis.arrays import Array


@dataclass(frozen=True, slots=True)
class Data:
    """Effects with their sampling variances.

    Attributes:
        yi: Effects on the analysis scale, (..., k).
        vi: Sampling variances, (..., k).
        design: Columns of the regression, (..., k, p); one column of ones for a plain pooled effect.
        present: Which studies belong to which data set, (..., k), 1 or 0.
    """

    yi: Array
    vi: Array
    design: Array
    present: Array

    @property
    def df(self) -> Array:
        """Studies less coefficients, (...)."""
        count: Array = self.present.sum(axis=-1) - self.design.shape[-1]
        return count


def plain(yi: Array, vi: Array, present: Array | None = None) -> Data:
    """Returns data for one pooled effect a data set."""
    everyone = np.ones(np.broadcast_shapes(yi.shape, vi.shape)) if present is None else present.astype(np.float64)
    return Data(yi, vi, np.ones((yi.shape[-1], 1)), everyone)


@dataclass(frozen=True, slots=True)
class Fit:
    """A weighted fit at given between-study variances.

    Attributes:
        weights: 1 / (vi + tau²), (..., k).
        covariance: Of the coefficients, (..., p, p).
        coefficients: (..., p).
        py: P·y with P = W − WX(X'WX)⁻¹X'W: the weighted residuals, (..., k).
    """

    data: Data
    weights: Array
    covariance: Array
    coefficients: Array
    py: Array

    @property
    def q(self) -> Array:
        """y'Py, the generalised Q statistic, (...); as a sum of squares, so that rounding never makes it negative."""
        return _dot(self.data.yi - _times(self.data.design, self.coefficients), self.py)

    @property
    def ppy(self) -> Array:
        """P·P·y, (..., k)."""
        return _project(self, self.py)

    @property
    def traces(self) -> tuple[Array, Array]:
        """(tr P, tr PP), (...) each."""
        squared, cubed = (_cross(self.data.design, self.weights**power) for power in (2, 3))
        inner = self.covariance @ squared
        trace_p: Array = self.weights.sum(axis=-1) - _trace(inner)
        trace_pp: Array = _dot(self.weights, self.weights) - _trace(2 * self.covariance @ cubed - inner @ inner)
        return trace_p, trace_pp


def fit(data: Data, tau2: Array | float) -> Fit:
    """Returns the weighted fit at between-study variance `tau2`, one number or one per data set (...)."""
    weights = data.present / (data.vi + np.asarray(tau2)[..., None])
    covariance = _inverse(_cross(data.design, weights))
    coefficients = _times(covariance, _to_coefficients(data.design, weights * data.yi))
    py = weights * (data.yi - _times(data.design, coefficients))
    return Fit(data, weights, covariance, coefficients, py)


def _project(at: Fit, u: Array) -> Array:
    """Returns P·u."""
    weighted = at.weights * u
    fitted = _times(at.covariance, _to_coefficients(at.data.design, weighted))
    return weighted - at.weights * _times(at.data.design, fitted)


def _cross(design: Array, weights: Array) -> Array:
    """Returns X'WX, (..., p, p).

    Why einsum here and below: for many small systems matrix products and sums over an axis are several times slower.
    """
    product: Array = np.einsum("...kp,...kq,...k->...pq", design, design, weights)
    return product


def _to_coefficients(design: Array, u: Array) -> Array:
    """Returns X'u, (..., p)."""
    product: Array = np.einsum("...kp,...k->...p", design, u)
    return product


def _times(matrix: Array, u: Array) -> Array:
    product: Array = np.einsum("...kp,...p->...k", matrix, u)
    return product


def _inverse(matrix: Array) -> Array:
    """Returns the inverse; of one by one matrices by division, ten times as fast."""
    if matrix.shape[-1] == 1:
        return 1 / matrix
    return np.linalg.inv(matrix).astype(np.float64, copy=False)


def _dot(u: Array, v: Array) -> Array:
    total: Array = np.einsum("...k,...k->...", u, v)
    return total


def _trace(matrix: Array) -> Array:
    total: Array = np.trace(matrix, axis1=-2, axis2=-1)
    return total
