"""Errors that a person can repair, each with a code, an exit status and a hint.

What the world simply did not answer is a value (`Rejected`, `Truth.UNKNOWN`), not an exception; what is our own
mistake is an `InternalError`.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar


class HeraldError(Exception):
    """Something that the person who runs Herald can repair.

    Args:
        message: What is wrong, naming file, line or field; never a patient's value.
        hint: How to repair it, or the nearest valid name.
    """

    code: ClassVar[str] = "herald"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(HeraldError):
    """An argument that makes no sense."""

    code = "usage"
    exit_code = 2


class DocumentError(HeraldError):
    """A document that could not be read."""

    code = "document"
    exit_code = 3


class PatientError(HeraldError):
    """A patient record with an unknown field or an impossible value."""

    code = "patient"
    exit_code = 4


class GuidelineError(HeraldError):
    """A guideline that must not be used as it stands."""

    code = "guideline"
    exit_code = 5


class VocabularyError(HeraldError):
    """A vocabulary table that breaks its own rules."""

    code = "vocabulary"
    exit_code = 6


class StoreError(HeraldError):
    """An evidence base that cannot be opened, read or written."""

    code = "store"
    exit_code = 7


class SynthesisError(HeraldError):
    """Numbers that cannot be pooled as they stand or as asked."""

    code = "synthesis"
    exit_code = 8


class InternalError(HeraldError):
    """A bug in Herald."""

    code = "internal"
    exit_code = 70


class SpanMismatch(InternalError):
    """A span whose quote is not what the text says there."""

    code = "span"


def nearest_hint(name: str, candidates: Iterable[str]) -> str | None:
    """Returns "did you mean …" for the nearest valid names in any case, or None where nothing is near.

    >>> nearest_hint("her2_ich", ["her2_ihc", "age"])
    "did you mean 'her2_ihc'?"
    """
    by_folded = {candidate.casefold(): candidate for candidate in sorted(candidates)}
    near = get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.6)
    return f"did you mean {', '.join(repr(by_folded[folded]) for folded in near)}?" if near else None
