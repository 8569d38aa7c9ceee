"""Numbers as a document prints them, beside what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUP = r"[,\u00a0\u2009\u202f ]"
_GROUPS = re.compile(_GROUP)
_NUMBER = re.compile(
    r"(?P<bound><=|>=|[<>≤≥=])?\s*(?P<sign>[-−])?"
    rf"(?P<digits>(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?:[.·]\d+)?|[.·]\d+)"
)
_BOUNDS = {"<=": "≤", ">=": "≥", "=": None}


def parse_number(text: str) -> tuple[Decimal, str | None] | None:
    """Returns (value, bound) of a printed number, or None where `text` is no number.

    Reads '.0070', '0·65' (the middle dot of some journals), '< .001' and '1,095'.

    >>> parse_number("< .001")
    (Decimal('0.001'), '<')
    """
    if text.isdecimal():
        return Decimal(text), None
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits = _GROUPS.sub("", match["digits"]).replace("·", ".")
    bound = match["bound"]
    return Decimal(("-" if match["sign"] else "") + digits), _BOUNDS.get(bound, bound) if bound else None
