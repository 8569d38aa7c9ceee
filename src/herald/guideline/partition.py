"""The results of an unknown input that a guideline tells apart: what an analysis of missing inputs has to try."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from herald.core.truth import Truth, all_of
from herald.guideline.errors import ExpressionError
from herald.guideline.fields import Field, Kind
from herald.guideline.nodes import Compare, In, Name, Node, Number, Relation, children
from herald.guideline.parsing import parse
from herald.guideline.values import Value, compare

Cut: TypeAlias = "tuple[Decimal, bool]"
"""A border between numbers: just before a threshold (False) or just after it (True)."""

Region: TypeAlias = "tuple[Cut | None, Cut | None]"

_BEFORE, _AFTER = False, True
_FLIPPED = {
    Relation.LESS: Relation.GREATER,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.GREATER: Relation.LESS,
    Relation.AT_LEAST: Relation.AT_MOST,
}
_SIDES = {
    Relation.LESS: (_BEFORE,),
    Relation.AT_LEAST: (_BEFORE,),
    Relation.AT_MOST: (_AFTER,),
    Relation.GREATER: (_AFTER,),
    Relation.EQUAL: (_BEFORE, _AFTER),
    Relation.UNEQUAL: (_BEFORE, _AFTER),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result of an input.

    Attributes:
        label: In words: "amplified", "below 50 %".
        value: A value that stands for all that the guideline does not tell apart from it.
        region: Of a number: the borders of all that it stands for; None as a border where there is none.
    """

    label: str
    value: Value
    region: Region | None = None


def cuts_in(nodes: Iterable[Node], fields: Mapping[str, Field]) -> dict[str, frozenset[Cut]]:
    """Returns, for each number, the borders that conditions draw."""
    cuts: dict[str, set[Cut]] = {}
    for node in nodes:
        for name, cut in _cuts_of(node):
            if name in fields and fields[name].kind is Kind.NUMBER:
                cuts.setdefault(name, set()).add(cut)
    return {name: frozenset(found) for name, found in cuts.items()}


def _cuts_of(node: Node) -> Iterator[tuple[str, Cut]]:
    if isinstance(node, Compare):
        for left, relation, right in zip(node.operands, node.relations, node.operands[1:], strict=False):
            yield from _cuts_of_pair(left, relation, right)
    elif isinstance(node, In):
        for value in node.values:
            yield from _cuts_of_pair(node.operand, Relation.EQUAL, value)
    for child in children(node):
        yield from _cuts_of(child)


def _cuts_of_pair(left: Node, relation: Relation, right: Node) -> Iterator[tuple[str, Cut]]:
    if isinstance(left, Number):
        left, relation, right = right, _FLIPPED.get(relation, relation), left
    if isinstance(left, Name) and isinstance(right, Number):
        for side in _SIDES[relation]:
            yield left.name, (right.value, side)


def outcomes_of(field: Field, cuts: frozenset[Cut]) -> tuple[Outcome, ...]:
    """Returns the results of a field to try: those it asks for, else all that its values or `cuts` tell apart."""
    if field.kind in (Kind.CHOICE, Kind.YES_NO):
        answers = field.asks or tuple(value for value in field.values if value not in field.missing_values)
        return tuple(Outcome(field.display(value), value) for value in answers)
    if field.kind is not Kind.NUMBER:
        return ()
    if field.asks:
        return tuple(_asked_outcome(field, ask) for ask in field.asks)
    return tuple(_outcome(field, region) for region in _regions(field, cuts))


def join_outcomes(field: Field, outcomes: Sequence[Outcome]) -> str:
    """Returns several outcomes of a field as one label; numbers that follow one another are one range.

    Args:
        outcomes: In the order of `outcomes_of`; at least one.
    """
    joined: list[Outcome] = []
    for outcome in outcomes:
        last = joined[-1] if joined else None
        if last is not None and last.region and outcome.region and last.region[1] == outcome.region[0] is not None:
            joined[-1] = _outcome(field, (last.region[0], outcome.region[1]))
        else:
            joined.append(outcome)
    return " or ".join(outcome.label for outcome in joined)


