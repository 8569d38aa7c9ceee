"""Which records of a large file can concern Herald at all, told from their bytes before anything is parsed.

A record concerns Herald where it names HER2 (the gene and its protein, a HER2 status or expression level, disease that
is triple-negative or triple-positive, a HER2-directed agent or class) or breast cancer, by one of its names or by
speaking of the breast and of a tumour. The bytes are asked for every form in which the vocabulary knows these names,
so what is passed over names none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, product

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from herald.core.mentions import ConceptKind
from herald.documents.frames import AUTHORS, OTHERS, PUBMED_DATA, REFERENCES, outside, without
from herald.vocabulary.concepts import Concept
from herald.vocabulary.names import DASHES, fold
from herald.vocabulary.vocabulary import Vocabulary

HER2_GENE = "gene:ERBB2"
HER2_CLASS = "class:her2-directed"
_TRIPLES = ("population:triple-negative", "population:triple-positive")
_ANY_TUMOUR = "population:metastatic-neoplasm"

ORGAN = (b"breast", b"mamma")
TUMOUR = re.compile(rb"cancer|carcino|neoplas|tumo|malignan|oncolog|metasta|adjuvant|chemotherap")
"""The organ alone is also milk, screening and surgery; a record of breast cancer has one of these words as well."""

_LARGEST = (AUTHORS, PUBMED_DATA)
_FURTHER = (REFERENCES, *OTHERS)
"""Sought in what the largest leave, which is a third of the record."""

_PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]+")
_JOINERS = ("", " ", "  ", "/", "\n", *DASHES, "\u00a0", "\u2009", "\u202f")
_OPENINGS = (b"<sub>", b"<sup>", b"<i>", b"<b>", b"<u>", b"&#")
"""Where markup or a character reference may stand inside a name: HER<sub>2</sub>, HER&#8209;2."""
_SHORTEST_OPENING = 3


class Concern:
    """The automaton over the names that concern Herald, built for the first region: most files hold one document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _strong(self) -> list[bytes]:
        return sorted(set(_needles(find_concepts(self._vocabulary))))

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(
            [*self._strong, *ORGAN], matchkind=MatchKind.LeftmostFirst, implementation=Implementation.DFA
        )

    def find_places(self, region: bytes, ends: list[int]) -> Iterator[int]:
        """Yields places, in order, of which at least one stands in each record that may name what concerns Herald.

        Args:
            ends: Where the records of the region end.
        """
        stretches = outside(region, [*AUTHORS.places(region), *PUBMED_DATA.places(region, ends)])
        starts = [0, *accumulate(end - start for start, end in stretches)]
        for _, at, _ in self._find(b"".join([region[start:end] for start, end in stretches]).lower()):
            stretch = bisect_right(starts, at) - 1
            yield stretches[stretch][0] + at - starts[stretch]

    def touches(self, record: bytes) -> bool:
        """Whether one record names what concerns Herald, apart from its authors, grants and references.

        A name begins where a word does: "other 2" is not "HER 2".
        """
        words = without(without(record, _LARGEST), _FURTHER).lower()
        speaks_of_organ, weak_from = False, len(self._strong)
        for index, start, _ in self._find(words):
            if index >= weak_from:
                speaks_of_organ = True
            elif not words[start - 1 : start].isalpha():
                return True
        return speaks_of_organ and bool(TUMOUR.search(words))

    def _find(self, words: bytes) -> list[tuple[int, int, int]]:
        return self._automaton.find_matches_as_indexes(words)


def find_concepts(vocabulary: Vocabulary) -> Iterator[Concept]:
    """Yields the concepts whose names make a record concern Herald.

    Why no variants: "V777L" without its gene may be any gene's, and with its gene the gene is named.
    """
    for concept in vocabulary:
        is_class = concept.id == HER2_CLASS or HER2_CLASS in vocabulary.ancestors(concept.id)
        if concept.id == HER2_GENE or is_class or _is_population_of_concern(concept):
            yield concept


def _is_population_of_concern(concept: Concept) -> bool:
    axis = concept.attributes.get("axis", "") if concept.kind is ConceptKind.POPULATION else ""
    return axis.startswith("HER2") or concept.id in _TRIPLES or (axis == "disease" and concept.id != _ANY_TUMOUR)


def _needles(concepts: Iterable[Concept]) -> Iterator[bytes]:
    """Yields the written forms of every name that holds neither another one nor the organ: "anti-HER2" holds "HER2"."""
    names = {name for name in map(fold, _names(concepts)) if not any(organ.decode() in name for organ in ORGAN)}
    for name in names:
        if not any(other != name and other in name for other in names):
            yield from _written(name.split())


def _names(concepts: Iterable[Concept]) -> Iterator[str]:
    """Yields the names that stand for themselves; short ones ("LAP", "BC") count only in company that does."""
    for concept in concepts:
        yield from concept.names
        if concept.attributes.get("axis") != "disease" and concept.kind is ConceptKind.POPULATION:
            yield from concept.exact_names


def _written(words: list[str]) -> Iterator[bytes]:
    """Yields a name with every joiner between its words, and between its letters and digits too.

    Of a long name the first three words are enough; they may mix hyphens and spaces.
    """
    words = words[:3]
    parts = [part for word in words for part in _PARTS.findall(word)]
    for joiner in _JOINERS:
        yield joiner.join(words).encode()
        yield joiner.join(parts).encode()
    for first, second in product(" -", repeat=2) if len(words) == 3 else ():
        yield f"{words[0]}{first}{words[1]}{second}{words[2]}".encode()
    for end, part in enumerate(parts[1:], 1):
        if part.isdigit():
            yield from _opened("".join(parts[:end]))


def _opened(beginning: str) -> Iterator[bytes]:
    if len(beginning) >= _SHORTEST_OPENING:
        yield from (beginning.encode() + opening for opening in _OPENINGS)
