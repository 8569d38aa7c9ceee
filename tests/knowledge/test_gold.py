"""The gold of reported results as data: each figure stands where its span says, each document says where it is from."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent.parent / "quality" / "gold" / "gold.jsonl"
DOCUMENTS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
RESULTS = [(document, result) for document in DOCUMENTS for result in document["gold"]]

COUNTS = {"arm_n", "comparator_n", "events", "comparator_events"}
PRINTED = {"value", "comparator_value", "effect", "ci_low", "ci_high", "ci_level", "p"}
ARM_INTERVALS = {"arm_ci_low", "arm_ci_high", "comparator_ci_low", "comparator_ci_high"}
CONTEXT = {
    "endpoint", "trial", "population", "arm", "comparator", "unit", "statistic",
    "effect_measure", "p_sided", "timepoint", "assessed_by", "spans",
}  # fmt: skip
COUNT_WORDS = {"five": 5, "twelve": 12, "twenty-nine": 29, "thirty": 30, "fifty-six": 56}
STANDINGS = {
    "official", "repository", "copy", "news or digest", "label summary", "paper abstract", "study identifier",
}  # fmt: skip
REASONS = {
    "background", "date", "design", "dose", "eligibility", "follow-up", "language", "power", "safety",
    "sample size", "schedule", "superseded", "threshold", "treatment duration", "truncated",
}  # fmt: skip
TRAPS = {
    "arm_ci", "assessor", "background", "comparator_first", "compared_with_alone", "control", "counts_in_figures",
    "counts_in_words", "defined_abbreviation", "dose", "eligibility", "favoring", "follow_up", "glued_units",
    "hedged", "language", "middle_dot", "negation", "no_results", "non_inferiority", "not_reached", "one_sided_p",
    "other_population", "p_inequality", "percent_with_counts", "placebo", "power", "qualitative", "respectively",
    "safety", "subgroup", "superseded", "table", "the_combination", "three_arms", "threshold", "timepoint",
    "truncated", "two_trials", "x_xh_arms",
}  # fmt: skip
REFERENCE = re.compile(r"https?://\S+|PMID \d{7,8}|NCT\d{8}|10\.\d{4,}/\S+")


def _count(printed: str) -> int:
    return COUNT_WORDS.get(printed.lower()) or int(printed.replace(",", ""))


def test_there_are_sixty_documents_sorted_by_id() -> None:
    ids = [document["id"] for document in DOCUMENTS]
    assert ids == [f"G{n:02d}" for n in range(1, 61)]


def test_even_documents_are_for_development_and_odd_ones_for_testing() -> None:
    assert all(d["split"] == ("test" if int(d["id"][1:]) % 2 else "dev") for d in DOCUMENTS)


def test_every_printed_figure_stands_in_the_text_at_its_span() -> None:
    wrong = [
        (document["id"], result["endpoint"], name)
        for document, result in RESULTS
        for name, (start, end) in result["spans"].items()
        if name not in COUNTS and document["text"][start:end] != result[name]
    ]
    assert not wrong, f"mend the spans of {wrong}"


def test_every_count_is_the_number_that_its_span_prints() -> None:
    assert all(
        _count(document["text"][slice(*result["spans"][name])]) == result[name]
        for document, result in RESULTS
        for name in COUNTS & result.keys()
    )


def test_every_figure_of_a_result_has_a_span_and_nothing_else_has() -> None:
    for document, result in RESULTS:
        assert result["spans"].keys() == result.keys() - CONTEXT, (document["id"], result["endpoint"])
        assert result.keys() <= COUNTS | PRINTED | ARM_INTERVALS | CONTEXT, (document["id"], result["endpoint"])


def test_every_result_names_its_endpoint_its_arm_and_a_figure() -> None:
    for document, result in RESULTS:
        assert result["endpoint"], document["id"]
        assert result["arm"], document["id"]
        assert result.keys() & {"value", "effect", "events"}, (document["id"], result["endpoint"])


def test_values_have_a_unit_and_effects_a_measure() -> None:
    for document, result in RESULTS:
        assert "value" not in result or result["unit"] in {"months", "weeks", "years", "%"}, document["id"]
        measures = {"HR", "OR", "difference", "relative risk reduction"}
        assert "effect" not in result or result["effect_measure"] in measures, document["id"]


def test_what_is_not_a_result_stands_in_the_text_and_has_a_known_reason() -> None:
    for document in DOCUMENTS:
        for figure in document["not_results"]:
            assert document["text"][slice(*figure["span"])] == figure["figure"], document["id"]
            assert figure["why"] in REASONS, (document["id"], figure)


def test_no_place_is_both_a_result_and_not_a_result() -> None:
    for document in DOCUMENTS:
        taken = {tuple(span) for result in document["gold"] for span in result["spans"].values()}
        assert not taken & {tuple(figure["span"]) for figure in document["not_results"]}, document["id"]


def test_no_document_states_the_same_result_twice() -> None:
    for document in DOCUMENTS:
        stated = Counter(json.dumps(result, sort_keys=True) for result in document["gold"])
        assert set(stated.values()) <= {1}, document["id"]


def test_every_document_with_figures_names_sources_in_a_known_form() -> None:
    for document in DOCUMENTS:
        assert document["sources"] or not (document["gold"] or document["not_results"]), document["id"]
        assert all(REFERENCE.fullmatch(source["ref"]) for source in document["sources"]), document["id"]
        assert all(source["standing"] in STANDINGS for source in document["sources"]), document["id"]


def test_every_trap_has_a_document() -> None:
    assert {tag for document in DOCUMENTS for tag in document["tags"]} >= TRAPS


def test_documents_without_results_are_marked_as_such() -> None:
    assert all(("no_results" in document["tags"]) == (not document["gold"]) for document in DOCUMENTS)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_both_halves_hold_results_and_documents_without_any(split: str) -> None:
    half = [document for document in DOCUMENTS if document["split"] == split]
    assert sum(len(document["gold"]) for document in half) > 70
    assert any(not document["gold"] for document in half)


def test_sources_of_results_are_pages_that_were_read(shared: Path) -> None:
    knowledge = shared / "knowledge"
    pages = {url for name in ("trial_results", "agent_safety", "trials") for url in _pages(knowledge / f"{name}.csv")}
    cited = {source["ref"] for document in DOCUMENTS for source in document["sources"] if "://" in source["ref"]}
    assert cited <= pages, f"not among the pages that were read: {sorted(cited - pages)}"


def _pages(table: Path) -> set[str]:
    with table.open(encoding="utf-8", newline="") as file:
        return {
            url
            for row in csv.DictReader(file)
            for cell in row.values()
            for url in re.findall(r"https?://[^\s|]+", cell)
        }
