"""`herald guideline` as a maintainer calls it, on the guideline that comes with Herald and on broken copies of it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest

from herald.cli.main import main

SECOND_LINE = "mbc.her2-positive.second-line.trastuzumab-deruxtecan"
FIRST_LINE = "mbc.her2-positive.first-line.taxane-trastuzumab-pertuzumab"
SECOND_LINE_PATIENT = "second-line-her2-positive.yaml"


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def herald(*arguments: object) -> Done:
    """Runs the command line in this process, which saves its start."""
    out, err = io.StringIO(), io.StringIO()
    argv = mock.patch.object(sys, "argv", ["herald", "guideline", *map(str, arguments)])
    with argv, redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main()
    return Done(ended.value.code, out.getvalue(), err.getvalue())  # type: ignore[arg-type]


def herald_json(*arguments: object, code: int = 0) -> dict[str, Any]:
    done = herald(*arguments, "--format", "json")
    assert done.returncode == code, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    return record


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "src/herald/knowledge/guideline", tmp_path / "guideline"))


def change(folder: Path, file: str, before: str, after: str) -> int:
    """Replaces a text that stands once in a file, and returns its line."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


@pytest.mark.parametrize("name", [(), ("check",), ("list",), ("show",), ("test",), ("diff",)])
def test_every_command_teaches_by_example(name: tuple[str, ...]) -> None:
    done = herald(*name, "--help")
    assert done.returncode == 0
    assert " ".join(["herald guideline", *name]) in done.stdout.split("Example")[1]


def test_the_own_guideline_is_sound() -> None:
    record = herald_json("check")
    assert record["sound"]
    assert record["problems"] == []
    assert len(record["tables_proven"]) == record["counts"]["tables"]


PR_NEGATIVE = (
    "{ id: pr.negative, otherwise: yes, then: negative, because: PR is negative, source: asco-cap-er-pr-2020 }"
)
PR_POSITIVE = "when: \"pr == 'positive'\""


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (PR_POSITIVE, "when: \"pe == 'positive'\"", "there is no field or table 'pe'"),
        (PR_POSITIVE, 'when: "pr_percent >= 1 copies"', "copies"),
        (PR_NEGATIVE, PR_NEGATIVE.replace("asco-cap-er-pr-2020", "asco-cap-er"), "there is no source 'asco-cap-er'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_file_and_line(copy: Path, before: str, after: str, message: str) -> None:
    line = change(copy, "receptors.yaml", before, after)
    done = herald("check", copy)
    assert done.returncode == 5
    assert f"receptors.yaml:{line}: " in done.stderr
    assert message in done.stderr
    problems = herald_json("check", copy, code=5)["problems"]
    assert [(each["file"], each["line"]) for each in problems] == [("receptors.yaml", line)]


def test_an_unreachable_row_and_a_row_without_source_are_refused(copy: Path) -> None:
    row = "{ id: pr.again, when: \"pr == 'positive'\", then: positive, because: PR is positive }"
    line = change(copy, "receptors.yaml", f"- {PR_NEGATIVE}", f"- {row}\n      - {PR_NEGATIVE}")
    record = herald_json("check", copy, code=5)
    assert not record["sound"]
    assert {(each["line"], each["message"]) for each in record["problems"]} == {
        (line, "no patient can reach the row 'pr.again'"),
        (line, "the row 'pr.again' names no source"),
    }


def test_rows_of_a_unique_table_that_overlap_are_refused_with_an_example(copy: Path) -> None:
    change(copy, "receptors.yaml", "values: [positive, low positive, negative]\n    policy: first",
           "values: [positive, low positive, negative]\n    policy: unique")  # fmt: skip
    change(copy, "receptors.yaml", "when: \"er == 'low positive'\"", 'when: "er_percent >= 1 %"')
    done = herald("check", copy)
    assert done.returncode == 5
    assert "'er.positive' and 'er.low-positive' of a unique table may both apply" in done.stderr


def test_an_agent_that_the_vocabulary_does_not_know_is_refused(copy: Path) -> None:
    change(copy, "cautions.yaml", "agents: [talazoparib]", "agents: [talazoparibe]")
    done = herald("check", copy)
    assert done.returncode == 5
    assert "cautions.yaml:" in done.stderr
    assert "talazoparib" in done.stderr


def test_a_field_that_no_reader_can_fill_is_refused(copy: Path) -> None:
    change(copy, "fields.yaml", "fields:\n", "fields:\n  - { name: prior, type: text }\n")
    record = herald_json("check", copy, code=5)
    assert "no reader can fill the field 'prior'" in record["problems"][0]["message"]


def test_the_list_can_be_narrowed_and_read_as_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(herald("list", "--agent", "Enhertu", "--format", "csv").stdout)))
    assert SECOND_LINE in {row["id"] for row in rows}
    assert {"standing", "strength", "jurisdiction", "source", "source_date"} <= rows[0].keys()
    labels = herald_json("list", "--agent", "Enhertu", "--standing", "label only", "--jurisdiction", "EU")["rules"]
    assert {(rule["standing"], rule["jurisdiction"]) for rule in labels} == {("label only", "EU")}


def test_a_rule_not_yet_in_force_is_listed_as_such() -> None:
    then = ("--as-of", "2020-01-01")
    rules = {rule["id"]: rule["in_force"] for rule in herald_json("list", *then)["rules"]}
    assert rules[SECOND_LINE] is False
    assert SECOND_LINE not in {rule["id"] for rule in herald_json("list", "--in-force", *then)["rules"]}


