"""How many digits agree with R, quantity by quantity.

Run: python -m validation.compare

Reads the pinned references of ../shared/reference and those of tests/reference, and writes validation/agreement.md.
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
SHARED, OWN = ROOT.parent / "shared" / "reference", ROOT / "tests" / "reference" / "metafor_more.json"
PAGE = ROOT / "validation" / "agreement.md"

Row = tuple[str, str, float, str]
"""What is compared, with what, the largest relative difference, and the reason where it is above 1e-8."""


def load(name: str) -> dict[str, Any]:
    return json.loads((SHARED / f"{name}.json").read_text(encoding="utf-8"))


def gap(ours: Iterable[Any], theirs: Iterable[Any]) -> float:
    """Returns the largest difference, relative to the larger of the reference and 1e-6."""
    a, b = np.array(list(ours), dtype=float), np.array(list(theirs), dtype=float)
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-6)))


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
    reml = synthesis.pool(yi, sei)
    more = json.loads(OWN.read_text(encoding="utf-8"))["bcg"]
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
    more = json.loads(OWN.read_text(encoding="utf-8"))
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
    write_page([*pairwise_rows(), *network_rows(), *survival_rows()])
    sys.stdout.write(f"wrote {PAGE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
