"""How much the pooled effect hangs on single studies, on their order in time, and on subgroups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from herald.synthesis.arrays import Array, same_length
from herald.synthesis.distributions import chi2_above
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.pairwise import Pooled, PooledMany, pool, pool_many


@dataclass(frozen=True, slots=True)
class Series:
    """The same meta-analysis with studies left out or added.

    Attributes:
        labels: The study left out of, or last added to, each of the results.
        results: Arrays of one entry a label.
    """

    labels: tuple[str, ...]
    results: PooledMany


@dataclass(frozen=True, slots=True)
class Subgroups:
    """Pooled effects of subgroups.

    Attributes:
        q_between: Of the subgroup effects around their common mean, with each subgroup's own tau².
    """

    groups: dict[str, Pooled]
    q_between: float
    df: int
    p: float


def leave_one_out(pooled: Pooled) -> Series | NotEstimable:
    """Returns the pooled effect without each study in turn."""
    if pooled.k < 2:
        return NotEstimable("nothing is left when the only study is left out")
    return _repeat(pooled, 1 - np.eye(pooled.k))


def cumulate(pooled: Pooled) -> Series:
    """Returns the pooled effect of the first study, the first two, and so on: give them in the order of time."""
    return _repeat(pooled, np.tri(pooled.k))


def pool_subgroups(pooled: Pooled, groups: Sequence[str]) -> Subgroups | NotEstimable:
    """Returns the pooled effect of each subgroup, and the test of whether they differ.

    Args:
        groups: The subgroup of each study, in the order of `pooled.studies`.
    """
    same_length(studies=pooled.studies, groups=groups)
    names = sorted(set(groups))
    if len(names) < 2:
        return NotEstimable("there is one subgroup only")
    parts = {name: _pool_part(pooled, [i for i, group in enumerate(groups) if group == name]) for name in names}
    effects = np.array([part.estimate for part in parts.values()])
    weights = np.array([part.se**-2 for part in parts.values()])
    mean = (weights * effects).sum() / weights.sum()
    q, df = float((weights * (effects - mean) ** 2).sum()), len(names) - 1
    return Subgroups(parts, q, df, float(chi2_above(q, df)))


def _repeat(pooled: Pooled, present: Array) -> Series:
    """Returns one meta-analysis a row of `present`, (m, k), all in one call."""
    yi, vi = (np.broadcast_to(values, present.shape) for values in (np.array(pooled.yi), np.array(pooled.sei) ** 2))
    return Series(pooled.studies, pool_many(yi, vi, pooled.options, present=present))


def _pool_part(pooled: Pooled, places: Sequence[int]) -> Pooled:
    part = pool(
        [pooled.yi[i] for i in places],
        [pooled.sei[i] for i in places],
        measure=pooled.measure,
        studies=[pooled.studies[i] for i in places],
        options=pooled.options,
    )
    assert isinstance(part, Pooled), "a subgroup has at least one study"
    return part
