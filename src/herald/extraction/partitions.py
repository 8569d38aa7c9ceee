"""Sizes of arms that no form of words gives away, but that add up to the patients of the study."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from herald.extraction.allotments import FEWEST_IN_ARM, Allotment, Division, may_count
from herald.extraction.labels import Range, first_group, last_group
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases

MOST_ARMS = 4
SETS_OUT = Phrases(
    r"\b(?:random\w*|assign\w*|allocat\w*|divided|enrol\w*|recruit\w*|includ\w*|receiv\w*|treated|under(?:went|go\w*)|guided|evaluable"
    r"|assessable|analy[sz]ed|complet\w*|available|eligible|entered|accrued|compris\w*|consist\w*|selected)\b",
    re.IGNORECASE,
)
_EVENTS = Pattern(
    r"\b(?:developed|died|deaths?|relaps\w+|recurr\w+|events?|experienced|withdr\w+|discontinued|dropped|lost|excluded|reported|observed"
    r"|occurred|respon[ds]\w*|progress\w+|refused|declined|failed|positive|negative|premenopausal|postmenopausal)\b",
    re.IGNORECASE,
)
_SHARE = Pattern(r"(?:\s[a-z]+)?\s?[(\[](?P<share>[\d.·]+)\s?%")
_OFFERS = Pattern(r"\b(?:or|versus|vs)\s.{3}", re.IGNORECASE)
"""What offers a choice within the stretch of one number, which is then that of all who had the choice."""
_CLAUSE = Pattern(r"[.;:](?!\d)")

NamesIn = Callable[[int, int], Sequence[Range]]
"""Returns where a stretch of the text names arms, in order."""


def find_partition(
    text: str, start: int, end: int, numbers: Sequence[Number], totals: Callable[[Decimal], bool], names: NamesIn
) -> Division | None:
    """Returns the arms of `text[start:end]` whose sizes add up: 'the 90 women had yoga, 44, or rest, 46'.

    Args:
        totals: Whether so many are the patients of the study.
        names: Where a stretch names arms.

    Why: Two numbers that add up to the patients enrolled divide them; that both stand beside the name of an arm tells
    that the arms divide them, and not a trait.
    """
    counts = [n for n in numbers if n.is_whole and not n.unit and n.value is not None and n.value >= FEWEST_IN_ARM]
    if len(counts) < 2 or not SETS_OUT.search(text, start, end):
        return None
    for run in _runs(counts):
        total = sum((number.value or Decimal(0) for number in run), Decimal(0))
        if not totals(total) or not all(may_count(text, end, number) for number in run):
            continue
        if _EVENTS.search(text, start, end):
            return None
        labels = _labels(text, start, end, run, names)
        if labels and all(_has_fitting_share(text, number, total) for number in run):
            return Division(tuple(map(Allotment, labels, run)), is_sure=True, is_whole=True)
    return None


def _runs(counts: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Yields the runs of two counts or more, the longest first."""
    for length in range(min(MOST_ARMS, len(counts)), 1, -1):
        yield from (counts[at : at + length] for at in range(len(counts) - length + 1))


def _labels(text: str, start: int, end: int, run: Sequence[Number], names: NamesIn) -> list[Range]:
    """Returns the name of the arm behind each number, else that before each; none where one has none of its own."""
    gaps = list(zip([start, *(n.end for n in run)], [*(n.start for n in run), end], strict=True))
    behind = [None if _OFFERS.search(text, *gap) else _first(text, *gap, names) for gap in gaps[1:]]
    ahead = [_last(text, *gap, names) for gap in gaps[:-1]]
    for labels in (behind, ahead):
        found = [label for label in labels if label]
        if len(found) == len({text[slice(*label)].lower() for label in found}) == len(run):
            return found
    return []


def _first(text: str, low: int, high: int, names: NamesIn) -> Range | None:
    stop = _CLAUSE.search(text, low, high)
    high = stop.start() if stop else high
    return next(iter(names(low, high)), None) or first_group(text, low, high)


def _last(text: str, low: int, high: int, names: NamesIn) -> Range | None:
    stops = list(_CLAUSE.finditer(text, low, high))
    low = stops[-1].end() if stops else low
    named = names(low, high)
    return last_group(text, low, high) or (named[-1] if named else None)


def _has_fitting_share(text: str, number: Number, total: Decimal) -> bool:
    """Whether a percentage that is printed with a count is that of all patients, not of an arm."""
    printed = _SHARE.match(text, number.end)
    if printed is None or number.value is None:
        return True
    return abs(number.value / total * 100 - Decimal(printed["share"].replace("·", "."))) < 1
