"""Conditions and values in words, for readers who do not know the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from herald.guideline.fields import Element, Field, Kind
from herald.guideline.guideline import Guideline
from herald.guideline.nodes import (
    And,
    AsOf,
    Compare,
    Constant,
    Count,
    Day,
    In,
    Include,
    Item,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    Number,
    OfLatest,
    Or,
    Pick,
    Quantified,
    Quantifier,
    Relation,
    Text,
)
from herald.guideline.tables import Table
from herald.guideline.values import Interval, Partial, Possible

LITERALS = (Number, Text, Day, AsOf)

RELATIONS = {
    Relation.EQUAL: "",
    Relation.UNEQUAL: "not ",
    Relation.LESS: "below ",
    Relation.AT_MOST: "at most ",
    Relation.GREATER: "above ",
    Relation.AT_LEAST: "at least ",
}
FLIPPED = {
    Relation.LESS: Relation.GREATER,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.GREATER: Relation.LESS,
    Relation.AT_LEAST: Relation.AT_MOST,
}
_QUANTIFIERS = {Quantifier.ANY: "any", Quantifier.ALL: "every", Quantifier.NONE: "no"}


class Wording:
    """The labels of a guideline's names; inside a list, those of its elements first."""

    def __init__(self, guideline: Guideline, element: Mapping[str, Field] | None = None) -> None:
        self._guideline = guideline
        self._element = element or {}

    def within(self, elements: Name) -> Wording:
        """Returns the wording inside the elements of a list of records."""
        return Wording(self._guideline, self._guideline.fields[elements.name].of)

    def declared(self, name: str) -> Field | Table:
        for names in (self._element, self._guideline.fields):
            if name in names:
                return names[name]
        return self._guideline.tables[name]

    def label(self, name: str) -> str:
        return self.declared(name).label

    def condition(self, node: Node) -> str:
        """Returns a condition as a clause that says what must hold."""
        match node:
            case And():
                return " and ".join(self._grouped(part, Or) for part in node.parts)
            case Or():
                return " or ".join(self._grouped(part, And) for part in node.parts)
            case Not():
                return f"not ({self.condition(node.part)})"
            case Constant():
                return "always" if node.value else "never"
            case Quantified():
                inner = self.within(node.elements).condition(node.condition)
                return f"{_QUANTIFIERS[node.quantifier]} entry of the {self.label(node.elements.name)} with {inner}"
        return self._comparison(node)

    def _grouped(self, node: Node, *looser: type[Node]) -> str:
        text = self.condition(node)
        return f"({text})" if isinstance(node, looser) else text

    def _comparison(self, node: Node) -> str:
        match node:
            case Compare():
                subject = subject_of(node)
                return f"{self.operand(subject)} is {self.demand(node, subject)}"
            case In():
                return f"{self.operand(node.operand)} is {'not ' * node.negated}{self.options(node)}"
            case Include():
                return f"{self.label(node.operand.name)} include {either(map(item_in_words, node.items))}"
        raise TypeError(f"no words for {type(node).__name__}")

    def demand(self, node: Compare, subject: Node) -> str:
        """Returns what a chain of comparisons asks of its subject: 'at least 4.0 copies and below 6.0 copies'."""
        demands = []
        for (left, right), relation in zip(pairwise(node.operands), node.relations, strict=True):
            if right is subject:
                demands.append(RELATIONS[FLIPPED.get(relation, relation)] + self.operand(left, subject))
            else:
                demands.append(RELATIONS[relation] + self.operand(right, subject))
        return " and ".join(demands)

    def options(self, node: In) -> str:
        return either(self.operand(value, node.operand) for value in node.values)

    def operand(self, node: Node, beside: Node | None = None) -> str:
        """Returns an operand in words; a text in quotes as the field `beside` it displays that value."""
        match node:
            case Name():
                return self.label(node.name)
            case Number():
                return number_in_words(node.value, node.unit)
            case Text():
                return self.display(beside, node.value)
            case Day():
                return node.value.isoformat()
            case AsOf():
                return "the day of this answer"
        return self._function(node)

    def _function(self, node: Node) -> str:
        match node:
            case MonthsBetween():
                return f"months from {self.operand(node.start)} to {self.operand(node.end)}"
            case MonthsSince():
                return f"months since {self.operand(node.start)}"
            case Count():
                inner = self.within(node.elements).condition(node.condition)
                return f"number of entries of the {self.label(node.elements.name)} with {inner}"
            case Pick():
                entry = self.within(node.elements)
                entries = f"the {self.label(node.elements.name)} with {entry.condition(node.condition)}"
                return f"{node.choice} {entry.label(node.date.name)} in {entries}"
            case OfLatest():
                entry = self.within(node.elements)
                which = f"entry of the {self.label(node.elements.name)} with {entry.condition(node.condition)}"
                return f"{entry.label(node.wanted.name)} of the latest {which}"
        raise TypeError(f"no words for {type(node).__name__}")

    def display(self, subject: Node | None, value: str) -> str:
        return self.declared(subject.name).display(value) if isinstance(subject, Name) else value


def subject_of(node: Compare) -> Node:
    """Returns the operand that a comparison is about: the first that is not written out."""
    return next((operand for operand in node.operands if not isinstance(operand, LITERALS)), node.operands[0])


def value_in_words(declared: Field | Table, value: Partial) -> str:
    """Returns what is known of a value: '45 %', 'between 4 and 6 months', 'positive or negative'."""
    match value:
        case Decimal() | Interval():
            return amount_in_words(value, declared.type.unit)
        case Possible():
            return either(declared.display(one) for one in declared.type.values if one in value.values)
        case str():
            return declared.display(value)
        case tuple():
            return _list_in_words(declared, value)
    return "not known" if value is None else str(value)


def _list_in_words(declared: Field | Table, items: tuple[object, ...]) -> str:
    if declared.type.element is Element.RECORD:
        return f"{len(items)} entries"
    return ", ".join(map(str, items)) or "none"


def operand_value_in_words(node: Node, value: Partial) -> str:
    """Returns what is known of the value of a function."""
    if isinstance(value, Decimal | Interval):
        return amount_in_words(value, "months" if isinstance(node, MonthsBetween | MonthsSince) else None)
    return "not known" if value is None else str(value)


def amount_in_words(value: Decimal | Interval, unit: str | None) -> str:
    """Returns a number, or its bounds, with the unit; long fractions are rounded to two decimals."""
    if isinstance(value, Interval):
        return f"between {_rounded(value.low)} and {number_in_words(_rounded(value.high), unit)}"
    return number_in_words(_rounded(value), unit)


def number_in_words(value: Decimal, unit: str | None) -> str:
    return f"{value:f} {unit}" if unit else f"{value:f}"


def _rounded(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    is_long = isinstance(exponent, int) and exponent < -4
    return value.quantize(Decimal("0.01")) if is_long else value


def item_in_words(item: Item) -> str:
    return f"an agent of the class {item.name}" if item.is_class else item.name


def either(texts: Iterable[str]) -> str:
    """Returns 'a', 'a or b', 'a, b or c'."""
    *most, last = texts
    return f"{', '.join(most)} or {last}" if most else last


def is_choice(declared: Field | Table) -> bool:
    return declared.type.kind in (Kind.CHOICE, Kind.TEXT)
