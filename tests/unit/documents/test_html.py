"""Pages: what is visible, in which order, in which role, and from which element."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind
from herald.documents import read_text

PROSE = "Median progression-free survival was 18.9 months with both drugs and 15.8 months with one of them. "

PAGE = f"""<!doctype html>
<html lang="en-US"><head>
<title>Two drugs beat one | Example Press</title>
<meta property="og:title" content="Two drugs beat one">
<meta property="og:site_name" content="Example Press">
<script type="application/ld+json">
{{"@graph": [{{"@type": "WebPage", "datePublished": "2001-01-01"}},
 {{"@type": ["NewsArticle"], "datePublished": "2018-03-15T08:00:00Z", "dateModified": "2018-04-01"}}]}}
</script><style>p {{ color: red }}</style></head>
<body class="has-sidebar">
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<div id="cookie-consent">We would like to set cookies.</div>
<div class="page">
 <h1>Two drugs beat one</h1>
 <div class="byline">Jane Public</div>
 <p>{PROSE * 3}</p>
 <div class="adSlot">Buy a car.</div>
 <h2>How it was done</h2>
 <p>A <b>phase&nbsp;3</b> trial,
    with   spaces.<br>And a second line.</p>
 <ul><li>First point</li><li>Second <i>point</i><ul><li>Inner point</li></ul></li></ul>
 <div hidden>Not shown</div><p style="display: none">Nor this</p><span aria-hidden="true">Nor that</span>
 <template>Nor a template</template><noscript>Nor this</noscript>
 <table><caption>Response</caption>
  <tr><th>Arm</th><th>ORR</th></tr>
  <tr><td>Two <p>drugs</p></td><td>63.3%</td></tr>
  <tr><td>One</td><td></td><td>55.7%</td></tr></table>
 <p>Text of the end.</p>
 <div class="c-newsletter"><p>Every week, the news.</p></div>
 <div class="more"><ul><li><a href="/1">One story</a></li><li><a href="/2">Two stories</a></li>
   <li><a href="/3">Three stories</a></li></ul></div>
 <form><input name="q"><label>Search for it</label></form>
