"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from herald.documents.errors import BinaryDocument, UndecodableText

MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB are such archives)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (an image or a sound)"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
)

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WESTERN = ("cp1252", "mac_roman")
"""The two that Western exports were really written in; Latin-1 is the printable part of Windows-1252."""

MOST_ACCENTS = 0.4
"""The share of bytes beyond ASCII above which a line is in no Latin script."""

ELSEWHERE = ["cp1250", "cp1251", "koi8_r", "cp932", "gb18030", "euc_kr", "big5"]
"""What the general detector weighs where neither of the Western two gives sensible text."""

FITTING = re.compile(
    r"(?<=[^\W\d_])[’‘](?=[^\W\d_])"  # an apostrophe in a word
    r"|(?<=[\d\s%])[–—](?=[\d\s])"  # a dash between numbers or words
    r"|[“‘](?=\w)|(?<=[\w.,!?%])[”’]"  # quotation marks on the right side
    r"|^\s*[•·](?=\s)|(?<=[\w\s])[…™®©†‡§](?!\w)|[±≥≤×°](?=\s?\d)|(?<=\d)[·°²³½](?=\s|\d)|[µμ](?=[glmM])"
    r"|(?<=[a-zß-ÿ])[ß-öø-ÿœ](?![A-Z\d])|(?<=[A-Z])[ß-öø-ÿœ](?=[a-z])|(?<!\w)[À-ÖØ-ÞŒà-öø-ÿœ](?=[a-z'’])"
    r"|(?<=\s)[àèéòùóÀÉ](?=\s)|(?<=\s)·(?=\s)|©(?=\s?\d)|\xa0(?=[\w<>=(.])",
    re.MULTILINE,
)
"""Characters beyond ASCII where Western print puts them."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE_BYTES = 1 << 18


def decode(data: bytes, *, source: str) -> str:
    """Returns the text of `data`, with line ends as they are and without a byte order mark.

    Order: a byte order mark; UTF-16 that shows by its zero bytes; strict UTF-8; what a page declares of itself;
    the detector. UTF-8 comes before the declaration, since text that is valid UTF-8 by accident is rare and a
    wrong declaration is not.

    Raises:
        BinaryDocument: It is no text; says what it is, where its first bytes tell.
        UndecodableText: It is text in no encoding that fits; names the offset of the first byte that does not.
    """
    _refuse_known_formats(data, source)
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name, source, offset=len(mark))
    if b"\x00" in data:
        return _decode_with_zero_bytes(data, source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_legacy(data, error, source)
    return _refuse_control_characters(text, source)


def _refuse_known_formats(data: bytes, source: str) -> None:
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise BinaryDocument(f"{source} is {name}, which is not read", hint="save it as text or as HTML")


def _decode_as(data: bytes, encoding: str, source: str, *, offset: int = 0) -> str:
    try:
        return _refuse_control_characters(data.decode(encoding), source)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"{source} says that it is {encoding}, but the byte at offset {offset + error.start} is not",
            hint="save it again as UTF-8",
        ) from None


def _decode_with_zero_bytes(data: bytes, source: str) -> str:
    """UTF-16 without a mark has its zeros on one side of each pair of bytes; anything else with zeros is binary."""
    sample = data[:4096]
    zeros_first, zeros_second = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and max(zeros_first, zeros_second) > len(sample) / 4 > 20 * min(zeros_first, zeros_second):
        return _decode_as(data, "utf-16-be" if zeros_first > zeros_second else "utf-16-le", source)
    where = data.index(0)
    raise BinaryDocument(f"{source} is not text: it has a zero byte at offset {where}", hint="save it as text")


def _decode_legacy(data: bytes, error: UnicodeDecodeError, source: str) -> str:
    if _is_broken_utf8(data):
        raise UndecodableText(
            f"{source} is UTF-8 but for the byte at offset {error.start}", hint="save it again as UTF-8"
        )
    encoding = _declared_encoding(data) or _detect_encoding(data)
    try:
        return data.decode(encoding) if encoding else _refuse_encoding(error.start, source)
    except (UnicodeDecodeError, LookupError):
        return _refuse_encoding(error.start, source)


def _refuse_encoding(offset: int, source: str) -> str:
    raise UndecodableText(
        f"{source} is in no known encoding: the byte at offset {offset} fits none", hint="save it as UTF-8"
    )


def _is_broken_utf8(data: bytes) -> bool:
    """More characters that only UTF-8 writes than bytes that it never writes."""
    read = data.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    return sum(character > "\x7f" for character in read) - broken > broken


def _declared_encoding(data: bytes) -> str | None:
    """What a page says of itself; 'latin-1' and its kin are read as Windows-1252, as browsers do."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _detect_encoding(data: bytes) -> str | None:
    """Returns the likeliest legacy encoding, or None where none gives sensible text.

    Why: the general detector confuses Windows-1252, Mac Roman and Windows-1250 in English text, where a curly
    quote or a dash is often the only evidence; so those two are judged by where such characters stand.
    """
    sample = _beyond_ascii(data)
    best = max(WESTERN, key=lambda encoding: _fit(sample, encoding))
    is_western = _share_beyond_ascii(sample) < MOST_ACCENTS and _fit(sample, best) > 0.5
    return best if is_western else _detect_elsewhere(sample)


def _share_beyond_ascii(sample: bytes) -> float:
    return sum(byte > 0x7F for byte in sample) / max(1, len(sample))


def _fit(sample: bytes, encoding: str) -> float:
    """Returns the share of characters beyond ASCII that stand where Western print puts them."""
    text = sample.decode(encoding, "replace")
    return len(FITTING.findall(text)) / max(1, sum(character > "\x7f" for character in text))


def _detect_elsewhere(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=ELSEWHERE, threshold=0.2).best()
    return best.encoding if best else None


def _beyond_ascii(data: bytes) -> bytes:
    lines = [line for line in data[:_SAMPLE_BYTES].splitlines() if not line.isascii()]
    return b"\n".join(lines) or data


def _refuse_control_characters(text: str, source: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls > max(1, len(text) // 100):
        raise BinaryDocument(
            f"{source} is not text: {controls} of its {len(text)} characters are control characters",
            hint="save it as text",
        )
    return text
