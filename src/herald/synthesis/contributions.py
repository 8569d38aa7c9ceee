"""How much each comparison and each study contributes to a network estimate.

Source: Papakonstantinou et al. 2018, doi:10.12688/f1000research.14770.3: the projection matrix is a flow of evidence
from one treatment to the other; it is taken apart into streams, the shortest first, and each stream is shared out
equally among its comparisons.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from herald.synthesis.arrays import Array
from herald.synthesis.decorrelation import between
from herald.synthesis.network import Network, full_design

Pair = tuple[str, str]
NO_FLOW = 1e-10
"""Below this a flow is rounding error of the projection matrix."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """Shares in one network estimate; each of the two sums to 1.

    Attributes:
        comparisons: By pair of treatments that trials compare directly, names in order.
        studies: By study: a comparison's share goes to its studies by their weights.
    """

    comparisons: dict[Pair, float]
    studies: dict[str, float]


def find_contributions(network: Network, treatment: str, comparator: str) -> Contributions:
    """Returns what each direct comparison and each study contributes to `treatment` against `comparator`."""
    weights = _study_weights(network)
    total = sum(weights.values(), np.zeros_like(network.covariance))
    shares = _streams(_flows(network, total, treatment, comparator), treatment, comparator)
    studies = {name: _study_share(network, shares, own, total) for name, own in weights.items()}
    return Contributions(dict(sorted(shares.items())), studies)


def _study_weights(network: Network) -> dict[str, Array]:
    """Returns each study's weights between treatments, (t, t): its precision as resistors between its arms."""
    weights = {}
    for trial in network.trials:
        size = len(trial.effects)
        precision = np.linalg.inv(trial.covariance + network.tau2 * between(size))
        rows = full_design([trial], network.treatments)
        laplacian = rows.T @ precision @ rows
        weights[trial.study] = np.diag(np.diag(laplacian)) - laplacian
    return weights


def _flows(network: Network, weights: Array, treatment: str, comparator: str) -> dict[Pair, float]:
    """Returns the evidence that flows from one treatment straight to another, positive ones only."""
    names = network.treatments
    laplacian = np.diag(weights.sum(axis=1)) - weights
    unit = np.array([(name == treatment) - (name == comparator) for name in names], dtype=np.float64)
    potential = np.linalg.pinv(laplacian) @ unit
    flow = weights * (potential[:, None] - potential[None, :])
    return {(names[i], names[j]): float(flow[i, j]) for i, j in np.argwhere(flow > NO_FLOW)}


def _streams(flows: dict[Pair, float], source: str, sink: str) -> dict[Pair, float]:
    """Returns each comparison's share of the flow from source to sink."""
    left, shares = dict(flows), dict.fromkeys((_ordered(pair) for pair in flows), 0.0)
    while path := _shortest_path(left, source, sink):
        stream = min(left[step] for step in path)
        for step in path:
            shares[_ordered(step)] += stream / len(path)
            left[step] -= stream
        left = {step: flow for step, flow in left.items() if flow > NO_FLOW}
    total = sum(shares.values())
    return {pair: share / total for pair, share in shares.items()}


def _shortest_path(flows: dict[Pair, float], source: str, sink: str) -> list[Pair]:
    """Returns the steps of a path with the fewest steps, the first by name among equals; empty where there is none."""
    came_from: dict[str, str] = {source: source}
    queue = deque([source])
    while queue and sink not in came_from:
        here = queue.popleft()
        for there in sorted(b for a, b in flows if a == here and b not in came_from):
            came_from[there] = here
            queue.append(there)
    return _walk_back(came_from, source, sink) if sink in came_from else []


def _walk_back(came_from: dict[str, str], source: str, sink: str) -> list[Pair]:
    steps, here = [], sink
    while here != source:
        steps.append((came_from[here], here))
        here = came_from[here]
    return steps[::-1]


def _study_share(network: Network, shares: dict[Pair, float], own: Array, total: Array) -> float:
    place = {name: i for i, name in enumerate(network.treatments)}
    cells = [(share, place[a], place[b]) for (a, b), share in shares.items()]
    return float(sum(share * own[i, j] / total[i, j] for share, i, j in cells))


def _ordered(pair: Pair) -> Pair:
    first, second = sorted(pair)
    return first, second
