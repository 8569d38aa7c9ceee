"""`herald check` as a reader of abstracts uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from herald.cli.main import commands

WRONG = (
    "Overall survival was similar (HR for OS, 1.34; 95% CI, 0.95 to 1.64). Response was seen in 17/56 (31%) women.\n"
)
RIGHT = (
    "Overall survival was longer (hazard ratio, 0.68; 95% CI, 0.56 to 0.84). Response was seen in 17/56 (30%) women.\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["check", *map(str, arguments)])


def answer(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0
    record: dict[str, Any] = json.loads(result.stdout)
    return record


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_issues_are_results_and_carry_spans_that_quote_the_document(wrong: Path) -> None:
    record = answer(wrong)
    assert [issue["kind"] for issue in record["issues"]] == ["arithmetic", "arithmetic"]
    for issue in record["issues"]:
        assert {"document", "kind", "severity", "message", "span", "evidence"} <= issue.keys()
        for span in [issue["span"], *(figure["span"] for figure in issue["evidence"])]:
            assert WRONG[span["start"] : span["end"]] == span["quote"]


def test_every_flag_has_the_recomputed_value_and_a_pairing_confidence(wrong: Path) -> None:
    issues = answer(wrong)["issues"]
    assert [issue["recomputed"] for issue in issues] == ["1.243 to 1.253", "30.4"]
    assert all(0 < issue["confidence"] <= 1 for issue in issues)


def test_a_document_without_issues_says_how_much_was_compared(tmp_path: Path) -> None:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT, encoding="utf-8")
    record = answer(path)
    assert record["issues"] == []
    assert record["documents"][0]["checked"]["shares"] == 1
    assert record["documents"][0]["checked"]["ratios and intervals"] == 1


def test_the_text_form_shows_severity_message_and_quote(wrong: Path) -> None:
    result = run(wrong)
    assert result.exit_code == 0
    assert "error, arithmetic (share, pairing 0.95)" in result.stdout
    assert "17 of 56 is 30.4 %, printed as 31 %" in result.stdout


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_checked(wrong: Path, tmp_path: Path) -> None:
    result = run(wrong, tmp_path / "absent.txt")
    assert result.exit_code == 3
    assert "absent.txt" in result.stderr
    assert "17 of 56" in result.stdout


def test_a_base_that_is_not_there_is_a_usage_error(wrong: Path, tmp_path: Path) -> None:
    assert run(wrong, "--base", tmp_path / "absent.db").exit_code == 2


def test_the_same_document_gives_the_same_bytes(wrong: Path) -> None:
    assert run(wrong, "--format", "json").stdout == run(wrong, "--format", "json").stdout


def test_the_shared_news_page_is_superseded_and_its_interval_derived(shared: Path) -> None:
    """PERTAIN's primary figures; the final ones are in Clin Cancer Res 2022 (doi:10.1158/1078-0432.CCR-22-1092)."""
    record = answer(shared / "documents" / "002_83fcad4d0fbaa9a0.txt")
    assert "superseded" in {issue["kind"] for issue in record["issues"]}
    assert not [issue for issue in record["issues"] if issue["kind"] in ("arithmetic", "differs")]
    assert [derived["value"] for derived in record["derived"]] == ["0.48 to 0.89"]


def test_a_page_that_calls_one_cohort_groundbreaking_overclaims(shared: Path) -> None:
    record = answer(shared / "documents" / "000_65da042a7d0f478f.txt")
    assert {issue["kind"] for issue in record["issues"]} == {"overclaimed"}
