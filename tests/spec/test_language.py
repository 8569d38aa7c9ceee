"""The meaning of the rule language; the cases are the manual."""

from __future__ import annotations

import pytest
from tests.spec.cases import SECTIONS, Example, Refusal
from tests.spec.small import CHAPTER, judge, with_condition

from herald.core.truth import Truth
from herald.guideline import BrokenGuideline, trace

EXAMPLES = [case for section in SECTIONS for case in section.examples if isinstance(case, Example)]
REFUSALS = [case for section in SECTIONS for case in section.examples if isinstance(case, Refusal)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_an_expression_means_what_the_manual_says(example: Example) -> None:
    guideline = with_condition(example.expression)
    node = guideline.rules["subject"].when
    for raw, expected in example.outcomes:
        evaluation = judge(guideline, raw)
        assert evaluation.truth(node).name == expected, raw


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_whatever_is_unknown_names_what_is_missing(example: Example) -> None:
    guideline = with_condition(example.expression)
    node = guideline.rules["subject"].when
    for raw, expected in example.outcomes:
        evaluation = judge(guideline, raw)
        assert bool(evaluation.missing(node)) is (expected == "UNKNOWN"), raw
        for name in evaluation.missing(node):
            assert guideline.field(name).label


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_a_trace_ends_in_the_same_truth(example: Example) -> None:
    guideline = with_condition(example.expression)
    node = guideline.rules["subject"].when
    for raw, expected in example.outcomes:
        assert trace(node, judge(guideline, raw)).truth is Truth[expected]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.title)
def test_what_makes_no_sense_is_refused_at_its_place(refusal: Refusal) -> None:
    with pytest.raises(BrokenGuideline) as error:
        with_condition(refusal.expression)
    assert refusal.message in str(error.value)
    line = 1 + CHAPTER.count("\n") + 2
    assert str(error.value).startswith(f"chapter.yaml:{line}: 'when', character ")
