"""Axes: from values to pixels, and which values to print beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports.plots.svg import INK, MUTED, line, text

if TYPE_CHECKING:
    from herald.synthesis.measures import Measure

_RATIO_STEPS = (
    (1.0, 1.25, 1.5, 2.0, 2.5, 4.0, 5.0, 8.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
    (1.0, 2.0, 5.0),
    (1.0, 3.0),
    (1.0,),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """A horizontal or vertical axis.

    Attributes:
        low: The value at pixel `start`; on the analysis scale, so the logarithm of a ratio.
        is_ratio: Whether values are shown as exp(value).
    """

    low: float
    high: float
    start: float
    end: float
    is_ratio: bool = False

    def at(self, value: float) -> float:
        """Returns the pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def clipped(self, value: float) -> float:
        return self.at(min(max(value, self.low), self.high))

    def ticks(self, most: int = 7) -> tuple[float, ...]:
        """Returns at most about `most` round values, on the analysis scale."""
        return _ratio_ticks(self.low, self.high, most) if self.is_ratio else _plain_ticks(self.low, self.high, most)

    def label(self, value: float) -> str:
        return show(math.exp(value)) if self.is_ratio else show(value)


def title_of(measure: Measure) -> str:
    """Returns the title of an axis of effects."""
    return f"{measure.long_name} (log scale)" if measure.is_ratio else measure.long_name


def spanning(low: float, high: float, start: float, end: float, *, is_ratio: bool = False) -> Axis:
    """Returns an axis over a range with some room at both ends; a range without width gets one."""
    room = 0.06 * (high - low) or 0.5
    return Axis(low - room, high + room, start, end, is_ratio)


def show(value: float) -> str:
    """Returns a tick's number: as few digits as tell it.

    >>> show(0.30000000000000004), show(2.0), show(1250.0)
    ('0.3', '2', '1250')
    """
    return f"{0.0 if abs(value) < 1e-12 else value:.6g}"


def draw_below(axis: Axis, y: float, title: str) -> list[str]:
    """Returns a horizontal axis at height `y` with its ticks, numbers and title below."""
    drawn = [line(axis.start, y, axis.end, y, stroke=MUTED)]
    for tick in axis.ticks():
        x = axis.at(tick)
        drawn += [
            line(x, y, x, y + 5, stroke=MUTED),
            text(x, y + 19, axis.label(tick), text_anchor="middle", font_size=12),
        ]
    drawn.append(text((axis.start + axis.end) / 2, y + 38, title, text_anchor="middle", fill=INK))
    return drawn


def draw_left(axis: Axis, x: float, title: str) -> list[str]:
    """Returns a vertical axis at `x` with its ticks and numbers to the left and its title turned."""
    drawn = [line(x, axis.start, x, axis.end, stroke=MUTED)]
    for tick in axis.ticks(6):
        y = axis.at(tick)
        drawn += [
            line(x - 5, y, x, y, stroke=MUTED),
            text(x - 9, y + 4, axis.label(tick), text_anchor="end", font_size=12),
        ]
    middle = (axis.start + axis.end) / 2
    drawn.append(text(x - 46, middle, title, text_anchor="middle", transform=f"rotate(-90 {x - 46:.0f} {middle:.0f})"))
    return drawn


def _plain_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return tuple(round(i * step, 12) for i in range(math.ceil(low / step), math.floor(high / step) + 1))


def _ratio_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    low_power, high_power = math.floor(low / math.log(10)), math.ceil(high / math.log(10))
    for steps in _RATIO_STEPS:
        stride = 1 if len(steps) > 1 else max(1, math.ceil((high_power - low_power) / most))
        values = [
            math.log(step) + power * math.log(10)
            for power in range(low_power, high_power + 1, stride)
            for step in steps
        ]
        inside = tuple(value for value in values if low <= value <= high)
        if len(inside) <= most:
            return inside if len(inside) > 1 else _narrow_ticks(low, high)
    return inside


def _narrow_ticks(low: float, high: float) -> tuple[float, ...]:
    """Returns ticks of a range too narrow for the usual ratios, evenly spaced in the ratio itself."""
    return tuple(math.log(value) for value in _plain_ticks(math.exp(low), math.exp(high), 5) if value > 0)
