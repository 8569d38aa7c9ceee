"""Arms that a sentence lets chance choose from; the sentences are our own."""

from __future__ import annotations

import pytest

from herald.extraction.choices import find_choice


def names(sentence: str) -> list[tuple[str, str | None]]:
    found = find_choice(sentence, 0, len(sentence))
    return [(sentence[slice(*label)], sentence[slice(*alias)] if alias else None) for label, alias in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "They were randomly assigned to receive 90 g of nuts a day (intervention) or to keep their diet (control).",
            [("90 g of nuts a day", "intervention"), ("keep their diet", "control")],
        ),
        (
            "Women were randomly assigned to either a control group that got a book or a walking group that met.",
            [("control group", None), ("walking group", None)],
        ),
        (
            "Sixty women were randomized into two groups (walking and control group).",
            [("walking", None), ("control group", None)],
        ),
        (
            "Sixty women were randomly divided into three equal groups (yoga, tai chi, and control group).",
            [("yoga", None), ("tai chi", None), ("control group", None)],
        ),
        (
            "Sixty women were randomized 1:1 to receive 26 Gy in 5 fractions or 40 Gy in 15 fractions.",
            [("26 Gy in 5 fractions", None), ("40 Gy in 15 fractions", None)],
        ),
        (
            "Women were assigned at random to drug A 1.5 mg (group 1), drug B (group 2), or placebo (group 3).",
            [("drug A 1.5 mg", "group 1"), ("drug B", "group 2"), ("placebo", "group 3")],
        ),
        (
            "Sixty women were randomly allocated into two groups (n = 30 each) to receive either saline or drug.",
            [("saline", None), ("drug", None)],
        ),
        (
            "Women were randomly assigned to one of three conditions: walking, rowing, and rest.",
            [("walking", None), ("rowing", None), ("rest", None)],
        ),
    ],
)
def test_what_chance_chooses_from_are_the_arms_with_their_second_names(
    sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The women were divided into younger and older groups.",
        "Sixty women were randomly divided into four groups by age or weight.",
        "Of the 20 women who were randomised to yoga and evaluable, 17 went on.",
        "Women randomized to yoga experienced a rise in minutes of exercise and physical functioning.",
        "Women were randomized to yoga first or vice versa.",
    ],
)
def test_what_is_no_choice_of_arms_names_none(sentence: str) -> None:
    assert names(sentence) == []


def test_many_offers_in_one_sentence_are_read_in_linear_time() -> None:
    assert names("Women were randomly assigned to yoga " * 2000) == []
