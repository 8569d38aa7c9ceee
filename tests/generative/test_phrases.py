"""Every pattern that is tried only at its openings finds what it finds when it is tried everywhere."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import herald.extraction
from herald.extraction.phrasebook import BOOK
from herald.extraction.phrases import Phrases


def all_phrases() -> dict[str, Phrases]:
    """Returns the phrases of the package by module and name."""
    modules = pkgutil.walk_packages(herald.extraction.__path__, "herald.extraction.")
    return {
        f"{module.name}.{name}": value
        for module in modules
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, Phrases)
    }


ALL = all_phrases()
WRITTEN = {name: st.from_regex(phrases.pattern).map(lambda text: text[:200]) for name, phrases in ALL.items()}
CHANGES = (str, str.upper, str.title, lambda text: re.sub(r"\s", "\u2009", text))


def test_all_phrases_are_in_the_book() -> None:
    assert set(ALL.values()) == set(BOOK.phrases)


@pytest.mark.parametrize("name", ALL)
def test_openings_can_be_told(name: str) -> None:
    assert ALL[name].openings


@pytest.mark.parametrize("name", ALL)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_nothing_is_lost_by_trying_a_pattern_at_its_openings_only(name: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.one_of(WRITTEN[name], st.text(max_size=5)), max_size=3))
    text = data.draw(st.sampled_from(CHANGES))(" ".join(parts))
    expected = [match.span() for match in ALL[name].pattern.finditer(text)]
    assert [match.span() for match in ALL[name].finditer(BOOK.open(text))] == expected
