"""Patients with a trait set against those without it: 'patients with a pCR had an EFS of 92%; those without, 79%'."""

from __future__ import annotations

import re

from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene

_PEOPLE = r"(?:patients|women|people|those|pts|participants|ones)"
_HAVE = Pattern(
    rf"\b{_PEOPLE}\s(?:with|whose|having|reaching|achieving|attaining|in\swhom|(?:who|that)(?!\s(?:did|had|have|do)\snot))\s"
    r"(?P<trait>[^;.()]{0,60})",
    re.IGNORECASE,
)
_LACK = (
    rf"\b{_PEOPLE}\s(?:(?:without|lacking|with\sno)\b|(?:who|that|in\swhom)\s(?:did|had|have|do|does|was|were|it|they)\s(?:\w+\s)?not\b"
    r"|not\s(?:reaching|achieving|having)\b|with\s(?:residual|remaining)\b)(?:\s(?P<trait>[^;.,()\d]{0,60}))?"
)
_LACK_AHEAD = Pattern(_LACK + r"[^;.]*$", re.IGNORECASE)
_LACK_BEHIND = Pattern(
    r"(?:[\s)\]]*(?:,\s?|and\s)[\d.·]+\s?%?)*(?:\s?[(\[][^()\[\]]*[)\]])?[)\]]*,?"
    r"\s(?:for|in|among|of|with)\s(?:the\s)?" + _LACK,
    re.IGNORECASE,
)
_THE_SAME = Pattern(
    r"(?:(?:one|it|them|this|such|any|so|do|have|achieve|reach|respond|disease)\b)?\W*$"
    r"|(?:one|it|them|this|such|so)\b",
    re.IGNORECASE,
)
_WORD = Pattern(r"[A-Za-z][\w-]{2,}")


def lacks_trait(scene: Scene, before: Measurement, m: Measurement) -> bool:
    """Whether a figure is of those who lack the trait of those whose figure stands before it."""
    ahead = _LACK_AHEAD.search(scene.text, before.end, m.start)
    if ahead:
        return _is_denied(scene, scene.start, ahead)
    behind = _LACK_BEHIND.match(scene.text, m.end, scene.end)
    return behind is not None and _is_denied(scene, before.end, behind)


def _is_denied(scene: Scene, low: int, lack: re.Match[str]) -> bool:
    """Whether what some lack is what others were said to have: 'without one', or the same word again."""
    have = _HAVE.search(scene.text, low, lack.start())
    if have is None:
        return False
    lacked, had = lack["trait"] or "", have["trait"].lower()
    return _THE_SAME.match(lacked) is not None or any(word.lower() in had for word in _WORD.findall(lacked))
