"""How long a command takes from nothing, beside an empty Python on the same machine in the same run.

Run: python -m benchmarks.cold_start [--runs 15]

Prints the median wall time of each command in fresh processes, interleaved so that a busy moment hits all alike, the
ratio to `python -c pass`, and the target where there is one.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERALD = str(Path(sys.executable).with_name("herald"))
FLOOR = "python -c pass"
COMMANDS: dict[str, tuple[list[str], float | None]] = {
    FLOOR: ([sys.executable, "-c", "pass"], None),
    "python -c 'import herald'": ([sys.executable, "-c", "import herald"], None),
    "herald --help": ([HERALD, "--help"], 0.25),
    "herald her2 --ihc 2+": ([HERALD, "her2", "--ihc", "2+"], 0.4),
    "herald her2 --ihc 2+ --format json": ([HERALD, "her2", "--ihc", "2+", "--format", "json"], 0.4),
}
"""Each command with its target in seconds, if it has one."""


def time_once(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, (arguments, _target) in COMMANDS.items():
            times[name].append(time_once(arguments))
    floor = statistics.median(times[FLOOR])
    print(f"{'command':40} {'median s':>9} {'x floor':>8} {'target s':>9}   ({runs} runs each)")
    for name, (_arguments, target) in COMMANDS.items():
        median = statistics.median(times[name])
        verdict = "" if target is None else f"{target:9.2f} {'met' if median < target else 'MISSED'}"
        print(f"{name:40} {median:9.3f} {median / floor:8.1f} {verdict}")


if __name__ == "__main__":
    main()
