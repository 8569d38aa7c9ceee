"""A pattern that is compiled when it is first tried does what a compiled one does."""

from __future__ import annotations

import re

import pytest

from herald.extraction.patterns import Pattern

TEXT = "Arm 1 and arm 2"


@pytest.mark.parametrize("name", ["search", "match", "finditer", "findall", "split"])
def test_a_pattern_finds_what_its_compiled_form_finds(name: str) -> None:
    written = r"arm (?P<number>\d)"
    found = [getattr(make(written, re.IGNORECASE), name)(TEXT) for make in (Pattern, re.compile)]
    first, second = [
        [match.span() for match in result] if name == "finditer" else getattr(result, "groupdict", lambda r=result: r)()
        for result in found
    ]
    assert first == second


def test_a_pattern_is_compiled_once() -> None:
    pattern = Pattern(r"\d")
    assert pattern.sub("n", TEXT) == "Arm n and arm n"
    assert pattern.search is pattern.search
    assert pattern.pattern == r"\d"


def test_a_pattern_that_cannot_be_compiled_says_so_when_it_is_tried() -> None:
    with pytest.raises(re.error, match="unterminated"):
        Pattern("(").search("")
