"""Reading the tables of the vocabulary, and refusing them with file, line, column and repair where they are wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from herald.core.errors import VocabularyError, nearest_hint
from herald.core.mentions import ConceptKind
from herald.vocabulary.concepts import Concept
from herald.vocabulary.contexts import ContextRule
from herald.vocabulary.names import split_list, unique
from herald.vocabulary.vocabulary import Vocabulary

FOLDER = Path(__file__).parent.parent / "knowledge" / "vocabulary"
CONTEXTS = "contexts.csv"

_CONTEXT_COLUMNS = ("name", "concept", "requires", "refuses", "scope", "note")
_COMMON_COLUMNS = ("id", "name", "names", "exact_names", "source", "note")
_LIST_COLUMNS = ("lay_names", "classes", "parents", "agents")
_SCOPES = ("place", "document")


@dataclass(frozen=True, slots=True)
class Table:
    """How one file is read.

    Attributes:
        registries: The registry behind each identifier column.
    """

    file: str
    kind: ConceptKind
    prefix: str
    registries: Mapping[str, str]


TABLES = (
    Table("agents.csv", ConceptKind.AGENT, "agent", {
        "rxnorm": "RXNORM", "ncit": "NCIT", "mesh": "MESH", "chebi": "CHEBI", "chembl": "CHEMBL",
        "drugbank": "DRUGBANK", "unii": "UNII", "atc": "ATC",
    }),
    Table("agent_classes.csv", ConceptKind.AGENT_CLASS, "class", {}),
    Table("regimens.csv", ConceptKind.REGIMEN, "regimen", {}),
    Table("genes.csv", ConceptKind.GENE, "gene", {
        "hgnc": "HGNC", "ncbi_gene": "NCBIGENE", "uniprot": "UNIPROT", "ensembl": "ENSEMBL",
    }),
    Table("variants.csv", ConceptKind.VARIANT, "variant", {}),
    Table("endpoints.csv", ConceptKind.ENDPOINT, "endpoint", {"ncit": "NCIT", "mesh": "MESH"}),
    Table("populations.csv", ConceptKind.POPULATION, "population", {
        "ncit": "NCIT", "mesh": "MESH", "doid": "DOID", "mondo": "MONDO", "snomed": "SNOMEDCT",
    }),
    Table("trials.csv", ConceptKind.TRIAL, "trial", {
        "nct": "NCT", "eudract": "EUDRACT", "pmids": "PMID", "dois": "DOI",
    }),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table, with where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def refuse(self, column: str, problem: str, repair: str | None) -> VocabularyError:
        return VocabularyError(f"{self.file}, line {self.line}, column {column}: {problem}", hint=repair)


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Returns the vocabulary in `folder`, by default Herald's own, which is read once.

    Raises:
        VocabularyError: A table is missing or breaks its rules.
    """
    return _own_vocabulary() if folder is None else _read(folder, check_patterns=True)


@lru_cache(maxsize=1)
def _own_vocabulary() -> Vocabulary:
    """Why without checking patterns: the tests do, and compiling them takes as long as reading all tables."""
    return _read(FOLDER, check_patterns=False)


def _read(folder: Path, *, check_patterns: bool) -> Vocabulary:
    digest = hashlib.sha256()
    concepts: dict[str, Concept] = {}
    rows: dict[str, _Row] = {}
    for table in TABLES:
        for row in _rows(folder / table.file, digest, _COMMON_COLUMNS):
            concept = _concept(row, table)
            if concept.id in concepts:
                raise row.refuse("id", f"{concept.id!r} stands twice", f"first at {rows[concept.id].file}")
            concepts[concept.id], rows[concept.id] = concept, row
    _check_references(concepts, rows)
    _check_cycles(concepts, rows)
    contexts = list(_rows(folder / CONTEXTS, digest, _CONTEXT_COLUMNS))
    rules = [_rule(row, concepts) for row in contexts]
    if check_patterns:
        _check_patterns(contexts)
    return Vocabulary(concepts.values(), rules, digest.hexdigest()[:12])


def _rows(path: Path, digest: hashlib._Hash, columns: Iterable[str]) -> Iterator[_Row]:
    content = _content(path)
    digest.update(content.encode())
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise VocabularyError(f"{path.name}, line 1: no column {missing[0]}", hint="add it to the first line")
    try:
        for cells in reader:
            yield _row(path.name, reader.line_num, cells)
    except csv.Error as error:
        raise VocabularyError(f"{path.name}, line {reader.line_num}: {error}", hint="mend the quotes") from error


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise VocabularyError(f"cannot read {path.name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path.name} is not UTF-8", hint=f"see byte {error.start}") from error


