"""Tables of results: rows or columns are arms, the other way round are endpoints."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from herald.core.documents import Block, BlockRole, Document
from herald.core.records import record
from herald.extraction.arms import ArmMention
from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim
from herald.extraction.effects import find_only_measure
from herald.extraction.figures import find_measurements
from herald.extraction.measurements import Interval, Measurement, Sort
from herald.extraction.numbers import find_numbers
from herald.extraction.patterns import Pattern
from herald.extraction.topics import Topic

LINE = Pattern(r"[^\n]+")
_BAR = Pattern(r"\s*\|\s*|\t+")
_GAP = Pattern(r"(?: {2,}|\t)\s*")
_MARKS_OF_CELLS = ("|", "\t", "  ")
_UNIT = Pattern(r"\b(?P<months>months?|mos?)\b|\b(?P<years>years?)\b|(?P<share>%(?!\s?CI)|\bpercent)", re.IGNORECASE)
_P = Pattern(r"^\s*P\b(?:[\s-]*values?)?(?:\s?\([^()]*\))?(?:\s(?:vs\.?|versus|against)\s.*)?\W*$", re.IGNORECASE)
_AGAINST = Pattern(r"\b(?:vs\.?|versus|against)\s\S", re.IGNORECASE)
_SHARES = Pattern(r"\b(?:n|no\.?|number)\s?\(\s?%|[\[(]\s?%\s?[\])]", re.IGNORECASE)
_NOT_WHOM = Pattern(
    r"^\s*(?:all|overall|total|entire|whole|ITT|intention|both|mean|median)\b|\brates?\b|\bpopulation\b"
    r"|\b(?:assess\w*|review\w*|investigators?|BICR|IRC|IRF|analys[ie]s|cut-?off|updated?)\b",
    re.IGNORECASE,
)
"""Labels of rows that are of all patients, or tell a statistic, who assessed it or when, and not of whom."""
_OF_SIZE = Pattern(r"\s?[(\[][^()\[\]]*\bn\s?=[^()\[\]]*[)\]]\s*$", re.IGNORECASE)
_CI = Pattern(r"\bCI\b|confidence\sinterval", re.IGNORECASE)
_LEVEL_RIGHT = Pattern(r"\s?%\s?(?:CI\b|confidence)", re.IGNORECASE)
"""Behind a number that is the level of an interval, and no share: '29 (95% CI, 21-39)'."""
_COUNTS = Pattern(r"\bevents?\b|\b(?:numbers?|no\.)\s(?:with|who|of)\b|^\s*(?:deaths|patients)\b", re.IGNORECASE)
RATIO = Pattern(
    r"\b(?:a?(?P<short>HR|OR|RR)\b(?![-+–−])|hazard\sratio|odds\sratio|relative\srisk|risk\sratio)", re.IGNORECASE
)

_UNHEADED_RATIO = Pattern(r"\s*\d?[.·]\d+\s?[(\[][^()\[\]|]+[)\]][^()|]*")
_UNHEADED_P = Pattern(r"\s*(?:[Pp]\s?)?[=<>≤]?\s?0?[.·]\d+\s*")
LARGEST_RATIO = 10
"""Ratios without an interval are smaller."""
_DIGIT = Pattern(r"\d")
_BETWEEN_ROWS = (BlockRole.HEADING, BlockRole.TITLE, BlockRole.PARAGRAPH)
_ABOVE_TABLE = (BlockRole.HEADING, BlockRole.TITLE)
_DIFFERENCE = Pattern(r"\bdifference\b", re.IGNORECASE)
WIDEST_CELL = 80
"""Longer stretches between two gaps are sentences with wide spaces, not cells."""

Range = tuple[int, int]


@record(frozen=True, slots=True)
class Series:
    """One endpoint of a table: its label, the cell of each arm, and the cells of an effect and a P value.

    Attributes:
        units: A line below the head, or its first cell, that says what the figures are.
        is_shared: Whether the row is one ratio or P value of its two arms, in a cell that lies over both.
        head: The head of the column of its first arm, which may name the endpoint: 'Median PFS, months: drug'.
        section: The row of one cell above it, which says what the rows below it are of.
    """

    label: Range
    arms: tuple[tuple[ArmMention, Range], ...]
    effect: tuple[Range, Range] | None = None
    p: Range | None = None
    is_shared: bool = False
    units: Range | None = None
    head: Range | None = None
    section: Range | None = None

    @property
    def cells(self) -> tuple[Range, ...]:
        """The cells with its figures."""
        others = (self.effect[1] if self.effect else None, self.p)
        return (*(cell for _, cell in self.arms), *(cell for cell in others if cell))


@record(frozen=True, slots=True)
class Table:
    """Cells of a table, row by row; the first row is its head.

    Attributes:
        units: A line below the head that says what the figures are: 'n (%)'.
    """

    rows: tuple[tuple[Range, ...], ...]
    heading: Range | None = None
    units: Range | None = None

    @property
    def start(self) -> int:
        return self.rows[0][0][0]

    @property
    def end(self) -> int:
        return self.rows[-1][-1][1]

    def names(self, place: int) -> bool:
        """Whether a place is in the head or in the first column, where arms and their sizes are named."""
        at = bisect_right(self.rows, place, key=lambda row: row[0][0]) - 1
        first = self.rows[max(at, 0)][0]
        return any(start <= place < end for start, end in (*self.rows[0], first))

    def unread(self, text: str, series: Iterable[Series]) -> Iterator[Range]:
        """Yields the cells with figures, behind the first of their rows, of which no series made a claim."""
        read = sorted({cell for one in series for cell in one.cells})
        cells = (cell for row in self.rows[1:] for cell in row[1:] if _DIGIT.search(text, *cell))
        yield from (cell for cell in cells if not _holds_one_of(read, cell))

    def parts(self, text: str, arm_of: Callable[[Range], ArmMention | None]) -> Iterator[Table]:
        """Yields the table, cut where a row names arms anew, or repeats the first cell: there begins another head."""
        first = text[slice(*self.rows[0][0])]
        heads = [
            at
            for at, row in enumerate(self.rows)
            if at and (text[slice(*row[0])] == first != "" or sum(arm_of(cell) is not None for cell in row[1:]) > 1)
        ]
        heading = self.heading
        for low, high in pairwise([0, *heads, len(self.rows)]):
            if low and len(self.rows[low - 1]) == 1:
                heading = self.rows[low - 1][0]
            if high - low > 1:
                yield Table(self.rows[low:high], heading, self.units)

    def series(self, text: str, arm_of: Callable[[Range], ArmMention | None]) -> list[Series]:
        """Returns the endpoints of a table that sets arms side by side; none where it does not."""
        head, body = self.rows[0], self.rows[1:]
        units = self.units or (head[0] if _UNIT.search(text, *head[0]) else None)
        named = [None if _is_of_effect(text, cell) else arm_of(cell) for cell in head[1:]]
        columns = _with_other_arm(text, head[1:], named)
        if sum(arm is not None for arm in columns) > 1:
            rows = list(_in_sections(text, body, columns, head))
            return [
                replace(series, units=units or shares) for series, shares in zip(rows, _shares(text, rows), strict=True)
            ]
        lines = [arm_of(row[0]) for row in body]
        if sum(arm is not None for arm in lines) > 1 and not any(columns):
            return _in_columns(text, head, [row for row in body if len(row) == len(head)], arm_of)
        return []


def _holds_one_of(read: Sequence[Range], cell: Range) -> bool:
    """Whether the first of some stretches in order that begins in a cell lies within it."""
    at = bisect_left(read, (cell[0], 0))
    return at < len(read) and read[at][1] <= cell[1]


def _with_other_arm(
    text: str, heads: Sequence[Range], columns: Sequence[ArmMention | None]
) -> Sequence[ArmMention | None]:
    """Returns the arms of the columns; of two beside a ratio 'vs A' the one is A, and the other an arm of any name."""
    others = [at for at, cell in enumerate(heads) if columns[at] is None and not _is_of_effect(text, cell)]
    is_against = any(_AGAINST.search(text, *cell) for cell in heads if _is_of_effect(text, cell))
    if not is_against or len(others) != 1 or sum(arm is not None for arm in columns) != 1:
        return columns
    other, (at,) = heads[others[0]], others
    return [*columns[:at], ArmMention(*other, role=text[slice(*other)]), *columns[at + 1 :]]


def cells_of_other_things(text: str, table: Table, names_endpoint: Callable[[Range], bool]) -> Iterator[Range]:
    """Yields the cells of columns that name no endpoint, in rows where another column does: sizes, durations, harms.

    Why: 'Trial | Duration | DFS | Cardiac events' without arms is read as sentences, in which one endpoint would
    govern all figures of its row.
    """
    head, *body = table.rows
    for row in (row for row in body if len(row) == len(head) > 2):
        named = [
            names_endpoint(label) or names_endpoint(cell) or _is_of_effect(text, label)
            for label, cell in zip(head, row, strict=True)
        ]
        if any(named[1:]) and not named[0]:
            yield from (cell for cell, is_named in zip(row, named, strict=True) if not is_named)


def _is_of_effect(text: str, head: Range) -> bool:
    """Whether a column holds ratios or P values, also where its head names the arm that is compared with."""
    label = text[slice(*head)]
    return bool(RATIO.search(label) or _DIFFERENCE.search(label) or _P.match(label))


def _in_row(text: str, row: Sequence[Range], columns: Sequence[ArmMention | None], head: Sequence[Range]) -> Series:
    cells = list(zip(columns, row[1:], head[1:], strict=True))
    arms = tuple((arm, cell) for arm, cell, _ in cells if arm)
    others = [(label, cell) for arm, cell, label in cells if arm is None]
    head_of_arm = next((label for arm, _, label in cells if arm), None)
    effect = next(((label, cell) for label, cell in others if RATIO.search(text, *label)), None)
    p = next((c for label, c in others if _P.match(text[slice(*label)])), None)
    given = [cell for _, cell in arms if _DIGIT.search(text, *cell)]
    if effect is None and len(given) == 1 and len(arms) == 2 and RATIO.search(text, *row[0]):
        return Series(row[0], arms, (row[0], given[0]), p, is_shared=True)
    if len(given) == 1 and _P.match(text[slice(*row[0])]):
        return Series(row[0], arms, None, given[0], is_shared=True)
    return Series(row[0], arms, effect, p, head=head_of_arm)


def _in_sections(
    text: str, body: Sequence[Sequence[Range]], columns: Sequence[ArmMention | None], head: Sequence[Range]
) -> Iterator[Series]:
    """Yields the rows that give figures, each with the row of one cell above it; a lone ratio lies over all arms."""
    section: Range | None = None
    measure = _only_ratio(text) if any(len(row) > len(head) for row in body) else None
    for row in body:
        if len(row) == 1:
            section = row[0]
        elif len(row) > 2:
            series = replace(_in_row(text, _filled(row[: len(head)], len(head)), columns, head), section=section)
            yield _with_unheaded(text, series, row[len(head) :], measure)
        elif len(row) == 2 and _is_of_effect(text, row[0]):
            arms = tuple((arm, row[1]) for arm in columns if arm)
            is_p = _P.match(text[slice(*row[0])]) is not None
            effect, p = (None, row[1]) if is_p else ((row[0], row[1]), None)
            yield Series(row[0], arms, effect, p, is_shared=True, section=section)


def _only_ratio(text: str) -> Range | None:
    """Returns where a document names its measure of effects, in a legend or elsewhere, if it names one alone."""
    named = RATIO.search(text) if find_only_measure(text) else None
    return named.span() if named else None


def _with_unheaded(text: str, series: Series, cells: Sequence[Range], measure: Range | None) -> Series:
    """Returns a row with the ratio and the P value in cells behind the columns that the head names."""
    if not cells or series.effect:
        return series
    ratio = next((cell for cell in cells if _UNHEADED_RATIO.fullmatch(text, *cell)), None)
    p = next((cell for cell in cells if _UNHEADED_P.fullmatch(text, *cell)), None)
    return replace(series, effect=(measure, ratio) if measure and ratio else None, p=series.p or p)


def _filled(row: Sequence[Range], width: int) -> Sequence[Range]:
    """Returns a row with the empty cells at its end that a copy leaves out."""
    end = row[-1][1]
    return [*row, *[(end, end)] * (width - len(row))]


def _shares(text: str, rows: Iterable[Series]) -> Iterator[Range | None]:
    """Yields where each row, or the one before it whose cells have the same form, says 'No. (%)'."""
    told: Range | None = None
    for row in rows:
        label = _SHARES.search(text, *row.label)
        is_alike = told is not None and not _UNIT.search(text, *row.label) and all(_share(text, c) for _, c in row.arms)
        told = label.span() if label else told if is_alike else None
        yield told


def _in_columns(
    text: str, head: Sequence[Range], body: Sequence[Sequence[Range]], arm_of: Callable[[Range], ArmMention | None]
) -> list[Series]:
    """Reads a table whose rows are arms; a column of ratios or P values speaks of the endpoint before it."""
    found: list[Series] = []
    for at in range(1, len(head)):
        label = head[at]
        given = [row[at] for row in body if _DIGIT.search(text, *row[at])]
        if found and _P.match(text[slice(*label)]):
            found[-1] = replace(found[-1], p=given[-1] if given else None)
        elif found and RATIO.match(text[slice(*label)]):
            found[-1] = replace(found[-1], effect=(label, given[-1]) if given else None)
        else:
            found.append(Series(label, tuple((arm, row[at]) for row in body if (arm := arm_of(row[0])))))
    return found


def find_tables(document: Document) -> Iterator[Table]:
    """Yields the tables of a document, with the heading above each."""
    heading: Range | None = None
    rows: list[tuple[Range, ...]] = []
    within: list[tuple[Range, ...]] = []
    for block in [*document.content_blocks(), None]:
        here = _rows(document.text, block) if block else []
        label = [] if here or block is None or not rows else _labels_within(document.text, block)
        if label:
            within += label
        elif rows and not here:
            yield from _table([*rows, *_given(within)], heading)
            rows, within = [], []
        if here:
            rows += [*within, *here]
            within = []
        elif block and not label:
            heading = (block.start, block.end) if block.role in _ABOVE_TABLE else None


def _labels_within(text: str, block: Block) -> list[tuple[Range, ...]]:
    """Returns short lines that may stand between rows: what the next rows are of, a ratio of two arms."""
    lines = [match.span() for match in LINE.finditer(text, block.start, block.end)]
    if block.role not in _BETWEEN_ROWS or any(end - start > WIDEST_CELL for start, end in lines):
        return []
    return [] if text[block.start : block.end].rstrip().endswith(".") else [_cells(text, line, _BAR) for line in lines]


def _given(within: Sequence[tuple[Range, ...]]) -> Sequence[tuple[Range, ...]]:
    """Returns the lines behind the last row of a table up to the last that gives a figure of it."""
    given = [at for at, row in enumerate(within) if len(row) > 1]
    return within[: given[-1] + 1] if given else []


def _table(rows: list[tuple[Range, ...]], heading: Range | None) -> Iterator[Table]:
    """Yields rows as a table; a line without cells above them is its heading."""
    while rows and len(rows[0]) == 1:
        heading = rows.pop(0)[0]
    if len(rows) > 1:
        yield Table(tuple(rows), heading)


def _rows(text: str, block: Block) -> list[tuple[Range, ...]]:
    """Returns the rows of a block: lines of cells parted by bars, or by gaps where all lines have as many."""
    words = text[block.start : block.end]
    if block.role is not BlockRole.TABLE_ROW and not any(mark in words for mark in _MARKS_OF_CELLS):
        return []
    lines = [match.span() for match in LINE.finditer(text, block.start, block.end)]
    if block.role is BlockRole.TABLE_ROW:
        return [_cells(text, line, _BAR) for line in lines]
    if block.role is BlockRole.PARAGRAPH and any(len(_BAR.findall(text, *line)) > 1 for line in lines):
        return [_cells(text, line, _BAR) for line in lines]
    rows = [_cells(text, line, _GAP) for line in lines] if "  " in words else []
    is_even = len({len(row) for row in rows}) == 1
    return rows if is_even and len(rows[0]) > 1 and all(map(_is_short, rows)) else []


def _is_short(row: tuple[Range, ...]) -> bool:
    return all(end - start <= WIDEST_CELL for start, end in row)


def _cells(text: str, line: Range, parting: re.Pattern[str]) -> tuple[Range, ...]:
    cuts = list(parting.finditer(text, *line))
    edges = zip([line[0], *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), line[1]], strict=True)
    return tuple(edges)


# what a series claims


def claim_of(text: str, series: Series, topic: Topic, heading: Range | None = None) -> Claim | None:
    """Returns what a series claims, with a value for each arm; None where a cell has none that can be read.

    Args:
        heading: The line above the table, which may give the unit of its figures.
    """
    label = text[slice(*series.label)]
    label = " ".join([label, *(text[slice(*place)] for place in (series.units, series.head) if place)])
    told = " ".join([label, *(text[slice(*place)] for place in (series.section, heading) if place)])
    is_count = _COUNTS.search(label) is not None
    is_share = _SHARES.search(label) is not None and (bool(series.effect) or topic.endpoint in RESPONSE_ENDPOINTS)
    is_mere_count = is_count and not is_share
    values = [] if series.is_shared or is_mere_count else [_value(text, cell, told) for _, cell in series.arms]
    given = [value for value in values if value]
    if (given and len(given) < len(values)) or not (given or series.effect or series.is_shared):
        return None
    claim = Claim(replace(topic, counts_events=topic.counts_events or is_count), *series.label, given)
    claim.timepoint = next((m for m in find_measurements(text, *series.label) if m.sort is Sort.TIMEPOINT), None)
    claim.effect = _effect(text, *series.effect) if series.effect else None
    claim.p = _p(text, series.p) if series.p else _p_beside(text, series.effect[1]) if series.effect else None
    return claim


def part_of_patients(text: str, series: Series, claim: Claim, rows: int) -> str | None:
    """Returns the label of a row that names a part of the patients: one of several rows of an endpoint.

    Args:
        rows: How many rows of the table are of the endpoint that is named in the same place.
    """
    topic, label = claim.topic, text[slice(*series.label)]
    names_endpoint = series.label[0] <= topic.start < series.label[1]
    if names_endpoint or series.is_shared or rows < 2:
        return None
    if any(pattern.search(label) for pattern in (_UNIT, _COUNTS, _SHARES, RATIO, _P, _CI, _NOT_WHOM)):
        return None
    return _OF_SIZE.sub("", label).strip(" ,:") or None


def with_ratios(claims: Iterable[tuple[Claim, Series]]) -> list[tuple[Claim, Series]]:
    """Returns the claims of a table, a row that is one ratio or P value joined to its endpoint's values above it."""
    joined: list[tuple[Claim, Series]] = []
    for claim, series in claims:
        before = joined[-1][0] if joined else None
        is_of_it = before is not None and before.topic.endpoint == claim.topic.endpoint
        if (
            before is not None
            and series.is_shared
            and is_of_it
            and before.values
            and not (before.effect and claim.effect)
        ):
            before.effect, before.p = before.effect or claim.effect, before.p or claim.p
        else:
            joined.append((claim, series))
    return joined


