"""Trials of several arms as independent observations: what makes a network an ordinary weighted regression.

The effects of a trial with a shared arm have sampling covariance S and between-study covariance tau²·B, with 1 on the
diagonal of B and ½ beside it. Some combinations V of them make both diagonal at once: V'SV = D and V'BV = I. In these
combinations the total covariance is D + tau²·I, and every estimator of independent studies holds as it stands.

Source: Higgins et al. 2012, doi:10.1002/jrsm.1044 (the model); G. H. Golub and C. F. Van Loan, Matrix Computations,
4th edition, 8.7.2 (both diagonal at once).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from herald.synthesis.arrays import Array
from herald.synthesis.contrasts import Trial


@dataclass(frozen=True, slots=True)
class Combinations:
    """Independent combinations of a trial's effects.

    Attributes:
        matrix: V', (a - 1, a - 1): one combination a row.
        variances: Their sampling variances, the diagonal of D, (a - 1,).
    """

    matrix: Array
    variances: Array


def decorrelate(trial: Trial) -> Combinations:
    size = len(trial.effects)
    if size == 1:
        return Combinations(np.ones((1, 1)), trial.covariance[0])
    root = np.linalg.inv(np.linalg.cholesky(between(size)))
    variances, turn = np.linalg.eigh(root @ trial.covariance @ root.T)
    return Combinations(turn.T @ root, variances)


def between(size: int) -> Array:
    """Returns what tau² multiplies in a trial with `size` effects: 1 on the diagonal, ½ beside it."""
    structure: Array = 0.5 * (np.eye(size) + 1)
    return structure


def combine(combinations: Sequence[Combinations], rows: Array) -> Array:
    """Returns the combinations of rows, (N, c), that belong to the trials' effects in order."""
    ends = np.cumsum([len(each.variances) for each in combinations])
    parts = np.split(rows, ends[:-1])
    return np.concatenate([each.matrix @ part for each, part in zip(combinations, parts, strict=True)])
