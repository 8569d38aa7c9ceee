"""Writes docs/reference/patient-fields.md from the guideline: `python -m tests.unit.decisions.field_page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import herald
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, load_guideline
from herald.guideline.fields import Element, Field, Kind
from herald.vocabulary.tables import load_vocabulary

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "patient-fields.md"


def get_guideline() -> Guideline:
    folder = Path(herald.__file__).parent / "knowledge" / "guideline"
    return load_guideline(folder, VocabularyLexicon(load_vocabulary()))


def render(guideline: Guideline) -> str:
    return "\n".join(_lines(guideline)) + "\n"


def _lines(guideline: Guideline) -> Iterator[str]:
    yield "# Fields of a patient record"
    yield ""
    yield f"Drawn from the fields of {guideline.id} {guideline.version}; how to write one: [patient.md](patient.md)."
    yield "Numbers may carry the unit. What is marked “derived” need not be recorded where its own inputs are."
    yield ""
    yield "| field | what it is | values |"
    yield "|---|---|---|"
    for field in guideline.fields.values():
        yield _row(field.name, field)
        for inner in (inner for inner in field.of.values() if inner.fact is None):
            yield _row(f"{field.name}[].{inner.name}", inner)


def _row(name: str, field: Field) -> str:
    derived = " (derived)" if field.derive is not None or field.elsewhere is not None or field.cases else ""
    return f"| `{name}` | {field.label}{derived} | {_values(field)} |"


def _values(field: Field) -> str:
    match field.kind:
        case Kind.NUMBER:
            bounds = (
                f" from {field.low:f} to {field.high:f}" if field.low is not None and field.high is not None else ""
            )
            return f"number{bounds}{' ' + field.unit if field.unit else ''}"
        case Kind.DATE:
            return "date: 2026, 2026-03 or 2026-03-14"
        case Kind.LIST:
            return "list of drugs" if field.element is Element.AGENT else "list"
        case Kind.TEXT:
            return "text"
    return ", ".join(f"`{value}`" for value in field.values)


if __name__ == "__main__":
    PAGE.write_text(render(get_guideline()), encoding="utf-8")
