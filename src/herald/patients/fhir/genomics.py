"""Genomic variants and gene tests, by HGVS and gene."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from herald.core.errors import HeraldError
from herald.core.mentions import ConceptKind
from herald.patients.fhir.answers import Answer, read_answer
from herald.patients.fhir.notebook import Notebook
from herald.patients.fhir.observations import Observed
from herald.patients.fhir.resources import Coding, Object, Resource, as_object, as_text, codings, said
from herald.patients.plain import Plain
from herald.patients.variants import parse_change

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

GENE, PROTEIN, DISCRETE, SOURCE_CLASS, SIGNIFICANCE = "48018-6", "48005-3", "81252-9", "48002-0", "53037-8"
_DNA = frozenset({"48004-6", "81290-9"})
_NONE_FOUND = {
    "ERBB2": ("erbb2_mutation", "none"),
    "ESR1": ("esr1_mutation", "no"),
    "PIK3CA": ("pik3ca_mutation", "no"),
    "AKT1": ("akt1_mutation", "no"),
}
_BRCA = frozenset({"BRCA1", "BRCA2"})
_PROTEIN = re.compile(r"p\.\(?([^()\s;,]{2,60})\)?")


@dataclass
class Genomics:
    """What the gene tests of a bundle say; grows while they are read."""

    vocabulary: Vocabulary
    notebook: Notebook
    variants: dict[tuple[str, str], Mapping[str, Plain]] = field(default_factory=dict)
    absent: dict[str, None] = field(default_factory=dict)
    germline: dict[str, None] = field(default_factory=dict)

    def values(self) -> dict[str, Plain]:
        """Returns `variants` and the genes without mutation; a gene with a variant elsewhere is left to the variant."""
        mutated = {gene for gene, _ in self.variants}
        free = {
            name: value for gene, (name, value) in _NONE_FOUND.items() if gene in self.absent and gene not in mutated
        }
        for gene in self.absent.keys() & mutated & _NONE_FOUND.keys():
            text = f"{gene}: one test found a variant and another found none; the variant is used."
            self.notebook.note("conflict", text, _NONE_FOUND[gene][0])
        found: dict[str, Plain] = {**free, **dict.fromkeys(self.germline, "yes")}
        return {**found, "variants": tuple(self.variants.values())} if self.variants else found

    def read_variant(self, each: Observed) -> None:
        """Reads a variant in the shape of HL7 genomics reporting, where components state gene and HGVS."""
        parts = {c.code: part for part in each.resource.objects("component") for c in _codes(part)}
        genes = self._genes(parts)
        if not genes:
            self.notebook.leave(each.resource, "a variant whose gene is not stated or not known")
        for gene in genes:
            self._note_variant(each, gene, parts)

    def _note_variant(self, each: Observed, gene: str, parts: Mapping[str, Object]) -> None:
        significance, meaning = _meaning(parts.get(SIGNIFICANCE)), each.answer.meaning if each.answer else None
        if significance == "benign":
            self.notebook.leave(each.resource, "a benign variant")
        elif meaning in {"absent", "negative"}:
            self._note_absence(
                each.resource, gene, is_one_variant=not parts.keys().isdisjoint({PROTEIN, DISCRETE, *_DNA})
            )
        elif meaning not in {"present", "positive"}:
            self.notebook.leave(each.resource, "it does not say whether the variant is there")
        else:
            self._add(each, gene, _change(parts))
            if _meaning(parts.get(SOURCE_CLASS)) == "germline" and gene in _BRCA:
                self._note_germline(gene, significance)

    def _note_absence(self, resource: Resource, gene: str, *, is_one_variant: bool) -> None:
        if is_one_variant:
            self.notebook.leave(resource, "the absence of one variant does not say that the gene has none")
        else:
            self.absent[gene] = None

    def _note_germline(self, gene: str, significance: str | None) -> None:
        if significance == "pathogenic":
            self.germline["germline_brca"] = None
        else:
            text = f"A germline variant of {gene} is recorded without saying that it is pathogenic."
            self.notebook.note("reading", text, "germline_brca")

    def read_gene_test(self, each: Observed, gene: str) -> None:
        """Reads a test of one gene whose value is a variant, or only positive or negative."""
        answer = each.answer or Answer()
        change = _protein_in(answer.words or "")
        if change is not None or answer.meaning in {"positive", "present"}:
            self._add(each, gene, change)
        elif answer.meaning in {"negative", "absent"}:
            self.absent[gene] = None
        else:
            self.notebook.leave(each.resource, "its value is none that the record can take")

    def _add(self, each: Observed, gene: str, change: str | None) -> None:
        stated: dict[str, Plain] = {"gene": gene}
        if change is not None:
            stated["protein"] = change
        if each.date is not None:
            stated["date"] = str(each.date)
        self.variants.setdefault((gene, change or ""), stated)

    def _genes(self, parts: Mapping[str, Object]) -> Sequence[str]:
        concept = as_object(parts.get(GENE, {}).get("valueCodeableConcept"))
        named = list(_gene_names(concept)) if concept is not None else []
        named += [word for name in (DISCRETE, PROTEIN) for word in _gene_in_brackets(parts.get(name))]
        for name in named:
            symbol = self._symbol(name)
            if symbol is not None:
                return (symbol,)
        return ()

    def _symbol(self, name: str) -> str | None:
        number = name.upper().removeprefix("HGNC:")
        if number.isdigit():
            genes = self.vocabulary.of_kind(ConceptKind.GENE)
            return next((gene.name for gene in genes if gene.identifiers.get("HGNC") == number), None)
        try:
            return self.vocabulary.resolve(name, ConceptKind.GENE).name
        except HeraldError:
            return None


def _codes(part: Object) -> tuple[Coding, ...]:
    concept = as_object(part.get("code"))
    return codings(concept) if concept is not None else ()


def _meaning(part: Object | None) -> str | None:
    answer = read_answer(Resource("Observation", part)) if part is not None else None
    return answer.meaning if answer is not None else None


def _gene_names(concept: Object) -> Iterator[str]:
    for coding in codings(concept):
        yield from (name for name in (coding.code, coding.display) if name)
    yield from said(concept)


def _gene_in_brackets(part: Object | None) -> Iterator[str]:
    """Yields the gene of "NM_000455.5(STK11):c.725G>A"."""
    for text in _texts(part):
        match = re.search(r"\(([A-Z][A-Z0-9-]{1,15})\):", text)
        if match:
            yield match[1]


def _change(parts: Mapping[str, Object]) -> str | None:
    """Returns the protein change of a variant in short form; None where only DNA is stated."""
    found = (_protein_in(text) for name in (PROTEIN, DISCRETE) for text in _texts(parts.get(name)))
    return next((change for change in found if change is not None), None)


def _texts(part: Object | None) -> Iterator[str]:
    if part is None:
        return
    concept = as_object(part.get("valueCodeableConcept"))
    if concept is not None:
        yield from (coding.code for coding in codings(concept) if coding.code)
        yield from said(concept)
    if (text := as_text(part.get("valueString"))) is not None:
        yield text


def _protein_in(text: str) -> str | None:
    """Returns the protein change in "NP_004439.2:p.(Leu755Ser)", "p.L755S" or "L755S"."""
    text = text[:200]
    match = _PROTEIN.search(text)
    return parse_change(match[1] if match else text.strip())
