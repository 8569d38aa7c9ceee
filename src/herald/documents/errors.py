"""What can be wrong with a document, apart from what it says."""

from __future__ import annotations

from herald.core.errors import DocumentError


class DocumentNotFound(DocumentError):
    """No such file, or a folder where a file was wanted."""

    code = "document.not-found"


class UnreadableDocument(DocumentError):
    """The file is there, but the system does not hand out its bytes."""

    code = "document.unreadable"


class EmptyDocument(DocumentError):
    """Nothing in it, or nothing but white space."""

    code = "document.empty"


class BinaryDocument(DocumentError):
    """Not text: an image, an archive, a PDF."""

    code = "document.binary"


class DocumentTooLarge(DocumentError):
    """More than a document of text holds."""

    code = "document.too-large"


class UndecodableText(DocumentError):
    """Bytes that are text in no encoding that fits."""

    code = "document.encoding"


class PageTooComplex(DocumentError):
    """A page whose elements are nested or numbered beyond what any article needs."""

    code = "document.too-complex"


class SeveralRecords(DocumentError):
    """More than one record in one file, so that no identifier or date is the document's own."""

    code = "document.several-records"


class BrokenDocument(DocumentError):
    """A file of a known format that breaks off or breaks the rules of its format."""

    code = "document.broken"


class HostileDocument(DocumentError):
    """A file that unpacks, nests or refers beyond what any document needs."""

    code = "document.hostile"


class ReaderMissing(DocumentError):
    """A format whose reader is not installed."""

    code = "document.reader-missing"


class RecordNotFound(DocumentError):
    """No such record in a file of records."""

    code = "document.record-not-found"
