"""Pictures as documents: well-formed, named, escaped, inside their frame, right with one study and with fifty."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import numpy as np
import pytest

from herald.core.errors import SynthesisError
from herald.reports.plots.axes import Axis, spanning
from herald.reports.plots.cohorts import draw_cohorts
from herald.reports.plots.forest import draw_forest
from herald.reports.plots.funnel import draw_funnel
from herald.reports.plots.league import draw_league
from herald.reports.plots.network_graph import draw_network
from herald.reports.plots.survival_curves import draw_curves
from herald.reports.plots.svg import BLUE, GREEN, INK, MUTED, ORANGE, PAPER, PURPLE, VERMILION, Picture, shorten, wrap
from herald.synthesis import (
    Contrast,
    Measure,
    Method,
    Model,
    Options,
    Test,
    estimate_curve,
    pool,
    pool_exactly,
    pool_network,
    trials_of_contrasts,
)

HOSTILE = '<script>alert("1")</script> & a very long name of a regimen with many parts in it, and more'


def meta_analysis(k: int):
    rng = np.random.default_rng(k)
    names = [f"{HOSTILE} {i}" for i in range(k)]
    return pool(rng.normal(-0.3, 0.5, k), rng.uniform(0.05, 0.9, k), measure=Measure.HR, studies=names)


def network(treatments: int):
    rng = np.random.default_rng(treatments)
    rows = [(f"s{i}", f"{HOSTILE} {i}", f"{HOSTILE} {int(rng.integers(0, i))}") for i in range(1, treatments)]
    contrasts = [Contrast(*row, float(rng.normal()), 0.3) for row in rows]
    return pool_network(trials_of_contrasts(contrasts)[0], measure=Measure.HR)


def curves(groups: int):
    rng = np.random.default_rng(groups)
    return {f"{HOSTILE} {i}": estimate_curve(rng.exponential(10, 40), rng.random(40) < 0.7) for i in range(groups)}


def pictures() -> Iterator[tuple[str, Picture]]:
    for k in (1, 50):
        yield f"forest {k}", draw_forest(meta_analysis(k), HOSTILE, HOSTILE)
        yield f"funnel {k}", draw_funnel(meta_analysis(k))
    for treatments in (2, 50):
        yield f"network {treatments}", draw_network(network(treatments))
        yield f"league {treatments}", draw_league(network(treatments))
    for k in (1, 50):
        cohorts = pool_exactly([3] * k, [9 + i for i in range(k)], studies=[f"{HOSTILE} {i}" for i in range(k)])
        yield f"cohorts {k}", draw_cohorts(cohorts)
    for groups in (1, 5):
        yield f"curves {groups}", draw_curves(curves(groups))


PICTURES = dict(pictures())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_named_and_described(name: str) -> None:
    root = ET.fromstring(PICTURES[name].render())
    title, description = root[0], root[1]
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert len(description.text) > 20
    assert not root.findall(".//{http://www.w3.org/2000/svg}script")


@pytest.mark.parametrize("name", PICTURES)
def test_everything_lies_inside_the_frame(name: str) -> None:
    picture = PICTURES[name]
    root = ET.fromstring(picture.render())
    for element in root.iter():
        for attribute, limit in (
            ("x", picture.width),
            ("x1", picture.width),
            ("y", picture.height),
            ("cy", picture.height),
        ):
            if attribute in element.attrib and "transform" not in element.attrib:
                assert -1 <= float(element.attrib[attribute]) <= limit + 1, ET.tostring(element)


@pytest.mark.parametrize("name", PICTURES)
def test_no_coordinate_is_missing_or_infinite(name: str) -> None:
    assert not re.search(r'="[^"]*\b(nan|inf)\b', PICTURES[name].render())


def test_every_study_stands_in_a_forest_plot_with_its_figures() -> None:
    drawn = PICTURES["forest 50"].render()
    assert drawn.count("<rect") == 51  # fifty squares and the ground
    assert "Random effects (REML)" in drawn


def test_an_interval_beyond_the_axis_ends_in_an_arrow() -> None:
    pooled = pool([0.0, 0.1, 0.2], [0.1, 0.1, 5.0], measure=Measure.HR)
    assert draw_forest(pooled, "a", "b").render().count('stroke-width="1.5"/>') > 4


REGIMENS = (
    "trastuzumab deruxtecan",
    "tucatinib + trastuzumab + capecitabine",
    "pertuzumab + trastuzumab + capecitabine",
    "margetuximab + chemotherapy",
)


def test_names_of_regimens_stand_whole_in_a_league_table_and_beside_curves() -> None:
    contrasts = [Contrast(f"s{i}", name, "capecitabine", 0.1 * i, 0.2) for i, name in enumerate(REGIMENS)]
    rng = np.random.default_rng(4)
    drawn = (
        draw_league(pool_network(trials_of_contrasts(contrasts)[0], measure=Measure.HR)),
        draw_curves({name: estimate_curve(rng.exponential(10, 40), np.ones(40, bool)) for name in REGIMENS}),
    )
    assert not any("…" in picture.render() for picture in drawn)


def test_an_interval_that_says_nothing_is_short_and_takes_no_room_of_the_graph() -> None:
    picture = draw_forest(pool([0.0, 0.1], [0.1, 9.0], measure=Measure.OR), "a", "b")
    assert "1.11 (0.00 to 5.06e+07)" in picture.render()
    graph, figures = (
        [float(each) for each in re.findall(pattern, picture.render())]
        for pattern in (r'x2="([\d.]+)" y2="[\d.]+" stroke="#50606a"/>', r'<text x="([\d.]+)"[^>]*>1.11 \(')
    )
    assert figures[0] - len("1.11 (0.00 to 5.06e+07)") * 7 > max(graph)


def test_a_risk_difference_is_printed_with_three_decimals_and_without_a_scale() -> None:
    drawn = draw_forest(pool([0.004, 0.006], [0.002, 0.003], measure=Measure.RD), "a", "b").render()
    assert "0.004 (0.000 to 0.008)" in drawn
    assert ">risk difference<" in drawn


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(), "Random effects (REML)"),
        (Options(method=Method.DL, test=Test.AD_HOC), "Random effects (DL, Knapp-Hartung ad hoc)"),
        (Options(model=Model.COMMON), "Common effect"),
    ],
)
def test_a_forest_plot_says_how_was_pooled(options: Options, words: str) -> None:
    assert f">{words}<" in draw_forest(pool([0.1, 0.5], [0.1, 0.2], options=options), "a", "b").render()


@pytest.mark.parametrize(
    ("axis", "labels"),
    [
        (Axis(math.log(0.1), math.log(10), 0, 100, is_ratio=True), ["0.1", "0.2", "0.5", "1", "2", "5", "10"]),
        (Axis(math.log(0.92), math.log(1.08), 0, 100, is_ratio=True), ["0.92", "0.96", "1", "1.04", "1.08"]),
        (Axis(-1.0, 1.0, 0, 100), ["-1", "-0.5", "0", "0.5", "1"]),
        (Axis(0.0, 33.0, 0, 100), ["0", "5", "10", "15", "20", "25", "30"]),
    ],
)
def test_ticks_are_round_and_within_the_axis(axis: Axis, labels: list[str]) -> None:
    ticks = axis.ticks()
    assert all(axis.low - 1e-9 <= tick <= axis.high + 1e-9 for tick in ticks)
    shown = [axis.label(tick) for tick in ticks]
    assert set(shown) <= set(labels) | {"0.94", "0.98", "1.02", "1.06", "0.95", "1.05"}
    assert 2 <= len(shown) <= 9


def test_an_axis_of_one_value_has_a_width() -> None:
    assert spanning(0.3, 0.3, 0, 100).at(0.3) == 50


def contrast(colour: str, ground: str) -> float:
    """Contrast ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(hexadecimal: str) -> float:
        channels = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [INK, MUTED, BLUE, VERMILION, GREEN, PURPLE, ORANGE])
def test_colours_can_be_read_on_white(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    assert shorten("trastuzumab deruxtecan", 80) == "trastuzum…"
    assert shorten("short", 80) == "short"


def test_a_long_name_stands_in_two_lines_and_is_cut_in_the_second() -> None:
    lines = wrap("tucatinib + trastuzumab + capecitabine", 150)
    assert lines == ["tucatinib +", "trastuzumab + capec…"]
    assert wrap("neratinib", 150) == ["neratinib"]


def test_more_curves_than_a_reader_tells_apart_are_refused() -> None:
    with pytest.raises(SynthesisError, match="6 curves"):
        draw_curves(curves(6))
