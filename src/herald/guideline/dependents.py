"""Who relies on an entry of a guideline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from herald.guideline.dependencies import names_in
from herald.guideline.fields import Field
from herald.guideline.guideline import Guideline, expressions_of
from herald.guideline.rules import Caution, Rule
from herald.guideline.sources import Source
from herald.guideline.tables import Row, Table
from herald.guideline.writing import Entry


class Dependent(NamedTuple):
    """An entry by what it is and how it is called."""

    noun: str
    name: str


def find_entries(guideline: Guideline, name: str) -> tuple[tuple[str, Entry], ...]:
    """Returns the entries of a name, each with what it is; mostly one, none where nothing is called so."""
    return tuple((noun, entries[name]) for noun, entries in entries_by_noun(guideline).items() if name in entries)


def entries_by_noun(guideline: Guideline) -> dict[str, Mapping[str, Entry]]:
    """Returns every entry by what it is and by its name, in reading order."""
    rows = {row.id: row for table in guideline.tables.values() for row in table.rows}
    return {
        "rule": guideline.rules,
        "caution": guideline.cautions,
        "table": guideline.tables,
        "row": rows,
        "field": guideline.fields,
        "source": guideline.sources,
    }


def find_dependents(guideline: Guideline, entry: Entry) -> tuple[Dependent, ...]:
    """Returns the entries that name an entry themselves, and, for a caution, the rules whose regimens it concerns."""
    match entry:
        case Source():
            found = _citing(guideline, entry.id)
        case Field() | Table():
            found = _naming(guideline, entry.name)
        case Row():
            found = (Dependent("table", t.name) for t in guideline.tables.values() if entry in t.rows)
        case Caution():
            found = (Dependent("rule", r.id) for r in guideline.rules.values() if _concerns(entry, r))
        case Rule():
            rules = guideline.rules.values()
            found = (Dependent("rule", r.id) for r in rules if entry.id in (*r.supersedes, *r.conflicts_with))
    return tuple(dict.fromkeys(found))


def find_reliant_rules(guideline: Guideline, entry: Field | Table) -> tuple[str, ...]:
    """Returns the ids of all rules that rest on a field or table, however indirectly."""
    return tuple(rule.id for rule in guideline.rules.values() if entry.name in guideline.rests_on(rule))


def _concerns(caution: Caution, rule: Rule) -> bool:
    return any(part.agents & caution.agents for part in rule.offer)


def _citing(guideline: Guideline, source: str) -> Iterator[Dependent]:
    for noun, entries in entries_by_noun(guideline).items():
        for name, entry in entries.items():
            if source in _sources_of(entry):
                yield Dependent(noun, name)


def _sources_of(entry: Entry) -> tuple[str | None, ...]:
    match entry:
        case Rule():
            return (entry.source, *(reason.source for reason in entry.unless))
        case Caution() | Row():
            return (entry.source,)
        case Field():
            return tuple(case.source for case in (*entry.cases, *entry.presume))
        case Source():
            return (entry.superseded_by,)
    return ()


def _naming(guideline: Guideline, name: str) -> Iterator[Dependent]:
    every = entries_by_noun(guideline)
    for noun in ("field", "table", "rule", "caution"):
        for other, entry in every[noun].items():
            if any(name in names_in(node, guideline.fields) for node in expressions_of(entry)):
                yield Dependent(noun, other)
