"""How far the disease has spread, and when it came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from herald.core.dates import PartialDate
from herald.patients.fhir.conditions import Known
from herald.patients.fhir.findings import Finding, dated
from herald.patients.fhir.notebook import Notebook
from herald.patients.plain import Plain


def read_extent(conditions: Sequence[Known], findings: Iterable[Finding], notebook: Notebook) -> dict[str, Plain]:
    """Returns `setting` and `recurrence_date`, as far as they are stated.

    Metastatic disease stays metastatic: a distant metastasis, a stage IV or an M1 of any date decides, and an M0 after
    it is noted as a conflict. Early disease needs a stage or an M0 and no sign of metastases.
    """
    stated = list(findings)
    metastatic = [finding for finding in stated if finding.value == "metastatic"]
    early = [finding for finding in stated if finding.value == "early"]
    sure = [known for known in conditions if known.extent == "metastatic" and not known.is_doubtful]
    values: dict[str, Plain] = {}
    if sure or metastatic:
        values["setting"] = "metastatic"
        _note_later_m0(metastatic, sure, early, notebook)
    elif (setting := _setting_without_sure_metastases(conditions, early, notebook)) is not None:
        values["setting"] = setting
    if (recurrence := _recurrence(conditions, sure, early)) is not None:
        values["recurrence_date"] = str(recurrence)
    return values


def _setting_without_sure_metastases(
    conditions: Sequence[Known], early: Sequence[Finding], notebook: Notebook
) -> str | None:
    if any(known.extent == "metastatic" for known in conditions):
        return "suspected metastatic"
    if early:
        newest = max(early, key=lambda finding: finding.latest)
        text = f"Early disease is taken from the staging {dated(newest.date)}; the bundle records no metastases."
        notebook.note("assumption", text, "setting")
        return "early"
    if any(known.extent for known in conditions):
        text = "A secondary cancer is recorded that may be regional: whether the disease is metastatic is not known."
        notebook.note("reading", text, "setting")
    return None


def _note_later_m0(
    metastatic: Sequence[Finding], sure: Sequence[Known], early: Sequence[Finding], notebook: Notebook
) -> None:
    first = [day for day in (*(f.date for f in metastatic), *(known.since for known in sure)) if day is not None]
    if any(f.date is not None and day.last < f.date.first for f in early for day in first[:1]):
        text = "A later staging says that there are no distant metastases; the disease is taken as metastatic."
        notebook.note("conflict", text, "setting")


def _recurrence(conditions: Sequence[Known], sure: Sequence[Known], early: Sequence[Finding]) -> PartialDate | None:
    """Returns the day on which the cancer came back.

    It is the onset of a condition that calls itself a recurrence, or of the first distant metastasis where a staging
    without metastases lies before it.
    """
    stated = _first(known.since for known in conditions if known.is_recurrence)
    onset = _first(known.since for known in sure)
    if stated is not None or onset is None:
        return stated
    return onset if any(f.date is not None and f.date.last < onset.first for f in early) else None


def _first(days: Iterable[PartialDate | None]) -> PartialDate | None:
    def start(day: PartialDate) -> date:
        return day.first

    return min((day for day in days if day is not None), key=start, default=None)
