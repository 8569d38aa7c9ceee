"""Contrast of the colours that the pages put on one another, by the formula of WCAG 2.2 (relative luminance)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("herald.reports").joinpath("templates", "page.css").read_text(encoding="utf-8")
TEXT_ON_GROUND = [
    ("ink", "paper"), ("ink", "wash"), ("ink", "accent-wash"), ("ink", "mark"), ("ink", "stop-wash"),
    ("muted", "paper"), ("muted", "wash"), ("muted", "accent-wash"), ("muted", "stop-wash"),
    ("accent", "paper"), ("accent", "wash"), ("accent", "accent-wash"), ("accent", "stop-wash"), ("paper", "accent"),
    ("good", "paper"), ("good", "good-wash"), ("warn", "paper"), ("warn", "warn-wash"), ("accent", "warn-wash"),
    ("stop", "paper"), ("paper", "stop"),
]  # fmt: skip
LINES_ON_GROUND = [
    ("edge", "paper"),
    ("mark-edge", "paper"),
    ("mark-edge", "mark"),
    ("stop", "paper"),
    ("warn", "paper"),
]


def palettes() -> dict[str, dict[str, str]]:
    """The custom properties of each `:root` block, those of a later block over those of the first."""
    blocks = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    ]
    return {name: blocks[0] | block for name, block in zip(("light", "dark", "print"), blocks, strict=True)}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_contrasts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("palette", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(palette: str, text: str, ground: str) -> None:
    colours = palettes()[palette]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("palette", ["light", "dark", "print"])
@pytest.mark.parametrize(("line", "ground"), LINES_ON_GROUND)
def test_lines_that_carry_meaning_stand_out(palette: str, line: str, ground: str) -> None:
    colours = palettes()[palette]
    assert contrast(colours[line], colours[ground]) >= 3


def test_every_colour_is_a_named_one() -> None:
    rules = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl", rules)


def test_every_named_colour_is_used() -> None:
    light = palettes()["light"]
    assert {name for name in light if f"var(--{name})" not in CSS} == set()
