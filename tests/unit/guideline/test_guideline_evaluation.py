"""Facts, rules and cautions of one patient, on the small guideline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.spec.small import CHAPTER, FIELDS, TABLES, judge, load_small

from herald.core.truth import Truth
from herald.guideline import parse
from herald.guideline.results import Known, Origin, Unknown, Verdict

GUIDELINE = load_small()
FIRST, ADVICE, HEART = GUIDELINE.rules["first"], GUIDELINE.rules["advice"], GUIDELINE.cautions["heart"]
POSITIVE = {"ihc": "3+", "pregnant": "no", "treatments": []}


def test_a_fact_knows_the_row_that_gave_it() -> None:
    fact = judge(GUIDELINE, {"ihc": "3+"}).fact("status")
    assert fact.value == "positive"
    assert fact.row is not None
    assert fact.row.id == "ihc-3"
    assert fact.missing == frozenset()


def test_an_unknown_fact_keeps_what_is_still_possible_and_names_the_next_step() -> None:
    fact = judge(GUIDELINE, {}).fact("status")
    assert (fact.value, fact.row) == (None, None)
    assert fact.possible == ("positive", "negative")
    assert fact.missing == {"ihc"}
    assert judge(GUIDELINE, {"ihc": "2+"}).fact("status").missing == {"ish"}


def test_a_fact_on_which_all_rows_agree_is_known_before_its_row_is() -> None:
    table = TABLES.replace("then: positive, because: amplified", "then: negative, because: amplified")
    fact = judge(load_small(tables=table), {"ihc": "2+"}).fact("status")
    assert (fact.value, fact.row) == ("negative", None)
    assert [row.id for row in fact.rows] == ["ish", "rest"]
    assert fact.missing == frozenset()


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        (POSITIVE, Verdict.APPLIES),
        ({**POSITIVE, "ihc": "0"}, Verdict.SILENT),
        ({**POSITIVE, "pregnant": "yes"}, Verdict.EXCLUDED),
        ({**POSITIVE, "treatments": [{"setting": "metastatic"}]}, Verdict.EXCLUDED),
        ({"ihc": "3+", "treatments": []}, Verdict.UNDECIDED),
        ({"ihc": "2+", "pregnant": "no", "treatments": []}, Verdict.UNDECIDED),
        ({"ihc": "2+", "pregnant": "yes"}, Verdict.SILENT),
    ],
)
def test_a_rule_applies_is_excluded_is_undecided_or_is_silent(raw: dict[str, object], verdict: Verdict) -> None:
    assert judge(GUIDELINE, raw).rule(FIRST).verdict is verdict


def test_an_undecided_rule_names_what_it_needs() -> None:
    assert judge(GUIDELINE, {"ihc": "3+"}).rule(FIRST).missing == {"pregnant", "treatments"}


def test_an_unknown_contraindication_that_only_cautions_does_not_hold_a_rule_up() -> None:
    chapter = CHAPTER.replace(
        "harms the unborn child, source: book", "harms the unborn child, source: book, caution: yes"
    )
    guideline = load_small(chapter=chapter)
    result = judge(guideline, {"ihc": "3+", "treatments": []}).rule(guideline.rules["first"])
    assert (result.verdict, result.unless) == (Verdict.APPLIES, (Truth.UNKNOWN,))


def test_only_rules_in_force_are_asked() -> None:
    def ids(day: dt.date) -> list[str]:
        return [result.rule.id for result in judge(GUIDELINE, {}, day).rules()]

    assert ids(dt.date(2019, 12, 31)) == []
    assert ids(dt.date(2020, 1, 1)) == ["first"]
    assert ids(dt.date(2020, 5, 1)) == ["first", "advice"]
    assert ids(dt.date(2029, 12, 31)) == ["first", "advice"]
    assert ids(dt.date(2030, 1, 1)) == ["first"]


def test_a_caution_concerns_every_regimen_with_its_agents() -> None:
    assert GUIDELINE.cautions_for(FIRST.offer) == (HEART,)
    assert GUIDELINE.cautions_for(()) == ()
    found = judge(GUIDELINE, {}).caution(HEART)
    assert (found.truth, found.missing) == (Truth.UNKNOWN, {"lvef"})
    assert judge(GUIDELINE, {"lvef": 45}).caution(HEART).truth is Truth.TRUE


def test_a_value_says_how_it_came_to_be() -> None:
    treated = {"treatments": [{"setting": "adjuvant", "end": "2024-01-15"}], "relapse": "2024-07-15"}
    evaluation = judge(GUIDELINE, {**treated, "ihc": "3+", "wishes": ["no chemotherapy"]})
    origins = {name: evaluation.value(name).origin for name in ("ihc", "interval", "chemotherapy", "status")}
    assert origins == {
        "ihc": Origin.RECORDED,
        "interval": Origin.DERIVED,
        "chemotherapy": Origin.PRESUMED,
        "status": Origin.DERIVED,
    }
    assert list(evaluation.presumed()) == ["chemotherapy"]
    assert evaluation.value("lvef") == Unknown(frozenset({"lvef"}))


def test_derived_cases_stop_at_a_case_that_is_unknown_and_says_otherwise() -> None:
    fields = FIELDS + (
        "  - name: variant\n    type: one of\n    values: [activating, uncertain, none]\n    derive:\n"
        "      - { value: activating, when: \"any(treatments, progressed == 'yes')\", because: x }\n"
        "      - { value: uncertain, when: \"any(treatments, setting == 'adjuvant')\", because: x }\n"
        "      - { value: none, when: \"none(treatments, setting == 'adjuvant')\", because: x }\n"
    )
    guideline = load_small(fields=fields)
    assert isinstance(judge(guideline, {"treatments": [{"setting": "adjuvant"}]}).value("variant"), Unknown)
    found = judge(guideline, {"treatments": [{"setting": "adjuvant", "progressed": "no"}]}).value("variant")
    assert isinstance(found, Known)
    assert (found.value, found.origin) == ("uncertain", Origin.DERIVED)


def test_a_copy_of_another_field_misses_what_that_misses() -> None:
    fields = FIELDS + "  - { name: again, type: one of, values: ['0', '1+', '2+', '3+', not done], derive: ihc }\n"
    guideline = load_small(fields=fields)
    assert judge(guideline, {"ihc": "3+"}).value("again") == Known("3+", Origin.DERIVED)
    assert judge(guideline, {}).value("again").missing == {"ihc"}


def test_asking_what_if_leaves_the_evaluation_as_it_is() -> None:
    evaluation = judge(GUIDELINE, {"ihc": "2+"})
    other = evaluation.with_input("ish", "amplified")
    assert other.fact("status").value == "positive"
    assert evaluation.fact("status").value is None


def test_a_rule_depends_on_every_input_behind_its_conditions() -> None:
    assert GUIDELINE.depends_on(FIRST) == {"ihc", "ish", "treatments", "pregnant"}
    assert GUIDELINE.depends_on(GUIDELINE.tables["status"]) == {"ihc", "ish"}
    assert GUIDELINE.depends_on(GUIDELINE.fields["interval"]) == {"interval", "treatments", "relapse"}


def test_a_condition_from_outside_the_guideline_is_asked_anew_under_what_if() -> None:
    condition = parse("lvef < 50 %")
    evaluation = judge(GUIDELINE, {"lvef": 45})
    assert evaluation.truth(condition) is Truth.TRUE
    assert evaluation.with_input("lvef", Decimal(60)).truth(condition) is Truth.FALSE
