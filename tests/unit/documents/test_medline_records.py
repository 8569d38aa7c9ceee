"""Real MEDLINE records, written in PubMed's text shapes, come back as what their XML says."""

from __future__ import annotations

import gzip
import textwrap
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from herald.core.documents import BlockRole
from herald.documents import read_text

RECORDS = 250


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[dict[str, str]]:
    with gzip.open(shared / "medline" / "pubmed21n1298.xml.gz") as file:
        return list(islice(_read(file), RECORDS))


def _read(file: gzip.GzipFile) -> Iterator[dict[str, str]]:
    for _, element in ET.iterparse(file):
        if element.tag == "PubmedArticle" and element.find(".//Abstract") is not None:
            yield {
                "pmid": element.findtext(".//PMID") or "",
                "title": _words(element.find(".//ArticleTitle")),
                "journal": element.findtext(".//MedlineTA") or "",
                "year": element.findtext(".//JournalIssue/PubDate/Year") or "2021",
                "abstract": " ".join(filter(None, map(_words, element.findall(".//Abstract/AbstractText")))),
                "authors": ", ".join(_authors(element)),
            }
            element.clear()


def _words(element: ET.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _authors(article: ET.Element) -> Iterator[str]:
    for author in article.findall(".//Author"):
        if name := author.findtext("LastName"):
            yield f"{name} {author.findtext('Initials')}(1)"


def _wrap(words: str, indent: str = "") -> str:
    return textwrap.fill(words, 80, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def as_export(article: dict[str, str]) -> str:
    parts = [
        _wrap(f"1. {article['journal']}. {article['year']} Jun;9(2):50-7."),
        _wrap(article["title"]),
        _wrap(f"{article['authors']}."),
        "Author information:\n(1)Somewhere.",
        _wrap(article["abstract"]),
        f"PMID: {article['pmid']}",
    ]
    return "\n\n".join(part for part in parts if part != ".") + "\n"


def as_tags(article: dict[str, str]) -> str:
    fields = [("PMID", article["pmid"]), ("TI", article["title"]), ("AB", article["abstract"])]
    fields += [("TA", article["journal"]), ("DP", f"{article['year']} Jun")]
    return "\n".join(_wrap(f"{tag:4}- {value}", " " * 6) for tag, value in fields) + "\n"


@pytest.mark.parametrize("write", [as_export, as_tags])
def test_real_records_come_back_whole(articles: list[dict[str, str]], write: object) -> None:
    assert callable(write)
    assert len(articles) == RECORDS
    for article in articles:
        document = read_text(write(article), source="record")
        prose = [block for block in document.blocks if block.role is BlockRole.PARAGRAPH]
        words = " ".join(" ".join(document.text[block.start : block.end].split()) for block in prose)
        assert (document.title, document.journal) == (article["title"], article["journal"])
        assert document.identifiers["pmid"] == article["pmid"]
        assert document.published is not None
        assert str(document.published.first.year) == article["year"]
        assert words == article["abstract"]
