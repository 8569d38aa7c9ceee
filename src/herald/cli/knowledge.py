"""The guideline that comes with Herald, loaded with its vocabulary."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline.guideline import Guideline
from herald.guideline.loading import load_guideline
from herald.vocabulary.tables import load_vocabulary


def get_lexicon() -> VocabularyLexicon:
    return VocabularyLexicon(load_vocabulary())


def get_guideline(lexicon: VocabularyLexicon) -> Guideline:
    """Returns the guideline under `knowledge/guideline`, checked."""
    return load_guideline(Path(str(files("herald") / "knowledge" / "guideline")), lexicon)
