"""The extent of the disease, recurrence, brain metastases, heart, performance status, pregnancy, sex and age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.fhir_bundles import (
    BRAIN,
    BREAST_CANCER,
    LIVER,
    LOINC,
    MCODE,
    NEGATIVE,
    SNOMED,
    bundle,
    concept,
    condition,
    observation,
    patient,
    percent,
    quantity,
    result,
)

from herald.core.errors import PatientError
from herald.patients.fhir.reading import read_bundle
from herald.patients.record import PatientRecord
from herald.vocabulary.tables import load_vocabulary

Read = Callable[..., PatientRecord]
AS_OF = dt.date(2026, 11, 21)
AJCC = "http://cancerstaging.org"


def notes(record: PatientRecord) -> str:
    return " ".join(note.text for note in record.notes)


def reasons(record: PatientRecord) -> str:
    return "; ".join(f"{each.code} {each.reason}" for each in record.unmapped)


def test_a_distant_metastasis_makes_the_disease_metastatic(read: Read) -> None:
    assert read(condition(BREAST_CANCER), condition(LIVER)).values["setting"] == "metastatic"


def test_an_icd_10_code_of_any_edition_is_read(read: Read) -> None:
    german = condition("C50.4") | {"code": concept("C50.4", "http://fhir.de/CodeSystem/bfarm/icd-10-gm")}
    american = condition("C79.31") | {"code": concept("C79.31", "http://hl7.org/fhir/sid/icd-10-cm")}
    record = read(german, american)
    assert record.values["brain_metastases"] == "present"
    assert "no breast cancer" not in notes(record)


def test_an_axillary_metastasis_says_nothing_about_distant_ones(read: Read) -> None:
    record = read(condition(BREAST_CANCER), condition("94181007"))
    assert "setting" not in record.values
    assert "may be regional" in notes(record)


def test_a_metastasis_that_is_not_confirmed_is_a_suspicion(read: Read) -> None:
    assert read(condition(LIVER, verified="provisional")).values["setting"] == "suspected metastatic"


def test_a_refuted_metastasis_is_left_out_and_listed(read: Read) -> None:
    record = read(condition(LIVER, verified="refuted"))
    assert "setting" not in record.values
    assert "refuted" in reasons(record)


def test_a_secondary_cancer_without_a_known_code_is_read_by_its_site(read: Read) -> None:
    secondary = condition("999999", bodySite=[concept("12738006")])
    secondary["meta"] = {"profile": [f"{MCODE}mcode-secondary-cancer-condition"]}
    assert read(secondary).values["brain_metastases"] == "present"


def test_brain_metastases_of_the_past_are_neither_present_nor_none(read: Read) -> None:
    record = read(condition(BRAIN, clinical="resolved"))
    assert "brain_metastases" not in record.values
    assert record.values["setting"] == "metastatic"
    assert "Brain metastases are recorded as past" in notes(record)


def test_no_brain_metastasis_in_a_bundle_does_not_say_that_there_are_none(read: Read) -> None:
    assert "brain_metastases" not in read(condition(BREAST_CANCER), condition(LIVER)).values


@pytest.mark.parametrize(
    ("code", "system", "display", "stage"),
    [
        ("2B", AJCC, None, "II"),
        ("c3A", AJCC, None, "III"),
        ("1222769001", SNOMED, None, "II"),
        ("1222724007", SNOMED, None, "I"),
        ("x", "urn:local", "American Joint Committee on Cancer stage IIIC (qualifier value)", "III"),
    ],
)
def test_a_stage_is_read_from_its_code_or_its_words(
    read: Read, code: str, system: str, display: str | None, stage: str
) -> None:
    record = read(observation("21908-9", valueCodeableConcept=concept(code, system, display)))
    assert (record.values["stage"], record.values["setting"]) == (stage, "early")


@pytest.mark.parametrize(("code", "system"), [("4", AJCC), ("IV", AJCC), ("1222837003", SNOMED)])
def test_stage_four_is_metastatic_disease(read: Read, code: str, system: str) -> None:
    values = read(observation("21908-9", valueCodeableConcept=concept(code, system))).values
    assert (values["setting"], "stage" in values) == ("metastatic", False)


def test_the_stage_of_a_condition_is_read(read: Read) -> None:
    staged = condition(BREAST_CANCER, stage=[{"summary": concept("4", AJCC)}])
    assert read(staged).values["setting"] == "metastatic"


def test_early_disease_by_an_old_staging_is_an_assumption(read: Read) -> None:
    record = read(condition(BREAST_CANCER), result("21907-1", "1229901006", effectiveDateTime="2019-02-01"))
    assert record.values["setting"] == "early"
    assert [note.kind for note in record.notes if note.field == "setting"] == ["assumption"]


def test_a_first_distant_metastasis_after_a_staging_without_any_is_the_recurrence(read: Read) -> None:
    record = read(
        condition(BREAST_CANCER, onsetDateTime="2019-01-10"),
        result("21907-1", "1229901006", effectiveDateTime="2019-02-01"),
        condition(LIVER, onsetDateTime="2024-05-03T10:00:00+02:00"),
    )
    assert record.values["recurrence_date"] == "2024-05-03"


def test_metastases_at_diagnosis_are_no_recurrence(read: Read) -> None:
    record = read(condition(BREAST_CANCER, onsetDateTime="2024-01"), condition(LIVER, onsetDateTime="2024-01"))
    assert "recurrence_date" not in record.values


def test_a_later_staging_without_metastases_is_a_conflict(read: Read) -> None:
    record = read(
        condition(LIVER, onsetDateTime="2022-01-01"),
        result("21907-1", "1229901006", effectiveDateTime="2024-01-01"),
    )
    assert record.values["setting"] == "metastatic"
    assert any(note.kind == "conflict" for note in record.notes)


@pytest.mark.parametrize("code", ["10230-1", "8806-2", "18043-0"])
def test_the_newest_ejection_fraction_counts(read: Read, code: str) -> None:
    old = percent(code, 63, effectiveDateTime="2025-01-01")
    new = percent(code, 48, effectiveDateTime="2026-10-01")
    assert read(new, old).values["lvef"] == "48"


def test_two_ejection_fractions_of_one_day_that_differ_leave_it_unknown(read: Read) -> None:
    day = {"effectiveDateTime": "2026-10-01"}
    record = read(percent("10230-1", 63, **day), percent("10230-1", 48, **day))
    assert "lvef" not in record.values
    assert "results of the same day differ" in notes(record)


@pytest.mark.parametrize(
    "value",
    [
        {"valueInteger": 1},
        {"valueCodeableConcept": concept("LA9623-5", LOINC)},
        {"valueQuantity": quantity(1, "{score}")},
    ],
)
def test_an_ecog_status_is_read_in_each_form(read: Read, value: dict[str, object]) -> None:
    assert read(observation("89247-1", **value)).values["performance_status"] == "1"


def test_a_karnofsky_status_is_not_turned_into_ecog(read: Read) -> None:
    record = read(observation("89243-0", valueInteger=90))
    assert "performance_status" not in record.values
    assert "Karnofsky" in reasons(record)


def test_a_recent_pregnancy_test_counts_and_an_old_one_does_not(read: Read) -> None:
    assert read(result("82810-3", "77386006", effectiveDateTime="2026-10-01")).values["pregnant"] == "yes"
    assert read(result("82810-3", "LA26683-5", LOINC, effectiveDateTime="2026-10-01")).values["pregnant"] == "no"
    old = read(result("82810-3", "77386006", effectiveDateTime="2019-10-01"))
    assert "pregnant" not in old.values
    assert "too old" in reasons(old)


def test_menopause_is_read_from_a_condition_or_from_an_observation(read: Read) -> None:
    assert read(condition("307429007")).values["menopausal_status"] == "postmenopausal"
    record = read(observation("161712005", SNOMED, valueCodeableConcept=concept("309606002")))
    assert record.values["menopausal_status"] == "premenopausal"


@pytest.mark.parametrize(("unit", "number"), [("10*9/L", 85), ("10*3/uL", 85), ("/uL", 85000)])
def test_blood_counts_are_read_in_each_usual_unit(read: Read, unit: str, number: int) -> None:
    assert read(observation("777-3", valueQuantity=quantity(number, unit))).values["platelets"] == "85"


def test_liver_tests_are_multiples_of_the_limit_that_stands_beside_them(read: Read) -> None:
    def test(code: str, value: float, limit: float) -> dict[str, object]:
        return observation(
            code, valueQuantity=quantity(value, "U/L"), referenceRange=[{"high": quantity(limit, "U/L")}]
        )

    assert read(test("1920-8", 60, 40), test("1742-6", 120, 40)).values["ast_alt"] == "3"
    assert read(test("1975-2", 1.8, 1.2)).values["bilirubin"] == "1.5"


def test_a_liver_test_without_a_limit_is_listed(read: Read) -> None:
    record = read(observation("1920-8", valueQuantity=quantity(60, "U/L")))
    assert "ast_alt" not in record.values
    assert "upper limit of normal" in reasons(record)


def test_an_old_result_is_used_with_a_note(read: Read) -> None:
    record = read(percent("10230-1", 63, effectiveDateTime="2024-01-01"))
    assert record.values["lvef"] == "63"
    assert "more than a year ago" in notes(record)
    assert "more than a year ago" not in notes(read(percent("10230-1", 63, effectiveDateTime="2026-01-01")))


def test_a_size_in_centimetres_becomes_millimetres(read: Read) -> None:
    assert read(observation("21889-1", valueQuantity=quantity(2.4, "cm"))).values["tumour_size"] == "24"


def test_heart_failure_and_lung_disease_are_read_where_active(read: Read) -> None:
    values = read(condition("84114007"), condition("233703007", clinical="resolved")).values
    assert values["heart_failure"] == "yes"
    assert "ild" not in values


@pytest.mark.parametrize(
    ("born", "age"), [("1968-11-21", "58"), ("1968-11-22", "57"), ("1968-01", "58"), ("1968", None), ("1968-13", None)]
)
def test_the_age_is_in_full_years_and_unknown_where_the_date_leaves_it_open(born: str, age: str | None) -> None:
    record = read_bundle(bundle(patient(birthDate=born)), "b.json", load_vocabulary(), AS_OF)
    assert record.values.get("age") == age


def test_a_gender_that_is_no_sex_leaves_the_sex_unknown() -> None:
    record = read_bundle(bundle(patient(gender="other")), "b.json", load_vocabulary(), AS_OF)
    assert "sex" not in record.values
    assert "sex is not known" in notes(record)


def test_what_lies_after_the_day_of_the_answer_is_left_out(read: Read) -> None:
    record = read(percent("10230-1", 63, effectiveDateTime="2026-11-22"))
    assert "lvef" not in record.values
    assert "after the day of the answer" in reasons(record)


def test_what_is_about_someone_else_is_left_out(read: Read) -> None:
    other = {"resourceType": "Device", "id": "d"}
    record = read(other, percent("10230-1", 63, subject={"reference": "Device/d"}))
    assert "lvef" not in record.values
    assert "about another person" in reasons(record)


def test_a_bundle_of_two_patients_is_refused() -> None:
    with pytest.raises(PatientError, match="2 patients"):
        read_bundle(bundle(patient(), patient(id="q")), "b.json", load_vocabulary(), AS_OF)


def test_everything_that_is_not_used_is_listed_with_its_count(read: Read) -> None:
    record = read(*[{"resourceType": "Claim"}] * 3, result("62862-8", NEGATIVE), result("62862-8", NEGATIVE))
    listed = {(each.resource, each.code): each.count for each in record.unmapped}
    assert listed == {("Claim", None): 3, ("Observation", "LOINC 62862-8"): 2}
