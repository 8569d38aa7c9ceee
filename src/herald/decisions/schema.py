"""The patient record as JSON Schema, drawn from the fields that the guideline declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from herald.guideline.fields import Element, Field, Kind
from herald.patients.record import NOT_CLINICAL

if TYPE_CHECKING:
    from herald.guideline.guideline import Guideline

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"

Schema = dict[str, Any]


def patient_schema(guideline: Guideline) -> Schema:
    """Returns a JSON Schema of the records that this guideline understands.

    It states the canonical form. A record may also use the friendly forms that the reader of records takes (IHC
    spellings, `prior` in place of `treatments`, a variant as one text), of which `prior` is included.
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
    return {"description": field.label + unit, "anyOf": [_value(field), {"type": "null"}]}


def _value(field: Field) -> Schema:
    match field.kind:
        case Kind.NUMBER:
            bounds = {"minimum": field.low, "maximum": field.high}
            return {"type": "number", **{key: float(bound) for key, bound in bounds.items() if bound is not None}}
        case Kind.DATE:
            return {"type": "string", "pattern": _DATE}
        case Kind.LIST:
            return {"type": "array", "items": _item(field)}
        case Kind.TEXT:
            return {"type": "string"}
    return {"enum": list(field.values)}


def _item(field: Field) -> Schema:
    if field.element is not Element.RECORD:
        return {"enum": list(field.values)} if field.values else {"type": "string"}
    return _object(field.of)


def _object(fields: Mapping[str, Field]) -> Schema:
    properties = {name: field_schema(inner) for name, inner in fields.items() if inner.fact is None}
    return {"type": "object", "properties": properties, "additionalProperties": False}
