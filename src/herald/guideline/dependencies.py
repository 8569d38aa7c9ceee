"""Which names an expression rests on, and which nodes it shares with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from herald.guideline.fields import Field
from herald.guideline.nodes import (
    And,
    Compare,
    Count,
    In,
    Include,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    OfLatest,
    Or,
    Pick,
    Quantified,
    children,
)

OVER_ELEMENTS = (Quantified, Count, Pick, OfLatest)


def names_in(node: Node, fields: Mapping[str, Field]) -> Iterator[str]:
    """Yields the patient's fields and the tables that an expression names, not the fields of elements."""
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, OVER_ELEMENTS):
        yield node.elements.name
        own = fields[node.elements.name].of
        yield from (name for name in names_in(node.condition, fields) if name not in own)
    else:
        for child in children(node):
            yield from names_in(child, fields)


def conditions_in(node: Node) -> Iterator[Node]:
    """Yields an expression and every part of it that is judged for the patient as a whole."""
    yield node
    if not isinstance(node, OVER_ELEMENTS):
        for child in children(node):
            yield from conditions_in(child)


def share(node: Node, pool: dict[Node, Node]) -> Node:
    """Returns the node of `pool` that equals `node`, after adding it and all its parts.

    Why: The same condition stands in many rules. Where it is one object, it is evaluated once.
    """
    known = pool.get(node)
    if known is None:
        parts: dict[str, Any] = {
            name: _share_attribute(getattr(node, name), pool) for name in _PARTS.get(type(node), ())
        }
        known = pool[node] = replace(node, **parts) if parts else node
    return known


def _share_attribute(attribute: Node | tuple[Node, ...], pool: dict[Node, Node]) -> Node | tuple[Node, ...]:
    return tuple(share(part, pool) for part in attribute) if isinstance(attribute, tuple) else share(attribute, pool)


_PARTS: dict[type[Node], tuple[str, ...]] = {
    And: ("parts",),
    Or: ("parts",),
    Not: ("part",),
    Compare: ("operands",),
    In: ("operand",),
    Include: ("operand",),
    Quantified: ("condition",),
    Count: ("condition",),
    Pick: ("condition",),
    OfLatest: ("condition",),
    MonthsBetween: ("start", "end"),
    MonthsSince: ("start",),
}


def find_cycle(edges: Mapping[str, tuple[str, ...]]) -> list[str] | None:
    """Returns names each of which needs the next, the last the first again; None where there are none."""
    done: set[str] = set()
    for start in edges:
        cycle = _find_cycle_from(start, edges, done)
        if cycle is not None:
            return cycle
    return None


def _find_cycle_from(start: str, edges: Mapping[str, tuple[str, ...]], done: set[str]) -> list[str] | None:
    path: list[str] = []
    waiting = [iter((start,))]
    while waiting:
        name = next(waiting[-1], None)
        if name is None:
            waiting.pop()
            if path:
                done.add(path.pop())
        elif name in path:
            return path[path.index(name) :]
        elif name not in done:
            path.append(name)
            waiting.append(iter(edges.get(name, ())))
    return None
