"""Hazard ratios that the documents of an evidence base state, as reports that can be pooled."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from herald.core.findings import Finding
from herald.core.quantities import parse_number
from herald.synthesis.ratios import rounding_range
from herald.synthesis.selection import Assumption, Reported, ReportSource
from herald.synthesis.stated import (
    Refused,
    Screen,
    Statement,
    against_arm,
    against_covariate,
    against_words,
    settle,
    sift,
)

TAXANE = "class:taxane"


def read_ratios(statements: Iterable[Statement], screen: Screen) -> tuple[tuple[Reported, ...], tuple[Refused, ...]]:
    """Returns the hazard ratios that may be pooled, each result once, and what may not, with the reason."""
    checks = (
        screen.against_population,
        against_covariate,
        _against_ratio,
        _against_arms,
        screen.against_part,
        against_words,
    )
    kept, refused = sift(statements, checks)
    settled, more = settle(kept, lambda statement: _question(statement, screen), _is_same)
    return tuple(_report(place, statement, screen) for place, statement in settled), (*refused, *more)


def plain(printed: str | None) -> str:
    """Returns a printed number as digits ("0.65" for "0·65"); empty for a word, a bound or nothing.

    >>> plain(".0070"), plain("0·65"), plain("< .001")
    ('0.0070', '0.65', '')
    """
    parsed = parse_number(printed or "")
    return str(parsed[0]) if parsed and parsed[1] is None else ""


def is_same_number(first: str, second: str) -> bool:
    """Says whether two numbers may be roundings of one.

    >>> is_same_number("0.7", "0.65"), is_same_number("0.70", "0.65")
    (True, False)
    """
    (low, high), (other_low, other_high) = rounding_range(first), rounding_range(second)
    return low <= other_high and other_low <= high


def _against_ratio(statement: Statement) -> str | None:
    finding = statement.finding
    if finding.effect is None:
        return "no hazard ratio is stated"
    if finding.effect_measure != "HR":
        return f"its effect is no hazard ratio but: {finding.effect_measure or 'not told'}"
    return None if plain(finding.effect) else "its hazard ratio is no number"


def _against_arms(statement: Statement) -> str | None:
    arm, comparator = statement.finding.arm, statement.finding.comparator
    reason = against_arm(arm, "arm") or against_arm(comparator, "comparator")
    return reason or ("both arms are the same treatment" if arm == comparator else None)


def _question(statement: Statement, screen: Screen) -> Hashable:
    trial = screen.trial_of(statement) or statement.id
    return trial, statement.finding.endpoint, frozenset((statement.finding.arm, statement.finding.comparator))


def _is_same(first: Finding, second: Finding) -> bool:
    pairs = [(plain(getattr(first, name)), plain(getattr(second, name))) for name in ("effect", "ci_low", "ci_high")]
    return first.arm == second.arm and all(is_same_number(*pair) for pair in pairs if all(pair))


def _report(place: int, statement: Statement, screen: Screen) -> Reported:
    finding = statement.finding
    source = ReportSource(finding=statement.id, basis="document", standing="evidence base")
    assert finding.arm is not None, "sifted out before"
    assert finding.comparator is not None, "sifted out before"
    return Reported(
        trial=screen.trial_of(statement) or source.stand_in,
        treatment=finding.arm.label,
        comparator=finding.comparator.label,
        endpoint=finding.endpoint,
        analysis=statement.published,
        sequence=place,
        effect=plain(finding.effect),
        ci_low=plain(finding.ci_low),
        ci_high=plain(finding.ci_high),
        ci_level=plain(finding.ci_level),
        p=plain(finding.p),
        assumption=_assumption(set(finding.arm.concepts), set(finding.comparator.concepts)),
        source=source,
    )


def _assumption(arm: set[str], comparator: set[str]) -> str:
    """Returns what pooling takes for granted: a class that only the comparator has is a mixture of regimens."""
    if any(concept.startswith("class:") for concept in comparator - arm):
        return Assumption.MIXED_COMPARATOR.value
    return Assumption.ANY_TAXANE.value if TAXANE in arm & comparator else ""
