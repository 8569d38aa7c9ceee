"""The example bundles answer as a clinician would read them, from the command line too."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from herald.cli.main import commands
from herald.cli.options import get_decision, read_record
from herald.decisions.decision import Decision

AS_OF = dt.date(2026, 11, 21)


@pytest.fixture
def examples(root: Path) -> Path:
    return root / "examples" / "patients"


def answer(path: Path) -> Decision:
    return get_decision(read_record(path, AS_OF), AS_OF, None)


def facts(decision: Decision) -> dict[str, str | None]:
    return {fact.name: fact.value for fact in decision.facts}


def test_the_bundle_in_second_line_is_offered_what_its_record_is_offered(examples: Path) -> None:
    bundled = answer(examples / "second-line-her2-positive.fhir.json")
    written = answer(examples / "second-line-her2-positive.yaml")
    assert bundled.options[0].regimen == "trastuzumab deruxtecan"
    assert [option.regimen for option in bundled.options] == [option.regimen for option in written.options]
    assert (facts(bundled)["line"], facts(bundled)["her2_status"]) == ("2", "positive")


def test_of_two_specimens_the_metastasis_counts_and_the_conflict_names_both(examples: Path) -> None:
    decision = answer(examples / "receptors-differ.fhir.json")
    assert facts(decision)["her2_status"] == "negative"
    positions = [position.text for conflict in decision.conflicts for position in conflict.positions]
    assert any("2021-03-15" in text and "positive" in text for text in positions)
    assert any("2026-10-05" in text and "negative" in text for text in positions)


def test_a_variant_in_a_bundle_opens_the_options_of_her2_mutant_disease(examples: Path) -> None:
    decision = answer(examples / "her2-mutant-her2-negative.fhir.json")
    assert facts(decision)["line"] == "3"
    assert "neratinib + trastuzumab + fulvestrant" in [option.regimen for option in decision.options]


def run(*arguments: str, content: bytes | None = None) -> Any:
    done = CliRunner().invoke(
        commands, ["options", *arguments, "--as-of", "2026-11-21", "--format", "json"], input=content
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_what_a_bundle_holds_beyond_the_record_is_listed_and_flagged(examples: Path) -> None:
    record = run(str(examples / "receptors-differ.fhir.json"))
    [unmapped] = record["unmapped"]
    assert (unmapped["resource"], unmapped["code"], unmapped["count"]) == ("Observation", "LOINC 85330-9", 1)
    assert any(flag["kind"] == "not used" and "LOINC 85330-9" in flag["text"] for flag in record["flags"])


def test_a_bundle_may_come_from_standard_input(examples: Path) -> None:
    content = (examples / "second-line-her2-positive.fhir.json").read_bytes()
    assert run("-", content=content)["facts"]["her2_status"]["value"] == "positive"


def test_one_row_of_a_table_is_a_patient(tmp_path: Path) -> None:
    table = tmp_path / "patients.csv"
    history = "metastatic: pertuzumab + trastuzumab + docetaxel [2025-02-03..2026-10-20, progressed, progression]"
    table.write_text(f'id,her2_ihc,setting,treatments\nA,1+,early,none\nB,3+,metastatic,"{history}"\n')
    for choice in (["--row", "2"], ["--id", "B"]):
        record = run(str(table), *choice)
        assert record["facts"]["line"]["value"] == "2"
        assert record["options"][0]["regimen"] == "trastuzumab deruxtecan"


def test_a_column_that_is_no_field_is_named_with_the_nearest_field(tmp_path: Path) -> None:
    table = tmp_path / "patients.csv"
    table.write_text("her2_ich\n3+\n")
    done = CliRunner().invoke(commands, ["options", str(table)])
    assert done.exit_code != 0
    assert "her2_ihc" in str(done.exception)
