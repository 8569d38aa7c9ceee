"""Forest plot: each study's effect with its interval, and the pooled one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist, median
from typing import TYPE_CHECKING

from herald.reports.plots.axes import Axis, draw_below, spanning, title_of
from herald.reports.plots.svg import (
    BLUE,
    BOLD,
    INK,
    MUTED,
    RULE,
    VERMILION,
    Picture,
    element,
    line,
    path,
    shorten,
    text,
    width_of,
    with_hint,
)

if TYPE_CHECKING:
    from herald.synthesis.measures import Measure
    from herald.synthesis.pairwise import Pooled

ROW, TOP, MARGIN, GRAPH, BELOW = 24.0, 64.0, 16.0, 380.0, 84.0
FIGURES, WEIGHTS = 170.0, 74.0
NAMES = (90.0, 420.0)
"""Least and most width of the column of study names."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand, in pixels."""

    names: float
    graph: Axis
    figures: float
    weights: float
    width: float


def draw_forest(pooled: Pooled, treatment: str, comparator: str, title: str = "") -> Picture:
    """Returns the forest plot of a pairwise meta-analysis.

    Args:
        treatment: Whose effect it is; named beside the axis.
    """
    layout = _lay_out(pooled)
    bottom = TOP + ROW * (pooled.k + 2.5)
    body = [
        *_draw_head(pooled, layout, bottom, title or _title(pooled, treatment, comparator)),
        *(drawn for i in range(pooled.k) for drawn in _draw_study(pooled, i, layout)),
        *_draw_pooled(pooled, layout),
        *draw_below(layout.graph, bottom, title_of(pooled.measure)),
        *_draw_directions(layout.graph, bottom + 58, treatment, comparator),
    ]
    heading = title or _title(pooled, treatment, comparator)
    return Picture(layout.width, bottom + BELOW, heading, _describe(pooled), tuple(body))


def _title(pooled: Pooled, treatment: str, comparator: str) -> str:
    return f"{treatment} against {comparator}: {pooled.measure.long_name}"


def _describe(pooled: Pooled) -> str:
    studies = f"{pooled.k} studies" if pooled.k > 1 else "one study"
    printed = pooled.measure.printed
    told = f"; tau² {pooled.tau2:.3f}, I² {pooled.i2_percent:.0f} %" if pooled.k > 1 else ""
    interval = f"{pooled.options.level_percent:g} % interval {printed(pooled.ci_low, pooled.ci_high)}"
    return (
        f"Forest plot of {studies}, {pooled.options.words}. "
        f"Pooled {pooled.measure.long_name} {printed(pooled.estimate)}, {interval}{told}."
    )


def _lay_out(pooled: Pooled) -> Layout:
    labels = (*map(width_of, pooled.studies), width_of(_model(pooled), BOLD))
    names = min(max(NAMES[0], *(label + 12 for label in labels)), NAMES[1])
    start = MARGIN + names + 16
    graph = spanning(*_range(pooled), start, start + GRAPH, is_ratio=pooled.measure.is_ratio)
    figures = start + GRAPH + max(FIGURES, *(width_of(words, BOLD) + 16 for words in _all_figures(pooled)))
    return Layout(names, graph, figures, figures + WEIGHTS, figures + WEIGHTS + MARGIN)


def _all_figures(pooled: Pooled) -> Iterator[str]:
    """Yields what is printed beside the studies and beside the pooled effect."""
    for i in range(pooled.k):
        yield _of_study(pooled, i)
    yield _figures(pooled.measure, pooled.estimate, pooled.ci_low, pooled.ci_high)


def _of_study(pooled: Pooled, i: int) -> str:
    half = _z(pooled) * pooled.sei[i]
    return _figures(pooled.measure, pooled.yi[i], pooled.yi[i] - half, pooled.yi[i] + half)


def _range(pooled: Pooled) -> tuple[float, float]:
    """Returns which effects the axis spans: all estimates, and intervals unless they would squeeze all others."""
    z = _z(pooled)
    reach = 2.5 * z * median(pooled.sei)
    lows = [max(y - z * se, y - reach) for y, se in zip(pooled.yi, pooled.sei, strict=True)]
    highs = [min(y + z * se, y + reach) for y, se in zip(pooled.yi, pooled.sei, strict=True)]
    return min(*lows, pooled.ci_low, 0.0), max(*highs, pooled.ci_high, 0.0)


def _z(pooled: Pooled) -> float:
    return NormalDist().inv_cdf(0.5 + pooled.options.level_percent / 200)


def _model(pooled: Pooled) -> str:
    words = pooled.options.words
    return words[0].upper() + words[1:]


