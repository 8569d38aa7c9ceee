"""Raised text: a mark must not become a digit of the number before it."""

from __future__ import annotations

import pytest

from herald.documents import read_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("HR 0.65<sup>2</sup>", "HR 0.65 [2]"),
        ("11 months<sup>1,2</sup>.", "11 months [1,2]."),
        ("11 months<sup><a href='#a'>a</a></sup>", "11 months [a]"),
        ("75 mg/m<sup>2</sup>", "75 mg/m²"),
        ("P = 7.8 × 10<sup>-22</sup>", "P = 7.8 × 10⁻²²"),
        ("the 1<sup>st</sup> line", "the 1st line"),
        ("HER2<sup>+</sup> disease", "HER2+ disease"),
        ("Herceptin<sup>®</sup>", "Herceptin®"),
        ("<sup>18</sup>F", "18F"),
        ("C<sub>max</sub>", "Cmax"),
        ("12<sub>3</sub>", "12 3"),
        ("0.65<sup>[2]</sup>", "0.65[2]"),
    ],
)
def test_raised_and_lowered_text_stays_readable(html: str, text: str) -> None:
    assert read_text(f"<html><body><p>{html}</p></body></html>", source="x.html").text == text
