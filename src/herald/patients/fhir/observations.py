"""Observations and their components: which reader their code calls for, in which specimen, of which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from herald.core.dates import PartialDate
from herald.patients.fhir.answers import Answer, read_answer
from herald.patients.fhir.bundle import Bundle
from herald.patients.fhir.codes import Reading, find_meaning, observation_codes
from herald.patients.fhir.field_readers import MAY_BE_EMPTY, READERS, NotRead
from herald.patients.fhir.findings import Finding
from herald.patients.fhir.notebook import NO_FIELD, Notebook
from herald.patients.fhir.resources import Resource, objects, period_of
from herald.patients.fhir.screening import date_of

MENOPAUSE = frozenset({"premenopausal", "perimenopausal", "postmenopausal"})
PREGNANCY_DAYS = 42 * 7
"""A pregnancy test says nothing about today after 42 completed weeks, the length of a post-term pregnancy (WHO)."""


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation, or a component of one, with what its code says about reading it."""

    resource: Resource
    reading: Reading
    answer: Answer | None
    date: PartialDate | None
    specimen: str
    site: str | None

    def finding(self, field: str, value: str) -> Finding:
        return Finding(field, value, self.date, self.specimen, self.site)


def observed(resources: Iterable[Resource], bundle: Bundle) -> Iterator[Observed]:
    """Yields each observation with a known code, and its components; the others with an empty reading."""
    specimens = _specimens_of_reports(bundle)
    for resource in resources:
        for part in (resource, *_components(resource)):
            specimen = next(iter(bundle.resolve_all(part, "specimen")), specimens.get(resource))
            answer, reading = read_answer(part), reading_of(part)
            if part is resource and answer is None and not reading.reads and any(resource.objects("component")):
                continue
            yield _observed(part, reading, answer, specimen)


def _observed(part: Resource, reading: Reading, answer: Answer | None, specimen: Resource | None) -> Observed:
    date, site, key = date_of(part), find_meaning("sites", part.codings("bodySite")), ""
    if specimen is not None:
        collection = next(specimen.objects("collection"), {})
        held = Resource("Specimen", collection)
        date = period_of(held, "collectedDateTime", "collectedPeriod")[0] or date
        site = find_meaning("sites", held.codings("bodySite")) or site
        key = next(iter(specimen.keys), "contained")
    is_metastasis = site in {"metastasis", "brain"}
    return Observed(part, reading, answer, date, key or f"{site} {date}", "metastasis" if is_metastasis else site)


def _components(resource: Resource) -> Iterator[Resource]:
    """Yields components as observations of their own; those of a variant belong together and are left to it."""
    if reading_of(resource).reads == "variant":
        return
    outer = {name: value for name, value in resource.data.items() if name not in _OWN}
    for component in resource.objects("component"):
        yield Resource("Observation", {**outer, **component}, contained=resource.contained)


_OWN = frozenset({
    "code", "component", "interpretation", "dataAbsentReason", "valueCodeableConcept", "valueQuantity", "valueString",
    "valueInteger", "valueBoolean", "valueRatio", "hasMember",
})  # fmt: skip


def _specimens_of_reports(bundle: Bundle) -> dict[Resource, Resource]:
    found: dict[Resource, Resource] = {}
    for report in bundle.of_type("DiagnosticReport"):
        specimens = bundle.resolve_all(report, "specimen")
        if len(specimens) == 1:
            found |= dict.fromkeys(bundle.resolve_all(report, "result"), specimens[0])
    return found


def reading_of(resource: Resource) -> Reading:
    """Returns how the codes of an observation say to read it; a test goes before an overall interpretation."""
    known = observation_codes()
    found = [known[key] for c in resource.codings("code") if (key := (c.system, c.code)) in known]
    specific = [reading for reading in found if reading.reads and reading.reads != "her2 result"]
    return next(iter(specific or found), Reading("", ""))


def read_observation(each: Observed, as_of: dt.date, notebook: Notebook) -> tuple[Finding, ...]:
    """Returns what one observation says about fields of the record; where it says nothing, the reason is noted."""
    menopause = each.answer.meaning if each.answer and each.answer.meaning in MENOPAUSE else None
    if not each.reading.reads and menopause is not None:
        return (each.finding("menopausal_status", menopause),)
    try:
        return tuple(_read(each, as_of))
    except NotRead as reason:
        is_mcode = any(name.startswith("mcode-") for name in each.resource.profiles)
        is_clinical = is_mcode or bool(each.reading.reads or each.reading.why_not)
        notebook.leave(each.resource, str(reason), is_clinical=is_clinical)
        return ()


def _read(each: Observed, as_of: dt.date) -> Iterator[Finding]:
    reader = READERS.get(each.reading.reads)
    if reader is None:
        raise NotRead(each.reading.why_not or NO_FIELD)
    if each.answer is None and each.reading.reads in MAY_BE_EMPTY:
        answer = Answer()
    elif each.answer is None:
        raise NotRead(_absence(each.resource))
    else:
        answer = each.answer
    if answer.contradiction:
        raise NotRead("its value contradicts itself")
    if each.reading.reads == "pregnancy" and not _is_recent(each.date, as_of):
        raise NotRead("too old to say anything about today, or without a date")
    for field, value in reader(answer):
        yield each.finding(field, value)


def _absence(resource: Resource) -> str:
    return (
        "its value is said to be absent" if any(objects(resource.data.get("dataAbsentReason"))) else "without a value"
    )


def _is_recent(date: PartialDate | None, as_of: dt.date) -> bool:
    return date is not None and (as_of - date.first).days <= PREGNANCY_DAYS
