"""The real command, as a user calls it: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERALD = str(Path(sys.executable).with_name("herald"))
NEWS = """Neratinib in a small study

Published: Monday, Mar 4, 2024

The phase II SUMMIT trial enrolled 45 patients with HER2-negative, HER2-mutant metastatic breast cancer.
The objective response rate with neratinib was 38%. Median follow-up was 11 months.
"""
COMMANDS = ["demo", "extract", "read", "findings", "show", "her2", "options", "vocabulary"]


def herald(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [HERALD, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", **environment},
        check=False,
    )


def herald_json(*arguments: object) -> dict[str, Any]:
    done = herald(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    return record


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_by_example(name: str) -> None:
    done = herald(name, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"herald {name}" in done.stdout


def test_help_lists_every_command_and_the_safety_notice() -> None:
    text = " ".join(herald("--help").stdout.split())
    assert all(f" {name} " in text for name in COMMANDS)
    assert "No clinician has reviewed its content" in text


def test_a_misspelt_command_is_a_usage_error() -> None:
    assert herald("extrct").returncode == 2


def test_extract_prints_the_figure_with_its_place(news: Path) -> None:
    record = herald_json("extract", news)
    (finding,) = record["findings"]
    start, end = finding["spans"]["value"]
    text = herald("show", news, "--text").stdout
    assert (finding["trial"], finding["endpoint"], finding["value"], text[start:end]) == ("SUMMIT", "ORR", "38", "38")
    assert finding["span"]["quote"] == text[finding["span"]["start"] : finding["span"]["end"]]


def test_the_rest_of_a_batch_goes_on_and_the_bad_ones_are_listed(news: Path, tmp_path: Path) -> None:
    empty, missing = tmp_path / "empty.txt", tmp_path / "missing.txt"
    empty.touch()
    done = herald("extract", empty, news, missing, "--format", "json")
    record = json.loads(done.stdout)
    assert done.returncode == 3
    assert [Path(document["path"]).name for document in record["documents"]] == ["news.txt"]
    assert [Path(failure["path"]).name for failure in record["failed"]] == ["empty.txt", "missing.txt"]
    assert "empty.txt" in done.stderr
    assert "missing.txt" in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "white space"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x00\x01\x02\x00" * 50, "not text"),
        (b"\xff\xfe\x00\xd8", "offset"),
    ],
    ids=["empty", "blank", "pdf", "binary", "broken encoding"],
)
def test_a_bad_document_is_refused_with_its_name_and_what_is_wrong(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    done = herald("extract", path)
    assert done.returncode == 3
    assert "bad.txt" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = herald("extract", path)
    assert done.returncode == 3
    assert "209,715,200" in done.stderr


def test_files_of_other_kinds_in_a_folder_are_named(news: Path) -> None:
    (news.parent / "picture.png").write_bytes(b"\x89PNG")
    done = herald("extract", news.parent, "--format", "json")
    assert done.returncode == 0
    assert [Path(skip["path"]).name for skip in json.loads(done.stdout)["passed_over"]] == ["picture.png"]
    assert "picture.png" in done.stderr


def test_reading_twice_changes_nothing(news: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.db"
    first = herald_json("read", news, "--base", base)
    before = herald("findings", "--base", base, "--format", "json").stdout
    second = herald_json("read", news, "--base", base)
    assert [d["status"] for d in first["documents"]] == ["new"]
    assert [d["status"] for d in second["documents"]] == ["unchanged"]
    assert herald("findings", "--base", base, "--format", "json").stdout == before


def test_the_base_answers_by_any_name_of_trial_endpoint_or_agent(news: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.db"
    herald_json("read", news, "--base", base)
    names = ["--trial", "summit", "--endpoint", "objective response rate", "--agent", "Nerlynx"]
    assert len(herald_json("findings", "--base", base, *names)["findings"]) == 1
    assert herald_json("findings", "--base", base, "--agent", "lapatinib")["findings"] == []


def test_a_stored_document_is_shown_by_the_beginning_of_its_id(news: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.db"
    (document,) = herald_json("read", news, "--base", base)["documents"]
    assert herald("show", document["id"][:6], "--base", base, "--text").stdout == NEWS


def test_a_page_is_written_and_named(news: Path, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "news.html"
    done = herald("show", news, "--html", page)
    assert done.returncode == 0
    assert str(page) in done.stderr
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_another_programs_database_is_refused(news: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("not a database, but long enough to look at " * 20)
    done = herald("read", news, "--base", other)
    assert done.returncode == 7
    assert "other.db" in done.stderr


def test_an_unknown_name_gets_the_nearest_one() -> None:
    done = herald("vocabulary", "trastuzumab deruxtekan")
    assert done.returncode == 6
    assert "trastuzumab deruxtecan" in done.stderr


def test_output_is_the_same_whatever_the_hash_seed(news: Path) -> None:
    runs = {herald("extract", news, "--format", "json", PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "2")}
    assert len(runs) == 1


def test_a_reader_of_a_pipe_that_goes_away_is_no_traceback() -> None:
    command = f"'{HERALD}' vocabulary --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_options_are_the_same_to_the_byte_without_numpy_and_scipy(root: Path) -> None:
    """The extra `synthesis` may be absent: pooled effects were computed beforehand."""
    patient = root / "examples" / "patients" / "second-line-her2-positive.yaml"
    arguments = ["options", str(patient), "--as-of", "2026-11-21", "--format", "json"]
    without = herald_without_statistics(*arguments)
    assert without.stdout == herald(*arguments).stdout
    assert json.loads(without.stdout)["options"][0]["pooled"]


def test_pooling_without_numpy_and_scipy_says_what_to_install() -> None:
    without = herald_without_statistics("pool", "--endpoint", "PFS", "--population", "second line")
    assert without.returncode == 2
    assert "herald-her2[synthesis]" in without.stderr
    assert "Traceback" not in without.stderr


def herald_without_statistics(*arguments: str) -> subprocess.CompletedProcess[str]:
    blocked = "import sys; sys.modules['numpy'] = sys.modules['scipy'] = None; "
    run = f"{blocked}sys.argv = ['herald', *{arguments!r}]; from herald.cli.main import main; main()"
    command = [sys.executable, "-c", run]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
