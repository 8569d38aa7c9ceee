"""The exported schema and the page of fields agree with the guideline's declarations."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.unit.decisions import field_page

from herald.decisions.schema import patient_schema
from herald.guideline import Guideline


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return field_page.get_guideline()


def test_the_schema_is_json_and_names_every_field(guideline: Guideline) -> None:
    schema = json.loads(json.dumps(patient_schema(guideline)))
    assert set(guideline.fields) < set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_a_number_has_its_range_and_a_choice_its_values(guideline: Guideline) -> None:
    properties = patient_schema(guideline)["properties"]
    assert {"type": "number", "minimum": 0, "maximum": 100} in properties["er_percent"]["anyOf"]
    assert properties["her2_ihc"]["anyOf"][0]["enum"][:4] == ["0", "1+", "2+", "3+"]


def test_elements_of_a_list_have_their_own_fields(guideline: Guideline) -> None:
    element = patient_schema(guideline)["properties"]["treatments"]["anyOf"][0]["items"]["anyOf"][0]
    assert {"agents", "setting", "start", "end"} <= set(element["properties"])


def test_the_page_of_fields_is_up_to_date(guideline: Guideline) -> None:
    written = field_page.PAGE.read_text(encoding="utf-8")
    assert written == field_page.render(guideline), "run: python -m tests.unit.decisions.field_page"


def test_every_field_of_the_example_patients_is_documented(guideline: Guideline, root: Path) -> None:
    known = {*guideline.fields, "title", "note", "prior"}
    for path in sorted((root / "examples" / "patients").glob("*.yaml")):
        named = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= known, path.name
