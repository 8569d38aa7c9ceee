"""Where the statements of a guideline come from."""

from __future__ import annotations

from dataclasses import dataclass

from herald.guideline.errors import Place


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A publication, a label, or another origin of rules.

    Attributes:
        kind: "society guideline", "label", "trial evidence", "expert opinion" …
        basis: What of it was actually read.
        verified: How and when it was last checked.
        superseded_by: The id of the source that replaced it.
    """

    id: str
    citation: str
    place: Place
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    date: str | None = None
    jurisdiction: str | None = None
    kind: str | None = None
    basis: str | None = None
    verified: str | None = None
    superseded_by: str | None = None
    note: str | None = None
