"""Forest plot of single cohorts: each one's proportion with its exact interval, and the pooled one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from herald.reports.plots.axes import Axis, draw_below
from herald.reports.plots.forest import GRAPH, MARGIN, NAMES, ROW, TOP, draw_diamond, draw_interval
from herald.reports.plots.svg import BLUE, BOLD, MUTED, RULE, Picture, element, line, shorten, text, width_of, with_hint

if TYPE_CHECKING:
    from herald.synthesis.binomial import ExactProportion
    from herald.synthesis.proportions import PooledProportion

    Proportion = PooledProportion | ExactProportion


def draw_cohorts(pooled: Proportion, title: str = "") -> Picture:
    """Returns the forest plot of proportions, 0 to 100 %."""
    heading = title or "Pooled proportion"
    labels = (*map(width_of, pooled.studies), width_of(pooled.model, BOLD))
    names = min(max(NAMES[0], *(label + 12 for label in labels)), NAMES[1])
    start = MARGIN + names + 16
    graph = Axis(0.0, 100.0, start, start + GRAPH)
    columns = (start + GRAPH + 70, start + GRAPH + 240)
    bottom = TOP + ROW * (len(pooled.studies) + 1.6)
    body = (
        *_draw_head(heading, pooled, columns),
        *(drawn for i in range(len(pooled.studies)) for drawn in _draw_cohort(pooled, i, graph, columns)),
        *_draw_pooled(pooled, graph, columns),
        *draw_below(graph, bottom, "%"),
    )
    return Picture(columns[1] + MARGIN, bottom + 52, heading, _describe(pooled), body)


def _draw_head(heading: str, pooled: Proportion, columns: tuple[float, float]) -> Iterator[str]:
    yield text(MARGIN, 24, shorten(heading, columns[1] - MARGIN, 18), font_size=16, font_weight="600")
    yield text(MARGIN, TOP - 12, "Cohort", fill=MUTED)
    yield text(columns[0], TOP - 12, "n/N", text_anchor="end", fill=MUTED)
    yield text(columns[1], TOP - 12, f"% ({pooled.level_percent:g} % CI)", text_anchor="end", fill=MUTED)
    yield line(MARGIN, TOP - 4, columns[1], TOP - 4, stroke=RULE)


def _draw_cohort(pooled: Proportion, i: int, graph: Axis, columns: tuple[float, float]) -> Iterator[str]:
    from herald.synthesis.proportions import clopper_pearson

    y, name, events, n = TOP + ROW * (i + 0.5), pooled.studies[i], pooled.events[i], pooled.n[i]
    (low,), (high,) = clopper_pearson([events], [n], pooled.level_percent)
    side = 4 + 12 * (n / max(pooled.n)) ** 0.5
    yield with_hint(text(MARGIN, y + 4, shorten(name, graph.start - MARGIN - 16)), name)
    yield from draw_interval(graph, y, 100 * float(low), 100 * float(high))
    yield element("rect", x=graph.at(100 * events / n) - side / 2, y=y - side / 2, width=side, height=side, fill=BLUE)
    yield text(columns[0], y + 4, f"{events}/{n}", text_anchor="end")
    yield text(columns[1], y + 4, f"{100 * events / n:.1f} ({100 * low:.1f} to {100 * high:.1f})", text_anchor="end")


def _draw_pooled(pooled: Proportion, graph: Axis, columns: tuple[float, float]) -> Iterator[str]:
    y = TOP + ROW * (len(pooled.studies) + 0.8)
    shares = (pooled.estimate_percent, pooled.ci_low_percent, pooled.ci_high_percent)
    figures = f"{shares[0]:.1f} ({shares[1]:.1f} to {shares[2]:.1f})"
    yield line(MARGIN, y - ROW * 0.7, columns[1], y - ROW * 0.7, stroke=RULE)
    yield text(MARGIN, y + 4, pooled.model.capitalize(), font_weight="600")
    yield with_hint(draw_diamond(graph, y, shares), figures)
    yield text(columns[0], y + 4, f"{sum(pooled.events)}/{sum(pooled.n)}", text_anchor="end")
    yield text(columns[1], y + 4, figures, text_anchor="end", font_weight="600")


def _describe(pooled: Proportion) -> str:
    low, high = pooled.ci_low_percent, pooled.ci_high_percent
    return (
        f"{len(pooled.studies)} cohorts, {sum(pooled.events)} events in {sum(pooled.n)} patients. Pooled proportion "
        f"{pooled.estimate_percent:.1f} %, {pooled.level_percent:g} % interval {low:.1f} to {high:.1f} %; "
        "intervals of the cohorts are exact."
    )
