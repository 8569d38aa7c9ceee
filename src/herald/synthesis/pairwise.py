"""One comparison, several studies: the pooled effect, its interval, and how much the studies differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array, ArrayLike, comparable, positive, same_length, vector
from herald.synthesis.distributions import chi2_above, critical, two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.heterogeneity import Method, estimate_tau2, tau2_interval
from herald.synthesis.least_squares import Data, Fit, fit, plain
from herald.synthesis.measures import Measure
from herald.synthesis.versions import VERSIONS


class Model(StrEnum):
    """Whether the studies share one effect (common) or each has its own around a mean (random)."""

    COMMON = "common"
    RANDOM = "random"


class Test(StrEnum):
    """How the standard error and the reference distribution are made.

    WALD is the normal test. KNAPP_HARTUNG scales the variance by the observed spread and uses Student's t. AD_HOC does
    the same but never narrows the interval below the Wald one's standard error.
    Source: Knapp and Hartung 2003, doi:10.1002/sim.1482; Jackson et al. 2017, doi:10.1002/sim.7411 (ad hoc).
    """

    __test__ = False  # not a class of tests
    WALD = "wald"
    KNAPP_HARTUNG = "knapp-hartung"
    AD_HOC = "ad hoc"


@dataclass(frozen=True, slots=True)
class Options:
    """How to pool; the defaults are metafor's."""

    model: Model = Model.RANDOM
    method: Method = Method.REML
    test: Test = Test.WALD
    level_percent: float = 95.0

    def __post_init__(self) -> None:
        if not 0 < self.level_percent < 100:
            raise SynthesisError(f"a level of {self.level_percent} % is not between 0 and 100")

    @property
    def words(self) -> str:
        """What was pooled, in words: "random effects (REML, Knapp-Hartung)"."""
        test = {Test.WALD: "", Test.KNAPP_HARTUNG: "Knapp-Hartung", Test.AD_HOC: "Knapp-Hartung ad hoc"}[self.test]
        method = self.method.value if self.model is Model.RANDOM else ""
        details = ", ".join(filter(None, (method, test)))
        return f"{self.model.value} effect{'s' * bool(method)}{f' ({details})' * bool(details)}"


DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled effect on the analysis scale: logarithms for ratios.

    Attributes:
        yi: The effects that went in, in the order of `studies`.
        sei: Their standard errors.
        estimate: The pooled effect; negative is in favour of the first treatment where less is better.
        df: Of the test of `estimate`: None for the normal.
        tau2_low: Q-profile interval; None with one study or a common effect.
        i2_percent: I² by `i2_definition`: tau² over tau² plus the typical sampling variance, or (Q - df) / Q.
        prediction_low: Where the effect of a new study is expected, by the same test distribution; it equals the
            interval where tau² is 0.
        weights_percent: They sum to 100.
    """

    measure: Measure
    studies: tuple[str, ...]
    yi: tuple[float, ...]
    sei: tuple[float, ...]
    options: Options
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    df: int | None
    p: float
    tau2: float
    tau2_low: float | None
    tau2_high: float | None
    i2_percent: float
    i2_low_percent: float | None
    i2_high_percent: float | None
    i2_definition: str
    h2: float
    q: float
    q_df: int
    p_q: float
    prediction_low: float
    prediction_high: float
    weights_percent: tuple[float, ...]
    warnings: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)

    @property
    def k(self) -> int:
        return len(self.studies)


@dataclass(frozen=True, slots=True)
class PooledMany:
    """Pooled effects of many data sets, arrays of shape (...) each; see `Pooled` for the meaning."""

    estimate: Array
    se: Array
    ci_low: Array
    ci_high: Array
    p: Array
    tau2: Array
    q: Array
    df: Array
    i2_percent: Array
    h2: Array


def pool(
    yi: ArrayLike,
    sei: ArrayLike,
    *,
    measure: Measure = Measure.MD,
    studies: Sequence[str] | None = None,
    options: Options = DEFAULT,
    warnings: Sequence[str] = (),
) -> Pooled | NotEstimable:
    """Returns the pooled effect of `k` independent studies.

    Args:
        yi: Effects on the analysis scale (logarithms for ratios), (k,).
        sei: Their standard errors, (k,), above 0.
        studies: Names, each once: two comparisons of one study share its control arm and are not independent.
        warnings: Of the steps before, to go with the result.

    Raises:
        SynthesisError: Not finite, not above 0, of different order or length, or a study named twice.
    """
    effects, errors = vector("yi", yi), comparable(positive("sei", vector("sei", sei)))
    names = _names(studies, len(effects))
    if same_length(yi=effects, sei=errors, studies=names) == 0:
        return NotEstimable("no study is left to pool")
    data = plain(effects, errors**2)
    many, at = _pool(data, options)
    pooled = _describe(measure, names, data, options, many, at)
    return replace(pooled, warnings=(*warnings, *pooled.warnings))


def pool_many(yi: Array, vi: Array, options: Options = DEFAULT, *, present: Array | None = None) -> PooledMany:
    """Returns the pooled effects of many data sets at once.

    Args:
        yi: Effects, (..., k).
        vi: Sampling variances, (..., k), above 0.
        present: Which studies belong to which data set, (..., k); all where None. Each data set has at least one.
    """
    return _pool(plain(yi, vi, present), options)[0]


def _names(studies: Sequence[str] | None, k: int) -> tuple[str, ...]:
    names = tuple(f"study {i + 1}" for i in range(k)) if studies is None else tuple(studies)
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise SynthesisError(
            f"{', '.join(twice)} more than once: comparisons that share an arm are not independent",
            hint="pool them as a network, or join the arms first",
        )
    return names


def _pool(data: Data, options: Options) -> tuple[PooledMany, Fit]:
    at_zero = fit(data, 0.0)
    is_random = options.model is Model.RANDOM
    tau2 = estimate_tau2(data, options.method) if is_random else np.zeros_like(at_zero.q)
    at = fit(data, tau2)
    se = np.sqrt(at.covariance[..., 0, 0] * spread_factor(at, options.test))
    estimate = at.coefficients[..., 0]
    df = reference_df(data, options.test)
    half = critical(options.level_percent, df) * se
    i2_percent, h2 = _heterogeneity(at_zero, tau2, is_random=is_random)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = two_sided_p(estimate / se, df)
    many = PooledMany(estimate, se, estimate - half, estimate + half, p, tau2, at_zero.q, data.df, i2_percent, h2)
    return many, at


def reference_df(data: Data, test: Test) -> Array:
    """Returns the degrees of freedom of the test, (...): infinite for the normal, also where there is one study."""
    return np.where(data.df < 1, np.inf, np.inf if test is Test.WALD else data.df)


def spread_factor(at: Fit, test: Test) -> Array:
    """Returns by what the variance of the coefficients is multiplied, (...)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = at.q / at.data.df
    if test is Test.AD_HOC:
        spread = np.maximum(spread, 1.0)
    return np.where(np.isinf(reference_df(at.data, test)), 1.0, spread)


