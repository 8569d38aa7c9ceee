"""HER2 testing by ASCO/CAP 2018 (affirmed 2023), against answers that were written by hand for every combination."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from herald.decisions.her2 import Her2Assessment, assess_her2
from herald.decisions.lexicon import VocabularyLexicon
from herald.guideline import Guideline, check_inputs, load_guideline
from herald.vocabulary.tables import load_vocabulary

FOLDER = Path(__file__).parent / "her2_testing"
AS_OF = dt.date(2026, 11, 21)

IHC = ("none", "0", "1+", "2+", "3+", "indeterminate")
GROUPS = {
    "group 1": (2.4, 5.5),
    "group 2": (2.3, 3.4),
    "group 3": (1.5, 6.8),
    "group 4": (1.4, 4.9),
    "group 5": (1.1, 2.2),
}
SINGLE = {"single below 4": (2.1, 3.99), "single 4 to below 6": (4.0, 5.99), "single 6 or more": (6.0, 18.0)}
REPORTED = ("amplified", "not amplified")
ISH = ("none", *GROUPS, *SINGLE, *REPORTED)
RECOUNT = ("none", *GROUPS)
ADJUDICATED = ("none", "positive", "negative")
STAINING = {"none": "unknown", "yes": "ultralow", "no": "null"}

Combination = tuple[str, str, str, str]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _combinations() -> list[Combination]:
    """Returns every combination that can be; an adjudication comes only after a recount."""
    every = product(IHC, ISH, RECOUNT, ADJUDICATED)
    return [(ihc, ish, recount, final) for ihc, ish, recount, final in every if recount != "none" or final == "none"]


def _alternatives(cell: str, every: tuple[str, ...]) -> tuple[str, ...]:
    return every if cell == "*" else tuple(cell.split("|"))


def _covered(row: Mapping[str, str]) -> Iterator[Combination]:
    yield from product(
        _alternatives(row["ihc"], IHC),
        _alternatives(row["ish"], ISH),
        _alternatives(row["recount"], RECOUNT),
        _alternatives(row["adjudicated"], ADJUDICATED),
    )


def _ish_inputs(ish: str) -> Iterator[dict[str, object]]:
    """Yields records of an ISH result; a range by the figures at both of its ends."""
    if ish in GROUPS:
        ratio, copies = GROUPS[ish]
        yield {"her2_ish_ratio": ratio, "her2_ish_copies": copies}
    elif ish in SINGLE:
        yield from ({"her2_single_probe_copies": copies} for copies in SINGLE[ish])
    elif ish in REPORTED:
        yield {"her2_ish": ish}
    else:
        yield {}


def _other_inputs(ihc: str, recount: str, adjudicated: str) -> dict[str, object]:
    given: dict[str, object] = {}
    if ihc != "none":
        given["her2_ihc"] = ihc
    if recount != "none":
        given["her2_recount_ratio"], given["her2_recount_copies"] = GROUPS[recount]
    if adjudicated != "none":
        given["her2_adjudicated"] = adjudicated
    return given


@pytest.fixture(scope="module")
def lexicon() -> VocabularyLexicon:
    return VocabularyLexicon(load_vocabulary())


@pytest.fixture(scope="module")
def guideline(root: Path, lexicon: VocabularyLexicon) -> Guideline:
    return load_guideline(root / "src/herald/knowledge/guideline", lexicon)


def _assess(guideline: Guideline, lexicon: VocabularyLexicon, raw: Mapping[str, object]) -> Her2Assessment:
    return assess_her2(check_inputs(guideline.fields, raw, lexicon, AS_OF), guideline, AS_OF)


def _comment_of(answer: Her2Assessment) -> str:
    if answer.with_comment:
        return "negative with comment"
    return "discordance" if answer.comment and answer.comment.startswith("Discordant") else ""


def test_the_table_of_cases_covers_every_combination_exactly_once() -> None:
    covered = Counter(combination for row in _rows("cases.csv") for combination in _covered(row))
    expected = _combinations()
    assert {c for c in expected if covered[c] != 1} == set()
    assert len(expected) == 6 * 11 * 16


@pytest.mark.parametrize("row", _rows("cases.csv"), ids=lambda row: f"{row['ihc']}, {row['ish']}, {row['recount']}")
def test_every_combination_of_ihc_and_ish_gets_the_answer_of_the_guideline(
    guideline: Guideline, lexicon: VocabularyLexicon, row: dict[str, str]
) -> None:
    possible = set(_combinations())
    for ihc, ish, recount, adjudicated in (c for c in _covered(row) if c in possible):
        for ish_given in _ish_inputs(ish):
            raw = {**_other_inputs(ihc, recount, adjudicated), **ish_given}
            answer = _assess(guideline, lexicon, raw)
            group = int(ish.removeprefix("group ")) if ish in GROUPS else None
            got = (answer.result, _comment_of(answer), set(answer.needs), answer.group)
            assert got == (row["result"], row["comment"], set(row["needs"].split()), group), raw


@pytest.mark.parametrize("row", _rows("cases.csv"), ids=lambda row: f"{row['ihc']}, {row['ish']}, {row['recount']}")
def test_the_expression_level_is_stated_apart_from_the_result(
    guideline: Guideline, lexicon: VocabularyLexicon, row: dict[str, str]
) -> None:
    possible = set(_combinations())
    for ihc, ish, recount, adjudicated in (c for c in _covered(row) if c in possible):
        for staining, by_staining in STAINING.items() if ihc == "0" else (("none", "low"),):
            raw = {**_other_inputs(ihc, recount, adjudicated), **next(_ish_inputs(ish))}
            if staining != "none":
                raw["her2_faint_staining"] = staining
            expected = by_staining if row["expression"] == "by staining" else row["expression"]
            assert _assess(guideline, lexicon, raw).expression == expected, raw


@pytest.mark.parametrize("row", _rows("edges.csv"), ids=lambda row: f"ratio {row['ratio']}, copies {row['copies']}")
def test_thresholds_belong_to_the_group_that_the_guideline_gives_them(
    guideline: Guideline, lexicon: VocabularyLexicon, row: dict[str, str]
) -> None:
    first = _assess(guideline, lexicon, {"her2_ish_ratio": row["ratio"], "her2_ish_copies": row["copies"]})
    assert first.group == int(row["group"])


@pytest.mark.parametrize("row", _rows("edges.csv"), ids=lambda row: f"ratio {row['ratio']}, copies {row['copies']}")
def test_a_recount_is_read_by_the_same_thresholds(
    guideline: Guideline, lexicon: VocabularyLexicon, row: dict[str, str]
) -> None:
    raw = {
        "her2_ihc": "2+",
        "her2_ish_ratio": 2.3,
        "her2_ish_copies": 3.4,
        "her2_recount_ratio": row["ratio"],
        "her2_recount_copies": row["copies"],
    }
    needs = _assess(guideline, lexicon, raw).needs
    assert needs == (() if row["group"] == "2" else ("adjudication",))


def test_a_recorded_not_done_is_no_result(guideline: Guideline, lexicon: VocabularyLexicon) -> None:
    answer = _assess(guideline, lexicon, {"her2_ihc": "2+", "her2_ish": "not done"})
    assert (answer.result, answer.needs) == ("equivocal", ("ish",))


def test_a_dual_probe_count_goes_before_a_single_probe_count(guideline: Guideline, lexicon: VocabularyLexicon) -> None:
    raw = {"her2_ihc": "2+", "her2_single_probe_copies": 5.1, "her2_ish_ratio": 2.6, "her2_ish_copies": 5.1}
    assert _assess(guideline, lexicon, raw).result == "positive"


def test_half_of_a_dual_probe_result_asks_for_the_other_half(guideline: Guideline, lexicon: VocabularyLexicon) -> None:
    answer = _assess(guideline, lexicon, {"her2_ihc": "2+", "her2_ish_ratio": 2.6})
    assert (answer.result, answer.needs) == ("unresolved", ("dual_probe_ish",))


def test_every_answer_with_a_result_names_the_row_and_source_behind_it(
    guideline: Guideline, lexicon: VocabularyLexicon
) -> None:
    answer = _assess(guideline, lexicon, {"her2_ihc": "3+"})
    assert answer.because[0].rule == "her2.ihc-3"
    assert answer.because[0].source in guideline.sources
