"""Do direct and indirect evidence agree? Comparison by comparison, and over the designs of the trials.

Source: back-calculation Dias et al. 2010, doi:10.1002/sim.3767; decomposition of Q Krahn, Binder and König 2013,
doi:10.1186/1471-2288-13-35; design-by-treatment interaction Higgins et al. 2012, doi:10.1002/jrsm.1044.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from herald.synthesis.arrays import Array
from herald.synthesis.contrasts import Trial
from herald.synthesis.distributions import chi2_above, critical, two_sided_p
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.generalised import System, estimate_tau2, solve
from herald.synthesis.heterogeneity import Method
from herald.synthesis.network import Network, RelativeEffect, full_design, stack

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
    designs = _designs(network.trials)
    by_design = {design: _q_within(trials) for design, trials in designs.items()}
    within = _q(sum(part.q for part in by_design.values()), sum(part.df for part in by_design.values()))
    total = _q(network.q, network.q_df)
    between = _q(total.q - within.q, total.df - within.df)
    between_random, tau_within = _random(network)
    detached = {
        design: _q(left.q - within.q, left.df - within.df)
        for design in designs
        if (left := _q_detached(network, design)).df < total.df
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
    system = stack(trials, trials[0].arms, trials[0].arms[0])
    return _q(solve(system, 0.0).q if system.df else 0.0, system.df)


def _interaction(network: Network, designs: Sequence[Design]) -> System:
    """Returns the network's system in which each of the designs has effects of its own, without idle columns."""
    system = stack(network.trials, network.treatments, network.reference)
    blocks = [system.design, *(_own_columns(network, design) for design in designs)]
    return System(system.y, system.sampling, system.between, _independent(np.hstack(blocks)))


def _own_columns(network: Network, design: Design) -> Array:
    owner = np.array([t.arms == design for t in network.trials for _ in t.arms[1:]], dtype=np.float64)
    columns = [i for i, name in enumerate(network.treatments) if name in design[1:]]
    return full_design(network.trials, network.treatments)[:, columns] * owner[:, None]


def _independent(columns: Array) -> Array:
    """Returns an orthonormal basis of what the columns span."""
    left, singular, _ = np.linalg.svd(columns, full_matrices=False)
    basis: Array = left[:, singular > 1e-9 * singular[0]]
    return basis


def _q_detached(network: Network, design: Design) -> Q:
    system = _interaction(network, [design])
    return _q(solve(system, 0.0).q, system.df)


def _random(network: Network) -> tuple[Q, float | None]:
    """Returns the global test at the tau² of the full interaction model (moments), and the square root of that tau²."""
    full = _interaction(network, list(_designs(network.trials)))
    plain = stack(network.trials, network.treatments, network.reference)
    tau2 = estimate_tau2(full, Method.DL) if full.df else 0.0
    q = solve(plain, tau2).q - solve(full, tau2).q
    return _q(q, plain.df - full.df), float(np.sqrt(tau2)) if full.df else None


def _q(q: float, df: int) -> Q:
    q = max(0.0, q) if df else 0.0
    return Q(q, df, float(chi2_above(q, df)) if df else None)
