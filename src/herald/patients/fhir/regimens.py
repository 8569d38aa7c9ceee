"""Drugs brought together to regimens: one entry of `treatments` is one line of treatment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from herald.core.dates import PartialDate
from herald.patients.fhir.medications import Given
from herald.patients.fhir.notebook import Notebook
from herald.patients.plain import Plain

WINDOW_DAYS = 28
"""Drugs that start within so many days of the first belong to one regimen."""
GAP_DAYS = 120
"""The same drugs again after a longer pause are a new line.

Source of both: the parameters of the line-of-therapy algorithm in PMC8548977, table 5 (lung cancer); none for breast
cancer was found, so every answer that rests on them says so.
"""


@dataclass(frozen=True, slots=True)
class Regimen:
    """Drugs given together.

    Attributes:
        last: The last day on which some drug of it is known to have been given.
        has_unknown: Whether some drug of it could not be read.
    """

    agents: tuple[str, ...]
    setting: str | None
    is_curative: bool
    start: PartialDate | None
    end: PartialDate | None
    last: PartialDate | None
    stopped_for: str | None
    has_unknown: bool
    progressed: bool = False

    def as_plain(self) -> dict[str, Plain]:
        """Returns the entry of the record; a drug that could not be read leaves the agents of the entry unknown."""
        stated: dict[str, Plain] = {
            "agents": None if self.has_unknown else self.agents,
            "setting": self.setting,
            "start": _text(self.start),
            "end": _text(self.end),
            "progressed": "yes" if self.progressed or self.stopped_for == "progression" else None,
            "stopped_for": self.stopped_for,
        }
        return {name: value for name, value in stated.items() if value is not None}


def _text(day: PartialDate | None) -> str | None:
    return None if day is None else str(day)


def build_regimens(given: Sequence[Given], notebook: Notebook) -> tuple[Regimen, ...]:
    """Returns the regimens by start: as the bundle groups the drugs, and by their dates where it does not.

    Why not one entry a drug: lines of treatment are counted from the entries.
    """
    distinct = list(dict.fromkeys(given))
    grouped: dict[str, list[Given]] = {}
    for each in distinct:
        if each.group is not None:
            grouped.setdefault(each.group, []).append(each)
    alone = [each for each in distinct if each.group is None or len(grouped[each.group]) == 1]
    together = [group for group in grouped.values() if len(group) > 1]
    regimens = [_joined(part) for group in together for part in _lines_of(group)] + _by_dates(alone)
    if len(alone) > 1:
        text = (
            f"The bundle does not say which drugs were one regimen. Drugs that start within {WINDOW_DAYS} days of each "
            f"other are taken as one line, and the same drugs after a pause of more than {GAP_DAYS} days as a new one."
        )
        notebook.note("assumption", text, "treatments")
    return tuple(sorted(regimens, key=_start_key))


def _lines_of(group: Sequence[Given]) -> list[list[Given]]:
    """A plan that goes on after all its drugs have ended, or in another setting, spans several lines."""
    lines: list[list[Given]] = []
    for given in sorted(group, key=lambda each: _first(each.start)):
        if lines and not (given.is_plan and (_has_ended(lines[-1], given) or _differs(lines[-1], given))):
            lines[-1].append(given)
        else:
            lines.append([given])
    return lines


def _has_ended(line: Sequence[Given], given: Given) -> bool:
    return all(each.end is not None and each.end.last < _first(given.start) for each in line)


def _differs(line: Sequence[Given], given: Given) -> bool:
    """Returns whether settings are stated and differ."""
    return len({each.setting for each in (*line, given)} - {None}) > 1


def _start_key(regimen: Regimen) -> tuple[bool, dt.date]:
    return regimen.start is None, regimen.start.first if regimen.start else dt.date.max


def _by_dates(given: Sequence[Given]) -> list[Regimen]:
    dated = sorted((g for g in given if g.start is not None), key=lambda g: _first(g.start))
    undated = [_joined([g]) for g in given if g.start is None]
    regimens: list[Regimen] = []
    for cluster in _clusters(dated):
        regimen = _joined(cluster)
        if regimens and _continues(regimens[-1], regimen):
            regimens[-1] = _extended(regimens[-1], regimen)
        else:
            regimens.append(regimen)
    return regimens + undated


def _clusters(dated: Iterable[Given]) -> list[list[Given]]:
    """Drugs of one window belong together unless their settings are stated and differ."""
    clusters: list[list[Given]] = []
    for given in dated:
        if clusters and _fits(clusters[-1], given):
            clusters[-1].append(given)
        else:
            clusters.append([given])
    return clusters


def _fits(cluster: Sequence[Given], given: Given) -> bool:
    is_near = (_first(given.start) - _first(cluster[0].start)).days <= WINDOW_DAYS
    return is_near and not _differs(cluster, given) and not _has_ended(cluster, given)


def _continues(before: Regimen, after: Regimen) -> bool:
    is_same = set(after.agents) <= set(before.agents) and not after.has_unknown
    until = before.last or before.start
    if not is_same or until is None or after.start is None:
        return False
    settings = {before.setting, after.setting} - {None}
    return (after.start.first - until.last).days <= GAP_DAYS and len(settings) <= 1 and before.stopped_for is None


def _extended(before: Regimen, after: Regimen) -> Regimen:
    return replace(
        before,
        setting=before.setting or after.setting,
        is_curative=before.is_curative or after.is_curative,
        end=after.end,
        last=_latest((before.last, after.last, after.start)),
        stopped_for=after.stopped_for,
    )


def _joined(group: Sequence[Given]) -> Regimen:
    starts = [each.start for each in group if each.start is not None]
    ends = [each.end for each in group]
    reasons = list(dict.fromkeys(each.stopped_for for each in group if each.stopped_for))
    return Regimen(
        agents=tuple(dict.fromkeys(agent for each in group for agent in each.agents)),
        setting=next((each.setting for each in group if each.setting), None),
        is_curative=any(each.is_curative for each in group),
        start=min(starts, key=_first, default=None),
        end=_latest(ends) if all(ends) else None,
        last=_latest(each.last for each in group),
        stopped_for="progression" if "progression" in reasons else (reasons[0] if len(reasons) == 1 else None),
        has_unknown=any(not each.agents for each in group),
    )


def _first(day: PartialDate | None) -> dt.date:
    return day.first if day is not None else dt.date.max


def _latest(days: Iterable[PartialDate | None]) -> PartialDate | None:
    return max((day for day in days if day is not None), key=lambda day: day.last, default=None)


def with_settings(
    regimens: Iterable[Regimen], operation: PartialDate | None, metastasis: PartialDate | None, *, is_early: bool
) -> tuple[Regimen, ...]:
    """Returns the regimens with the setting that their dates give, where none is stated.

    Args:
        operation: The first operation on the breast: a curative regimen that ended before it is neoadjuvant, one that
            began after it is adjuvant.
        is_early: Whether the disease is early, so that every regimen has been curative.
        metastasis: The first day on which distant metastases are recorded: what begins on or after it is treatment of
            metastatic disease.
    """
    curative = (replace(r, is_curative=r.is_curative or is_early) for r in regimens)
    return tuple(replace(r, setting=r.setting or _by_date(r, operation, metastasis)) for r in curative)


def _by_date(regimen: Regimen, operation: PartialDate | None, metastasis: PartialDate | None) -> str | None:
    if metastasis is not None and regimen.start is not None and regimen.start.first >= metastasis.last:
        return "metastatic"
    if not regimen.is_curative or operation is None:
        return None
    if regimen.end is not None and regimen.end.last <= operation.first:
        return "neoadjuvant"
    return "adjuvant" if regimen.start is not None and regimen.start.first >= operation.last else None


def with_progression(regimens: Sequence[Regimen], worsened: Iterable[PartialDate]) -> tuple[Regimen, ...]:
    """Returns the regimens with `progressed` for each that was running on a day on which the disease had worsened."""
    days = list(worsened)
    return tuple(
        replace(regimen, progressed=any(_runs_on(regimen, following, day) for day in days))
        for regimen, following in zip(regimens, (*regimens[1:], None), strict=True)
    )


def _runs_on(regimen: Regimen, following: Regimen | None, day: PartialDate) -> bool:
    """A regimen without an end runs until the next one begins."""
    until = regimen.end or (following.start if following is not None else None)
    has_begun = regimen.start is not None and regimen.start.last < day.first
    return has_begun and (until is None or day.last <= until.first)
