"""Declarations of a guideline as it writes them: plain texts, lists and mappings without what was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeAlias

from herald.guideline.fields import Case, Field
from herald.guideline.nodes import Node
from herald.guideline.rendering import render
from herald.guideline.rules import Caution, Citation, Contraindication, Offered, Rule
from herald.guideline.sources import Source
from herald.guideline.tables import Row, Table

Entry: TypeAlias = "Rule | Caution | Table | Row | Field | Source"
Written: TypeAlias = "str | list[Written] | dict[str, Written]"

_FIELD_KEYS = {"kind": "type", "elsewhere": "from", "low": "least", "high": "greatest"}


def written(entry: Entry) -> dict[str, Written]:
    """Returns a declaration key by key, conditions as text; two that say the same are equal, wherever they stand."""
    return _keys(entry)


def _keys(entry: Any) -> dict[str, Written]:
    keys = ((field.name, getattr(entry, field.name)) for field in fields(entry) if field.name != "place")
    names = _FIELD_KEYS if isinstance(entry, Field) else {}
    return {names.get(name, name): _plain(value) for name, value in keys if not _is_left_out(value)}


def _is_left_out(value: object) -> bool:
    return value is None or value is False or (isinstance(value, tuple | Mapping) and not value)


def _plain(value: Any) -> Written:
    return next((write(value) for kinds, write in _WRITERS if isinstance(value, kinds)), str(value))


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Written]], ...] = (
    (Node, render),
    (bool, lambda value: "yes" if value else "no"),
    (Decimal, lambda value: f"{value:f}"),
    (Offered, lambda value: f"class {value.name}" if value.is_class else value.name),
    (tuple, lambda value: [_plain(item) for item in value]),
    (frozenset, sorted),
    (Mapping, lambda value: {str(key): _plain(item) for key, item in value.items()}),
    ((Case, Citation, Contraindication, Field, Row), _keys),
)
