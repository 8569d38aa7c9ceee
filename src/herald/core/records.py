"""Records that are built by the hundred for every text.

Why: A frozen dataclass takes five times as long to build as another. For the type checker a record is frozen, and it
finds who writes to one; when the program runs it has slots, and is compared and hashed by its fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots):
        return dataclass(unsafe_hash=frozen, slots=slots)


__all__ = ["record"]