def _heterogeneity(at_zero: Fit, tau2: Array, *, is_random: bool) -> tuple[Array, Array]:
    """Returns (I² in percent, H²).

    Why two definitions: with an estimated tau², I² = tau² / (tau² + typical variance), as metafor; with a common
    effect, (Q - df) / Q, as Higgins and Thompson 2002, doi:10.1002/sim.1186. They agree for DL.
    """
    df, q = at_zero.data.df, at_zero.q
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if is_random:
            ratio = tau2 / typical_variance(at_zero)
            i2, h2 = ratio / (1 + ratio), 1 + ratio
        else:
            i2, h2 = np.maximum(0.0, (q - df) / q), q / df
    return 100 * np.where(df > 0, i2, 0.0), np.where(df > 0, h2, 1.0)


def typical_variance(at_zero: Fit) -> Array:
    """Returns the sampling variance of a typical study: df / tr P (Higgins and Thompson 2002)."""
    return at_zero.data.df / at_zero.trace_p


def _describe(
    measure: Measure, names: tuple[str, ...], data: Data, options: Options, many: PooledMany, at: Fit
) -> Pooled:
    df = float(reference_df(data, options.test))
    estimate, se, tau2 = float(many.estimate), float(many.se), float(many.tau2)
    reach = critical(options.level_percent, df) * np.sqrt(se**2 + tau2)
    return Pooled(
        measure=measure,
        studies=names,
        yi=tuple(data.yi.tolist()),
        sei=tuple(np.sqrt(data.vi).tolist()),
        options=options,
        estimate=estimate,
        se=se,
        ci_low=float(many.ci_low),
        ci_high=float(many.ci_high),
        statistic=estimate / se if se else float(np.copysign(np.inf, estimate)),
        df=None if np.isinf(df) else int(df),
        p=float(many.p),
        tau2=tau2,
        i2_percent=float(many.i2_percent),
        h2=float(many.h2),
        q=float(many.q),
        q_df=int(many.df),
        p_q=float(chi2_above(many.q, many.df)),
        prediction_low=float(estimate - reach),
        prediction_high=float(estimate + reach),
        weights_percent=tuple((100 * at.weights / at.weights.sum()).tolist()),
        warnings=tuple(_warn(data, options, at)),
        **_intervals(data, options),
    )


def _intervals(data: Data, options: Options) -> dict[str, Any]:
    """Returns the intervals of tau² and I²: one is a function of the other."""
    is_random = options.model is Model.RANDOM
    definition = "tau² / (tau² + typical sampling variance)" if is_random else "(Q - df) / Q"
    bounds: dict[str, Any] = dict.fromkeys(("tau2_low", "tau2_high", "i2_low_percent", "i2_high_percent"))
    if is_random and data.df > 0:
        typical = float(typical_variance(fit(data, 0.0)))
        low, high = (float(limit) for limit in tau2_interval(data, options.level_percent))
        bounds = {"tau2_low": low, "tau2_high": high}
        bounds |= {"i2_low_percent": 100 * low / (low + typical), "i2_high_percent": 100 * high / (high + typical)}
    return {"i2_definition": definition, **bounds}


def _warn(data: Data, options: Options, at: Fit) -> Iterator[str]:
    if data.df < 1:
        yield "one study: the result is that study's; heterogeneity cannot be estimated"
        return
    if data.df == 1 and options.model is Model.RANDOM:
        yield "two studies: tau² is hardly determined, and a random-effects interval may be far too narrow"
    if options.test is Test.KNAPP_HARTUNG and at.q < data.df:
        yield "Knapp-Hartung made the interval narrower than the normal one; the ad hoc correction prevents that"
    if at.q < 1e-12 * data.df:
        yield "the studies report one and the same effect; tau² is 0 and Knapp-Hartung has nothing to scale by"
