"""Counts that are the sum of the counts behind them: '20 relapses (9 with X and 11 with Y)'."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from herald.extraction.measurements import Measurement

_REACH = 120


def find_wholes(runs: Sequence[Sequence[Measurement]]) -> frozenset[int]:
    """Returns the places among runs of figures of a count whose parts, one for each arm, the next run gives.

    Why: The sum of all arms is a result of none; its words say what the parts are counts of.
    """
    return frozenset(at for at, (one, parts) in enumerate(pairwise(runs)) if _add_up(one, parts))


def _add_up(one: Sequence[Measurement], parts: Sequence[Measurement]) -> bool:
    if len(one) > 1 or len(parts) < 2 or parts[0].start - one[0].end > _REACH:
        return False
    whole, counts = count_of(one[0]), [count_of(m) for m in parts]
    return whole is not None and whole == sum(count for count in counts if count is not None) and None not in counts


def count_of(m: Measurement) -> Decimal | None:
    """Returns the count of patients that a figure gives, alone or beside its percentage."""
    number = m.events or (m.number if m.unit is None and m.number.is_whole else None)
    return number.value if number else None
