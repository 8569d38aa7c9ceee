"""How figures, dates and names are said to a reader; one way for every renderer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Protocol, TypeVar, cast

from herald.core.dates import PartialDate

SAFETY = (
    "No clinician has reviewed this guideline or this page.",
    "Herald shows what published sources say and how they fit what was recorded. It does not know the patient, "
    "it does not replace clinical judgement, and it must not be the only ground for a decision.",
)

POOLED = (
    "Pooled effects change neither the order nor the standing of the options: the guideline alone decides these. "
    "A hazard ratio below 1 favours the option. Each is a comparison over trials, not a forecast for this patient."
)

NO_OPTIONS = "No rule offers a regimen for what is recorded."
NOT_STATED = "not stated"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_WIDE_SIGN = re.compile(r"^([<>≤≥=])\s+")
_UNPRINTABLE = [
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
]
_PRINTABLE = dict.fromkeys(set(_UNPRINTABLE) - {ord("\n"), ord("\t")}, "\ufffd")


class Figures(Protocol):
    """The printed numbers of a result."""

    @property
    def value(self) -> str | None: ...
    @property
    def comparator_value(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def effect_measure(self) -> str | None: ...
    @property
    def effect(self) -> str | None: ...
    @property
    def ci_low(self) -> str | None: ...
    @property
    def ci_high(self) -> str | None: ...
    @property
    def ci_level(self) -> str | None: ...
    @property
    def p(self) -> str | None: ...


def printable(text: str) -> str:
    """Returns `text`, as long as before, with a replacement character for each one that could take over a display.

    Why: Escape sequences rewrite a terminal, overrides of the writing direction reorder what a reader sees, and lone
    surrogates cannot be written to a file. Offsets stay what they were.
    """
    return text.translate(_PRINTABLE)


_View = TypeVar("_View")


def printable_view(view: _View) -> _View:
    """Returns a view with every text in it printable, however deep."""
    return cast(_View, _printable_value(view))


def _printable_value(value: object) -> object:
    if type(value) is str:
        return printable(value)
    if isinstance(value, tuple):
        return tuple(map(_printable_value, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _printable_value(getattr(value, field.name)) for field in fields(value)})
    return value


def figures(result: Figures, *, lead: str = "", arm: str = "", comparator: str = "") -> str:
    """Returns the figures of a result in one line: "median PFS 18.89 v 15.80 months; HR 0.65; P .0070".

    Args:
        result: Its numbers, as printed.
        lead: What is measured ("median PFS"), before the values.
        arm: Counts of the arm ("29 of 30"), in brackets after its value.
        comparator: The same for the comparator.
    """
    values = estimate(result, arm=arm, comparator=comparator)
    parts = (values, effect(result), p_value(result.p))
    return spaced(lead, "; ".join(part for part in parts if part))


def estimate(result: Figures, *, arm: str = "", comparator: str = "") -> str:
    """Returns the values with their unit, which stands after the last number and after no word ("not reached")."""
    sides = [_side(result.value, result.unit, arm), _side(result.comparator_value, result.unit, comparator)]
    numbers = [place for place, value in enumerate((result.value, result.comparator_value)) if _has_digit(value)]
    if numbers and result.unit and result.unit != "%":
        sides[numbers[-1]] += f" {result.unit}"
    if sides[1] and not sides[0]:
        sides[0] = NOT_STATED
    said = " v ".join(side for side in sides if side)
    return spaced(said, _in_brackets(interval(result))) if said and result.effect is None else said


def effect(result: Figures) -> str:
    if result.effect is None:
        return ""
    return spaced(result.effect_measure or "effect", result.effect, _in_brackets(interval(result)))


def interval(result: Figures) -> str:
    if result.ci_low is None or result.ci_high is None:
        return ""
    level = f"{result.ci_level.rstrip(' %')}% " if result.ci_level else ""
    return f"{level}CI {result.ci_low} to {result.ci_high}"


def p_value(p: str | None) -> str:
    """Returns "P <0.001", however wide the source sets its sign."""
    return "P " + _WIDE_SIGN.sub(r"\1", p) if p else ""


def count(events: int | None, of: int | None) -> str:
    """Returns "29 of 30"; empty where either is not stated."""
    return f"{events} of {of}" if events is not None and of is not None else ""


def date(day: dt.date | PartialDate) -> str:
    """Returns a date as a reader says it, as precise as it is known.

    >>> date(dt.date(2026, 11, 21)), date(PartialDate.parse("2009-06"))
    ('21 November 2026', 'June 2009')
    """
    return written_date(str(day))


def written_date(text: str) -> str:
    """Returns "2022-07" as "July 2022", and what is no ISO date as it stands."""
    parts = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?", text)
    if parts is None:
        return text
    year, month, day = parts.groups()
    return " ".join(part for part in (day and str(int(day)), MONTHS[int(month) - 1], year) if part)


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """Returns "a, b and c"."""
    *before, final = list(names) or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def first_of(names: Sequence[str], limit: int) -> str:
    """Returns the first names, and how many more there are: "a; b; and 3 more"."""
    rest = [f"and {len(names) - limit} more"] if len(names) > limit else []
    return "; ".join([*names[:limit], *rest])


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Returns "1 option", "2 options", "no options"."""
    return f"{number or 'no'} {singular if number == 1 else plural or singular + 's'}"


def capitalised(text: str) -> str:
    """Returns `text` with a capital at its start, unless its first word has capitals of its own ("pCR")."""
    first = text.split(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text


def one_line(text: str) -> str:
    return " ".join(text.split())


def spaced(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def web_address(url: str | None, doi: str | None = None, pmid: str | None = None) -> str | None:
    """Returns where a reader can open a source, or None; only http and https addresses are handed on."""
    if url and re.match(r"https?://[^\s]+$", url):
        return url
    if doi and re.fullmatch(r"10\.\d{4,9}/\S+", doi):
        return f"https://doi.org/{doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid and pmid.isdecimal() else None


def _has_digit(value: str | None) -> bool:
    return value is not None and any(character.isdecimal() for character in value)


def _side(value: str | None, unit: str | None, counts: str) -> str:
    said = f"{value}%" if value and unit == "%" and value[-1:].isdigit() else value
    return f"{said} ({counts})" if said and counts else said or counts


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""