def _draw_head(pooled: Pooled, layout: Layout, bottom: float, title: str) -> Iterator[str]:
    zero = layout.graph.at(0.0)
    yield text(MARGIN, 24, shorten(title, layout.width - 2 * MARGIN, 18), font_size=16, font_weight="600")
    for x, words, anchor in (
        (MARGIN, "Study", "start"),
        (layout.figures, f"{pooled.measure} ({pooled.options.level_percent:g} % CI)", "end"),
        (layout.weights, "Weight", "end"),
    ):
        yield text(x, TOP - 12, words, text_anchor=anchor, fill=MUTED)
    yield line(MARGIN, TOP - 4, layout.width - MARGIN, TOP - 4, stroke=RULE)
    yield line(zero, TOP, zero, bottom, stroke=MUTED, stroke_dasharray="3 3")


def _draw_study(pooled: Pooled, i: int, layout: Layout) -> Iterator[str]:
    y, name, effect = TOP + ROW * (i + 0.5), pooled.studies[i], pooled.yi[i]
    half = _z(pooled) * pooled.sei[i]
    side = 4 + 12 * (pooled.weights_percent[i] / max(pooled.weights_percent)) ** 0.5
    figures = _of_study(pooled, i)
    yield with_hint(text(MARGIN, y + 4, shorten(name, layout.names)), name)
    yield from draw_interval(layout.graph, y, effect - half, effect + half)
    square = element("rect", x=layout.graph.at(effect) - side / 2, y=y - side / 2, width=side, height=side, fill=BLUE)
    yield with_hint(square, f"{name}: {figures}")
    yield text(layout.figures, y + 4, figures, text_anchor="end")
    yield text(layout.weights, y + 4, f"{pooled.weights_percent[i]:.1f} %", text_anchor="end")


def draw_interval(graph: Axis, y: float, low: float, high: float) -> Iterator[str]:
    """Yields an interval; an end beyond the axis becomes an arrow."""
    left, right = graph.clipped(low), graph.clipped(high)
    yield line(left, y, right, y, stroke_width=1.5)
    if low < graph.low:
        yield path([(left + 6, y - 4), (left, y), (left + 6, y + 4)], fill="none", stroke=INK, stroke_width=1.5)
    if high > graph.high:
        yield path([(right - 6, y - 4), (right, y), (right - 6, y + 4)], fill="none", stroke=INK, stroke_width=1.5)


def _draw_pooled(pooled: Pooled, layout: Layout) -> Iterator[str]:
    graph, y = layout.graph, TOP + ROW * (pooled.k + 0.9)
    figures = _figures(pooled.measure, pooled.estimate, pooled.ci_low, pooled.ci_high)
    yield line(MARGIN, y - ROW * 0.7, layout.width - MARGIN, y - ROW * 0.7, stroke=RULE)
    yield text(MARGIN, y + 4, _model(pooled), font_weight="600")
    yield with_hint(draw_diamond(graph, y, (pooled.estimate, pooled.ci_low, pooled.ci_high)), figures)
    yield text(layout.figures, y + 4, figures, text_anchor="end", font_weight="600")
    yield text(layout.weights, y + 4, "100 %", text_anchor="end")
    if pooled.options.model == "random" and pooled.k > 1:
        below = y + ROW
        yield text(MARGIN, below + 4, "Prediction interval", fill=MUTED)
        yield from draw_interval(graph, below, pooled.prediction_low, pooled.prediction_high)
        limits = pooled.measure.printed(pooled.prediction_low, pooled.prediction_high)
        yield text(layout.figures, below + 4, limits, text_anchor="end", fill=MUTED)


def draw_diamond(graph: Axis, y: float, effect: tuple[float, float, float]) -> str:
    """Returns a pooled effect (estimate, low, high) as a diamond."""
    estimate, low, high = (graph.clipped(value) for value in effect)
    return path([(low, y), (estimate, y - 8), (high, y), (estimate, y + 8)], is_closed=True, fill=VERMILION)


def _draw_directions(graph: Axis, y: float, treatment: str, comparator: str) -> Iterator[str]:
    """Names, without a judgement, on which side whose events or responses are fewer."""
    zero = graph.at(0.0)
    for x, words, anchor in (
        (zero - 10, f"← lower with {treatment}", "end"),
        (zero + 10, f"lower with {comparator} →", "start"),
    ):
        room = x - MARGIN if anchor == "end" else graph.end + 230 - x
        yield text(x, y, shorten(words, room, 12), text_anchor=anchor, font_size=12, fill=MUTED)


def _figures(measure: Measure, estimate: float, low: float, high: float) -> str:
    return f"{measure.printed(estimate)} ({measure.printed(low, high)})"
