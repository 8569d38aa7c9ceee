"""Bundles: whatever they hold, they are read or refused; and a bundle answers as the record that says the same."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import fhir_bundles as fhir

import herald
from herald.core.errors import PatientError
from herald.decisions.deciding import decide
from herald.decisions.decision import Decision
from herald.decisions.evidence import load_results
from herald.decisions.inputs import read_inputs
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, load_guideline
from herald.patients.fhir.codes import observation_codes
from herald.patients.fhir.reading import read_bundle
from herald.patients.record import PatientRecord, parse_patient
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)
LEXICON = VocabularyLexicon(load_vocabulary())

_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
_NAMES = st.sampled_from([
    "resourceType", "entry", "resource", "code", "coding", "system", "display", "value", "valueQuantity",
    "valueCodeableConcept", "valueString", "component", "status", "subject", "reference", "contained", "id",
    "effectiveDateTime", "specimen", "collection", "stage", "extension", "url", "interpretation", "unit", "comparator",
    "numerator", "medicationCodeableConcept", "text", "bodySite", "period", "start", "end",
])  # fmt: skip
_TYPES = st.sampled_from(["Bundle", "Patient", "Observation", "Condition", "MedicationStatement", "Procedure", "X"])
_TREES = st.recursive(
    _SCALARS | _TYPES | st.sampled_from([code for _, code in observation_codes()] + ["http://loinc.org", "2020-02-30"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=25,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_an_error(content: bytes) -> None:
    with suppress(PatientError):
        read_bundle(content, "b.json", load_vocabulary(), AS_OF)


@settings(max_examples=300)
@given(st.lists(st.tuples(_TYPES, st.dictionaries(_NAMES, _TREES, max_size=6)), max_size=4))
def test_any_resources_are_a_record_or_an_error(parts: list[tuple[str, dict[str, Any]]]) -> None:
    resources = [{**fields, "resourceType": kind} for kind, fields in parts]
    with suppress(PatientError):
        read_bundle(fhir.bundle(*resources), "b.json", load_vocabulary(), AS_OF)


@settings(max_examples=200)
@given(st.sampled_from(sorted(observation_codes())), _TREES, _NAMES)
def test_any_value_of_any_known_observation_is_read_or_listed(key: tuple[str, str], tree: Any, name: str) -> None:
    resource = {**fhir.observation(key[1], key[0]), name: tree, "valueCodeableConcept": tree}
    with suppress(PatientError):
        read_bundle(fhir.bundle(fhir.patient(), resource), "b.json", load_vocabulary(), AS_OF)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load_guideline(Path(herald.__file__).parent / "knowledge" / "guideline", LEXICON)


_CODES = {
    "agent:trastuzumab": "224905", "agent:pertuzumab": "1298944", "agent:docetaxel": "72962",
    "agent:letrozole": "72965", "agent:trastuzumab-deruxtecan": "2267582", "agent:fulvestrant": "282357",
}  # fmt: skip
_IHC = {"0": "LA6111-4", "1+": "LA11841-6", "2+": "LA11842-4", "3+": "LA11843-2"}
_SETTINGS = {"adjuvant": fhir.ADJUVANT, "metastatic": fhir.PALLIATIVE}
_REASONS = {"completed": "182992009", "toxicity": "407563006", "choice": "105480006"}
_STARTS = ("2018-01-10", "2020-03-05", "2022-06-20", "2024-09-01")


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Regimens years apart, so that dates alone tell them apart, as they do in a bundle."""
    starts = draw(st.lists(st.sampled_from(_STARTS), min_size=1, unique=True).map(sorted))
    return [
        {
            "agents": draw(st.lists(st.sampled_from(sorted(_CODES)), min_size=1, max_size=3, unique=True)),
            "setting": draw(st.sampled_from(sorted(_SETTINGS))),
            "start": start,
            "end": f"{int(start[:4]) + 1}-01-15",
            **draw(st.fixed_dictionaries({}, optional={"stopped_for": st.sampled_from(sorted(_REASONS))})),
        }
        for start in starts
    ]


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    optional = {
        "sex": st.sampled_from(["female", "male"]),
        "er_percent": st.integers(0, 100),
        "pr_percent": st.integers(0, 100),
        "her2_ihc": st.sampled_from(sorted(_IHC)),
        "her2_ish": st.sampled_from(["amplified", "not amplified"]),
        "lvef": st.integers(30, 75),
        "performance_status": st.sampled_from(["0", "1", "2", "3"]),
        "setting": st.just("metastatic"),
        "brain_metastases": st.just("present"),
        "esr1_mutation": st.sampled_from(["no"]),
        "variants": st.just(["ERBB2 p.V777L", "PIK3CA p.H1047R"]),
        "treatments": histories(),
        "menopausal_status": st.sampled_from(["premenopausal", "postmenopausal"]),
    }
    record: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=optional))
    return {**record, "setting": "metastatic"} if "brain_metastases" in record else record


