"""How complex a page may be: checked before it is parsed, in one pass over its tags."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from herald.documents.errors import PageTooComplex

MOST_TAGS = 200_000
MOST_NESTING = 20_000_000
"""The sum, over all tags, of how many elements are open there. An article has some 10,000 tags at depth 20.

Why: HTML's parsing rules look up the whole stack of open elements at each tag, so that time grows with this sum;
100,000 nested <div> (a sum of 5,000,000,000) take the parser over half a minute.
"""
MOST_FORMATTING = 300_000
"""The same sum over open formatting elements alone, which the rules open again in every later paragraph."""
MOST_ATTRIBUTE_PAIRS = 100_000_000
"""The sum, over all tags, of the square of the number of attributes: each is compared with those before it."""

_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)|<!--")
_ATTRIBUTE = re.compile(r"[\s/]*+(?:[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+")
"""Source: HTML Standard, section 13.2.5.32 ff. (attribute names and values in the tokenizer)."""
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_UNSTACKED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rt",
        "rp",
        "body",
        "html",
        "head",
    ]
)
"""Elements without content, and those that the next of their sort closes."""
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)


@dataclass(slots=True)
class _Count:
    """What the tags so far add up to."""

    tags: int = 0
    depth: int = 0
    nesting: int = 0
    open_formatting: int = 0
    formatting: int = 0
    attribute_pairs: int = 0
    open_elements: Counter[str] = field(default_factory=Counter)

    @property
    def is_too_much(self) -> bool:
        return (
            self.tags > MOST_TAGS
            or self.nesting > MOST_NESTING
            or self.formatting > MOST_FORMATTING
            or self.attribute_pairs > MOST_ATTRIBUTE_PAIRS
        )

    def add(self, name: str, *, is_end: bool, attributes: int) -> None:
        step = 0
        if name not in _UNSTACKED and name not in _RAW:
            step = -min(1, self.open_elements[name]) if is_end else 1
            self.open_elements[name] += step
        self.tags += 1
        self.depth += step
        self.nesting += self.depth
        self.open_formatting += step if name in _FORMATTING else 0
        self.formatting += self.open_formatting
        self.attribute_pairs += attributes**2


def check_complexity(page: str, *, source: str) -> None:
    """Raises PageTooComplex for a page that would take the parser beyond bounded time or memory."""
    page = page.lower()
    count = _Count()
    position = 0
    while match := _TAG.search(page, position):
        if match[2] is None:
            position = _behind(page, "-->", match.end())
            continue
        attributes, position = _pass_attributes(page, match.end())
        count.add(match[2], is_end=bool(match[1]), attributes=attributes)
        if not match[1] and match[2] in _RAW:
            position = _behind(page, f"</{match[2]}", position)
        if count.is_too_much:
            raise PageTooComplex(
                f"{source} nests or numbers its elements beyond what is read"
                f" ({count.tags:,} tags, {count.depth:,} open at once)",
                hint="save the article's text as plain text",
            )


def _pass_attributes(page: str, position: int) -> tuple[int, int]:
    """Returns the number of attributes of the tag whose name ends at `position`, and where they end."""
    number = 0
    while (match := _ATTRIBUTE.match(page, position)) and number**2 <= MOST_ATTRIBUTE_PAIRS:
        position = match.end()
        number += 1
    return number, position


def _behind(page: str, mark: str, position: int) -> int:
    where = page.find(mark, position)
    return len(page) if where < 0 else where + len(mark)
