"""Random expressions of the rule language: of any shape, and such as make sense in the small guideline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from herald.guideline.nodes import (
    KEYWORDS,
    And,
    AsOf,
    Choice,
    Compare,
    Constant,
    Count,
    Day,
    In,
    Include,
    Item,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    Number,
    OfLatest,
    Or,
    Pick,
    Quantified,
    Quantifier,
    Relation,
    Text,
)

_names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda text: text not in KEYWORDS)
_units = st.one_of(st.none(), st.sampled_from(["%", "months", "mm^2", "g/dL", "µg"]))
_decimals = st.decimals(min_value=0, max_value=10_000, places=2)
_printable = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12).filter(
    str.isprintable
)
_days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


def any_node() -> st.SearchStrategy[Node]:
    """Conditions of any shape, with names, units and values that no guideline need have."""
    name = st.builds(Name, _names)
    literal = st.one_of(st.builds(Number, _decimals, _units), st.builds(Text, _printable), st.builds(Day, _days))
    item = st.builds(Item, _printable, st.booleans())
    return st.recursive(_atoms(name, literal, item), lambda part: _compounds(name, literal, part), max_leaves=12)


def _atoms(name: st.SearchStrategy, literal: st.SearchStrategy, item: st.SearchStrategy) -> st.SearchStrategy[Node]:
    dates = st.one_of(name, st.builds(Day, _days), st.builds(AsOf))
    months = st.one_of(st.builds(MonthsBetween, dates, dates), st.builds(MonthsSince, dates))
    operand = st.one_of(name, literal, months, st.builds(AsOf))
    return st.one_of(
        st.builds(Constant, st.booleans()),
        _chains(operand),
        st.builds(In, operand, st.lists(literal, min_size=1, max_size=3).map(tuple), st.booleans()),
        st.builds(Include, name, st.lists(item, min_size=1, max_size=3).map(tuple)),
    )


def _chains(operand: st.SearchStrategy[Node]) -> st.SearchStrategy[Compare]:
    relations = st.lists(st.sampled_from(Relation), min_size=1, max_size=3).map(tuple)
    return relations.flatmap(
        lambda chosen: st.builds(Compare, st.tuples(*[operand] * (len(chosen) + 1)), st.just(chosen))
    )


def _compounds(name: st.SearchStrategy, literal: st.SearchStrategy, part: st.SearchStrategy) -> st.SearchStrategy[Node]:
    picked = st.builds(Pick, st.sampled_from(Choice), name, name, part)
    counted = st.builds(Count, name, part)
    latest = st.builds(OfLatest, name, name, name, part)
    return st.one_of(
        st.builds(Not, part),
        joined(And, part),
        joined(Or, part),
        st.builds(Quantified, st.sampled_from(Quantifier), name, part),
        _chains(st.one_of(picked, counted, latest, literal, st.builds(MonthsSince, picked))),
    )


def joined(connective: type[And] | type[Or], part: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Returns conditions joined by a connective none of whose parts is of that connective itself."""
    parts = part.filter(lambda node: not isinstance(node, connective))
    return st.lists(parts, min_size=2, max_size=3).map(tuple).map(connective)


def _comparisons(name: str, values: st.SearchStrategy[Node], relations: list[Relation]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda value, relation: Compare((Name(name), value), (relation,)), values, st.sampled_from(relations)
    )


_EQUALITY = [Relation.EQUAL, Relation.UNEQUAL]


def _choice(name: str, values: list[str]) -> st.SearchStrategy[Node]:
    texts = st.builds(Text, st.sampled_from(values))
    sets = st.lists(texts, min_size=1, max_size=3).map(tuple)
    return st.one_of(_comparisons(name, texts, _EQUALITY), st.builds(In, st.just(Name(name)), sets, st.booleans()))


def _number(name: str, unit: str | None, high: int) -> st.SearchStrategy[Node]:
    numbers = st.builds(lambda value: Number(Decimal(value), unit), st.integers(0, high))
    return _comparisons(name, numbers, list(Relation))


_some_days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 21))
_dates = st.builds(Day, _some_days)