def _row(file: str, line: int, cells: Mapping[str | None, str | None]) -> _Row:
    if None in cells or None in cells.values():
        problem = "too many cells" if None in cells else "too few cells"
        raise VocabularyError(f"{file}, line {line}: {problem}", hint="put quotes around a cell with a comma")
    return _Row(file, line, {str(key): str(value).strip() for key, value in cells.items()})


def _concept(row: _Row, table: Table) -> Concept:
    cells = row.cells
    for column in ("id", "name", "source"):
        if not cells[column]:
            raise row.refuse(column, "is empty", "every concept has an id, a name and a source")
    if not cells["id"].startswith(f"{table.prefix}:"):
        raise row.refuse("id", f"{cells['id']!r} is of another kind", f"begin it with {table.prefix + ':'!r}")
    lists = {column: split_list(cells.get(column, "")) for column in _LIST_COLUMNS}
    exact = split_list(cells["exact_names"])
    preferred = () if cells["name"] in exact else (cells["name"],)
    return Concept(
        id=cells["id"],
        kind=table.kind,
        name=cells["name"],
        names=unique((*preferred, *split_list(cells["names"]), *lists["lay_names"], *_registry_names(cells))),
        exact_names=exact,
        short=cells.get("short") or cells["name"],
        identifiers=_identifiers(cells, table),
        attributes=_attributes(cells, table),
        source=cells["source"],
        **lists,
    )


def _registry_names(cells: Mapping[str, str]) -> tuple[str, ...]:
    """A register number names its trial as well as the acronym does."""
    return split_list(cells.get("nct", ""))


def _identifiers(cells: Mapping[str, str], table: Table) -> Mapping[str, str]:
    found = {registry: cells[column] for column, registry in table.registries.items() if cells.get(column)}
    return MappingProxyType(found)


def _attributes(cells: Mapping[str, str], table: Table) -> Mapping[str, str]:
    known = {*_COMMON_COLUMNS[:-1], *_LIST_COLUMNS, *table.registries, "short"}
    return MappingProxyType({column: cell for column, cell in cells.items() if cell and column not in known})


def _check_references(concepts: Mapping[str, Concept], rows: Mapping[str, _Row]) -> None:
    for concept in concepts.values():
        for column in ("classes", "parents", "agents"):
            for reference in getattr(concept, column):
                if reference not in concepts:
                    hint = nearest_hint(reference, concepts)
                    raise rows[concept.id].refuse(column, f"no concept {reference!r}", hint)


def _check_cycles(concepts: Mapping[str, Concept], rows: Mapping[str, _Row]) -> None:
    settled: set[str] = set()
    for concept_id in concepts:
        path: list[str] = []
        _descend(concept_id, path, settled, concepts, rows)


def _descend(
    concept_id: str,
    path: list[str],
    settled: set[str],
    concepts: Mapping[str, Concept],
    rows: Mapping[str, _Row],
) -> None:
    if concept_id in path:
        circle = " > ".join([*path[path.index(concept_id) :], concept_id])
        raise rows[concept_id].refuse("parents", f"goes in a circle: {circle}", "remove one of these parents")
    if concept_id in settled:
        return
    for parent in concepts[concept_id].parents:
        _descend(parent, [*path, concept_id], settled, concepts, rows)
    settled.add(concept_id)


def _check_patterns(rows: Iterable[_Row]) -> None:
    for row in rows:
        for column in ("requires", "refuses"):
            try:
                re.compile(row.cells[column])
            except re.error as error:
                raise row.refuse(column, f"no regular expression: {error}", "mend the pattern") from error


def _rule(row: _Row, concepts: Mapping[str, Concept]) -> ContextRule:
    cells = row.cells
    concept = concepts.get(cells["concept"])
    if concept is None:
        hint = nearest_hint(cells["concept"], concepts)
        raise row.refuse("concept", f"no concept {cells['concept']!r}", hint)
    if cells["name"] not in concept.all_names:
        raise row.refuse("name", f"{concept.id} has no name {cells['name']!r}", "write it as in its own table")
    if cells["scope"] not in _SCOPES:
        raise row.refuse("scope", f"{cells['scope']!r} is no scope", f"write one of {', '.join(_SCOPES)}")
    return ContextRule(cells["name"], concept.id, cells["requires"], cells["refuses"], cells["scope"])
