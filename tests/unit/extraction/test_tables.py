"""Tables with arms as rows or as columns; expected values are read from the tables by a person."""

from __future__ import annotations

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

ARMS_AS_ROWS = """Arm | n | Median PFS (months) | ORR (%) | 12-month OS
Neratinib + capecitabine | 61 | 28.8 | 79.7 | 94.1
Lapatinib + capecitabine | 63 | 6.8 | 34.2 | 85.9
"""
ARMS_AS_COLUMNS = """Endpoint | Neratinib + capecitabine (n = 61) | Lapatinib + capecitabine (n = 63) | HR (95% CI) | P
Median PFS, months | 28.8 | 6.8 | 0.33 (0.26-0.43) | < .001
ORR | 79.7% | 34.2% | | .02
OS at 12 months | 94.1% | 85.9% | |
"""
COLUMNS_BY_SPACES = """Arm              Median PFS    ORR
Neratinib + capecitabine     28.8 months    79.7%
Lapatinib + capecitabine     6.8 months    34.2%
"""


def _findings(text: str) -> tuple[Finding, ...]:
    return extract(read_text(text, source="test"), load_vocabulary()).findings


@pytest.mark.parametrize("text", [ARMS_AS_ROWS, ARMS_AS_COLUMNS, COLUMNS_BY_SPACES])
def test_a_table_gives_one_finding_for_an_endpoint_and_not_one_for_each_arm(text: str) -> None:
    found = {finding.endpoint: finding for finding in _findings(text)}
    assert (found["PFS"].value, found["PFS"].comparator_value, found["PFS"].unit) == ("28.8", "6.8", "months")
    assert (found["ORR"].value, found["ORR"].comparator_value, found["ORR"].unit) == ("79.7", "34.2", "%")


@pytest.mark.parametrize("text", [ARMS_AS_ROWS, ARMS_AS_COLUMNS, COLUMNS_BY_SPACES])
def test_the_rows_or_the_columns_name_the_arms(text: str) -> None:
    for finding in _findings(text):
        assert finding.arm is not None
        assert finding.comparator is not None
        assert (finding.arm.label, finding.comparator.label) == ("neratinib + capecitabine", "lapatinib + capecitabine")


@pytest.mark.parametrize("text", [ARMS_AS_ROWS, ARMS_AS_COLUMNS])
def test_the_label_of_a_rate_gives_its_time_point(text: str) -> None:
    rate = next(finding for finding in _findings(text) if finding.endpoint == "OS")
    assert (rate.value, rate.comparator_value, rate.timepoint) == ("94.1", "85.9", "12 months")


def test_columns_of_ratios_and_p_values_belong_to_the_endpoint_of_their_row() -> None:
    first = _findings(ARMS_AS_COLUMNS)[0]
    assert (first.effect_measure, first.effect, first.ci_low, first.ci_high) == ("HR", "0.33", "0.26", "0.43")
    assert (first.p, first.arm_n, first.comparator_n) == ("< .001", 61, 63)


def test_a_cell_of_counts_and_shares_is_read_as_its_label_says() -> None:
    (finding,) = _findings(
        "Outcome | Neratinib (N = 72) | Placebo (N = 42) | P\n"
        "Overall response, n (%; 95% CI) | 31 (43.1; 31.6, 54.5) | 8 (19.0; 7.2, 30.9) | .009\n"
    )
    assert (finding.value, finding.comparator_value, finding.p) == ("43.1", "19.0", ".009")
    assert (finding.events, finding.comparator_events) == (31, 8)
    assert (finding.arm_ci_low, finding.comparator_ci_high) == ("31.6", "30.9")


def test_a_second_head_begins_a_second_table() -> None:
    findings = _findings(
        "Endpoint | Neratinib | Placebo\nMedian PFS (months) | 9 | 6\n"
        "Endpoint | Lapatinib | Placebo\nMedian PFS (months) | 8 | 5\n"
    )
    assert [finding.arm.label if finding.arm else None for finding in findings] == ["neratinib", "lapatinib"]


IN_SECTIONS = """Efficacy in Study 1
 | Neratinib + capecitabine N= 485 | Lapatinib + capecitabine N= 486
Progression-free survival (independent review)
Patients with event, number (%) | 265 (54.6%) | 304 (62.6%)
Median PFS (months) | 9.1 | 6.2
Hazard ratio (stratified), 95% CI | 0.650 (0.549, 0.771)
p-value (log-rank) | <0.0001
Objective response rate (independent review)
Patients with OR (%) | 169 (43.6%) | 120 (30.8%)
Difference (95% CI) | 12.7% (6.0, 19.4)
Duration of objective response
Median (months), 95% CI | 11.9 (8.1, 20.2) | 6.3 (5.2, 7.1)
"""


