"""Network meta-analysis against netmeta 3.2.0, and REML against metafor's rma.mv.

Why rma.mv for REML: netmeta's REML drops the covariance within trials of several arms when it is given contrasts (Senn
2013: tau² 0.10105 against 0.09992), and elsewhere stops at a tolerance of about 1e-6.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from herald import synthesis
from herald.synthesis import Contrast, Measure, Method, Model, Options

CLOSE = {"rel": 1e-8, "abs": 1e-10}
MOMENTS = Options(method=Method.DL)
NAMES = ("senn2013", "smokingcessation")


@pytest.fixture(scope="module", params=NAMES)
def reference(request: pytest.FixtureRequest, pinned: Any) -> dict[str, Any]:
    return pinned(f"netmeta_{request.param}")


@pytest.fixture(scope="module")
def trials(reference: dict[str, Any]) -> tuple[synthesis.Trial, ...]:
    rows = reference.get("input") or reference["contrasts"]
    contrasts = [Contrast(str(r["studlab"]), r["treat1"], r["treat2"], r["TE"], r["seTE"]) for r in rows]
    return synthesis.trials_of_contrasts(contrasts)[0]


def fitted(trials: Any, options: Options = MOMENTS) -> synthesis.Network:
    network = synthesis.pool_network(trials, options=options)
    assert isinstance(network, synthesis.Network)
    return network


def table(network: synthesis.Network, names: list[str], field: str) -> list[list[float]]:
    return [[getattr(network.effect(a, b), field) for b in names] for a in names]


@pytest.mark.parametrize("model", list(Model))
def test_the_league_agrees(trials: Any, reference: dict[str, Any], model: Model) -> None:
    network, expected = fitted(trials, Options(model, Method.DL)), reference["DL"]
    for ours, theirs in {"estimate": "TE", "se": "se", "ci_low": "lower", "ci_high": "upper"}.items():
        assert np.array(table(network, expected["trts"], ours)) == pytest.approx(
            np.array(expected[model][theirs]), **CLOSE
        )
    assert network.p_scores == pytest.approx(expected["pscore"][model], **CLOSE)


def test_heterogeneity_agrees(trials: Any, reference: dict[str, Any]) -> None:
    network, expected = fitted(trials), reference["DL"]
    found = (network.tau2, network.q, network.q_df, network.p_q, network.i2_percent / 100)
    assert found == pytest.approx([expected[name] for name in ("tau2", "Q", "df_Q", "pval_Q", "I2")], **CLOSE)


def test_prediction_intervals_agree(trials: Any, reference: dict[str, Any]) -> None:
    network, expected = fitted(trials), reference["DL"]
    names = expected["trts"]
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            if a != b:
                limits = (expected["predict"]["lower"][i][j], expected["predict"]["upper"][i][j])
                assert network.prediction(a, b) == pytest.approx(limits, **CLOSE)


def test_direct_and_indirect_evidence_agree(trials: Any, reference: dict[str, Any]) -> None:
    network, expected = fitted(trials), reference["DL"]["netsplit"]
    for name, direct, indirect, compare in zip(
        *(expected[key] for key in ("comparison", "direct", "indirect", "compare")), strict=True
    ):
        found = synthesis.split(network, *name.split(":"))
        for part, theirs in ((found.direct, direct), (found.indirect, indirect), (found.difference, compare)):
            if theirs["TE"] is None:
                assert isinstance(part, synthesis.NotEstimable)
            else:
                assert (part.estimate, part.se) == pytest.approx((theirs["TE"], theirs["seTE"]), **CLOSE)


def test_the_decomposition_of_q_agrees(trials: Any, reference: dict[str, Any]) -> None:
    found, expected = synthesis.decompose(fitted(trials)), reference["DL"]["decomp_design"]
    for ours, theirs in zip((found.total, found.within, found.between), expected["Q_decomp"], strict=True):
        assert (ours.q, ours.df) == pytest.approx((theirs["Q"], theirs["df"]), **CLOSE)
    for ours, key in ((found.by_design, "Q_het_design"), (found.detached, "Q_inc_detach")):
        by_arms = {frozenset(design): (part.q, part.df) for design, part in ours.items()}
        theirs = {frozenset(each["design"].split(":")): (each["Q"], each["df"]) for each in expected[key]}
        assert by_arms.keys() == theirs.keys()
        for arms, numbers in theirs.items():
            assert by_arms[arms] == pytest.approx(numbers, **CLOSE)
    random = expected["Q_inc_random"][0]
    assert (found.between_random.q, found.tau_within) == pytest.approx((random["Q"], random["tau.within"]), **CLOSE)


@pytest.mark.parametrize("model", list(Model))
def test_contributions_agree_where_no_two_paths_are_equally_short(
    trials: Any, reference: dict[str, Any], model: Model
) -> None:
    """Among equally short paths netmeta takes igraph's first, Herald the first by name: 11 of 102 rows differ, by at
    most 0.0032 (Senn 2013). The method does not say which is right.
    """
    network, expected = fitted(trials, Options(model, Method.DL)), reference["DL"]["contribution"]
    gaps = []
    for name, shares in zip(expected["rows"], expected[model], strict=True):
        found = synthesis.find_contributions(network, *name.split(":"))
        theirs = dict(zip((tuple(column.split(":")) for column in expected["cols"]), shares, strict=True))
        gaps.append(max(abs(found.comparisons.get(pair, 0.0) - share) for pair, share in theirs.items()))
        assert sum(found.studies.values()) == pytest.approx(1)
    assert max(gaps) < 0.0033
    assert sum(gap > 1e-8 for gap in gaps) <= 6


def test_a_chain_of_two_trials_is_bucher(pinned: Any) -> None:
    expected = pinned("netmeta_bucher_chain")["DL"]
    ratios = [
        ("DESTINY-Breast03", "T-DXd", "T-DM1", synthesis.log_ratio_from_interval(0.28, 0.22, 0.37)),
        ("EMILIA", "T-DM1", "LapCap", synthesis.log_ratio_from_interval(0.65, 0.55, 0.77)),
    ]
    contrasts = [Contrast(study, a, b, each.log_ratio, each.se) for study, a, b, each in ratios]
    network = synthesis.pool_network(synthesis.trials_of_contrasts(contrasts)[0], measure=Measure.HR)
    assert np.array(table(network, expected["trts"], "estimate")) == pytest.approx(
        np.array(expected["common"]["TE"]), **CLOSE
    )
    assert np.array(table(network, expected["trts"], "se")) == pytest.approx(
        np.array(expected["common"]["se"]), **CLOSE
    )
    assert network.p_scores == pytest.approx(expected["pscore"]["common"], **CLOSE)
    assert (network.q_df, network.tau2) == (0, 0.0)


@pytest.mark.parametrize(("method", "tolerance"), [(Method.REML, 1e-6), (Method.ML, 1e-6), (Method.PM, 1e-8)])
@pytest.mark.parametrize(("name", "reference_treatment"), [("senn2013", "plac"), ("smoking", "A")])
def test_estimates_agree_with_rma_mv(
    root: Path, more: dict[str, Any], name: str, reference_treatment: str, method: Method, tolerance: float
) -> None:
    """1e-6 relative for likelihoods: rma.mv's optimiser stops where they are flat to double precision.

    Paule and Mandel's tau² is the root of the generalised Q of rma.mv's fits at a fixed tau².
    """
    expected = more[name][method]
    network = synthesis.pool_network(
        read_trials(root / "validation/data" / f"{name}.csv"),
        reference=reference_treatment,
        options=Options(method=method),
    )
    assert network.tau2 == pytest.approx(expected["tau2"], rel=tolerance)
    found = [network.effect(treatment, reference_treatment) for treatment in expected["treatments"]]
    assert [each.estimate for each in found] == pytest.approx(expected["estimate"], rel=tolerance, abs=1e-9)
    assert [each.se for each in found] == pytest.approx(expected["se"], rel=tolerance)


def read_trials(path: Path) -> tuple[synthesis.Trial, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if "events" in rows[0]:
        columns = [[row[name] for row in rows] for name in ("study", "treatment")]
        counts = [[float(row[name]) for row in rows] for name in ("events", "n")]
        return synthesis.trials_of_arms(*columns, *counts, Measure.OR)[0]
    contrasts = [Contrast(r["study"], r["treatment"], r["comparator"], float(r["yi"]), float(r["sei"])) for r in rows]
    return synthesis.trials_of_contrasts(contrasts)[0]
