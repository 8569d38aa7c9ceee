from __future__ import annotations

import math

import pytest

from herald.core.errors import SynthesisError
from herald.synthesis import (
    Contrast,
    Measure,
    NotEstimable,
    Options,
    Test,
    find_contributions,
    pool,
    pool_network,
    split,
    trials_of_arms,
    trials_of_contrasts,
)


def trials(*rows: tuple[str, str, str, float, float]):
    return trials_of_contrasts(Contrast(*row) for row in rows)[0]


TRIANGLE = trials(("1", "B", "A", 0.5, 0.2), ("2", "C", "B", 0.3, 0.2), ("3", "C", "A", 1.0, 0.2))


def test_an_edge_reproduces_its_only_trial() -> None:
    network = pool_network(trials(("EMILIA", "T-DM1", "LapCap", math.log(0.65), 0.086)), measure=Measure.HR)
    effect = network.effect("T-DM1", "LapCap")
    assert (effect.estimate, effect.se) == pytest.approx((math.log(0.65), 0.086))
    assert "no comparison is made twice" in network.warnings[0]
    assert network.prediction("T-DM1", "LapCap") == (-math.inf, math.inf)


def test_two_treatments_are_a_pairwise_meta_analysis() -> None:
    rows = [("1", -0.4, 0.2), ("2", 0.1, 0.3), ("3", -0.9, 0.15)]
    network = pool_network(trials(*((study, "B", "A", y, se) for study, y, se in rows)))
    pooled = pool([y for _, y, _ in rows], [se for *_, se in rows])
    assert network.effect("B", "A").estimate == pytest.approx(pooled.estimate)
    assert (network.tau2, network.q) == pytest.approx((pooled.tau2, pooled.q))


def test_indirect_evidence_is_the_sum_along_the_way() -> None:
    network = pool_network(TRIANGLE, options=Options(model="common"))
    found = split(network, "C", "A")
    assert (found.indirect.estimate, found.indirect.se) == pytest.approx((0.8, math.sqrt(0.08)))
    assert (found.direct.estimate, found.difference.estimate) == pytest.approx((1.0, 0.2))


def test_a_network_in_parts_is_not_estimable_and_the_parts_are_named() -> None:
    found = pool_network(trials(("1", "B", "A", 0.1, 0.1), ("2", "D", "C", 0.1, 0.1)))
    assert isinstance(found, NotEstimable)
    assert "A – B; C – D" in found.reason


def test_no_trials_are_not_estimable() -> None:
    assert isinstance(pool_network(()), NotEstimable)


def test_an_unknown_reference_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(SynthesisError, match="A, B, C"):
        pool_network(TRIANGLE, reference="Z")


def test_a_trial_with_three_arms_needs_all_three_comparisons() -> None:
    with pytest.raises(SynthesisError, match="no comparison of B and C"):
        trials(("MARIANNE", "B", "A", -0.1, 0.1), ("MARIANNE", "C", "A", -0.2, 0.1))


def test_comparisons_of_one_trial_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(SynthesisError, match="do not add up"):
        trials(("1", "B", "A", -0.4, 0.1), ("1", "C", "B", -0.4, 0.1), ("1", "C", "A", 0.8, 0.1))


def test_comparisons_that_add_up_within_rounding_are_fitted_and_named() -> None:
    rows = [("1", "B", "A", -0.40, 0.1), ("1", "C", "B", -0.40, 0.1), ("1", "C", "A", -0.81, 0.1)]
    found, warnings = trials_of_contrasts(Contrast(*row) for row in rows)
    assert "add up only to within" in warnings[0]
    assert found[0].contrast("C", "A")[0] == pytest.approx(-0.81, abs=0.01)


def test_impossible_standard_errors_of_one_trial_are_refused() -> None:
    with pytest.raises(SynthesisError, match="standard errors"):
        trials(("1", "B", "A", 0.0, 0.1), ("1", "C", "A", 0.0, 0.1), ("1", "C", "B", 0.0, 0.9))


def test_one_comparison_given_twice_is_refused() -> None:
    with pytest.raises(SynthesisError, match="compared twice"):
        trials(("1", "B", "A", 0.0, 0.1), ("1", "A", "B", 0.2, 0.1))


def test_a_treatment_compared_with_itself_is_refused() -> None:
    with pytest.raises(SynthesisError, match="with itself"):
        trials(("1", "A", "A", 0.0, 0.1))


@pytest.mark.parametrize(("yi", "sei"), [(math.nan, 0.1), (0.1, 0.0), (0.1, math.inf), (1e300, 1.0), (0.1, 1e-200)])
def test_numbers_that_make_no_sense_are_refused_by_study(yi: float, sei: float) -> None:
    with pytest.raises(SynthesisError, match="1: the"):
        trials(("1", "B", "A", yi, sei))


def test_trials_with_standard_errors_in_different_units_are_refused() -> None:
    with pytest.raises(SynthesisError, match="between 1e-05 and 20"):
        pool_network(trials(("1", "B", "A", 0.1, 1e-5), ("2", "C", "A", 0.1, 20.0)))


def test_knapp_hartung_is_refused_for_networks() -> None:
    with pytest.raises(SynthesisError, match="Knapp-Hartung"):
        pool_network(TRIANGLE, options=Options(test=Test.KNAPP_HARTUNG))


def test_three_arms_share_a_control_group() -> None:
    found, _ = trials_of_arms(["1", "1", "1"], ["A", "B", "C"], [10, 20, 30], [100, 100, 100], Measure.RD)
    control = 0.1 * 0.9 / 100
    assert found[0].covariance[0, 1] == pytest.approx(control)


def test_a_study_with_one_arm_is_refused() -> None:
    with pytest.raises(SynthesisError, match="one arm only"):
        trials_of_arms(["1"], ["A"], [1], [10], Measure.OR)


def test_arms_without_events_say_nothing() -> None:
    found, excluded = trials_of_arms(["1", "1"], ["A", "B"], [0, 0], [10, 10], Measure.OR)
    assert not found
    assert "no event" in excluded[0].reason


def test_p_scores_turn_round_when_larger_is_better() -> None:
    small, large = pool_network(TRIANGLE), pool_network(TRIANGLE, small_is_better=False)
    for name in "ABC":
        assert small.p_scores[name] == pytest.approx(1 - large.p_scores[name])


def test_the_mean_p_score_is_a_half() -> None:
    assert sum(pool_network(TRIANGLE).p_scores.values()) == pytest.approx(1.5)


def test_contributions_of_a_triangle_are_the_direct_share_and_the_detour() -> None:
    found = find_contributions(pool_network(TRIANGLE, options=Options(model="common")), "C", "A")
    assert found.comparisons == pytest.approx({("A", "B"): 1 / 6, ("A", "C"): 2 / 3, ("B", "C"): 1 / 6})
    assert found.studies == pytest.approx({"1": 1 / 6, "2": 1 / 6, "3": 2 / 3})
