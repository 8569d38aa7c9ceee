"""Expected values are worked by hand or printed in the papers that are named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from herald.synthesis.consistency import (
    Rounded,
    Side,
    centre_of,
    contains_estimate,
    counts_of_share,
    excludes_no_effect,
    implied_interval,
    is_cut_share,
    is_difference,
    is_linear_symmetric,
    is_log_symmetric,
    is_share,
    is_significant,
    is_sum,
    p_of_z,
    read_p,
    reduction_of_ratio,
    reference_z,
    side_of_ratio,
    side_of_values,
    z_gap,
    z_of_interval,
    z_of_p,
)


def printed(text: str) -> Rounded:
    return Rounded.of(Decimal(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("0.65", "0.645", "0.655"), ("42", "41.5", "42.5"), ("0.0070", "0.00695", "0.00705"), ("97.0", "96.95", "97.05")],
)
def test_a_printed_number_is_half_a_unit_of_its_last_place_either_way(text: str, low: str, high: str) -> None:
    assert printed(text) == Rounded(Decimal(low), Decimal(high))


def test_an_interval_with_reversed_or_infinite_ends_is_refused() -> None:
    for ends in (("2", "1"), ("NaN", "1"), ("0", "Infinity")):
        with pytest.raises(ValueError, match="two finite ends"):
            Rounded(*map(Decimal, ends))


@pytest.mark.parametrize(
    ("percent", "count", "total", "fits"),
    [
        ("97", 29, 30, True),  # 96.67
        ("96.7", 29, 30, True),
        ("96.6", 29, 30, False),
        ("9", 11, 120, True),  # 9.17
        ("12.5", 1, 8, True),
        ("12", 1, 8, True),  # 12.5 is a tie: to even
        ("13", 1, 8, True),  # … or up
        ("31", 17, 56, False),  # 30.36
    ],
)
def test_a_percentage_fits_its_count_within_rounding(percent: str, count: int, total: int, fits: bool) -> None:
    assert is_share(Decimal(percent), count, total) is fits


def test_digits_cut_off_are_told_from_digits_rounded() -> None:
    assert is_cut_share(Decimal("66.6"), 2, 3)
    assert not is_cut_share(Decimal("66.7"), 2, 3)


@pytest.mark.parametrize(
    ("percent", "total", "counts"),
    [("37", 9, []), ("33", 9, [3]), ("0", 9, [0]), ("100", 9, [9]), ("50", 200, [99, 100, 101])],
)
def test_few_patients_allow_few_percentages(percent: str, total: int, counts: list[int]) -> None:
    assert list(counts_of_share(Decimal(percent), total)) == counts


def test_a_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="positive whole"):
        counts_of_share(Decimal(37), 0)
    with pytest.raises(ValueError, match="positive whole"):
        is_share(Decimal(37), 3, 0)


def test_parts_make_their_whole_within_rounding() -> None:
    assert is_sum(Rounded.exactly(29), [Rounded.exactly(15), Rounded.exactly(14)])
    assert not is_sum(Rounded.exactly(29), [Rounded.exactly(15), Rounded.exactly(13)])
    assert is_sum(printed("100"), [printed("33.3")] * 3)
    assert not is_sum(printed("100.0"), [printed("33.2")] * 3)


def test_a_difference_is_that_of_its_two_sides() -> None:
    assert is_difference(printed("7.6"), printed("63.3"), printed("55.7"))
    assert is_difference(printed("7.6"), printed("55.7"), printed("63.3"))
    assert not is_difference(printed("8.0"), printed("63.3"), printed("55.7"))


def test_a_ratio_of_065_is_a_reduction_by_35_percent() -> None:
    assert reduction_of_ratio(printed("0.65")) == Rounded(Decimal("34.5"), Decimal("35.5"))


@pytest.mark.parametrize(
    ("estimate", "low", "high", "symmetric"),
    [
        ("0.28", "0.22", "0.37", True),  # DESTINY-Breast03, first interim
        ("0.62", "0.51", "0.75", True),  # CLEOPATRA, PFS
        ("0.69", "0.48", "0.98", True),  # PHOEBE, OS
        ("1.34", "0.95", "1.64", False),  # CEREBEL, OS, as printed
    ],
)
def test_a_ratio_is_the_middle_of_its_interval_on_the_log_scale(
    estimate: str, low: str, high: str, symmetric: bool
) -> None:
    assert is_log_symmetric(printed(estimate), printed(low), printed(high)) is symmetric


def test_the_centre_is_the_root_of_the_product_of_the_limits() -> None:
    low, high = centre_of(Rounded.exactly(Decimal("0.5")), Rounded.exactly(Decimal(2)))
    assert low == pytest.approx(1) == high


def test_an_interval_made_on_the_plain_scale_is_recognised() -> None:
    assert is_linear_symmetric(printed("1.8"), printed("1.1"), printed("2.4"))
    assert not is_linear_symmetric(printed("1.34"), printed("0.95"), printed("1.64"))


def test_an_interval_contains_its_estimate_within_rounding() -> None:
    assert contains_estimate(printed("0.5"), printed("0.54"), printed("0.80"))
    assert not contains_estimate(printed("1.33"), printed("1.004"), printed("1.062"))


@pytest.mark.parametrize(("level", "z"), [(90, 1.6449), (95, 1.9600), (97.5, 2.2414), (99, 2.5758)])
def test_reference_values_are_those_of_the_normal_table(level: float, z: float) -> None:
    assert reference_z(level) == pytest.approx(z, abs=5e-5)


def test_a_level_outside_0_to_100_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        reference_z(100)


def test_p_from_an_interval_as_worked_by_altman_and_bland() -> None:
    """BMJ 2011;343:d2304: 0.81 (0.70 to 0.94) gives z 2.802 and P 0.005."""
    z = z_of_interval(*(Rounded.exactly(Decimal(text)) for text in ("0.81", "0.70", "0.94")))
    assert z is None  # exact figures: the printed ratio is not the exact middle, which only rounding allows
    z = z_of_interval(printed("0.81"), printed("0.70"), printed("0.94"))
    assert z is not None
    assert -z[1] < 2.8 < -z[0] or z[0] < -2.8 < z[1]
    assert p_of_z(2.80) == pytest.approx(0.005, abs=0.0005)


def test_phoebe_overall_survival_fits_its_p_value_only_one_sided() -> None:
    z = z_of_interval(printed("0.69"), printed("0.48"), printed("0.98"))
    assert z is not None
    p = read_p(Decimal("0.02"))
    assert z_gap(z, p, sides=2) > 0
    assert z_gap(z, p, sides=1) == 0


def test_a_narrower_level_makes_a_smaller_z() -> None:
    z95 = z_of_interval(printed("0.69"), printed("0.48"), printed("0.98"), 95)
    z90 = z_of_interval(printed("0.69"), printed("0.48"), printed("0.98"), 90)
    assert z95 is not None
    assert z90 is not None
    assert z90[0] / z95[0] == pytest.approx(1.6449 / 1.9600, rel=1e-3)


def test_an_interval_that_reaches_zero_says_nothing_of_z() -> None:
    assert z_of_interval(printed("0.5"), printed("0.0"), printed("4.0")) is None


def test_pertain_ratio_and_p_value_imply_its_interval() -> None:
    """0.65 with P .0070: J Clin Oncol 2018;36:2826 prints 0.48 to 0.89."""
    implied = implied_interval(0.65, 0.0070)
    assert implied is not None
    assert tuple(round(limit, 2) for limit in implied) == (0.48, 0.89)


@pytest.mark.parametrize(("ratio", "p"), [(1.0, 0.5), (0.65, 0.0), (0.65, 1.0), (-1.0, 0.5)])
def test_no_interval_is_implied_where_z_is_zero_or_without_bound(ratio: float, p: float) -> None:
    assert implied_interval(ratio, p) is None


def test_bounds_of_p_values_are_bounds() -> None:
    assert read_p(Decimal("0.001"), "<") == Rounded(Decimal(0), Decimal("0.001"))
    assert read_p(Decimal("0.05"), ">") == Rounded(Decimal("0.05"), Decimal(1))
    assert read_p(Decimal("0.000")) == Rounded(Decimal(0), Decimal("0.0005"))
    with pytest.raises(ValueError, match="between 0 and 1"):
        read_p(Decimal("4.84"))


def test_a_p_value_of_5_percent_is_196_standard_errors() -> None:
    least, greatest = z_of_p(Rounded.exactly(Decimal("0.05")))
    assert least == pytest.approx(1.959964, abs=1e-6) == greatest


@pytest.mark.parametrize(
    ("p", "bound", "answer"), [("0.04", None, True), ("0.06", None, False), ("0.05", None, None), ("0.05", "<", True)]
)
def test_significance_is_open_where_rounding_leaves_it_open(p: str, bound: str | None, answer: bool | None) -> None:
    assert is_significant(read_p(Decimal(p), bound)) is answer


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [("0.48", "0.98", True), ("0.95", "1.64", False), ("0.80", "1.0", None), ("1.02", "1.9", True)],
)
def test_an_interval_excludes_one_only_beyond_rounding(low: str, high: str, answer: bool | None) -> None:
    assert excludes_no_effect(printed(low), printed(high)) is answer


def test_a_low_hazard_ratio_and_a_longer_median_favour_the_same_arm() -> None:
    assert side_of_ratio(printed("0.65"), counts_harm=True) is Side.ARM
    assert side_of_values(printed("18.89"), printed("15.80")) is Side.ARM
    assert side_of_ratio(printed("0.65"), counts_harm=False) is Side.COMPARATOR
    assert side_of_ratio(printed("1.0"), counts_harm=True) is Side.NEITHER
    assert side_of_values(printed("12"), printed("12.4")) is Side.NEITHER
