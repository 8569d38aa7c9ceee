"""Medications of bundles: which drugs, in which regimens, in which setting, and how they ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.fhir_bundles import (
    ADJUVANT,
    BREAST_CANCER,
    CURATIVE,
    LIVER,
    MCODE,
    NEOADJUVANT,
    PALLIATIVE,
    RXNORM,
    SNOMED,
    concept,
    condition,
    drug,
    intent,
    result,
)

from herald.patients.record import PatientRecord

Read = Callable[..., PatientRecord]

TRASTUZUMAB, PERTUZUMAB, DOCETAXEL, LETROZOLE, T_DXD = "224905", "1298944", "72962", "72965", "2267582"
KADCYLA, PHESGO, DEXAMETHASONE, SIMVASTATIN = "1658087", "2382609", "3264", "314231"


def treatments(record: PatientRecord) -> list[dict[str, Any]]:
    return list(record.values.get("treatments", ()))  # type: ignore[arg-type]


def agents(record: PatientRecord) -> list[tuple[str, ...]]:
    return [tuple(name.removeprefix("agent:") for name in each["agents"]) for each in treatments(record)]


def reasons(record: PatientRecord) -> str:
    return "; ".join(f"{each.code} {each.reason}" for each in record.unmapped)


@pytest.mark.parametrize(
    ("code", "drugs"),
    [
        (TRASTUZUMAB, ("trastuzumab",)),
        (KADCYLA, ("trastuzumab-emtansine",)),
        ("2267581", ("trastuzumab-deruxtecan",)),
        (PHESGO, ("pertuzumab-trastuzumab-and-hyaluronidase",)),
    ],
)
def test_a_product_is_its_own_agent_and_never_the_antibody_in_it(read: Read, code: str, drugs: tuple[str, ...]) -> None:
    assert agents(read(drug(code, "2025-01-01"))) == [drugs]


def test_drugs_that_start_together_are_one_line(read: Read) -> None:
    record = read(*(drug(code, "2025-01-01") for code in (TRASTUZUMAB, PERTUZUMAB, DOCETAXEL)))
    assert agents(record) == [("trastuzumab", "pertuzumab", "docetaxel")]
    assert any("28 days" in note.text and note.kind == "assumption" for note in record.notes)


def test_a_drug_that_starts_after_the_window_is_a_new_line(read: Read) -> None:
    record = read(drug(LETROZOLE, "2024-01-01", "2025-01-01"), drug(T_DXD, "2025-02-01"))
    assert agents(record) == [("letrozole",), ("trastuzumab-deruxtecan",)]


def test_repeated_administrations_are_one_line(read: Read) -> None:
    given = [
        drug(DOCETAXEL, resourceType="MedicationAdministration", status="completed", effectiveDateTime=day)
        for day in ("2025-01-01", "2025-01-22", "2025-02-12", "2025-03-05")
    ]
    assert agents(read(*given)) == [("docetaxel",)]


def test_the_same_drug_after_a_long_pause_is_a_new_line(read: Read) -> None:
    record = read(drug(DOCETAXEL, "2023-01-01", "2023-05-01"), drug(DOCETAXEL, "2025-01-01", "2025-05-01"))
    assert len(treatments(record)) == 2


def test_drugs_that_the_bundle_groups_stay_together_whenever_they_start(read: Read) -> None:
    group = {"groupIdentifier": {"system": "urn:x", "value": "1"}}
    record = read(
        drug(TRASTUZUMAB, "2025-01-01", **group), drug(DOCETAXEL, "2025-04-01", **group), drug(T_DXD, "2026-01-01")
    )
    assert agents(record) == [("trastuzumab", "docetaxel"), ("trastuzumab-deruxtecan",)]


def test_a_plan_that_goes_on_after_its_drugs_have_ended_is_several_lines(read: Read) -> None:
    plan = {"basedOn": [{"reference": "CarePlan/cancer"}]}
    record = read(
        drug(TRASTUZUMAB, "2024-01-01", "2024-12-01", **plan),
        drug(DOCETAXEL, "2024-04-01", "2024-08-01", **plan),
        drug(T_DXD, "2025-01-01", **plan),
    )
    assert agents(record) == [("trastuzumab", "docetaxel"), ("trastuzumab-deruxtecan",)]


@pytest.mark.parametrize(
    ("code", "setting"), [(PALLIATIVE, "metastatic"), (ADJUVANT, "adjuvant"), (NEOADJUVANT, "neoadjuvant")]
)
def test_the_intent_gives_the_setting(read: Read, code: str, setting: str) -> None:
    assert treatments(read(drug(TRASTUZUMAB, "2025-01-01", extension=intent(code))))[0]["setting"] == setting


def test_treatment_for_a_metastasis_is_treatment_of_metastatic_disease(read: Read) -> None:
    metastasis = condition(LIVER, id="m")
    record = read(metastasis, drug(T_DXD, "2025-01-01", reasonReference=[{"reference": "Condition/m"}]))
    assert treatments(record)[0]["setting"] == "metastatic"


def test_what_begins_after_the_metastases_is_treatment_of_metastatic_disease(read: Read) -> None:
    record = read(condition(LIVER, onsetDateTime="2024-06-01"), drug(T_DXD, "2025-01-01"))
    assert treatments(record)[0]["setting"] == "metastatic"


def test_a_curative_drug_is_neoadjuvant_before_the_operation_and_adjuvant_after_it(read: Read) -> None:
    operation = {
        "resourceType": "Procedure",
        "status": "completed",
        "code": concept("392021009"),
        "performedPeriod": {"start": "2024-06-01T08:00:00Z", "end": "2024-06-01T09:00:00Z"},
    }
    record = read(
        condition(BREAST_CANCER),
        operation,
        drug(DOCETAXEL, "2024-01-01", "2024-05-01", extension=intent(CURATIVE)),
        drug(TRASTUZUMAB, "2024-07-01", "2025-06-01", extension=intent(CURATIVE)),
    )
    assert [each["setting"] for each in treatments(record)] == ["neoadjuvant", "adjuvant"]


def test_a_setting_that_nothing_states_stays_unknown(read: Read) -> None:
    assert "setting" not in treatments(read(drug(TRASTUZUMAB, "2025-01-01")))[0]


@pytest.mark.parametrize(
    ("code", "reason"), [("407563006", "toxicity"), ("105480006", "choice"), ("182992009", "completed")]
)
def test_the_reason_for_stopping_is_read(read: Read, code: str, reason: str) -> None:
    stopped = drug(TRASTUZUMAB, "2025-01-01", "2025-06-01", status="stopped", statusReason=[concept(code)])
    assert treatments(read(stopped))[0]["stopped_for"] == reason
    extension = [{"url": f"{MCODE}mcode-treatment-termination-reason", "valueCodeableConcept": concept(code)}]
    assert treatments(read(drug(TRASTUZUMAB, "2025-01-01", extension=extension)))[0]["stopped_for"] == reason


def test_progression_as_the_reason_for_stopping_is_progression(read: Read) -> None:
    [entry] = treatments(read(drug(T_DXD, "2025-01-01", "2025-06-01", statusReason=[concept("419835002")])))
    assert (entry["stopped_for"], entry["progressed"]) == ("progression", "yes")


def test_no_response_does_not_say_that_the_disease_progressed(read: Read) -> None:
    record = read(drug(T_DXD, "2025-01-01", "2025-06-01", statusReason=[concept("266721009")]))
    [entry] = treatments(record)
    assert (entry["stopped_for"], "progressed" in entry) == ("other", False)
    assert any("lack of response" in note.text for note in record.notes)


def test_a_worsening_during_a_treatment_is_progression_on_it_alone(read: Read) -> None:
    record = read(
        drug(TRASTUZUMAB, "2024-01-01", "2024-12-01"),
        drug(T_DXD, "2025-01-01"),
        result("97509-4", "271299001", effectiveDateTime="2024-11-20"),
    )
    assert [each.get("progressed") for each in treatments(record)] == ["yes", None]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "entered-in-error"},
        {"status": "not-taken"},
        {"resourceType": "MedicationRequest", "intent": "plan"},
        {"resourceType": "MedicationRequest", "intent": "order", "doNotPerform": True},
        {"resourceType": "MedicationAdministration", "status": "not-done"},
    ],
)
def test_what_was_not_given_is_no_treatment(read: Read, fields: dict[str, Any]) -> None:
    assert treatments(read(drug(TRASTUZUMAB, "2025-01-01", **fields))) == []


def test_supportive_drugs_are_no_line(read: Read) -> None:
    record = read(drug(DEXAMETHASONE, "2025-01-01"))
    assert "treatments" not in record.values
    assert "supportive" in reasons(record)


def test_a_drug_for_something_else_does_not_touch_the_history(read: Read) -> None:
    record = read(drug(SIMVASTATIN, "2025-01-01"), drug(TRASTUZUMAB, "2025-01-01"))
    assert agents(record) == [("trastuzumab",)]


def test_a_drug_that_is_given_for_something_else_is_no_line(read: Read) -> None:
    arthritis = condition("69896004", id="ra")
    record = read(arthritis, drug("6851", "2025-01-01", reasonReference=[{"reference": "Condition/ra"}]))
    assert "treatments" not in record.values
    assert "something other than the cancer" in reasons(record)
    assert "treatments" not in read(drug("6851", "2025-01-01", reasonCode=[concept("69896004")])).values
    assert agents(read(drug("6851", "2025-01-01"))) == [("methotrexate",)]


def test_a_formulation_of_its_own_is_its_own_agent(read: Read) -> None:
    assert agents(read(drug("2284506", "2025-01-01"))) == [("liposomal-doxorubicin",)]
    assert agents(read(drug("583218", "2025-01-01"))) == [("nab-paclitaxel",)]


def test_a_cancer_drug_that_nobody_knows_leaves_a_line_with_unknown_agents(read: Read) -> None:
    unknown = drug("99999999", "2025-01-01", meta={"profile": [f"{MCODE}mcode-cancer-related-medication-statement"]})
    record = read(unknown)
    assert treatments(record) == [{"start": "2025-01-01"}]
    assert "neither the tables of codes nor the vocabulary know" in reasons(record)


def test_a_drug_may_be_named_in_words_or_in_a_medication_of_its_own(read: Read) -> None:
    words = drug("x", "2025-01-01", medicationCodeableConcept={"text": "Enhertu"})
    assert agents(read(words)) == [("trastuzumab-deruxtecan",)]
    own = {"resourceType": "Medication", "id": "m", "code": concept(TRASTUZUMAB, RXNORM)}
    referring = drug("x", "2025-01-01", medicationReference={"reference": "#m"}, contained=[own])
    del referring["medicationCodeableConcept"]
    assert agents(read(referring)) == [("trastuzumab",)]
    local = drug("x", "2025-01-01", medicationCodeableConcept=concept("17", "urn:local", "Paclitaxel 100 MG Injection"))
    record = read(local)
    assert agents(record) == [("paclitaxel",)]
    assert any("from the words" in note.text for note in record.notes)


def test_a_request_is_given_from_the_day_of_its_period(read: Read) -> None:
    timing = {"timing": {"repeat": {"boundsPeriod": {"start": "2025-01-01", "end": "2025-06-01"}}}}
    request = drug(
        TRASTUZUMAB,
        resourceType="MedicationRequest",
        intent="order",
        authoredOn="2024-12-20",
        dosageInstruction=[timing],
    )
    [entry] = treatments(read(request))
    assert (entry["start"], entry["end"]) == ("2025-01-01", "2025-06-01")


def test_a_bundle_without_drugs_says_nothing_about_the_history(read: Read) -> None:
    assert "treatments" not in read(condition(BREAST_CANCER)).values


def test_an_icd_or_snomed_reason_of_its_own_gives_the_setting(read: Read) -> None:
    record = read(drug(T_DXD, "2025-01-01", reasonCode=[concept(LIVER, SNOMED)]))
    assert treatments(record)[0]["setting"] == "metastatic"
