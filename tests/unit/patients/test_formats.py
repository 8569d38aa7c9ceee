"""The form of a record is seen from the file: a table by its name, a bundle by its resource type."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.fhir_bundles import bundle, patient, percent

from herald.core.errors import PatientError
from herald.patients.csv_row import Choice
from herald.patients.formats import read_record
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.yaml", b"er_percent: 90"),
        ("p.json", b'{"er_percent": 90}'),
        ("p.csv", b"er_percent\n90\n"),
        ("p.TSV", b"er_percent\tage\n90\t\n"),
        ("p.json", bundle(percent("14228-1", 90))),
        ("p.json", b"\xef\xbb\xbf \n" + bundle(patient(), percent("14228-1", 90))),
    ],
)
def test_each_form_gives_the_same_value(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert read_record(tmp_path / name, load_vocabulary(), AS_OF).values["er_percent"] == "90"


def test_a_row_is_chosen_of_tables_only(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"age: 58")
    with pytest.raises(PatientError, match="no table"):
        read_record(tmp_path / "p.yaml", load_vocabulary(), AS_OF, Choice(row=1))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(PatientError, match=str(path.name)):
            read_record(path, load_vocabulary(), AS_OF)
