from __future__ import annotations

import pytest

from herald.core.documents import Block, BlockRole, Document
from herald.extraction.sentences import find_sentences, split_sentences


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Median PFS was 26.6 vs. 12.5 months.",
        "The ratio was 0.65 (P = .0070).",
        "Smith et al. Reported it first.",
        "Patients had one drug (n= 129) or two.",
        "It ran in the U.S. Between the years it grew.",
    ],
)
def test_an_abbreviation_or_a_point_in_a_figure_ends_no_sentence(sentence: str) -> None:
    assert _split(sentence) == [sentence]


def test_a_stop_before_a_capital_ends_a_sentence() -> None:
    assert _split("It rose. The other fell.") == ["It rose.", "The other fell."]


def test_a_stop_without_a_space_before_a_word_ends_a_sentence() -> None:
    assert _split("Sep 26, 2011.This was kept.") == ["Sep 26, 2011.", "This was kept."]


def test_a_bullet_begins_a_sentence() -> None:
    assert _split("• one thing\n  • another thing") == ["• one thing", "• another thing"]


def _document(text: str, role: BlockRole) -> Document:
    return Document(text, source="test", format="text", blocks=(Block(0, len(text), role),))


def test_a_row_of_a_table_is_a_sentence() -> None:
    document = _document("Survival | 3\nResponse | 4", BlockRole.TABLE_ROW)
    assert [document.text[s.start : s.end] for s in find_sentences(document)] == ["Survival | 3", "Response | 4"]


@pytest.mark.parametrize(("text", "is_fragment"), [("= .02). It rose.", True), ("It rose (P = .02).", False)])
def test_a_paragraph_that_begins_in_the_middle_is_a_fragment(text: str, is_fragment: bool) -> None:
    first = next(iter(find_sentences(_document(text, BlockRole.PARAGRAPH))))
    assert first.is_fragment is is_fragment


def test_what_is_not_content_has_no_sentences() -> None:
    assert list(find_sentences(_document("Subscribe now.", BlockRole.BOILERPLATE))) == []


def test_a_list_item_that_ends_in_a_colon_leads_what_is_indented_below_it() -> None:
    text = "- Survival at 2 years:\n  - 40% v 20%"
    blocks = (Block(0, 22, BlockRole.LIST_ITEM), Block(25, len(text), BlockRole.LIST_ITEM))
    document = Document(text, source="test", format="text", blocks=blocks)
    assert [s.lead for s in find_sentences(document)] == [None, (0, 22)]
