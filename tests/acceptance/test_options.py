"""What Herald answers for the example patients, in words that a clinician can check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from herald.decisions.decision import Decision, Option

Answer = Callable[[str], Decision]


@pytest.fixture
def example(root: Path, answer: Answer) -> Answer:
    return lambda name: answer((root / "examples" / "patients" / f"{name}.yaml").read_text(encoding="utf-8"))


def regimens(decision: Decision) -> list[str]:
    return [option.regimen for option in decision.options]


def option(decision: Decision, regimen: str) -> Option:
    return next(option for option in decision.options if option.regimen == regimen)


def excluded(decision: Decision, regimen: str) -> str:
    return next("; ".join(r.text for r in e.because) for e in decision.excluded if e.regimen == regimen)


def fact(decision: Decision, name: str) -> str | None:
    return next(fact.value for fact in decision.facts if fact.name == name)


def said(decision: Decision) -> str:
    return " ".join([*(flag.text for flag in decision.flags), *(conflict.text for conflict in decision.conflicts)])


def test_first_line_her2_positive_is_offered_the_graded_triplet_first(example: Answer) -> None:
    decision = example("first-line-her2-positive")
    assert fact(decision, "her2_status") == "positive"
    assert regimens(decision)[:2] == ["taxane + trastuzumab + pertuzumab", "trastuzumab deruxtecan + pertuzumab"]
    triplet = option(decision, "taxane + trastuzumab + pertuzumab")
    assert (triplet.standing, triplet.strength, triplet.certainty) == ("recommended", "strong", "high")


def test_the_newer_label_stands_beside_the_older_guideline_with_both_dates(example: Answer) -> None:
    decision = example("first-line-her2-positive")
    newer = option(decision, "trastuzumab deruxtecan + pertuzumab")
    assert (newer.standing, newer.since) == ("label only", "2025-12-15")
    assert any("2022-05-30" in conflict.text and "2025-12-15" in conflict.text for conflict in decision.conflicts)


def test_a_relapse_26_months_after_adjuvant_therapy_is_derived_from_the_two_dates(example: Answer) -> None:
    decision = example("first-line-her2-positive")
    assert (fact(decision, "relapse_interval") or "").startswith("26")
    assert fact(decision, "her2_line") == "first"


def test_each_cited_result_quotes_its_page(example: Answer) -> None:
    decision = example("second-line-her2-positive")
    [breast03] = [r for r in decision.options[0].evidence if r.effect == "0.28"]
    assert (breast03.trial, breast03.endpoint, breast03.ci_low, breast03.ci_high) == (
        "DESTINY-Breast03", "PFS", "0.22", "0.37",
    )  # fmt: skip
    assert "0.28; 95% CI, 0.22 to 0.37" in (breast03.quote or "")
    assert (breast03.url or "").startswith("https://")


def test_second_line_her2_positive_is_offered_trastuzumab_deruxtecan_first(example: Answer) -> None:
    decision = example("second-line-her2-positive")
    assert regimens(decision)[0] == "trastuzumab deruxtecan"
    assert "taxane + trastuzumab + pertuzumab" not in regimens(decision)
    assert "second rather than first" in excluded(decision, "taxane + trastuzumab + pertuzumab")


def test_an_overtaken_regimen_is_named_as_such_and_not_offered(example: Answer) -> None:
    decision = example("second-line-her2-positive")
    assert "lapatinib + capecitabine" not in regimens(decision)
    assert "overtaken" in excluded(decision, "lapatinib + capecitabine")


def test_a_missing_ejection_fraction_says_what_it_would_change(example: Answer) -> None:
    decision = example("second-line-her2-positive")
    lvef = next(missing for missing in decision.missing if missing.input == "lvef")
    lowest, highest = lvef.outcomes[0], lvef.outcomes[-1]
    assert "trastuzumab deruxtecan" not in lowest.options
    assert "trastuzumab deruxtecan" in highest.options


def test_relapse_after_nine_months_shows_that_the_thresholds_of_the_sources_differ(example: Answer) -> None:
    decision = example("early-relapse")
    assert regimens(decision)[0] == "trastuzumab deruxtecan"
    assert "taxane + trastuzumab + pertuzumab" not in regimens(decision)
    assert any("12 months" in conflict.text and "6 months" in conflict.text for conflict in decision.conflicts)


def test_ihc_2_plus_names_ish_and_shows_the_options_either_way(example: Answer) -> None:
    decision = example("ihc-2-plus-first-line")
    assert decision.options == ()
    ish = decision.missing[0]
    assert ish.input == "her2_ish"
    amplified, not_amplified = ish.outcomes
    assert (amplified.result, not_amplified.result) == ("amplified", "not amplified")
    assert amplified.options[0] == "taxane + trastuzumab + pertuzumab"
    assert any("trastuzumab" in regimen for regimen in amplified.options)
    assert not_amplified.options
    assert not any("trastuzumab" in regimen for regimen in not_amplified.options)


def test_with_nothing_but_ihc_2_plus_ish_comes_first_and_narrows_the_field_either_way(example: Answer) -> None:
    decision = example("ihc-2-plus-only")
    assert decision.options == ()
    ish = decision.missing[0]
    assert ish.input == "her2_ish"
    amplified, not_amplified = (set(outcome.left_open) for outcome in ish.outcomes)
    assert "taxane + trastuzumab + pertuzumab" in amplified - not_amplified
    assert all("setting" in outcome.still_missing for outcome in ish.outcomes)
    assert any(flag.rule == "testing.her2.ihc-2" for flag in decision.flags)


def test_a_mutation_is_not_her2_positivity(example: Answer) -> None:
    decision = example("her2-mutant-her2-negative")
    assert fact(decision, "her2_status") == "negative"
    mutant = [option for option in decision.options if option.rule.startswith("mbc.her2-mutant")]
    assert mutant
    assert {option.standing for option in mutant} <= {"trial evidence only", "investigational"}
    assert not any("pertuzumab" in option.regimen for option in decision.options)


def test_pregnancy_takes_her2_directed_agents_away_and_says_why(example: Answer) -> None:
    decision = example("pregnant-her2-positive")
    her2_directed = ("trastuzumab", "pertuzumab", "tucatinib", "lapatinib", "neratinib", "margetuximab")
    assert not any(agent in option.regimen for option in decision.options for agent in her2_directed)
    assert "harms the fetus" in excluded(decision, "taxane + trastuzumab + pertuzumab")


def test_a_low_ejection_fraction_excludes_what_the_labels_exclude(example: Answer) -> None:
    decision = example("low-lvef-her2-positive")
    assert "trastuzumab deruxtecan" not in regimens(decision)
    assert "below 40 %" in excluded(decision, "trastuzumab deruxtecan")
    assert "cardiologist" in said(decision)


def test_without_receptors_no_regimen_is_offered_and_the_tests_are_named(example: Answer) -> None:
    decision = example("receptors-unknown")
    assert decision.options == ()
    assert {"her2_ihc", "er", "pr"} <= {missing.input for missing in decision.missing}
    assert "Biopsy" in said(decision)
    assert "ejection fraction" in said(decision)


def test_what_was_assumed_is_told(example: Answer) -> None:
    decision = example("first-line-her2-positive")
    assumptions = [flag for flag in decision.flags if flag.kind == "assumption"]
    assert any("in situ hybridisation" in flag.text for flag in assumptions)
    assert all(flag.source for flag in assumptions)


@pytest.mark.parametrize("drug", ["trastuzumab deruxtecan", "Enhertu", "T-DXd", "DS-8201a"])
def test_progression_on_a_drug_excludes_it_under_any_of_its_names(answer: Answer, drug: str) -> None:
    decision = answer(f"""
        her2_ihc: 3+
        er_percent: 0
        pr_percent: 0
        setting: metastatic
        treatments:
          - {{agents: [pertuzumab, trastuzumab, docetaxel], setting: metastatic, progressed: yes}}
          - {{agents: [{drug}], setting: metastatic, progressed: yes}}
        lvef: 60
        ild: no
    """)
    assert "trastuzumab deruxtecan" not in regimens(decision)
    assert "given already" in excluded(decision, "trastuzumab deruxtecan")


def contradictions(decision: Decision) -> list[str]:
    return [conflict.text for conflict in decision.conflicts if conflict.kind == "record"]


def test_a_record_that_contradicts_itself_is_flagged(answer: Answer) -> None:
    decision = answer("er: negative\ner_percent: 90\nher2_ihc: 3+\nsetting: metastatic\n")
    [flag] = contradictions(decision)
    assert "negative is recorded and used" in flag
    assert "positive" in flag


def test_an_interval_that_was_rounded_is_no_contradiction(answer: Answer, root: Path) -> None:
    text = (root / "examples" / "patients" / "first-line-her2-positive.yaml").read_text(encoding="utf-8")
    assert contradictions(answer(text + "relapse_interval: 26 months\n")) == []
    assert len(contradictions(answer(text + "relapse_interval: 4 months\n"))) == 1


def test_a_class_in_the_history_leaves_open_which_drug_it_was(answer: Answer) -> None:
    record = """
        her2_ihc: 3+
        er_percent: 0
        pr_percent: 0
        setting: metastatic
        treatments:
          - {agents: [pertuzumab, trastuzumab, docetaxel], setting: metastatic, progressed: yes}
          - {agents: [AGENT], setting: metastatic, progressed: yes}
        lvef: 60
        ild: no
    """
    vague = answer(record.replace("AGENT", "HER2 ADC"))
    [cannot_rule_out] = [
        caution for caution in option(vague, "trastuzumab deruxtecan").cautions if "given already" in caution.text
    ]
    assert cannot_rule_out.status == "cannot be ruled out"
    assert cannot_rule_out.needs == ("treatments.agents",)
    sure = answer(record.replace("AGENT", "trastuzumab emtansine"))
    assert not any("given already" in c.text for c in option(sure, "trastuzumab deruxtecan").cautions)


def pooled(decision: Decision, regimen: str) -> dict[str, tuple[str | None, str]]:
    """What each endpoint is held against, and how directly."""
    return {each.endpoint: (each.against, each.evidence) for each in option(decision, regimen).pooled}


def test_the_second_line_shows_pooled_effects_against_the_first_choice_and_how_direct_they_are(example: Answer) -> None:
    decision = example("second-line-her2-positive")
    direct, indirect = ("trastuzumab deruxtecan", "direct"), ("trastuzumab deruxtecan", "indirect")
    assert pooled(decision, "trastuzumab emtansine") == {"PFS": direct, "OS": direct}
    assert pooled(decision, "tucatinib + trastuzumab + capecitabine") == {"PFS": indirect, "OS": indirect}


def test_the_only_trial_of_two_options_speaks_through_the_pooled_effect(example: Answer) -> None:
    """DESTINY-Breast03, overall survival of the data cut-off of November 2023: 0.73 (0.56 to 0.94)."""
    [survival] = [
        e for e in option(example("second-line-her2-positive"), "trastuzumab deruxtecan").pooled if e.endpoint == "OS"
    ]
    assert [share.trial for share in survival.trials] == ["DESTINY-Breast03"]
    assert survival.estimate == pytest.approx(0.73, abs=0.005)
    assert (survival.ci_low, survival.ci_high) == (pytest.approx(0.56, abs=0.02), pytest.approx(0.94, abs=0.02))


def test_every_network_of_an_answer_tells_its_limits_and_its_trials(example: Answer) -> None:
    networks = example("second-line-her2-positive").networks
    assert {network.endpoint for network in networks} == {"PFS", "OS"}
    for network in networks:
        assert "No clinician has reviewed this network." in network.limits
        assert any("rest" in limit and "one trial" in limit for limit in network.limits)
        assert all(report.source and report.key for report in network.reports)


def test_a_class_is_pooled_as_the_drug_that_was_studied(example: Answer) -> None:
    [progression, _] = option(example("first-line-her2-positive"), "taxane + trastuzumab + pertuzumab").pooled
    assert progression.treatment == "pertuzumab + trastuzumab + docetaxel"
    assert {share.trial for share in progression.trials} == {"CLEOPATRA", "PUFFIN"}


def test_a_regimen_whose_trial_may_not_be_pooled_says_why(example: Answer) -> None:
    [reason] = option(example("first-line-her2-positive"), "trastuzumab deruxtecan + pertuzumab").not_pooled
    assert "docetaxel or paclitaxel" in reason.reasons[0]


def test_patients_outside_every_network_get_no_pooled_effect(example: Answer) -> None:
    for name in ("ihc-2-plus-only", "receptors-unknown", "pregnant-her2-positive"):
        assert example(name).networks == ()
