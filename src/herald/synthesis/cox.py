"""Cox's proportional hazards regression.

Source: Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; ties Efron 1977, doi:10.1080/01621459.1977.10480613.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array, ArrayLike, Mask, same_length, vector
from herald.synthesis.distributions import chi2_above, critical, two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.regression import Coefficient
from herald.synthesis.survival import check_times
from herald.synthesis.versions import VERSIONS

SEPARATED = 25.0
"""A log hazard ratio per standard deviation that no data can show: the likelihood then has no maximum."""


class Ties(StrEnum):
    """How deaths at one time are ordered: EFRON is R's default, BRESLOW the older approximation."""

    EFRON = "efron"
    BRESLOW = "breslow"


@dataclass(frozen=True, slots=True)
class CoxModel:
    """A fitted proportional hazards model.

    Attributes:
        coefficients: Log hazard ratios per unit of each covariate.
        log_likelihood: Without covariates, and with them.
        score_chi2: For one two-valued covariate and no ties, the log-rank test.
    """

    n: int
    events: int
    ties: Ties
    coefficients: tuple[Coefficient, ...]
    log_likelihood: tuple[float, float]
    score_chi2: float
    wald_chi2: float
    p_score: float
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)


@dataclass(frozen=True, slots=True)
class Deaths:
    """The deaths of one stratum, patients in the order of time.

    Attributes:
        covariates: (n, p).
        is_event: (n,).
        first: Place of the first patient at risk at each death, (d,).
        last: Place after the last patient with the time of each death, (d,).
        passed: Share of the tied deaths that are already counted as gone, (d,); all 0 with Breslow's ties.
    """

    covariates: Array
    is_event: Mask
    first: Array
    last: Array
    passed: Array


@dataclass(frozen=True, slots=True)
class Slopes:
    """The partial log likelihood with its gradient (p,) and information (p, p)."""

    value: float
    gradient: Array
    information: Array

    def __add__(self, other: Slopes) -> Slopes:
        return Slopes(self.value + other.value, self.gradient + other.gradient, self.information + other.information)


def fit_cox(
    time: ArrayLike,
    event: Sequence[bool] | Mask,
    covariates: Mapping[str, ArrayLike],
    *,
    strata: Sequence[object] | None = None,
    ties: Ties = Ties.EFRON,
    level_percent: float = 95.0,
) -> CoxModel | NotEstimable:
    """Returns the model, or why the data do not determine it.

    Args:
        covariates: By name, (n,) each, finite; a category is given as columns of 0 and 1.
        strata: Groups with a baseline hazard of their own.

    Raises:
        SynthesisError: No covariate, values that are not finite, or lengths that differ.
    """
    times, events = check_times(time, event)
    columns = {name: vector(name, values) for name, values in covariates.items()}
    if not columns:
        raise SynthesisError("a Cox model needs a covariate")
    groups = _number(strata, len(times))
    same_length(time=times, strata=groups, **columns)
    if not events.any():
        return NotEstimable("there is no event")
    matrix = np.column_stack(list(columns.values()))
    centre, scale = matrix.mean(axis=0), matrix.std(axis=0)
    if (scale == 0).any():
        return NotEstimable(f"{list(columns)[int(np.argmin(scale))]} is the same in everyone")
    parts = list(_stratify(times, events, (matrix - centre) / scale, groups, ties))
    found = _maximise(parts, len(columns))
    if isinstance(found, NotEstimable):
        return found
    beta, at, start = found
    covariance = np.linalg.inv(at.information) / np.outer(scale, scale)
    estimates = beta / scale
    score = float(start.gradient @ np.linalg.solve(start.information, start.gradient))
    return CoxModel(
        n=len(times),
        events=int(events.sum()),
        ties=ties,
        coefficients=tuple(_describe(list(columns), estimates, covariance, level_percent)),
        log_likelihood=(start.value, at.value),
        score_chi2=score,
        wald_chi2=float(estimates @ np.linalg.solve(covariance, estimates)),
        p_score=float(chi2_above(score, len(columns))),
    )


