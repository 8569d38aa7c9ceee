"""Numbers with the unit that their field demands."""

from __future__ import annotations

import re
from decimal import Decimal

_QUANTITY = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)\s*(.*)", re.ASCII | re.DOTALL)


def parse_quantity(text: str, unit: str | None) -> Decimal:
    """Returns the number in '55', '55 %' or '55%', where `unit` is '%'.

    Raises:
        ValueError: No plain decimal number, or another unit. The message does not repeat `text`.
    """
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a plain number, as 12 or 0.5")
    if match[2] not in ("", unit):
        raise ValueError(f"the unit is {unit}" if unit else "a number without unit")
    return Decimal(match[1])
