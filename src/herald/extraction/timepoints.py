"""The time at which a rate was read: '3-year', 'at 48 months', 'at 6 and 12 months' in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.claims import LASTING_ENDPOINTS, RESPONSE_ENDPOINTS, Claim, is_same
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_AT = Pattern(r"[)\]]*\s(?:(?:at|after|by)\s(?:the\s)?|[(\[](?:at\s)?)", re.IGNORECASE)
_AND = Pattern(r"-?\s?(?:,|and|,\sand)\s")
_THERE = Pattern(r"[)\]]*[^;.()\d]{0,60}\b(?:at|after|by)\s(?:the\s)?", re.IGNORECASE)


def give_timepoints(scene: Scene, claims: Sequence[Claim], timepoints: Sequence[Measurement]) -> None:
    """Gives each rate its time point, and each lasting response the length that it needed."""
    rates = [claim for claim in claims if _is_rate(claim) and claim.timepoint is None]
    for claim in rates:
        claim.timepoint = _timepoint_of(scene, claim, rates, timepoints)
    for claim in claims:
        if claim.topic.endpoint in LASTING_ENDPOINTS:
            claim.timepoint = next((t for t in timepoints if t.start >= claim.end), None)


def split_by_time(scene: Scene, claims: Sequence[Claim], timepoints: Sequence[Measurement]) -> list[Claim]:
    """Returns the claims, one that gives rates at two time points in turn, arm by arm, as one for each time point."""
    return [part for claim in claims for part in _parts(scene, claim, timepoints)]


def _parts(scene: Scene, claim: Claim, timepoints: Sequence[Measurement]) -> list[Claim]:
    run = _times_of(scene, claim, timepoints) if _is_rate(claim) else []
    count = len(run)
    arms = len(claim.values) // max(1, count)
    is_whole = arms in (1, 2) and len(claim.values) == arms * count
    if count < 2 or not is_whole or claim.effect or set(range(1, count)) & claim.compared_at:
        return [claim]
    compared = {1} if arms == 2 else set()
    return [
        replace(claim, values=claim.values[at::count], compared_at=set(compared), timepoint=time)
        for at, time in enumerate(run)
    ]


def _times_of(scene: Scene, claim: Claim, timepoints: Sequence[Measurement]) -> list[Measurement]:
    """Returns the time points listed before the rates of a claim, else right behind: 'a and b at 12 and 24 months'."""
    before = [t for t in timepoints if t.end <= claim.values_start]
    if before:
        return run_of(scene, before)
    behind = [t for t in timepoints if t.start >= claim.end]
    is_next = behind and _THERE.fullmatch(scene.text, claim.end, behind[0].start)
    run = _run_on(scene, behind) if is_next else []
    return run if len(run) == len(claim.values) else []


def _run_on(scene: Scene, behind: Sequence[Measurement]) -> list[Measurement]:
    """Returns the time points that are listed together from the first on."""
    run = [behind[0]]
    for later in behind[1:]:
        if not _AND.fullmatch(scene.text[run[-1].end : later.start]):
            break
        run.append(later)
    return run


def _is_rate(claim: Claim) -> bool:
    """Whether a claim gives shares or averages at a time, or by how much such shares differ."""
    is_change = claim.effect is not None and claim.effect.sort in (Sort.DIFFERENCE, Sort.REDUCTION)
    first = claim.values[0] if claim.values else claim.effect if is_change else None
    if first is not None and claim.statistic in ("mean", "median"):
        return first.unit not in TIME_UNITS
    return first is not None and first.unit == "%" and claim.topic.endpoint not in RESPONSE_ENDPOINTS


def _timepoint_of(
    scene: Scene, claim: Claim, rates: Sequence[Claim], timepoints: Sequence[Measurement]
) -> Measurement | None:
    """Returns the time point right behind a rate, else the nearest before it, else behind it, else that of its list."""
    right_behind = next((t for t in timepoints if t.start >= claim.end), None)
    if right_behind and _AT.fullmatch(scene.text, claim.end, right_behind.start):
        return right_behind
    before = [t for t in timepoints if t.end <= claim.values_start + 1]
    if not before:
        behind = (t for t in timepoints if claim.end <= t.start + 1 and not _names_another(scene, claim, t))
        return next(behind, scene.setting.lead_timepoint)
    run = run_of(scene, before)
    turn = [c for c in rates if c.values_start > run[-1].start]
    return run[min(turn.index(claim), len(run) - 1)]


def _names_another(scene: Scene, claim: Claim, time: Measurement) -> bool:
    """Whether a time is part of the name of an endpoint told later: 'DFS reached 92%, and the 5-year OS rate 84%'."""
    named = next((t for t in scene.topics if t.endpoint and t.start <= time.end + 1 and time.end <= t.end), None)
    return time.number.is_compound and named is not None and not is_same(named, claim.topic)


def run_of(scene: Scene, before: Sequence[Measurement]) -> list[Measurement]:
    """Returns the time points that are listed together up to the last."""
    run = [before[-1]]
    for earlier in reversed(before[:-1]):
        if not _AND.fullmatch(scene.text[earlier.end : run[0].start]):
            break
        run.insert(0, earlier)
    return run
