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
_APART = frozenset(("p", "title", "label", "break", "list-item", "disp-quote", "def-item", "td", "th", "tr", "sec"))
"""Elements that stand on lines of their own: their words are not glued to those before and behind them."""

_OPENS = ("", " ", "(", "[", "\n", "\u00a0", ",", "\u2013", "-", ";")
"""Behind these a reference stands on the line: "[12]", "(Roe, 2001)"."""

_UNSPOKEN = frozenset(("tex-math", "graphic", "inline-graphic", "object-id", "processing-meta"))
"""Elements whose words are for machines: the source of a formula that stands beside it as MathML."""

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
    if data.find(b"<!DOCTYPE", 0, _PROLOG_BYTES) >= 0:
        parser.entity.update(_named_characters())
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError) as error:
        raise BrokenDocument(f"{source} is not well-formed XML: {error}", hint="fetch it again") from None
    if _is_too_deep(root):
        raise HostileDocument(f"{source} nests over {DEEPEST} elements")
    return root


def _named_characters() -> dict[str, str]:
    """Returns characters by the names that the DTDs of JATS and MEDLINE give them (ISO 9573); no DTD is fetched."""
    from html.entities import html5

    return {name.removesuffix(";"): character for name, character in html5.items() if len(character) == 1}


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
        name = "sup" if _is_bare_mark(child) and line[-1:] not in _OPENS else name_of(child)
        if name in _APART:
            line = f"{_continued(f'{line} ', child)} "
        elif join := _JOINS.get(name):
            line += join(line, _continued("", child))
        elif name not in _UNSPOKEN:
            line = _continued(line, child)
        line += child.tail or ""
    return line


def _is_bare_mark(element: ET.Element) -> bool:
    """Whether an element refers to a note or a reference without raising it: "0.62" before a bare "1" is no "0.621"."""
    return element.get("ref-type") in ("fn", "table-fn", "bibr") and not len(element)


def name_of(element: ET.Element) -> str:
    """Returns the name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
