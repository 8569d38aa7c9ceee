"""How many digits agree with R, quantity by quantity.

Run: python -m validation.compare

Reads the pinned references of ../shared/reference and those of tests/reference, and writes validation/agreement.md.
Ends with an error where fewer than eight digits agree and no reason is given.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from herald import synthesis
from herald.synthesis import Contrast, Measure, Method, Model, Options, Test

ROOT = Path(__file__).resolve().parent.parent
SHARED, OWN = ROOT.parent / "shared" / "reference", ROOT / "tests" / "reference"
PAGE = ROOT / "validation" / "agreement.md"

Row = tuple[str, str, float, str]
"""What is compared, with what, the largest relative difference, and the reason where it is above 1e-8."""


ENOUGH = 1e-8


def load(name: str, folder: Path = SHARED) -> dict[str, Any]:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def gap(ours: Iterable[Any], theirs: Iterable[Any]) -> float:
    """Returns the largest difference, relative to the larger of the reference and 1e-6."""
    a, b = np.array(list(ours), dtype=float), np.array(list(theirs), dtype=float)
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-6)))


def effect_size_rows() -> Iterator[Row]:
    sizes = load("effect_sizes", OWN)
    intervals = [
        (synthesis.log_ratio_from_interval(r["ratio"], r["low"], r["high"], r["level"]).se, r["se"])
        for r in sizes["intervals"]
    ]
    yield "standard errors from intervals", "R, qnorm", gap(*zip(*intervals, strict=True)), ""
    p_values = [
        (synthesis.log_ratio_from_p(r["ratio"], r["p"], sides=r["sides"]).se, r["se"]) for r in sizes["p_values"]
    ]
    yield "standard errors from P, one- and two-sided", "R, qnorm", gap(*zip(*p_values, strict=True)), ""
    rows = sizes["zero_cells"]["tables"]
    tables = synthesis.Tables.of(*([row[name] for row in rows] for name in ("events_1", "n_1", "events_2", "n_2")))
    for measure in (Measure.OR, Measure.RR, Measure.RD):
        effects, reference = synthesis.effects_of(tables, measure), sizes["zero_cells"][measure]
        told = [(reference["yi"][i], reference["vi"][i]) for i in effects.rows]
        numbers = np.column_stack([effects.yi, effects.sei**2])
        yield f"tables with empty cells, {measure}", "metafor escalc", gap(numbers.ravel(), np.ravel(told)), ""
        found, reference = synthesis.pool_mantel_haenszel(tables, measure), reference["mantel_haenszel"]
        pairs = [(getattr(found, name), value) for name, value in reference.items()]
        yield f"Mantel-Haenszel {measure} with empty cells", "metafor rma.mh", gap(*zip(*pairs, strict=True)), ""
    peto = synthesis.pool_peto(tables)
    pairs = [(getattr(peto, name), value) for name, value in sizes["zero_cells"]["peto"].items()]
    yield "Peto with empty cells", "metafor rma.peto", gap(*zip(*pairs, strict=True)), ""
    rows = sizes["proportions"]["cohorts"]
    cohorts = [row["events"] for row in rows], [row["n"] for row in rows]
    for name, reference in (("clopper_pearson", "R binom.test"), ("wilson", "R prop.test")):
        found = np.column_stack(getattr(synthesis, name)(*cohorts))
        yield (
            f"intervals of proportions, {name}",
            reference,
            gap(found.ravel(), np.ravel(sizes["proportions"][name])),
            "",
        )


def pairwise_rows() -> Iterator[Row]:
    bcg = load("metafor_dat_bcg")
    yi, sei = bcg["input"]["yi"], np.sqrt(bcg["input"]["vi"])
    names = {"estimate": "beta", "se": "se", "ci_low": "ci_lb", "ci_high": "ci_ub", "p": "pval", "tau2": "tau2"}
    names |= {"i2_percent": "I2", "q": "QE", "p_q": "QEp"}
    for method in ("EE", *Method):
        for test, label in ((Test.WALD, "z"), (Test.KNAPP_HARTUNG, "knha")):
            options = Options(Model.COMMON, test=test) if method == "EE" else Options(method=Method(method), test=test)
            found, reference = synthesis.pool(yi, sei, options=options), bcg["models"][f"{method}_{label}"]
            pairs = [(getattr(found, ours), reference[theirs]) for ours, theirs in names.items()]
            yield f"dat.bcg, {method}, {label}", "metafor 3.8.1 rma", gap(*zip(*pairs, strict=True)), ""
    more = load("metafor_more", OWN)["bcg"]
    for method in Method:
        found = synthesis.pool(yi, sei, options=Options(method=method, test=Test.AD_HOC, level_percent=90))
        pairs = [(getattr(found, name), value) for name, value in more["adhoc_90"][method].items()]
        yield f"dat.bcg, {method}, ad hoc, 90 %", "metafor rma", gap(*zip(*pairs, strict=True)), ""
    moderators = {name: bcg["input"][name] for name in ("ablat", "year")}
    for method, reference in more["regressions"].items():
        for test, label in ((Test.WALD, "z"), (Test.KNAPP_HARTUNG, "knha")):
            options = Options(Model.COMMON, test=test) if method == "EE" else Options(method=Method(method), test=test)
            fitted = synthesis.regress(yi, sei, moderators, options)
            numbers = [*(each.se for each in fitted.coefficients), fitted.tau2, fitted.p_moderators]
            expected = [*reference[label]["se"], reference[label]["tau2"], reference[label]["p_moderators"]]
            yield f"regression on two moderators, {method}, {label}", "metafor rma", gap(numbers, expected), ""
    reml = synthesis.pool(yi, sei)
    profile = next(each["tau2"] for each in more["q_profile"] if each["method"] == "REML")
    yield "Q-profile interval of tau²", "metafor confint, tol 1e-14", gap((reml.tau2_low, reml.tau2_high), profile), ""
    loose = bcg["models"]["REML_z"]["confint_random"]
    interval = (loose["ci_lb"][0], loose["ci_ub"][0])
    yield (
        "the same, metafor's default tolerance",
        "metafor confint",
        gap((reml.tau2_low, reml.tau2_high), interval),
        "uniroot stops at 1.2e-4",
    )
    series = synthesis.leave_one_out(reml).results
    yield "leave one out, tau²", "metafor rma", gap(series.tau2, (each["tau2"] for each in more["leave_one_out"])), ""
    yield (
        "leave one out, metafor's default tolerance",
        "metafor leave1out",
        gap(series.tau2, bcg["leave1out"]["tau2"]),
        "Fisher scoring stops at 1e-5",
    )
    cells = {name: np.array(bcg["input"][name]) for name in ("tpos", "tneg", "cpos", "cneg")}
    tables = synthesis.Tables.of(
        cells["tpos"], cells["tpos"] + cells["tneg"], cells["cpos"], cells["cpos"] + cells["cneg"]
    )
    for measure in (Measure.OR, Measure.RR, Measure.RD):
        found, reference = synthesis.pool_mantel_haenszel(tables, measure), bcg["mantel_haenszel"][measure]
        pair = ((found.estimate, found.se, found.q), (reference["beta"], reference["se"], reference["QE"]))
        yield f"Mantel-Haenszel {measure}", "metafor rma.mh", gap(*pair), ""
    peto, reference = synthesis.pool_peto(tables), bcg["peto"]
    yield "Peto", "metafor rma.peto", gap((peto.estimate, peto.se), (reference["beta"], reference["se"])), ""


def network_rows() -> Iterator[Row]:
    more = load("metafor_more", OWN)
    for name, short in (("senn2013", "senn2013"), ("smokingcessation", "smoking")):
        reference = load(f"netmeta_{name}")
        rows = reference.get("input") or reference["contrasts"]
        contrasts = [Contrast(str(r["studlab"]), r["treat1"], r["treat2"], r["TE"], r["seTE"]) for r in rows]
        trials = synthesis.trials_of_contrasts(contrasts)[0]
        for method in (Method.DL, Method.REML):
            network, expected = synthesis.pool_network(trials, options=Options(method=method)), reference[method]
            league = [network.effect(a, b).se for a in expected["trts"] for b in expected["trts"]]
            numbers = (
                [network.tau2, network.q, *league],
                [expected["tau2"], expected["Q"], *np.ravel(expected["random"]["se"])],
            )
            reason = "" if method is Method.DL else REML_REASONS[name]
            yield f"{name}, {method}: tau², Q, standard errors", "netmeta 3.2.0", gap(*numbers), reason
        network = synthesis.pool_network(trials, options=Options(method=Method.REML))
        paule_mandel = synthesis.pool_network(trials, options=Options(method=Method.PM))
        reference = more[short]["PM"]["tau2"]
        yield f"{name}, PM: tau²", "root of Q over metafor rma.mv", gap([paule_mandel.tau2], [reference]), ""
        reason = "optim stops where the likelihood is flat to double precision"
        yield f"{name}, REML: tau²", "metafor rma.mv", gap([network.tau2], [more[short]["REML"]["tau2"]]), reason


REML_REASONS = {
    "senn2013": "netmeta drops the covariance within the trial of three arms",
    "smokingcessation": "netmeta stops at about 1e-6",
}


def survival_rows() -> Iterator[Row]:
    lung = load("survival_lung")
    time, sex = (np.array(lung["input"][name], dtype=float) for name in ("time", "sex"))
    event = np.array(lung["input"]["status"]) == 2
    curve = synthesis.estimate_curve(time[sex == 1], event[sex == 1])
    survival = lung["km_log"]["surv"][: lung["km_log"]["strata_len"][0]]
    yield "Kaplan-Meier, lung", "survival 3.5.3 survfit", gap(curve.survival, survival), ""
    test = synthesis.compare_survival(time, event, [str(each) for each in sex])
    yield "log-rank, lung", "survival survdiff", gap([test.chi2], [lung["logrank"]["chisq"]]), ""
    for ties in synthesis.Ties:
        model, reference = synthesis.fit_cox(time, event, {"sex": sex}, ties=ties), lung["coxph"][f"{ties}_sex"]
        found = (model.coefficients[0].estimate, model.coefficients[0].se, model.log_likelihood[1])
        expected = (reference["coef"], reference["se"], reference["loglik"][1])
        yield f"Cox, {ties} ties, lung", "survival coxph", gap(found, expected), "coxph stops at 1e-9 of its likelihood"
    more = load("metafor_more", OWN)["lung"]
    model = synthesis.fit_cox(time, event, {"sex": sex})
    found = (model.coefficients[0].estimate, model.coefficients[0].se, *model.log_likelihood)
    reference = more["cox_sex"]
    expected = (reference["estimate"], reference["se"], *reference["log_likelihood"])
    yield "the same, efron, at eps 1e-14", "survival coxph", gap(found, expected), ""
    ecog = np.array([np.nan if value is None else value for value in lung["input"]["ph.ecog"]], dtype=float)
    known = ecog < 3
    test = synthesis.compare_survival(time[known], event[known], [str(each) for each in ecog[known]])
    yield "log-rank of three groups, lung", "survival survdiff", gap([test.chi2], [more["log_rank"]["chi2"]]), ""


def write_page(rows: Iterable[Row]) -> None:
    lines = [
        "# Agreement with R",
        "",
        "Written by `validation/compare.py`. Digits: those that agree, by the largest relative difference of the row.",
        "",
        "| what | reference | largest difference | digits | why not more |",
        "|---|---|---|---|---|",
    ]
    for what, reference, difference, reason in rows:
        digits = min(15, math.floor(-math.log10(max(difference, 1e-15))))
        lines.append(f"| {what} | {reference} | {difference:.0e} | {digits} | {reason} |")
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("needs ../shared/reference")
    rows = [*effect_size_rows(), *pairwise_rows(), *network_rows(), *survival_rows()]
    write_page(rows)
    sys.stdout.write(f"wrote {PAGE.relative_to(ROOT)}\n")
    unexplained = [what for what, _, difference, reason in rows if difference > ENOUGH and not reason]
    if unexplained:
        sys.exit(f"fewer than eight digits, and no reason: {'; '.join(unexplained)}")


if __name__ == "__main__":
    main()
