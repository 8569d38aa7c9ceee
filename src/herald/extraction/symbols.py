"""Endpoints that a document spells out once and then names by a symbol: 'time to bone recurrence (TBR)'."""

from __future__ import annotations

import re
from collections.abc import Mapping

from herald.extraction.patterns import Pattern
from herald.extraction.topics import Topic, find_spoken
from herald.vocabulary.names import lower

_CUES = ("time to", "time from", "free survival", "free interval")
_SIGN = Pattern(r"(?<=[\w)])\s?[\[(](?P<sign>[A-Z][A-Za-z-]{1,8})[\])]")
_CLAUSE_ENDS = ".;"
"""What stands in no name."""


class Symbols:
    """The symbols of one document for endpoints that the vocabulary does not name."""

    def __init__(self, text: str) -> None:
        self.names = _find_names(text)
        signs = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        self._pattern = re.compile(rf"\b(?:{signs})\b") if self.names else None

    def find(self, text: str, start: int, end: int) -> list[Topic]:
        """Returns a topic for each symbol in `text[start:end]`."""
        found = self._pattern.finditer(text, start, end) if self._pattern else ()
        return [Topic(match.start(), match.end(), self.names[match.group()]) for match in found]


def _find_names(text: str) -> Mapping[str, str]:
    """Returns what each symbol stands for; the first place that explains it holds."""
    names: dict[str, str] = {}
    low = lower(text)
    for sign in _SIGN.finditer(text) if any(cue in low for cue in _CUES) else ():
        start = max(low.rfind(mark, 0, sign.start()) for mark in _CLAUSE_ENDS) + 1
        for spoken in find_spoken(low[start : sign.end()]):
            if start + spoken.end() == sign.start():
                names.setdefault(sign["sign"], re.sub(r"\s+", " ", spoken.group()))
    return names
