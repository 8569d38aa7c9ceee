"""The regimens of an answer: options with evidence and cautions, exclusions with every reason, and the undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from herald.core.truth import Truth
from herald.decisions.decision import (
    Because,
    Caution,
    CitedResult,
    Exclusion,
    Option,
    Source,
    Support,
    Undecided,
)
from herald.decisions.evidence import find_results
from herald.decisions.field_order import in_field_order
from herald.decisions.reasons import find_reasons
from herald.decisions.triage import Excluded, Offers, Triage, is_obsolete, regimen_name
from herald.guideline.results import Verdict

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.guideline import Guideline
    from herald.guideline.nodes import Node
    from herald.guideline.results import RuleResult
    from herald.guideline.rules import Caution as CautionRule
    from herald.guideline.rules import Rule


def find_options(
    evaluation: Evaluation, offers: Offers, answer: Triage, results: Sequence[CitedResult]
) -> tuple[Option, ...]:
    """Returns each offered regimen once, under the first rule in the order of the answer that offers it."""
    by_regimen: dict[str, list[RuleResult]] = {}
    for result in answer.offered:
        by_regimen.setdefault(regimen_name(result.rule), []).append(result)
    return tuple(
        _option(evaluation, offers, rank, group, results) for rank, group in enumerate(by_regimen.values(), start=1)
    )


def _option(
    evaluation: Evaluation, offers: Offers, rank: int, group: list[RuleResult], results: Sequence[CitedResult]
) -> Option:
    rule = group[0].rule
    return Option(
        rank=rank,
        regimen=regimen_name(rule),
        agents=tuple(part.name for part in rule.offer),
        standing=str(rule.standing),
        rule=rule.id,
        title=rule.title,
        strength=_text(rule.strength),
        certainty=_text(rule.certainty),
        jurisdiction=rule.jurisdiction,
        source=cited_source(evaluation.guideline, rule.source),
        since=_text(rule.since),
        note=_note(rule),
        evidence=tuple(_evidence(rule, results)),
        cautions=tuple(_cautions(evaluation, offers, group[0])),
        because=tuple(rule_reasons(evaluation, rule)),
        also=tuple(_support(evaluation.guideline, other.rule) for other in group[1:]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _note(rule: Rule) -> str | None:
    return "; ".join(part for part in (rule.grade_note, rule.note) if part) or None


def _support(guideline: Guideline, rule: Rule) -> Support:
    return Support(
        rule=rule.id,
        title=rule.title,
        standing=str(rule.standing),
        strength=_text(rule.strength),
        certainty=_text(rule.certainty),
        jurisdiction=rule.jurisdiction,
        source=cited_source(guideline, rule.source),
        since=_text(rule.since),
    )


def cited_source(guideline: Guideline, name: str) -> Source:
    """Returns a source of the guideline as an answer cites it."""
    source = guideline.sources[name]
    return Source(
        id=source.id,
        citation=source.citation,
        url=source.url,
        doi=source.doi,
        pmid=source.pmid,
        date=source.date,
        jurisdiction=source.jurisdiction,
        basis=source.basis,
        verified=source.verified,
    )


def _evidence(rule: Rule, results: Sequence[CitedResult]) -> Iterator[CitedResult]:
    for citation in rule.evidence:
        yield from find_results(results, citation.trial, citation.endpoint, citation.analysis)


def _cautions(evaluation: Evaluation, offers: Offers, offer: RuleResult) -> Iterator[Caution]:
    for reason, truth in zip(offer.rule.unless, offer.unless, strict=True):
        if truth is Truth.UNKNOWN:
            needs = in_field_order(evaluation, evaluation.missing(reason.when))
            text = f"not offered if {reason.because}"
            source = reason.source or offer.rule.source
            yield Caution(regimen_name(offer.rule), "contraindication", text, "cannot be ruled out", source, needs)
    for caution in offers.concerning(offer.rule):
        result = evaluation.caution(caution)
        if result.truth is not Truth.FALSE:
            yield _caution(evaluation, caution, offer.rule, result.truth)


def _caution(evaluation: Evaluation, caution: CautionRule, rule: Rule, truth: Truth) -> Caution:
    applies = truth is Truth.TRUE
    needs = () if applies or caution.when is None else evaluation.missing(caution.when)
    return Caution(
        agent=", ".join(part.name for part in rule.offer if part.agents & caution.agents),
        kind=str(caution.kind),
        text=caution.text,
        status="applies" if applies else "cannot be ruled out",
        source=caution.source,
        needs=in_field_order(evaluation, needs),
        because=tuple(find_reasons(evaluation, caution.when)) if applies else (),
    )


def rule_reasons(evaluation: Evaluation, rule: Rule) -> Iterator[Because]:
    """Yields why a rule applies: each part of its scope and condition, in words."""
    yield from _once(reason for node in (rule.scope, rule.when) for reason in find_reasons(evaluation, node))


def _once(reasons: Iterable[Because]) -> Iterator[Because]:
    """Yields reasons without those whose words have been said."""
    seen: dict[str, Because] = {}
    for reason in reasons:
        seen.setdefault(reason.text, reason)
    yield from seen.values()


def find_exclusions(evaluation: Evaluation, answer: Triage) -> tuple[Exclusion, ...]:
    """Returns each regimen that some rule speaks about and no rule offers or may still offer, with every reason."""
    elsewhere = {*answer.regimens(), *answer.open_regimens()}
    by_regimen: dict[str, list[Excluded]] = {}
    for excluded in answer.excluded:
        by_regimen.setdefault(regimen_name(excluded.result.rule), []).append(excluded)
    return tuple(
        Exclusion(name, group[0].result.rule.id, tuple(_once(_exclusion_reasons(evaluation, group))))
        for name, group in by_regimen.items()
        if name not in elsewhere
    )


def _exclusion_reasons(evaluation: Evaluation, group: Iterable[Excluded]) -> Iterator[Because]:
    for excluded in group:
        rule = excluded.result.rule
        yield from _failing(evaluation, rule.when, rule)
        for reason, truth in zip(rule.unless, excluded.result.unless, strict=True):
            if truth is Truth.TRUE:
                inputs = in_field_order(evaluation, evaluation.guideline.names_behind(reason.when))
                yield Because(reason.because, rule.id, reason.source or rule.source, inputs)
        for caution in excluded.cautions:
            yield Because(caution.text, caution.id, caution.source)
            yield from find_reasons(evaluation, caution.when)
        if is_obsolete(rule) and excluded.result.verdict is Verdict.APPLIES:
            yield Because(f"obsolete: {rule.grade_note or rule.title}", rule.id, rule.source)


def _failing(evaluation: Evaluation, condition: Node | None, rule: Rule) -> Iterator[Because]:
    if condition is not None and evaluation.truth(condition) is Truth.FALSE:
        for reason in find_reasons(evaluation, condition):
            yield Because(reason.text, rule.id, rule.source, reason.inputs)


def find_undecided(evaluation: Evaluation, answer: Triage) -> tuple[Undecided, ...]:
    """Returns each regimen that is open, with what the first rule that may offer it waits for."""
    first: dict[str, RuleResult] = {}
    for result in answer.undecided:
        first.setdefault(regimen_name(result.rule), result)
    return tuple(
        Undecided(name, first[name].rule.id, in_field_order(evaluation, first[name].missing))
        for name in answer.open_regimens()
    )
