"""Which files of a folder are documents, and which are passed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from herald.core.errors import DocumentError
from herald.documents.errors import DocumentNotFound
from herald.documents.formats import HEAD_BYTES, Format, find_format, suffix_of

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".nbib", ".pdf"})
SUFFIXES_OF_MANY_KINDS = frozenset({".xml", ".nxml", ".json"})
"""Suffixes that say little: such a file of a folder is a document only if its first bytes say so."""

_OTHER = {
    Format.OTHER_XML: "XML, but neither PubMed's nor JATS",
    Format.OTHER_JSON: "JSON, but no record of ClinicalTrials.gov",
}


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
    suffix = suffix_of(file.name)
    if suffix not in SUFFIXES | SUFFIXES_OF_MANY_KINDS:
        return f"no document by its suffix {file.suffix!r}" if file.suffix else "no suffix"
    if not file.is_file():
        return "a link that leads nowhere"
    return _other_kind(file) if suffix in SUFFIXES_OF_MANY_KINDS else None


def _other_kind(file: Path) -> str | None:
    """Returns why an XML or JSON file is no document; a file that cannot be read is left to its reader to refuse."""
    from herald.documents.byte_source import ByteSource

    try:
        with ByteSource(file) as source:
            form = find_format(source.read(HEAD_BYTES), file.name)
    except DocumentError:
        return None
    return _OTHER.get(form)


def _ignore(path: Path, why: str) -> None:
    """What is passed over is listed only on request."""
