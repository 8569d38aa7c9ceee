"""Findings that say the same thing become one finding with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from herald.core.findings import Finding
from herald.core.quantities import parse_number

_FIGURES = ("value", "comparator_value", "effect", "ci_low", "ci_high", "p")
_FREE = ("confidence", "issues", "evidence", "population", "phase", "ci_level", "statistic")
_CLAIM = tuple(f.name for f in fields(Finding) if f.name not in (*_FREE, "endpoint", "arm", "comparator", "predictor"))


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Returns the findings with those joined that claim the same, in the order in which they were first stated."""
    merged: list[Finding] = []
    places: dict[tuple[str, ...], list[int]] = {}
    for finding in findings:
        known = sorted({at for figure in _figures(finding) for at in places.get(figure, ())})
        place = next((at for at in known if is_same_claim(merged[at], finding)), None)
        if place is None:
            place = len(merged)
            merged.append(finding)
        else:
            merged[place] = join(merged[place], finding)
        for figure in _figures(finding):
            places.setdefault(figure, []).append(place)
    return merged


def _figures(finding: Finding) -> list[tuple[str, ...]]:
    """Returns what two findings must share to be the same claim: an endpoint with a figure."""
    endpoint = _endpoint_key(finding.endpoint)
    printed = ((name, getattr(finding, name)) for name in _FIGURES if getattr(finding, name))
    return [(endpoint, name, str(parse_number(figure) or figure)) for name, figure in printed]


def is_same_claim(first: Finding, second: Finding) -> bool:
    """Whether two findings give the same endpoint the same figures, and contradict each other in nothing.

    Why: A figure that only one of them prints is no contradiction; two findings that share no figure are two findings.
    """
    if _endpoint_key(first.endpoint) != _endpoint_key(second.endpoint) or first.trial != second.trial:
        return False
    shared = [name for name in _FIGURES if getattr(first, name) and getattr(second, name)]
    if not shared or not all(_agree(first, second, name) for name in (*_CLAIM, "arm", "comparator")):
        return False
    return _has_all(first, second) or _has_all(second, first)


def _has_all(whole: Finding, part: Finding) -> bool:
    """Whether one finding prints every figure that the other prints."""
    return all(_is_same(getattr(whole, name), getattr(part, name)) for name in _FIGURES if getattr(part, name))


def _is_same(one: str | None, other: str | None) -> bool:
    """Whether two printed figures are the same number: "< .001" and "<0.001" are."""
    if one is None or other is None or one == other:
        return one == other
    numbers = parse_number(one), parse_number(other)
    return numbers[0] is not None and numbers[0] == numbers[1]


_BROADER = {"remission": "durable response"}
"""Endpoints that a text uses for a narrower one, once it has said how long it lasted."""


def _endpoint_key(endpoint: str) -> str:
    return _BROADER.get(endpoint, endpoint)


def _agree(first: Finding, second: Finding, name: str) -> bool:
    one, other = getattr(first, name), getattr(second, name)
    if name in _FIGURES:
        return one is None or other is None or _is_same(one, other)
    return one is None or other is None or one == other


def join(first: Finding, second: Finding) -> Finding:
    """Returns the first finding, filled in and backed up by the second."""
    filled = {name: getattr(second, name) for name in _names() if getattr(first, name) is None}
    population = max((first.population or "", second.population or ""), key=len) or None
    return replace(
        first,
        **filled,
        endpoint=_endpoint_key(first.endpoint) if first.endpoint != second.endpoint else first.endpoint,
        population=population,
        confidence=max(first.confidence, second.confidence),
        evidence=first.evidence + second.evidence,
    )


def _names() -> tuple[str, ...]:
    return (*_CLAIM, "arm", "comparator", "predictor", "phase", "ci_level", "statistic")
