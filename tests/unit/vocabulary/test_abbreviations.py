"""Definitions of abbreviations, after Schwartz and Hearst, and letters that stand for regimens."""

from __future__ import annotations

import pytest

from herald.vocabulary.abbreviations import find_abbreviations
from herald.vocabulary.local_names import find_local_regimens
from herald.vocabulary.tables import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We measured invasive disease-free survival (IDFS).", "IDFS", "invasive disease-free survival"),
        ("the heat shock transcription factor (HSF) binds", "HSF", "heat shock transcription factor"),
        ("estrogen receptor (ER; SP1 antibody) was scored", "ER", "estrogen receptor"),
        ("progression-free survival [PFS] was long", "PFS", "progression-free survival"),
        ("PFS (progression-free survival time) was long", "PFS", "progression-free survival time"),
    ],
)
def test_a_definition_is_found_with_both_its_places(text: str, short: str, long: str) -> None:
    definition = find_abbreviations(text)[short]
    assert definition.long.quote == long
    definition.short.verify(text)
    definition.long.verify(text)


@pytest.mark.parametrize(
    "text",
    [
        "the ratio (HR 0.65) was",
        "half of the women (n = 30)",
        "(PFS)",
        "()",
        "(",
        "of (95%)",
        "A different thing (XYZ)",
    ],
)
def test_what_does_not_spell_the_letters_is_no_definition(text: str) -> None:
    assert find_abbreviations(text) == {}


def test_a_long_form_does_not_reach_into_the_sentence_before() -> None:
    assert find_abbreviations("All had progression. Free survival (PFS) was long.") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("capecitabine (X) against the pair", {"X": ("agent:capecitabine",)}),
        ("capecitabine plus trastuzumab (XH)", {"XH": ("agent:capecitabine", "agent:trastuzumab")}),
        (
            "neratinib plus capecitabine (N+C) or lapatinib plus capecitabine (L+C)",
            {"N+C": ("agent:neratinib", "agent:capecitabine"), "L+C": ("agent:lapatinib", "agent:capecitabine")},
        ),
        ("trastuzumab (IV) and capecitabine (ORAL)", {}),
        ("lapatinib (A) and capecitabine (B)", {}),
    ],
)
def test_letters_after_agents_stand_for_them_where_each_begins_a_name(
    text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert find_local_regimens(text, VOCABULARY.find_mentions(text), VOCABULARY) == expected
