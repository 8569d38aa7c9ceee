"""Entries of the files to fields, sources, tables, rules and cautions."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from herald.core.errors import HeraldError, nearest_hint
from herald.guideline.entries import Entry
from herald.guideline.errors import GuidelineProblem
from herald.guideline.fields import YES_NO, Case, Element, Field, Kind
from herald.guideline.lexicon import Lexicon
from herald.guideline.nodes import is_name, is_unit
from herald.guideline.quantities import parse_quantity
from herald.guideline.rules import (
    Caution,
    CautionKind,
    Certainty,
    Citation,
    Contraindication,
    Effect,
    Offered,
    Rule,
    Standing,
    Strength,
)
from herald.guideline.sources import Source
from herald.guideline.tables import Policy, Row, Table
from herald.guideline.yaml_nodes import Sequence, YamlNode

_CLASS = "class "


def read_field(node: YamlNode) -> Field:
    """Returns a field of the patient or of an element.

    Raises:
        GuidelineProblem: At the first thing that is wrong; so do the other functions here.
    """
    entry = Entry(
        node,
        "a field",
        "name label type values labels asks missing_values test need unit range from fact derive presume of note",
    )
    name = _read_name(entry)
    kind = _read_kind(entry)
    element, of = _read_elements(entry) if kind is Kind.LIST else (None, {})
    values = _read_values(entry, kind, element)
    low, high = _read_range(entry, kind)
    unit = _read_unit(entry, kind)
    has_cases = "derive" in entry and isinstance(entry.node("derive"), Sequence)
    return Field(
        name=name,
        label=entry.find_text("label") or name.replace("_", " "),
        kind=kind,
        place=entry.place,
        values=values,
        labels=MappingProxyType(entry.labels("labels", values)),
        asks=_read_asks(entry, kind, values),
        test=entry.find_text("test"),
        need=entry.find_text("need"),
        unit=unit,
        low=low,
        high=high,
        missing_values=_read_missing_values(entry, values),
        elsewhere=entry.find_expression("from"),
        derive=None if has_cases else entry.find_expression("derive"),
        cases=_read_cases(entry, "derive", values, unit) if has_cases else (),
        presume=_read_cases(entry, "presume", values, unit),
        element=element,
        of=MappingProxyType(of),
        fact=entry.find_text("fact"),
    )


def _read_name(entry: Entry) -> str:
    name = entry.text("name")
    if not is_name(name):
        raise entry.problem("name", f"'{name}' is no name", "small letters, digits and _, and no word of the language")
    return name


def _read_kind(entry: Entry) -> Kind:
    kind = entry.choice("type", Kind)
    if kind is Kind.TRUTH:
        raise entry.problem("type", "a field is no condition", "yes/no")
    return kind


def _read_elements(entry: Entry) -> tuple[Element, dict[str, Field]]:
    node = entry.node("of")
    if not isinstance(node, Sequence):
        element = entry.choice("of", Element)
        if element is Element.RECORD:
            raise entry.problem("of", "the fields of a record are listed", "of: [{ name: …, type: … }]")
        return element, {}
    fields: dict[str, Field] = {}
    for item in entry.nodes("of"):
        field = read_field(item)
        if field.name in fields:
            raise GuidelineProblem(field.place, f"the field '{field.name}' is there already")
        derived = (field.elsewhere, field.derive, *field.cases, *field.presume)
        if any(part is not None for part in derived) or field.element is Element.RECORD:
            raise GuidelineProblem(field.place, "a field of an element is plain: no from, derive, presume or records")
        fields[field.name] = field
    return Element.RECORD, fields


def _read_values(entry: Entry, kind: Kind, element: Element | None) -> tuple[str, ...]:
    values = entry.texts("values")
    takes_values = kind is Kind.CHOICE or element is Element.CHOICE
    if takes_values != bool(values):
        message = "needs 'values'" if takes_values else "has no 'values'"
        raise entry.problem("values", f"a field of this type {message}", "values: [a, b]" if takes_values else None)
    _refuse_repeats(entry, "values", values)
    return YES_NO if kind is Kind.YES_NO else values


def _refuse_repeats(entry: Entry, key: str, texts: tuple[str, ...]) -> None:
    for place, text in enumerate(texts):
        if text in texts[:place]:
            raise entry.problem(key, f"'{text}' is there twice")


def _read_range(entry: Entry, kind: Kind) -> tuple[Decimal | None, Decimal | None]:
    bounds = entry.texts("range")
    if not bounds:
        return None, None
    try:
        low, high = (parse_quantity(bound, None) for bound in bounds)
    except ValueError:
        raise entry.problem("range", "a range is two numbers", "range: [0, 100]") from None
    if kind is not Kind.NUMBER or low > high:
        raise entry.problem("range", "a range belongs to a number and goes from low to high")
    return low, high


def _read_unit(entry: Entry, kind: Kind) -> str | None:
    unit = entry.find_text("unit")
    if unit is not None and (kind is not Kind.NUMBER or not is_unit(unit)):
        raise entry.problem("unit", "a unit belongs to a number and is one word or %")
    return unit


def _read_asks(entry: Entry, kind: Kind, values: tuple[str, ...]) -> tuple[str, ...]:
    asks = entry.texts("asks")
    if kind in (Kind.CHOICE, Kind.YES_NO):
        for ask in asks:
            if ask not in values:
                raise entry.problem("asks", f"'{ask}' is not among the values", nearest_hint(ask, values))
    elif asks and kind is not Kind.NUMBER:
        raise entry.problem("asks", "only a choice or a number can be asked for")
    return asks


def _read_missing_values(entry: Entry, values: tuple[str, ...]) -> tuple[str, ...]:
    missing = entry.texts("missing_values")
    for value in missing:
        if value not in values:
            raise entry.problem("missing_values", f"'{value}' is not among the values", nearest_hint(value, values))
    return missing


def _read_cases(entry: Entry, key: str, values: tuple[str, ...], unit: str | None) -> tuple[Case, ...]:
    kind = _read_kind(entry)
    if key in entry and kind not in (Kind.CHOICE, Kind.YES_NO, Kind.NUMBER):
        raise entry.problem(key, "only a choice or a number has cases")
    return tuple(_read_case(node, kind, values, unit) for node in entry.nodes(key))


def _read_case(node: YamlNode, kind: Kind, values: tuple[str, ...], unit: str | None) -> Case:
    entry = Entry(node, "a case", "value when because source")
    value = entry.quantity("value", unit) if kind is Kind.NUMBER else entry.text("value")
    if isinstance(value, str) and value not in values:
        raise entry.problem("value", f"'{value}' is not among the values", nearest_hint(value, values))
    return Case(value, entry.expression("when"), entry.text("because"), entry.find_text("source"), entry.place)


def read_source(node: YamlNode) -> Source:
    optional = "url doi pmid date jurisdiction kind basis verified superseded_by note"
    entry = Entry(node, "a source", f"id citation {optional}")
    texts = {key: entry.find_text(key) for key in optional.split()}
    return Source(id=entry.text("id"), citation=entry.text("citation"), place=entry.place, **texts)


def read_table(node: YamlNode) -> Table:
    entry = Entry(node, "a table", "name label values labels policy rows note")
    values = entry.texts("values")
    if not values:
        raise entry.problem("values", "a table needs 'values'")
    _refuse_repeats(entry, "values", values)
    name = _read_name(entry)
    rows = tuple(_read_row(row, values) for row in entry.nodes("rows"))
    if not rows:
        raise entry.problem("rows", "a table needs 'rows'")
    return Table(
        name=name,
        label=entry.find_text("label") or name.replace("_", " "),
        values=values,
        policy=entry.find_choice("policy", Policy) or Policy.FIRST,
        rows=rows,
        place=entry.place,
        labels=MappingProxyType(entry.labels("labels", values)),
    )


def _read_row(node: YamlNode, values: tuple[str, ...]) -> Row:
    optional = "because source locator note comment legacy_id"
    entry = Entry(node, "a row", f"id when otherwise then needs conflict {optional}")
    then = entry.text("then")
    if then not in values:
        raise entry.problem("then", f"'{then}' is not among the table's values", nearest_hint(then, values))
    if ("when" in entry) == entry.flag("otherwise"):
        raise entry.problem("when", "a row needs 'when', or 'otherwise: yes' in its place")
    texts = {key: entry.find_text(key) for key in optional.split()}
    return Row(
        id=entry.text("id"),
        when=entry.find_expression("when"),
        then=then,
        place=entry.place,
        needs=entry.texts("needs"),
        conflict=entry.texts("conflict"),
        **texts,
    )


_RULE_KEYS = (
    "id title scope when offer regimen advise unless standing strength certainty grade_note jurisdiction source "
    "locator since until supersedes conflicts_with conflict until_settled evidence order note legacy_id"
)


def read_rule(node: YamlNode, chapter: str, lexicon: Lexicon) -> Rule:
    entry = Entry(node, "a rule", _RULE_KEYS)
    _check_shape(entry)
    order = entry.find_whole_number("order")
    return Rule(
        id=entry.text("id"),
        chapter=chapter,
        title=entry.text("title"),
        scope=entry.find_expression("scope"),
        when=entry.find_expression("when"),
        source=entry.text("source"),
        jurisdiction=entry.text("jurisdiction"),
        place=entry.place,
        offer=_read_parts(entry, "offer", lexicon),
        advise=entry.find_text("advise"),
        regimen=entry.find_text("regimen"),
        unless=tuple(_read_contraindication(item) for item in entry.nodes("unless")),
        standing=entry.find_choice("standing", Standing),
        strength=entry.find_choice("strength", Strength),
        certainty=entry.find_choice("certainty", Certainty),
        grade_note=entry.find_text("grade_note"),
        locator=entry.find_text("locator"),
        since=entry.find_date("since"),
        until=entry.find_date("until"),
        supersedes=entry.texts("supersedes"),
        conflicts_with=entry.texts("conflicts_with"),
        conflict=entry.texts("conflict"),
        until_settled=entry.find_text("until_settled"),
        evidence=tuple(_read_citation(item) for item in entry.nodes("evidence")),
        order=100 if order is None else order,
        note=entry.find_text("note"),
        legacy_id=entry.find_text("legacy_id"),
    )


def _check_shape(entry: Entry) -> None:
    if ("offer" in entry) == ("advise" in entry):
        raise entry.problem("offer", "a rule has 'offer' or 'advise', one of them")
    if "scope" not in entry and "when" not in entry:
        raise entry.problem("when", "a rule needs 'when' or 'scope'", "when: true, if it always applies")
    if "offer" in entry and "standing" not in entry:
        raise entry.problem("standing", "a rule that offers a regimen needs 'standing'")
    since, until = entry.find_date("since"), entry.find_date("until")
    if since is not None and until is not None and since.first >= until.first:
        raise entry.problem("until", "'until' is not after 'since'")


def _read_parts(entry: Entry, key: str, lexicon: Lexicon) -> tuple[Offered, ...]:
    try:
        return tuple(_find_offered(text, lexicon) for text in entry.texts(key))
    except HeraldError as error:
        raise entry.problem(key, error.message, error.hint) from None


def _find_offered(text: str, lexicon: Lexicon) -> Offered:
    if text.startswith(_CLASS):
        name = text.removeprefix(_CLASS).strip()
        return Offered(name, lexicon.members(name), is_class=True)
    agent = lexicon.resolve_agent(text)
    return Offered(lexicon.label(agent), frozenset({agent}))


def _read_contraindication(node: YamlNode) -> Contraindication:
    entry = Entry(node, "an entry of 'unless'", "when because source caution")
    return Contraindication(
        entry.expression("when"),
        entry.text("because"),
        entry.place,
        entry.find_text("source"),
        entry.flag("caution"),
    )


def _read_citation(node: YamlNode) -> Citation:
    entry = Entry(node, "an entry of 'evidence'", "trial endpoint analysis")
    return Citation(entry.text("trial"), entry.text("endpoint"), entry.find_text("analysis"))


def read_caution(node: YamlNode, lexicon: Lexicon) -> Caution:
    entry = Entry(node, "a caution", "id agents kind when effect text source locator note legacy_id")
    parts = _read_parts(entry, "agents", lexicon)
    if not parts:
        raise entry.problem("agents", "a caution needs 'agents'")
    return Caution(
        id=entry.text("id"),
        agents=frozenset().union(*(part.agents for part in parts)),
        kind=entry.choice("kind", CautionKind),
        when=entry.find_expression("when"),
        effect=entry.choice("effect", Effect),
        text=entry.text("text"),
        source=entry.text("source"),
        place=entry.place,
        locator=entry.find_text("locator"),
        note=entry.find_text("note"),
        legacy_id=entry.find_text("legacy_id"),
    )
