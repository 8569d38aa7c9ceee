"""What the loader refuses, and where it says that it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.small import (
    CAUTIONS,
    CHAPTER,
    FIELDS,
    INDEX,
    SOURCES,
    TABLES,
    SmallLexicon,
    load_small,
    write_guideline,
)

from herald.guideline import BrokenGuideline, load_guideline


def _problems(**changed: str) -> list[str]:
    with pytest.raises(BrokenGuideline) as error:
        load_small(**changed)
    return list(map(str, error.value.problems))


def _line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_sound_guideline_loads() -> None:
    guideline = load_small()
    assert (guideline.id, guideline.version) == ("small", "1")
    assert list(guideline.tables) == ["status"]
    assert [part.name for part in guideline.rules["first"].offer] == ["trastuzumab", "pertuzumab", "taxane"]
    assert guideline.rules["first"].offer[2].agents == {"agent:3", "class:taxane"}
    assert guideline.cautions["heart"].agents == {"agent:1", "agent:2"}
    assert len(guideline.digest) == 64


def test_the_digest_tells_versions_of_the_text_apart() -> None:
    assert load_small().digest == load_small().digest
    assert load_small().digest != load_small(sources=SOURCES + "# a comment\n").digest


def test_facts_can_be_loaded_without_rules(tmp_path: Path) -> None:
    guideline = load_guideline(write_guideline(tmp_path, chapter="nonsense: here"), SmallLexicon(), rules=False)
    assert not guideline.rules
    assert not guideline.cautions
    assert "status" in guideline.tables


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("chapter", "strength: strong", "strenght: strong", "a rule has no key 'strenght' (did you mean 'strength'?)"),
        ("chapter", "strength: strong", "strength: stong", "'strength' cannot be 'stong' (did you mean 'strong'?)"),
        (
            "chapter",
            "pertuzumab, class",
            "pertusumab, class",
            "there is no agent 'pertusumab' (did you mean 'pertuzumab'",
        ),
        ("chapter", "class taxane", "class taxan", "there is no class 'taxan' (did you mean 'taxane'?)"),
        ("chapter", "until: 2030-01-01", "until: 2020-01-01", "'until' is not after 'since'"),
        ("chapter", "since: 2020\n", "since: 20-20\n", "'since': a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        ("tables", "then: negative, because: nothing", "then: negativ, because: nothing", "did you mean 'negative'?"),
        ("tables", "ish == 'amplified'", "ihs == 'amplified'", "there is no field or table 'ihs'"),
        ("fields", "unit: copies }", "unit: copies per cell }", "a unit belongs to a number and is one word or %"),
        ("fields", "range: [0, 50]", "range: [50, 0]", "a range belongs to a number and goes from low to high"),
        ("fields", "name: pregnant", "name: Pregnant", "'Pregnant' is no name"),
        ("fields", "type: date }", "type: day }", "'type' cannot be 'day'"),
        ("sources", "id: book", "ident: book", "a source has no key 'ident'"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_hint(file: str, old: str, new: str, message: str) -> None:
    text = {"chapter": CHAPTER, "tables": TABLES, "fields": FIELDS, "sources": SOURCES}[file].replace(old, new, 1)
    [problem, *_] = _problems(**{file: text})
    assert problem.startswith(f"{file}.yaml:{_line_of(text, new.splitlines()[0])}: ")
    assert message in problem


def test_a_source_that_is_not_there_is_named_with_the_nearest() -> None:
    [problem] = _problems(chapter=CHAPTER.replace("source: book\n    since: 2020\n", "source: bok\n    since: 2020\n"))
    assert problem == "chapter.yaml:3: there is no source 'bok' (did you mean 'book'?)"


def test_a_jurisdiction_that_is_not_there_is_refused() -> None:
    [problem] = _problems(chapter=CHAPTER.replace("jurisdiction: EU", "jurisdiction: UE"))
    assert problem == "chapter.yaml:17: there is no jurisdiction 'UE' (one of US, EU)"


def test_a_rule_without_source_is_refused() -> None:
    [problem] = _problems(chapter=CHAPTER.replace("    source: book\n    since: 2020\n", "    since: 2020\n"))
    assert problem == "chapter.yaml:3: a rule needs 'source'"


def test_equal_ids_are_refused() -> None:
    [problem] = _problems(chapter=CHAPTER.replace("id: advice", "id: first"))
    assert problem.startswith(
        f"chapter.yaml:{_line_of(CHAPTER, 'id: advice')}: 'first' is there already (at chapter.yaml:3)"
    )


def test_a_table_without_a_last_resort_is_refused() -> None:
    last = TABLES.splitlines()[-1]
    [problem] = _problems(tables=TABLES.replace(last, ""))
    assert problem.startswith("tables.yaml:2: the table 'status' has no row for what remains")


def test_a_row_after_the_last_resort_is_refused() -> None:
    [problem] = _problems(tables=TABLES + "      - { id: late, when: \"ihc == '0'\", then: negative }\n")
    assert "no row after 'otherwise' can ever apply" in problem


def test_values_that_need_each_other_are_refused() -> None:
    tables = TABLES + (
        "  - name: other\n    values: [a, b]\n    rows:\n"
        "      - { id: one, when: \"third == 'a'\", then: a }\n      - { id: rest, otherwise: yes, then: b }\n"
        "  - name: third\n    values: [a, b]\n    rows:\n"
        "      - { id: one, when: \"other == 'a'\", then: a }\n      - { id: rest, otherwise: yes, then: b }\n"
    )
    [problem] = _problems(tables=tables)
    assert (
        problem == f"tables.yaml:{_line_of(tables, 'name: other')}: values that need each other: other → third → other"
    )


def test_every_mistake_is_reported_at_once() -> None:
    problems = _problems(
        chapter=CHAPTER.replace("strength: strong", "strength: stong"),
        tables=TABLES.replace("then: positive, because: IHC", "then: postive, because: IHC"),
        cautions=CAUTIONS.replace("effect: caution", "effect: warn"),
    )
    assert [problem.split(":")[0] for problem in problems] == ["tables.yaml", "chapter.yaml", "cautions.yaml"]


def test_a_missing_file_is_named_where_it_is_listed(tmp_path: Path) -> None:
    folder = write_guideline(tmp_path)
    (folder / "tables.yaml").unlink()
    with pytest.raises(BrokenGuideline, match=r"guideline\.yaml:9: the file 'tables\.yaml' cannot be read"):
        load_guideline(folder, SmallLexicon())


@pytest.mark.parametrize("name", ["../fields.yaml", "/etc/passwd", "fields.txt", "a\x00b.yaml"])
def test_a_guideline_stays_within_its_folder(name: str) -> None:
    shown = name if name.isprintable() else '"a\\0b.yaml"'
    [problem] = _problems(guideline=INDEX.replace("[fields.yaml]", f"[{shown}]"))
    assert "within its folder" in problem


def test_a_derived_value_must_fit_its_field() -> None:
    [problem] = _problems(
        fields=FIELDS.replace(
            "name: interval\n    label: relapse interval\n    type: number\n    unit: months",
            "name: interval\n    label: relapse interval\n    type: number\n    unit: years",
        ).replace("interval <", "interval <")
    )
    assert "'derive' gives a number of months, and the field 'interval' is a number of years" in problem


def test_a_rule_either_offers_or_advises() -> None:
    [problem] = _problems(chapter=CHAPTER.replace("advise: order ISH", "title2: x"))
    assert "a rule has no key 'title2'" in problem
    [problem] = _problems(chapter=CHAPTER.replace("    advise: order ISH\n", ""))
    assert "a rule has 'offer' or 'advise', one of them" in problem


def test_rows_of_a_unique_table_must_not_overlap() -> None:
    table = (
        "  - name: level\n    values: [low, high]\n    policy: unique\n    rows:\n"
        '      - { id: low, when: "lvef < 50 %", then: low }\n'
        '      - { id: high, when: "lvef >= 40 %", then: high }\n'
        "      - { id: rest, otherwise: yes, then: low }\n"
    )
    [problem] = _problems(tables=TABLES + table)
    assert "the rows 'low' and 'high' of a unique table may both apply (where lvef is 40)" in problem
    assert load_small(tables=TABLES + table.replace(">= 40", ">= 50")).tables["level"]
