"""The vocabulary's tables are data, and data is tested: each failure says which row and how to repair it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from herald.core.mentions import ConceptKind
from herald.vocabulary.concepts import Concept
from herald.vocabulary.names import fold
from herald.vocabulary.tables import CONTEXTS, FOLDER, TABLES, load_vocabulary

VOCABULARY = load_vocabulary()
FILES = [table.file for table in TABLES]

# The registries' own patterns, as published at bioregistry.io.
PATTERNS = {
    "RXNORM": r"\d{1,8}",
    "NCIT": r"C\d+",
    "MESH": r"[CD]\d{6}(\d{3})?",
    "CHEBI": r"\d+",
    "CHEMBL": r"CHEMBL\d+",
    "DRUGBANK": r"DB\d{5}",
    "UNII": r"[A-Z0-9]{10}",
    "ATC": r"[A-Z]\d{2}[A-Z]{2}\d{2}",
    "HGNC": r"\d{1,5}",
    "NCBIGENE": r"\d+",
    "UNIPROT": r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d[A-Z][A-Z0-9]{2}\d",
    "ENSEMBL": r"ENSG\d{11}",
    "DOID": r"\d+",
    "MONDO": r"\d{7}",
    "SNOMEDCT": r"\d{6,18}",
    "NCT": r"NCT\d{8}",
    "EUDRACT": r"\d{4}-\d{6}-\d{2}",
    "PMID": r"\d{7,8}",
    "DOI": r"10\.\d{4,9}/\S+",
}


def rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("file", FILES)
def test_rows_are_sorted_by_id_and_no_id_stands_twice(file: str) -> None:
    ids = [row["id"] for row in rows(file)]
    assert ids == sorted(set(ids)), f"{file}: sort the rows by id (C locale) and remove repeated ids"


@pytest.mark.parametrize("file", [*FILES, CONTEXTS])
def test_cells_have_no_stray_space_and_lists_no_empty_part(file: str) -> None:
    for row in rows(file):
        for column, cell in row.items():
            assert cell == cell.strip(), f"{file}, {row}, {column}: remove the space at the end"
            if column in ("names", "exact_names", "lay_names", "classes", "parents", "agents"):
                assert "||" not in cell, f"{file}, {row['id']}, {column}: remove the empty part between bars"
                assert not cell.startswith("|"), f"{file}, {row['id']}, {column}: remove the bar at the start"


@pytest.mark.parametrize("file", FILES)
def test_ids_are_a_prefix_and_a_readable_name(file: str) -> None:
    for row in rows(file):
        assert re.fullmatch(r"[a-z]+:[A-Za-z0-9]+([-_][A-Za-z0-9]+)*", row["id"]), f"{file}: {row['id']} is no id"


@pytest.mark.parametrize("file", FILES)
def test_every_row_says_where_it_comes_from(file: str) -> None:
    for row in rows(file):
        assert len(row["source"]) > 8, f"{file}, {row['id']}: fill the column source"


@pytest.mark.parametrize("file", [*FILES, CONTEXTS])
def test_no_table_names_a_machine_or_an_address_of_numbers(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8")
    assert not re.search(r"\b\d{1,3}(\.\d{1,3}){3}\b|/work/|localhost", text), f"{file}: name the publication instead"


def test_identifiers_follow_the_pattern_of_their_registry() -> None:
    for concept in VOCABULARY:
        for registry, identifiers in concept.identifiers.items():
            for identifier in identifiers.split("|"):
                assert re.fullmatch(PATTERNS[registry], identifier), (
                    f"{concept.id}: {identifier!r} is no identifier of {registry}; look it up or leave the cell empty"
                )


def test_no_identifier_of_one_registry_belongs_to_two_concepts_of_a_kind() -> None:
    owners: dict[tuple[str, str, ConceptKind], set[str]] = defaultdict(set)
    for concept in VOCABULARY:
        for registry, identifiers in concept.identifiers.items():
            if registry not in ("PMID", "DOI"):
                owners[registry, identifiers, concept.kind].add(concept.id)
    shared = {key: ids for key, ids in owners.items() if len(ids) > 1}
    assert not shared, f"one thing has two rows, or an identifier is wrong: {shared}"


def test_no_name_stands_twice_within_a_kind_unless_context_rules_tell_them_apart() -> None:
    bearers: dict[tuple[ConceptKind, str], set[str]] = defaultdict(set)
    for concept in VOCABULARY:
        for name in concept.all_names:
            bearers[concept.kind, fold(name)].add(concept.id)
    ambiguous = {row["name"] for row in rows(CONTEXTS)}
    for (kind, name), ids in bearers.items():
        assert len(ids) == 1 or name.upper() in ambiguous, (
            f"{name!r} names several things ({kind}): {sorted(ids)}; give it to one of them or add rows to {CONTEXTS}"
        )


def test_a_name_of_two_kinds_has_a_context_rule_for_each() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for concept in VOCABULARY:
        for name in concept.all_names:
            bearers[fold(name)].add(concept.id)
    ruled = {(fold(row["name"]), row["concept"]) for row in rows(CONTEXTS)}
    for name, ids in bearers.items():
        if len(ids) > 1:
            missing = {i for i in ids if (name, i) not in ruled}
            assert not missing, f"{name!r}: add a row to {CONTEXTS} for {sorted(missing)}"


def test_a_short_name_in_capitals_counts_only_as_written() -> None:
    for concept in VOCABULARY:
        for name in concept.names:
            is_acronym = len(name) <= 3 and name.isupper() and name.isalpha()
            assert not is_acronym, f"{concept.id}: move {name!r} from names to exact_names"


@pytest.mark.parametrize("kind", list(ConceptKind))
def test_every_concept_is_found_by_each_of_its_names_in_a_plain_sentence(kind: ConceptKind) -> None:
    ruled = {(row["name"], row["concept"]) for row in rows(CONTEXTS)}
    for concept in VOCABULARY.of_kind(kind):
        for name in concept.all_names:
            if (name, concept.id) not in ruled:
                assert_found(concept, name)


def assert_found(concept: Concept, name: str) -> None:
    sentence = f"This page says something of {name} once."
    found = [(mention.span.quote, mention.concept) for mention in VOCABULARY.find_mentions(sentence)]
    assert (name, concept.id) in found, (
        f"{concept.id} is not found by its name {name!r}, but {found}: a longer or an equal name of another concept "
        "hides it; remove one of them or add a context rule"
    )


def test_every_name_of_one_bearer_resolves_to_its_concept() -> None:
    ambiguous = {row["name"] for row in rows(CONTEXTS)}
    for concept in VOCABULARY:
        for name in concept.all_names:
            if name not in ambiguous:
                assert VOCABULARY.resolve(name, concept.kind).id == concept.id, f"{name!r} does not lead back"


def test_every_agent_has_a_class_that_says_where_it_stands_in_a_regimen() -> None:
    for agent in VOCABULARY.of_kind(ConceptKind.AGENT):
        assert agent.classes, f"{agent.id}: fill the column classes"
        assert any(VOCABULARY.get(c).attributes.get("order", "").isdigit() for c in agent.classes), (
            f"{agent.id}: give one of its classes an order"
        )


def test_the_vocabulary_covers_the_field() -> None:
    assert len(VOCABULARY.of_kind(ConceptKind.AGENT)) >= 116
    assert len(VOCABULARY) >= 150


@pytest.mark.parametrize(
    ("agent", "curie"),
    [  # RxNorm, as displayed by the HL7 mCODE medication lists
        ("trastuzumab", "RXNORM:224905"),
        ("pertuzumab", "RXNORM:1298944"),
        ("lapatinib", "RXNORM:480167"),
        ("Kadcyla", "RXNORM:1371041"),
        ("capecitabine", "RXNORM:194000"),
    ],
)
def test_well_known_agents_have_their_rxnorm_number(agent: str, curie: str) -> None:
    assert VOCABULARY.resolve(agent).curie == curie


@pytest.mark.parametrize(
    ("trial", "nct"),
    [("PERTAIN", "NCT01491737"), ("CLEOPATRA", "NCT00567190"), ("DESTINY-Breast03", "NCT03529110")],
)
def test_well_known_trials_have_their_register_number(trial: str, nct: str) -> None:
    assert VOCABULARY.resolve(trial).identifiers["NCT"] == nct
    assert VOCABULARY.resolve(nct).name == trial


def test_verified_identifiers_of_the_shared_table_are_all_here(shared: Path) -> None:
    with (shared / "knowledge" / "concepts" / "drugs.csv").open(encoding="utf-8") as handle:
        verified = list(csv.DictReader(handle))
    for row in verified:
        agent = VOCABULARY.resolve(row["preferred_name"], ConceptKind.AGENT)
        for column, registry in (("rxnorm", "RXNORM"), ("ncit", "NCIT"), ("mesh", "MESH"), ("unii", "UNII")):
            assert agent.identifiers.get(registry, "") == row[column], f"{agent.id}: {column} differs from the source"


def test_every_context_rule_is_a_regular_expression() -> None:
    load_vocabulary(FOLDER)  # a folder that is named is checked in full


def test_identifiers_of_trials_are_whole_as_in_the_shared_table(shared: Path) -> None:
    with (shared / "knowledge" / "trials.csv").open(encoding="utf-8") as handle:
        read = {row["acronym"]: row for row in csv.DictReader(handle)}
    for trial in VOCABULARY.of_kind(ConceptKind.TRIAL):
        row = read.get(trial.name)
        if row is None:
            continue
        assert row["nct"] in ("", trial.identifiers.get("NCT")), f"{trial.id}: the register number differs"
        for registry, column in (("DOI", "dois"), ("PMID", "pmids"), ("EUDRACT", "eudract")):
            known = set(re.findall(r"[^\s|;,]+", row[column]))
            for identifier in filter(None, trial.identifiers.get(registry, "").split("|")):
                assert identifier in known, f"{trial.id}: {identifier} is not in the table it comes from, or is cut"
