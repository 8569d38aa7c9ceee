"""The evidence base in one SQLite file. Nothing outside this package knows SQLite."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from herald.core.documents import Document
from herald.core.errors import StoreError
from herald.core.findings import Discussion, Evidence, Extraction, Finding, Rejected, Study
from herald.evidence.codec import decode, encode
from herald.evidence.reading import Reading

T = TypeVar("T")

SCHEMA_VERSION = 2
"""Kept in SQLite's `user_version`; a file with another number is refused, never guessed at."""

APPLICATION_ID = 0x48455232
"""SQLite's `application_id` of an evidence base ("HER2" in ASCII): another program's file is refused."""


_FINDINGS = """
SELECT finding.id, claim, confidence, evidence.record
FROM finding JOIN evidence ON finding = finding.id
WHERE (?1 IS NULL OR document = ?1)
  AND (?2 IS NULL OR trial = ?2 COLLATE NOCASE)
  AND (?3 IS NULL OR endpoint = ?3 COLLATE NOCASE)
ORDER BY trial IS NULL, trial, endpoint, arm, finding.id, document, start
"""


class Added(StrEnum):
    """What reading a document did to the base."""

    NEW = "new"
    UNCHANGED = "unchanged"
    RENEWED = "renewed"


class EvidenceBase:
    """Documents, findings and the places that state them.

    Use as a context manager. Every `add` is one transaction: an interrupted run leaves whole documents only.

    Raises:
        StoreError: The file is no evidence base, was written by another version, is locked or cannot be opened.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path
        with _store_errors(path):
            self._db = sqlite3.connect(path, isolation_level=None)
        try:
            with _store_errors(path):
                self._db.execute("PRAGMA foreign_keys = ON")
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> EvidenceBase:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    def add(self, reading: Reading, *, read_on: dt.date) -> Added:
        """Stores a document and its findings; a document already read by the same versions changes nothing."""
        document = reading.document
        with _store_errors(self.path), self._transaction():
            row = self._db.execute("SELECT extractor FROM document WHERE id = ?", (document.id,)).fetchone()
            if row is not None and row[0] == reading.extractor:
                return Added.UNCHANGED
            self._remove(document.id)
            self._insert_document(reading, read_on)
            self._insert_findings(document.id, reading.extraction.findings)
            for kind, notes in _notes(reading.extraction):
                self._insert_notes(document.id, kind, notes)
        return Added.NEW if row is None else Added.RENEWED

    def documents(self) -> tuple[Document, ...]:
        """Returns every document, oldest publication first, undated ones last."""
        with _store_errors(self.path):
            rows = self._db.execute("SELECT record FROM document ORDER BY published IS NULL, published, id")
            return tuple(decode(record, Document) for (record,) in rows)

    def get_reading(self, document_id: str) -> Reading:
        """Returns a document with all that was extracted from it.

        Args:
            document_id: The id or an unambiguous beginning of it.

        Raises:
            StoreError: No document has that id, or several do.
        """
        with _store_errors(self.path):
            row = self._find_document(document_id)
            document = decode(row[1], Document)
            extraction = Extraction(
                tuple(finding for _, finding in self._findings(document.id, None, None)),
                self._get_notes(document.id, "study", Study),
                self._get_notes(document.id, "discussion", Discussion),
                self._get_notes(document.id, "rejected", Rejected),
                self._get_notes(document.id, "harm", Finding),
            )
            return Reading(document, extraction, extractor=row[0])

    def findings(
        self, *, trial: str | None = None, endpoint: str | None = None, agent: str | None = None
    ) -> tuple[Finding, ...]:
        """Returns the findings that fit every filter given, by trial, endpoint, arm and digest.

        Args:
            trial: A trial's name, in any case.
            endpoint: As stored ("PFS"), in any case.
            agent: A concept id that the arm or the comparator contains.
        """
        with _store_errors(self.path):
            found = self._findings(None, trial, endpoint)
            return tuple(finding for _, finding in found if agent is None or agent in _concepts(finding))

    def identified_findings(self, endpoint: str) -> dict[str, Finding]:
        """Returns the findings of an endpoint by their ids, in the order of `findings`."""
        with _store_errors(self.path):
            return dict(self._findings(None, None, endpoint))

    def _prepare(self) -> None:
        application, version = (self._pragma(name) for name in ("application_id", "user_version"))
        if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._create()
        elif application != APPLICATION_ID:
            raise StoreError(f"{self.path} is not an evidence base", hint="name another file with --base")
        elif version != SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} has schema version {version}, this Herald reads {SCHEMA_VERSION}",
                hint="read the documents into a new file with --base",
            )

    def _create(self) -> None:
        schema = files("herald.evidence").joinpath("schema.sql").read_text(encoding="utf-8")
        self._db.executescript(
            f"BEGIN; {schema} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
        )

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _remove(self, document_id: str) -> None:
        self._db.execute("DELETE FROM document WHERE id = ?", (document_id,))
        self._db.execute("DELETE FROM finding WHERE id NOT IN (SELECT finding FROM evidence)")

    def _insert_document(self, reading: Reading, read_on: dt.date) -> None:
        document = reading.document
        published = str(document.published) if document.published else None
        self._db.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id, document.source, document.kind, document.title, published,
                read_on.isoformat(), reading.extractor, encode(document),
            ),
        )  # fmt: skip

    def _insert_findings(self, document_id: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            claim = encode(replace(finding, evidence=(), confidence=1.0))
            key = hashlib.sha256(claim.encode()).hexdigest()[:16]
            arm, comparator = (side.label if side else None for side in (finding.arm, finding.comparator))
            self._db.execute(
                "INSERT OR IGNORE INTO finding VALUES (?, ?, ?, ?, ?, ?)",
                (key, finding.trial, finding.endpoint, arm, comparator, claim),
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?, ?)",
                ((key, document_id, e.span.start, finding.confidence, encode(e)) for e in finding.evidence),
            )

    def _insert_notes(self, document_id: str, kind: str, notes: Iterable[object]) -> None:
        rows = ((document_id, kind, ordinal, encode(note)) for ordinal, note in enumerate(notes))
        self._db.executemany("INSERT INTO note VALUES (?, ?, ?, ?)", rows)

    def _find_document(self, document_id: str) -> tuple[str, str]:
        rows = self._db.execute(
            "SELECT extractor, record FROM document WHERE substr(id, 1, ?) = ? LIMIT 2",
            (len(document_id), document_id),
        ).fetchall()
        if len(rows) != 1:
            count = "several documents" if rows else "no document"
            raise StoreError(f"{count} in {self.path} with id {document_id}", hint="`herald findings` lists the ids")
        return str(rows[0][0]), str(rows[0][1])

    def _get_notes(self, document_id: str, kind: str, type_: type[T]) -> tuple[T, ...]:
        rows = self._db.execute(
            "SELECT record FROM note WHERE document = ? AND kind = ? ORDER BY ordinal", (document_id, kind)
        )
        return tuple(decode(record, type_) for (record,) in rows)

    def _findings(self, document: str | None, trial: str | None, endpoint: str | None) -> Iterator[tuple[str, Finding]]:
        rows = self._db.execute(_FINDINGS, (document, trial, endpoint))
        claims: dict[str, str] = {}
        places: dict[str, list[Evidence]] = defaultdict(list)
        confidences: dict[str, float] = {}
        for key, claim, confidence, record in rows:
            claims[key] = claim
            places[key].append(decode(record, Evidence))
            confidences[key] = max(confidence, confidences.get(key, 0.0))
        for key, claim in claims.items():
            yield key, replace(decode(claim, Finding), evidence=tuple(places[key]), confidence=confidences[key])


def _notes(extraction: Extraction) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield "study", extraction.studies
    yield "discussion", extraction.discussions
    yield "rejected", extraction.rejected
    yield "harm", extraction.harms


def _concepts(finding: Finding) -> frozenset[str]:
    return frozenset(
        concept for side in (finding.arm, finding.comparator) if side is not None for concept in side.concepts
    )


@contextmanager
def _store_errors(path: Path | str) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: {error}", hint="is it an evidence base, writable, and not in use?") from error
