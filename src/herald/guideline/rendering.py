"""Nodes to text: `parse(render(node)) == node`."""

from __future__ import annotations

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
    Or,
    Pick,
    Quantified,
    Text,
)


def render(node: Node) -> str:
    """Returns the expression as it is written in a guideline."""
    match node:
        case And():
            return " and ".join(_guarded(part, Or) for part in node.parts)
        case Or():
            return " or ".join(map(render, node.parts))
        case Not():
            return f"not {_guarded(node.part, And, Or)}"
        case Compare():
            return _render_chain(node)
        case In():
            word = "not in" if node.negated else "in"
            return f"{render(node.operand)} {word} {_render_set(node.values)}"
        case Include():
            several = len(node.items) > 1
            return f"{render(node.operand)} include " + (
                f"any {_render_set(node.items)}" if several else render(node.items[0])
            )
    return _render_function(node)


def _render_function(node: Node) -> str:
    match node:
        case Quantified():
            return f"{node.quantifier}({render(node.elements)}, {render(node.condition)})"
        case Count():
            return f"count({render(node.elements)}, {render(node.condition)})"
        case Pick():
            return f"{node.choice}({render(node.elements)}, {render(node.date)}, {render(node.condition)})"
        case MonthsBetween():
            return f"months_between({render(node.start)}, {render(node.end)})"
        case MonthsSince():
            return f"months_since({render(node.start)})"
    return _render_leaf(node)


def _render_leaf(node: Node) -> str:
    match node:
        case Number():
            return f"{node.value:f} {node.unit}" if node.unit else f"{node.value:f}"
        case Text():
            return quoted(node.value)
        case Item():
            return f"class {quoted(node.name)}" if node.is_class else quoted(node.name)
        case Day():
            return node.value.isoformat()
        case Constant():
            return "true" if node.value else "false"
        case Name():
            return node.name
        case AsOf():
            return "as_of"
    raise TypeError(f"no text for {type(node).__name__}")


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
