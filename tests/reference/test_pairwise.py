"""Pairwise pooling against metafor, to 1e-8 relative: the algorithms are the same, metafor's tolerance was 1e-12."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from herald import synthesis
from herald.synthesis import Measure, Method, Model, Options, Test

CLOSE = {"rel": 1e-8, "abs": 1e-12}
FIELDS = {
    "estimate": "beta",
    "se": "se",
    "ci_low": "ci_lb",
    "ci_high": "ci_ub",
    "statistic": "stat",
    "p": "pval",
    "tau2": "tau2",
    "i2_percent": "I2",
    "h2": "H2",
    "q": "QE",
    "q_df": "QE_df",
    "p_q": "QEp",
    "prediction_low": "pi_lb",
    "prediction_high": "pi_ub",
}
ALLOCATION = ["random"] * 4 + ["alternate"] * 2 + ["random"] * 3 + ["systematic"] * 4
"""How each of the 13 trials of dat.bcg allocated its patients."""
MODELS = [f"{method}_{test}" for method in ("EE", "DL", "REML", "ML", "PM") for test in ("z", "knha")]


def options_of(name: str) -> Options:
    method, _, test = name.partition("_")
    test = Test.WALD if test == "z" else Test.KNAPP_HARTUNG
    return Options(Model.COMMON, test=test) if method == "EE" else Options(Model.RANDOM, Method(method), test)


@pytest.fixture(scope="module")
def bcg(pinned: Any) -> dict[str, Any]:
    return pinned("metafor_dat_bcg")


@pytest.fixture(scope="module")
def tables(bcg: dict[str, Any]) -> synthesis.Tables:
    cells = {name: np.array(bcg["input"][name]) for name in ("tpos", "tneg", "cpos", "cneg")}
    return synthesis.Tables.of(
        cells["tpos"], cells["tpos"] + cells["tneg"], cells["cpos"], cells["cpos"] + cells["cneg"]
    )


@pytest.fixture(scope="module")
def reml(bcg: dict[str, Any]) -> synthesis.Pooled:
    pooled = synthesis.pool(bcg["input"]["yi"], np.sqrt(bcg["input"]["vi"]), measure=Measure.RR)
    assert isinstance(pooled, synthesis.Pooled)
    return pooled


@pytest.mark.parametrize("name", MODELS)
def test_every_model_agrees_with_rma(bcg: dict[str, Any], name: str) -> None:
    reference = bcg["models"][name]
    pooled = synthesis.pool(bcg["input"]["yi"], np.sqrt(bcg["input"]["vi"]), options=options_of(name))
    for ours, theirs in FIELDS.items():
        if reference.get(theirs) is not None:
            assert getattr(pooled, ours) == pytest.approx(reference[theirs], **CLOSE), ours
    assert pooled.weights_percent == pytest.approx(reference["weights_pct"], **CLOSE)


@pytest.mark.parametrize("method", list(Method))
def test_q_profile_intervals_agree_with_confint_at_a_tight_tolerance(
    bcg: dict[str, Any], more: dict[str, Any], method: Method
) -> None:
    reference = next(each for each in more["bcg"]["q_profile"] if each["method"] == method)
    pooled = synthesis.pool(bcg["input"]["yi"], np.sqrt(bcg["input"]["vi"]), options=Options(method=method))
    assert (pooled.tau2_low, pooled.tau2_high) == pytest.approx(reference["tau2"], **CLOSE)
    assert (pooled.i2_low_percent, pooled.i2_high_percent) == pytest.approx(reference["i2"], **CLOSE)


@pytest.mark.parametrize("method", list(Method))
def test_the_ad_hoc_correction_at_another_level_agrees_with_rma(
    bcg: dict[str, Any], more: dict[str, Any], method: Method
) -> None:
    options = Options(method=method, test=Test.AD_HOC, level_percent=90)
    pooled = synthesis.pool(bcg["input"]["yi"], np.sqrt(bcg["input"]["vi"]), options=options)
    for name, value in more["bcg"]["adhoc_90"][method].items():
        assert getattr(pooled, name) == pytest.approx(value, **CLOSE), name


@pytest.mark.parametrize("case", ["k1", "k2_REML_z", "k2_DL_knha", "k3_REML_knha", "k3_REML_adhoc"])
def test_edge_cases_agree_with_rma(pinned: Any, case: str) -> None:
    reference = pinned("metafor_edge_cases")[case]
    yi, vi = {"k1": ([-0.43], [0.02]), "k2": ([-0.43, -0.29], [0.02, 0.05])}.get(
        case[:2], ([-0.43, -0.42, -0.44], [0.02, 0.05, 0.03])
    )
    test = {"z": Test.WALD, "knha": Test.KNAPP_HARTUNG, "adhoc": Test.AD_HOC}[reference["test"]]
    pooled = synthesis.pool(yi, np.sqrt(vi), options=Options(method=Method(reference["method"]), test=test))
    for ours, theirs in FIELDS.items():
        assert getattr(pooled, ours) == pytest.approx(reference[theirs], **CLOSE), ours


@pytest.mark.parametrize("measure", [Measure.RR, Measure.OR, Measure.RD])
def test_effect_sizes_agree_with_escalc(tables: synthesis.Tables, pinned: Any, measure: Measure) -> None:
    reference = pinned("metafor_effect_sizes")["dat_bcg"][measure]
    effects = synthesis.effects_of(tables, measure)
    assert effects.yi == pytest.approx(reference["yi"], **CLOSE)
    assert effects.sei**2 == pytest.approx(reference["vi"], **CLOSE)


@pytest.mark.parametrize("measure", [Measure.RR, Measure.OR, Measure.RD])
def test_mantel_haenszel_agrees_with_rma_mh(tables: synthesis.Tables, bcg: dict[str, Any], measure: Measure) -> None:
    reference, pooled = bcg["mantel_haenszel"][measure], synthesis.pool_mantel_haenszel(tables, measure)
    pairs = {
        "estimate": "beta",
        "se": "se",
        "ci_low": "ci_lb",
        "ci_high": "ci_ub",
        "p": "pval",
        "q": "QE",
        "p_q": "QEp",
    }
    for ours, theirs in pairs.items():
        assert getattr(pooled, ours) == pytest.approx(reference[theirs], **CLOSE), ours


def test_peto_agrees_with_rma_peto(tables: synthesis.Tables, bcg: dict[str, Any]) -> None:
    pooled = synthesis.pool_peto(tables)
    for ours, theirs in {"estimate": "beta", "se": "se", "ci_low": "ci_lb", "q": "QE"}.items():
        assert getattr(pooled, ours) == pytest.approx(bcg["peto"][theirs], **CLOSE), ours


@pytest.mark.parametrize("test", ["z", "knha"])
def test_regression_agrees_with_rma_mods(bcg: dict[str, Any], test: str) -> None:
    given, reference = bcg["input"], bcg[f"metareg_ablat_REML_{test}"]
    fitted = synthesis.regress(given["yi"], np.sqrt(given["vi"]), {"ablat": given["ablat"]}, options_of(f"REML_{test}"))
    for ours, theirs in {"estimate": "beta", "se": "se", "ci_low": "ci_lb", "ci_high": "ci_ub", "p": "pval"}.items():
        assert [getattr(each, ours) for each in fitted.coefficients] == pytest.approx(reference[theirs], **CLOSE)
    for ours, theirs in {"tau2": "tau2", "i2_percent": "I2", "q_moderators": "QM", "p_moderators": "QMp"}.items():
        assert getattr(fitted, ours) == pytest.approx(reference[theirs], **CLOSE)


def test_regression_on_two_moderators_agrees_with_rma_mods(bcg: dict[str, Any], more: dict[str, Any]) -> None:
    given, reference = bcg["input"], more["bcg"]["regression_two"]
    columns = {"ablat": given["ablat"], "year": given["year"]}
    fitted = synthesis.regress(given["yi"], np.sqrt(given["vi"]), columns)
    assert [each.estimate for each in fitted.coefficients] == pytest.approx(reference["estimate"], rel=1e-7)
    assert [fitted.tau2, fitted.i2_percent, fitted.q_moderators, fitted.r2_percent] == pytest.approx(
        [reference[name] for name in ("tau2", "i2", "qm", "r2")], rel=1e-7
    )


@pytest.mark.parametrize("test", [Test.WALD, Test.KNAPP_HARTUNG])
@pytest.mark.parametrize("method", ["EE", "DL", "PM", "ML"])
def test_regression_agrees_with_rma_mods_by_every_method(
    bcg: dict[str, Any], more: dict[str, Any], method: str, test: Test
) -> None:
    given = bcg["input"]
    reference = more["bcg"]["regressions"][method]["z" if test is Test.WALD else "knha"]
    options = Options(Model.COMMON, test=test) if method == "EE" else Options(method=Method(method), test=test)
    columns = {"ablat": given["ablat"], "year": given["year"]}
    fitted = synthesis.regress(given["yi"], np.sqrt(given["vi"]), columns, options)
    for name in ("estimate", "se", "ci_low", "p"):
        assert [getattr(each, name) for each in fitted.coefficients] == pytest.approx(reference[name], **CLOSE), name
    for name in ("tau2", "q_moderators", "p_moderators", "q_residual", "p_q_residual"):
        assert getattr(fitted, name) == pytest.approx(reference[name], **CLOSE), name


def test_leaving_one_out_agrees_with_refitting(reml: synthesis.Pooled, more: dict[str, Any]) -> None:
    series = synthesis.leave_one_out(reml).results
    for ours, theirs in {"estimate": "estimate", "se": "se", "tau2": "tau2", "i2_percent": "i2", "q": "q"}.items():
        assert getattr(series, ours) == pytest.approx([each[theirs] for each in more["bcg"]["leave_one_out"]], **CLOSE)


def test_cumulating_agrees_with_refitting(reml: synthesis.Pooled, more: dict[str, Any]) -> None:
    series = synthesis.cumulate(reml).results
    for name in ("estimate", "se", "tau2"):
        assert getattr(series, name)[1:] == pytest.approx([each[name] for each in more["bcg"]["cumulative"]], **CLOSE)


def test_subgroups_agree_with_refitting(reml: synthesis.Pooled, more: dict[str, Any]) -> None:
    reference = more["bcg"]["subgroups"]
    found = synthesis.pool_subgroups(reml, ALLOCATION)
    for name, part in found.groups.items():
        assert (part.estimate, part.se, part.tau2) == pytest.approx(tuple(reference[name].values()), rel=1e-7, abs=1e-9)
    assert (found.q_between, found.p) == pytest.approx((reference["q_between"], reference["p"]), rel=1e-7)


def test_eggers_regression_agrees_with_regtest_lm(reml: synthesis.Pooled, more: dict[str, Any]) -> None:
    found = synthesis.find_asymmetry_by_regression(reml)
    reference = more["bcg"]["egger_lm"]
    assert (found.statistic, found.p) == pytest.approx((reference["t"], reference["p"]), **CLOSE)


def test_the_rank_test_agrees_with_ranktest(reml: synthesis.Pooled, bcg: dict[str, Any]) -> None:
    found = synthesis.find_asymmetry_by_ranks(reml)
    assert (found.statistic, found.p) == pytest.approx((bcg["ranktest"]["tau"], bcg["ranktest"]["p"]), **CLOSE)


def test_exact_and_score_intervals_of_proportions_agree(pinned: Any) -> None:
    reference = pinned("metafor_effect_sizes")["proportions"]
    for function, name in ((synthesis.clopper_pearson, "clopper_pearson"), (synthesis.wilson, "wilson")):
        low, high = function(reference["xi"], reference["ni"])
        assert low == pytest.approx(reference[f"{name}_lb"], **CLOSE)
        assert high == pytest.approx(reference[f"{name}_ub"], **CLOSE)


def test_pooled_proportions_agree_on_both_scales(pinned: Any, more: dict[str, Any]) -> None:
    reference = pinned("metafor_proportions_pritz1997")
    given = reference["input"]
    logit = synthesis.pool_proportions(given["xi"], given["ni"], options=Options(test=Test.KNAPP_HARTUNG))
    double = synthesis.pool_proportions(given["xi"], given["ni"], scale=synthesis.Scale.DOUBLE_ARCSINE)
    for pooled, name in ((logit, "PLO_REML_knha"), (double, "PFT_REML_z")):
        for ours, theirs in {"estimate": "beta", "se": "se", "tau2": "tau2", "ci_low": "ci_lb"}.items():
            assert getattr(pooled.analysed, ours) == pytest.approx(reference[name][theirs], **CLOSE)
    back = more["pritz1997"]["double_arcsine"]
    shown = (double.estimate_percent, double.ci_low_percent, double.ci_high_percent)
    assert shown == pytest.approx([100 * back[name] for name in ("estimate", "ci_low", "ci_high")], **CLOSE)


def test_the_exact_likelihood_agrees_with_rma_glmm(pinned: Any) -> None:
    """1e-4 relative: rma.glmm takes 7 quadrature nodes and lme4's optimiser, Herald 60 nodes and 1e-10."""
    reference = pinned("metafor_proportions_pritz1997")
    found = synthesis.pool_exactly(reference["input"]["xi"], reference["input"]["ni"])
    expected = reference["glmm_PLO"]
    assert (found.log_odds, found.se, found.tau2) == pytest.approx(
        (expected["beta"], expected["se"], expected["tau2"]), rel=1e-4
    )
