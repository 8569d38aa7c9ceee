"""Cutting a text at the edges of what is marked in it, so that marks may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class MarkKind(StrEnum):
    FINDING = "finding"
    FIGURE = "figure"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something marked at `text[start:end]`.

    Attributes:
        label: What a reader sees beside it ("3", "R1"); empty for the figures inside a finding's sentence.
        anchor: The name of the place, for links to it; empty where nothing links to it.
        target: The name of the table row that tells of it.
    """

    start: int
    end: int
    kind: MarkKind
    label: str = ""
    anchor: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout.

    Attributes:
        opens: The labelled marks that begin here.
        kinds: What lies over it.
    """

    text: str
    opens: tuple[Mark, ...]
    kinds: frozenset[MarkKind]


def segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Returns `text[start:end]` cut at every edge of a mark; the texts of the segments join to it again.

    The marks come in any number and order, overlap or not; one that reaches beyond the range counts where it overlaps.
    """
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = sorted({start, end, *(edge for mark in here for edge in (mark.start, mark.end) if start < edge < end)})
    return tuple(_segment(text, left, right, here) for left, right in pairwise(edges))


def _segment(text: str, left: int, right: int, marks: Sequence[Mark]) -> Segment:
    over = [mark for mark in marks if mark.start < right and left < mark.end]
    opens = tuple(mark for mark in over if mark.label and mark.start == left)
    return Segment(text[left:right], opens, frozenset(mark.kind for mark in over))
