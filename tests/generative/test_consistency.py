"""Numbers made from a true model and then rounded are never objected to; numbers moved beyond rounding always are."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import exp
from statistics import NormalDist

from hypothesis import assume, given
from hypothesis import strategies as st

from herald.synthesis.consistency import (
    Rounded,
    contains_estimate,
    counts_of_share,
    is_log_symmetric,
    is_share,
    is_sum,
    p_of_z,
    read_p,
    z_gap,
    z_of_interval,
)

ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN])
PLACES = st.integers(0, 4)


def rounded(value: float | Decimal, places: int, mode: str = ROUND_HALF_EVEN) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=mode)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    total = draw(st.integers(1, 20_000))
    return draw(st.integers(0, total)), total


@given(shares(), PLACES, ROUNDINGS)
def test_a_rounded_share_fits_and_is_among_the_possible_ones(share: tuple[int, int], places: int, mode: str) -> None:
    count, total = share
    percent = rounded(Decimal(100 * count) / total, places, mode)
    assert is_share(percent, count, total)
    assert count in counts_of_share(percent, total)


@given(shares(), PLACES, st.sampled_from([-1, 1]))
def test_a_share_moved_by_two_units_of_its_last_place_never_fits(
    share: tuple[int, int], places: int, sign: int
) -> None:
    count, total = share
    moved = rounded(Decimal(100 * count) / total, places) + sign * 2 * Decimal(1).scaleb(-places)
    assert not is_share(moved, count, total)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 3), ROUNDINGS)
def test_rounded_parts_make_their_rounded_whole(thousandths: list[int], places: int, mode: str) -> None:
    parts = [Decimal(part) / 1000 for part in thousandths]
    whole = Rounded.of(rounded(sum(parts, Decimal(0)), places, mode))
    assert is_sum(whole, [Rounded.of(rounded(part, places, mode)) for part in parts])


LOG_RATIOS = st.floats(-2.5, 2.5)
STANDARD_ERRORS = st.floats(0.02, 0.8)
LEVELS = st.sampled_from([90.0, 95.0, 97.5, 99.0])


@given(LOG_RATIOS, STANDARD_ERRORS, LEVELS, st.integers(1, 4), st.sampled_from([1, 2]), st.integers(1, 5))
def test_a_wald_interval_and_its_p_value_fit_however_they_were_rounded(
    log_ratio: float, error: float, level: float, places: int, sides: int, p_places: int
) -> None:
    reach = NormalDist().inv_cdf(0.5 + level / 200) * error
    estimate, low, high = (Rounded.of(rounded(exp(log_ratio + shift), places)) for shift in (0.0, -reach, reach))
    assert contains_estimate(estimate, low, high)
    assert is_log_symmetric(estimate, low, high)
    z = z_of_interval(estimate, low, high, level)
    if z is not None:
        p = rounded(p_of_z(log_ratio / error, sides), p_places)
        assert z_gap(z, read_p(p), sides) == 0


@given(LOG_RATIOS, STANDARD_ERRORS, st.sampled_from([-1, 1]))
def test_a_ratio_moved_off_the_centre_beyond_rounding_never_fits(log_ratio: float, error: float, sign: int) -> None:
    estimate, low, high = (rounded(exp(log_ratio + shift), 3) for shift in (0.0, -1.96 * error, 1.96 * error))
    moved = rounded(float(estimate) * exp(sign * 0.5 * error), 3)
    slack = Decimal("0.003") * (1 + estimate / low if low else Decimal(1))
    assume(low > 0 and abs(moved - estimate) > slack + Decimal("0.0015"))
    assert not is_log_symmetric(Rounded.of(moved), Rounded.of(low), Rounded.of(high))


@given(st.floats(0.5, 4.0), STANDARD_ERRORS)
def test_a_p_value_ten_times_too_small_never_fits(z_true: float, error: float) -> None:
    log_ratio = z_true * error
    figures = [rounded(exp(log_ratio + shift), 4, ROUND_HALF_EVEN) for shift in (0.0, -1.96 * error, 1.96 * error)]
    z = z_of_interval(*(Rounded.of(figure) for figure in figures))
    assume(z is not None and error > 0.05)
    assert z is not None
    too_small = Rounded.exactly(rounded(p_of_z(z_true) / 10, 12, ROUND_DOWN))
    assert z_gap(z, too_small) > 0
