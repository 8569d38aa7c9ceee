"""Bundles of other people, read by hand first: what each of them says, what it leaves open, and what is listed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from herald.core.errors import PatientError
from herald.patients.fhir.reading import read_bundle
from herald.patients.record import PatientRecord
from herald.vocabulary.tables import load_vocabulary

Read = Callable[[str], PatientRecord]
AS_OF = dt.date(2026, 11, 21)


@pytest.fixture
def read(shared: Path) -> Read:
    def read_file(name: str) -> PatientRecord:
        path = shared / "fhir" / name
        return read_bundle(path.read_bytes(), name, load_vocabulary(), AS_OF)

    return read_file


def fields(record: PatientRecord) -> dict[str, Any]:
    return {name: value for name, value in record.values.items() if name not in {"treatments", "variants"}}


def regimens(record: PatientRecord) -> list[Any]:
    return [
        (tuple(agent.removeprefix("agent:") for agent in each["agents"]), each.get("start"), each.get("setting"))
        for each in record.values["treatments"]  # type: ignore[union-attr]
    ]


def clinical(record: PatientRecord) -> set[tuple[str | None, int]]:
    return {(each.code, each.count) for each in record.unmapped if each.is_clinical}


def test_the_patient_of_the_trial_matching_service(read: Read) -> None:
    record = read("TrialMatching_Patient01.json")
    assert fields(record) == {
        "sex": "female", "age": "67", "er": "positive", "pr": "positive", "her2_reported": "negative",
        "performance_status": "1", "setting": "metastatic",
    }  # fmt: skip
    assert record.values["variants"] == ({"gene": "ESR1"}, {"gene": "PIK3CA"})
    assert regimens(record) == [
        (("leuprolide", "fulvestrant", "abemaciclib"), "2019-04-01", None),
        (("fulvestrant", "ribociclib"), "2019-06-01", None),
    ]
    assert clinical(record) == {("LOINC 62862-8", 1)}


def test_the_patient_with_receptors_that_changed(read: Read) -> None:
    record = read("ctms_eom_patient_1.json")
    assert fields(record) == {
        "sex": "female", "age": "39", "er": "negative", "pr": "negative", "her2_reported": "negative",
        "performance_status": "3", "node_positive": "yes", "setting": "metastatic",
    }  # fmt: skip
    [conflict] = [note.text for note in record.notes if note.kind == "conflict"]
    assert "2022-01-02" in conflict
    assert "2018-03-10" in conflict
    assert regimens(record) == [(("abemaciclib", "alpelisib"), "2022-01-01", None)]
    assert clinical(record) == {("LOINC 97509-4", 1), ("SNOMED CT 399504009", 1)}


def test_the_generated_patient_with_a_tumour_of_the_lymph_nodes(read: Read) -> None:
    record = read("T0_patient.json")
    assert fields(record) == {
        "sex": "female", "age": "56", "er": "negative", "pr": "positive", "her2_reported": "negative",
        "stage": "III", "node_positive": "yes", "setting": "early",
    }  # fmt: skip
    assert [(agents, start) for agents, start, _ in regimens(record)] == [
        (("doxorubicin",), "2014-11-17"),
        (("tamoxifen",), "2015-04-28"),
    ]
    assert ("LOINC 85318-4", 1) in clinical(record)
    counts = Counter({each.resource: 0 for each in record.unmapped})
    for each in record.unmapped:
        counts[each.resource] += each.count
    assert (counts["Claim"], counts["ExplanationOfBenefit"], counts["Encounter"]) == (82, 73, 73)


def test_the_generated_patient_in_a_plain_list_of_resources(read: Read) -> None:
    record = read("Maryam.json")
    assert fields(record) == {
        "sex": "female", "age": "67", "er": "positive", "pr": "negative", "her2_reported": "negative",
        "her2_ish": "not amplified", "stage": "III", "node_positive": "yes", "tumour_size": "19.87",
        "setting": "early",
    }  # fmt: skip
    assert [(agents, start) for agents, start, _ in regimens(record)] == [
        (("paclitaxel",), "2019-02-10"),
        (("anastrozole",), "2019-12-30"),
    ]


def test_a_pathway_and_a_service_message_are_refused_as_no_bundle(shared: Path) -> None:
    for path in (shared / "fhir" / "camino_her2_pathway.json", *sorted((shared / "fhir" / "cdshooks").glob("*.json"))):
        with pytest.raises(PatientError, match="no FHIR bundle"):
            read_bundle(path.read_bytes(), path.name, load_vocabulary(), AS_OF)
