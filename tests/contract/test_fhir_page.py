"""The page on bundles names every kind of observation that is read, and every field that a bundle can fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from herald.patients.fhir.codes import observation_codes


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "reference" / "fhir.md").read_text(encoding="utf-8")


def test_every_reader_of_an_observation_is_on_the_page(page: str) -> None:
    reads = {reading.reads for reading in observation_codes().values() if reading.reads}
    assert [name for name in sorted(reads) if f"`{name}`" not in page] == []


def test_every_field_that_the_reader_writes_is_on_the_page(page: str, root: Path) -> None:
    fields = (root / "docs" / "reference" / "patient-fields.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| `(\w+)` \|", fields, re.MULTILINE))
    code = " ".join(path.read_text(encoding="utf-8") for path in (root / "src/herald/patients/fhir").glob("*.py"))
    written = {name for name in known if re.search(rf'"{name}"', code)}
    assert [name for name in sorted(written) if name not in page] == []
    assert {"her2_ihc", "setting", "lvef", "germline_brca"} <= written
