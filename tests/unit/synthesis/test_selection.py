from __future__ import annotations

import math
from dataclasses import replace

import pytest

from herald.synthesis import Measure, Network, pool_network, trials_of_contrasts
from herald.synthesis.published import Published, compare_published
from herald.synthesis.selection import Analysis, Assumption, Reported, ReportSource, Selection, select

EMILIA = Reported(
    trial="EMILIA",
    treatment="T-DM1",
    comparator="LapCap",
    endpoint="PFS",
    analysis="primary",
    sequence=1,
    effect="0.65",
    ci_low="0.55",
    ci_high="0.77",
    ci_level="95",
    p="",
    assumption="",
    source=ReportSource(basis="trial report"),
)
FIRST = replace(
    EMILIA, trial="DB03", treatment="T-DXd", comparator="T-DM1", effect="0.28", ci_low="0.22", ci_high="0.37"
)
LATER = replace(FIRST, analysis="updated", sequence=2, effect="0.33", ci_low="0.26", ci_high="0.43")
TTP = replace(
    EMILIA,
    trial="EGF",
    treatment="LapCap",
    comparator="Cap",
    endpoint="TTP",
    effect="0.57",
    ci_low="0.43",
    ci_high="0.77",
)


def network_of(selection: Selection) -> Network:
    network = pool_network(trials_of_contrasts(selection.contrasts)[0], measure=Measure.HR)
    assert isinstance(network, Network)
    return network


def test_one_analysis_of_a_trial_is_taken_and_the_other_is_named() -> None:
    latest, first = (
        select([EMILIA, FIRST, LATER], "PFS"),
        select([EMILIA, FIRST, LATER], "PFS", analysis=Analysis.FIRST),
    )
    assert latest.chosen == (EMILIA, LATER)
    assert first.chosen == (EMILIA, FIRST)
    assert [*map(str, latest.left_out)] == ["DB03 PFS (primary): another analysis of the trial is taken"]


def test_time_to_progression_does_not_pass_for_progression_free_survival_unless_accepted() -> None:
    strict = select([EMILIA, TTP], "PFS")
    assert strict.chosen == (EMILIA,)
    assert "time to progression" in str(strict.left_out[0])
    lenient = select([EMILIA, TTP], "PFS", accept=[Assumption.TIME_TO_PROGRESSION])
    assert lenient.chosen == (EMILIA, TTP)
    assert "pooled although time to progression" in lenient.warnings[0]


def test_a_mixed_comparator_is_left_out_unless_accepted() -> None:
    th3resa = replace(EMILIA, trial="TH3RESA", comparator="choice", assumption="mixed comparator")
    assert "mixture" in str(select([EMILIA, th3resa], "PFS").left_out[0])
    assert th3resa in select([EMILIA, th3resa], "PFS", accept=[Assumption.MIXED_COMPARATOR]).chosen


def test_an_interval_that_no_rounding_explains_is_left_out() -> None:
    cerebel = replace(EMILIA, trial="CEREBEL", effect="1.34", ci_low="0.95", ci_high="1.64")
    assert "misprint" in str(select([EMILIA, cerebel], "PFS").left_out[0])


def test_a_standard_error_from_p_has_to_be_accepted() -> None:
    kate2 = replace(
        EMILIA, trial="KATE2", treatment="T-DM1+A", comparator="T-DM1", effect="0.82", ci_low="", ci_high="", p=".33"
    )
    assert "no interval" in str(select([EMILIA, kate2], "PFS").left_out[0])
    found = select([EMILIA, kate2], "PFS", accept=[Assumption.P_VALUE]).contrasts[1]
    assert found.sei == pytest.approx(abs(math.log(0.82)) / 0.9741, rel=1e-4)
    assert select([replace(kate2, p="")], "PFS", accept=[Assumption.P_VALUE]).chosen == ()


def test_a_trial_of_three_arms_without_all_comparisons_is_left_out() -> None:
    arms = [replace(EMILIA, trial="MARIANNE", treatment=name, comparator="LapCap") for name in ("X", "Y")]
    chosen = select([EMILIA, *arms], "PFS")
    assert chosen.chosen == (EMILIA,)
    assert "three arms" in str(chosen.left_out[0])


def test_what_is_not_linked_is_left_out_and_the_reference_chooses_the_part() -> None:
    sophia = replace(EMILIA, trial="SOPHIA", treatment="M", comparator="C")
    assert select([EMILIA, FIRST, sophia], "PFS").chosen == (EMILIA, FIRST)
    assert select([EMILIA, FIRST, sophia], "PFS", reference="C").chosen == (sophia,)


@pytest.mark.parametrize("basis", ["trade news", "digest", "mirror", "company page", "society news"])
def test_secondary_sources_are_named(basis: str) -> None:
    secondary = replace(EMILIA, source=ReportSource(basis=basis))
    assert select([secondary], "PFS").warnings == ("read in secondary sources only: EMILIA",)


def test_what_another_source_prints_otherwise_stands_beside_the_pooled_effect() -> None:
    differing = replace(EMILIA, source=ReportSource(basis="label", differs="another page prints 0.66"))
    assert select([differing], "PFS").warnings == ("EMILIA PFS (primary): another page prints 0.66",)


def test_nothing_reported_is_nothing_chosen() -> None:
    assert select([], "PFS") == Selection((), (), (), ())


def test_a_published_edge_that_reproduces_its_only_trial_stands() -> None:
    chosen = select([EMILIA, FIRST], "PFS")
    (verdict,) = compare_published(
        network_of(chosen), chosen.chosen, [Published("R", "T-DM1", "T-DXd", 3.57, 2.75, 4.63)]
    )
    assert verdict.comparisons[0].trials == ("DB03",)
    assert not verdict.comparisons[0].is_contradicted
    assert verdict.explanation is None


def test_an_earlier_analysis_is_reproduced_too() -> None:
    chosen = select([EMILIA, FIRST, LATER], "PFS")
    table = [Published("R", "T-DXd", "T-DM1", 0.28, 0.22, 0.37)]
    assert not compare_published(network_of(chosen), [FIRST, LATER], table)[0].comparisons[0].is_contradicted


def test_a_slip_of_the_logarithm_is_found_and_named() -> None:
    """What a table prints when exp is taken of log10 HR: 0.65 becomes exp(log10 0.65) = 0.83."""
    chosen = select([EMILIA, FIRST], "PFS")
    numbers = {("T-DM1", "LapCap"): 0.65, ("T-DXd", "T-DM1"): 0.28, ("T-DXd", "LapCap"): 0.18}
    slipped = [Published("R", *pair, *(round(math.exp(math.log10(hr)), 2),) * 3) for pair, hr in numbers.items()]
    (verdict,) = compare_published(network_of(chosen), chosen.chosen, slipped)
    assert [each.is_contradicted for each in verdict.comparisons] == [True, True, False]
    assert "exp(log10 HR)" in verdict.explanation
    assert "3 of 3" in verdict.explanation


def test_another_contradiction_has_no_such_explanation() -> None:
    chosen = select([EMILIA, FIRST], "PFS")
    (verdict,) = compare_published(
        network_of(chosen), chosen.chosen, [Published("R", "T-DM1", "LapCap", 1.4, 1.2, 1.6)]
    )
    assert verdict.comparisons[0].is_contradicted
    assert verdict.explanation is None