def _value(text: str, cell: Range, label: str) -> Measurement | None:
    shared = _share(text, cell) if _SHARES.search(label) else None
    if shared:
        return shared
    found = next(iter(find_measurements(text, *cell)), None)
    if found is None or not (found.is_value or found.number.is_not_reached):
        return None
    unit = found.unit or _unit(label)
    return replace(found, sort=Sort.VALUE, unit=unit) if unit or found.number.is_not_reached else None


def _share(text: str, cell: Range) -> Measurement | None:
    """Returns the share in a cell 'n (%)' or 'n (%; 95% CI)', as the label of its row announces it."""
    numbers = find_numbers(text, *cell)
    if len(numbers) not in (2, 4) or not numbers[0].is_whole or _LEVEL_RIGHT.match(text, numbers[1].end):
        return None
    if len(numbers) == 4 and not _lies_in(*(number.value for number in numbers[1:])):
        return None
    interval = Interval(numbers[2], numbers[3]) if len(numbers) == 4 else None
    return Measurement(Sort.VALUE, *cell, numbers[1], "%", interval=interval, events=numbers[0])


def _unit(label: str) -> str | None:
    if re.search(r"\d\s?-?\s?(?:months?|mo|years?|yr)\b", label, re.IGNORECASE):
        return "%"
    match = _UNIT.search(label)
    return {"months": "months", "years": "years", "share": "%"}[match.lastgroup or "share"] if match else None


