"""Published network results held against the trials: an edge must reproduce the trials that it alone rests on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from herald.synthesis.inconsistency import direct_effect
from herald.synthesis.network import Network
from herald.synthesis.selection import Reported

TOLERANCE = 0.05
"""Of a log ratio: rounding to two decimals moves it by less."""


@dataclass(frozen=True, slots=True)
class Published:
    """An estimate that a published network meta-analysis prints; ratios as printed."""

    review: str
    treatment: str
    comparator: str
    estimate: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published estimate beside ours.

    Attributes:
        ours: Estimate and limits as ratios.
        trials: Those that the edge rests on, if no other evidence is between the two; empty otherwise.
        is_contradicted: The published estimate lies outside what these trials report in any of their analyses.
    """

    published: Published
    ours: tuple[float, float, float]
    trials: tuple[str, ...]
    is_contradicted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A whole published table beside ours.

    Attributes:
        explanation: One mistake that would explain every contradiction, if there is one.
    """

    review: str
    comparisons: tuple[Comparison, ...]
    explanation: str | None


def compare_published(
    network: Network, reports: Sequence[Reported], published: Iterable[Published]
) -> tuple[Verdict, ...]:
    """Returns each published table beside the network; pairs with a treatment that the network lacks are passed over.

    Args:
        reports: All analyses of the trials, since a review may rest on an earlier one than the network.
    """
    tables: dict[str, list[Published]] = {}
    for each in published:
        if {each.treatment, each.comparator} <= set(network.treatments):
            tables.setdefault(each.review, []).append(each)
    return tuple(_judge(network, reports, review, found) for review, found in tables.items())


def _judge(network: Network, reports: Sequence[Reported], review: str, table: Sequence[Published]) -> Verdict:
    found = tuple(_compare(network, reports, each) for each in table)
    contradicted = [each.published for each in found if each.is_contradicted]
    is_slip = bool(contradicted) and all(_fits(network, reports, undo_decimal_slip(each)) for each in contradicted)
    return Verdict(review, found, _tell(found) if is_slip else None)


def undo_decimal_slip(published: Published) -> Published:
    """Returns the estimate as it was before exp was taken of a decimal logarithm: 10 to the power of its ln."""
    numbers = (10 ** math.log(ratio) for ratio in (published.estimate, published.ci_low, published.ci_high))
    return Published(published.review, published.treatment, published.comparator, *numbers)


def _tell(found: Sequence[Comparison]) -> str:
    nearer = sum(
        _gap(undo_decimal_slip(each.published), each.ours[0]) < _gap(each.published, each.ours[0]) for each in found
    )
    return (
        "the table behaves like exp(log10 HR): with that undone its edges reproduce their trials, and "
        f"{nearer} of {len(found)} estimates lie nearer to ours"
    )


def _gap(published: Published, ours: float) -> float:
    return abs(math.log(published.estimate) - math.log(ours))


def _compare(network: Network, reports: Sequence[Reported], published: Published) -> Comparison:
    effect = network.effect(published.treatment, published.comparator)
    ours = (math.exp(effect.estimate), math.exp(effect.ci_low), math.exp(effect.ci_high))
    is_contradicted = not _fits(network, reports, published)
    return Comparison(published, ours, _sole_trials(network, published), is_contradicted)


def _sole_trials(network: Network, published: Published) -> tuple[str, ...]:
    """Returns the trials of an edge that is a bridge of the network: all that is known of the pair."""
    pair = (published.treatment, published.comparator)
    direct = direct_effect(network, *pair)
    if direct is None or not math.isclose(direct.se, network.effect(*pair).se, rel_tol=1e-6):
        return ()
    return tuple(trial.study for trial in network.trials if set(pair) <= set(trial.arms))


def _fits(network: Network, reports: Sequence[Reported], published: Published) -> bool:
    """Says whether an estimate lies within what the sole trials of its edge report; True where there are none."""
    trials = _sole_trials(network, published)
    told = [_log_ratio(each, published) for each in reports if each.trial in trials]
    log_ratio = math.log(published.estimate)
    return not told or min(told) - TOLERANCE <= log_ratio <= max(told) + TOLERANCE


def _log_ratio(report: Reported, published: Published) -> float:
    sign = 1 if report.treatment == published.treatment else -1
    return sign * math.log(float(report.effect))
