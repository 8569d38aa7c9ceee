"""XML to a tree, with nothing fetched, nothing expanded, and an end to nesting.

Why expat through `xml.etree`: see docs/decisions/0031-xml-and-streaming.md.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET  # the parser below refuses what makes XML dangerous

from herald.documents.errors import BrokenDocument, HostileDocument
from herald.documents.superscripts import join_subscript, join_superscript

DEEPEST = 200
MOST_ELEMENTS = 2_000_000
_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[")
_PROLOG_BYTES = 1 << 16
_JOINS = {"sup": join_superscript, "sub": join_subscript}


def parse_xml(data: bytes, *, source: str) -> ET.Element:
    """Returns the root element of a document in UTF-8.

    Raises:
        BrokenDocument: It is not well-formed, or refers to an entity that XML itself does not define.
        HostileDocument: It declares entities of its own, nests deeper than `DEEPEST`, or has more than `MOST_ELEMENTS`.
    """
    if _INTERNAL_SUBSET.search(data[:_PROLOG_BYTES]) or b"<!ENTITY" in data:
        raise HostileDocument(f"{source} declares entities of its own", hint="save it without its DOCTYPE")
    if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
        raise HostileDocument(f"{source} has over {MOST_ELEMENTS:,} elements")
    parser = ET.XMLParser(encoding="utf-8")  # noqa: S314 - guarded above and below
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError) as error:
        raise BrokenDocument(f"{source} is not well-formed XML: {error}", hint="fetch it again") from None
    if _is_too_deep(root):
        raise HostileDocument(f"{source} nests over {DEEPEST} elements")
    return root


def _is_too_deep(root: ET.Element) -> bool:
    """Whether elements nest deeper than `DEEPEST`; what reads the tree may call itself at every level."""
    level, depth = [root], 0
    while level and depth <= DEEPEST:
        level = [child for element in level for child in element]
        depth += 1
    return depth > DEEPEST


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
