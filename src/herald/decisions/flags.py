"""What a reader must see beside the options: advice, comments, assumptions and old sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from herald.decisions.conflicts import advising
from herald.decisions.decision import Conflict, Flag
from herald.decisions.triage import Triage

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation


def find_flags(evaluation: Evaluation, answer: Triage, conflicts: Iterable[Conflict]) -> tuple[Flag, ...]:
    """Returns advice, comments, replaced sources and assumptions; what a conflict says is left out."""
    told = {conflict.text for conflict in conflicts}
    return (
        *(flag for flag in _advice(evaluation) if flag.text not in told),
        *(flag for flag in _comments(evaluation) if flag.text not in told),
        *_replaced_sources(evaluation, answer),
        *_assumptions(evaluation, answer),
    )


def _advice(evaluation: Evaluation) -> Iterator[Flag]:
    for rule in advising(evaluation):
        yield Flag(str(rule.advise), rule.id, "advice", rule.source)


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
