"""Whether two findings about one question say the same: every printed number is an interval of rounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from herald.core.findings import Finding
from herald.core.quantities import parse_number

FIGURES = ("value", "comparator_value", "effect", "ci_low", "ci_high", "p")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that two findings print differently, beyond rounding."""

    field: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two findings about one question whose figures cannot both be roundings of one number."""

    first: Finding
    second: Finding
    differences: tuple[Difference, ...]


def question(finding: Finding) -> tuple[str | None, ...] | None:
    """Returns what the finding is about (trial, endpoint, arm, comparator, population, time point), or None.

    Why: A figure without a named trial and arm cannot be held against another: that two unnamed studies differ is no
    disagreement. Populations and time points are compared as printed, so a subgroup never meets the whole trial.
    """
    if finding.trial is None or finding.arm is None:
        return None
    comparator = finding.comparator.label if finding.comparator else None
    return (finding.trial, finding.endpoint, finding.arm.label, comparator, finding.population, finding.timepoint)


def is_same_number(first: str, second: str) -> bool:
    """Returns whether two printed numbers may be roundings of one ('42' and '41.9' may, '42' and '43' may not).

    Words ("not reached") and inequalities are the same only if printed the same.
    """
    one, two = parse_number(first), parse_number(second)
    if one is None or two is None or one[1] or two[1]:
        return first.casefold() == second.casefold() if one is None or two is None else one == two
    return abs(one[0] - two[0]) <= (_half_unit(one[0]) + _half_unit(two[0]))


def _half_unit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def find_differences(first: Finding, second: Finding) -> tuple[Difference, ...]:
    """Returns the figures that both findings print and that cannot be roundings of one number."""
    pairs = ((name, getattr(first, name), getattr(second, name)) for name in FIGURES)
    return tuple(Difference(name, a, b) for name, a, b in pairs if a and b and not is_same_number(a, b))


def find_disagreements(findings: Iterable[Finding]) -> tuple[Disagreement, ...]:
    """Returns every pair of findings that answer one question differently, in the order of the findings.

    Cost: pairs are formed only within one question, so it grows with the findings of the largest question.
    """
    groups: dict[tuple[str | None, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        subject = question(finding)
        if subject is not None:
            groups[subject].append(finding)
    return tuple(
        Disagreement(one, two, differences)
        for group in groups.values()
        for i, one in enumerate(group)
        for two in group[i + 1 :]
        if (differences := find_differences(one, two))
    )
