"""The vignettes that come with the project's material: labels by research, not reviewed by a clinician."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from herald.decisions.decision import Decision

Answer = Callable[[str], Decision]

RECORDS = {
    "V01": """
        age: 54
        sex: female
        menopausal_status: postmenopausal
        er_percent: 0
        pr_percent: 0
        her2_ihc: 3+
        setting: metastatic
        line: 1
        relapse_interval: 26 months
        lvef: 63
        ild: no
        brain_metastases: none
    """,
    "V04": """
        age: 46
        sex: female
        er_percent: 0
        pr_percent: 0
        her2_ihc: 3+
        setting: metastatic
        line: 1
        relapse_interval: 4 months
        lvef: 61
        ild: no
    """,
    "V07": """
        age: 63
        sex: female
        menopausal_status: postmenopausal
        er_percent: 80
        her2_ihc: 0
        her2_faint_staining: yes
        setting: metastatic
        treatments:
          - {agents: ribociclib + letrozole, setting: metastatic, progressed: yes}
          - {agents: capivasertib + fulvestrant, setting: metastatic, progressed: yes}
        variants: [PIK3CA H1047R]
        esr1_mutation: no
        germline_brca: no
        endocrine_refractory: yes
        lvef: 62
    """,
    "V10": """
        age: 66
        sex: female
        menopausal_status: postmenopausal
        er_percent: 95
        her2_ihc: 2+
        her2_ish_ratio: 2.3
        her2_ish_copies: 3.4
        her2_recount_ratio: 2.2
        her2_recount_copies: 3.5
        her2_recount_cells: 30
        setting: metastatic
        line: 1
    """,
    "V13": """
        age: 70
        sex: female
        setting: suspected metastatic
        er_percent: null
        pr_percent: null
        her2_ihc: null
        lvef: null
    """,
    "V16": """
        age: 55
        sex: female
        menopausal_status: postmenopausal
        er_percent: 90
        her2_ihc: 3+
        setting: early
        early_phase: adjuvant trastuzumab completed
        months_since_her2_therapy: 3
        node_positive: yes
        lvef: 62
    """,
    "V19": """
        age: 65
        sex: female
        menopausal_status: postmenopausal
        er_percent: 90
        her2_ihc: 1+
        variants: [ESR1 D538G]
        pik3ca_mutation: no
        akt1_mutation: no
        pten_inactivation: no
        setting: metastatic
        treatments:
          - {agents: palbociclib + letrozole, setting: metastatic, progressed: yes}
    """,
    "V22": """
        age: 59
        sex: female
        menopausal_status: postmenopausal
        er_percent: 60
        her2_ihc: 2+
        her2_ish_ratio: 1.2
        her2_ish_copies: 2.9
        setting: metastatic
        treatments:
          - {agents: CDK4/6 inhibitor + aromatase inhibitor, setting: metastatic, progressed: yes}
          - {agents: everolimus + exemestane, setting: metastatic, progressed: yes}
          - {agents: capecitabine, setting: metastatic, progressed: yes}
        endocrine_refractory: yes
        lvef: 63
        ild: no
    """,
}

FIRST = {
    "V01": {"taxane + trastuzumab + pertuzumab", "trastuzumab deruxtecan + pertuzumab"},
    "V04": {"trastuzumab deruxtecan"},
    "V07": {"trastuzumab deruxtecan"},
    "V10": {"aromatase inhibitor + CDK4/6 inhibitor"},
    "V16": {"neratinib for one year, with diarrhoea prophylaxis (endocrine therapy goes on)"},
    "V19": {"elacestrant", "imlunestrant", "vepdegestrant"},
    "V22": {"trastuzumab deruxtecan"},
}
"""First choices of the vignettes in the names of the guideline's regimens."""

NEVER = {
    "V01": ["lapatinib", "letrozole", "cdk4", "pembrolizumab", "bevacizumab"],
    "V10": ["trastuzumab", "pertuzumab", "tucatinib"],
    "V16": ["deruxtecan", "emtansine", "lapatinib"],
    "V19": ["capivasertib", "alpelisib", "trastuzumab + ", "camizestrant"],
    "V22": ["pertuzumab", "emtansine", "tucatinib", "bevacizumab"],
}
"""Parts of regimens that must not be recommended."""

STATUS = {"V01": "positive", "V04": "positive", "V07": "negative", "V10": "negative", "V13": None, "V16": "positive",
          "V19": "negative", "V22": "negative"}  # fmt: skip
EXPRESSION = {"V07": "ultralow", "V10": "low", "V19": "low", "V22": "low"}


@pytest.fixture(scope="module")
def vignettes(shared: Path) -> Mapping[str, Any]:
    loaded = json.loads((shared / "dev" / "vignettes.json").read_text(encoding="utf-8"))
    return {vignette["id"]: vignette for vignette in loaded["vignettes"]}


def recommended(decision: Decision) -> Iterator[str]:
    return (option.regimen.casefold() for option in decision.options if option.standing == "recommended")


def fact(decision: Decision, name: str) -> str | None:
    return next((fact.value for fact in decision.facts if fact.name == name), None)


def test_every_vignette_has_its_record(vignettes: Mapping[str, Any]) -> None:
    assert set(vignettes) == set(RECORDS)


@pytest.mark.parametrize("name", FIRST)
def test_the_first_option_is_one_of_the_expected(answer: Answer, vignettes: Mapping[str, Any], name: str) -> None:
    decision = answer(RECORDS[name])
    assert decision.options, vignettes[name]["title"]
    assert decision.options[0].regimen.casefold() in {regimen.casefold() for regimen in FIRST[name]}


@pytest.mark.parametrize("name", NEVER)
def test_nothing_is_recommended_that_must_not_be(answer: Answer, vignettes: Mapping[str, Any], name: str) -> None:
    for regimen in recommended(answer(RECORDS[name])):
        assert not any(part in regimen for part in NEVER[name]), (vignettes[name]["title"], regimen)


@pytest.mark.parametrize("name", RECORDS)
def test_the_her2_result_and_the_expression_level_are_derived(answer: Answer, name: str) -> None:
    decision = answer(RECORDS[name])
    assert fact(decision, "her2_status") == STATUS[name]
    if name in EXPRESSION:
        assert fact(decision, "her2_expression") == EXPRESSION[name]


@pytest.mark.parametrize(
    ("name", "inputs"), [("V10", {"germline_brca"}), ("V19", {"germline_brca"}), ("V13", {"her2_ihc", "er", "pr"})]
)
def test_each_missing_test_is_named(answer: Answer, name: str, inputs: set[str]) -> None:
    decision = answer(RECORDS[name])
    named = {missing.input for missing in decision.missing} | {need for u in decision.undecided for need in u.needs}
    assert inputs <= named


def test_lost_receptors_give_no_regimen_but_a_biopsy(answer: Answer) -> None:
    decision = answer(RECORDS["V13"])
    assert decision.options == ()
    assert any("biopsy" in flag.text.casefold() for flag in decision.flags)
    assert any("ejection fraction" in flag.text for flag in decision.flags)


def test_relapse_after_four_months_is_no_case_for_first_line(answer: Answer) -> None:
    regimens = {option.regimen for option in answer(RECORDS["V04"]).options}
    assert regimens.isdisjoint({"taxane + trastuzumab + pertuzumab", "trastuzumab deruxtecan + pertuzumab"})
