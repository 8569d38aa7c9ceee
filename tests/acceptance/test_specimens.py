"""Several specimens of one patient: which one directs, where it is said, and what is shown where they differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from herald.core.errors import PatientError
from herald.decisions.decision import Conflict, Decision

Answer = Callable[[str], Decision]

PRIMARY = "{kind: primary, site: left breast, date: 2021-04, er_percent: 90, pr_percent: 40, her2_ihc: 1+}"
LIVER = "{kind: metastasis, site: liver, date: 2026-03, er_percent: 0, pr_percent: 0, her2_ihc: 3+}"


def record(*specimens: str, more: str = "") -> str:
    return f"specimens: [{', '.join(specimens)}]\nsetting: metastatic\nline: 1\nlvef: 62\nild: no\n{more}"


def fact(decision: Decision, name: str) -> str | None:
    return next((fact.value for fact in decision.facts if fact.name == name), None)


def because(decision: Decision, name: str) -> str:
    return "; ".join(reason.text for fact in decision.facts if fact.name == name for reason in fact.because)


def conflicts(decision: Decision, kind: str) -> list[Conflict]:
    return [conflict for conflict in decision.conflicts if conflict.kind == kind]


def sides(conflict: Conflict) -> set[str]:
    return {position.text for position in conflict.positions}


def test_the_metastasis_directs_and_the_answer_says_so(answer: Answer) -> None:
    decision = answer(record(PRIMARY, LIVER))
    assert (fact(decision, "her2_status"), fact(decision, "hr_status")) == ("positive", "negative")
    assert because(decision, "her2_ihc") == "from the metastasis (liver) of 2026-03"
    assert because(decision, "er_percent") == "from the metastasis (liver) of 2026-03"
    assert decision.options[0].regimen == "taxane + trastuzumab + pertuzumab"


def test_what_differs_is_a_conflict_with_both_specimens_their_dates_and_the_position_of_the_source(
    answer: Answer,
) -> None:
    [conflict] = conflicts(answer(record(PRIMARY, LIVER)), "specimens")
    assert {
        "primary (left breast) of 2021-04: HER2 status negative",
        "metastasis (liver) of 2026-03: HER2 status positive",
    } <= sides(conflict)
    assert {position.date for position in conflict.positions} == {"2021-04", "2026-03"}
    assert conflict.sources == ("asco-biomarkers-2015",)
    assert "No evidence shows a better outcome" in conflict.text


def test_that_the_metastasis_directs_is_an_assumption_that_a_clinician_can_set_aside(answer: Answer) -> None:
    assumed = answer(record(PRIMARY, LIVER))
    assert any(flag.kind == "assumption" and flag.rule == "metastasis_directs" for flag in assumed.flags)
    decided = answer(record(PRIMARY, LIVER, more="metastasis_directs: no\n"))
    assert (fact(decided, "her2_status"), fact(decided, "hr_status")) == ("negative", "positive")
    assert because(decided, "her2_ihc") == "from the primary (left breast) of 2021-04"


def test_assays_of_two_specimens_are_never_read_together(answer: Answer) -> None:
    """IHC 2+ of the metastasis is not settled by the in situ hybridisation of the primary tumour."""
    decision = answer(record("{kind: primary, her2_ihc: 2+, her2_ish: amplified}", "{kind: metastasis, her2_ihc: 2+}"))
    assert fact(decision, "her2_status") is None
    assert "her2_ish" in {missing.input for missing in decision.missing}


def test_a_specimen_that_was_not_tested_for_her2_does_not_hide_the_one_that_was(answer: Answer) -> None:
    decision = answer(record(PRIMARY, "{kind: metastasis, site: bone, date: 2026-01, er_percent: 80}"))
    assert because(decision, "her2_ihc") == "from the primary (left breast) of 2021-04"
    assert because(decision, "er_percent") == "from the metastasis (bone) of 2026-01"
    assert any(flag.rule == "testing.her2.metastasis" for flag in decision.flags)


def test_a_metastasis_that_was_tested_is_not_asked_for_again(answer: Answer) -> None:
    assert not any(flag.rule == "testing.her2.metastasis" for flag in answer(record(PRIMARY, LIVER)).flags)


def test_of_two_metastases_the_later_directs(answer: Answer) -> None:
    older = "{kind: metastasis, site: bone, date: 2024, her2_ihc: 0}"
    assert because(answer(record(LIVER, older)), "her2_ihc") == "from the metastasis (liver) of 2026-03"


def test_two_metastases_without_dates_that_differ_leave_the_result_open(answer: Answer) -> None:
    decision = answer(record("{kind: metastasis, her2_ihc: 0}", "{kind: metastasis, her2_ihc: 3+}"))
    assert fact(decision, "her2_status") is None
    assert conflicts(decision, "specimens")


@pytest.mark.parametrize("specimens", [(PRIMARY, LIVER), (LIVER, PRIMARY)])
def test_the_order_of_specimens_does_not_matter(answer: Answer, specimens: tuple[str, ...]) -> None:
    options = [option.rule for option in answer(record(*specimens)).options]
    assert options == [option.rule for option in answer(record(PRIMARY, LIVER)).options]


def test_her2_low_in_another_specimen_is_shown_and_opens_nothing(answer: Answer) -> None:
    low = "{kind: primary, date: 2021, er_percent: 90, her2_ihc: 1+}"
    null = "{kind: metastasis, date: 2026-02, er_percent: 90, her2_ihc: 0, her2_faint_staining: no}"
    history = "treatments: [{agents: palbociclib + letrozole, setting: metastatic, progressed: yes}, "
    history += "{agents: capecitabine, setting: metastatic, progressed: yes}]\n"
    text = record(low, null, more=history).replace("line: 1\n", "")
    decision = answer(text)
    assert fact(decision, "her2_expression") == "null"
    assert "trastuzumab deruxtecan" not in [option.regimen for option in decision.options]
    [conflict] = conflicts(decision, "specimens")
    assert "primary of 2021: HER2 expression level low" in sides(conflict)
    assert "No source that was read" in conflict.text
    alone = answer(record(low, more=history).replace("line: 1\n", ""))
    assert "trastuzumab deruxtecan" in [option.regimen for option in alone.options]


def test_her2_low_after_a_positive_specimen_is_told_that_the_trial_did_not_take_it(answer: Answer) -> None:
    decision = answer(
        record("{kind: primary, date: 2021, her2_ihc: 3+}", "{kind: metastasis, date: 2026, her2_ihc: 1+}")
    )
    assert any(flag.rule == "testing.her2.low-after-positive" for flag in decision.flags)


def test_one_specimen_gives_the_same_answer_as_the_flat_fields(answer: Answer) -> None:
    flat = answer("er_percent: 0\npr_percent: 0\nher2_ihc: 3+\nsetting: metastatic\nline: 1\nlvef: 62\nild: no\n")
    assert [option.rule for option in answer(record(LIVER)).options] == [option.rule for option in flat.options]


def test_a_flat_field_that_contradicts_the_specimens_is_used_and_shown(answer: Answer) -> None:
    decision = answer(record(LIVER, more="her2_ihc: 1+\n"))
    assert fact(decision, "her2_status") == "negative"
    [conflict] = conflicts(decision, "record")
    assert "IHC 1+ is recorded and used; the other entries give IHC 3+" in conflict.text


def test_a_specimen_without_kind_is_refused(answer: Answer) -> None:
    with pytest.raises(PatientError, match=r"specimens\[1\]: a specimen without kind"):
        answer("specimens: [{date: 2021, her2_ihc: 3+}]\n")


def test_a_specimens_own_status_is_derived_and_not_recorded(answer: Answer) -> None:
    with pytest.raises(PatientError, match="is not recorded"):
        answer("specimens: [{kind: primary, her2_status: positive}]\n")


def test_discordant_assays_of_one_specimen_are_a_conflict(answer: Answer) -> None:
    [conflict] = conflicts(answer("her2_ihc: 3+\nher2_ish: not amplified\n"), "results")
    assert sides(conflict) == {"HER2 immunohistochemistry: IHC 3+", "HER2 in situ hybridisation: not amplified"}
    assert conflict.sources == ("asco-cap-her2-2018",)


def test_sources_with_different_thresholds_stand_side_by_side_with_their_dates(answer: Answer) -> None:
    decision = answer("her2_ihc: 3+\nsetting: metastatic\nline: 1\nrelapse_interval: 9 months\n")
    [conflict] = [c for c in conflicts(decision, "rules") if "12 months" in c.text and "6 months" in c.text]
    assert {position.source for position in conflict.positions} >= {
        "asco-advanced-her2-2022",
        "enhertu-first-line-2025",
    }
    assert all(position.date for position in conflict.positions if position.rule != conflict.rules[0])
