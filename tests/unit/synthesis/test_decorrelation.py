from __future__ import annotations

import numpy as np
import pytest

from herald.synthesis import Contrast, Trial, pool, pool_network, trials_of_contrasts
from herald.synthesis.decorrelation import combine, decorrelate


def trial(arms: int) -> Trial:
    rng = np.random.default_rng(arms)
    variances = rng.uniform(0.01, 0.5, arms)
    covariance = np.diag(variances[1:]) + variances[0]
    return Trial("s", tuple("ABCDEF"[:arms]), rng.normal(size=arms - 1), covariance)


@pytest.mark.parametrize("arms", [2, 3, 4, 6])
def test_the_combinations_of_a_trial_are_independent_within_it_and_between_trials(arms: int) -> None:
    given = trial(arms)
    found = decorrelate(given)
    between = np.full((arms - 1, arms - 1), 0.5) + 0.5 * np.eye(arms - 1)
    assert found.matrix @ given.covariance @ found.matrix.T == pytest.approx(np.diag(found.variances), abs=1e-12)
    assert found.matrix @ between @ found.matrix.T == pytest.approx(np.eye(arms - 1), abs=1e-12)


def test_each_trial_has_its_own_rows_combined() -> None:
    trials = [trial(3), trial(2), trial(4)]
    rows = np.arange(12.0).reshape(6, 2)
    found = combine([decorrelate(each) for each in trials], rows)
    assert found[2] == pytest.approx(rows[2])
    assert found[3:] == pytest.approx(decorrelate(trials[2]).matrix @ rows[3:])


def test_thousands_of_trials_of_two_treatments_are_a_pairwise_meta_analysis() -> None:
    rng = np.random.default_rng(20261121)
    yi, sei = rng.normal(-0.3, 0.4, 3000), rng.uniform(0.05, 0.5, 3000)
    rows = (Contrast(str(i), "B", "A", y, se) for i, (y, se) in enumerate(zip(yi, sei, strict=True)))
    network, pooled = pool_network(trials_of_contrasts(rows)[0]), pool(yi, sei)
    assert network.effect("B", "A").estimate == pytest.approx(pooled.estimate)
    assert (network.tau2, network.q) == pytest.approx((pooled.tau2, pooled.q))
