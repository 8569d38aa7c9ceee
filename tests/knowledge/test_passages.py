"""The later sets of gold passages as data: figures stand in the text, every passage names its sources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent.parent / "quality" / "gold"


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


(
    SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH,
    NINTH, TENTH, ELEVENTH, TWELFTH, THIRTEENTH, FOURTEENTH, FIFTEENTH, SIXTEENTH, SEVENTEENTH, EIGHTEENTH,
    NINETEENTH, TWENTIETH, TWENTY_FIRST, TWENTY_SECOND, TWENTY_THIRD,
) = (_read(f"passages{n}.jsonl") for n in range(2, 24))  # fmt: skip
LATER = (
    THIRD + FOURTH + FIFTH + SIXTH + SEVENTH + EIGHTH + NINTH
    + TENTH + ELEVENTH + TWELFTH + THIRTEENTH + FOURTEENTH + FIFTEENTH + SIXTEENTH + SEVENTEENTH + EIGHTEENTH
    + NINETEENTH + TWENTIETH + TWENTY_FIRST + TWENTY_SECOND + TWENTY_THIRD
)  # fmt: skip
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


def test_every_set_has_all_its_passages_sorted_by_id() -> None:
    assert [passage["id"] for passage in SECOND] == [f"B{n:02d}" for n in range(1, 47)]
    assert [passage["id"] for passage in THIRD] == [f"C{n:02d}" for n in range(1, 37)]
    assert [passage["id"] for passage in FOURTH] == [f"D{n:02d}" for n in range(1, 27)]
    assert [passage["id"] for passage in FIFTH] == [f"H{n:02d}" for n in range(1, 32)]
    assert [passage["id"] for passage in SIXTH] == [f"J{n:02d}" for n in range(1, 32)]
    assert [passage["id"] for passage in SEVENTH] == [f"L{n:02d}" for n in range(1, 31)]
    assert [passage["id"] for passage in EIGHTH] == [f"M{n:02d}" for n in range(1, 31)]
    assert [passage["id"] for passage in NINTH] == [f"N{n:02d}" for n in range(1, 31)]
    assert [passage["id"] for passage in TENTH] == [f"Q{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in ELEVENTH] == [f"R{n:02d}" for n in range(1, 25)]
    assert [passage["id"] for passage in TWELFTH] == [f"S{n:02d}" for n in range(1, 19)]
    assert [passage["id"] for passage in THIRTEENTH] == [f"T{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in FOURTEENTH] == [f"U{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in FIFTEENTH] == [f"V{n:02d}" for n in range(1, 31)]
    assert [passage["id"] for passage in SIXTEENTH] == [f"W{n:02d}" for n in range(1, 31)]
    assert [passage["id"] for passage in SEVENTEENTH] == [f"X{n:02d}" for n in range(1, 33)]
    assert [passage["id"] for passage in EIGHTEENTH] == [f"Y{n:02d}" for n in range(1, 31)]
    assert [passage["id"] for passage in NINETEENTH] == [f"Z{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in TWENTIETH] == [f"K{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in TWENTY_FIRST] == [f"E{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in TWENTY_SECOND] == [f"A{n:02d}" for n in range(1, 29)]
    assert [passage["id"] for passage in TWENTY_THIRD] == [f"F{n:02d}" for n in range(1, 29)]


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


def test_the_third_set_holds_results_and_six_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in THIRD) > 90
    assert sum(not passage["gold"] for passage in THIRD) == 6


def test_the_fourth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in FOURTH) > 80
    assert sum(not passage["gold"] for passage in FOURTH) == 4


def test_the_fifth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in FIFTH) > 100
    assert sum(not passage["gold"] for passage in FIFTH) == 4


def test_the_sixth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in SIXTH) > 100
    assert sum(not passage["gold"] for passage in SIXTH) == 4


def test_the_seventh_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in SEVENTH) > 100
    assert sum(not passage["gold"] for passage in SEVENTH) == 4


def test_the_eighth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in EIGHTH) > 80
    assert sum(not passage["gold"] for passage in EIGHTH) == 4


def test_the_ninth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in NINTH) > 80
    assert sum(not passage["gold"] for passage in NINTH) == 4


def test_the_tenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in TENTH) > 90
    assert sum(not passage["gold"] for passage in TENTH) == 4


def test_the_eleventh_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in ELEVENTH) > 80
    assert sum(not passage["gold"] for passage in ELEVENTH) == 4


def test_the_twelfth_set_holds_results_and_two_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in TWELFTH) > 60
    assert sum(not passage["gold"] for passage in TWELFTH) == 2


def test_the_thirteenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in THIRTEENTH) > 80
    assert sum(not passage["gold"] for passage in THIRTEENTH) == 4


def test_the_fourteenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in FOURTEENTH) > 100
    assert sum(not passage["gold"] for passage in FOURTEENTH) == 4


def test_the_fifteenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in FIFTEENTH) > 90
    assert sum(not passage["gold"] for passage in FIFTEENTH) == 4


def test_the_sixteenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in SIXTEENTH) > 90
    assert sum(not passage["gold"] for passage in SIXTEENTH) == 4


def test_the_seventeenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in SEVENTEENTH) > 110
    assert sum(not passage["gold"] for passage in SEVENTEENTH) == 4


def test_the_eighteenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in EIGHTEENTH) > 90
    assert sum(not passage["gold"] for passage in EIGHTEENTH) == 4


def test_the_nineteenth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in NINETEENTH) > 90
    assert sum(not passage["gold"] for passage in NINETEENTH) == 4


def test_the_twentieth_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in TWENTIETH) > 100
    assert sum(not passage["gold"] for passage in TWENTIETH) == 4


def test_the_twenty_first_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in TWENTY_FIRST) > 80
    assert sum(not passage["gold"] for passage in TWENTY_FIRST) == 4


def test_the_twenty_second_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in TWENTY_SECOND) > 90
    assert sum(not passage["gold"] for passage in TWENTY_SECOND) == 4


def test_the_twenty_third_set_holds_results_and_four_passages_without_any() -> None:
    assert sum(len(passage["gold"]) for passage in TWENTY_THIRD) > 100
    assert sum(not passage["gold"] for passage in TWENTY_THIRD) == 4
