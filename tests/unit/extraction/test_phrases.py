"""Phrases match what their pattern matches, wherever it is written in the text."""

from __future__ import annotations

import pytest

from herald.extraction.phrases import Page, Phrasebook, Phrases

ARMS = Phrases(r"\b(?:the\s)?(?:arm|group)\s\d")
ANY = Phrases(r"\w+ed\b")
BOOK = Phrasebook([ARMS, ANY])


@pytest.mark.parametrize(
    "text",
    [
        "the arm 1 and group 2",
        "The Arm\n1, the\N{NO-BREAK SPACE}group\t2",
        "group \N{ARABIC-INDIC DIGIT THREE}, arm \N{FULLWIDTH DIGIT ONE}",
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE} the arm 1",
        "\ud800 the arm 1",
        "GROUP\N{ZERO WIDTH SPACE} THE GROUP 1",
        "farm 1, arms 1, the the arm 1arm 2",
        "",
    ],
)
def test_a_page_gives_the_same_matches_as_the_pattern(text: str) -> None:
    page = BOOK.open(text)
    for phrases in (ARMS, ANY):
        expected = [match.span() for match in phrases.pattern.finditer(text)]
        assert [match.span() for match in phrases.finditer(page)] == expected
        assert [match.span() for match in phrases.finditer(text)] == expected


def test_a_match_lies_within_the_range() -> None:
    page = BOOK.open("the arm 1, the arm 2, the arm 3")
    assert [match.group() for match in ARMS.finditer(page, 4, 21)] == ["arm 1", "the arm 2"]
    assert [match.group() for match in ARMS.finditer(page, 4, 19)] == ["arm 1"]
    found = ARMS.search(page, 10)
    assert found
    assert found.group() == "the arm 2"
    assert ARMS.search(page, 27) is None


def test_phrases_that_the_book_lacks_are_sought_anew() -> None:
    page = Phrasebook([ANY]).open("the arm 1")
    assert isinstance(page, Page)
    assert [match.group() for match in ARMS.finditer(page)] == ["the arm 1"]


def test_a_page_is_its_text() -> None:
    page = BOOK.open("the arm 1")
    assert page == "the arm 1"
    assert type(page[:3]) is str