def test_a_row_of_one_cell_says_what_the_rows_below_it_are_of_and_a_short_row_lies_over_both_arms() -> None:
    found = {finding.endpoint: finding for finding in _findings(IN_SECTIONS)}
    pfs, orr, dor = found["PFS"], found["ORR"], found["DOR"]
    assert (pfs.value, pfs.comparator_value, pfs.effect, pfs.ci_high, pfs.p) == (
        "9.1",
        "6.2",
        "0.650",
        "0.771",
        "<0.0001",
    )
    assert (orr.value, orr.comparator_value, orr.effect_measure, orr.effect) == ("43.6", "30.8", "difference", "12.7")
    assert (dor.value, dor.comparator_value, dor.arm_ci_low, dor.comparator_ci_high) == ("11.9", "6.3", "8.1", "7.1")
    assert len(found) == len(_findings(IN_SECTIONS))


def test_the_head_of_a_column_names_an_arm_without_its_neighbours() -> None:
    text = f"In a phase III trial 124 patients were randomised.\n\n{ARMS_AS_COLUMNS}"
    (study,) = extract(read_text(text, source="test"), load_vocabulary()).studies
    assert [arm.name for arm in study.arms] == ["Neratinib + capecitabine", "Lapatinib + capecitabine"]


MERGED_CELLS = """Outcomes in HER2-positive disease

Outcome | Neratinib + capecitabine (n = 61) | Lapatinib + capecitabine (n = 63) | P value
Progression-free survival: Events, no. (%) | 31 (50.8) | 42 (66.7) |
Progression-free survival: Median, months (95% CI) | 28.8 (20.1-31.0) | 6.8 (5.9-9.0) |
Progression-free survival: Hazard ratio (95% CI) | 0.33 (0.26-0.43) | | <0.001
Objective response: Rate, % | 79.7 | 34.2 | 0.02
"""


def test_a_ratio_in_a_cell_over_both_arms_belongs_to_the_medians_above_it() -> None:
    found = {finding.endpoint: finding for finding in _findings(MERGED_CELLS)}
    pfs, orr = found["PFS"], found["ORR"]
    assert (pfs.value, pfs.comparator_value, pfs.effect, pfs.ci_high, pfs.p) == (
        "28.8",
        "6.8",
        "0.33",
        "0.43",
        "<0.001",
    )
    assert (orr.value, orr.comparator_value, orr.p) == ("79.7", "34.2", "0.02")
    assert len(found) == len(_findings(MERGED_CELLS))


def test_one_result_in_two_notations_is_one_finding() -> None:
    text = (
        "Median PFS was 28.8 months with neratinib plus capecitabine and 6.8 months with lapatinib plus capecitabine "
        f"(HR .33; 95% CI, 0.26-0.43; P < .001).\n\n{MERGED_CELLS}"
    )
    assert [finding.endpoint for finding in _findings(text)].count("PFS") == 1


def test_the_head_of_a_column_may_name_the_endpoint_with_its_arm() -> None:
    text = (
        "Subgroup | Patients, n (%) | mPFS (95% CI), mo: palbociclib | mPFS (95% CI), mo: placebo | HR (95% CI)\n"
        "Overall | 521 (100) | 11.2 (9.5-12.9) | 4.6 (3.5-5.6) | 0.50 (0.40-0.62)\n"
        "Visceral | 313 (60) | 9.2 (7.5-11.1) | 3.5 (2.0-5.1) | 0.50 (0.38-0.65)\n"
    )
    found = [(f.endpoint, f.value, f.comparator_value, f.unit, f.effect, f.ci_low) for f in _findings(text)]
    assert found == [("PFS", "11.2", "4.6", "months", "0.50", "0.40"), ("PFS", "9.2", "3.5", "months", "0.50", "0.38")]


def test_a_p_value_may_stand_in_the_cell_of_its_ratio_or_in_a_column_against_an_arm() -> None:
    text = (
        "Parameter | Placebo (n=1073) | Lapatinib (n=1074) | Hazard ratio (95% CI), p-value\n"
        "Disease-free survival, events | 195 | 134 | 0.61 (0.49, 0.77) p < 0.0001\n"
        "Overall survival, events | 80 | 49 | 0.58 (0.40, 0.83) p = 0.0024\n"
    )
    assert [(f.endpoint, f.effect, f.p) for f in _findings(text)] == [
        ("DFS", "0.61", "< 0.0001"),
        ("OS", "0.58", "0.0024"),
    ]


