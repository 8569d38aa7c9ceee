"""The patient of a bundle: sex and age."""

from __future__ import annotations

import datetime as dt

from herald.core.errors import PatientError
from herald.patients.fhir.bundle import Bundle
from herald.patients.fhir.notebook import Notebook
from herald.patients.fhir.resources import Resource, day_of


def find_patient(bundle: Bundle, source: str, notebook: Notebook) -> Resource | None:
    """Returns the one patient; None, with a note, where the bundle has none.

    Raises:
        PatientError: The bundle holds several patients.
    """
    patients = list(bundle.of_type("Patient"))
    if len(patients) > 1:
        raise PatientError(f"{source}: {len(patients)} patients", hint="one bundle is one patient")
    if not patients:
        notebook.note("reading", "The bundle holds no Patient: sex and age are not known.")
    return patients[0] if patients else None


def read_person(patient: Resource, as_of: dt.date, notebook: Notebook) -> dict[str, str]:
    """Returns sex and age in full years; an age that the date of birth leaves open stays unknown.

    Why other genders than female and male give no sex: the element is administrative, and rules ask for the sex.
    """
    if patient.data.get("deceasedBoolean") is True or patient.text("deceasedDateTime"):
        notebook.note("reading", "The bundle says that the patient has died.")
    values: dict[str, str] = {}
    if (gender := patient.text("gender")) in {"female", "male"}:
        values["sex"] = str(gender)
    elif gender is not None:
        notebook.note("reading", "The administrative gender is neither female nor male: sex is not known.", "sex")
    age = _age(patient, as_of)
    return {**values, "age": str(age)} if age is not None else values


def _age(patient: Resource, as_of: dt.date) -> int | None:
    born = day_of(patient.data.get("birthDate"))
    if born is None:
        return None
    least, most = full_years(born.last, as_of), full_years(born.first, as_of)
    return least if least == most and 0 <= least <= 120 else None


def full_years(since: dt.date, until: dt.date) -> int:
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
