"""Regimens: one label for a combination, however it is printed."""

from __future__ import annotations

import pytest

from herald.vocabulary.errors import UnknownTerm
from herald.vocabulary.regimens import canonical_order, parse_regimen, regimen_label
from herald.vocabulary.tables import load_vocabulary

VOCABULARY = load_vocabulary()


def label(text: str) -> str:
    return regimen_label(parse_regimen(text, VOCABULARY), VOCABULARY)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("an AI, trastuzumab and pertuzumab", "pertuzumab + trastuzumab + aromatase inhibitor"),
        ("trastuzumab + AI", "trastuzumab + aromatase inhibitor"),
        ("AI + trastuzumab + lapatinib", "lapatinib + trastuzumab + aromatase inhibitor"),
        ("lapatinib/AI", "lapatinib + aromatase inhibitor"),
        ("trastuzumab plus tucatinib", "tucatinib + trastuzumab"),
        ("docetaxel with trastuzumab", "trastuzumab + docetaxel"),
        ("capecitabine + Herceptin", "trastuzumab + capecitabine"),
        ("T-DXd + pertuzumab", "trastuzumab deruxtecan + pertuzumab"),
        ("T-DM1", "trastuzumab emtansine"),
        ("fulvestrant, palbociclib, and inavolisib", "inavolisib + palbociclib + fulvestrant"),
        ("TCHP", "pertuzumab + trastuzumab + docetaxel + carboplatin"),
        ("trastuzumab and hyaluronidase", "trastuzumab and hyaluronidase"),
        ("trastuzumab + trastuzumab", "trastuzumab"),
    ],
)
def test_a_combination_has_one_label(printed: str, expected: str) -> None:
    assert label(printed) == expected


@pytest.mark.parametrize("text", ["", "+", "placebo", "trastuzumab + moonlight", "HER2", "PFS + trastuzumab"])
def test_what_is_no_treatment_is_refused(text: str) -> None:
    with pytest.raises(UnknownTerm):
        parse_regimen(text, VOCABULARY)


def test_the_order_does_not_depend_on_the_order_given() -> None:
    ids = ["class:chemotherapy", "agent:letrozole", "agent:palbociclib", "agent:trastuzumab", "agent:neratinib"]
    assert canonical_order(ids, VOCABULARY) == canonical_order(reversed(ids), VOCABULARY)
    assert canonical_order(ids, VOCABULARY) == tuple(reversed(ids))
