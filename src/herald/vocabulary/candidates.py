"""A name at a place, as yet without its right to be there."""

from __future__ import annotations

from typing import NamedTuple

from herald.vocabulary.names import is_word_character


class Candidate(NamedTuple):
    """`text[start:end]` may name a concept.

    Attributes:
        name: The name as the table has it; for a name that the text itself defines, as the text has it.
        is_exact: Whether the name counts only as written.
    """

    start: int
    end: int
    concept: str
    name: str
    is_exact: bool


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is whole words in one paragraph.

    "DM1" in "DM10", a name across a blank line, a name that ends within a decimal ("PFS 2" in "PFS 2.89") are not.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and is_word_character(before) and is_word_character(text[start]):
        return False
    if after and is_word_character(after) and (after.isdigit() or text[end - 1] != "+"):
        return False
    if text[end - 1].isdigit() and after in (".", "·") and text[end + 1 : end + 2].isdigit():
        return False
    return "\n\n" not in text[start:end]
