"""Many documents read one after another: one bad document is listed, and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import herald
from herald.core.documents import Document
from herald.core.errors import HeraldError
from herald.core.findings import Extraction
from herald.documents import read_document
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

    @property
    def record(self) -> dict[str, str | None]:
        """The failure as JSON."""
        return {"path": str(self.path), "code": self.code, "message": self.message, "hint": self.hint}


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, and the file it came from."""

    path: Path
    reading: Reading

    @property
    def triple(self) -> tuple[str, Document, Extraction]:
        """The path, the document and what was found in it, as the reports take them."""
        return str(self.path), self.reading.document, self.reading.extraction


def read_each(paths: Iterable[Path], vocabulary: Vocabulary) -> Iterator[Read | Failure]:
    """Yields what became of each file, one at a time, in the order given."""
    return (read_one(path, vocabulary) for path in with_progress(tuple(paths)))


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
