"""One fit for each data set of standard input, by a peer named on the command line; see synthesis.py."""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np


def with_pymare() -> Callable[[Any, Any], float]:
    from pymare.estimators import VarianceBasedLikelihoodEstimator  # type: ignore[import-not-found,unused-ignore]

    def fit(y: Any, v: Any) -> float:
        estimator = VarianceBasedLikelihoodEstimator(method="REML")
        estimator.fit(y[:, None], v[:, None], np.ones((len(y), 1)))
        return float(np.ravel(estimator.params_["tau2"])[0])

    return fit


def with_statsmodels() -> Callable[[Any, Any], float]:
    from statsmodels.stats.meta_analysis import combine_effects  # type: ignore[import-not-found,unused-ignore]

    def fit(y: Any, v: Any) -> float:
        return float(combine_effects(y, v, method_re="iterated").tau2)

    return fit


def main() -> None:
    name = sys.argv[1]
    fit = {"pymare": with_pymare, "statsmodels": with_statsmodels}[name]()
    given = json.load(sys.stdin)
    sets = list(zip(np.array(given["yi"]), np.array(given["vi"]), strict=True))
    fit(*sets[0])
    start = time.process_time()
    tau2 = [fit(y, v) for y, v in sets]
    seconds = time.process_time() - start
    method = "REML" if name == "pymare" else "PM"
    version = f"{name} {importlib.metadata.version(name)}"
    json.dump({"seconds": seconds, "tau2": tau2, "method": method, "version": version}, sys.stdout)


if __name__ == "__main__":
    main()
