from __future__ import annotations

import math

import numpy as np
import pytest

from herald.core.errors import SynthesisError
from herald.synthesis import (
    Measure,
    Method,
    Model,
    NotEstimable,
    Options,
    Test,
    cumulate,
    find_asymmetry_by_regression,
    leave_one_out,
    pool,
    pool_many,
    pool_subgroups,
    regress,
)


def test_nothing_is_not_estimable() -> None:
    assert isinstance(pool([], []), NotEstimable)


def test_one_study_gives_that_study_and_says_so() -> None:
    pooled = pool([-0.43], [0.14], options=Options(test=Test.KNAPP_HARTUNG))
    assert (pooled.estimate, pooled.se, pooled.tau2) == pytest.approx((-0.43, 0.14, 0.0))
    assert pooled.df is None
    assert pooled.tau2_low is None
    assert "one study" in pooled.warnings[0]


def test_two_studies_warn_that_tau2_is_hardly_determined() -> None:
    assert any("two studies" in words for words in pool([0.1, 0.9], [0.2, 0.2]).warnings)


@pytest.mark.parametrize("method", list(Method))
def test_identical_studies_have_no_heterogeneity(method: Method) -> None:
    pooled = pool([-0.4] * 5, [0.2] * 5, options=Options(method=method, test=Test.AD_HOC))
    assert (pooled.tau2, pooled.i2_percent, pooled.q) == pytest.approx((0, 0, 0), abs=1e-20)
    assert pooled.se == pytest.approx(0.2 / math.sqrt(5))
    assert any("one and the same effect" in words for words in pooled.warnings)


def test_plain_knapp_hartung_that_narrows_is_named_and_the_ad_hoc_correction_prevents_it() -> None:
    plain = pool([-0.43, -0.42, -0.44], [0.14, 0.22, 0.17], options=Options(test=Test.KNAPP_HARTUNG))
    careful = pool([-0.43, -0.42, -0.44], [0.14, 0.22, 0.17], options=Options(test=Test.AD_HOC))
    assert any("narrower" in words for words in plain.warnings)
    assert careful.se == pytest.approx(pool([-0.43, -0.42, -0.44], [0.14, 0.22, 0.17]).se)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_value_that_is_not_finite_is_refused_by_row(bad: float) -> None:
    with pytest.raises(SynthesisError, match="yi is not finite in row 2"):
        pool([0.1, bad], [0.2, 0.2])


@pytest.mark.parametrize("bad", [0.0, -0.1])
def test_a_standard_error_of_zero_or_less_is_refused_by_row(bad: float) -> None:
    with pytest.raises(SynthesisError, match="sei is not above 0 in row 1"):
        pool([0.1], [bad])


