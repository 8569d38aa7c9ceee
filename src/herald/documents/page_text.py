"""The visible text of a page in reading order, in stretches that know where they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from herald.core.documents import BlockRole
from herald.documents.boilerplate import FIGURE
from herald.documents.merged_cells import Cell, is_indented, lay_out, span_of
from herald.documents.page_elements import (
    BLOCKS,
    HEADINGS,
    LIST_ITEMS,
    METADATA_TOKENS,
    REFERENCE_TOKENS,
    find_tokens,
    reason_of_element,
    reason_of_names,
)
from herald.documents.page_survey import Extent, survey, walk
from herald.documents.superscripts import join_subscript, join_superscript

LARGEST_FRAME_SHARE = 0.4
"""A box that its names alone call an advert may hold at most this share of the page's text."""
SMALLEST_MAIN_SHARE = 0.5
"""What stands outside <main> is the frame only where <main> holds at least this share of the text."""
LINK_SHARE, FEWEST_LINKS = 0.8, 3

_SPACES = re.compile(r"[ \t\r\f]+")
_LINES = re.compile(r" ?\n ?")
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9]*")
OUTSIDE_MAIN = "outside the main element"
LONGEST_METADATA = 200
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class PageStretch:
    """A run of visible text in one block element.

    Attributes:
        role: The role that the element gives it; PARAGRAPH where it gives none.
        group: The list or table that it is part of: its `mem_id`; None outside of one.
        path: The CSS path of the element.
    """

    text: str
    tag: str
    role: BlockRole
    why: str | None
    path: str
    group: int | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """An open block element, with what it inherits from those around it."""

    tag: str
    depth: int
    role: BlockRole
    why: str | None
    group: int | None
    in_main: bool
    in_article: bool
    in_data_table: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A finished row of a table, which is laid out when the table ends."""

    cells: list[Cell]
    is_head: bool
    stretch: PageStretch


@dataclass(slots=True)
class _Reader:
    """Gathers inline text and gives it out at the borders of blocks.

    Attributes:
        extents: What lies under each element, by `mem_id`.
        main: The `mem_id` of the element outside of which there is only the frame, if the page has one.
        path: The steps of the CSS path of the open element, and `positions` the children counted in each.
        pieces: The inline text since the last border; `raised`: where in it the open <sup> and <sub> began.
        cells: The finished cells of the open row of a data table; `span`: how far the open cell reaches.
        rows: The finished rows of the open data table, each with the stretch that it will be.
    """

    extents: dict[int, Extent]
    whole: int
    main: int | None
    stretches: list[PageStretch] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=lambda: [0])
    pieces: list[str] = field(default_factory=list)
    raised: list[int] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    span: tuple[int, int] = (1, 1)
    rows: list[_Row] = field(default_factory=list)
    open_cells: int = 0
    open_pres: int = 0

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._add_text(node.text_content or "")
        elif not tag.startswith("-"):
            self.positions[-1] += 1
            self.path.append(_step(tag, self.positions[-1], len(self.path)))
            self.positions.append(0)
            self._enter_element(node, tag)

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if not tag.startswith("-"):
            self._leave_element(tag)
            self.positions.pop()
            self.path.pop()

    def _add_text(self, text: str) -> None:
        self.pieces.append(text if self.open_pres else text.replace("\n", " "))

    def _enter_element(self, node: LexborNode, tag: str) -> None:
        if tag in ("sup", "sub"):
            self.raised.append(len(self.pieces))
        elif tag == "br":
            self.pieces.append(" " if self.open_cells else "\n")
        elif self._is_block(tag):
            self._open_block(node, tag)

    def _leave_element(self, tag: str) -> None:
        if tag in ("sup", "sub"):
            self._join_raised(tag)
        elif self._is_block(tag):
            self._close_block(tag)

    def _is_block(self, tag: str) -> bool:
        """A button is a block of the frame, except in running text, where it explains a word."""
        if tag == "button":
            return not self.open_cells and self.frames[-1].tag not in _RUNNING_TEXT
        return tag in BLOCKS

    def _open_block(self, node: LexborNode, tag: str) -> None:
        self.open_pres += tag == "pre"
        if self.open_cells:
            self.open_cells += tag in ("td", "th")
            self.pieces.append(" ")
            return
        self._flush()
        self.frames.append(self._frame(node, tag))
        if tag in ("td", "th") and self.frames[-1].in_data_table:
            self.open_cells = 1
            self.span = span_of(node.attributes.get("colspan")), span_of(node.attributes.get("rowspan"))

    def _close_block(self, tag: str) -> None:
        self.open_pres -= tag == "pre"
        if self.open_cells:
            self.open_cells -= tag in ("td", "th")
            self.pieces.append(" ")
            if self.open_cells:
                return
            self._close_cell()
        elif tag == "tr" and self.cells:
            self.rows.append(_Row(self.cells, self._is_head(), self._stretch("", BlockRole.TABLE_ROW)))
            self.cells = []
        else:
            self._flush()
            if tag == "table":
                self._close_table()
        self.frames.pop()

    def _close_cell(self) -> None:
        printed = "".join(self._take_pieces())
        self.cells.append(Cell(_collapse(printed).replace("\n", " ").strip(), *self.span, is_indented(printed)))

    def _is_head(self) -> bool:
        """Whether the row that ends is one of the head."""
        return any(step.startswith("thead") for step in self.path)

    def _close_table(self) -> None:
        rows, self.rows = self.rows, []
        heads = next((at for at, row in enumerate(rows) if not row.is_head), len(rows))
        for number, words in lay_out([row.cells for row in rows], heads):
            self.stretches.append(replace(rows[number - 1].stretch, text=words.strip()))

    def _join_raised(self, tag: str) -> None:
        start = self.raised.pop()
        words = "".join(self.pieces[start:])
        before = "".join(self.pieces[max(0, start - 3) : start])[-12:]
        join = join_superscript if tag == "sup" else join_subscript
        self.pieces[start:] = [join(before, words)]

    def _take_pieces(self) -> list[str]:
        pieces, self.pieces = self.pieces, []
        self.raised = [0] * len(self.raised)
        return pieces

    def _flush(self) -> None:
        """Gives out the text since the last border; an empty line in it (two <br>) divides it."""
        for part in re.split(r"\n{2,}", _collapse("".join(self._take_pieces()))):
            if words := part.strip():
                self._add(words, self.frames[-1].role)

    def _add(self, words: str, role: BlockRole) -> None:
        if words:
            self.stretches.append(self._stretch(words, role))

    def _stretch(self, words: str, role: BlockRole) -> PageStretch:
        frame = self.frames[-1]
        why = frame.why or (OUTSIDE_MAIN if self.main is not None and not frame.in_main else None)
        return PageStretch(words, frame.tag, role, why, "html > " + " > ".join(self.path[: frame.depth]), frame.group)

    def _frame(self, node: LexborNode, tag: str) -> _Frame:
        around = self.frames[-1] if self.frames else _OUTERMOST
        attributes, extent = node.attributes, self.extents[node.mem_id]
        tokens = find_tokens(attributes)
        is_group = tag in ("ul", "ol", "dl") or (tag == "table" and not extent.is_layout)
        return _Frame(
            tag=tag,
            depth=len(self.path),
            role=_role(tag, tokens, extent, around),
            why=around.why or self._find_reason(node, tag, tokens, around),
            group=node.mem_id if is_group else around.group,
            in_main=around.in_main or node.mem_id == self.main,
            in_article=around.in_article or tag in ("article", "main"),
            in_data_table=around.in_data_table if tag != "table" else not extent.is_layout,
        )

    def _find_reason(self, node: LexborNode, tag: str, tokens: frozenset[str], around: _Frame) -> str | None:
        """Returns why an element belongs to the page's frame; an element that holds the core never does."""
        extent = self.extents[node.mem_id]
        if extent.has_core or tag in ("body", "main", "article", *HEADINGS):
            return None
        is_small = extent.text <= LARGEST_FRAME_SHARE * self.whole
        reason = reason_of_element(tag, node.attributes, in_article=around.in_article)
        if reason and (is_small or tag != "form"):
            return reason
        if is_small and (reason := reason_of_names(tokens)):
            return reason
        return "a list of links" if _is_link_list(node, tag, extent) else None


