"""Extraction against gold: floors that rise and never fall, each tied to the gold that it was measured on."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from herald.core.findings import Finding
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scoring = _load(HERE / "scoring.py")


def _findings(text: str) -> tuple[Finding, ...]:
    return extract(read_text(text, source="passage"), load_vocabulary()).findings


def _digest(gold: bytes) -> str:
    return hashlib.sha256(gold).hexdigest()[:16]


def _own_gold() -> bytes:
    return b"".join(path.read_bytes() for path in sorted((HERE / "passages").glob("*.json")))


def _own_passages() -> Iterator[Mapping[str, Any]]:
    for path in sorted((HERE / "passages").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def test_the_gold_of_our_own_is_the_gold_that_the_floors_were_measured_on() -> None:
    assert _digest(_own_gold()) == FLOORS["own"]["digest"], "measure anew and raise the floors in floors.json"


def test_every_result_of_our_own_gold_stands_in_its_passage() -> None:
    for passage in _own_passages():
        for result in passage["gold"]:
            printed = {str(v) for name, v in result.items() if name != "endpoint"}
            assert all(text in passage["text"] for text in printed), passage["id"]


def test_every_passage_of_our_own_names_the_source_of_its_figures() -> None:
    assert all(passage["sources"] or not passage["gold"] for passage in _own_passages())


def test_extraction_from_our_own_passages_is_no_worse_than_it_was() -> None:
    measured = scoring.score((p["gold"], _findings(p["text"])) for p in _own_passages())
    floor = FLOORS["own"]
    assert measured.f1 >= floor["f1"]
    assert measured.arm_aware_f1 >= floor["arm_aware_f1"]
    assert measured.whole >= floor["whole"]
    assert measured.false_findings <= floor["false_findings"]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_extraction_from_the_published_gold_is_no_worse_than_it_was(
    split: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    gold = _load(HERE / "score_gold.py")
    floor = FLOORS["gold"]
    assert _digest((HERE / "gold" / "gold.jsonl").read_bytes()) == floor["digest"], "measure anew"
    pairs = [(document, _findings(document["text"])) for document in gold.read_gold(split)]
    assert gold.f1(gold.count_cells(pairs, arm_aware=False)) >= floor[split]["f1"]
    assert gold.f1(gold.count_cells(pairs, arm_aware=True)) >= floor[split]["arm_aware_f1"]
    assert gold.whole_results(pairs)[0] >= floor[split]["whole_results"]
    assert gold.span_errors(pairs) == 0
    agreed = gold.count_context(pairs, load_vocabulary())
    assert not [name for name, least in floor[split]["context"].items() if agreed[name][True] < least]


@pytest.fixture
def development(shared: Path) -> Path:
    """The development passages; their scorer stands beside them."""
    return shared / "dev" / "passages.jsonl"


def test_extraction_from_the_development_passages_is_no_worse_than_it_was(development: Path) -> None:
    floor = FLOORS["development"]
    gold = development.read_bytes()
    if _digest(gold) != floor["digest"]:
        pytest.skip("the development passages are not those that the floor was measured on")
    scorer = _load(development.parent / "score_passages.py")
    passages = [json.loads(line) for line in gold.decode().splitlines()]
    found = {p["id"]: _findings(p["text"]) for p in passages}
    assert sum(len(found[p["id"]]) for p in passages if not p["gold"]) == 0
    assert _f1_over_cells(scorer, passages, found, arm_aware=False) >= floor["f1"]
    assert _f1_over_cells(scorer, passages, found, arm_aware=True) >= floor["arm_aware_f1"]


@pytest.mark.parametrize(("number", "split"), [(2, "dev"), *((number, "test") for number in range(2, 35))])
def test_extraction_from_a_further_set_is_no_worse_than_it_was(number: int, split: str, shared: Path) -> None:
    floor, gold = FLOORS["further"][str(number)], (HERE / "gold" / f"passages{number}.jsonl").read_bytes()
    assert _digest(gold) == floor["digest"], "measure anew"
    scorer = _load(shared / "dev" / "score_passages.py")
    passages = [p for line in gold.decode().splitlines() if (p := json.loads(line))["split"] == split]
    found = {p["id"]: _findings(p["text"]) for p in passages}
    assert sum(len(found[p["id"]]) for p in passages if not p["gold"]) <= floor[split]["false_findings"]
    assert _f1_over_cells(scorer, passages, found, arm_aware=False) >= floor[split]["f1"]
    assert _f1_over_cells(scorer, passages, found, arm_aware=True) >= floor[split]["arm_aware_f1"]


def _f1_over_cells(
    scorer: ModuleType,
    passages: list[dict[str, Any]],
    found: Mapping[str, tuple[Finding, ...]],
    *,
    arm_aware: bool,
) -> float:
    right = wrong = 0
    for passage in passages:
        wanted = {cell for result in passage["gold"] for cell in scorer.cells(result, arm_aware)}
        records = [_record(finding) for finding in found[passage["id"]]]
        have = {cell for record in records for cell in scorer.cells(record, arm_aware)}
        right += len(wanted & have)
        wrong += len(wanted ^ have)
    return round(2 * right / (2 * right + wrong), 4)


def _record(finding: Finding) -> dict[str, str | None]:
    return {name: getattr(finding, name) for name in ("endpoint", *scoring.FIELDS)}
