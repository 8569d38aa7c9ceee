"""Results on outcomes that the vocabulary does not name: pain, seroma, attendance, bone density, adverse events."""

from herald.extraction.outcomes.harms import is_her2_directed, part_harms, treats_the_disease
from herald.extraction.outcomes.reader import OutcomeReader

__all__ = ["OutcomeReader", "is_her2_directed", "part_harms", "treats_the_disease"]
