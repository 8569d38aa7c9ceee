"""Reading a whole record: spellings, drugs by their vocabulary ids, and errors that repair without repeating values."""

from __future__ import annotations

from pathlib import Path

import pytest

from herald.core.errors import PatientError
from herald.patients.record import PatientRecord, parse_patient, read_patient
from herald.vocabulary.tables import load_vocabulary


def read(text: str) -> PatientRecord:
    return parse_patient(text.encode(), "p.yaml", load_vocabulary())


@pytest.mark.parametrize("written", ["3+", "IHC 3+", "HER2 IHC 3+", "3", "score 3+"])
def test_spellings_of_an_ihc_score_are_one(written: str) -> None:
    assert read(f"her2_ihc: {written}").values == {"her2_ihc": "3+"}


def test_true_and_false_are_yes_and_no() -> None:
    assert read('{"ild": false, "brain_metastases": true}').values == {"ild": "no", "brain_metastases": "present"}


def test_drugs_become_vocabulary_ids_whatever_name_is_used() -> None:
    record = read("treatments:\n- agents: [Enhertu]\n- agents: T-DM1\n- agents: Herceptin + pertuzumab + docetaxel\n")
    assert record.values["treatments"] == (
        {"agents": ("agent:trastuzumab-deruxtecan",)},
        {"agents": ("agent:trastuzumab-emtansine",)},
        {"agents": ("agent:trastuzumab", "agent:pertuzumab", "agent:docetaxel")},
    )


def test_prior_is_written_out_as_treatments_without_setting() -> None:
    record = read("prior: [T-DM1, trastuzumab + docetaxel]")
    assert record.values["treatments"] == (
        {"agents": ("agent:trastuzumab-emtansine",)},
        {"agents": ("agent:trastuzumab", "agent:docetaxel")},
    )


def test_prior_by_setting_keeps_the_setting() -> None:
    record = read("prior:\n  adjuvant: trastuzumab\n  metastatic: [T-DM1]\n")
    assert record.values["treatments"] == (
        {"setting": "adjuvant", "agents": ("agent:trastuzumab",)},
        {"setting": "metastatic", "agents": ("agent:trastuzumab-emtansine",)},
    )


def test_a_class_may_stand_for_a_drug_that_is_not_recorded() -> None:
    assert read("prior: [CDK4/6 inhibitor + letrozole]").values["treatments"] == (
        {"agents": ("class:cdk4-6-inhibitor", "agent:letrozole")},
    )


def test_variants_become_gene_symbol_and_change() -> None:
    record = read("variants:\n- HER2 p.Leu755Ser\n- {gene: PIK3CA, protein: p.H1047R}\n")
    assert record.values["variants"] == (
        {"gene": "ERBB2", "protein": "L755S"},
        {"gene": "PIK3CA", "protein": "H1047R"},
    )


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ("age: 61\nprior: [trastuzumab, pertuzumba]", "p.yaml:2: prior[2].agents", "pertuzumab"),
        ("variants: [ERBB22 L755S]", "p.yaml:1: variants[1]", "ERBB2"),
        ("variants: [L755S]", "p.yaml:1: variants[1]", "ERBB2 p.L755S"),
        ("prior: [PIK3CA]", "p.yaml:1: prior[1].agents", ""),
        ("prior: T-DM1", "p.yaml:1: 'prior'", "prior: [T-DM1"),
        ("prior: [T-DM1]\ntreatments: []", "p.yaml:1", "one of them"),
        ("prior:\n  metastatic:\n", "p.yaml:2: a setting without regimens", "[] for none"),
        ("- her2_ihc: 2+", "p.yaml: not a list of fields", "field: value"),
        ('{"resourceType": "Bundle"}', "p.yaml: a FHIR resource", "YAML"),
    ],
)
def test_errors_name_place_and_field_and_the_nearest_valid_name(text: str, where: str, hint: str) -> None:
    with pytest.raises(PatientError) as caught:
        read(text)
    assert where in caught.value.message
    assert hint.casefold() in (caught.value.hint or "").casefold()


@pytest.mark.parametrize("text", ["prior: [xqzwert]", "variants: [xqzwert 99]", "variants: [XQZWERT L755S]"])
def test_errors_never_repeat_a_value(text: str) -> None:
    with pytest.raises(PatientError) as caught:
        read(text)
    assert "xqzwert" not in str(caught.value).casefold()


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    binary = tmp_path / "scan.yaml"
    binary.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    for path, said in ((tmp_path / "none.yaml", "no such file"), (tmp_path, "directory"), (binary, "not UTF-8")):
        with pytest.raises(PatientError) as caught:
            read_patient(path, load_vocabulary())
        assert said in caught.value.message


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(PatientError) as caught:
        read_patient(path, load_vocabulary())
    assert "larger" in caught.value.message


def test_title_and_note_are_for_readers_only() -> None:
    record = read("title: First line\nnote: an example\nher2_ihc: 3+\n")
    assert record.title == "First line"
    assert set(record.values) == {"her2_ihc"}
