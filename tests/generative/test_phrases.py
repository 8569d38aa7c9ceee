"""Every pattern that is tried only where its openings or endings stand finds what it finds when tried everywhere."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import herald.extraction
from herald.extraction.phrasebook import BOOK
from herald.extraction.phrases import Cued, Endings, Phrases

Kind = TypeVar("Kind", Cued, Endings, Phrases)


def all_of(kind: type[Kind]) -> dict[str, Kind]:
    """Returns what the package has of a kind, each once, by module and name."""
    found: dict[str, Kind] = {}
    for module in pkgutil.walk_packages(herald.extraction.__path__, "herald.extraction."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, kind) and value not in found.values():
                found[f"{module.name}.{name}"] = value
    return found


ALL = all_of(Phrases)
CUED = all_of(Cued)
ENDINGS = all_of(Endings)
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


@pytest.mark.parametrize("name", ENDINGS)
def test_endings_can_be_told(name: str) -> None:
    assert ENDINGS[name].endings


@pytest.mark.parametrize("name", ENDINGS)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_nothing_is_lost_by_searching_a_pattern_only_where_the_text_ends_as_it_does(
    name: str, data: st.DataObject
) -> None:
    before = data.draw(st.text(max_size=5))
    written = data.draw(st.one_of(st.from_regex(ENDINGS[name].pattern), st.text(max_size=8)))
    text = data.draw(st.sampled_from(CHANGES))(before + written)
    expected, found = ENDINGS[name].pattern.search(text), ENDINGS[name].search(text)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("name", CUED)
def test_cues_can_be_told(name: str) -> None:
    assert CUED[name].cues


@pytest.mark.parametrize("name", CUED)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_nothing_is_lost_by_searching_a_pattern_only_in_a_text_with_one_of_its_cues(
    name: str, data: st.DataObject
) -> None:
    before = data.draw(st.text(max_size=5))
    written = data.draw(st.one_of(st.from_regex(CUED[name].pattern), st.text(max_size=8)))
    text = data.draw(st.sampled_from(CHANGES))(before + written)
    expected, found = CUED[name].pattern.search(text), CUED[name].search(text)
    assert (found and found.span()) == (expected and expected.span())
