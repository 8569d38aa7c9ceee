"""Records of ClinicalTrials.gov. The study is made up; its structure is that of the registry's API, version 2."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind
from herald.documents import parse_document, parse_documents
from herald.documents.errors import BrokenDocument, HostileDocument

PFS = {
    "type": "PRIMARY",
    "title": "Progression-free Survival (PFS)",
    "timeFrame": "Up to 30 months",
    "paramType": "MEDIAN",
    "dispersionType": "95% Confidence Interval",
    "unitOfMeasure": "Months",
    "groups": [{"id": "OG000", "title": "Drug A + Drug B"}, {"id": "OG001", "title": "Drug A"}],
    "denoms": [{"counts": [{"groupId": "OG000", "value": "101"}, {"groupId": "OG001", "value": "99"}]}],
    "classes": [
        {
            "categories": [
                {
                    "measurements": [
                        {"groupId": "OG000", "value": "18.90", "lowerLimit": "14.1", "upperLimit": "27.7"},
                        {"groupId": "OG001", "value": "NA", "lowerLimit": "11.0", "upperLimit": "NA"},
                    ]
                }
            ]
        }
    ],
    "analyses": [
        {
            "groupIds": ["OG000", "OG001"],
            "paramType": "Hazard Ratio (HR)",
            "paramValue": "0.65",
            "ciPctValue": "95",
            "ciNumSides": "TWO_SIDED",
            "ciLowerLimit": "0.48",
            "ciUpperLimit": "0.89",
            "pValue": "0.0070",
        }
    ],
}  # fmt: skip
STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT00000001",
            "briefTitle": "Two or one",
            "officialTitle": "A Study of Two Drugs or One",
            "acronym": "EXAMPLE",
        },
        "statusModule": {
            "overallStatus": "COMPLETED",
            "studyFirstPostDateStruct": {"date": "2010-05-01"},
            "resultsFirstPostDateStruct": {"date": "2016-06-07"},
            "lastUpdatePostDateStruct": {"date": "2018-01"},
        },
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2"],
            "designInfo": {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL"},
            "enrollmentInfo": {"count": 200, "type": "ACTUAL"},
        },
        "conditionsModule": {"conditions": ["Breast Cancer"]},
        "armsInterventionsModule": {
            "armGroups": [{"label": "Drug A + Drug B", "type": "EXPERIMENTAL", "description": "Both."}],
            "interventions": [{"type": "DRUG", "name": "Drug A", "description": "8 mg/kg"}],
        },
        "outcomesModule": {"primaryOutcomes": [{"measure": "PFS", "timeFrame": "Up to 30 months"}]},
        "eligibilityModule": {"eligibilityCriteria": "LVEF of at least 55%"},
    },
    "resultsSection": {"outcomeMeasuresModule": {"outcomeMeasures": [PFS]}},
}


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_document(json.dumps(STUDY).encode(), source="NCT00000001.json")


def lines_of(document: Document, role: BlockRole) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role is role]


def test_a_study_is_a_trial_record(document: Document) -> None:
    assert (document.kind, document.format) == (DocumentKind.TRIAL_RECORD, "clinicaltrials.gov")
    assert document.identifiers == {"nct": "NCT00000001"}
    assert document.title == "A Study of Two Drugs or One"
    assert document.published == PartialDate.parse("2016-06-07")
    assert document.updated == PartialDate.parse("2018-01")


@pytest.mark.parametrize(("kind", "words"), [("ACTUAL", "were enrolled"), ("ESTIMATED", "are to be enrolled")])
def test_a_planned_number_is_not_an_enrolled_one(kind: str, words: str) -> None:
    text = json.dumps(STUDY).replace("ACTUAL", kind)
    sentence = f"200 patients with Breast Cancer {words} in EXAMPLE (NCT00000001): A Study of Two Drugs or One."
    assert sentence in parse_document(text.encode(), source="x.json").text


def test_posted_results_are_a_table_with_units_and_intervals(document: Document) -> None:
    assert lines_of(document, BlockRole.TABLE_ROW) == [
        "Progression-free Survival (PFS) | Drug A + Drug B | Drug A",
        "Analysed | n=101 | n=99",
        "median Progression-free Survival (PFS) | 18.90 months (95% CI 14.1 to 27.7)"
        " | not estimable (95% CI 11.0 to not estimable)",
    ]


def test_an_analysis_is_a_sentence_with_the_groups_that_it_compares(document: Document) -> None:
    assert (
        "Progression-free Survival (PFS): median 18.90 months with Drug A + Drug B versus not estimable with Drug A;"
        " hazard ratio 0.65; 95% CI, 0.48 to 0.89; P = 0.0070." in lines_of(document, BlockRole.PARAGRAPH)
    )


def test_numbers_stay_as_they_were_written() -> None:
    text = json.dumps(STUDY).replace('"0.65"', "0.650")
    assert "hazard ratio 0.650" in parse_document(text.encode(), source="x.json").text


def test_a_level_that_is_not_given_is_not_made_up() -> None:
    text = json.dumps(STUDY).replace('"ciPctValue": "95", ', "")
    assert "hazard ratio 0.65; CI, 0.48 to 0.89" in parse_document(text.encode(), source="x.json").text


def test_what_was_planned_is_kept_but_is_no_content(document: Document) -> None:
    kept = lines_of(document, BlockRole.METADATA)
    assert any("LVEF of at least 55%" in line for line in kept)
    assert "DRUG | Drug A | 8 mg/kg" in kept
    assert "PFS | Up to 30 months" in kept


def test_each_block_leads_back_by_a_json_path(document: Document) -> None:
    value: Any = STUDY
    (row,) = [block for block in document.blocks if document.text[block.start :].startswith("median")]
    assert row.origin is not None
    for step in row.origin.removeprefix("$.").replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    assert value["measurements"][0]["value"] == "18.90"


def test_an_answer_with_several_studies_is_several_documents() -> None:
    other = json.loads(json.dumps(STUDY).replace("NCT00000001", "NCT00000002"))
    answer = json.dumps({"studies": [STUDY, other]}).encode()
    sources = [document.source for document in parse_documents(answer, source="x.json")]
    assert sources == ["x.json#NCT00000001", "x.json#NCT00000002"]


@pytest.mark.parametrize(
    "text",
    ['{"protocolSection": ', '{"protocolSection": {}}', '{"protocolSection": [1]}', '{"studies": [1, null, "x"]}'],
)
def test_what_is_no_study_is_refused(text: str) -> None:
    with pytest.raises(BrokenDocument):
        parse_document(text.encode(), source="x.json")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises((HostileDocument, BrokenDocument)):
        parse_document(b'{"protocolSection":' + b"[" * 200_000, source="x.json")


def altered(change: Callable[[dict[str, Any]], None]) -> Document:
    study = json.loads(json.dumps(STUDY))
    change(study)
    return parse_document(json.dumps(study).encode(), source="x.json")


def test_an_analysis_of_a_measure_with_several_rows_names_its_groups_only() -> None:
    def add_a_row(study: dict[str, Any]) -> None:
        classes = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]["classes"]
        classes.append({"title": "HR-positive", **classes[0]})

    sentence = "Progression-free Survival (PFS) for Drug A + Drug B versus Drug A: hazard ratio 0.65"
    assert sentence in altered(add_a_row).text


def test_the_registry_s_escapes_are_no_part_of_its_words() -> None:
    def escape(study: dict[str, Any]) -> None:
        study["protocolSection"]["descriptionModule"] = {"briefSummary": "LVEF \\>=50% \\[echo\\], P\\<0.05, 3\\*"}

    assert "LVEF >=50% [echo], P<0.05, 3*" in altered(escape).text


def test_an_arm_that_is_only_a_letter_is_told_with_its_drugs() -> None:
    def name(study: dict[str, Any]) -> None:
        study["protocolSection"]["armsInterventionsModule"]["armGroups"] = [
            {"label": "Arm A", "interventionNames": ["Drug: Drug A", "Biological: Drug B", "Procedure: surgery"]}
        ]

    assert "Arm A (Drug A + Drug B)" in lines_of(altered(name), BlockRole.LIST_ITEM)


def test_a_group_that_is_no_registered_arm_is_told_with_its_description_once() -> None:
    def describe(study: dict[str, Any]) -> None:
        measures = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"]
        measures[0]["groups"][0].update(title="Group 1", description="Participants received both.")
        measures.append(measures[0])

    told = [line for line in lines_of(altered(describe), BlockRole.PARAGRAPH) if line.startswith("Group 1 (")]
    assert told == ["Group 1 (Participants received both)"]


def test_a_count_of_participants_stands_with_how_many_were_analysed() -> None:
    def count(study: dict[str, Any]) -> None:
        measure = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]
        measure.update(paramType="COUNT_OF_PARTICIPANTS", unitOfMeasure="Participants", dispersionType=None)
        measure["denoms"][0]["units"] = "Participants"
        measure["classes"] = [{"categories": [{"title": "CR", "measurements": [{"groupId": "OG000", "value": "19"}]}]}]

    assert "CR | 19 of 101 participants |" in altered(count).text


def test_two_phases_are_one_design() -> None:
    def widen(study: dict[str, Any]) -> None:
        study["protocolSection"]["designModule"]["phases"] = ["PHASE2", "PHASE3"]

    assert "Design: phase 2/3, randomized" in altered(widen).text


def test_a_difference_has_the_unit_of_what_differs() -> None:
    def differ(study: dict[str, Any]) -> None:
        measure = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]
        measure["unitOfMeasure"] = "percentage of participants"
        measure["analyses"][0].update(paramType="Difference in response rate", paramValue="10.8")

    assert "Difference in response rate 10.8%; 95% CI" in altered(differ).text
