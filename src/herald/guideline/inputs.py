"""Plain values of a record to typed inputs, each held against its field; no message repeats a patient's value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite

from herald.core.dates import PartialDate
from herald.core.errors import HeraldError, nearest_hint
from herald.guideline.errors import InputProblem, UnfitInputs
from herald.guideline.fields import Element, Field, Kind
from herald.guideline.lexicon import Lexicon
from herald.guideline.quantities import parse_quantity
from herald.guideline.values import Value

MAX_ELEMENTS = 1_000

_Path = tuple[str | int, ...]


class _Unfit(Exception):
    """Carries a problem from the value to the border of the field."""

    def __init__(self, path: _Path, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.problem = InputProblem(path, message, hint)


def check_inputs(
    fields: Mapping[str, Field], raw: Mapping[str, object], lexicon: Lexicon, as_of: dt.date
) -> dict[str, Value]:
    """Returns the inputs that `evaluate` takes; what is None, or no answer by its field, is left out.

    Args:
        fields: The declarations of a guideline.
        raw: By name of field: texts, whole or decimal numbers, booleans, dates, lists and mappings, as a reader gives
            them. Numbers may be texts and may carry their unit.
        lexicon: Resolves the names of agents.
        as_of: Nothing recorded can lie after this day.

    Raises:
        UnfitInputs: Every value that does not fit its field, by path, without the value.
    """
    checker = _Checker(lexicon, as_of)
    inputs = checker.record(fields, raw, ())
    if checker.problems:
        raise UnfitInputs(checker.problems)
    return inputs


class _Checker:
    def __init__(self, lexicon: Lexicon, as_of: dt.date) -> None:
        self._lexicon = lexicon
        self._as_of = as_of
        self.problems: list[InputProblem] = []

    def record(self, fields: Mapping[str, Field], raw: Mapping[str, object], path: _Path) -> dict[str, Value]:
        """Returns the values that fit, and notes the others."""
        inputs: dict[str, Value] = {}
        for name, value in raw.items():
            try:
                if value is not None and not self._is_no_answer(fields, name, value):
                    inputs[name] = self._value(_declared(fields, name, path), value, (*path, name))
            except _Unfit as unfit:
                self.problems.append(unfit.problem)
        return inputs

    def _is_no_answer(self, fields: Mapping[str, Field], name: str, value: object) -> bool:
        return name in fields and isinstance(value, str) and value in fields[name].missing_values

    def _value(self, field: Field, value: object, path: _Path) -> Value:
        match field.kind:
            case Kind.CHOICE | Kind.YES_NO:
                return _choice(field.values, value, path)
            case Kind.NUMBER:
                return _number(field, value, path)
            case Kind.DATE:
                return self._date(value, path)
            case Kind.LIST:
                return self._list(field, value, path)
        return _text(value, path)

    def _date(self, value: object, path: _Path) -> PartialDate:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            date = PartialDate.on(value)
        else:
            try:
                date = PartialDate.parse(_text(value, path))
            except ValueError as error:
                raise _Unfit(path, str(error)) from None
        if date.first > self._as_of:
            raise _Unfit(path, "the date lies in the future", f"the answer is for {self._as_of.isoformat()}")
        return date

    def _list(self, field: Field, value: object, path: _Path) -> Value:
        items = _items(value, path)
        if field.element is Element.RECORD:
            return tuple(self._element(field, item, (*path, place)) for place, item in enumerate(items))
        return tuple(self._item(field, item, (*path, place)) for place, item in enumerate(items))

    def _element(self, field: Field, item: object, path: _Path) -> Mapping[str, Value]:
        if not isinstance(item, Mapping):
            raise _Unfit(path, "an element has fields", ", ".join(field.of))
        return self.record(field.of, item, path)

    def _item(self, field: Field, item: object, path: _Path) -> str:
        if field.element is Element.CHOICE:
            return _choice(field.values, item, path)
        text = _text(item, path)
        return self._agent(text, path) if field.element is Element.AGENT else text

    def _agent(self, name: str, path: _Path) -> str:
        try:
            return self._lexicon.resolve_agent(name)
        except HeraldError as error:
            raise _Unfit(path, "no agent of the vocabulary has that name", error.hint) from None


def _declared(fields: Mapping[str, Field], name: object, path: _Path) -> Field:
    if not isinstance(name, str) or name not in fields:
        shown = name if isinstance(name, str) and name.isprintable() and len(name) <= 60 else "…"
        hint = nearest_hint(shown, fields) or "the patient schema lists the fields"
        raise _Unfit((*path, shown), "there is no such field", hint)
    if fields[name].fact is not None:
        raise _Unfit((*path, name), "this follows from the other fields of the element and is not recorded")
    return fields[name]


def _choice(values: Sequence[str], value: object, path: _Path) -> str:
    text = ("yes" if value else "no") if isinstance(value, bool) else _text(value, path)
    if text not in values:
        raise _Unfit(path, "the value is none of those that the field can take", "one of " + ", ".join(values))
    return text


def _text(value: object, path: _Path) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _Unfit(path, "a single value is expected here")
    text = str(value).strip()
    if not text or not text.isprintable() or len(text) > 1_000:
        raise _Unfit(path, "a text has one line of at most 1,000 characters and is not empty")
    return text


def _number(field: Field, value: object, path: _Path) -> Decimal:
    number = _parsed_number(field, value, path)
    is_inside = (field.low is None or field.low <= number) and (field.high is None or number <= field.high)
    if not is_inside:
        raise _Unfit(path, "the number lies outside what is possible", _range(field))
    return number


def _parsed_number(field: Field, value: object, path: _Path) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal) or not isfinite(_finite(value)):
        raise _Unfit(path, "a number is expected here", _range(field))
    try:
        return parse_quantity(str(value), field.unit)
    except ValueError as error:
        raise _Unfit(path, str(error), _range(field)) from None


def _finite(value: str | float | Decimal) -> float:
    return 0.0 if isinstance(value, str | int) else float(value)


def _range(field: Field) -> str | None:
    unit = f" {field.unit}" if field.unit else ""
    if field.low is None or field.high is None:
        return f"the unit is {field.unit}" if field.unit else None
    return f"from {field.low:f} to {field.high:f}{unit}"


def _items(value: object, path: _Path) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise _Unfit(path, "a list is expected here")
    if len(value) > MAX_ELEMENTS:
        raise _Unfit(path, f"a list has at most {MAX_ELEMENTS:,} elements")
    return value
