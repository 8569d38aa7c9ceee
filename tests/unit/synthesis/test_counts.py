from __future__ import annotations

import math

import pytest

from herald.core.errors import SynthesisError
from herald.synthesis import Measure, NotEstimable, Tables, effects_of, pool_mantel_haenszel, pool_peto


def test_half_is_added_to_every_cell_of_a_study_with_an_empty_one() -> None:
    effects = effects_of(Tables.of([0, 5], [10, 20], [3, 8], [10, 20]), Measure.OR)
    assert effects.corrected == (0,)
    assert effects.yi[0] == pytest.approx(math.log((0.5 / 10.5) / (3.5 / 7.5)))
    assert effects.yi[1] == pytest.approx(math.log((5 / 15) / (8 / 12)))


def test_a_study_without_events_in_both_arms_says_nothing_about_a_ratio() -> None:
    effects = effects_of(Tables.of([0, 5], [10, 20], [0, 8], [10, 20]), Measure.RR)
    assert effects.rows == (1,)
    assert effects.excluded[0].row == 0
    assert "no event" in effects.excluded[0].reason


def test_it_does_say_something_about_a_difference() -> None:
    assert effects_of(Tables.of([0], [10], [0], [10]), Measure.RD).rows == (0,)


def test_events_in_everyone_say_nothing_about_odds() -> None:
    effects = effects_of(Tables.of([10], [10], [12], [12]), Measure.OR)
    assert "every patient" in effects.excluded[0].reason


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (([3], [2], [1], [5]), "events_1 is not between 0 and n_1 in row 1"),
        (([1, -1], [2, 2], [1, 1], [5, 5]), "events_1 is not between 0 and n_1 in row 2"),
        (([1.5], [2], [1], [5]), "not a whole number"),
        (([0], [0], [1], [5]), "below 1"),
        (([math.nan], [2], [1], [5]), "not finite"),
        (([1, 2], [3], [1], [5]), "lengths differ"),
    ],
)
def test_counts_that_make_no_sense_are_refused_by_row(cells: tuple[list[float], ...], words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        Tables.of(*cells)


def test_a_hazard_ratio_cannot_be_had_from_counts() -> None:
    with pytest.raises(SynthesisError, match="hazard ratio"):
        effects_of(Tables.of([1], [5], [2], [5]), Measure.HR)


@pytest.mark.parametrize("measure", [Measure.OR, Measure.RR, Measure.RD])
def test_mantel_haenszel_of_no_events_at_all_is_not_estimable(measure: Measure) -> None:
    assert isinstance(pool_mantel_haenszel(Tables.of([0], [9], [0], [9]), measure), NotEstimable)


def test_peto_of_no_events_at_all_is_not_estimable() -> None:
    assert isinstance(pool_peto(Tables.of([0], [9], [0], [9])), NotEstimable)
