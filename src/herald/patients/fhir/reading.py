"""A bundle becomes a record: every part is read by its own module, and what none of them takes is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from herald.core.dates import PartialDate
from herald.patients.fhir.bundle import Bundle, open_bundle
from herald.patients.fhir.codes import find_meaning
from herald.patients.fhir.conditions import Known, brain_metastases, condition_findings, read_conditions
from herald.patients.fhir.extent import read_extent
from herald.patients.fhir.findings import Finding, latest_values
from herald.patients.fhir.genomics import Genomics
from herald.patients.fhir.json_text import Json, parse_json
from herald.patients.fhir.markers import MARKERS, read_markers
from herald.patients.fhir.medications import MedicationReader
from herald.patients.fhir.notebook import Notebook
from herald.patients.fhir.observations import Observed, observed, read_observation
from herald.patients.fhir.person import find_patient, read_person
from herald.patients.fhir.regimens import Regimen, build_regimens, with_progression, with_settings
from herald.patients.fhir.resources import Resource
from herald.patients.fhir.screening import Screen, date_of, statuses
from herald.patients.plain import Plain
from herald.patients.record import PatientRecord
from herald.patients.specimens import read_specimens

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

_MEDICATIONS = ("MedicationRequest", "MedicationStatement", "MedicationAdministration")


def read_bundle(content: bytes, source: str, vocabulary: Vocabulary, as_of: dt.date) -> PatientRecord:
    """Returns the record that a FHIR R4 bundle states, as a record of YAML would state it.

    Args:
        content: JSON: a Bundle, one resource, or a plain list of entries.
        source: What messages call it.
        vocabulary: Knows drugs and genes.
        as_of: The day of the answer; what is dated after it is left out, and ages are counted to it.

    Returns:
        The record; its `unmapped` lists every resource that is not used, with the reason, and its `notes` say what was
        assumed and where entries contradict each other. A field that the bundle does not settle is absent.

    Raises:
        PatientError: The bytes are no bundle of one patient. The message repeats nothing of it.
    """
    return read_fhir(parse_json(content, source), source, vocabulary, as_of)


def read_fhir(tree: Json, source: str, vocabulary: Vocabulary, as_of: dt.date) -> PatientRecord:
    """Returns the record of a bundle that has been parsed already; see `read_bundle`."""
    bundle, notebook = open_bundle(tree, source), Notebook()
    patient = find_patient(bundle, source, notebook)
    usable = Screen(bundle, notebook, as_of, patient).usable()
    reading = _Reading(bundle, notebook, vocabulary, as_of, usable)
    values: dict[str, Plain] = dict(read_person(patient, as_of, notebook)) if patient is not None else {}
    values |= read_specimens(reading.values(), lambda *_: source)
    return PatientRecord(values, {}, source, notes=notebook.notes, unmapped=notebook.unmapped)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One bundle, and the resources of it that count."""

    bundle: Bundle
    notebook: Notebook
    vocabulary: Vocabulary
    as_of: dt.date
    usable: Sequence[Resource]

    def values(self) -> dict[str, Plain]:
        """Returns the fields that the bundle settles."""
        conditions = read_conditions(self._of("Condition"), self.notebook)
        genomics = Genomics(self.vocabulary, self.notebook)
        worsened: list[PartialDate] = []
        findings = [
            *condition_findings(conditions, self.notebook),
            *self._observations(genomics, worsened),
        ]
        extent = [finding for finding in findings if finding.field == "extent"]
        values: dict[str, Plain] = dict(self._single(findings))
        values |= read_markers(findings, self.notebook)
        values |= read_extent(conditions, extent, self.notebook)
        values |= genomics.values()
        if (brain := brain_metastases(conditions, self.notebook)) is not None:
            values["brain_metastases"] = brain
        self._note_what_is_not_there(conditions)
        since, is_early = _metastatic_since(conditions, extent), values.get("setting") == "early"
        return {**values, **self._treatments(conditions, worsened, since, is_early=is_early)}

    def _of(self, *types: str) -> Iterator[Resource]:
        return (resource for resource in self.usable if resource.type in types)

    def _single(self, findings: Iterable[Finding]) -> dict[str, str]:
        """Returns the fields that hold the newest of several results."""
        others = [f for f in findings if f.field != "extent" and f.field.partition("_")[0] not in MARKERS]
        values = latest_values(others, self.notebook, self.as_of)
        enzymes = [values.pop(name) for name in ("ast", "alt") if name in values]
        return {**values, "ast_alt": max(enzymes, key=Decimal)} if enzymes else values

    def _observations(self, genomics: Genomics, worsened: list[PartialDate]) -> Iterator[Finding]:
        for each in observed(self._of("Observation"), self.bundle):
            kind, _, gene = each.reading.reads.partition(" ")
            if kind == "variant":
                genomics.read_variant(each)
            elif kind == "gene":
                genomics.read_gene_test(each, gene)
            elif each.reading.reads == "disease status":
                yield from self._disease_status(each, worsened)
            else:
                yield from read_observation(each, self.as_of, self.notebook)
            if "preliminary" in statuses(each.resource):
                self.notebook.note("reading", "A preliminary result is used as it stands.")

    def _disease_status(self, each: Observed, worsened: list[PartialDate]) -> Iterator[Finding]:
        meaning = each.answer.meaning if each.answer is not None else None
        if meaning == "metastatic":
            yield each.finding("extent", "metastatic")
        elif meaning == "worsened" and each.date is not None:
            worsened.append(each.date)
        elif meaning not in {"improved", "stable", "in full remission", "in partial remission"}:
            self.notebook.leave(each.resource, "a disease status without a date or of no known meaning")
        else:
            self.notebook.leave(each.resource, "a disease status other than progression is no field of the record")

    def _treatments(
        self,
        conditions: Sequence[Known],
        worsened: Iterable[PartialDate],
        metastatic_since: PartialDate | None,
        *,
        is_early: bool,
    ) -> dict[str, Plain]:
        """Returns the history; a bundle without a drug says nothing about it."""
        reader = MedicationReader(self.bundle, self.vocabulary, self.notebook, conditions)
        given = [one for resource in self._of(*_MEDICATIONS) if (one := reader.read(resource)) is not None]
        operation = self._operation()
        if not given:
            return {}
        regimens = build_regimens(given, self.notebook)
        regimens = with_settings(regimens, operation, metastatic_since, is_early=is_early)
        regimens = with_progression(regimens, worsened)
        self._note_history(regimens)
        return {"treatments": tuple(regimen.as_plain() for regimen in regimens)}

    def _operation(self) -> PartialDate | None:
        """Returns the day of the first operation on the breast."""
        days = []
        for procedure in self._of("Procedure"):
            meaning = find_meaning("procedures", procedure.codings("code"))
            if meaning == "breast surgery":
                days.append(date_of(procedure))
            reason = _PROCEDURES.get(meaning or "", "no field of the record takes it")
            self.notebook.leave(procedure, reason, is_clinical=meaning is not None)
        return min((day for day in days if day is not None), key=lambda day: day.first, default=None)

    def _note_history(self, regimens: Sequence[Regimen]) -> None:
        text = f"The treatment history is taken to be what the bundle lists (lines of treatment: {len(regimens)})."
        self.notebook.note("assumption", text, "treatments")
        if any(regimen.setting is None for regimen in regimens):
            text = "For some regimens the bundle does not say whether they were for early or for metastatic disease."
            self.notebook.note("reading", text, "treatments")

    def _note_what_is_not_there(self, conditions: Iterable[Known]) -> None:
        if not any(known.means == "breast cancer" or known.extent for known in conditions):
            self.notebook.note("reading", "The bundle records no breast cancer among its conditions.")


_PROCEDURES = {
    "breast surgery": "it tells neoadjuvant from adjuvant treatment; no field of the record takes it",
    "axillary surgery": "no field of the record takes an operation",
    "chemotherapy": "it names no drug",
    "radiotherapy": "no field of the record takes it",
}


def _metastatic_since(conditions: Iterable[Known], extent: Iterable[Finding]) -> PartialDate | None:
    """Returns the first day on which metastases are recorded for sure."""
    days = [known.since for known in conditions if known.extent == "metastatic" and not known.is_doubtful]
    days += [finding.date for finding in extent if finding.value == "metastatic"]
    return min((day for day in days if day is not None), key=lambda day: day.last, default=None)
