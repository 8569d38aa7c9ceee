"""What becomes of every regimen: offered, undecided or excluded, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.core.truth import Truth
from herald.guideline.results import Verdict
from herald.guideline.rules import Certainty, Effect, Standing, Strength

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.guideline import Guideline
    from herald.guideline.results import RuleResult
    from herald.guideline.rules import Caution, Offered, Rule

ORDERING = (
    "By what the offer rests on (recommended, alternative, label only, trial evidence only, investigational), "
    "then by the strength and then the certainty that its source states, then in the order of the guideline's chapters."
)
_STANDINGS = {standing: place for place, standing in enumerate(Standing)}
_STRENGTHS = {strength: place for place, strength in enumerate(Strength)}
_CERTAINTIES = {certainty: place for place, certainty in enumerate(Certainty)}


class Offers:
    """The rules of a guideline that offer a regimen on a day, best first, each with the cautions that concern it.

    Attributes:
        rules: In the order of the answer, which `ORDERING` says in words; reading order settles ties.
    """

    def __init__(self, guideline: Guideline, as_of: dt.date) -> None:
        in_force = (rule for rule in guideline.rules_on(as_of) if rule.offer)
        self.rules = tuple(sorted(in_force, key=_rank))
        by_agent: dict[str, list[Caution]] = {}
        for caution in guideline.cautions.values():
            for agent in caution.agents:
                by_agent.setdefault(agent, []).append(caution)
        self._concerning = {rule.id: _concerning(rule, by_agent) for rule in self.rules}
        self._excluding = {rule.id: tuple(self._would_exclude(rule)) for rule in self.rules}

    def concerning(self, rule: Rule) -> tuple[Caution, ...]:
        """Returns the cautions about any agent that the rule's regimen may contain, in the order of the guideline."""
        return self._concerning[rule.id]

    def excluding(self, rule: Rule) -> tuple[Caution, ...]:
        """Returns the cautions that would take the regimen away: those about an agent that it cannot do without."""
        return self._excluding[rule.id]

    def _would_exclude(self, rule: Rule) -> Iterator[Caution]:
        for caution in self._concerning[rule.id]:
            if caution.effect is Effect.EXCLUDE and any(is_covered(part, caution) for part in rule.offer):
                yield caution


def is_covered(part: Offered, caution: Caution) -> bool:
    """Returns whether every agent that may fill a part of a regimen falls under the caution."""
    return part.agents <= caution.agents


def _concerning(rule: Rule, by_agent: Mapping[str, list[Caution]]) -> tuple[Caution, ...]:
    agents = sorted(agent for part in rule.offer for agent in part.agents)
    found = {caution.id: caution for agent in agents for caution in by_agent.get(agent, ())}
    return tuple(sorted(found.values(), key=lambda caution: (caution.place.file, caution.place.line)))


@dataclass(frozen=True, slots=True)
class Excluded:
    """A rule that speaks about the patient and offers nothing.

    Attributes:
        cautions: Those that took its regimen away, if any. Where the rule applies and there are none, it is obsolete.
    """

    result: RuleResult
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """Every regimen rule that speaks about a patient, each list in the order of the answer.

    Attributes:
        open_cautions: Excluding cautions of offered regimens that nobody can rule out yet.
    """

    offered: tuple[RuleResult, ...]
    undecided: tuple[RuleResult, ...]
    excluded: tuple[Excluded, ...]
    open_cautions: tuple[Caution, ...]

    def regimens(self) -> tuple[str, ...]:
        """Returns the regimens that are offered, each once, in order."""
        return _names(self.offered)

    def open_regimens(self) -> tuple[str, ...]:
        """Returns the regimens that are neither offered nor excluded yet, each once, in order."""
        offered = set(self.regimens())
        return tuple(name for name in _names(self.undecided) if name not in offered)

    def missing(self) -> frozenset[str]:
        """Returns the inputs that would settle what is undecided."""
        return frozenset().union(*(result.missing for result in self.undecided))


def triage(evaluation: Evaluation, offers: Offers) -> Triage:
    """Returns what becomes of every offer for one patient."""
    offered: list[RuleResult] = []
    undecided: list[RuleResult] = []
    excluded: list[Excluded] = []
    still_open: dict[str, Caution] = {}
    for rule in offers.rules:
        result = evaluation.rule(rule)
        if result.verdict is Verdict.SILENT:
            continue
        against, possibly = _against(evaluation, offers.excluding(rule))
        if result.verdict is Verdict.EXCLUDED or against:
            excluded.append(Excluded(result, against))
        elif is_obsolete(rule):
            excluded += [Excluded(result)] if result.verdict is Verdict.APPLIES else []
        elif result.verdict is Verdict.UNDECIDED:
            undecided.append(result)
        else:
            offered.append(result)
            still_open |= {caution.id: caution for caution in possibly}
    return Triage(tuple(offered), tuple(undecided), tuple(excluded), tuple(still_open.values()))


def _against(evaluation: Evaluation, cautions: Iterable[Caution]) -> tuple[tuple[Caution, ...], list[Caution]]:
    """Returns the cautions that take a regimen away, and those that would if what is unknown went against it."""
    truths = [(caution, evaluation.caution(caution).truth) for caution in cautions]
    against = tuple(caution for caution, truth in truths if truth is Truth.TRUE)
    return against, [caution for caution, truth in truths if truth is Truth.UNKNOWN]


def _rank(rule: Rule) -> tuple[int, int, int, int]:
    return (
        _STANDINGS[rule.standing] if rule.standing else len(_STANDINGS),
        _STRENGTHS[rule.strength] if rule.strength else len(_STRENGTHS),
        _CERTAINTIES[rule.certainty] if rule.certainty else len(_CERTAINTIES),
        rule.order,
    )


def is_obsolete(rule: Rule) -> bool:
    """Returns whether a rule names its regimen only to say that others have overtaken it."""
    return rule.standing is Standing.OBSOLETE


def regimen_name(rule: Rule) -> str:
    """Returns the regimen of a rule as readers know it."""
    return rule.regimen or " + ".join(part.name for part in rule.offer)


def _names(results: Iterable[RuleResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(regimen_name(result.rule) for result in results))
