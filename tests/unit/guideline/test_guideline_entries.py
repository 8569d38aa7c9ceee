"""What can be asked of a guideline about itself: rows, contradictions, entries as written, and who relies on them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.spec.small import FIELDS, judge, load_small

from herald.core.truth import Truth
from herald.guideline import BrokenGuideline, parse, render
from herald.guideline.dependents import Dependent, find_dependents, find_entries, find_reliant_rules
from herald.guideline.proof import check_tables, is_provable
from herald.guideline.writing import written

GUIDELINE = load_small()
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("raw", "truths"),
    [
        ({"ihc": "3+"}, {"ihc-3": T, "rest": F}),
        ({"ihc": "0"}, {"ihc-3": F, "ihc-low": T, "rest": F}),
        ({"ihc": "2+"}, {"ihc-3": F, "ihc-low": F, "ish": U, "rest": U}),
        ({"ihc": "2+", "ish": "not amplified"}, {"ihc-3": F, "ihc-low": F, "ish": F, "rest": T}),
        ({"ish": "amplified"}, {"ihc-3": U, "ihc-low": U, "ish": U, "rest": F}),
    ],
)
def test_a_row_is_looked_at_until_one_applies_for_sure(raw: dict[str, object], truths: dict[str, Truth]) -> None:
    assert judge(GUIDELINE, raw).row_truths("status") == truths


UNIQUE = """\
tables:
  - name: status
    values: [positive, negative]
    policy: unique
    rows:
      - { id: a, when: "ihc == '3+'", then: positive }
      - { id: b, when: "ihc == '0'", then: negative }
      - { id: c, otherwise: yes, then: negative }
"""


def test_the_rows_of_a_unique_table_are_looked_at_one_by_one() -> None:
    guideline = load_small(tables=UNIQUE)
    assert judge(guideline, {"ihc": "0"}).row_truths("status") == {"a": F, "b": T, "c": F}
    assert judge(guideline, {}).row_truths("status") == {"a": U, "b": U, "c": U}


RELAPSE = {"treatments": [{"setting": "adjuvant", "end": "2024-01-15"}], "relapse": "2024-07-15"}


def test_a_recorded_value_that_the_rest_of_the_record_contradicts_is_told() -> None:
    (found,) = judge(GUIDELINE, {**RELAPSE, "interval": 11}).contradictions()
    assert (found.field.name, found.recorded, found.derived.value) == ("interval", Decimal(11), Decimal(6))


@pytest.mark.parametrize("raw", [{"interval": 6}, {"interval": 11, "relapse": None}, {}])
def test_what_agrees_or_cannot_be_derived_contradicts_nothing(raw: dict[str, object]) -> None:
    assert judge(GUIDELINE, {**RELAPSE, **raw}).contradictions() == ()


def test_an_entry_is_written_key_by_key_with_conditions_that_read_back() -> None:
    rule = GUIDELINE.rules["first"]
    keys = written(rule)
    assert keys["offer"] == ["trastuzumab", "pertuzumab", "class taxane"]
    assert keys["since"] == "2020"
    assert (keys["strength"], keys["scope"]) == ("strong", "status == 'positive'")
    assert keys["unless"] == [{"when": "pregnant == 'yes'", "because": "harms the unborn child", "source": "book"}]
    assert render(parse(str(keys["when"]))) == render(rule.when)  # type: ignore[arg-type]
    assert "until" not in keys


def test_an_entry_is_written_alike_wherever_it_stands() -> None:
    lower = load_small(fields=FIELDS.replace("fields:\n", "fields:\n\n# a remark\n"))
    assert written(lower.fields["lvef"]) == written(GUIDELINE.fields["lvef"])
    assert lower.fields["lvef"].place != GUIDELINE.fields["lvef"].place


def test_who_relies_on_an_entry_is_who_names_it() -> None:
    def dependents(name: str) -> set[Dependent]:
        ((_, entry),) = find_entries(GUIDELINE, name)
        return set(find_dependents(GUIDELINE, entry))

    assert dependents("ihc") == {Dependent("table", "status"), Dependent("rule", "advice")}
    assert dependents("status") == {Dependent("rule", "first")}
    assert dependents("relapse") == {Dependent("field", "interval")}
    assert dependents("heart") == {Dependent("rule", "first")}
    assert dependents("book") >= {Dependent("rule", "first"), Dependent("row", "ihc-3"), Dependent("caution", "heart")}


def test_a_rule_relies_on_what_its_facts_rest_on() -> None:
    assert find_reliant_rules(GUIDELINE, GUIDELINE.fields["ihc"]) == ("first", "advice")
    assert find_reliant_rules(GUIDELINE, GUIDELINE.fields["lvef"]) == ()


def test_a_name_that_a_field_and_a_row_share_finds_both() -> None:
    assert [noun for noun, _ in find_entries(GUIDELINE, "ish")] == ["row", "field"]


def test_nothing_is_called_by_an_unknown_name() -> None:
    assert find_entries(GUIDELINE, "nobody") == ()


def _wide_table(policy: str) -> str:
    """Returns a table of which any two rows tell few combinations apart, and all of them more than are tried."""
    conditions = [f"ratio == {n} and copies == {n} copies and lvef == {n} %" for n in range(35)]
    rows = "".join(f'      - {{ id: r{n}, when: "{when}", then: a }}\n' for n, when in enumerate(conditions))
    rest = "      - { id: rest, otherwise: yes, then: b }\n"
    return f"tables:\n  - name: status\n    values: [a, b]\n    policy: {policy}\n    rows:\n{rows}{rest}"


CHAPTER_WITHOUT_STATUS = """\
chapter: One chapter
rules:
  - { id: first, title: First, when: "status == 'a'", advise: this, jurisdiction: US, source: book }
"""


def test_rows_of_a_large_unique_table_are_proven_apart_pair_by_pair() -> None:
    unique = load_small(tables=_wide_table("unique"), chapter=CHAPTER_WITHOUT_STATUS)
    assert is_provable(unique, unique.tables["status"])
    first = load_small(tables=_wide_table("first"), chapter=CHAPTER_WITHOUT_STATUS)
    assert not is_provable(first, first.tables["status"])


def test_rows_of_a_unique_table_that_overlap_are_refused_with_an_example() -> None:
    overlap = UNIQUE.replace("ihc == '0'", "ihc != '0'")
    with pytest.raises(BrokenGuideline, match="'a' and 'b' of a unique table may both apply") as broken:
        load_small(tables=overlap)
    assert broken.value.problems[0].hint == "where ihc is 3+"


def test_the_rows_of_the_small_table_are_all_reached() -> None:
    assert is_provable(GUIDELINE, GUIDELINE.tables["status"])
    assert check_tables(GUIDELINE) == []
