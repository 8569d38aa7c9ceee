"""Effect sizes from what papers print, and tables with empty cells, against base R and metafor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from herald import synthesis
from herald.synthesis import LogRatio, LogRatioBound, Measure, Scale, Tables, Test
from herald.synthesis.proportions import transform
from herald.synthesis.ratios import log_ratio_from_log_rank

CLOSE = {"rel": 1e-10, "abs": 1e-12}
RATES = [Measure.OR, Measure.RR, Measure.RD]


@pytest.fixture(scope="module")
def rare(sizes: dict[str, Any]) -> Tables:
    rows = sizes["zero_cells"]["tables"]
    return Tables.of(*([row[name] for row in rows] for name in ("events_1", "n_1", "events_2", "n_2")))


def test_intervals_give_the_standard_error_of_their_level(sizes: dict[str, Any]) -> None:
    for row in sizes["intervals"]:
        found = synthesis.log_ratio_from_interval(row["ratio"], row["low"], row["high"], row["level"])
        assert isinstance(found, LogRatio)
        assert (found.log_ratio, found.se) == pytest.approx((row["log_ratio"], row["se"]), **CLOSE)


def test_p_values_of_one_and_two_sides_give_the_standard_error(sizes: dict[str, Any]) -> None:
    for row in sizes["p_values"]:
        found = synthesis.log_ratio_from_p(row["ratio"], row["p"], sides=row["sides"])
        assert isinstance(found, LogRatio)
        assert found.se == pytest.approx(row["se"], **CLOSE)


@pytest.mark.parametrize(
    ("bound", "limits"), [("<", ("se_at_most", "se_at_least")), (">", ("se_at_least", "se_at_most"))]
)
def test_a_p_value_as_an_inequality_gives_the_same_number_as_a_bound(
    sizes: dict[str, Any], bound: str, limits: tuple[str, str]
) -> None:
    for row in sizes["p_values"]:
        found = synthesis.log_ratio_from_p(row["ratio"], row["p"], sides=row["sides"], bound=bound)
        assert isinstance(found, LogRatioBound)
        assert getattr(found, limits[0]) == pytest.approx(row["se"], **CLOSE)
        assert getattr(found, limits[1]) is None


def test_events_and_medians_give_the_standard_error_of_proportional_hazards(sizes: dict[str, Any]) -> None:
    for row in sizes["events"]:
        found = synthesis.log_ratio_from_events(row["ratio"], row["events_1"], row["events_2"])
        assert found.se == pytest.approx(row["se"], **CLOSE)
    for row in sizes["medians"]:
        found = synthesis.log_ratio_from_medians(row["median_1"], row["median_2"], row["events_1"], row["events_2"])
        assert (found.log_ratio, found.se) == pytest.approx((row["log_ratio"], row["se"]), **CLOSE)
        assert found.assumption is not None


def test_a_log_rank_test_gives_petos_hazard_ratio(sizes: dict[str, Any]) -> None:
    row = sizes["log_rank"]
    found = log_ratio_from_log_rank(row["o_minus_e"], row["v"])
    assert (found.log_ratio, found.se) == pytest.approx((row["log_ratio"], row["se"]), **CLOSE)


@pytest.mark.parametrize("measure", RATES)
def test_tables_with_empty_cells_agree_with_escalc(rare: Tables, sizes: dict[str, Any], measure: Measure) -> None:
    reference, effects = sizes["zero_cells"][measure], synthesis.effects_of(rare, measure)
    told = [i for i, yi in enumerate(reference["yi"]) if yi is not None]
    assert list(effects.rows) == told
    assert effects.yi == pytest.approx([reference["yi"][i] for i in told], **CLOSE)
    assert effects.sei**2 == pytest.approx([reference["vi"][i] for i in told], **CLOSE)
    assert [each.reason for each in effects.excluded] == ["no event in either arm"] * (rare.k - len(told))


@pytest.mark.parametrize("measure", RATES)
def test_mantel_haenszel_with_empty_cells_agrees_with_rma_mh(
    rare: Tables, sizes: dict[str, Any], measure: Measure
) -> None:
    pooled = synthesis.pool_mantel_haenszel(rare, measure)
    for name, value in sizes["zero_cells"][measure]["mantel_haenszel"].items():
        assert getattr(pooled, name) == pytest.approx(value, **CLOSE), name


def test_peto_with_empty_cells_agrees_with_rma_peto(rare: Tables, sizes: dict[str, Any]) -> None:
    pooled = synthesis.pool_peto(rare)
    for name, value in sizes["zero_cells"]["peto"].items():
        assert getattr(pooled, name) == pytest.approx(value, **CLOSE), name


@pytest.fixture(scope="module")
def cohorts(sizes: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    rows = sizes["proportions"]["cohorts"]
    return tuple(np.array([row[name] for row in rows], dtype=float) for name in ("events", "n"))


@pytest.mark.parametrize(("scale", "name"), [(Scale.LOGIT, "logit"), (Scale.DOUBLE_ARCSINE, "double_arcsine")])
def test_proportions_of_none_and_all_agree_with_escalc(
    cohorts: tuple[np.ndarray, np.ndarray], sizes: dict[str, Any], scale: Scale, name: str
) -> None:
    yi, vi, _ = transform(*cohorts, scale)
    assert yi == pytest.approx(sizes["proportions"][name]["yi"], **CLOSE)
    assert vi == pytest.approx(sizes["proportions"][name]["vi"], **CLOSE)


@pytest.mark.parametrize("name", ["clopper_pearson", "wilson"])
def test_intervals_of_none_and_all_agree_with_base_r(
    cohorts: tuple[np.ndarray, np.ndarray], sizes: dict[str, Any], name: str
) -> None:
    found = np.column_stack(getattr(synthesis, name)(*cohorts))
    assert found == pytest.approx(np.array(sizes["proportions"][name]), rel=1e-8, abs=1e-12)


def test_pooled_proportions_come_back_as_predict_returns_them(
    cohorts: tuple[np.ndarray, np.ndarray], sizes: dict[str, Any]
) -> None:
    pooled = synthesis.pool_proportions(*cohorts, options=synthesis.Options(test=Test.KNAPP_HARTUNG))
    for name, value in sizes["proportions"]["pooled"].items():
        assert getattr(pooled, f"{name}_percent") == pytest.approx(100 * value, **CLOSE), name
