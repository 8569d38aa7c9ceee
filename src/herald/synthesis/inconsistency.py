"""Do direct and indirect evidence agree? Comparison by comparison, and over the designs of the trials.

Source: back-calculation Dias et al. 2010, doi:10.1002/sim.3767; decomposition of Q Krahn, Binder and König 2013,
doi:10.1186/1471-2288-13-35; design-by-treatment interaction Higgins et al. 2012, doi:10.1002/jrsm.1044.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from herald.synthesis.arrays import Array
from herald.synthesis.contrasts import Trial
from herald.synthesis.distributions import chi2_above, critical, two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.heterogeneity import Method, estimate_tau2
from herald.synthesis.least_squares import Data, fit
from herald.synthesis.network import Network, RelativeEffect, independent_design, stack

Design = tuple[str, ...]
"""The arms of a trial, as a kind of trial."""


@dataclass(frozen=True, slots=True)
class Split:
    """One comparison by direct and by indirect evidence, on the analysis scale.

    Attributes:
        k: Trials that compare the two directly.
        direct_share: The part of the network estimate that is direct, 0 to 1.
        direct: What the trials that compare them say, or why there is nothing.
        difference: Direct less indirect.
        p: Of the difference.
    """

    treatment: str
    comparator: str
    k: int
    direct_share: float
    network: RelativeEffect
    direct: RelativeEffect | NotEstimable
    indirect: RelativeEffect | NotEstimable
    difference: RelativeEffect | NotEstimable
    p: float | None


@dataclass(frozen=True, slots=True)
class Q:
    """A share of Q with its degrees of freedom; P is None where there are none."""

    q: float
    df: int
    p: float | None


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Q, taken apart.

    Attributes:
        within: Heterogeneity between trials of one design.
        between: Inconsistency between designs (the global test).
        by_design: The heterogeneity within each design.
        detached: What is left of `between` when a design gets effects of its own: a large drop points to it. Designs
            whose detachment changes nothing are left out.
        between_random: The global test with the tau² of within-design heterogeneity.
        tau_within: The square root of that tau².
    """

    total: Q
    within: Q
    between: Q
    by_design: dict[Design, Q]
    detached: dict[Design, Q]
    between_random: Q
    tau_within: float | None


def direct_effect(network: Network, treatment: str, comparator: str) -> RelativeEffect | None:
    """Returns what the trials that compare the two say alone, at the network's tau²; None where there are none."""
    found = [t.contrast(treatment, comparator) for t in network.trials if {treatment, comparator} <= set(t.arms)]
    if not found:
        return None
    weights = np.array([1 / (variance + network.tau2) for _, variance in found])
    estimate, se = (
        float((weights * [effect for effect, _ in found]).sum() / weights.sum()),
        float(weights.sum() ** -0.5),
    )
    return _effect(network, estimate, se)


NO_DIRECT = NotEstimable("no trial compares the two")
NO_INDIRECT = NotEstimable("the network has no other way between the two")


def split_all(network: Network) -> tuple[Split, ...]:
    """Returns direct and indirect evidence for each pair of treatments, at the network's tau²."""
    return tuple(split(network, a, b) for a, b in combinations(network.treatments, 2))


def split(network: Network, treatment: str, comparator: str) -> Split:
    """Returns direct and indirect evidence for one comparison, the indirect by back-calculation.

    Why back-calculation: with trials of two arms it equals refitting without the direct trials; with more arms it
    takes out the comparison but keeps the trial's other arms.
    """
    effect = network.effect(treatment, comparator)
    direct = direct_effect(network, treatment, comparator)
    if direct is None:
        return Split(treatment, comparator, 0, 0.0, effect, NO_DIRECT, effect, NO_DIRECT, None)
    k = sum({treatment, comparator} <= set(trial.arms) for trial in network.trials)
    share = min(1.0, (effect.se / direct.se) ** 2)
    if 1 - share < 1e-9:
        return Split(treatment, comparator, k, 1.0, effect, direct, NO_INDIRECT, NO_INDIRECT, None)
    remainder = (effect.estimate - share * direct.estimate) / (1 - share)
    indirect = _effect(network, remainder, effect.se / float(np.sqrt(1 - share)))
    difference = _effect(network, direct.estimate - remainder, float(np.hypot(direct.se, indirect.se)))
    p = float(two_sided_p(difference.estimate / difference.se))
    return Split(treatment, comparator, k, share, effect, direct, indirect, difference, p)


