"""Results on outcomes that the vocabulary does not name: pain, seroma, attendance, bone density, adverse events."""

from herald.extraction.outcomes.claims import find_outcome_claims, is_certain

__all__ = ["find_outcome_claims", "is_certain"]
