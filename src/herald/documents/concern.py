"""Which records of a large file can concern Herald at all, told from their bytes before anything is parsed.

A record concerns Herald where it names HER2 (the gene and its protein, a HER2 status or expression level, disease that
is triple-negative or triple-positive, a HER2-directed agent or class) or breast cancer, by one of its names or by
speaking of the breast and of a tumour. The bytes are asked for every form in which the vocabulary knows these names,
so what is passed over names none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from herald.core.mentions import ConceptKind
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

_FRAMES = tuple(
    (b"<" + name, b"</" + name + b">")
    for name in (b"AuthorList", b"InvestigatorList", b"GrantList", b"CoiStatement", b"ReferenceList")
)
"""What a record prints of its authors and of others' papers: no word of it is about the study."""

_PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]+")
_JOINERS = ("", " ", "  ", "/", "\n", *DASHES, "\u00a0", "\u2009", "\u202f")
_OPENINGS = (b"<sub>", b"<sup>", b"<i>", b"<b>", b"<u>", b"&#")
"""Where markup or a character reference may stand inside a name: HER<sub>2</sub>, HER&#8209;2."""
_SHORTEST_OPENING = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the bytes where a name stands; weak where only the organ is named."""

    start: int
    is_weak: bool


class Concern:
    """The automaton over the names that concern Herald."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        strong = sorted(set(_needles(find_concepts(vocabulary))))
        self._weak_from = len(strong)
        self._automaton = BytesAhoCorasick(
            [*strong, *ORGAN], matchkind=MatchKind.LeftmostFirst, implementation=Implementation.DFA
        )

    def find_hits(self, lowered: bytes) -> Iterator[Hit]:
        """Yields the places of names in bytes that are in lower case and UTF-8."""
        return (Hit(at, index >= self._weak_from) for index, at, _ in self._automaton.find_matches_as_indexes(lowered))

    def touches(self, record: bytes) -> bool:
        """Whether one record names what concerns Herald, apart from its authors, grants and references.

        A name begins where a word does: "other 2" is not "HER 2".
        """
        lowered = _without_frames(record).lower()
        speaks_of_organ = False
        for hit in self.find_hits(lowered):
            if hit.is_weak:
                speaks_of_organ = True
            elif not lowered[hit.start - 1 : hit.start].isalpha():
                return True
        return speaks_of_organ and bool(TUMOUR.search(lowered))


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


def _without_frames(record: bytes) -> bytes:
    for opening, closing in _FRAMES:
        start = record.find(opening)
        end = record.rfind(closing) if start >= 0 else -1
        if start < end:
            record = record[:start] + record[end:]
    return record
