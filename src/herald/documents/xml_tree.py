"""XML to a tree, with nothing fetched, nothing expanded, and an end to nesting.

Why expat through `xml.etree`: see docs/decisions/0031-xml-and-streaming.md.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET  # the parser below refuses what makes XML dangerous

from herald.documents.errors import BrokenDocument, HostileDocument
from herald.documents.superscripts import join_subscript, join_superscript

DEEPEST = 200
MOST_ELEMENTS = 2_000_000
_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)
_PROLOG_BYTES = 1 << 16
_JOINS = {"sup": join_superscript, "sub": join_subscript}


class _GuardedBuilder(ET.TreeBuilder):
    """Builds the tree and stops where elements nest or number beyond any document."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: Any, attributes: Any, /) -> Any:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise OverflowError
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(data: bytes, *, source: str) -> ET.Element:
    """Returns the root element of a document in UTF-8.

    Raises:
        BrokenDocument: It is not well-formed, or refers to an entity that XML itself does not define.
        HostileDocument: It declares entities of its own, or nests deeper than `DEEPEST`.
    """
    if _INTERNAL_SUBSET.search(data[:_PROLOG_BYTES]) or b"<!ENTITY" in data:
        raise HostileDocument(f"{source} declares entities of its own", hint="save it without its DOCTYPE")
    parser = ET.XMLParser(target=_GuardedBuilder(), encoding="utf-8")  # noqa: S314 - guarded above and in the builder
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except OverflowError:
        raise HostileDocument(f"{source} nests over {DEEPEST} elements, or has over {MOST_ELEMENTS:,}") from None
    except (ET.ParseError, ValueError) as error:
        raise BrokenDocument(f"{source} is not well-formed XML: {error}", hint="fetch it again") from None
    return root


def words_of(element: ET.Element | None) -> str:
    """Returns the text of an element and all within it, white space as single spaces, raised text as on a page.

    >>> words_of(ET.fromstring("<t>HER<sub>2</sub>,  10<sup>9</sup>/L</t>"))
    'HER2, 10⁹/L'
    """
    if element is None:
        return ""
    text = _continued("", element) if len(element) else element.text or ""
    return " ".join(text.split())


def _continued(line: str, element: ET.Element) -> str:
    """Returns a line with the words of an element behind it; what is raised or lowered asks what it stands behind."""
    line += element.text or ""
    for child in element:
        join = _JOINS.get(name_of(child))
        line = line + join(line, _continued("", child)) if join else _continued(line, child)
        line += child.tail or ""
    return line


def name_of(element: ET.Element) -> str:
    """Returns the name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
