"""Single proportions, as response rates: intervals, and pooling over single-arm cohorts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from herald.synthesis.arrays import Array, ArrayLike
from herald.synthesis.counts import CORRECTION, counts
from herald.synthesis.distributions import beta_quantile, critical
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.measures import Measure
from herald.synthesis.pairwise import DEFAULT, Model, Options, Pooled, pool
from herald.synthesis.versions import VERSIONS


class Scale(StrEnum):
    """On which scale proportions are pooled.

    LOGIT needs 0.5 added where a cohort has no or only responses. DOUBLE_ARCSINE (Freeman-Tukey) does not; its way back
    takes the harmonic mean of the cohort sizes and misleads where they differ much (Schwarzer et al. 2019,
    doi:10.1002/jrsm.1348).
    """

    LOGIT = "logit"
    DOUBLE_ARCSINE = "double arcsine"


@dataclass(frozen=True, slots=True)
class PooledProportion:
    """A pooled proportion in percent.

    Attributes:
        analysed: The same on the scale of analysis.
        prediction_low_percent: Where the proportion of a new cohort is expected.
    """

    scale: Scale
    events: tuple[int, ...]
    n: tuple[int, ...]
    estimate_percent: float
    ci_low_percent: float
    ci_high_percent: float
    prediction_low_percent: float
    prediction_high_percent: float
    analysed: Pooled
    warnings: tuple[str, ...]
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)

    @property
    def studies(self) -> tuple[str, ...]:
        return self.analysed.studies

    @property
    def level_percent(self) -> float:
        return self.analysed.options.level_percent

    @property
    def tau2(self) -> float:
        return self.analysed.tau2

    @property
    def model(self) -> str:
        return "common effect" if self.analysed.options.model is Model.COMMON else "random effects"


def clopper_pearson(events: ArrayLike, n: ArrayLike, level_percent: float = 95.0) -> tuple[Array, Array]:
    """Returns the exact interval of proportions, 0 to 1.

    Source: Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.
    """
    x, size = counts("events", events, "n", n)
    tail = 0.5 - level_percent / 200
    low = np.where(x > 0, beta_quantile(tail, np.maximum(x, 1), size - x + 1), 0.0)
    high = np.where(x < size, beta_quantile(1 - tail, x + 1, np.maximum(size - x, 1)), 1.0)
    return low, high


def wilson(events: ArrayLike, n: ArrayLike, level_percent: float = 95.0) -> tuple[Array, Array]:
    """Returns the score interval of proportions, 0 to 1.

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    x, size = counts("events", events, "n", n)
    z = float(critical(level_percent))
    middle = (x + z**2 / 2) / (size + z**2)
    half = z / (size + z**2) * np.sqrt(x * (size - x) / size + z**2 / 4)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def pool_proportions(
    events: ArrayLike,
    n: ArrayLike,
    *,
    scale: Scale = Scale.LOGIT,
    studies: Sequence[str] | None = None,
    options: Options = DEFAULT,
) -> PooledProportion | NotEstimable:
    """Returns the pooled proportion of cohorts.

    Args:
        events: Patients with the event in each cohort, (k,).
        n: Patients in each cohort, (k,).
    """
    x, size = counts("events", events, "n", n)
    yi, vi, warnings = transform(x, size, scale)
    analysed = pool(yi, np.sqrt(vi), measure=Measure.MD, studies=studies, options=options)
    if isinstance(analysed, NotEstimable):
        return analysed
    limits = (analysed.estimate, analysed.ci_low, analysed.ci_high, analysed.prediction_low, analysed.prediction_high)
    estimate, ci_low, ci_high, low, high = (100 * back_transform(np.array(limits), size, scale)).tolist()
    return PooledProportion(
        scale=scale,
        events=tuple(int(count) for count in x),
        n=tuple(int(count) for count in size),
        estimate_percent=estimate,
        ci_low_percent=ci_low,
        ci_high_percent=ci_high,
        prediction_low_percent=low,
        prediction_high_percent=high,
        analysed=analysed,
        warnings=(*analysed.warnings, *warnings),
    )


def transform(events: Array, n: Array, scale: Scale) -> tuple[Array, Array, tuple[str, ...]]:
    """Returns (values, variances, warnings) on the scale of analysis."""
    if scale is Scale.DOUBLE_ARCSINE:
        angle = np.arcsin(np.sqrt(events / (n + 1))) + np.arcsin(np.sqrt((events + 1) / (n + 1)))
        return angle / 2, 1 / (4 * n + 2), ()
    extreme = (events == 0) | (events == n)
    x, size = events + CORRECTION * extreme, n + 2 * CORRECTION * extreme
    warnings = ("0.5 was added to cohorts with no or only events",) if extreme.any() else ()
    return np.log(x / (size - x)), 1 / x + 1 / (size - x), warnings


def back_transform(values: Array, n: Array, scale: Scale) -> Array:
    """Returns proportions, 0 to 1.

    Source: for the double arcsine Miller 1978, doi:10.1080/00031305.1978.10479283, at the harmonic mean of `n`.
    """
    if scale is Scale.LOGIT:
        return 1 / (1 + np.exp(-values))
    size = 1 / np.mean(1 / n)
    ends = transform(np.array([0.0, size]), np.array([size, size]), scale)[0]
    inside = np.clip(values, *ends)
    sine = np.sin(2 * inside)
    root = np.sqrt(np.maximum(0.0, 1 - (sine + (sine - 1 / sine) / size) ** 2))
    proportion: Array = 0.5 * (1 - np.sign(np.cos(2 * inside)) * root)
    return np.where(values <= ends[0], 0.0, np.where(values >= ends[1], 1.0, proportion))