def _outcome(field: Field, region: Region) -> Outcome:
    return Outcome(_label(field, *region), _representative(field, *region), region)


def check_asks(field: Field) -> None:
    """Raises ExpressionError where a number asks for something that is no range of it."""
    if field.kind is Kind.NUMBER:
        for ask in field.asks:
            _asked_outcome(field, ask)


def _asked_outcome(field: Field, ask: str) -> Outcome:
    """Returns the outcome written as '< 40 %', '40 % <= lvef < 50 %' or, for one number, '55 %'."""
    if ask[0] in "<>=":
        node = parse(f"{field.name} {ask}")
    else:
        node = parse(ask if field.name in ask else f"{field.name} == {ask}")
    if not isinstance(node, Compare) or any(number.unit != field.unit for number in _numbers_in(node)):
        raise ExpressionError(f"'{ask}' is no range of {field.name}", column=1, hint=f"as '< 40 {field.unit or ''}'")
    for region in _regions(field, frozenset(cut for _, cut in _cuts_of(node))):
        value = _representative(field, *region)
        if _holds(node, value) is Truth.TRUE:
            return Outcome(ask, value)
    raise ExpressionError(f"no number is '{ask}'", column=1)


def _numbers_in(node: Compare) -> list[Number]:
    return [operand for operand in node.operands if isinstance(operand, Number)]


def _holds(node: Compare, value: Decimal) -> Truth:
    known = [operand.value if isinstance(operand, Number) else value for operand in node.operands]
    return all_of(
        compare(left, relation, right) for (left, right), relation in zip(pairwise(known), node.relations, strict=True)
    )


def _regions(field: Field, cuts: frozenset[Cut]) -> list[Region]:
    """Returns the regions between neighbouring cuts that the field's range allows, from low to high."""
    inside = [cut for cut in sorted(cuts) if _is_inside(field, cut)]
    return list(pairwise([None, *inside, None]))


def _is_inside(field: Field, cut: Cut) -> bool:
    number, side = cut
    is_above_low = field.low is None or number > field.low or (number == field.low and side is _AFTER)
    return is_above_low and (field.high is None or number < field.high or (number == field.high and side is _BEFORE))


def _representative(field: Field, start: Cut | None, end: Cut | None) -> Decimal:
    low, high = start or _lowest(field, end), end or _highest(field, start)
    if low[1] is _BEFORE:
        return low[0]
    if high[1] is _AFTER and high[0] > low[0]:
        return high[0]
    return (low[0] + high[0]) / 2


def _lowest(field: Field, end: Cut | None) -> Cut:
    if field.low is not None:
        return field.low, _BEFORE
    return (end[0] - 1 if end else Decimal(0)), _BEFORE


def _highest(field: Field, start: Cut | None) -> Cut:
    if field.high is not None:
        return field.high, _AFTER
    return (start[0] + 1 if start else Decimal(0)), _AFTER


def _label(field: Field, start: Cut | None, end: Cut | None) -> str:
    if start is None and end is None:
        return "any value"
    if start is None or end is None:
        return _label_of_end(field, start, end)
    if start[0] == end[0]:
        return f"exactly {_quantity(field, start[0])}"
    low = ("above " if start[1] is _AFTER else "") + _quantity(field, start[0])
    high = ("" if end[1] is _AFTER else "below ") + _quantity(field, end[0])
    return f"{low} to {high}"


def _label_of_end(field: Field, start: Cut | None, end: Cut | None) -> str:
    if start is not None:
        text = _quantity(field, start[0])
        return f"above {text}" if start[1] is _AFTER else f"{text} or more"
    if end is None:
        raise ValueError("an end region has one border")
    return f"{_quantity(field, end[0])} or less" if end[1] is _AFTER else f"below {_quantity(field, end[0])}"


def _quantity(field: Field, number: Decimal) -> str:
    return f"{number:f} {field.unit}" if field.unit else f"{number:f}"
