"""Events among patients: two-by-two tables to effects, arm by arm, so that trials with three arms come out right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array, ArrayLike, Mask, same_length, vector
from herald.synthesis.measures import Measure

CORRECTION = 0.5
"""Added to the events and to the non-events of every arm of a study in which some arm has none of one of them."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Two-by-two tables: events among `n` patients in the first and the second arm of k studies, (k,) each.

    Raises:
        SynthesisError: Not whole, negative, more events than patients, or an arm without patients.
    """

    events_1: Array
    n_1: Array
    events_2: Array
    n_2: Array

    @classmethod
    def of(cls, events_1: ArrayLike, n_1: ArrayLike, events_2: ArrayLike, n_2: ArrayLike) -> Tables:
        first, second = counts("events_1", events_1, "n_1", n_1), counts("events_2", events_2, "n_2", n_2)
        same_length(events_1=first[0], events_2=second[0])
        return cls(*first, *second)

    @property
    def k(self) -> int:
        return len(self.events_1)

    @property
    def totals(self) -> Array:
        return self.n_1 + self.n_2

    @property
    def events(self) -> Array:
        return self.events_1 + self.events_2


@dataclass(frozen=True, slots=True)
class Excluded:
    """A study, by its place in the input, that says nothing about the effect."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Effects:
    """Effects of the studies that have one.

    Attributes:
        yi: On the analysis scale, one for each of `rows`.
        sei: Standard errors.
        rows: Places in the input.
        corrected: Places at which 0.5 was added to the cells.
    """

    measure: Measure
    yi: Array
    sei: Array
    rows: tuple[int, ...]
    corrected: tuple[int, ...]
    excluded: tuple[Excluded, ...]


def effects_of(tables: Tables, measure: Measure) -> Effects:
    """Returns log OR, log RR or RD with standard errors, first arm against second.

    A study with an empty cell gets 0.5 in all four (metafor's default). One without an event in both arms, or for OR
    with events in everyone, says nothing about a ratio and is excluded with that reason.
    Source: Higgins et al., Cochrane Handbook 6.5, 10.4.4 (zero cells, and that such studies are left out).
    """
    silent = _says_nothing(tables, measure)
    rows = np.flatnonzero(~silent)
    telling = Tables(*(column[rows] for column in (tables.events_1, tables.n_1, tables.events_2, tables.n_2)))
    is_corrected = has_empty_cell(telling)
    add = CORRECTION * is_corrected
    first = arm_outcome(measure, telling.events_1 + add, telling.n_1 + 2 * add)
    second = arm_outcome(measure, telling.events_2 + add, telling.n_2 + 2 * add)
    return Effects(
        measure,
        first[0] - second[0],
        np.sqrt(first[1] + second[1]),
        tuple(rows.tolist()),
        tuple(rows[is_corrected].tolist()),
        tuple(Excluded(int(row), _reason(tables, int(row))) for row in np.flatnonzero(silent)),
    )


def arm_outcome(measure: Measure, events: Array, n: Array) -> tuple[Array, Array]:
    """Returns (outcome, variance) of arms without empty cells: log odds, log risk or risk.

    Raises:
        SynthesisError: The measure is not one of counts.
    """
    others = n - events
    if measure is Measure.OR:
        return np.log(events / others), 1 / events + 1 / others
    if measure is Measure.RR:
        return np.log(events / n), 1 / events - 1 / n
    if measure is Measure.RD:
        return events / n, events * others / n**3
    raise SynthesisError(f"{measure.long_name} cannot be had from counts", hint="ask for OR, RR or RD")


def has_empty_cell(tables: Tables) -> Mask:
    cells = (tables.events_1, tables.n_1 - tables.events_1, tables.events_2, tables.n_2 - tables.events_2)
    empty: Mask = np.min(cells, axis=0) == 0
    return empty


def _says_nothing(tables: Tables, measure: Measure) -> Mask:
    none: Mask = tables.events == 0
    everyone: Mask = tables.events == tables.totals
    if measure is Measure.OR:
        return none | everyone
    return none if measure is Measure.RR else np.zeros_like(none)


def _reason(tables: Tables, row: int) -> str:
    return "no event in either arm" if tables.events[row] == 0 else "an event in every patient of both arms"


def counts(events_name: str, events: ArrayLike, n_name: str, n: ArrayLike) -> tuple[Array, Array]:
    """Returns events and patients of arms as vectors that make sense together."""
    happened, patients = vector(events_name, events), vector(n_name, n)
    same_length(**{events_name: happened, n_name: patients})
    for name, values in ((events_name, happened), (n_name, patients)):
        _refuse(values != np.floor(values), f"{name} is not a whole number")
    _refuse(patients < 1, f"{n_name} is below 1")
    _refuse((happened < 0) | (happened > patients), f"{events_name} is not between 0 and {n_name}")
    return happened, patients


def _refuse(wrong: Mask, message: str) -> None:
    rows = np.flatnonzero(wrong)
    if len(rows):
        raise SynthesisError(f"{message} in row {rows[0] + 1}")
