"""The inputs of pooling as data: sorted, each tied to its row of the table of results, with nothing left to assume."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from herald.cli.curated_effects import EVIDENCE, FOLDER, load_reports
from herald.synthesis.selection import Assumption


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COMPARISONS, COHORTS, PUBLISHED = (rows(FOLDER / f"{name}.csv") for name in ("comparisons", "cohorts", "published"))
RESULTS = {row["key"]: row for row in rows(EVIDENCE / "results.csv")}


def agents(label: str) -> set[str]:
    """The agents of an arm, without a placebo and without what stands in brackets."""
    return set(label.partition(" (")[0].split(" + ")) - {"placebo"}


def test_every_published_row_has_a_source() -> None:
    assert not [row for row in PUBLISHED if not row["source_url"].startswith("http")]


def test_comparisons_are_sorted_and_unique() -> None:
    keys = [(r["network"], r["trial"], r["endpoint"], int(r["sequence"]), r["treatment"]) for r in COMPARISONS]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_assumptions_are_known_ones() -> None:
    assert {row["assumption"] for row in COMPARISONS} - {""} <= set(Assumption)


def test_every_input_is_a_row_of_the_table_of_results() -> None:
    assert not {row["result"] for row in (*COMPARISONS, *COHORTS)} - RESULTS.keys()


@pytest.mark.parametrize("row", COMPARISONS, ids=lambda row: row["result"])
def test_a_comparison_is_the_result_that_it_names(row: dict[str, str]) -> None:
    """A node of a network may differ from the printed arm only where an assumption says so."""
    result = RESULTS[row["result"]]
    assert result["trial"] == row["trial"]
    assert result["endpoint"].removesuffix(" rate") == row["endpoint"]
    assert result["effect_measure"] == "HR"
    assert agents(result["arm"]) == agents(row["treatment"])
    if not row["assumption"]:
        assert agents(result["comparator"]) == agents(row["comparator"])


def test_a_report_has_the_figures_the_page_and_the_registration_of_its_result() -> None:
    [updated] = [each for each in load_reports("second line") if each.source.key == "destiny-breast03.pfs.updated-2022"]
    assert (updated.effect, updated.ci_low, updated.ci_high) == ("0.33", "0.26", "0.43")
    assert updated.source.nct == "NCT03529110"
    assert updated.source.data_cutoff.startswith("2022-07")
    assert updated.source.url == RESULTS[updated.source.key]["quote_url"]


def test_counts_of_responses_are_those_that_the_result_prints() -> None:
    for row in COHORTS:
        result = RESULTS[row["result"]]
        assert result["arm_n"] == row["n"], row["trial"]
        assert possible_counts(result, int(row["n"])) == [int(row["events"])], f"{row['trial']}: not the only count"


def possible_counts(result: dict[str, str], n: int) -> list[int]:
    """The counts of responses that a result may mean: told as a fraction or in words, or all that print as its rate."""
    if result["unit"] == "n/N":
        return [int(result["value"].partition("/")[0])]
    if result["unit"] == "patients":
        return [len([kind for kind in result["value"].split(", ") if kind in {"one CR", "one PR"}])]
    return [count for count in range(n + 1) if f"{100 * count / n:.1f}" == result["value"]]
