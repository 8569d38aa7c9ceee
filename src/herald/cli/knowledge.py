"""The guideline that comes with Herald, loaded with its vocabulary."""

from __future__ import annotations

from pathlib import Path

import herald
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline.guideline import Guideline
from herald.guideline.loading import load_guideline
from herald.vocabulary.tables import load_vocabulary

KNOWLEDGE = Path(herald.__file__).parent / "knowledge"


def get_lexicon() -> VocabularyLexicon:
    return VocabularyLexicon(load_vocabulary())


def get_guideline(lexicon: VocabularyLexicon, *, rules: bool = True) -> Guideline:
    """Returns the guideline under `knowledge/guideline`, checked.

    Args:
        rules: Whether rules and cautions are read; facts need only the fields and tables.
    """
    return load_guideline(KNOWLEDGE / "guideline", lexicon, rules=rules)
