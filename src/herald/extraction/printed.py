"""The figures of a finding as its document prints them."""

from __future__ import annotations

from herald.core.documents import Document
from herald.core.spans import Span
from herald.extraction.layouts import Side
from herald.extraction.measurements import Interval, Measurement, Sort, is_of_neither
from herald.extraction.numbers import Number


class Printed:
    """The figures of one finding, each with the place of its print.

    Attributes:
        fields: The figures, by the field of the finding that each goes into.
        spans: Their places; a figure that is printed in other signs than its field has stands under 'FIELD_as_printed'.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.fields: dict[str, object] = {}
        self.spans: dict[str, Span] = {}

    def add_value(self, name: str, value: Measurement) -> None:
        told = self._told_in_words(value)
        if told:
            self._keep(f"{name}_as_printed", value.number.start, value.number.end)
            self.fields[name] = told
            return
        signs = "<≤>≥" if value.unit == "%" else "<≤"
        start = value.number.outer_start if self.text[value.number.outer_start] in signs else value.number.start
        self.fields[name] = self._keep(name, start, value.number.end)

    def _told_in_words(self, value: Measurement) -> str | None:
        """Returns a value that is no figure in print: a number in words, or that 'neither arm had reached' a median."""
        if value.number.is_not_reached:
            return "not reached" if is_of_neither(self.text, value) else None
        if value.number.bound and value.unit == "%" and self.text[value.number.outer_start].isalpha():
            return f"{value.number.bound}{value.number.value:f}"
        return f"{value.number.value:f}" if value.number.in_words else None

    def add_effect(self, effect: Measurement | None, measure: str | None) -> None:
        """Adds an effect, if there is one, with its measure, else the one that the document named last."""
        if effect is None:
            return
        names = {Sort.REDUCTION: "relative risk reduction", Sort.DIFFERENCE: "difference"}
        self.fields["effect_measure"] = names.get(effect.sort) or effect.measure or measure
        self.fields["effect"] = self._keep("effect", effect.number.start, effect.number.end)

    def add_p(self, p: Measurement) -> None:
        """Adds a P value as printed; a bound in words becomes its sign, and its span is kept under another name."""
        printed = self.text[p.start : p.number.end]
        if not p.number.bound or not printed[0].isalpha():
            self.fields["p"] = self._keep("p", p.start, p.number.end)
            return
        self._keep("p_as_printed", p.start, p.number.end)
        self.fields["p"] = p.number.bound + self.text[p.number.start : p.number.end]

    def add_intervals(self, effect: Measurement | None, side: Side, against: Side | None) -> None:
        """Adds the interval of the effect, else of a value that stands alone; those of values compared by arm."""
        is_compared = effect is not None or against is not None
        own = side.value.interval if side.value else None
        self._limits("", (effect.interval if effect else None) if is_compared else own)
        if is_compared:
            self._limits("arm_", own)
            self._limits("comparator_", against.value.interval if against and against.value else None)

    def _limits(self, whose: str, interval: Interval | None) -> None:
        if interval is None:
            return
        for end, number in (("low", interval.low), ("high", interval.high)):
            self.fields[f"{whose}ci_{end}"] = self._keep(f"{whose}ci_{end}", number.start, number.end)
        if interval.level and "ci_level" not in self.fields:
            self.fields["ci_level"] = self._keep("ci_level", interval.level.start, interval.level.end)

    def add_count(self, name: str, number: Number | None) -> None:
        if number is None or number.value is None:
            return
        printed = self.text[number.start : number.end]
        count = int(number.value)
        self._keep(name if printed == str(count) else f"{name}_as_printed", number.start, number.end)
        self.fields[name] = count

    def _keep(self, name: str, start: int, end: int) -> str:
        span = self.document.span(start, end)
        self.spans[name] = span
        return span.quote
