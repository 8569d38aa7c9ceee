"""Tails and quantiles of the distributions that the tests use; the one place that loads scipy.

Why: `scipy.special` loads five times as fast as `scipy.stats` and is what it calls.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special  # type: ignore[import-untyped,unused-ignore]

from herald.synthesis.arrays import Array


def normal_below(z: Array | float) -> Any:
    return special.ndtr(z)


def two_sided_p(statistic: Array | float, df: Array | float = np.inf) -> Any:
    """Returns P of |statistic| or more by Student's t; with infinite degrees of freedom, the normal."""
    tail = -np.abs(statistic)
    if np.isinf(df).all():
        return 2 * special.ndtr(tail)
    return 2 * np.where(np.isinf(df), special.ndtr(tail), special.stdtr(_finite(df), tail))


def critical(level_percent: float, df: Array | float = np.inf) -> Any:
    """Returns the two-sided critical value: 1.96 for 95 % and infinite `df`."""
    upper = 0.5 + level_percent / 200
    if np.isinf(df).all():
        return np.full(np.shape(df), special.ndtri(upper))
    return np.where(np.isinf(df), special.ndtri(upper), special.stdtrit(_finite(df), upper))


def _finite(df: Array | float) -> Any:
    """Returns the degrees of freedom with 1 for infinity, which not every scipy's t takes."""
    return np.where(np.isinf(df), 1.0, df)


def z_of_p(p: float, *, sides: int) -> float:
    """Returns the |z| that a one- or two-sided P stands for."""
    return float(-special.ndtri(p / sides))


def chi2_above(q: Array | float, df: Array | float) -> Any:
    """Returns P(chi² with `df` degrees of freedom > q); 1 where `df` is 0."""
    return np.where(np.asarray(df) > 0, special.chdtrc(np.maximum(df, 1), np.maximum(q, 0)), 1.0)


def chi2_quantile(p_above: float, df: Array | float) -> Any:
    """Returns the value that chi² exceeds with probability `p_above`."""
    return special.chdtri(df, p_above)


def f_above(f: float, df_1: float, df_2: float) -> float:
    return float(special.fdtrc(df_1, df_2, f))


def beta_quantile(p: Array | float, a: Array, b: Array) -> Any:
    return special.betaincinv(a, b, p)


def log_binomial(n: Array, x: Array) -> Any:
    return special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)
