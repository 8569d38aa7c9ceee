"""Short sentences of our own in the field's style, appraised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from herald.appraisal import Appraisal, KnownEvidence, appraise, load_advice, load_known
from herald.cli.knowledge import get_guideline
from herald.decisions.lexicon import VocabularyLexicon
from herald.documents import read_text
from herald.extraction.pipeline import extract
from herald.vocabulary.tables import load_vocabulary
from herald.vocabulary.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def known(vocabulary: Vocabulary) -> KnownEvidence:
    advice = load_advice(get_guideline(VocabularyLexicon(vocabulary)), vocabulary)
    return replace(load_known(vocabulary), advice=advice)


Check = Callable[[str], Appraisal]


@pytest.fixture(scope="session")
def check(vocabulary: Vocabulary, known: KnownEvidence) -> Check:
    def checked(text: str) -> Appraisal:
        document = read_text(text, source="test")
        return appraise(document, extract(document, vocabulary), vocabulary, known)

    return checked
