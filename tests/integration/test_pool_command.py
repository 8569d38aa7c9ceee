"""`herald pool` from outside: a file in, a record, a table or a picture out."""

from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from herald.cli.pool import command
from herald.core.errors import SynthesisError

TRIALS = """study,treatment,comparator,effect,ci_low,ci_high
DESTINY-Breast03,T-DXd,T-DM1,0.28,0.22,0.37
EMILIA,T-DM1,LapCap,0.65,0.55,0.77
"""
COUNTS = "study,treatment,events,n\nA,drug,5,20\nA,placebo,9,20\nB,drug,11,50\nB,placebo,15,50\n"


@pytest.fixture(autouse=True)
def _no_base_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def run(text: str, *arguments: str) -> Result:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(command, ["--data", str(path), *arguments])

    return run


def test_the_pairwise_record_has_every_promised_key(run: Any) -> None:
    record = json.loads(run(COUNTS, "--measure", "RR", "--format", "json").stdout)
    promised = [
        "k",
        "estimate",
        "se",
        "ci_low",
        "ci_high",
        "p",
        "tau2",
        "i2",
        "q",
        "df",
        "p_q",
        "prediction_low",
        "prediction_high",
        "ratio",
        "weights",
        "warnings",
    ]
    assert set(promised) <= set(record)
    assert record["k"] == 2
    assert record["ratio"]["estimate"] == pytest.approx(math.exp(record["estimate"]))
    assert sum(record["weights"]) == pytest.approx(100)
    assert (record["treatment"], record["comparator"]) == ("drug", "placebo")


def test_the_network_record_has_every_promised_key(run: Any) -> None:
    record = json.loads(run(TRIALS, "--network", "--reference", "LapCap", "--format", "json").stdout)
    assert {"treatments", "league", "p_scores", "tau2", "q", "df", "p_q", "warnings"} <= set(record)
    effect = record["league"]["T-DXd"]["LapCap"]
    assert set(effect) == {"estimate", "se", "ci_low", "ci_high"}
    assert effect["estimate"] == pytest.approx(math.log(0.28) + math.log(0.65))
    assert record["league"]["LapCap"]["T-DXd"]["estimate"] == pytest.approx(-effect["estimate"])


@pytest.mark.parametrize(
    "arguments",
    [("--plot", "forest"), ("--plot", "funnel"), ("--network",), ("--network", "--plot", "league")],
)
def test_pictures_are_svg_with_a_title_and_a_description(run: Any, arguments: tuple[str, ...]) -> None:
    root = ET.fromstring(run(COUNTS, "--format", "svg", *arguments).stdout)
    named = {child.tag.rpartition("}")[2]: child for child in root}
    assert root.attrib["role"] == "img"
    assert {named["title"].attrib["id"], named["desc"].attrib["id"]} == set(root.attrib["aria-labelledby"].split())


def test_options_reach_the_computation(run: Any) -> None:
    record = json.loads(
        run(COUNTS, "--method", "DL", "--knapp-hartung", "--ad-hoc", "--level", "90", "--format", "json").stdout
    )
    assert record["options"] == {"model": "random", "method": "DL", "test": "ad hoc", "level_percent": 90.0}


def test_proportions_are_pooled(run: Any) -> None:
    record = json.loads(run("study,events,n\na,13,31\nb,6,17\n", "--measure", "PLO", "--format", "json").stdout)
    assert 0 < record["proportion"]["ci_low"] < record["proportion"]["estimate"] < 100


def test_two_runs_give_the_same_bytes(run: Any) -> None:
    assert run(TRIALS, "--network", "--format", "svg").stdout == run(TRIALS, "--network", "--format", "svg").stdout


