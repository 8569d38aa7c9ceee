"""What a hand-made answer and a small document of our own look like in every format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console
from tests.report_cases import decision, document, extraction

from herald.decisions.her2 import Her2Assessment
from herald.reports import pages, records, terminal
from herald.reports.her2 import Her2View, render_her2
from herald.reports.views import DocumentView, FindingsView, OptionsView

Golden = Callable[[str, str], None]
HER2 = Her2Assessment("negative", True, 2, "low", (), "IHC 2+ and group 2 after recount.", ())


def printed(show: Callable[[Any, Console], None], view: object, width: int) -> str:
    stream = io.StringIO()
    show(view, Console(file=stream, width=width))
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 100])
def test_the_answer_in_the_terminal(golden: Golden, width: int) -> None:
    golden(f"options-{width}.txt", printed(terminal.print_options, OptionsView.of(decision()), width))


@pytest.mark.parametrize("width", [80, 100])
def test_the_findings_in_the_terminal(golden: Golden, width: int) -> None:
    view = FindingsView.of(extraction().findings, {document().id: "example.txt"})
    golden(f"findings-{width}.txt", printed(terminal.print_findings, view, width))


def test_the_document_in_the_terminal(golden: Golden) -> None:
    golden("document-80.txt", printed(terminal.print_document, DocumentView.of(document(), extraction()), 80))


def test_the_her2_answer_in_the_terminal(golden: Golden) -> None:
    golden("her2-80.txt", render_her2(Her2View.of(HER2), 80) + "\n")


def test_the_page_of_the_options(golden: Golden) -> None:
    golden("options.html", pages.render_options_page(OptionsView.of(decision())))


def test_the_page_of_the_document(golden: Golden) -> None:
    golden("document.html", pages.render_document_page(DocumentView.of(document(), extraction())))


def test_the_answer_as_json(golden: Golden) -> None:
    golden("options.json", json.dumps(records.decision_record(decision()), indent=2, ensure_ascii=False) + "\n")


def test_the_findings_as_json(golden: Golden) -> None:
    record = records.extraction_record([("example.txt", document(), extraction())])
    golden("extract.json", json.dumps(record, indent=2, ensure_ascii=False) + "\n")
