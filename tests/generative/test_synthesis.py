"""Laws of pooling that hold for every input: order, direction and splitting of a table change nothing."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from herald.core.errors import SynthesisError
from herald.synthesis import (
    Contrast,
    Measure,
    Method,
    Model,
    NotEstimable,
    Options,
    Tables,
    Test,
    clopper_pearson,
    effects_of,
    log_ratio_from_interval,
    pool,
    pool_network,
    trials_of_arms,
    trials_of_contrasts,
)
from herald.synthesis.tables import read_table, trials_of

EFFECTS = st.tuples(st.floats(-3, 3), st.floats(0.02, 2))
STUDIES = st.lists(EFFECTS, min_size=1, max_size=12)
OPTIONS = st.builds(
    Options, st.sampled_from(Model), st.sampled_from(Method), st.sampled_from(Test), st.floats(50, 99.9)
)
CLOSE = {"rel": 1e-6, "abs": 1e-8}


def columns(rows: list[tuple[float, ...]]) -> tuple[tuple[float, ...], ...]:
    return tuple(zip(*rows, strict=True))


def shown(pooled: object) -> tuple[float, ...]:
    return (pooled.estimate, pooled.se, pooled.tau2, pooled.q)


@given(STUDIES, OPTIONS, st.randoms())
def test_the_order_of_studies_changes_nothing(studies: list[tuple[float, float]], options: Options, random) -> None:
    shuffled = random.sample(studies, len(studies))
    assert shown(pool(*columns(studies), options=options)) == pytest.approx(
        shown(pool(*columns(shuffled), options=options)), **CLOSE
    )


@given(STUDIES, OPTIONS)
def test_swapping_the_arms_turns_the_sign_and_the_interval(
    studies: list[tuple[float, float]], options: Options
) -> None:
    yi, sei = columns(studies)
    one, other = pool(yi, sei, options=options), pool([-y for y in yi], sei, options=options)
    assert (one.estimate, one.ci_low, one.ci_high) == pytest.approx(
        (-other.estimate, -other.ci_high, -other.ci_low), **CLOSE
    )
    assert one.tau2 == pytest.approx(other.tau2, **CLOSE)


@given(STUDIES, OPTIONS)
def test_everything_that_comes_out_is_a_number_in_its_range(
    studies: list[tuple[float, float]], options: Options
) -> None:
    pooled = pool(*columns(studies), options=options)
    assert np.isfinite([pooled.estimate, pooled.se, pooled.tau2, pooled.q, pooled.prediction_low]).all()
    assert pooled.ci_low <= pooled.estimate <= pooled.ci_high
    assert pooled.tau2 >= 0
    assert 0 <= pooled.i2_percent <= 100
    assert 0 <= pooled.p_q <= 1
    assert sum(pooled.weights_percent) == pytest.approx(100)
    assert min(y for y, _ in studies) - 1e-9 <= pooled.estimate <= max(y for y, _ in studies) + 1e-9


@given(st.lists(EFFECTS, min_size=2, max_size=8), st.floats(0.01, 100))
def test_another_unit_of_the_effect_only_changes_the_unit(studies: list[tuple[float, float]], unit: float) -> None:
    one = pool(*columns(studies))
    other = pool([y * unit for y, _ in studies], [se * unit for _, se in studies])
    assert other.estimate == pytest.approx(one.estimate * unit, rel=1e-6, abs=1e-8 * unit)
    assert other.tau2 == pytest.approx(one.tau2 * unit**2, rel=1e-5, abs=1e-7 * unit**2)


COUNTS = st.tuples(st.integers(0, 30), st.integers(1, 60), st.integers(0, 30), st.integers(1, 60)).map(
    lambda c: (min(c[0], c[1]), c[1], min(c[2], c[3]), c[3])
)


@given(st.lists(COUNTS, min_size=2, max_size=10), st.sampled_from([Measure.OR, Measure.RR, Measure.RD]), st.data())
def test_splitting_a_table_of_studies_changes_nothing(counts: list[tuple[int, ...]], measure: Measure, data) -> None:
    cut = data.draw(st.integers(1, len(counts) - 1))
    whole, first, second = (
        effects_of(Tables.of(*columns(part)), measure) for part in (counts, counts[:cut], counts[cut:])
    )
    assert np.concatenate([first.yi, second.yi]) == pytest.approx(whole.yi)
    assert (*first.rows, *(row + cut for row in second.rows)) == whole.rows


@given(st.lists(COUNTS, min_size=1, max_size=10), st.sampled_from([Measure.OR, Measure.RR, Measure.RD]))
def test_swapping_arms_of_tables_turns_the_sign(counts: list[tuple[int, ...]], measure: Measure) -> None:
    tables = Tables.of(*columns(counts))
    turned = Tables(tables.events_2, tables.n_2, tables.events_1, tables.n_1)
    assert effects_of(tables, measure).yi == pytest.approx(-effects_of(turned, measure).yi)


TREATMENTS = "ABCDE"
CONTRASTS = st.lists(
    st.tuples(st.permutations(TREATMENTS).map(lambda names: names[:2]), st.floats(-2, 2), st.floats(0.05, 1)),
    min_size=1,
    max_size=9,
)


@given(CONTRASTS, st.randoms())
def test_networks_do_not_hang_on_order_reference_or_direction(rows, random) -> None:
    contrasts = [Contrast(str(i), a, b, y, se) for i, ((a, b), y, se) in enumerate(rows)]
    turned = [
        Contrast(c.study, c.comparator, c.treatment, -c.yi, c.sei) if random.random() < 0.5 else c for c in contrasts
    ]
    one = pool_network(trials_of_contrasts(contrasts)[0])
    if isinstance(one, NotEstimable):
        assert isinstance(pool_network(trials_of_contrasts(turned)[0]), NotEstimable)
        return
    other = pool_network(
        trials_of_contrasts(random.sample(turned, len(turned)))[0], reference=random.choice(one.treatments)
    )
    for a in one.treatments:
        for b in one.treatments:
            assert one.effect(a, b).estimate == pytest.approx(other.effect(a, b).estimate, rel=1e-5, abs=1e-6)
            assert one.effect(a, b).estimate == pytest.approx(-one.effect(b, a).estimate)
    assert one.p_scores == pytest.approx(other.p_scores, abs=1e-5)


ARM = st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
TRIALS_OF_ARMS = st.lists(st.dictionaries(st.sampled_from("ABCD"), ARM, min_size=2, max_size=4), min_size=1, max_size=5)


def network_of(rows: list[tuple[str, str, int, int]], options: Options):
    return pool_network(trials_of_arms(*columns(rows), Measure.OR)[0], options=options)


@given(TRIALS_OF_ARMS, st.sampled_from(Method), st.randoms())
def test_networks_of_several_arms_do_not_hang_on_order_names_or_tables(studies, method: Method, random) -> None:
    """Other names make another arm the first of its trial: the same trial in other contrasts."""
    options = Options(method=method)
    rows = [(f"s{i}", arm, *counts) for i, arms in enumerate(studies) for arm, counts in arms.items()]
    other_name = dict(zip("ABCD", "ZYXW", strict=True))
    shuffled = [(study, other_name[arm], x, n) for study, arm, x, n in random.sample(rows, len(rows))]
    one, other = network_of(rows, options), network_of(shuffled, options)
    if isinstance(one, NotEstimable):
        assert isinstance(other, NotEstimable)
        return
    cut = random.randint(1, len(studies))
    parts = [[row for row in rows if (int(row[0][1:]) < cut) is is_first] for is_first in (True, False)]
    split = pool_network(
        [trial for part in parts if part for trial in trials_of_arms(*columns(part), Measure.OR)[0]], options=options
    )
    assert split.effects == pytest.approx(one.effects)
    assert other.tau2 == pytest.approx(one.tau2, rel=1e-5, abs=1e-7)
    for a in one.treatments:
        for b in one.treatments:
            effect, same = one.effect(a, b), other.effect(other_name[a], other_name[b])
            assert (effect.estimate, effect.se) == pytest.approx((same.estimate, same.se), rel=1e-5, abs=1e-6)


@given(st.floats(allow_nan=True), st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_no_interval_crashes(estimate: float, low: float, high: float) -> None:
    found = log_ratio_from_interval(estimate, low, high)
    assert isinstance(found, NotEstimable) or found.se > 0


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_exact_interval_holds_the_proportion(cohort: tuple[int, int]) -> None:
    (low,), (high,) = clopper_pearson([cohort[0]], [cohort[1]])
    assert 0 <= low <= cohort[0] / cohort[1] <= high <= 1


CELLS = st.text(max_size=12) | st.sampled_from(["0.5", "1", "2", "-1", "NE", "1e308", "nan", "", "<.001"])
COLUMNS = st.sampled_from(
    ["study", "treatment", "comparator", "yi", "sei", "effect", "ci_low", "ci_high", "events", "n"]
)


@given(st.lists(st.dictionaries(COLUMNS, CELLS, min_size=1), min_size=1, max_size=1))
def test_no_table_crashes_the_reader(rows: list[dict[str, str]]) -> None:
    with contextlib.suppress(SynthesisError):
        trials_of(read_table(rows))
