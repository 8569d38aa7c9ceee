"""Tables that lost their bars on the way; the tables are our own."""

from __future__ import annotations

import time

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

TITLE = "Table 2. Efficacy in all patients of the trial\n"


def read(text: str) -> list[Finding]:
    return list(extract(read_text(TITLE + text, source="own"), load_vocabulary()).findings)


def label(finding: Finding) -> tuple[str | None, str | None]:
    return (finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None)


def test_a_line_that_ends_in_cells_is_a_row_below_the_line_that_names_the_arms() -> None:
    found = read(
        "T-DXd (n = 261) T-DM1 (n = 263) HR (95% CI) P value\n"
        "Median PFS, months (95% CI) 28.8 (22.4–37.9) 6.8 (5.6–8.2) 0.33 (0.26–0.43) <0.0001\n"
        "12-month PFS, % 75.2 33.9\n"
    )
    assert {label(f) for f in found} == {("trastuzumab deruxtecan", "trastuzumab emtansine")}
    assert [(f.endpoint, f.value, f.comparator_value, f.effect, f.ci_high, f.p) for f in found] == [
        ("PFS", "28.8", "6.8", "0.33", "0.43", "<0.0001"),
        ("PFS", "75.2", "33.9", None, None, None),
    ]
    assert [(f.arm_n, f.comparator_n, f.timepoint) for f in found] == [(261, 263, None), (261, 263, "12 months")]


def test_a_line_below_the_head_says_that_the_cells_are_counts_with_their_share() -> None:
    found = read(
        "Abemaciclib + fulvestrant N = 72 Placebo + fulvestrant N = 42 P value\n"
        "n (%) 95% CI n (%) 95% CI\n"
        "CR 2 (2.8) − 1.0, 6.6 0 (0)\n"
        "Overall response rate (CR + PR) 31 (43.1) 31.6, 54.5 8 (19.0) 7.2, 30.9 .009\n"
    )
    assert [(f.endpoint, f.value, f.events, f.comparator_value, f.comparator_events, f.p) for f in found] == [
        ("CR", "2.8", 2, "0", 0, None),
        ("ORR", "43.1", 31, "19.0", 8, ".009"),
    ]
    assert [(f.arm_n, f.comparator_n) for f in found] == [(72, 42)] * 2


def test_a_minus_apart_from_its_figure_is_part_of_it() -> None:
    (finding,) = read(
        "Abemaciclib + fulvestrant N = 72 Placebo + fulvestrant N = 42\nn (%) 95% CI n (%) 95% CI\n"
        "CR 2 (2.8) − 1.0, 6.6 0 (0)\n"
    )
    assert finding.arm_ci_low == "− 1.0"


def test_what_a_row_lacks_stays_empty() -> None:
    found = read(
        "Trial Endpoint Experimental arm Control arm HR (95% CI) P\n"
        "EMILIA T-DM1 Lapatinib + capecitabine\n"
        "Median OS NR NR 0.68 (0.45–1.03) 0.0658\n"
        "ORR 43.6% 30.8% – <0.001\n"
    )
    assert [(f.endpoint, f.value, f.comparator_value, f.effect, f.p) for f in found] == [
        ("OS", "NR", "NR", "0.68", "0.0658"),
        ("ORR", "43.6", "30.8", None, "<0.001"),
    ]


def test_each_line_of_arms_begins_a_table_of_its_own() -> None:
    found = read(
        "Endpoint Experimental arm Control arm HR (95% CI) P\n"
        "EMILIA T-DM1 Lapatinib + capecitabine\n"
        "Median PFS 9.6 months 6.4 months 0.65 (0.55–0.77) <0.001\n"
        "HER2CLIMB-02 Tucatinib + T-DM1 (n = 228) Placebo + T-DM1 (n = 235)\n"
        "Median PFS 9.5 months 7.4 months 0.76 (0.61–0.95) 0.0163\n"
    )
    assert [(f.trial, label(f)[0], f.effect) for f in found] == [
        ("EMILIA", "trastuzumab emtansine", "0.65"),
        ("HER2CLIMB-02", "tucatinib + trastuzumab emtansine", "0.76"),
    ]


def test_a_ratio_and_a_p_value_on_lines_of_their_own_are_of_the_row_above() -> None:
    found = read(
        "Endpoint Letrozole + palbociclib Letrozole + placebo\n"
        "Median PFS (months) 24.8 14.5\n"
        "HR (95% CI) 0.58 (0.46 to 0.72)\n"
        "P value <0.001\n"
        "ORR (%) 42.1 34.7\n"
    )
    assert [(f.endpoint, f.value, f.effect, f.p) for f in found] == [
        ("PFS", "24.8", "0.58", "<0.001"),
        ("ORR", "42.1", None, None),
    ]


def test_rows_can_be_arms_below_a_line_of_endpoints() -> None:
    found = read(
        "Arm pCR (%) 3-year EFS (%)\n"
        "Docetaxel + trastuzumab (n = 107) 29.0 85\n"
        "Docetaxel + trastuzumab + pertuzumab (n = 107) 45.8 92\n"
    )
    assert [(f.endpoint, f.value, f.comparator_value, f.timepoint) for f in found] == [
        ("pCR", "45.8", "29.0", None),
        ("EFS", "92", "85", "3 years"),
    ]


def test_sentences_are_no_rows() -> None:
    found = read(
        "The trial compared T-DM1 with lapatinib plus capecitabine.\n"
        "At the time of the analysis the median PFS was 9.6 months.\n"
        "Deaths were counted in 149 and 182.\n"
    )
    assert [(f.endpoint, f.value, f.comparator_value) for f in found] == [("PFS", "9.6", None)]


@pytest.mark.parametrize("piece", ["1 - ", "1, 1 ", "1 (1 ", "P=1 1-1 "])
def test_a_line_of_cells_without_end_takes_no_time(piece: str) -> None:
    started = time.perf_counter()
    read("T-DXd T-DM1\n" + ("PFS " + piece * 60)[:238] + "x\n")
    assert time.perf_counter() - started < 1
