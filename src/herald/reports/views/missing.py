"""What is missing, and what each result would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports import wording

if TYPE_CHECKING:
    from herald.decisions.decision import Decision, MissingInput, Outcome
    from herald.reports.views.sources import Names


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What one result of a test would leave.

    Attributes:
        options: Each regimen that would be offered, and whether it is offered today already.
        dropped: Regimens that are offered today and would no longer be.
        left_open: Regimens that would be neither offered nor excluded yet.
        ruled_out: Regimens that are undecided today and would then be excluded.
        still_missing: What would still have to be known after this result, beside what is always needed.
    """

    result: str
    options: tuple[tuple[str, bool], ...]
    dropped: tuple[str, ...]
    left_open: tuple[str, ...]
    ruled_out: tuple[str, ...]
    still_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    """An unknown input, and what each of its results would leave.

    Attributes:
        test: What to do to know it; its name where nothing is said of that.
        is_pair: Whether it is two inputs, of which neither would change anything alone.
        change: The sum of what the results could do.
        always_needed: What would still have to be known whatever the result; empty where nothing.
    """

    anchor: str
    name: str
    test: str
    is_pair: bool
    change: str
    always_needed: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What is offered, and what is undecided, before any further result; each regimen once."""

    offered: tuple[str, ...]
    undecided: tuple[str, ...]

    @classmethod
    def of(cls, decision: Decision) -> Today:
        offered = dict.fromkeys(option.regimen for option in decision.options)
        return cls(tuple(offered), tuple(dict.fromkeys(undecided.regimen for undecided in decision.undecided)))


def missing_view(number: int, missing: MissingInput, names: Names, today: Today) -> MissingView:
    always = _shared([outcome.still_missing for outcome in missing.outcomes])
    outcomes = tuple(_outcome(outcome, names, today, always) for outcome in missing.outcomes)
    return MissingView(
        anchor=f"test-{number}",
        name=wording.capitalised(missing.name),
        test=wording.capitalised(missing.test or missing.name),
        is_pair=len(missing.inputs) > 1,
        change=_change(outcomes, len(today.undecided)),
        always_needed=names.inputs(always),
        outcomes=outcomes,
    )


def _shared(needs: list[tuple[str, ...]]) -> list[str]:
    """Returns what stands in every list, in the order of the first."""
    return [need for need in needs[0] if all(need in others for others in needs)] if needs else []


def _outcome(outcome: Outcome, names: Names, today: Today, always: list[str]) -> OutcomeView:
    open_then = {*outcome.options, *outcome.left_open}
    return OutcomeView(
        result=outcome.result,
        options=tuple((regimen, regimen in today.offered) for regimen in outcome.options),
        dropped=tuple(regimen for regimen in today.offered if regimen not in outcome.options),
        left_open=outcome.left_open,
        ruled_out=tuple(regimen for regimen in today.undecided if regimen not in open_then),
        still_missing=names.inputs(need for need in outcome.still_missing if need not in always),
    )


def _change(outcomes: Iterable[OutcomeView], undecided: int) -> str:
    """Returns what the results could do together: "may add X; may take away Y"."""
    added: dict[str, None] = {}
    dropped: dict[str, None] = {}
    ruled_out = 0
    for outcome in outcomes:
        added.update((regimen, None) for regimen, is_today in outcome.options if not is_today)
        dropped.update(dict.fromkeys(outcome.dropped))
        ruled_out = max(ruled_out, len(outcome.ruled_out))
    settled = f"may rule out up to {ruled_out} of {undecided} undecided" if ruled_out else ""
    parts = (_few("may add", list(added)), _few("may take away", list(dropped)), settled)
    return "; ".join(part for part in parts if part) or "may change what else is needed"


def _few(verb: str, regimens: list[str]) -> str:
    if not regimens:
        return ""
    return f"{verb} {wording.listed(regimens) if len(regimens) <= 2 else wording.counted(len(regimens), 'option')}"
