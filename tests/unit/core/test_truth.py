from __future__ import annotations

import pytest

from herald.core.truth import AND, NOT, OR, Truth, all_of, any_of

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def test_the_tables_are_those_of_kleene_1952_section_64() -> None:
    conjunction = {"TT": T, "TF": F, "TU": U, "FT": F, "FF": F, "FU": F, "UT": U, "UF": F, "UU": U}
    disjunction = {"TT": T, "TF": T, "TU": T, "FT": T, "FF": F, "FU": U, "UT": T, "UF": U, "UU": U}
    letters = {"T": T, "F": F, "U": U}
    for (one, other), result in conjunction.items():
        assert AND[letters[one], letters[other]] is result
    for (one, other), result in disjunction.items():
        assert OR[letters[one], letters[other]] is result
    assert NOT == {T: F, F: T, U: U}


def test_a_truth_is_not_a_bool() -> None:
    with pytest.raises(TypeError, match="compare it"):
        bool(U)


def test_a_missing_value_is_unknown() -> None:
    assert [Truth.of(value) for value in (True, False, None)] == [T, F, U]


def test_nothing_is_a_true_conjunction_and_a_false_disjunction() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


def test_one_false_settles_a_conjunction_and_one_true_a_disjunction() -> None:
    assert all_of([T, U, F]) is F
    assert any_of([F, U, T]) is T
    assert all_of([T, U]) is U
    assert any_of([F, U]) is U
