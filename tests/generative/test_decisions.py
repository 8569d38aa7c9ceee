"""Properties of every decision, over random records against the guideline that comes with Herald."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import herald
from herald.decisions.deciding import decide
from herald.decisions.decision import Decision
from herald.decisions.evidence import load_results
from herald.decisions.inputs import read_inputs
from herald.decisions.lexicon import VocabularyLexicon
from herald.decisions.missing import find_missing, results_to_try
from herald.decisions.triage import Offers, triage
from herald.guideline import evaluate, load_guideline
from herald.guideline.results import Known, Unknown
from herald.guideline.values import Value
from herald.patients.record import PatientRecord
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)
LEXICON = VocabularyLexicon(load_vocabulary())
GUIDELINE = load_guideline(Path(herald.__file__).parent / "knowledge" / "guideline", LEXICON)
RESULTS = load_results()

DRUGS = ["trastuzumab", "pertuzumab", "docetaxel", "trastuzumab deruxtecan", "trastuzumab emtansine", "tucatinib",
         "capecitabine", "letrozole", "palbociclib", "fulvestrant", "class:taxane"]  # fmt: skip

TREATMENTS = st.lists(
    st.fixed_dictionaries(
        {"agents": st.lists(st.sampled_from(DRUGS), min_size=1, max_size=3, unique=True).map(tuple)},
        optional={
            "setting": st.sampled_from(["adjuvant", "metastatic"]),
            "progressed": st.sampled_from(["yes", "no"]),
            "start": st.sampled_from(["2020", "2021-05", "2023-02-11"]),
            "end": st.sampled_from(["2024-01", "2025", "2026-03-04"]),
        },
    ),
    max_size=3,
).map(tuple)

SPECIMENS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["primary", "residual disease", "local recurrence", "metastasis"]),
            "tested": st.sampled_from([("HER2",), ("hormone receptors",), ("HER2", "hormone receptors")]),
        },
        optional={
            "date": st.sampled_from(["2021", "2023-05", "2026-01-02"]),
            "her2_ihc": st.sampled_from(["0", "1+", "2+", "3+"]),
            "her2_ish": st.sampled_from(["amplified", "not amplified"]),
            "er_percent": st.sampled_from(["0", "5", "90"]),
        },
    ),
    max_size=3,
).map(tuple)

INPUTS = st.fixed_dictionaries(
    {},
    optional={
        "her2_ihc": st.sampled_from(["0", "1+", "2+", "3+", "indeterminate"]),
        "her2_ish": st.sampled_from(["amplified", "not amplified"]),
        "er_percent": st.sampled_from(["0", "5", "90"]),
        "pr_percent": st.sampled_from(["0", "40"]),
        "setting": st.sampled_from(["early", "metastatic", "suspected metastatic"]),
        "sex": st.sampled_from(["female", "male"]),
        "menopausal_status": st.sampled_from(["premenopausal", "postmenopausal"]),
        "pregnant": st.sampled_from(["yes", "no"]),
        "lvef": st.sampled_from(["30", "39.9", "40", "49", "50", "65"]),
        "ild": st.sampled_from(["yes", "no"]),
        "brain_metastases": st.sampled_from(["none", "active"]),
        "erbb2_mutation": st.sampled_from(["activating", "none"]),
        "germline_brca": st.sampled_from(["yes", "no"]),
        "specimens": SPECIMENS,
        "recurrence_date": st.sampled_from(["2025", "2026-07", "2026-10-01"]),
        "treatments": TREATMENTS,
    },
)  # fmt: skip


def typed(stated: Mapping[str, object]) -> Mapping[str, Value]:
    return read_inputs(PatientRecord(stated, {}, "record"), GUIDELINE, LEXICON, AS_OF)  # type: ignore[arg-type]


def answer(inputs: Mapping[str, Value]) -> Decision:
    return decide(inputs, GUIDELINE, RESULTS, AS_OF)


@settings(max_examples=25, deadline=None)
@given(INPUTS)
def test_a_regimen_is_offered_undecided_or_excluded_never_two_of_them(stated: Mapping[str, object]) -> None:
    decision = answer(typed(stated))
    lists = [[part.regimen for part in parts] for parts in (decision.options, decision.undecided, decision.excluded)]
    every = [regimen for regimens in lists for regimen in regimens]
    assert len(every) == len(set(every))


@settings(max_examples=25, deadline=None)
@given(INPUTS)
def test_everything_that_is_said_has_a_rule_and_a_source_that_is_described(stated: Mapping[str, object]) -> None:
    decision = answer(typed(stated))
    described = {source.id for source in decision.sources}
    assert [option.rank for option in decision.options] == list(range(1, len(decision.options) + 1))
    assert all(option.rule in GUIDELINE.rules and option.because for option in decision.options)
    assert all(excluded.because for excluded in decision.excluded)
    assert all(undecided.needs for undecided in decision.undecided)
    assert {option.source.id for option in decision.options} <= described
    assert {caution.source for option in decision.options for caution in option.cautions} <= described


@settings(max_examples=15, deadline=None)
@given(INPUTS, st.data())
def test_a_missing_input_keeps_its_promise(stated: Mapping[str, object], data: st.DataObject) -> None:
    """Recording a result gives the very options that were foretold for it."""
    inputs = typed(stated)
    decision = answer(inputs)
    if not decision.missing:
        return
    missing = data.draw(st.sampled_from(decision.missing))
    evaluation = evaluate(GUIDELINE, inputs, AS_OF)
    results = {name: list(results_to_try(evaluation, GUIDELINE.fields[name])) for name in missing.inputs}
    drawn = {name: data.draw(st.sampled_from(some)).value for name, some in results.items()}
    then = answer({**inputs, **drawn})
    foretold = {outcome.options for outcome in missing.outcomes}
    assert tuple(option.regimen for option in then.options) in foretold


@settings(max_examples=10, deadline=None)
@given(INPUTS)
def test_no_single_input_that_changes_the_options_is_left_out(stated: Mapping[str, object]) -> None:
    """Against trying everything: what changes the options is listed, or is behind what is listed or already settled.

    A value that is derived or assumed is settled, even if a further input would overrule it.
    """
    evaluation = evaluate(GUIDELINE, typed(stated), AS_OF)
    offers = Offers(GUIDELINE, AS_OF)
    today = triage(evaluation, offers)
    listed = {each.input for each in find_missing(evaluation, offers, today) if len(each.inputs) == 1}
    settled = {
        name for name in GUIDELINE.fields if isinstance(evaluation.field(name), Known)
    } - evaluation.inputs.keys()
    told = listed.union(*(GUIDELINE.depends_on(GUIDELINE.fields[name]) for name in listed | settled))
    for field in GUIDELINE.fields.values():
        if isinstance(evaluation.field(field.name), Unknown) and field.name not in told:
            for result in results_to_try(evaluation, field):
                then = triage(evaluation.with_input(field.name, result.value), offers)
                assert then.regimens() == today.regimens(), (field.name, result.label)


@settings(max_examples=20, deadline=None)
@given(INPUTS)
def test_the_order_of_a_record_does_not_matter(stated: Mapping[str, object]) -> None:
    inputs = typed(stated)
    assert answer(dict(reversed(inputs.items()))) == answer(inputs)


@settings(max_examples=15, deadline=None)
@given(INPUTS, SPECIMENS, st.randoms(use_true_random=False))
def test_the_order_of_specimens_does_not_matter(
    stated: Mapping[str, object], specimens: tuple[Mapping[str, object], ...], shuffler: random.Random
) -> None:
    shuffled = list(specimens)
    shuffler.shuffle(shuffled)
    one, other = (answer(typed({**stated, "specimens": tuple(order)})) for order in (specimens, shuffled))
    assert (regimens_of(one), one.missing) == (regimens_of(other), other.missing)
    assert {fact.name: fact.value for fact in one.facts} == {fact.name: fact.value for fact in other.facts}


def regimens_of(decision: Decision) -> list[tuple[str, ...]]:
    return [
        tuple(part.regimen for part in parts) for parts in (decision.options, decision.undecided, decision.excluded)
    ]


@settings(max_examples=20, deadline=None)
@given(INPUTS)
def test_evidence_changes_no_option(stated: Mapping[str, object]) -> None:
    inputs = typed(stated)
    without = decide(inputs, GUIDELINE, (), AS_OF)
    assert [option.rule for option in answer(inputs).options] == [option.rule for option in without.options]
