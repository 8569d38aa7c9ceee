"""Bundles from outside: hostile JSON is refused, odd JSON is read, and no message repeats what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.fhir_bundles import LOINC, bundle, observation, patient, percent, result
from tests.unit.patients.fhir.conftest import AS_OF

from herald.core.errors import PatientError
from herald.patients.fhir.reading import read_bundle
from herald.patients.record import PatientRecord
from herald.vocabulary.tables import load_vocabulary

Read = Callable[..., PatientRecord]
SECRET = "Jane Doe 1968"


def read_bytes(content: bytes) -> PatientRecord:
    return read_bundle(content, "b.json", load_vocabulary(), AS_OF)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "not well-formed JSON"),
        (b"{", "not well-formed JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"resourceType": "Bundle", "resourceType": "Bundle"}', "the same name twice"),
        (b'{"resourceType": "Bundle", "entry": NaN}', "a number that is none"),
        (b'{"resourceType": "Bundle", "entry": Infinity}', "a number that is none"),
        (b'{"resourceType": "Bundle", "x": ' + b"[" * 70 + b"]" * 70 + b"}", "more than 64 levels"),
        (b"[" * 100_000, "levels"),
        (b"17", "no FHIR bundle"),
        (b"[]", "no FHIR bundle"),
        (b'{"name": "a pathway"}', "no FHIR bundle"),
        (b'[{"resourceType": "Patient"}, 17]', "no FHIR bundle"),
    ],
)
def test_hostile_json_is_refused_with_the_file_and_the_reason(content: bytes, what: str) -> None:
    with pytest.raises(PatientError, match=what) as caught:
        read_bytes(content)
    assert caught.value.message.startswith("b.json")


def test_a_bundle_larger_than_the_limit_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("herald.patients.fhir.json_text.MAX_BYTES", 10)
    with pytest.raises(PatientError, match="larger than"):
        read_bytes(bundle(patient()))


def test_a_bundle_with_too_many_entries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("herald.patients.fhir.bundle.MAX_RESOURCES", 1)
    with pytest.raises(PatientError, match="entries"):
        read_bytes(bundle(patient(), {"resourceType": "Claim"}))


def test_no_error_repeats_what_the_bundle_says() -> None:
    two = bundle(patient(name=SECRET), patient(id=SECRET))
    for content in (two, json.dumps({SECRET: SECRET}).encode(), f'{{"{SECRET}"'.encode()):
        with pytest.raises(PatientError) as caught:
            read_bytes(content)
        assert "Jane" not in str(caught.value)


def test_a_code_that_reads_like_text_is_not_shown(read: Read) -> None:
    record = read(observation("<b>x</b>", valueString="1"), {"resourceType": "<script>"})
    assert {(each.resource, each.code) for each in record.unmapped} == {
        ("Observation", "not a plain code"),
        ("not a plain code", None),
    }


@pytest.mark.parametrize(
    "value",
    [
        {"valueQuantity": "85"},
        {"valueQuantity": {"value": "1e999", "unit": "%"}},
        {"valueQuantity": {"value": None}},
        {"valueCodeableConcept": []},
        {"valueCodeableConcept": {"coding": "x"}},
        {"valueCodeableConcept": {"coding": [None, 3, {"code": 3}]}},
        {"valueString": "x" * 100_000},
        {"valueBoolean": "yes"},
        {"component": [{"code": None}, 5]},
        {"effectiveDateTime": ["2020"]},
        {"subject": "Patient/p"},
        {"specimen": {"reference": 5}},
        {"code": {"coding": [{"system": LOINC, "code": "14228-1"}, {}]}},
    ],
)
def test_parts_of_the_wrong_type_are_as_if_they_were_not_there(read: Read, value: dict[str, object]) -> None:
    record = read({**observation("14228-1"), **value})
    assert "er_percent" not in record.values


def test_references_that_point_nowhere_or_in_circles_are_harmless(read: Read) -> None:
    circle = percent("14228-1", 90, id="a", specimen={"reference": "Observation/a"}, hasMember=[{"reference": "#"}])
    assert read(circle).values["er_percent"] == "90"


@pytest.mark.parametrize("reference", ["Specimen/s", "urn:uuid:s", "http://server.example/fhir/Specimen/s", "#inner"])
def test_a_reference_may_be_relative_absolute_a_urn_or_contained(read: Read, reference: str) -> None:
    site = {"collectedDateTime": "2020-01-01"}
    resource = percent("14228-1", 90, specimen={"reference": reference})
    resource["contained"] = [{"resourceType": "Specimen", "id": "inner", "collection": site}]
    older = percent("14228-1", 5, effectiveDateTime="2010-01-01")
    named = {"resourceType": "Specimen", "id": "s", "collection": site}
    assert read(named, older, resource).values["er_percent"] == "90"


def test_a_plain_list_of_entries_and_a_single_resource_are_read() -> None:
    entries = json.loads(bundle(patient(), percent("14228-1", 90)))["entry"]
    assert read_bytes(json.dumps(entries).encode()).values["er_percent"] == "90"
    assert read_bytes(json.dumps(result("85319-2", "LA11843-2", LOINC)).encode()).values == {"her2_ihc": "3+"}


def test_a_bundle_without_patient_says_so() -> None:
    record = read_bytes(bundle(percent("14228-1", 90)))
    assert any("no Patient" in note.text for note in record.notes)
