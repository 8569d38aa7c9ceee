from __future__ import annotations

from herald.core.errors import PatientError, nearest_hint


def test_an_error_reads_as_message_and_hint() -> None:
    assert str(PatientError("field 'er': above 100 %", hint="give a percentage")) == (
        "field 'er': above 100 % (give a percentage)"
    )


def test_a_misspelt_name_gets_the_nearest_valid_one() -> None:
    assert nearest_hint("trastuzumb", ["pertuzumab", "trastuzumab"]) == "did you mean 'trastuzumab', 'pertuzumab'?"


def test_a_name_like_no_other_gets_no_hint() -> None:
    assert nearest_hint("zzz", ["pertuzumab"]) is None
