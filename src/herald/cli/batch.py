"""Many documents read one after another: one bad document is listed, and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import herald
from herald.core.documents import Document
from herald.core.errors import HeraldError
from herald.core.findings import Extraction
from herald.documents import find_documents, read_document
from herald.evidence.reading import Reading
from herald.extraction.pipeline import extract
from herald.vocabulary.vocabulary import Vocabulary

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


class Skipped:
    """Files of named folders that are no documents, with the reason: listed, never silently absent."""

    def __init__(self) -> None:
        self._files: list[tuple[Path, str]] = []

    def append(self, path: Path, why: str) -> None:
        self._files.append((path, why))

    @property
    def record(self) -> list[dict[str, str]]:
        """The files as JSON."""
        return [{"path": str(path), "why": why} for path, why in self._files]

    def report(self) -> None:
        """Names the files on standard error: the first few, and how many there are."""
        if self._files:
            few = ", ".join(f"{path} ({why})" for path, why in self._files[:5])
            more = f" and {len(self._files) - 5} more" if len(self._files) > 5 else ""
            click.echo(f"herald: passed over {few}{more}", err=True)


def read_each(
    paths: Iterable[Path], vocabulary: Vocabulary, on_skip: Callable[[Path, str], None]
) -> Iterator[Read | Failure]:
    """Yields what became of each file, one at a time: folders in sorted order, missing files last.

    Args:
        on_skip: Called with each file of a folder that is no document, and why.
    """
    named = list(paths)
    present = find_documents([path for path in named if path.exists()], on_skip=on_skip)
    missing = [path for path in named if not path.exists()]
    return (read_one(path, vocabulary) for path in with_progress([*present, *missing]))


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


def with_progress(paths: list[Path]) -> Iterator[Path]:
    """Yields the paths, with a bar, rate and time left on standard error where a person watches a long run."""
    if len(paths) < BAR_FROM or not sys.stderr.isatty():
        yield from paths
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, "Reading", console=Console(stderr=True), transient=True)
