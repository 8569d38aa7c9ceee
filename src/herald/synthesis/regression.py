"""Meta-regression: how the effect changes with a property of the studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from herald.synthesis.arrays import Array, ArrayLike, comparable, positive, same_length, vector
from herald.synthesis.distributions import chi2_above, critical, f_above, two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.heterogeneity import estimate_tau2
from herald.synthesis.least_squares import Data, Fit, fit, plain
from herald.synthesis.pairwise import DEFAULT, Model, Options, reference_df, spread_factor, typical_variance
from herald.synthesis.versions import VERSIONS


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient on the analysis scale, per unit of its moderator."""

    name: str
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    p: float


@dataclass(frozen=True, slots=True)
class Regression:
    """A mixed-effects meta-regression.

    Attributes:
        coefficients: The intercept first.
        tau2: What is left between studies after the moderators.
        r2_percent: The share of tau² that the moderators explain; None where there was none.
        q_moderators: Wald chi², or F where the test is Knapp and Hartung's.
    """

    k: int
    coefficients: tuple[Coefficient, ...]
    options: Options
    tau2: float
    i2_percent: float
    r2_percent: float | None
    q_residual: float
    q_df: int
    p_q_residual: float
    q_moderators: float
    p_moderators: float
    warnings: tuple[str, ...]
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)


def regress(
    yi: ArrayLike, sei: ArrayLike, moderators: Mapping[str, ArrayLike], options: Options = DEFAULT
) -> Regression | NotEstimable:
    """Returns the regression of effects on study properties.

    Args:
        yi: Effects on the analysis scale, (k,).
        sei: Standard errors, (k,).
        moderators: At least one, by name, (k,) each; a category is given as columns of 0 and 1.
    """
    effects, errors = vector("yi", yi), comparable(positive("sei", vector("sei", sei)))
    columns = {name: vector(name, values) for name, values in moderators.items()}
    k = same_length(yi=effects, sei=errors, **columns)
    design = np.column_stack([np.ones(k), *columns.values()])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return NotEstimable("the moderators determine each other")
    if k <= design.shape[1]:
        return NotEstimable(f"{k} studies cannot determine {design.shape[1]} coefficients and their spread")
    return _describe(Data(effects, errors**2, design, np.ones(k)), ("intercept", *columns), options)


def _describe(data: Data, names: tuple[str, ...], options: Options) -> Regression:
    tau2, without = (_tau2(each, options) for each in (data, plain(data.yi, data.vi)))
    at, at_zero = fit(data, tau2), fit(data, 0.0)
    covariance = at.covariance * spread_factor(at, options.test)
    typical, df = float(typical_variance(at_zero)), int(data.df)
    q, p = _test_moderators(at, covariance, options)
    return Regression(
        k=len(data.yi),
        coefficients=tuple(_coefficients(names, at, covariance, options)),
        options=options,
        tau2=tau2,
        i2_percent=100 * tau2 / (tau2 + typical),
        r2_percent=max(0.0, 100 * (1 - tau2 / without)) if without else None,
        q_residual=float(at_zero.q),
        q_df=df,
        p_q_residual=float(chi2_above(at_zero.q, df)),
        q_moderators=q,
        p_moderators=p,
        warnings=_warnings(data),
    )


def _tau2(data: Data, options: Options) -> float:
    return float(estimate_tau2(data, options.method)) if options.model is Model.RANDOM else 0.0


def _coefficients(names: tuple[str, ...], at: Fit, covariance: Array, options: Options) -> list[Coefficient]:
    df = reference_df(at.data, options.test)
    se = np.sqrt(np.diag(covariance))
    half = critical(options.level_percent, df) * se
    low, high, p = at.coefficients - half, at.coefficients + half, two_sided_p(at.coefficients / se, df)
    rows = zip(names, at.coefficients, se, low, high, p, strict=True)
    return [Coefficient(name, *(float(number) for number in numbers)) for name, *numbers in rows]


def _test_moderators(at: Fit, covariance: Array, options: Options) -> tuple[float, float]:
    slopes, m = at.coefficients[1:], len(at.coefficients) - 1
    q = float(slopes @ np.linalg.solve(covariance[1:, 1:], slopes))
    df = float(reference_df(at.data, options.test))
    if np.isinf(df):
        return q, float(chi2_above(q, m))
    return q / m, f_above(q / m, m, df)


def _warnings(data: Data) -> tuple[str, ...]:
    per_moderator = len(data.yi) / (data.design.shape[1] - 1)
    return ("fewer than ten studies for each moderator",) if per_moderator < 10 else ()