@pytest.mark.parametrize(
    ("yi", "sei", "words"),
    [(1e300, 1.0, "yi is beyond 1e\\+30 in row 2"), (0.1, 1e200, "sei is beyond"), (0.1, 1e-200, "sei is below 1e-30")],
)
def test_numbers_whose_squares_overflow_are_refused_by_row(yi: float, sei: float, words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        pool([0.1, yi], [1.0, sei])


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize(("yi", "sei"), [(1e30, 1e-30), (1e30, 1e30), (1e-30, 1e-30), (0.0, 1e30)])
def test_numbers_at_the_limits_are_pooled_without_overflow(method: Method, yi: float, sei: float) -> None:
    pooled = pool([0.1, yi, -yi], [sei, sei, sei], options=Options(method=method))
    assert np.isfinite([pooled.estimate, pooled.se, pooled.tau2, pooled.q, pooled.i2_percent]).all()


def test_standard_errors_in_different_units_are_refused() -> None:
    with pytest.raises(SynthesisError, match="between 1e-05 and 20"):
        pool([0.1, 0.2], [1e-5, 20.0])
    with pytest.raises(SynthesisError, match="between 1e-05 and 20"):
        regress([0.1, 0.2, 0.3], [1e-5, 20.0, 1.0], {"x": [1, 2, 4]})


def test_a_study_named_twice_is_refused_because_its_comparisons_share_an_arm() -> None:
    with pytest.raises(SynthesisError, match="MARIANNE more than once"):
        pool([-0.1, -0.2], [0.1, 0.1], studies=["MARIANNE", "MARIANNE"])


def test_a_level_beyond_100_percent_is_refused() -> None:
    with pytest.raises(SynthesisError, match="not between 0 and 100"):
        Options(level_percent=195)


def test_many_data_sets_at_once_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(20261121)
    yi, vi = rng.normal(size=(20, 7)), rng.uniform(0.01, 2, size=(20, 7))
    for method in Method:
        many = pool_many(yi, vi, Options(method=method))
        alone = [pool(y, np.sqrt(v), options=Options(method=method)) for y, v in zip(yi, vi, strict=True)]
        assert many.tau2 == pytest.approx([each.tau2 for each in alone], rel=1e-8, abs=1e-12)
        assert many.estimate == pytest.approx([each.estimate for each in alone], rel=1e-8)


def test_studies_that_a_data_set_lacks_do_not_count() -> None:
    yi, vi = np.array([[-0.4, 0.1, 99.0]]), np.array([[0.1, 0.2, 0.3]])
    with_gap = pool_many(yi, vi, present=np.array([[1, 1, 0]]))
    without = pool(yi[0, :2], np.sqrt(vi[0, :2]))
    assert (with_gap.estimate[0], with_gap.tau2[0], with_gap.df[0]) == pytest.approx(
        (without.estimate, without.tau2, 1)
    )


def test_reml_finds_the_higher_of_two_peaks() -> None:
    """Two precise studies far apart and a swarm of vague ones: the restricted likelihood has a local peak at 0."""
    yi, vi = np.array([0.0, 3.0, *([1.5] * 6)]), np.array([1e-4, 1e-4, *([4.0] * 6)])
    grid = np.geomspace(1e-8, 1e3, 4000)
    weights = 1 / (vi + grid[:, None])
    mean = (weights * yi).sum(1) / weights.sum(1)
    likelihood = 0.5 * (np.log(weights).sum(1) - np.log(weights.sum(1)) - (weights * (yi - mean[:, None]) ** 2).sum(1))
    assert pool(yi, np.sqrt(vi)).tau2 == pytest.approx(grid[likelihood.argmax()], rel=0.01)


def test_a_ratio_is_shown_back_transformed() -> None:
    pooled = pool([math.log(0.5)], [0.1], measure=Measure.HR)
    assert pooled.measure.shown(pooled.estimate) == pytest.approx(0.5)


def test_leaving_out_the_only_study_is_not_estimable() -> None:
    assert isinstance(leave_one_out(pool([0.1], [0.1])), NotEstimable)


def test_the_last_of_the_cumulated_results_is_the_whole() -> None:
    pooled = pool([0.1, 0.5, -0.2], [0.1, 0.2, 0.3])
    assert cumulate(pooled).results.estimate[-1] == pytest.approx(pooled.estimate)


@pytest.mark.parametrize("test", list(Test))
def test_a_lone_study_among_many_data_sets_is_tested_alone(test: Test) -> None:
    options = Options(test=test)
    pooled = pool([0.1, 0.5, -0.2], [0.1, 0.2, 0.3], options=options)
    series = cumulate(pooled).results
    for k in (1, 2, 3):
        alone = pool(pooled.yi[:k], pooled.sei[:k], options=options)
        assert (series.ci_low[k - 1], series.p[k - 1]) == pytest.approx((alone.ci_low, alone.p))


def test_one_subgroup_only_is_not_estimable() -> None:
    assert isinstance(pool_subgroups(pool([0.1, 0.2], [0.1, 0.1]), ["a", "a"]), NotEstimable)


def test_moderators_that_determine_each_other_are_not_estimable() -> None:
    found = regress([0.1, 0.2, 0.3, 0.5], [0.1] * 4, {"x": [1, 2, 3, 4], "twice x": [2, 4, 6, 8]})
    assert isinstance(found, NotEstimable)


def test_asymmetry_of_equally_precise_studies_is_not_estimable() -> None:
    assert isinstance(find_asymmetry_by_regression(pool([0.1, 0.2, 0.4], [0.1] * 3)), NotEstimable)


def test_a_common_effect_has_no_tau2_and_the_other_definition_of_i2() -> None:
    pooled = pool([0.1, 0.9], [0.1, 0.1], options=Options(model=Model.COMMON))
    assert pooled.tau2 == 0
    assert pooled.i2_definition == "(Q - df) / Q"
    assert pooled.i2_percent == pytest.approx(100 * (pooled.q - 1) / pooled.q)


def test_a_result_says_its_inputs_options_and_versions() -> None:
    pooled = pool([0.1, 0.2], [0.1, 0.2], studies=["a", "b"], options=Options(method=Method.PM))
    assert (pooled.studies, pooled.yi, pooled.sei) == (("a", "b"), (0.1, 0.2), pytest.approx((0.1, 0.2)))
    assert pooled.options.method is Method.PM
    assert dict(pooled.versions).keys() == {"herald", "numpy", "scipy"}
