"""The curated effects as data: sorted, sourced, possible, and the same as in the table of results."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from herald.cli.curated_effects import FOLDER
from herald.synthesis.selection import Assumption

RESULTS = FOLDER.parent / "evidence" / "results.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COMPARISONS, COHORTS, PUBLISHED = (rows(FOLDER / f"{name}.csv") for name in ("comparisons", "cohorts", "published"))


def test_every_row_has_a_source() -> None:
    for row in (*COMPARISONS, *COHORTS, *PUBLISHED):
        assert row["source_url"].startswith("http"), row


def test_every_row_says_how_it_was_verified() -> None:
    assert {row["verified"] for row in (*COMPARISONS, *COHORTS)} <= {"abstract or label", "secondary", "differs"}


def test_comparisons_are_sorted_and_unique() -> None:
    keys = [(r["network"], r["trial"], r["endpoint"], int(r["sequence"]), r["treatment"]) for r in COMPARISONS]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_assumptions_are_known_ones() -> None:
    assert {row["assumption"] for row in COMPARISONS} - {""} <= set(Assumption)


def test_an_interval_contains_its_estimate() -> None:
    for row in COMPARISONS:
        if row["ci_low"]:
            assert Decimal(row["ci_low"]) < Decimal(row["effect"]) < Decimal(row["ci_high"]), row["trial"]


def test_counts_print_as_the_percentage_they_were_had_from() -> None:
    for row in COHORTS:
        percent, percent_sign, size = row["printed"].partition(" % of ")
        if percent_sign:
            assert row["n"] == size
            matching = [x for x in range(int(size) + 1) if f"{100 * x / int(size):.1f}" == percent]
            assert matching == [int(row["events"])], f"{row['trial']}: not the only count that prints so"


@pytest.mark.parametrize("row", COMPARISONS, ids=lambda row: f"{row['trial']} {row['endpoint']} {row['sequence']}")
def test_a_comparison_does_not_contradict_the_table_of_results(row: dict[str, str]) -> None:
    """Where both tables hold an interval of one trial and endpoint with the same estimate, it is the same interval."""
    told = [
        r
        for r in rows(RESULTS)
        if r["trial"] == row["trial"] and r["endpoint"].removesuffix(" rate") == row["endpoint"] and r["ci_low"]
        if r["effect_measure"] == "HR" and Decimal(r["effect"]) == Decimal(row["effect"])
    ]
    for result in told:
        assert Decimal(result["ci_low"]) == Decimal(row["ci_low"]), result["analysis"]
        assert Decimal(result["ci_high"]) == Decimal(row["ci_high"]), result["analysis"]