def test_a_column_of_a_strange_name_beside_a_ratio_against_the_other_is_an_arm_of_its_own() -> None:
    text = (
        "Parameter | Placebo (n=1073) | Lapatinib (n=1074) | Hazard ratio vs placebo (95% CI) | p-value vs placebo\n"
        "Disease-free survival, events | 195 | 134 | 0.61 (0.49, 0.77) | p < 0.0001\n"
        "Parameter | Placebo (n=1073) | DCarbX | Hazard ratio vs placebo (95% CI) | p-value vs placebo\n"
        "Disease-free survival, events | 195 | 145 | 0.67 (0.54, 0.83) | p = 0.0003\n"
    )
    first, second = _findings(text)
    assert (first.effect, first.p, first.arm_n) == ("0.61", "< 0.0001", 1074)
    assert (second.arm and second.arm.label, second.effect, second.p, second.arm_n) == (
        "DCarbX",
        "0.67",
        "0.0003",
        None,
    )


def test_columns_that_name_no_endpoint_are_set_aside_where_rows_are_read_as_sentences() -> None:
    text = (
        "Trial | Duration of drug | N | Efficacy | Cardiac events\n"
        "HERA | 2 years | 5099 | DFS (10y) 70% vs 72% | 7.3% vs 4.4%\n"
        "SOLD | 9 weeks | 2174 | DFS (5y) 88% vs 90.5% | 2% vs 4%\n"
    )
    assert [(f.endpoint, f.value, f.comparator_value) for f in _findings(text)] == [
        ("DFS", "70", "72"),
        ("DFS", "88", "90.5"),
    ]


SHORT_ROWS = """Endpoint | Neratinib (n = 61) | Placebo (n = 63) | HR (95% CI)
Median PFS, months | 28.8 | 6.8 | 0.33 (0.26-0.43)
Median OS, months | 40.1 | 30.2
Objective response rate, % | 79.7 | |
Weight, kg | 70.1 | 71.2 |
"""


def test_a_row_whose_last_cells_were_left_out_is_read() -> None:
    found = [(f.endpoint, f.value, f.comparator_value, f.effect) for f in _findings(SHORT_ROWS)]
    assert found == [("PFS", "28.8", "6.8", "0.33"), ("OS", "40.1", "30.2", None)]


def test_figures_of_a_table_that_give_no_result_are_rejected_and_not_lost() -> None:
    rejected = extract(read_text(SHORT_ROWS, source="test"), load_vocabulary()).rejected
    assert {"79.7", "70.1", "71.2"} <= {one.span.quote for one in rejected}


def test_sizes_behind_the_values_of_a_table_name_no_arm() -> None:
    text = (
        "Median PFS, months | HT | T-DM1 | HR relative to HT (95% CI)\n"
        "All patients | 9.1 (n = 70) | 14.1 (n = 67) | 0.58 (0.35, 0.96)\n"
        "High mRNA | 8.7 (n = 29) | Not reached (n = 29) | 0.38 (0.17, 0.84)\n"
    )
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert [(f.value, f.comparator_value, f.effect) for f in found] == [
        ("14.1", "9.1", "0.58"),
        ("Not reached", "8.7", "0.38"),
    ]


def test_a_row_of_one_cell_tells_the_endpoint_and_the_unit_of_the_rows_below_it() -> None:
    text = (
        "HER2 mRNA | HT | T-DM1 | HR relative to HT (95% CI)\n"
        "Median PFS, months\n"
        "All patients | 9.1 | 14.1 | 0.58 (0.35, 0.96)\n"
        "High mRNA | 8.7 | 10.7 | 0.38 (0.17, 0.84)\n"
    )
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert [(f.endpoint, f.value, f.unit) for f in found] == [("PFS", "14.1", "months"), ("PFS", "10.7", "months")]


def test_arms_of_a_table_are_held_against_the_first_that_another_only_adds_to() -> None:
    text = (
        "Table 3: Pathologic complete response in the breast\n"
        "Subgroup | Arm A: docetaxel + trastuzumab | Arm B: docetaxel + trastuzumab + pertuzumab | Arm C: docetaxel + "
        "pertuzumab\n"
        "Hormone receptor positive | 21% | 27% | 17.1%\n"
        "Hormone receptor negative | 36.1% | 63.1% | 30%\n"
    )
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert [(f.value, f.comparator_value) for f in found] == [
        ("27", "21"),
        ("17.1", "21"),
        ("63.1", "36.1"),
        ("30", "36.1"),
    ]


