"""Which names an expression rests on, and which nodes it shares with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

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
    Or,
    Pick,
    Quantified,
    children,
)

OVER_ELEMENTS = (Quantified, Count, Pick)


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
        known = pool[node] = _with_shared_parts(node, pool)
    return known


def _with_shared_parts(node: Node, pool: dict[Node, Node]) -> Node:
    match node:
        case And() | Or():
            return replace(node, parts=tuple(share(part, pool) for part in node.parts))
        case Not():
            return replace(node, part=share(node.part, pool))
        case Compare():
            return replace(node, operands=tuple(share(operand, pool) for operand in node.operands))
        case In() | Include():
            return replace(node, operand=share(node.operand, pool))
        case Quantified() | Count() | Pick():
            return replace(node, condition=share(node.condition, pool))
        case MonthsBetween():
            return replace(node, start=share(node.start, pool), end=share(node.end, pool))
        case MonthsSince():
            return replace(node, start=share(node.start, pool))
    return node


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
