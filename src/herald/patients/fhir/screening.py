"""Which resources count: about this patient, not withdrawn, and not after the day of the answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from herald.core.dates import PartialDate
from herald.patients.fhir.bundle import Bundle
from herald.patients.fhir.notebook import NO_FIELD, Notebook
from herald.patients.fhir.resources import Resource, period_of

READ = frozenset({
    "Observation", "Condition", "Procedure", "MedicationRequest", "MedicationStatement", "MedicationAdministration",
})  # fmt: skip
"""Types that hold what a record takes."""
BESIDE = frozenset({"Patient", "Specimen", "Medication", "DiagnosticReport", "Bundle"})
"""Types that others refer to."""
_DATED = (
    "effectiveDateTime", "effectivePeriod", "effectiveInstant", "performedDateTime", "performedPeriod",
    "onsetDateTime", "onsetPeriod", "authoredOn", "recordedDate", "issued",
)  # fmt: skip
_WITHDRAWN = {
    "entered-in-error": "entered in error",
    "cancelled": "cancelled",
    "not-done": "not done",
    "not-taken": "not taken",
    "draft": "a draft",
    "intended": "only intended",
    "preparation": "only prepared",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """Decides about each resource, and notes what does not count and why."""

    bundle: Bundle
    notebook: Notebook
    as_of: dt.date
    patient: Resource | None

    def usable(self) -> tuple[Resource, ...]:
        """Returns the resources that count, in order."""
        found = [resource for resource in self.bundle.resources if resource.type not in BESIDE]
        return tuple(resource for resource in found if self._counts(resource))

    def _counts(self, resource: Resource) -> bool:
        reason = self._reason_against(resource)
        if reason is not None:
            self.notebook.leave(resource, reason, is_clinical=resource.type in READ)
        return reason is None

    def _reason_against(self, resource: Resource) -> str | None:
        if resource.type not in READ:
            return NO_FIELD
        withdrawn = [_WITHDRAWN[status] for status in statuses(resource) if status in _WITHDRAWN]
        if withdrawn:
            return withdrawn[0]
        if self._is_about_someone_else(resource):
            return "about another person"
        day = date_of(resource)
        return "dated after the day of the answer" if day is not None and day.first > self.as_of else None

    def _is_about_someone_else(self, resource: Resource) -> bool:
        subjects = self.bundle.resolve_all(resource, "subject", "patient")
        return any(subject.type != "Patient" or subject is not self.patient for subject in subjects)


def statuses(resource: Resource) -> tuple[str, ...]:
    """Returns the status of a resource and, of a condition, that of its verification, as codes."""
    verification = [coding.code for coding in resource.codings("verificationStatus")]
    return tuple(code for code in (resource.text("status"), *verification) if code)


def date_of(resource: Resource) -> PartialDate | None:
    """Returns the day, month or year that a resource is about."""
    start, end = period_of(resource, *_DATED)
    return start or end
