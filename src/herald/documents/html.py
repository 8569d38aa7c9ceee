"""HTML: the visible text of a page as canonical text, each block with the path of its element.

Why selectolax: see docs/decisions/0004-html-extractor.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser

from herald.core.documents import Block, BlockRole, Document, DocumentKind
from herald.documents.description import describe
from herald.documents.errors import EmptyDocument
from herald.documents.page_limits import check_complexity
from herald.documents.page_metadata import find_metadata
from herald.documents.page_text import PageStretch, find_page_stretches
from herald.documents.roles import mark_headings, mark_sections, role_by_look


def read_html(page: str, *, source: str) -> Document:
    """Returns the document of a page.

    Raises:
        EmptyDocument: The page shows no text.
        PageTooComplex: Its elements are nested or numbered beyond what is read.
    """
    page = page.encode("utf-8", "replace").decode("utf-8")
    check_complexity(page, source=source)
    tree = LexborHTMLParser(page)
    stretches = find_page_stretches(tree.body) if tree.body else []
    if not stretches:
        raise EmptyDocument(f"{source} is a page without visible text", hint="its text may be loaded by a script")
    metadata = find_metadata(tree)
    text, blocks = _lay_out(stretches)
    document = describe(
        Document(
            text=text,
            source=source,
            format="html",
            title=metadata.title,
            journal=metadata.journal,
            published=metadata.published,
            updated=metadata.updated,
            language=metadata.language,
            identifiers=MappingProxyType(metadata.identifiers),
            blocks=tuple(_assign_roles(blocks, stretches, metadata.title)),
        )
    )
    if metadata.is_news and document.kind in (DocumentKind.UNKNOWN, DocumentKind.ABSTRACT):
        return replace(document, kind=DocumentKind.NEWS)
    return document


def _lay_out(stretches: Sequence[PageStretch]) -> tuple[str, list[Block]]:
    """Joins the stretches: an empty line between blocks, a line end between the items of one list or table."""
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    for index, stretch in enumerate(stretches):
        if index:
            is_same_group = stretch.group is not None and stretch.group == stretches[index - 1].group
            pieces.append("\n" if is_same_group else "\n\n")
            position += len(pieces[-1])
        pieces.append(stretch.text)
        end = position + len(stretch.text)
        role = BlockRole.BOILERPLATE if stretch.why else stretch.role
        blocks.append(Block(position, end, role, origin=stretch.path, why=stretch.why))
        position = end
    return "".join(pieces), blocks


def _assign_roles(blocks: Sequence[Block], stretches: Sequence[PageStretch], title: str | None) -> Iterator[Block]:
    """The page's structure speaks first, the words of a line second, and only where structure is silent."""
    words = [stretch.text for stretch in stretches]
    by_look = [_by_look(line, block) for line, block in zip(words, blocks, strict=True)]
    title_index = _find_title_block(words, by_look, stretches, title)
    if title_index is not None:
        by_look[title_index] = replace(by_look[title_index], role=BlockRole.TITLE)
    return mark_headings(words, list(mark_sections(words, by_look, title_index)))


def _by_look(line: str, block: Block) -> Block:
    if block.role not in (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM):
        return block
    role, why = role_by_look(line)
    if role is BlockRole.PARAGRAPH or (block.role is BlockRole.LIST_ITEM and role is not BlockRole.BOILERPLATE):
        return block
    return replace(block, role=role, why=why)


def _find_title_block(
    words: Sequence[str], blocks: Sequence[Block], stretches: Sequence[PageStretch], title: str | None
) -> int | None:
    """Returns the index of the heading that prints the title, else of the first h1."""
    headings = [index for index, block in enumerate(blocks) if block.role is BlockRole.HEADING]
    wanted = (title or "").casefold()
    same = next((index for index in headings if words[index].casefold() == wanted), None)
    return same if same is not None else next((index for index in headings if stretches[index].tag == "h1"), None)
