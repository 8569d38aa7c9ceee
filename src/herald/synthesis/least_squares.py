"""Weighted least squares for many data sets at once: what every estimator of pooled effects is made of.

Shapes: `yi` and `vi` are (..., k), one study per column and any number of data sets before it; the design is (k, p).
A study that a data set lacks has weight 0.
Source: W. Viechtbauer, J Educ Behav Stat 2005;30:261, doi:10.3102/10769986030003261 (the estimators by the matrix P).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from herald.synthesis.arrays import Array


@dataclass(frozen=True, slots=True)
class Data:
    """Effects with their sampling variances.

    Attributes:
        yi: Effects on the analysis scale, (..., k).
        vi: Sampling variances, (..., k).
        design: Columns of the regression, (k, p); one column of ones for a plain pooled effect.
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
        cross: X'WX, (..., p, p).
        covariance: Of the coefficients, its inverse.
        coefficients: (..., p).
        residuals: yi less what the coefficients say, (..., k).
        py: P·y with P = W − WX(X'WX)⁻¹X'W: the weighted residuals, (..., k).
    """

    data: Data
    weights: Array
    cross: Array
    covariance: Array
    coefficients: Array
    residuals: Array
    py: Array

    @property
    def q(self) -> Array:
        """y'Py, the generalised Q statistic, (...); as a sum of squares, so that rounding never makes it negative."""
        return dot(self.residuals, self.py)

    @property
    def ppy(self) -> Array:
        """P·P·y, (..., k)."""
        weighted = self.weights * self.py
        return weighted - self.weights * _fitted(self.data.design, _solve(self.covariance, weighted @ self.data.design))

    @property
    def trace_p(self) -> Array:
        """The trace of P, (...)."""
        trace: Array = self.weights.sum(axis=-1) - _trace_of_product(self.covariance, self._squared)
        return trace

    @property
    def trace_pp(self) -> Array:
        """The trace of PP, (...)."""
        cubed = _cross(self.data.design, self.weights * self.weights * self.weights)
        inner = self.covariance @ self._squared
        twice = 2 * _trace_of_product(self.covariance, cubed)
        trace: Array = dot(self.weights, self.weights) - twice + _trace_of_product(inner, inner)
        return trace

    @property
    def log_det_cross(self) -> Array:
        """The logarithm of |X'WX|, (...)."""
        is_single = self.cross.shape[-1] == 1
        logs: Array = np.log(self.cross[..., 0, 0]) if is_single else np.linalg.slogdet(self.cross)[1]
        return logs

    @property
    def _squared(self) -> Array:
        """X'W²X, (..., p, p)."""
        return _cross(self.data.design, self.weights * self.weights)


def fit(data: Data, tau2: Array | float) -> Fit:
    """Returns the weighted fit at between-study variance `tau2`, one number or one per data set (...)."""
    weights = data.present / (data.vi + np.asarray(tau2)[..., None])
    cross = _cross(data.design, weights)
    covariance = _inverse(cross)
    coefficients = _solve(covariance, (weights * data.yi) @ data.design)
    residuals = data.yi - _fitted(data.design, coefficients)
    return Fit(data, weights, cross, covariance, coefficients, residuals, weights * residuals)


def dot(u: Array, v: Array) -> Array:
    """Returns the sum of products over the last axis; by einsum, which for many short rows is the fastest."""
    total: Array = np.einsum("...k,...k->...", u, v)
    return total


def _cross(design: Array, weights: Array) -> Array:
    """Returns X'WX, (..., p, p): one matrix product for all data sets, with the products of columns as columns."""
    k, p = design.shape
    if weights.ndim == 1:
        return (design.T * weights) @ design
    products = (design[:, :, None] * design[:, None, :]).reshape(k, p * p)
    cross: Array = (weights @ products).reshape(*weights.shape[:-1], p, p)
    return cross


def _solve(covariance: Array, u: Array) -> Array:
    """Returns (X'WX)⁻¹u, (..., p)."""
    if u.shape[-1] == 1:
        return covariance[..., 0] * u
    product: Array = np.einsum("...pq,...q->...p", covariance, u)
    return product


def _fitted(design: Array, coefficients: Array) -> Array:
    """Returns X·coefficients, (..., k); column by column, twice as fast as a product with so few columns."""
    fitted: Array = reduce(np.add, (coefficients[..., j, None] * column for j, column in enumerate(design.T)))
    return fitted


def _inverse(matrix: Array) -> Array:
    """Returns the inverse; of one by one matrices by division, ten times as fast."""
    if matrix.shape[-1] == 1:
        return 1 / matrix
    return np.linalg.inv(matrix).astype(np.float64, copy=False)


def _trace_of_product(a: Array, b: Array) -> Array:
    total: Array = np.einsum("...pq,...qp->...", a, b)
    return total
