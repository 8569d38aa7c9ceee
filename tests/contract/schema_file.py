"""Writes docs/reference/patient.schema.json from the guideline: `python -m tests.contract.schema_file`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.decisions.field_page import get_guideline

from herald.decisions.schema import patient_schema

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "patient.schema.json"


def render() -> str:
    return json.dumps(patient_schema(get_guideline()), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
