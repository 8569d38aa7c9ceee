"""JATS full text. The article is made up; its elements are those of the Journal Publishing Tag Set."""

from __future__ import annotations

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, Relation
from herald.documents import parse_document, parse_documents
from herald.documents.errors import BrokenDocument, EmptyDocument, HostileDocument

ARTICLE = """\
<article article-type="research-article" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink">
  <front>
    <journal-meta>
      <journal-title-group><journal-title>Journal of Examples</journal-title></journal-title-group>
    </journal-meta>
    <article-meta>
      <article-id pub-id-type="pmid">12345678</article-id>
      <article-id pub-id-type="pmc">1234567</article-id>
      <article-id pub-id-type="doi">10.1000/jeo.2019.1</article-id>
      <title-group><article-title>Two drugs or <italic>one</italic></article-title></title-group>
      <pub-date pub-type="collection"><year>2019</year></pub-date>
      <pub-date pub-type="epub"><day>5</day><month>3</month><year>2019</year></pub-date>
      <related-article related-article-type="corrected-article" xlink:href="10.1000/old" ext-link-type="doi"/>
      <abstract><sec><title>Results</title><p>Median survival was 11 months.</p></sec></abstract>
    </article-meta>
  </front>
  <body>
    <sec><title>Methods</title><p>We randomised 200 women.<xref ref-type="bibr"><sup>3</sup></xref></p>
      <p>Drugs were:<list><list-item><p>A daily</p></list-item><list-item><p>B weekly</p></list-item></list>
        as given.</p>
    </sec>
    <sec><title>Outcomes</title>
      <table-wrap><label>Table 2</label><caption><p>Efficacy</p></caption>
        <table>
          <thead>
            <tr><th rowspan="2">Endpoint</th><th colspan="2">Arm</th></tr>
            <tr><th>A + B</th><th>A</th></tr>
          </thead>
          <tbody>
            <tr><td rowspan="2">Median PFS, months</td><td>18.9</td><td>15.8</td></tr>
            <tr><td colspan="2">HR 0.65</td></tr>
          </tbody>
        </table>
        <table-wrap-foot><p>PFS, progression-free survival.</p></table-wrap-foot>
      </table-wrap>
    </sec>
  </body>
  <back>
    <ack><p>We thank the patients.</p></ack>
    <ref-list><title>References</title>
      <ref id="b1"><label>1</label><mixed-citation>Roe J. Response was 50%. 2001.</mixed-citation></ref>
    </ref-list>
  </back>
</article>
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_document(ARTICLE.encode(), source="x.nxml")


def words_of(document: Document, role: BlockRole) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role is role]


def test_the_front_gives_title_journal_date_and_identifiers(document: Document) -> None:
    assert (document.title, document.journal) == ("Two drugs or one", "Journal of Examples")
    assert document.published == PartialDate.parse("2019-03-05")
    assert document.identifiers == {"pmid": "12345678", "pmcid": "PMC1234567", "doi": "10.1000/jeo.2019.1"}
    assert document.relations == (Relation("corrected-article", "10.1000/old"),)
    assert document.language == "en"


def test_sections_are_headings_and_paragraphs_and_marks_of_references_stay_apart(document: Document) -> None:
    assert words_of(document, BlockRole.HEADING) == ["Results", "Methods", "Outcomes", "Table 2. Efficacy"]
    paragraphs = words_of(document, BlockRole.PARAGRAPH)
    assert paragraphs == ["Median survival was 11 months.", "We randomised 200 women. [3]", "Drugs were: as given."]
    assert words_of(document, BlockRole.LIST_ITEM) == ["A daily", "B weekly"]


def test_a_table_is_its_rows_with_the_heads_of_its_columns(document: Document) -> None:
    assert words_of(document, BlockRole.TABLE_ROW) == [
        "Endpoint | Arm A + B | Arm A",
        "Median PFS, months | 18.9 | 15.8",
        "Median PFS, months | HR 0.65 |",
    ]


def test_references_and_acknowledgements_make_no_finding(document: Document) -> None:
    assert words_of(document, BlockRole.REFERENCE) == ["References", "1 Roe J. Response was 50%. 2001."]
    assert "We thank the patients." in words_of(document, BlockRole.METADATA)


def test_each_row_leads_back_to_its_element(document: Document) -> None:
    origins = [block.origin for block in document.blocks if block.role is BlockRole.TABLE_ROW]
    assert origins[1] == "body/sec[2]/table-wrap[1]//table[1]//tr[3]"


def test_a_set_of_articles_is_several_documents() -> None:
    several = f"<pmc-articleset>{ARTICLE}{ARTICLE}</pmc-articleset>".encode()
    assert [each.source for each in parse_documents(several, source="x.xml")] == ["x.xml#1", "x.xml#2"]


def test_a_retraction_is_a_retraction_notice() -> None:
    document = parse_document(ARTICLE.replace("research-article", "retraction").encode(), source="x.xml")
    assert document.kind is DocumentKind.RETRACTION_NOTICE


@pytest.mark.parametrize("span", ["0", "-3", "1000000000", "x", ""])
def test_an_absurd_span_of_a_cell_is_not_obeyed(span: str) -> None:
    document = parse_document(ARTICLE.replace('rowspan="2"', f'rowspan="{span}" colspan="{span}"').encode(), source="x")
    assert len(document.text) < 10_000


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<article><body></body></article>", EmptyDocument),
        ("<article><body><p>Cut", BrokenDocument),
        ("<article><body><p>&nbsp;</p></body></article>", BrokenDocument),
        ('<!DOCTYPE article [<!ENTITY a "b">]><article><body><p>&a;</p></body></article>', HostileDocument),
        ("<article>" + "<sec>" * 1000 + "</sec>" * 1000 + "</article>", HostileDocument),
        ("<?xml version='1.0'?><urlset></urlset>", BrokenDocument),
    ],
    ids=["empty", "cut", "undefined entity", "entity", "nesting", "other"],
)
def test_what_is_no_article_is_refused_in_words(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"x\.xml"):
        parse_document(text.encode(), source="x.xml")


def article(body: str, *, doctype: str = "", back: str = "") -> Document:
    text = f"{doctype}<article><body><sec>{body}</sec></body>{back}</article>"
    return parse_document(text.encode(), source="x.xml")


def rows_of(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role is BlockRole.TABLE_ROW]


def test_characters_by_name_are_those_of_the_dtd_which_is_not_fetched() -> None:
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.0//EN" "JATS-archivearticle1.dtd">'
    assert article("<p>0.48&ndash;0.89, &plusmn;&nbsp;2</p>", doctype=doctype).text == "0.48–0.89, ± 2"
    with pytest.raises(BrokenDocument, match="undefined entity"):
        article("<p>&nosuchname;</p>", doctype=doctype)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<list><list-item><label>1.</label><p>First.</p><p>Second.</p></list-item></list>", "1. First. Second."),
        (
            "<fig><label>Figure 1</label><caption><title>Survival</title><p>By arm.</p></caption></fig>",
            "Survival By arm.",
        ),
        ("<p>18.5<break/>(14.6–22.8)</p>", "18.5 (14.6–22.8)"),
        (
            '<p>0.62<xref ref-type="table-fn" rid="a">1</xref> and 3<xref ref-type="fn" rid="b">a</xref></p>',
            "0.62 [1] and 3 [a]",
        ),
        (
            '<p>as shown [<xref ref-type="bibr" rid="b1">12</xref>,<xref ref-type="bibr" rid="b2">13</xref>]</p>',
            "shown [12,13]",
        ),
        ('<p>(<xref ref-type="bibr" rid="b1">Roe, 2001</xref>)</p>', "(Roe, 2001)"),
        (
            "<p>It was <inline-formula><alternatives><tex-math>\\documentclass{x}$$y=3$$</tex-math>"
            "<math><mi>y</mi><mo>=</mo><mn>3</mn></math></alternatives></inline-formula> there.</p>",
            "It was y=3 there.",
        ),
    ],
)
def test_what_stands_apart_is_not_glued_and_what_is_for_machines_is_left_out(body: str, words: str) -> None:
    assert article(body).text.endswith(words)


def test_rows_below_a_row_of_one_label_repeat_it_as_far_as_they_are_indented() -> None:
    table = (
        "<table-wrap><table><thead><tr><th>Outcome</th><th>A</th><th>B</th></tr></thead><tbody>"
        '<tr><td colspan="3">Overall survival:</td></tr>'
        "<tr><td>&#x2003;Median, months</td><td>20.1</td><td>18.3</td></tr>"
        '<tr><td>&#x2003;Hazard ratio</td><td colspan="2">0.80</td></tr>'
        "<tr><td>Response, %</td><td>63</td><td>55</td></tr></tbody></table></table-wrap>"
    )
    assert rows_of(article(table)) == [
        "Outcome | A | B",
        "Overall survival: |  |",
        "Overall survival: Median, months | 20.1 | 18.3",
        "Overall survival: Hazard ratio | 0.80 |",
        "Response, % | 63 | 55",
    ]


def test_a_spacer_row_ends_what_heads_its_rows() -> None:
    """As PubMed Central sets it: labels indented by an em space, groups parted by rows of blank cells."""
    blank = "<tr><td>&#xa0;</td><td>&#xa0;</td></tr>"
    table = (
        "<table-wrap><table><tbody><tr><td colspan='2'>Survival</td></tr><tr><td>&#x2003;5 years</td><td>80%</td></tr>"
        f"{blank}<tr><td colspan='2'>Response</td></tr><tr><td>&#x2003;All</td><td>63%</td></tr>{blank}"
        "<tr><td>Deaths</td><td>12</td></tr></tbody></table></table-wrap>"
    )
    assert rows_of(article(table)) == [
        "Survival |",
        "Survival: 5 years | 80%",
        "Response |",
        "Response: All | 63%",
        "Deaths | 12",
    ]


def test_a_reference_without_punctuation_keeps_its_parts_apart() -> None:
    back = (
        "<back><ref-list><ref><mixed-citation><name><surname>Roe</surname><given-names>J</given-names></name>"
        "<year>2001</year><source>J Ex</source></mixed-citation></ref></ref-list></back>"
    )
    assert article("<p>Words.</p>", back=back).text.endswith("Roe J 2001 J Ex")


def test_a_month_in_letters_is_read() -> None:
    date = "<pub-date><day>1</day><month>Feb</month><year>2012</year></pub-date>"
    text = f"<article><front><article-meta>{date}</article-meta></front><body><p>Words.</p></body></article>"
    assert parse_document(text.encode(), source="x.xml").published == PartialDate.parse("2012-02-01")
