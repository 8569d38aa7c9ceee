"""Explanations say what decides, and nothing else."""

from __future__ import annotations

import pytest
from tests.spec.small import judge, load_small, with_condition

from herald.guideline import explain, explain_fact, trace

TREATED = {"agents": ["lapatinib"], "setting": "metastatic", "progressed": "yes", "end": "2024-03"}


@pytest.mark.parametrize(
    ("condition", "raw", "clauses"),
    [
        ("ihc == '3+'", {"ihc": "3+"}, ["IHC is 3+"]),
        ("ihc == '3+'", {"ihc": "2+"}, ["IHC is 2+ rather than 3+"]),
        ("ihc in {'2+', '3+'}", {"ihc": "0"}, ["IHC is 0 rather than 2+ or 3+"]),
        ("ihc == '3+'", {}, ["IHC is not known"]),
        ("lvef < 50 %", {"lvef": 45}, ["ejection fraction is 45 %, below 50 %"]),
        ("lvef < 50 %", {"lvef": 55}, ["ejection fraction is 55 %, not below 50 %"]),
        (
            "4 copies <= copies < 6 copies",
            {"copies": 5},
            ["copies per cell is 5 copies, at least 4 copies and below 6 copies"],
        ),
        ("ihc == '3+' and lvef < 50 %", {"ihc": "2+", "lvef": 45}, ["IHC is 2+ rather than 3+"]),
        ("ihc == '3+' or lvef < 50 %", {"ihc": "2+", "lvef": 45}, ["ejection fraction is 45 %, below 50 %"]),
        ("not ihc == '3+'", {"ihc": "2+"}, ["IHC is 2+ rather than 3+"]),
        ("status == 'positive'", {"ihc": "2+"}, ["status may be positive or negative"]),
        ("status == 'positive'", {"ihc": "3+"}, ["status is positive"]),
        (
            "surgery < 2024-03-15",
            {"surgery": "2024-03"},
            ["date of surgery may be 2024-03; whether it is below 2024-03-15 is not known"],
        ),
        (
            "any(treatments, agents include 'lapatinib' and progressed == 'yes')",
            {"treatments": [{"agents": ["docetaxel"]}, TREATED]},
            ["treatment history, entry 2: agents include lapatinib; progression is yes"],
        ),
        (
            "any(treatments, agents include class 'taxane')",
            {"treatments": [TREATED]},
            ["no entry of the treatment history with agents include an agent of the class taxane"],
        ),
        (
            "any(treatments, agents include 'docetaxel')",
            {"treatments": [{"agents": ["taxane"]}]},
            ["treatment history, entry 1: agents may include docetaxel"],
        ),
        ("any(treatments, progressed == 'yes')", {}, ["treatment history is not known"]),
        (
            "none(treatments, progressed == 'yes')",
            {"treatments": [{}]},
            ["treatment history, entry 1: progression is not known"],
        ),
        (
            "count(treatments, setting == 'metastatic') >= 2",
            {"treatments": [TREATED]},
            ["number of entries of the treatment history with setting is metastatic is 1, not at least 2"],
        ),
    ],
)
def test_the_deciding_parts_are_named(condition: str, raw: dict[str, object], clauses: list[str]) -> None:
    guideline = with_condition(condition)
    evaluation = judge(guideline, raw)
    found = explain(trace(guideline.rules["subject"].when, evaluation), evaluation)
    assert [clause.text for clause in found] == clauses


def test_a_fact_is_explained_by_its_row_and_what_makes_it_apply() -> None:
    row, condition = explain_fact("status", judge(load_small(), {"ihc": "3+"}))
    assert (row.text, row.row, row.source) == ("IHC 3+ is positive", "ihc-3", "book")
    assert (condition.text, condition.inputs) == ("IHC is 3+", ("ihc",))


def test_an_unknown_fact_is_explained_by_what_its_next_row_waits_for() -> None:
    [clause] = explain_fact("status", judge(load_small(), {"ihc": "2+"}))
    assert (clause.text, clause.missing) == ("ISH is not known", ("ish",))


def test_an_assumption_is_marked() -> None:
    guideline = with_condition("chemotherapy == 'no'")
    evaluation = judge(guideline, {"wishes": ["no chemotherapy"]})
    [clause] = explain(trace(guideline.rules["subject"].when, evaluation), evaluation)
    assert (clause.text, clause.assumed, clause.inputs) == ("chemotherapy intended is no", True, ("wishes",))
