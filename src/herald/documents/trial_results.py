"""The posted results of a trial record: outcome measures with their groups, measurements and analyses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from herald.core.documents import BlockRole
from herald.documents.json_tree import Node
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


def lay_out_results(section: Node, layout: Layout) -> None:
    """Adds a stretch for each posted outcome measure: a heading, a table by group, a sentence for each analysis."""
    for measure in section.get("outcomeMeasuresModule", "outcomeMeasures").items():
        if measure.get("classes"):
            _lay_out_measure(measure, layout)


def _lay_out_measure(measure: Node, layout: Layout) -> None:
    title = " ".join(measure.get("title").text.split())
    layout.add(title, _HEADING, measure.get("title").path)
    layout.add(_about(measure), _ABOUT, measure.path)
    groups = {group.get("id").text: group for group in measure.get("groups").items()}
    names = [group.get("title").text or key for key, group in groups.items()]
    layout.add(" | ".join([title, *names]), _ROW, measure.get("groups").path)
    _lay_out_denominators(measure, list(groups), layout)
    for row in _rows(measure):
        _lay_out_row(row, measure, list(groups), layout)
    for analysis in measure.get("analyses").items():
        layout.add(_sentence(analysis, title, groups), _LINE, analysis.path)


def _about(measure: Node) -> str:
    names = ("type", "timeFrame", "populationDescription")
    words = (" ".join(measure.get(name).text.split()) for name in names)
    return "Outcome measure: " + " | ".join(filter(None, words))


def _lay_out_denominators(measure: Node, groups: list[str], layout: Layout) -> None:
    for denominator in measure.get("denoms").items():
        counts = {count.get("groupId").text: count.get("value").text for count in denominator.get("counts").items()}
        cells = [f"n={counts[group]}" if group in counts else "" for group in groups]
        layout.add(" | ".join(["Analysed", *cells]), _ROW, denominator.path, is_next_line=True)


def _rows(measure: Node) -> list[tuple[str, Node]]:
    """Returns each category of each class with its label; "" for the only one."""
    return [
        (" ".join(filter(None, (class_.get("title").text, category.get("title").text))), category)
        for class_ in measure.get("classes").items()
        for category in class_.get("categories").items()
    ]


def _lay_out_row(row: tuple[str, Node], measure: Node, groups: list[str], layout: Layout) -> None:
    label, category = row
    values = {value.get("groupId").text: value for value in category.get("measurements").items()}
    cells = [_cell(values[group], measure) if group in values else "" for group in groups]
    name = " ".join(filter(None, (_statistic(measure), label or measure.get("title").text)))
    layout.add(" | ".join([name, *cells]), _ROW, category.path, is_next_line=True)


def _statistic(measure: Node) -> str:
    """Returns the statistic in lower case; "" for plain counts and numbers, which need no word."""
    kind = measure.get("paramType").text.replace("_", " ").lower()
    return "" if kind in ("number", "count of participants") else kind


def _cell(value: Node, measure: Node) -> str:
    """Returns a measurement with its unit and its interval: "18.9 months (95% CI 14.1 to 27.7)"."""
    if value.get("value").text in ("", "NA"):
        return "not estimable"
    unit = _unit(measure.get("unitOfMeasure").text)
    number = f"{value.get('value').text}{'' if unit == '%' else ' '}{unit}".strip()
    low, high = value.get("lowerLimit").text, value.get("upperLimit").text
    if low and high:
        return f"{number} ({_dispersion(measure)} {low} to {high})"
    spread = value.get("spread").text
    return f"{number} ({measure.get('dispersionType').text} {spread})" if spread else number


def _unit(printed: str) -> str:
    lowered = printed.lower()
    return "%" if lowered.startswith(("percent", "% of")) else lowered


def _dispersion(measure: Node) -> str:
    kind = measure.get("dispersionType").text
    level = _LEVEL.match(kind)
    return f"{level[1]}% CI" if level else kind.replace("_", " ").lower() or "range"


def _sentence(analysis: Node, title: str, groups: Mapping[str, Node]) -> str:
    """Returns an analysis as a sentence: effect, interval, P value, and the groups that it compares."""
    names = [groups[node.text].get("title").text for node in analysis.get("groupIds").items() if node.text in groups]
    compared = f" for {names[0]} versus {' versus '.join(names[1:])}" if len(names) > 1 else ""
    figures = "; ".join(filter(None, (_effect(analysis), _interval(analysis), _p_value(analysis))))
    return f"{title}{compared}: {figures}." if figures else ""


def _effect(analysis: Node) -> str:
    kind, value = analysis.get("paramType").text, analysis.get("paramValue").text
    return f"{_EFFECTS.get(kind, kind)} {value}".strip() if value else ""


def _interval(analysis: Node) -> str:
    level, low, high = (analysis.get(name).text for name in ("ciPctValue", "ciLowerLimit", "ciUpperLimit"))
    sides = ", one-sided" if analysis.get("ciNumSides").text == "ONE_SIDED" else ""
    return f"{level}{'% ' if level else ''}CI{sides}, {low} to {high}" if low and high else ""


def _p_value(analysis: Node) -> str:
    value = analysis.get("pValue").text
    if not value:
        return ""
    return f"P {value}" if value[0] in "<>=≤≥" else f"P = {value}"
