"""Ratios whose arms stand the other way round than the words; expected values are read by a person."""

from __future__ import annotations

import pytest

from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _compared(text: str) -> list[tuple[str | None, str | None]]:
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    return [(f.arm and f.arm.label, f.comparator and f.comparator.label) for f in found]


@pytest.mark.parametrize(
    ("text", "arm", "comparator"),
    [
        ("PFS was longer with trastuzumab than with lapatinib (HR 1.48).", "lapatinib", "trastuzumab"),
        ("PFS was longer with trastuzumab than with lapatinib (HR 0.68).", "trastuzumab", "lapatinib"),
        ("EFS was shorter with neratinib than with docetaxel (HR 0.38).", "docetaxel", "neratinib"),
        ("EFS was shorter with neratinib than with docetaxel (HR 2.61).", "neratinib", "docetaxel"),
        ("PFS favored neratinib, with a hazard ratio of 2.6 for lapatinib vs neratinib.", "lapatinib", "neratinib"),
        ("PFS was not longer with trastuzumab than with lapatinib (HR 1.20).", "trastuzumab", "lapatinib"),
    ],
)
def test_a_ratio_is_of_the_arm_that_it_says_did_worse(text: str, arm: str, comparator: str) -> None:
    assert _compared(text) == [(arm, comparator)]
