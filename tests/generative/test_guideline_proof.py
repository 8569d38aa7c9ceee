"""Laws that hold for every patient against the guideline that comes with Herald.

Knowledge is monotone, an explanation is enough to come to its answer, and what a trace does not name does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import herald
from herald.core.truth import Truth
from herald.decisions.deciding import decide
from herald.decisions.decision import Decision, Option
from herald.decisions.lexicon import VocabularyLexicon
from herald.decisions.missing import results_to_try
from herald.guideline import Evaluation, evaluate, explain, load_guideline, trace
from herald.guideline.fields import Element, Field, Kind
from herald.guideline.guideline import expressions_of
from herald.guideline.inputs import check_inputs
from herald.guideline.results import Unknown
from herald.guideline.values import Value
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)
LEXICON = VocabularyLexicon(load_vocabulary())
GUIDELINE = load_guideline(Path(herald.__file__).parent / "knowledge" / "guideline", LEXICON)
WITHOUT_ASSUMPTIONS = replace(
    GUIDELINE, fields={name: replace(field, presume=()) for name, field in GUIDELINE.fields.items()}
)
"""The same guideline without `presume`: what is assumed gives way to what is recorded, so it is not knowledge."""

DRUGS = ("trastuzumab", "pertuzumab", "docetaxel", "trastuzumab deruxtecan", "trastuzumab emtansine", "tucatinib",
         "capecitabine", "letrozole", "palbociclib", "fulvestrant", "class:taxane")  # fmt: skip
DATES = ("2021", "2023-02-11", "2025", "2026-03-04", "2026-07")


def values_of(field: Field) -> st.SearchStrategy[object]:
    """Any value that the guideline can tell from another, as a record writes it."""
    match field.kind:
        case Kind.DATE:
            return st.sampled_from(DATES)
        case Kind.TEXT:
            return st.just("p.L755S")
        case Kind.LIST if field.element is Element.RECORD:
            return st.lists(
                st.fixed_dictionaries({}, optional={n: values_of(f) for n, f in field.of.items() if f.fact is None}),
                max_size=3,
            )
        case Kind.LIST:
            options = {Element.AGENT: DRUGS, Element.CHOICE: field.values, Element.TEXT: ("a", "b")}[field.element]
            return st.lists(st.sampled_from(options), min_size=1, max_size=3, unique=True)
        case Kind.NUMBER:
            regions = [outcome.value for outcome in GUIDELINE.outcomes(field.name)]
            return st.sampled_from(regions or [field.low or 1]).map(str)
    return st.sampled_from([value for value in field.values if value not in field.missing_values])


ASKED = sorted(frozenset().union(*map(GUIDELINE.depends_on, GUIDELINE.rules.values())))
RECORDS = st.lists(st.sampled_from(ASKED), max_size=12, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: values_of(GUIDELINE.fields[name]) for name in names})
)

CONDITIONS = [node for each in (GUIDELINE.rules, GUIDELINE.cautions, GUIDELINE.tables) for entry in each.values()
              for node in expressions_of(entry)]  # fmt: skip
SOME_CONDITIONS = st.lists(st.sampled_from(CONDITIONS), min_size=10, max_size=10)


def inputs_of(record: Mapping[str, object]) -> dict[str, Value]:
    return check_inputs(GUIDELINE.fields, record, LEXICON, AS_OF)


def truths_of(evaluation: Evaluation) -> dict[str, Truth]:
    rules = {rule.id: evaluation.rule(rule).truth for rule in evaluation.guideline.rules.values()}
    return rules | {c.id: evaluation.caution(c).truth for c in evaluation.guideline.cautions.values()}


def a_way_to_learn(evaluation: Evaluation) -> st.SearchStrategy[tuple[str, Value]]:
    """An input that is unknown, with a result of it."""
    unknown = [GUIDELINE.fields[name] for name in ASKED if isinstance(evaluation.field(name), Unknown)]
    results = [(field.name, result.value) for field in unknown for result in results_to_try(evaluation, field)]
    return st.sampled_from(results)


def offering_rules(options: Iterable[Option]) -> dict[str, Option]:
    return {rule: option for option in options for rule in (option.rule, *(support.rule for support in option.also))}


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.data())
def test_learning_an_unknown_input_changes_no_rule_or_caution_that_was_settled(
    record: Mapping[str, object], data: st.DataObject
) -> None:
    before = evaluate(WITHOUT_ASSUMPTIONS, inputs_of(record), AS_OF)
    name, value = data.draw(a_way_to_learn(before))
    after = truths_of(before.with_input(name, value))
    settled = {key: truth for key, truth in truths_of(before).items() if truth is not Truth.UNKNOWN}
    assert {key: after[key] for key in settled} == settled


@settings(max_examples=15, deadline=None)
@given(RECORDS, st.data())
def test_learning_an_unknown_input_takes_no_option_away_but_by_what_was_not_ruled_out(
    record: Mapping[str, object], data: st.DataObject
) -> None:
    inputs = inputs_of(record)
    name, value = data.draw(a_way_to_learn(evaluate(WITHOUT_ASSUMPTIONS, inputs, AS_OF)))
    before, after = (decide(each, WITHOUT_ASSUMPTIONS, (), AS_OF) for each in (inputs, {**inputs, name: value}))
    still = offering_rules(after.options)
    for rule, option in offering_rules(before.options).items():
        open_cautions = [caution for caution in option.cautions if caution.status == "cannot be ruled out"]
        assert rule in still or open_cautions, (name, rule)
    excluded = {exclusion.regimen for exclusion in before.excluded}
    assert excluded.isdisjoint(option.regimen for option in after.options)


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_an_assumption_settles_only_what_was_unknown(record: Mapping[str, object]) -> None:
    inputs = inputs_of(record)
    plain, assumed = (truths_of(evaluate(each, inputs, AS_OF)) for each in (WITHOUT_ASSUMPTIONS, GUIDELINE))
    assert {key: assumed[key] for key, truth in plain.items() if truth is not Truth.UNKNOWN} == {
        key: truth for key, truth in plain.items() if truth is not Truth.UNKNOWN
    }


@settings(max_examples=30, deadline=None)
@given(RECORDS, st.data())
def test_the_inputs_that_an_explanation_names_are_enough_for_its_conclusion(
    record: Mapping[str, object], data: st.DataObject
) -> None:
    evaluation = evaluate(GUIDELINE, inputs_of(record), AS_OF)
    for node in data.draw(SOME_CONDITIONS):
        named = {name for clause in explain(trace(node, evaluation), evaluation) for name in clause.inputs}
        alone = evaluate(GUIDELINE, {name: evaluation.inputs[name] for name in named}, AS_OF)
        assert alone.truth(node) is evaluation.truth(node), named


@settings(max_examples=15, deadline=None)
@given(RECORDS)
def test_the_reasons_of_an_option_alone_make_its_rule_hold(record: Mapping[str, object]) -> None:
    inputs = inputs_of(record)
    decision: Decision = decide(inputs, GUIDELINE, (), AS_OF)
    for option in decision.options:
        rule = GUIDELINE.rules[option.rule]
        named = {name for reason in option.because for name in reason.inputs}
        alone = evaluate(GUIDELINE, {name: inputs[name] for name in named}, AS_OF).rule(rule)
        assert alone.scope is alone.when is Truth.TRUE, (option.rule, named)


@settings(max_examples=30, deadline=None)
@given(RECORDS, st.data())
def test_a_fact_that_no_trace_names_changes_nothing(record: Mapping[str, object], data: st.DataObject) -> None:
    inputs = inputs_of(record)
    if not inputs:
        return
    evaluation = evaluate(GUIDELINE, inputs, AS_OF)
    dropped = data.draw(st.sampled_from(sorted(inputs)))
    without = evaluate(GUIDELINE, {name: value for name, value in inputs.items() if name != dropped}, AS_OF)
    for node in data.draw(SOME_CONDITIONS):
        if dropped not in trace(node, evaluation).inputs():
            assert without.truth(node) is evaluation.truth(node), dropped
            assert without.missing(node) == evaluation.missing(node), dropped
