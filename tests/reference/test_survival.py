"""Survival against R's survival package. Cox to 1e-7: coxph stops at a relative change of 1e-9 in its likelihood."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from herald.synthesis import (
    NotEstimable,
    Ties,
    Transform,
    Weight,
    compare_survival,
    estimate_curve,
    fit_cox,
    reconstruct,
)

CLOSE = {"rel": 1e-8, "abs": 1e-12}
COX = {"rel": 1e-7, "abs": 1e-9}


@pytest.fixture(scope="module")
def lung(pinned: Any) -> dict[str, Any]:
    return pinned("survival_lung")


@pytest.fixture(scope="module")
def patients(lung: dict[str, Any]) -> dict[str, np.ndarray]:
    given = lung["input"]
    columns = {name: np.array(given[name], dtype=float) for name in ("time", "age", "sex", "ph.ecog")}
    return {**columns, "event": np.array(given["status"]) == 2}


@pytest.mark.parametrize(("key", "transform"), [("km_log", Transform.LOG), ("km_loglog", Transform.LOG_LOG)])
def test_curves_agree_with_survfit(lung: Any, patients: Any, key: str, transform: Transform) -> None:
    expected, start = lung[key], 0
    for sex, length, row in zip((1, 2), expected["strata_len"], expected["table"]["values"], strict=True):
        here, part = slice(start, start + length), patients["sex"] == sex
        curve = estimate_curve(patients["time"][part], patients["event"][part], transform=transform)
        names = {"n_risk": "n_risk", "survival": "surv", "std_err_log": "std_err", "low": "lower", "high": "upper"}
        for ours, theirs in names.items():
            assert getattr(curve, ours) == pytest.approx(
                np.array(expected[theirs][here], dtype=float), nan_ok=True, **CLOSE
            )
        assert (curve.median, *curve.median_interval) == tuple(row[-3:])
        start += length


def test_landmarks_agree_with_survfit(patients: Any, more: dict[str, Any], pinned: Any) -> None:
    given, expected = pinned("survival_gbsg")["input"], more["gbsg"]["landmark"]
    time, event, treated = (np.array(given[name]) for name in ("rfstime", "status", "hormon"))
    for stratum, at, surv, risk in zip(*(expected[name] for name in ("strata", "time", "surv", "n_risk")), strict=True):
        part = treated == int(stratum[-1])
        curve = estimate_curve(time[part], event[part])
        assert curve.at(at) == pytest.approx(surv, **CLOSE)
        assert curve.at_risk(at) == risk


def test_restricted_means_agree_with_survfit(lung: Any, patients: Any) -> None:
    for sex in (1, 2):
        part = patients["sex"] == sex
        curve = estimate_curve(patients["time"][part], patients["event"][part])
        assert curve.restricted_mean(lung["rmst"]["tau"]) == pytest.approx(lung["rmst"][f"sex{sex}"], **CLOSE)


def test_the_log_rank_test_agrees_with_survdiff(lung: Any, patients: Any, pinned: Any) -> None:
    expected = lung["logrank"]
    found = compare_survival(patients["time"], patients["event"], [f"{sex:.0f}" for sex in patients["sex"]])
    assert (found.chi2, found.p) == pytest.approx((expected["chisq"], expected["p"]), **CLOSE)
    assert list(found.expected.values()) == pytest.approx(expected["exp"], **CLOSE)
    veteran = pinned("survival_veteran")
    given = veteran["input"]
    found = compare_survival(given["time"], given["status"], [str(arm) for arm in given["trt"]])
    assert found.chi2 == pytest.approx(veteran["logrank"], **CLOSE)


def test_peto_and_petos_test_agrees_with_survdiff(lung: Any, patients: Any) -> None:
    groups = [f"{sex:.0f}" for sex in patients["sex"]]
    found = compare_survival(patients["time"], patients["event"], groups, Weight.PETO_PETO)
    assert found.chi2 == pytest.approx(lung["peto_peto"]["chisq"], **CLOSE)


def test_three_groups_agree_with_survdiff(patients: Any, more: dict[str, Any]) -> None:
    expected = more["lung"]
    known = patients["ph.ecog"] < 3
    groups = [f"ECOG {status:.0f}" for status in patients["ph.ecog"][known]]
    found = compare_survival(patients["time"][known], patients["event"][known], groups)
    assert found.chi2 == pytest.approx(expected["log_rank"]["chi2"], **CLOSE)
    assert list(found.observed.values()) == expected["log_rank"]["observed"]
    assert list(found.expected.values()) == pytest.approx(expected["log_rank"]["expected"], **CLOSE)
    early = compare_survival(patients["time"][known], patients["event"][known], groups, Weight.PETO_PETO)
    assert early.chi2 == pytest.approx(expected["peto_peto"], **CLOSE)


@pytest.mark.parametrize(("key", "names"), [("cox_sex", ("sex",)), ("cox_strata", ("age", "ph.ecog"))])
def test_cox_agrees_with_coxph_at_a_tight_tolerance(
    patients: Any, more: dict[str, Any], key: str, names: tuple[str, ...]
) -> None:
    expected = more["lung"][key]
    known = np.all([np.isfinite(patients[name]) for name in names], axis=0)
    strata = patients["sex"][known].tolist() if key == "cox_strata" else None
    columns = {name: patients[name][known] for name in names}
    model = fit_cox(patients["time"][known], patients["event"][known], columns, strata=strata)
    assert [each.estimate for each in model.coefficients] == pytest.approx(np.atleast_1d(expected["estimate"]), **CLOSE)
    assert [each.se for each in model.coefficients] == pytest.approx(np.atleast_1d(expected["se"]), **CLOSE)
    assert model.log_likelihood == pytest.approx(expected["log_likelihood"], **CLOSE)


@pytest.mark.parametrize("key", ["efron_sex", "breslow_sex", "efron_multi", "strata"])
def test_cox_agrees_with_coxph(lung: Any, patients: Any, key: str) -> None:
    expected = lung["coxph"][key]
    known = np.isfinite(patients["ph.ecog"]) if key == "efron_multi" else np.ones(len(patients["time"]), dtype=bool)
    names = {"efron_multi": ("age", "sex", "ph.ecog"), "strata": ("age",)}.get(key, ("sex",))
    model = fit_cox(
        patients["time"][known],
        patients["event"][known],
        {name: patients[name][known] for name in names},
        strata=patients["sex"].tolist() if key == "strata" else None,
        ties=Ties.BRESLOW if key == "breslow_sex" else Ties.EFRON,
    )
    assert (model.n, model.events) == (expected["n"], expected["nevent"])
    assert [each.estimate for each in model.coefficients] == pytest.approx(np.atleast_1d(expected["coef"]), **COX)
    assert [each.se for each in model.coefficients] == pytest.approx(np.atleast_1d(expected["se"]), **COX)
    assert model.log_likelihood == pytest.approx(expected["loglik"], **COX)
    found = (model.score_chi2, model.wald_chi2, model.p_score)
    assert found == pytest.approx([expected[name] for name in ("score", "wald", "score_p")], **COX)


def test_cox_of_breast_cancer_patients_agrees_with_coxph(pinned: Any) -> None:
    expected = pinned("survival_gbsg")
    given = expected["input"]
    model = fit_cox(given["rfstime"], given["status"], {"hormon": given["hormon"]})
    assert model.coefficients[0].estimate == pytest.approx(expected["coxph_hormon"]["coef"], **COX)


def test_a_hazard_ratio_survives_the_way_through_two_figures(lung: Any, patients: Any) -> None:
    """Curves of the two sexes, read to two decimals at sixty points, with numbers at risk every 250 days."""
    rebuilt = []
    for sex in (1, 2):
        part = patients["sex"] == sex
        curve = estimate_curve(patients["time"][part], patients["event"][part])
        points = np.linspace(0, curve.time[-1], 60)
        table = [moment for moment in (0, 250, 500, 750) if moment < curve.time[-1]]
        found = reconstruct(
            points,
            [round(curve.at(point), 2) for point in points],
            table,
            [curve.at_risk(moment) for moment in table],
            int(patients["event"][part].sum()),
        )
        assert found.largest_gap < 0.02
        assert not any(found.at_risk_gaps)
        assert estimate_curve(found.time, found.event).median == pytest.approx(curve.median, rel=0.05)
        rebuilt.append(found)
    time, event = (np.concatenate([getattr(each, name) for each in rebuilt]) for name in ("time", "event"))
    sex = np.repeat([0, 1], [len(each.time) for each in rebuilt])
    model = fit_cox(time, event, {"sex": sex})
    assert not isinstance(model, NotEstimable)
    assert np.exp(model.coefficients[0].estimate) == pytest.approx(lung["coxph"]["efron_sex"]["hr"], rel=0.05)
