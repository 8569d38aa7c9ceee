from __future__ import annotations

from decimal import Decimal

import pytest
from tests.spec.small import CAUTIONS, FIELDS, TABLES, load_small

from herald.guideline.partition import join_outcomes
from herald.guideline.proof import check_tables


def _caution(condition: str) -> str:
    return CAUTIONS.replace("lvef < 50 %", condition)


def test_the_results_of_a_number_are_what_its_thresholds_tell_apart() -> None:
    guideline = load_small(cautions=_caution("lvef < 40 % or lvef > 50 %"))
    found = [(outcome.label, outcome.value) for outcome in guideline.outcomes("lvef")]
    assert found == [("below 40 %", Decimal(0)), ("40 % to 50 %", Decimal(40)), ("above 50 %", Decimal(100))]


def test_a_single_number_that_is_told_apart_is_a_result() -> None:
    guideline = load_small(cautions=_caution("lvef == 50 %"))
    assert [outcome.label for outcome in guideline.outcomes("lvef")] == ["below 50 %", "exactly 50 %", "above 50 %"]


def test_neighbours_join_to_one_range() -> None:
    guideline = load_small(cautions=_caution("40 % <= lvef < 50 % or lvef >= 60 %"))
    field, outcomes = guideline.fields["lvef"], guideline.outcomes("lvef")
    assert [outcome.label for outcome in outcomes] == [
        "below 40 %",
        "40 % to below 50 %",
        "50 % to below 60 %",
        "60 % or more",
    ]
    assert join_outcomes(field, outcomes[1:3]) == "40 % to below 60 %"
    assert join_outcomes(field, (outcomes[0], outcomes[2], outcomes[3])) == "below 40 % or 50 % or more"


def test_the_results_of_a_choice_are_its_answers() -> None:
    guideline = load_small()
    assert [outcome.value for outcome in guideline.outcomes("ihc")] == ["0", "1+", "2+", "3+"]
    assert guideline.outcomes("treatments") == ()
    assert guideline.outcomes("relapse") == ()


@pytest.mark.parametrize(
    ("ask", "value"), [("< 40 %", 0), (">= 40 %", 40), ("40 % < lvef <= 50 %", 50), ("55 %", 55), ("> 40 %", 100)]
)
def test_a_number_may_say_what_to_ask(ask: str, value: int) -> None:
    fields = FIELDS.replace('unit: "%", range: [0, 100]', f'unit: "%", range: [0, 100], asks: ["{ask}"]')
    [outcome] = load_small(fields=fields).outcomes("lvef")
    assert (outcome.label, outcome.value) == (ask, Decimal(value))


def test_a_row_that_no_patient_can_reach_is_found() -> None:
    row = "      - { id: never, when: \"ihc == '1+' and ish == 'amplified'\", then: positive }\n"
    rest = "      - { id: rest"
    guideline = load_small(tables=TABLES.replace(rest, row + rest))
    assert [str(problem).split(" (")[0] for problem in check_tables(guideline)] == [
        "tables.yaml:9: no patient can reach the row 'never'"
    ]
    assert check_tables(load_small()) == []
