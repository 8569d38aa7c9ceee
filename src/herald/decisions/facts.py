"""The facts that follow from a record, each with the row that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from herald.decisions.decision import Because, Fact
from herald.decisions.field_order import in_field_order
from herald.decisions.reasons import find_fact_reasons
from herald.decisions.specimens import find_origins
from herald.guideline.nodes import Name
from herald.guideline.results import Known, Origin
from herald.guideline.wording import value_in_words

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.fields import Field


def find_facts(evaluation: Evaluation, missing: frozenset[str]) -> tuple[Fact, ...]:
    """Returns what is derived or presumed of the patient, then what the tables say, in the order of the guideline.

    Args:
        evaluation: Of the patient.
        missing: Inputs that some rule waits for: a table whose value is unknown is told of only where they settle it.
    """
    fields = (fact for field in evaluation.guideline.fields.values() for fact in _field_facts(evaluation, field))
    tables = (table_fact(evaluation, name) for name in evaluation.guideline.tables)
    return (*fields, *(fact for fact in tables if fact.value is not None or not missing.isdisjoint(fact.needs)))


def _field_facts(evaluation: Evaluation, field: Field) -> Iterator[Fact]:
    value = evaluation.field(field.name)
    if not isinstance(value, Known) or value.origin is Origin.RECORDED or isinstance(field.derive, Name):
        return
    yield Fact(field.name, field.label, value_in_words(field, value.value), (_field_reason(evaluation, field, value),))


def _field_reason(evaluation: Evaluation, field: Field, value: Known) -> Because:
    behind = evaluation.guideline.depends_on(field) & evaluation.inputs.keys()
    inputs = in_field_order(evaluation, behind)
    origins = list(find_origins(evaluation, field)) if value.case is None else []
    if origins:
        return Because(f"from the {' and the '.join(origins)}", inputs=inputs)
    if value.case is None:
        labels = ", ".join(evaluation.guideline.fields[name].label for name in inputs)
        return Because(f"derived from {labels}", inputs=inputs)
    assumed = " (assumed)" if value.origin is Origin.PRESUMED else ""
    return Because(value.case.because + assumed, source=value.case.source, inputs=inputs)


def table_fact(evaluation: Evaluation, name: str) -> Fact:
    """Returns what one table says, or what it may still say and what would settle it."""
    result = evaluation.fact(name)
    because = tuple(find_fact_reasons(evaluation, name))
    if result.value is not None:
        return Fact(name, result.table.label, result.table.display(result.value), because)
    possible = tuple(map(result.table.display, result.possible))
    return Fact(name, result.table.label, None, because, possible, in_field_order(evaluation, result.missing))
