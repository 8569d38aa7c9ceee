"""Plain text: roles by strong cues, and prose kept where none speaks."""

from __future__ import annotations

import datetime as dt

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, NoticeKind
from herald.documents import read_text

PAGE = """\
News > Breast Cancer

Two Drugs Beat One in Metastatic Disease

By Jane Q. Public, MD
Published: Friday, Dec 13, 2024

Adding the second drug delayed progression, according to findings presented at the annual meeting.

What Was Found

  • Median PFS was 44.3 months v 29.1 months.
  • Diarrhea was more frequent.

Arm | n | Median
Two drugs | 261 | 44.3
One drug | 257 | 29.1

Subscribe to our newsletter
Related Topics
HER2-low disease explained
Sponsored
© 2024 Example Press. All rights reserved.
"""


def role_of(document: Document, words: str) -> BlockRole:
    """The role of the one block that begins with `words`."""
    (block,) = [block for block in document.blocks if document.text.startswith(words, block.start)]
    return block.role


@pytest.fixture(scope="module")
def page() -> Document:
    return read_text(PAGE, source="page.txt")


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("News >", BlockRole.BOILERPLATE),
        ("Two Drugs Beat", BlockRole.TITLE),
        ("By Jane", BlockRole.METADATA),
        ("Published", BlockRole.METADATA),
        ("Adding the second", BlockRole.PARAGRAPH),
        ("What Was Found", BlockRole.HEADING),
        ("• Median", BlockRole.LIST_ITEM),
        ("Arm | n", BlockRole.TABLE_ROW),
        ("Two drugs | 261", BlockRole.TABLE_ROW),
        ("Subscribe", BlockRole.BOILERPLATE),
        ("HER2-low disease", BlockRole.BOILERPLATE),
        ("Sponsored", BlockRole.BOILERPLATE),
        ("©", BlockRole.BOILERPLATE),
    ],
)
def test_a_line_has_the_role_that_its_look_and_place_give(page: Document, words: str, role: BlockRole) -> None:
    assert role_of(page, words) is role


def test_boilerplate_says_why(page: Document) -> None:
    assert all(block.why for block in page.blocks if block.role is BlockRole.BOILERPLATE)


def test_the_text_is_kept_whole_and_as_it_is(page: Document) -> None:
    assert page.text == PAGE


def test_title_kind_date_and_language_come_from_the_text(page: Document) -> None:
    assert page.title == "Two Drugs Beat One in Metastatic Disease"
    assert page.kind is DocumentKind.CONFERENCE_REPORT
    assert page.published == PartialDate.parse("2024-12-13")
    assert page.language == "en"


@pytest.mark.parametrize(
    "sentence",
    [
        "Sponsored by Example Ltd, the trial met its end point with a hazard ratio of 0.65.",
        "Subscribers to the newsletter were 40% of the 120 women in this study of reminders.",
        "The label was last updated on May 3, 2021, after the trial had shown longer survival in all women treated; "
        "the committee had asked for it because the earlier wording left out the patients with brain metastases.",
        "Cookies and coffee aside, median PFS was 18.9 months.",
        "Home treatment was possible for 97% of patients.",
        "References to older trials show an ORR of 63.3%.",
    ],
)
def test_a_sentence_with_a_result_is_never_boilerplate(sentence: str) -> None:
    document = read_text(f"A headline of some words\n\n{sentence}\n\nThe end of it all was good.", source="x")
    assert role_of(document, sentence[:20]) is BlockRole.PARAGRAPH


def test_related_links_end_where_prose_begins() -> None:
    document = read_text(
        "A headline of some words\n\nRelated Articles\nOne older story\n\nThe trial enrolled women in ten countries.\n",
        source="x",
    )
    assert role_of(document, "One older") is BlockRole.BOILERPLATE
    assert role_of(document, "The trial") is BlockRole.PARAGRAPH


