from __future__ import annotations

import pytest

from herald.core.findings import Arm, Finding
from herald.evidence.agreement import Difference, find_disagreements, is_same_number, question

TUCATINIB = Arm("tucatinib + trastuzumab", ("agent:tucatinib", "agent:trastuzumab"))


def response(value: str, **fields: object) -> Finding:
    return Finding(endpoint="ORR", trial="T", arm=TUCATINIB, value=value, unit="%", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("42", "41.9", True),  # 41.9 rounds to 42
        ("42", "41.4", False),  # 41.4 rounds to 41
        (".0070", "0.007", True),
        ("0·65", "0.65", True),
        ("<0.001", "0.0004", False),  # an inequality is a bound, not a value
        ("<0.001", "< .001", True),
        ("not reached", "Not reached", True),
        ("not reached", "34.0", False),
        ("1,095", "1095", True),
    ],
)
def test_two_prints_are_one_number_if_both_may_be_its_rounding(first: str, second: str, same: bool) -> None:
    assert is_same_number(first, second) is same
    assert is_same_number(second, first) is same


def test_two_values_for_one_question_are_a_disagreement_that_names_the_figure() -> None:
    (found,) = find_disagreements([response("42"), response("38.5"), response("41.9")])[:1]
    assert found.differences == (Difference("value", "42", "38.5"),)


def test_rounding_is_no_disagreement() -> None:
    assert find_disagreements([response("42"), response("41.9")]) == ()


def test_a_subgroup_is_not_held_against_the_whole_trial() -> None:
    assert find_disagreements([response("42"), response("61", population="brain metastases")]) == ()


def test_figures_of_unnamed_studies_are_not_compared() -> None:
    assert question(Finding(endpoint="PFS", value="8.3")) is None
