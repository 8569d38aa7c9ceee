from __future__ import annotations

from decimal import Decimal

import pytest

from herald.core.quantities import parse_number


@pytest.mark.parametrize(
    ("printed", "value", "bound"),
    [
        (".0070", "0.0070", None),
        ("0·65", "0.65", None),
        ("< .001", "0.001", "<"),
        ("<=0.05", "0.05", "≤"),
        ("= .0064", "0.0064", None),
        ("1,095", "1095", None),
        ("1 095", "1095", None),
        ("−3.5", "-3.5", None),
        ("18.89", "18.89", None),
    ],
)
def test_a_number_is_read_in_every_notation_of_the_field(printed: str, value: str, bound: str | None) -> None:
    assert parse_number(printed) == (Decimal(value), bound)


@pytest.mark.parametrize("printed", ["not reached", "NE", "", "p", "1.2.3", "12 months", "18 24"])
def test_what_is_no_number_has_no_worth(printed: str) -> None:
    assert parse_number(printed) is None
