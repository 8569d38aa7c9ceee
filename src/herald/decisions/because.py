"""One step of a reason; apart from the other nouns of an answer, because the HER2 answer needs only this one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Because:
    """One step of a reason, in words.

    Attributes:
        text: A sentence or clause for a reader: "HER2 IHC is 3+".
        rule: The rule or table row that took the step.
        source: The id of the source behind it.
        inputs: The patient's fields that it rests on, by name.
    """

    text: str
    rule: str | None = None
    source: str | None = None
    inputs: tuple[str, ...] = ()
