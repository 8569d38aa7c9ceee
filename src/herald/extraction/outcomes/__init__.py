"""Results on outcomes that the vocabulary does not name: pain, seroma, attendance, bone density, adverse events."""

from herald.extraction.outcomes.arms import find_named_arms, in_order
from herald.extraction.outcomes.claims import find_outcome_claims, is_certain
from herald.extraction.outcomes.harms import part_harms, treats_the_disease
from herald.extraction.outcomes.kinds import ReportKind, kind_of_report

__all__ = [
    "ReportKind",
    "find_named_arms",
    "find_outcome_claims",
    "in_order",
    "is_certain",
    "kind_of_report",
    "part_harms",
    "treats_the_disease",
]
