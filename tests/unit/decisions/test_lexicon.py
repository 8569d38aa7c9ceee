from __future__ import annotations

import pytest

from herald.core.errors import HeraldError
from herald.decisions.lexicon import VocabularyLexicon
from herald.vocabulary.tables import load_vocabulary


@pytest.fixture(scope="module")
def lexicon() -> VocabularyLexicon:
    return VocabularyLexicon(load_vocabulary())


def test_agents_are_resolved_by_any_name_and_by_id(lexicon: VocabularyLexicon) -> None:
    assert lexicon.resolve_agent("Enhertu") == lexicon.resolve_agent("agent:trastuzumab-deruxtecan")


def test_a_class_holds_its_agents_those_of_narrower_classes_and_the_classes_themselves(
    lexicon: VocabularyLexicon,
) -> None:
    members = lexicon.members("her2-directed")
    assert {"agent:trastuzumab", "agent:tucatinib", "class:her2-adc", "class:her2-directed"} <= members
    assert "agent:letrozole" not in members


def test_an_unknown_agent_comes_with_the_nearest(lexicon: VocabularyLexicon) -> None:
    with pytest.raises(HeraldError) as caught:
        lexicon.resolve_agent("tucatinb")
    assert "tucatinib" in (caught.value.hint or "")


def test_a_class_may_stand_for_its_members_without_having_to(lexicon: VocabularyLexicon) -> None:
    vague = lexicon.vague(frozenset({"agent:paclitaxel"}))
    assert {"class:taxane", "class:chemotherapy"} <= vague
    assert "class:taxane" not in lexicon.vague(lexicon.members("taxane"))
    assert "class:her2-directed" not in vague
