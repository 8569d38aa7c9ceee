"""PubMed XML: the fields of a record, and what a hostile file may try. The records are made up; their form is NLM's."""

from __future__ import annotations

from pathlib import Path

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, MeshTerm, NoticeKind, Relation
from herald.documents import parse_document, parse_documents, read_document
from herald.documents.errors import BrokenDocument, DocumentNotFound, HostileDocument, SeveralRecords

RECORD = """\
<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">12345678</PMID>
    <Article PubModel="Print">
      <Journal>
        <JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>3</Issue>
          <PubDate><Year>2019</Year><Month>Mar</Month><Day>05</Day></PubDate></JournalIssue>
        <Title>Journal of example oncology</Title><ISOAbbreviation>J Ex Oncol</ISOAbbreviation>
      </Journal>
      <ArticleTitle>[Two drugs or one in HER2<sup>+</sup> disease].</ArticleTitle>
      <Pagination><MedlinePgn>100-9</MedlinePgn></Pagination>
      <Abstract>
        <AbstractText Label="BACKGROUND">Two drugs &amp; one.</AbstractText>
        <AbstractText Label="RESULTS">Median survival was 11&#xa0;months (P &lt; .01); 2 &#xd7; 10<sup>9</sup>/L.
        </AbstractText>
      </Abstract>
      <AuthorList><Author><LastName>Breast</LastName></Author></AuthorList>
      <Language>ger</Language>
      <PublicationTypeList>
        <PublicationType UI="D016428">Journal Article</PublicationType>
        <PublicationType UI="D016441">Retracted Publication</PublicationType>
      </PublicationTypeList>
      <VernacularTitle>Zwei Mittel oder eines.</VernacularTitle>
    </Article>
    <MedlineJournalInfo><MedlineTA>J Ex Oncol</MedlineTA></MedlineJournalInfo>
    <ChemicalList>
      <Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance>Receptor, ErbB-2</NameOfSubstance></Chemical>
    </ChemicalList>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="Cites"><RefSource>Old Paper. 1999</RefSource></CommentsCorrections>
      <CommentsCorrections RefType="RetractionIn"><RefSource>J Ex Oncol. 2020;13:1</RefSource>
        <PMID Version="1">33333333</PMID></CommentsCorrections>
    </CommentsCorrectionsList>
    <MeshHeadingList>
      <MeshHeading><DescriptorName MajorTopicYN="N">Breast Neoplasms</DescriptorName>
        <QualifierName MajorTopicYN="Y">drug therapy</QualifierName>
        <QualifierName MajorTopicYN="N">genetics</QualifierName></MeshHeading>
      <MeshHeading><DescriptorName MajorTopicYN="Y">Humans</DescriptorName></MeshHeading>
    </MeshHeadingList>
    <OtherAbstract Type="Publisher" Language="ger"><AbstractText>Das ist nicht englisch.</AbstractText></OtherAbstract>
  </MedlineCitation>
  <PubmedData><ArticleIdList>
    <ArticleId IdType="pubmed">12345678</ArticleId>
    <ArticleId IdType="doi">10.1000/jeo.2019.1</ArticleId>
    <ArticleId IdType="pmc">PMC1234567</ArticleId>
  </ArticleIdList></PubmedData>
</PubmedArticle>
"""
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://example.org/x.dtd">\n'


def record_set(*records: str, head: str = HEAD) -> bytes:
    return f"{head}<PubmedArticleSet>\n{''.join(records)}</PubmedArticleSet>\n".encode()


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_document(record_set(RECORD), source="x.xml")


def words_of(document: Document, role: BlockRole) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role is role]


def test_title_and_labelled_sections_are_the_content(document: Document) -> None:
    assert words_of(document, BlockRole.TITLE) == ["Two drugs or one in HER2+ disease"]
    assert words_of(document, BlockRole.PARAGRAPH) == [
        "BACKGROUND: Two drugs & one.",
        "RESULTS: Median survival was 11 months (P < .01); 2 × 10⁹/L.",
    ]


def test_what_the_record_says_of_itself(document: Document) -> None:
    assert (document.source, document.format, document.kind) == ("x.xml#12345678", "pubmed xml", DocumentKind.ABSTRACT)
    assert (document.journal, document.published) == ("J Ex Oncol", PartialDate.parse("2019-03-05"))
    assert document.identifiers == {"pmid": "12345678", "doi": "10.1000/jeo.2019.1", "pmcid": "PMC1234567"}
    assert document.publication_types == ("Journal Article", "Retracted Publication")
    assert document.substances == ("Receptor, ErbB-2",)
    assert document.vernacular_title == "Zwei Mittel oder eines."
    assert "J Ex Oncol. 2019 Mar 05;12(3):100-9." in document.text


