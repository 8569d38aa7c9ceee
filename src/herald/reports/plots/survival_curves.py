"""Kaplan-Meier curves with their intervals, censoring marks and numbers at risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from herald.core.errors import SynthesisError
from herald.reports.plots.axes import Axis, draw_below, draw_left
from herald.reports.plots.svg import (
    BLUE,
    GREEN,
    MUTED,
    ORANGE,
    PURPLE,
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
    from herald.synthesis.survival import Curve

STYLES = ((BLUE, ""), (VERMILION, "8 4"), (GREEN, "2 3"), (PURPLE, "10 3 2 3"), (ORANGE, "5 2"))
"""Colour and dashes of each group: they differ in both."""
GRAPH, HEIGHT, TOP, ROW, MARGIN = 560.0, 320.0, 56.0, 20.0, 16.0
NAMES = (96.0, 330.0)
LABEL, BEFORE_COUNT = 26.0, 24.0
"""Where a name begins behind its line, and what is left free before the first number at risk."""
BANDS = 2
"""With more groups the intervals would cover each other; they are left out then."""


def draw_curves(
    curves: Mapping[str, Curve], *, unit: str = "months", endpoint: str = "survival", title: str = ""
) -> Picture:
    """Returns the curves of one to five groups.

    Raises:
        SynthesisError: No group, or more than five, which no reader tells apart.
    """
    if not 0 < len(curves) <= len(STYLES):
        raise SynthesisError(f"{len(curves)} curves cannot be drawn in one picture", hint="draw one to five groups")
    heading = title or f"Kaplan-Meier: {endpoint}"
    left = min(max(NAMES[0], *(width_of(name, 12) + LABEL + BEFORE_COUNT for name in curves)), NAMES[1]) + MARGIN
    across = Axis(0.0, max(float(curve.time[-1]) for curve in curves.values()) or 1.0, left, left + GRAPH)
    down = Axis(0.0, 1.0, TOP + HEIGHT, TOP)
    body = [text(MARGIN, 26, shorten(heading, left + GRAPH - MARGIN, 18), font_size=16, font_weight="600")]
    body += draw_left(down, left, endpoint)
    body += draw_below(across, TOP + HEIGHT, f"time ({unit})")
    body += [line(left, down.at(0.5), left + GRAPH, down.at(0.5), stroke=MUTED, stroke_dasharray="1 4")]
    for (name, curve), style in zip(curves.items(), STYLES, strict=False):
        if len(curves) <= BANDS:
            body.append(path(_band(curve, across, down), is_closed=True, fill=style[0], fill_opacity="0.12"))
        body += _draw_curve(name, curve, style, (across, down))
    below = TOP + HEIGHT + 66
    body += [text(MARGIN, below, "At risk", font_size=12, fill=MUTED)]
    for i, ((name, curve), style) in enumerate(zip(curves.items(), STYLES, strict=False), start=1):
        body += _draw_at_risk(name, curve, style, (across, below + ROW * i))
    return Picture(
        left + GRAPH + 28, below + ROW * (len(curves) + 1), heading, _describe(curves, unit, endpoint), tuple(body)
    )


def _draw_curve(name: str, curve: Curve, style: tuple[str, str], axes: tuple[Axis, Axis]) -> Iterator[str]:
    (colour, dashes), (across, down) = style, axes
    steps = [(across.at(x), down.at(y)) for x, y in _steps(curve.time.tolist(), curve.survival.tolist())]
    drawn = path(steps, fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dashes or "none")
    yield with_hint(drawn, name)
    for time, height, censored in zip(curve.time, curve.survival, curve.n_censored, strict=True):
        if censored:
            x, y = across.at(float(time)), down.at(float(height))
            yield line(x, y - 4, x, y + 4, stroke=colour, stroke_width=1.2)


def _band(curve: Curve, across: Axis, down: Axis) -> list[tuple[float, float]]:
    known = curve.survival > 0
    low, high = (_steps(curve.time[known].tolist(), edge[known].tolist()) for edge in (curve.low, curve.high))
    return [(across.at(x), down.at(y)) for x, y in (*high, *reversed(low))]


def _steps(times: list[float], heights: list[float]) -> list[tuple[float, float]]:
    """Returns the corners of a falling staircase from (0, 1) on."""
    corners, level = [(0.0, 1.0)], 1.0
    for time, height in zip(times, heights, strict=True):
        corners += [(time, level), (time, height)]
        level = height
    return corners


def _draw_at_risk(name: str, curve: Curve, style: tuple[str, str], place: tuple[Axis, float]) -> Iterator[str]:
    (colour, dashes), (across, y) = style, place
    yield line(MARGIN, y - 4, MARGIN + 20, y - 4, stroke=colour, stroke_width=2.5, stroke_dasharray=dashes or "none")
    room = across.start - MARGIN - LABEL - BEFORE_COUNT
    yield with_hint(text(MARGIN + LABEL, y, shorten(name, room, 12), font_size=12), name)
    for tick in across.ticks():
        yield element("text", str(curve.at_risk(tick)), x=across.at(tick), y=y, text_anchor="middle", font_size=12)


def _describe(curves: Mapping[str, Curve], unit: str, endpoint: str) -> str:
    told = (f"{name}: {curve.n} patients, median {_median(curve, unit)}" for name, curve in curves.items())
    return f"Kaplan-Meier curves of {endpoint}. {'; '.join(told)}."


def _median(curve: Curve, unit: str) -> str:
    return f"{curve.median:.1f} {unit}" if isinstance(curve.median, float) else "not reached"
