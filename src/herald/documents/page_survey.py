"""What lies under each element of a page, counted once, so that the frame is judged without looking twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from herald.documents.page_elements import HEADINGS, is_hidden


@dataclass(slots=True)
class Extent:
    """Counts under one element, itself included.

    Attributes:
        text: Characters of text that are not white space at the ends of a text node.
        linked: Those of them inside links.
        has_core: Whether a main, an article or an h1 is under it.
        is_layout: For a table: whether it holds tables or headings, and so is no table of data.
    """

    text: int = 0
    linked: int = 0
    links: int = 0
    has_core: bool = False
    is_layout: bool = False


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yields each node under `root`, itself included, with True on the way in and False on the way out.

    No recursion: a page may be nested deeper than Python's stack. What is in hidden elements is passed over.
    """
    node: LexborNode | None = root
    while node is not None:
        yield node, True
        child = node.first_child if not _hides(node) else None
        if child is not None:
            node = child
            continue
        yield node, False
        while node.next is None and node.mem_id != root.mem_id:
            parent = node.parent
            if parent is None:
                return
            node = parent
            yield node, False
        node = node.next if node.mem_id != root.mem_id else None


def _hides(node: LexborNode) -> bool:
    tag = node.tag or ""
    return not tag.startswith("-") and is_hidden(tag, node.attributes)


def survey(root: LexborNode) -> dict[int, Extent]:
    """Returns the extent of each element under `root`, by the node's `mem_id`."""
    extents: dict[int, Extent] = {}
    open_extents = [Extent()]
    open_links = 0
    for node, entering in walk(root):
        tag = node.tag
        if tag == "-text":
            if entering:
                _count_text(node, open_extents[-1], inside_link=open_links > 0)
        elif entering:
            open_links += tag == "a"
            open_extents.append(extents.setdefault(node.mem_id, Extent()))
        else:
            open_links -= tag == "a"
            _add_to_parent(tag or "", open_extents.pop(), open_extents[-1])
    return extents


def _count_text(node: LexborNode, extent: Extent, *, inside_link: bool) -> None:
    length = len((node.text_content or "").strip())
    extent.text += length
    extent.linked += length if inside_link else 0


def _add_to_parent(tag: str, extent: Extent, parent: Extent) -> None:
    if tag == "a":
        extent.links += 1
    if tag in ("main", "article", "h1"):
        extent.has_core = True
    parent.text += extent.text
    parent.linked += extent.linked
    parent.links += extent.links
    parent.has_core |= extent.has_core
    parent.is_layout |= tag == "table" or tag in HEADINGS or (tag != "table" and extent.is_layout)