UNITS_ABOVE = """Median PFS, months
HER2 mRNA | Placebo | Neratinib | HR (95% CI)
All patients | 9.1 (n = 71) | 14.3 (n = 66) | 0.58 (0.35, 0.96)
Below the median | 9.7 (n = 33) | 10.5 (n = 27) | 0.86 (0.45, 1.68)
"""


def test_the_line_above_a_table_gives_the_unit_of_its_figures() -> None:
    told = [(f.endpoint, f.value, f.comparator_value, f.unit, f.effect) for f in _findings(UNITS_ABOVE)]
    assert told == [("PFS", "14.3", "9.1", "months", "0.58"), ("PFS", "10.5", "9.7", "months", "0.86")]


_LETTERED = (
    "Trial | Partner | pCR, one agent (%) | pCR, two agents (%)\n"
    "First | docetaxel | T: 31 (95% CI 22–41); P: 22 (95% CI 14–32) | T+P: 47 (95% CI 37–57; P=0.02)\n"
    "Second | paclitaxel | T: 33 (25–42) L: 26 (19–34) | T+L: 52 (43–61; P=0.001)\n"
)


@pytest.mark.parametrize("is_above", [True, False])
def test_cells_that_tell_arms_by_letter_hold_them_against_the_first(is_above: bool) -> None:
    legend = "T, trastuzumab; P, pertuzumab; L, lapatinib\n"
    text = legend + _LETTERED if is_above else _LETTERED + legend
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    told = {(f.population, f.arm and f.arm.label, f.comparator and f.comparator.label) for f in found}
    assert told == {
        ("First", "pertuzumab + docetaxel", "trastuzumab + docetaxel"),
        ("First", "pertuzumab + trastuzumab + docetaxel", "trastuzumab + docetaxel"),
        ("Second", "lapatinib + paclitaxel", "trastuzumab + paclitaxel"),
        ("Second", "lapatinib + trastuzumab + paclitaxel", "trastuzumab + paclitaxel"),
    }
    assert [(f.value, f.comparator_value, f.unit, f.p) for f in found] == [
        ("22", "31", "%", None),
        ("47", "31", "%", "0.02"),
        ("26", "33", "%", None),
        ("52", "33", "%", "0.001"),
    ]
    assert [(f.arm_ci_low, f.arm_ci_high) for f in found] == [("14", "32"), ("37", "57"), ("19", "34"), ("43", "61")]


def test_a_figure_without_a_letter_is_of_the_sum_of_letters_in_another_cell() -> None:
    text = (
        "Response with one agent and with two (T, trastuzumab; L, lapatinib)\n"
        "Trial | Pair | ORR, one agent (%) | ORR, two agents (%)\n"
        "First | L+T | T: 31 (95% CI 22–41); L: 22 (95% CI 14–32) | 47 (95% CI 37–57; P=0.02)\n"
    )
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert [(f.arm and f.arm.label, f.value, f.comparator_value, f.p) for f in found] == [
        ("lapatinib", "22", "31", None),
        ("lapatinib + trastuzumab", "47", "31", "0.02"),
    ]


def test_letters_that_nothing_explains_make_no_arms() -> None:
    found = extract(read_text(_LETTERED, source="test"), load_vocabulary()).findings
    assert not any(f.arm and "trastuzumab" in f.arm.label for f in found)


def test_cells_behind_the_columns_that_the_head_names_are_the_ratio_and_its_p_value() -> None:
    (finding,) = _findings(
        "Trial | Lapatinib + capecitabine (n = 402) | Placebo + capecitabine (n = 406)\n"
        "Progression-free survival | 18.5 mo | 12.4 mo | 0.62 (0.51-0.75) | <0.001\n"
        "[columns: new arm, control arm, hazard ratio (95% CI), P value]"
    )
    assert (finding.value, finding.comparator_value, finding.p) == ("18.5", "12.4", "<0.001")
    assert (finding.effect_measure, finding.effect, finding.ci_low, finding.ci_high) == ("HR", "0.62", "0.51", "0.75")


def test_placebo_beside_a_drug_that_the_other_arm_lacks_makes_no_control() -> None:
    (finding,) = _findings(
        "Trial | T-DM1 + placebo (n = 367) | Trastuzumab + taxane (n = 365) | HR\n"
        "Progression-free survival | 14.1 months | 13.7 months | 0.91 (0.73-1.13)"
    )
    assert finding.comparator is not None
    assert (finding.value, finding.comparator_value, finding.comparator.label) == (
        "14.1",
        "13.7",
        "trastuzumab + taxane",
    )
