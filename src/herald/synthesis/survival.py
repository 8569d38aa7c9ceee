"""Survival of groups: Kaplan-Meier curves, medians, restricted means, and the log-rank test.

Times are in any one unit, above or equal to 0; an event is True, a censored time False.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array, ArrayLike, Mask, same_length, vector
from herald.synthesis.distributions import chi2_above, critical
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.versions import VERSIONS


class Transform(StrEnum):
    """On which scale the interval of a survival probability is symmetric; LOG is R's default."""

    LOG = "log"
    LOG_LOG = "log-log"


class Weight(StrEnum):
    """How deaths are weighted over time: all alike, or early ones more (Peto and Peto 1972, doi:10.2307/2344317)."""

    LOG_RANK = "log-rank"
    PETO_PETO = "Peto and Peto"


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier curve; arrays of one entry per distinct time, (m,).

    Attributes:
        n_risk: Patients at risk just before each time.
        survival: From each time on.
        std_err_log: Greenwood's standard error of log survival.
        low: Of the pointwise interval.

    Source: Kaplan and Meier 1958, doi:10.1080/01621459.1958.10501452.
    """

    time: Array
    n_risk: Array
    n_event: Array
    n_censored: Array
    survival: Array
    std_err_log: Array
    low: Array
    high: Array
    level_percent: float
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)

    @property
    def n(self) -> int:
        return int(self.n_risk[0])

    def at(self, time: float) -> float | NotEstimable:
        """Returns survival at a time; beyond the last one it is not estimable unless nobody was left."""
        if time > self.time[-1] and self.survival[-1] > 0:
            return NotEstimable(f"nobody was followed for {time:g}")
        place = int(np.searchsorted(self.time, time, side="right")) - 1
        return 1.0 if place < 0 else float(self.survival[place])

    def at_risk(self, time: float) -> int:
        """Returns how many are at risk just before a time."""
        place = int(np.searchsorted(self.time, time, side="left"))
        return int(self.n_risk[place]) if place < len(self.time) else 0

    @property
    def median(self) -> float | NotEstimable:
        return _first_below(self.time, self.survival)

    @property
    def median_interval(self) -> tuple[float | NotEstimable, float | NotEstimable]:
        """The times at which the limits of the curve fall to a half (Brookmeyer and Crowley 1982)."""
        return _first_below(self.time, self.low), _first_below(self.time, self.high)

    def restricted_mean(self, until: float) -> tuple[float, float] | NotEstimable:
        """Returns the mean time to event up to `until`, and its standard error."""
        if until > self.time[-1]:
            return NotEstimable(f"nobody was followed for {until:g}")
        inside = (self.n_event > 0) & (self.time < until)
        edges = np.concatenate(([0.0], self.time[inside], [until]))
        areas = np.diff(edges) * np.concatenate(([1.0], self.survival[inside]))
        left = areas[::-1].cumsum()[::-1][1:]
        risk, deaths = self.n_risk[inside], self.n_event[inside]
        spread = np.where(risk > deaths, deaths / (risk * np.maximum(risk - deaths, 1)), 0.0)
        return float(areas.sum()), float(np.sqrt((left**2 * spread).sum()))


@dataclass(frozen=True, slots=True)
class LogRank:
    """A test of whether survival differs between groups.

    Attributes:
        observed: Deaths of each group, by name.
        expected: If survival did not differ.
    """

    weight: Weight
    n: dict[str, int]
    observed: dict[str, float]
    expected: dict[str, float]
    chi2: float
    df: int
    p: float
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)


def estimate_curve(
    time: ArrayLike, event: Sequence[bool] | Mask, *, transform: Transform = Transform.LOG, level_percent: float = 95.0
) -> Curve | NotEstimable:
    """Returns the Kaplan-Meier curve of a group.

    Raises:
        SynthesisError: A time that is negative or not finite, or lengths that differ.
    """
    times, events = check_times(time, event)
    if not len(times):
        return NotEstimable("the group is empty")
    distinct, place = np.unique(times, return_inverse=True)
    deaths: Array = np.bincount(place, weights=events, minlength=len(distinct)).astype(np.float64)
    leaving = np.bincount(place, minlength=len(distinct)).astype(np.float64)
    risk = leaving[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - deaths / risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        std_err = np.sqrt(np.cumsum(deaths / (risk * (risk - deaths))))
    low, high = _limits(survival, std_err, transform, float(critical(level_percent)))
    return Curve(distinct, risk, deaths, leaving - deaths, survival, std_err, low, high, level_percent)


def compare_survival(
    time: ArrayLike, event: Sequence[bool] | Mask, group: Sequence[str], weight: Weight = Weight.LOG_RANK
) -> LogRank | NotEstimable:
    """Returns the log-rank test, or one of its family, of two or more groups.

    Raises:
        SynthesisError: As `estimate_curve`.
    """
    times, events = check_times(time, event)
    same_length(time=times, group=group)
    names = sorted(set(group))
    if len(names) < 2:
        return NotEstimable("there is one group only")
    membership = np.array([[name == each for name in names] for each in group], dtype=np.float64)
    observed, expected, variance = _tally(times, events, membership, weight)
    chi2 = _quadratic(observed - expected, variance)
    if chi2 is None:
        return NotEstimable("no group has an event while others are at risk")
    n = membership.sum(axis=0).astype(int)
    return LogRank(
        weight=weight,
        n=dict(zip(names, n.tolist(), strict=True)),
        observed=dict(zip(names, observed.tolist(), strict=True)),
        expected=dict(zip(names, expected.tolist(), strict=True)),
        chi2=chi2,
        df=len(names) - 1,
        p=float(chi2_above(chi2, len(names) - 1)),
    )


def check_times(time: ArrayLike, event: Sequence[bool] | Mask) -> tuple[Array, Array]:
    """Returns times and events as vectors of numbers, events 1 and censored 0."""
    times = vector("time", time)
    events = np.asarray(event)
    same_length(time=times, event=events)
    if (times < 0).any():
        raise SynthesisError(f"time is negative in row {int(np.argmax(times < 0)) + 1}")
    if not np.isin(events, (0, 1)).all():
        raise SynthesisError("event is neither true nor false", hint="1 or True for an event, 0 or False for censored")
    return times, events.astype(np.float64)


def _limits(survival: Array, std_err: Array, transform: Transform, z: float) -> tuple[Array, Array]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if transform is Transform.LOG:
            low, high = survival * np.exp(-z * std_err), np.minimum(survival * np.exp(z * std_err), 1.0)
        else:
            reach = np.exp(z * std_err / np.log(survival))
            low, high = survival ** (1 / reach), survival**reach
    unknown = survival == 0
    whole = (survival == 1) & (transform is Transform.LOG_LOG)
    low, high = np.where(whole, 1.0, low), np.where(whole, 1.0, high)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _first_below(time: Array, curve: Array) -> float | NotEstimable:
    """Returns when a curve falls to a half; the middle of the step where it stays there exactly."""
    reached = np.flatnonzero(curve <= 0.5 + 1e-12)
    if not len(reached):
        return NotEstimable("not reached")
    first = int(reached[0])
    lower = np.flatnonzero(curve < 0.5 - 1e-12)
    if abs(curve[first] - 0.5) < 1e-12 and len(lower):
        return float(time[first] + time[int(lower[0])]) / 2
    return float(time[first])


def _tally(times: Array, events: Array, membership: Array, weight: Weight) -> tuple[Array, Array, Array]:
    """Returns (observed, expected, covariance) of the groups' weighted deaths over all times with deaths."""
    distinct = np.unique(times[events > 0])
    risk = np.array([membership[times >= moment].sum(axis=0) for moment in distinct])
    deaths = np.array([membership[(times == moment) & (events > 0)].sum(axis=0) for moment in distinct])
    all_risk, all_deaths = risk.sum(axis=1), deaths.sum(axis=1)
    weights = _peto_weights(all_risk, all_deaths) if weight is Weight.PETO_PETO else np.ones(len(distinct))
    share = risk / all_risk[:, None]
    spread = weights**2 * all_deaths * (all_risk - all_deaths) / np.maximum(all_risk - 1, 1)
    covariance = np.diag((spread[:, None] * share).sum(axis=0)) - share.T @ (spread[:, None] * share)
    expected = (weights * all_deaths) @ share
    return weights @ deaths, expected, covariance


def _peto_weights(risk: Array, deaths: Array) -> Array:
    """Returns survival just before each time, as R's survdiff with rho = 1 has it."""
    survival = np.cumprod(1 - deaths / risk)
    return np.concatenate(([1.0], survival[:-1]))


def _quadratic(excess: Array, covariance: Array) -> float | None:
    inside = covariance[:-1, :-1]
    if np.linalg.matrix_rank(inside) < len(inside):
        return None
    return float(excess[:-1] @ np.linalg.solve(inside, excess[:-1]))