_OUTERMOST = _Frame("html", 0, BlockRole.PARAGRAPH, None, None, in_main=False, in_article=False, in_data_table=False)
_RUNNING_TEXT = frozenset({"p", "li", "dd", "dt", "blockquote", "caption", "figcaption", *HEADINGS})


def find_page_stretches(body: LexborNode) -> list[PageStretch]:
    """Returns the visible text of `body` in reading order."""
    extents = survey(body)
    whole = max(1, extents[body.mem_id].text)
    reader = _Reader(extents, whole, _find_main(body, extents, whole))
    for node, is_entering in walk(body):
        (reader.enter if is_entering else reader.leave)(node)
    return reader.stretches


def _find_main(body: LexborNode, extents: dict[int, Extent], whole: int) -> int | None:
    """Returns the `mem_id` of the one main element, or the one article, that holds most of the text."""
    for selector in ("main, [role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and found[0].mem_id in extents:
            is_most = extents[found[0].mem_id].text >= SMALLEST_MAIN_SHARE * whole
            return found[0].mem_id if is_most else None
    return None


def _role(tag: str, tokens: frozenset[str], extent: Extent, around: _Frame) -> BlockRole:
    if tokens & REFERENCE_TOKENS and not extent.has_core:
        return BlockRole.REFERENCE
    if around.role in (BlockRole.REFERENCE, BlockRole.METADATA):
        return around.role
    if tokens & METADATA_TOKENS and extent.text <= LONGEST_METADATA and not extent.has_core:
        return BlockRole.METADATA
    if tag in HEADINGS:
        return BlockRole.HEADING
    return BlockRole.LIST_ITEM if tag in LIST_ITEMS else around.role


def _is_link_list(node: LexborNode, tag: str, extent: Extent) -> bool:
    if tag not in ("ul", "ol", "div", "section") or extent.links < FEWEST_LINKS:
        return False
    return extent.linked >= LINK_SHARE * extent.text and not FIGURE.search(node.text())


def _collapse(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text.translate(_INVISIBLE))).strip()


def _step(tag: str, position: int, depth: int) -> str:
    if depth == 0:
        return "body"
    name = tag if _PLAIN_NAME.fullmatch(tag) else "*"
    return f"{name}:nth-child({position})"
