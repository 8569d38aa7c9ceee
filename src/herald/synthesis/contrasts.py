"""Comparisons of trials with two or more arms, with the covariance that a shared arm brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import LARGEST, Array
from herald.synthesis.counts import CORRECTION, Excluded, arm_outcome, counts
from herald.synthesis.measures import Measure

ADDS_UP = 0.5
"""Contrasts of one trial may miss adding up by this share of their smallest standard error: published ones come from
models with covariates and are rounded. Beyond it they are refused."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One comparison of one trial: the effect of `treatment` against `comparator` on the analysis scale.

    Attributes:
        sei: Standard error, above 0.
    """

    study: str
    treatment: str
    comparator: str
    yi: float
    sei: float


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as effects of its later arms against its first.

    Attributes:
        arms: In the order of their names.
        effects: Of each later arm against the first, (a - 1,).
        covariance: Of the effects, (a - 1, a - 1).
    """

    study: str
    arms: tuple[str, ...]
    effects: Array
    covariance: Array

    def contrast(self, treatment: str, comparator: str) -> tuple[float, float]:
        """Returns (effect, variance) between two of its arms."""
        pick = np.array([(arm == treatment) - (arm == comparator) for arm in self.arms[1:]], dtype=np.float64)
        return float(pick @ self.effects), float(pick @ self.covariance @ pick)


def trials_of_contrasts(contrasts: Iterable[Contrast]) -> tuple[tuple[Trial, ...], tuple[str, ...]]:
    """Returns the trials that contrasts describe, in the order of their first contrast, and warnings.

    A trial with a arms gives all a(a-1)/2 contrasts: only their variances together tell what the shared arm brings.

    Raises:
        SynthesisError: A number that makes no sense, a contrast given twice or with itself, contrasts of a trial with
            several arms that are missing, do not add up, or have impossible variances.
    """
    by_study: dict[str, dict[frozenset[str], Contrast]] = {}
    for contrast in contrasts:
        _check(contrast)
        of_study = by_study.setdefault(contrast.study, {})
        pair = frozenset((contrast.treatment, contrast.comparator))
        if pair in of_study:
            raise SynthesisError(
                f"{contrast.study}: {contrast.treatment} and {contrast.comparator} are compared twice",
                hint="keep one analysis of the trial",
            )
        of_study[pair] = contrast
    warnings: list[str] = []
    return tuple(_trial(study, pairs, warnings) for study, pairs in by_study.items()), tuple(warnings)


def trials_of_arms(
    study: Sequence[str], treatment: Sequence[str], events: Sequence[float], n: Sequence[float], measure: Measure
) -> tuple[tuple[Trial, ...], tuple[Excluded, ...]]:
    """Returns the trials that arms with counts describe, and those that say nothing about a ratio.

    Args:
        study: Of each arm; the arms of one study need not stand together.

    Raises:
        SynthesisError: Counts that make no sense, a study with one arm, or a treatment twice in one study.
    """
    happened, patients = counts("events", events, "n", n)
    rows: dict[str, list[int]] = {}
    for row, name in enumerate(study):
        rows.setdefault(name, []).append(row)
    trials, excluded = [], []
    for name, places in rows.items():
        arms = _arms(name, [treatment[i] for i in places])
        ordered = [places[i] for i in arms]
        x, size = happened[ordered], patients[ordered]
        if _says_nothing(measure, x, size):
            reason = "no event in any arm" if x.sum() == 0 else "an event in every patient"
            excluded.append(Excluded(places[0], f"{name}: {reason}"))
            continue
        trials.append(_trial_of_arms(name, tuple(treatment[i] for i in ordered), measure, (x, size)))
    return tuple(trials), tuple(excluded)


def _arms(study: str, treatments: Sequence[str]) -> list[int]:
    if len(set(treatments)) < len(treatments):
        raise SynthesisError(f"{study}: a treatment stands in two arms", hint="join the arms first")
    if len(treatments) < 2:
        raise SynthesisError(f"{study}: one arm only", hint="a comparison needs two arms of one study")
    return sorted(range(len(treatments)), key=lambda i: treatments[i])


