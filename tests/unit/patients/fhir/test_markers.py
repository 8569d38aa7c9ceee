"""HER2, ER and PR of bundles: LOINC codes with each form of value, several specimens, and results that disagree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.fhir_bundles import (
    EQUIVOCAL,
    LOINC,
    NEGATIVE,
    POSITIVE,
    SNOMED,
    concept,
    observation,
    percent,
    quantity,
    result,
    specimen,
)

from herald.patients.record import PatientRecord

Read = Callable[..., PatientRecord]


def notes(record: PatientRecord, kind: str) -> str:
    return " ".join(note.text for note in record.notes if note.kind == kind)


def reasons(record: PatientRecord) -> str:
    return "; ".join(f"{each.code} {each.reason}" for each in record.unmapped)


@pytest.mark.parametrize("code", ["85319-2", "18474-7"])
@pytest.mark.parametrize(
    ("answer", "score"), [("LA6111-4", "0"), ("LA11841-6", "1+"), ("LA11842-4", "2+"), ("LA11843-2", "3+")]
)
def test_an_ihc_score_is_read_from_the_answer_list_of_loinc(read: Read, code: str, answer: str, score: str) -> None:
    assert read(result(code, answer, LOINC)).values["her2_ihc"] == score


@pytest.mark.parametrize(("words", "score"), [("3+", "3+"), ("IHC 2+", "2+"), ("HER2 score 1+", "1+"), ("0", "0")])
def test_an_ihc_score_is_read_from_words(read: Read, words: str, score: str) -> None:
    assert read(observation("85319-2", valueString=words)).values["her2_ihc"] == score
    assert read(observation("85319-2", valueCodeableConcept={"text": words})).values["her2_ihc"] == score


def test_a_score_whose_code_and_display_differ_is_not_read(read: Read) -> None:
    record = read(observation("85319-2", valueCodeableConcept=concept("LA11841-6", LOINC, "2+")))
    assert "her2_ihc" not in record.values
    assert "contradicts itself" in reasons(record)


def test_positive_or_negative_without_a_score_leaves_the_score_open(read: Read) -> None:
    for code in ("85319-2", "18474-7", "48676-1"):
        values = read(result(code, NEGATIVE)).values
        assert (values["her2_reported"], "her2_ihc" in values) == ("negative", False)


def test_an_equivocal_ihc_is_two_plus(read: Read) -> None:
    assert read(result("85319-2", EQUIVOCAL)).values["her2_ihc"] == "2+"


@pytest.mark.parametrize("code", ["85318-4", "31150-6", "96893-3"])
def test_in_situ_hybridisation_is_amplified_or_not(read: Read, code: str) -> None:
    assert read(result(code, POSITIVE)).values["her2_ish"] == "amplified"
    assert read(result(code, "LA6577-6", LOINC)).values["her2_ish"] == "not amplified"


def test_the_ratio_and_the_copies_of_a_fish_panel_are_its_components(read: Read) -> None:
    panel = observation(
        "74885-5",
        component=[
            {"code": concept("49683-6", LOINC), "valueQuantity": quantity(3.1, "{ratio}")},
            {"code": concept("74860-8", LOINC), "valueQuantity": quantity(8.4, "{#}")},
        ],
    )
    values = read(panel).values
    assert (values["her2_ish_ratio"], values["her2_ish_copies"]) == ("3.1", "8.4")


def test_a_ratio_may_be_a_fhir_ratio(read: Read) -> None:
    ratio = {"numerator": {"value": 6.0}, "denominator": {"value": 2.4}}
    assert read(observation("49683-6", valueRatio=ratio)).values["her2_ish_ratio"] == "2.5"


@pytest.mark.parametrize(
    ("code", "why"), [("32996-1", "serum"), ("42914-2", "serum"), ("51981-9", "serum"), ("72383-3", "immunoassay")]
)
def test_her2_tests_that_the_guideline_does_not_read_say_why(read: Read, code: str, why: str) -> None:
    record = read(result(code, POSITIVE))
    assert not any(name.startswith("her2") for name in record.values)
    assert why in reasons(record)


@pytest.mark.parametrize(
    ("code", "field"), [("14228-1", "er"), ("85329-1", "er"), ("14230-7", "pr"), ("85325-9", "pr")]
)
def test_a_share_of_nuclei_is_a_percentage(read: Read, code: str, field: str) -> None:
    assert read(percent(code, 85)).values[f"{field}_percent"] == "85"


@pytest.mark.parametrize(
    ("code", "comparator", "number", "field", "value"),
    [
        ("14228-1", "<", 1, "er", "negative"),
        ("14228-1", ">", 90, "er", "positive"),
        ("14230-7", ">=", 5, "pr", "positive"),
    ],
)
def test_a_bound_is_read_where_it_settles_the_marker(
    read: Read, code: str, comparator: str, number: int, field: str, value: str
) -> None:
    values = read(observation(code, valueQuantity=quantity(number, comparator=comparator))).values
    assert (values[field], f"{field}_percent" in values) == (value, False)


def test_a_bound_that_settles_nothing_is_listed(read: Read) -> None:
    record = read(observation("14228-1", valueQuantity=quantity(10, comparator="<")))
    assert "er" not in record.values
    assert "only a bound" in reasons(record)


def test_a_unit_that_does_not_fit_is_listed(read: Read) -> None:
    record = read(observation("14228-1", valueQuantity=quantity(85, "fmol/mg")))
    assert "er_percent" not in record.values
    assert "a unit that does not fit" in reasons(record)


def test_an_interpretation_stands_in_for_a_value_that_is_absent(read: Read) -> None:
    v3 = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
    record = read(observation("16112-5", interpretation=[concept("POS", v3)]))
    assert record.values["er"] == "positive"


def test_a_value_and_an_interpretation_that_disagree_are_not_read(read: Read) -> None:
    record = read(result("16112-5", POSITIVE, interpretation=[concept(NEGATIVE)]))
    assert "er" not in record.values
    assert "contradicts itself" in reasons(record)


def test_a_value_that_is_said_to_be_absent_is_not_known(read: Read) -> None:
    record = read(observation("85319-2", dataAbsentReason=concept("unknown", "http://terminology.hl7.org/x")))
    assert "her2_ihc" not in record.values
    assert "said to be absent" in reasons(record)


def test_what_was_entered_in_error_is_left_out_and_listed(read: Read) -> None:
    record = read(result("85319-2", "LA11843-2", LOINC, status="entered-in-error"))
    assert "her2_ihc" not in record.values
    assert "entered in error" in reasons(record)


def test_a_missing_status_takes_nothing_away(read: Read) -> None:
    resource = result("85319-2", "LA11843-2", LOINC)
    del resource["status"]
    assert read(resource).values["her2_ihc"] == "3+"


def test_two_specimens_with_sites_are_listed_each_with_its_own_results(read: Read) -> None:
    record = read(
        specimen("breast", "76752008", "2019-02-01"),
        specimen("liver", "10200004", "2026-03-10"),
        result("85319-2", "LA11843-2", LOINC, specimen={"reference": "Specimen/breast"}),
        result("85319-2", "LA11841-6", LOINC, specimen={"reference": "Specimen/liver"}),
        percent("85329-1", 90, specimen={"reference": "Specimen/liver"}),
    )
    by_kind = {each["kind"]: each for each in record.values["specimens"]}  # type: ignore[index,union-attr,call-overload]
    assert by_kind["primary"] == {"kind": "primary", "date": "2019-02-01", "her2_ihc": "3+", "tested": ("HER2",)}
    assert by_kind["metastasis"]["her2_ihc"] == "1+"
    assert by_kind["metastasis"]["tested"] == ("HER2", "hormone receptors")
    assert "her2_ihc" not in record.values


def test_a_report_tells_the_specimen_of_its_results(read: Read) -> None:
    first = result("85319-2", "LA11843-2", LOINC, id="a")
    second = result("85319-2", "LA6111-4", LOINC, id="b")
    reports = [
        {
            "resourceType": "DiagnosticReport",
            "specimen": [{"reference": f"Specimen/{name}"}],
            "result": [{"reference": f"Observation/{id_}"}],
        }
        for name, id_ in (("breast", "a"), ("liver", "b"))
    ]
    sites = [specimen("breast", "76752008", "2019-02-01"), specimen("liver", "10200004", "2026-03-10")]
    record = read(first, second, *reports, *sites)
    found = {each["kind"]: each["her2_ihc"] for each in record.values["specimens"]}  # type: ignore[index,union-attr,call-overload]
    assert found == {"primary": "3+", "metastasis": "0"}


def test_without_sites_the_newest_result_is_used_and_the_disagreement_is_told(read: Read) -> None:
    record = read(
        result("85337-4", POSITIVE, effectiveDateTime="2018-03-10"),
        result("16112-5", NEGATIVE, effectiveDateTime="2022-01-02"),
    )
    assert record.values["er"] == "negative"
    assert "ER is negative in the specimen of 2022-01-02 and positive in the specimen of 2018-03-10" in notes(
        record, "conflict"
    )


def test_assays_of_different_specimens_are_never_read_together(read: Read) -> None:
    record = read(
        result("85319-2", "LA11842-4", LOINC, effectiveDateTime="2020-01-01"),
        result("85318-4", POSITIVE, effectiveDateTime="2024-01-01"),
    )
    assert record.values["her2_ish"] == "amplified"
    assert "her2_ihc" not in record.values


def test_two_results_of_one_specimen_that_differ_are_both_left_out(read: Read) -> None:
    record = read(
        result("85319-2", "LA11842-4", LOINC, effectiveDateTime="2020-01-01"),
        result("85319-2", "LA11843-2", LOINC, effectiveDateTime="2020-01-01"),
    )
    assert "her2_ihc" not in record.values
    assert "two results for her2_ihc" in notes(record, "conflict")


def test_an_overall_result_that_its_own_assay_contradicts_is_a_conflict(read: Read) -> None:
    record = read(result("85319-2", "LA11843-2", LOINC), result("48676-1", NEGATIVE))
    assert record.values["her2_ihc"] == "3+"
    assert "HER2" in notes(record, "conflict")


def test_the_more_specific_of_two_codes_decides(read: Read) -> None:
    both = {"coding": [{"system": LOINC, "code": "48676-1"}, {"system": LOINC, "code": "85318-4"}]}
    resource = {**result("48676-1", NEGATIVE), "code": both}
    assert read(resource).values["her2_ish"] == "not amplified"


def test_a_code_of_another_system_with_the_same_number_is_another_code(read: Read) -> None:
    assert "her2_ihc" not in read(observation("85319-2", SNOMED, valueString="3+")).values
