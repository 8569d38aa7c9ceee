"""Folders: what is a document, what is passed over, and that nothing loops."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from herald.documents import find_documents
from herald.documents.errors import DocumentNotFound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/two.HTML", "one.txt", "table.csv", ".hidden.txt", ".git/x.txt", "README"):
        (tmp_path / name).write_text("text")
    return tmp_path


def passed_over(folder: Path) -> dict[Path, str]:
    skipped: dict[Path, str] = {}
    for _ in find_documents([folder], on_skip=skipped.__setitem__):
        pass
    return skipped


def test_documents_come_sorted_and_from_every_depth(folder: Path) -> None:
    assert [path.relative_to(folder).as_posix() for path in find_documents([folder])] == ["one.txt", "b/two.HTML"]


def test_what_is_passed_over_is_listed_with_the_reason(folder: Path) -> None:
    reasons = {path.relative_to(folder).as_posix(): why for path, why in passed_over(folder).items()}
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
    assert passed_over(folder)[folder / "dangling.txt"] == "a link that leads nowhere"


def test_a_missing_path_is_an_error_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match="nowhere"):
        list(find_documents([tmp_path / "nowhere"]))


def test_xml_and_json_are_documents_only_where_their_first_bytes_say_so(folder: Path) -> None:
    (folder / "set.xml").write_text("<PubmedArticleSet></PubmedArticleSet>")
    (folder / "map.xml").write_text("<urlset></urlset>")
    (folder / "study.json").write_text('{"protocolSection": {}}')
    (folder / "patient.json").write_text('{"age": 50}')
    names = [path.name for path in find_documents([folder])]
    assert names == ["one.txt", "set.xml", "study.json", "two.HTML"]
    assert passed_over(folder)[folder / "map.xml"] == "XML, but neither PubMed's nor JATS"
    assert passed_over(folder)[folder / "patient.json"] == "JSON, but no record of ClinicalTrials.gov"


def test_a_packed_file_is_known_by_the_suffix_within(folder: Path) -> None:
    (folder / "notes.txt.gz").write_bytes(gzip.compress(b"text"))
    (folder / "table.csv.gz").write_bytes(gzip.compress(b"text"))
    assert "notes.txt.gz" in [path.name for path in find_documents([folder])]
    assert folder / "table.csv.gz" in passed_over(folder)
