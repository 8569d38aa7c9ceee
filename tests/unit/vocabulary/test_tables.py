"""A table that breaks its rules is refused, with file, line, column and repair."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from herald.core.errors import VocabularyError
from herald.vocabulary.tables import CONTEXTS, FOLDER, load_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "vocabulary"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_copy_of_the_tables_has_the_same_version(folder: Path) -> None:
    assert load_vocabulary(folder).version == load_vocabulary().version


def test_a_changed_table_has_another_version(folder: Path) -> None:
    change(folder / "agents.csv", "Herceptin", "Herceptine")
    assert load_vocabulary(folder).version != load_vocabulary().version


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "agents.csv",
            "class:her2-antibody|",
            "class:her2-antibodies|",
            "column classes: no concept 'class:her2-antibodies'",
        ),
        (
            "agents.csv",
            "\nagent:trastuzumab,",
            "\ndrug:trastuzumab,",
            "column id: 'drug:trastuzumab' is of another kind",
        ),
        ("agents.csv", "\nagent:pertuzumab,", "\nagent:trastuzumab,", "'agent:trastuzumab' stands twice"),
        ("agents.csv", "\nagent:pertuzumab,pertuzumab,", "\nagent:pertuzumab,,", "column name: is empty"),
        ("agents.csv", "id,name,", "id,title,", "line 1: no column name"),
        ("regimens.csv", "\nregimen:ac,", "\nregimen:ac,x,y,z,", "too many cells"),
        ("agent_classes.csv", "class:adc,antibody-drug conjugate", 'class:adc,"antibody-drug"x conjugate', "line"),
        (
            CONTEXTS,
            "\nAI,class:aromatase-inhibitor",
            "\nAI,class:aromatase",
            "column concept: no concept 'class:aromatase'",
        ),
        (CONTEXTS, "\nAI,class:aromatase-inhibitor", "\nA1,class:aromatase-inhibitor", "has no name 'A1'"),
        (CONTEXTS, ",document,", ",page,", "'page' is no scope"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(folder: Path, file: str, old: str, new: str, message: str) -> None:
    change(folder / file, old, new)
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(folder)
    assert message in str(caught.value)
    assert file in str(caught.value)


def test_classes_in_a_circle_are_refused(folder: Path) -> None:
    lines = (folder / "agent_classes.csv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split(",")
    number = next(i for i, line in enumerate(lines) if line.startswith("class:supportive,"))
    cells = lines[number].split(",", columns.index("parents") + 1)
    cells[columns.index("parents")] = "class:bisphosphonate"
    lines[number] = ",".join(cells)
    (folder / "agent_classes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="goes in a circle"):
        load_vocabulary(folder)


def test_a_missing_table_is_refused(folder: Path) -> None:
    (folder / "genes.csv").unlink()
    with pytest.raises(VocabularyError, match=r"genes\.csv"):
        load_vocabulary(folder)


def test_a_table_in_another_encoding_is_refused(folder: Path) -> None:
    path = folder / "genes.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(VocabularyError, match="not UTF-8"):
        load_vocabulary(folder)


def test_a_context_rule_that_is_no_regular_expression_is_refused(folder: Path) -> None:
    change(folder / CONTEXTS, "(?i:progression)", "(?i:progression")
    with pytest.raises(VocabularyError, match="column requires"):
        load_vocabulary(folder)
