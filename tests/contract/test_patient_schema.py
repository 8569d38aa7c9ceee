"""The exported JSON Schema is the guideline's, a schema at all, and takes the example records as they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.contract import schema_file

from herald.patients.plain import Plain, parse_plain

jsonschema = pytest.importorskip("jsonschema")


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads(schema_file.FILE.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def as_json(value: Plain) -> Any:
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    return {name: as_json(part) for name, part in value.items()} if isinstance(value, dict) else value


def test_the_exported_schema_is_up_to_date() -> None:
    written = schema_file.FILE.read_text(encoding="utf-8")
    assert written == schema_file.render(), "run: python -m tests.contract.schema_file"


def test_the_exported_schema_is_a_schema(validator: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(validator.schema)


def test_the_example_records_fit_the_schema(validator: Any, root: Path) -> None:
    for path in sorted((root / "examples" / "patients").glob("*.yaml")):
        record = as_json(parse_plain(path.read_text(encoding="utf-8"), path.name).value)
        assert [error.message for error in validator.iter_errors(record)] == [], path.name


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"her2_ihc": "3+", "er_percent": 90, "lvef": "55 %", "pregnant": False, "performance_status": 1},
        {"treatments": ["T-DM1", {"agents": "trastuzumab + pertuzumab", "setting": "metastatic", "end": "2024-03"}]},
        {"variants": ["ERBB2 p.L755S", {"gene": "PIK3CA", "protein": "H1047R"}]},
        {"prior": {"adjuvant": ["TCHP"]}},
        {"her2_ihc": None},
    ],
)
def test_a_record_that_the_reader_takes_fits(validator: Any, record: dict[str, Any]) -> None:
    assert [error.message for error in validator.iter_errors(record)] == []


@pytest.mark.parametrize(
    "record",
    [
        {"her2_ihc": "4+"},
        {"er_percent": 130},
        {"her2_ich": "3+"},
        {"recurrence_date": "March 2024"},
        {"treatments": [{"agent": "trastuzumab"}]},
        {"treatments": [], "prior": []},
        {"lvef": "55 points"},
    ],
)
def test_a_record_that_the_reader_refuses_does_not_fit(validator: Any, record: dict[str, Any]) -> None:
    assert list(validator.iter_errors(record))
