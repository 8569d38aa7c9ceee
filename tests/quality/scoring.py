"""How well findings reproduce gold results, counted in cells: an endpoint, a field, a printed number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from herald.core.findings import Finding

FIELDS = ("value", "comparator_value", "effect", "ci_low", "ci_high", "p")
_NOT_REACHED = re.compile(r"not (reached|evaluable|estimable)|^n[re]$|^non-?evaluable$", re.IGNORECASE)
_NUMBER = re.compile(r"([<>≤≥]?)\s*(-?\d*\.?\d+)")

Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Score:
    """Precision and recall over cells, arms told apart or not, and the share of results that are right as a whole."""

    f1: float
    arm_aware_f1: float
    whole: float
    false_findings: int


def number(printed: str) -> str:
    """Returns the canonical form of a printed number: '·0070' and '.0070' are one, 'NE' and 'not reached' are one."""
    text = printed.strip().lower().replace("·", ".").replace("−", "-")
    match = _NUMBER.match(text)
    if _NOT_REACHED.search(text) or match is None:
        return "not reached" if _NOT_REACHED.search(text) else text
    return f"{match[1]}{Decimal(match[2]).normalize():f}"


def cells_of_gold(result: Mapping[str, Any], *, arm_aware: bool) -> frozenset[Cell]:
    endpoint = result["endpoint"].removesuffix(" rate")
    return _cells(endpoint, {name: result.get(name) for name in FIELDS}, arm_aware=arm_aware)


def cells_of_finding(finding: Finding, *, arm_aware: bool) -> frozenset[Cell]:
    return _cells(finding.endpoint, {name: getattr(finding, name) for name in FIELDS}, arm_aware=arm_aware)


def _cells(endpoint: str, printed: Mapping[str, str | None], *, arm_aware: bool) -> frozenset[Cell]:
    def named(name: str) -> str:
        return "estimate" if not arm_aware and name in ("value", "comparator_value") else name

    return frozenset((endpoint, named(name), number(text)) for name, text in printed.items() if text)


def score(pairs: Iterable[tuple[Sequence[Mapping[str, Any]], Sequence[Finding]]]) -> Score:
    """Returns the score of the findings of many passages against their gold results."""
    kept = list(pairs)
    whole = [right for gold, found in kept for right in _whole(gold, found)]
    return Score(
        _f1(kept, arm_aware=False),
        _f1(kept, arm_aware=True),
        round(sum(whole) / len(whole), 4),
        sum(len(found) for gold, found in kept if not gold),
    )


def _whole(gold: Sequence[Mapping[str, Any]], found: Sequence[Finding]) -> list[bool]:
    have = [cells_of_finding(finding, arm_aware=False) for finding in found]
    return [cells_of_gold(result, arm_aware=False) in have for result in gold]


def _f1(pairs: Sequence[tuple[Sequence[Mapping[str, Any]], Sequence[Finding]]], *, arm_aware: bool) -> float:
    right = wrong = 0
    for gold, found in pairs:
        wanted = {cell for result in gold for cell in cells_of_gold(result, arm_aware=arm_aware)}
        have = {cell for finding in found for cell in cells_of_finding(finding, arm_aware=arm_aware)}
        right += len(wanted & have)
        wrong += len(wanted ^ have)
    return round(2 * right / max(1, 2 * right + wrong), 4)
