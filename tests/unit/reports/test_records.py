"""The JSON shapes; the keys are those of the written contract, by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.report_cases import decision, document, extraction, place

from herald.core.findings import Finding
from herald.decisions.decision import Because
from herald.decisions.her2 import Her2Assessment
from herald.evidence.agreement import find_disagreements
from herald.reports import records

FINDING_KEYS = {
    "document", "trial", "phase", "population", "endpoint", "arm", "comparator", "value", "comparator_value", "unit",
    "statistic", "effect_measure", "effect", "ci_low", "ci_high", "ci_level", "p", "arm_n", "comparator_n", "events",
    "comparator_events", "timepoint", "assessed_by", "span", "spans", "agents", "confidence", "issues",
}  # fmt: skip
DECISION_KEYS = {
    "as_of", "knowledge", "facts", "options", "excluded", "undecided", "missing", "conflicts", "flags",
}  # fmt: skip
OPTION_KEYS = {
    "rank", "regimen", "agents", "standing", "rule", "strength", "certainty", "jurisdiction", "source", "evidence",
    "cautions", "because",
}  # fmt: skip


def test_a_finding_has_every_key_of_the_contract() -> None:
    record = records.finding_record(extraction().findings[0])
    assert set(record) >= FINDING_KEYS


def test_printed_numbers_stay_as_printed_and_absent_ones_are_null() -> None:
    record = records.finding_record(extraction().findings[0])
    assert (record["value"], record["p"], record["ci_low"]) == ("18.0", ".0070", None)


def test_spans_quote_the_figures_they_are_named_for() -> None:
    text = document().text
    for finding in extraction().findings:
        record = records.finding_record(finding)
        for name, (start, end) in record["spans"].items():
            assert text[start:end] == str(record[name])


def test_counts_are_kept_as_printed_beside_their_number() -> None:
    text = "Eleven women (61 %) of 1,203 responded."
    spans = {"events_as_printed": place("Eleven", text), "arm_n_as_printed": place("1,203", text)}
    evidence = replace(extraction().findings[0].evidence[0], spans=spans)
    finding = Finding(endpoint="ORR", events=11, arm_n=1203, comparator_n=40, evidence=(evidence,))
    record = records.finding_record(finding)
    assert (record["events"], record["events_value"], record["spans"]["events"]) == ("Eleven", 11, [0, 6])
    assert (record["arm_n"], record["arm_n_value"]) == ("1,203", 1203)
    assert (record["comparator_n"], record["comparator_n_value"]) == (40, 40)
    header, (row,) = records.findings_table([finding])
    assert (row[header.index("events")], row[header.index("arm_n")]) == ("11", "1203")


def test_a_figure_that_another_place_of_the_document_prints_has_its_span_there() -> None:
    text = "Eleven of 40 responded (27.5 %). In all, 11 responses were seen with P = .04."
    first = replace(extraction().findings[0].evidence[0], spans={name: place(quote, text) for name, quote in (
        ("events_as_printed", "Eleven"), ("arm_n", "40"), ("value", "27.5"))})  # fmt: skip
    other = replace(first, spans={"events": place("11", text), "p": place(".04", text), "ci_low": place("40", text)})
    finding = Finding(endpoint="ORR", value="27.5", events=11, arm_n=40, p=".04", ci_low="12", evidence=(first, other))
    record = records.finding_record(finding)
    assert {name: text[slice(*span)] for name, span in record["spans"].items()} == {
        "arm_n": "40", "events": "Eleven", "p": ".04", "value": "27.5",
    }  # fmt: skip
    assert record["events"] == "Eleven"


def test_agents_are_written_with_the_identifiers_of_others() -> None:
    assert records.finding_record(extraction().findings[0])["agents"] == ["RXNORM:1298944", "RXNORM:224905"]


def test_the_place_with_most_figures_leads() -> None:
    survival = extraction().findings[0]
    bare = replace(survival.evidence[0], document="other", spans={})
    record = records.finding_record(replace(survival, evidence=(bare, *survival.evidence)))
    assert record["document"] == document().id
    assert len(record["evidence"]) == 2


def test_a_finding_without_evidence_has_no_span() -> None:
    record = records.finding_record(Finding(endpoint="PFS"))
    assert (record["document"], record["span"], record["spans"], record["agents"]) == (None, None, {}, [])


def test_an_extraction_has_its_five_lists() -> None:
    answer = records.extraction_record([("a.txt", document(), extraction())])
    assert list(answer) == ["documents", "studies", "findings", "harms", "rejected"]
    assert answer["documents"][0]["path"] == "a.txt"
    assert answer["studies"][0]["n"] == "200"
    assert document().text[slice(*answer["studies"][0]["spans"]["n"])] == "200"
    assert answer["rejected"][0]["reason"] == "follow-up time"


def test_a_document_has_dates_in_iso_form_and_its_mesh_terms() -> None:
    record = records.document_record(document(), extraction())
    assert record["published"] == "2018-03-15"
    assert record["mesh"][0] == {"heading": "Breast Neoplasms", "qualifier": "drug therapy", "is_major": True}


def test_a_decision_has_every_key_of_the_contract() -> None:
    record = records.decision_record(decision())
    assert set(record) >= DECISION_KEYS
    assert record["as_of"] == "2026-11-21"
    assert record["facts"]["her2_status"]["value"] == "positive"
    option = record["options"][0]
    assert set(option) >= OPTION_KEYS
    assert option["evidence"][0]["effect"] == "0.33"
    assert record["missing"][0]["outcomes"][0]["if"] == "10% or more"


def test_the_her2_answer_has_the_keys_of_the_contract_in_order() -> None:
    steps = (Because("IHC is 2+", "t.ihc-2", "asco-cap-her2-2018"),)
    record = records.her2_record(Her2Assessment("equivocal", False, None, "unknown", ("ish",), None, steps))
    assert list(record) == ["result", "with_comment", "group", "expression", "needs", "comment", "because"]
    assert (record["needs"], record["because"][0]["rule"]) == (["ish"], "t.ihc-2")


def test_records_are_plain_json_and_the_same_each_time() -> None:
    first, second = (
        json.dumps([records.decision_record(decision()), records.extraction_record([(None, document(), extraction())])])
        for _ in range(2)
    )
    assert first == second


def test_disagreeing_findings_are_named_by_their_place_in_the_list() -> None:
    survival = extraction().findings[0]
    found = [survival, replace(survival, value="19.5")]
    record = records.findings_record(found, find_disagreements(found))
    assert record["disagreements"] == [
        {"findings": [0, 1], "differences": [{"field": "value", "first": "18.0", "second": "19.5"}]}
    ]


def test_the_table_has_one_cell_for_each_column() -> None:
    header, rows = records.findings_table(extraction().findings)
    assert [len(row) for row in rows] == [len(header)] * 2
    assert dict(zip(header, rows[0], strict=True))["comparator"] == "trastuzumab"


@pytest.mark.parametrize("trial", ["=1+1", "+cmd", "@SUM(A1)", "-cmd", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(trial: str) -> None:
    header, rows = records.findings_table([replace(extraction().findings[0], trial=trial)])
    assert dict(zip(header, rows[0], strict=True))["trial"] == f"'{trial}"


def test_a_negative_number_stays_a_number_in_the_table() -> None:
    header, rows = records.findings_table([replace(extraction().findings[0], effect="-3.2")])
    assert dict(zip(header, rows[0], strict=True))["effect"] == "-3.2"
