"""Laws of the rule language, for random expressions, guidelines and records."""

from __future__ import annotations

import copy
from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generative.guideline_strategies import any_node, records, sound_condition, status_tables
from tests.spec.small import FILES, SmallLexicon, judge, load_small, write_guideline

from herald.core.errors import GuidelineError
from herald.core.truth import AND, NOT, OR, Truth
from herald.guideline import Evaluation, ExpressionError, Guideline, load_guideline, nodes, parse, render, trace
from herald.guideline.checking import Scope, check_condition
from herald.guideline.dependencies import share
from herald.guideline.nodes import Node, children
from herald.guideline.tables import Row

truths = st.sampled_from(Truth)
KNOWN = {Truth.TRUE, Truth.FALSE}


@given(truths, truths)
def test_de_morgan_holds(one: Truth, other: Truth) -> None:
    assert NOT[AND[one, other]] is OR[NOT[one], NOT[other]]
    assert NOT[OR[one, other]] is AND[NOT[one], NOT[other]]


@given(truths, truths, truths)
def test_the_connectives_are_commutative_associative_and_distributive(a: Truth, b: Truth, c: Truth) -> None:
    assert a & b is b & a
    assert a | b is b | a
    assert (a & b) & c is a & (b & c)
    assert a & (b | c) is (a & b) | (a & c)


@given(truths, st.sampled_from(sorted(KNOWN, key=str)))
def test_settling_an_unknown_never_turns_a_settled_result(one: Truth, settled: Truth) -> None:
    for table in (AND, OR):
        before = table[one, Truth.UNKNOWN]
        assert before is Truth.UNKNOWN or table[one, settled] is before


@given(any_node())
def test_parsing_what_was_rendered_gives_the_node_again(node: Node) -> None:
    assert parse(render(node)) == node


def test_every_type_of_node_is_drawn() -> None:
    drawn: Counter[type[Node]] = Counter()

    @settings(max_examples=300, database=None, derandomize=True)
    @given(any_node())
    def draw(node: Node) -> None:
        waiting = [node]
        while waiting:
            drawn.update([type(waiting[-1])])
            waiting.extend(children(waiting.pop()))

    draw()
    every = {kind for kind in vars(nodes).values() if isinstance(kind, type) and issubclass(kind, Node)}
    assert set(drawn) == every - {Node}


@given(st.text())
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    with suppress(ExpressionError):
        assert parse(render(parse(text))) == parse(text)


_fragments = st.sampled_from(
    [
        *("ihc", "==", "'3+'", "(", ")", "and", "or", "not", "in", "{", "}", ",", "any", "include", "class", "50 %"),
        *("<", "treatments", "2024-01-01", "as_of", "true", "count", "months_since", "latest", "9" * 30, "''"),
    ]
)


@given(st.lists(_fragments, max_size=60).map(" ".join))
def test_any_words_of_the_language_are_an_expression_or_refused(text: str) -> None:
    with suppress(ExpressionError):
        assert parse(render(parse(text))) == parse(text)


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes_are_a_guideline_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:

    folder = write_guideline(tmp_path_factory.mktemp("any"))
    for name in ("chapter.yaml", "fields.yaml", "guideline.yaml"):
        (folder / name).write_bytes(data)
        with pytest.raises(GuidelineError):
            load_guideline(folder, SmallLexicon())


