"""The second set of gold passages as data: figures stand in the text, every passage names its sources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent.parent / "quality" / "gold" / "passages2.jsonl"
PASSAGES: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
RESULTS = [(passage, result) for passage in PASSAGES for result in passage["gold"]]
FIGURES = ("value", "comparator_value", "effect", "ci_low", "ci_high", "p")
FIELDS = {
    "endpoint", "arm", "comparator", "unit", "effect_measure", "ci_level", "timepoint", "population", "statistic",
    "n_over_N", "arm_ci", "comparator_ci", "note", *FIGURES,
}  # fmt: skip
IN_WORDS = {"not reached": "not been reached", "<.001": "less than .001", "35": "thirty-five percent"}


def test_there_are_forty_six_passages_sorted_by_id() -> None:
    assert [passage["id"] for passage in PASSAGES] == [f"B{n:02d}" for n in range(1, 47)]


def test_even_passages_are_for_development_and_odd_ones_for_testing() -> None:
    assert all(p["split"] == ("test" if int(p["id"][1:]) % 2 else "dev") for p in PASSAGES)


def test_every_figure_of_a_result_is_printed_in_its_passage() -> None:
    missing = [
        (passage["id"], name, result[name])
        for passage, result in RESULTS
        for name in FIGURES
        if name in result and not _is_printed(result[name], passage["text"])
    ]
    assert not missing, f"not in the text: {missing}"


def _is_printed(figure: str, text: str) -> bool:
    closed = re.sub(r"([<>]) ", r"\1", text).lower()
    wanted = re.sub(r"([<>]) ", r"\1", figure).lower()
    return wanted in closed or IN_WORDS.get(figure, wanted) in closed


def test_every_result_names_its_endpoint_its_arm_and_a_figure() -> None:
    for passage, result in RESULTS:
        assert result["endpoint"], passage["id"]
        assert result["arm"], passage["id"]
        assert result.keys() & {"value", "effect"}, passage["id"]
        assert result.keys() <= FIELDS, (passage["id"], result.keys() - FIELDS)


def test_every_passage_names_the_sources_of_its_figures() -> None:
    assert all(passage["sources"] for passage in PASSAGES)
    assert all(source.keys() == {"ref", "standing"} for passage in PASSAGES for source in passage["sources"])


def test_passages_without_results_are_marked_as_such() -> None:
    assert all(("no_results" in passage["tags"]) == (not passage["gold"]) for passage in PASSAGES)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_both_halves_hold_results_and_four_passages_without_any(split: str) -> None:
    half = [passage for passage in PASSAGES if passage["split"] == split]
    assert sum(len(passage["gold"]) for passage in half) > 70
    assert sum(not passage["gold"] for passage in half) == 4
