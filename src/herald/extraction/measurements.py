"""Numbers with what they are: values with counts and intervals, effects, P values, time points, sizes.

A measurement is read from a number and the words that stand between it and its neighbours; which endpoint it
measures is decided later (`topics`, `governing`).
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from herald.core.records import record
from herald.extraction.numbers import Number


class Sort(StrEnum):
    """What sort of figure a measurement is."""

    VALUE = "value"
    EFFECT = "effect"
    P = "p"
    TIMEPOINT = "timepoint"
    SIZE = "size"
    REDUCTION = "relative risk reduction"
    DIFFERENCE = "difference"
    RANGE = "range"
    DOSE = "dose"
    PLAIN = "plain"
    CHANGE = "change without a base"
    CUTOFF = "cutoff"
    LEVEL = "level"


@record(frozen=True, slots=True)
class Interval:
    """A printed interval; `level` is None where the text does not say it."""

    low: Number
    high: Number
    level: Number | None = None
    end: int = 0


@record(frozen=True, slots=True)
class Measurement:
    """A figure and what is printed with it.

    Attributes:
        start: Where it begins, with its bound.
        end: Where it ends, with unit, counts and interval.
        number: The figure itself.
        unit: "%", "months", "years", "weeks", "days", "patients", "points" or None.
        measure: For effects: HR, OR or RR.
        events: The count that is printed with a percentage.
        total: What the count was taken of.
    """

    sort: Sort
    start: int
    end: int
    number: Number
    unit: str | None = None
    measure: str | None = None
    interval: Interval | None = None
    events: Number | None = None
    total: Number | None = None

    @property
    def is_value(self) -> bool:
        return self.sort in (Sort.VALUE, Sort.PLAIN)


def is_of_neither(text: str, m: Measurement) -> bool:
    """Whether a median is said to be reached in no arm: 'neither arm had reached'."""
    return m.number.is_not_reached and text[m.number.start : m.number.start + 7].lower() == "neither"


TIME_UNITS = ("months", "years", "weeks", "days")


def lie_apart(gap: Measurement, first: Measurement, second: Measurement) -> bool:
    """Whether a figure is the difference of two others, as far as their last places tell."""
    one, two, apart = first.number.value, second.number.value, gap.number.value
    if one is None or two is None or not apart:
        return False
    place = min(int(value.as_tuple().exponent) for value in (one, two, apart))
    return abs(abs(one - two) - abs(apart)) <= Decimal(1).scaleb(place)
