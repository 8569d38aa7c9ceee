"""Which rows of a table can apply, found by trying every combination that its conditions tell apart.

A choice takes each of its values and a number one value between each two thresholds. What is neither (a condition on
a list, on dates, on two fields) may be true or false independently of the rest. So combinations may be tried that no
patient has: a row said to be unreachable is; two rows said to overlap may do so only there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations as combinations_of
from itertools import product

from herald.core.truth import Truth
from herald.guideline.errors import GuidelineProblem
from herald.guideline.fields import Field, Kind
from herald.guideline.guideline import Guideline
from herald.guideline.interpretation import truth_of
from herald.guideline.nodes import And, Compare, Constant, In, Name, Node, Not, Number, Or, Text, children
from herald.guideline.partition import cuts_in, outcomes_of
from herald.guideline.rendering import render
from herald.guideline.results import NOTHING, Missing
from herald.guideline.tables import Policy, Row, Table
from herald.guideline.values import Partial, Value

MAX_COMBINATIONS = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class _Combination:
    """A scope in which everything is known."""

    guideline: Guideline
    as_of: dt.date
    values: Mapping[str, Partial]
    truths: Mapping[Node, Truth]

    def truth(self, node: Node) -> Truth:
        return self.truths[node] if node in self.truths else truth_of(node, self)

    def missing(self, node: Node) -> Missing:  # noqa: ARG002 - the protocol's parameter
        return NOTHING

    def known(self, name: str) -> Partial:
        return self.values[name]

    def needs_of(self, name: str) -> Missing:  # noqa: ARG002 - the protocol's parameter
        return NOTHING

    def declared(self, name: str) -> Field | Table:
        return self.guideline.tables[name] if name in self.guideline.tables else self.guideline.fields[name]

    def path(self, name: str) -> str:
        return name

    def known_alone(self, element: Mapping[str, Value], name: str) -> Partial:  # noqa: ARG002 - the protocol's parameters
        return None

    def __str__(self) -> str:
        known = [f"{name} is {value}" for name, value in self.values.items()]
        return ", ".join([*known, *(f"({render(node)}) is {truth.value}" for node, truth in self.truths.items())])


def check_tables(guideline: Guideline) -> list[GuidelineProblem]:
    """Returns the rows that no patient can reach, and pairs of rows of a unique table that may overlap."""
    return [problem for table in guideline.tables.values() for problem in check_table(guideline, table)]


def check_table(guideline: Guideline, table: Table) -> list[GuidelineProblem]:
    """Returns what is wrong with the rows of one table.

    Where there are too many combinations to try, nothing can be said of a `first` table (`is_provable`); two rows of a
    unique table that cannot be proven apart are themselves what is wrong.
    """
    if table.policy is Policy.UNIQUE:
        return list(_overlaps(guideline, table))
    combinations = _combinations(guideline, _conditions(table.rows))
    return [] if combinations is None else list(_unreachable(table, combinations))


def is_provable(guideline: Guideline, table: Table) -> bool:
    """Returns whether the rows of a table that no patient can reach can be found."""
    return table.policy is Policy.UNIQUE or _combinations(guideline, _conditions(table.rows)) is not None


def _conditions(rows: Iterable[Row]) -> list[Node]:
    return [row.when for row in rows if row.when is not None]


def _unreachable(table: Table, combinations: Iterator[_Combination]) -> Iterator[GuidelineProblem]:
    rows = left = _conditioned(table)
    for combination in combinations:
        first = next((row for row in rows if _applies(row, combination)), None)
        left = [row for row in left if row is not first]
        if not left:
            return
    for row in left:
        yield GuidelineProblem(
            row.place, f"no patient can reach the row '{row.id}'", hint="the rows before it come first"
        )


def _overlaps(guideline: Guideline, table: Table) -> Iterator[GuidelineProblem]:
    """Yields the pairs of rows that may both apply; each pair is tried for itself, which keeps combinations few."""
    for one, other in combinations_of(_conditioned(table), 2):
        combinations = _combinations(guideline, _conditions((one, other)))
        if combinations is None:
            message = f"the rows '{one.id}' and '{other.id}' cannot be proven not to overlap: too many combinations"
            yield GuidelineProblem(other.place, message, hint="policy: first")
            continue
        shared = next((each for each in combinations if _applies(one, each) and _applies(other, each)), None)
        if shared is not None:
            message = f"the rows '{one.id}' and '{other.id}' of a unique table may both apply"
            yield GuidelineProblem(other.place, message, hint=f"where {shared}")


def _conditioned(table: Table) -> list[Row]:
    return [row for row in table.rows if row.when is not None]


def _applies(row: Row, combination: _Combination) -> bool:
    return row.when is not None and combination.truth(row.when) is Truth.TRUE


def _combinations(guideline: Guideline, conditions: list[Node]) -> Iterator[_Combination] | None:
    """Returns every combination of what some conditions tell apart; None where there are too many."""
    leaves = dict.fromkeys(leaf for condition in conditions for leaf in _leaves(condition))
    free = [leaf for leaf in leaves if not _is_plain(guideline, leaf)]
    domains = _domains(guideline, conditions, [leaf for leaf in leaves if leaf not in free])
    size = 2 ** len(free)
    for values in domains.values():
        size *= len(values)
    return _combine(guideline, domains, free) if size <= MAX_COMBINATIONS else None


def _combine(guideline: Guideline, domains: Mapping[str, list[Partial]], free: list[Node]) -> Iterator[_Combination]:
    for values in product(*domains.values()):
        for truths in product((Truth.TRUE, Truth.FALSE), repeat=len(free)):
            known = dict(zip(domains, values, strict=True))
            yield _Combination(guideline, dt.date.min, known, dict(zip(free, truths, strict=True)))


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Or | Not):
        for part in children(node):
            yield from _leaves(part)
    elif not isinstance(node, Constant):
        yield node


def _is_plain(guideline: Guideline, leaf: Node) -> bool:
    """Returns whether a condition compares one choice or number with what is written out."""
    if not isinstance(leaf, Compare | In):
        return False
    names = [child for child in children(leaf) if isinstance(child, Name)]
    others = [child for child in children(leaf) if not isinstance(child, Name | Number | Text)]
    return len(names) == 1 and not others and _kind(guideline, names[0].name) in (Kind.CHOICE, Kind.NUMBER)


def _kind(guideline: Guideline, name: str) -> Kind:
    return (guideline.tables[name] if name in guideline.tables else guideline.fields[name]).type.kind


def _domains(guideline: Guideline, conditions: list[Node], leaves: list[Node]) -> dict[str, list[Partial]]:
    names = dict.fromkeys(child.name for leaf in leaves for child in children(leaf) if isinstance(child, Name))
    cuts = cuts_in(conditions, guideline.fields)
    domains: dict[str, list[Partial]] = {}
    for name in names:
        if _kind(guideline, name) is Kind.CHOICE:
            declared = guideline.tables.get(name) or guideline.fields[name]
            domains[name] = list(declared.values)
        else:
            field = replace(guideline.fields[name], asks=())
            domains[name] = [outcome.value for outcome in outcomes_of(field, cuts.get(name, frozenset()))]
    return domains
