"""A guideline that has been checked: what it knows, and what depends on what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from herald.core.errors import GuidelineError, nearest_hint
from herald.guideline.dependencies import conditions_in, names_in
from herald.guideline.fields import Field
from herald.guideline.lexicon import Target
from herald.guideline.nodes import Item, Node
from herald.guideline.partition import Cut, Outcome, cuts_in, outcomes_of
from herald.guideline.rules import Caution, Offered, Rule
from herald.guideline.sources import Source
from herald.guideline.tables import Row, Table


@dataclass(frozen=True)
class Guideline:
    """Fields, tables, rules, cautions and sources under one name and version; build it with `load_guideline`.

    Attributes:
        notice: What every reader of an answer must be told.
        chapters: Titles, in reading order.
        targets: What each item of an `include` means in a list of agents.
        digest: SHA-256 of the files, in reading order, in hexadecimal.
    """

    id: str
    version: str
    title: str
    notice: str
    jurisdictions: tuple[str, ...]
    fields: Mapping[str, Field]
    sources: Mapping[str, Source]
    tables: Mapping[str, Table]
    rules: Mapping[str, Rule]
    cautions: Mapping[str, Caution]
    chapters: tuple[str, ...]
    targets: Mapping[Item, Target]
    digest: str

    def field(self, path: str) -> Field:
        """Returns the field of a name as `missing` gives it: 'lvef', or 'treatments.end' of an element.

        Raises:
            GuidelineError: There is no such field.
        """
        name, _, inner = path.partition(".")
        found = self.fields.get(name)
        if found is not None and inner:
            found = found.of.get(inner)
        if found is None:
            raise GuidelineError(f"there is no field '{path}'", hint=nearest_hint(path, self.fields))
        return found

    def expressions(self) -> list[Node]:
        """Returns every expression of the guideline, in reading order."""
        nodes: list[Node] = []
        for entries in (self.fields, self.tables, self.rules, self.cautions):
            nodes += [node for entry in entries.values() for node in expressions_of(entry)]
        return nodes

    @cached_property
    def _closure(self) -> dict[str, frozenset[str]]:
        """For each field and table, itself and every name that it rests on, however indirectly."""
        direct = direct_names(self.fields, self.tables)
        closed: dict[str, frozenset[str]] = {}

        def close(name: str) -> frozenset[str]:
            if name not in closed:
                closed[name] = frozenset({name}).union(*map(close, direct[name]))
            return closed[name]

        return {name: close(name) for name in direct}

    def names_behind(self, node: Node) -> frozenset[str]:
        """Returns the fields and tables on which an expression rests, however indirectly."""
        return frozenset().union(*(self._closure[name] for name in names_in(node, self.fields)))

    def names_behind_table(self, name: str) -> frozenset[str]:
        """Returns a table's own name and the fields and tables on which it rests, however indirectly."""
        return self._closure[name]

    def depends_on(self, subject: Rule | Caution | Table | Field | Node) -> frozenset[str]:
        """Returns the names of the fields on which something rests, however indirectly."""
        if isinstance(subject, Table | Field):
            return self._closure[subject.name] & self.fields.keys()
        return self.rests_on(subject) & self.fields.keys()

    def outcomes(self, name: str) -> tuple[Outcome, ...]:
        """Returns the results of a field that rules tell apart; empty where it cannot be asked for as one value."""
        field = self.fields.get(name)
        return () if field is None else outcomes_of(field, self._cuts.get(name, frozenset()))

    @cached_property
    def _cuts(self) -> dict[str, frozenset[Cut]]:
        return cuts_in(self.expressions(), self.fields)

    def rules_on(self, day: dt.date) -> tuple[Rule, ...]:
        """Returns the rules in force on a day, in reading order."""
        return tuple(rule for rule in self.rules.values() if rule.holds_on(day))

    def cautions_for(self, offer: Iterable[Offered]) -> tuple[Caution, ...]:
        """Returns the cautions of any agent that a regimen has or, for a class, may have."""
        agents = frozenset().union(*(part.agents for part in offer))
        return tuple(caution for caution in self.cautions.values() if caution.agents & agents)

    def untouched_by(self, name: str) -> Untouched:
        """Returns what need not be evaluated again where the field `name` changes."""
        if name not in self._untouched:
            self._untouched[name] = self._find_untouched(name)
        return self._untouched[name]

    @cached_property
    def _untouched(self) -> dict[str, Untouched]:
        return {}

    @cached_property
    def _behind(self) -> list[tuple[int, frozenset[str]]]:
        """For every rule, caution and condition that is judged for the patient, its identity and what it rests on."""
        subjects: list[Rule | Caution | Node] = [*self.rules.values(), *self.cautions.values()]
        nodes = {id(part): part for node in self.expressions() for part in conditions_in(node)}
        return [(id(subject), self.rests_on(subject)) for subject in [*subjects, *nodes.values()]]

    def rests_on(self, subject: Rule | Caution | Node) -> frozenset[str]:
        """Returns the names of the fields and tables on which something rests, however indirectly."""
        return frozenset().union(*(self.names_behind(node) for node in expressions_of(subject)))

    def _find_untouched(self, name: str) -> Untouched:
        return Untouched(
            frozenset(identity for identity, names in self._behind if name not in names),
            frozenset(other for other, names in self._closure.items() if name not in names),
        )


@dataclass(frozen=True, slots=True)
class Untouched:
    """What does not rest on a field: identities of rules, cautions and nodes, and names of fields and tables."""

    identities: frozenset[int]
    names: frozenset[str]


def expressions_of_field(field: Field) -> list[Node]:
    """Returns the expressions from which a value of the field may follow."""
    given = [node for node in (field.elsewhere, field.derive) if node is not None]
    return [*given, *(case.when for case in (*field.cases, *field.presume))]


def direct_names(fields: Mapping[str, Field], tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Returns, for each field and table, the names that its own expressions use."""
    edges: dict[str, tuple[str, ...]] = {}
    for field in fields.values():
        edges[field.name] = _names_of(expressions_of_field(field), fields)
    for table in tables.values():
        edges[table.name] = _names_of([row.when for row in table.rows], fields)
    return edges


def _names_of(nodes: Iterable[Node | None], fields: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for node in nodes if node is not None for name in names_in(node, fields)))


def expressions_of(subject: object) -> list[Node]:
    """Returns the expressions of an entry of a guideline, or the one that `subject` is; none for any other."""
    match subject:
        case Rule():
            nodes = [subject.scope, subject.when, *(reason.when for reason in subject.unless)]
        case Caution() | Row():
            nodes = [subject.when]
        case Table():
            nodes = [row.when for row in subject.rows]
        case Field():
            return expressions_of_field(subject)
        case Node():
            return [subject]
        case _:
            nodes = []
    return [node for node in nodes if node is not None]
