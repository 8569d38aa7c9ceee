"""How far a batch has come: bytes, documents a second and time left, on standard error where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

BAR_FROM_FILES = 20
BAR_FROM_BYTES = 2 * 1024 * 1024
"""A batch of so many files or bytes shows a bar on a terminal; a smaller one is done before it is seen."""


class Meter:
    """A progress bar over the bytes of all files; nothing at all where nobody watches or the batch is small."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._sizes = {path: path.stat().st_size if path.is_file() else 0 for path in files}
        self._before = dict(zip(self._sizes, _running_sums(list(self._sizes.values())), strict=True))
        self._documents = 0
        self._progress: Progress | None = self._bar() if self._is_watched() else None

    def __enter__(self) -> Meter:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def reach(self, path: Path, position: int) -> None:
        """Notes that reading has come to this byte of this file."""
        if self._progress:
            self._progress.update(self._progress.task_ids[0], completed=self._before[path] + position)

    def count(self) -> None:
        """Notes one more document."""
        self._documents += 1
        if self._progress:
            self._progress.update(self._progress.task_ids[0], documents=self._documents)

    def _is_watched(self) -> bool:
        is_large = len(self._sizes) >= BAR_FROM_FILES or sum(self._sizes.values()) >= BAR_FROM_BYTES
        return is_large and sys.stderr.isatty()

    def _bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        columns = (TextColumn("Reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        documents = TextColumn("{task.fields[documents]} documents")
        progress = Progress(*columns, documents, console=Console(stderr=True), transient=True)
        progress.add_task("", total=sum(self._sizes.values()), documents=0)
        return progress


def _running_sums(sizes: Sequence[int]) -> list[int]:
    return [0, *accumulate(sizes)][: len(sizes)]
