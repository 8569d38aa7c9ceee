"""Do intervals cover and are estimates unbiased, where theory says so exactly, and how far off are they elsewhere?

Run: python -m validation.simulation [--sets 20000]

Writes validation/simulation.md. Rows marked exact must lie within four Monte-Carlo standard errors; the others show
what is known: Wald intervals of random effects cover too little with few studies (IntHout et al. 2014,
doi:10.1186/1471-2288-14-25).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from herald.synthesis import Method, Model, Network, Options, Test, Trial, pool_many, pool_network
from herald.synthesis.arrays import Array

TRUE_EFFECT = -0.3
PAGE = Path(__file__).resolve().parent / "simulation.md"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the table.

    Attributes:
        is_exact: Whether coverage is nominal by theory.
    """

    name: str
    k: int
    tau2: float
    options: Options
    equal_variances: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    coverage_percent: float
    coverage_error: float
    bias: float
    bias_error: float
    mean_tau2: float

    def is_within(self, nominal_percent: float) -> bool:
        """Says whether coverage and bias lie within four Monte-Carlo standard errors of what theory says."""
        off = abs(self.coverage_percent - nominal_percent) / self.coverage_error
        return off < 4 and abs(self.bias) < 4 * self.bias_error


def scenarios() -> Iterator[Scenario]:
    common = Options(Model.COMMON)
    yield Scenario("common effect, Wald", 5, 0.0, common, equal_variances=False, is_exact=True)
    yield Scenario("common effect, Wald", 13, 0.0, common, equal_variances=False, is_exact=True)
    for k in (3, 13):
        knapp = Options(Model.RANDOM, Method.DL, Test.KNAPP_HARTUNG)
        yield Scenario("DL, Knapp-Hartung", k, 0.1, knapp, equal_variances=True, is_exact=True)
    for method in Method:
        for test in (Test.WALD, Test.KNAPP_HARTUNG, Test.AD_HOC):
            options = Options(Model.RANDOM, method, test)
            yield Scenario(f"{method}, {test.value}", 5, 0.1, options, equal_variances=False, is_exact=False)
    yield Scenario("REML, Wald", 50, 0.1, Options(), equal_variances=False, is_exact=False)


def simulate(scenario: Scenario, sets: int, seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    vi: Array = (
        np.full((sets, scenario.k), 0.1) if scenario.equal_variances else rng.uniform(0.02, 0.4, (sets, scenario.k))
    )
    yi = rng.normal(TRUE_EFFECT, np.sqrt(vi + scenario.tau2))
    found = pool_many(yi, vi, scenario.options)
    covers = (found.ci_low <= TRUE_EFFECT) & (found.ci_high >= TRUE_EFFECT)
    share = float(covers.mean())
    error = 100 * float(np.sqrt(max(share * (1 - share), 1e-9) / sets))
    bias = found.estimate - TRUE_EFFECT
    return Outcome(100 * share, error, float(bias.mean()), float(bias.std() / np.sqrt(sets)), float(found.tau2.mean()))


def simulate_network(sets: int, seed: int) -> Outcome:
    """Returns coverage and bias of C against A in a network of A-B, B-C, A-C and one trial of all three."""
    rng = np.random.default_rng(seed)
    truth = {"A": 0.0, "B": TRUE_EFFECT / 2, "C": TRUE_EFFECT}
    estimates, covers = np.empty(sets), np.empty(sets)
    for i in range(sets):
        trials = [_draw_trial(rng, f"{a}{b}", (a, b), truth) for a, b in ("AB", "BC", "AC")]
        trials.append(_draw_trial(rng, "ABC", ("A", "B", "C"), truth))
        network = pool_network(trials, options=Options(Model.COMMON))
        assert isinstance(network, Network)
        effect = network.effect("C", "A")
        estimates[i], covers[i] = effect.estimate, effect.ci_low <= TRUE_EFFECT <= effect.ci_high
    share, bias = float(covers.mean()), estimates - TRUE_EFFECT
    error = 100 * float(np.sqrt(share * (1 - share) / sets))
    return Outcome(100 * share, error, float(bias.mean()), float(bias.std() / np.sqrt(sets)), 0.0)


def _draw_trial(rng: np.random.Generator, study: str, arms: tuple[str, ...], truth: dict[str, float]) -> Trial:
    variance = rng.uniform(0.01, 0.1, len(arms))
    outcome = rng.normal([truth[arm] for arm in arms], np.sqrt(variance))
    return Trial(study, arms, outcome[1:] - outcome[0], np.diag(variance[1:]) + variance[0])


def write_page(sets: int) -> bool:
    """Writes the page and says whether every exact row holds."""
    lines = [
        "# Simulation",
        "",
        f"True effect {TRUE_EFFECT}, {sets} meta-analyses a row, nominal coverage 95 %.",
        "Written by `validation/simulation.py`.",
        "",
        "| estimator | k | tau² | coverage % (± MC error) | bias (± MC error) | mean tau² | exact |",
        "|---|---|---|---|---|---|---|",
    ]
    holds = True
    for seed, scenario in enumerate(scenarios()):
        found = simulate(scenario, sets, seed)
        verdict = "" if not scenario.is_exact else ("holds" if found.is_within(95.0) else "FAILS")
        holds &= verdict != "FAILS"
        coverage = _of(found.coverage_percent, found.coverage_error, 2)
        lines.append(
            f"| {scenario.name} | {scenario.k} | {scenario.tau2} | {coverage} "
            f"| {_of(found.bias, found.bias_error, 4)} | {found.mean_tau2:.3f} | {verdict} |"
        )
    network = simulate_network(max(200, sets // 10), seed=99)
    verdict = "holds" if network.is_within(95.0) else "FAILS"
    holds &= verdict == "holds"
    lines.append(
        f"| network with a trial of three arms, common effect, {max(200, sets // 10)} sets | 4 | 0.0 "
        f"| {_of(network.coverage_percent, network.coverage_error, 2)} | {_of(network.bias, network.bias_error, 4)} "
        f"| 0.000 | {verdict} |"
    )
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return holds


def _of(value: float, error: float, digits: int) -> str:
    return f"{value:.{digits}f} ± {error:.{digits}f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=20_000)
    holds = write_page(parser.parse_args().sets)
    sys.stdout.write(f"{PAGE.name}: {'every exact row holds' if holds else 'an exact row FAILS'}\n")
    sys.exit(not holds)


if __name__ == "__main__":
    main()
