"""The curated trial results as data: complete rows, identifiers that have the right shape, numbers that can be true."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

import herald
from herald.decisions.evidence import FOLDER, find_results, load_results
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import load_guideline
from herald.vocabulary.regimens import parse_regimen, regimen_label
from herald.vocabulary.tables import load_vocabulary


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RESULTS, TRIALS = rows("results.csv"), rows("trials.csv")

FIGURES = {"value", "comparator_value", "effect", "ci_low", "ci_high"}
NOT_SEEN = {
    "medians": {"value", "comparator_value"},
    "HR": {"effect"},
    "CI": {"ci_low", "ci_high"},
    "lower limit": {"ci_low"},
    "value in digits": {"value"},
    "P": set[str](),
    "follow-up": set[str](),
}
"""What a page may lack, in the words of the column not_seen, and the columns that those words speak of."""


def not_seen(row: dict[str, str]) -> list[str]:
    return [name for name in row["not_seen"].split(", ") if name]


def numbers(text: str) -> set[Decimal]:
    return {Decimal(number.replace("·", ".")) for number in re.findall(r"\d*[.·]?\d+", text)}


def combination(arm: str) -> str | None:
    """Returns the agents of an arm of several, without its placebo and what stands in brackets."""
    agents = re.sub(r"\s*\([^)]*\)|^placebo \+ ", "", arm)
    return agents if " + " in agents and "followed by" not in agents else None


def test_every_result_quotes_its_page_and_says_what_was_read() -> None:
    bare = [r["trial"] for r in RESULTS if not (r["quote"] and r["quote_url"].startswith("http") and r["basis"])]
    assert not bare, f"give quote, quote_url and basis for {bare}"


def test_quotes_are_short() -> None:
    long = [(r["trial"], r["endpoint"]) for r in RESULTS if len(r["quote"].split()) > 40]
    assert not long, f"shorten the quotes of {long} to the words that state the figures"


def test_words_left_out_of_a_quote_are_marked_by_one_sign() -> None:
    assert not [(r["trial"], r["quote"]) for r in RESULTS if "..." in r["quote"]]


def test_every_quote_states_the_figures_of_its_row() -> None:
    lost = [
        (r["trial"], r["analysis"], r["endpoint"], name, r[name])
        for r in RESULTS
        for name in FIGURES - set().union(*(NOT_SEEN[n] for n in not_seen(r)))
        if not numbers(r[name]) <= numbers(r["quote"])
    ]
    assert not lost, (
        f"quote the words that state these figures, or say in not_seen which of them the page lacks: {lost}"
    )


def test_what_a_page_does_not_say_is_named_in_known_words_and_is_missing_from_the_quote() -> None:
    assert {name for r in RESULTS for name in not_seen(r)} <= NOT_SEEN.keys()
    idle = [
        (r["trial"], r["endpoint"], name)
        for r in RESULTS
        for name in not_seen(r)
        if NOT_SEEN[name] and all(numbers(r[figure]) <= numbers(r["quote"]) for figure in NOT_SEEN[name])
    ]
    assert not idle, f"the quote does state what not_seen calls missing: {idle}"


def test_a_combination_names_its_agents_in_the_words_and_the_order_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    arms = {combination(r[side]) for r in RESULTS for side in ("arm", "comparator")} - {None}
    named = {arm: regimen_label(parse_regimen(arm, vocabulary), vocabulary) for arm in arms if arm}
    assert not {arm: label for arm, label in named.items() if arm != label}


def test_every_standing_is_one_that_may_be_cited() -> None:
    assert {r["standing"] for r in RESULTS} <= {"official", "repository", "copy", "news or digest"}


def test_rows_are_sorted_and_unique() -> None:
    keys = [(r["trial"], r["analysis"], r["endpoint"], r["arm"], r["timepoint"]) for r in RESULTS]
    assert keys == sorted(keys), "sort results.csv by trial, analysis, endpoint, arm, timepoint"
    assert len({(*key, r["comparator"], r["population"]) for key, r in zip(keys, RESULTS, strict=True)}) == len(keys)


def test_every_result_has_a_key_of_its_own_that_names_trial_and_endpoint() -> None:
    assert len({r["key"] for r in RESULTS}) == len(RESULTS)
    odd = [r["key"] for r in RESULTS if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+){2,3}", r["key"])]
    assert not odd, f"write trial.endpoint.analysis in small letters: {odd}"
    assert not [r["key"] for r in RESULTS if r["key"].split(".")[:2] != [slug(r["trial"]), slug(r["endpoint"])]]


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def test_an_interval_contains_its_estimate() -> None:
    for r in RESULTS:
        if r["effect"] and r["ci_low"] and r["ci_high"]:
            assert Decimal(r["ci_low"]) <= Decimal(r["effect"]) <= Decimal(r["ci_high"]), (r["trial"], r["endpoint"])


def test_every_result_belongs_to_a_listed_trial() -> None:
    assert {r["trial"] for r in RESULTS} == {t["acronym"] for t in TRIALS}


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial["acronym"])
def test_identifiers_have_the_shape_of_their_registry(trial: dict[str, str]) -> None:
    assert re.fullmatch(r"(NCT\d{8})?", trial["nct"])
    assert all(re.match(r"\s*\d{8}\b", part) for part in trial["pmids"].split("|") if part)
    assert all(re.match(r"\s*10\.\d{4,}/", part) for part in trial["dois"].split("|") if part)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial["acronym"])
def test_the_vocabulary_has_every_trial_under_the_same_registration(trial: dict[str, str]) -> None:
    concept = load_vocabulary().resolve(trial["acronym"])
    if trial["nct"] and "NCT" in concept.identifiers:
        assert trial["nct"] in concept.identifiers["NCT"]


def test_no_machine_address_is_cited() -> None:
    for path in sorted(FOLDER.glob("*.csv")):
        assert not re.search(r"//\d+\.\d+\.\d+\.\d+", Path(path).read_text(encoding="utf-8")), path.name


def test_results_are_found_by_trial_and_endpoint() -> None:
    found = find_results(load_results(), "DESTINY-Breast03", "PFS")
    assert [(r.analysis, r.effect, r.ci_low, r.ci_high) for r in found] == [
        ("first interim", "0.28", "0.22", "0.37"),
        ("updated 2022", "0.33", "0.26", "0.43"),
        ("updated 2023", "0.30", "0.24", "0.38"),
    ]


@pytest.fixture(scope="module")
def cited() -> dict[tuple[str, str, str | None], str]:
    """The trial, endpoint and analysis of each result that a rule cites, with one such rule."""
    folder = Path(herald.__file__).parent / "knowledge" / "guideline"
    guideline = load_guideline(folder, VocabularyLexicon(load_vocabulary()))
    return {(c.trial, c.endpoint, c.analysis): rule.id for rule in guideline.rules.values() for c in rule.evidence}


def test_every_result_that_a_rule_cites_is_there(cited: dict[tuple[str, str, str | None], str]) -> None:
    results = load_results()
    lost = {key: rule for key, rule in cited.items() if not find_results(results, *key)}
    assert not lost, f"add the results to results.csv, or correct the rules: {lost}"


def test_the_reference_names_every_cited_result_that_rests_on_a_report_or_a_mirror(
    root: Path, cited: dict[tuple[str, str, str | None], str]
) -> None:
    reference = (root / "docs" / "reference" / "evidence.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| ([\w-]+) \|", reference.partition("## What remains weak")[2], re.M)) - {"trial"}
    found = (result for key in cited for result in find_results(load_results(), *key))
    assert told == {r.trial for r in found if r.standing == "news or digest" or r.basis == "mirror"}
