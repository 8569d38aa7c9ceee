"""Protein variants as HGVS writes them, brought to one short form: "ERBB2 p.Leu755Ser" and "HER2 L755S" are one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.core.errors import HeraldError, PatientError
from herald.core.mentions import ConceptKind
from herald.patients.plain import Plain

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

_THREE_LETTERS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G", "His": "H",
    "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W",
    "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip
_RESIDUE = "[ACDEFGHIKLMNPQRSTVWY]"
_CHANGE = re.compile(
    rf"{_RESIDUE}(?P<start>\d+)(?:"
    rf"(?:{_RESIDUE}|\*)"
    rf"|{_RESIDUE}?fs(?:\*\d+)?"
    rf"|(?:_{_RESIDUE}(?P<end>\d+))?(?:del|dup|delins{_RESIDUE}+)"
    rf"|_{_RESIDUE}(?P<next>\d+)ins{_RESIDUE}+)"
)
_STATED = re.compile(r"(?P<gene>[A-Za-z][A-Za-z0-9/-]*)[\s:]\s*(?:p\.)?\s*(?P<open>\()?(?P<change>[^\s()]+)(?(open)\))")


@dataclass(frozen=True, slots=True)
class Variant:
    """A protein change of one gene.

    Attributes:
        gene: The gene as written; its symbol once the vocabulary has resolved it.
        change: One-letter HGVS without "p.": "L755S", "Y772_A775dup", "P780_Y781insGSP", "G776delinsVC".
    """

    gene: str
    change: str

    def __str__(self) -> str:
        return f"{self.gene} p.{self.change}"


def parse_variant(text: str) -> Variant | None:
    """Returns the variant that `text` states, gene first, or None where it states none.

    Reads one- and three-letter residues, with or without "p." and the brackets of a predicted change: substitutions,
    deletions, duplications, insertions, deletion-insertions, frameshifts and stops.

    Source: HGVS Nomenclature 21.0, protein recommendations, https://hgvs-nomenclature.org.

    >>> str(parse_variant("ERBB2 p.(Leu755Ser)"))
    'ERBB2 p.L755S'
    """
    stated = _STATED.fullmatch(text.strip())
    if stated is None:
        return None
    change = parse_change(stated["change"])
    return Variant(stated["gene"], change) if change is not None else None


def parse_change(text: str) -> str | None:
    """Returns a protein change in one-letter form, or None where it is none ('L755', 'S755_L700del')."""
    short = re.sub("|".join(_THREE_LETTERS), lambda residue: _THREE_LETTERS[residue[0]], text.removeprefix("p."))
    match = _CHANGE.fullmatch(short)
    if match is None or not _is_ordered(match):
        return None
    return short


def _is_ordered(match: re.Match[str]) -> bool:
    start, end, following = (int(match[name] or 0) for name in ("start", "end", "next"))
    return start > 0 and (not end or end > start) and (not following or following == start + 1)


def read_variants(values: Mapping[str, Plain], place: Callable[..., str], vocabulary: Vocabulary) -> dict[str, Plain]:
    """Returns the record with each of its `variants` as gene symbol and short protein change; other fields of it stay.

    Raises:
        PatientError: A text that is no protein variant, or a gene that the vocabulary does not know.
    """
    read = dict(values)
    if isinstance(variants := read.get("variants"), tuple):
        read["variants"] = tuple(
            _with_symbol(stated, f"{place('variants', index)}: variants[{index + 1}]", vocabulary)
            for index, stated in enumerate(variants)
        )
    return read


def _with_symbol(stated: Plain, where: str, vocabulary: Vocabulary) -> Plain:
    variant = parse_variant(_one_text(stated))
    if variant is None:
        raise PatientError(f"{where}: not a protein variant with its gene", hint="write it as 'ERBB2 p.L755S'")
    try:
        gene = vocabulary.resolve(variant.gene, ConceptKind.GENE)
    except HeraldError as error:
        raise PatientError(f"{where}: a gene that the vocabulary does not know", hint=error.hint) from None
    others = stated if isinstance(stated, Mapping) else {}
    return {**others, "gene": gene.name, "protein": variant.change}


def _one_text(stated: Plain) -> str:
    """A variant may also be written in two fields, `gene` and `protein`."""
    if isinstance(stated, Mapping):
        return f"{stated.get('gene')} {stated.get('protein')}"
    return stated if isinstance(stated, str) else ""
