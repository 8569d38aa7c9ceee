"""Why a condition is true, false or unknown: its parts with their truths and the values that they used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from herald.core.truth import Truth
from herald.guideline.dependencies import OVER_ELEMENTS
from herald.guideline.evaluation import Evaluation
from herald.guideline.fields import Case, Field
from herald.guideline.guideline import expressions_of_field
from herald.guideline.interpretation import TRUTHS, Scope, elements_of, missing_of, value_of
from herald.guideline.nodes import (
    And,
    Count,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    OfLatest,
    Or,
    Pick,
    children,
)
from herald.guideline.results import Known, Missing, Origin
from herald.guideline.tables import Row, Table
from herald.guideline.values import Partial


@dataclass(frozen=True, slots=True)
class Used:
    """A value that a condition looked at.

    Attributes:
        name: Of a field or table; 'treatments.end' of a field of an element.
        value: None where it is unknown; a `Possible`, an `Interval` or a partial date where it is not exact.
        origin: How a field's value came to be; None where it has none.
        case: The case of the field that gave the value, if one did.
        row: The row of the table that gave it, if one did.
        nodes: The conditions and values that were looked at to derive or presume it, or to find the row.
    """

    name: str
    declared: Field | Table
    value: Partial
    origin: Origin | None = None
    case: Case | None = None
    row: Row | None = None
    nodes: tuple[Node, ...] = ()
    tracer: Tracer | None = field(default=None, repr=False, compare=False)

    @property
    def behind(self) -> tuple[Trace, ...]:
        """All that was looked at to derive or presume the value, or to find the row."""
        return () if self.tracer is None else tuple(map(self.tracer.trace_for_patient, self.nodes))


@dataclass(frozen=True, slots=True)
class Trace:
    """One expression and what became of it.

    Attributes:
        truth: None for a value, which is neither true nor false.
        value: What is known of a value; None for a condition.
        used: The values it looked at itself, not through its parts.
        missing: Names of the inputs that would settle it; empty unless it is UNKNOWN.
        parts: Of a connective, its conditions; where a list is looked at, one trace for each element.
        entry: For the trace of an element: its place in the list, from 1.
    """

    node: Node
    truth: Truth | None
    used: tuple[Used, ...] = ()
    missing: Missing = frozenset()
    parts: tuple[Trace, ...] = ()
    entry: int | None = None
    value: Partial = None

    def inputs(self) -> frozenset[str]:
        """Returns the names of all fields that were looked at, however indirectly."""
        return frozenset(
            used.name.partition(".")[0] for used in self.all_used() if not isinstance(used.declared, Table)
        )

    def all_used(self) -> list[Used]:
        """Returns every value that was looked at, however indirectly, each once."""
        seen: dict[int, Used] = {}
        waiting: list[Trace] = [self]
        while waiting:
            trace = waiting.pop()
            waiting += trace.parts
            for used in trace.used:
                if id(used) not in seen:
                    seen[id(used)] = used
                    waiting += used.behind
        return list(seen.values())


def trace(node: Node, evaluation: Evaluation) -> Trace:
    """Returns the trace of an expression of the guideline."""
    return Tracer(evaluation).trace(node, evaluation)


def trace_fact(name: str, evaluation: Evaluation) -> Used:
    """Returns how a field or table came to its value."""
    return Tracer(evaluation).used(name, evaluation)


class Tracer:
    """Builds traces of one evaluation; what several of them share is built once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._used: dict[str, Used] = {}
        self._traces: dict[int, Trace] = {}

    def trace_for_patient(self, node: Node) -> Trace:
        """Returns the trace of a node that is judged for the patient as a whole; each is built once."""
        if id(node) not in self._traces:
            self._traces[id(node)] = self.trace(node, self._evaluation)
        return self._traces[id(node)]

    def trace(self, node: Node, scope: Scope, entry: int | None = None) -> Trace:
        is_condition = type(node) in TRUTHS
        return Trace(
            node,
            truth=scope.truth(node) if is_condition else None,
            used=tuple(self.used(name, scope) for name in dict.fromkeys(_own_names(node))),
            missing=missing_of(node, scope),
            parts=tuple(self._parts(node, scope)),
            entry=entry,
            value=None if is_condition else value_of(node, scope),
        )

    def _parts(self, node: Node, scope: Scope) -> Iterator[Trace]:
        if isinstance(node, And | Or | Not):
            yield from (self.trace(part, scope) for part in children(node))
        elif isinstance(node, OVER_ELEMENTS):
            for place, element in enumerate(elements_of(node.elements, scope) or (), start=1):
                yield self.trace(node.condition, element, place)
        else:
            yield from (self.trace(child, scope) for child in children(node) if isinstance(child, _VALUES))

    def used(self, name: str, scope: Scope) -> Used:
        """Returns the use of a field or table as seen from a scope."""
        path = scope.path(name)
        if path != name:
            return Used(path, scope.declared(name), scope.known(name), Origin.RECORDED)
        if name not in self._used:
            declared = self._evaluation.declared(name)
            self._used[name] = self._use_table(declared) if isinstance(declared, Table) else self._use_field(declared)
        return self._used[name]

    def _use_table(self, table: Table) -> Used:
        fact = self._evaluation.fact(table.name)
        last = table.rows.index(fact.rows[-1])
        nodes = tuple(row.when for row in table.rows[: last + 1] if row.when is not None)
        return Used(table.name, table, fact.known, Origin.DERIVED, row=fact.row, nodes=nodes, tracer=self)

    def _use_field(self, declared: Field) -> Used:
        name = declared.name
        found = self._evaluation.field(name)
        if name in self._evaluation.inputs:
            return Used(name, declared, self._evaluation.known(name), Origin.RECORDED)
        nodes = tuple(expressions_of_field(declared))
        if isinstance(found, Known):
            return Used(name, declared, found.value, found.origin, found.case, nodes=nodes, tracer=self)
        return Used(name, declared, None, nodes=nodes, tracer=self)


_VALUES = (Count, Pick, OfLatest, MonthsBetween, MonthsSince)


def _own_names(node: Node) -> Iterator[str]:
    if isinstance(node, OVER_ELEMENTS):
        yield node.elements.name
    elif isinstance(node, Name):
        yield node.name
    else:
        yield from (child.name for child in children(node) if isinstance(child, Name))
