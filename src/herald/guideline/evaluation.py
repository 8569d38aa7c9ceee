"""The one interpreter of the rule language: what is true of a patient, and what is missing where nobody can say.

Everything is computed when it is asked for, once. An evaluation does not change; `with_input` gives another one
that keeps all results which do not rest on the input that changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from herald.core.dates import PartialDate, months_between
from herald.core.errors import InternalError
from herald.core.truth import Truth, all_of, any_of
from herald.guideline.fields import Case, Element, Field
from herald.guideline.guideline import Guideline
from herald.guideline.nodes import (
    And,
    AsOf,
    Choice,
    Compare,
    Constant,
    Count,
    Day,
    In,
    Include,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    Number,
    Or,
    Pick,
    Quantified,
    Quantifier,
    Relation,
    Text,
    children,
)
from herald.guideline.rules import Caution, Rule
from herald.guideline.tables import Policy, Row, Table
from herald.guideline.values import Partial, Possible, Value, between, compare, is_exact

Missing: TypeAlias = "frozenset[str]"
_NOTHING: Missing = frozenset()


class Origin(StrEnum):
    """How the value of a field came to be."""

    RECORDED = "recorded"
    DERIVED = "derived"
    PRESUMED = "presumed"


@dataclass(frozen=True, slots=True)
class Known:
    """The value of a field or table.

    Attributes:
        value: As exactly as it is known; dates may be partial, derived numbers within bounds.
        case: The case of the field that gave it, if one did.
    """

    value: Partial
    origin: Origin = Origin.RECORDED
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field or table without value.

    Attributes:
        missing: Names of the inputs that would settle it.
        possible: What it may still be, in the order of its declaration; empty where that is not limited.
    """

    missing: Missing
    possible: tuple[str, ...] = ()


class FactResult(NamedTuple):
    """What a table says.

    Attributes:
        value: None where it is unknown.
        possible: All values that it may still take, in the order of the table; one where it is known.
        row: The row that applies; None where it is unknown which does, even if all that may agree on the value.
        rows: All rows that may apply.
    """

    table: Table
    value: str | None
    possible: tuple[str, ...]
    row: Row | None
    rows: tuple[Row, ...]
    evaluation: Evaluation

    @property
    def known(self) -> Partial:
        return Possible(frozenset(self.possible)) if self.value is None else self.value

    @property
    def missing(self) -> Missing:
        """Names of the inputs that the next step needs; empty where the value is known.

        For the policy FIRST, those of the first row that may apply: they decide what the others need. For UNIQUE, all.
        """
        if self.value is not None:
            return _NOTHING
        waiting = self.rows[:1] if self.table.policy is Policy.FIRST else self.rows
        return self.evaluation.missing_in(row.when for row in waiting)


class Verdict(StrEnum):
    """What a rule does for a patient.

    SILENT: it does not speak about this patient, or not for sure, and does not apply either way.
    """

    APPLIES = "applies"
    EXCLUDED = "excluded"
    UNDECIDED = "undecided"
    SILENT = "silent"


class RuleResult(NamedTuple):
    """What became of a rule.

    Attributes:
        scope, when: TRUE where the rule has none.
        unless: One truth for each contraindication, in order; empty where the scope is FALSE.
        truth: Scope and when, and no contraindication. One that is UNKNOWN and only cautions does not count.
    """

    rule: Rule
    scope: Truth
    when: Truth
    unless: tuple[Truth, ...]
    truth: Truth
    verdict: Verdict
    evaluation: Evaluation

    @property
    def missing(self) -> Missing:
        """Names of the inputs that would settle `truth`; empty where it is settled."""
        if self.truth is not Truth.UNKNOWN:
            return _NOTHING
        deciding = (reason.when for reason in self.rule.unless if not reason.caution)
        return self.evaluation.missing_in((self.rule.scope, self.rule.when, *deciding))


