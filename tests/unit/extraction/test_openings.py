"""What a match can begin and end with, read off a pattern."""

from __future__ import annotations

import re

import pytest

from herald.extraction.openings import LONGEST, WORD_START, find_ends, find_openings


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        (r"hazard", {"hazard"}),
        (r"\b(?:arm|Group)s?\b", {"\barm", "\bgroup"}),
        (r"\b(?:arm|\b\b=)", {"\barm", "="}),
        (r"(?:\barm|arm|x)", {"arm", "x"}),
        (r"pre\b-op", {"pre-op"}),
        (r"(?:pre-)?\bop", {"pre-op", "\bop"}),
        (r"(?:the\s)?placebo", {"the placebo", "placebo"}),
        (r"follow(?:ed)?[\s-]?up", {f"follow{ed}{gap}up" for ed in ("", "ed") for gap in ("", " ", "-")}),
        (r"no[\s-]a", {"no a", "no-a"}),
        (r"(?<!x)(?=y)y(?P<name>z)", {"yz"}),
        (r"x+y", {"x"}),
        (r"x{2}y", {"x"}),
        (r"(?i:Ab)c|de", {"abc", "de"}),
        (r"\d%", {f"{digit}%" for digit in range(10)}),
        (r"[<≤]\s?1", {"< 1", "<1", "≤ 1", "≤1"}),
        (r"ab\w|abc", {"ab"}),
        (r"a\x0bb", {"a b"}),
    ],
)
def test_openings_are_all_that_a_match_can_begin_with(pattern: str, openings: set[str]) -> None:
    assert set(find_openings(pattern)) == openings


@pytest.mark.parametrize("pattern", [r"\w+ed", r"x?", r"(?:a|.b)", r"[^a]b", r"[a-z]x", r"(?:very\s)*", r"", r"(x)?\1"])
def test_a_match_that_can_begin_with_anything_has_no_openings(pattern: str) -> None:
    assert find_openings(pattern) == ()


def test_a_pattern_of_many_beginnings_still_has_openings() -> None:
    pattern = r"\b(?:[abc]?[def]?[ghi]?[jkl]?){1}(?:one|two|three)"
    openings = [opening.lstrip(WORD_START) for opening in find_openings(pattern)]
    assert openings
    assert all(len(opening) <= LONGEST for opening in openings)
    for text in ("adgjone", "three", "bgtwo", "cone"):
        assert re.match(pattern, text)
        assert any(text.startswith(opening) for opening in openings)


def test_a_list_of_very_many_phrases_has_all_their_openings() -> None:
    phrases = {f"x{number:03}y" for number in range(1000)}
    assert set(find_openings(r"\b(?:" + "|".join(sorted(phrases)) + ")")) == {f"\b{phrase}" for phrase in phrases}


@pytest.mark.parametrize(
    ("pattern", "endings"),
    [
        (r"\bby\s$", {"by "}),
        (r"(?:at|after)\s(?:the\s)?$", {"at ", "er ", "he "}),
        (r"x\s?[=<]\s?$|%$", {"x=", "x =", "x= ", " = ", "x<", "x <", "x< ", " < ", "%"}),
        (r"(?:a|Bc)(?<!d)$", {"a", "bc"}),
    ],
)
def test_endings_are_all_that_a_match_can_end_with(pattern: str, endings: set[str]) -> None:
    for ending in endings:
        assert any(ending.endswith(found) for found in find_ends(pattern).endings)
    assert all(any(ending.endswith(found) for ending in endings) for found in find_ends(pattern).endings)


@pytest.mark.parametrize("pattern", [r"by\s", r"by\s$|at", r"(?:by$|at)", r"\w$", r".$", r"x?$", r"$", r""])
def test_a_match_that_can_end_with_anything_or_elsewhere_has_no_endings(pattern: str) -> None:
    assert find_ends(pattern).endings == ()
