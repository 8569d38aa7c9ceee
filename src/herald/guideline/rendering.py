"""Nodes to text: `parse(render(node)) == node`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
    Text,
)


def render(node: Node) -> str:
    """Returns the expression as it is written in a guideline."""
    return _RENDERERS[type(node)](node)


def quoted(text: str) -> str:
    """Returns a text as the language writes it."""
    return "'" + text.replace("'", "''") + "'"


def _render_chain(node: Compare) -> str:
    text = render(node.operands[0])
    for relation, operand in zip(node.relations, node.operands[1:], strict=True):
        text += f" {relation} {render(operand)}"
    return text


def _render_set(nodes: tuple[Node, ...]) -> str:
    return "{" + ", ".join(map(render, nodes)) + "}"


def _guarded(node: Node, *weaker: type[Node]) -> str:
    return f"({render(node)})" if isinstance(node, weaker) else render(node)


def _render_include(node: Include) -> str:
    items = f"any {_render_set(node.items)}" if len(node.items) > 1 else render(node.items[0])
    return f"{render(node.operand)} include {items}"


def _render_item(node: Item) -> str:
    return f"class {quoted(node.name)}" if node.is_class else quoted(node.name)


def _call(function: str, *arguments: Node) -> str:
    return f"{function}({', '.join(map(render, arguments))})"


_RENDERERS: dict[type[Node], Callable[[Any], str]] = {
    Or: lambda node: " or ".join(map(render, node.parts)),
    And: lambda node: " and ".join(_guarded(part, Or) for part in node.parts),
    Not: lambda node: f"not {_guarded(node.part, And, Or)}",
    Compare: _render_chain,
    In: lambda node: f"{render(node.operand)} {'not ' * node.negated}in {_render_set(node.values)}",
    Include: _render_include,
    Item: _render_item,
    Quantified: lambda node: _call(node.quantifier, node.elements, node.condition),
    Count: lambda node: _call("count", node.elements, node.condition),
    Pick: lambda node: _call(node.choice, node.elements, node.date, node.condition),
    OfLatest: lambda node: _call("of_latest", node.elements, node.date, node.wanted, node.condition),
    MonthsBetween: lambda node: _call("months_between", node.start, node.end),
    MonthsSince: lambda node: _call("months_since", node.start),
    Number: lambda node: f"{node.value:f} {node.unit}" if node.unit else f"{node.value:f}",
    Text: lambda node: quoted(node.value),
    Day: lambda node: node.value.isoformat(),
    Constant: lambda node: "true" if node.value else "false",
    Name: lambda node: node.name,
    AsOf: lambda _: "as_of",
}
