"""What decide makes of a guideline: order, exclusions, cautions, open regimens, missing inputs, conflicts and flags."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from herald.decisions.decision import Decision
from herald.decisions.evidence import load_results

Ask = Callable[..., Decision]

KNOWN = {"marker": "high", "fit": "yes", "heart": 60, "pregnant": "no"}


def regimens(decision: Decision) -> list[str]:
    return [option.regimen for option in decision.options]


def test_options_come_by_standing_then_strength_then_certainty(ask: Ask) -> None:
    decision = ask(**KNOWN)
    assert [(o.rank, o.regimen, o.rule) for o in decision.options] == [
        (1, "trastuzumab + taxane", "r.strong"),
        (2, "capecitabine", "r.weak"),
    ]
    assert "strength" in decision.ordering


def test_one_regimen_of_two_sources_is_one_option_with_both_side_by_side(ask: Ask) -> None:
    capecitabine = ask(**KNOWN).options[1]
    assert (capecitabine.jurisdiction, capecitabine.source.id) == ("US", "society-2022")
    assert [(also.rule, also.jurisdiction, also.standing, also.since) for also in capecitabine.also] == [
        ("r.eu", "EU", "label only", "2023")
    ]


def test_every_option_says_why_and_rests_on_a_source(ask: Ask) -> None:
    option = ask(**KNOWN).options[0]
    assert [reason.text for reason in option.because] == ["group is treatable", "fit is yes"]
    assert option.source.citation == "Society 2014"


def test_a_rule_about_others_is_silent(ask: Ask) -> None:
    decision = ask(**KNOWN)
    assert "letrozole" not in [excluded.regimen for excluded in decision.excluded]


def test_a_rule_that_does_not_fit_is_excluded_with_the_failing_part(ask: Ask) -> None:
    [excluded] = [e for e in ask(**KNOWN).excluded if e.regimen == "lapatinib"]
    assert [(reason.text, reason.rule, reason.source) for reason in excluded.because] == [
        ("fit is yes rather than no", "r.unfit", "society-2022")
    ]


def test_an_obsolete_regimen_is_excluded_and_named_as_such(ask: Ask) -> None:
    [excluded] = [e for e in ask(**KNOWN).excluded if e.regimen == "bevacizumab"]
    assert excluded.because[0].text == "obsolete: overtaken"


def test_a_rule_that_is_not_yet_in_force_is_not_asked(ask: Ask) -> None:
    assert "olaparib" not in regimens(ask(**KNOWN))
    assert "olaparib" in regimens(ask(as_of=dt.date(2030, 1, 1), **KNOWN))


def test_a_caution_that_excludes_takes_every_regimen_with_its_agent(ask: Ask) -> None:
    decision = ask(**{**KNOWN, "heart": 39})
    [excluded] = [e for e in decision.excluded if e.regimen == "trastuzumab + taxane"]
    assert ("Not with a weak heart.", "c.heart", "label-eu") in [(r.text, r.rule, r.source) for r in excluded.because]
    assert regimens(decision) == ["capecitabine"]


def test_a_caution_about_one_member_of_a_class_leaves_the_class(ask: Ask) -> None:
    decision = ask(**{**KNOWN, "pregnant": "yes"})
    [option] = decision.options
    assert option.regimen == "trastuzumab + taxane"
    assert ("taxane", "applies") in [(caution.agent, caution.status) for caution in option.cautions]


def test_an_unknown_caution_keeps_the_option_and_says_what_would_settle_it(ask: Ask) -> None:
    decision = ask(marker="high", fit="yes", pregnant="no")
    cautions = {caution.text: caution for caution in decision.options[0].cautions}
    assert cautions["Not with a weak heart."].status == "cannot be ruled out"
    assert cautions["Not with a weak heart."].needs == ("heart",)


def test_a_caution_that_is_false_is_silent(ask: Ask) -> None:
    assert ask(**KNOWN).options[0].cautions == ()


def test_an_unknown_input_leaves_regimens_undecided_with_their_needs(ask: Ask) -> None:
    decision = ask(fit="yes", heart=60, pregnant="no")
    assert decision.options == ()
    assert [(u.regimen, u.needs) for u in decision.undecided] == [
        ("letrozole", ("marker",)),
        ("trastuzumab + taxane", ("marker",)),
        ("capecitabine", ("marker",)),
    ]


def test_a_missing_input_says_what_each_result_would_do(ask: Ask) -> None:
    [missing] = ask(fit="yes", heart=60, pregnant="no").missing
    assert missing.input == "marker"
    assert [(outcome.result, outcome.options) for outcome in missing.outcomes] == [
        ("high", ("trastuzumab + taxane", "capecitabine")),
        ("low", ("letrozole",)),
    ]


def test_a_missing_number_is_asked_in_the_ranges_that_rules_tell_apart(ask: Ask) -> None:
    [missing] = ask(marker="high", fit="yes", pregnant="no").missing
    assert missing.input == "heart"
    assert [outcome.options for outcome in missing.outcomes] == [
        ("capecitabine",),
        ("trastuzumab + taxane", "capecitabine"),
    ]
    assert missing.outcomes[0].result == "below 40 %"


def test_where_no_result_offers_anything_what_stays_open_is_told(ask: Ask) -> None:
    decision = ask()
    marker = next(missing for missing in decision.missing if missing.input == "marker")
    high = marker.outcomes[0]
    assert (high.options, high.still_missing) == ((), ("fit",))
    assert high.left_open == ("trastuzumab + taxane", "capecitabine", "lapatinib")


def test_an_input_that_changes_nothing_is_not_listed(ask: Ask) -> None:
    assert ask(**KNOWN).missing == ()
    assert [missing.input for missing in ask(marker="low").missing] == []


def test_rules_that_disagree_are_shown_side_by_side(ask: Ask) -> None:
    [conflict] = ask(**KNOWN).conflicts
    assert conflict.rules == ("r.strong", "r.weak")
    assert conflict.sources == ("society-2014", "society-2022")


def test_no_conflict_where_one_of_the_two_is_excluded(ask: Ask) -> None:
    assert ask(**{**KNOWN, "heart": 30}).conflicts == ()


def test_flags_tell_advice_comments_and_replaced_sources(ask: Ask) -> None:
    flags = {(flag.kind, flag.text) for flag in ask(**KNOWN).flags}
    assert flags == {
        ("advice", "Think again."),
        ("comment", "A comment on the group."),
        ("source", "Society 2014 has been replaced by Society 2022."),
    }


def test_facts_say_what_follows_and_from_which_row(ask: Ask) -> None:
    [fact] = ask(**KNOWN).facts
    assert (fact.name, fact.value, fact.because[0].rule) == ("group", "treatable", "group.high")
    [unknown] = ask().facts
    assert (unknown.value, unknown.possible, unknown.needs) == (None, ("treatable", "other"), ("marker",))


def test_cited_results_carry_their_quotation_and_page(ask: Ask) -> None:
    evidence = ask(load_results(), **KNOWN).options[0].evidence
    assert [(r.trial, r.endpoint) for r in evidence] == [("CLEOPATRA", "PFS")] * len(evidence)
    assert evidence
    assert all(result.quote and result.url for result in evidence)


def test_every_source_that_is_named_is_described_once(ask: Ask) -> None:
    decision = ask(marker="high", fit="yes", pregnant="no")
    named = {option.source.id for option in decision.options}
    named |= {caution.source for option in decision.options for caution in option.cautions}
    ids = [source.id for source in decision.sources]
    assert named <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("inputs", [{}, KNOWN, {"marker": "low"}])
def test_the_same_question_has_the_same_answer(ask: Ask, inputs: dict[str, str]) -> None:
    assert ask(**inputs) == ask(**inputs)


def test_a_caution_excludes_whatever_the_unknown_scope_turns_out_to_be(ask: Ask) -> None:
    decision = ask(fit="yes", heart=30)
    [excluded] = [e for e in decision.excluded if e.regimen == "trastuzumab + taxane"]
    assert excluded.because[0].text == "Not with a weak heart."
    assert "trastuzumab + taxane" not in [undecided.regimen for undecided in decision.undecided]


def test_a_contraindication_that_nobody_can_rule_out_is_a_caution_and_a_missing_input(ask: Ask) -> None:
    decision = ask(marker="high", fit="no")
    [option] = decision.options
    assert [(caution.text, caution.status) for caution in option.cautions] == [
        ("not offered if pregnancy", "cannot be ruled out")
    ]
    [missing] = decision.missing
    assert [(o.result, o.options) for o in missing.outcomes] == [("yes", ()), ("no", ("lapatinib",))]


def test_a_contraindication_that_applies_excludes_with_its_reason(ask: Ask) -> None:
    [excluded] = [e for e in ask(marker="high", fit="no", pregnant="yes").excluded if e.regimen == "lapatinib"]
    assert [(reason.text, reason.inputs) for reason in excluded.because] == [("pregnancy", ("pregnant",))]
