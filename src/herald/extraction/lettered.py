"""Tables whose cells tell several arms apart by letter: 'T: 29 (21–39); P: 24 (16–34) | T+P: 46 (36–56; P=0.01)'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.patterns import Pattern
from herald.extraction.tables import Range, Series, Table

_SIGNS = r"[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})*"
_ENTRY = Pattern(r"(?<![\w+])(?P<sign>" + _SIGNS + r")\s?:\s?(?=\d)")
_SUM = Pattern(r"[A-Z]{1,3}(?:\s?\+\s?[A-Z]{1,3})+")
_FIGURE = Pattern(r"\d[\d.·]*(?:\s?%)?\s?(?:[(\[].*)?")
_P = Pattern(r"\bP\s?[=<>≤]\s?[\d.·]+")

Meanings = Mapping[str, tuple[str, ...]]
"""The concepts for which a letter stands."""


@record(frozen=True, slots=True)
class Entry:
    """The figure of one arm, with the head of its column."""

    arm: ArmMention
    cell: Range
    p: Range | None
    head: Range


def lettered(text: str, table: Table, meanings: Meanings, arm_of: Callable[[Range], ArmMention | None]) -> list[Series]:
    """Returns the comparisons of each row whose cells give two arms or more by letters that are explained.

    Where one arm adds to the first, all others are held against the first; else the row is one series. A drug in a
    cell of its own is the partner of all arms of its row.
    """
    head, *body = table.rows
    rows = [row for row in body if len(row) == len(head)] if meanings else []
    return [series for row in rows for series in _series(row[0], _entries(text, head, row, meanings, arm_of))]


def _series(label: Range, entries: Sequence[Entry]) -> Iterator[Series]:
    if len(entries) < 2:
        return
    first, *others = entries
    if any(set(first.arm.concepts) < set(other.arm.concepts) for other in others):
        for other in others:
            arms = ((other.arm, other.cell), (first.arm, first.cell))
            yield Series(label, arms, p=other.p, head=other.head)
    else:
        p = next((entry.p for entry in entries if entry.p), None)
        yield Series(label, tuple((entry.arm, entry.cell) for entry in entries), p=p, head=first.head)


def _entries(
    text: str,
    head: Sequence[Range],
    row: Sequence[Range],
    meanings: Meanings,
    arm_of: Callable[[Range], ArmMention | None],
) -> list[Entry]:
    """Returns the figures of a row by arm; a figure without a letter is of the sum of letters in another cell."""
    whole = next((cell for cell in row[1:] if _SUM.fullmatch(text, *cell)), None)
    figures: list[tuple[Range, Range, Range]] = []
    partner: tuple[str, ...] = ()
    for label, cell in zip(head[1:], row[1:], strict=True):
        found = [*_told(text, cell)]
        if not found and whole and _FIGURE.fullmatch(text, *cell):
            found = [(whole, cell)]
        named = None if found or cell == whole else arm_of(cell)
        partner = named.concepts if named else partner
        figures += [(sign, place, label) for sign, place in found]
    if any(letter not in meanings for sign, *_ in figures for letter in _letters(text, sign)):
        return []
    return [
        Entry(_arm(text, sign, meanings, partner), place, _p_in(text, place), label) for sign, place, label in figures
    ]


def _told(text: str, cell: Range) -> Iterator[tuple[Range, Range]]:
    """Yields where each letter of a cell stands, and its figure."""
    found = list(_ENTRY.finditer(text, *cell))
    ends = [*(entry.start() for entry in found), cell[1]][1:]
    for entry, end in zip(found, ends, strict=True):
        figure = text[entry.end() : end].rstrip(" ;,")
        yield entry.span("sign"), (entry.end(), entry.end() + len(figure))


def _letters(text: str, sign: Range) -> list[str]:
    return [letter.strip() for letter in text[slice(*sign)].split("+")]


def _arm(text: str, sign: Range, meanings: Meanings, partner: tuple[str, ...]) -> ArmMention:
    concepts = [concept for letter in _letters(text, sign) for concept in meanings[letter]]
    return ArmMention(*sign, tuple(dict.fromkeys([*concepts, *partner])))


def _p_in(text: str, place: Range) -> Range | None:
    p = _P.search(text, *place)
    return p.span() if p else None
