"""The posted results of a trial record: outcome measures with their groups, measurements and analyses."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from herald.core.documents import BlockRole
from herald.documents.json_tree import Node, tidy
from herald.documents.layout import Layout

_HEADING, _ROW, _LINE, _ABOUT = BlockRole.HEADING, BlockRole.TABLE_ROW, BlockRole.PARAGRAPH, BlockRole.METADATA

_LEVEL = re.compile(r"(\d{2}(?:\.\d+)?) ?% Confidence Interval", re.IGNORECASE)
_EFFECTS: Mapping[str, str] = MappingProxyType(
    {
        "Hazard Ratio (HR)": "hazard ratio",
        "Cox Proportional Hazard": "hazard ratio",
        "Odds Ratio (OR)": "odds ratio",
        "Risk Ratio (RR)": "risk ratio",
        "Risk Difference (RD)": "risk difference",
    }
)
"""Names of estimates in the registry's list, in the words of a paper; any other is printed as it is."""


_COUNT = "COUNT_OF_PARTICIPANTS"
_NOT_GIVEN = frozenset({"", "NA"})
_DIFFERENCE = re.compile(r"\bdifference\b", re.IGNORECASE)


def lay_out_results(section: Node, layout: Layout, *, arms: Collection[str]) -> None:
    """Adds a stretch for each posted outcome measure: a heading, a table by group, a sentence for each analysis.

    Args:
        arms: Labels of the arms of which the record has said what is given in them.
    """
    told = set(arms)
    for measure in section.get("outcomeMeasuresModule", "outcomeMeasures").items():
        if measure.get("classes"):
            _lay_out_groups(measure, told, layout)
            _lay_out_measure(measure, layout)


def _lay_out_groups(measure: Node, told: set[str], layout: Layout) -> None:
    """Adds who is in each group that is not told yet: "Arm A (participants received …)"."""
    for group in measure.get("groups").items():
        title, words = tidy(group.get("title").text), tidy(group.get("description").text).rstrip(".")
        if words and title not in told:
            layout.add(f"{title} ({words})", _LINE, group.path)
            told.add(title)


def _lay_out_measure(measure: Node, layout: Layout) -> None:
    title = tidy(measure.get("title").text)
    layout.add(title, _HEADING, measure.get("title").path)
    layout.add(_about(measure), _ABOUT, measure.path)
    groups = {group.get("id").text: group for group in measure.get("groups").items()}
    names = [tidy(group.get("title").text) or key for key, group in groups.items()]
    layout.add(" | ".join([title, *names]), _ROW, measure.get("groups").path)
    _lay_out_denominators(measure, list(groups), layout)
    for row in _rows(measure):
        _lay_out_row(row, list(groups), layout)
    for analysis in measure.get("analyses").items():
        layout.add(_sentence(analysis, measure, groups), _LINE, analysis.path)


def _about(measure: Node) -> str:
    names = ("type", "timeFrame", "populationDescription")
    words = (tidy(measure.get(name).text) for name in names)
    return "Outcome measure: " + " | ".join(filter(None, words))


def _lay_out_denominators(measure: Node, groups: list[str], layout: Layout) -> None:
    for denominator in measure.get("denoms").items():
        counts = _counts(denominator)
        cells = [f"n={counts[group]}" if group in counts else "" for group in groups]
        layout.add(" | ".join(["Analysed", *cells]), _ROW, denominator.path, is_next_line=True)


def _counts(denominator: Node) -> dict[str, str]:
    return {count.get("groupId").text: count.get("value").text for count in denominator.get("counts").items()}


@dataclass(frozen=True, slots=True)
class _Row:
    """A category of a class of a measure: one value for each group."""

    measure: Node
    class_: Node
    category: Node

    @property
    def label(self) -> str:
        own = " ".join(filter(None, (self.class_.get("title").text, self.category.get("title").text)))
        return tidy(" ".join(filter(None, (_statistic(self.measure), own or self.measure.get("title").text))))

    def values(self) -> dict[str, Node]:
        return {value.get("groupId").text: value for value in self.category.get("measurements").items()}

    def number(self, group: str, value: Node) -> str:
        """Returns a value with its unit: "18.9 months", "63%"; a count of participants with how many were analysed."""
        unit, printed = _unit(self.measure.get("unitOfMeasure").text), value.get("value").text
        if printed in _NOT_GIVEN:
            return "not estimable"
        analysed = self._analysed(group) if self.measure.get("paramType").text == _COUNT else ""
        return f"{printed}{f' of {analysed}' if analysed else ''}{'' if unit == '%' else ' '}{unit}".strip()

    def _analysed(self, group: str) -> str:
        denominators = [*self.class_.get("denoms").items(), *self.measure.get("denoms").items()]
        persons = (_counts(each) for each in denominators if each.get("units").text == "Participants")
        return next((counts[group] for counts in persons if group in counts), "")


