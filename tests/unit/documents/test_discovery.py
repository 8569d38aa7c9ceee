"""Folders: what is a document, what is passed over, and that nothing loops."""

from __future__ import annotations

from pathlib import Path

import pytest

from herald.documents import find_documents, find_passed_over
from herald.documents.errors import DocumentNotFound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/two.HTML", "one.txt", "table.csv", ".hidden.txt", ".git/x.txt", "README"):
        (tmp_path / name).write_text("text")
    return tmp_path


def test_documents_come_sorted_and_from_every_depth(folder: Path) -> None:
    assert [path.relative_to(folder).as_posix() for path in find_documents([folder])] == ["one.txt", "b/two.HTML"]


def test_what_is_passed_over_is_listed_with_the_reason(folder: Path) -> None:
    reasons = {path.relative_to(folder).as_posix(): why for path, why in find_passed_over([folder])}
    assert reasons == {
        "table.csv": "no document by its suffix '.csv'",
        ".hidden.txt": "hidden",
        ".git": "hidden",
        "README": "no suffix",
    }


def test_a_named_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    assert list(find_documents([folder / "README"])) == [folder / "README"]


def test_a_file_that_is_named_twice_comes_once(folder: Path) -> None:
    assert len(list(find_documents([folder / "one.txt", folder, folder / "one.txt"]))) == 2


def test_a_loop_of_links_is_not_entered(folder: Path) -> None:
    (folder / "b" / "loop").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    assert len(list(find_documents([folder]))) == 2
    assert (folder / "dangling.txt", "a link that leads nowhere") in find_passed_over([folder])


def test_a_missing_path_is_an_error_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match="nowhere"):
        list(find_documents([tmp_path / "nowhere"]))
