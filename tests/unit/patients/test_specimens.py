from __future__ import annotations

import pytest

from herald.core.errors import PatientError
from herald.patients.plain import Plain
from herald.patients.specimens import read_specimens


def place(*path: str | int) -> str:
    return f"record:{len(path)}"


def groups_tested(**fields: Plain) -> Plain:
    [specimen] = read_specimens({"specimens": ({"kind": "primary", **fields},)}, place)["specimens"]  # type: ignore[misc]
    return specimen["tested"]  # type: ignore[index, call-overload, return-value]


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({"her2_ihc": "2+"}, ("HER2",)),
        ({"er_percent": "90"}, ("hormone receptors",)),
        ({"pr": "negative", "her2_ish": "amplified"}, ("HER2", "hormone receptors")),
        ({"her2_ihc": "not done", "er": None}, ()),
        ({"her2_ihc": None, "site": "liver"}, ()),
        ({"her2_ihc": "3+", "tested": ("hormone receptors",)}, ("hormone receptors",)),
    ],
)
def test_what_was_tested_follows_from_the_results_unless_it_is_stated(
    fields: dict[str, Plain], groups: tuple[str, ...]
) -> None:
    assert groups_tested(**fields) == groups


def test_a_record_without_specimens_stays_as_it_is() -> None:
    assert read_specimens({"her2_ihc": "3+"}, place) == {"her2_ihc": "3+"}


def test_a_specimen_without_kind_is_refused_by_its_place() -> None:
    with pytest.raises(PatientError, match=r"record:2: specimens\[2\]: a specimen without kind"):
        read_specimens({"specimens": ({"kind": "primary"}, {"her2_ihc": "3+"})}, place)


def test_what_is_no_specimen_is_left_for_the_check_of_fields() -> None:
    assert read_specimens({"specimens": ("liver",)}, place) == {"specimens": ("liver",)}
