"""Which files of a folder are documents, and which are passed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from herald.documents.errors import DocumentNotFound

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".nbib"})


def find_documents(paths: Iterable[Path], *, on_skip: Callable[[Path, str], None] | None = None) -> Iterator[Path]:
    """Yields the documents named by `paths`, each file once, folders in sorted order and to any depth.

    A file that is named is yielded whatever its suffix; in folders only known suffixes count.

    Args:
        on_skip: Called with each file of a folder that is passed over, and why.

    Raises:
        DocumentNotFound: A path that does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise DocumentNotFound(f"no such file or folder: {path}")
        for file in _walk(path, on_skip or _ignore) if path.is_dir() else [path]:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def find_passed_over(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Returns the files of the folders that `find_documents` passes over, and why."""
    skipped: list[tuple[Path, str]] = []
    for _ in find_documents(paths, on_skip=lambda path, why: skipped.append((path, why))):
        pass
    return skipped


def _walk(folder: Path, on_skip: Callable[[Path, str], None]) -> Iterator[Path]:
    """Walks without following links to folders, so that a loop of links cannot be entered."""
    for name, folders, files in os.walk(folder, onerror=lambda error: on_skip(Path(error.filename), "unreadable")):
        for hidden in [each for each in folders if each.startswith(".")]:
            on_skip(Path(name, hidden), "hidden")
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            why = _reason_to_skip(Path(name, file))
            if why is None:
                yield Path(name, file)
            else:
                on_skip(Path(name, file), why)


def _reason_to_skip(file: Path) -> str | None:
    if file.name.startswith("."):
        return "hidden"
    if file.suffix.casefold() not in SUFFIXES:
        return f"no document by its suffix {file.suffix!r}" if file.suffix else "no suffix"
    return None if file.is_file() else "a link that leads nowhere"


def _ignore(path: Path, why: str) -> None:
    """What is passed over is listed only on request."""
