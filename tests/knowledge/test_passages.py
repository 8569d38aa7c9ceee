"""The later sets of gold passages as data: figures stand in the text, every passage names its sources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent.parent / "quality" / "gold"


SETS = [
    # number, letter of its ids, passages, results, passages without any
    (2, "B", 46, 163, 8),
    (3, "C", 36, 123, 6),
    (4, "D", 26, 94, 4),
    (5, "H", 31, 107, 4),
    (6, "J", 31, 122, 4),
    (7, "L", 30, 120, 4),
    (8, "M", 30, 86, 4),
    (9, "N", 30, 89, 4),
    (10, "Q", 28, 100, 4),
    (11, "R", 24, 92, 4),
    (12, "S", 18, 80, 2),
    (13, "T", 28, 102, 4),
    (14, "U", 28, 105, 4),
    (15, "V", 30, 105, 4),
    (16, "W", 30, 107, 4),
    (17, "X", 32, 126, 4),
    (18, "Y", 30, 115, 4),
    (19, "Z", 28, 101, 4),
    (20, "K", 28, 110, 4),
    (21, "E", 28, 97, 4),
    (22, "A", 28, 108, 4),
    (23, "F", 28, 114, 4),
    (24, "I", 28, 97, 4),
    (25, "O", 28, 98, 4),
    (26, "AA", 28, 104, 4),
    (27, "BB", 28, 108, 4),
    (28, "CC", 28, 97, 4),
    (29, "DD", 28, 103, 4),
    (30, "EE", 28, 99, 4),
    (31, "FF", 28, 101, 4),
    (32, "GG", 28, 105, 4),
    (33, "HH", 28, 114, 4),
    (34, "II", 28, 122, 4),
    (35, "JJ", 28, 127, 4),
    (36, "KK", 28, 138, 4),
    (37, "LL", 28, 138, 4),
    (38, "MM", 28, 98, 4),
    (39, "NN", 28, 92, 4),
    (40, "PP", 28, 92, 4),
    (41, "QQ", 28, 103, 4),
]


def _read(number: int) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"passages{number}.jsonl").read_text(encoding="utf-8").splitlines()]


BY_NUMBER = {number: _read(number) for number, *_ in SETS}
SECOND = BY_NUMBER[2]
LATER = [passage for number, passages in BY_NUMBER.items() if number > 2 for passage in passages]
PASSAGES = SECOND + LATER
RESULTS = [(passage, result) for passage in PASSAGES for result in passage["gold"]]
FIGURES = ("value", "comparator_value", "effect", "ci_low", "ci_high", "p")
FIELDS = {
    "endpoint", "arm", "comparator", "unit", "effect_measure", "ci_level", "timepoint", "population", "statistic",
    "n_over_N", "arm_ci", "comparator_ci", "arm_n", "comparator_n", "assessed_by", "note", *FIGURES,
}  # fmt: skip
IN_WORDS = {
    "not reached": "not been reached|neither arm had reached", "<.001": r"less than \.001",
    "35": "thirty-five percent", "5": "five (out )?of 20", "4": "four out of 18",
    "1": r"\bone\b", "3": r"\bthree\b", "17": "seventeen", "24": "twenty-four", "56": "fifty-six",
}  # fmt: skip


@pytest.mark.parametrize(("number", "letter", "passages", "results", "empty"), SETS)
def test_a_set_has_all_its_passages_and_results(
    number: int, letter: str, passages: int, results: int, empty: int
) -> None:
    found = BY_NUMBER[number]
    assert [passage["id"] for passage in found] == [f"{letter}{n:02d}" for n in range(1, passages + 1)]
    assert sum(len(passage["gold"]) for passage in found) == results
    assert sum(not passage["gold"] for passage in found) == empty


def test_even_passages_of_the_second_set_are_for_development_and_all_others_for_testing() -> None:
    assert all(p["split"] == ("test" if int(p["id"][1:]) % 2 else "dev") for p in SECOND)
    assert all(p["split"] == "test" for p in LATER)


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
    wanted = re.escape(re.sub(r"([<>]) ", r"\1", figure).lower())
    in_words = IN_WORDS.get(figure, wanted)
    return re.search(rf"(?<!\d)(?<!\d[.·]){wanted}(?!\d|[.·]\d)|{in_words}", closed) is not None


def test_every_bound_size_and_count_of_the_later_sets_is_printed_in_its_passage() -> None:
    missing = [
        (passage["id"], figure)
        for passage in LATER
        for result in passage["gold"]
        for figure in _further_figures(result)
        if not _is_printed(figure, passage["text"])
    ]
    assert not missing, f"not in the text: {missing}"


def _further_figures(result: dict[str, Any]) -> list[str]:
    sizes = [str(result[name]) for name in ("arm_n", "comparator_n") if name in result]
    bounds = [*result.get("arm_ci", []), *result.get("comparator_ci", [])]
    return [*sizes, *bounds, *re.findall(r"\d+", result.get("n_over_N", ""))]


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
def test_both_halves_of_the_second_set_hold_results_and_four_passages_without_any(split: str) -> None:
    half = [passage for passage in SECOND if passage["split"] == split]
    assert sum(len(passage["gold"]) for passage in half) > 70
    assert sum(not passage["gold"] for passage in half) == 4
