"""What cannot be estimated, with the reason: an answer, not an error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotEstimable:
    """The data do not determine the quantity.

    Attributes:
        reason: One sentence that a reader of the report understands.
    """

    reason: str
