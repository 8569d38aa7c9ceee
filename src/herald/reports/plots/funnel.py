"""Funnel plot: effect against standard error, to see whether small studies differ."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

from herald.reports.plots.axes import Axis, draw_below, draw_left, spanning, title_of
from herald.reports.plots.svg import BLUE, INK, MUTED, VERMILION, Picture, element, line, path, text, with_hint

if TYPE_CHECKING:
    from herald.synthesis.pairwise import Pooled

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 480.0, 76.0, 616.0, 52.0, 420.0
Z = NormalDist().inv_cdf(0.975)


def draw_funnel(pooled: Pooled, title: str = "") -> Picture:
    """Returns the funnel plot with the region in which 95 % of studies of a common effect would fall."""
    heading = title or f"Funnel plot: {pooled.measure.long_name}"
    deepest = 1.08 * max(pooled.sei)
    reach = [pooled.estimate - Z * deepest, pooled.estimate + Z * deepest, *pooled.yi]
    across = spanning(min(reach), max(reach), LEFT, RIGHT, is_ratio=pooled.measure.is_ratio)
    down = Axis(0.0, deepest, TOP, BOTTOM)
    tip = (across.at(pooled.estimate), TOP)
    feet = [(across.at(pooled.estimate + side * Z * deepest), BOTTOM) for side in (-1, 1)]
    body = (
        text(16, 26, heading, font_size=16, font_weight="600"),
        path([feet[0], tip, feet[1]], is_closed=True, fill="#eef3f5", stroke=MUTED, stroke_dasharray="4 4"),
        line(tip[0], TOP, tip[0], BOTTOM, stroke=VERMILION, stroke_width=1.5),
        *(_draw_study(pooled, i, across, down) for i in range(pooled.k)),
        *draw_below(across, BOTTOM, title_of(pooled.measure)),
        *draw_left(down, LEFT, "standard error"),
    )
    return Picture(WIDTH, HEIGHT, heading, _describe(pooled), body)


def _draw_study(pooled: Pooled, i: int, across: Axis, down: Axis) -> str:
    dot = element(
        "circle",
        cx=across.at(pooled.yi[i]),
        cy=down.at(pooled.sei[i]),
        r=4.5,
        fill=BLUE,
        fill_opacity="0.75",
        stroke=INK,
    )
    return with_hint(dot, f"{pooled.studies[i]}: {pooled.measure.printed(pooled.yi[i])}")


def _describe(pooled: Pooled) -> str:
    outside = sum(abs(y - pooled.estimate) > Z * se for y, se in zip(pooled.yi, pooled.sei, strict=True))
    pooled_effect = f"{pooled.measure.long_name} of {pooled.measure.printed(pooled.estimate)}"
    return (
        f"{pooled.k} {'studies' if pooled.k > 1 else 'study'} by effect and standard error, the most precise at the "
        f"top, around the pooled {pooled_effect}; {outside} outside the region in which 95 % of studies of a common "
        "effect would fall."
    )
