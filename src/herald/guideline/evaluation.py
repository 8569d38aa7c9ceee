"""The one interpreter of the rule language: what is true of a patient, and what is missing where nobody can say.

Everything is computed when it is asked for, once. An evaluation does not change; `with_input` gives another one
that keeps all results which do not rest on the input that changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from herald.core.errors import InternalError
from herald.core.truth import Truth, any_of
from herald.guideline.fields import Case, Field
from herald.guideline.guideline import Guideline
from herald.guideline.interpretation import TRUTHS, missing_of, value_of
from herald.guideline.nodes import Name, Node, Relation
from herald.guideline.results import (
    NOTHING,
    CautionResult,
    Contradiction,
    FactResult,
    Known,
    Missing,
    Origin,
    RuleResult,
    Unknown,
    Verdict,
)
from herald.guideline.rules import Caution, Rule
from herald.guideline.tables import Policy, Row, Table
from herald.guideline.values import Partial, Possible, Value, compare, is_exact


def evaluate(guideline: Guideline, inputs: Mapping[str, Value], as_of: dt.date) -> Evaluation:
    """Returns the evaluation of a patient's inputs.

    Args:
        guideline: Rules and what they need.
        inputs: Values by name of field, as `check_inputs` gives them; what is not known is absent.
        as_of: The day for which the question is asked.
    """
    return Evaluation(guideline, inputs, as_of)


class Evaluation:
    """A guideline held against one patient's inputs; ask it for truths, values, facts and rules."""

    def __init__(self, guideline: Guideline, inputs: Mapping[str, Value], as_of: dt.date) -> None:
        self.guideline = guideline
        self.inputs = inputs
        self.as_of = as_of
        self._seen: list[Node] = []  # keeps alive what the results are filed under
        self._truths: dict[int, Truth] = {}
        self._missing: dict[int, Missing] = {}
        self._fields: dict[str, Known | Unknown] = {}
        self._facts: dict[str, FactResult] = {}
        self._results: dict[int, RuleResult | CautionResult] = {}
        self._alone: dict[int, Evaluation] = {}

    def with_input(self, name: str, value: Value) -> Evaluation:
        """Returns the evaluation as it were if the field `name` had been recorded as `value`."""
        other = Evaluation(self.guideline, {**self.inputs, name: value}, self.as_of)
        kept = self.guideline.untouched_by(name)
        other._truths = {key: truth for key, truth in self._truths.items() if key in kept.identities}
        other._missing = {key: names for key, names in self._missing.items() if key in kept.identities}
        other._results = {key: result for key, result in self._results.items() if key in kept.identities}
        other._fields = {key: value for key, value in self._fields.items() if key in kept.names}
        other._facts = {key: fact for key, fact in self._facts.items() if key in kept.names}
        return other

    def truth(self, node: Node) -> Truth:
        """Returns the truth of a condition, of the guideline or any other that fits its fields."""
        key = id(node)
        found = self._truths.get(key)
        if found is None:
            self._seen.append(node)
            self._truths[key] = found = TRUTHS[type(node)](node, self)
        return found

    def missing(self, node: Node) -> Missing:
        """Returns the names of the inputs that would settle a condition; empty unless it is UNKNOWN."""
        found = self._missing.get(id(node))
        if found is None:
            self._seen.append(node)
            found = self._missing[id(node)] = missing_of(node, self)
        return found

    def known(self, name: str) -> Partial:
        """Returns what is known of a field or table."""
        recorded = self.inputs.get(name)
        if recorded is not None:
            return recorded
        field = self.guideline.fields.get(name)
        if field is None:
            return self.fact(name).known
        if field.is_only_recorded:
            return None
        found = self.field(name)
        return found.value if isinstance(found, Known) else None

    def value(self, name: str) -> Known | Unknown:
        """Returns the value of a field or table, or what is missing for it."""
        if name not in self.guideline.tables:
            return self.field(name)
        fact = self.fact(name)
        return Unknown(fact.missing, fact.possible) if fact.value is None else Known(fact.value, Origin.DERIVED)

    def needs_of(self, name: str) -> Missing:
        """Returns the names of the inputs that would settle a field or table; empty where it is known exactly."""
        if name in self.guideline.tables:
            return self.fact(name).missing
        found = self.field(name)
        if isinstance(found, Unknown):
            return found.missing
        return NOTHING if is_exact(found.value) else frozenset((name,))

    def declared(self, name: str) -> Field | Table:
        """Returns the declaration of a field or table."""
        return self.guideline.tables[name] if name in self.guideline.tables else self.guideline.fields[name]

    def path(self, name: str) -> str:
        """Returns the name by which `missing` and traces call a field or table."""
        return name

    def known_alone(self, element: Mapping[str, Value], name: str) -> Partial:
        """Returns what would be known of a field or table if an element of a list were all that is recorded."""
        found = self._alone.get(id(element))
        if found is None:
            inputs = {field: value for field, value in element.items() if field in self.guideline.fields}
            found = self._alone[id(element)] = Evaluation(self.guideline, inputs, self.as_of)
        return found.known(name)

    def field(self, name: str) -> Known | Unknown:
        """Returns the value of a field: recorded, else derived, else presumed."""
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = self._find_value(self.guideline.fields[name])
        return found

    def _find_value(self, field: Field) -> Known | Unknown:
        if field.name in self.inputs:
            return Known(self.inputs[field.name])
        derived = self._find_derived(field)
        if derived is not None:
            return derived
        for case in field.presume:
            if self.truth(case.when) is Truth.TRUE:
                return Known(case.value, Origin.PRESUMED, case)
        return Unknown(self._missing_for_field(field), field.values)

    def _missing_for_field(self, field: Field) -> Missing:
        """Returns the name of the field; or, where it only copies another, what is missing for that."""
        return self.needs_of(field.derive.name) if isinstance(field.derive, Name) else frozenset((field.name,))

    def _find_derived(self, field: Field) -> Known | None:
        held = None if field.elsewhere is None else self._derive(field.elsewhere)
        if held is not None:
            return Known(held, Origin.DERIVED)
        if field.cases:
            return self._find_case(field.cases)
        value = None if field.derive is None else self._derive(field.derive)
        return None if value is None else Known(value, Origin.DERIVED)

    def _find_case(self, cases: tuple[Case, ...]) -> Known | None:
        possible: list[Case] = []
        for case in cases:
            truth = self.truth(case.when)
            if truth is not Truth.FALSE:
                possible.append(case)
            if truth is Truth.TRUE:
                agree = all(other.value == case.value for other in possible)
                return Known(case.value, Origin.DERIVED, possible[0]) if agree else None
        return None

    def _derive(self, node: Node) -> Partial:
        if type(node) not in TRUTHS:
            derived = value_of(node, self)
            return None if isinstance(derived, Possible) else derived
        truth = self.truth(node)
        return None if truth is Truth.UNKNOWN else "yes" if truth is Truth.TRUE else "no"

    def presumed(self) -> dict[str, Case]:
        """Returns the cases by which fields have values that are assumptions."""
        names = [field.name for field in self.guideline.fields.values() if field.presume]
        found = {name: self.field(name) for name in names}
        return {
            name: value.case
            for name, value in found.items()
            if isinstance(value, Known) and value.origin is Origin.PRESUMED and value.case is not None
        }

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Returns the recorded values that cannot be what the rest of the record gives for their field.

        The recorded value stays the one that counts; that the record disagrees with itself is for a reader to settle.
        """
        fields = (field for field in self.guideline.fields.values() if field.name in self.inputs)
        return tuple(found for field in fields if (found := self._find_contradiction(field)) is not None)

    def _find_contradiction(self, field: Field) -> Contradiction | None:
        derived = self._find_derived(field)
        recorded = self.inputs[field.name]
        if derived is None or isinstance(recorded, tuple):
            return None
        if compare(recorded, Relation.EQUAL, derived.value) is not Truth.FALSE:
            return None
        return Contradiction(field, recorded, derived)

    def fact(self, name: str) -> FactResult:
        """Returns what the table `name` says."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = self._find_fact(self.guideline.tables[name])
        return found

    def _find_fact(self, table: Table) -> FactResult:
        rows = tuple(self._possible_rows(table))
        values = {row.then for row in rows}
        possible = tuple(value for value in table.values if value in values)
        row = rows[0] if len(rows) == 1 else None
        value = possible[0] if len(possible) == 1 else None
        return FactResult(table, value, possible, row, rows, self)

    def _possible_rows(self, table: Table) -> Iterator[Row]:
        """Yields the rows that may apply, up to the first that does for sure."""
        rows = table.rows
        if table.policy is Policy.UNIQUE:
            sure = [row for row in rows if row.when is not None and self.truth(row.when) is Truth.TRUE]
            rows = tuple(sure) or rows
        for row in rows:
            truth = self._truth_or_true(row.when)
            if truth is not Truth.FALSE:
                yield row
            if truth is Truth.TRUE:
                return

    def row_truths(self, name: str) -> dict[str, Truth]:
        """Returns whether each row of a table that was looked at applies, by its id, in the order of the table.

        A row below one that applies for sure is not looked at. Only `otherwise` is: it is FALSE there.
        """
        table = self.guideline.tables[name]
        truths: dict[str, Truth] = {}
        reached = Truth.TRUE
        for row in table.rows:
            if row.when is None:
                truths[row.id] = reached
            elif reached is not Truth.FALSE:
                truth = self.truth(row.when)
                truths[row.id] = truth if table.policy is Policy.UNIQUE else truth & reached
                reached &= ~truth
        return truths

    def _truth_or_true(self, node: Node | None) -> Truth:
        return Truth.TRUE if node is None else self.truth(node)

    def missing_in(self, nodes: Iterable[Node | None]) -> Missing:
        """Returns the names of the inputs that would settle some conditions."""
        return NOTHING.union(*(self.missing(node) for node in nodes if node is not None))

    def rule(self, rule: Rule) -> RuleResult:
        """Returns what becomes of a rule of the guideline, whether or not it is in force."""
        found = self._results.get(id(rule))
        if found is None:
            found = self._results[id(rule)] = result = self._find_result(rule)
            return result
        if not isinstance(found, RuleResult):
            raise InternalError("a rule and a caution have one identity")
        return found

    def _find_result(self, rule: Rule) -> RuleResult:
        scope = self._truth_or_true(rule.scope)
        if scope is Truth.FALSE:
            return RuleResult(rule, scope, Truth.UNKNOWN, (), scope, Verdict.SILENT, self)
        when = self._truth_or_true(rule.when)
        unless = tuple([self.truth(reason.when) for reason in rule.unless])
        truth = when if scope is Truth.TRUE else scope & when
        if unless:
            truth &= ~any_of(_against(rule, unless))
        return RuleResult(rule, scope, when, unless, truth, _verdict(scope, truth), self)

    def rules(self) -> tuple[RuleResult, ...]:
        """Returns what becomes of every rule in force on `as_of`, in reading order."""
        return tuple(self.rule(rule) for rule in self.guideline.rules_on(self.as_of))

    def caution(self, caution: Caution) -> CautionResult:
        """Returns whether a caution of the guideline applies."""
        found = self._results.get(id(caution))
        if found is None:
            found = self._results[id(caution)] = self._find_caution(caution)
        if not isinstance(found, CautionResult):
            raise InternalError("a rule and a caution have one identity")
        return found

    def _find_caution(self, caution: Caution) -> CautionResult:
        return CautionResult(caution, self._truth_or_true(caution.when), self)


def _against(rule: Rule, unless: tuple[Truth, ...]) -> Iterator[Truth]:
    """Yields what speaks against a rule; a contraindication that is UNKNOWN and only cautions does not."""
    for reason, truth in zip(rule.unless, unless, strict=True):
        yield Truth.FALSE if truth is Truth.UNKNOWN and reason.caution else truth


def _verdict(scope: Truth, truth: Truth) -> Verdict:
    if truth is Truth.TRUE:
        return Verdict.APPLIES
    if truth is Truth.UNKNOWN:
        return Verdict.UNDECIDED
    return Verdict.EXCLUDED if scope is Truth.TRUE else Verdict.SILENT
