"""Values of parts of the patients behind the value of all: '51.7%; it was 49.7% and 54.7% where these were …'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.claims import Claim, dimension, is_same


def parted(claims: Sequence[Claim]) -> list[Claim]:
    """Returns the claims of a sentence about one arm; two values that nothing compares, behind that of all, are two."""
    found: list[Claim] = []
    for claim in claims:
        found += _each(claim) if _are_parts(claim, found) else [claim]
    return found


def _are_parts(claim: Claim, before: Sequence[Claim]) -> bool:
    if len(claim.values) != 2 or claim.effect or claim.p or claim.compared_at:
        return False
    whole = before[-1] if before else None
    if whole is None or len(whole.values) != 1 or whole.effect or whole.p or not is_same(whole.topic, claim.topic):
        return False
    return dimension(whole.values[0]) == dimension(claim.values[0])


def _each(claim: Claim) -> list[Claim]:
    first, second = claim.values
    return [
        replace(claim, values=[first], end=first.end),
        replace(claim, values=[second], start=second.start),
    ]
