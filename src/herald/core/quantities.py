"""Numbers as a document prints them, beside what they are worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from herald.core.spans import Span

_GROUP = r"[,\u00a0\u2009\u202f ]"
_NUMBER = re.compile(
    r"(?P<bound><=|>=|[<>≤≥=])?\s*(?P<sign>[-−])?"
    rf"(?P<digits>(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?:[.·]\d+)?|[.·]\d+)"
)
_BOUNDS = {"<=": "≤", ">=": "≥", "=": None}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed ('.0070', '< 0·001', 'not reached') and where.

    Attributes:
        span: Where it stands; `span.quote` is the text as printed.
        value: Its worth, or None where the print is a word ('not reached').
        bound: '<', '>', '≤' or '≥' where the print is an inequality.
    """

    span: Span
    value: Decimal | None
    bound: str | None = None

    @property
    def text(self) -> str:
        return self.span.quote

    @property
    def decimals(self) -> int:
        """Digits printed after the decimal mark: the precision to which the number is known."""
        exponent = self.value.as_tuple().exponent if self.value is not None else 0
        return max(0, -exponent) if isinstance(exponent, int) else 0


def parse_number(text: str) -> tuple[Decimal, str | None] | None:
    """Returns (value, bound) of a printed number, or None where `text` is no number.

    Reads '.0070', '0·65' (the middle dot of some journals), '< .001' and '1,095'.

    >>> parse_number("< .001")
    (Decimal('0.001'), '<')
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits = re.sub(_GROUP, "", match["digits"]).replace("·", ".")
    bound = match["bound"]
    return Decimal(("-" if match["sign"] else "") + digits), _BOUNDS.get(bound, bound) if bound else None
