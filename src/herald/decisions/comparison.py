"""Two versions of a guideline side by side: which entries differ, and which patients get another answer, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from herald.decisions.triage import Offers, triage
from herald.guideline.dependents import entries_by_noun
from herald.guideline.evaluation import Evaluation, evaluate
from herald.guideline.results import Verdict
from herald.guideline.writing import Entry, Written, written

if TYPE_CHECKING:
    from herald.guideline.guideline import Guideline
    from herald.guideline.rules import Rule
    from herald.guideline.values import Value

ABSENT = "absent"
_NOT_KNOWN = "not known"


class Change(StrEnum):
    """What became of an entry from the older to the newer guideline."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of an entry; None where it is not there."""

    key: str
    before: Written | None
    after: Written | None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that differs.

    Attributes:
        noun: "rule", "caution", "table", "row", "field" or "source".
        place: File and line, in the newer guideline unless the entry was removed.
        keys: What differs of an entry that is in both.
    """

    noun: str
    name: str
    change: Change
    place: str
    keys: tuple[KeyChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FateChange:
    """A rule or fact that says something else for a patient.

    Attributes:
        noun: "rule" or "fact".
        before, after: "offered", "advised", "undecided", "excluded", "silent" or "absent"; of a fact, its value.
        because: Names of the changed entries on which it rests.
    """

    noun: str
    name: str
    title: str
    before: str
    after: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One patient's answer under both guidelines.

    Attributes:
        before, after: The regimens offered, best first.
        fates: Every rule and fact that differs; empty where the answer is the same.
    """

    patient: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    fates: tuple[FateChange, ...]

    @property
    def is_different(self) -> bool:
        return bool(self.fates) or self.before != self.after


def compare_guidelines(older: Guideline, newer: Guideline) -> tuple[EntryChange, ...]:
    """Returns the entries that differ, in the order of the newer guideline, those removed last of their kind.

    Where an entry stands in its files makes no difference.
    """
    before, after = entries_by_noun(older), entries_by_noun(newer)
    return tuple(change for noun in after for change in _compare_entries(noun, before[noun], after[noun]))


def _compare_entries(noun: str, older: Mapping[str, Entry], newer: Mapping[str, Entry]) -> Iterator[EntryChange]:
    for name, entry in newer.items():
        if name not in older:
            yield EntryChange(noun, name, Change.ADDED, str(entry.place))
        elif keys := tuple(_compare_keys(_keys(older[name]), _keys(entry))):
            yield EntryChange(noun, name, Change.CHANGED, str(entry.place), keys)
    for name, entry in older.items():
        if name not in newer:
            yield EntryChange(noun, name, Change.REMOVED, str(entry.place))


def _keys(entry: Entry) -> dict[str, Written]:
    """Returns an entry key by key; of the rows of a table only their order, since each is an entry of its own."""
    keys = written(entry)
    rows = keys.get("rows")
    if isinstance(rows, list):
        keys["rows"] = [str(row["id"]) for row in rows if isinstance(row, dict)]
    return keys


def _compare_keys(older: Mapping[str, Written], newer: Mapping[str, Written]) -> Iterator[KeyChange]:
    for key in dict.fromkeys((*older, *newer)):
        if older.get(key) != newer.get(key):
            yield KeyChange(key, older.get(key), newer.get(key))


class Comparison:
    """Both guidelines, ready for any number of patients.

    Attributes:
        changes: The entries that differ.
    """

    def __init__(self, older: Guideline, newer: Guideline, as_of: dt.date) -> None:
        self.older = older
        self.newer = newer
        self.changes = compare_guidelines(older, newer)
        self._as_of = as_of
        self._offers = (Offers(older, as_of), Offers(newer, as_of))
        self._changed = {change.name for change in self.changes}

    def compare_answers(self, patient: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> AnswerChange:
        """Returns how one patient's answer differs.

        Args:
            patient: What the answer calls the patient.
            before, after: The record as the fields of the older and of the newer guideline read it.
        """
        older = evaluate(self.older, before, self._as_of)
        newer = evaluate(self.newer, after, self._as_of)
        offered = [triage(each, offers).regimens() for each, offers in zip((older, newer), self._offers, strict=True)]
        return AnswerChange(
            patient, offered[0], offered[1], (*self._compare_rules(older, newer), *self._compare_facts(older, newer))
        )

    def _compare_rules(self, older: Evaluation, newer: Evaluation) -> Iterator[FateChange]:
        before, after = (_fates(each, offers) for each, offers in zip((older, newer), self._offers, strict=True))
        for name in dict.fromkeys((*after, *before)):
            fates = before.get(name, ABSENT), after.get(name, ABSENT)
            if fates[0] != fates[1] and set(fates) != {ABSENT, Verdict.SILENT}:
                rules = [each.rules[name] for each in (self.newer, self.older) if name in each.rules]
                yield FateChange("rule", name, rules[0].title, *fates, self._because(name, self._behind_rule(name)))

    def _behind_rule(self, name: str) -> Iterable[str]:
        for guideline in (self.older, self.newer):
            rule = guideline.rules.get(name)
            if rule is not None:
                yield from guideline.rests_on(rule)
                for caution in guideline.cautions_for(rule.offer):
                    yield from (caution.id, *guideline.rests_on(caution))

    def _compare_facts(self, older: Evaluation, newer: Evaluation) -> Iterator[FateChange]:
        for name, table in self.newer.tables.items():
            if name in self.older.tables:
                before, after = (_fact(each, name) for each in (older, newer))
                if before != after:
                    behind = (n for each in (self.older, self.newer) for n in each.names_behind_table(name))
                    yield FateChange("fact", name, table.label, before, after, self._because(name, behind))

    def _because(self, name: str, behind: Iterable[str]) -> tuple[str, ...]:
        """Returns the changed entries among a name, what it rests on, and the rows of the tables there."""
        names = {name, *behind}
        rows = {
            row.id
            for guideline in (self.older, self.newer)
            for table in names & guideline.tables.keys()
            for row in guideline.tables[table].rows
        }
        return tuple(sorted(self._changed & (names | rows)))


def _fact(evaluation: Evaluation, name: str) -> str:
    fact = evaluation.fact(name)
    return _NOT_KNOWN if fact.value is None else fact.table.display(fact.value)


def _fates(evaluation: Evaluation, offers: Offers) -> dict[str, str]:
    """Returns what becomes of every rule in force, by id."""
    fates = {result.rule.id: _advice(result.rule, result.verdict) for result in evaluation.rules()}
    answer = triage(evaluation, offers)
    fates |= {result.rule.id: "offered" for result in answer.offered}
    fates |= {result.rule.id: "undecided" for result in answer.undecided}
    return fates | {excluded.result.rule.id: "excluded" for excluded in answer.excluded}


def _advice(rule: Rule, verdict: Verdict) -> str:
    """Returns what becomes of a rule that offers nothing; what an offer becomes, its cautions decide too."""
    if rule.advise is not None and verdict is Verdict.APPLIES:
        return "advised"
    is_open = rule.advise is not None and verdict is Verdict.UNDECIDED
    return Verdict.UNDECIDED if is_open else Verdict.SILENT
