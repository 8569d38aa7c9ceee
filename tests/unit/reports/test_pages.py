"""Rules of structure that both pages keep, whatever the words in them.

Source: WCAG 2.2 (W3C Recommendation), success criteria 1.3.1, 1.4.3, 2.4.1, 2.4.2, 2.4.4, 2.4.6, 3.1.1, 4.1.2.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.page_structure import Element, parse_page
from tests.report_cases import HOSTILE, TEXT, decision, document, extraction, with_words

from herald.core.findings import Extraction
from herald.reports.pages import render_document_page, render_options_page
from herald.reports.views import DocumentView, OptionsView

OPTIONS = render_options_page(OptionsView.of(decision()))
DOCUMENT = render_document_page(DocumentView.of(document(), extraction()))
EMPTY = render_options_page(
    OptionsView.of(
        replace(
            decision(), facts=(), options=(), excluded=(), undecided=(), missing=(), conflicts=(), flags=(), sources=()
        )
    )
)
BARE = render_document_page(DocumentView.of(replace(document(), blocks=(), notices=()), Extraction()))

pages = pytest.mark.parametrize(
    "html", [OPTIONS, DOCUMENT, EMPTY, BARE], ids=["options", "document", "no options", "no findings"]
)


def policy_of(page: Element) -> str:
    [meta] = [m for m in page.every("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy"]
    return meta.attributes["content"] or ""


@pages
def test_every_id_is_used_once(html: str) -> None:
    ids = [element.attributes["id"] for element in parse_page(html).every() if "id" in element.attributes]
    assert sorted(set(ids), key=str) == sorted(ids, key=str)


@pages
def test_every_link_inside_the_page_leads_somewhere(html: str) -> None:
    page = parse_page(html)
    ids = {element.attributes.get("id") for element in page.every()}
    targets = [link.attributes["href"] or "" for link in page.every("a")]
    assert {target[1:] for target in targets if target.startswith("#")} <= ids


@pages
def test_every_label_reference_leads_somewhere(html: str) -> None:
    page = parse_page(html)
    ids = {element.attributes.get("id") for element in page.every()}
    assert {
        element.attributes["aria-labelledby"] for element in page.every() if "aria-labelledby" in element.attributes
    } <= ids


@pages
def test_there_is_one_main_heading_and_no_level_is_skipped(html: str) -> None:
    levels = [int(heading.tag[1]) for heading in parse_page(html).every("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pages
def test_landmarks_and_the_way_past_them(html: str) -> None:
    page = parse_page(html)
    assert [len(list(page.every(tag))) for tag in ("header", "main", "footer")] == [1, 1, 1]
    first = next(page.every("a"))
    assert first.attributes["href"] == "#main"
    assert next(page.every("html")).attributes["lang"] == "en"


@pages
def test_every_table_has_a_caption_and_scoped_headers(html: str) -> None:
    for table in parse_page(html).every("table"):
        assert [caption.text.strip() for caption in table.every("caption")] != [""]
        assert len(list(table.every("caption"))) == 1
        assert all(cell.attributes.get("scope") in ("col", "row") for cell in table.every("th"))


@pages
def test_every_link_has_words(html: str) -> None:
    for link in parse_page(html).every("a"):
        assert link.text.strip() or link.attributes.get("aria-label")


@pages
def test_the_page_asks_nothing_of_the_network_and_runs_nothing(html: str) -> None:
    page = parse_page(html)
    assert not list(page.every("script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"))
    assert not [
        a for element in page.every() for a in element.attributes if a.startswith("on") or a in ("src", "style")
    ]
    assert "url(" not in html
    assert "@import" not in html


@pages
def test_the_policy_allows_the_one_style_sheet_by_its_digest(html: str) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy_of(parse_page(html))
    assert "default-src 'none'" in policy_of(parse_page(html))


@pages
def test_the_page_says_that_no_clinician_has_reviewed_it(html: str) -> None:
    assert "No clinician has reviewed this guideline or this page." in html


def test_the_title_carries_nothing_of_the_patient() -> None:
    [title] = parse_page(OPTIONS).every("title")
    assert title.text == "Treatment options: Herald"


def test_every_option_walks_from_rule_to_quoted_sentence() -> None:
    first, *_ = parse_page(OPTIONS).every("article")
    [walk] = [element for element in first.every("ol") if element.attributes.get("class") == "walk"]
    assert [heading.text for heading in walk.every("h4")] == [
        "Rule",
        "Why it speaks about this patient",
        "Source",
        "Cited results",
        "Pooled over trials",
    ]
    assert next(walk.every("blockquote")).text == "A sentence of our own: 28.8 months against 6.8 months."


def test_everything_of_the_decision_is_on_the_page() -> None:
    text = parse_page(OPTIONS).text
    answer = decision()
    for part in (
        *(option.regimen for option in answer.options),
        *(option.rule for option in answer.options),
        *(exclusion.regimen for exclusion in answer.excluded),
        *(undecided.regimen for undecided in answer.undecided),
        *(missing.name for missing in answer.missing),
        *(outcome.result for missing in answer.missing for outcome in missing.outcomes),
        *(conflict.text for conflict in answer.conflicts),
        *(flag.text for flag in answer.flags),
        *(source.citation for source in answer.sources),
        *(caution.text for option in answer.options for caution in option.cautions),
    ):
        assert part in text


def test_the_document_page_shows_the_text_in_its_order() -> None:
    [body] = [element for element in parse_page(DOCUMENT).every("div") if element.attributes.get("class") == "text"]
    shown = body.text
    for words in ("Home > News", "The phase 2 EXAMPLE-1 trial", "Responses were seen in", "Sign up for our newsletter"):
        assert words in shown
        shown = shown[shown.index(words) :]


def test_marks_and_rows_lead_to_each_other() -> None:
    page = parse_page(DOCUMENT)
    [mark] = [link for link in page.every("a") if link.attributes.get("id") == "place-1-1"]
    assert (mark.attributes["href"], mark.attributes["aria-label"]) == ("#finding-1", "finding 1")
    [row] = [row for row in page.every("tr") if row.attributes.get("id") == "finding-1"]
    assert "#place-1-1" in [link.attributes["href"] for link in row.every("a")]


def test_marked_words_are_those_of_the_span() -> None:
    marked = "".join(element.text for element in parse_page(DOCUMENT).every("mark"))
    assert (
        "Median PFS was 18.0 months with both antibodies against 12.5 months with one (HR, 0.65; P = .0070)." in marked
    )
    assert "Home" not in marked


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    html = render_options_page(OptionsView.of(with_words(decision(), words)))
    page = parse_page(html)
    assert not list(page.every("script", "img"))
    assert words.translate(dict.fromkeys([0x202E, 0x202C, 0x1B, 0x07, 0xD800], "\ufffd")) in page.text
    html.encode()


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_document_stays_a_document(words: str) -> None:
    hostile = replace(with_words(document(), words), text=TEXT + words, blocks=())
    html = render_document_page(DocumentView.of(hostile, with_words(extraction(), words)))
    assert not list(parse_page(html).every("script", "img"))
    html.encode()


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    source = replace(decision().options[0].source, url="javascript:alert(1)", doi=None)
    html = render_options_page(OptionsView.of(replace(decision(), sources=(source,), options=())))
    assert "javascript:" not in html


def test_two_renderings_are_the_same_bytes() -> None:
    assert render_options_page(OptionsView.of(decision())) == OPTIONS
    assert render_document_page(DocumentView.of(document(), extraction())) == DOCUMENT
