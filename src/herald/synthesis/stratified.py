"""Pooling two-by-two tables without a correction for zero cells: Mantel-Haenszel and Peto."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array
from herald.synthesis.counts import Tables, effects_of
from herald.synthesis.distributions import chi2_above, critical, two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.measures import Measure
from herald.synthesis.versions import VERSIONS


@dataclass(frozen=True, slots=True)
class Stratified:
    """A common effect over strata, on the analysis scale.

    Attributes:
        q: Heterogeneity of the studies' own effects around the estimate.
    """

    measure: Measure
    technique: str
    k: int
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    p: float
    q: float
    q_df: int
    p_q: float
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)


Answer = tuple[float, float] | NotEstimable
"""Estimate and standard error, or why there is none."""


def pool_mantel_haenszel(tables: Tables, measure: Measure, level_percent: float = 95.0) -> Stratified | NotEstimable:
    """Returns the Mantel-Haenszel OR, RR or RD.

    Source: variances Robins, Breslow and Greenland 1986, doi:10.2307/2531052 (OR); Greenland and Robins 1985,
    doi:10.2307/2530643 (RR); Sato, Greenland and Robins, Biometrics 1989;45:1323 (RD).

    Raises:
        SynthesisError: The measure is not one of counts.
    """
    if measure not in _MANTEL_HAENSZEL:
        raise SynthesisError(f"Mantel-Haenszel has no {measure.long_name}", hint="ask for OR, RR or RD")
    answer = _MANTEL_HAENSZEL[measure](tables)
    if isinstance(answer, NotEstimable):
        return answer
    effects = effects_of(tables, measure)
    q = float((((effects.yi - answer[0]) / effects.sei) ** 2).sum())
    return _stratified(measure, "Mantel-Haenszel", answer, (q, len(effects.rows)), level_percent)


def pool_peto(tables: Tables, level_percent: float = 95.0) -> Stratified | NotEstimable:
    """Returns Peto's one-step odds ratio; good for rare events, balanced arms and small effects only.

    Source: Yusuf et al. 1985, doi:10.1016/S0033-0620(85)80003-7.
    """
    excess, variance = observed_less_expected(tables)
    informative = variance > 0
    if not informative.any():
        return NotEstimable("no study has both events and non-events")
    excess, variance = excess[informative], variance[informative]
    estimate, se = float(excess.sum() / variance.sum()), float(variance.sum() ** -0.5)
    q = float((variance * (excess / variance - estimate) ** 2).sum())
    return _stratified(Measure.OR, "Peto", (estimate, se), (q, len(excess)), level_percent)


def observed_less_expected(tables: Tables) -> tuple[Array, Array]:
    """Returns (observed less expected events, hypergeometric variance) of the first arm, (k,) each."""
    total, events = tables.totals, tables.events
    expected = tables.n_1 * events / total
    spread = tables.n_1 * tables.n_2 * events * (total - events)
    return tables.events_1 - expected, spread / (total**2 * np.maximum(total - 1, 1))


def _stratified(
    measure: Measure, technique: str, answer: tuple[float, float], heterogeneity: tuple[float, int], level: float
) -> Stratified:
    (estimate, se), (q, k) = answer, heterogeneity
    half = float(critical(level)) * se
    return Stratified(
        measure=measure,
        technique=technique,
        k=k,
        estimate=estimate,
        se=se,
        ci_low=estimate - half,
        ci_high=estimate + half,
        p=float(two_sided_p(estimate / se)),
        q=q,
        q_df=max(k - 1, 0),
        p_q=float(chi2_above(q, k - 1)),
    )


def _odds_ratio(t: Tables) -> Answer:
    total = t.totals
    d, b = t.n_2 - t.events_2, t.n_1 - t.events_1
    r, s = t.events_1 * d / total, b * t.events_2 / total
    agree, differ = (t.events_1 + d) / total, (b + t.events_2) / total
    big_r, big_s = r.sum(), s.sum()
    if not (big_r and big_s):
        return NotEstimable("over all studies one arm has no event, or only events")
    mixed = (agree * s + differ * r).sum() / (big_r * big_s)
    variance = 0.5 * ((agree * r).sum() / big_r**2 + mixed + (differ * s).sum() / big_s**2)
    return float(np.log(big_r / big_s)), float(np.sqrt(variance))


def _risk_ratio(t: Tables) -> Answer:
    total = t.totals
    r, s = (t.events_1 * t.n_2 / total).sum(), (t.events_2 * t.n_1 / total).sum()
    if not (r and s):
        return NotEstimable("over all studies one arm has no event")
    spread = ((t.n_1 * t.n_2 * t.events - t.events_1 * t.events_2 * total) / total**2).sum()
    return float(np.log(r / s)), float(np.sqrt(spread / (r * s)))


def _risk_difference(t: Tables) -> Answer:
    total = t.totals
    share_1, share_2 = t.n_1 / total, t.n_2 / total
    weight = (t.n_1 * share_2).sum()
    estimate = ((t.events_1 * t.n_2 - t.events_2 * t.n_1) / total).sum() / weight
    skew = t.events_2 * share_1**2 - t.events_1 * share_2**2 + share_1 * share_2 * (t.n_2 - t.n_1) / 2
    cross = (t.events_1 * (t.n_2 - t.events_2) + t.events_2 * (t.n_1 - t.events_1)) / total
    variance = estimate * skew.sum() + cross.sum() / 2
    if variance <= 0:
        return NotEstimable("no study has both events and non-events")
    return float(estimate), float(np.sqrt(variance) / weight)


_MANTEL_HAENSZEL: dict[Measure, Callable[[Tables], Answer]] = {
    Measure.OR: _odds_ratio,
    Measure.RR: _risk_ratio,
    Measure.RD: _risk_difference,
}
