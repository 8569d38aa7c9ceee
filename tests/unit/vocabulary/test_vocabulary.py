"""The vocabulary by id, by name and by class."""

from __future__ import annotations

import json

import pytest

from herald.core.errors import HeraldError
from herald.core.mentions import ConceptKind
from herald.vocabulary.concepts import as_record
from herald.vocabulary.errors import AmbiguousTerm, UnknownTerm
from herald.vocabulary.tables import load_vocabulary

VOCABULARY = load_vocabulary()


def test_a_misspelt_name_raises_with_the_nearest_names() -> None:
    with pytest.raises(UnknownTerm) as caught:
        VOCABULARY.resolve("tucatanib")
    assert "'tucatinib'" in str(caught.value)
    assert isinstance(caught.value, HeraldError)


def test_an_ambiguous_name_raises_with_the_choices_and_a_kind_settles_it() -> None:
    with pytest.raises(AmbiguousTerm) as caught:
        VOCABULARY.resolve("PR")
    assert caught.value.choices == ("endpoint:partial-response", "gene:PGR")
    assert VOCABULARY.resolve("PR", ConceptKind.ENDPOINT).short == "PR"


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("her2", "gene:ERBB2"),
        ("HER2-", "population:her2-negative"),
        ("orr", "endpoint:objective-response-rate"),
        ("IDFS", "endpoint:invasive-disease-free-survival"),
        ("iDFS", "endpoint:invasive-disease-free-survival"),
        ("aromatase inhibitors", "class:aromatase-inhibitor"),
        ("agent:trastuzumab", "agent:trastuzumab"),
        (" Enhertu ", "agent:trastuzumab-deruxtecan"),
    ],
)
def test_a_name_resolves_in_any_writing(name: str, concept: str) -> None:
    assert VOCABULARY.resolve(name).id == concept


def test_a_name_of_another_kind_is_unknown() -> None:
    with pytest.raises(UnknownTerm):
        VOCABULARY.resolve("trastuzumab", ConceptKind.ENDPOINT)


def test_an_unknown_id_raises() -> None:
    with pytest.raises(UnknownTerm):
        VOCABULARY.get("agent:nothing")
    with pytest.raises(UnknownTerm):
        VOCABULARY.members("class:nothing")


def test_members_of_a_class_come_from_every_class_below() -> None:
    members = VOCABULARY.members("class:her2-directed")
    assert {"agent:trastuzumab", "agent:tucatinib", "agent:trastuzumab-deruxtecan"} <= members
    assert "agent:paclitaxel" not in members
    assert VOCABULARY.members("class:aromatase-inhibitor") == {
        "agent:anastrozole",
        "agent:exemestane",
        "agent:letrozole",
    }
    assert "agent:patritumab-deruxtecan" not in members
    assert VOCABULARY.has_class("agent:letrozole", "class:endocrine")
    assert not VOCABULARY.has_class("agent:letrozole", "class:chemotherapy")


def test_every_formulation_of_trastuzumab_is_a_trastuzumab_product() -> None:
    assert VOCABULARY.members("class:trastuzumab-product") == {
        "agent:trastuzumab",
        "agent:trastuzumab-and-hyaluronidase",
        "agent:pertuzumab-trastuzumab-and-hyaluronidase",
    }


def test_endpoints_have_the_short_names_of_the_interface() -> None:
    shorts = {endpoint.short for endpoint in VOCABULARY.of_kind(ConceptKind.ENDPOINT)}
    expected = "ORR CR PR CBR DCR PFS TTP OS DFS iDFS EFS RFS DRFS pCR DOR CNS-PFS PFS2 TTF"
    assert set(expected.split()) <= shorts


def test_a_curie_is_the_best_known_identifier_or_the_concept_s_own_id() -> None:
    assert VOCABULARY.get("gene:ERBB2").curie == "HGNC:3430"
    assert VOCABULARY.get("agent:inetetamab").curie == "agent:inetetamab"


def test_a_record_is_json_and_leaves_out_what_is_unknown() -> None:
    record = as_record(VOCABULARY.get("agent:inetetamab"))
    assert json.loads(json.dumps(record)) == record
    assert "identifiers" not in record
    assert record["classes"] == ["class:her2-antibody"]


def test_the_version_is_the_same_for_the_same_tables() -> None:
    assert VOCABULARY.version == load_vocabulary().version
    assert VOCABULARY is load_vocabulary()
