"""A pattern is taken apart at the bars that part the whole of it."""

from __future__ import annotations

import pytest

from herald.extraction.alternatives import find_alternatives


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("one", ("one",)),
        ("one|two", ("one", "two")),
        ("(?:one|two) more|three", ("(?:one|two) more", "three")),
        (r"(?:a(?:b|c)|d)|e", (r"(?:a(?:b|c)|d)", "e")),
        ("[|]|a[^|)]b", ("[|]", "a[^|)]b")),
        (r"[]|]|[^]|]|[\]|]", ("[]|]", "[^]|]", r"[\]|]")),
        (r"\||\(|\\|b", (r"\|", r"\(", r"\\", "b")),
        ("a(?=b|c)|", ("a(?=b|c)", "")),
    ],
)
def test_bars_in_groups_and_classes_part_nothing(pattern: str, alternatives: tuple[str, ...]) -> None:
    assert find_alternatives(pattern) == alternatives
