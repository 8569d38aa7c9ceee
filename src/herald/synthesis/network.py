"""Network meta-analysis: treatments compared through a network of trials, with trials of several arms right.

Source: the contrast-based frequentist model of Rücker 2012, doi:10.1002/jrsm.1058, and Higgins et al. 2012,
doi:10.1002/jrsm.1044; P-scores Rücker and Schwarzer 2015, doi:10.1186/s12874-015-0060-8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array, comparable
from herald.synthesis.contrasts import Trial
from herald.synthesis.decorrelation import combine, decorrelate
from herald.synthesis.distributions import chi2_above, critical, normal_below
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.heterogeneity import estimate_tau2
from herald.synthesis.least_squares import Data, Fit, fit
from herald.synthesis.measures import Measure
from herald.synthesis.pairwise import DEFAULT, Model, Options, Test
from herald.synthesis.versions import VERSIONS


@dataclass(frozen=True, slots=True)
class RelativeEffect:
    """The effect of one treatment against another, on the analysis scale."""

    estimate: float
    se: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two treatments that some trial compares.

    Attributes:
        studies: The trials that compare them, also within more arms.
    """

    treatment: str
    comparator: str
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A fitted network.

    Attributes:
        reference: The treatment that the others are shown against.
        effects: Of each treatment against the reference, (t,); 0 for the reference.
        covariance: Of `effects`, (t, t).
        q: Of all trials around the common-effect network; `q_df` 0 where nothing is compared twice.
        i2_percent: (Q - df) / Q; None without degrees of freedom.
    """

    measure: Measure
    options: Options
    trials: tuple[Trial, ...]
    treatments: tuple[str, ...]
    reference: str
    effects: Array
    covariance: Array
    tau2: float
    q: float
    q_df: int
    p_q: float
    i2_percent: float | None
    small_is_better: bool
    warnings: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)

    def effect(self, treatment: str, comparator: str) -> RelativeEffect:
        """Returns the effect of a treatment against another.

        Raises:
            SynthesisError: A treatment that is not in the network.
        """
        i, j = self._place(treatment), self._place(comparator)
        estimate, se = float(self.effects[i] - self.effects[j]), float(np.sqrt(max(0.0, self._variance(i, j))))
        half = float(critical(self.options.level_percent)) * se
        return RelativeEffect(estimate, se, estimate - half, estimate + half)

    def prediction(self, treatment: str, comparator: str) -> tuple[float, float]:
        """Returns where the effect in a new trial is expected, with Student's t on the degrees of freedom of Q.

        Without degrees of freedom tau² is not estimable, and the limits are infinite.
        """
        effect = self.effect(treatment, comparator)
        if self.q_df < 1:
            return -np.inf, np.inf
        half = float(critical(self.options.level_percent, self.q_df) * np.hypot(effect.se, np.sqrt(self.tau2)))
        return effect.estimate - half, effect.estimate + half

    @property
    def p_scores(self) -> dict[str, float]:
        """The mean certainty that a treatment is better than another one, 0 to 1."""
        return {name: self._p_score(name) for name in self.treatments}

    @property
    def edges(self) -> tuple[Edge, ...]:
        found: dict[tuple[str, str], list[str]] = {}
        for trial in self.trials:
            for pair in combinations(trial.arms, 2):
                found.setdefault(pair, []).append(trial.study)
        return tuple(Edge(a, b, tuple(studies)) for (a, b), studies in sorted(found.items()))

    def _place(self, treatment: str) -> int:
        if treatment not in self.treatments:
            raise SynthesisError(f"{treatment} is not in the network", hint=f"it has {', '.join(self.treatments)}")
        return self.treatments.index(treatment)

    def _variance(self, i: int, j: int) -> float:
        return float(self.covariance[i, i] + self.covariance[j, j] - 2 * self.covariance[i, j])

    def _p_score(self, treatment: str) -> float:
        against = [self.effect(other, treatment) for other in self.treatments if other != treatment]
        sign = 1 if self.small_is_better else -1
        return float(np.mean([normal_below(sign * effect.estimate / effect.se) for effect in against]))


def pool_network(
    trials: Iterable[Trial],
    *,
    measure: Measure = Measure.MD,
    reference: str | None = None,
    options: Options = DEFAULT,
    small_is_better: bool = True,
    warnings: Sequence[str] = (),
) -> Network | NotEstimable:
    """Returns the network of trials; a network in parts is not estimable, and the reason names the parts.

    Args:
        reference: The first treatment by name where None.
        warnings: Of the steps before, to go with the result.

    Raises:
        SynthesisError: An unknown reference, a study twice, or Knapp-Hartung, which networks do not have here.
    """
    members = _check_trials(trials, options)
    if not members:
        return NotEstimable("no study is left to pool")
    parts = find_parts(members)
    if len(parts) > 1:
        named = "; ".join(" – ".join(part) for part in parts)
        return NotEstimable(f"the network is not connected: no trial links its {len(parts)} parts ({named})")
    treatments = parts[0]
    base = _reference(treatments, reference)
    data = stack(members, treatments, base)
    comparable(np.sqrt(data.vi))
    tau2 = float(estimate_tau2(data, options.method)) if options.model is Model.RANDOM else 0.0
    effects, covariance = _with_reference(fit(data, tau2), treatments, base)
    return Network(
        measure=measure,
        options=options,
        trials=members,
        treatments=treatments,
        reference=base,
        effects=effects,
        covariance=covariance,
        tau2=tau2,
        small_is_better=small_is_better,
        warnings=(*warnings, *_warn(data, options)),
        **_heterogeneity(data),
    )


def find_parts(trials: Sequence[Trial]) -> tuple[tuple[str, ...], ...]:
    """Returns the connected parts of a network, each a sorted tuple of treatments, the largest first."""
    parts: list[set[str]] = []
    for trial in trials:
        joined = set(trial.arms).union(*(part for part in parts if part & set(trial.arms)))
        parts = [part for part in parts if not part & joined] + [joined]
    return tuple(sorted((tuple(sorted(part)) for part in parts), key=lambda part: (-len(part), part)))


def stack(trials: Sequence[Trial], treatments: Sequence[str], reference: str) -> Data:
    """Returns the trials as independent observations, with a coefficient for each treatment but the reference."""
    columns = [i for i, name in enumerate(treatments) if name != reference]
    combinations = [decorrelate(trial) for trial in trials]
    effects = combine(combinations, np.concatenate([trial.effects for trial in trials])[:, None])[:, 0]
    variances = np.concatenate([each.variances for each in combinations])
    design = independent_design(trials, treatments)[:, columns]
    return Data(effects, variances, design, np.ones(len(effects)))


def independent_design(trials: Sequence[Trial], treatments: Sequence[str]) -> Array:
    """Returns what `stack` has as its observations with a column for every treatment, (N, t)."""
    return combine([decorrelate(trial) for trial in trials], full_design(trials, treatments))


def full_design(trials: Sequence[Trial], treatments: Sequence[str]) -> Array:
    """Returns a column for every treatment, (N, t): 1 for the arm, -1 for the first arm of its trial."""
    place = {name: i for i, name in enumerate(treatments)}
    rows = [(place[arm], place[trial.arms[0]]) for trial in trials for arm in trial.arms[1:]]
    design = np.zeros((len(rows), len(treatments)))
    for row, (arm, first) in enumerate(rows):
        design[row, arm], design[row, first] = 1, -1
    return design


def _check_trials(trials: Iterable[Trial], options: Options) -> tuple[Trial, ...]:
    members = tuple(trials)
    twice = sorted(name for name, count in Counter(trial.study for trial in members).items() if count > 1)
    if twice:
        raise SynthesisError(f"{', '.join(twice)} more than once in the network")
    if options.test is not Test.WALD:
        raise SynthesisError("Knapp-Hartung is not defined for this network model", hint="leave it out")
    return members


def _reference(treatments: Sequence[str], reference: str | None) -> str:
    if reference is None:
        return treatments[0]
    if reference not in treatments:
        raise SynthesisError(f"{reference} is not in the network", hint=f"it has {', '.join(treatments)}")
    return reference


def _with_reference(at: Fit, treatments: Sequence[str], reference: str) -> tuple[Array, Array]:
    base = treatments.index(reference)
    effects = np.insert(at.coefficients, base, 0.0)
    covariance = np.insert(np.insert(at.covariance, base, 0.0, axis=0), base, 0.0, axis=1)
    return effects, covariance


def _heterogeneity(data: Data) -> dict[str, Any]:
    df = int(data.df)
    q = float(fit(data, 0.0).q) if df else 0.0
    i2 = 100 * max(0.0, (q - df) / q) if df and q else (0.0 if df else None)
    return {"q": q, "q_df": df, "p_q": float(chi2_above(q, df)), "i2_percent": i2}


def _warn(data: Data, options: Options) -> Iterator[str]:
    df = int(data.df)
    if df < 1:
        yield "no comparison is made twice: heterogeneity and inconsistency cannot be estimated, tau² is taken as 0"
    elif options.model is Model.RANDOM and df < 3:
        yield f"tau² rests on {df} degree{'s' * (df > 1)} of freedom and is hardly determined"
