"""The numbers of a sentence in a row: what stands between them, and the measurements that were made of them."""

from __future__ import annotations

from dataclasses import replace

from herald.extraction.measurements import Measurement, Sort
from herald.extraction.numbers import Number


class NumberRow:
    """The numbers of `text[start:end]`, read from left to right; a number is read once.

    Attributes:
        found: The measurements that were made of the numbers so far.
        level: The level of an interval that was announced and is not yet read.
        has_reduction: Whether a relative risk reduction is among them.
    """

    def __init__(self, text: str, start: int, end: int, numbers: list[Number]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.numbers = numbers
        self._lefts = [text[slice(*self.left_range(at))] for at in range(len(numbers))]
        self.found: list[Measurement] = []
        self.level: Number | None = None
        self.has_reduction = False

    def gap(self, at: int) -> str:
        """Returns the text between number `at - 1` and number `at`."""
        before = self.numbers[at - 1].outer_end if at else self.start
        return self.text[before : self.numbers[at].outer_start]

    def left_range(self, at: int) -> tuple[int, int]:
        place = self.numbers[at].outer_start
        return max(self.numbers[at - 1].outer_end if at else self.start, place - 160), place

    def left(self, at: int) -> str:
        """Returns the text before number `at`, no further back than the number before it."""
        return self._lefts[at]

    def right(self, at: int) -> str:
        """Returns the text behind number `at`, no further than the next number."""
        number = self.numbers[at]
        after = self.numbers[at + 1].outer_start if at + 1 < len(self.numbers) else self.end
        return self.text[number.outer_end : min(after, number.outer_end + 80)]

    def add(self, sort: Sort, number: Number, **more: object) -> int:
        """Adds a measurement, and returns that it took one number."""
        measurement = Measurement(sort, number.outer_start, number.outer_end, number, number.unit)
        self.found.append(replace(measurement, **more) if more else measurement)  # type: ignore[arg-type]
        self.has_reduction |= sort is Sort.REDUCTION
        return 1

    def words_before(self, at: int) -> str:
        """Returns the words before a figure, those before its time point too: 'increased the 3-year DFS by 0.9%'."""
        end = self.numbers[at].outer_start
        return self.text[max(self.start, end - 120) : end] if self.stands_behind_time(at) else self.left(at)

    def stands_behind_time(self, at: int) -> bool:
        """Whether only a time point parts a figure from its words: 'the absolute benefit at 5 years was 5.1%'."""
        return bool(at and self.found and self.found[-1].sort is Sort.TIMEPOINT and len(self.left(at)) < 12)
