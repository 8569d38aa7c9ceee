"""Protein variants; the forms are the examples of the HGVS recommendations and names in use for ERBB2 and PIK3CA."""

from __future__ import annotations

import pytest

from herald.patients.variants import parse_variant


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("ERBB2 p.L755S", "ERBB2 p.L755S"),
        ("ERBB2 L755S", "ERBB2 p.L755S"),
        ("ERBB2:p.Leu755Ser", "ERBB2 p.L755S"),
        ("ERBB2 p.(Leu755Ser)", "ERBB2 p.L755S"),
        ("HER2 p.Tyr772_Ala775dup", "HER2 p.Y772_A775dup"),
        ("ERBB2 p.Pro780_Tyr781insGlySerPro", "ERBB2 p.P780_Y781insGSP"),
        ("ERBB2 p.Gly776delinsValCys", "ERBB2 p.G776delinsVC"),
        ("ERBB2 L755_T759del", "ERBB2 p.L755_T759del"),
        ("PIK3CA p.His1047Arg", "PIK3CA p.H1047R"),
        ("BRCA1 p.Gln1756Profs*74", "BRCA1 p.Q1756Pfs*74"),
        ("TP53 p.Arg213Ter", "TP53 p.R213*"),
    ],
)
def test_spellings_of_one_variant_become_one_form(written: str, short: str) -> None:
    assert str(parse_variant(written)) == short


@pytest.mark.parametrize(
    "written",
    [
        "L755S",
        "ERBB2",
        "ERBB2 mutated",
        "ERBB2 p.L755",
        "ERBB2 p.755S",
        "ERBB2 p.B755S",
        "ERBB2 p.L0S",
        "ERBB2 p.(L755S",
        "ERBB2 p.T759_L755del",
        "ERBB2 p.P780_Y785insGSP",
        "ERBB2 c.2264T>C",
        "",
    ],
)
def test_what_is_no_protein_variant_with_its_gene_is_none(written: str) -> None:
    assert parse_variant(written) is None
