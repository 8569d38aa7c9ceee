"""The characters of a page of a PDF, each with its place."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_LETTERS = {
    **dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04", _LIGATURES, strict=True)),
    **dict(zip("\x0b\x0c\x0d\x0e\x0f", _LIGATURES, strict=True)),
    **dict(zip("\x1b\x1c\x1d\x1e\x1f", _LIGATURES, strict=True)),
    **dict(zip("\x10\x11\x12\x13\x14\x15\x16", "“”„«»–—", strict=True)),
    **dict.fromkeys("\uf0b7\uf0a7", "•"),
}
"""What characters stand for that have no Unicode of their own: Unicode's ligatures, TeX's ligatures (encodings OT1 and
T1), TeX's quotation marks and dashes (T1), and the bullets of the font Symbol.

Why: left out as control characters, "efficacy" would read "ecacy", and "0.48–0.89" would read "0.48 0.89".
Source: LaTeX font encodings, https://ctan.org/pkg/encguide.
"""
_UNKNOWN = "\ufffd"
"""A sign that is printed and cannot be read: a minus that vanished would change a number."""

_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SYMBOLS = re.compile(rb"cmsy|cmmi|cmex|ms[ab]m|symbol|dingbat", re.IGNORECASE)
"""Fonts whose codes are other signs."""

_BOLD = re.compile(rb"bold|black|heavy|demi|medi(?:$|[^au])|cmbx|cmb\d|cmssbx|sfbx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Glyph:
    r"""A character, or a blank or line end that PDFium makes up where the file only moves on.

    Attributes:
        char: Its words: two letters or three for a ligature; " " or "\n" for what is made up.
        start: Where it begins along its line, in points, as are the others.
        base: Where its base line stands, across.
        size: Its em; 0 for a blank.
        box: Left, bottom, right, top on the page.
        is_turned: Whether it is printed up or down the page.
        is_bold: Whether the name of its font says so.
    """

    char: str
    start: float = 0
    end: float = 0
    base: float = 0
    size: float = 0
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    is_turned: bool = False
    is_bold: bool = False


def read_glyphs(text: Any) -> Iterator[Glyph]:
    """Yields the characters of a text page of PDFium, in the order in which the file prints them."""
    from pypdfium2 import raw

    page = _TextPage(raw, text)
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1:
            yield Glyph("\n" if char in "\r\n" else " ")
            continue
        words = page.words_of(index, char)
        yield page.glyph(index, words) if words.strip() else Glyph(" ")


class _TextPage:
    """PDFium's answers about one page, with the places in which it writes them."""

    def __init__(self, raw: Any, text: Any) -> None:
        self._raw, self._text = raw, text
        self._left, self._right, self._bottom, self._top, self._x, self._y = (ctypes.c_double() for _ in range(6))
        self._matrix, self._name, self._flags = raw.FS_MATRIX(), ctypes.create_string_buffer(80), ctypes.c_int()

    def words_of(self, index: int, char: str) -> str:
        """Returns the letters that a character stands for; "" for none."""
        if char in _LETTERS and not (char < " " and _SYMBOLS.search(self._font_of(index))):
            return _LETTERS[char]
        return _UNKNOWN if _CONTROL.match(char) else char

    def _font_of(self, index: int) -> bytes:
        self._raw.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), self._flags)
        return self._name.value

    def glyph(self, index: int, words: str) -> Glyph:
        raw, text, matrix = self._raw, self._text, self._matrix
        raw.FPDFText_GetCharBox(text, index, self._left, self._right, self._bottom, self._top)
        raw.FPDFText_GetCharOrigin(text, index, self._x, self._y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        left, bottom, right, top = box = self._left.value, self._bottom.value, self._right.value, self._top.value
        is_bold = bool(_BOLD.search(self._font_of(index)))
        if abs(matrix.a) >= abs(matrix.b):
            return Glyph(words, left, right, self._y.value, size, box, is_bold=is_bold)
        if matrix.b > 0:
            return Glyph(words, bottom, top, -self._x.value, size, box, is_turned=True, is_bold=is_bold)
        return Glyph(words, -top, -bottom, self._x.value, size, box, is_turned=True, is_bold=is_bold)
