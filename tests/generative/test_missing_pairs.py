"""Missing inputs of random small guidelines, against trying every input and every pair of inputs."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.small import SmallLexicon

from herald.decisions.missing import find_missing, results_to_try
from herald.decisions.triage import Offers, triage
from herald.guideline import Evaluation, Guideline, evaluate, load_guideline

AS_OF = dt.date(2026, 11, 21)
NAMES = ("a", "b", "c", "d")
AGENTS = ("trastuzumab", "pertuzumab", "docetaxel", "lapatinib")

INDEX = """\
id: random
version: "1"
title: Random rules
notice: For tests.
jurisdictions: [US]
files:
  { fields: [fields.yaml], sources: [sources.yaml], tables: [tables.yaml], chapters: [chapter.yaml],
    cautions: [cautions.yaml] }
"""
FIELDS = "fields:\n" + "".join(f"  - {{ name: {name}, type: yes/no }}\n" for name in NAMES)
SOURCES = "sources:\n  - { id: book, citation: A book }\n"
RULE = """\
  - id: rule.{number}
    title: A rule
    when: "{when}"
    offer: [{agent}]
    unless: [{{ when: "{unless}", because: it speaks against it, caution: {caution} }}]
    standing: recommended
    strength: null
    jurisdiction: US
    source: book
"""
TABLE = """\
tables:
  - name: group
    values: [x, y]
    rows:
      - {{ id: group.x, when: "{when}", then: x, source: book }}
      - {{ id: group.y, otherwise: yes, then: y, source: book }}
"""
CAUTION = """\
cautions:
  - id: caution
    agents: [{agent}]
    kind: contraindication
    when: "{when}"
    effect: exclude
    text: Not then.
    source: book
"""

_fields = st.builds("{} == '{}'".format, st.sampled_from(NAMES), st.sampled_from(["yes", "no"]))


def _joined(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        atoms, lambda part: st.builds("({} {} {})".format, part, st.sampled_from(["and", "or"]), part), max_leaves=4
    )


_conditions = _joined(st.one_of(_fields, st.builds("group == '{}'".format, st.sampled_from(["x", "y"]))))
_rules = st.tuples(_conditions, st.sampled_from(AGENTS), _conditions, st.sampled_from(["yes", "no"]))


@st.composite
def guidelines(draw: st.DrawFn) -> Guideline:
    """Up to four rules, a table and a caution over four fields."""
    rules = draw(st.lists(_rules, min_size=1, max_size=4))
    chapter = "chapter: One\nrules:\n" + "".join(
        RULE.format(number=number, when=when, agent=agent, unless=unless, caution=caution)
        for number, (when, agent, unless, caution) in enumerate(rules)
    )
    files = {
        "guideline": INDEX,
        "fields": FIELDS,
        "sources": SOURCES,
        "tables": TABLE.format(when=draw(_joined(_fields))),
        "chapter": chapter,
        "cautions": CAUTION.format(agent=draw(st.sampled_from(AGENTS)), when=draw(_conditions)),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load_guideline(Path(folder), SmallLexicon())


RECORDS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["yes", "no"]), max_size=2)


def _options(evaluation: Evaluation, offers: Offers) -> tuple[str, ...]:
    return triage(evaluation, offers).regimens()


def _with_results(evaluation: Evaluation, names: tuple[str, ...]) -> list[Evaluation]:
    fields = [evaluation.guideline.fields[name] for name in names]
    answers = []
    for results in product(*(results_to_try(evaluation, field) for field in fields)):
        then = evaluation
        for field, result in zip(fields, results, strict=True):
            then = then.with_input(field.name, result.value)
        answers.append(then)
    return answers


@settings(max_examples=80, deadline=None)
@given(guidelines(), RECORDS)
def test_no_input_and_no_pair_that_changes_the_options_is_left_out(
    guideline: Guideline, record: Mapping[str, str]
) -> None:
    evaluation, offers = evaluate(guideline, record, AS_OF), Offers(guideline, AS_OF)
    today = triage(evaluation, offers)
    unknown = [name for name in NAMES if name not in record]

    def changes(*names: str) -> bool:
        return any(_options(then, offers) != today.regimens() for then in _with_results(evaluation, names))

    singles = {(name,) for name in unknown if changes(name)}
    pairs = {pair for pair in combinations(unknown, 2) if not singles & {(name,) for name in pair} and changes(*pair)}
    told = {missing.inputs for missing in find_missing(evaluation, offers, today)}
    assert singles <= told
    assert pairs == {inputs for inputs in told if len(inputs) == 2}
    if singles:
        assert singles == {inputs for inputs in told if len(inputs) == 1}


@settings(max_examples=40, deadline=None)
@given(guidelines(), RECORDS)
def test_each_outcome_is_what_the_answer_would_be(guideline: Guideline, record: Mapping[str, str]) -> None:
    evaluation, offers = evaluate(guideline, record, AS_OF), Offers(guideline, AS_OF)
    for missing in find_missing(evaluation, offers, triage(evaluation, offers)):
        foretold = {outcome.options for outcome in missing.outcomes}
        assert foretold == {_options(then, offers) for then in _with_results(evaluation, missing.inputs)}
