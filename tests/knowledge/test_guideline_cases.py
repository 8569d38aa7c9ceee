"""Rules, decision tables and cautions of the guideline against patients for whom the answer was written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from herald.core.truth import Truth
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Evaluation, Guideline, check_inputs, evaluate, load_guideline
from herald.guideline.results import Verdict
from herald.vocabulary.tables import load_vocabulary

FOLDER = Path(__file__).resolve().parents[2] / "src/herald/knowledge/guideline"
AS_OF = dt.date(2026, 11, 21)
VERDICTS = {
    "applies": {Verdict.APPLIES},
    "not": {Verdict.EXCLUDED, Verdict.SILENT},
    "undecided": {Verdict.UNDECIDED},
}
TRUTHS = {"applies": Truth.TRUE, "silent": Truth.FALSE, "open": Truth.UNKNOWN}
LEXICON = VocabularyLexicon(load_vocabulary())

Record = dict[str, Any]


def _read(file: Path) -> dict[str, Any]:
    """Returns the file with every scalar as the text that it is."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


FILES = {file.stem: _read(file) for file in sorted((FOLDER / "cases").glob("*.yaml"))}
CHAPTERS = [file for file in FILES.values() if "chapter" in file]
FACTS, CAUTIONS = FILES["facts"]["facts"], FILES["cautions"]["cautions"]


def _changed(record: Mapping[str, Any], changes: Mapping[str, Any]) -> Record:
    return {name: value for name, value in {**record, **changes}.items() if value != "unknown"}


def _rule_cases() -> Iterator[Any]:
    for chapter in CHAPTERS:
        records = {patient["name"]: patient["record"] for patient in chapter["patients"]}
        for case in chapter["cases"]:
            for verdict in VERDICTS:
                for number, changes in enumerate(case[verdict], 1):
                    record = _changed(records[case["patient"]], changes)
                    yield pytest.param(case["rule"], verdict, record, id=f"{case['rule']} {verdict} {number}")


def _fact_cases() -> Iterator[Any]:
    for case in FACTS:
        for value, records in case.items():
            for number, record in enumerate(records if value != "fact" else (), 1):
                yield pytest.param(case["fact"], value, record, id=f"{case['fact']} {value} {number}")


def _caution_cases() -> Iterator[Any]:
    for case in CAUTIONS:
        for truth in TRUTHS:
            for number, record in enumerate(case[truth], 1):
                yield pytest.param(case["caution"], truth, record, id=f"{case['caution']} {truth} {number}")


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load_guideline(FOLDER, LEXICON)


def _evaluation(guideline: Guideline, record: Record) -> Evaluation:
    return evaluate(guideline, check_inputs(guideline.fields, record, LEXICON, AS_OF), AS_OF)


@pytest.mark.parametrize(("rule", "verdict", "record"), list(_rule_cases()))
def test_a_rule_gives_the_verdict_written_by_hand(
    guideline: Guideline, rule: str, verdict: str, record: Record
) -> None:
    assert _evaluation(guideline, record).rule(guideline.rules[rule]).verdict in VERDICTS[verdict]


@pytest.mark.parametrize(("fact", "value", "record"), list(_fact_cases()))
def test_a_table_gives_the_value_written_by_hand(guideline: Guideline, fact: str, value: str, record: Record) -> None:
    assert (_evaluation(guideline, record).fact(fact).value or "unknown") == value


@pytest.mark.parametrize(("caution", "truth", "record"), list(_caution_cases()))
def test_a_caution_applies_where_it_was_said_to(guideline: Guideline, caution: str, truth: str, record: Record) -> None:
    assert _evaluation(guideline, record).caution(guideline.cautions[caution]).truth is TRUTHS[truth]


def test_every_rule_is_seen_to_apply_to_be_out_and_to_be_open(guideline: Guideline) -> None:
    seen = {case["rule"] for chapter in CHAPTERS for case in chapter["cases"] if all(case[v] for v in VERDICTS)}
    assert set(guideline.rules) - seen == set(), (
        "write cases that apply, do not apply and are undecided for these rules"
    )


def test_every_caution_is_seen_to_apply_to_be_silent_and_to_be_open(guideline: Guideline) -> None:
    always = {caution.id for caution in guideline.cautions.values() if caution.when is None}
    seen = {case["caution"] for case in CAUTIONS if case["caution"] in always or all(case[t] for t in TRUTHS)}
    assert set(guideline.cautions) - seen == set(), "write cases that apply, are silent and are open for these cautions"


def test_every_value_of_a_table_is_seen(guideline: Guideline) -> None:
    her2_testing = {name for name in guideline.tables if name.startswith("her2_")} - {"her2_line"}
    seen = {case["fact"]: set(case) - {"fact", "unknown"} for case in FACTS}
    assert seen == {name: set(table.values) for name, table in guideline.tables.items() if name not in her2_testing}


def test_cases_belong_to_the_chapter_of_their_rule(guideline: Guideline) -> None:
    told = {case["rule"]: chapter["chapter"] for chapter in CHAPTERS for case in chapter["cases"]}
    assert told == {rule.id: rule.chapter for rule in guideline.rules.values()}
