"""One entry of a guideline's file, read key by key with the place of everything that is wrong."""

from __future__ import annotations

from collections.abc import Sequence as SequenceOf
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from herald.core.dates import PartialDate
from herald.core.errors import nearest_hint
from herald.guideline.errors import ExpressionError, GuidelineProblem, Place
from herald.guideline.nodes import Node
from herald.guideline.parsing import parse
from herald.guideline.quantities import parse_quantity
from herald.guideline.yaml_nodes import Mapping, Scalar, Sequence, YamlNode

_E = TypeVar("_E", bound=StrEnum)


class Entry:
    """A mapping with known keys.

    Args:
        node: What the file has there.
        noun: What it is, in messages: "a rule".
        keys: Every key that it may have, separated by spaces.

    Raises:
        GuidelineProblem: It is no mapping, or has another key.
    """

    def __init__(self, node: YamlNode, noun: str, keys: str) -> None:
        if not isinstance(node, Mapping):
            raise GuidelineProblem(node.place, f"{noun} is written as keys with values")
        node.require_keys(frozenset(keys.split()), noun)
        self.place = node.place
        self._noun = noun
        self._entries = {
            key: value for key, value in node.entries.items() if not (isinstance(value, Scalar) and value.is_null)
        }

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def problem(self, key: str, message: str, hint: str | None = None) -> GuidelineProblem:
        """Returns what is wrong at `key`, or at the entry where it is missing."""
        place = self._entries[key].place if key in self._entries else self.place
        return GuidelineProblem(place, message, hint=hint)

    def node(self, key: str) -> YamlNode:
        if key not in self._entries:
            raise self.problem(key, f"{self._noun} needs '{key}'")
        return self._entries[key]

    def place_of(self, key: str) -> Place:
        return self.node(key).place

    def text(self, key: str) -> str:
        """Returns the text at `key`, which must be there and not empty."""
        return _text_of(self.node(key), key)

    def find_text(self, key: str) -> str | None:
        return self.text(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Returns the list of texts at `key`; empty where the key is absent."""
        return tuple(_text_of(node, key) for node in self.nodes(key))

    def nodes(self, key: str) -> SequenceOf[YamlNode]:
        """Returns the list at `key`; empty where the key is absent."""
        if key not in self:
            return ()
        node = self.node(key)
        if not isinstance(node, Sequence):
            raise self.problem(key, f"'{key}' is a list", "begin each line with '- ', or write [a, b]")
        return node.items

    def labels(self, key: str, values: SequenceOf[str]) -> dict[str, str]:
        """Returns a mapping from some of `values` to texts; empty where the key is absent."""
        if key not in self:
            return {}
        node = self.node(key)
        if not isinstance(node, Mapping):
            raise self.problem(key, f"'{key}' is written as values with texts")
        for value, label in node.entries.items():
            if value not in values:
                raise GuidelineProblem(
                    label.place, f"'{value}' is not among the values", hint=nearest_hint(value, values)
                )
        return {value: _text_of(label, key) for value, label in node.entries.items()}

    def choice(self, key: str, options: type[_E]) -> _E:
        """Returns the member of `options` whose value stands at `key`."""
        text = self.text(key)
        try:
            return options(text)
        except ValueError:
            allowed = [option.value for option in options]
            hint = nearest_hint(text, allowed) or "one of " + ", ".join(allowed)
            raise self.problem(key, f"'{key}' cannot be '{text}'", hint) from None

    def find_choice(self, key: str, options: type[_E]) -> _E | None:
        return self.choice(key, options) if key in self else None

    def flag(self, key: str) -> bool:
        """Returns whether `yes` stands at `key`; False where the key is absent."""
        text = self.find_text(key)
        if text not in (None, "yes", "no"):
            raise self.problem(key, f"'{key}' is yes or no")
        return text == "yes"

    def find_date(self, key: str) -> PartialDate | None:
        text = self.find_text(key)
        try:
            return None if text is None else PartialDate.parse(text)
        except ValueError as error:
            raise self.problem(key, f"'{key}': {error}") from None

    def find_whole_number(self, key: str) -> int | None:
        text = self.find_text(key)
        if text is not None and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self.problem(key, f"'{key}' is a whole number")
        return None if text is None else int(text)

    def quantity(self, key: str, unit: str | None) -> Decimal:
        try:
            return parse_quantity(self.text(key), unit)
        except ValueError as error:
            raise self.problem(key, f"'{key}': {error}") from None

    def expression(self, key: str) -> Node:
        """Returns the node of the expression at `key`."""
        text = self.text(key)
        try:
            return replace(parse(text), line=self.place_of(key).line)
        except ExpressionError as error:
            raise misread(self.place_of(key), key, error) from None

    def find_expression(self, key: str) -> Node | None:
        return self.expression(key) if key in self else None


def misread(place: Place, key: str, error: ExpressionError) -> GuidelineProblem:
    """Returns the problem of an expression at the place where its text begins."""
    return GuidelineProblem(place, f"'{key}', character {error.column}: {error.message}", hint=error.hint)


def _text_of(node: YamlNode, key: str) -> str:
    if not isinstance(node, Scalar):
        raise GuidelineProblem(node.place, f"'{key}' is a text here")
    text = node.text.strip()
    if not text:
        raise GuidelineProblem(node.place, f"'{key}' is empty", hint="leave the key out")
    return text
