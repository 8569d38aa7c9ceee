"""Each rule of the guideline against patients for whom the answer was written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, check_inputs, evaluate, load_guideline
from herald.guideline.results import Verdict
from herald.vocabulary.tables import load_vocabulary

FOLDER = Path(__file__).resolve().parents[2] / "src/herald/knowledge/guideline"
AS_OF = dt.date(2027, 1, 31)
EXPECTED = {
    "applies": {Verdict.APPLIES},
    "not": {Verdict.EXCLUDED, Verdict.SILENT},
    "undecided": {Verdict.UNDECIDED},
}
LEXICON = VocabularyLexicon(load_vocabulary())


def _chapters() -> list[dict[str, Any]]:
    files = sorted((FOLDER / "cases").glob("*.yaml"))
    return [yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) for file in files]


def _changed(record: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**record, **changes}.items() if value != "unknown"}


def _cases() -> Iterator[Any]:
    for chapter in _chapters():
        records = {patient["name"]: patient["record"] for patient in chapter["patients"]}
        for case in chapter["cases"]:
            for verdict in EXPECTED:
                for number, changes in enumerate(case[verdict], 1):
                    name = f"{case['rule']} {verdict} {number}"
                    yield pytest.param(case["rule"], verdict, _changed(records[case["patient"]], changes), id=name)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load_guideline(FOLDER, LEXICON)


@pytest.mark.parametrize(("rule", "verdict", "record"), list(_cases()))
def test_a_rule_gives_the_verdict_written_by_hand(
    guideline: Guideline, rule: str, verdict: str, record: dict[str, Any]
) -> None:
    inputs = check_inputs(guideline.fields, record, LEXICON, AS_OF)
    result = evaluate(guideline, inputs, AS_OF).rule(guideline.rules[rule])
    assert result.verdict in EXPECTED[verdict]


def test_every_rule_is_seen_to_apply_to_be_out_and_to_be_open(guideline: Guideline) -> None:
    seen = {case["rule"] for chapter in _chapters() for case in chapter["cases"] if all(case[v] for v in EXPECTED)}
    assert set(guideline.rules) - seen == set(), (
        "write cases that apply, do not apply and are undecided for these rules"
    )


def test_cases_belong_to_the_chapter_of_their_rule(guideline: Guideline) -> None:
    told = {case["rule"]: chapter["chapter"] for chapter in _chapters() for case in chapter["cases"]}
    assert told == {rule.id: rule.chapter for rule in guideline.rules.values()}