def _rows(measure: Node) -> list[_Row]:
    return [
        _Row(measure, class_, category)
        for class_ in measure.get("classes").items()
        for category in class_.get("categories").items()
    ]


def _lay_out_row(row: _Row, groups: list[str], layout: Layout) -> None:
    values = row.values()
    cells = [_cell(row, group, values[group]) if group in values else "" for group in groups]
    layout.add(" | ".join([row.label, *cells]), _ROW, row.category.path, is_next_line=True)


def _statistic(measure: Node) -> str:
    """Returns the statistic in lower case; "" for plain counts and numbers, which need no word."""
    kind = measure.get("paramType").text.replace("_", " ").lower()
    return "" if kind in ("number", "count of participants") else kind


def _cell(row: _Row, group: str, value: Node) -> str:
    """Returns a measurement with its unit and its interval: "18.9 months (95% CI 14.1 to 27.7)"."""
    number, kind = row.number(group, value), row.measure.get("dispersionType").text
    low, high = value.get("lowerLimit").text, value.get("upperLimit").text
    if low and high and {low, high} - _NOT_GIVEN:
        limits = (limit if limit not in _NOT_GIVEN else "not estimable" for limit in (low, high))
        return f"{number} ({_dispersion(kind)} {' to '.join(limits)})"
    spread = value.get("spread").text
    return f"{number} ({kind} {spread})" if spread not in _NOT_GIVEN else number


def _unit(printed: str) -> str:
    lowered = printed.lower()
    return "%" if lowered.startswith(("percent", "% of")) else lowered


def _dispersion(kind: str) -> str:
    level = _LEVEL.match(kind)
    return f"{level[1]}% CI" if level else kind.replace("_", " ").lower() or "range"


def _sentence(analysis: Node, measure: Node, groups: Mapping[str, Node]) -> str:
    """Returns an analysis as a sentence: the groups that it compares and their values, effect, interval, P value."""
    compared = [node.text for node in analysis.get("groupIds").items() if node.text in groups]
    figures = "; ".join(filter(None, (_effect(analysis, measure), _interval(analysis), _p_value(analysis))))
    if not figures:
        return ""
    names = {key: tidy(groups[key].get("title").text) for key in compared}
    values = _single_values(measure)
    if len(compared) > 1 and all(key in values for key in compared):
        told = " versus ".join(f"{values[key]} with {names[key]}" for key in compared)
        statistic = _statistic(measure)
        return f"{tidy(measure.get('title').text)}: {statistic} {told}; {figures}.".replace(":  ", ": ")
    between = f" for {' versus '.join(names.values())}" if len(compared) > 1 else ""
    return f"{tidy(measure.get('title').text)}{between}: {figures}."


def _single_values(measure: Node) -> dict[str, str]:
    """Returns the value of each group with its unit, where a measure has one row; empty where it has several."""
    rows = _rows(measure)
    return {key: rows[0].number(key, value) for key, value in rows[0].values().items()} if len(rows) == 1 else {}


def _effect(analysis: Node, measure: Node) -> str:
    """Returns an effect by its name; a difference has the unit of what differs."""
    kind, value = analysis.get("paramType").text, analysis.get("paramValue").text
    unit = _unit(measure.get("unitOfMeasure").text) if _DIFFERENCE.search(kind) else ""
    return f"{_EFFECTS.get(kind, kind)} {value}{'' if unit in ('', '%') else ' '}{unit}".strip() if value else ""


def _interval(analysis: Node) -> str:
    level, low, high = (analysis.get(name).text for name in ("ciPctValue", "ciLowerLimit", "ciUpperLimit"))
    sides = ", one-sided" if analysis.get("ciNumSides").text == "ONE_SIDED" else ""
    return f"{level}{'% ' if level else ''}CI{sides}, {low} to {high}" if low and high else ""


def _p_value(analysis: Node) -> str:
    value = analysis.get("pValue").text
    if not value:
        return ""
    return f"P {value}" if value[0] in "<>=≤≥" else f"P = {value}"
