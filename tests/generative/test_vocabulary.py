"""Properties of the vocabulary that hold for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from herald.vocabulary.abbreviations import find_abbreviations
from herald.vocabulary.names import fold
from herald.vocabulary.regimens import canonical_order, parse_regimen, regimen_label
from herald.vocabulary.tables import load_vocabulary

VOCABULARY = load_vocabulary()
NAMES = sorted({name for concept in VOCABULARY for name in concept.all_names})
AGENTS = sorted(VOCABULARY.members("class:her2-directed") | VOCABULARY.members("class:endocrine"))

any_text = st.text(st.characters(codec=None), max_size=200)
texts_with_names = st.lists(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=5), st.sampled_from(" -/()+\n")), max_size=12
)


@given(any_text)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.one_of(any_text, texts_with_names.map("".join), texts_with_names.map(" ".join)))
def test_mentions_quote_their_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in VOCABULARY.find_mentions(text):
        mention.span.verify(text)
        assert mention.span.start >= end
        assert VOCABULARY.get(mention.concept).kind is mention.kind
        end = mention.span.end


@given(st.one_of(any_text, texts_with_names.map(" ".join)))
def test_definitions_quote_their_text(text: str) -> None:
    for short, definition in find_abbreviations(text).items():
        definition.short.verify(text)
        definition.long.verify(text)
        assert definition.short.quote == short


@given(st.lists(st.sampled_from(AGENTS), min_size=1, max_size=5))
def test_a_label_reads_back_as_its_regimen(agents: list[str]) -> None:
    ordered = canonical_order(agents, VOCABULARY)
    assert parse_regimen(regimen_label(agents, VOCABULARY), VOCABULARY) == ordered
    assert canonical_order(ordered, VOCABULARY) == ordered
