"""What concerns Herald, told from bytes: every name in every form, and nothing of a record's frame."""

from __future__ import annotations

import pytest

from herald.documents.concern import Concern, find_concepts
from herald.vocabulary.tables import load_vocabulary


@pytest.fixture(scope="module")
def concern() -> Concern:
    return Concern(load_vocabulary())


def record(words: str) -> bytes:
    return f"<PubmedArticle><AbstractText>{words}</AbstractText></PubmedArticle>".encode()


def test_every_name_of_every_concept_of_concern_is_found(concern: Concern) -> None:
    for concept in find_concepts(load_vocabulary()):
        for name in concept.names:
            assert concern.touches(record(f"{name} in cancer")), name


@pytest.mark.parametrize(
    "words",
    [
        "HER2", "her-2", "HER 2", "HER\N{NON-BREAKING HYPHEN}2", "HER\N{EN DASH}2", "HER<sub>2</sub>", "HER&#8209;2",
        "HER2/neu", "anti-HER2", "c-erbB-2", "erbB<sub>2</sub>", "ERBB2", "TRASTUZUMAB", "T\N{NON-BREAKING HYPHEN}DM1",
        "TDM1", "TNBC", "triple-negative", "human epidermal growth factor receptor 2", "breast cancer",
        "Breast Neoplasms", "ductal carcinoma in situ", "a mammary carcinoma", "breast and ovarian tumours",
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_way_of_writing_it(concern: Concern, words: str) -> None:
    assert concern.touches(record(words))


@pytest.mark.parametrize("words", ["her two sisters", "breast milk of mothers", "lung cancer", "another too", ""])
def test_other_words_do_not_concern(concern: Concern, words: str) -> None:
    assert not concern.touches(record(words))


def test_authors_grants_and_references_do_not_make_a_record_concern(concern: Concern) -> None:
    frame = (
        "<AuthorList><Affiliation>Breast Cancer Centre</Affiliation></AuthorList>"
        "<GrantList>HER2 grant</GrantList><ReferenceList>Trastuzumab in breast cancer</ReferenceList>"
    )
    assert not concern.touches(record("Knee surgery") + frame.encode())
    assert concern.touches(record("HER2") + frame.encode())


def test_places_count_in_the_region_that_was_given(concern: Concern) -> None:
    authors = b"<AuthorList><Affiliation>Breast Cancer Centre</Affiliation></AuthorList>"
    region = authors + record("knee") + authors + record("In HER2 disease") + record("a breast tumour")
    places = list(concern.find_places(region, []))
    assert [region[place : place + 4] for place in places] == [b"HER2", b"brea"]
