"""The five documents that the project starts from, judged by eye; and 901 abstracts of trials."""

from __future__ import annotations

from pathlib import Path

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, NoticeKind
from herald.documents import find_documents, read_document

EXPECTED = {
    "000_65da042a7d0f478f.txt": (DocumentKind.NEWS, None, None, []),
    "001_79a7c4d0be9a9a8e.txt": (DocumentKind.GUIDELINE_OVERVIEW, None, None, []),
    "002_83fcad4d0fbaa9a0.txt": (DocumentKind.CONFERENCE_REPORT, PartialDate.parse("2018-03-15"), None, []),
    "003_a11ea4137ebc08bc.txt": (DocumentKind.ABSTRACT, PartialDate.parse("2009-06"), None, []),
    "004_196ac699a932b2c4.txt": (
        DocumentKind.PATIENT_ARTICLE,
        PartialDate.parse("2011-09-26"),
        PartialDate.parse("2022-02-22"),
        [NoticeKind.ARCHIVED, NoticeKind.LAST_UPDATED],
    ),
}  # fmt: skip

CONTENT_LINES = {  # line numbers of the files, from 1, that a reader would call the article
    "000_65da042a7d0f478f.txt": {3, 5, 7, 9, 11, 13, 15, 16, 18, 20, 22, 24, 26, 28},
    "001_79a7c4d0be9a9a8e.txt": set(range(1, 32)),
    "002_83fcad4d0fbaa9a0.txt": {3, 10, 12, 14, 16, 18, 20, 22},
    "003_a11ea4137ebc08bc.txt": {1, 5, 7},
    "004_196ac699a932b2c4.txt": {3, 5, 8, 9, 10, 11, 12, 13},
}


@pytest.fixture(params=sorted(EXPECTED))
def document(request: pytest.FixtureRequest, shared: Path) -> Document:
    return read_document(shared / "documents" / request.param)


def name_of(document: Document) -> str:
    return Path(document.source).name


def test_kind_dates_notices_and_language_are_what_a_reader_sees(document: Document) -> None:
    kind, published, updated, notices = EXPECTED[name_of(document)]
    assert document.kind is kind
    assert (document.published, document.updated) == (published, updated)
    assert [notice.kind for notice in document.notices if notice.kind is not NoticeKind.TRUNCATED] == notices
    assert document.language == "en"


def test_the_content_is_the_article_line_by_line(document: Document) -> None:
    text = document.text
    lines = {
        number
        for block in document.content_blocks()
        for number in range(text.count("\n", 0, block.start) + 1, text.count("\n", 0, block.end) + 2)
    }
    blank = {number for number, line in enumerate(text.split("\n"), 1) if not line.strip()}
    assert lines == CONTENT_LINES[name_of(document)] - blank


def test_the_text_is_the_file(document: Document, shared: Path) -> None:
    assert document.text == (shared / "documents" / name_of(document)).read_text(encoding="utf-8")


def test_the_conference_report_marks_the_fragment_with_no_beginning(shared: Path) -> None:
    document = read_document(shared / "documents" / "002_83fcad4d0fbaa9a0.txt")
    assert document.notices[0].span.quote == "= .0064)."


def test_the_record_has_its_index_terms(shared: Path) -> None:
    document = read_document(shared / "documents" / "003_a11ea4137ebc08bc.txt")
    assert (document.journal, document.identifiers) == ("Clin Breast Cancer", {"doi": "10.3816/CBC.2009.s.005"})
    assert len(document.mesh) == 14
    assert [(term.heading, term.qualifier) for term in document.mesh if term.is_major] == [
        ("Breast Neoplasms", "drug therapy"),
        ("Breast Neoplasms", "pathology"),
        ("Receptor, ErbB-2", "antagonists & inhibitors"),
    ]
    assert document.publication_types[-1] == "Review"
    assert len(document.substances) == 6


def test_no_sentence_of_901_abstracts_is_kept_out_of_the_findings(shared: Path) -> None:
    documents = [read_document(path) for path in find_documents([shared / "dev" / "pico"])]
    assert len(documents) == 901
    assert not [each.source for each in documents if any(not block.role.is_content for block in each.blocks)]
    assert {each.language for each in documents} == {"en"}
    assert {each.kind for each in documents} <= {DocumentKind.ABSTRACT, DocumentKind.UNKNOWN}


def test_our_own_examples_read_as_what_they_are(root: Path) -> None:
    documents = {Path(path).name: read_document(path) for path in find_documents([root / "examples" / "documents"])}
    assert {name: each.kind for name, each in documents.items()} == {
        "her2-second-line-news.html": DocumentKind.NEWS,
        "maintenance-conference-report.txt": DocumentKind.CONFERENCE_REPORT,
        "tucatinib-her2-mutant-record.txt": DocumentKind.ABSTRACT,
    }
    news = documents["her2-second-line-news.html"]
    assert (news.published, news.updated) == (PartialDate.parse("2022-05-09"), PartialDate.parse("2022-06-14"))
    assert not news.identifiers
    report = documents["maintenance-conference-report.txt"]
    assert report.notices[0].span.quote.startswith("compared with 24.8%")
    assert report.blocks[-1].role is BlockRole.BOILERPLATE