class CautionResult(NamedTuple):
    """Whether a caution applies: TRUE, FALSE, or UNKNOWN and so cannot be ruled out."""

    caution: Caution
    truth: Truth
    evaluation: Evaluation

    @property
    def missing(self) -> Missing:
        """Names of the inputs that would settle `truth`; empty where it is settled."""
        return self.evaluation.missing_in((self.caution.when,))


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
        self._truths: dict[int, Truth] = {}
        self._missing: dict[int, Missing] = {}
        self._fields: dict[str, Known | Unknown] = {}
        self._facts: dict[str, FactResult] = {}
        self._results: dict[int, RuleResult | CautionResult] = {}

    def with_input(self, name: str, value: Value) -> Evaluation:
        """Returns the evaluation as it were if the field `name` had been recorded as `value`."""
        other = Evaluation(self.guideline, {**self.inputs, name: value}, self.as_of)
        stale = self.guideline.dependents(name)
        other._truths = {key: kept for key, kept in self._truths.items() if key not in stale.identities}
        other._missing = {key: kept for key, kept in self._missing.items() if key not in stale.identities}
        other._results = {key: kept for key, kept in self._results.items() if key not in stale.identities}
        other._fields = {key: kept for key, kept in self._fields.items() if key not in stale.names}
        other._facts = {key: kept for key, kept in self._facts.items() if key not in stale.names}
        return other

    def truth(self, node: Node) -> Truth:
        """Returns the truth of a condition of the guideline."""
        found = self._truths.get(id(node))
        if found is None:
            found = self._truths[id(node)] = truth_of(node, self)
        return found

    def missing(self, node: Node) -> Missing:
        """Returns the names of the inputs that would settle a condition; empty unless it is UNKNOWN."""
        found = self._missing.get(id(node))
        if found is None:
            found = self._missing[id(node)] = missing_of(node, self)
        return found

    def known(self, name: str) -> Partial:
        """Returns what is known of a field or table."""
        if name in self.guideline.tables:
            return self.fact(name).known
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
        return _NOTHING if is_exact(found.value) else frozenset((name,))

    def declared(self, name: str) -> Field | Table:
        """Returns the declaration of a field or table."""
        return self.guideline.tables[name] if name in self.guideline.tables else self.guideline.fields[name]

    def path(self, name: str) -> str:
        """Returns the name by which `missing` and traces call a field or table."""
        return name

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

    def _truth_or_true(self, node: Node | None) -> Truth:
        return Truth.TRUE if node is None else self.truth(node)

    def missing_in(self, nodes: Iterable[Node | None]) -> Missing:
        """Returns the names of the inputs that would settle some conditions."""
        return _NOTHING.union(*(self.missing(node) for node in nodes if node is not None))

    def rule(self, rule: Rule) -> RuleResult:
        """Returns what becomes of a rule of the guideline, whether or not it is in force."""
        found = self._results.get(id(rule))
        if found is None:
            found = self._results[id(rule)] = self._find_result(rule)
        if not isinstance(found, RuleResult):
            raise InternalError("a rule and a caution have one identity")
        return found

    def _find_result(self, rule: Rule) -> RuleResult:
        scope = self._truth_or_true(rule.scope)
        if scope is Truth.FALSE:
            return RuleResult(rule, scope, Truth.UNKNOWN, (), scope, Verdict.SILENT, self)
        when = self._truth_or_true(rule.when)
        unless = tuple(self.truth(reason.when) for reason in rule.unless)
        truth = scope & when & ~any_of(_against(rule, unless))
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


class ElementScope:
    """One element of a list of records: its own fields shadow those of the patient."""

    def __init__(self, outer: Evaluation, elements: str, element: Mapping[str, Value]) -> None:
        self.guideline = outer.guideline
        self.as_of = outer.as_of
        self.element = element
        self.elements = elements
        self._outer = outer
        self._own = outer.guideline.fields[elements].of

    def declared(self, name: str) -> Field | Table:
        return self._own[name] if name in self._own else self._outer.declared(name)

    def path(self, name: str) -> str:
        return f"{self.elements}.{name}" if name in self._own else name

    def truth(self, node: Node) -> Truth:
        return truth_of(node, self)

    def missing(self, node: Node) -> Missing:
        return missing_of(node, self)

    def known(self, name: str) -> Partial:
        return self.element.get(name) if name in self._own else self._outer.known(name)

    def needs_of(self, name: str) -> Missing:
        if name not in self._own:
            return self._outer.needs_of(name)
        return _NOTHING if is_exact(self.known(name)) else frozenset((self.path(name),))


Scope: TypeAlias = "Evaluation | ElementScope"


def truth_of(node: Node, scope: Scope) -> Truth:
    """Returns the truth of a condition in a scope."""
    return TRUTHS[type(node)](node, scope)


def value_of(node: Node, scope: Scope) -> Partial:
    """Returns what is known of an operand in a scope."""
    return _VALUES[type(node)](node, scope)


def _truth_of_and(node: And, scope: Scope) -> Truth:
    result = Truth.TRUE
    for part in node.parts:
        truth = scope.truth(part)
        if truth is Truth.FALSE:
            return truth
        if truth is Truth.UNKNOWN:
            result = truth
    return result


def _truth_of_or(node: Or, scope: Scope) -> Truth:
    result = Truth.FALSE
    for part in node.parts:
        truth = scope.truth(part)
        if truth is Truth.TRUE:
            return truth
        if truth is Truth.UNKNOWN:
            result = truth
    return result


def _truth_of_compare(node: Compare, scope: Scope) -> Truth:
    if len(node.relations) == 1:
        left, right = node.operands
        return compare(value_of(left, scope), node.relations[0], value_of(right, scope))
    known = [value_of(operand, scope) for operand in node.operands]
    pairs = zip(known, node.relations, known[1:], strict=False)
    return all_of(compare(left, relation, right) for left, relation, right in pairs)


def _truth_of_in(node: In, scope: Scope) -> Truth:
    known = value_of(node.operand, scope)
    if known is None:
        return Truth.UNKNOWN
    if isinstance(known, str | Possible):
        possible = known.values if isinstance(known, Possible) else frozenset((known,))
        truth = _is_among(possible, frozenset(value.value for value in node.values if isinstance(value, Text)))
    else:
        truth = any_of(compare(known, Relation.EQUAL, value_of(value, scope)) for value in node.values)
    return ~truth if node.negated else truth


