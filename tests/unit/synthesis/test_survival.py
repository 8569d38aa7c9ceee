from __future__ import annotations

import math

import numpy as np
import pytest

from herald.core.errors import SynthesisError
from herald.synthesis import NotEstimable, compare_survival, estimate_curve, fit_cox, reconstruct


def test_a_curve_by_hand() -> None:
    """Kaplan and Meier's own small example shape: deaths at 1 and 3 of four patients, one censored between."""
    curve = estimate_curve([1, 2, 3, 4], [True, False, True, False])
    assert curve.survival.tolist() == pytest.approx([0.75, 0.75, 0.375, 0.375])
    assert curve.n_risk.tolist() == [4, 3, 2, 1]
    assert curve.median == 3


def test_before_the_first_time_everyone_lives_and_after_the_last_nobody_knows() -> None:
    curve = estimate_curve([1, 2], [True, False])
    assert curve.at(0.5) == 1
    assert isinstance(curve.at(3), NotEstimable)
    assert estimate_curve([1, 2], [True, True]).at(3) == 0


def test_a_median_that_is_not_reached_says_so() -> None:
    assert estimate_curve([1, 2, 3], [True, False, False]).median == NotEstimable("not reached")


def test_a_curve_that_rests_on_a_half_has_its_median_in_the_middle_of_the_step() -> None:
    assert estimate_curve([1, 2, 5, 6], [True, True, True, True]).median == 3.5


def test_a_restricted_mean_beyond_the_follow_up_is_not_estimable() -> None:
    assert isinstance(estimate_curve([1, 2], [True, False]).restricted_mean(5), NotEstimable)


def test_an_empty_group_is_not_estimable() -> None:
    assert isinstance(estimate_curve([], []), NotEstimable)


@pytest.mark.parametrize(
    ("time", "event", "words"),
    [
        ([-1.0], [True], "negative in row 1"),
        ([math.nan], [True], "not finite in row 1"),
        ([1.0], [2], "neither true nor false"),
        ([1.0, 2.0], [True], "lengths differ"),
    ],
)
def test_times_that_make_no_sense_are_refused(time: list[float], event: list[bool], words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        estimate_curve(time, event)


def test_one_group_cannot_be_compared() -> None:
    assert isinstance(compare_survival([1, 2], [True, True], ["a", "a"]), NotEstimable)


def test_groups_that_are_never_at_risk_together_cannot_be_compared() -> None:
    assert isinstance(compare_survival([1, 2], [False, True], ["a", "b"]), NotEstimable)


def test_without_ties_the_score_test_is_the_log_rank_test() -> None:
    rng = np.random.default_rng(7)
    time, group = rng.exponential(size=40), rng.integers(0, 2, 40)
    model = fit_cox(time, np.ones(40), {"group": group})
    test = compare_survival(time, np.ones(40), [str(each) for each in group])
    assert model.score_chi2 == pytest.approx(test.chi2)


def test_the_unit_of_time_does_not_matter_to_cox() -> None:
    time, event, x = [1, 3, 4, 7, 9], [1, 1, 0, 1, 1], [0.1, 2.0, 0.3, 1.0, 0.2]
    days = [each * 30.4 for each in time]
    one, other = fit_cox(time, event, {"x": x}), fit_cox(days, event, {"x": x})
    assert one.coefficients[0].estimate == pytest.approx(other.coefficients[0].estimate)


@pytest.mark.parametrize(
    ("event", "columns", "words"),
    [
        ([1, 1, 1, 1], {"x": [0, 0, 1, 1]}, "separates"),
        ([1, 1, 1, 1], {"x": [2, 2, 2, 2]}, "the same in everyone"),
        ([0, 0, 0, 0], {"x": [0, 1, 0, 1]}, "no event"),
        ([1, 1, 1, 1], {"x": [0, 1, 0, 1], "y": [1, 0, 1, 0]}, "determine each other"),
    ],
)
def test_what_cox_cannot_determine_has_a_reason(event: list[int], columns: dict[str, list[int]], words: str) -> None:
    found = fit_cox([4, 3, 2, 1], event, columns)
    assert isinstance(found, NotEstimable)
    assert words in found.reason


def test_a_reconstruction_without_numbers_of_events_says_what_it_guessed() -> None:
    found = reconstruct([0, 1, 2, 3], [1, 0.8, 0.6, 0.5], [0, 2], [10, 8])
    assert len(found.time) == 10
    assert "guess" in found.warnings[0]


def test_points_that_rise_a_little_are_levelled() -> None:
    found = reconstruct([0, 1, 2, 3], [1, 0.8, 0.805, 0.5], [0], [20], 10)
    assert found.largest_gap < 0.03


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([0, 2, 1], [1, 0.9, 0.8], [0], [10]), "times increase"),
        (([0, 1], [1, 90], [0], [10]), "not between 0 and 1"),
        (([0, 1], [1, 0.9], [0, 1], [10, 12]), "never rise"),
        (([0, 1], [1, 0.9], [], []), "at least one point"),
    ],
)
def test_readings_that_make_no_sense_are_refused(arguments: tuple[list[float], ...], words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        reconstruct(*arguments)


def test_nobody_at_risk_is_not_estimable() -> None:
    assert isinstance(reconstruct([0], [1], [0], [0]), NotEstimable)
