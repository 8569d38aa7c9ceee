"""A trace in words: only the clauses that decide, each with the inputs it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from herald.core.truth import Truth
from herald.guideline.evaluation import Evaluation
from herald.guideline.nodes import (
    And,
    Compare,
    Constant,
    In,
    Include,
    Name,
    Node,
    Not,
    Or,
    Quantified,
    Quantifier,
    Relation,
)
from herald.guideline.results import FactResult, Origin
from herald.guideline.trace import Trace, trace_fact
from herald.guideline.values import Partial, is_exact
from herald.guideline.wording import (
    Wording,
    either,
    is_choice,
    item_in_words,
    operand_value_in_words,
    subject_of,
    value_in_words,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One step of an explanation.

    Attributes:
        text: 'HER2 IHC is 2+', without a full stop.
        inputs: The recorded fields that it rests on, however indirectly.
        missing: The inputs that would settle it, where it is not known.
        row: The row of a table that gave the value, if one did.
        source: The source behind that row, or behind an assumption.
        assumed: Whether the value was presumed and not recorded.
    """

    text: str
    inputs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    row: str | None = None
    source: str | None = None
    assumed: bool = False


def explain(trace: Trace, evaluation: Evaluation) -> tuple[Clause, ...]:
    """Returns the clauses that make a condition TRUE, FALSE or UNKNOWN, in the order of the condition, each once."""
    said = _said(trace, Wording(evaluation.guideline))
    return tuple(dict.fromkeys(_clause(text, part, evaluation) for text, part in said))


def explain_fact(name: str, evaluation: Evaluation) -> tuple[Clause, ...]:
    """Returns why a table has its value: the row's reason, then the clauses that make the row apply.

    Where the value is unknown: the clauses that the first row which may apply still waits for.
    """
    fact = evaluation.fact(name)
    behind = {id(trace.node): trace for trace in trace_fact(name, evaluation).behind}
    deciding = fact.rows[0].when
    clauses = () if deciding is None else explain(behind[id(deciding)], evaluation)
    return clauses if fact.row is None else (_row_clause(fact), *clauses)


def _row_clause(fact: FactResult) -> Clause:
    row = fact.row
    if row is None:
        raise ValueError("no row applies for sure")
    text = row.because or f"{fact.table.label} is {fact.table.display(row.then)}"
    return Clause(text, row=row.id, source=row.source)


def _said(trace: Trace, wording: Wording) -> Iterator[tuple[str, Trace]]:
    """Yields what there is to say, each with the part of the trace that it is said about."""
    match trace.node:
        case And() | Or():
            deciding = (part for part in trace.parts if part.truth is trace.truth)
            yield from (said for part in deciding for said in _said(part, wording))
        case Not():
            yield from _said(trace.parts[0], wording)
        case Quantified():
            yield from ((text, trace) for text in _quantified_texts(trace, trace.node, wording))
        case _:
            yield _atom_text(trace, wording), trace


def _clause(text: str, trace: Trace, evaluation: Evaluation) -> Clause:
    behind = evaluation.guideline.names_behind(trace.node) & evaluation.inputs.keys()
    clause = Clause(text, tuple(sorted(behind)), tuple(sorted(trace.missing)))
    first = trace.used[0] if trace.used else None
    if first is not None and first.row is not None:
        return replace(clause, row=first.row.id, source=first.row.source)
    if first is not None and first.case is not None:
        return replace(clause, source=first.case.source, assumed=first.origin is Origin.PRESUMED)
    return clause


def _quantified_texts(trace: Trace, node: Quantified, wording: Wording) -> Iterator[str]:
    deciding = _deciding_elements(trace, node)
    if not deciding:
        yield _whole_list_text(trace, node, wording)
    inner = wording.within(node.elements)
    for part in deciding:
        texts = dict.fromkeys(text for text, _ in _said(part, inner))
        yield f"{wording.label(node.elements.name)}, entry {part.entry}: {'; '.join(texts)}"