def _says_nothing(measure: Measure, x: Array, size: Array) -> bool:
    none, everyone = x.sum() == 0, (x == size).all()
    return bool(none and measure.is_ratio) or bool(everyone and measure is Measure.OR)


def _trial_of_arms(study: str, arms: tuple[str, ...], measure: Measure, cells: tuple[Array, Array]) -> Trial:
    x, size = cells
    add = CORRECTION * bool(((x == 0) | (x == size)).any())
    outcome, variance = arm_outcome(measure, x + add, size + 2 * add)
    covariance = np.diag(variance[1:]) + variance[0]
    return Trial(study, arms, outcome[1:] - outcome[0], covariance)


def _check(contrast: Contrast) -> None:
    if contrast.treatment == contrast.comparator:
        raise SynthesisError(f"{contrast.study}: {contrast.treatment} is compared with itself")
    if not np.isfinite(contrast.yi):
        raise SynthesisError(f"{contrast.study}: the effect is not a finite number")
    if not (np.isfinite(contrast.sei) and contrast.sei > 0):
        raise SynthesisError(f"{contrast.study}: the standard error is not a finite number above 0")
    if abs(contrast.yi) > LARGEST or not 1 / LARGEST <= contrast.sei <= LARGEST:
        raise SynthesisError(f"{contrast.study}: the numbers are beyond {LARGEST:g}", hint="choose another unit")


def _trial(study: str, pairs: Mapping[frozenset[str], Contrast], warnings: list[str]) -> Trial:
    arms = tuple(sorted(set().union(*pairs)))
    missing = [f"{a} and {b}" for a, b in combinations(arms, 2) if frozenset((a, b)) not in pairs]
    if missing:
        raise SynthesisError(
            f"{study} has {len(arms)} arms but no comparison of {', '.join(missing)}",
            hint="give every comparison of a trial with several arms, or its arms with events and patients",
        )
    effect, variance = _square_tables(arms, pairs)
    centred = effect.mean(axis=1)  # least squares: each arm's distance from the mean arm
    gap = float(np.abs(effect - (centred[:, None] - centred[None, :])).max())
    _check_sum(study, gap, float(np.sqrt(variance[variance > 0].min())), warnings)
    covariance = 0.5 * (variance[1:, :1] + variance[:1, 1:] - variance[1:, 1:])
    if np.linalg.eigvalsh(covariance).min() <= 0:
        raise SynthesisError(
            f"{study}: no three arms can have these standard errors",
            hint="the standard errors of its comparisons contradict each other",
        )
    return Trial(study, arms, centred[1:] - centred[0], covariance)


def _square_tables(arms: tuple[str, ...], pairs: Mapping[frozenset[str], Contrast]) -> tuple[Array, Array]:
    """Returns effect and variance of each arm (row) against each arm (column)."""
    effect, variance = np.zeros((len(arms), len(arms))), np.zeros((len(arms), len(arms)))
    for i, j, contrast in _placed(arms, pairs.values()):
        effect[i, j], effect[j, i] = contrast.yi, -contrast.yi
        variance[i, j] = variance[j, i] = contrast.sei**2
    return effect, variance


def _placed(arms: tuple[str, ...], contrasts: Iterable[Contrast]) -> Iterator[tuple[int, int, Contrast]]:
    for contrast in contrasts:
        yield arms.index(contrast.treatment), arms.index(contrast.comparator), contrast


def _check_sum(study: str, gap: float, smallest_se: float, warnings: list[str]) -> None:
    if gap > ADDS_UP * smallest_se:
        raise SynthesisError(
            f"{study}: its comparisons do not add up (A against B and B against C should give A against C)",
            hint="check the direction of each comparison",
        )
    if gap > 1e-6:
        warnings.append(f"{study}: its comparisons add up only to within {gap:.2g}; their least-squares fit was used")
