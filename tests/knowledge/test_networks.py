"""The curated networks speak about patients in the guideline's words and hold what the tables of effects hold."""

from __future__ import annotations

import csv

import pytest

from herald.cli.curated_networks import PATH, CuratedNetwork, load_networks
from herald.cli.knowledge import get_guideline, get_lexicon
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
    assert network.limits
    assert all(limit.endswith(".") for limit in network.limits)
