"""Names that the vocabulary cannot settle."""

from __future__ import annotations

from collections.abc import Iterable

from herald.core.errors import VocabularyError, nearest_hint


class UnknownTerm(VocabularyError):
    """A name or an id that no concept bears."""

    code = "vocabulary.unknown"

    @classmethod
    def from_candidates(cls, name: str, candidates: Iterable[str]) -> UnknownTerm:
        """Returns the error with the nearest valid names as its hint."""
        return cls(f"unknown term {name!r}", hint=nearest_hint(name, candidates))


class AmbiguousTerm(UnknownTerm):
    """A name that several concepts bear.

    Attributes:
        choices: The ids of these concepts, sorted.
    """

    code = "vocabulary.ambiguous"

    def __init__(self, name: str, choices: Iterable[str]) -> None:
        self.choices = tuple(sorted(choices))
        super().__init__(f"{name!r} may mean several things", hint=f"choose one of {', '.join(self.choices)}")