def _is_among(possible: frozenset[str], values: frozenset[str]) -> Truth:
    if possible <= values:
        return Truth.TRUE
    return Truth.FALSE if possible.isdisjoint(values) else Truth.UNKNOWN


def _truth_of_include(node: Include, scope: Scope) -> Truth:
    known: Any = scope.known(node.operand.name)
    if known is None:
        return Truth.UNKNOWN
    if scope.declared(node.operand.name).type.element is Element.AGENT:
        targets = scope.guideline.targets
        return Truth.of(any(not targets[item].isdisjoint(known) for item in node.items))
    return Truth.of(any(item.name in known for item in node.items))


def elements_of(name: Name, scope: Scope) -> Iterator[ElementScope] | None:
    """Returns the elements of a list of records; None where the list is not known."""
    if not isinstance(scope, Evaluation):
        raise InternalError("lists within lists are refused by the loader")
    known: Any = scope.known(name.name)
    return None if known is None else (ElementScope(scope, name.name, element) for element in known)


def _truth_of_quantified(node: Quantified, scope: Scope) -> Truth:
    elements = elements_of(node.elements, scope)
    if elements is None:
        return Truth.UNKNOWN
    truths = (element.truth(node.condition) for element in elements)
    match node.quantifier:
        case Quantifier.ANY:
            return any_of(truths)
        case Quantifier.ALL:
            return all_of(truths)
    return ~any_of(truths)


TRUTHS: dict[type[Node], Callable[[Any, Any], Truth]] = {
    Constant: lambda node, _: Truth.of(node.value),
    Compare: _truth_of_compare,
    In: _truth_of_in,
    Include: _truth_of_include,
    Not: lambda node, scope: ~scope.truth(node.part),
    And: _truth_of_and,
    Or: _truth_of_or,
    Quantified: _truth_of_quantified,
}


def _count(node: Count, scope: Scope) -> Partial:
    elements = elements_of(node.elements, scope)
    if elements is None:
        return None
    truths = [element.truth(node.condition) for element in elements]
    sure = truths.count(Truth.TRUE)
    return between(Decimal(sure), Decimal(sure + truths.count(Truth.UNKNOWN)))


def _pick(node: Pick, scope: Scope) -> Partial:
    """Returns the bounds of the latest or earliest date, or None where there need not be one or a date is missing."""
    elements = elements_of(node.elements, scope)
    judged = [(element.truth(node.condition), element.known(node.date.name)) for element in elements or ()]
    dates = [(truth, date) for truth, date in judged if truth is not Truth.FALSE]
    sure = [date for truth, date in dates if truth is Truth.TRUE and isinstance(date, PartialDate)]
    every = [date for _, date in dates if isinstance(date, PartialDate)]
    if not sure or len(every) < len(dates):
        return None
    if node.choice is Choice.LATEST:
        return PartialDate(max(date.first for date in sure), max(date.last for date in every))
    return PartialDate(min(date.first for date in every), min(date.last for date in sure))


def _months(start: Partial, end: Partial) -> Partial:
    if not isinstance(start, PartialDate) or not isinstance(end, PartialDate):
        return None
    return between(months_between(start.last, end.first), months_between(start.first, end.last))


_VALUES: dict[type[Node], Callable[[Any, Any], Partial]] = {
    Name: lambda node, scope: scope.known(node.name),
    Number: lambda node, _: node.value,
    Text: lambda node, _: node.value,
    Day: lambda node, _: PartialDate.on(node.value),
    AsOf: lambda _, scope: PartialDate.on(scope.as_of),
    Count: _count,
    Pick: _pick,
    MonthsBetween: lambda node, scope: _months(value_of(node.start, scope), value_of(node.end, scope)),
    MonthsSince: lambda node, scope: _months(value_of(node.start, scope), PartialDate.on(scope.as_of)),
}


def missing_of(node: Node, scope: Scope) -> Missing:
    """Returns the names of the inputs that would settle a condition or operand; empty where it is settled."""
    if type(node) in TRUTHS and scope.truth(node) is not Truth.UNKNOWN:
        return _NOTHING
    match node:
        case Name():
            return scope.needs_of(node.name)
        case And() | Or() | Not():
            return _NOTHING.union(*(scope.missing(part) for part in children(node)))
        case Include():
            return scope.needs_of(node.operand.name)
        case Quantified() | Count() | Pick():
            return _missing_in_elements(node, scope)
    return _NOTHING.union(*(missing_of(child, scope) for child in children(node)))


def _missing_in_elements(node: Quantified | Count | Pick, scope: Scope) -> Missing:
    elements = elements_of(node.elements, scope)
    if elements is None:
        return frozenset((node.elements.name,))
    missing: Missing = _NOTHING
    for element in elements:
        missing |= element.missing(node.condition)
        if isinstance(node, Pick) and element.truth(node.condition) is not Truth.FALSE:
            missing |= element.needs_of(node.date.name)
    return missing or frozenset((node.elements.name,))
