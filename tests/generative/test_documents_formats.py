"""Hostile and broken XML, JSON, PDF and packed files: a document that keeps the laws, or a document error."""

from __future__ import annotations

import gzip
import json
import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generative.test_documents import check_laws

from herald.core.errors import DocumentError
from herald.documents import parse_documents, read_documents
from herald.documents.byte_source import ByteSource
from herald.documents.record_stream import RecordStream

NAMES = [
    *("PubmedArticleSet", "PubmedArticle", "MedlineCitation", "PMID", "Article", "ArticleTitle", "Abstract"),
    *("AbstractText", "Journal", "PubDate", "Year", "MeshHeading", "article", "front", "article-meta", "body", "sec"),
    *("title", "p", "table-wrap", "table", "thead", "tr", "td", "sup", "sub", "ref-list", "ref", "list", "list-item"),
]
words = st.sampled_from(
    ["Median PFS was 11 months.", " ", "&amp;", "&x;", "<!--", "]]>", "<![CDATA[", "2019", "é", "\x00"]
)
attributes = st.sampled_from(["", ' colspan="2"', ' rowspan="9"', " Label='A'", " a=b", ' xml:lang="en"'])
tags = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(NAMES), attributes),
    st.builds("</{}>".format, st.sampled_from(NAMES)),
    words,
)
elements = st.recursive(
    words.filter(lambda word: not set(word) & set("<&]\x00")),
    lambda inner: st.builds(
        lambda name, within: f"<{name}>{''.join(within)}</{name}>", st.sampled_from(NAMES), st.lists(inner, max_size=4)
    ),
    max_leaves=20,
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(alphabet=string.printable, max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    *("protocolSection", "identificationModule", "nctId", "studies", "resultsSection", "groups", "id"),
                    *("outcomeMeasuresModule", "outcomeMeasures", "classes", "categories", "measurements", "analyses"),
                    *("title", "value", "groupId", "groupIds", "paramValue", "pValue", "denoms", "counts"),
                ]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=30,
)


def check(data: bytes, source: str) -> None:
    try:
        documents = list(parse_documents(data, source=source))
    except DocumentError:
        return
    for document in documents:
        check_laws(document)
    assert list(parse_documents(data, source=source)) == documents


@pytest.mark.parametrize("root", ["PubmedArticleSet", "article"])
@given(soup=st.lists(tags, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_soup_of_xml_is_a_document_or_a_document_error(root: str, soup: str) -> None:
    check(f"<{root}>{soup}</{root}>".encode(), "x.xml")


@pytest.mark.parametrize(
    "frame", ["<PubmedArticleSet><PubmedArticle>{}</PubmedArticle></PubmedArticleSet>", "<article>{}</article>"]
)
@given(inner=st.lists(elements, max_size=6).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_well_formed_tree_keeps_the_laws(frame: str, inner: str) -> None:
    check(frame.format(inner).encode(), "x.xml")


@given(value=json_values)
@settings(max_examples=200, deadline=None)
def test_any_json_is_a_trial_record_or_a_document_error(value: object) -> None:
    study = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}, "resultsSection": value}
    check(json.dumps(study).encode(), "x.json")
    check(json.dumps({"protocolSection": value, "studies": value}).encode(), "x.json")


@given(data=st.binary(max_size=300))
def test_any_bytes_called_a_pdf_are_refused_in_words(data: bytes) -> None:
    pytest.importorskip("pypdfium2", reason="needs the extra 'pdf'")
    check(b"%PDF-1.7\n" + data, "x.pdf")


@given(data=st.binary(max_size=300), cut=st.integers(0, 40))
def test_any_packed_bytes_give_their_bytes_or_an_error(data: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.gz")
        packed = gzip.compress(data)
        path.write_bytes(packed[: len(packed) - cut])
        try:
            with ByteSource(path) as source:
                whole = source.read_all(10_000)
        except DocumentError:
            assert cut > 0
        else:
            assert whole == data or len(packed) - cut < 2
        try:
            list(read_documents(path))
        except DocumentError:
            return


@given(sizes=st.lists(st.integers(1, 60), min_size=1, max_size=30), records=st.integers(0, 5))
def test_records_are_the_same_wherever_the_chunks_are_cut(sizes: list[int], records: int) -> None:
    inner = "".join(f"<PubmedArticle><PMID>{number}</PMID></PubmedArticle>\n" for number in range(records))
    data = f"<PubmedArticleSet>\n{inner}</PubmedArticleSet>".encode()
    chunks, at = [], 0
    for size in sizes:
        chunks.append(data[at : at + size])
        at += size
    stream = RecordStream([*chunks, data[at:]], source="x")
    assert [record.pmid for record in stream] == [str(number) for number in range(records)]
    assert (stream.count, stream.passed_over) == (records, 0)