</div>
<footer>Imprint</footer>
<script>document.write("x")</script>
</body></html>"""


@pytest.fixture(scope="module")
def page() -> Document:
    return read_text(PAGE, source="page.html")


def content(document: Document) -> list[tuple[BlockRole, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.content_blocks()]


def boilerplate(document: Document) -> dict[str, str | None]:
    return {
        document.text[block.start : block.end]: block.why
        for block in document.blocks
        if block.role is BlockRole.BOILERPLATE
    }


def test_the_content_is_the_article_in_reading_order(page: Document) -> None:
    assert content(page) == [
        (BlockRole.TITLE, "Two drugs beat one"),
        (BlockRole.PARAGRAPH, (PROSE * 3).strip()),
        (BlockRole.HEADING, "How it was done"),
        (BlockRole.PARAGRAPH, "A phase\u00a03 trial, with spaces.\nAnd a second line."),
        (BlockRole.LIST_ITEM, "First point"),
        (BlockRole.LIST_ITEM, "Second point"),
        (BlockRole.LIST_ITEM, "Inner point"),
        (BlockRole.HEADING, "Response"),
        (BlockRole.TABLE_ROW, "Arm | ORR"),
        (BlockRole.TABLE_ROW, "Two drugs | 63.3%"),
        (BlockRole.TABLE_ROW, "One |  | 55.7%"),
        (BlockRole.PARAGRAPH, "Text of the end."),
    ]


def test_the_frame_of_the_page_is_boilerplate_and_says_why(page: Document) -> None:
    assert boilerplate(page) == {
        "Home News": "inside <nav>",
        "We would like to set cookies.": 'cookie notice: named "consent"',
        "Buy a car.": 'advertisement: named "ad"',
        "Every week, the news.": 'newsletter box: named "newsletter"',
        "One story": "a list of links",
        "Two stories": "a list of links",
        "Three stories": "a list of links",
        "Search for it": "inside <form>",
        "Imprint": "inside <footer>",
    }


def test_what_is_not_shown_is_not_in_the_text(page: Document) -> None:
    for words in ("Not shown", "Nor", "color", "document.write", "JSON", "@type"):
        assert words not in page.text


def test_every_block_leads_back_to_its_element(page: Document) -> None:
    tree = LexborHTMLParser(PAGE)
    for block in page.blocks:
        assert block.origin is not None
        found = tree.css(block.origin)
        assert len(found) == 1
        first_word = page.text[block.start : block.end].split()[0]
        assert first_word in found[0].text()


def test_the_head_gives_title_dates_language_and_kind(page: Document) -> None:
    assert page.title == "Two drugs beat one"
    assert (page.published, page.updated) == (PartialDate.parse("2018-03-15"), PartialDate.parse("2018-04-01"))
    assert page.language == "en"
    assert page.kind is DocumentKind.NEWS


def test_a_journal_page_gives_its_citation() -> None:
    document = read_text(
        """<html><head><meta name="citation_title" content="Two drugs"><meta name="citation_doi" content="10.1000/x(1)">
        <meta name="citation_pmid" content="123"><meta name="citation_journal_title" content="J Ex">
        <meta name="citation_publication_date" content="2019/05"></head><body><p>Text. doi: 10.9999/other</p></body>""",
        source="x",
    )
    assert document.identifiers == {"doi": "10.1000/x(1)", "pmid": "123"}
    assert (document.journal, document.published) == ("J Ex", PartialDate.parse("2019-05"))


def test_a_visible_date_is_the_last_resort() -> None:
    document = read_text("<html><body><h1>Two drugs</h1><p>Published: May 9, 2022</p><p>Text of it.</p>", source="x")
    assert document.published == PartialDate.parse("2022-05-09")


def test_a_time_element_counts_only_where_it_is_named_a_date_of_publication() -> None:
    page = '<html><body><h1>Two drugs</h1><p>On <time datetime="2030-01-01">New Year</time>.</p>{}<p>Text.</p>'
    assert read_text(page.format(""), source="x").published is None
    stamp = '<p class="pubdate"><time datetime="2022-05-09">yesterday</time></p>'
    assert read_text(page.format(stamp), source="x").published == PartialDate.parse("2022-05-09")


def test_a_form_around_the_whole_page_does_not_hide_the_article() -> None:
    document = read_text(f"<html><body><form><div><p>{PROSE}</p></div></form></body></html>", source="x")
    assert [role for role, _ in content(document)] == [BlockRole.PARAGRAPH]


@pytest.mark.parametrize("name", ["sidebar", "related-results", "social", "footer-inner", "promo"])
def test_a_name_alone_does_not_hide_most_of_the_text(name: str) -> None:
    document = read_text(f"<html><body><div class={name!r}><p>{PROSE}</p></div><p>End.</p></body></html>", source="x")
    assert (BlockRole.PARAGRAPH, PROSE.strip()) in content(document)


def test_parts_of_words_are_no_names() -> None:
    document = read_text(
        f"<html><body><p>{PROSE * 4}</p><div class='shareholder adventure download gradient'>Read by all.</div>",
        source="x",
    )
    assert (BlockRole.PARAGRAPH, "Read by all.") in content(document)


def test_a_list_of_linked_results_is_content() -> None:
    items = "".join(f"<li><a href='#'>Trial {number}: ORR {number}5%</a></li>" for number in range(1, 5))
    document = read_text(f"<html><body><p>Before.</p><ul>{items}</ul></body></html>", source="x")
    assert [role for role, _ in content(document)].count(BlockRole.LIST_ITEM) == 4


def test_what_stands_outside_main_is_frame_where_main_holds_the_text() -> None:
    document = read_text(f"<html><body><p>Above.</p><main><p>{PROSE}</p></main><p>Below.</p></body>", source="x")
    assert boilerplate(document) == {"Above.": "outside the main element", "Below.": "outside the main element"}


def test_a_table_that_lays_out_the_page_is_no_table_of_data() -> None:
    document = read_text(
        "<html><body><table><tr><td><h1>Two drugs</h1><p>First text.</p></td><td><table><tr><td>a</td><td>1</td></tr>"
        "</table></td></tr></table></body></html>",
        source="x",
    )
    assert content(document) == [
        (BlockRole.TITLE, "Two drugs"),
        (BlockRole.PARAGRAPH, "First text."),
        (BlockRole.TABLE_ROW, "a | 1"),
    ]


def test_a_button_in_a_sentence_is_part_of_it() -> None:
    document = read_text("<html><body><p>Median <button>PFS</button> was 11 months.</p></body></html>", source="x")
    assert document.text == "Median PFS was 11 months."


def test_entities_are_decoded_and_what_cannot_be_seen_is_dropped() -> None:
    document = read_text(
        "<html><body><p>P&nbsp;&lt;&nbsp;.001; pro&shy;gression 0.6&#8203;5 &mdash; so</p>", source="x"
    )
    assert document.text == "P\u00a0<\u00a0.001; progression 0.65 — so"


def test_preformatted_text_keeps_its_lines() -> None:
    document = read_text("<html><body><pre>One line\nTwo lines\n\nA new part</pre></body></html>", source="x")
    assert [text for _, text in content(document)] == ["One line\nTwo lines", "A new part"]


def test_references_of_a_page_are_references() -> None:
    document = read_text(
        f"<html><body><p>{PROSE}</p><div id='references'><ol><li>Doe J. Drugs; HR 0.5. 2019.</li></ol></div></body>",
        source="x",
    )
    assert document.blocks[-1].role is BlockRole.REFERENCE


def test_unclosed_and_misnested_tags_are_read_as_a_browser_does() -> None:
    document = read_text("<html><body><p>One<p>Two <b>bold<i>er</b>est</i><li>Three<td>Four", source="x")
    assert [text for _, text in content(document)] == ["One", "Two bolderest", "ThreeFour"]


def test_json_that_is_broken_or_deep_is_passed_over() -> None:
    deep = "[" * 100_000
    for words in ("{", deep, '{"@type": "NewsArticle", "datePublished": {"a": 1}}', "null", "[]"):
        page = f"<html><head><script type='application/ld+json'>{words}</script></head><body><p>Text.</p></body></html>"
        assert read_text(page, source="x").published is None


MERGED = """<html><body><article><h1>Two drugs or one</h1><table>
<thead><tr><th rowspan="2">Outcome</th><th colspan="2">Arm</th></tr><tr><th>A<br>(n = 40)</th><th>B</th></tr></thead>
<tbody><tr><td colspan="3"><b>Overall survival</b></td></tr>
<tr><td>&emsp;Median, months</td><td>20.1<br>(18–23)</td><td>18.3</td></tr>
<tr><td>&emsp;Hazard ratio</td><td colspan="2">0.80<sup>a</sup></td></tr>
<tr><td>Response, %</td><td>63</td><td>55</td></tr></tbody></table></article></body></html>"""


def test_a_table_with_merged_cells_keeps_its_columns_and_repeats_what_heads_its_rows() -> None:
    document = read_text(MERGED, source="x.html")
    assert [words for role, words in content(document) if role is BlockRole.TABLE_ROW] == [
        "Outcome | Arm A (n = 40) | Arm B",
        "Overall survival |  |",
        "Overall survival: Median, months | 20.1 (18–23) | 18.3",
        "Overall survival: Hazard ratio | 0.80 [a] |",
        "Response, % | 63 | 55",
    ]


def test_each_row_of_a_table_leads_back_to_its_element() -> None:
    document = read_text(MERGED, source="x.html")
    origins = [block.origin or "" for block in document.blocks if block.role is BlockRole.TABLE_ROW]
    assert [origin.rpartition(" > ")[2] for origin in origins] == [
        "tr:nth-child(2)",
        *(f"tr:nth-child({number})" for number in range(1, 5)),
    ]
