"""Values of parts of the patients beside the value of all of them; expected values are read by a person."""

from __future__ import annotations

from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _values(text: str) -> list[tuple[str | None, str | None]]:
    found = extract(read_text(text, source="test"), load_vocabulary()).findings
    return [(f.value, f.comparator_value) for f in found]


def test_values_of_parts_stand_each_for_itself_where_the_study_has_one_arm() -> None:
    text = (
        "In 250 patients treated with trastuzumab deruxtecan the ORR was 51.1%; it was 49.2% and 54.1% where the brain "
        "metastases were stable and active, respectively."
    )
    assert _values(text) == [("51.1", None), ("49.2", None), ("54.1", None)]


def test_values_that_a_word_compares_stay_a_pair() -> None:
    text = "In 250 patients treated with trastuzumab deruxtecan the ORR was 51.1%; it was 49.2% v 54.1% later."
    assert ("49.2", "54.1") in _values(text)


def test_the_value_of_a_part_behind_that_of_all_stands_for_itself() -> None:
    text = (
        "In 250 patients treated with trastuzumab deruxtecan the ORR was 51.1%, and 64.2% in the patients with "
        "measurable disease at baseline."
    )
    assert _values(text) == [("51.1", None), ("64.2", None)]
