"""`herald pool` without a table: an evidence base made from documents of our own, beside the curated trials."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from herald.cli.pool import command
from herald.cli.read import command as read
from herald.core.errors import StoreError, SynthesisError
from herald.evidence.store import EvidenceBase

TWO_TRIALS = {
    "a.txt": """A trial of two antibodies

Published: Monday, Mar 4, 2024

The phase 3 PUFFIN trial enrolled 243 patients with HER2-positive metastatic breast cancer who had not been treated \
before. Patients received pertuzumab plus trastuzumab plus docetaxel or placebo plus trastuzumab plus docetaxel. \
Progression-free survival was longer with pertuzumab plus trastuzumab plus docetaxel than with placebo plus \
trastuzumab plus docetaxel (hazard ratio, 0.60; 95% CI, 0.45 to 0.80).
""",
    "b.txt": """Another trial of two antibodies

Published: Tuesday, Mar 5, 2013

The phase 3 CLEOPATRA trial enrolled 808 patients with HER2-positive metastatic breast cancer who had not been treated \
before. Patients received pertuzumab plus trastuzumab plus docetaxel or placebo plus trastuzumab plus docetaxel. \
Progression-free survival was longer with pertuzumab plus trastuzumab plus docetaxel than with placebo plus \
trastuzumab plus docetaxel (hazard ratio, 0.62; 95% CI, 0.51 to 0.75).
""",
}
UNNAMED = """A trial without a name

Published: Monday, May 5, 2025

A phase 3 trial enrolled 400 patients with HER2-positive metastatic breast cancer in the second-line setting. Patients \
received zanidatamab plus capecitabine or trastuzumab plus capecitabine. Progression-free survival was improved with \
zanidatamab plus capecitabine versus trastuzumab plus capecitabine (HR, 0.70; 95% CI, 0.55-0.89; P = .004).
"""
REPEATED = """An old trial told again

Published: Monday, Mar 4, 2024

The phase 3 EMILIA trial randomly assigned 991 patients with HER2-positive metastatic breast cancer previously treated \
with trastuzumab and a taxane to trastuzumab emtansine or lapatinib plus capecitabine. Progression-free survival was \
longer with trastuzumab emtansine than with lapatinib plus capecitabine (hazard ratio, 0.65; 95% CI, 0.55 to 0.77).
"""
RESPONSES = """A small study

Published: Monday, Mar 4, 2024

