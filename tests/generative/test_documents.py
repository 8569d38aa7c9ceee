"""Whatever comes in: a document that keeps its laws, or an error that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herald.core.documents import Document
from herald.core.errors import DocumentError
from herald.documents import parse_document, read_text

TAGS = [
    *("div", "p", "span", "table", "tr", "td", "ul", "li", "h1", "b", "sup", "sub", "a", "nav", "aside", "pre", "br"),
    *("script", "style", "form", "button", "main", "article", "svg", "math"),
]

names = st.sampled_from(TAGS)
attributes = st.sampled_from(
    ["", " hidden", ' class="ad x"', " style='display:none'", " id=main", ' a="', " role=navigation", " href=x"]
)
words = st.sampled_from(
    [
        "Median PFS was 11 months.",
        "Share",
        " ",
        "&nbsp;",
        "\u200b",
        "0.65",
        "<!--",
        "-->",
        "\x00",
        "&lt",
        "é",
        "\ud800",
        "|",
    ]
)
tag_soup = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, names, attributes),
        st.builds("</{}>".format, names),
        words,
    ),
    max_size=60,
).map("".join)
lines = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "", "A headline of some words", "Published: May 9, 2022", "• Item", "References", "[1]", "Abstract",
                "J Ex Oncol. 2019 Mar 5;12(3):100-9.", "MeSH terms", "PMID- 1", "AB  - x", "      y", "PMID: 1",
                "1. J Ex Oncol. 2019;1:2.", "a | b | c", "= .0064). Then.", "The median was", "© 2020",
                "Related Topics",
            ]
        ),
    ),
    max_size=30,
).flatmap(lambda items: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda end: end.join(items)))  # fmt: skip


def check_laws(document: Document) -> None:
    """Blocks are in order, apart, in the text, not blank; between them is only white space; spans quote the text."""
    text = document.text
    borders = [0, *(place for block in document.blocks for place in (block.start, block.end)), len(text)]
    assert all(first <= second for first, second in pairwise(borders))
    assert all(text[block.start : block.end].strip() for block in document.blocks)
    gaps = zip(borders[::2], borders[1::2], strict=True)
    assert not any(text[start:end].strip() for start, end in gaps)
    for notice in document.notices:
        notice.span.verify(text)
    assert len(document.id) == 16


def check(read: Callable[..., Document], content: str | bytes, source: str) -> None:
    """Reads twice: the same document that keeps the laws, or a document error."""
    try:
        document = read(content, source=source)
    except DocumentError:
        return
    check_laws(document)
    assert read(content, source=source) == document


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_document_error(data: bytes) -> None:
    check(parse_document, data, source="x.txt")


@given(st.binary(max_size=300))
def test_any_bytes_called_a_page_are_a_document_or_a_document_error(data: bytes) -> None:
    check(parse_document, b"<html>" + data, source="x.html")


@given(tag_soup)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_soup_of_tags_keeps_the_laws(soup: str) -> None:
    check(read_text, "<!doctype html><body>" + soup, source="x.html")


@given(lines)
@settings(max_examples=300, deadline=None)
def test_any_lines_keep_the_laws(text: str) -> None:
    check(read_text, text, source="x.txt")


@given(lines)
def test_plain_text_is_kept_but_for_its_line_ends(text: str) -> None:
    try:
        document = read_text(text, source="x.txt")
    except DocumentError:
        return
    assert document.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100))
def test_unicode_encodings_give_back_their_text(encoding: str, text: str) -> None:
    try:
        document = parse_document(text.encode(encoding), source="x.txt")
    except DocumentError:
        return
    assert document.text == text.removeprefix("\ufeff")
