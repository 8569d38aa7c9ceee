"""Both pages in a real browser: nothing asked, nothing said on the console, nothing off the side of a phone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.integration.browser import find_browser, measure, visit
from tests.page_structure import parse_page
from tests.report_cases import HOSTILE, decision, document, extraction, with_words

from herald.core.documents import Document
from herald.core.findings import Evidence, Extraction, Finding
from herald.core.spans import Span
from herald.reports.pages import render_document_page, render_options_page
from herald.reports.views import DocumentView, OptionsView


@pytest.fixture(scope="module")
def browser() -> str:
    found = find_browser()
    if found is None:
        pytest.skip("needs Chromium, under one of its usual names")
    return found


def options_page(words: str = "") -> str:
    return render_options_page(OptionsView.of(with_words(decision(), words)))


def document_page() -> str:
    return render_document_page(DocumentView.of(document(), extraction()))


def many_findings(number: int) -> str:
    """A document with one sentence for each finding, in one paragraph."""
    sentence = "The median PFS was 18.0 months. "
    long = Document(text=sentence * number, source="many.txt", format="text", title="Many findings")
    findings = tuple(
        Finding(
            endpoint="PFS",
            trial=f"EXAMPLE-{place}",
            value="18.0",
            unit="months",
            evidence=(Evidence(long.id, Span.of(long.text, place * len(sentence), (place + 1) * len(sentence) - 1)),),
        )
        for place in range(number)
    )
    return render_document_page(DocumentView.of(long, Extraction(findings=findings)))


def save(folder: Path, html: str) -> Path:
    page = folder / "page.html"
    page.write_text(html, encoding="utf-8")
    return page


@pytest.mark.parametrize("html", [options_page(), document_page()], ids=["options", "document"])
def test_the_browser_shows_the_page_and_asks_for_nothing(browser: str, tmp_path: Path, html: str) -> None:
    seen = visit(browser, save(tmp_path, html))
    assert seen.console == ()
    assert seen.requests == ()
    shown, written = parse_page(seen.dom), parse_page(html)
    assert [heading.text for heading in shown.every("h1", "h2", "h3", "h4")] == [
        heading.text for heading in written.every("h1", "h2", "h3", "h4")
    ]


def test_a_request_or_a_word_on_the_console_would_be_noticed(browser: str, tmp_path: Path) -> None:
    seen = visit(
        browser, save(tmp_path, '<img src="http://example.invalid/x.png"><script>console.log("said")</script>')
    )
    assert seen.requests == ("http://example.invalid/x.png",)
    assert any("said" in line for line in seen.console)


def test_the_policy_of_the_page_stops_what_does_not_belong_there(browser: str, tmp_path: Path) -> None:
    intruder = '<img src="https://example.invalid/x.png"><script>document.title = "taken"</script>'
    seen = visit(browser, save(tmp_path, options_page().replace("</main>", f"{intruder}</main>")))
    assert len(seen.console) == 2
    assert seen.requests == ()
    assert "<title>Treatment options: Herald</title>" in seen.dom


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.parametrize("html", [options_page(), document_page()], ids=["options", "document"])
def test_nothing_reaches_beyond_the_side(browser: str, tmp_path: Path, html: str, width: int) -> None:
    measured = measure(browser, html, tmp_path, width=width)
    assert measured["scroll"] <= measured["width"], measured["wide"]
    assert measured["wide"] == []


@pytest.mark.parametrize("words", ["x" * 3000, *HOSTILE[:3]], ids=["one long word", "script", "image", "direction"])
@pytest.mark.parametrize("width", [360, 1200])
def test_hostile_words_do_not_break_the_layout(browser: str, tmp_path: Path, words: str, width: int) -> None:
    measured = measure(browser, options_page(words), tmp_path, width=width)
    assert measured["scroll"] <= measured["width"], measured["wide"]


def test_a_document_of_one_endless_word_fits_a_phone(browser: str, tmp_path: Path) -> None:
    endless = replace(with_words(document(), "x" * 3000), text="x" * 9000, blocks=(), notices=())
    html = render_document_page(DocumentView.of(endless, with_words(extraction(), "y" * 3000)))
    measured = measure(browser, html, tmp_path, width=360)
    assert measured["scroll"] <= measured["width"], measured["wide"]


def test_two_hundred_findings_fit_a_phone(browser: str, tmp_path: Path) -> None:
    measured = measure(browser, many_findings(200), tmp_path, width=360)
    assert measured["scroll"] <= measured["width"], measured["wide"]
