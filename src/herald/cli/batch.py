"""Many documents read one after another: one bad document is listed, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from herald.cli.meter import Meter
from herald.cli.results import Failure, Read, read_piece
from herald.core.errors import HeraldError
from herald.documents import find_documents
from herald.documents.concern import Concern
from herald.documents.pieces import FilePieces, Piece
from herald.vocabulary.vocabulary import Vocabulary

__all__ = ["Failure", "Read", "Skipped", "read_each"]


class Skipped:
    """What was passed over, with the reason: listed, never silently absent."""

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
    paths: Iterable[Path], vocabulary: Vocabulary, on_skip: Callable[[Path, str], None], *, jobs: int = 1
) -> Iterator[Read | Failure]:
    """Yields what became of each document, one at a time: folders in sorted order, missing files last.

    Records of PubMed XML that name neither HER2 nor a tumour of the breast are passed over before they are parsed.

    Args:
        on_skip: Called with each file of a folder that is no document, and with each file of which records were
            passed over, and why.
        jobs: How many processes read; what is yielded, and in which order, is the same for any number.
    """
    named = list(paths)
    present = find_documents([path for path in named if path.exists()], on_skip=on_skip)
    files = [*present, *(path for path in named if not path.exists())]
    with Meter(files) as meter:
        pieces = _pieces(files, Concern(vocabulary), on_skip, meter)
        for result in _results(pieces, vocabulary, jobs):
            meter.count()
            yield result


def _results(pieces: Iterator[Piece | Failure], vocabulary: Vocabulary, jobs: int) -> Iterator[Read | Failure]:
    if jobs > 1:
        from herald.cli.workers import in_order  # here, because what processes need takes a tenth of the start

        yield from in_order(pieces, jobs)
    else:
        for piece in pieces:
            yield from read_piece(piece, vocabulary)


def _pieces(
    files: Iterable[Path], concern: Concern, on_skip: Callable[[Path, str], None], meter: Meter
) -> Iterator[Piece | Failure]:
    """Yields the pieces of every file; a file that breaks off is a failure behind its whole records."""
    for path in files:
        pieces = FilePieces(path, concern=concern)
        try:
            for piece in pieces:
                meter.reach(path, pieces.position)
                yield piece
        except HeraldError as error:
            yield Failure(path, error.code, error.message, error.hint)
        meter.reach(path, pieces.size)
        if pieces.passed_over:
            on_skip(path, f"{pieces.passed_over:,} of {pieces.count:,} records name neither HER2 nor breast cancer")
