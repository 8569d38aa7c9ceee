"""Patterns that are compiled when they are first tried.

Why: reading one abstract tries some hundred of 700 patterns, and to compile them all takes half the time that importing
them does. For the type checker a pattern is what `re.compile` returns; when the program runs it becomes that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as Pattern  # noqa: N812 - to the type checker it makes patterns
else:

    class Pattern:
        """A pattern as it is written; its methods are there from the first use on."""

        def __init__(self, written: str, flags: int = 0) -> None:
            self._written, self._flags = written, flags

        def __getattr__(self, name: str) -> Any:
            """Called for what is not there yet: compiles the pattern and takes its methods."""
            compiled = re.compile(self._written, self._flags)
            for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)


__all__ = ["Pattern"]
