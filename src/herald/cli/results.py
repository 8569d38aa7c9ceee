"""What became of a document: it was read, or it failed with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import herald
from herald.core.documents import Document
from herald.core.errors import HeraldError
from herald.core.findings import Extraction
from herald.documents.pieces import Piece
from herald.evidence.reading import Reading
from herald.extraction.pipeline import extract
from herald.vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and how to repair it.

    Attributes:
        path: The file, with "#" and the record's name where one record of many failed.
    """

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


def read_piece(piece: Piece | Failure, vocabulary: Vocabulary) -> list[Read | Failure]:
    """Reads one piece; whatever goes wrong with it, or went wrong before, is the result not the end of the batch."""
    if isinstance(piece, Failure):
        return [piece]
    done: list[Read | Failure] = []
    where = Path(piece.source)
    try:
        done.extend(_read(piece, vocabulary))
    except HeraldError as error:
        done.append(Failure(where, error.code, error.message, error.hint))
    except Exception as error:  # noqa: BLE001 - the border of a batch: recorded, never swallowed
        message = f"{where}: a bug in Herald ({type(error).__name__})"
        done.append(Failure(where, "internal", message, "report it, with the document if you may"))
    return done


def _read(piece: Piece, vocabulary: Vocabulary) -> Iterator[Read]:
    versions = f"herald {herald.__version__}, vocabulary {vocabulary.version}"
    for document in piece.read():
        yield Read(piece.path, Reading(document, extract(document, vocabulary), versions))
