from __future__ import annotations

import math

import numpy as np
import pytest

from herald.core.errors import SynthesisError
from herald.synthesis import NotEstimable, Scale, clopper_pearson, pool_exactly, pool_proportions
from herald.synthesis.binomial import log_likelihood


def test_the_exact_interval_of_no_events_is_the_rule_of_three_done_right() -> None:
    """0 of 15: the upper limit solves (1 - p)^15 = 0.025."""
    (low,), (high,) = clopper_pearson([0], [15])
    assert low == 0
    assert high == pytest.approx(1 - 0.025 ** (1 / 15))


@pytest.mark.parametrize("scale", list(Scale))
def test_cohorts_without_or_with_only_events_are_pooled(scale: Scale) -> None:
    pooled = pool_proportions([0, 5, 10], [10, 10, 10], scale=scale)
    assert 0 <= pooled.ci_low_percent < pooled.estimate_percent < pooled.ci_high_percent <= 100


def test_the_logit_scale_names_its_correction() -> None:
    assert any("0.5" in words for words in pool_proportions([0, 5], [10, 10]).warnings)


def test_without_heterogeneity_the_exact_likelihood_is_that_of_one_cohort() -> None:
    found = pool_exactly([3, 3, 3, 3, 3], [10, 10, 10, 10, 10])
    assert found.tau2 == 0
    assert found.estimate_percent == pytest.approx(30)
    assert found.se == pytest.approx(math.sqrt(1 / 15 + 1 / 35), rel=1e-4)


def test_the_exact_likelihood_needs_no_correction_of_empty_cells() -> None:
    found = pool_exactly([0, 13, 4], [16, 31, 10])
    assert 0 < found.ci_low_percent < found.estimate_percent < found.ci_high_percent < 100


@pytest.mark.parametrize(("events", "n"), [([0, 0], [5, 6]), ([5, 6], [5, 6]), ([], [])])
def test_nothing_or_everything_is_not_estimable_exactly(events: list[int], n: list[int]) -> None:
    assert isinstance(pool_exactly(events, n), NotEstimable)


def test_the_quadrature_is_the_integral() -> None:
    """One cohort of 3 in 8, mean 0.2, tau 0.7, against a fine Riemann sum."""
    theta = np.linspace(-12, 12, 400_001)
    density = np.exp(-0.5 * ((theta - 0.2) / 0.7) ** 2) / (0.7 * math.sqrt(2 * math.pi))
    p = 1 / (1 + np.exp(-theta))
    riemann = math.comb(8, 3) * (p**3 * (1 - p) ** 5 * density).sum() * (theta[1] - theta[0])
    assert log_likelihood(np.array([3.0]), np.array([8.0]), 0.2, 0.7) == pytest.approx(math.log(riemann), abs=1e-9)


def test_a_cohort_with_more_events_than_patients_is_refused() -> None:
    with pytest.raises(SynthesisError, match="row 2"):
        pool_exactly([1, 9], [5, 8])
