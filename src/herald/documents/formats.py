"""Which format a file has, told from its first bytes; the suffix is asked only where they do not tell."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePath

PDF_MAGIC = b"%PDF-"
HEAD_BYTES = 1 << 16
"""How much of a file is looked at."""


class Format(Enum):
    """What reads a file."""

    TEXT = auto()
    PAGE = auto()
    PUBMED_XML = auto()
    JATS = auto()
    TRIAL_RECORD = auto()
    PDF = auto()
    OTHER_XML = auto()
    OTHER_JSON = auto()


PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<[a-zA-Z][\w-]{0,20}[\s>/]")
_ROOT = re.compile(
    rb"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,20000}?\]\s*)?>\s*)*"
    rb"<(?:\w{1,20}:)?([A-Za-z][\w.-]{0,60})[\s>/]",
    re.DOTALL | re.IGNORECASE,
)
_PUBMED_ROOTS = (b"PubmedArticleSet", b"PubmedArticle")
_JATS_ROOTS = (b"article", b"pmc-articleset")
_TRIAL_KEYS = (b'"protocolSection"', b'"studies"')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def find_format(head: bytes, source: str) -> Format:
    """Returns the format of a file from its first `HEAD_BYTES`, unpacked.

    Why pages come first: XHTML is XML too, and a page may show JSON.
    """
    head = head.removeprefix(_BYTE_ORDER_MARK)
    if head.startswith(PDF_MAGIC):
        return Format.PDF
    if _PAGE_START.match(head) or (suffix_of(source) in PAGE_SUFFIXES and _TAG.search(head)):
        return Format.PAGE
    if head.lstrip().startswith(b"<"):
        return _format_of_xml(head, source)
    if head.lstrip()[:1] in (b"{", b"["):
        return _format_of_json(head, source)
    return Format.TEXT


def suffix_of(source: str) -> str:
    """Returns the suffix that tells the format: ".xml" of "x.xml.gz", in lower case."""
    path = PurePath(source)
    return (PurePath(path.stem) if path.suffix.casefold() == ".gz" else path).suffix.casefold()


def _format_of_xml(head: bytes, source: str) -> Format:
    root = _ROOT.match(head)
    if root and root[1] in _PUBMED_ROOTS:
        return Format.PUBMED_XML
    if root and root[1] in _JATS_ROOTS:
        return Format.JATS
    is_xml = head.lstrip().startswith(b"<?xml") or suffix_of(source) in (".xml", ".nxml")
    return Format.OTHER_XML if is_xml else Format.TEXT


def _format_of_json(head: bytes, source: str) -> Format:
    if any(key in head for key in _TRIAL_KEYS):
        return Format.TRIAL_RECORD
    return Format.OTHER_JSON if suffix_of(source) == ".json" else Format.TEXT
