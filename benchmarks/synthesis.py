"""How fast pooling is, beside metafor's loop and the loops of Python's peers in the same run.

Run: python -m benchmarks.synthesis [--sets 1000] [--studies 13] [--peers PYTHON]

Processor time. REML over many data sets at once against one `rma()` call each in R (Rscript with metafor), and against
one fit each in PyMARE (REML) and statsmodels (Paule-Mandel: it has no REML), each held against our own by its method.
Peers run in the interpreter that `--peers` names, this one by default; one that is missing is named and left out. Then
the HER2 second-line network from its table to its league: warm, and the first time in fresh processes after importing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from herald.cli.curated_effects import load_reports
from herald.synthesis import Measure, Method, Network, Options, pool_many, pool_network, trials_of_contrasts
from herald.synthesis.arrays import Array
from herald.synthesis.selection import select

TARGET_RATIO, TARGET_NETWORK_MS = 50, 50
HERE = Path(__file__).resolve().parent
FIRST_LEAGUE = """
import time
from benchmarks.synthesis import league
start = time.process_time()
league()
print(time.process_time() - start)
"""


def draw(sets: int, studies: int) -> tuple[Array, Array]:
    """Returns effects and variances of simulated meta-analyses, half of them with heterogeneity."""
    rng = np.random.default_rng(20261121)
    vi = rng.uniform(0.005, 0.5, (sets, studies))
    tau2 = np.where(np.arange(sets) % 2, 0.1, 0.0)[:, None]
    return rng.normal(-0.3, np.sqrt(vi + tau2)), vi


def time_median(call: Callable[[], object], runs: int = 7) -> float:
    """Returns the median processor seconds of a call: other work on the machine does not count."""
    call()
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times)


def run_peer(command: list[str], yi: Array, vi: Array) -> dict[str, Any] | None:
    given = json.dumps({"yi": yi.tolist(), "vi": vi.tolist()})
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"left out: {' '.join(command[-2:])}: {done.stderr.strip().splitlines()[-1:]}")
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def peers(python: str) -> dict[str, list[str]]:
    commands = {}
    if shutil.which("Rscript"):
        commands["metafor, one rma() each"] = ["Rscript", str(HERE / "synthesis_metafor.R")]
    else:
        print("left out: metafor (no Rscript)")
    for name in ("pymare", "statsmodels"):
        commands[f"{name}, one fit each"] = [python, "-W", "ignore", str(HERE / "synthesis_peers.py"), name]
    return commands


def league() -> Network:
    chosen = select(load_reports("second line"), "PFS")
    network = pool_network(trials_of_contrasts(chosen.contrasts)[0], measure=Measure.HR)
    assert isinstance(network, Network)
    for treatment in network.treatments:
        network.effect(treatment, network.reference)
    return network


def time_first_league(runs: int = 5) -> float:
    """Returns the median processor seconds of the network in processes that have pooled nothing before."""
    command = [sys.executable, "-c", FIRST_LEAGUE]
    done = [subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent) for _ in range(runs)]
    return statistics.median(float(each.stdout) for each in done)


def print_peer(name: str, found: dict[str, Any], ours: dict[Method, float], tau2: dict[Method, Array]) -> None:
    theirs, seconds, method = np.array(found["tau2"], dtype=float), found["seconds"], Method(found["method"])
    ratio = seconds / ours[method]
    gap, failed = np.nanmax(np.abs(theirs - tau2[method])), int(np.isnan(theirs).sum())
    told = f"{method}, {gap:.1e}, {failed}; {found['version']}; {'met' if ratio >= TARGET_RATIO else 'MISSED'}"
    print(f"{name:32} {1000 * seconds:8.1f} {ratio:7.1f}  {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--studies", type=int, default=13)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    asked = parser.parse_args()
    yi, vi = draw(asked.sets, asked.studies)
    ours = {
        method: time_median(partial(pool_many, yi, vi, Options(method=method))) for method in (Method.REML, Method.PM)
    }
    tau2 = {method: pool_many(yi, vi, Options(method=method)).tau2 for method in ours}
    print(f"{asked.sets} meta-analyses of {asked.studies} studies")
    print(f"{'':32} {'ms':>8} {'x ours':>7}  method, largest difference of tau², failures")
    for method, seconds in ours.items():
        print(f"{'herald, all at once':32} {1000 * seconds:8.1f} {1:7.1f}  {method}")
    for name, command in peers(asked.peers).items():
        found = run_peer(command, yi, vi)
        if found is not None:
            print_peer(name, found, ours, tau2)
    print_network()


def print_network() -> None:
    trials = league().trials
    first, whole, fitted = (
        1000 * seconds
        for seconds in (
            time_first_league(),
            time_median(league),
            time_median(lambda: pool_network(trials, measure=Measure.HR)),
        )
    )
    verdict = "met" if max(first, whole) < TARGET_NETWORK_MS else "MISSED"
    print(f"HER2 second-line network, {len(trials)} trials, from table to league ({verdict})")
    print(f"  {first:.1f} ms the first time, {whole:.1f} ms warm, of these {fitted:.1f} ms for the fit alone")


if __name__ == "__main__":
    main()
