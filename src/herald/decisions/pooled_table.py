"""The table of pooled effects that comes with Herald: computed beforehand, so that options need no statistics to run.

`python -m herald.cli.pooled_table` writes it from the curated trials; a test holds the file against a computation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from herald.decisions.pooled import NetworkReport, TrialShare

PATH = Path(__file__).resolve().parent.parent / "knowledge" / "synthesis" / "pooled.json"


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment that some report of a network names.

    Attributes:
        agents: Ids of its agents and classes; empty where it is a role ("treatment of physician's choice").
        p_score: None where it is not in the network, or where nothing is compared.
    """

    name: str
    agents: tuple[str, ...]
    p_score: float | None = None


@dataclass(frozen=True, slots=True)
class TableEffect:
    """The pooled effect of a treatment against another; `against` is None for a pooled proportion.

    Attributes:
        estimate, ci_low, ci_high: A ratio, or a percentage; six significant digits.
        evidence: "direct", "indirect", "direct and indirect" or "single arms".
        direct_trials: How many trials compare the two.
        trials: Those that the estimate rests on, the largest share first.
    """

    treatment: str
    against: str | None
    estimate: float
    ci_low: float
    ci_high: float
    evidence: str
    direct_trials: int
    trials: tuple[TrialShare, ...]
    limits: tuple[str, ...] = ()

    def turned(self) -> TableEffect:
        """Returns the effect of the comparator against the treatment; only a ratio can be turned."""
        assert self.against is not None, "a proportion has no other side"
        turned = (1 / self.estimate, 1 / self.ci_high, 1 / self.ci_low)
        estimate, low, high = (float(f"{value:.6g}") for value in turned)
        return replace(
            self, treatment=self.against, against=self.treatment, estimate=estimate, ci_low=low, ci_high=high
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A report that is not pooled, and why; `report` names trial, endpoint and analysis."""

    report: str
    treatments: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class TableNetwork:
    """One endpoint of one population.

    Attributes:
        when: Condition on the guideline's fields for patients to whom it speaks.
        measure: "HR", or "%" where proportions are pooled.
        reference: What an option is held against where no other option of the patient is in the network.
        reports: The trial results that are pooled.
        limits: What a reader has to bear in mind, for every effect of the network.
    """

    id: str
    population: str
    title: str
    endpoint: str
    when: str
    measure: str
    model: str
    reference: str | None
    treatments: tuple[Treatment, ...]
    effects: tuple[TableEffect, ...]
    reports: tuple[NetworkReport, ...]
    left_out: tuple[LeftOut, ...]
    limits: tuple[str, ...]

    def find_effect(self, treatment: str, against: str | None) -> TableEffect | None:
        """Returns the effect of one against the other, whichever way round the table has it."""
        for effect in self.effects:
            if (effect.treatment, effect.against) == (treatment, against):
                return effect
            if against is not None and (effect.treatment, effect.against) == (against, treatment):
                return effect.turned()
        return None

    def holds(self, treatment: str) -> bool:
        return any(treatment in (effect.treatment, effect.against) for effect in self.effects)


@dataclass(frozen=True, slots=True)
class PooledTable:
    """Every curated network, pooled.

    Attributes:
        made_on: The day on which the inputs last changed.
        inputs: The first 12 hexadecimal digits of the SHA-256 of all that was pooled: same trials, same digest.
    """

    made_on: dt.date
    inputs: str
    networks: tuple[TableNetwork, ...]


def load_pooled_table(path: Path = PATH) -> PooledTable:
    import msgspec

    return msgspec.json.decode(path.read_bytes(), type=PooledTable)


def agents_fit(agents: Iterable[str], parts: Iterable[frozenset[str]]) -> bool:
    """Says whether a treatment is a regimen: each of its agents fills one part, and no part is left over.

    >>> taxane = frozenset({"agent:docetaxel", "agent:paclitaxel"})
    >>> agents_fit(["agent:trastuzumab", "agent:docetaxel"], [taxane, frozenset({"agent:trastuzumab"})])
    True
    """
    left, wanted = list(parts), list(agents)
    if not wanted or len(left) != len(wanted):
        return False
    first, *rest = wanted
    fitting = [place for place, part in enumerate(left) if first in part]
    return any(not rest or agents_fit(rest, left[:place] + left[place + 1 :]) for place in fitting)