@pytest.mark.parametrize(
    ("name", "kind", "user"),
    [
        (SECOND_LINE, "rule", None),
        ("her2_status", "table", {"kind": "table", "name": "subtype"}),
        ("her2.ihc-3", "row", {"kind": "table", "name": "her2_status"}),
        ("lvef", "field", {"kind": "caution", "name": "her2-antibody.lvef-40-49"}),
        ("asco-cap-her2-2018", "source", {"kind": "row", "name": "her2.ihc-3"}),
        ("her2-antibody.lvef-40-49", "caution", {"kind": "rule", "name": FIRST_LINE}),
    ],
)  # fmt: skip
def test_an_entry_is_shown_in_words_as_written_and_with_who_relies_on_it(
    name: str, kind: str, user: dict[str, str] | None
) -> None:
    (entry,) = herald_json("show", name)["entries"]
    assert entry["kind"] == kind
    assert entry["in_words"]
    assert name in {entry["written"].get("id"), entry["written"].get("name")}
    assert user is None or user in entry["used_by"]


def test_the_near_miss_of_a_name_is_named() -> None:
    done = herald("show", "her2_statu")
    assert done.returncode == 2
    assert "her2_status" in done.stderr


def test_every_case_passes_and_together_they_show_every_rule_row_and_caution() -> None:
    record = herald_json("test", "--as-of", "2026-11-21")
    assert record["failed"] == []
    assert record["passed"] == record["cases"] >= 400
    assert [each["name"] for each in record["coverage"] if each["never"]] == []


def test_a_case_that_fails_and_a_row_that_no_case_shows_are_named_with_file_and_line(copy: Path) -> None:
    (copy / "cases" / "zz.yaml").write_text(
        "rows:\n  - row: pr.positive\n    not: [ { pr: positive } ]\n", encoding="utf-8"
    )
    (copy / "cases" / "coverage-her2-testing.yaml").unlink()
    done = herald("test", copy, "--as-of", "2026-11-21")
    assert done.returncode == 5
    assert "cases/zz.yaml:3: row 'pr.positive': expected 'not', found 'applies'" in done.stdout
    assert "no case shows the row 'her2.group-1' TRUE or FALSE or UNKNOWN" in done.stdout


def test_a_case_about_nothing_names_the_nearest(copy: Path) -> None:
    (copy / "cases" / "zz.yaml").write_text("rows:\n  - row: pr.positve\n    not: [ {} ]\n", encoding="utf-8")
    done = herald("test", copy)
    assert done.returncode == 5
    assert "cases/zz.yaml:3: there is no row 'pr.positve'" in done.stderr
    assert "pr.positive" in done.stderr


def test_a_guideline_does_not_differ_from_itself(root: Path, copy: Path) -> None:
    own = root / "src/herald/knowledge/guideline"
    record = herald_json("diff", own, copy, "--patients", root / "examples/patients", "--as-of", "2026-11-21")
    assert record["changes"] == record["different_answers"] == record["unread"] == []
    assert record["patients"] == len(
        [file for file in (root / "examples/patients").iterdir() if file.suffix in (".yaml", ".json")]
    )


def test_a_changed_rule_is_told_with_the_patients_whose_answer_it_changes(root: Path, copy: Path) -> None:
    own = root / "src/herald/knowledge/guideline"
    text = (copy / "chapter-her2-positive-advanced.yaml").read_text(encoding="utf-8")
    start = text.index(f"id: {SECOND_LINE}")
    when = text.index("    when: ", start)
    end = text.index("\n", when)
    changed = text[:when] + "    when: \"her2_ihc == '0'\"" + text[end:]  # fmt: skip
    (copy / "chapter-her2-positive-advanced.yaml").write_text(changed, encoding="utf-8")
    record = herald_json("diff", own, copy, "--patients", root / "examples/patients", "--as-of", "2026-11-21")
    (entry,) = record["changes"]
    assert (entry["kind"], entry["name"], entry["change"]) == ("rule", SECOND_LINE, "changed")
    assert [key["key"] for key in entry["keys"]] == ["when"]
    told = {answer["patient"]: answer for answer in record["different_answers"]}
    fates = {fate["name"]: fate for fate in told[SECOND_LINE_PATIENT]["why"]}
    assert (fates[SECOND_LINE]["before"], fates[SECOND_LINE]["after"]) == ("offered", "excluded")
    assert fates[SECOND_LINE]["because"] == [SECOND_LINE]
    assert "first-line-her2-positive.yaml" not in {
        name for name, answer in told.items() if answer["options_before"] != answer["options_after"]
    }


def test_a_changed_row_is_told_behind_every_rule_that_it_moves(root: Path, copy: Path) -> None:
    own = root / "src/herald/knowledge/guideline"
    change(copy, "receptors.yaml", "then: triple-negative, because", "then: undetermined, because")
    patient = copy.parent / "patients"
    patient.mkdir()
    (patient / "tnbc.yaml").write_text("her2_ihc: 1+\nher2_ish: not amplified\ner_percent: 0\npr_percent: 0\n", "utf-8")
    (patient / "broken.yaml").write_text("her2_ich: 1+\n", "utf-8")
    record = herald_json("diff", own, copy, "--patients", patient, "--as-of", "2026-11-21")
    (answer,) = record["different_answers"]
    fact = next(fate for fate in answer["why"] if fate["name"] == "subtype")
    assert (fact["before"], fact["after"]) == ("triple-negative", "undetermined")
    assert fact["because"] == ["subtype.tnbc"]
    assert [unread["patient"] for unread in record["unread"]] == ["broken.yaml"]
