"""Which pooled effects stand beside options of the small guideline: its networks are made up, its drugs are real."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from herald.decisions.deciding import decide
from herald.decisions.decision import Decision, Option
from herald.decisions.pooled import NetworkReport, TrialShare
from herald.decisions.pooled_table import (
    LeftOut,
    PooledTable,
    TableEffect,
    TableNetwork,
    Treatment,
    agents_fit,
)
from herald.guideline import Guideline

AS_OF = dt.date(2026, 11, 21)
DOCETAXEL = "trastuzumab + docetaxel"
TREATMENTS = (
    Treatment("capecitabine", ("agent:capecitabine",), 0.1),
    Treatment("lapatinib", ("agent:lapatinib",), 0.5),
    Treatment(DOCETAXEL, ("agent:trastuzumab", "agent:docetaxel"), 0.9),
    Treatment("treatment of physician's choice", ()),
)


def effect(treatment: str, against: str | None, estimate: float, low: float, high: float) -> TableEffect:
    return TableEffect(treatment, against, estimate, low, high, "direct", 1, (TrialShare("EXAMPLE-1", 100.0),))


EFFECTS = (effect("capecitabine", "lapatinib", 1.25, 1.0, 1.6), effect("capecitabine", DOCETAXEL, 2.0, 1.6, 2.5))


def network(effects: Sequence[TableEffect] = EFFECTS, **changed: object) -> TableNetwork:
    parts: dict[str, object] = {
        "id": "example PFS",
        "population": "example",
        "title": "Example disease",
        "endpoint": "PFS",
        "when": "group == 'treatable'",
        "measure": "HR",
        "model": "random effects",
        "reference": "lapatinib",
        "treatments": TREATMENTS,
        "effects": tuple(effects),
        "reports": (NetworkReport("EXAMPLE-1", "capecitabine", "lapatinib", "primary", "HR 1.25 (1.0 to 1.6)", None),),
        "left_out": (),
        "limits": ("Invented.",),
    }
    return TableNetwork(**{**parts, **changed})  # type: ignore[arg-type]


Ask = Callable[..., Decision]


@pytest.fixture
def ask_with(small: Guideline) -> Ask:
    def ask(*networks: TableNetwork, as_of: dt.date = AS_OF, heart: int | None = 60) -> Decision:
        known = {"marker": "high", "fit": "yes", "pregnant": "no"} | ({"heart": Decimal(heart)} if heart else {})
        return decide(known, small, (), as_of, PooledTable(AS_OF, "0123456789ab", networks))

    return ask


def beside(decision: Decision, regimen: str) -> Option:
    return next(option for option in decision.options if option.regimen == regimen)


def test_an_option_is_held_against_the_other_option_of_the_network(ask_with: Ask) -> None:
    [pooled] = beside(ask_with(network()), "capecitabine").pooled
    assert (pooled.estimate, pooled.ci_low, pooled.ci_high) == (2.0, 1.6, 2.5)
    assert (pooled.against, pooled.against_option) == (DOCETAXEL, 1)
    assert (pooled.p_score, pooled.of_treatments) == (0.1, 3)


def test_the_other_way_round_the_ratio_and_its_limits_are_turned(ask_with: Ask) -> None:
    """1 / 2.0 = 0.5, 1 / 2.5 = 0.4, 1 / 1.6 = 0.625."""
    [pooled] = beside(ask_with(network()), "trastuzumab + taxane").pooled
    assert (pooled.treatment, pooled.against) == (DOCETAXEL, "capecitabine")
    assert (pooled.estimate, pooled.ci_low, pooled.ci_high) == (0.5, 0.4, 0.625)


def test_without_another_option_it_is_held_against_the_reference(ask_with: Ask) -> None:
    [pooled] = beside(ask_with(network(EFFECTS[:1])), "capecitabine").pooled
    assert (pooled.against, pooled.against_option, pooled.estimate) == ("lapatinib", None, 1.25)


def test_a_network_about_others_says_nothing(ask_with: Ask) -> None:
    decision = ask_with(network(when="group == 'other'"))
    assert decision.networks == ()
    assert all(option.pooled == option.not_pooled == () for option in decision.options)


def test_a_network_that_may_be_about_the_patient_says_nothing(ask_with: Ask) -> None:
    about = "heart >= 50 and group == 'treatable'"
    assert ask_with(network(when=about)).networks
    assert ask_with(network(when=about), heart=None).networks == ()


def test_nothing_but_the_pooled_effects_is_added(ask_with: Ask) -> None:
    plain = [(option.rank, option.regimen, option.standing) for option in ask_with().options]
    assert [(option.rank, option.regimen, option.standing) for option in ask_with(network()).options] == plain


def test_an_option_that_was_studied_and_left_out_says_why(ask_with: Ask) -> None:
    left_out = LeftOut("EXAMPLE-2 PFS (primary)", (DOCETAXEL, "lapatinib"), "no interval was seen")
    decision = ask_with(network(EFFECTS[:1], left_out=(left_out,)))
    [reason] = beside(decision, "trastuzumab + taxane").not_pooled
    assert reason.reasons == ("EXAMPLE-2 PFS (primary): no interval was seen",)
    assert beside(decision, "capecitabine").not_pooled == ()


def test_a_proportion_is_held_against_nothing(ask_with: Ask) -> None:
    cohorts = network([effect("capecitabine", None, 24.0, 14.0, 38.0)], measure="%", reference=None, endpoint="ORR")
    [pooled] = beside(ask_with(cohorts), "capecitabine").pooled
    assert (pooled.measure, pooled.against, pooled.estimate) == ("%", None, 24.0)


def test_data_from_after_the_day_that_was_asked_for_are_marked(ask_with: Ask) -> None:
    [described] = ask_with(network(), as_of=dt.date(2025, 1, 1)).networks
    assert described.limits[-1] == "The data are of 2026-11-21, later than the day that was asked for."
    assert ask_with(network()).networks[0].limits == ("Invented.",)


TAXANE = frozenset({"agent:docetaxel", "agent:paclitaxel"})
TRASTUZUMAB = frozenset({"agent:trastuzumab"})
EITHER = frozenset({"agent:docetaxel", "agent:trastuzumab"})


@pytest.mark.parametrize(
    ("agents", "parts", "fits"),
    [
        (["agent:docetaxel", "agent:trastuzumab"], [TRASTUZUMAB, TAXANE], True),
        (["agent:trastuzumab"], [TRASTUZUMAB, TAXANE], False),
        (["agent:docetaxel", "agent:trastuzumab"], [TRASTUZUMAB], False),
        (["agent:docetaxel", "agent:paclitaxel"], [TRASTUZUMAB, TAXANE], False),
        (["agent:trastuzumab", "agent:docetaxel"], [EITHER, TAXANE], True),
        (["agent:docetaxel", "agent:trastuzumab"], [EITHER, TAXANE], True),
        ([], [], False),
    ],
)
def test_a_treatment_is_a_regimen_where_agents_and_parts_pair_off(
    agents: list[str], parts: list[frozenset[str]], fits: bool
) -> None:
    assert agents_fit(agents, parts) is fits
