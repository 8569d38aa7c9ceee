from __future__ import annotations

from herald.extraction.brackets import Brackets


def test_the_depth_counts_open_brackets() -> None:
    text = "a (b [c] d) e"
    brackets = Brackets(text, 0, len(text))
    assert [brackets.depth(text.index(letter)) for letter in "abcde"] == [0, 1, 2, 1, 0]


def test_a_bracket_that_closes_nothing_counts_for_nothing() -> None:
    text = "(HR 0.64; 95% CI 0.47-0.87]; P = 0.0037) x"
    brackets = Brackets(text, 0, len(text))
    assert brackets.depth(text.index("P")) == 1
    assert brackets.depth(text.index("x")) == 0
    assert not brackets.has_break(0, len(text))


def test_what_stands_outside_leaves_out_what_is_in_brackets() -> None:
    text = "10 (of them 5; more) vs 20"
    assert Brackets(text, 0, len(text)).outside(0, len(text)) == "10 () vs 20"


def test_a_semicolon_outside_of_brackets_is_a_break() -> None:
    text = "a (b; c); d"
    brackets = Brackets(text, 0, len(text))
    assert brackets.last_break(0, len(text)) == text.rindex(";")
