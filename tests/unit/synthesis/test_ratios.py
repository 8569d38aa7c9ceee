from __future__ import annotations

import math

import pytest

from herald.synthesis import (
    LogRatio,
    LogRatioBound,
    NotEstimable,
    is_log_symmetric,
    log_ratio_from_events,
    log_ratio_from_interval,
    log_ratio_from_log_rank,
    log_ratio_from_medians,
    log_ratio_from_p,
)


def test_an_interval_gives_the_standard_error_by_its_width_on_the_log_scale() -> None:
    found = log_ratio_from_interval(0.65, 0.55, 0.77)
    assert found.log_ratio == pytest.approx(math.log(0.65))
    assert found.se == pytest.approx((math.log(0.77) - math.log(0.55)) / (2 * 1.959963984540054))


def test_a_wider_level_gives_a_smaller_standard_error() -> None:
    assert log_ratio_from_interval(0.47, 0.34, 0.66, 99).se < log_ratio_from_interval(0.47, 0.34, 0.66, 95).se


def test_without_an_estimate_the_middle_is_taken_and_said() -> None:
    found = log_ratio_from_interval(None, 0.5, 2.0)
    assert found.log_ratio == pytest.approx(0)
    assert found.assumption


@pytest.mark.parametrize(
    ("estimate", "low", "high", "reason"),
    [
        (0.65, 0.77, 0.55, "reversed"),
        (0.65, 0.65, 0.65, "no width"),
        (0.65, 0.55, math.inf, "no end"),
        (0.65, 0.0, 0.77, "cannot reach 0"),
        (0.65, -0.1, 0.77, "cannot reach 0"),
        (0.65, math.nan, 0.77, "no end"),
        (0.90, 0.55, 0.77, "outside"),
    ],
)
def test_impossible_intervals_are_not_estimable(estimate: float, low: float, high: float, reason: str) -> None:
    found = log_ratio_from_interval(estimate, low, high)
    assert isinstance(found, NotEstimable)
    assert reason in found.reason


def test_a_two_sided_p_gives_the_interval_that_pertain_published() -> None:
    """PERTAIN PFS, HR 0.65, P .0070, printed interval 0.48 to 0.89 (PMID 30106636)."""
    found = log_ratio_from_p(0.65, 0.0070)
    assert isinstance(found, LogRatio)
    low, high = (math.exp(found.log_ratio + side * 1.96 * found.se) for side in (-1, 1))
    assert (round(low, 2), round(high, 2)) == (0.48, 0.89)


def test_a_one_sided_p_stands_for_a_smaller_z_than_a_two_sided_one() -> None:
    assert log_ratio_from_p(0.69, 0.02, sides=1).se == pytest.approx(abs(math.log(0.69)) / 2.0537489)
    assert log_ratio_from_p(0.69, 0.02, sides=2).se == pytest.approx(abs(math.log(0.69)) / 2.3263479)


def test_an_inequality_is_a_bound_and_never_a_value() -> None:
    below, above = log_ratio_from_p(0.5, 0.001, bound="<"), log_ratio_from_p(0.9, 0.05, bound=">")
    assert isinstance(below, LogRatioBound)
    assert below.se_at_most == pytest.approx(abs(math.log(0.5)) / 3.2905267)
    assert below.se_at_least is None
    assert isinstance(above, LogRatioBound)
    assert above.se_at_least == pytest.approx(abs(math.log(0.9)) / 1.9599640)


@pytest.mark.parametrize(
    ("ratio", "p", "sides"), [(1.0, 0.5, 2), (0.6, 0.0, 2), (0.6, 1.0, 2), (0.6, 0.5, 1), (-1, 0.1, 2)]
)
def test_a_p_that_determines_nothing_is_not_estimable(ratio: float, p: float, sides: int) -> None:
    assert isinstance(log_ratio_from_p(ratio, p, sides=sides), NotEstimable)


def test_events_give_the_standard_error_of_a_hazard_ratio() -> None:
    """EMILIA OS: 149 and 182 deaths, HR 0.682 (0.548 to 0.849) in the US label; the interval implies 0.112."""
    assert log_ratio_from_events(0.682, 149, 182).se == pytest.approx(0.112, abs=0.003)


def test_medians_are_approximate_and_say_so() -> None:
    found = log_ratio_from_medians(9.6, 6.4, 100, 100)
    assert found.log_ratio == pytest.approx(math.log(6.4 / 9.6))
    assert "exponential" in found.assumption


def test_a_log_rank_test_gives_petos_ratio() -> None:
    found = log_ratio_from_log_rank(-10.0, 25.0)
    assert (found.log_ratio, found.se) == pytest.approx((-0.4, 0.2))


@pytest.mark.parametrize(
    "nothing", [log_ratio_from_events(0.7, 0, 9), log_ratio_from_medians(0, 6, 9, 9), log_ratio_from_log_rank(1, 0)]
)
def test_without_events_or_variance_nothing_is_estimable(nothing: object) -> None:
    assert isinstance(nothing, NotEstimable)


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        (("0.28", "0.22", "0.37"), True),  # DESTINY-Breast03, symmetric within rounding only
        (("0.65", "0.55", "0.77"), True),  # EMILIA
        (("1.34", "0.95", "1.64"), False),  # CEREBEL overall survival as its abstract prints it
    ],
)
def test_symmetry_is_judged_within_rounding(printed: tuple[str, str, str], verdict: bool) -> None:
    assert is_log_symmetric(*printed) is verdict
