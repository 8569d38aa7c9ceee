"""What single observations yield, and which of several counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from herald.core.dates import PartialDate
from herald.patients.fhir.notebook import Notebook

EARLIEST = dt.date.min


@dataclass(frozen=True, slots=True)
class Finding:
    """One value of one field.

    Attributes:
        date: Of the specimen or, without one, of the result.
        specimen: What tells specimens apart; "" where nothing does.
        site: "primary", "metastasis", or None where it is not stated.
    """

    field: str
    value: str
    date: PartialDate | None = None
    specimen: str = ""
    site: str | None = None

    @property
    def latest(self) -> dt.date:
        """The last day that it may be from; what has no date counts as the oldest."""
        return self.date.last if self.date is not None else EARLIEST


def latest_values(findings: Sequence[Finding], notebook: Notebook, as_of: dt.date) -> dict[str, str]:
    """Returns the newest value of each field; newest ones of the same day that differ leave the field unknown."""
    chosen: dict[str, str] = {}
    for field in dict.fromkeys(finding.field for finding in findings):
        same = [finding for finding in findings if finding.field == field]
        newest = max(finding.latest for finding in same)
        values = list(dict.fromkeys(finding.value for finding in same if finding.latest == newest))
        if len(values) == 1:
            chosen[field] = values[0]
            note_older(same, values[0], notebook)
            note_age(field, newest, notebook, as_of)
        else:
            notebook.note("conflict", f"{field}: results of the same day differ; none of them is used.", field)
    return chosen


CHANGING = frozenset({"lvef", "performance_status", "platelets", "neutrophils", "ast", "alt", "bilirubin"})
"""Fields whose old results may say little about today."""
OLD_DAYS = 365


def note_age(field: str, newest: dt.date, notebook: Notebook, as_of: dt.date) -> None:
    if field in CHANGING and newest == EARLIEST:
        notebook.note("reading", f"{field}: the result has no date.", field)
    elif field in CHANGING and (as_of - newest).days > OLD_DAYS:
        notebook.note("reading", f"{field}: the newest result is of {newest}, more than a year ago.", field)


def note_older(same: Sequence[Finding], value: str, notebook: Notebook) -> None:
    """Notes that undated results differ from the one that is used; older ones that differ are the course of things."""
    field = same[0].field
    if any(finding.date is None and finding.value != value for finding in same):
        notebook.note("conflict", f"{field}: a result without a date differs from the dated one that is used.", field)


def dated(date: PartialDate | None) -> str:
    return f"of {date}" if date is not None else "without a date"
