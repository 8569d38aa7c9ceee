"""Variants of bundles: HGVS and genes, tests that found nothing, germline variants."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.fhir_bundles import HGNC, LOINC, POSITIVE, concept, observation, result, variant

from herald.patients.record import PatientRecord

Read = Callable[..., PatientRecord]
GERMLINE, PATHOGENIC, BENIGN = "LA6683-2", "LA6668-3", "LA6675-8"


def reasons(record: PatientRecord) -> str:
    return "; ".join(each.reason for each in record.unmapped)


@pytest.mark.parametrize("protein", ["p.Val777Leu", "p.(Val777Leu)", "NP_004439.2:p.Val777Leu", "V777L"])
def test_a_protein_change_is_read_from_hgvs(read: Read, protein: str) -> None:
    record = read(variant("HGNC:3430", "ERBB2", protein))
    assert record.values["variants"] == ({"gene": "ERBB2", "protein": "V777L"},)


@pytest.mark.parametrize(
    ("hgnc", "gene"),
    [("3430", "ERBB2"), ("3467", "ESR1"), ("8975", "PIK3CA"), ("391", "AKT1"), ("9588", "PTEN"), ("1100", "BRCA1")],
)
def test_a_gene_is_known_by_its_number(read: Read, hgnc: str, gene: str) -> None:
    assert read(variant(f"HGNC:{hgnc}", "")).values["variants"] == ({"gene": gene},)


def test_gene_and_protein_are_read_from_a_discrete_variant(read: Read) -> None:
    clinvar = "http://www.ncbi.nlm.nih.gov/clinvar"
    component = {
        "code": concept("81252-9", LOINC),
        "valueCodeableConcept": concept("0", clinvar, "NM_006218.4(PIK3CA):c.3140A>G (p.His1047Arg)"),
    }
    record = read(result("69548-6", "LA9633-4", LOINC, component=[component]))
    assert record.values["variants"] == ({"gene": "PIK3CA", "protein": "H1047R"},)


def test_a_gene_without_variant_is_a_result(read: Read) -> None:
    assert read(variant("HGNC:3467", "ESR1", present=False)).values["esr1_mutation"] == "no"
    assert read(variant("HGNC:3430", "ERBB2", present=False)).values["erbb2_mutation"] == "none"


def test_the_absence_of_one_variant_does_not_clear_the_gene(read: Read) -> None:
    record = read(variant("HGNC:3467", "ESR1", "p.Asp538Gly", present=False))
    assert "esr1_mutation" not in record.values
    assert "does not say that the gene has none" in reasons(record)


def test_a_pathogenic_germline_variant_of_brca_is_germline_brca(read: Read) -> None:
    record = read(variant("HGNC:1100", "BRCA1", c48002_0=GERMLINE, c53037_8=PATHOGENIC))
    assert record.values["germline_brca"] == "yes"


def test_a_germline_variant_of_unstated_significance_leaves_it_open(read: Read) -> None:
    record = read(variant("HGNC:1100", "BRCA1", c48002_0=GERMLINE))
    assert "germline_brca" not in record.values
    assert any(note.field == "germline_brca" for note in record.notes)


def test_a_somatic_variant_of_brca_is_not_germline(read: Read) -> None:
    record = read(variant("HGNC:1100", "BRCA1", c48002_0="LA6684-0", c53037_8=PATHOGENIC))
    assert "germline_brca" not in record.values


def test_a_benign_variant_is_no_mutation(read: Read) -> None:
    record = read(variant("HGNC:3467", "ESR1", c53037_8=BENIGN))
    assert "variants" not in record.values
    assert "benign" in reasons(record)


def test_a_gene_that_nobody_knows_is_listed(read: Read) -> None:
    record = read(variant("HGNC:99999999", "NOSUCHGENE"))
    assert "variants" not in record.values
    assert "gene is not stated or not known" in reasons(record)


def test_a_test_of_one_gene_is_read_by_its_own_code(read: Read) -> None:
    assert read(observation("60033-8", valueString="p.H1047R")).values["variants"] == (
        {"gene": "PIK3CA", "protein": "H1047R"},
    )
    assert read(result("60034-6", "LA6577-6", LOINC)).values["pik3ca_mutation"] == "no"
    assert read(result("60034-6", POSITIVE)).values["variants"] == ({"gene": "PIK3CA"},)


def test_two_tests_of_one_gene_that_disagree_are_a_conflict(read: Read) -> None:
    record = read(variant("HGNC:3467", "ESR1", "p.Asp538Gly"), variant("HGNC:3467", "ESR1", present=False))
    assert "esr1_mutation" not in record.values
    assert any(note.kind == "conflict" for note in record.notes)


def test_a_variant_that_is_neither_present_nor_absent_is_listed(read: Read) -> None:
    component = {"code": concept("48018-6", LOINC), "valueCodeableConcept": concept("HGNC:3467", HGNC, "ESR1")}
    record = read(observation("69548-6", component=[component]))
    assert "variants" not in record.values
    assert "whether the variant is there" in reasons(record)
