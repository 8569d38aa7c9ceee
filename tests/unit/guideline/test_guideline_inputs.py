"""What a record may say, and that a refusal never repeats it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.spec.small import AS_OF, SmallLexicon, load_small

from herald.core.dates import PartialDate
from herald.guideline import UnfitInputs, check_inputs

GUIDELINE = load_small()


def _check(raw: dict[str, object]) -> dict[str, object]:
    return dict(check_inputs(GUIDELINE.fields, raw, SmallLexicon(), AS_OF))


def test_values_become_what_their_fields_declare() -> None:
    raw = {
        "ihc": "2+",
        "lvef": "55 %",
        "ratio": 2.1,
        "copies": 4,
        "pregnant": False,
        "relapse": "2025-03",
        "surgery": dt.date(2024, 1, 15),
        "site": " left ",
        "treatments": [{"agents": ["trastuzumab"], "progressed": "yes", "end": None}],
    }
    assert _check(raw) == {
        "ihc": "2+",
        "lvef": Decimal(55),
        "ratio": Decimal("2.1"),
        "copies": Decimal(4),
        "pregnant": "no",
        "relapse": PartialDate(dt.date(2025, 3, 1), dt.date(2025, 3, 31)),
        "surgery": PartialDate.on(dt.date(2024, 1, 15)),
        "site": "left",
        "treatments": ({"agents": ("agent:1",), "progressed": "yes"},),
    }


def test_what_is_no_answer_is_left_out() -> None:
    assert _check({"ihc": "not done", "lvef": None}) == {}


@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ({"ihc": "4+"}, "ihc", "one of 0, 1+, 2+, 3+, not done"),
        ({"lvef": 130}, "lvef", "from 0 to 100 %"),
        ({"lvef": "55 months"}, "lvef", "the unit is %"),
        ({"lvef": float("nan")}, "lvef", "a number is expected"),
        ({"lvef": float("inf")}, "lvef", "a number is expected"),
        ({"lvef": "1e99"}, "lvef", "from 0 to 100 %"),
        ({"lvef": True}, "lvef", "a number is expected"),
        ({"ratio": "-1"}, "ratio", "not a plain number"),
        ({"relapse": "2027"}, "relapse", "the date lies in the future"),
        ({"relapse": "15.3.2024"}, "relapse", "YYYY-MM-DD"),
        ({"pregnant": "maybe"}, "pregnant", "one of yes, no"),
        ({"site": "two\nlines"}, "site", "one line"),
        ({"treatments": "none"}, "treatments", "a list is expected"),
        ({"treatments": ["x"]}, "treatments[1]", "an element has fields"),
        ({"treatments": [{}, {"agents": ["lapatinip"]}]}, "treatments[2].agents[1]", "did you mean 'lapatinib'"),
        ({"treatments": [{"seting": "adjuvant"}]}, "treatments[1].seting", "did you mean 'setting'"),
        ({"her2_ich": "3+", "ihc": "3+"}, "her2_ich", "there is no such field"),
        ({"wishes": ["no surgery"]}, "wishes[1]", "one of no chemotherapy, no infusion"),
        ({"treatments": [{}] * 1001}, "treatments", "at most 1,000 elements"),
    ],
)
def test_what_does_not_fit_is_refused_by_path(raw: dict[str, object], path: str, message: str) -> None:
    with pytest.raises(UnfitInputs) as error:
        _check(raw)
    [problem] = error.value.problems
    assert str(problem).startswith(f"{path}: ")
    assert message in str(problem)


def test_every_misfit_is_reported_at_once() -> None:
    with pytest.raises(UnfitInputs) as error:
        _check({"ihc": "4+", "lvef": 130, "pregnant": "no"})
    assert [problem.path for problem in error.value.problems] == [("ihc",), ("lvef",)]


@pytest.mark.parametrize("name", ["ihc", "lvef", "relapse", "pregnant", "wishes", "treatments", "site"])
def test_a_refusal_never_repeats_the_value(name: str) -> None:
    secret = "Jane Doe, 4711 \u0000"
    with pytest.raises(UnfitInputs) as error:
        _check({name: secret})
    assert "Jane" not in str(error.value)
    assert "4711" not in str(error.value)
