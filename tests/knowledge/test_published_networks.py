"""Our networks beside published ones, and the inputs beside the table of inputs that was collected elsewhere."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from herald.cli.curated_effects import EVIDENCE, FOLDER, load_published, load_reports
from herald.synthesis import Measure, Network, pool_network, trials_of_contrasts
from herald.synthesis.published import Comparison, Verdict, compare_published
from herald.synthesis.selection import select

NAMES = {
    "T-DM1": "trastuzumab emtansine",
    "T-DXd": "trastuzumab deruxtecan",
    "PyrCap": "pyrotinib + capecitabine",
    "LapCap": "lapatinib + capecitabine",
    "TrasCap": "trastuzumab + capecitabine",
    "PerTrasCap": "pertuzumab + trastuzumab + capecitabine",
    "NerCap": "neratinib + capecitabine",
    "Neratinib": "neratinib",
    "Cap": "capecitabine",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def network_of(endpoint: str) -> Network:
    chosen = select(load_reports("second line"), endpoint)
    network = pool_network(trials_of_contrasts(chosen.contrasts)[0], measure=Measure.HR)
    assert isinstance(network, Network)
    return network


def judge(endpoint: str) -> dict[str, Verdict]:
    reports = [each for each in load_reports("second line") if each.endpoint == endpoint]
    verdicts = compare_published(network_of(endpoint), reports, load_published("second line", endpoint))
    return {verdict.review: verdict for verdict in verdicts}


@pytest.fixture(scope="module")
def pfs() -> dict[str, Verdict]:
    return judge("PFS")


def test_the_table_whose_edges_do_not_reproduce_their_trials_is_found_with_the_slip_that_explains_it(
    pfs: dict[str, Verdict],
) -> None:
    """It prints 0.64 for pyrotinib with capecitabine against lapatinib with capecitabine; its trials, 0.36 to 0.48."""
    liao = pfs["Liao 2021"]
    [contradicted] = [each for each in liao.comparisons if each.is_contradicted]
    assert contradicted.trials == ("Ma 2019", "PHOEBE")
    assert liao.explanation is not None
    assert "exp(log10 HR)" in liao.explanation


def test_a_table_that_reproduces_its_trials_is_not_accused(pfs: dict[str, Verdict]) -> None:
    assert not [each for each in pfs["Ciapponi 2024"].comparisons if each.is_contradicted]
    assert pfs["Ciapponi 2024"].explanation is None


def test_every_published_estimate_overlaps_ours_unless_its_table_is_accused() -> None:
    for endpoint in ("PFS", "OS"):
        for verdict in judge(endpoint).values():
            for each in verdict.comparisons if verdict.explanation is None else ():
                assert each.published.ci_low <= each.ours[2], each
                assert each.ours[1] <= each.published.ci_high, each


def test_the_page_shows_the_published_estimates_beside_ours(root: Path, pfs: dict[str, Verdict]) -> None:
    page = (root / "docs" / "reference" / "synthesis.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\w+ \d{4}) \| (.+?) against (.+?) \| (.+?) \| (.+?) \|$", page, re.M)
    ours = [
        (verdict.review, each.published.treatment, each.published.comparator, shown(*printed(each)), shown(*each.ours))
        for verdict in pfs.values()
        for each in verdict.comparisons
    ]
    assert told == ours


def printed(each: Comparison) -> tuple[float, float, float]:
    return each.published.estimate, each.published.ci_low, each.published.ci_high


def shown(estimate: float, low: float, high: float) -> str:
    return f"{estimate:.2f} ({low:.2f} to {high:.2f})"


def test_published_estimates_are_those_of_the_collected_table(shared: Path) -> None:
    collected = {
        (
            row["nma"].replace("20", " 20"),
            row["endpoint"],
            NAMES.get(row["treatment"]),
            NAMES.get(row["comparator"]),
        ): row
        for row in rows(shared / "reference" / "her2_nma_published.csv")
    }
    for row in rows(FOLDER / "published.csv"):
        other = collected.get((row["review"], row["endpoint"], row["treatment"], row["comparator"]))
        if other is None:
            assert "as printed" in row["comparator"], row
            continue
        assert [row[name] for name in ("estimate", "ci_low", "ci_high")] == [
            other[name] for name in ("estimate", "low", "high")
        ]


def test_every_interval_of_the_collected_inputs_is_a_result_of_the_same_trial(shared: Path) -> None:
    ours = {
        (
            row["trial"].replace(" ", "").replace("-", ""),
            *(figure(row[name]) for name in ("effect", "ci_low", "ci_high")),
        )
        for row in rows(EVIDENCE / "results.csv")
        if row["effect_measure"] == "HR"
    }
    for row in rows(shared / "reference" / "her2_nma.csv"):
        if row["ci_low"]:
            key = (row["trial"].replace("-", ""), *(figure(row[name]) for name in ("hr", "ci_low", "ci_high")))
            assert key in ours, f"{row['trial']} {row['endpoint']}"


def figure(printed: str) -> Decimal | None:
    return Decimal(printed) if re.fullmatch(r"\d*\.?\d+", printed) else None
