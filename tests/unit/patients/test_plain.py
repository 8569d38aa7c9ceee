"""What a record's text may hold, and how each hostile or broken one is refused."""

from __future__ import annotations

import pytest

from herald.core.errors import PatientError
from herald.patients.plain import MAX_CHARACTERS, parse_plain


def test_every_scalar_stays_the_text_that_was_written() -> None:
    read = parse_plain("her2_ihc: 0\nher2_faint_staining: no\nage: 054\nrecurrence_date: 2024-03\n", "p.yaml")
    assert read.value == {"her2_ihc": "0", "her2_faint_staining": "no", "age": "054", "recurrence_date": "2024-03"}


@pytest.mark.parametrize("written", ["", "~", "null", "unknown", "not known", "pending"])
def test_what_is_not_known_is_none(written: str) -> None:
    assert parse_plain(f"lvef: {written}\n", "p.yaml").value == {"lvef": None}


def test_a_quoted_null_is_text() -> None:
    assert parse_plain("title: 'null'\n", "p.yaml").value == {"title": "null"}


def test_json_indented_with_tabs_is_read() -> None:
    assert parse_plain('{\n\t"her2_ihc": "2+",\n\t"lvef": null\n}', "p.json").value == {"her2_ihc": "2+", "lvef": None}


def test_each_part_keeps_its_line() -> None:
    read = parse_plain("age: 54\ntreatments:\n  - agents: [T-DM1]\n    setting: metastatic\n", "p.yaml")
    assert read.lines["treatments", 0, "setting"] == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "p.yaml: empty"),
        ("# nothing\n", "p.yaml: empty"),
        ("age: 5\nage: 6\n", "p.yaml:2: field 'age' a second time"),
        ("age: &a 5\n", "p.yaml:1: an anchor or alias"),
        ("age: *a\n", "p.yaml:1: an anchor or alias"),
        ("age: !!python/object:os.system x\n", "p.yaml:1: a tag"),
        ("a: 1\n---\nb: 2\n", "p.yaml:2: a second document"),
        ("age: [1\n", "not well-formed"),
        ("age: 5\x00\n", "not text that YAML or JSON allows"),
        ("[" * 5000, "more than 12 levels"),
        ("a: " + "x" * MAX_CHARACTERS, "larger than 1,000,000 characters"),
    ],
)
def test_what_no_record_holds_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(PatientError, match=r".") as caught:
        parse_plain(text, "p.yaml")
    assert said in caught.value.message


def test_a_name_that_reads_like_free_text_is_not_repeated() -> None:
    with pytest.raises(PatientError) as caught:
        parse_plain("Jane Doe, born 1950: 1\nJane Doe, born 1950: 2\n", "p.yaml")
    assert "Jane" not in str(caught.value)
