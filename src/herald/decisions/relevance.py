"""Which unknown inputs could settle a condition, and which one or two of them could settle all of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from herald.core.truth import Truth
from herald.guideline.fields import Element
from herald.guideline.nodes import And, Node, Not, Or

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.fields import Field

Parts: TypeAlias = "tuple[frozenset[str], ...]"
"""For each part that must be settled, the unknown inputs of which at least one must then be known."""


def parts_for(truth: Truth, node: Node) -> Iterator[Node]:
    """Yields the conditions that must all be settled for a condition to become TRUE, or FALSE."""
    if isinstance(node, Not):
        yield from parts_for(~truth, node.part)
    elif isinstance(node, And if truth is Truth.TRUE else Or):
        for part in node.parts:
            yield from parts_for(truth, part)
    else:
        yield node


def unknown_inputs(evaluation: Evaluation, node: Node) -> frozenset[str]:
    """Returns the inputs that an open condition asks for next, and the lists from which they could be derived."""
    fields = evaluation.guideline.fields
    names = frozenset(name.partition(".")[0] for name in evaluation.missing(node))
    return names.union(*(_lists_behind(evaluation, fields[name]) for name in names))


def _lists_behind(evaluation: Evaluation, field: Field) -> Iterator[str]:
    guideline = evaluation.guideline
    for name in guideline.depends_on(field):
        if name not in evaluation.inputs and may_be_empty(guideline.fields[name]):
            yield name


def may_be_empty(field: Field) -> bool:
    """Returns whether a field is a list that says something where it is empty, as a history of treatments does.

    A list of which the elements are judged each by itself holds results; where there are none, they are still unknown.
    """
    return field.element is Element.RECORD and not any(inner.fact for inner in field.of.values())


def hitting_singles(targets: Iterable[Parts]) -> frozenset[str]:
    """Returns the inputs that stand in every part of some target."""
    return frozenset().union(*(frozenset.intersection(*parts) for parts in targets if parts))


def hitting_pairs(targets: Iterable[Parts], left_out: Set[str]) -> Counter[tuple[str, str]]:
    """Returns the pairs of inputs that stand, one or the other, in every part of some target, and of how many.

    Args:
        targets: What each waits for.
        left_out: Inputs that no pair needs, because what they would say is asked already.
    """
    found: Counter[tuple[str, str]] = Counter()
    for parts in targets:
        names = sorted(frozenset().union(*parts) - left_out)
        found.update(pair for pair in combinations(names, 2) if all(not part.isdisjoint(pair) for part in parts))
    return found