The phase 2 DESTINY-Breast01 trial enrolled patients with HER2-mutant metastatic breast cancer. Objective responses \
were seen in 8 of 20 patients (40%) with neratinib.
"""


@pytest.fixture(autouse=True)
def _no_base_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def make_base(tmp_path: Path) -> Any:
    def make_base(**documents: str) -> Path:
        folder, base = tmp_path / "documents", tmp_path / "base.db"
        folder.mkdir()
        for name, text in documents.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        assert CliRunner().invoke(read, [str(folder), "--base", str(base), "--as-of", "2026-11-21"]).exit_code == 0
        return base

    return make_base


def pool(base: Path | None, endpoint: str, population: str, *more: str) -> Result:
    named = ["--base", str(base)] if base else []
    return CliRunner().invoke(command, ["--endpoint", endpoint, "--population", population, *named, *more])


def record(base: Path | None, endpoint: str, population: str, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pool(base, endpoint, population, *more, "--format", "json").stdout)
    return found


def test_one_comparison_of_two_documents_is_pooled_by_the_inverse_of_variances(make_base: Any) -> None:
    """The common-effect estimate by hand: each log hazard ratio weighs 1 / se², se = width of the interval / 3.92."""
    base = make_base(a=TWO_TRIALS["a.txt"], b=TWO_TRIALS["b.txt"])
    found = record(base, "PFS", "HER2-positive metastatic", "--model", "common")
    printed = [(0.60, 0.45, 0.80), (0.62, 0.51, 0.75)]
    weights = [(2 * 1.959964 / math.log(high / low)) ** 2 for _, low, high in printed]
    by_hand = sum(w * math.log(hr) for w, (hr, _, _) in zip(weights, printed, strict=True)) / sum(weights)
    assert found["k"] == 2
    assert found["estimate"] == pytest.approx(by_hand, abs=1e-6)
    assert found["se"] == pytest.approx(sum(weights) ** -0.5, abs=1e-6)
    assert (found["treatment"], found["comparator"]) == (
        "pertuzumab + trastuzumab + docetaxel",
        "trastuzumab + docetaxel",
    )


def test_every_pooled_row_leads_back_to_its_sentence(make_base: Any) -> None:
    base = make_base(a=TWO_TRIALS["a.txt"], b=TWO_TRIALS["b.txt"])
    reports = record(base, "PFS", "HER2-positive metastatic")["reports"]
    with EvidenceBase(base) as evidence:
        findings = evidence.identified_findings("PFS")
        texts = {document.id: document.text for document in evidence.documents()}
    for report in reports:
        [place] = report["evidence"]
        span = place["span"]
        assert report["finding"] in findings
        assert texts[place["document"]][span["start"] : span["end"]] == span["quote"]
        assert report["effect"] in span["quote"]


def test_a_finding_that_repeats_a_curated_result_is_counted_once(make_base: Any) -> None:
    base = make_base(repeated=REPEATED)
    curated, both = record(None, "PFS", "second line"), record(base, "PFS", "second line")
    assert both["league"] == curated["league"]
    [repeated] = [each for each in both["left_out"] if each["finding"]]
    assert repeated["reason"] == "repeats the curated result emilia.pfs.primary, which is counted once"


def test_a_finding_that_differs_from_the_curated_result_does_not_replace_it(make_base: Any) -> None:
    base = make_base(different=REPEATED.replace("0.65; 95% CI, 0.55 to 0.77", "0.75; 95% CI, 0.57 to 0.99"))
    both = record(base, "PFS", "second line")
    assert [each["reason"] for each in both["left_out"] if each["finding"]] == [
        "differs from the curated results of EMILIA, which are taken"
    ]
    alone = record(base, "PFS", "second line", "--from", "base")
    assert (alone["k"], alone["ratio"]["estimate"]) == (1, pytest.approx(0.75))


def test_a_new_trial_joins_the_curated_network_when_it_is_accepted(make_base: Any) -> None:
    base = make_base(unnamed=UNNAMED)
    without = record(base, "PFS", "second line")
    assert "zanidatamab + capecitabine" not in without["treatments"]
    assert any("no document names the trial" in each["reason"] for each in without["left_out"] if each["finding"])
    joined = record(base, "PFS", "second line", "--accept", "unnamed trial")
    effect = joined["league"]["zanidatamab + capecitabine"]["trastuzumab + capecitabine"]
    assert math.exp(effect["estimate"]) == pytest.approx(0.70)  # its only trial
    assert any("checked by nobody" in warning for warning in joined["warnings"])


def test_where_studies_come_from_can_be_chosen(make_base: Any) -> None:
    base = make_base(unnamed=UNNAMED, repeated=REPEATED)
    curated = record(base, "PFS", "second line", "--from", "curated")
    assert all(report["result"] and not report["finding"] for report in curated["reports"])
    stated = record(base, "PFS", "second line", "--from", "base", "--network")
    assert [report["trial"] for report in stated["reports"]] == ["EMILIA"]
    assert stated["treatments"] == ["lapatinib + capecitabine", "trastuzumab emtansine"]


def test_cohorts_of_documents_join_the_curated_ones(make_base: Any) -> None:
    curated = record(None, "ORR", "HER2-mutant")["studies"]
    joined = record(make_base(responses=RESPONSES), "ORR", "HER2-mutant")
    assert joined["studies"] == [*curated, {"study": "DESTINY-Breast01", "events": 8, "n": 20}]
    assert joined["reports"][-1]["evidence"][0]["span"]["quote"].startswith("Objective responses were")


def test_text_names_rows_and_what_was_left_out_with_reasons(make_base: Any) -> None:
    shown = " ".join(pool(make_base(unnamed=UNNAMED), "PFS", "second line").stdout.split())
    assert "curated result emilia.pfs.primary, https://" in shown
    assert "no document names the trial; another result may be of the same one" in shown


def test_an_empty_base_has_no_answer(tmp_path: Path) -> None:
    base = tmp_path / "empty.db"
    EvidenceBase(base).__exit__(None, None, None)
    result = pool(base, "PFS", "HER2-positive metastatic", "--format", "json")
    assert isinstance(result.exception, SynthesisError)
    assert json.loads(result.stdout)["not_estimable"] == f"{base} holds no finding of PFS"


def test_a_base_that_is_named_must_exist_and_the_users_own_need_not(tmp_path: Path) -> None:
    assert isinstance(pool(tmp_path / "none.db", "PFS", "second line").exception, StoreError)
    assert pool(None, "PFS", "second line").exit_code == 0
    assert not list((tmp_path / "home").rglob("*.db"))


@pytest.mark.parametrize(
    ("population", "more", "words"),
    [
        ("Martians", (), "names no population that the vocabulary knows"),
        ("third line", (), "there is no evidence base"),
        ("third line", ("--from", "curated"), "the evidence base was not asked"),
    ],
)
def test_a_population_that_nobody_has_is_a_usage_error(population: str, more: tuple[str, ...], words: str) -> None:
    result = pool(None, "PFS", population, *more)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "'second line'" in result.stderr


def test_two_runs_give_the_same_bytes(make_base: Any) -> None:
    base = make_base(unnamed=UNNAMED, repeated=REPEATED)
    runs = [pool(base, "PFS", "second line", "--accept", "unnamed trial", "--format", "json").stdout for _ in range(2)]
    assert runs[0] == runs[1]


def test_a_document_cannot_take_the_terminal_over(make_base: Any) -> None:
    hostile = REPEATED.replace("hazard ratio, 0.65", "\x1b[31m[bold]hazard ratio, 0.65")
    shown = pool(make_base(hostile=hostile), "PFS", "HER2-positive metastatic").stdout
    assert "0.65" in shown
    assert "\x1b" not in shown
    assert "[bold]" in shown