def test_a_network_in_parts_is_refused_with_the_parts_named(run: Any) -> None:
    result = run(TRIALS + "SOPHIA,M,C,0.76,0.59,0.98\n", "--network", "--format", "json")
    assert isinstance(result.exception, SynthesisError)
    assert "C – M" in json.loads(result.stdout)["not_estimable"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("study,yi\n1,2,3\n", "row 1 has 3 cells"),
        ("study,yi,yi\n1,2,3\n", "stands twice"),
        ("study,yi,sei\n", "no rows"),
        ("study,yi,sei\n1,=1+1,3\n", "not a number"),
        ('study,yi,sei\n"1,2,3\n', "not a table"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(run: Any, text: str, words: str) -> None:
    result = run(text)
    assert isinstance(result.exception, SynthesisError)
    assert words in result.exception.message


def test_semicolons_tabs_and_a_byte_order_mark_are_understood(run: Any) -> None:
    for separator in ";\t":
        assert "T-DM1" in run("\ufeff" + TRIALS.replace(",", separator), "--network").stdout


SEMICOLONS = "study;effect;ci_low;ci_high\r\nA;0,65;0,55;0,77\r\nB;0,8;0,6;1,07\r\n"


def test_decimal_commas_between_semicolons_are_decimal_points(run: Any) -> None:
    with_points = json.loads(run(SEMICOLONS.replace(",", "."), "--format", "json").stdout)
    assert json.loads(run(SEMICOLONS, "--format", "json").stdout) == with_points


def test_a_table_that_mixes_decimal_points_and_commas_is_refused(run: Any) -> None:
    result = run(SEMICOLONS.replace("0,65", "0.65"))
    assert "ci_low is '0,55', not a number" in result.exception.message


def test_arms_and_tables_with_an_empty_cell_name_it_alike(run: Any) -> None:
    arms = "study,treatment,events,n\nA,drug,0,20\nA,placebo,9,20\nB,drug,11,50\nB,placebo,15,50\n"
    for arguments in ((), ("--network",)):
        record = json.loads(run(arms, *arguments, "--format", "json").stdout)
        assert "0.5 was added to every cell of A" in record["warnings"]


@pytest.mark.parametrize("arms", [True, False])
def test_studies_without_an_event_are_named_where_nothing_is_left(run: Any, arms: bool) -> None:
    text = (
        "study,treatment,events,n\nA,drug,0,20\nA,placebo,0,21\n"
        if arms
        else "study,events_1,n_1,events_2,n_2\nA,0,20,0,21\n"
    )
    result = run(text, "--format", "json")
    record = json.loads(result.stdout)
    assert record["not_estimable"] == "no study is left to pool"
    assert "A: no event" in record["excluded"][0]
    assert "left out: A: no event" in run(text).stderr


def test_cohorts_without_a_measure_are_told_how_to_be_pooled(run: Any) -> None:
    assert "PLO, PFT or exact" in run("study,events,n\na,13,31\n").exception.hint


def test_heterogeneity_is_told_with_its_intervals_and_not_of_a_single_study(run: Any) -> None:
    several = run("study,yi,sei\na,0.1,0.2\nb,0.9,0.2\nc,-0.2,0.3\n", "--knapp-hartung").stdout
    assert re.search(r"tau² [\d.]+ \([\d.]+ to [\d.]+\); I² \d+ % \(\d+ to \d+\)", several)
    assert "random effects (REML, Knapp-Hartung)" in several
    single = run("study,yi,sei\na,0.1,0.2\n").stdout
    assert "tau²" not in single
    assert "heterogeneity cannot be estimated" in single


def test_a_network_tells_the_inconsistency_between_designs(run: Any) -> None:
    triangle = "study,treatment,comparator,yi,sei\n1,B,A,0.5,0.2\n2,C,B,0.3,0.2\n3,C,A,1.0,0.2\n"
    assert "inconsistency between designs: Q 0.33 on 1 df" in run(triangle, "--network", "--model", "common").stdout


def test_names_with_markup_are_shown_as_they_are(run: Any) -> None:
    text = "study,yi,sei\n[bold]<script>,0.1,0.2\n"
    assert "[bold]<script>" in run(text).stdout
    assert "<script>" not in run(text, "--format", "svg").stdout


@pytest.mark.parametrize(
    ("population", "endpoint"),
    [("second line", "PFS"), ("second line", "OS"), ("first line", "PFS"), ("HER2-mutant", "ORR")],
)
def test_curated_trials_are_pooled_with_their_sources(population: str, endpoint: str) -> None:
    result = CliRunner().invoke(command, ["--endpoint", endpoint, "--population", population, "--format", "json"])
    record = json.loads(result.stdout)
    sources = record["sources"] if endpoint == "ORR" else [each["source"] for each in record["reports"]]
    assert all(source.startswith("http") for source in sources)


@pytest.mark.parametrize(
    ("population", "endpoint", "limit"),
    [
        ("second line", "PFS", "Lines of treatment are mixed"),
        ("second line", "OS", "diluted by crossover"),
        ("HER2-mutant", "ORR", "no comparison with another treatment"),
    ],
)
def test_the_limits_of_a_curated_network_are_shown(population: str, endpoint: str, limit: str) -> None:
    arguments = ["--endpoint", endpoint, "--population", population]
    shown = " ".join(CliRunner().invoke(command, arguments).stdout.split())
    limits = json.loads(CliRunner().invoke(command, [*arguments, "--format", "json"]).stdout)["limits"]
    assert limit in shown
    assert any(limit in each for each in limits)
    assert limits[-1] == "No clinician has reviewed this network."


def test_the_published_table_with_decimal_logarithms_is_found() -> None:
    arguments = ["--endpoint", "PFS", "--population", "second line", "--format", "json"]
    published = json.loads(CliRunner().invoke(command, arguments).stdout)["published"]
    explained = {each["review"]: each["explanation"] for each in published}
    assert "exp(log10 HR)" in explained["Liao 2021"]
    assert explained["Ciapponi 2024"] is None


def test_a_population_without_curated_trials_names_those_there_are() -> None:
    result = CliRunner().invoke(command, ["--endpoint", "PFS", "--population", "third line"])
    assert result.exit_code == 2
    assert "second line" in result.stderr
