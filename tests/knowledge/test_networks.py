"""The curated networks speak about patients in the guideline's words, hold what the tables of effects hold, and stand
pooled in the table that options show."""

from __future__ import annotations

import csv
import math
from dataclasses import replace

import pytest

from herald.cli.curated_networks import PATH, CuratedNetwork, load_networks
from herald.cli.knowledge import get_guideline, get_lexicon
from herald.cli.pooled_table import make_table
from herald.decisions.pooled_table import PooledTable, TableNetwork, load_pooled_table
from herald.guideline.checking import Scope, check_condition
from herald.guideline.parsing import parse
from herald.vocabulary.tables import load_vocabulary

NETWORKS = load_networks()
each_network = pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.population)


def rows(name: str) -> list[dict[str, str]]:
    with (PATH.parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_they_hold_every_population_and_endpoint_that_has_effects() -> None:
    compared = {(row["network"], row["endpoint"]) for row in rows("comparisons.csv") if row["endpoint"] != "TTP"}
    responded = {(row["population"], row["endpoint"]) for row in rows("cohorts.csv")}
    declared = {(network.population, endpoint) for network in NETWORKS for endpoint in network.endpoints}
    assert declared == compared | responded


@each_network
def test_whom_a_network_speaks_about_is_a_condition_of_the_guideline(network: CuratedNetwork) -> None:
    lexicon = get_lexicon()
    guideline = get_guideline(lexicon, rules=False)
    check_condition(parse(network.when), Scope(guideline.fields, guideline.tables, lexicon, {}))


@each_network
def test_the_reference_is_a_treatment_of_each_of_its_networks(network: CuratedNetwork) -> None:
    for endpoint in network.endpoints if network.reference else ():
        of_endpoint = [
            r for r in rows("comparisons.csv") if (r["network"], r["endpoint"]) == (network.population, endpoint)
        ]
        assert network.reference in {row[side] for row in of_endpoint for side in ("treatment", "comparator")}


@each_network
def test_populations_are_told_in_the_words_of_the_vocabulary(network: CuratedNetwork) -> None:
    vocabulary = load_vocabulary()
    for concept in (*network.states.all, *network.states.one, *network.states.none):
        assert concept in vocabulary


@each_network
def test_every_network_has_limits(network: CuratedNetwork) -> None:
    assert set(network.endpoint_limits) <= set(network.endpoints)
    for endpoint in network.endpoints:
        assert network.limits_of(endpoint)
        assert all(limit.endswith(".") for limit in network.limits_of(endpoint))


REPAIR = "the curated trials changed: run `make pooled` and read the difference"


@pytest.fixture(scope="module")
def kept() -> PooledTable:
    return load_pooled_table()


def without_numbers(network: TableNetwork) -> TableNetwork:
    treatments = tuple(replace(each, p_score=None) for each in network.treatments)
    effects = tuple(replace(e, estimate=0.0, ci_low=0.0, ci_high=0.0, trials=()) for e in network.effects)
    return replace(network, treatments=treatments, effects=effects)


def test_the_table_of_pooled_effects_is_what_pooling_gives_today(kept: PooledTable) -> None:
    made = make_table(kept.made_on)
    assert kept.inputs == made.inputs, REPAIR
    for old, new in zip(kept.networks, made.networks, strict=True):
        assert without_numbers(old) == without_numbers(new), REPAIR
        for one, other in zip(old.effects, new.effects, strict=True):
            for name in ("estimate", "ci_low", "ci_high"):
                assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-5), f"{REPAIR}: {one}"


def test_an_edge_that_one_trial_holds_alone_is_that_trial(kept: PooledTable) -> None:
    """Without heterogeneity to share, a network adds nothing to the only trial between two treatments."""
    [overall] = [network for network in kept.networks if network.id == "second line OS"]
    [row] = [report for report in overall.reports if report.trial == "DESTINY-Breast03"]
    effect = overall.find_effect("trastuzumab deruxtecan", "trastuzumab emtansine")
    assert effect is not None
    printed = row.figures.removeprefix("HR ").split(" (")[0]
    assert f"{effect.estimate:.2f}" == printed


def test_an_indirect_effect_is_the_sum_of_the_steps_that_lead_to_it(kept: PooledTable) -> None:
    [overall] = [network for network in kept.networks if network.id == "second line OS"]
    way = ["trastuzumab deruxtecan", "trastuzumab emtansine", "lapatinib + capecitabine"]
    logs = []
    for treatment, against in (way[:2], way[1:], (way[0], way[2])):
        effect = overall.find_effect(treatment, against)
        assert effect is not None
        logs.append(math.log(effect.estimate))
    assert logs[0] + logs[1] == pytest.approx(logs[2], abs=1e-4)
