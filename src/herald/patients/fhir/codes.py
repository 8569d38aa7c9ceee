"""The tables of codes under `knowledge/fhir`: what a code of LOINC, SNOMED CT, RxNorm or ICD-10 means for a record."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from herald.patients.fhir.resources import Coding

FOLDER = Path(__file__).parents[2] / "knowledge" / "fhir"
SYSTEMS = {
    "http://loinc.org": "LOINC",
    "http://snomed.info/sct": "SNOMED CT",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "RXNORM",
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation": "interpretation",
}
_PLAIN = re.compile(r"[\w .:/#+-]{1,100}", re.ASCII)
ICD_10 = "http://hl7.org/fhir/sid/icd-10"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an observation with some code is read.

    Attributes:
        reads: Which reader takes it; "" where none does.
        why_not: The reason, where none does.
    """

    reads: str
    why_not: str


@cache
def observation_codes() -> Mapping[tuple[str, str], Reading]:
    return MappingProxyType({_key(row): Reading(row["reads"], row["why_not"]) for row in _rows("observations")})


@cache
def meanings(table: str) -> Mapping[tuple[str, str], str]:
    """Returns what the codes of a table mean, by system and code."""
    return MappingProxyType({_key(row): row["means"] for row in _rows(table)})


@cache
def products() -> Mapping[str, tuple[str, ...]]:
    """Returns the vocabulary ids of the agents in a product or ingredient, by RxNorm number."""
    return MappingProxyType({row["rxnorm"]: tuple(row["agents"].split(" | ")) for row in _rows("medications")})


def find_meaning(table: str, codings: Iterable[Coding]) -> str | None:
    """Returns what the first known of some codes means; a category of ICD-10 stands for its subdivisions."""
    known = meanings(table)
    for coding in codings:
        system = _system(coding)
        for code in (coding.code, coding.code.partition(".")[0]) if "icd-10" in system else (coding.code,):
            if (system, code) in known:
                return known[system, code]
    return None


def code_label(codings: Iterable[Coding]) -> str | None:
    """Returns the first code as "LOINC 8302-2"; the system's own address where it is none of the usual ones."""
    for coding in codings:
        if coding.code:
            return shown(f"{SYSTEMS.get(coding.system, coding.system)} {coding.code}".strip())
    return None


def shown(name: str) -> str:
    """Returns a code or a type for display; one that reads like anything else is not repeated."""
    return name if _PLAIN.fullmatch(name) else "not a plain code"


def _system(coding: Coding) -> str:
    """The national editions of ICD-10 agree in the few categories that are read."""
    return f"{ICD_10}-cm" if coding.system.startswith(ICD_10) else coding.system


def _key(row: Mapping[str, str]) -> tuple[str, str]:
    return row["system"], row["code"]


def _rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
