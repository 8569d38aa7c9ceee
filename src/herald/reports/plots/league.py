"""League table: every treatment against every other, network estimates below the names, direct ones above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from herald.reports.plots.svg import (
    BOLD,
    INK,
    MUTED,
    PAPER,
    RULE,
    SIZE,
    Picture,
    element,
    text,
    text_lines,
    width_of,
    with_hint,
    wrap,
)

if TYPE_CHECKING:
    from herald.synthesis.network import Network

ROW, TOP, MARGIN = 66.0, 64.0, 16.0
SIDES = range(108, 236, 8)
"""Widths of a cell, of which the least is taken in which every name fits."""
NAME_LINES, NAME_SIZE = 3, 12.0
_BOLD = NAME_SIZE * BOLD / SIZE
DIFFERENT, NAMED = "#fdf2de", "#e4f0f3"


def draw_league(network: Network, title: str = "") -> Picture:
    """Returns the table with the treatments in the order of their P-scores.

    A cell tells the column's treatment against the row's below the diagonal, the row's against the column's above it.
    An interval that leaves out "no difference" is printed bold on a tinted ground.
    """
    heading = title or f"League table: {network.measure.long_name}"
    scores = network.p_scores
    order = sorted(network.treatments, key=lambda name: (-scores[name], name))
    side = next((float(side) for side in SIDES if all(_fits(name, side) for name in order)), float(SIDES[-1]))
    body = [
        text(MARGIN, 26, heading, font_size=16, font_weight="600"),
        text(MARGIN, 46, _READING, font_size=12, fill=MUTED),
    ]
    for i, row in enumerate(order):
        for j, column in enumerate(order):
            x, y = MARGIN + side * j, TOP + ROW * i
            body += (
                _draw_name(row, scores[row], x, y, side)
                if i == j
                else _draw_cell(network, row, column, (x, y, side, i > j))
            )
    width = max(2 * MARGIN + side * len(order), width_of(_READING, 12) + 2 * MARGIN)
    return Picture(width, TOP + ROW * len(order) + MARGIN, heading, _describe(network, order), tuple(body))


_READING = "Below the names: network estimate of column against row. Above: direct trials only, row against column."


def _fits(name: str, side: float) -> bool:
    """Says whether a name stands in its lines whole, and no word of it is broken."""
    is_whole = " ".join(_name_lines(name, side)) == " ".join(name.split())
    return is_whole and all(width_of(word, _BOLD) <= side - 20 for word in name.split())


def _name_lines(name: str, side: float) -> list[str]:
    return wrap(name, side - 20, _BOLD, NAME_LINES)


def _draw_name(name: str, score: float, x: float, y: float, side: float) -> Iterator[str]:
    yield _ground(x, y, side, NAMED)
    lines = _name_lines(name, side)
    label = text_lines(x + side / 2, y + 29, lines, text_anchor="middle", font_weight="600", font_size=NAME_SIZE)
    yield with_hint(label, name)
    yield text(x + side / 2, y + 59, f"P-score {score:.2f}", text_anchor="middle", font_size=11, fill=MUTED)


def _draw_cell(network: Network, row: str, column: str, place: tuple[float, float, float, bool]) -> Iterator[str]:
    x, y, side, is_below = place
    found = _from_network(network, column, row) if is_below else _direct(network, row, column)
    if found is None:
        yield _ground(x, y, side, PAPER)
        yield text(x + side / 2, y + 38, "—", text_anchor="middle", fill=MUTED)
        return
    estimate, low, high = found
    differs = low > 0 or high < 0
    printed = network.measure.printed
    weight = "700" if differs else "400"
    yield _ground(x, y, side, DIFFERENT if differs else PAPER)
    yield text(x + side / 2, y + 30, printed(estimate), text_anchor="middle", font_weight=weight, fill=INK)
    yield text(x + side / 2, y + 47, printed(low, high), text_anchor="middle", font_size=11)


def _from_network(network: Network, treatment: str, comparator: str) -> tuple[float, float, float]:
    effect = network.effect(treatment, comparator)
    return effect.estimate, effect.ci_low, effect.ci_high


def _direct(network: Network, treatment: str, comparator: str) -> tuple[float, float, float] | None:
    from herald.synthesis.inconsistency import direct_effect

    effect = direct_effect(network, treatment, comparator)
    return None if effect is None else (effect.estimate, effect.ci_low, effect.ci_high)


def _ground(x: float, y: float, side: float, fill: str) -> str:
    return element("rect", x=x, y=y, width=side, height=ROW, fill=fill, stroke=RULE)


def _describe(network: Network, order: list[str]) -> str:
    against = [name for name in order if name != network.reference]
    told = "; ".join(f"{name} {_told(network, name)}" for name in against)
    return f"{len(order)} treatments by P-score: {', '.join(order)}. Against {network.reference}: {told}."


def _told(network: Network, name: str) -> str:
    effect, printed = network.effect(name, network.reference), network.measure.printed
    return f"{printed(effect.estimate)} ({printed(effect.ci_low, effect.ci_high)})"
