"""Pooled effects beside the options: what each says in words, what it rests on, and the networks with their limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports import wording

if TYPE_CHECKING:
    from herald.decisions.decision import Option
    from herald.decisions.pooled import NetworkReport, NotPooled, PooledEffect, PooledNetwork

SHARES_IN_FULL = 4


@dataclass(frozen=True, slots=True)
class PooledView:
    """One pooled effect.

    Attributes:
        words: "PFS: HR 0.65 (95% CI 0.53 to 0.80) against lapatinib + capecitabine".
        basis: Direct or indirect, and the trials behind it.
        score: The P-score with what it is, or None.
        number, anchor: Of the network on the page.
    """

    words: str
    basis: str
    score: str | None
    limits: tuple[str, ...]
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class NotPooledView:
    """Why there is no pooled effect."""

    endpoint: str
    reasons: tuple[str, ...]
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A trial result that is pooled."""

    trial: str
    arms: str
    analysis: str
    figures: str
    address: str | None


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network with its reports and limits.

    Attributes:
        stamp: The model, the day of the data and their digest.
    """

    number: int
    anchor: str
    title: str
    size: str
    stamp: str
    reports: tuple[ReportView, ...]
    limits: tuple[str, ...]


class Networks:
    """The networks of an answer with their numbers on the page."""

    def __init__(self, networks: Iterable[PooledNetwork]) -> None:
        self._networks = {network.id: (number, network) for number, network in enumerate(networks, start=1)}

    def views(self) -> tuple[NetworkView, ...]:
        return tuple(_network(number, network) for number, network in self._networks.values())

    def pooled(self, option: Option) -> tuple[PooledView, ...]:
        return tuple(self._pooled(effect, option) for effect in option.pooled)

    def not_pooled(self, option: Option) -> tuple[NotPooledView, ...]:
        return tuple(self._not_pooled(each) for each in option.not_pooled)

    def _pooled(self, effect: PooledEffect, option: Option) -> PooledView:
        number = self._networks[effect.network][0]
        return PooledView(
            words=_words(effect, option), basis=_basis(effect), score=_score(effect), limits=effect.limits,
            number=number, anchor=_anchor(number),
        )  # fmt: skip

    def _not_pooled(self, each: NotPooled) -> NotPooledView:
        number = self._networks[each.network][0]
        return NotPooledView(each.endpoint, each.reasons, number, _anchor(number))


def _anchor(number: int) -> str:
    return f"network-{number}"


def _words(effect: PooledEffect, option: Option) -> str:
    as_pooled = "" if _agents(effect.treatment) == _agents(option.regimen) else f"with {effect.treatment}"
    other = f" (option {effect.against_option})" if effect.against_option else ""
    against = f"against {effect.against}{other}" if effect.against else ""
    return wording.spaced(f"{effect.endpoint}:", as_pooled, _figures(effect), against)


def _figures(effect: PooledEffect) -> str:
    if effect.measure == "%":
        return f"{effect.estimate:.1f}% (95% CI {effect.ci_low:.1f} to {effect.ci_high:.1f})"
    return f"{effect.measure} {effect.estimate:.2f} (95% CI {effect.ci_low:.2f} to {effect.ci_high:.2f})"


def _agents(regimen: str) -> frozenset[str]:
    return frozenset(regimen.split(" + "))


def _basis(effect: PooledEffect) -> str:
    shares = [f"{share.trial} {share.percent:.0f}%" for share in effect.trials]
    trials = wording.first_of(shares, SHARES_IN_FULL) if len(shares) > 1 else effect.trials[0].trial
    if effect.against is None:
        return f"single arms, {wording.counted(len(shares), 'cohort')}: {trials}"
    if effect.direct_trials == 0:
        return f"indirect, no trial compares the two; it rests on {trials}"
    compare = "1 trial compares" if effect.direct_trials == 1 else f"{effect.direct_trials} trials compare"
    return f"{effect.evidence}, {compare} the two: {trials}"


def _score(effect: PooledEffect) -> str | None:
    if effect.p_score is None:
        return None
    return (
        f"P-score {effect.p_score:.2f} among {effect.of_treatments} treatments: the mean certainty of being better "
        "than another one in these trials; no ranking for this patient"
    )


def _network(number: int, network: PooledNetwork) -> NetworkView:
    trials = len({report.trial for report in network.reports})
    noun = "cohort" if network.measure == "%" else "trial"
    size = f"{wording.counted(trials, noun)}, {wording.counted(len(network.treatments), 'treatment')}"
    return NetworkView(
        number=number,
        anchor=_anchor(number),
        title=f"{network.title}: {network.endpoint}",
        size=size,
        stamp=f"{network.model}; data of {wording.date(network.made_on)}, version {network.inputs}",
        reports=tuple(map(_report, network.reports)),
        limits=network.limits,
    )


def _report(report: NetworkReport) -> ReportView:
    arms = f"{report.treatment} against {report.comparator}" if report.comparator else report.treatment
    return ReportView(report.trial, arms, report.analysis, report.figures, wording.web_address(report.source))