def _deciding_elements(trace: Trace, node: Quantified) -> list[Trace]:
    """Returns the elements that alone decide; none where all of them together do."""
    truth = ~trace.truth if node.quantifier is Quantifier.NONE and trace.truth is not None else trace.truth
    alone = Truth.FALSE if node.quantifier is Quantifier.ALL else Truth.TRUE
    return [part for part in trace.parts if part.truth is truth] if truth in (alone, Truth.UNKNOWN) else []


def _whole_list_text(trace: Trace, node: Quantified, wording: Wording) -> str:
    label = wording.label(node.elements.name)
    if trace.truth is Truth.UNKNOWN:
        return f"{label} is not known"
    which = "every" if node.quantifier is Quantifier.ALL else "no"
    return f"{which} entry of the {label} with {wording.within(node.elements).condition(node.condition)}"


def _atom_text(trace: Trace, wording: Wording) -> str:
    match trace.node:
        case Compare():
            return _compare_text(trace, trace.node, wording)
        case In():
            value = _value_text(trace, trace.node.operand, wording)
            is_inside = (trace.truth is Truth.TRUE) is not trace.node.negated
            settled = trace.truth is not Truth.UNKNOWN
            return value + (f" rather than {wording.options(trace.node)}" if settled and not is_inside else "")
        case Include():
            return _include_text(trace, trace.node, wording)
        case Constant():
            return "always" if trace.node.value else "never"
    raise TypeError(f"no words for {type(trace.node).__name__}")


def _include_text(trace: Trace, node: Include, wording: Wording) -> str:
    label, items = wording.label(node.operand.name), either(map(item_in_words, node.items))
    if trace.truth is Truth.UNKNOWN:
        is_vague = _value_of(trace, node.operand) is not None
        return f"{label} may include {items}" if is_vague else f"{label} are not known"
    return f"{label} {'include' if trace.truth is Truth.TRUE else 'do not include'} {items}"


def _compare_text(trace: Trace, node: Compare, wording: Wording) -> str:
    subject = subject_of(node)
    text = _value_text(trace, subject, wording)
    value = _value_of(trace, subject)
    if value is None or _says_all(trace, node, wording, subject):
        return text
    if _is_choice(subject, wording):
        return f"{text} rather than {wording.operand(_other(node, subject), subject)}"
    demand = wording.demand(node, subject)
    if trace.truth is Truth.UNKNOWN:
        return f"{text}; whether it is {demand} is not known"
    return f"{text}, not {demand}" if trace.truth is Truth.FALSE else f"{text}, {demand}"


def _says_all(trace: Trace, node: Compare, wording: Wording, subject: Node) -> bool:
    """Returns whether the value alone makes plain why the comparison has its truth."""
    if trace.truth is Truth.UNKNOWN:
        return _is_choice(subject, wording)
    same = Truth.TRUE if node.relations == (Relation.EQUAL,) else Truth.FALSE
    return node.relations in ((Relation.EQUAL,), (Relation.UNEQUAL,)) and trace.truth is same


def _is_choice(subject: Node, wording: Wording) -> bool:
    return isinstance(subject, Name) and is_choice(wording.declared(subject.name))


def _other(node: Compare, subject: Node) -> Node:
    return next(operand for operand in node.operands if operand is not subject)


def _value_text(trace: Trace, subject: Node, wording: Wording) -> str:
    value, label = _value_of(trace, subject), wording.operand(subject)
    if isinstance(subject, Name):
        words = value_in_words(wording.declared(subject.name), value)
    else:
        words = operand_value_in_words(subject, value)
    is_open = value is not None and not is_exact(value)
    return f"{label} {'may be' if is_open else 'is'} {words}"


def _value_of(trace: Trace, subject: Node) -> Partial:
    if isinstance(subject, Name):
        return next((used.value for used in trace.used if used.name.rpartition(".")[2] == subject.name), None)
    return next((part.value for part in trace.parts if part.node is subject), None)
