"""Figures that tell who the patients were make no finding, whatever study they stand in; the texts are our own."""

from __future__ import annotations

import pytest

from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


@pytest.mark.parametrize(
    "text",
    [
        "Patients were randomized 2:1. Prior treatment included trastuzumab in 100% and pertuzumab in 61% of patients.",
        "NALA enrolled 621 patients; 101 (16.3%) had CNS metastases, and 81 had prior radiotherapy.",
        "APHINITY randomized 4805 women; 63% had node-positive and 36% had receptor-negative disease.",
        "Of the patients randomized in MONARCH 2 and MONARCH 3, 212 (31.7%) and 144 (29.2%) came from East Asia.",
        "In DESTINY-Breast05, 1635 patients were randomized; 81% and 82% had received pertuzumab before.",
        "In PHERGain, women with an LVEF of 55% or more were randomized 1:4.",
        "In HERA women were randomized. They were eligible if the ejection fraction had not fallen below 50%.",
    ],
)
def test_traits_of_the_patients_are_no_results(text: str) -> None:
    assert extract(read_text(text, source="test"), load_vocabulary()).findings == ()
