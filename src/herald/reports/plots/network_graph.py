"""Network graph: treatments as circles, direct comparisons as lines as thick as their number of trials."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from herald.reports.plots.svg import (
    BLUE,
    MUTED,
    PAPER,
    Picture,
    element,
    line,
    number,
    path,
    shorten,
    text,
    text_lines,
    with_hint,
    wrap,
)

if TYPE_CHECKING:
    from herald.synthesis.contrasts import Trial
    from herald.synthesis.network import Edge, Network

Places = dict[str, tuple[float, float]]
LABEL = 230.0
"""Room for a name beside the ring."""
CROWDED = 16
"""Above so many treatments names are turned, so that they do not run into each other."""


def draw_network(network: Network, title: str = "") -> Picture:
    """Returns the graph: circles by the trials of a treatment, shaded polygons for trials of several arms."""
    heading = title or "Network of trials"
    ring = order_on_ring(network)
    radius = max(120.0, 7.0 * len(ring))
    is_crowded = len(ring) > CROWDED
    middle = (radius + LABEL, radius + (LABEL + 20 if is_crowded else 85))
    angles = {name: 2 * math.pi * i / len(ring) - math.pi / 2 for i, name in enumerate(ring)}
    places = {name: _around(middle, radius, angle) for name, angle in angles.items()}
    most = max(len(edge.studies) for edge in network.edges)
    body = (
        text(16, 26, heading, font_size=16, font_weight="600"),
        *(_shade(trial, places) for trial in network.trials if len(trial.arms) > 2),
        *(drawn for edge in network.edges for drawn in _draw_edge(edge, places, most)),
        *(_draw_node(network, name, places) for name in ring),
        *(
            _draw_label(network, name, _around(middle, radius, angles[name], 8 + _size(network, name)), angles[name])
            for name in ring
        ),
    )
    height = 2 * middle[1] - (20 if is_crowded else 30)
    return Picture(2 * middle[0], height, heading, _describe(network), body)


def _around(middle: tuple[float, float], radius: float, angle: float, further: float = 0.0) -> tuple[float, float]:
    return middle[0] + (radius + further) * math.cos(angle), middle[1] + (radius + further) * math.sin(angle)


def order_on_ring(network: Network) -> tuple[str, ...]:
    """Returns the treatments so that few lines cross: two change places as long as that shortens their lines."""
    ring = list(network.treatments)
    neighbours: dict[str, list[str]] = {name: [] for name in ring}
    for edge in network.edges:
        neighbours[edge.treatment].append(edge.comparator)
        neighbours[edge.comparator].append(edge.treatment)
    while sum(_swap_if_shorter(ring, i, j, neighbours) for i, j in combinations(range(len(ring)), 2)):
        pass
    return tuple(ring)


def _swap_if_shorter(ring: list[str], i: int, j: int, neighbours: dict[str, list[str]]) -> bool:
    before = _length(ring, i, neighbours) + _length(ring, j, neighbours)
    ring[i], ring[j] = ring[j], ring[i]
    if _length(ring, i, neighbours) + _length(ring, j, neighbours) < before - 1e-9:
        return True
    ring[i], ring[j] = ring[j], ring[i]
    return False


def _length(ring: list[str], i: int, neighbours: dict[str, list[str]]) -> float:
    return sum(abs(math.sin(math.pi * (ring.index(name) - i) / len(ring))) for name in neighbours[ring[i]])


def _shade(trial: Trial, places: Places) -> str:
    return path([places[arm] for arm in trial.arms], is_closed=True, fill=BLUE, fill_opacity="0.10")


def _draw_edge(edge: Edge, places: Places, most: int) -> Iterator[str]:
    (x1, y1), (x2, y2), count = places[edge.treatment], places[edge.comparator], len(edge.studies)
    drawn = line(x1, y1, x2, y2, stroke=MUTED, stroke_width=1.5 + 6.5 * count / max(most, 3))
    yield with_hint(drawn, f"{edge.treatment} and {edge.comparator}: {', '.join(edge.studies)}")
    if count > 1:
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        yield element("circle", cx=x, cy=y, r=9, fill=PAPER, stroke=MUTED)
        yield text(x, y + 4, str(count), text_anchor="middle", font_size=11)


def _size(network: Network, name: str) -> float:
    """Returns the radius of a treatment's circle, its area by the number of trials, the largest bounded."""
    trials = Counter(arm for trial in network.trials for arm in trial.arms)
    return 6 + 12 * math.sqrt(trials[name] / max(16, *trials.values()))


def _draw_node(network: Network, name: str, places: Places) -> str:
    (x, y), trials = places[name], sum(name in trial.arms for trial in network.trials)
    circle = element("circle", cx=x, cy=y, r=_size(network, name), fill=BLUE, stroke=PAPER, stroke_width=2)
    return with_hint(circle, f"{name}: {trials} trial{'s' * (trials > 1)}")


def _draw_label(network: Network, name: str, place: tuple[float, float], angle: float) -> str:
    """Writes a name outside the ring: level where there is room, along the radius on a crowded ring."""
    x, y = place
    weight = "600" if name == network.reference else "400"
    side = math.cos(angle)
    if len(network.treatments) > CROWDED:
        turn = math.degrees(angle) + (180 if side < -1e-9 else 0)
        anchor = "end" if side < -1e-9 else "start"
        placed = f"translate({number(x)} {number(y)}) rotate({number(turn)})"
        return text(0, 4, shorten(name, LABEL - 30), text_anchor=anchor, font_weight=weight, transform=placed)
    is_centred = abs(side) < 0.05
    anchor = "middle" if is_centred else ("start" if side > 0 else "end")
    lines = wrap(name, LABEL - 30)
    lift = 4 + math.sin(angle) * (8 * len(lines) if is_centred else 9 * (len(lines) - 1))
    return with_hint(text_lines(x, y + lift, lines, text_anchor=anchor, font_weight=weight), name)


def _describe(network: Network) -> str:
    pairs = "; ".join(f"{edge.treatment} and {edge.comparator} ({len(edge.studies)})" for edge in network.edges)
    counts = f"{len(network.treatments)} treatments, {len(network.trials)} trials."
    return f"{counts} Direct comparisons with their number of trials: {pairs}."
