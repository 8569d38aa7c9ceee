"""Which pooled effects stand beside a patient's options: those of the networks that speak about the patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from herald.core.truth import Truth
from herald.decisions.pooled import NotPooled, PooledEffect, PooledNetwork
from herald.decisions.pooled_table import agents_fit
from herald.decisions.triage import regimen_name
from herald.guideline.parsing import parse

if TYPE_CHECKING:
    from herald.decisions.decision import Option
    from herald.decisions.pooled_table import PooledTable, TableEffect, TableNetwork
    from herald.decisions.triage import Triage
    from herald.guideline.evaluation import Evaluation

Parts = Sequence[frozenset[str]]


def with_pooled_effects(
    options: Sequence[Option], evaluation: Evaluation, answer: Triage, table: PooledTable
) -> tuple[tuple[Option, ...], tuple[PooledNetwork, ...]]:
    """Returns the options, in their order, with the pooled effects beside them, and the networks behind these.

    An option is held against the first other option of the patient that is in the same network, and against the
    network's reference where there is none.
    """
    parts = _parts(answer)
    for network in table.networks:
        if evaluation.truth(parse(network.when)) is Truth.TRUE:
            options = _beside(options, parts, network)
    shown = {each.network for option in options for each in option.pooled}
    shown |= {each.network for option in options for each in option.not_pooled}
    networks = tuple(_network(n, table, evaluation) for n in table.networks if n.id in shown)
    return tuple(options), networks


def _parts(answer: Triage) -> dict[str, Parts]:
    """Returns the agents that may fill each part of each regimen, as the first rule that offers it has them."""
    parts: dict[str, Parts] = {}
    for result in answer.offered:
        parts.setdefault(regimen_name(result.rule), [part.agents for part in result.rule.offer])
    return parts


def _beside(options: Sequence[Option], parts: Mapping[str, Parts], network: TableNetwork) -> tuple[Option, ...]:
    studied = {option.rank: tuple(_treatments(parts[option.regimen], network)) for option in options}
    nodes = {rank: tuple(filter(network.holds, names)) for rank, names in studied.items()}
    return tuple(
        replace(
            option,
            pooled=(*option.pooled, *_effects(option.rank, nodes, network)),
            not_pooled=(*option.not_pooled, *_reasons(option.rank, studied, nodes, network)),
        )
        for option in options
    )


def _treatments(parts: Parts, network: TableNetwork) -> Iterator[str]:
    return (each.name for each in network.treatments if agents_fit(each.agents, parts))


def _effects(rank: int, nodes: Mapping[int, Sequence[str]], network: TableNetwork) -> Iterator[PooledEffect]:
    for treatment in nodes[rank]:
        against, option = _comparator(rank, treatment, nodes, network)
        effect = network.find_effect(treatment, against)
        if effect is not None:
            yield _pooled(effect, option, network)


def _comparator(
    rank: int, treatment: str, nodes: Mapping[int, Sequence[str]], network: TableNetwork
) -> tuple[str | None, int | None]:
    """Returns the treatment to hold against, and the rank of the option that it is."""
    if network.reference is None:
        return None, None
    others = ((name, other) for other, names in nodes.items() if other != rank for name in names if name != treatment)
    return next(others, (network.reference, None))


def _pooled(effect: TableEffect, option: int | None, network: TableNetwork) -> PooledEffect:
    score = next(each.p_score for each in network.treatments if each.name == effect.treatment)
    return PooledEffect(
        network=network.id,
        endpoint=network.endpoint,
        measure=network.measure,
        treatment=effect.treatment,
        against=effect.against,
        against_option=option,
        estimate=effect.estimate,
        ci_low=effect.ci_low,
        ci_high=effect.ci_high,
        evidence=effect.evidence,
        direct_trials=effect.direct_trials,
        trials=effect.trials,
        p_score=score,
        of_treatments=sum(network.holds(each.name) for each in network.treatments),
        limits=effect.limits,
    )


def _reasons(
    rank: int, studied: Mapping[int, Sequence[str]], nodes: Mapping[int, Sequence[str]], network: TableNetwork
) -> Iterator[NotPooled]:
    """Yields why a regimen that trials of the network studied has no pooled effect."""
    left_out = [each for each in network.left_out if not set(each.treatments).isdisjoint(studied[rank])]
    if left_out and not nodes[rank]:
        yield NotPooled(network.id, network.endpoint, tuple(f"{each.report}: {each.reason}" for each in left_out))


def _network(network: TableNetwork, table: PooledTable, evaluation: Evaluation) -> PooledNetwork:
    later = f"The data are of {table.made_on}, later than the day that was asked for."
    return PooledNetwork(
        id=network.id,
        title=network.title,
        endpoint=network.endpoint,
        measure=network.measure,
        model=network.model,
        treatments=tuple(_names(network)),
        made_on=table.made_on,
        inputs=table.inputs,
        reports=network.reports,
        limits=(*network.limits, *([later] if table.made_on > evaluation.as_of else [])),
    )


def _names(network: TableNetwork) -> Iterable[str]:
    return (each.name for each in network.treatments if network.holds(each.name))
