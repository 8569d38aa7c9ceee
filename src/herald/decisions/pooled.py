"""The nouns of what networks of trials say beside the options of a patient."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrialShare:
    """A trial, and how much of an estimate rests on it, in percent."""

    trial: str
    percent: float


@dataclass(frozen=True, slots=True)
class PooledEffect:
    """What a network of trials says of an option. It decides neither the order nor the standing of options.

    Attributes:
        network: The id of the network, which the answer describes once.
        measure: "HR", or "%" for a pooled proportion, which has no other side.
        treatment: The regimen as the network has it, with one taxane where the option leaves it open.
        against: The treatment that it is held against; None for a proportion.
        against_option: The rank of the option that `against` is; None where it is the network's reference.
        evidence: "direct", "indirect", "direct and indirect" or "single arms".
        direct_trials: How many trials compare the two.
        p_score: Mean certainty, 0 to 1, that it is better than another of the `of_treatments` of the network.
        limits: Of this effect; those of the whole network stand there.
    """

    network: str
    endpoint: str
    measure: str
    treatment: str
    against: str | None
    against_option: int | None
    estimate: float
    ci_low: float
    ci_high: float
    evidence: str
    direct_trials: int
    trials: tuple[TrialShare, ...]
    p_score: float | None
    of_treatments: int
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotPooled:
    """Why a network that speaks about the patient has no pooled effect of an option that its trials studied."""

    network: str
    endpoint: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """A trial result that is pooled, as printed.

    Attributes:
        key: Its row in the table of curated results; None where it has none.
        figures: "HR 0.65 (0.55 to 0.77)", or "13 of 31".
        source: The page that states it.
    """

    trial: str
    treatment: str
    comparator: str | None
    analysis: str
    figures: str
    source: str | None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class PooledNetwork:
    """The network behind pooled effects of an answer.

    Attributes:
        made_on: The day on which its inputs last changed.
        inputs: A digest of them.
        limits: What a reader has to bear in mind with every effect of it.
    """

    id: str
    title: str
    endpoint: str
    measure: str
    model: str
    treatments: tuple[str, ...]
    made_on: dt.date
    inputs: str
    reports: tuple[NetworkReport, ...]
    limits: tuple[str, ...]
