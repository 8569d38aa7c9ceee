"""The patient record as JSON Schema, drawn from the fields that the guideline declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from herald.guideline.fields import Element, Field, Kind
from herald.patients.record import NOT_CLINICAL

if TYPE_CHECKING:
    from herald.guideline.guideline import Guideline

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AS_TEXT = ("treatments", "variants")
"""Lists whose elements may be written as one text: "T-DM1", "ERBB2 p.L755S"."""
_TEXT: Schema = {"type": "string"}
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def patient_schema(guideline: Guideline) -> Schema:
    """Returns a JSON Schema of the records that this guideline understands.

    Numbers may be texts with their unit, as in YAML they often are, drugs one text joined by "+", a treatment or a
    variant one text, and `prior` may stand in place of `treatments`. Further spellings that the reader of records
    takes ("IHC 3+", "postmenopausal" as "post") are not in the schema.
    """
    properties = {name: field_schema(field) for name, field in guideline.fields.items()}
    texts = {name: {"type": "string"} for name in NOT_CLINICAL}
    return {
        "$schema": DIALECT,
        "title": f"Patient record for {guideline.id} {guideline.version}",
        "type": "object",
        "properties": {**texts, **properties, "prior": _PRIOR},
        "additionalProperties": False,
        "not": {"required": ["prior", "treatments"]},
    }


_PRIOR: Schema = {
    "description": "earlier regimens of which nothing else is recorded, or lists of them by setting",
    "anyOf": [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    ],
}


def field_schema(field: Field) -> Schema:
    """Returns the schema of one field; null means that it is not known."""
    unit = f", in {field.unit}" if field.unit else ""
    return {"description": field.label + unit, "anyOf": [*_values(field), {"type": "null"}]}


def _values(field: Field) -> list[Schema]:
    match field.kind:
        case Kind.NUMBER:
            return [_number(field), {"type": "string", "pattern": _number_pattern(field)}]
        case Kind.DATE:
            return [{"type": "string", "pattern": _DATE}]
        case Kind.LIST:
            return [{"type": "array", "items": _item(field)}, *([_TEXT] if field.element is Element.AGENT else [])]
        case Kind.TEXT:
            return [{"type": "string"}]
        case Kind.YES_NO:
            return [{"enum": [*field.values, True, False]}]
    return [{"enum": [*field.values, *(int(value) for value in field.values if value.isdigit())]}]


def _number(field: Field) -> Schema:
    bounds = {"minimum": field.low, "maximum": field.high}
    return {"type": "number", **{key: float(bound) for key, bound in bounds.items() if bound is not None}}


def _number_pattern(field: Field) -> str:
    unit = f"( ?{re.escape(field.unit)})?" if field.unit else ""
    return rf"^\d{{1,12}}(\.\d{{1,12}})?{unit}$"


def _item(field: Field) -> Schema:
    if field.element is not Element.RECORD:
        return {"enum": list(field.values)} if field.values else {"type": "string"}
    return {"anyOf": [_object(field.of), *([_TEXT] if field.name in AS_TEXT else [])]}


def _object(fields: Mapping[str, Field]) -> Schema:
    properties = {name: field_schema(inner) for name, inner in fields.items() if inner.fact is None}
    return {"type": "object", "properties": properties, "additionalProperties": False}
