"""Small FHIR bundles for tests, written as the standard and mCODE STU 4 shape them; every patient is invented."""

from __future__ import annotations

import json
from typing import Any

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
HGNC = "http://www.genenames.org"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"

Json = dict[str, Any]

POSITIVE, NEGATIVE, EQUIVOCAL = "10828004", "260385009", "42425007"


def concept(code: str, system: str = SNOMED, display: str | None = None) -> Json:
    coding = {"system": system, "code": code}
    return {"coding": [coding | ({"display": display} if display else {})]}


def bundle(*resources: Json) -> bytes:
    entries = [{"fullUrl": f"urn:uuid:{number}", "resource": resource} for number, resource in enumerate(resources)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def patient(**fields: Any) -> Json:
    return {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1968-03-01", **fields}


def observation(code: str, system: str = LOINC, **fields: Any) -> Json:
    return {"resourceType": "Observation", "status": "final", "code": concept(code, system), **fields}


def quantity(value: float | int, unit: str = "%", **fields: Any) -> Json:
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit, **fields}


def percent(code: str, value: float, **fields: Any) -> Json:
    return observation(code, valueQuantity=quantity(value), **fields)


def result(code: str, value: str, system: str = SNOMED, **fields: Any) -> Json:
    return observation(code, valueCodeableConcept=concept(value, system), **fields)


def condition(code: str, *, clinical: str = "active", verified: str = "confirmed", **fields: Any) -> Json:
    return {
        "resourceType": "Condition",
        "clinicalStatus": concept(clinical, CLINICAL),
        "verificationStatus": concept(verified, VERIFICATION),
        "code": concept(code),
        **fields,
    }


def drug(code: str, start: str | None = None, end: str | None = None, **fields: Any) -> Json:
    period = {name: day for name, day in (("start", start), ("end", end)) if day}
    return {
        "resourceType": "MedicationStatement",
        "status": "completed" if end else "active",
        "medicationCodeableConcept": concept(code, RXNORM),
        **({"effectivePeriod": period} if period else {}),
        **fields,
    }


def intent(code: str) -> list[Json]:
    return [{"url": f"{MCODE}mcode-treatment-intent", "valueCodeableConcept": concept(code)}]


PALLIATIVE, CURATIVE, ADJUVANT, NEOADJUVANT = "363676003", "373808002", "373846009", "73847000"


def variant(hgnc: str, symbol: str, protein: str | None = None, *, present: bool = True, **parts: str) -> Json:
    """Parts: LOINC component codes, as `c48002_0="LA6683-2"`."""
    components = [{"code": concept("48018-6", LOINC), "valueCodeableConcept": concept(hgnc, HGNC, symbol)}]
    if protein:
        components.append(
            {"code": concept("48005-3", LOINC), "valueCodeableConcept": concept(protein, "http://varnomen.hgvs.org")}
        )
    for name, code in parts.items():
        number = name.removeprefix("c").replace("_", "-")
        components.append({"code": concept(number, LOINC), "valueCodeableConcept": concept(code, LOINC)})
    value = "LA9633-4" if present else "LA9634-2"
    return result("69548-6", value, LOINC, component=components)


def specimen(id_: str, site: str, collected: str) -> Json:
    collection = {"collectedDateTime": collected, "bodySite": concept(site)}
    return {"resourceType": "Specimen", "id": id_, "collection": collection}


BREAST_CANCER, LIVER, BRAIN = "254837009", "94381002", "94225005"
