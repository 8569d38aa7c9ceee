"""JSON from outside: read with an end to its nesting, and asked for values that may not be there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from herald.documents.errors import BrokenDocument, HostileDocument

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~^|&-])")


@dataclass(frozen=True, slots=True)
class Node:
    """A value in JSON and the JSON path (RFC 9535) that leads to it; absent values have the value None."""

    value: Any
    path: str

    def get(self, *names: str) -> Node:
        """Returns the member of that name, and the member of that, and so on; an absent node where one is missing."""
        node = self
        for name in names:
            value = node.value.get(name) if isinstance(node.value, dict) else None
            node = Node(value, f"{node.path}.{name}")
        return node

    def items(self) -> Iterator[Node]:
        """Yields the members of a list; nothing where the value is no list."""
        values = self.value if isinstance(self.value, list) else []
        return (Node(value, f"{self.path}[{index}]") for index, value in enumerate(values))

    @property
    def text(self) -> str:
        r"""The value as words; "" for what is absent, and for lists and objects. A number stays as it was written.

        Why: the registry serves its texts as Markdown, with "P \\<0.05" for "P <0.05" and "\\[lyophilized\\]".
        """
        is_words = self.value is not None and not isinstance(self.value, (list, dict, bool))
        return _ESCAPED.sub(r"\1", str(self.value)).strip() if is_words else ""

    def __bool__(self) -> bool:
        return self.value is not None


def parse_json(text: str, *, source: str) -> Any:
    """Returns the value of a JSON text; numbers as the strings that were written.

    Raises:
        BrokenDocument: It is not JSON.
        HostileDocument: It nests deeper than Python's own limit.
    """
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except RecursionError:
        raise HostileDocument(f"{source} nests too deep") from None
    except ValueError as error:
        raise BrokenDocument(f"{source} is not JSON: {getattr(error, 'msg', 'a number is too long')}") from None


def tidy(words: str) -> str:
    """Returns words on one line, with single spaces."""
    return " ".join(words.split())