_pieces = st.sampled_from(
    [
        *(
            "",
            "\n",
            "  ",
            "- ",
            ": ",
            "[",
            "]",
            "{",
            "}",
            "'",
            '"',
            "null",
            "yes",
            "0",
            "name: ihc",
            "&a ",
            "*a",
            "!!int ",
        ),
        *(
            "when: ",
            "true",
            "-1",
            "1e999999",
            "2024-02-30",
            "class ",
            "unit: %",
            "range: [1, 0]",
            "type: list",
            "of: agent",
        ),
    ]
)


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(deadline=None, max_examples=150)
def test_a_guideline_with_damaged_files_is_a_guideline_or_refused(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = text[:start] + data.draw(_pieces) + text[end:]
    with suppress(GuidelineError):
        judge(load_small(**{name.removesuffix(".yaml"): damaged}), {}).rules()


SMALL = load_small()


Rows = tuple[tuple[Node | None, str], ...]


def _placed(node: Node, rows: Rows) -> tuple[Guideline, Node]:
    """Returns the small guideline with these rows in its table, and `node` after the checks of loading."""
    targets, pool = dict(SMALL.targets), {}
    scope = Scope(SMALL.fields, SMALL.tables, SmallLexicon(), targets)
    for condition in [node, *(when for when, _ in rows if when is not None)]:
        check_condition(condition, scope)
    table = SMALL.tables["status"]
    made = [
        Row(str(place), None if when is None else share(when, pool), then, table.place)
        for place, (when, then) in enumerate(rows)
    ]
    tables = {"status": replace(table, rows=tuple(made))}
    return Guideline(**{**_parts(SMALL), "targets": targets, "tables": tables}), share(node, pool)


def _parts(guideline: Guideline) -> dict[str, object]:
    return {name: getattr(guideline, name) for name in guideline.__dataclass_fields__}


@st.composite
def _less_known(draw: st.DrawFn) -> tuple[dict[str, object], dict[str, object]]:
    """Returns a record and one that knows no more and may know less: values left out, dates cut short."""
    more = draw(records())
    less = copy.deepcopy(more)
    for record in [less, *less.get("treatments", ())]:
        for name in sorted(record):
            if draw(st.booleans()):
                continue
            if name in ("relapse", "surgery", "end") and draw(st.booleans()):
                record[name] = record[name][:4]
            else:
                del record[name]
    return less, more


@given(sound_condition(), status_tables(), _less_known())
@settings(deadline=None, max_examples=150)
def test_knowing_more_changes_only_what_was_unknown(node: Node, rows: Rows, known: tuple[dict, dict]) -> None:
    less, more = known
    if "interval" in more and "interval" not in less:
        del more["interval"]  # a recorded value takes the place of a derived one, and need not agree with it
    guideline, placed = _placed(node, rows)
    before, after = judge(guideline, less), judge(guideline, more)
    assert before.truth(placed) in (Truth.UNKNOWN, after.truth(placed))
    possible = before.fact("status").possible
    assert set(after.fact("status").possible) <= set(possible)


@given(sound_condition(), status_tables(), records())
@settings(deadline=None, max_examples=150)
def test_what_the_trace_does_not_name_can_be_left_out(node: Node, rows: Rows, record: dict) -> None:
    guideline, placed = _placed(node, rows)
    whole = judge(guideline, record)
    named = trace(placed, whole).inputs()
    part = judge(guideline, {name: value for name, value in record.items() if name in named})
    assert part.truth(placed) is whole.truth(placed)
    assert part.missing(placed) == whole.missing(placed)


@given(sound_condition(), status_tables(), records())
@settings(deadline=None, max_examples=100)
def test_what_is_unknown_says_what_is_missing(node: Node, rows: Rows, record: dict) -> None:
    guideline, placed = _placed(node, rows)
    evaluation = judge(guideline, record)
    assert bool(evaluation.missing(placed)) is (evaluation.truth(placed) is Truth.UNKNOWN)


@given(records(), st.sampled_from(["ihc", "ish", "lvef", "interval"]), st.data())
@settings(deadline=None)
def test_asking_what_if_is_the_same_as_recording_it(record: dict, name: str, data: st.DataObject) -> None:
    outcomes = SMALL.outcomes(name)
    value = data.draw(st.sampled_from(outcomes)).value
    asked = _asked(judge(SMALL, record)).with_input(name, value)
    recorded = judge(SMALL, {**record, name: value})
    assert _results(asked) == _results(recorded)


def _asked(evaluation: Evaluation) -> Evaluation:
    """Returns the evaluation after everything was asked of it once."""
    _results(evaluation)
    return evaluation


def _results(evaluation: Evaluation) -> list[object]:
    rules = [(result.rule.id, result.truth, result.verdict, result.missing) for result in evaluation.rules()]
    facts = [(fact.value, fact.possible, fact.missing) for fact in map(evaluation.fact, SMALL.tables)]
    cautions = [(found.truth, found.missing) for found in map(evaluation.caution, SMALL.cautions.values())]
    return [*rules, *facts, *cautions]