def decompose(network: Network) -> Decomposition:
    """Returns heterogeneity within and inconsistency between designs."""
    rows, designs = _rows(network), _designs(network.trials)
    by_design = {design: _q_within(trials) for design, trials in designs.items()}
    within = _q(sum(part.q for part in by_design.values()), sum(part.df for part in by_design.values()))
    total = _q(network.q, network.q_df)
    between = _q(total.q - within.q, total.df - within.df)
    between_random, tau_within = _random(rows, list(designs))
    detached = {
        design: _q(left.q - within.q, left.df - within.df)
        for design in designs
        if (left := _q_detached(rows, design)).df < total.df
    }
    return Decomposition(total, within, between, by_design, detached, between_random, tau_within)


def _effect(network: Network, estimate: float, se: float) -> RelativeEffect:
    half = float(critical(network.options.level_percent)) * se
    return RelativeEffect(estimate, se, estimate - half, estimate + half)


def _designs(trials: Sequence[Trial]) -> dict[Design, list[Trial]]:
    found: dict[Design, list[Trial]] = {}
    for trial in trials:
        found.setdefault(trial.arms, []).append(trial)
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0])))


def _q_within(trials: Sequence[Trial]) -> Q:
    return _q_of(stack(trials, trials[0].arms, trials[0].arms[0]), 0.0)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The network's independent observations.

    Attributes:
        data: With the columns of the network model.
        arms: A column for every treatment, (N, t).
        designs: The design of each row's trial.
    """

    data: Data
    treatments: tuple[str, ...]
    arms: Array
    designs: tuple[Design, ...]


def _rows(network: Network) -> _Rows:
    return _Rows(
        stack(network.trials, network.treatments, network.reference),
        network.treatments,
        independent_design(network.trials, network.treatments),
        tuple(trial.arms for trial in network.trials for _ in trial.arms[1:]),
    )


def _interaction(rows: _Rows, designs: Sequence[Design]) -> Data:
    """Returns the observations with effects of its own for each of the designs, without idle columns."""
    blocks = [rows.data.design, *(_own_columns(rows, design) for design in designs)]
    return replace(rows.data, design=_independent(np.hstack(blocks)))


def _own_columns(rows: _Rows, design: Design) -> Array:
    owner = np.array([each == design for each in rows.designs], dtype=np.float64)
    columns = [i for i, name in enumerate(rows.treatments) if name in design[1:]]
    return rows.arms[:, columns] * owner[:, None]


def _independent(columns: Array) -> Array:
    """Returns an orthonormal basis of what the columns span."""
    left, singular, _ = np.linalg.svd(columns, full_matrices=False)
    basis: Array = left[:, singular > 1e-9 * singular[0]]
    return basis


def _q_detached(rows: _Rows, design: Design) -> Q:
    return _q_of(_interaction(rows, [design]), 0.0)


def _random(rows: _Rows, designs: Sequence[Design]) -> tuple[Q, float | None]:
    """Returns the global test at the tau² of the full interaction model (moments), and the square root of that tau²."""
    full = _interaction(rows, designs)
    tau2 = float(estimate_tau2(full, Method.DL))
    whole, own = _q_of(rows.data, tau2), _q_of(full, tau2)
    return _q(whole.q - own.q, whole.df - own.df), float(np.sqrt(tau2)) if own.df else None


def _q_of(data: Data, tau2: float) -> Q:
    return _q(float(fit(data, tau2).q), int(data.df))


def _q(q: float, df: int) -> Q:
    q = max(0.0, q) if df else 0.0
    return Q(q, df, float(chi2_above(q, df)) if df else None)
