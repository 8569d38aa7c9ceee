"""Resources of a bundle, read leniently: a part that is absent or of another type is simply not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from herald.core.dates import PartialDate
from herald.patients.fhir.json_text import Json

Object = Mapping[str, Json]

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of a concept; `display` is "" where there is none."""

    system: str
    code: str
    display: str


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One resource, or one component of an observation.

    Attributes:
        type: "Observation" …
        data: As the bundle states it.
        keys: What references call it: its full URL, "Type/id", its id.
        contained: The resources inside it, by "#id".
    """

    type: str
    data: Object
    keys: tuple[str, ...] = ()
    contained: Mapping[str, Resource] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        return as_text(self.data.get(name))

    def concept(self, name: str) -> Object | None:
        return as_object(self.data.get(name))

    def objects(self, name: str) -> Iterator[Object]:
        yield from objects(self.data.get(name))

    def codings(self, *names: str) -> tuple[Coding, ...]:
        """Returns the codes of one or more concepts, in order."""
        return tuple(coding for name in names for part in self.objects(name) for coding in codings(part))

    def references(self, name: str) -> tuple[str, ...]:
        """Returns what the references of an element point at, without version."""
        found = (as_text(part.get("reference")) for part in self.objects(name))
        return tuple(reference.partition("/_history/")[0] for reference in found if reference)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The last parts of the profiles that it claims: "mcode-tumor-marker-test"."""
        meta = as_object(self.data.get("meta")) or {}
        profiles = meta.get("profile")
        names = profiles if isinstance(profiles, list) else [profiles]
        return tuple(name.partition("|")[0].rpartition("/")[2] for name in names if isinstance(name, str))

    @property
    def extensions(self) -> Iterator[tuple[str, Object]]:
        """The extensions with the last part of their URL."""
        for extension in self.objects("extension"):
            yield (as_text(extension.get("url")) or "").rpartition("/")[2], extension


def as_text(value: Json) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def as_object(value: Json) -> Object | None:
    return value if isinstance(value, Mapping) else None


def objects(value: Json) -> Iterator[Object]:
    """Yields the objects of a list, or the one that stands where a list may."""
    for part in value if isinstance(value, list) else (value,):
        if isinstance(part, Mapping):
            yield part


def codings(concept: Object) -> tuple[Coding, ...]:
    """Returns the codes of a concept; one without a code stays, with its display."""
    return tuple(
        Coding(as_text(c.get("system")) or "", as_text(c.get("code")) or "", as_text(c.get("display")) or "")
        for c in objects(concept.get("coding"))
    )


def said(concept: Object) -> tuple[str, ...]:
    """Returns the words of a concept: its text, then the displays of its codes."""
    text = as_text(concept.get("text"))
    return (*([text] if text else []), *(coding.display for coding in codings(concept) if coding.display))


def day_of(value: Json) -> PartialDate | None:
    """Returns the day, month or year of a FHIR date or time; None where there is none that the calendar knows.

    Why the time of day and its zone are dropped: a record holds days, as the place that wrote them counted them.
    """
    match = _DAY.match(as_text(value) or "")
    if match is None:
        return None
    try:
        return PartialDate.parse(match[0])
    except ValueError:
        return None


def period_of(resource: Resource, *names: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Returns start and end of the first of `names` that states one; a single time is a start."""
    for name in names:
        value = resource.data.get(name)
        period = as_object(value)
        if period is not None and (period.get("start") or period.get("end")):
            return day_of(period.get("start")), day_of(period.get("end"))
        if day_of(value) is not None:
            return day_of(value), None
    return None, None
