"""Do small studies show larger effects? Tests of funnel-plot asymmetry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from herald.synthesis.distributions import two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.least_squares import Data, fit
from herald.synthesis.pairwise import Pooled


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """A test of asymmetry.

    Attributes:
        statistic: Student's t of the slope on the standard error, or Kendall's tau.
    """

    test: str
    statistic: float
    p: float
    warnings: tuple[str, ...]


def find_asymmetry_by_regression(pooled: Pooled) -> Asymmetry | NotEstimable:
    """Returns Egger's regression of effects on their standard errors, weighted by precision.

    Source: Egger et al. 1997, doi:10.1136/bmj.315.7109.629.
    """
    sei = np.array(pooled.sei)
    if pooled.k < 3:
        return NotEstimable("the test needs three studies")
    if np.ptp(sei) <= 1e-12 * sei.max():
        return NotEstimable("all studies have one standard error")
    at = fit(Data(np.array(pooled.yi), sei**2, np.column_stack([np.ones_like(sei), sei]), np.ones_like(sei)), 0.0)
    df = pooled.k - 2
    slope_se = np.sqrt(at.covariance[1, 1] * at.q / df)
    if slope_se == 0:
        return NotEstimable("the effects lie on one line; nothing is left to measure the error by")
    t = float(at.coefficients[1] / slope_se)
    return Asymmetry("Egger", t, float(two_sided_p(t, df)), _warnings(pooled))


def find_asymmetry_by_ranks(pooled: Pooled) -> Asymmetry | NotEstimable:
    """Returns Begg and Mazumdar's rank correlation of standardised effects with their variances.

    Source: Begg and Mazumdar 1994, doi:10.2307/2533446.
    """
    from scipy.stats import kendalltau  # type: ignore[import-untyped,unused-ignore]

    if pooled.k < 3:
        return NotEstimable("the test needs three studies")
    yi, vi = np.array(pooled.yi), np.array(pooled.sei) ** 2
    mean = (yi / vi).sum() / (1 / vi).sum()
    found = kendalltau((yi - mean) / np.sqrt(vi - 1 / (1 / vi).sum()), vi)
    if not np.isfinite(found.statistic):
        return NotEstimable("all studies have one standard error, or one effect")
    return Asymmetry("Begg and Mazumdar", float(found.statistic), float(found.pvalue), _warnings(pooled))


def _warnings(pooled: Pooled) -> tuple[str, ...]:
    return ("fewer than ten studies: the test has hardly any power",) if pooled.k < 10 else ()