def _element_condition() -> st.SearchStrategy[Node]:
    items = st.sampled_from([Item("trastuzumab"), Item("docetaxel"), Item("antibody", is_class=True)])
    atoms = st.one_of(
        _choice("setting", ["adjuvant", "metastatic"]),
        _choice("progressed", ["yes", "no"]),
        st.builds(Include, st.just(Name("agents")), st.lists(items, min_size=1, max_size=2).map(tuple)),
        _comparisons("end", _dates, list(Relation)),
        _choice("ihc", ["2+", "3+"]),
    )
    return st.recursive(atoms, _connected, max_leaves=3)


def _connected(part: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(st.builds(Not, part), joined(And, part), joined(Or, part))


def sound_condition(*, with_status: bool = True) -> st.SearchStrategy[Node]:
    """Conditions that make sense in the small guideline, on its table or not; none rests on a presumption."""
    inner, treatments = _element_condition(), st.just(Name("treatments"))
    end = st.just(Name("end"))
    picked = st.builds(Pick, st.sampled_from(Choice), treatments, end, inner)
    months = st.one_of(
        st.builds(MonthsBetween, st.just(Name("surgery")), st.just(Name("relapse"))), st.builds(MonthsSince, picked)
    )
    limit = st.builds(lambda value: Number(Decimal(value), "months"), st.integers(0, 40))
    atoms = st.one_of(
        _choice("ihc", ["0", "1+", "2+", "3+"]),
        _choice("ish", ["amplified", "not amplified"]),
        *([_choice("status", ["positive", "negative"])] if with_status else []),
        _number("lvef", "%", 100),
        _number("ratio", None, 5),
        _number("interval", "months", 40),
        _comparisons("relapse", _dates, list(Relation)),
        st.builds(Quantified, st.sampled_from(Quantifier), treatments, inner),
        _compared(st.builds(Count, treatments, inner), st.builds(Number, st.integers(0, 3).map(Decimal))),
        _compared(picked, _dates),
        _latest_choice(treatments, inner),
        _compared(months, limit),
    )
    return st.recursive(atoms, _connected, max_leaves=6)


def _latest_choice(treatments: st.SearchStrategy[Name], inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    latest = st.builds(OfLatest, treatments, st.just(Name("end")), st.just(Name("progressed")), inner)
    texts = st.builds(Text, st.sampled_from(["yes", "no"]))
    return st.builds(lambda one, other: Compare((one, other), (Relation.EQUAL,)), latest, texts)


def _compared(left: st.SearchStrategy[Node], right: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda one, other, relation: Compare((one, other), (relation,)), left, right, st.sampled_from(Relation)
    )


def status_tables() -> st.SearchStrategy[tuple[tuple[Node | None, str], ...]]:
    """Rows for the table `status`: conditions with values, the last row without a condition."""
    value = st.sampled_from(["positive", "negative"])
    rows = st.lists(st.tuples(sound_condition(with_status=False), value), min_size=1, max_size=4)
    return st.builds(lambda some, last: (*some, (None, last)), rows, value)


def _partial_dates() -> st.SearchStrategy[str]:
    return st.builds(lambda day, length: day.isoformat()[:length], _some_days, st.sampled_from([4, 7, 10])).filter(
        lambda text: text <= "2026-11-21"
    )


def records() -> st.SearchStrategy[dict[str, object]]:
    """Records of the small guideline's fields, any of which may be absent."""
    entry = st.fixed_dictionaries(
        {},
        optional={
            "agents": st.lists(st.sampled_from(["trastuzumab", "pertuzumab", "docetaxel", "taxane"]), max_size=2),
            "setting": st.sampled_from(["adjuvant", "metastatic"]),
            "progressed": st.sampled_from(["yes", "no"]),
            "end": _partial_dates(),
        },
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "ihc": st.sampled_from(["0", "1+", "2+", "3+"]),
            "ish": st.sampled_from(["amplified", "not amplified"]),
            "lvef": st.integers(0, 100),
            "ratio": st.integers(0, 5),
            "relapse": _partial_dates(),
            "surgery": _partial_dates(),
            "interval": st.integers(0, 40),
            "treatments": st.lists(entry, max_size=3),
        },
    )
