"""What a PubMed record holds, whichever of its text shapes it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from herald.core.documents import Block, MeshTerm, Relation


@dataclass(slots=True)
class PubmedRecord:
    """A record being read: its blocks, and the fields that they gave.

    Attributes:
        citation: The journal line (journal, date, volume, pages, perhaps a DOI), or at least the date.
        identifier_lines: The lines that carry the record's own identifiers.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    journal: str | None = None
    citation: str = ""
    identifier_lines: list[str] = field(default_factory=list)
    publication_types: list[str] = field(default_factory=list)
    mesh: list[MeshTerm] = field(default_factory=list)
    substances: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def parse_mesh(line: str) -> tuple[MeshTerm, ...]:
    """Returns the terms of a MeSH line, one for each qualifier, in either of PubMed's two notations.

    >>> parse_mesh("Breast Neoplasms/*drug therapy/genetics")[0]
    MeshTerm(heading='Breast Neoplasms', qualifier='drug therapy', is_major=True)
    """
    heading, *qualifiers = re.split(r"\s*/\s*", line.strip())
    bare, major_heading = _without_star(heading)
    if not qualifiers:
        return (MeshTerm(bare, None, major_heading),)
    starred = [_without_star(qualifier) for qualifier in qualifiers]
    return tuple(MeshTerm(bare, qualifier, is_major or major_heading) for qualifier, is_major in starred)


def _without_star(name: str) -> tuple[str, bool]:
    return name.strip("* "), "*" in name
