"""Individual survival data from a published curve and its numbers at risk.

Source: Guyot, Ades, Ouwens and Welton 2012, doi:10.1186/1471-2288-12-9.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from herald.core.errors import SynthesisError
from herald.synthesis.arrays import Array, ArrayLike, Mask, same_length, vector
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.survival import Curve, estimate_curve
from herald.synthesis.versions import VERSIONS

TRIES = 1000
"""More adjustments of an interval's censored patients than any published table has needed."""


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """Times and events that reproduce a published curve.

    Attributes:
        time: Of each patient, (n,).
        event: Whether it is an event, (n,).
        largest_gap: Between the reconstructed and the published survival at the points read, 0 to 1.
        at_risk_gaps: Reconstructed less published number at risk, at each time of the table.
    """

    time: Array
    event: Mask
    largest_gap: float
    at_risk_gaps: tuple[int, ...]
    warnings: tuple[str, ...]
    versions: tuple[tuple[str, str], ...] = field(default=VERSIONS, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off a figure: the curve's points, (m,), and the table of numbers at risk, (r,)."""

    time: Array
    survival: Array
    risk_time: Array
    n_risk: Array

    def interval(self, i: int) -> slice:
        """Returns the points from the i-th time of the table up to the next."""
        start = int(np.searchsorted(self.time, self.risk_time[i], side="left"))
        if i + 1 == len(self.risk_time):
            return slice(start, len(self.time))
        return slice(start, int(np.searchsorted(self.time, self.risk_time[i + 1], side="left")))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One interval, replayed: deaths at its points, censored times, and what is left at its end."""

    deaths: Array
    censored: Array
    n_left: int
    survival: float


def reconstruct(
    time: ArrayLike, survival: ArrayLike, risk_time: ArrayLike, n_risk: ArrayLike, events: int | None = None
) -> Reconstruction | NotEstimable:
    """Returns individual data that reproduce a curve.

    Args:
        time: Of points read off the curve, increasing, from 0 on.
        survival: There, 0 to 1; small rises, as clicking gives them, are levelled.
        risk_time: Times of the table of numbers at risk, increasing, the first 0.
        n_risk: Those numbers.
        events: The number of events, where it is printed: it settles the last interval's censoring.

    Raises:
        SynthesisError: Not increasing, out of range, or lengths that differ.
    """
    reading = _check(time, survival, risk_time, n_risk)
    if reading.n_risk[0] < 1:
        return NotEstimable("nobody is at risk at the start")
    stretches: list[Stretch] = []
    n, level = int(reading.n_risk[0]), 1.0
    for i in range(len(reading.risk_time)):
        is_last = i + 1 == len(reading.risk_time)
        before = sum(int(each.deaths.sum()) for each in stretches)
        missing = None if events is None else events - before
        stretch = _last(reading, i, n, level, stretches, missing) if is_last else _inner(reading, i, n, level)
        stretches.append(stretch)
        n, level = stretch.n_left, stretch.survival
    return _assemble(reading, stretches, events)


def _inner(reading: Reading, i: int, n: int, level: float) -> Stretch:
    """Replays an interval whose end is in the table: the number censored is adjusted until the number at risk fits."""
    wanted, points = int(reading.n_risk[i + 1]), reading.interval(i)
    ending = float(reading.survival[points][-1]) if points.stop > points.start else level
    censored = max(0, round(n * ending / level - wanted)) if level else 0
    tried: set[int] = set()
    stretch = _replay(reading, i, n, level, censored)
    while stretch.n_left != wanted and len(tried) < TRIES:
        tried.add(censored)
        censored = max(0, censored + stretch.n_left - wanted)
        if censored in tried:
            break
        stretch = _replay(reading, i, n, level, censored)
    return stretch


def _last(reading: Reading, i: int, n: int, level: float, before: list[Stretch], missing_events: int | None) -> Stretch:
    """Replays what follows the table: censoring as fast as before, or as the number of events leaves room for."""
    elapsed = reading.risk_time[i]
    rate = sum(len(each.censored) for each in before) / elapsed if elapsed else 0.0
    guess = min(n, round(rate * max(0.0, float(reading.time[-1] - elapsed))))
    if missing_events is None:
        return _replay(reading, i, n, level, guess)
    candidates = [_replay(reading, i, n, level, censored) for censored in range(n + 1)]
    return min(
        candidates, key=lambda each: (abs(int(each.deaths.sum()) - missing_events), abs(len(each.censored) - guess))
    )


def _replay(reading: Reading, i: int, n: int, level: float, censored: int) -> Stretch:
    """Plays an interval with `censored` patients leaving evenly over it; deaths are what the curve's falls ask for."""
    points = reading.interval(i)
    times, heights = reading.time[points], reading.survival[points]
    start = float(reading.risk_time[i])
    stop = float(reading.time[-1] if i + 1 == len(reading.risk_time) else reading.risk_time[i + 1])
    leaving = start + (np.arange(censored) + 0.5) / max(censored, 1) * (stop - start)
    deaths, gone = np.zeros(len(times)), 0
    for j, (moment, height) in enumerate(zip(times, heights, strict=True)):
        left_before = int(np.searchsorted(leaving, moment, side="left"))
        n, gone = max(0, n - (left_before - gone)), left_before
        dying = min(n, round(n * (1 - height / level))) if level > 0 else 0
        deaths[j] = dying
        level *= 1 - dying / n if n else 1.0
        n -= dying
    n_left = n - (censored - gone)
    return Stretch(deaths, leaving, n_left, level)


def _assemble(reading: Reading, stretches: list[Stretch], events: int | None) -> Reconstruction:
    deaths = np.concatenate([each.deaths for each in stretches]).astype(int)
    leaving = np.concatenate([each.censored for each in stretches])
    first = reading.interval(0).start
    dead = np.repeat(reading.time[first:], deaths)
    total = int(reading.n_risk[0])
    leaving = leaving[: max(0, total - len(dead))]
    staying = np.full(max(0, total - len(dead) - len(leaving)), reading.time[-1])
    time = np.concatenate((dead, leaving, staying))
    event = np.concatenate((np.ones(len(dead)), np.zeros(len(leaving) + len(staying)))) > 0
    order = np.lexsort((~event, time))
    curve = estimate_curve(time[order], event[order])
    assert isinstance(curve, Curve), "somebody was at risk at the start"
    gaps = tuple(curve.at_risk(t) - int(n) for t, n in zip(reading.risk_time, reading.n_risk, strict=True))
    return Reconstruction(time[order], event[order], _gap(reading, curve), gaps, _warn(gaps, events, len(dead)))


def _gap(reading: Reading, curve: Curve) -> float:
    place = np.searchsorted(curve.time, reading.time, side="right") - 1
    ours = np.where(place < 0, 1.0, curve.survival[np.maximum(place, 0)])
    return float(np.abs(ours - reading.survival).max())


def _warn(gaps: tuple[int, ...], events: int | None, found: int) -> tuple[str, ...]:
    warnings = []
    if any(gaps):
        warnings.append("the numbers at risk are not all reproduced")
    if events is None:
        warnings.append("without the number of events, censoring after the last number at risk is a guess")
    elif events != found:
        warnings.append(f"{found} events were reconstructed, {events} are printed")
    return tuple(warnings)


def _check(time: ArrayLike, survival: ArrayLike, risk_time: ArrayLike, n_risk: ArrayLike) -> Reading:
    t, s, r, n = (
        vector(name, values)
        for name, values in (("time", time), ("survival", survival), ("risk_time", risk_time), ("n_risk", n_risk))
    )
    if same_length(time=t, survival=s) == 0 or same_length(risk_time=r, n_risk=n) == 0:
        raise SynthesisError("a curve and its numbers at risk have at least one point each")
    if (np.diff(t) < 0).any() or (np.diff(r) <= 0).any() or t[0] < 0 or r[0] != 0:
        raise SynthesisError("times increase, and the first number at risk is at 0")
    if ((s < 0) | (s > 1)).any():
        raise SynthesisError("survival is not between 0 and 1", hint="divide percentages by 100")
    if (n < 0).any() or (np.diff(n) > 0).any():
        raise SynthesisError("numbers at risk never rise, and are not negative")
    return Reading(t, np.minimum.accumulate(s), r, n)
