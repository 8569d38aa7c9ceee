"""What each stretch of a plain text is for: strong cues first, prose where none speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from herald.core.documents import Block, BlockRole
from herald.documents.boilerplate import (
    FIGURE,
    HEADINGS_OF_LINKS,
    HEADINGS_OF_REFERENCES,
    LONGEST_REFERENCE,
    find_reason,
    is_reference,
)
from herald.documents.dates import DATE
from herald.documents.lines import BULLET, Stretch
from herald.documents.notices import states_standing

LONGEST_TITLE, LONGEST_HEADING = 300, 120
LATEST_TITLE = 4
"""How many stretches may stand before the title: the name of the site, a date, a link or two."""

_DEGREE = r"(?:MD|PhD|DO|MPH|MSc?|MS|PharmD|RN|FACP|FASCO|MBBS|MBChB|BSc|DSc|DrPH|MHS|MBA|NP|ScD)"
_NAME = r"(?:[A-Z][\w.'’-]*\s+){1,4}[A-Z][\w'’-]+"
_BYLINE = re.compile(
    rf"(?:[Bb]y|[Ww]ritten by|reported by|(?:medically )?reviewed by|author:?)\s+{_NAME}.{{0,60}}"
    rf"|{_NAME},? {_DEGREE}(?:,? {_DEGREE})*"
    rf"|{_NAME}\s+@\w+"
    r"|[Bb]y (?:the )?[\w ]{2,40}\b(?:desk|staff|team|editors|newsroom)",
)
_JOURNAL_LINE = re.compile(
    r"[A-Z][\w .:&()'-]{2,80}\. (?:19|20)\d\d(?: [A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?(?: \d{1,2})?)?\s*[;.:].*", re.DOTALL
)
_IDENTIFIER_LINE = re.compile(r"(?:doi|pmid|pmcid)\s*:.*", re.IGNORECASE)
_DATE_LINE_WORDS = re.compile(
    r"first|published|posted|online|updated|last|reviewed|modified|revised|date|on|at|by|est|edt|gmt|utc|am|pm"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}:\d\d(?::\d\d)?|\d+ min(?:ute)?s? read",
    re.IGNORECASE,
)
_CELL = re.compile(r"\s\|\s|\t")
_SENTENCE_MARKS = re.compile(r"[.;,:]$|[.!?]\s+[A-Z]")


def assign_roles(text: str, stretches: Sequence[Stretch]) -> tuple[Block, ...]:
    """Returns one block for each stretch of `text`, in order."""
    words = [text[stretch.start : stretch.end] for stretch in stretches]
    blocks = [_block_by_look(stretch, line) for stretch, line in zip(stretches, words, strict=True)]
    title = find_title(words, blocks)
    if title is not None:
        blocks[title] = replace(blocks[title], role=BlockRole.TITLE, why=None)
        blocks[:title] = _before_title(words, blocks, title)
    blocks = list(mark_sections(words, blocks, title))
    return tuple(mark_headings(words, blocks))


def role_by_look(line: str) -> tuple[BlockRole, str | None]:
    """Returns the role that a line has by its own words, with why for boilerplate; PARAGRAPH where none speaks."""
    if why := find_reason(line):
        return BlockRole.BOILERPLATE, why
    if is_reference(line):
        return BlockRole.REFERENCE, None
    if is_metadata(line):
        return BlockRole.METADATA, None
    if _is_table_row(line):
        return BlockRole.TABLE_ROW, None
    return (BlockRole.LIST_ITEM if BULLET.match(line) else BlockRole.PARAGRAPH), None


def is_metadata(line: str) -> bool:
    """Whether a line is about the document: byline, date line, journal line, a note about the page."""
    if len(line) > LONGEST_TITLE:
        return False
    return bool(
        _BYLINE.fullmatch(line)
        or _JOURNAL_LINE.fullmatch(line)
        or _IDENTIFIER_LINE.fullmatch(line)
        or _is_date_line(line)
        or (states_standing(line) and not FIGURE.search(DATE.sub("", line)))
    )


def find_title(words: Sequence[str], blocks: Sequence[Block]) -> int | None:
    """Returns the index of the title: a short line without a final stop near the top, before the first prose.

    A line that the one before it ends with is the title (the page's header printed it, glued to something else).
    """
    candidates = []
    for index, line in enumerate(words[: LATEST_TITLE + 1]):
        if blocks[index].role is BlockRole.PARAGRAPH and len(words) > 1:
            if not looks_like_title(line):
                break
            candidates.append(index)
    for first, second in pairwise(candidates):
        if words[first].endswith(words[second]) and len(words[second].split()) > 2:
            return second
    return next((index for index in candidates if len(words[index].split()) > 2), None)


def looks_like_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and not line.endswith((".", ";", ",", ":")) and not re.match(r"[a-z]?\W", line)


def _block_by_look(stretch: Stretch, line: str) -> Block:
    role, why = role_by_look(line)
    return Block(stretch.start, stretch.end, role, why=why)


def _before_title(words: Sequence[str], blocks: Sequence[Block], title: int) -> Iterator[Block]:
    """What stands above the title is the name of the site, or the title again."""
    for line, block in zip(words[:title], blocks[:title], strict=True):
        if block.role is not BlockRole.PARAGRAPH:
            yield block
        elif line.endswith(words[title]):
            yield replace(block, role=BlockRole.BOILERPLATE, why="page header that repeats the title")
        else:
            yield replace(block, role=BlockRole.METADATA)


def _is_date_line(line: str) -> bool:
    """Whether nothing is left of a line without its dates, times and the words that go with them."""
    without_dates, dates = DATE.subn(" ", line)
    return dates > 0 and not re.search(r"\w", _DATE_LINE_WORDS.sub(" ", without_dates))


def _is_table_row(line: str) -> bool:
    return len(_CELL.findall(line)) >= 2 or (line.startswith("|") and line.endswith("|") and len(line) > 2)


def mark_sections(words: Sequence[str], blocks: Sequence[Block], title: int | None) -> Iterator[Block]:
    """Marks what stands under a heading of links or of references.

    A section ends at prose: a long stretch, a sentence with a figure, or, among links, any full sentence.
    """
    section: BlockRole | None = None
    why = None
    for index, (line, block) in enumerate(zip(words, blocks, strict=True)):
        heading = _section_of_heading(line) if index != title else None
        if heading and block.role.is_content:
            section, why = heading, f'under "{line[:60]}"' if heading is BlockRole.BOILERPLATE else None
        elif section and block.role.is_content and _ends_section(line, section):
            section = None
        yield replace(block, role=section, why=why) if section and block.role.is_content else block


def _section_of_heading(line: str) -> BlockRole | None:
    if HEADINGS_OF_REFERENCES.fullmatch(line):
        return BlockRole.REFERENCE
    return BlockRole.BOILERPLATE if HEADINGS_OF_LINKS.fullmatch(line) else None


def _ends_section(line: str, section: BlockRole) -> bool:
    if len(line) > LONGEST_REFERENCE or FIGURE.search(line):
        return True
    return section is BlockRole.BOILERPLATE and line.endswith((".", "!", "?"))


def mark_headings(words: Sequence[str], blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading is a short line without a stop that something longer follows."""
    for index, (line, block) in enumerate(zip(words, blocks, strict=True)):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        is_heading = (
            block.role is BlockRole.PARAGRAPH
            and following is not None
            and following.role.is_content
            and looks_like_heading(line)
        )
        yield replace(block, role=BlockRole.HEADING) if is_heading else block


def looks_like_heading(line: str) -> bool:
    """Whether a line is short, begins as a heading does, and is no sentence."""
    return (
        len(line) <= LONGEST_HEADING
        and len(line.split()) <= 16
        and (line[0].isupper() or line[0].isdigit())
        and not _SENTENCE_MARKS.search(line.rstrip(":"))
    )
