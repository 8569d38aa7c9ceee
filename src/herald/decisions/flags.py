"""What a reader must see beside the options: advice, comments, assumptions, old sources, and where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from herald.core.truth import Truth
from herald.decisions.decision import Conflict, Flag
from herald.decisions.triage import Triage
from herald.guideline.evaluation import evaluate
from herald.guideline.nodes import Relation
from herald.guideline.results import Known, Origin, Verdict
from herald.guideline.values import Partial, compare
from herald.guideline.wording import value_in_words

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.rules import Rule


def find_conflicts(evaluation: Evaluation, answer: Triage) -> tuple[Conflict, ...]:
    """Returns rules that offer or advise something and that the guideline marks as disagreeing, each pair once.

    Where a rule of advice names the others, its advice says what they disagree about.
    """
    applying = {rule.id: rule for rule in (*_advising(evaluation), *(result.rule for result in answer.offered))}
    found: dict[frozenset[str], Conflict] = {}
    for rule in applying.values():
        others = [applying[name] for name in rule.conflicts_with if name in applying]
        if rule.advise is not None and others:
            found[frozenset((rule.id,))] = _conflict(rule.advise, [rule, *others])
        for other in others if rule.advise is None else ():
            text = (
                f"{_described(rule)} and {_described(other)} both apply, and the sources do not settle which is first."
            )
            found.setdefault(frozenset((rule.id, other.id)), _conflict(text, [rule, other]))
    return tuple(found.values())


def _conflict(text: str, rules: list[Rule]) -> Conflict:
    return Conflict(text, tuple(rule.id for rule in rules), tuple(dict.fromkeys(rule.source for rule in rules)))


def _described(rule: Rule) -> str:
    since = f", since {rule.since}" if rule.since else ""
    return f"{rule.title} ({rule.standing}, {rule.jurisdiction}{since})"


def find_flags(evaluation: Evaluation, answer: Triage, conflicts: Iterable[Conflict]) -> tuple[Flag, ...]:
    """Returns advice, contradictions, comments, replaced sources and assumptions; what a conflict says is left out."""
    told = {conflict.text for conflict in conflicts}
    return (
        *(flag for flag in _advice(evaluation) if flag.text not in told),
        *_contradictions(evaluation),
        *_comments(evaluation),
        *_replaced_sources(evaluation, answer),
        *_assumptions(evaluation, answer),
    )


def _advice(evaluation: Evaluation) -> Iterator[Flag]:
    for rule in _advising(evaluation):
        yield Flag(str(rule.advise), rule.id, "advice", rule.source)


def _advising(evaluation: Evaluation) -> Iterator[Rule]:
    for result in evaluation.rules():
        if result.verdict is Verdict.APPLIES and result.rule.advise is not None:
            yield result.rule


def _contradictions(evaluation: Evaluation) -> Iterator[Flag]:
    """Yields the recorded values that differ from what the other entries give."""
    guideline = evaluation.guideline
    for name, recorded in evaluation.inputs.items():
        field = guideline.fields[name]
        others = {other: value for other, value in evaluation.inputs.items() if other != name}
        if field.derive is None and not field.cases:
            continue
        found = evaluate(guideline, others, evaluation.as_of).field(name)
        if isinstance(found, Known) and found.origin is Origin.DERIVED and _differs(recorded, found.value):
            given, derived = value_in_words(field, recorded), value_in_words(field, found.value)
            text = f"{field.label}: {given} is recorded and used; the other entries give {derived}."
            yield Flag(text, name, "contradiction", found.case.source if found.case else None)


def _differs(recorded: Partial, derived: Partial) -> bool:
    """Returns whether two values cannot be the same; numbers may differ by less than one, as rounding does."""
    if isinstance(recorded, Decimal) and isinstance(derived, Decimal):
        return abs(recorded - derived) >= 1
    return compare(recorded, Relation.EQUAL, derived) is Truth.FALSE


def _comments(evaluation: Evaluation) -> Iterator[Flag]:
    for name in evaluation.guideline.tables:
        row = evaluation.fact(name).row
        if row is not None and row.comment:
            yield Flag(row.comment, row.id, "comment", row.source)


def _replaced_sources(evaluation: Evaluation, answer: Triage) -> Iterator[Flag]:
    sources = evaluation.guideline.sources
    for name in dict.fromkeys(result.rule.source for result in answer.offered):
        newer = sources[name].superseded_by
        if newer is not None:
            later = sources[newer].citation if newer in sources else newer
            yield Flag(f"{sources[name].citation} has been replaced by {later}.", None, "source", name)


def _assumptions(evaluation: Evaluation, answer: Triage) -> Iterator[Flag]:
    """Yields the assumptions on which some offer or exclusion rests."""
    guideline = evaluation.guideline
    rules = [result.rule for result in answer.offered] + [excluded.result.rule for excluded in answer.excluded]
    behind = frozenset().union(*(guideline.depends_on(rule) for rule in rules))
    for name, presumption in evaluation.presumed().items():
        if name in behind:
            field = guideline.fields[name]
            value = field.display(str(presumption.value))
            yield Flag(
                f"Assumed: {field.label}: {value}, because {presumption.because}.",
                name,
                "assumption",
                presumption.source,
            )