def _number(strata: Sequence[object] | None, n: int) -> Array:
    if strata is None:
        return np.zeros(n)
    return np.unique(np.asarray(strata), return_inverse=True)[1].astype(np.float64)


def _stratify(times: Array, events: Array, matrix: Array, groups: Array, ties: Ties) -> Iterator[Deaths]:
    for group in np.unique(groups):
        inside = groups == group
        order = np.argsort(times[inside], kind="stable")
        when, what = times[inside][order], events[inside][order] > 0
        first = np.searchsorted(when, when[what], side="left")
        last = np.searchsorted(when, when[what], side="right")
        yield Deaths(matrix[inside][order], what, first, last, _passed(when[what], ties))


def _passed(deaths: Array, ties: Ties) -> Array:
    if ties is Ties.BRESLOW:
        return np.zeros(len(deaths))
    _, start, count = np.unique(deaths, return_index=True, return_counts=True)
    return (np.arange(len(deaths)) - np.repeat(start, count)) / np.repeat(count, count)


def _maximise(parts: Sequence[Deaths], p: int) -> tuple[Array, Slopes, Slopes] | NotEstimable:
    """Returns (coefficients, slopes there, slopes at 0) by Newton's method with halved steps."""
    beta = np.zeros(p)
    at = start = _evaluate(parts, beta)
    if not _has_rank(start, p):
        return NotEstimable("the covariates determine each other, or one never varies among those at risk")
    for _ in range(60):
        step = np.linalg.solve(at.information, at.gradient)
        following = _evaluate(parts, beta + step)
        while following.value < at.value - 1e-9 * abs(at.value):
            step = step / 2
            following = _evaluate(parts, beta + step)
        beta, at = beta + step, following
        if np.abs(step).max() < 1e-10:
            return beta, at, start
        if np.abs(beta).max() > SEPARATED or not _has_rank(at, p):
            break
    return NotEstimable("a covariate separates those with events from those without")


def _has_rank(at: Slopes, p: int) -> bool:
    return int(np.linalg.matrix_rank(at.information, hermitian=True)) == p


def _evaluate(parts: Sequence[Deaths], beta: Array) -> Slopes:
    return reduce(Slopes.__add__, (_evaluate_stratum(part, beta) for part in parts))


def _evaluate_stratum(part: Deaths, beta: Array) -> Slopes:
    x, risk = part.covariates, np.exp(part.covariates @ beta)
    first = risk[:, None] * x
    second = first[:, :, None] * x[:, None, :]
    sums = [_at_deaths(part, moment) for moment in (risk, first, second)]
    mean = sums[1] / sums[0][:, None]
    spread = sums[2] / sums[0][:, None, None] - mean[:, :, None] * mean[:, None, :]
    dead = x[part.is_event]
    value = float((dead @ beta).sum() - np.log(sums[0]).sum())
    return Slopes(value, (dead - mean).sum(axis=0), spread.sum(axis=0))


def _at_deaths(part: Deaths, moment: Array) -> Array:
    """Returns, for each death, the sum of a moment over those at risk, less the share of ties that are gone."""
    from_here = np.concatenate((moment[::-1].cumsum(axis=0)[::-1], np.zeros_like(moment[:1])))
    alive = part.is_event.reshape(-1, *[1] * (moment.ndim - 1))
    dead_from_here = np.concatenate(((moment * alive)[::-1].cumsum(axis=0)[::-1], np.zeros_like(moment[:1])))
    tied = dead_from_here[part.first] - dead_from_here[part.last]
    share: Array = part.passed.reshape(-1, *[1] * (moment.ndim - 1))
    total: Array = from_here[part.first] - share * tied
    return total


def _describe(names: Sequence[str], estimates: Array, covariance: Array, level: float) -> Iterator[Coefficient]:
    se = np.sqrt(np.diag(covariance))
    half = float(critical(level)) * se
    for i, name in enumerate(names):
        estimate, error, reach = float(estimates[i]), float(se[i]), float(half[i])
        p = float(two_sided_p(estimate / error))
        yield Coefficient(name, estimate, error, estimate - reach, estimate + reach, p)
