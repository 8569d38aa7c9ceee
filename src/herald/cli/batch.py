"""Many documents read one after another: one bad document is listed, and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import herald
from herald.core.errors import DocumentError, HeraldError
from herald.documents import find_documents, read_document
from herald.evidence.reading import Reading
from herald.extraction import extract
from herald.vocabulary import Vocabulary

BAR_FROM = 20
"""A batch of at least so many documents shows a progress bar on a terminal."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and how to repair it."""

    path: Path
    code: str
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, and the file it came from."""

    path: Path
    reading: Reading


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of every path that was named: nothing is left out."""

    read: tuple[Read, ...]
    failed: tuple[Failure, ...]
    passed_over: tuple[Path, ...]

    @property
    def exit_code(self) -> int:
        """0 if every document was read, otherwise that of unreadable documents."""
        return DocumentError.exit_code if self.failed else 0


def read_batch(paths: Iterable[Path], vocabulary: Vocabulary) -> Batch:
    """Reads files and folders of files, in a stable order."""
    found = find_documents(paths)
    read: list[Read] = []
    failed: list[Failure] = []
    for path in with_progress(found.documents):
        result = read_one(path, vocabulary)
        (read if isinstance(result, Read) else failed).append(result)  # type: ignore[arg-type]
    return Batch(tuple(read), tuple(failed), tuple(found.passed_over))


def read_one(path: Path, vocabulary: Vocabulary) -> Read | Failure:
    """Reads one file; whatever goes wrong with it is the result, not the end of the batch."""
    try:
        document = read_document(path)
        found = extract(document, vocabulary)
    except HeraldError as error:
        return Failure(path, error.code, error.message, error.hint)
    except Exception as error:  # noqa: BLE001 - the border of a batch: recorded, never swallowed
        kind = type(error).__name__
        return Failure(path, "internal", f"{path}: a bug in Herald ({kind})", "report it, with the document if you may")
    versions = f"herald {herald.__version__}, vocabulary {vocabulary.version}"
    return Read(path, Reading(document, found, versions))


def with_progress(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yields the paths, with a bar, rate and time left on standard error where a person watches a long run."""
    if len(paths) < BAR_FROM or not sys.stderr.isatty():
        yield from paths
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, "Reading", console=Console(stderr=True), transient=True)
