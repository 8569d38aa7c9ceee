"""One patient's answer: guideline, record and evidence together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import herald
from herald.decisions.conflicts import find_conflicts
from herald.decisions.decision import Because, CitedResult, Decision
from herald.decisions.facts import find_facts
from herald.decisions.field_order import in_field_order
from herald.decisions.flags import find_flags
from herald.decisions.missing import find_missing
from herald.decisions.options import cited_source, find_exclusions, find_options, find_undecided
from herald.decisions.pooled_options import with_pooled_effects
from herald.decisions.triage import ORDERING, Offers, triage
from herald.guideline.evaluation import evaluate

if TYPE_CHECKING:
    from herald.decisions.pooled_table import PooledTable
    from herald.guideline.guideline import Guideline
    from herald.guideline.values import Value


def decide(
    inputs: Mapping[str, Value],
    guideline: Guideline,
    results: Sequence[CitedResult],
    as_of: dt.date,
    pooled: PooledTable | None = None,
) -> Decision:
    """Returns one patient's options, what is excluded, undecided and missing, and why.

    Args:
        inputs: As `read_inputs` gives them.
        guideline: Rules in force on `as_of` are asked; the others are silent.
        results: Trial results that the rules may cite, curated (`load_results`) and of documents (`cite_findings`).
        as_of: The day for which the question is asked.
        pooled: Effects to show beside the options; they change nothing else.
    """
    evaluation = evaluate(guideline, inputs, as_of)
    offers = Offers(guideline, as_of)
    answer = triage(evaluation, offers)
    conflicts = find_conflicts(evaluation, answer)
    options = find_options(evaluation, offers, answer, results)
    options, networks = with_pooled_effects(options, evaluation, answer, pooled) if pooled else (options, ())
    decision = Decision(
        as_of=as_of,
        knowledge=f"{guideline.id} {guideline.version}",
        version=herald.__version__,
        facts=find_facts(evaluation, answer.missing()),
        options=options,
        excluded=find_exclusions(evaluation, answer),
        undecided=find_undecided(evaluation, answer),
        missing=find_missing(evaluation, offers, answer),
        conflicts=conflicts,
        flags=find_flags(evaluation, answer, conflicts),
        ordering=ORDERING,
        notice=guideline.notice,
        networks=networks,
    )
    named = set(_sources_named(decision))
    cited = sorted(name for name in guideline.sources if name in named)
    needed = in_field_order(evaluation, set(_inputs_needed(decision)))
    return replace(
        decision,
        sources=tuple(cited_source(guideline, name) for name in cited),
        inputs={name: guideline.field(name).label for name in needed},
    )


def _inputs_needed(decision: Decision) -> Iterator[str]:
    for fact in decision.facts:
        yield from fact.needs
    for undecided in decision.undecided:
        yield from undecided.needs
    for caution in (caution for option in decision.options for caution in option.cautions):
        yield from caution.needs
    for missing in decision.missing:
        yield from missing.inputs
        yield from (name for outcome in missing.outcomes for name in outcome.still_missing)


def _sources_named(decision: Decision) -> Iterator[str | None]:
    for fact in decision.facts:
        yield from _sources_of(fact.because)
    for option in decision.options:
        yield from (option.source.id, *(support.source.id for support in option.also))
        yield from _sources_of(option.because)
        for caution in option.cautions:
            yield from (caution.source, *_sources_of(caution.because))
    for excluded in decision.excluded:
        yield from _sources_of(excluded.because)
    for conflict in decision.conflicts:
        yield from conflict.sources
        yield from (position.source for position in conflict.positions)
    yield from (flag.source for flag in decision.flags)


def _sources_of(because: Iterable[Because]) -> Iterator[str | None]:
    return (reason.source for reason in because)
