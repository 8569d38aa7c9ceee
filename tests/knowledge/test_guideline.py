"""The guideline's content as data: complete entries, sources with a basis, stable ids, and an account of every row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from herald.decisions.evidence import find_results, load_results
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, load_guideline
from herald.guideline.rules import Caution, Rule, Standing
from herald.guideline.tables import Row
from herald.vocabulary.tables import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src/herald/knowledge/guideline"
ACCOUNT = ROOT / "docs/reference/content.md"
KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
KINDS = {"society guideline", "label", "trial evidence", "expert opinion", "definition"}
JURISDICTIONS = {"US", "EU", "international"}
DATE = r"\d{4}(-\d{2}(-\d{2})?)?"


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load_guideline(FOLDER, VocabularyLexicon(load_vocabulary()))


def _rows(guideline: Guideline) -> Iterator[Row]:
    return (row for table in guideline.tables.values() for row in table.rows)


def _entries(guideline: Guideline) -> list[Rule | Caution | Row]:
    return [*guideline.rules.values(), *guideline.cautions.values(), *_rows(guideline)]


def _offers(guideline: Guideline) -> list[Rule]:
    return [rule for rule in guideline.rules.values() if rule.offer]


def test_every_rule_has_source_date_and_jurisdiction(guideline: Guideline) -> None:
    bare = [r.id for r in guideline.rules.values() if r.since is None or r.jurisdiction not in JURISDICTIONS]
    assert not bare, f"give since and jurisdiction for {bare}"


def test_every_offer_has_a_grade_or_says_why_it_has_none(guideline: Guideline) -> None:
    bare = [rule.id for rule in _offers(guideline) if rule.strength is None and not rule.grade_note]
    assert not bare, f"give strength, or grade_note with the reason, for {bare}"


def test_only_a_society_recommends(guideline: Guideline) -> None:
    wrong = [
        rule.id
        for rule in _offers(guideline)
        if rule.standing is Standing.RECOMMENDED and guideline.sources[rule.source].kind != "society guideline"
    ]
    assert not wrong, f"'recommended' needs a society's guideline as source: {wrong}"


def test_label_only_rests_on_a_label(guideline: Guideline) -> None:
    wrong = [
        rule.id
        for rule in _offers(guideline)
        if rule.standing is Standing.LABEL and guideline.sources[rule.source].kind != "label"
    ]
    assert not wrong, f"'label only' needs a label as source: {wrong}"


def test_every_row_and_caution_names_a_source(guideline: Guideline) -> None:
    bare = [entry.id for entry in _entries(guideline) if entry.source not in guideline.sources]
    assert not bare, f"give a source that sources.yaml has for {bare}"


def test_every_row_says_why(guideline: Guideline) -> None:
    assert [row.id for row in _rows(guideline) if not row.because] == []


def test_ids_are_kebab_words_joined_by_dots(guideline: Guideline) -> None:
    pattern = re.compile(rf"{KEBAB}(\.{KEBAB})+")
    wrong = [entry.id for entry in _entries(guideline) if not pattern.fullmatch(entry.id)]
    assert not wrong, f"write ids like mbc.her2-positive.first-line: {wrong}"


def test_no_id_is_used_twice(guideline: Guideline) -> None:
    ids = Counter(entry.id for entry in _entries(guideline))
    assert [i for i, n in ids.items() if n > 1] == []


def test_every_source_says_where_when_and_what_was_read(guideline: Guideline) -> None:
    for source in guideline.sources.values():
        assert source.url or source.doi, f"{source.id}: give url or doi"
        assert source.basis, f"{source.id}: say what was actually read"
        assert source.verified, f"{source.id}: say when and how it was checked"
        assert source.kind in KINDS, f"{source.id}: kind is one of {sorted(KINDS)}"
        assert source.jurisdiction in JURISDICTIONS, f"{source.id}: jurisdiction is one of {sorted(JURISDICTIONS)}"
        assert source.date or "date" in source.verified, f"{source.id}: give date, or verified: date not shown"
        assert re.fullmatch(DATE, source.date or "2026"), f"{source.id}: date as YYYY, YYYY-MM or YYYY-MM-DD"
        assert re.fullmatch(r"10\.\d{4,}/\S+", source.doi or "10.1000/x"), f"{source.id}: a DOI begins with 10."
        assert re.fullmatch(r"\d{7,8}", source.pmid or "12345678"), f"{source.id}: a PMID has 7 or 8 digits"


def test_no_source_rests_on_memory(guideline: Guideline) -> None:
    assert [s.id for s in guideline.sources.values() if "memory" in (s.basis or "")] == []


def test_sources_are_sorted(guideline: Guideline) -> None:
    assert list(guideline.sources) == sorted(guideline.sources), "sort sources.yaml by id"


def test_every_source_is_used(guideline: Guideline) -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in FOLDER.glob("*.yaml") if p.name != "sources.yaml")
    used = set(re.findall(r"source: ([a-z0-9-]+)", text))
    assert set(guideline.sources) - used - {s.superseded_by for s in guideline.sources.values()} == set()


def test_every_cited_trial_result_is_in_the_evidence_tables(guideline: Guideline) -> None:
    results = load_results()
    absent = [
        (rule.id, cited.trial, cited.endpoint, cited.analysis)
        for rule in guideline.rules.values()
        for cited in rule.evidence
        if not find_results(results, cited.trial, cited.endpoint, cited.analysis)
    ]
    assert not absent, f"cite what knowledge/evidence/results.csv has: {absent}"


def test_rules_named_by_other_rules_exist(guideline: Guideline) -> None:
    named = {name for rule in guideline.rules.values() for name in (*rule.supersedes, *rule.conflicts_with)}
    assert named <= set(guideline.rules)


def test_a_field_that_is_asked_for_by_code_says_what_to_do(guideline: Guideline) -> None:
    assert [f.name for f in guideline.fields.values() if f.need and not f.test] == []


def test_the_notice_says_that_no_clinician_has_reviewed_it(guideline: Guideline) -> None:
    assert "No clinician has reviewed" in guideline.notice


# The account in docs/reference/content.md


def _account() -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| ([A-Z]\d\d) \| (carried|left out) \| (.+) \|$", ACCOUNT.read_text(encoding="utf-8"), re.M)
    assert len({row for row, _, _ in rows}) == len(rows), "a row stands twice in docs/reference/content.md"
    return {row: (fate, where) for row, fate, where in rows}


def test_no_row_is_carried_twice(guideline: Guideline) -> None:
    carried = Counter(entry.legacy_id for entry in _entries(guideline) if entry.legacy_id)
    assert [row for row, n in carried.items() if n > 1] == []


def test_the_account_names_the_entry_that_carries_each_row(guideline: Guideline) -> None:
    carried = {entry.legacy_id: entry.id for entry in _entries(guideline) if entry.legacy_id}
    told = {row: where.split("`")[1] for row, (fate, where) in _account().items() if fate == "carried"}
    assert told == carried


def test_every_row_of_the_collection_is_accounted_for(shared: Path) -> None:
    with (shared / "knowledge/recommendations.csv").open(encoding="utf-8", newline="") as file:
        assert set(_account()) == {row["id"] for row in csv.DictReader(file)}


def test_what_rests_on_a_transcription_or_was_not_read_is_left_out(shared: Path) -> None:
    with (shared / "knowledge/recommendations.csv").open(encoding="utf-8", newline="") as file:
        doubtful = {r["id"] for r in csv.DictReader(file) if r["basis"].startswith(("third-party", "unverified"))}
    account = _account()
    carried_as_unapproved = {"N24"}
    assert {row for row in doubtful if account[row][0] == "carried"} <= carried_as_unapproved