def _effect(text: str, label: Range, cell: Range) -> Measurement | None:
    if _DIFFERENCE.search(text, *label):
        gap = next((m for m in find_measurements(text, *cell) if m.is_value or m.sort is Sort.DIFFERENCE), None)
        return (
            replace(gap, sort=Sort.DIFFERENCE, interval=gap.interval or _interval(text, label, cell)) if gap else None
        )
    found = next((m for m in find_measurements(text, *cell) if m.sort in (Sort.PLAIN, Sort.EFFECT)), None)
    named = RATIO.search(text, *label)
    if found is None or named is None or _is_no_ratio(found):
        return None
    measure = named["short"] or find_only_measure(named.group())
    return replace(found, sort=Sort.EFFECT, measure=measure, interval=found.interval or _interval(text, label, cell))


def _is_no_ratio(m: Measurement) -> bool:
    """Whether a lone number is too large for a ratio: a median or a share that its column does not announce."""
    return m.interval is None and m.number.value is not None and m.number.value >= LARGEST_RATIO


def _interval(text: str, label: Range, cell: Range) -> Interval | None:
    """Returns the interval of a cell 'a (b, c)': its column announces it, 'Hazard ratio (95% CI)', or a lies in it."""
    numbers = find_numbers(text, *cell)
    if len(numbers) != 3 or not (_CI.search(text, *label) or _lies_in(*(number.value for number in numbers))):
        return None
    return Interval(numbers[1], numbers[2], end=numbers[2].outer_end)


def _lies_in(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> bool:
    return value is not None and low is not None and high is not None and low <= value <= high


def _p_beside(text: str, cell: Range) -> Measurement | None:
    """Returns the P value that stands in the cell of its ratio: '0.61 (0.49, 0.77) p < 0.0001'."""
    return next((m for m in find_measurements(text, *cell) if m.sort is Sort.P), None)


def _p(text: str, cell: Range) -> Measurement | None:
    found = next(iter(find_measurements(text, *cell)), None)
    return replace(found, sort=Sort.P) if found and found.number.value is not None else None
