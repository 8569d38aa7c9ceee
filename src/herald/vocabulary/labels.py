"""The label of a population, read back: names that the vocabulary knows, and words that only a document gave."""

from __future__ import annotations

from herald.core.mentions import ConceptKind
from herald.vocabulary.errors import UnknownTerm
from herald.vocabulary.vocabulary import Vocabulary


def read_population_label(label: str | None, vocabulary: Vocabulary) -> tuple[frozenset[str], tuple[str, ...]]:
    """Returns the ids of the populations that a label names, and the names that no population bears.

    A label is what the extraction makes: names joined by commas. Those that the vocabulary does not know are of a part
    of the patients, printed in a row of a table: 'HER2-positive, Age < 50'.
    """
    known: set[str] = set()
    printed: list[str] = []
    for name in filter(None, map(str.strip, (label or "").split(","))):
        try:
            known.add(vocabulary.resolve(name, ConceptKind.POPULATION).id)
        except UnknownTerm:
            printed.append(name)
    return frozenset(known), tuple(printed)