def test_mesh_keeps_qualifiers_and_the_star_of_a_major_topic(document: Document) -> None:
    assert document.mesh == (
        MeshTerm("Breast Neoplasms", "drug therapy", is_major=True),
        MeshTerm("Breast Neoplasms", "genetics"),
        MeshTerm("Humans", None, is_major=True),
    )


def test_a_retraction_is_a_relation_and_a_notice_and_a_citation_is_neither(document: Document) -> None:
    assert document.relations == (Relation("RetractionIn", "J Ex Oncol. 2020;13:1", "33333333"),)
    assert {notice.kind for notice in document.notices} == {NoticeKind.RETRACTED}
    assert "Old Paper" not in document.text


def test_each_block_leads_back_to_its_element(document: Document) -> None:
    origins = {block.origin for block in document.blocks if block.role.is_content}
    assert origins == {
        "MedlineCitation/Article/ArticleTitle",
        "MedlineCitation/Article/Abstract/AbstractText[1]",
        "MedlineCitation/Article/Abstract/AbstractText[2]",
    }


def test_an_abstract_in_another_language_is_kept_but_makes_no_finding(document: Document) -> None:
    assert any("Das ist nicht englisch." in words for words in words_of(document, BlockRole.METADATA))


def test_a_retraction_notice_is_one() -> None:
    record = RECORD.replace("Retracted Publication", "Retraction of Publication")
    assert parse_document(record_set(record), source="x").kind is DocumentKind.RETRACTION_NOTICE


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<MedlineDate>2018 Nov-Dec</MedlineDate>", "2018-11-01 to 2018-12-31"),
        ("<MedlineDate>2018 Dec-2019 Jan</MedlineDate>", "2018-12-01 to 2019-01-31"),
        ("<MedlineDate>Winter 2018</MedlineDate>", "2018"),
        ("<Year>2018</Year>", "2018"),
        ("<Year>2018</Year><Month>06</Month>", "2018-06"),
        ("<Year>2018</Year><Season>Summer</Season>", "2018"),
        ("<Year>2018</Year><Month>02</Month><Day>31</Day>", "2018"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(date: str, expected: str) -> None:
    old = "<Year>2019</Year><Month>Mar</Month><Day>05</Day>"
    document = parse_document(record_set(RECORD.replace(old, date)), source="x")
    assert str(document.published) == expected


def test_the_day_online_counts_where_the_issue_has_only_the_year() -> None:
    online = (
        '<ArticleDate DateType="Electronic"><Year>2019</Year><Month>02</Month><Day>11</Day></ArticleDate><Language>'
    )
    record = RECORD.replace("<Month>Mar</Month><Day>05</Day>", "").replace("<Language>", online, 1)
    assert str(parse_document(record_set(record), source="x").published) == "2019-02-11"


def test_many_records_are_many_documents() -> None:
    several = record_set(RECORD, RECORD.replace("12345678", "22222222"))
    assert [each.source for each in parse_documents(several, source="x")] == ["x#12345678", "x#22222222"]
    with pytest.raises(SeveralRecords):
        parse_document(several, source="x")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE PubmedArticle [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE PubmedArticle [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["bomb", "file"],
)
def test_entities_of_its_own_are_never_expanded(declaration: str) -> None:
    hostile = RECORD.replace("Two drugs &amp; one", "&b; &x;")
    with pytest.raises((HostileDocument, BrokenDocument)) as caught:
        list(parse_documents(record_set(hostile, head=declaration), source="x.xml"))
    assert "root:" not in str(caught.value)
    with pytest.raises((HostileDocument, BrokenDocument)):
        list(parse_documents((declaration + hostile).encode(), source="x.xml"))


def test_deep_nesting_is_refused() -> None:
    deep = RECORD.replace("Two drugs &amp; one", "<i>" * 5000 + "x" + "</i>" * 5000)
    with pytest.raises(HostileDocument, match="nests"):
        list(parse_documents(record_set(deep), source="x.xml"))


def test_too_many_elements_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("herald.documents.xml_tree.MOST_ELEMENTS", 500)
    many = RECORD.replace("Two drugs &amp; one", "<i/>" * 500)
    with pytest.raises(HostileDocument, match="500 elements"):
        list(parse_documents(record_set(many), source="x.xml"))


def test_a_file_that_breaks_off_gives_its_whole_records_and_then_the_error() -> None:
    broken = record_set(RECORD, RECORD)[:-1500]
    documents = parse_documents(broken, source="x.xml")
    assert next(documents).identifiers["pmid"] == "12345678"
    with pytest.raises(BrokenDocument, match="breaks off after 1 whole records"):
        next(documents)


def test_another_encoding_than_utf8_is_refused_in_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "set.xml"
    path.write_bytes(record_set(RECORD, head='<?xml version="1.0" encoding="iso-8859-1"?>'))
    with pytest.raises(BrokenDocument, match="not in UTF-8"):
        read_document(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DocumentNotFound):
        read_document(Path("nowhere.xml.gz"))
