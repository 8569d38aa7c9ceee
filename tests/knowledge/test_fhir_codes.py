"""The tables of FHIR codes: sorted, each code once, each with a source, and everything they name exists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import herald
from herald.patients.fhir.codes import observation_codes
from herald.patients.fhir.field_readers import READERS
from herald.vocabulary.tables import load_vocabulary

FOLDER = Path(herald.__file__).parent / "knowledge" / "fhir"
TABLES = ("observations", "answers", "conditions", "procedures", "sites")
LOINC = "http://loinc.org"
READ_TOGETHER = {"variant", "disease status"}
"""Observations that a reader of their own takes, beside those of one gene."""

HER2_OF_MCODE = {
    "48676-1", "85319-2", "72383-3", "72382-5", "32996-1", "42914-2", "51981-9", "85318-4", "31150-6", "96893-3",
    "74885-5", "49683-6", "74860-8",
}  # fmt: skip
"""HER2 in mCODE's TumorMarkerTestVS, HL7/fhir-mCODE-ig@543477b5 input/fsh/VS_Genomics.fsh."""


def rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_sorted_unique_shown_and_sourced(table: str) -> None:
    keys = [(row["system"], row["code"]) for row in rows(table)]
    assert keys == sorted(set(keys)), "sort the rows by system and code, and keep each code once"
    for row in rows(table):
        assert row["display"], f"{row['code']} has no display"
        assert row["source"], f"{row['code']} has no source"


def test_products_are_sorted_unique_and_of_known_agents() -> None:
    numbers = [int(row["rxnorm"]) for row in rows("medications")]
    assert numbers == sorted(set(numbers))
    vocabulary = load_vocabulary()
    for row in rows("medications"):
        assert all(agent in vocabulary for agent in row["agents"].split(" | ")), row


def test_every_ingredient_of_the_vocabulary_is_its_own_agent() -> None:
    agents = {row["rxnorm"]: row["agents"] for row in rows("medications")}
    for concept in load_vocabulary():
        number = concept.identifiers.get("RXNORM")
        assert agents.get(str(number), concept.id) == concept.id, f"RxNorm {number} is {concept.id}"


def test_every_observation_has_a_reader_or_a_reason() -> None:
    for (_, code), reading in observation_codes().items():
        known = reading.reads in READERS or reading.reads in READ_TOGETHER or reading.reads.startswith("gene ")
        assert known != bool(reading.why_not), f"{code}: name a reader, or say why not, and not both"


def test_every_her2_code_of_mcode_is_known() -> None:
    assert {(LOINC, code) for code in HER2_OF_MCODE} <= set(observation_codes())
