"""What the patient wants, what was given before, and how urgent it is: each takes away what it should, and says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from herald.decisions.decision import Decision

Answer = Callable[[str], Decision]

HER2_POSITIVE = "her2_ihc: 3+\ner_percent: 0\npr_percent: 0\nsetting: metastatic\nlvef: 62\nild: no\n"
HR_POSITIVE = "her2_ihc: 0\nher2_faint_staining: no\ner_percent: 90\nsetting: metastatic\nsex: female\n"
HR_POSITIVE += "menopausal_status: postmenopausal\nline: 1\n"


def regimens(decision: Decision) -> list[str]:
    return [option.regimen for option in decision.options]


def excluded(decision: Decision, regimen: str) -> str:
    return next("; ".join(r.text for r in e.because) for e in decision.excluded if e.regimen == regimen)


def test_who_declines_chemotherapy_is_offered_no_regimen_with_it(answer: Answer) -> None:
    decision = answer(HER2_POSITIVE + "line: 1\ndeclines_chemotherapy: yes\n")
    assert "taxane + trastuzumab + pertuzumab" not in regimens(decision)
    assert "The patient declines chemotherapy." in excluded(decision, "taxane + trastuzumab + pertuzumab")


@pytest.mark.parametrize("regimen", ["tucatinib + trastuzumab + capecitabine", "margetuximab + chemotherapy"])
def test_the_wish_holds_in_every_line(answer: Answer, regimen: str) -> None:
    third = (
        HER2_POSITIVE
        + """treatments:
  - {agents: docetaxel + pertuzumab + trastuzumab, setting: metastatic, progressed: yes}
  - {agents: T-DXd, setting: metastatic, progressed: yes}
"""
    )
    assert regimen in regimens(answer(third + "declines_chemotherapy: no\n"))
    assert "The patient declines chemotherapy." in excluded(answer(third + "declines_chemotherapy: yes\n"), regimen)


def test_what_the_patient_has_progressed_on_is_not_offered_again(answer: Answer) -> None:
    history = "treatments:\n  - {agents: docetaxel + pertuzumab + trastuzumab, setting: metastatic, progressed: yes}\n"
    history += "  - {agents: T-DXd, setting: metastatic, progressed: yes, stopped_for: progression}\n"
    decision = answer(HER2_POSITIVE + history)
    assert "trastuzumab deruxtecan" not in regimens(decision)
    assert "given already" in excluded(decision, "trastuzumab deruxtecan")


def test_a_visceral_crisis_takes_endocrine_first_line_therapy_away(answer: Answer) -> None:
    regimen = "aromatase inhibitor + CDK4/6 inhibitor"
    assert regimen in regimens(answer(HR_POSITIVE + "visceral_crisis: no\n"))
    assert "visceral crisis" in excluded(answer(HR_POSITIVE + "visceral_crisis: yes\n"), regimen)


def test_an_unknown_visceral_crisis_is_a_question_and_not_a_no(answer: Answer) -> None:
    decision = answer(HR_POSITIVE)
    [option] = [each for each in decision.options if each.regimen == "aromatase inhibitor + CDK4/6 inhibitor"]
    assert any("visceral_crisis" in caution.needs for caution in option.cautions)


def test_the_advice_to_settle_ihc_2_plus_ends_where_the_ish_is_known(answer: Answer) -> None:
    advice = "testing.her2.ihc-2"
    assert advice in [flag.rule for flag in answer("her2_ihc: 2+\n").flags]
    for settled in ("her2_ish: amplified", "her2_ish: not amplified", "her2_ish_ratio: 1.2\nher2_ish_copies: 2.9"):
        assert advice not in [flag.rule for flag in answer(f"her2_ihc: 2+\n{settled}\n").flags]


def test_two_inputs_that_change_the_answer_only_together_are_told_as_a_pair(answer: Answer) -> None:
    """Before HER2 and the line are known nothing can be offered, and neither of them alone changes that."""
    decision = answer("her2_ihc: 2+\nsetting: metastatic\n")
    [pair] = [missing for missing in decision.missing if missing.inputs == ("her2_ish", "treatments")]
    by_results = {outcome.results: outcome.options for outcome in pair.outcomes}
    assert by_results["amplified", "none so far"][0] == "taxane + trastuzumab + pertuzumab"
