from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console
from tests.report_cases import HOSTILE, decision, document, extraction, with_words

from herald.core.findings import Extraction
from herald.decisions.her2 import Her2Assessment
from herald.reports import terminal
from herald.reports.her2 import Her2View, render_her2
from herald.reports.views import DocumentView, FindingsView, OptionsView
from herald.vocabulary.tables import load_vocabulary


def printed(show: Callable[[Any, Console], None], view: object, width: int = 100) -> str:
    stream = io.StringIO()
    show(view, Console(file=stream, width=width))
    return stream.getvalue()


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


FINDINGS = FindingsView.of(extraction().findings, {document().id: "example.txt"})
OPTIONS = OptionsView.of(decision())


def test_the_findings_table_has_a_column_for_each_part() -> None:
    header = printed(terminal.print_findings, FINDINGS).splitlines()[3]
    assert header.split() == ["Study", "Endpoint", "Arm", "Comparator", "Figures", "Document"]


def test_a_narrow_terminal_gets_findings_one_below_the_other() -> None:
    lines = printed(terminal.print_findings, FINDINGS, width=80).splitlines()
    assert "EXAMPLE-1, PFS [1]" in lines
    assert "  median 18.0 v 12.5 months; HR 0.65; P .0070" in lines


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = printed(terminal.print_options, OPTIONS, width) + printed(terminal.print_findings, FINDINGS, width)
    assert max(len(line) for line in shown.splitlines()) <= width


def test_an_option_shows_rule_grades_source_quote_and_reasons() -> None:
    shown = words(printed(terminal.print_options, OPTIONS))
    for part in (
        "1. trastuzumab deruxtecan recommended; strength strong; certainty moderate",
        "rule mbc.her2-positive.second-line.trastuzumab-deruxtecan (US)",
        "because HER2 IHC is 3+ [3]",
        "DESTINY-Breast03: PFS 28.8 v 6.8 months; HR 0.33 (95% CI 0.26 to 0.43); P <.0001",
        "“A sentence of our own: 28.8 months against 6.8 months.”",
        "! trastuzumab deruxtecan, heart: Measure the ejection fraction before and during treatment. [2]",
        "? 1 caution cannot be ruled out until these are known: ild - trastuzumab deruxtecan, interstitial",
        "× taxane + trastuzumab + pertuzumab because this is second line [1]",
        "below 40% → no regimen from these rules",
        "No clinician has reviewed this guideline or this page.",
        "As of 21 November 2026, knowledge her2-breast 2026.11, Herald 0.1.0.",
    ):
        assert part in shown


def test_an_answer_without_options_says_so() -> None:
    empty = replace(decision(), options=(), missing=(), conflicts=(), flags=())
    assert "No rule offers a regimen for what is recorded." in printed(terminal.print_options, OptionsView.of(empty))


def test_nothing_is_coloured_where_nothing_is_a_terminal() -> None:
    assert "\x1b" not in printed(terminal.print_options, OPTIONS)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_neither_steer_the_terminal_nor_widen_it(text: str) -> None:
    options = OptionsView.of(with_words(decision(), text))
    findings = FindingsView.of(with_words(extraction(), text).findings, {})
    page = DocumentView.of(with_words(document(), text), Extraction())
    shown = (
        printed(terminal.print_options, options, 80)
        + printed(terminal.print_findings, findings, 120)
        + printed(terminal.print_document, page, 80)
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert max(len(line) for line in shown.splitlines()) <= 120


def test_markup_of_the_library_is_plain_text() -> None:
    shown = printed(terminal.print_findings, FindingsView.of(with_words(extraction(), "[bold]x[/]").findings, {}), 80)
    assert "[bold]x[/]" in shown


def test_the_document_summary_names_what_was_found_and_what_was_not_taken() -> None:
    shown = words(printed(terminal.print_document, DocumentView.of(document(), extraction())))
    for part in ("Published: 15 March 2018", "! Archived: This page is archived.", "EXAMPLE-1: phase 2, 200 enrolled"):
        assert part in shown
    assert "trastuzumab, for HER2-positive" in shown
    assert "follow-up time: a time of follow-up is no result (Median follow-up was 31 months.)" in shown


def test_the_her2_answer_lines_up() -> None:
    view = Her2View.of(Her2Assessment("negative", True, 2, "low", ("recount",), None, ()))
    assert render_her2(view, 80).startswith("HER2 result:     negative (with comment)\nISH group:       2\n")


def test_a_concept_is_shown_with_its_identifiers() -> None:
    shown = printed(terminal.print_concept, load_vocabulary().resolve("trastuzumab"))
    assert "id: agent:trastuzumab" in shown
    assert "RXNORM 224905" in shown


def test_concepts_are_listed_with_their_preferred_identifier() -> None:
    shown = printed(terminal.print_concept_list, [load_vocabulary().resolve("trastuzumab")])
    assert shown.splitlines()[1].split() == ["agent:trastuzumab", "trastuzumab", "RXNORM:224905"]
