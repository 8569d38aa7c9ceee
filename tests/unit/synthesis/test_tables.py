from __future__ import annotations

import math

import pytest

from herald.core.errors import SynthesisError
from herald.synthesis import Measure
from herald.synthesis.tables import comparison_of, read_cohorts, read_table, trials_of

NAMES = {"study": "EMILIA", "treatment": "T-DM1", "comparator": "LapCap"}


def test_printed_intervals_become_logarithms() -> None:
    table = read_table([{**NAMES, "effect": "0·65", "ci_low": ".55", "ci_high": "0.77"}])
    assert table.measure is Measure.HR
    assert table.contrasts[0].yi == pytest.approx(math.log(0.65))


def test_counts_default_to_the_odds_ratio() -> None:
    row = {**NAMES, "events_1": "5", "n_1": "20", "events_2": "8", "n_2": "20"}
    assert read_table([row]).measure is Measure.OR


def test_an_empty_effect_is_taken_from_the_middle_of_its_interval() -> None:
    table = read_table([{**NAMES, "effect": "", "ci_low": "0.5", "ci_high": "2"}])
    assert table.contrasts[0].yi == pytest.approx(0)


def test_an_interval_that_no_rounding_explains_is_named() -> None:
    table = read_table([{**NAMES, "study": "CEREBEL", "effect": "1.34", "ci_low": "0.95", "ci_high": "1.64"}])
    assert "CEREBEL" in table.warnings[0]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"effect": "0.65", "ci_low": "0.77", "ci_high": "0.55"}, "row 1 .EMILIA.: the limits are reversed"),
        ({"effect": "0.65", "ci_low": "0.55", "ci_high": "NE"}, "row 1: ci_high is 'NE', not a number"),
        ({"effect": "0.65", "ci_low": "0.55", "ci_high": "inf"}, "not a number"),
        ({"effect": "< 0.65", "ci_low": "0.55", "ci_high": "0.77"}, "a bound and not a value"),
        (
            {"effect": "0.65", "ci_low": "0.55", "ci_high": "0.77", "ci_level": "0.95"},
            "ci_level 0.95 is not a percentage",
        ),
        ({"yi": "0.1", "sei": "nan"}, "not a number"),
        ({"yi": "1e999", "sei": "1"}, "not a finite number"),
        ({"effect": "0.65"}, "no column ci_low"),
        ({"events_1": "3", "n_1": "9"}, "no column events_2"),
        ({}, "no column yi"),
    ],
)
def test_cells_that_make_no_sense_are_refused_by_row(cells: dict[str, str], words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        trials_of(read_table([{**NAMES, **cells}]))


def test_a_misspelt_column_is_guessed() -> None:
    with pytest.raises(SynthesisError) as raised:
        read_table([{"studdy": "1", "yi": "1", "sei": "1"}])
    assert "'studdy'" in raised.value.hint


def test_rows_in_the_other_direction_are_turned_and_named() -> None:
    rows = [
        {"study": "1", "treatment": "A", "comparator": "B", "yi": "0.4", "sei": "0.1"},
        {"study": "2", "treatment": "B", "comparator": "A", "yi": "-0.3", "sei": "0.1"},
    ]
    chosen = comparison_of(read_table(rows))
    assert [contrast.yi for contrast in chosen.contrasts] == [0.4, 0.3]
    assert "turned" in chosen.warnings[0]


def test_mixed_comparators_are_refused() -> None:
    rows = [
        {"study": "1", "treatment": "A", "comparator": "B", "yi": "0.4", "sei": "0.1"},
        {"study": "2", "treatment": "A", "comparator": "C", "yi": "-0.3", "sei": "0.1"},
    ]
    with pytest.raises(SynthesisError, match="A and B; A and C"):
        comparison_of(read_table(rows))


def test_a_reference_turns_the_comparison() -> None:
    rows = [{"study": "1", "treatment": "A", "comparator": "B", "yi": "0.4", "sei": "0.1"}]
    assert comparison_of(read_table(rows), "A").contrasts[0].yi == -0.4


def test_treatments_may_be_left_out_of_a_table_of_one_comparison_only() -> None:
    table = read_table([{"study": "1", "yi": "0.4", "sei": "0.1"}])
    assert comparison_of(table).contrasts[0].yi == 0.4
    with pytest.raises(SynthesisError, match="needs the treatments"):
        trials_of(table)


def test_two_comparisons_with_counts_are_enough_for_three_arms() -> None:
    cells = {"events_2": "10", "n_2": "100"}
    rows = [
        {"study": "1", "treatment": name, "comparator": "A", "events_1": events, "n_1": "100", **cells}
        for name, events in (("B", "20"), ("C", "30"))
    ]
    trials, _, _ = trials_of(read_table(rows, Measure.RD))
    assert trials[0].arms == ("A", "B", "C")
    assert trials[0].covariance[0, 1] == pytest.approx(0.1 * 0.9 / 100)
    rows[1]["events_2"] = "11"
    with pytest.raises(SynthesisError, match="different counts"):
        read_table(rows)


def test_cohorts_are_read() -> None:
    assert read_cohorts([{"study": "a", "events": "13", "n": "31"}]) == (("a",), (13.0,), (31.0,))


def test_a_cohort_in_two_rows_is_refused() -> None:
    rows = [{"study": "SUMMIT", "events": "3", "n": "20"}, {"study": "SUMMIT", "events": "5", "n": "15"}]
    with pytest.raises(SynthesisError, match="SUMMIT stands in more than one row"):
        read_cohorts(rows)
