"""Files, bytes and texts: what is read, and what is refused with which words."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from herald.core.errors import DocumentError
from herald.documents import MAX_BYTES, parse_document, read_document, read_documents, read_text
from herald.documents.errors import (
    BinaryDocument,
    DocumentNotFound,
    DocumentTooLarge,
    EmptyDocument,
    PageTooComplex,
    UndecodableText,
)


def test_a_missing_file_is_named_and_the_nearest_name_offered(tmp_path: Path) -> None:
    (tmp_path / "pertain.txt").write_text("A text.")
    with pytest.raises(DocumentNotFound, match=r"pertian\.txt") as caught:
        read_document(tmp_path / "pertian.txt")
    assert caught.value.hint == "did you mean 'pertain.txt'?"


def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<p>Median PFS was 11 months.</p>"))
    (document,) = read_documents(tmp_path / "page.html.gz")
    assert (document.format, document.text) == ("html", "Median PFS was 11 months.")


def test_a_packed_text_is_refused_beyond_the_limit_of_a_text(tmp_path: Path) -> None:
    line = b"".join(b"%d Median PFS was 11 months.\n" % number for number in range(4000))
    path = tmp_path / "large.txt.gz"
    path.write_bytes(gzip.compress(line, 1) * (MAX_BYTES // len(line) + 2))
    with pytest.raises(DocumentTooLarge):
        read_document(path)


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match="is a folder"):
        read_document(tmp_path)


def test_a_path_with_a_zero_is_refused_in_words() -> None:
    with pytest.raises(DocumentError):
        read_document(Path("a\x00b"))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", "\ufeff\u00a0 ".encode()])
def test_nothing_but_white_space_is_an_empty_document(content: bytes) -> None:
    with pytest.raises(EmptyDocument, match=r"note\.txt"):
        parse_document(content, source="note.txt")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_a_binary_format_is_named_by_its_first_bytes(content: bytes, name: str) -> None:
    with pytest.raises(BinaryDocument, match=name):
        parse_document(content, source="paper.txt")


def test_a_zero_byte_is_named_with_its_place() -> None:
    with pytest.raises(BinaryDocument, match="offset 7"):
        parse_document(b"HER2 is\x00 a gene", source="x.txt")


def test_200_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(DocumentTooLarge, match="209,715,200 bytes"):
        read_document(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    assert MAX_BYTES < 200 * 1024 * 1024


@pytest.mark.parametrize("line_end", ["\r", "\r\n", "\n"])
def test_line_ends_of_every_system_become_one(line_end: str) -> None:
    lines = ["A title without a stop", "", "Median PFS was 11 months.", "The trial goes on."]
    document = parse_document(line_end.join(lines).encode(), source="x.txt")
    assert document.text == "\n".join(lines)


def test_the_same_text_in_two_encodings_is_the_same_document() -> None:
    text = "Trastuzumab’s effect – “durable” in 9% of women.\n"
    ids = {parse_document(text.encode(name), source=name).id for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252")}
    assert len(ids) == 1


def test_content_decides_the_format_before_the_suffix() -> None:
    page = b"<!DOCTYPE html><title>t</title><body><p>Median PFS was 11 months.</p>"
    assert parse_document(page, source="page.txt").format == "html"
    assert read_text("5 < 6 and a > b\n", source="note.html").format == "text"


def test_a_fragment_with_tags_is_a_page_where_its_name_says_so() -> None:
    assert read_text("<p>Median PFS was 11 months.</p>", source="x.html").text == "Median PFS was 11 months."
    assert read_text("<p>Median PFS was 11 months.</p>", source="x.txt").format == "text"


def test_a_page_that_shows_nothing_is_an_empty_document() -> None:
    with pytest.raises(EmptyDocument, match="without visible text"):
        read_text("<html><body><script>var a</script></body></html>", source="app.html")


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 100_000 + "x",
        "<html>" + "".join(f"<b id={number}><p>x" for number in range(3000)),
        "<html><a " + " ".join(f"a{number}=1" for number in range(20_000)) + ">x</a>",
        "<html>" + "<p>x" * 300_000,
    ],
    ids=["nesting", "formatting", "attributes", "tags"],
)
def test_a_page_built_to_exhaust_the_parser_is_refused_at_once(page: str) -> None:
    with pytest.raises(PageTooComplex, match="trap"):
        read_text(page, source="trap.html")


def test_broken_utf8_is_refused_with_the_offset_of_the_byte() -> None:
    text = "Überlebenszeit – länger für Patientinnen".encode()
    broken = text[:20] + b"\xff" + text[20:]
    with pytest.raises(UndecodableText, match="offset 20"):
        parse_document(broken, source="x.txt")


def test_an_error_never_quotes_the_text() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document("Patient Erika Mustermann – über".encode() + b"\xff" + "äöü".encode(), source="x.txt")
    assert "Erika" not in str(caught.value)
