"""SVG elements as text, with everything that comes from outside escaped."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

INK, MUTED, RULE, PAPER = "#1b2730", "#50606a", "#b9c5cb", "#ffffff"
BLUE, VERMILION, GREEN, PURPLE, ORANGE = "#0072b2", "#b34700", "#00724f", "#8f4b78", "#8a6100"
"""The hues of Okabe and Ito, darkened to a contrast of at least 4.5 on white."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
SIZE = 13
BOLD = 1.1 * SIZE
"""As which size bold text counts where its width is estimated."""
CHARACTER = 0.56
"""Width of a mean character, in em: what a text takes is estimated, since the reader's font is not known here."""


def number(value: float) -> str:
    """Returns a coordinate to a tenth of a pixel, so that bytes do not hang on the machine's last digit."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Returns an element; `stroke_width` is written `stroke-width`, numbers are rounded, text is not escaped here."""
    pairs = (f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items())
    opening = f"<{name}{''.join(pairs)}"
    return f"{opening}>{content}</{name}>" if content else f"{opening}/>"


def text(x: float, y: float, words: str, **attributes: str | float) -> str:
    """Returns a line of text with its baseline at `y`."""
    return element("text", escape(words), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": INK, **attributes})


def path(points: Iterable[tuple[float, float]], *, is_closed: bool = False, **attributes: str | float) -> str:
    corners = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=f"M{corners}{' Z' if is_closed else ''}", **attributes)


def with_hint(content: str, words: str) -> str:
    """Returns elements that show `words` when pointed at."""
    return element("g", element("title", escape(words)) + content)


def width_of(words: str, size: float = SIZE) -> float:
    return len(words) * size * CHARACTER


def shorten(words: str, width: float, size: float = SIZE) -> str:
    """Returns the words, cut with an ellipsis where they would be wider than `width`."""
    room = max(1, int(width / (size * CHARACTER)))
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def wrap(words: str, width: float, size: float = SIZE, most: int = 2) -> list[str]:
    """Returns the words in at most `most` lines, the last of them shortened where they do not fit."""
    room = max(1, int(width / (size * CHARACTER)))
    lines = textwrap.wrap(words, room) or [words]
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size)] if len(lines) >= most else lines


def text_lines(x: float, y: float, lines: Sequence[str], **attributes: str | float) -> str:
    """Returns lines of text one below the other, in their middle at `y`."""
    step = float(attributes.get("font_size", SIZE)) * 1.15
    first = y - step * (len(lines) - 1) / 2
    return "".join(text(x, first + step * i, words, **attributes) for i, words in enumerate(lines))


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture.

    Attributes:
        title: What it shows, in some words.
        description: What there is to see in it, in sentences.
        body: Its elements.
    """

    width: float
    height: float
    title: str
    description: str
    body: tuple[str, ...]

    def render(self) -> str:
        """Returns the SVG document; it can stand in an HTML page as it is."""
        name = hashlib.sha256(f"{self.title}{self.description}".encode()).hexdigest()[:8]
        ground = element("rect", width=self.width, height=self.height, fill=PAPER)
        naming = element("title", escape(self.title), id=f"title-{name}")
        telling = element("desc", escape(self.description), id=f"description-{name}")
        return element(
            "svg",
            "\n".join(("", naming, telling, ground, *self.body, "")),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(self.width)} {number(self.height)}",
            width=self.width,
            height=self.height,
            role="img",
            aria_labelledby=f"title-{name} description-{name}",
            font_family=FONT,
            font_size=SIZE,
            fill=INK,
        )


def _attribute(value: str | float) -> str:
    return escape(value, quote=True) if isinstance(value, str) else number(value)