def test_a_bibliography_is_kept_apart_with_its_dates_and_identifiers() -> None:
    document = read_text(
        "A headline of some words\n\nThe trial was large and it was long.\n\nReferences\n\n"
        "1. Doe J, Roe R, et al. A trial of two drugs. J Ex. 2019;1:2. doi: 10.1000/xyz\n"
        "Example Site\nexample.org · Jan 24, 2025\n",
        source="x",
    )
    assert role_of(document, "1. Doe") is BlockRole.REFERENCE
    assert role_of(document, "example.org") is BlockRole.REFERENCE
    assert document.published is None
    assert not document.identifiers


def test_a_citation_in_the_middle_is_a_reference_by_its_look() -> None:
    document = read_text(
        "A headline of some words\n\nIt grew.\nDoe J, Roe R, Poe E, et al. Two drugs. 2018 Annual Meeting; Chicago.\n"
        "It went on.",
        source="x",
    )
    assert role_of(document, "Doe J") is BlockRole.REFERENCE
    assert role_of(document, "It went") is BlockRole.PARAGRAPH


def test_a_header_that_repeats_the_title_is_not_the_title() -> None:
    document = read_text(
        "trackerNew Drug Helps Many Women\n\nNew Drug Helps Many Women\n\nIt helped them all very much.\n", source="x"
    )
    assert document.title == "New Drug Helps Many Women"
    assert document.blocks[0].why == "page header that repeats the title"


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "A headline of some words\n\n"
        "The trial enrolled two hundred and fifty-eight women after the menopause whose\n"
        "disease had spread, and half of them were given the new drug together with the\n"
        "old one.\n"
    )
    document = read_text(text, source="x")
    assert [block.role for block in document.blocks] == [BlockRole.TITLE, BlockRole.PARAGRAPH]


def test_short_lines_that_were_not_wrapped_stay_apart() -> None:
    document = read_text(
        "Share your feedback\nHelp us learn how we can improve our pages and all that is on them.\n", source="x"
    )
    assert len(document.blocks) == 2


def test_one_line_alone_is_prose_not_a_title() -> None:
    document = read_text("A trial of two drugs in women with breast cancer", source="x")
    assert document.title is None
    assert document.blocks[0].role is BlockRole.PARAGRAPH


@pytest.mark.parametrize(
    ("line", "kind", "date"),
    [
        ("Sep 26, 2011.This article is archived", NoticeKind.ARCHIVED, None),
        ("— Last updated on February 22, 2022, 9:53 PM", NoticeKind.LAST_UPDATED, PartialDate.parse("2022-02-22")),
        ("RETRACTED: A trial of two drugs in some women", NoticeKind.RETRACTED, None),
        ("This article has been retracted.", NoticeKind.RETRACTED, None),
        ("... to read the full story", NoticeKind.TRUNCATED, None),
    ],
)
def test_a_note_about_the_page_is_a_notice(line: str, kind: NoticeKind, date: dt.date | None) -> None:
    document = read_text(f"A headline of some words\n\nThe trial was a large one.\n\n{line}\n", source="x")
    (notice,) = document.notices
    assert (notice.kind, notice.date) == (kind, date)
    notice.span.verify(document.text)


@pytest.mark.parametrize(
    ("paragraph", "fragment"),
    [
        ("= .0031). The median was 8 months in the other arm.", "= .0031)."),
        ("compared with 24% without it. The trial goes on.", "compared with 24% without it."),
    ],
)
def test_a_paragraph_that_sets_in_mid_sentence_marks_the_fragment(paragraph: str, fragment: str) -> None:
    document = read_text(f"A headline of some words\n\nIt was a large trial.\n\n{paragraph}\n\nIt ended.", source="x")
    (notice,) = document.notices
    assert (notice.kind, notice.span.quote) == (NoticeKind.TRUNCATED, fragment)


def test_a_text_that_stops_in_mid_sentence_marks_its_last_words() -> None:
    document = read_text("A headline of some words\n\nIt was a large trial. The median was longer with the", source="x")
    (notice,) = document.notices
    assert notice.span.quote == "The median was longer with the"


def test_ordinary_sentences_give_no_notice() -> None:
    document = read_text("A headline of some words\n\nnab-Paclitaxel was given. It worked.\n\nIt ended.", source="x")
    assert document.notices == ()
