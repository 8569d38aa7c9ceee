"""Response rates of single arms that the documents of an evidence base state, with their counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from herald.core.findings import Finding
from herald.synthesis.selection import Assumption
from herald.synthesis.stated import (
    Check,
    Refused,
    Screen,
    Statement,
    against_arm,
    against_covariate,
    against_words,
    settle,
    sift,
)
from herald.synthesis.stated_ratios import plain


@dataclass(frozen=True, slots=True)
class Cohort:
    """Patients with the event among the patients of one arm."""

    statement: Statement
    study: str
    treatment: str
    events: int
    n: int


def read_cohorts(
    statements: Iterable[Statement], screen: Screen, accept: Collection[Assumption] = ()
) -> tuple[tuple[Cohort, ...], tuple[Refused, ...]]:
    """Returns the cohorts that may be pooled, the latest result of each, and what may not, with the reason."""
    checks: tuple[Check, ...] = (
        screen.against_population,
        against_covariate,
        _against_comparison,
        lambda statement: against_arm(statement.finding.arm, "arm"),
        _against_counts,
        screen.against_part,
        against_words,
        lambda statement: _against_unnamed(statement, screen, accept),
    )
    kept, refused = sift(statements, checks)
    settled, more = settle(kept, lambda each: (screen.trial_of(each) or each.id, each.finding.arm), _is_same)
    latest = {each.id: each for _, each in _latest(settled, screen)}
    earlier = [Refused(each, "a later result of the cohort is taken") for _, each in settled if each.id not in latest]
    return tuple(_cohort(each, screen) for each in latest.values()), (*refused, *more, *earlier)


def find_counts(finding: Finding) -> tuple[int, int] | None:
    """Returns (events, patients): as printed, or the only count of the patients that prints as the percentage."""
    if finding.arm_n is None:
        return None
    if finding.events is not None:
        return finding.events, finding.arm_n
    percent = Decimal(plain(finding.value) or "NaN")
    if finding.unit != "%" or percent.is_nan():
        return None
    exponent = percent.as_tuple().exponent
    assert isinstance(exponent, int), "a printed number is finite"
    half = Decimal(5).scaleb(exponent - 1)
    fitting = [x for x in range(finding.arm_n + 1) if abs(Decimal(100 * x) / finding.arm_n - percent) <= half]
    return (fitting[0], finding.arm_n) if len(fitting) == 1 else None


def _against_comparison(statement: Statement) -> str | None:
    if statement.finding.comparator is None:
        return None
    return "a comparison of two arms, no single arm; its counts can be pooled with --data"


def _against_counts(statement: Statement) -> str | None:
    if find_counts(statement.finding) is None:
        return "the number of patients, or that of patients with the event, is not told"
    return None


def _against_unnamed(statement: Statement, screen: Screen, accept: Collection[Assumption]) -> str | None:
    is_told = screen.trial_of(statement) or Assumption.UNNAMED_TRIAL in accept
    return None if is_told else Assumption.UNNAMED_TRIAL.explanation


def _is_same(first: Finding, second: Finding) -> bool:
    return find_counts(first) == find_counts(second)


def _latest(settled: Iterable[tuple[int, Statement]], screen: Screen) -> Iterable[tuple[int, Statement]]:
    by_cohort = {}
    for place, statement in settled:
        by_cohort[screen.trial_of(statement) or statement.id, statement.finding.arm] = (place, statement)
    return by_cohort.values()


def _cohort(statement: Statement, screen: Screen) -> Cohort:
    counts, arm = find_counts(statement.finding), statement.finding.arm
    assert counts is not None, "sifted out before"
    assert arm is not None, "sifted out before"
    return Cohort(statement, screen.trial_of(statement) or f"finding {statement.id}", arm.label, *counts)