def as_bundle(record: dict[str, Any]) -> bytes:
    """Writes a record as a bundle, by hand and without the reader's tables."""
    value = record.get
    parts: list[Any] = [
        {"resourceType": "Patient", "id": "p", **({"gender": value("sex")} if value("sex") else {})},
        value("er_percent") is not None and fhir.percent("85329-1", record["er_percent"]),
        value("pr_percent") is not None and fhir.percent("85325-9", record["pr_percent"]),
        value("her2_ihc") and fhir.result("85319-2", _IHC[record["her2_ihc"]], fhir.LOINC),
        value("her2_ish")
        and fhir.result("85318-4", fhir.POSITIVE if record["her2_ish"] == "amplified" else fhir.NEGATIVE),
        value("lvef") and fhir.percent("10230-1", record["lvef"]),
        value("performance_status") and fhir.observation("89247-1", valueInteger=int(record["performance_status"])),
        value("setting") and fhir.condition(fhir.LIVER),
        value("brain_metastases") and fhir.condition(fhir.BRAIN),
        value("esr1_mutation") and fhir.variant("HGNC:3467", "ESR1", present=False),
        value("menopausal_status")
        and fhir.condition({"premenopausal": "309606002", "postmenopausal": "307429007"}[record["menopausal_status"]]),
    ]
    if value("variants"):
        parts += [fhir.variant("HGNC:3430", "ERBB2", "p.Val777Leu"), fhir.variant("8975", "PIK3CA", "p.(His1047Arg)")]
    for entry in value("treatments") or []:
        parts += [_given(entry, agent) for agent in entry["agents"]]
    return fhir.bundle(*filter(None, parts))


def _given(entry: dict[str, Any], agent: str) -> fhir.Json:
    stopped = {"statusReason": [fhir.concept(_REASONS[entry["stopped_for"]])]} if "stopped_for" in entry else {}
    extension = fhir.intent(_SETTINGS[entry["setting"]])
    return fhir.drug(_CODES[agent], entry["start"], entry["end"], extension=extension, **stopped)


def same_answer(first: Decision, second: Decision) -> bool:
    return (first.facts, first.options, first.excluded, first.undecided, first.missing) == (
        second.facts,
        second.options,
        second.excluded,
        second.undecided,
        second.missing,
    )


@settings(max_examples=40)
@given(records())
def test_a_bundle_answers_as_the_record_that_says_the_same(guideline: Guideline, record: dict[str, Any]) -> None:
    results = load_results()

    def answer(read: PatientRecord) -> Decision:
        return decide(read_inputs(read, guideline, LEXICON, AS_OF), guideline, results, AS_OF)

    written = parse_patient(json.dumps(record).encode(), "r.json", load_vocabulary())
    bundled = read_bundle(as_bundle(record), "b.json", load_vocabulary(), AS_OF)
    assert same_answer(answer(written), answer(bundled))
